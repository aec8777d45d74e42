"""Who "Iraqi" and "Baghdad" stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefings.catalogue.reading import known_fields, optional_text, source, tables, texts_field
from briefings.errors import CatalogueError
from briefings.model import Entity, EntityId

_COUNTRY = frozenset({"code", "demonyms", "metonyms"})


@dataclass(frozen=True, slots=True)
class Countries:
    """Demonyms and seats of government, each of one country, and the countries' codes."""

    demonyms: Mapping[str, EntityId]  #: as printed
    metonyms: Mapping[str, EntityId]
    codes: Mapping[EntityId, str] = field(default_factory=dict)  #: two small letters, by ISO 3166

    def nationality(self, word: str) -> EntityId | None:
        """The country of "Iraqi", "Iraqis", "American", "US"; None for other words, "us" among them."""
        word = _bare(word)
        return self.demonyms.get(word) or (self.demonyms.get(word.capitalize()) if len(word) > 3 else None)

    def metonym(self, name: str) -> EntityId | None:
        """The country whose government "Washington" or "the White House" stands for, None for other names."""
        return self.metonyms.get(_bare(name))


def _bare(name: str) -> str:
    name = name.strip().replace("’", "'").removesuffix("'s").removesuffix("'")
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() == "the" else name


def load_countries(path: Path | None = None, *, entities: Iterable[Entity]) -> Countries:
    """The countries of a file; the packaged one where none is given.

    Args:
        path: an operator's own file.
        entities: those that a table may be named after.

    Raises:
        CatalogueError: the file breaks its format, names no entity, or gives one word to two countries.
    """
    known = frozenset(entity.id for entity in entities)
    demonyms: dict[str, EntityId] = {}
    metonyms: dict[str, EntityId] = {}
    codes: dict[EntityId, str] = {}
    for where, name, row in tables(source(path, "countries.toml")):
        known_fields(where, row, _COUNTRY)
        if name not in known:
            raise CatalogueError(f"{where}: {name!r} is no entity of the catalogue.")
        for kind, words in (("demonyms", demonyms), ("metonyms", metonyms)):
            for word in texts_field(where, row, kind):
                if words.setdefault(word, EntityId(name)) != name:
                    raise CatalogueError(f"{where}: field {kind!r}: {word!r} belongs to {words[word]!r} already.")
        code = optional_text(where, row, "code")
        if code is not None:
            codes[EntityId(name)] = code
    return Countries(demonyms, metonyms, codes)
