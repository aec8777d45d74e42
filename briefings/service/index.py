"""The name index over catalogue and archive, built anew when the archive has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from briefings.entities import NameIndex
from briefings.entities.decisions import canonical, decided, standing
from briefings.model import Entity, EntityId, Role
from briefings.service.kept import kept_index
from briefings.service.services import Services

#: Whose roles are read when somebody asks for an office: a look-up waits for it once.
_MOST_NAMED = 300


def known_entities(services: Services) -> Mapping[EntityId, Entity]:
    """Entities as they stand: read ones with what people decided laid over them."""
    return _known(_Key(services, services.archive.stamp()))


def canonical_id(services: Services, entity: EntityId) -> EntityId:
    """The id that an id of an old link, watch or topic means now."""
    return canonical(entity, standing(services.archive.decisions()))


def read_entities(services: Services) -> dict[EntityId, Entity]:
    """Catalogue entities with the aliases learned for them, then those learned from the issues."""
    learned = services.archive.learned_aliases()
    known = {entity.id: entity for entity in services.archive.learned_entities()}
    for entity in services.entities:
        extra = tuple(alias for alias in learned.get(entity.id, ()) if alias not in entity.aliases)
        known[entity.id] = replace(entity, aliases=(*entity.aliases, *extra))
    return known


def name_index(services: Services) -> NameIndex:
    """The index that look-ups go through."""
    return _index(_Key(services, services.archive.stamp()))


class _Key:
    """Services with what they had read: the same names while nothing was read, forgotten or decided."""

    def __init__(self, services: Services, stamp: str) -> None:
        self.services = services
        self._identity = (id(services.database), stamp)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)


@lru_cache(maxsize=4)
def _known(key: _Key) -> Mapping[EntityId, Entity]:
    services = key.services
    return MappingProxyType(decided(read_entities(services), standing(services.archive.decisions())))


@lru_cache(maxsize=4)
def _index(key: _Key) -> NameIndex:
    services = key.services
    entities = tuple(known_entities(services).values())
    counts = services.archive.mention_counts()
    return kept_index(services.settings.data_dir, entities, counts, lambda: _roles(services, entities, counts))


def _roles(
    services: Services, entities: Sequence[Entity], counts: Mapping[EntityId, int]
) -> Mapping[EntityId, tuple[Role, ...]]:
    """What the issues say of the people whom they name most."""
    people = [entity.id for entity in entities if entity.kind == "person" and counts.get(entity.id)]
    often = sorted(people, key=lambda person: -counts[person])[:_MOST_NAMED]
    return {person: services.archive.roles_of(person) for person in often}
