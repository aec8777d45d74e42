"""When a delivery is due, and what follows an attempt.

Pure: the clock is an argument. DESIGN.md section 11 says why each step is as it is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from briefings.errors import Either, QuestionError
from briefings.model import (
    AnswerLost,
    Attempt,
    Blocked,
    DeliveryKind,
    FloodWait,
    Migrated,
    NotSent,
    Quiet,
    Refused,
    Schedule,
    Sent,
    Subscriber,
    TopicClosed,
)

TRIES: dict[DeliveryKind, int] = {"answer": 12, "alert": 105, "digest": 105, "announcement": 105}
"""Tries until Telegram counts as out of reach: with the waits below an answer is of worth for 50 minutes, the others
for a day."""

_LONGEST_WAIT = timedelta(minutes=15)
_LATE = timedelta(minutes=15)  #: a digest that goes out later than this says so; composing for many takes minutes
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORDS = {
    "daily": range(7),
    "everyday": range(7),
    "weekdays": range(5),
    "workdays": range(5),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "weekly": (0,),
}
_DAY = re.compile(r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2})|(\d{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\N{MINUS SIGN}-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Done:
    """It was sent."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """It was surely not sent: try again then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It was surely not sent, and no further try is of use."""

    reason: str


@dataclass(frozen=True, slots=True)
class Park:
    """Nobody knows whether it went: policy decides, never a blind retry."""


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The chat is no more, or wants nothing of us: switch its subscribers off."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """The group has another chat id now: move its subscribers, and send there at once."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class LeaveTopic:
    """The forum topic is closed or gone: send to the group itself at once."""


Step = Done | RetryAt | GiveUp | Park | Unsubscribe | MoveTo | LeaveTopic


def next_step(attempt: Attempt, *, kind: DeliveryKind, tries: int | None = None) -> Step:  # noqa: PLR0911  # a table: one line a case
    """Say what to do after `attempt`.

    A flood wait is not a refusal, so it never leads to giving up, however often it comes. What surely did not go is
    tried again after 2, 4, 8 … seconds, at most 15 minutes.

    Args:
        attempt: its number counts tries, flood waits left out.
        kind: what is being delivered.
        tries: the try after which it is given up; None takes it from `TRIES`.
    """
    match attempt.outcome:
        case Sent():
            return Done()
        case Blocked():
            return Unsubscribe()
        case Migrated(chat_id):
            return MoveTo(chat_id)
        case TopicClosed():
            return LeaveTopic()
        case FloodWait(seconds):
            return RetryAt(attempt.at + timedelta(seconds=seconds))
        case NotSent(reason) if attempt.number >= (TRIES[kind] if tries is None else tries):
            return GiveUp(reason)
        case NotSent():
            return RetryAt(attempt.at + min(timedelta(seconds=2 ** min(attempt.number, 20)), _LONGEST_WAIT))
        case Refused(reason):
            return GiveUp(reason)
        case AnswerLost():
            return Park()


def next_digest_at(schedule: Schedule, after: datetime) -> datetime:
    """The next digest strictly after an instant, in UTC.

    Each local date that the schedule names has one. A local time that the clock skips fires at the first instant after
    the gap; one that it repeats fires the first time. A date that the zone leaves out whole (Samoa's 30 December 2011)
    has none.

    Args:
        schedule: with at least one day.
        after: aware.

    Raises:
        ValueError: the schedule names no day.
    """
    if not schedule.days:
        raise ValueError("a schedule without days has no next digest")
    zone = ZoneInfo(schedule.zone)
    today = after.astimezone(zone).date()
    return next(
        at
        for day in _days_from(today - timedelta(days=1), schedule)
        if (at := _instant(day, schedule.at, zone)) and at > after
    )


def period_of(schedule: Schedule, due: datetime) -> str:
    """The local date that a digest is for, `YYYY-MM-DD`.

    A digest of 23:30 that a gap before midnight moved to 00:00 is still the one of the day before.
    """
    zone = ZoneInfo(schedule.zone)
    there = due.astimezone(zone).date()
    before = there - timedelta(days=1)
    return str(before if _instant(before, schedule.at, zone) == due else there)


def catch_up(schedule: Schedule, due: datetime, now: datetime) -> Literal["send", "late", "drop"]:
    """What becomes of a digest that is due, when its bot looks at it only now.

    Of several that were missed the latest is sent, and says that it is late; older ones are worth nothing beside it.
    So what is sent of a daily digest is never older than a day (25 hours where the clock goes back).
    """
    if next_digest_at(schedule, due) <= now:
        return "drop"
    return "late" if now - due > _LATE else "send"


def quiet_until(quiet: Quiet | None, zone: str, now: datetime) -> datetime | None:
    """When quiet hours end, in UTC, where an instant lies within them; None where it does not.

    What the clock of the wall shows decides: an hour that autumn repeats is quiet both times, one that spring leaves
    out is over at once.

    Args:
        quiet: hours of the day; the end itself is not quiet.
        zone: whose wall, an IANA name.
        now: aware.
    """
    if quiet is None or not _is_quiet(quiet, now, zone):
        return None
    there, today = ZoneInfo(zone), now.astimezone(ZoneInfo(zone)).date()
    days = [today + timedelta(days=n) for n in range(3)]
    ends = [end for day in days for end in (_instant(day, quiet.end, there), _repeated(day, quiet.end, there)) if end]
    return min(end for end in ends if end > now and not _is_quiet(quiet, end, zone))


def held_until(subscriber: Subscriber, now: datetime) -> datetime | None:
    """Until when nothing may come unasked but the digest of one's own hour; None where it may come now."""
    paused = subscriber.paused_until if subscriber.paused_until and subscriber.paused_until > now else None
    begins = paused or now
    return quiet_until(subscriber.quiet, subscriber.zone, begins) or paused


def message_head(topics: str, edition: str, part: int, parts: int, *, kind: str = "Digest") -> str:
    """The first line of each part of a digest, plain text: what it is, of which day, and which part of how many."""
    head = f"{kind} · {topics} · {edition}"
    return head if parts == 1 else f"{head} {part}/{parts}"


def parse_schedule_time(text: str) -> time:
    """Read a time of day: 07:30, 7:30, 7.30, 0730, 7, 7pm, 7:30 am.

    Raises:
        QuestionError: it is none; the sentence says how to write one.
    """
    found = _TIME.fullmatch(text.strip())
    if found:
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        half = (found[4] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif half:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise QuestionError(
        "“%(time)s” is no time of day. Write hours and minutes such as 07:30 or 18:00.", time=_shown(text)
    )


def parse_days(text: str) -> frozenset[int]:
    """Read days of the week, Monday being 0: daily, weekdays, weekends, weekly, mon,thu, sun-thu.

    Weekly is on Mondays, unless a day is named beside it.

    Raises:
        QuestionError: a word is no day; the sentence names it.
    """
    words = re.sub(r"\bevery\s*day\b", "daily", text.strip().lower())
    words = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", words)
    days: set[int] = set()
    weekly = False
    for word in re.split(r"[\s,;/&+]+|\band\b", words):
        if word and word not in ("on", "every"):
            weekly |= word == "weekly"
            days |= set(_days_of(word)) if word != "weekly" else set()
    days |= {0} if weekly and not days else set()
    if not days:
        raise QuestionError("Which days? Write daily, weekdays, weekly, or days such as mon,thu.")
    return frozenset(days)


def parse_zone(text: str) -> str:
    """Read a time zone: an IANA name in any case, a city or country that has only one zone, or UTC+3.

    Raises:
        QuestionError: no zone, or several; the sentence names near ones.
    """
    wanted = re.sub(r"[\s_]+", "_", text.strip().lower())
    if name := _zones().get(wanted):
        return name
    if offset := _OFFSET.fullmatch(text.strip()):
        return _fixed_zone(offset, text)
    named = _cities().get(wanted) or _countries().get(wanted, ())
    if named and len({_character(name) for name in named}) == 1:
        return named[0]
    if named:
        raise QuestionError(
            "“%(place)s” has several time zones. Write one of them, such as %(zones)s.",
            place=_shown(text),
            zones=Either(named[:4]),
        )
    if near := _near(wanted):
        raise QuestionError(
            "“%(place)s” is no time zone that I know. Did you mean %(zones)s?", place=_shown(text), zones=Either(near)
        )
    raise QuestionError(
        "“%(place)s” is no time zone that I know. Write a city’s zone such as Asia/Baghdad or Europe/Paris.",
        place=_shown(text),
    )


def _days_from(day: date, schedule: Schedule) -> Iterator[date]:
    while True:
        if day.weekday() in schedule.days:
            yield day
        day += timedelta(days=1)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When a local time is; None on a date that the zone leaves out.

    In a gap, PEP 495: with fold 0 the old offset counts, which leads past the gap, with fold 1 the new one, which leads
    before it. The change lies between the two, on a whole second.
    """
    local = datetime.combine(day, at.replace(fold=0))  # a wall clock's time, whichever of two it was read as
    late = local.replace(tzinfo=zone).astimezone(UTC)
    if late.astimezone(zone).replace(tzinfo=None) == local:
        return late
    early = local.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)
    low, high = 0, int((late - early).total_seconds()) + 1
    while high - low > 1:
        middle = (low + high) // 2
        past = (early + timedelta(seconds=middle)).astimezone(zone).replace(tzinfo=None) >= local
        low, high = (low, middle) if past else (middle, high)
    around = {(early + timedelta(seconds=second)).astimezone(zone).date() for second in (low, high)}
    return early + timedelta(seconds=high) if day in around else None


def _repeated(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When a local time is for the second time; None on all days but that on which the clock goes back over it."""
    local = datetime.combine(day, at.replace(fold=0))
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return second if second > first else None


def _is_quiet(quiet: Quiet, now: datetime, zone: str) -> bool:
    shown = now.astimezone(ZoneInfo(zone)).time().replace(fold=0)
    if quiet.start < quiet.end:
        return quiet.start <= shown < quiet.end
    return shown >= quiet.start or shown < quiet.end


def _days_of(word: str) -> Iterator[int]:
    """The days that one word names, a span such as sun-thu among them."""
    if word in _DAY_WORDS:
        yield from _DAY_WORDS[word]
        return
    ends = [_DAY.fullmatch(end) for end in word.split("-")]
    if None in ends or len(ends) > 2:
        raise QuestionError(
            "“%(day)s” is no day. Write daily, weekdays, weekly, or days such as mon,thu.", day=_shown(word)
        )
    first, last = (_DAY_NAMES.index(end[1][:3]) for end in (ends[0], ends[-1]) if end)
    yield from ((first + n) % 7 for n in range((last - first) % 7 + 1))


def _fixed_zone(offset: re.Match[str], text: str) -> str:
    """The IANA name of a whole-hour offset; its sign is the other way round there (POSIX)."""
    hours, minutes, east = int(offset[2]), int(offset[3] or 0), offset[1] == "+"
    if minutes or hours > (14 if east else 12):
        raise QuestionError(
            "“%(place)s” is no time zone that I know. Name a city of it, such as Asia/Kolkata.", place=_shown(text)
        )
    return f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC"


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Lower-case name → IANA name; without the two that say nothing."""
    return {name.lower(): name for name in sorted(available_timezones() - {"localtime", "Factory"})}


@lru_cache(maxsize=1)
def _cities() -> dict[str, tuple[str, ...]]:
    """Lower-case last part of the name → the zones that bear it."""
    cities: dict[str, tuple[str, ...]] = {}
    for lower, name in _zones().items():
        if "/" in name and not name.startswith("Etc/"):
            city = lower.rpartition("/")[2]
            cities[city] = (*cities.get(city, ()), name)
    return cities


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, ...]]:
    """Lower-case English name of a country → its zones, by the tables of the IANA database."""
    tables = files("tzdata") / "zoneinfo"
    rows = {name: _rows((tables / name).read_text("utf-8")) for name in ("iso3166.tab", "zone.tab")}
    countries = {code: name.lower().replace(" ", "_") for code, name, *_ in rows["iso3166.tab"]}
    zones: dict[str, tuple[str, ...]] = {}
    for code, _place, zone, *_ in rows["zone.tab"]:
        zones[countries[code]] = (*zones.get(countries[code], ()), zone)
    return zones


def _rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]


def _character(name: str) -> tuple[timedelta | None, ...]:
    """What tells zones apart: their offsets in winter and summer, from 2000 to 2040. Links of one zone are the same."""
    zone = ZoneInfo(name)
    return tuple(datetime(year, month, 1, tzinfo=zone).utcoffset() for year in range(2000, 2041) for month in (1, 7))


def _near(wanted: str) -> tuple[str, ...]:
    places = {**_countries(), **_cities()}
    close = difflib.get_close_matches(wanted.rpartition("/")[2], places, n=3, cutoff=0.7)
    return tuple(dict.fromkeys(name for place in close for name in places[place][:2]))[:3]


def _shown(text: str) -> str:
    """What somebody typed, short enough to be repeated."""
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= 40 else f"{line[:39]}…"
