"""Dating told events: own sentences read by the shipped pipeline, and a few parses made by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from briefings.developments import dating
from briefings.developments.dating import told_elsewhere, when_of
from briefings.developments.misread import mend
from briefings.developments.timex.finder import find_times
from briefings.developments.timex.spans import tokens_of
from briefings.language.names import read_with_names
from briefings.language.pipeline import load_pipeline, read_text
from briefings.model import Mention, TimeExpression

ISSUE = date(2020, 7, 1)  # a Wednesday


def when(text: str, event: str, issue: date | None = ISSUE, *, nth: int = 0) -> str | None:
    """The value of the days of the event that the nth `event` in a text names."""
    doc = mend(read_text(load_pipeline(), text))
    at = [token.i for token in doc if token.text == event][nth]
    days = when_of(doc, find_times(doc, issue), at, issue)
    return days.value if days else None


@pytest.mark.parametrize(
    ("text", "event", "value"),
    [
        ("Gunmen attacked a convoy near Tikrit on Friday.", "attacked", "2020-06-26"),
        ("On Monday, Kuwait and Iran signed an agreement in Vienna.", "signed", "2020-06-29"),
        ("The Tuesday morning attack on the port killed four sailors.", "attack", "2020-06-30"),
        ("The February bombing wounded six.", "bombing", "2020-02"),
        ("The Turkish response in April also destroyed two depots.", "response", "2020-04"),
        ("The Turkish response in April also destroyed two depots.", "destroyed", "2020-04"),
        ("Three policemen were killed in an ambush on 12 June.", "ambush", "2020-06-12"),
        ("Police detained ten protesters in 2018.", "detained", "2018"),
        ("A ceasefire was declared in March after weeks of talks.", "declared", "2020-03"),
        ("In April, the president ordered troops to storm the camp.", "storm", "2020-04"),
        ("Yesterday Qatar expelled two diplomats.", "expelled", "2020-06-30"),
        ("The rebels bombed the bridge on Sunday, killing nine soldiers.", "killing", "2020-06-28"),
        ("The ministry opened talks with Total this month.", "opened", "2020-06"),
        ("The attack, which took place on 3 May, was claimed by nobody.", "attack", "2020-05-03"),
    ],
)  # fmt: skip
def test_an_event_has_the_day_that_its_clause_names(text: str, event: str, value: str) -> None:
    assert when(text, event) == value


@pytest.mark.parametrize(
    ("text", "event", "value"),
    [
        ("8 JANUARY: Togo shells two depots in Benin that house Malian troops.", "shells", "2020-01-08"),
        ("8 January: Togo shells two depots in Benin.", "shells", "2020-01-08"),
        ("JANUARY 8: Togo shelled two depots in Benin.", "shelled", "2020-01-08"),
        ("MONDAY 29 JUNE: Togo raided a camp in Benin.", "raided", "2020-06-29"),
        ("WEDNESDAY: Togo raided a camp in Benin.", "raided", "2020-07-01"),
        ("8-10 JANUARY: Togo and Benin hold talks in Nairobi.", "talks", "2020-01-08/2020-01-10"),
        ("2019: Togo seizes a tanker.", "seizes", "2019"),
        (
            "MAY: Togo attacked a ship, killing two, and raided a camp that Acme had sold in 2018.",
            "attacked",
            "2020-05",
        ),
        ("MAY: Togo attacked a ship, killing two, and raided a camp that Acme had sold in 2018.", "raided", "2020-05"),
        ("12 JUNE: No talks were held in Nairobi.", "talks", "2020-06-12"),
        ("NAIROBI, 8 JANUARY – Togo shelled two depots in Benin.", "shelled", "2020-01-08"),
        ("Nairobi, June 25 (Acme Wire) - Benin raided a camp.", "raided", "2020-06-25"),
    ],
)
def test_an_event_has_the_day_that_heads_its_sentence(text: str, event: str, value: str) -> None:
    assert when(text, event) == value


def test_a_day_that_heads_a_report_looks_back_as_the_report_does() -> None:
    assert when("8 NOVEMBER: Togo shells two depots in Benin.", "shells", date(2021, 3, 1)) == "2020-11-08"
    assert when("8 OCTOBER: Togo shells two depots in Benin.", "shells", date(2020, 7, 1)) == "2019-10-08"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The deal of 2015 - signed in Vienna - was a mistake: Togo left.", "left"),
        ("Togo may attack: 8 January was a warning, and Benin left.", "left"),
    ],
)
def test_a_day_heads_nothing_where_more_than_a_place_stands_before_the_mark(text: str, event: str) -> None:
    assert when(text, event) is None


@pytest.mark.parametrize(
    ("text", "event", "value"),
    [
        ("Since October, dozens of attacks have targeted American convoys.", "targeted", "2019-10/2020-07-01"),
        ("Five attacks have been made on the airport in the past three weeks.", "attacks", "2020-06-10/2020-07-01"),
        ("Militants attacked the pipeline repeatedly between 2014 and 2018.", "attacked", "2014/2018"),
        ("From March to May, protesters blocked the road to the field.", "blocked", "2020-03/2020-05"),
        ("Clashes continued from June 25-27.", "Clashes", "2020-06-25/2020-06-27"),
        ("Oman raided the camp last week.", "raided", "2020-06-22/2020-06-28"),
        ("Libya exported two cargoes in the first quarter of 2020.", "exported", "2020-01/2020-03"),
        ("Protesters marched over the weekend.", "marched", "2020-06-27/2020-06-28"),
        ("The army invaded the province in the 1980s.", "invaded", "1980/1989"),
        ("The two sides will meet in the next two weeks.", "meet", "2020-07-01/2020-07-15"),
        ("Sudan has been under sanctions since 2017 and has protested them.", "protested", None),
    ],
)  # fmt: skip
def test_what_lasts_has_first_and_last_day(text: str, event: str, value: str | None) -> None:
    assert when(text, event) == value


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The raid was meant as a warning, the spokesman said on Friday.", "raid"),
        ("The general said on Friday that his forces had raided the camp.", "raided"),
        ("The groups attacked the base and softened their tone in recent weeks.", "softened"),
        ("They agreed to withdraw troops in the coming months.", "agreed"),
        ("The militias fought in that war, which ended in 2018.", "fought"),
        ("On Tuesday Baghdad condemned the attack.", "attack"),
        ("The curfew was imposed until Friday.", "imposed"),
        ("Rebels attacked a village before the weekend.", "attacked"),
        ("It was the deadliest attack since 2003.", "attack"),
        ("He raided the camp. The meeting was held on Monday.", "raided"),
        ("Forces raided the camp after the talks had collapsed in May.", "raided"),
    ],
)
def test_the_time_of_another_event_is_not_taken(text: str, event: str) -> None:
    assert when(text, event) is None


@pytest.mark.parametrize(
    ("text", "event", "value"),
    [
        ("Togo and Benin signed an agreement on June 12 to reopen the bridge.", "signed", "2020-06-12"),
        ("Kenya announced a discovery of oil in February.", "announced", "2020-02"),
        ("Kenya announced a discovery of oil in February.", "discovery", "2020-02"),
        ("Ghana pulled out of the agreement in April.", "pulled", "2020-04"),
        ("Ghana withdrew from the talks in April.", "withdrew", "2020-04"),
        ("Ghana boycotted the talks in Nairobi on Monday.", "boycotted", "2020-06-29"),
        ("Mali and Niger held talks in Nairobi in February.", "held", "2020-02"),
        ("Mali and Niger held talks in Nairobi in February.", "talks", "2020-02"),
        ("Niger lifted the blockade of the port of Cotonou on Saturday.", "lifted", "2020-06-27"),
        ("Miners ended a strike at the pit in Arlit on Saturday.", "ended", "2020-06-27"),
        ("The summit ended without agreement on Monday.", "ended", "2020-06-29"),
        ("Acme sold its stake in the Rovuma field in May.", "sold", "2020-05"),
        ("The board approved the sale of a stake in May.", "approved", "2020-05"),
        ("The bank approved a loan of $5bn to Ghana in March.", "approved", "2020-03"),
        ("Two sailors were killed in an ambush near Mocha on Monday.", "killed", "2020-06-29"),
        ("Ghana rejected the accord of May 2015.", "rejected", None),
        ("Three men were charged in the killing of a judge in June.", "charged", None),
        ("The company resigned itself to losses after the blast on Monday.", "resigned", None),
        ("The April seizure followed the detention of a clerk.", "followed", None),
    ],
)
def test_a_time_behind_the_object_is_the_verbs_where_they_are_one_event(
    text: str, event: str, value: str | None
) -> None:
    assert when(text, event) == value


@pytest.mark.parametrize(
    ("text", "event", "value"),
    [
        ("Sudan announced in May that it was reducing its garrison.", "reducing", "2020-05"),
        ("Sudan announced in May that it is building a port.", "building", "2020-05"),
        ("The general announced on Friday that he would lift the curfew.", "lift", "2020-06-26"),
        ("The cabinet decided on Friday to withdraw its patrols.", "withdraw", "2020-06-26"),
        ("Deputies voted on Monday to expel the envoy.", "expel", "2020-06-29"),
        ("Parliament passed a resolution in January to expel the envoy.", "expel", "2020-01"),
        ("Deputies voted in April to authorise the deployment of patrols.", "deployment", "2020-04"),
        ("Deputies voted in April to condemn the deployment of patrols.", "deployment", None),
        ("The general announced on Friday that he would lift the curfew in August.", "lift", "2020-08"),
        ("The general announced on Friday that he had lifted the curfew.", "lifted", None),
        ("The general said on Friday that he would lift the curfew.", "lift", None),
    ],
)
def test_what_is_to_come_has_the_day_of_its_announcement(text: str, event: str, value: str | None) -> None:
    assert when(text, event) == value


@pytest.mark.parametrize(
    ("text", "event", "value"),
    [
        ("The patrols were ordered to leave the delta in March.", "ordered", "2020-03"),
        ("Chad threatened to close the border on Monday.", "threatened", None),
        ("Chad agreed to close the border in September.", "agreed", None),
        ("Chad claimed to have closed the border in May.", "claimed", None),
    ],
)
def test_an_order_has_the_past_day_of_what_was_ordered(text: str, event: str, value: str | None) -> None:
    assert when(text, event) == value


def test_a_time_before_when_is_that_of_its_clause() -> None:
    text = "The danger was plain in January when rebels marched on the palace."

    assert (when(text, "plain"), when(text, "marched")) == ("2020-01", "2020-01")


def test_a_time_set_apart_at_the_end_is_that_of_the_last_main_clause() -> None:
    text = "Rebels stormed the port in May and the navy has evacuated two islands, in the past week."

    assert (when(text, "stormed"), when(text, "evacuated")) == ("2020-05", "2020-06-24/2020-07-01")
    assert (
        when("The depot, run by Acme, has been attacked twice, in the past week.", "attacked")
        == "2020-06-24/2020-07-01"
    )


@pytest.mark.parametrize(
    ("text", "name", "event", "value"),
    [
        ("In early January Chad bombed a depot.", "Chad", "bombed", "2020-01"),
        ("On May 12 Chad seized a trawler.", "Chad", "seized", "2020-05-12"),
        ("On Monday South Sudan attacked Malakal.", "South Sudan", "attacked", "2020-06-29"),
        ("On Friday Oman attacked Aden.", "Oman", "attacked", "2020-06-26"),
        ("South Sudan signed a contract with Acme in May.", "South Sudan", "signed", "2020-05"),
    ],
)
def test_names_as_single_words_leave_times_as_they_are(text: str, name: str, event: str, value: str) -> None:
    nlp, start = load_pipeline(), text.index(name)
    doc = read_with_names(nlp, read_text(nlp, text), [Mention(start, start + len(name), name, "GPE")])

    days = when_of(doc, find_times(doc, ISSUE), next(t.i for t in doc if t.text == event), ISSUE)

    assert days is not None
    assert days.value == value


@pytest.mark.parametrize(
    ("text", "event", "apart"),
    [
        ("Police arrested 20 people.", "arrested", False),
        ("Police arrested 20 people, the ministry said on Friday.", "arrested", False),
        ("The 45-year-old general fled.", "fled", False),
        ("Police have arrested 20 people.", "arrested", True),
        ("Police had arrested 20 people.", "arrested", True),
        ("The police now arrest protesters.", "arrest", True),
        ("The truce was prolonged until Friday.", "prolonged", True),
        ("Two raids had been carried out.", "raids", True),
        ("Rebels stormed the palace, which was built in 1921.", "stormed", True),
    ],
)
def test_a_perfect_or_another_time_sets_an_undated_event_apart(text: str, event: str, *, apart: bool) -> None:
    doc = read_text(load_pipeline(), text)
    at = next(token.i for token in doc if token.text == event)

    assert told_elsewhere(doc, find_times(doc, ISSUE), at) is apart


def test_the_saying_keeps_its_own_day() -> None:
    assert when("The raid was meant as a warning, the spokesman said on Friday.", "said") == "2020-06-26"


def test_a_fronted_time_holds_for_coordinated_verbs() -> None:
    text = "In May, the army raided the camp and arrested its leader."

    assert (when(text, "raided"), when(text, "arrested")) == ("2020-05", "2020-05")


def test_coordinated_verbs_keep_their_own_days() -> None:
    text = "The army raided the camp on Sunday and arrested its leader on Monday."

    assert (when(text, "raided"), when(text, "arrested")) == ("2020-06-28", "2020-06-29")


def test_a_raid_that_the_parser_takes_for_a_verb_is_dated_by_what_stands_before_it() -> None:
    words = ["The", "Thursday", "night", "raid", "on", "headquarters", "was", "a", "warning", "."]
    doc = Doc(
        Vocab(),
        words=words,
        spaces=[True] * 8 + [False, False],
        pos=["DET", "PROPN", "NOUN", "VERB", "ADP", "NOUN", "AUX", "DET", "NOUN", "PUNCT"],
        tags=["DT", "NNP", "NN", "VBD", "IN", "NN", "VBD", "DT", "NN", "."],
        lemmas=[word.lower() for word in words],
        heads=[2, 2, 3, 3, 5, 3, 8, 8, 3, 3],
        deps=["det", "compound", "nsubj", "ROOT", "case", "obl", "cop", "det", "conj", "punct"],
        sent_starts=[True, *[False] * 9],
    )  # fmt: skip
    times = find_times(doc, ISSUE)

    days = when_of(doc, times, 3, ISSUE)

    assert days is not None
    assert (days.value, days.first, days.last) == ("2020-06-25", date(2020, 6, 25), date(2020, 6, 25))
    assert when_of(doc, times, 8, ISSUE) is None


def test_since_needs_an_issue_to_end_with() -> None:
    assert when("Since October 2019, rebels have attacked convoys.", "attacked", issue=None) is None
    assert when("In October 2019, rebels attacked convoys.", "attacked", issue=None) == "2019-10"


_EVENTS = ("attacked", "signed", "will meet", "has raided", "were detained")
_TIMES = ("in May", "since 2017", "on Friday", "in the past two weeks", "from 2014 to 2018", "by Monday", "last winter",
          "in the 1990s", "until 29 February 2020", "over the weekend", "next year", "in H1 2020",
          "on the night of 25 June", "")  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    event=st.sampled_from(_EVENTS),
    times=st.lists(st.sampled_from(_TIMES), max_size=2),
    issue=st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
)
def test_days_are_in_order_and_written_as_days_months_or_years(event: str, times: list[str], issue: date) -> None:
    doc = read_text(load_pipeline(), f"The rebels {event} {' and '.join(times)} near Basra.")
    found = find_times(doc, issue)

    for token in doc:
        days = when_of(doc, found, token.i, issue)
        if days is not None:
            assert days.first <= days.last
            for part in days.value.split("/"):
                assert len(part) in (4, 7, 10)
                assert part.replace("-", "").isdigit()
            assert days.value.startswith(days.first.isoformat()[: len(days.value.split("/", maxsplit=1)[0])])


def test_only_the_times_of_the_events_sentence_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = read_text(load_pipeline(), "\n\n".join(f"Gunmen attacked post {n} on 3 May 2019." for n in range(2, 62)))
    times = find_times(doc, ISSUE)
    asked: list[TimeExpression] = []

    def noting(doc: Doc, time: TimeExpression) -> Span:
        asked.append(time)
        return tokens_of(doc, time)

    monkeypatch.setattr(dating, "tokens_of", noting)
    event = next(token.i for token in doc if token.text == "attacked")

    assert len(times) == 60
    assert when_of(doc, times, event, ISSUE) is not None
    assert told_elsewhere(doc, times, event)
    assert len(asked) < 10
