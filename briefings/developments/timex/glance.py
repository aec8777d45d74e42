"""Days named in a sentence, seen at a glance: no parse, no rules of tense beyond the nearest words.

For counting alone: which days do many reports name? A day that a line is given comes from `find_times` and `dating`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefings.developments.timex.words import DAY, MONTH, WEEKDAY, YEAR, month_number, pattern, weekday_number

_NTH = rf"(?P<day>{DAY})(?:st|nd|rd|th)?"
_IN_YEAR = rf"(?:,? (?P<year>{YEAR}))?"
_MONTH_DAY = pattern(rf"(?P<month>{MONTH}) {_NTH}(?![\d.,]*\d){_IN_YEAR}")
_DAY_MONTH = pattern(rf"{_NTH} (?:of )?(?P<month>{MONTH}){_IN_YEAR}")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_WEEKDAY = pattern(rf"(?P<weekday>{WEEKDAY})")
_OPENING = re.compile(rf"[^\w]*(?:(?:On )?(?:{WEEKDAY}),? )?(?:On )?", re.IGNORECASE)
_NEAR = pattern(r"(?P<near>today|tonight|yesterday|tomorrow|last night)")
_STEPS = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}
_AHEAD = re.compile(r"\b(?:will|coming|to be|due|scheduled|planned|plans? to)\b|\b(?:next|until|by)\s+$", re.IGNORECASE)
_AGAIN = re.compile(r"\blast\s+$", re.IGNORECASE)
_AROUND = 40  #: letters before a weekday that say whether it is to come
_COMING = 3  #: times that a day to come must be nearer than the one past, where no year is given


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day that a sentence names."""

    day: date
    by_date: bool  #: by its number and month, and not by a weekday or "yesterday"


def days_said(sentence: str, issued: date) -> frozenset[DaySaid]:
    """The single days that a sentence names.

    Args:
        sentence: in English.
        issued: the day it was printed; a weekday is the nearest one up to it, a date without a year the
            nearest, and rather one past.
    """
    return frozenset((*_dates(sentence, issued), *_weekdays(sentence, issued), *_nears(sentence, issued)))


def opens_with_date(line: str) -> bool:
    """Whether a line begins with a day by its number and month, as the lines of a chronology do."""
    opening = _OPENING.match(line)
    start = opening.end() if opening else 0
    return any(shape.match(line, start) for shape in (_MONTH_DAY, _DAY_MONTH))


def _dates(sentence: str, issued: date) -> Iterator[DaySaid]:
    for shape in (_MONTH_DAY, _DAY_MONTH):
        for match in shape.finditer(sentence):
            month, number = month_number(match["month"]), int(match["day"])
            day = _day(int(match["year"]), month, number) if match["year"] else _nearest(month, number, issued)
            if day is not None:
                yield DaySaid(day, by_date=True)
    for match in _ISO.finditer(sentence):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day is not None:
            yield DaySaid(day, by_date=True)


def _weekdays(sentence: str, issued: date) -> Iterator[DaySaid]:
    for match in _WEEKDAY.finditer(sentence):
        before = sentence[max(0, match.start() - _AROUND) : match.start()]
        number = weekday_number(match["weekday"])
        ahead = (number - issued.weekday()) % 7
        if _AHEAD.search(before):
            yield from _off(issued, ahead)
        else:
            yield from _off(issued, ahead - 7 if ahead or _AGAIN.search(before) else 0)


def _nears(sentence: str, issued: date) -> Iterator[DaySaid]:
    for match in _NEAR.finditer(sentence):
        yield from _off(issued, _STEPS[" ".join(match["near"].lower().split())])


def _off(issued: date, step: int) -> Iterator[DaySaid]:
    """The day so many days off, if the calendar has it."""
    number = issued.toordinal() + step
    if date.min.toordinal() <= number <= date.max.toordinal():
        yield DaySaid(date.fromordinal(number), by_date=False)


def _nearest(month: int, number: int, issued: date) -> date | None:
    years = (_day(issued.year + step, month, number) for step in (-1, 0, 1))

    def distance(day: date) -> int:
        return (day - issued).days * _COMING if day > issued else (issued - day).days

    return min((day for day in years if day), key=distance, default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
