"""What people decided about names, laid over what was read.

Decisions are replayed in their order, over entities and over mentions alike: the result follows from what was read and
the decisions that stand, so that undoing one is leaving it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefings.entities.index import key
from briefings.model import Decision, Entity, EntityId, Party


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that nobody has undone, in their order, each speaking of entities that are left when its turn comes.

    So a cycle of merges ends at one entity, however decisions between were undone.
    """
    kept: list[Decision] = []
    went: dict[EntityId, EntityId] = {}
    for decision in decisions:
        if decision.undone_at is not None:
            continue
        entity = went.get(decision.entity, decision.entity)
        other = went.get(decision.other, decision.other) if decision.other is not None else None
        if entity == other:
            continue
        if decision.kind == "merge" and other is not None:
            went = {one: entity if to == other else to for one, to in went.items()} | {other: entity}
        kept.append(replace(decision, entity=entity, other=other))
    return tuple(kept)


def touched(decisions: Iterable[Decision]) -> frozenset[EntityId]:
    """The ids that decisions speak of."""
    return frozenset(one for decision in decisions for one in (decision.entity, decision.other) if one is not None)


def entity_of(read_as: EntityId | None, text: str, decisions: Sequence[Decision]) -> EntityId | None:
    """Whom a mention names after decisions that stand.

    A name that somebody gave to an entity is its own where the text alone names nobody.

    Args:
        read_as: whom it names by the text alone.
        text: the mention as printed.
        decisions: in their order.
    """
    written = key(text) if decisions else ""
    entity = read_as
    for decision in decisions:
        if decision.kind == "merge":
            entity = decision.entity if entity == decision.other else entity
        elif key(decision.name or "") != written:
            continue
        elif decision.kind == "split":
            entity = decision.other if entity == decision.entity else entity
        else:
            entity = entity or decision.entity
    return entity


def party_of(party: Party, decisions: Sequence[Decision]) -> Party:
    """A party under the entity that it means after decisions that stand, and under that one's name.

    Args:
        party: as it was read.
        decisions: in their order; the names are those in their records.
    """
    entity = entity_of(party.entity, party.text, decisions)
    if entity == party.entity:
        return party
    name = next((one.name for decision in decisions for one in decision.records if one.id == entity), party.name)
    return replace(party, entity=entity, name=name)


def canonical(entity: EntityId, decisions: Iterable[Decision]) -> EntityId:
    """The id that an id means now: links to what was merged lead to where it went."""
    for decision in decisions:
        if decision.kind == "merge" and entity == decision.other:
            entity = decision.entity
    return entity


def read_as(
    entity: EntityId | None, text: str, decisions: Sequence[Decision], names: Mapping[EntityId, frozenset[str]]
) -> EntityId | None:
    """Whom a mention would name without the decisions that led to its entity: the way back of `entity_of`.

    Args:
        entity: whom the mention names, resolved with names that decisions had changed.
        text: the mention as printed.
        decisions: that stand, in their order.
        names: the keys of each entity's names, as they are without decisions.
    """
    written = key(text) if decisions else ""
    for decision in reversed(decisions):
        own = written in names.get(decision.entity, frozenset())
        if decision.kind == "merge" and entity == decision.entity and decision.other is not None and not own:
            entity = decision.other if written in names.get(decision.other, frozenset()) else entity
        elif key(decision.name or "") != written:
            continue
        elif decision.kind == "split" and entity == decision.other and decision.other not in names:
            entity = decision.entity
        elif decision.kind == "alias" and entity == decision.entity and not own:
            entity = None
    return entity


def decided(entities: Mapping[EntityId, Entity], decisions: Iterable[Decision]) -> dict[EntityId, Entity]:
    """The entities after decisions that stand: with the names given to them, without those taken away or merged."""
    known = dict(entities)
    replayed = tuple(decisions)
    for decision in replayed:
        for record in decision.records:
            if decision.kind != "split" or record.id != decision.other:
                known.setdefault(record.id, record)
    for decision in replayed:
        _apply(decision, known)
    return known


def _apply(decision: Decision, known: dict[EntityId, Entity]) -> None:
    entity = known.get(decision.entity)
    if entity is None:
        return
    if decision.kind == "alias" and decision.name:
        known[entity.id] = with_names(entity, [decision.name])
    elif decision.kind == "merge" and decision.other in known and decision.other != entity.id:
        gone = known.pop(decision.other)
        known[entity.id] = _united(entity, gone)
    elif decision.kind == "split" and decision.name and decision.other is not None:
        known[entity.id] = _without(entity, decision.name)
        other = known.get(decision.other)
        record = next((one for one in decision.records if one.id == decision.other), None)
        if other is not None:
            known[other.id] = with_names(other, [decision.name])
        elif record is not None:
            known[record.id] = record


def with_names(entity: Entity, names: Iterable[str]) -> Entity:
    """An entity with more names; one that it has, however it is written, is not added."""
    taken = {key(name) for name in (entity.name, *entity.aliases)}
    more = {key(name): name for name in reversed(list(names)) if key(name) not in taken}
    return replace(entity, aliases=(*entity.aliases, *reversed(more.values())))


def _united(entity: Entity, gone: Entity) -> Entity:
    """One entity of two: what the first does not know of itself, the second tells."""
    return replace(
        with_names(entity, (gone.name, *gone.aliases)),
        description=entity.description or gone.description,
        country=entity.country or gone.country,
        wikidata=entity.wikidata or gone.wikidata,
        prominence=max(entity.prominence, gone.prominence),
    )


def _without(entity: Entity, name: str) -> Entity:
    """An entity without one of its names; where that was the first, the next takes its place."""
    kept = [one for one in (entity.name, *entity.aliases) if key(one) != key(name)]
    return replace(entity, name=kept[0], aliases=tuple(kept[1:])) if kept else entity
