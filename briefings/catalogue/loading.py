"""Entities and event types from their files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast, get_args

from briefings.catalogue.reading import (
    id_field,
    json_lines,
    known_fields,
    optional_text,
    source,
    tables,
    text_field,
    texts_field,
)
from briefings.errors import CatalogueError
from briefings.model import Entity, EntityId, EntityKind

_ENTITY = frozenset({"id", "kind", "name", "aliases", "description", "country", "prominence", "wikidata", "shared"})
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_EVENT_TYPE = frozenset({"title", "says"})


_Row = tuple[str, dict[str, Any]]


def load_entities(path: Path | None = None, *, own: Path | None = None) -> tuple[Entity, ...]:
    """The entities of a catalogue file, in its order; the packaged one where none is given.

    Args:
        path: a catalogue that stands alone.
        own: the operator's lines on top of it. An id that is known already needs no other field: those that it has
            stand in place of the catalogue's, its aliases beside them. A file that is not there adds nothing.

    Raises:
        CatalogueError: a file breaks its format (README.md beside this module), or gives one name to two entities
            without saying that they share it.
    """
    rows = _rows(source(path, "entities.jsonl"))
    theirs = _rows(own) if own is not None and own.exists() else {}
    for id_, (where, row) in theirs.items():
        rows[id_] = (where, _over(rows[id_][1], row)) if id_ in rows else (where, row)
    entities = {id_: parse_entity(where, row) for id_, (where, row) in rows.items()}
    for id_, entity in entities.items():
        _in_a_country(rows[id_][0], entity, entities)
    _named_apart(rows, sorted(entities.values(), key=lambda one: one.id in theirs))  # of two, the operator's is to mend
    return tuple(entities.values())


def _in_a_country(where: str, entity: Entity, entities: Mapping[str, Entity]) -> None:
    country = entities.get(entity.country) if entity.country else None
    if entity.country and country is None:
        raise CatalogueError(f"{where}: field 'country' names {entity.country!r}, which is no entity.")
    if country is not None and country.kind != "government":
        raise CatalogueError(f"{where}: field 'country' names {entity.country!r}, which is no government.")


def _rows(file: Traversable) -> dict[str, _Row]:
    """The lines of a file by their ids."""
    rows: dict[str, _Row] = {}
    for where, row in json_lines(file):
        id_ = id_field(where, text_field(where, row, "id"))
        if id_ in rows:
            raise CatalogueError(f"{where}: field 'id': {id_!r} is taken already. Choose another.")
        rows[id_] = where, row
    return rows


def _over(row: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A line of the catalogue with an operator's on top: a name that is replaced stays an alias."""
    merged = {**row, **own}
    added = own.get("aliases", [])
    if isinstance(added, list):
        names = [*row.get("aliases", []), row["name"], *added]
        merged["aliases"] = list(dict.fromkeys(name for name in names if name != merged["name"]))
    return merged


def _named_apart(rows: Mapping[str, _Row], entities: Iterable[Entity]) -> None:
    """Refuse a name of two entities, unless both lines say that it is shared."""
    owners: dict[str, str] = {}
    for entity in entities:
        where, row = rows[entity.id]
        shared = {_plain(text) for text in texts_field(where, row, "shared")}
        for name in (entity.name, *entity.aliases):
            plain = _plain(name)
            owner = owners.setdefault(plain, entity.id)
            both = plain in shared and plain in {_plain(text) for text in rows[owner][1].get("shared", [])}
            if owner != entity.id and not both:
                raise CatalogueError(
                    f"{where}: the name {name!r} is that of {owner!r} already. Take it out, or give both lines "
                    f'"shared": ["{name}"].'
                )


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def parse_entity(where: str, row: Mapping[str, Any]) -> Entity:
    """One line of a catalogue; `where` begins the message of an error.

    Raises:
        CatalogueError: a field is missing, unknown or wrong.
    """
    known_fields(where, row, _ENTITY)
    name = text_field(where, row, "name")
    aliases = texts_field(where, row, "aliases")
    for text in (name, *aliases):
        if not any(sign.isalnum() for sign in text):
            raise CatalogueError(f"{where}: the name {text!r} has no letter. Write one that can be read aloud.")
    if name in aliases:
        raise CatalogueError(f"{where}: field 'aliases' has the name {name!r} again. Take it out.")
    unnamed = next((text for text in texts_field(where, row, "shared") if text not in (name, *aliases)), None)
    if unnamed is not None:
        raise CatalogueError(f"{where}: field 'shared' has {unnamed!r}, which is no name of this line.")
    return Entity(
        id=EntityId(id_field(where, text_field(where, row, "id"))),
        kind=_kind(where, text_field(where, row, "kind")),
        name=name,
        aliases=aliases,
        description=optional_text(where, row, "description"),
        country=optional_text(where, row, "country"),
        prominence=_prominence(where, row),
        wikidata=_wikidata(where, row),
    )


def _kind(where: str, kind: str) -> EntityKind:
    if kind not in get_args(EntityKind):
        raise CatalogueError(f"{where}: field 'kind' is {kind!r}. Write one of {', '.join(get_args(EntityKind))}.")
    return cast("EntityKind", kind)


def _prominence(where: str, row: Mapping[str, Any]) -> int:
    value = row.get("prominence", 1)
    if value not in (1, 2, 3) or not isinstance(value, int) or isinstance(value, bool):
        raise CatalogueError(f"{where}: field 'prominence' is {value!r}. Write 1, 2 or 3.")
    return value


def _wikidata(where: str, row: Mapping[str, Any]) -> str | None:
    value = optional_text(where, row, "wikidata")
    if value is not None and not _WIKIDATA.fullmatch(value):
        raise CatalogueError(f"{where}: field 'wikidata' is {value!r}. Write an id such as \"Q796\".")
    return value


def load_event_types(path: Path | None = None) -> dict[str, tuple[str, str]]:
    """Development type → title, and a sentence that says what it is; in the file's order.

    Raises:
        CatalogueError: the file breaks its format.
    """
    found = {}
    for where, name, row in tables(source(path, "event_types.toml")):
        known_fields(where, row, _EVENT_TYPE)
        found[name] = text_field(where, row, "title"), text_field(where, row, "says")
    return found
