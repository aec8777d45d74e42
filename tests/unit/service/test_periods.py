"""Periods as people type them behind a question."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import QuestionError
from briefings.service.periods import Period, split_period

TODAY = date(2020, 7, 1)  # a Wednesday


def days(since: str | None, until: str | None) -> Period:
    return Period(*(date.fromisoformat(day) if day else None for day in (since, until)))


@pytest.mark.parametrize(
    ("query", "rest", "period"),
    [
        ("iraq-us 30d", "iraq-us", days("2020-06-01", "2020-07-01")),
        ("iraq last 2 weeks", "iraq", days("2020-06-17", "2020-07-01")),
        ("iraq for the past month", "iraq", days("2020-06-01", "2020-07-01")),
        ("june 2020", "", days("2020-06-01", "2020-06-30")),
        ("iraq in June", "iraq", days("2020-06-01", "2020-06-30")),
        ("iraq in august", "iraq", days("2019-08-01", "2019-08-31")),
        ("opec since 1 may", "opec", days("2020-05-01", None)),
        ("opec since yesterday", "opec", days("2020-06-30", None)),
        ("opec, until 2020-06-25", "opec", days(None, "2020-06-25")),
        ("wk 26", "", days("2020-06-22", "2020-06-28")),
        ("kataib week 50", "kataib", days("2019-12-09", "2019-12-15")),
        ("kataib wk 26 2019", "kataib", days("2019-06-24", "2019-06-30")),
        ("iraq 2019", "iraq", days("2019-01-01", "2019-12-31")),
        ("iraq q2", "iraq", days("2020-04-01", "2020-06-30")),
        ("iraq Q4", "iraq", days("2019-10-01", "2019-12-31")),
        ("iraq last week", "iraq", days("2020-06-22", "2020-06-28")),
        ("iraq this month", "iraq", days("2020-07-01", "2020-07-31")),
        ("iraq us from 1 may to 3 june", "iraq us", days("2020-05-01", "2020-06-03")),
        ("iran may - june 2020", "iran", days("2020-05-01", "2020-06-30")),
        ("iran May 1, 2019", "iran", days("2019-05-01", "2019-05-01")),
        ("iran 29 feb 2020", "iran", days("2020-02-29", "2020-02-29")),
    ],
)
def test_a_period_is_parted_from_its_question(query: str, rest: str, period: Period) -> None:
    assert split_period(query, TODAY) == (rest, period)


@pytest.mark.parametrize(
    "query", ["theresa may", "block 9", "Resolution 2231", "G20", "kataib", "", "iraq 3 m", "F-16 d"]
)
def test_what_is_no_period_stays_in_the_question(query: str) -> None:
    assert split_period(query, TODAY) == (query, None)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("iraq 31 june", "on no calendar"),
        ("iraq 2020-02-30", "on no calendar"),
        ("iraq 2020-13", "on no calendar"),
        ("iraq wk 54", "no week 54"),
        ("iraq 0d", "no time at all"),
        ("iraq from 3 june 2020 to 1 may 2020", "before it begins"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_the_reason(query: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        split_period(query, TODAY)


@given(st.text(max_size=60), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_any_words_are_answered_or_refused(query: str, today: date) -> None:
    try:
        rest, period = split_period(query, today)
    except QuestionError:
        return
    assert " ".join(query.split()).startswith(rest)
    assert period is None or period.since is None or period.until is None or period.since <= period.until
