"""When digests are due, in every time zone and across every change of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.deliveries import catch_up, next_digest_at, period_of
from briefings.model import Schedule
from tests.builders import a_schedule

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

zones = st.sampled_from(ZONES)
times = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
days = st.frozensets(st.integers(0, 6), min_size=1)
instants = st.datetimes(datetime(1970, 1, 3), datetime(2045, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # its zone is beside
schedules = st.builds(Schedule, times, zones, days)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def firings(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    found = []
    while (after := next_digest_at(schedule, after)) <= until:
        found.append(after)
    return found


def dates_of(zone: ZoneInfo, after: datetime, until: datetime) -> set[date]:
    """The local dates that the zone has wholly within a stretch of time, found by walking it."""
    hours = int((until - after) / HOUR)
    there = [(after + n * HOUR / 4).astimezone(zone).date() for n in range(4 * hours)]
    return set(there) - {there[0], there[-1]}


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        (a_schedule("07:30", "Asia/Baghdad"), "2020-07-01 04:29:59", "2020-07-01 04:30"),
        (a_schedule("07:30", "Asia/Baghdad"), "2020-07-01 04:30", "2020-07-02 04:30"),
        (a_schedule("23:30", "Asia/Baghdad"), "2020-07-01 21:30", "2020-07-02 20:30"),
        (a_schedule("07:30", "Asia/Baghdad", days=[0]), "2020-07-01 00:00", "2020-07-06 04:30"),
        (a_schedule("07:30", "Asia/Baghdad", days=[2]), "2020-07-01 04:30", "2020-07-08 04:30"),
        (a_schedule("08:00", "Europe/Berlin"), "2026-03-28 12:00", "2026-03-29 06:00"),
        (a_schedule("08:00", "Europe/Berlin"), "2026-10-24 12:00", "2026-10-25 07:00"),
        (a_schedule("07:30", "Asia/Kolkata"), "2020-07-01 00:00", "2020-07-01 02:00"),
        (a_schedule("00:00", "Pacific/Kiritimati"), "2020-07-01 00:00", "2020-07-01 10:00"),
    ],
)
def test_the_next_digest_is_the_next_local_time(schedule: Schedule, after: str, due: str) -> None:
    assert next_digest_at(schedule, utc(after)) == utc(due)


@pytest.mark.parametrize(
    ("at", "zone", "after", "due"),
    [
        ("02:30", "Europe/Berlin", "2026-03-28 12:00", "2026-03-29 01:00"),  # 02:00 becomes 03:00
        ("02:00", "Europe/Berlin", "2026-03-28 12:00", "2026-03-29 01:00"),
        ("00:30", "Asia/Beirut", "2022-03-26 12:00", "2022-03-26 22:00"),  # midnight becomes 01:00
        ("02:10", "Australia/Lord_Howe", "2026-10-03 00:00", "2026-10-03 15:30"),  # half an hour
        ("23:30", "America/Nuuk", "2024-03-30 03:00", "2024-03-31 01:00"),  # 23:00 becomes 00:00 of the next day
    ],
)
def test_a_time_that_is_skipped_fires_at_the_first_instant_after_the_gap(
    at: str, zone: str, after: str, due: str
) -> None:
    assert next_digest_at(a_schedule(at, zone), utc(after)) == utc(due)


def test_a_time_that_is_repeated_fires_once_the_first_time() -> None:
    schedule = a_schedule("02:30", "Europe/Berlin")

    assert firings(schedule, utc("2026-10-24 12:00"), utc("2026-10-26 12:00")) == [
        utc("2026-10-25 00:30"),
        utc("2026-10-26 01:30"),
    ]


def test_a_time_that_was_read_off_a_repeated_hour_is_still_the_first() -> None:
    schedule = Schedule(time(2, 30, fold=1), "Europe/Berlin")

    assert next_digest_at(schedule, utc("2026-10-24 12:00")) == utc("2026-10-25 00:30")


def test_a_digest_pushed_over_midnight_is_still_the_one_of_its_day() -> None:
    schedule = a_schedule("23:30", "America/Nuuk")
    both = firings(schedule, utc("2024-03-30 03:00"), utc("2024-04-01 02:00"))

    assert [period_of(schedule, due) for due in both] == ["2024-03-30", "2024-03-31"]


def test_a_date_that_a_zone_leaves_out_has_no_digest() -> None:
    schedule = a_schedule("07:30", "Pacific/Apia")
    found = firings(schedule, utc("2011-12-29 00:00"), utc("2012-01-01 00:00"))

    assert [period_of(schedule, due) for due in found] == ["2011-12-29", "2011-12-31", "2012-01-01"][: len(found)]
    assert "2011-12-30" not in {period_of(schedule, due) for due in found}
    assert len(found) >= 2


def test_an_instant_in_any_zone_is_taken() -> None:
    schedule = a_schedule("07:30", "Asia/Baghdad")

    assert next_digest_at(schedule, datetime(2020, 7, 1, 7, 0, tzinfo=ZoneInfo("Asia/Baghdad"))) == utc(
        "2020-07-01 04:30"
    )


def test_a_schedule_without_days_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without days"):
        next_digest_at(a_schedule(days=()), utc("2020-07-01 00:00"))


@given(schedules, instants)
def test_the_next_digest_lies_after_and_within_reach_and_in_utc(schedule: Schedule, after: datetime) -> None:
    due = next_digest_at(schedule, after)

    assert after < due <= after + 15 * DAY
    assert due.tzinfo is UTC


@given(schedules, instants)
def test_nothing_lies_between_two_digests(schedule: Schedule, after: datetime) -> None:
    due = next_digest_at(schedule, after)

    assert next_digest_at(schedule, due - timedelta(microseconds=1)) == due
    assert next_digest_at(schedule, due) > due


@given(zones, times, instants)
def test_each_local_date_has_exactly_one_digest(zone: str, at: time, start: datetime) -> None:
    schedule = Schedule(at, zone)
    until = start + 5 * DAY
    periods = [period_of(schedule, due) for due in firings(schedule, start, until)]

    assert len(periods) == len(set(periods))
    assert {str(day) for day in dates_of(ZoneInfo(zone), start, until)} <= set(periods)


@given(st.data(), times)
def test_each_local_date_has_exactly_one_digest_where_the_clock_changes(data: st.DataObject, at: time) -> None:
    zone, change = data.draw(st.sampled_from(CHANGES))
    schedule = Schedule(at, zone)
    start, until = change - 3 * DAY, change + 3 * DAY
    periods = [period_of(schedule, due) for due in firings(schedule, start, until)]

    assert len(periods) == len(set(periods))
    assert {str(day) for day in dates_of(ZoneInfo(zone), start, until)} <= set(periods)


@given(schedules, instants)
def test_only_the_days_of_the_schedule_have_digests(schedule: Schedule, after: datetime) -> None:
    due = next_digest_at(schedule, after)

    assert date.fromisoformat(period_of(schedule, due)).weekday() in schedule.days


@given(schedules, instants)
def test_a_digest_is_at_its_local_time_unless_the_clock_skips_it(schedule: Schedule, after: datetime) -> None:
    zone = ZoneInfo(schedule.zone)
    due = next_digest_at(schedule, after)
    there = due.astimezone(zone)
    just_before = (due - timedelta(seconds=1)).astimezone(zone)

    assert there.time() == schedule.at or there.utcoffset() != just_before.utcoffset()
    assert there.fold == 0 or there.time() != schedule.at


def _changes() -> list[tuple[str, datetime]]:
    """Where clocks change, to the nearest six hours, in a spread of zones from 1970 to 2037."""
    found = []
    for name in ZONES[::7]:
        zone, instant = ZoneInfo(name), utc("1970-01-02 00:00")
        offset = instant.astimezone(zone).utcoffset()
        while instant.year < 2037:
            instant += 20 * DAY
            if (now := instant.astimezone(zone).utcoffset()) != offset:
                found.append((name, _narrowed(zone, instant)))
                offset = now
    return [*found, ("Pacific/Apia", utc("2011-12-30 10:00")), ("Pacific/Kwajalein", utc("1993-08-21 12:00"))]


def _narrowed(zone: ZoneInfo, instant: datetime) -> datetime:
    offset = instant.astimezone(zone).utcoffset()
    while (instant - 6 * HOUR).astimezone(zone).utcoffset() == offset:
        instant -= 6 * HOUR
    return instant


CHANGES = _changes()


# --- what was missed -----------------------------------------------------------------------------------------------

DAILY = a_schedule("07:30", "Asia/Baghdad")
DUE = utc("2020-07-01 04:30")


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (timedelta(), "send"),
        (10 * MINUTE, "send"),
        (16 * MINUTE, "late"),
        (23 * HOUR, "late"),
        (24 * HOUR, "drop"),
        (10 * DAY, "drop"),
    ],
)
def test_a_daily_digest_is_worth_sending_for_a_day(after: timedelta, what: str) -> None:
    assert catch_up(DAILY, DUE, DUE + after) == what


def test_a_weekly_digest_is_worth_sending_until_the_next() -> None:
    weekly = a_schedule("07:30", "Asia/Baghdad", days=[2])

    assert catch_up(weekly, DUE, DUE + 6 * DAY) == "late"
    assert catch_up(weekly, DUE, DUE + 7 * DAY) == "drop"


@given(schedules, instants, st.timedeltas(timedelta(), 20 * DAY))
def test_of_all_that_was_missed_exactly_the_latest_is_sent(
    schedule: Schedule, after: datetime, down: timedelta
) -> None:
    due = next_digest_at(schedule, after)
    now = due + down
    missed = [due, *firings(schedule, due, now)]

    assert [catch_up(schedule, one, now) == "drop" for one in missed] == [True] * (len(missed) - 1) + [False]
