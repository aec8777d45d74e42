"""Quiet hours and pauses as people write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from briefings.errors import QuestionError
from briefings.model import Quiet, Schedule, Subscriber
from briefings.service import Services, pausing
from briefings.service.hours import EVERY_DAY, read_schedule
from briefings.service.pausing import read_pause, read_quiet
from tests.builders import a_schedule

WEDNESDAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("22:00-06:30", Quiet(time(22), time(6, 30))),
        ("22 - 6", Quiet(time(22), time(6))),
        ("10pm to 6:30 am", Quiet(time(22), time(6, 30))),
        ("from 22:00 until 07:00", Quiet(time(22), time(7))),
        ("13:00–15:00", Quiet(time(13), time(15))),
        ("off", None),
    ],
)
def test_quiet_hours_are_read(text: str, quiet: Quiet | None) -> None:
    assert read_quiet(text) == quiet


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("at night", "From when until when"),
        ("22:00", "From when until when"),
        ("22:00-25:00", "no time of day"),
        ("07:00-07:00", "quiet all day"),
        ("1-2-3", "From when until when"),
    ],
)
def test_what_is_no_quiet_hours_is_refused_with_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(QuestionError, match=complaint):
        read_quiet(text)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2w", "2026-12-09T15:00"),
        ("2 weeks", "2026-12-09T15:00"),
        ("a week", "2026-12-02T15:00"),
        ("for 3 days", "2026-11-28T15:00"),
        ("3d", "2026-11-28T15:00"),
        ("12h", "2026-11-26T03:00"),
        ("1 month", "2026-12-25T15:00"),
        ("until 3 december", "2026-12-03T00:00"),
        ("until 3rd of December", "2026-12-03T00:00"),
        ("until dec 3, 2026", "2026-12-03T00:00"),
        ("until 2 november", "2027-11-02T00:00"),
        ("2026-12-03", "2026-12-03T00:00"),
        ("until monday", "2026-11-30T00:00"),
        ("until wednesday", "2026-12-02T00:00"),
        ("tomorrow", "2026-11-26T00:00"),
        ("next week", "2026-11-30T00:00"),
        ("until 18:00", "2026-11-25T18:00"),
        ("until 9", "2026-11-26T09:00"),
    ],
)
def test_pauses_are_read(text: str, until: str) -> None:
    zone = ZoneInfo("Asia/Baghdad")  # where it is 15:00

    assert read_pause(text, WEDNESDAY, "Asia/Baghdad") == datetime.fromisoformat(until).replace(tzinfo=zone)


@pytest.mark.parametrize(
    "text", ["2y", "0d", "999w", "until 31 february", "until 2020-01-01", "a while", "until 2026-13-40", "x" * 500]
)
def test_what_is_no_pause_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QuestionError) as refused:
        read_pause(text, WEDNESDAY, "UTC")

    assert len(str(refused.value)) < 200


def test_a_pause_ends_as_its_day_begins_even_where_midnight_is_left_out() -> None:
    before = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)  # in Cairo the 24th begins at 01:00

    assert read_pause("until 24 april", before, "Africa/Cairo") == datetime(2026, 4, 23, 22, 0, tzinfo=UTC)


def test_a_day_of_pause_is_24_hours_where_the_clock_changes() -> None:
    before = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # 00:30 in Berlin on the long day

    assert read_pause("1d", before, "Europe/Berlin") == datetime(2026, 10, 25, 22, 30, tzinfo=UTC)


def test_a_pause_moves_the_digest_behind_it_and_its_end_brings_it_back(services: Services) -> None:
    made = services.subscribers.get(101, None, zone="Asia/Baghdad", now=WEDNESDAY)
    services.subscribers.subscribe(made.id, "energy", at=WEDNESDAY)
    due = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)
    services.subscribers.update(replace(made, schedule=a_schedule(), next_digest_at=due))

    def stored() -> Subscriber:
        found = services.subscribers.by_id(made.id)
        assert found is not None
        return found

    pausing.set_pause(services, stored(), "until 3 december", WEDNESDAY)
    assert stored().next_digest_at == datetime(2026, 12, 3, 4, 30, tzinfo=UTC)
    pausing.set_pause(services, stored(), "off", WEDNESDAY)
    assert stored().next_digest_at == due


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("07:30 each issue", Schedule(time(7, 30), "UTC", EVERY_DAY, each_issue=True)),
        ("each issue", Schedule(time(18), "UTC", EVERY_DAY, each_issue=True)),
        ("after every new issue at 8", Schedule(time(8), "UTC", EVERY_DAY, each_issue=True)),
        ("daily", Schedule(time(18), "UTC", EVERY_DAY)),
        ("08:00", Schedule(time(8), "UTC", frozenset({4}))),
        ("weekly", Schedule(time(18), "UTC", frozenset({0}))),
        ("weekly on friday", Schedule(time(18), "UTC", frozenset({4}))),
        ("off", Schedule(time(18), "UTC", frozenset())),
    ],
)
def test_how_often_a_digest_comes_is_read(text: str, schedule: Schedule) -> None:
    assert read_schedule(text, Schedule(time(18), "UTC", frozenset({4})), zone="UTC") == schedule


def test_an_hour_alone_leaves_each_issue_as_it_is() -> None:
    each = Schedule(time(18), "UTC", EVERY_DAY, each_issue=True)

    assert read_schedule("08:00", each, zone="UTC") == replace(each, at=time(8))
    assert read_schedule("daily", each, zone="UTC") == Schedule(time(18), "UTC")
