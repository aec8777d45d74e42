"""Hours, days and zones as people write them, read into a `Schedule`; and schedules as people read them.

Pure. Every refusal is a `QuestionError` whose sentence says what to send instead.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup

from briefings.deliveries import parse_days, parse_schedule_time, parse_zone
from briefings.errors import QuestionError
from briefings.model import Schedule
from briefings.render import dates
from briefings.render.speech import gettext
from briefings.render.telegram_html import moment

DEFAULT_AT = time(7, 0)
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
NEVER: frozenset[int] = frozenset()  #: the days of a digest that was switched off: hour and zone are kept

_OFF = frozenset({"off", "none", "never", "no", "stop"})
_ON = frozenset({"on", "again"})
_EACH_ISSUE = re.compile(r"\b(?:after |with )?(?:each|every|per|any|a) (?:new )?issue\b")
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
    """Read "07:30", "7:30 pm weekdays", "mon,thu", "sun-thu 08:00", "07:30 each issue", "off" or "on".

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
        return replace(kept, days=NEVER)
    if words in _ON:
        return replace(kept, days=kept.days or EVERY_DAY)
    each_issue = bool(_EACH_ISSUE.search(words))
    words = _EACH_ISSUE.sub(" ", words).strip(" ,")
    found = _TIME.search(words)
    at = parse_schedule_time(found[1]) if found else kept.at
    rest = f"{words[: found.start()]} {words[found.end() :]}".strip(" ,") if found else words
    if rest:
        return Schedule(at, kept.zone, parse_days(rest), each_issue)
    days = EVERY_DAY if each_issue else kept.days or EVERY_DAY
    return Schedule(at, kept.zone, days, each_issue or kept.each_issue)


def read_zone(text: str) -> str:
    """Read "Asia/Baghdad", "baghdad", "new york", "بغداد", "UTC+3" into an IANA name.

    Raises:
        QuestionError: there is no such zone; the sentence names near ones.
    """
    words = unicodedata.normalize("NFKC", text)
    try:
        return _CITIES.get(" ".join(words.lower().split())) or parse_zone(words)
    except QuestionError:
        if (zone := dates.zone_of(words)) is not None:
            return zone
        raise


def days_in_words(days: frozenset[int]) -> str:
    """`daily`, `on weekdays`, `from Sunday to Thursday`, `on Monday and Thursday`; `never` for none."""
    if not days:
        return gettext("never")
    if days == EVERY_DAY:
        return gettext("daily")
    if days == WEEKDAYS:
        return gettext("on weekdays")
    first = next((day for day in sorted(days) if (day - 1) % 7 not in days), 0)
    if len(days) > 2 and days == {(first + step) % 7 for step in range(len(days))}:
        last = dates.to_days()[(first + len(days) - 1) % 7]
        return gettext("from %(first)s to %(last)s", first=dates.from_days()[first], last=last)
    return gettext("on %(days)s", days=[dates.on_days()[day] for day in sorted(days)])


def hour(at: time) -> str:
    """`07:30`."""
    return f"{at:%H:%M}"


def local_moment(at: datetime, zone: str) -> str:
    """An instant in local time: `Thursday 2 July 2020, 07:30 (Asia/Baghdad)`."""
    local = at.astimezone(ZoneInfo(zone))
    return gettext("%(moment)s (%(zone)s)", moment=dates.moment(local), zone=zone_in_words(zone))


def own_moment(at: datetime, zone: str) -> Markup:
    """The same, which each reader sees in the time of where they are, and where that cannot be in that of the zone."""
    return moment(at, local_moment(at, zone))


def zone_in_words(zone: str) -> str:
    """`Asia/Baghdad` as it is; `UTC+3` for a zone that is only an offset."""
    offset = re.fullmatch(r"Etc/GMT([+-])(\d+)", zone)
    if offset:
        return f"UTC{'-' if offset[1] == '+' else '+'}{offset[2]}"
    return zone.removeprefix("Etc/")
