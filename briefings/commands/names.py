"""`dragoman names look-up`, `names compare`, `names join`: name work alone, a JSON object in, a JSON object out.

DESIGN.md section 6 has the shapes. A catalogue given here may be one of ours, or rows of a plain list of names
(`type` for `kind`, `native` for more aliases, `role` for what somebody is, a two-letter country): what a row does not
say is left at its default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from babel import Locale

from briefings import entities
from briefings.catalogue import load_entities
from briefings.catalogue.reading import json_lines, text_field
from briefings.entities import NameIndex
from briefings.entities.tables import fingerprint
from briefings.errors import CatalogueError, QuestionError
from briefings.model import Entity, EntityId, EntityKind

_KINDS: dict[str, EntityKind] = {"org": "organisation", "organization": "organisation", "group": "armed_group"}


def look_up(
    rows: Iterable[Mapping[str, Any]], catalogue: Path | None = None, kept: Path | None = None
) -> Iterator[dict[str, Any]]:
    """`{"id","query"}` → `{"id","outcome","candidates":[{"entity","name","score","why"}]}`, a row for each row.

    Args:
        rows: the queries.
        catalogue: a file of entities; the packaged catalogue where none is given.
        kept: where the catalogue's index is kept from one time to the next; see `load_index`.

    Raises:
        CatalogueError: the catalogue breaks its format, or its index cannot be written.
        QuestionError: a row has no text under `query`.
    """
    index = load_index(catalogue, kept)
    for number, row in enumerate(rows, start=1):
        found = index.look_up(_text(row, "query", number))
        yield {
            "id": row.get("id"),
            "outcome": found.outcome,
            "candidates": [
                {"entity": one.entity.id, "name": one.name, "score": one.score, "why": one.why}
                for one in found.candidates
            ],
        }


def compare(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """`{"id","a","b","kind"?}` → `{"id","score","same","why"}`, a row for each row.

    Raises:
        QuestionError: a row has no text under `a` or `b`.
    """
    for number, row in enumerate(rows, start=1):
        kind = row.get("kind")
        found = entities.compare(
            _text(row, "a", number), _text(row, "b", number), kind if isinstance(kind, str) else None
        )
        yield {"id": row.get("id"), "score": round(found.score, 4), "same": found.same, "why": found.why}


def join(rows: Iterable[Mapping[str, Any]], catalogue: Path | None = None) -> Iterator[dict[str, Any]]:
    """`{"id","text"}` → `{"id","cluster"}`, a row for each row; equal clusters are one entity.

    All rows are read before the first comes out: a short form is joined to a long one that stands further down.

    Args:
        rows: the mentions.
        catalogue: a file of entities to link to first, whose ids then name the clusters; else the packaged one.

    Raises:
        CatalogueError: the catalogue breaks its format.
        QuestionError: a row has no text under `text`.
    """
    kept = list(rows)
    texts = [_text(row, "text", number) for number, row in enumerate(kept, start=1)]
    labels = entities.join(texts, load_index(catalogue))
    for row, label in zip(kept, labels, strict=True):
        yield {"id": row.get("id"), "cluster": label}


def load_index(path: Path | None = None, kept: Path | None = None) -> NameIndex:
    """An index of the names in a catalogue file; of the packaged one where none is given.

    Args:
        path: the catalogue.
        kept: a file with its index: read where it is of this very catalogue, else written. A large catalogue is there
            at once this way.

    Raises:
        CatalogueError: the file cannot be read, a row is no JSON object, or has no id or name; or `kept` cannot be
            written.
    """
    if path is None:
        return NameIndex(load_entities())
    try:
        made_of = fingerprint(path.read_bytes())
        index = NameIndex.unpack(kept.read_bytes(), made_of) if kept is not None and kept.exists() else None
    except OSError as error:
        raise CatalogueError(f"{path.name}: the file cannot be read ({error}).") from error
    if index is None:
        index = NameIndex(entity_of(where, row) for where, row in json_lines(path))
        if kept is not None:
            _keep(kept, index.pack(made_of))
    return index


def _keep(kept: Path, data: bytes) -> None:
    try:
        kept.write_bytes(data)
    except OSError as error:
        raise CatalogueError(f"{kept.name}: the index cannot be written ({error}).") from error


def entity_of(where: str, row: Mapping[str, Any]) -> Entity:
    """An entity from a row of our own or of a plain list of names.

    Raises:
        CatalogueError: the row has no id or name; the message begins with `where`.
    """
    aliases = [text for field in ("aliases", "native") for text in _texts(where, row, field)]
    said = row.get("description") or row.get("role")
    country = row.get("country")
    prominence = row.get("prominence", 1)
    return Entity(
        id=EntityId(text_field(where, row, "id")),
        kind=_kind(row.get("kind") or row.get("type")),
        name=text_field(where, row, "name"),
        aliases=tuple(dict.fromkeys(aliases)),
        description=said if isinstance(said, str) else None,
        country=_country(country) if isinstance(country, str) else None,
        prominence=prominence if isinstance(prominence, int) else 1,
    )


def _text(row: Mapping[str, Any], field: str, number: int) -> str:
    value = row.get(field)
    if not isinstance(value, str):
        raise QuestionError(f"line {number}: field {field!r} is missing or no text. Each line needs it.")
    return value


def _texts(where: str, row: Mapping[str, Any], field: str) -> list[str]:
    value = row.get(field) or []
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise CatalogueError(f'{where}: field {field!r} is not a list of texts. Write ["…", "…"].')
    return value


def _kind(kind: object) -> EntityKind:
    if kind in get_args(EntityKind):
        return cast("EntityKind", kind)
    return _KINDS.get(str(kind), "organisation")


def _country(code: str) -> str:
    """A country's English name for its two-letter code, so that "king hamad bahrain" finds him."""
    return Locale("en").territories.get(code, code) if len(code) == 2 else code.replace("-", " ")
