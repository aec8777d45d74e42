"""Hours, days and zones as people write them: `briefings.service.hours`."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from briefings.errors import QuestionError
from briefings.model import Schedule
from briefings.service.hours import (
    EVERY_DAY,
    NEVER,
    WEEKDAYS,
    days_in_words,
    local_moment,
    read_schedule,
    read_zone,
    zone_in_words,
)


@pytest.mark.parametrize(
    ("text", "at", "days"),
    [
        ("07:30", time(7, 30), EVERY_DAY),
        ("7", time(7), EVERY_DAY),
        ("0730 mon,thu", time(7, 30), {0, 3}),
        ("7:30 pm weekdays", time(19, 30), WEEKDAYS),
        ("sun-thu 08:00", time(8), {6, 0, 1, 2, 3}),
        ("at 7 daily", time(7), EVERY_DAY),
        ("mon and thu at 18.30", time(18, 30), {0, 3}),
        ("daily", time(7), EVERY_DAY),
        ("07：30", time(7, 30), EVERY_DAY),
        ("8h30", time(8, 30), EVERY_DAY),
        ("off", time(7), NEVER),
        ("on", time(7), EVERY_DAY),
    ],
)
def test_a_first_schedule_is_read(text: str, at: time, days: set[int]) -> None:
    assert read_schedule(text, None, zone="Asia/Baghdad") == Schedule(at, "Asia/Baghdad", frozenset(days))


def test_what_is_not_said_stays_as_it_was() -> None:
    kept = Schedule(time(18), "Asia/Baghdad", WEEKDAYS)

    assert read_schedule("06:15", kept, zone="UTC") == Schedule(time(6, 15), "Asia/Baghdad", WEEKDAYS)
    assert read_schedule("daily", kept, zone="UTC") == Schedule(time(18), "Asia/Baghdad", EVERY_DAY)


def test_a_digest_that_was_off_comes_back_at_its_hour() -> None:
    off = read_schedule("off", Schedule(time(18), "Asia/Baghdad"), zone="UTC")

    assert off.days == NEVER
    assert read_schedule("on", off, zone="UTC") == Schedule(time(18), "Asia/Baghdad", EVERY_DAY)
    assert read_schedule("09:00", off, zone="UTC") == Schedule(time(9), "Asia/Baghdad", EVERY_DAY)


@pytest.mark.parametrize("text", ["25:99", "7:5", "24:00", "13pm", "99", "7 30", "07:30 caturday", "noonish", "m"])
def test_what_is_no_schedule_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QuestionError, match=r"no time of day|is no day|Which days"):
        read_schedule(text, None, zone="UTC")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("asia/baghdad", "Asia/Baghdad"),
        ("Tehran", "Asia/Tehran"),
        ("new york", "America/New_York"),
        ("Abu Dhabi", "Asia/Dubai"),
        ("washington", "America/New_York"),
        ("UTC+3", "Etc/GMT-3"),
    ],
)
def test_a_zone_is_read(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize("text", ["Mars/Phobos", "xx", "0", "x" * 4000])
def test_an_unknown_zone_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QuestionError, match="no time zone") as refused:
        read_zone(text)

    assert len(str(refused.value)) < 300


def test_schedules_are_said_in_words() -> None:
    assert days_in_words(EVERY_DAY) == "daily"
    assert days_in_words(WEEKDAYS) == "on weekdays"
    assert days_in_words(frozenset({0, 3, 5})) == "on Monday, Thursday and Saturday"
    assert days_in_words(frozenset({6, 0, 1, 2, 3})) == "from Sunday to Thursday"
    assert zone_in_words("Etc/GMT-3") == "UTC+3"
    moment = local_moment(datetime(2020, 7, 2, 4, 30, tzinfo=UTC), "Asia/Baghdad")
    assert moment == "Thursday 2 July 2020, 07:30 (Asia/Baghdad)"
