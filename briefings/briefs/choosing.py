"""Which events a brief shows: the weightiest and latest, none that says what another says, as many as it may hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.briefs.records import Told
from briefings.briefs.relevance import parties_of
from briefings.developments.likeness import words

LINES = 15  #: of a brief, unless more are asked for: with citations they fill one Telegram message
_SHORTEST = 3  #: words of a line
MOST_LINES = 60  #: of any brief, however many words it may have
#: What an event of the latest issue gains on one long past, and the days after which half of that is left. Chosen on
#: summaries of news day by day by three people each (`dragoman evaluate briefs`, the whole archive): what is latest
#: counts there for more than what is weightiest. On a topic it is the other way round.
RECENT_OF_ALL, MONTH = 2.0, 30
RECENT, FORTNIGHT = 0.3, 14
_NEAR = timedelta(days=1)
_FEW = 5  #: words under which two lines say the same only where all are
_SAID = 0.6  #: share of a line's words in one other line from which it says nothing more


@dataclass(frozen=True, slots=True)
class Room:
    """How much a brief may hold."""

    lines: int = LINES
    words: int | None = None  #: of all lines together; at least one line is given
    after: int = 0  #: so many of the weightiest are passed over: they stood on the pages before


def chosen(
    events: Sequence[Told], room: Room, weight: Callable[[Told], float], proved: Callable[[Told], Told | None]
) -> tuple[list[Told], int, int]:
    """Events to show, the weightiest first.

    Two of equal weight stand in the order of their days, so that the choice is always the same. Only as many are looked
    at as it takes: what is left is counted, not compared.

    Args:
        events: those that bear on the topic.
        room: how much may be shown.
        weight: what an event weighs.
        proved: the event with a line that its sentence proves; None where there is no such line.

    Returns:
        The events, how many more there are, and how many were withheld for want of proof.
    """
    ranked = sorted(events, key=lambda event: (-weight(event), event.place))
    taken: list[Told] = []
    spare: Told | None = None
    said: list[tuple[frozenset[str], Told]] = []
    left, seen, withheld, repeated = room.words, 0, 0, 0
    for event in ranked:
        if len(taken) >= room.lines or (left is not None and left < _SHORTEST and (taken or spare)):
            break
        shown = proved(event)
        if shown is None:
            withheld += 1
            continue
        content = frozenset(words(shown.lead.statement))
        if any(_says(one, content) and not _is_another(told, shown) for one, told in said):
            repeated += 1
            continue
        said.append((content, shown))
        seen += 1
        length = len(shown.lead.statement.split())
        if seen <= room.after or (left is not None and length > left):
            spare = spare or (shown if seen > room.after else None)
            continue
        taken.append(shown)
        left = None if left is None else left - length
    taken = taken or ([spare] if spare else [])
    return taken, max(0, len(ranked) - withheld - repeated - room.after - len(taken)), withheld


def _says(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other if len(other) < _FEW else len(one & other) / len(other) >= _SAID


def _is_another(a: Told, b: Told) -> bool:
    """Whether two events are surely two, whatever their words: of other days, at other places, or of other parties.

    Two lines cut from one sentence are not: where one says what the other says, its day would stand over both.
    """
    if a.lead.evidence[0].sentence == b.lead.evidence[0].sentence:
        return False
    if a.when and b.when and (a.when.last + _NEAR < b.when.first or b.when.last + _NEAR < a.when.first):
        return True
    one, other = a.lead, b.lead
    if one.place and other.place and one.place.casefold() != other.place.casefold():
        return True
    theirs = parties_of(one), parties_of(other)
    return all(theirs) and theirs[0].isdisjoint(theirs[1])


def recency(event: Told, latest: date, *, of_all: bool) -> float:
    """What the latest issues tell comes before what older ones told; the more so where all is asked for."""
    most, half = (RECENT_OF_ALL, MONTH) if of_all else (RECENT, FORTNIGHT)
    return most * math.exp2(-(latest - event.issued).days / half)
