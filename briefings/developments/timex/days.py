"""The calendar behind TIMEX3 values: which days a value covers, and the value of the unit that a day lies in.

Weeks are ISO 8601's, from Monday to Sunday. Seasons are the meteorological ones of the north (summer is June to
August); the winter of a year begins in its December. A century is written by its two leading digits, a decade by three,
as TIMEX3 does; a year before Christ as BC0044, which no calendar here counts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

Days = tuple[date, date]  #: first and last, both included

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  #: the month in which each begins
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d{2})(?:-(?P<rest>WE|[1-7]))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?(?:T.*)?"
)
_LONG = re.compile(r"(?P<decade>\d{3})X?|(?P<century>\d{2})(?:XX)?")


def days_of(value: str) -> Days | None:
    """The days that a TIMEX3 value covers; None for durations, references and values with unknown parts."""
    try:
        return _short(value) or _long(value)
    except (ValueError, OverflowError):
        return None


def _long(value: str) -> Days | None:
    match = _LONG.fullmatch(value)
    if match is None:
        return None
    size = 10 if match["decade"] else 100
    year = int(match["decade"] or match["century"]) * size
    return date(max(year, 1), 1, 1), date(year + size - 1, 12, 31)


def _short(value: str) -> Days | None:
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    if match["week"]:
        return _week(year, int(match["week"]), match["rest"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    month, length = 1, 12
    if match["quarter"]:
        month, length = 3 * int(match["quarter"]) - 2, 3
    elif match["half"]:
        month, length = 6 * int(match["half"]) - 5, 6
    elif match["season"]:
        month, length = SEASONS[match["season"]], 3
    elif match["month"]:
        month, length = int(match["month"]), 1
    first = date(year, month, 1)
    return first, shift(first, length, "month") - timedelta(days=1)


def _week(year: int, week: int, rest: str | None) -> Days:
    if rest is None:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    if rest == "WE":
        return date.fromisocalendar(year, week, 6), date.fromisocalendar(year, week, 7)
    day = date.fromisocalendar(year, week, int(rest))
    return day, day


def shift(day: date, count: float, unit: str) -> date:
    """Go `count` units on from a day, back where it is negative; a day the month lacks becomes its last (29 February).

    Raises:
        OverflowError: no calendar goes so far.
    """
    if unit in _DAYS:
        return day + timedelta(days=round(count * _DAYS[unit]))
    months = day.year * 12 + day.month - 1 + round(count * _MONTHS.get(unit, 0))
    year, month = divmod(months, 12)
    if not 1 <= year <= MAXYEAR:
        raise OverflowError(f"no year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def value_at(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month, quarter, half, year, decade or century in which a day lies."""
    year, week = f"{day.year:04}", f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}"
    values = {
        "week": week,
        "fortnight": week,
        "weekend": f"{week}-WE",
        "month": f"{year}-{day.month:02}",
        "quarter": f"{year}-Q{(day.month + 2) // 3}",
        "half": f"{year}-H{(day.month + 5) // 6}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }
    return values.get(unit, day.isoformat())


def unit_of(value: str) -> str | None:
    """What a calendar value is as long as: "day", "week", "weekend", "season", "month", …; None for others."""
    match = _VALUE.fullmatch(value)
    if match is None:
        long = _LONG.fullmatch(value)
        return None if long is None else "decade" if long["decade"] else "century"
    if match["week"]:
        return {None: "week", "WE": "weekend"}.get(match["rest"], "day")
    finer = next((name for name in ("day", "quarter", "half", "season", "month") if match[name]), None)
    return finer or "year"


def near_weekday(today: date, weekday: int, way: int) -> date:
    """The nearest such weekday (0 is Monday) up to a day (`way` is -1) or from it (1); the day itself counts."""
    apart = (weekday - today.weekday()) % 7
    return today + timedelta(days=apart if way > 0 or apart == 0 else apart - 7)
