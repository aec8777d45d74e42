"""Expressions of time as spans of days: what "since October", "in the past two weeks", "from March to May" cover.

A span is written as the coarsest value that says it: `2020`, `2020-01`, `2020-06-25`, `2019-10/2020-07-01`. A time that
only bounds ("until Friday", "by 2025", "before the weekend") or that nobody can count ("in recent weeks") gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Span

from briefings.developments.timex.days import unit_of
from briefings.model import DaySpan, TimeExpression

_BOUND = frozenset({"until", "till", "by", "before", "after", "than", "following", "versus", "through", "ahead"})
_WITHIN = frozenset({"in", "during", "over", "for", "within", "throughout", "across", ""})
_SLIGHT = frozenset({"the", "only", "just", "at", "least", "about", "around", "early", "late", "mid", "of", "-"})
_RANGE = re.compile(r"\s*(?:-|–|—|to|until|till|through|and)\s*", re.IGNORECASE)


def days_told(doc: Doc, times: Sequence[TimeExpression], index: int, issue_date: date | None) -> DaySpan | None:
    """The days that one of a text's expressions covers as it stands there; None where they cannot be counted."""
    time = times[index]
    if index + 1 < len(times) and _is_range(doc, time, times[index + 1]):
        return _from_to(time, times[index + 1])
    if index > 0 and _is_range(doc, times[index - 1], time):
        return _from_to(times[index - 1], time)
    before = word_before(tokens_of(doc, time))
    if time.first is None or time.last is None or time.type == "SET" or before in _BOUND:
        return None
    if before == "since":
        return _since(time, issue_date)
    if time.type == "DURATION" and before not in _WITHIN:
        return None
    return DaySpan(time.first, time.last, written(time))


def tokens_of(doc: Doc, time: TimeExpression) -> Span:
    """The tokens of an expression."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    return doc[0:0] if span is None else span


def word_before(span: Span) -> str:
    """The word of its sentence before an expression, articles and the like left out; "" where there is none."""
    i, first = span.start - 1, span.sent.start if len(span) else 0
    while i >= first and (span.doc[i].lower_ in _SLIGHT or span.doc[i].is_space):
        i -= 1
    return span.doc[i].lower_ if i >= first else ""


def written(time: TimeExpression) -> str:
    """An expression's days as a value: that of its own unit for a day, month or year, else first and last."""
    first, last = time.first, time.last
    if first is None or last is None:
        return ""
    match unit_of(time.value):
        case "day":
            return first.isoformat()
        case "month" | "year":
            return time.value
        case "quarter" | "half" | "season":
            return f"{first:%Y-%m}/{last:%Y-%m}"
        case "decade" | "century":
            return f"{first.year:04}/{last.year:04}"
        case _:
            return f"{first}/{last}"


def _since(time: TimeExpression, issue_date: date | None) -> DaySpan | None:
    if time.first is None or issue_date is None or time.first > issue_date:
        return None
    return DaySpan(time.first, issue_date, f"{written(time).partition('/')[0]}/{issue_date}")


def _is_range(doc: Doc, one: TimeExpression, two: TimeExpression) -> bool:
    """Whether two expressions are the ends of one span: "from March to May", "between 2014 and 2018", "June 25-27"."""
    if "DURATION" in (one.type, two.type) or not one.first or not two.last or one.first > two.last:
        return False
    span = tokens_of(doc, one)
    if two.start - one.end > 10 or not len(span):
        return False
    joint = span.sent.text[one.end - span.sent.start_char : two.start - span.sent.start_char]
    if not _RANGE.fullmatch(joint):
        return False
    needed = {"and": ("between",), "to": ("from", "between")}.get(joint.strip().lower())
    return needed is None or word_before(span) in needed


def _from_to(one: TimeExpression, two: TimeExpression) -> DaySpan | None:
    if one.first is None or two.last is None:
        return None
    return DaySpan(one.first, two.last, f"{written(one).partition('/')[0]}/{written(two).rpartition('/')[2]}")
