"""The catalogue as lines for others: our own form, which is read back as it was, and that of FollowTheMoney."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefings.model import Entity, EntityId, EntityKind

#: Kinds of entities as FollowTheMoney has them; it knows places as addresses, and agreements only as events.
_SCHEMATA: Mapping[EntityKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "armed_group": "Organization",
    "party": "Organization",
    "government": "PublicBody",
    "company": "Company",
    "place": "Address",
    "facility": "RealEstate",
    "law": "Event",
    "event": "Event",
}


def as_lines(entities: Iterable[Entity]) -> Iterator[str]:
    """A line of JSON for each entity, as `load_entities` reads it; a name of two of them is marked as shared."""
    every = list(entities)
    owners: dict[str, set[EntityId]] = {}
    for entity in every:
        for name in (entity.name, *entity.aliases):
            owners.setdefault(name, set()).add(entity.id)
    for entity in every:
        row: dict[str, Any] = {"id": entity.id, "kind": entity.kind, "name": entity.name}
        aliases = [alias for alias in entity.aliases if alias != entity.name]
        shared = [name for name in (entity.name, *aliases) if len(owners[name]) > 1]
        optional = {"aliases": aliases, "description": entity.description, "country": entity.country}
        row |= {field: value for field, value in optional.items() if value}
        row |= {"prominence": entity.prominence}
        row |= {field: value for field, value in {"wikidata": entity.wikidata, "shared": shared}.items() if value}
        yield json.dumps(row, ensure_ascii=False)


def as_follow_the_money(entities: Iterable[Entity], codes: Mapping[EntityId, str]) -> Iterator[str]:
    """A line of JSON for each entity in the form that OpenAleph and others read (followthemoney.tech).

    Args:
        entities: those to tell.
        codes: two-letter codes of those that are countries.
    """
    for entity in entities:
        code = codes.get(entity.id) or codes.get(EntityId(entity.country or ""))
        properties = {
            "name": [entity.name],
            "alias": list(entity.aliases),
            "notes": [entity.description] if entity.description else [],
            "country": [code] if code else [],
            "wikidataId": [entity.wikidata] if entity.wikidata else [],
            "full": [entity.name] if entity.kind == "place" else [],
        }
        told = {
            "id": f"dragoman-{entity.id}",
            "schema": _SCHEMATA[entity.kind],
            "properties": {field: texts for field, texts in properties.items() if texts},
        }
        yield json.dumps(told, ensure_ascii=False)
