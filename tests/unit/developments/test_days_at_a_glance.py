"""Days named in a sentence are seen without a parse."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.developments.timex.glance import DaySaid, days_said, opens_with_date

WEDNESDAY = date(2020, 7, 1)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Talks opened on 25 June.", {("2020-06-25", True)}),
        ("Talks opened on June 25th, 2019, and on the 3rd of May 2018.", {("2019-06-25", True), ("2018-05-03", True)}),
        ("2020-06-30: the port closed.", {("2020-06-30", True)}),
        ("The raid on Thursday was followed by talks on Monday.", {("2020-06-25", False), ("2020-06-29", False)}),
        ("It closed on Wednesday, last Wednesday it had opened.", {("2020-07-01", False), ("2020-06-24", False)}),
        ("They will meet on Friday.", {("2020-07-03", False)}),
        ("Yesterday they met; today they part.", {("2020-06-30", False), ("2020-07-01", False)}),
        ("On Dec. 30 the deal was signed.", {("2019-12-30", True)}),
        ("31 June is on no calendar, and 29 February 2019 neither.", set()),
        ("It ends on July 20.", {("2020-07-20", True)}),
        ("In May 2019 it made 25,000 barrels, 12.5% more than in June.", set()),
        ("May 10,000 flowers bloom.", set()),
        ("", set()),
    ],
)
def test_single_days_are_seen(sentence: str, days: set[tuple[str, bool]]) -> None:
    assert days_said(sentence, WEDNESDAY) == {DaySaid(date.fromisoformat(day), named) for day, named in days}


@pytest.mark.parametrize("issued", [date.min, date.max])
def test_the_ends_of_the_calendar_hurt_nobody(issued: date) -> None:
    days_said("Yesterday, today, tomorrow, last Monday, next Sunday, 29 February and 31 December.", issued)


@pytest.mark.parametrize(
    "line", ["25 June: Acme bought Bolt.", "JUNE 25, 2020 Acme bought Bolt.", "• MONDAY 25 JUNE Acme bought Bolt."]
)
def test_a_line_of_a_chronology_opens_with_its_date(line: str) -> None:
    assert opens_with_date(line)


@pytest.mark.parametrize("line", ["Acme bought Bolt on 25 June.", "Monday Acme left.", "25 people left in June.", ""])
def test_other_lines_do_not(line: str) -> None:
    assert not opens_with_date(line)
