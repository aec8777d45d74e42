"""What to do with the entities that fit a query: answer, ask which, or say that it is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

#: Below it nothing is answered; the nearest names are offered instead.
SURE = 0.7
#: Entities that fit nearly as well as the best are its rivals.
RIVAL = 0.09
#: Rivals are passed over where the best is that much more prominent.
PROMINENT = 1.8
#: A fit as written passes over all that only sound alike.
AS_WRITTEN = 0.999
#: What a step of prominence is worth in score.
_FAVOUR = 0.02


@dataclass(frozen=True, slots=True)
class Scored:
    """How well an entity fits a query."""

    entity: int
    alias: int
    score: float  #: 0.0 to 1.0
    prominence: float
    why: str
    whole: bool = True  #: nothing of query or name is left over
    barred: float = 0.0  #: the score it would have if it could be meant; such a one is only offered


def decide(found: Sequence[Scored]) -> tuple[Literal["found", "ambiguous", "none"], list[Scored]]:
    """The decision, and the entities in the order to show them.

    Rivals stand in the order of their prominence. A name as written has no rival but the same name of another entity,
    and a whole name none that is only part of a name, unless that one is more prominent. A part of a name is no answer
    where a whole name that cannot be meant fits better: "opek" is not OPEC Plus.
    """
    order = sorted(found, key=lambda one: (-_favoured(one), one.entity))
    if not order or order[0].score < SURE:
        return "none", order
    barred = [one for one in order if one.whole and one.barred > order[0].score]
    if barred and not order[0].whole:
        return "none", [*barred, *(one for one in order if one not in barred)]
    written = [one for one in order if one.score >= AS_WRITTEN]
    reach = _favoured(order[0]) - RIVAL
    near = written or [one for one in order if _favoured(one) >= reach and one.score >= SURE]
    whole = max((one.prominence for one in near if one.whole), default=None)
    near = [one for one in near if one.whole or whole is None or one.prominence > whole]
    rivals = sorted(near, key=lambda one: (-one.prominence, -one.score, one.entity))
    rest = [one for one in order if one not in rivals]
    alone = len(rivals) == 1 or rivals[0].prominence - rivals[1].prominence >= PROMINENT
    return ("found" if alone else "ambiguous"), [*rivals, *rest]


def _favoured(one: Scored) -> float:
    return one.score + _FAVOUR * one.prominence
