"""Which developments of one article tell the same event, and when an undated one happened.

A development joins an earlier event where something speaks for it (the same word for it, "the raid", the same parties
or figure) and nothing against it (other days, other parties, other figures of the same thing). Otherwise it starts an
event of its own: telling an event twice is a smaller fault than making one of two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import nlargest

from briefings.developments.detect import ANY
from briefings.developments.families import family
from briefings.developments.lexicon import lexicon
from briefings.model import DaySpan, Development, EntityId, Figure, Party

_SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})  #: one only if the same party speaks
_OTHER_TIME = re.compile(r"\b(?:had|now|currently|still)\b", re.IGNORECASE)  #: another time than the event's
_WEEK = 7  #: days; a span that is longer goes on, and a day in it may be another event's
_NEXT = 2  #: sentences
_MOST = 200  #: developments of two sentences, at most; of events with something in common, the latest
_REACH = 4  #: sentences back that "the talks" may point


@dataclass(slots=True)
class Event:
    """Developments that tell one event, and what they know together."""

    number: int
    members: list[Development] = field(default_factory=list)

    @property
    def family(self) -> set[str]:
        """What kinds of thing its members speak of."""
        return {family(member.type) for member in self.members}

    @property
    def when(self) -> DaySpan | None:
        """The most exact days of its members."""
        spans = [member.when for member in self.members if member.when]
        return min(spans, key=lambda s: (s.last - s.first).days, default=None)

    def parties(self, side: str) -> set[EntityId]:
        """Entities that act ("actors") or undergo ("targets") in any member."""
        return {p.entity for member in self.members for p in getattr(member, side) if p.entity}


@dataclass(slots=True)
class _Kept:
    """Numbers of events by what a development must share to be one of them, so that a long text takes no longer."""

    shared: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    told: dict[int, set[int]] = field(default_factory=dict)  #: by sentence

    def add(self, number: int, development: Development) -> None:
        """Keep what an event's member can be found by."""
        for key in _keys(development):
            self.shared.setdefault(key, set()).add(number)
        self.told.setdefault(development.sentence, set()).add(number)

    def alike(self, development: Development) -> list[int]:
        """The latest events with a word or an entity of it, the latest first."""
        found = {number for key in _keys(development) for number in self.shared.get(key, ())}
        return nlargest(_MOST, found)

    def near(self, development: Development) -> list[int]:
        """Events told in the sentences just before, or in the same one, the latest first."""
        reach = range(development.sentence - _REACH, development.sentence + 1)
        return sorted({number for at in reach for number in self.told.get(at, ())}, reverse=True)


def _keys(development: Development) -> set[tuple[str, str]]:
    kind = family(development.type)
    named = {party.entity for party in (*development.actors, *development.targets) if party.entity}
    return {(kind, f"={development.trigger}"), *((kind, entity) for entity in named)}


def merge(developments: Sequence[Development], issue_date: date | None = None) -> tuple[Development, ...]:
    """Number the events of one article and give undated developments the days that they share with their event.

    Args:
        developments: of one article, in its order.
        issue_date: where a span that goes on ends.

    Returns:
        The same developments in the same order, each with `event` set, and with `when` where its event is dated.
    """
    events: list[Event] = []
    kept = _Kept()
    order: list[tuple[Development, Event]] = []
    for development in developments:
        dated = _since_then(development, order, issue_date)
        event = _find(dated, events, kept) or _new(events)
        event.members.append(dated)
        kept.add(event.number, dated)
        order.append((dated, event))
    for index, (development, event) in enumerate(order):
        order[index] = _narrated(development, index, order), event
    return tuple(replace(d, event=event.number, when=_when(d, event, events)) for d, event in order)


def _when(development: Development, event: Event, events: Sequence[Event]) -> DaySpan | None:
    return development.when or _lent(development, event) or _blamed(development, events)


def _lent(development: Development, event: Event) -> DaySpan | None:
    """The days that an undated development takes from its event; what "had" happened, or happens now, takes none."""
    if development.type == "STATEMENT" or _OTHER_TIME.search(development.statement):
        return None
    return event.when


def _new(events: list[Event]) -> Event:
    events.append(Event(len(events)))
    return events[-1]


def _find(development: Development, events: Sequence[Event], kept: _Kept) -> Event | None:
    """The latest event that a development belongs to."""
    if development.type == "STATEMENT":
        return None
    late = (events[number] for number in kept.alike(development))
    joined = (e for e in late if _speaks_for(development, e) and not _contradicts(development, e))
    near = (events[number] for number in kept.near(development))
    pointed = (e for e in near if _points_to(development, e) and not _contradicts(development, e))
    return next(joined, None) or next(pointed, None)


def _contradicts(development: Development, event: Event) -> bool:
    when = event.when
    if any(member.type == "STATEMENT" for member in event.members):
        return True
    if when and development.when and not overlap(when, development.when):
        return True
    if any(_other_count(a, b) for a in development.figures for m in event.members for b in m.figures):
        return True
    if "talks" in event.family:
        return not _goes_on(development, event) and _strangers(development, event)
    return any(
        _disjoint({p.entity for p in getattr(development, side) if p.entity}, event.parties(side))
        for side in ("actors", "targets")
    )


def _goes_on(development: Development, event: Event) -> bool:
    """Whether "the talks" of a next sentence are those told right before, whoever else is named now."""
    near = 0 <= development.sentence - event.members[-1].sentence <= 1
    return near and any(family(kind) in event.family for kind in development.refers)


def _strangers(development: Development, event: Event) -> bool:
    """Talks have two sides; whoever is named must not all be others."""
    own = {p.entity for p in (*development.actors, *development.targets) if p.entity}
    return _disjoint(own, event.parties("actors") | event.parties("targets"))


def _disjoint(a: set[EntityId], b: set[EntityId]) -> bool:
    return bool(a and b and not a & b)


def overlap(a: DaySpan, b: DaySpan) -> bool:
    """Whether two spans share a day and neither is a mere part of a much longer one that goes on."""
    if a.last < b.first or b.last < a.first:
        return False
    goes_on = any("/" in span.value and (span.last - span.first).days > _WEEK for span in (a, b))
    return not goes_on or a.value == b.value


def _other_count(a: Figure, b: Figure) -> bool:
    """Whether the same thing is counted otherwise: "four attacks" are not "three dozen attacks"."""
    if a.value is None or b.value is None or not a.unit or not b.unit:
        return False
    return a.unit.split()[-1].lower() == b.unit.split()[-1].lower() and a.value != b.value


def _speaks_for(development: Development, event: Event) -> bool:
    for member in event.members:
        if family(member.type) != family(development.type):
            continue
        shared = _shared(member, development)
        if _each_has_another(member, development):
            continue
        if member.type in _SPEECH and not _entities(member.actors) & _entities(development.actors):
            continue
        same_word = member.trigger == development.trigger and _same_target(member, development)
        same_word = same_word and _is_told_again(member, development)
        if same_word and (shared or _same_days(member, development)):
            return True
        if shared >= _needed(development):
            return True
        if shared and _same_figure(member, development):
            return True
    return False


def _each_has_another(a: Development, b: Development) -> bool:
    """Whether on one side each names an entity that the other does not: Acme's contract is not Bolt's."""
    for side in ("actors", "targets"):
        one, other = _entities(getattr(a, side)), _entities(getattr(b, side))
        if one - other and other - one:
            return True
    return False


def _is_told_again(member: Development, development: Development) -> bool:
    """Whether a word used again may mean the same event: near by, definite ("the raid"), or with the same figure."""
    near = development.sentence - member.sentence <= _REACH
    return near or development.type in development.refers or _same_figure(member, development)


def _same_target(a: Development, b: Development) -> bool:
    """Whether what undergoes is the same, or only one of the two says what it is."""
    if not a.targets or not b.targets or _entities(a.targets) & _entities(b.targets):
        return True
    return any(x.name.split()[-1].lower() == y.name.split()[-1].lower() for x in a.targets for y in b.targets)


def _needed(development: Development) -> int:
    """How many parties must be the same where the words differ; two sides of talks are in many talks."""
    return 2 if family(development.type) == "force" else 3


def _shared(a: Development, b: Development) -> int:
    """How many entities act in both, or undergo in both."""
    return sum(len(_entities(getattr(a, side)) & _entities(getattr(b, side))) for side in ("actors", "targets"))


def _entities(parties: Sequence[Party]) -> set[EntityId]:
    return {party.entity for party in parties if party.entity}


def _same_days(a: Development, b: Development) -> bool:
    return a.when is not None and b.when is not None and overlap(a.when, b.when)


def _same_figure(a: Development, b: Development) -> bool:
    values = {(f.value, (f.unit or "").lower()) for f in a.figures if f.value and f.value > 2}
    return any((f.value, (f.unit or "").lower()) in values for f in b.figures)


def _points_to(development: Development, event: Event) -> bool:
    last = event.members[-1]
    if _is_bare_noun(development) and not any(_same_days(member, development) for member in event.members):
        return False
    if ANY in development.refers and 0 < development.sentence - last.sentence <= 1:
        return True
    if family(development.type) not in event.family or (development.when and not event.when):
        return False
    return any(family(kind) in event.family for kind in development.refers)


def _is_bare_noun(development: Development) -> bool:
    """Whether "the January airstrikes" name no party: then only its days can tell an earlier event again."""
    bare = not development.actors and not development.targets
    return bare and development.when is not None and development.trigger in lexicon().nouns


def _since_then(
    development: Development, before: Sequence[tuple[Development, Event]], issue_date: date | None
) -> Development:
    """Date "has since pulled out" from the days of what was told right before to the issue's date."""
    if development.when or issue_date is None or " since " not in f" {development.statement} ".lower():
        return development
    if not _bare_since(development.statement):
        return development
    dated = [event.when or d.when for d, event in before[-_MOST:] if development.sentence - d.sentence <= _REACH]
    known = [span for span in dated if span and span.first <= issue_date]
    if not known:
        return development
    start = known[-1]
    first = start.value.split("/")[0]
    return replace(development, when=DaySpan(start.first, issue_date, f"{first}/{issue_date.isoformat()}"))


def _bare_since(statement: str) -> bool:
    """Whether "since" stands alone between helper and verb, and opens no date or clause."""
    words = statement.lower().split()
    return any(
        word == "since" and index > 0 and words[index - 1] in ("has", "have", "had", "is", "are", "was", "were")
        for index, word in enumerate(words)
    )


def _narrated(development: Development, index: int, order: Sequence[tuple[Development, Event]]) -> Development:
    """What the same party did in the very next sentence happened in the same days, if neither says otherwise.

    A single day goes on only to what its own actor did next: "X was hit on Monday. X agreed to a truce" may be later.
    """
    if development.when or development.type == "STATEMENT" or development.status != "stated" or index == 0:
        return development
    if development.elsewhen:
        return development
    before = _just_before(development, index, order)
    dated = [
        (d, d.when or e.when) for d, e in before if d.trigger not in lexicon().nouns
    ]  # "the April raid" dates itself
    told = [(d, span) for d, span in dated if span and "/" not in span.value]
    if not told:
        return development
    single = told[-1][1].first == told[-1][1].last
    involved = {
        entity for d, _ in before for entity in _entities(d.actors) | (_entities(d.targets) if not single else set())
    }
    return replace(development, when=told[-1][1]) if _entities(development.actors) & involved else development


def _just_before(
    development: Development, index: int, order: Sequence[tuple[Development, Event]]
) -> list[tuple[Development, Event]]:
    """What the sentence before tells, in order."""
    found = []
    for told, event in reversed(order[max(0, index - _MOST) : index]):
        if development.sentence - told.sentence > 1:
            break
        if development.sentence - told.sentence == 1:
            found.append((told, event))
    return found[::-1]


def _blamed(development: Development, events: Sequence[Event]) -> DaySpan | None:
    """Who is blamed "for the attacks" that were told right before is blamed within their days."""
    if development.trigger not in ("blame", "accuse") or not development.refers:
        return None
    wanted = {family(kind) for kind in development.refers}
    told = [e for e in events if e.family & wanted and e.members[0].sentence < development.sentence]
    near = told and development.sentence - told[-1].members[-1].sentence <= _NEXT
    return told[-1].when if near else None
