"""A timeline asked for in words is answered date by date, with a picture, within one message."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefings.errors import QuestionError, UnknownTopicError
from briefings.render.telegram_html import fits, plain
from briefings.service import Services
from briefings.service.timelines import timeline, timeline_answer
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue

IRAQ, US = a_party("Iraq", "iraq"), a_party("the US", "united-states")
KATAIB = a_party("Kataib Hezbollah", "kataib-hezbollah")
NAMES = {"Iraq": "iraq", "US": "united-states", "Kataib Hezbollah": "kataib-hezbollah"}
TALKS = "Iraq and the US opened talks on 11 June 2020."
RAID = "Iraq raided a base of Kataib Hezbollah on 25 June 2020."
HOPES = "Kataib Hezbollah is said to hope for talks."


@pytest.fixture
def asked(services: Services) -> Services:
    """Services that have read one issue with three developments, two of them dated."""
    talks = a_development(TALKS, type="CONSULT", actors=(IRAQ, US), when=a_day("2020-06-11"), event=0, salience=0.7)
    raid = a_development(
        RAID,
        type="COERCE",
        sentence=1,
        actors=(IRAQ,),
        targets=(KATAIB,),
        when=a_day("2020-06-25"),
        event=1,
        salience=0.8,
    )
    hopes = a_development(HOPES, type="STATEMENT", sentence=2, actors=(KATAIB,), event=2, salience=0.3)
    article = an_article(TALKS, RAID, HOPES, names=NAMES, developments=(talks, raid, hopes))
    services.archive.add_issue(an_issue(article), at=NOON)
    return services


def test_a_topic_is_told_in_time_order(asked: Services) -> None:
    made = timeline(asked, "iraq-us")

    assert made.entries[0].value == "2020-06-11"
    assert made.as_of == date(2020, 7, 1)
    assert made.read.issues == 1


@pytest.mark.parametrize(("query", "days"), [("kataib", 2), ("khataib hizbullah 25 june 2020", 1), ("raided", 1)])
def test_a_name_words_and_a_period_are_understood(asked: Services, query: str, days: int) -> None:
    made = timeline(asked, query)

    assert len(made.entries) == days
    assert RAID in [line.development.statement for entry in made.entries for line in entry.lines]
    assert made.events == ((date(2020, 6, 25), "COERCE"),)


def test_no_topic_is_the_whole_archive(asked: Services) -> None:
    made = timeline(asked, "")

    assert [entry.value for entry in made.entries] == ["2020-06-11", "2020-06-25", "2020-07-01"]
    assert [entry.value for entry in timeline(asked, "", days=1).entries] == ["2020-06-11"]
    assert timeline(asked, "", as_of=date(2020, 6, 30)).entries == ()


def test_what_does_not_bear_on_it_is_left_out(asked: Services) -> None:
    assert TALKS not in [
        line.development.statement for entry in timeline(asked, "kataib").entries for line in entry.lines
    ]


def test_what_nobody_knows_is_said_to_be_unknown(asked: Services) -> None:
    with pytest.raises(UnknownTopicError):
        timeline(asked, "philately")
    assert "No mention of <b>philately</b>" in timeline_answer(asked, "philately").html


def test_a_period_that_ends_before_it_begins_is_refused(asked: Services) -> None:
    with pytest.raises(QuestionError, match="before it begins"):
        timeline(asked, "iraq-us from 3 june 2020 to 1 june 2020")


def test_an_answer_says_what_was_read_and_has_a_picture(asked: Services) -> None:
    answer = timeline_answer(asked, "kataib")

    assert "1 issue" in answer.html
    assert "printed then" in answer.html
    assert answer.picture is not None
    assert answer.picture.png.startswith(b"\x89PNG")


def test_where_nothing_has_a_date_it_is_said_and_nothing_drawn(services: Services) -> None:
    hopes = a_development(HOPES, actors=(KATAIB,))
    services.archive.add_issue(an_issue(an_article(HOPES, names=NAMES, developments=(hopes,))), at=NOON)
    answer = timeline_answer(services, "kataib")

    assert "Nothing with a date was read on it" in answer.html
    assert answer.picture is None


def test_five_hundred_developments_on_one_day_fill_one_message(services: Services) -> None:
    told = [f"Iraq raided base {number} of Kataib Hezbollah, which lies in the desert." for number in range(500)]
    raids = tuple(
        a_development(text, type="COERCE", sentence=i, actors=(IRAQ,), targets=(KATAIB,), when=a_day("2020-06-25"))
        for i, text in enumerate(told)
    )
    services.archive.add_issue(an_issue(an_article(*told, names=NAMES, developments=raids)), at=NOON)
    made, answer = timeline(services, "kataib", lines=100), timeline_answer(services, "kataib")

    assert len(made.entries) == 1
    assert len(made.entries[0].lines) <= 100
    assert fits(answer.html)


def test_long_lines_on_many_days_fit_one_message(services: Services) -> None:
    told = [
        f"Iraq {word * 40} on day {number}." for number in range(60) for word in (f"raided{number} ", f"hit{number} ")
    ]
    raids = tuple(
        a_development(text, sentence=i, actors=(IRAQ,), when=a_day(date(2020, 1, 1) + timedelta(i // 2)), event=i)
        for i, text in enumerate(told)
    )
    services.archive.add_issue(an_issue(an_article(*told, names=NAMES, developments=raids)), at=NOON)
    answer = timeline_answer(services, "republic of iraq")

    assert fits(answer.html)
    assert "more dates left out" in plain(answer.html)
