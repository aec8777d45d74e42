"""Times, days and zones as people write them, and what they are told when they write something else."""

from __future__ import annotations

from contextlib import suppress
from datetime import time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.deliveries import parse_days, parse_schedule_time, parse_zone
from briefings.errors import QuestionError

DAILY = set(range(7))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("07:30", time(7, 30)),
        ("7:30", time(7, 30)),
        (" 7.30 ", time(7, 30)),
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        ("7", time(7)),
        ("07h30", time(7, 30)),
        ("7pm", time(19)),
        ("7:05 PM", time(19, 5)),
        ("7:30 a.m.", time(7, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("٠٧:٣٠", time(7, 30)),
    ],
)
def test_a_time_may_be_written_in_many_ways(typed: str, at: time) -> None:
    assert parse_schedule_time(typed) == at


@pytest.mark.parametrize(
    "typed", ["25:99", "24:00", "7:60", "13pm", "0am", "7:3", "", "soon", "-1", "7:30:00", "7 30 1", "x" * 5000]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(QuestionError, match=r"no time of day\. Write .* 07:30") as refused:
        parse_schedule_time(typed)

    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("daily", DAILY),
        ("every day", DAILY),
        ("Weekdays", {0, 1, 2, 3, 4}),
        ("weekends", {5, 6}),
        ("weekly", {0}),
        ("mon", {0}),
        ("mon,thu", {0, 3}),
        ("Mondays and Fridays", {0, 4}),
        ("tue wed/thurs; sat", {1, 2, 3, 5}),
        ("every sunday", {6}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        ("mon – fri", {0, 1, 2, 3, 4}),
        ("friday to monday", {4, 5, 6, 0}),
        ("mon-mon", {0}),
    ],
)
def test_days_may_be_written_in_many_ways(typed: str, days: set[int]) -> None:
    assert parse_days(typed) == days


@pytest.mark.parametrize("typed", ["", "  ", "someday", "mon,xyz", "mon-", "mon-tue-wed", "1", "on", "x" * 5000])
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(QuestionError, match=r"Write daily, weekdays, weekly, or days such as mon,thu\."):
        parse_days(typed)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Baghdad", "Asia/Baghdad"),
        ("asia/baghdad", "Asia/Baghdad"),
        ("baghdad", "Asia/Baghdad"),
        ("New York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("Iraq", "Asia/Baghdad"),
        ("saudi arabia", "Asia/Riyadh"),
        ("utc", "UTC"),
        ("UTC+3", "Etc/GMT-3"),
        ("gmt -4", "Etc/GMT+4"),
        ("+03:00", "Etc/GMT-3"),
        ("utc+0", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
    ],
)
def test_a_zone_may_be_written_in_many_ways(typed: str, zone: str) -> None:
    assert parse_zone(typed) == zone


def test_a_city_that_two_names_of_one_zone_bear_is_no_question() -> None:
    assert ZoneInfo(parse_zone("istanbul")).key in {"Asia/Istanbul", "Europe/Istanbul"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Bagdad", "Did you mean Asia/Baghdad"),
        ("europe/lodnon", "Europe/London"),
        ("irak", "Asia/Baghdad"),
        ("Russia", "has several time zones.*Europe/Moscow"),
        ("utc+5:30", "such as Asia/Kolkata"),
        ("utc+15", "is no time zone"),
        ("nowhere at all", "Write a city’s zone such as Asia/Baghdad"),
        ("localtime", "is no time zone"),
        ("", "is no time zone"),
        ("../etc/passwd", "is no time zone"),
        ("\ud800", "is no time zone"),
        ("x" * 5000, "is no time zone"),
    ],
)
def test_what_is_no_zone_is_refused_with_near_ones(typed: str, says: str) -> None:
    with pytest.raises(QuestionError, match=says) as refused:
        parse_zone(typed)

    assert len(str(refused.value).encode()) < 250


def test_every_zone_is_known_by_its_name_in_any_case() -> None:
    zones = available_timezones() - {"localtime", "Factory"}

    assert {parse_zone(zone.swapcase()) for zone in zones} == zones


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_value_or_a_sentence(typed: str) -> None:
    for parse in (parse_schedule_time, parse_days, parse_zone):
        with suppress(QuestionError):
            assert parse(typed) is not None
