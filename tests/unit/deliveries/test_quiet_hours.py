"""Quiet hours: nothing comes within them, nothing is held longer than they last, on days when the clock changes too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.deliveries import held_until, quiet_until
from briefings.model import Quiet
from tests.builders import a_subscriber

NIGHT = Quiet(time(22), time(6, 30))
ZONES = (
    "Asia/Baghdad", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Havana",
    "Africa/Cairo", "Asia/Tehran", "Pacific/Apia", "UTC",
)  # fmt: skip
minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
nights = st.builds(Quiet, minutes, minutes).filter(lambda quiet: quiet.start != quiet.end)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001  # made aware


def at(text: str, zone: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def is_quiet(quiet: Quiet, moment: datetime, zone: str) -> bool:
    wall = moment.astimezone(ZoneInfo(zone)).time().replace(fold=0)
    within = quiet.start <= wall < quiet.end
    return within if quiet.start < quiet.end else not quiet.end <= wall < quiet.start


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-07-01T21:59:59", None),
        ("2026-07-01T22:00", "2026-07-02T06:30"),
        ("2026-07-01T23:59:59", "2026-07-02T06:30"),
        ("2026-07-02T00:00", "2026-07-02T06:30"),
        ("2026-07-02T06:29:59", "2026-07-02T06:30"),
        ("2026-07-02T06:30", None),
    ],
)
def test_a_night_lies_over_midnight(now: str, ends: str | None) -> None:
    zone = "Asia/Baghdad"

    assert quiet_until(NIGHT, zone, at(now, zone)) == (at(ends, zone) if ends else None)


def test_hours_of_one_day_end_on_it() -> None:
    siesta = Quiet(time(13), time(15))

    assert quiet_until(siesta, "UTC", at("2026-07-01T14:00", "UTC")) == at("2026-07-01T15:00", "UTC")
    assert quiet_until(siesta, "UTC", at("2026-07-01T15:00", "UTC")) is None
    assert quiet_until(None, "UTC", at("2026-07-01T14:00", "UTC")) is None


def test_an_end_that_spring_leaves_out_is_over_as_the_clock_jumps() -> None:
    quiet = Quiet(time(22), time(2, 30))

    ends = quiet_until(quiet, "Europe/Berlin", at("2026-03-29T01:30", "Europe/Berlin"))
    assert ends == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # it is 03:00 there


def test_an_hour_that_autumn_repeats_is_quiet_both_times() -> None:
    zone, quiet = "Europe/Berlin", Quiet(time(22), time(2, 30))

    assert quiet_until(quiet, zone, at("2026-10-25T02:10", zone)) == at("2026-10-25T02:30", zone)
    assert quiet_until(quiet, zone, at("2026-10-25T02:40", zone)) is None
    assert quiet_until(quiet, zone, at("2026-10-25T02:10", zone, fold=1)) == at("2026-10-25T02:30", zone, fold=1)


@given(quiet=nights, zone=st.sampled_from(ZONES), now=moments)
def test_nothing_comes_within_quiet_hours_and_nothing_is_held_for_ever(quiet: Quiet, zone: str, now: datetime) -> None:
    ends = quiet_until(quiet, zone, now)

    assert (ends is not None) == is_quiet(quiet, now, zone)
    if ends is not None:
        assert now < ends <= now + timedelta(days=2)
        assert not is_quiet(quiet, ends, zone)
        assert quiet_until(quiet, zone, ends) is None


@given(quiet=st.none() | nights, zone=st.sampled_from(ZONES), now=moments, pause=st.integers(-5, 40))
def test_a_pause_and_the_night_at_its_end_hold_together(
    quiet: Quiet | None, zone: str, now: datetime, pause: int
) -> None:
    until = now + timedelta(hours=pause)
    subscriber = replace(a_subscriber(zone=zone, quiet=quiet), paused_until=until)
    ends = held_until(subscriber, now)

    if ends is None:
        assert until <= now
        assert quiet is None or not is_quiet(quiet, now, zone)
    else:
        assert ends > now
        assert ends >= until
        assert quiet is None or not is_quiet(quiet, ends, zone)
        assert held_until(subscriber, ends) is None
