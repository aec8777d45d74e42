"""Expressions of time by class: parts of months and years, sets, other calendars, reports of firms, look-alikes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments.timex.finder import find_times
from briefings.developments.timex.hijri import lunar_day, lunar_month, nowruz, solar_month
from briefings.language.pipeline import load_pipeline, read_text
from briefings.model import TimeExpression

WEEKLY = date(2020, 7, 1)  # a Wednesday, the first of a month


def times_of(text: str, day: date | None = WEEKLY) -> tuple[TimeExpression, ...]:
    return find_times(read_text(load_pipeline(), text), day)


def values_of(text: str, day: date | None = WEEKLY) -> list[tuple[str, str]]:
    return [(time.text, time.value) for time in times_of(text, day)]


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("He left in the last week of May.", "the last week of May", "2020-W22", date(2020, 5, 25), date(2020, 5, 31)),
        ("He left on the last day of May.", "the last day of May", "2020-05-31", date(2020, 5, 31), date(2020, 5, 31)),
        ("They met on the first Monday in June 2019.", "the first Monday in June 2019", "2019-06-03", date(2019, 6, 3),
         date(2019, 6, 3)),
        ("He left on the 25th of last month.", "the 25th of last month", "2020-06-25", date(2020, 6, 25),
         date(2020, 6, 25)),
        ("Oil fell on Friday the 13th.", "Friday the 13th", "2020-03-13", date(2020, 3, 13), date(2020, 3, 13)),
        ("Oil fell in 06/2019.", "06/2019", "2019-06", date(2019, 6, 1), date(2019, 6, 30)),
        ("Oil fell in 2019-06.", "2019-06", "2019-06", date(2019, 6, 1), date(2019, 6, 30)),
        ("He fled in nineteen ninety-seven.", "nineteen ninety-seven", "1997", date(1997, 1, 1), date(1997, 12, 31)),
        ("The mosque was built in 842 AD.", "842 AD", "0842", date(842, 1, 1), date(842, 12, 31)),
        ("The lease ends by year-end 2021.", "year-end 2021", "2021-12-31", date(2021, 12, 31), date(2021, 12, 31)),
        ("Rents rose in the early 2010s.", "the early 2010s", "201", date(2010, 1, 1), date(2019, 12, 31)),
        ("He left half an hour ago.", "half an hour ago", "2020-07-01", date(2020, 7, 1), date(2020, 7, 1)),
        ("He left 2½ years ago.", "2½ years ago", "2018-01", date(2018, 1, 1), date(2018, 1, 31)),
        ("He left two and a half years ago.", "two and a half years ago", "2018-01", date(2018, 1, 1),
         date(2018, 1, 31)),
        ("He will leave in the spring.", "the spring", "2021-SP", date(2021, 3, 1), date(2021, 5, 31)),
    ],
)  # fmt: skip
def test_each_form_has_its_value_and_days(text: str, words: str, value: str, first: date, last: date) -> None:
    (time,) = times_of(text)

    assert (time.text, time.value, time.first, time.last) == (words, value, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In the first ten days of June he led.", date(2020, 6, 1), date(2020, 6, 10)),
        ("In the last two weeks of May he led.", date(2020, 5, 18), date(2020, 5, 31)),
        ("In the last three months of 2019 he led.", date(2019, 10, 1), date(2019, 12, 31)),
    ],
)
def test_a_length_at_the_edge_of_a_month_or_year_lies_there(text: str, first: date, last: date) -> None:
    time = times_of(text)[0]

    assert (time.type, time.first, time.last) == ("DURATION", first, last)


def test_the_last_weeks_of_something_else_do_not_end_today() -> None:
    assert times_of("In the last two weeks of the strike he led.")[0].first is None
    assert times_of("In the last week of the strike he led.")[0].first is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He works on Fridays.", [("Fridays", "XXXX-WXX-5")]),
        ("The bazaar opens on Saturday mornings.", [("Saturday mornings", "XXXX-WXX-6TMO")]),
        ("Ferries leave every Monday and Thursday.", [("every Monday", "XXXX-WXX-1"), ("Thursday", "XXXX-WXX-4")]),
        ("They meet on the first Monday of every month.", [("the first Monday of every month", "P1M")]),
        ("They meet once a week.", [("a week", "P1W")]),
    ],
)  # fmt: skip
def test_what_recurs_is_a_set_and_no_day(text: str, values: list[tuple[str, str]]) -> None:
    times = times_of(text)

    assert [(time.text, time.value) for time in times] == values
    assert all(time.type == "SET" and time.first is None for time in times)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ramadan 2020 was quiet.", "2020-04-24/2020-05-23"),
        ("The siege ended in Muharram 1442.", "2020-08-20/2020-09-18"),
        ("The siege ended on 12 Ramadan 1441 AH.", "2020-05-05"),
        ("Raids stopped during Ramadan in 2019.", "2019-05-06/2019-06-04"),
        ("Nowruz 1399 was quiet.", "2020-03-20"),
        ("Nowruz 2019 was quiet.", "2019-03-21"),
        ("Rents in Mehr 1399 rose.", "2020-09-22/2020-10-21"),
        ("The law passed on 3 Khordad 1399.", "2020-05-23"),
        ("Eid al-Adha 2020 was quiet.", "2020-07-31"),
        ("The raids stopped during Ramadan.", "2020-04-24/2020-05-23"),
        ("The raids will stop during Ramadan.", "2021-04-13/2021-05-12"),
    ],
)
def test_months_and_feasts_of_the_hijri_calendars(text: str, value: str) -> None:
    (time,) = times_of(text)

    first, _, last = value.partition("/")
    assert (time.value, str(time.first), str(time.last)) == (value, first, last or first)


def test_a_man_called_ramadan_is_no_month() -> None:
    assert values_of("Ramadan Shallah spoke in Doha.") == []


def test_the_next_ramadan_is_not_last_years_though_the_clause_is_past() -> None:
    assert times_of("Prices rose on the eve of Ramadan.", date(2011, 7, 30))[0].first == date(2011, 8, 1)


@given(year=st.integers(1, 2000), month=st.integers(1, 12))
def test_lunar_months_follow_each_other(year: int, month: int) -> None:
    first, last = lunar_month(year, month)

    assert (last - first).days + 1 in (29, 30)
    assert (last - first).days + 1 == (30 if month % 2 else 29) or month == 12
    assert lunar_day(year, month, 2) > first


@given(year=st.integers(1200, 1499))
def test_iranian_years_have_365_or_366_days_and_twelve_months_without_a_gap(year: int) -> None:
    months = [solar_month(year, month) for month in range(1, 13)]

    assert (nowruz(year + 1) - nowruz(year)).days in (365, 366)
    assert months[0][0] == nowruz(year)
    assert all((two[0] - one[1]).days == 1 for one, two in pairwise(months))
    assert (nowruz(year + 1) - months[-1][1]).days == 1


@pytest.mark.parametrize(
    ("year", "day"),
    [(1375, date(1996, 3, 20)), (1376, date(1997, 3, 21)), (1399, date(2020, 3, 20)), (1403, date(2024, 3, 20)),
     (1404, date(2025, 3, 21)), (1408, date(2029, 3, 20))],
)  # fmt: skip
def test_nowruz_falls_on_the_day_it_was_kept(year: int, day: date) -> None:
    assert nowruz(year) == day


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # what is set against a quarter is not told of: the next "a year earlier" counts from the quarter again
        ("Second-quarter profit rose from a year earlier. Sales rose from a year earlier. Debt fell in the quarter.",
         ["2020-Q2", "2019-Q2", "2019-Q2", "2020-Q2"]),
        ("Sales rose in the quarter ended March 31.", ["2020-Q1", "2020-03-31"]),
        ("Sales rose in the year ended March 31.", ["P1Y", "2020-03-31"]),
        ("First-half output fell.", ["2020-H1"]),
    ],
)  # fmt: skip
def test_reports_of_firms_keep_their_quarter(text: str, values: list[str]) -> None:
    assert [time.value for time in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bank was sold under a January agreement.", "2020-01"),
        ("The bank is to be sold under a January agreement.", "2021-01"),
        ("The bank is to be sold under a March agreement.", "2020-03"),
        ("Tokyo told firms of a cut in its supply in August.", "2020-08"),
        ("He prepared for the November election.", "2020-11"),
        ("A dividend is payable July 15.", "2020-07-15"),
        ("The court extended its deadline until 9 a.m. Tuesday.", "2020-07-07T09:00"),
        ("The march began as planned on Saturday.", "2020-06-27"),
        ("He was able to leave on Friday.", "2020-06-26"),
        ("The choir sings this weekend.", "2020-W27-WE"),
        ("The choir met this weekend.", "2020-W26-WE"),
    ],
)
def test_what_the_clause_does_not_tell_the_noun_or_the_nearer_date_does(text: str, value: str) -> None:
    assert times_of(text)[-1].value == value


def test_a_date_that_only_names_a_thing_gives_its_year_to_no_other() -> None:
    text = "Both were charged in the Dec. 21, 1988, bombing of the jet. Both were freed in April."

    assert [time.value for time in times_of(text)] == ["1988-12-21", "2020-04"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 25 June the raid began at 0600 GMT.", ["2020-06-25", "2020-06-25T06:00"]),
        ("The blast came at 10:35 a.m. (0735 GMT) Friday.", ["2020-06-26T10:35"]),
        ("It was updated at 00:46:00.", ["T00:46"]),
        ("Shots were heard at midnight Friday.", ["2020-06-26T24:00"]),
        ("He left on June 2 and 3.", ["2020-06-02", "2020-06-03"]),
        ("He left on June 2 and 3 others stayed.", ["2020-06-02"]),
    ],
)
def test_hours_and_second_days_belong_to_their_day(text: str, values: list[str]) -> None:
    assert [time.value for time in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It is still in use today.", "PRESENT_REF"),
        ("The guilds shaped today's world.", "PRESENT_REF"),
        ("He resigned today.", "2020-07-01"),
        ("Oil will run out one day.", "FUTURE_REF"),
        ("In those days he led the guild.", "PAST_REF"),
    ],
)
def test_references_to_no_day_are_said_to_be_such(text: str, value: str) -> None:
    assert times_of(text)[0].value == value


@pytest.mark.parametrize(
    "text",
    [
        "April said she would resign.",
        "Father Christmas did not come.",
        "The first quartile, Q1, is small.",
        "Three-quarters of the crude was sold.",
        "Resolution 1973 was passed.",
        "March forward, comrades.",
        "He sat in the sun.",
        "Prices spring up and fall back.",
    ],
)
def test_more_that_only_looks_like_a_time(text: str) -> None:
    assert times_of(text) == ()
