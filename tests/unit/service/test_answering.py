"""Questions as people type them get the answer that they mean, a choice, or an honest no."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.briefs import key
from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Dossier, LookUp
from briefings.render.telegram_html import fits, plain
from briefings.service import Services, answering, dossiers, latest
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue

IRAQ, US = a_party("Iraq", "iraq"), a_party("the US", "united-states")
TALKS = "Iraq and the US opened talks on Thursday."
RAID = "Iraqi forces raided a base of Kataib Hezbollah."


@pytest.fixture
def asked(services: Services) -> Services:
    """Services that have read one issue with two developments."""
    talks = a_development(TALKS, type="CONSULT", actors=(IRAQ, US), when=a_day("2020-06-25"), event=0, salience=0.7)
    group = a_party("Kataib Hezbollah", "kataib-hezbollah")
    raid = a_development(RAID, type="COERCE", sentence=1, actors=(IRAQ,), targets=(group,), event=1, salience=0.8)
    names = {"Iraq": "iraq", "US": "united-states", "Kataib Hezbollah": "kataib-hezbollah"}
    article = an_article(TALKS, RAID, names=names, developments=(talks, raid))
    services.archive.add_issue(an_issue(article), at=NOON)
    return services


@pytest.mark.parametrize("query", ["iraq-us", "Iraq–US", "IRAQ US", "us-iraq", "iraq", " iraq - us "])
def test_a_topic_is_found_however_it_is_written(services: Services, query: str) -> None:
    assert answering.find_topic(services, query).id == "iraq-us"


def test_an_unknown_topic_names_those_there_are(services: Services) -> None:
    with pytest.raises(UnknownTopicError, match="iraq-us"):
        answering.find_topic(services, "philately")


def test_a_brief_on_a_name_tells_what_it_did_and_underwent(asked: Services) -> None:
    made = answering.brief(asked, "khataib hizbullah")

    assert [line.development.statement for line in made.lines] == [RAID]


def test_a_brief_on_two_names_is_on_what_is_between_them(asked: Services) -> None:
    made = answering.brief(asked, "United States and Iraq")

    assert TALKS in [line.development.statement for line in made.lines]


def test_a_brief_on_words_finds_the_sentences_that_hold_them(asked: Services) -> None:
    assert [line.development.statement for line in answering.brief(asked, "opened talks").lines] == [TALKS]


def test_a_brief_ends_where_it_is_told_to(asked: Services) -> None:
    assert answering.brief(asked, "iraq-us", until=date(2020, 6, 24)).lines == ()
    assert answering.brief(asked, "iraq-us", as_of=date(2020, 6, 1)).lines == ()
    assert len(answering.brief(asked, "iraq-us", words=5).lines) == 1


@pytest.mark.parametrize("query", ["", " ", "\n"])
def test_an_empty_question_says_what_can_be_asked(services: Services, query: str) -> None:
    assert "/brief iraq-us" in answering.brief_answer(services, query).html
    assert "/who" in dossiers.who_answer(services, query).html


@pytest.mark.parametrize("query", ["x" * 4000, "iraq " * 800])
def test_an_endless_question_is_refused_in_a_sentence(services: Services, query: str) -> None:
    with pytest.raises(QuestionError, match="letters"):
        answering.brief(services, query)
    with pytest.raises(QuestionError, match="letters"):
        dossiers.who(services, query)


def test_a_miss_says_what_was_read(asked: Services) -> None:
    answer = answering.brief_answer(asked, "philately")

    assert "No mention of" in plain(answer.html)
    assert "1 issue, 1 page" in plain(answer.html)


def test_who_gives_a_dossier_or_what_it_may_be(asked: Services) -> None:
    assert isinstance(dossiers.who(asked, "kataib"), Dossier)
    assert isinstance(dossiers.who(asked, "zzzz"), LookUp)


def test_markup_in_what_people_type_and_print_stays_text(asked: Services) -> None:
    answer = dossiers.who_answer(asked, "<b>zzzz</b>")

    assert "<b>zzzz" not in answer.html
    assert fits(answer.html)


def test_a_digest_tells_what_its_reader_was_not_told(asked: Services) -> None:
    first = answering.digest_lines(asked, ["iraq-us"], frozenset())
    again = answering.digest_lines(asked, ["iraq-us"], frozenset(first.told))

    assert TALKS in plain(first.html)
    assert key(answering.brief(asked, "iraq-us").lines[0].development.evidence[0]) in first.told
    assert again.empty
    assert again.html == ""


def test_a_digest_passes_over_a_topic_that_is_no_more(asked: Services) -> None:
    assert answering.digest_lines(asked, ["a-topic-of-old"], frozenset()).empty


def test_latest_and_search_answer_on_an_empty_archive(services: Services) -> None:
    assert "Nothing was read yet" in plain(latest.latest_answer(services).html)
    assert "0 issues" in plain(answering.search_answer(services, "oil").html)


@pytest.mark.parametrize("words", ["talks", "opened talks", '"talks"', "iraq-us", "NEAR(", "*"])
def test_search_takes_whatever_is_typed(asked: Services, words: str) -> None:
    assert fits(answering.search_answer(asked, words).html)


def test_a_name_that_nobody_knows_but_a_sentence_has_is_answered_with_the_sentence(services: Services) -> None:
    sentence = "OMAR Zayd resigned on Monday."
    services.archive.add_issue(an_issue(an_article(sentence, developments=(a_development(sentence),))), at=NOON)

    assert sentence in plain(dossiers.who_answer(services, "omar zayd").html)
    assert "No mention" in plain(dossiers.who_answer(services, "omar zaydan").html)


def test_a_sentence_without_end_leaves_a_message_its_bounds(services: Services) -> None:
    sentence = f"Iraq attacked the US{' and the US' * 2000} on Monday."
    raid = a_development(sentence, actors=(IRAQ,), targets=(US,))
    names = {"Iraq": "iraq", "US": "united-states"}
    services.archive.add_issue(an_issue(an_article(sentence, names=names, developments=(raid,))), at=NOON)
    answers = (
        answering.search_answer(services, "attacked"),
        answering.brief_answer(services, "iraq-us"),
        answering.brief_answer(services, "iraq"),
        latest.latest_answer(services),
    )

    assert all(fits(answer.html) for answer in answers)


def test_a_period_in_which_nothing_happened_is_named(asked: Services) -> None:
    made = answering.brief(asked, "iraq-us", since=date(2999, 1, 1))

    assert (made.title, made.lines) == ("Iraq–US relations, since 1 January 2999", ())
