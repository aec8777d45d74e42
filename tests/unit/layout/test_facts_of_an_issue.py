"""Source, number, date and folio are read out of running titles."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.layout.facts import date_of, folio_of, number_of, read_facts, rest_of
from briefings.layout.furniture import learn_furniture, trim
from briefings.layout.issue import rebuild_text_issue

BODY = [
    "The minister of oil quit on Monday after the house had refused to drop a motion to",
    "question him over a leak at the largest refinery of the country, which had hurt two",
    "of its workers a week before. His deputy will lead the ministry until the new year.",
]


@pytest.mark.parametrize(
    ("line", "folio"),
    [
        ("P. 10", "10"),
        ("P10 www. NEWSBASE .com Week 26 01•July•2020", "10"),
        ("Page 10 - MEOG Week 26", "10"),
        ("-7-", "7"),
        ("2 The Weekly Survey Issue 9, November/December 2005", "2"),
        ("The Weekly Survey Issue 4, May 2005 1", "1"),
        ("Page 3 of 12", "3"),
        ("12 March 2021", None),
        ("The Weekly Survey", None),
    ],
)
def test_the_folio_is_told_from_numbers_and_dates(line: str, folio: str | None) -> None:
    assert folio_of(line) == folio


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Week 26 01•July•2020", date(2020, 7, 1)),
        ("July 1, 2020", date(2020, 7, 1)),
        ("1st July 2020", date(2020, 7, 1)),
        ("2020-07-01", date(2020, 7, 1)),
        ("Issue 3, April 2005", date(2005, 4, 1)),
        ("31 June 2020", None),
        ("no date at all", None),
    ],
)
def test_dates_are_read_in_the_ways_they_are_printed(line: str, day: date | None) -> None:
    assert date_of(line) == day


def test_numbers_are_kept_as_printed() -> None:
    assert number_of("MEOG Week 26 01•July•2020") == "Week 26"
    assert number_of("Vol. 3, No. 4 of the Survey") == "Vol. 3, No. 4"
    assert number_of("a title with no number") is None


def test_what_is_left_of_a_running_title_is_the_source() -> None:
    assert rest_of("The Gulf Survey | No. 14 | 12 March 2021 | page 3") == "The Gulf Survey"
    assert read_facts(["P. 3", "Gulf Survey No. 14, 12 March 2021"]).source == "Gulf Survey"


def test_a_title_page_gives_number_and_date_where_no_running_title_does() -> None:
    facts = read_facts([], ["Gulf Survey", "No. 14", "12 March 2021"])

    assert facts.number == "No. 14"
    assert facts.date == date(2021, 3, 12)


def test_furniture_is_learned_from_what_comes_again_on_other_pages() -> None:
    pages = [
        ["Harbours and trade", f"Sentence {number} of {word} stands here.", f"So {word} ends."]
        for number, word in enumerate(["rye", "oats", "corn", "flax"])
    ]
    furniture = learn_furniture(pages)

    assert trim(pages[0], furniture)[0] == 1


def test_a_headline_is_no_furniture() -> None:
    lines = ["Page 4 - NAM Week 3", "Storm closes the port of Nadira", "The port was closed on Monday.", "It is open."]

    assert trim(lines, learn_furniture([lines])) == (1, 4)


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (["GULF STATES WEEKLY", "Week 41 2021-10-14", "Oil minister quits"], "GULF STATES WEEKLY"),
        (["The Weekly Brief, Issue 9, 12 March 2021", "Oil minister quits"], "The Weekly Brief"),
        (["Oil minister quits", "12 March 2021"], None),
    ],
)
def test_a_masthead_names_the_periodical(lines: list[str], source: str | None) -> None:
    issue = rebuild_text_issue([[*lines, "", *BODY]])

    assert issue.facts.source == source
    assert issue.facts.date is not None
    assert "WEEKLY" not in (issue.articles[0].headline or "")
