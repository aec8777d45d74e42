"""Whether developments of two articles tell one story: kind of event, days, parties and words must go together.

Two parties that meet, or fight, on one and the same day do so once, whatever the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from briefings.developments.merge import family
from briefings.model import DaySpan, Development

ALIKE = 0.5  #: share of content words in common (Jaccard) from which two statements say the same
ALIKE_AND_DATED = 0.3  #: enough where the days and a party are the same too
_WORD = re.compile(r"[^\W_]{4,}")
_NEAR = timedelta(days=1)


def same_story(a: Sequence[Development], b: Sequence[Development]) -> bool:
    """Whether two events, each as told by its article, are one.

    Args:
        a: developments of one event in one article.
        b: the same in another; two events of one article are never one, for that article told them apart.
    """
    if {d.evidence[0].article_id for d in a} & {d.evidence[0].article_id for d in b}:
        return False
    return any(_same(x, y) for x in a for y in b)


def _same(a: Development, b: Development) -> bool:
    if family(a.type) != family(b.type) or _apart(a.when, b.when):
        return False
    alike = likeness(a.statement, b.statement)
    if alike >= ALIKE:
        return True
    if a.when is None or b.when is None:
        return False
    one, other = _entities(a), _entities(b)
    shared = len(one & other)
    same_day = a.when == b.when and a.when.first == a.when.last
    same_talks = family(a.type) == "talks" and shared > 0 and not (one - other and other - one)
    return (shared > 0 and alike >= ALIKE_AND_DATED) or (same_day and (shared > 1 or same_talks))


def _entities(development: Development) -> set[str]:
    return {p.entity for p in (*development.actors, *development.targets) if p.entity}


def _apart(a: DaySpan | None, b: DaySpan | None) -> bool:
    """Both dated, and more than a day apart."""
    return a is not None and b is not None and (a.last + _NEAR < b.first or b.last + _NEAR < a.first)


def likeness(a: str, b: str) -> float:
    """Jaccard coefficient of the words of four letters and more, endings of number left off."""
    one, other = _words(a), _words(b)
    return len(one & other) / len(one | other) if one and other else 0.0


def _words(text: str) -> set[str]:
    return {word.lower().removesuffix("s") for word in _WORD.findall(text)}
