"""Finding every expression of time in a text: at each word the longest rule that fits, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc

from briefings.developments.timex import absolute, clock, durations, hijri, holidays, relative, years
from briefings.developments.timex.context import NO_DAY, Context, Found, Rule
from briefings.developments.timex.days import days_of, unit_of
from briefings.developments.timex.kinds import DEIXIS, DIGITS, FEAST, NAME, UNIT, openings
from briefings.model import TimeExpression

#: The rules, each with the kinds of words of which its expressions have one.
_RULES: Sequence[tuple[int, Sequence[Rule]]] = (
    (NAME | DIGITS, absolute.RULES),
    (DIGITS | UNIT, years.RULES),
    (FEAST, holidays.RULES),
    (FEAST, hijri.RULES),
    (NAME | UNIT | DEIXIS, relative.RULES),
    (DIGITS | UNIT, clock.RULES),
    (NAME | UNIT | DEIXIS, durations.RULES),
)
NEAR = 30  #: characters between an hour and its day
_JOINED = re.compile(r",?\s*(?:on\s|at\s|around\s|about\s|of\s(?:the\s)?)?\s*", re.IGNORECASE)


def find_times(doc: Doc, document_date: date | None) -> tuple[TimeExpression, ...]:
    """Every expression of time in a text, in its order; none overlaps another.

    Args:
        doc: a parsed text, Universal Dependencies.
        document_date: the day the text carries; without it only dates that need none get days.

    Returns:
        TIMEX3 values (`2020-06-25`, `2020-W26`, `2020-06-25TNI`, `P2W`, `PAST_REF`…; XXXX where the year is not
        known), with first and last day where calendar days follow from the value or, for a length, from its words.
    """
    context = Context(doc, document_date)
    return tuple(_merged(_scan(context), context.text))


def _scan(context: Context) -> Iterator[TimeExpression]:
    end = 0
    for start, kinds in openings(context.text):
        hit = _best(start, kinds, context) if start >= end else None
        if hit is not None:
            match, found = hit
            end = match.end()
            if found is NO_DAY:
                continue
            context.tell(found, match.start(), end)
            yield _expression(_first_letter(match, context), end, context.text, found)


def _best(start: int, kinds: int, context: Context) -> tuple[re.Match[str], Found] | None:
    """The longest match that a rule makes sense of; only rules are tried whose kinds of words are near."""
    matches = [
        (match, resolve)
        for needed, rules in _RULES
        if needed & kinds
        for rule, resolve in rules
        if (match := rule.match(context.text, start))
    ]
    for match, resolve in sorted(matches, key=lambda pair: -pair[0].end()):
        found = resolve(match, context)
        if found is not None:
            return match, found
    return None


def _first_letter(match: re.Match[str], context: Context) -> int:
    """Where the expression begins: an article before it is no part of it where it belongs to a noun that follows."""
    article = re.match(r"the\s+", match.group(), re.IGNORECASE)
    after = context.after(match.end())
    if article is None or after is None:
        return match.start()
    last = context.token(match.end() - 1)
    modifies = last.dep_ in ("compound", "amod", "nummod") and last.head.i >= after.i and after.pos_ != "PUNCT"
    return match.start() + article.end() if modifies else match.start()


def _expression(start: int, end: int, text: str, found: Found) -> TimeExpression:
    first, last = found.days or days_of(found.value) or (None, None)
    return TimeExpression(start, end, text[start:end], found.type, found.value, first, last)


def _merged(times: Iterator[TimeExpression], text: str) -> Iterator[TimeExpression]:
    """Times of day joined with the day they belong to: "10 p.m. Wednesday", "the night of 25 June"."""
    waiting: TimeExpression | None = None
    for time in times:
        made = _join(waiting, time, text) if waiting else None
        if waiting and made is None:
            yield waiting
        waiting = made or time
    if waiting:
        yield waiting


def _join(one: TimeExpression, two: TimeExpression, text: str) -> TimeExpression | None:
    if (
        "TIME" not in (one.type, two.type)
        or two.start - one.end > NEAR
        or not _JOINED.fullmatch(text[one.end : two.start])
    ):
        return None
    hour, day = (one, two) if one.type == "TIME" else (two, one)
    if "T" not in hour.value or day.type != "DATE" or unit_of(day.value) != "day":
        return None
    value = f"{day.value}T{hour.value.partition('T')[2]}"
    return TimeExpression(one.start, two.end, text[one.start : two.end], "TIME", value, day.first, day.last)
