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
    aside: bool = False  #: whether it only compares ("a year earlier"): nothing later counts from it


class Anchor(NamedTuple):
    """A calendar date that the text has told."""

    value: str
    first: date
    start: int  #: characters of the text
    end: int
    explicit: bool
    names: bool = False  #: whether it only describes a thing ("the 1988 bombing"), and does not say when its clause is


#: What a rule answers to a day that is on no calendar ("31 June"): the words are read, and say nothing.
NO_DAY = Found("DATE", "")

Resolver = Callable[["re.Match[str]", "Context"], Found | None]
Rule = tuple["re.Pattern[str]", Resolver]

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "'s", "’s"})
_BACK = frozenset({"since", "after"})
_AHEAD = frozenset({"delivery", "futures", "contract", "contracts", "deadline", "expiration", "expiry"})
_AWAITED = frozenset(
    {"meeting", "election", "elections", "vote", "summit", "talks", "session", "hearing", "debate", "game", "match",
     "report", "ceremony", "conference", "referendum", "visit", "deadline", "trip", "launch", "round", "opening",
     "poll", "polls"}
)  # fmt: skip
_WEEKDAYS = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:1\d|20)\d\d\b")
_JOINT = re.compile(r"\s*(?:,|and|or|,\s*and|,\s*or|&)\s*")
GAP, FAR = 6, 3000  #: characters between two ends of one range; within which two dates can be neighbours
OF_OTHER = re.compile(r"\s+of\s+")  #: what makes "the last week" one that need not end today
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
    last: Found | None = None  #: the expression found last
    span: tuple[int, int] = (0, 0)  #: its characters
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
        self.last, self.span = found, (start, end)
        if found.aside or days is None or found.type not in ("DATE", "TIME"):
            return
        if self.before(start) == "since" and self.anchor is not None:  # a count since a day tells of no day
            return
        names = self._names(start, end)
        self.anchor = Anchor(found.value, days[0], start, end, found.explicit, names)
        if unit_of(found.value) == "quarter":
            self.quarter = self.anchor

    def _names(self, start: int, end: int) -> bool:
        """Whether an expression with an article or an owner before it stands before a noun: "the 1988 bombing"."""
        if self.before(start) not in _DETERMINERS and self.token(start).lower_ != "the":
            return False
        after = self.after(end)
        if after is not None and after.lower_ == ",":
            after = self.after(after.idx + 1)
        return after is not None and after.pos_ in ("NOUN", "ADJ")

    def token(self, offset: int) -> Token:
        """The token in which a character lies, or the last one before it."""
        return self.doc[max(0, bisect_right(self.offsets, offset) - 1)]

    def before(self, offset: int) -> str:
        """The word before the one that begins at a character, in lower case; "" where there is none."""
        token = self.token(offset)
        inside = self.text[token.idx : offset].split() if token.idx < offset <= token.idx + len(token) else []
        if inside:  # a name of several words is one token: "H. R. 1280"
            return inside[-1].lower()
        i = token.i
        return self.doc[i - 1].lower_ if i > 0 else ""

    def after(self, offset: int) -> Token | None:
        """The first token that begins at a character or after it, blanks left out."""
        i = bisect_right(self.offsets, offset - 1)
        while i < len(self.doc) and self.doc[i].is_space:
            i += 1
        return self.doc[i] if i < len(self.doc) else None

    def way(self, match: re.Match[str]) -> int:
        """Which way a match looks: by its preposition or the noun it describes, else by its clause's tense."""
        before, after = self.before(self._opening(match.start())), self.after(match.end())
        first, last = self.token(match.start()).i, self.token(match.end() - 1).i
        if before in _BACK:
            return tense.PAST
        if after is not None and after.lower_ in _AHEAD:
            return tense.FUTURE
        if before in ("until", "till", "by") and tense.is_unfinished(self.doc, first, last):
            return tense.FUTURE
        if before in ("until", "till", "by") and not tense.is_past(self.doc, first, last):
            return tense.FUTURE
        return tense.PAST if self._owns_past(after) else tense.direction(self.doc, first, last)

    def _opening(self, start: int) -> int:
        """Where an expression begins together with a time of day right before it: "9 a.m. Tuesday"."""
        first, end = self.span
        timed = self.last is not None and self.last.type == "TIME"
        return first if timed and start - end <= GAP and self.text[end:start].isspace() else start

    def is_old_plan(self, match: re.Match[str]) -> bool:
        """Whether a match says when something was to happen that was planned in the past."""
        return tense.is_old_plan(self.doc, self.token(match.start()).i, self.token(match.end() - 1).i)

    def is_past(self, match: re.Match[str]) -> bool:
        """Whether a match stands in a clause that is told in a past tense."""
        return tense.is_past(self.doc, self.token(match.start()).i, self.token(match.end() - 1).i)

    def noun(self, match: re.Match[str]) -> Token | None:
        """The noun that a match describes: "a January *agreement*", "a *cutback* in September"."""
        return tense.noun_above(self.doc, self.token(match.start()).i, self.token(match.end() - 1).i)

    def is_awaited(self, noun: Token) -> bool:
        """Whether a noun is of the kind that is awaited: an election, a deadline."""
        return noun.lower_ in _AWAITED or noun.lower_ in _AHEAD

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
        return (
            told is not None
            and start - told.end <= FAR
            and len(_SENTENCE_END.findall(self.text, told.end, start)) <= sentences
        )

    def gap(self, told: Anchor, start: int) -> str | None:
        """What stands between something told and what begins at a character; None where that is more than a joint."""
        return self.text[told.end : start] if start - told.end <= GAP else None

    def leading_year(self, match: re.Match[str]) -> int | None:
        """The year that a date told just before gives to one that names none.

        Only a date of another time does: a day of the sentence before, a month or "in 2008" of the same sentence. What
        is told of this year and the last is seen from the document's date, and so is what is still to come, whatever
        was told before: "invited in July 1997, it will join on March 12".
        """
        told, start = self.anchor, match.start()
        if told is not None and told.explicit and self.history:
            return told.first.year
        if told is None or not told.explicit or told.names:
            return None
        unit = unit_of(told.value)
        if not self.near(told, start, sentences=1 if unit == "day" else 0):
            return None
        if self.today is not None and 0 <= self.today.year - told.first.year <= 1:
            return None
        ahead = self.today is not None and told.first.year > self.today.year
        if not ahead and self.way(match) == tense.FUTURE:
            return None
        told_in = self.before(told.start) == "in" and not ahead
        return told.first.year if unit in ("day", "month") or told_in else None

    def goes_on(self, start: int) -> Found | None:
        """The expression found last, where "and", "or" or a comma joins what begins at a character to it."""
        return self.last if _JOINT.fullmatch(self.text, self.span[1], start) else None

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
