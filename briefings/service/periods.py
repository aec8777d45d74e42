"""Periods as people type them behind a question: "30d", "june 2020", "wk 26", "since 1 may", "last 2 weeks".

Pure. Days are counted back from a day that the caller names: the date of the latest issue, in a brief.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.errors import QuestionError
from briefings.render.dates import day
from briefings.render.speech import gettext

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = {
    name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names)
} | {"sept": 9}
_MONTH = r"(?P<month>" + "|".join(sorted((name for name in _MONTHS if name), key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|2100)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_UNITS = {
    "d": 1,
    "day": 1,
    "w": 7,
    "wk": 7,
    "week": 7,
    "m": 30,
    "mo": 30,
    "month": 30,
    "y": 365,
    "yr": 365,
    "year": 365,
}
_UNIT = r"(?P<unit>d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?)"


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both in it; an open end is None."""

    since: date | None = None
    until: date | None = None


def ends_in_period(query: str) -> bool:
    """Whether a question seems to have a period at its end, possible or not."""
    text = " ".join(query.split())
    return any(pattern.search(text) for pattern, _ in _FORMS)


def split_period(query: str, today: date) -> tuple[str, Period | None]:
    """Part a question from the period at its end.

    Args:
        query: "iraq-us 30d".
        today: the day that "last week" and "may" are seen from.

    Returns:
        the question without the period ("" where that was all), and the period; the whole query and None where it
        ends in none.

    Raises:
        QuestionError: the period ends before it begins, or names a day that no calendar has.
    """
    text = " ".join(query.split())
    for pattern, read in _FORMS:
        match = pattern.search(text)
        if match is None:
            continue
        period = _sound(read(match, today), match.group().strip())
        if period is not None:
            return text[: match.start()].rstrip(" ,:;·"), period
    return text, None


def said_period(period: Period) -> str:
    """A period as a heading says it: "1 June 2020 to 30 June 2020", one day as itself."""
    first, last = period.since, period.until
    if first is None or last is None:
        return gettext("since %(day)s", day=first) if first else gettext("until %(day)s", day=last)
    return day(first) if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def _sound(period: Period | None, said: str) -> Period | None:
    if period is not None and period.since and period.until and period.since > period.until:
        raise QuestionError(
            "The period “%(period)s” ends on %(last)s before it begins on %(first)s.",
            period=said,
            last=period.until,
            first=period.since,
        )
    return period


def _back(match: re.Match[str], today: date) -> Period:
    """Read "30d", "last 2 weeks": that many days up to today, today in it."""
    days = int(match["count"] or 1) * _UNITS[_single(match["unit"])]
    if not days:
        raise QuestionError("“%(period)s” is no time at all: say 1d or more.", period=match.group().strip())
    return Period(today - timedelta(days=min(days, (today - date.min).days)), today)


def _single(unit: str) -> str:
    return unit.lower() if unit.lower() in _UNITS else unit.lower().removesuffix("s")


def _named(match: re.Match[str], today: date) -> Period:
    """Read "today", "yesterday", "this week", "last month"."""
    word = match["word"].lower()
    if word in ("today", "yesterday"):
        day = today - timedelta(days=word == "yesterday")
        return Period(day, day)
    last = word.startswith(("last", "previous"))
    if word.endswith("week"):
        monday = today - timedelta(days=today.weekday() + 7 * last)
        return Period(monday, monday + timedelta(days=6))
    if word.endswith("month"):
        year, month = divmod(today.year * 12 + today.month - 1 - last, 12)
        return _month(year, month + 1)
    return _year(today.year - last)


def _week(match: re.Match[str], today: date) -> Period:
    """Read "wk 26", "week 26 of 2020": the week of ISO 8601; without a year the latest one begun."""
    number = int(match["week"])
    year = int(match["year"]) if match["year"] else today.isocalendar().year
    try:
        monday = date.fromisocalendar(year, number, 1)
        if not match["year"] and monday > today:
            monday = date.fromisocalendar(year - 1, number, 1)
    except ValueError:
        raise QuestionError(
            "There is no week %(week)s in %(year)s: weeks go from 1 to 52 or 53.", week=number, year=str(year)
        ) from None
    return Period(monday, monday + timedelta(days=6))


def _quarter(match: re.Match[str], today: date) -> Period:
    """Read "Q2 2020"."""
    first, year = 3 * int(match["quarter"]) - 2, int(match["year"] or today.year)
    if not match["year"] and date(year, first, 1) > today:
        year -= 1
    return Period(date(year, first, 1), _month(year, first + 2).until)


def _span(match: re.Match[str], today: date) -> Period:
    """Read "from 1 may to 3 june", "may - june 2020"."""
    last = _moment(match["last"], today)
    first = _moment(match["first"], last.until or today)
    return Period(first.since, last.until)


def _since(match: re.Match[str], today: date) -> Period:
    return Period(since=_moment(match["moment"], today).since)


def _since_named(match: re.Match[str], today: date) -> Period:
    return Period(since=_named(match, today).since)


def _until(match: re.Match[str], today: date) -> Period:
    return Period(until=_moment(match["moment"], today).until)


def _in(match: re.Match[str], today: date) -> Period:
    return _moment(match["moment"], today)


def _moment(text: str, today: date) -> Period:
    """A day, month or year; one that names no year is the latest that has begun."""
    for pattern in _MOMENTS:
        match = pattern.fullmatch(text.strip())
        if match:
            return _dated(match.groupdict(), text, today)
    raise AssertionError(text)  # the forms match nothing else


def _dated(parts: dict[str, str | None], text: str, today: date) -> Period:
    said, name, number = parts.get("year"), parts.get("month"), parts.get("day")
    month = _MONTHS[name.lower()] if name else int(parts.get("number") or 0)
    if not month:
        return _year(int(said or today.year))
    year = int(said) if said else today.year
    if not 1 <= month <= len(calendar.month_name) - 1:
        raise QuestionError("“%(day)s” is on no calendar.", day=text.strip())
    if not number:
        return _month(year - (not said and month > today.month), month)
    try:
        day = date(year, month, int(number))
        if not said and day > today:
            day = date(year - 1, month, int(number))
    except ValueError:
        raise QuestionError("“%(day)s” is on no calendar.", day=text.strip()) from None
    return Period(day, day)


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _unnamed(pattern: str) -> str:
    """A pattern without its groups' names, to stand in a longer one."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_DATES = (
    rf"{_YEAR}-(?P<number>\d\d?)-(?P<day>\d\d?)",
    rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
    rf"{_MONTH} {_DAY}(?:,? {_YEAR})?",
    rf"{_YEAR}-(?P<number>\d\d)",
    rf"{_MONTH},? {_YEAR}",
    _MONTH,
    _YEAR,
)
_NAMED = "today|yesterday|(?:this|last|previous) (?:week|month|year)"
_MOMENTS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _DATES)
_ANY = "(?:" + "|".join(map(_unnamed, _DATES)) + ")"
_SURE = "(?:" + "|".join(_unnamed(pattern) for pattern in _DATES if pattern != _MONTH) + ")"  #: "may" alone is a name


def _form(pattern: str, read: Callable[[re.Match[str], date], Period]) -> tuple[re.Pattern[str], Callable[..., Period]]:
    return re.compile(rf"(?:^|(?<=[\s,:;·])){pattern}$", re.IGNORECASE), read


_FORMS = (
    _form(rf"(?:from|between) (?P<first>{_ANY}) (?:to|and|until|till) (?P<last>{_ANY})", _span),
    _form(rf"(?P<first>{_SURE}|{_unnamed(_MONTH)}) ?(?:-|–|to|until) ?(?P<last>{_SURE})", _span),
    _form(rf"(?:since|from|after) (?P<moment>{_ANY})", _since),
    _form(rf"(?:until|till|before|up to) (?P<moment>{_ANY})", _until),
    _form(rf"(?:(?:in|for|over|during) )?(?:the )?(?:last |past )?(?P<count>\d{{1,5}}) ?{_UNIT}", _back),
    _form(r"(?:(?:in|for|over|during) )?(?:the )?past (?P<count>)(?P<unit>day|week|month|year)", _back),
    _form(rf"since (?P<word>{_NAMED})", _since_named),
    _form(rf"(?P<word>{_NAMED})", _named),
    _form(rf"(?:in )?(?:week|wk|w) ?(?P<week>\d{{1,2}})(?:(?: of)? {_YEAR})?", _week),
    _form(rf"(?:in )?q(?P<quarter>[1-4])(?: ?{_YEAR})?", _quarter),
    _form(rf"(?:in|on|during) (?P<moment>{_ANY})", _in),
    _form(rf"(?P<moment>{_SURE})", _in),
)
