"""Hours, days and zones as people write them, read into a `Schedule`; and schedules as people read them.

Pure. Every refusal is a `QuestionError` whose sentence says what to send instead.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from briefings.deliveries import parse_days, parse_schedule_time, parse_zone
from briefings.model import Schedule

DEFAULT_AT = time(7, 0)
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
NEVER: frozenset[int] = frozenset()  #: the days of a digest that was switched off: hour and zone are kept

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OFF = frozenset({"off", "none", "never", "no", "stop"})
_ON = frozenset({"on", "again"})
_TIME = re.compile(r"(?:at )?(\d[\d:.h]*(?: ?[ap]\.?m\b\.?)?)(?: o'clock)?")

#: Capitals and centres of the trade that have no zone of their own name (IANA names one city a zone).
_CITIES = {
    "abu dhabi": "Asia/Dubai",
    "ankara": "Europe/Istanbul",
    "basra": "Asia/Baghdad",
    "beijing": "Asia/Shanghai",
    "delhi": "Asia/Kolkata",
    "doha": "Asia/Qatar",
    "erbil": "Asia/Baghdad",
    "geneva": "Europe/Zurich",
    "houston": "America/Chicago",
    "jeddah": "Asia/Riyadh",
    "kuwait city": "Asia/Kuwait",
    "manama": "Asia/Bahrain",
    "mumbai": "Asia/Kolkata",
    "tel aviv": "Asia/Jerusalem",
    "the hague": "Europe/Amsterdam",
    "washington": "America/New_York",
}


def read_schedule(text: str, current: Schedule | None, *, zone: str) -> Schedule:
    """Read "07:30", "7:30 pm weekdays", "mon,thu", "sun-thu 08:00", "off" or "on".

    Args:
        text: what stands behind `/digest`.
        current: what is set; what the text leaves out stays as it was.
        zone: for a first schedule.

    Returns:
        The new schedule; one that is off has no days.

    Raises:
        QuestionError: no time of day, no day of the week.
    """
    kept = current or Schedule(DEFAULT_AT, zone)
    words = unicodedata.normalize("NFKC", text).strip().lower()
    if words in _OFF:
        return Schedule(kept.at, kept.zone, NEVER)
    if words in _ON:
        return Schedule(kept.at, kept.zone, kept.days or EVERY_DAY)
    found = _TIME.search(words)
    at = parse_schedule_time(found[1]) if found else kept.at
    rest = f"{words[: found.start()]} {words[found.end() :]}".strip(" ,") if found else words
    days = parse_days(rest) if rest else kept.days or EVERY_DAY
    return Schedule(at, kept.zone, days)


def read_zone(text: str) -> str:
    """Read "Asia/Baghdad", "baghdad", "new york", "UTC+3" into an IANA name.

    Raises:
        QuestionError: there is no such zone; the sentence names near ones.
    """
    words = unicodedata.normalize("NFKC", text)
    return _CITIES.get(" ".join(words.lower().split())) or parse_zone(words)


def days_in_words(days: frozenset[int]) -> str:
    """`daily`, `on weekdays`, `from Sunday to Thursday`, `on Monday and Thursday`; `never` for none."""
    if not days:
        return "never"
    if days == EVERY_DAY:
        return "daily"
    if days == WEEKDAYS:
        return "on weekdays"
    first = next((day for day in sorted(days) if (day - 1) % 7 not in days), 0)
    if len(days) > 2 and days == {(first + step) % 7 for step in range(len(days))}:
        return f"from {_NAMES[first]} to {_NAMES[(first + len(days) - 1) % 7]}"
    names = [_NAMES[day] for day in sorted(days)]
    return "on " + (names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1])


def hour(at: time) -> str:
    """`07:30`."""
    return f"{at:%H:%M}"


def local_moment(at: datetime, zone: str) -> str:
    """An instant in local time: `Thursday 2 July 2020, 07:30 (Asia/Baghdad)`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{format_datetime(local, 'EEEE d MMMM y, HH:mm', locale='en_GB')} ({zone_in_words(zone)})"


def zone_in_words(zone: str) -> str:
    """`Asia/Baghdad` as it is; `UTC+3` for a zone that is only an offset."""
    offset = re.fullmatch(r"Etc/GMT([+-])(\d+)", zone)
    if offset:
        return f"UTC{'-' if offset[1] == '+' else '+'}{offset[2]}"
    return zone.removeprefix("Etc/")
