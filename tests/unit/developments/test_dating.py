"""Dating told events: own sentences read by the shipped pipeline, and a few parses made by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.developments.dating import when_of
from briefings.developments.timex import find_times
from briefings.language.pipeline import load_pipeline, read_text

ISSUE = date(2020, 7, 1)  # a Wednesday


def when(text: str, event: str, issue: date | None = ISSUE, *, nth: int = 0) -> str | None:
    """The value of the days of the event that the nth `event` in a text names."""
    doc = read_text(load_pipeline(), text)
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
