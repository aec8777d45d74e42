"""What a rule may look at beside the words it matched: the document's date, dates told before, tense, neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from briefings.developments.timex import tense
from briefings.developments.timex.days import Days, days_of, shift, unit_of, value_at

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class Found(NamedTuple):
    """What an expression says."""

    type: Kind
    value: str
    days: Days | None = None  #: where they are not those of the value
    explicit: bool = False  #: whether the text itself names the year


class Anchor(NamedTuple):
    """A calendar date that the text has told."""

    value: str
    first: date
    start: int  #: characters of the text
    end: int
    explicit: bool


Resolver = Callable[["re.Match[str]", "Context"], Found | None]
Rule = tuple["re.Pattern[str]", Resolver]

_BACK = frozenset({"since", "after"})
_AHEAD = frozenset({"delivery", "futures", "contract", "contracts", "deadline", "expiration", "expiry"})
_AWAITED = frozenset(
    {"meeting", "election", "elections", "vote", "summit", "talks", "session", "hearing", "debate", "game", "match",
     "report", "ceremony", "conference", "referendum", "visit", "deadline", "trip", "launch", "round", "opening",
     "poll", "polls"}
)  # fmt: skip
_WEEKDAYS = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:1\d|20)\d\d\b")
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


@dataclass(slots=True)
class Context:
    """The document around a match, and what it has told so far."""

    doc: Doc
    today: date | None  #: the document's date
    text: str = ""
    anchor: Anchor | None = None  #: the date told last
    quarter: Anchor | None = None  #: the quarter told last
    offsets: list[int] = field(default_factory=list)
    history: bool = False  #: whether the text tells of the past, not of the days before its date

    def __post_init__(self) -> None:
        self.text = self.doc.text
        self.offsets = self.doc.to_array("IDX").tolist()
        years = [int(year) for year in _YEARS.findall(self.text)]
        past = sum(1 for year in years if self.today is not None and not 0 <= self.today.year - year <= 1)
        self.history = past > max(4, len(years) // 2) and not _WEEKDAYS.search(self.text)

    def tell(self, found: Found, start: int, end: int) -> None:
        """Note what was found, for what is said after it."""
        days = found.days or days_of(found.value)
        if days is None or found.type not in ("DATE", "TIME"):
            return
        if self.before(start) == "since" and self.anchor is not None:  # a count since a day tells of no day
            return
        self.anchor = Anchor(found.value, days[0], start, end, found.explicit)
        if unit_of(found.value) == "quarter":
            self.quarter = self.anchor

    def token(self, offset: int) -> Token:
        """The token in which a character lies, or the last one before it."""
        return self.doc[max(0, bisect_right(self.offsets, offset) - 1)]

    def before(self, offset: int) -> str:
        """The word before the one that begins at a character, in lower case; "" where there is none."""
        i = self.token(offset).i
        return self.doc[i - 1].lower_ if i > 0 else ""

    def after(self, offset: int) -> Token | None:
        """The first token that begins at a character or after it, blanks left out."""
        i = bisect_right(self.offsets, offset - 1)
        while i < len(self.doc) and self.doc[i].is_space:
            i += 1
        return self.doc[i] if i < len(self.doc) else None

    def way(self, match: re.Match[str]) -> int:
        """Which way a match looks: by its preposition or the noun it describes, else by its clause's tense."""
        before, after = self.before(match.start()), self.after(match.end())
        first, last = self.token(match.start()).i, self.token(match.end() - 1).i
        if before in _BACK:
            return tense.PAST
        if after is not None and after.lower_ in _AHEAD:
            return tense.FUTURE
        if before in ("until", "till", "by") and tense.is_unfinished(self.doc, first, last):
            return tense.FUTURE
        return tense.PAST if self._owns_past(after) else tense.direction(self.doc, first, last)

    def is_old_plan(self, match: re.Match[str]) -> bool:
        """Whether a match says when something was to happen that was planned in the past."""
        return tense.is_old_plan(self.doc, self.token(match.start()).i, self.token(match.end() - 1).i)

    def is_done(self, match: re.Match[str]) -> bool:
        """Whether a match says when something was done."""
        return tense.is_done(self.doc, self.token(match.start()).i, self.token(match.end() - 1).i)

    def _owns_past(self, mark: Token | None) -> bool:
        """Whether a date in the genitive owns what is not of the kind that is awaited: "Wednesday's ruling"."""
        if mark is None or mark.lower_ not in ("'s", "’s"):
            return False
        return mark.i + 1 < len(self.doc) and not any(
            token.lower_ in _AWAITED for token in self.doc[mark.i + 1 : mark.i + 4]
        )

    def near(self, told: Anchor | None, start: int, *, sentences: int = 1) -> bool:
        """Whether something was told in the sentence of a character, or at most so many sentences before."""
        return told is not None and len(_SENTENCE_END.findall(self.text, told.end, start)) <= sentences

    def leading_year(self, start: int) -> int | None:
        """The year that a date told just before gives to one that names none.

        Only a date of another time does: a day of the sentence before, a month or "in 2008" of the same sentence. What
        is told of this year and the last is seen from the document's date.
        """
        told = self.anchor
        if told is not None and told.explicit and self.history:
            return told.first.year
        if told is None or not told.explicit:
            return None
        unit = unit_of(told.value)
        if not self.near(told, start, sentences=1 if unit == "day" else 0):
            return None
        if self.today is not None and 0 <= self.today.year - told.first.year <= 1:
            return None
        return told.first.year if unit in ("day", "month") or self.before(told.start) == "in" else None

    def base(self) -> date | None:
        """The day from which "the next day" counts: the last day told, else the document's."""
        if self.anchor is not None and unit_of(self.anchor.value) == "day":
            return self.anchor.first
        return self.today


def low(text: str | None) -> str:
    """A stretch of text in lower case, with single blanks."""
    return " ".join(text.lower().split()) if text else ""


def dated(value: str, *, explicit: bool = False) -> Found | None:
    """A DATE, or None where there is no such day."""
    return Found("DATE", value, explicit=explicit) if days_of(value) else None


def at(day: date | None, count: float, unit: str, otherwise: str) -> Found | None:
    """The unit that lies `count` units after a day; `otherwise` where the day is not known."""
    if day is None:
        return Found("DATE", otherwise)
    try:
        return dated(value_at(shift(day, count, unit), unit))
    except (OverflowError, ValueError):
        return None
