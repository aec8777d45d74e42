"""What kinds of words a text has: those that expressions of time begin with, and those that no expression is without.

Most words of a text are neither, and the rules are tried only where one that begins an expression stands shortly before
one that makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefings.developments.timex.words import MONTHS, NUMBERS, ORDINALS, PARTS, SEASONS, TENTHS, UNITS, WEEKDAYS

OPENS = 1  #: an expression may begin with it
DIGITS = 2  #: a number in figures, or a spoken year's
NAME = 4  #: a month or a weekday
UNIT = 8  #: a unit of time, a season, a part of the day
DEIXIS = 16  #: "today", "recently", "daily"
FEAST = 32  #: a feast or a month of other calendars

#: Words, the first included, within which an expression says what it is: "no more than twenty-one and a half years".
REACH = 9
LONGEST = 20  #: letters of a word of any of these kinds

_OPENERS = frozenset(
    {"a", "ad", "almost", "an", "annually", "another", "approximately", "at", "beginning", "biweekly", "close",
     "coming", "comparable", "couple", "current", "currently", "daily", "dozens", "each", "earlier", "early", "end",
     "every", "few", "fewer", "final", "first", "fiscal", "following", "fortnightly", "fourth", "future", "half",
     "hourly", "hundreds", "last", "late", "lately", "later", "latter", "less", "many", "mid", "midday", "middle",
     "midnight", "monthly", "more", "nearly", "next", "nightly", "no", "noon", "not", "now", "nowadays", "numerous",
     "one", "opening", "past", "per", "preceding", "presently", "previous", "recent", "recently", "remainder", "rest",
     "roughly", "several", "some", "soon", "start", "that", "the", "these", "this", "those", "thousands", "today",
     "tomorrow", "tonight", "turn", "up", "upcoming", "very", "week", "weekly", "wk", "year", "yearly", "years",
     "yesterday"}
)  # fmt: skip
_DEICTIC = frozenset(
    {"today", "tonight", "yesterday", "tomorrow", "now", "nowadays", "currently", "current", "present", "presently",
     "moment", "recently", "recent", "lately", "past", "time", "soon", "future", "daily", "nightly", "weekly",
     "fortnightly", "biweekly", "monthly", "annually", "yearly", "hourly"}
)  # fmt: skip
_FEASTS = frozenset(
    {"christmas", "boxing", "eve", "new", "valentine", "st", "nowruz", "newroz", "norouz", "may", "juneteenth",
     "fourth", "bastille", "halloween", "armistice", "veterans", "easter", "good", "ash", "palm", "pentecost",
     "thanksgiving", "labor", "memorial", "presidents", "columbus", "muharram", "safar", "rabi", "jumada", "rajab",
     "shaban", "sha", "ramadan", "ramadhan", "ramazan", "shawwal", "dhu", "dhul", "zul", "zu", "eid", "ashura",
     "arbaeen", "arbain", "arba", "mawlid", "islamic", "hijri", "farvardin", "ordibehesht", "khordad", "tir", "mordad",
     "shahrivar", "mehr", "aban", "azar", "dey", "bahman", "esfand"}
)  # fmt: skip
_UNITS = frozenset(
    (*UNITS, *(f"{unit}s" for unit in (*UNITS, *PARTS)), *PARTS, *SEASONS, *TENTHS, "midnight", "half", "period", "wk")
)
_NAMES = tuple(word[:3] for word in (*MONTHS, *WEEKDAYS))
_WORD = re.compile(r"['’]?\w+")


@lru_cache(maxsize=8192)
def _kind(word: str) -> int:
    low = word.lower().lstrip("'’")
    kind = OPENS if low in _OPENERS or low in NUMBERS or low in ORDINALS else 0
    if low[:1].isdigit() or low[-1:].isdigit() or low in ("nineteen", "thousand"):
        kind |= DIGITS | OPENS
    if low.startswith(_NAMES):
        kind |= NAME | OPENS
    if low in _UNITS:
        kind |= UNIT | OPENS
    if low in _DEICTIC:
        kind |= DEIXIS
    if low in _FEASTS:
        kind |= FEAST | OPENS
    return kind


def openings(text: str) -> Iterator[tuple[int, int]]:
    """Where an expression of time may begin, and the kinds of the words from there on.

    Args:
        text: of any length; the work is in proportion to it.

    Yields:
        Offsets in their order, each with the kinds that occur within `REACH` words: a sum of the flags above.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [(start, _kind(text[start:end]) if end - start <= LONGEST else 0) for start, end in spans]
    kinds = [kind for _, kind in words]
    for index, (start, kind) in enumerate(words):
        if kind & OPENS:
            held = 0
            for other in kinds[index : index + REACH]:
                held |= other
            if held > OPENS:
                yield start, held
