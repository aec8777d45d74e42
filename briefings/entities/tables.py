"""Entities with their names taken apart and filed; kept whole between two runs by `pack` and `unpack`."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

from briefings.entities.blocking import WordTable
from briefings.entities.keys import initials, key
from briefings.entities.names import Name, Word, take_apart
from briefings.entities.sounds import clean, is_arabic
from briefings.model import Entity, EntityId

#: Files whose rules decide how names are taken apart and filed: an index made by others of them is built again.
_RULES = ("blocking.py", "keys.py", "names.py", "sounds.py", "tables.py", "words.py", "words.toml")
_MAGIC = b"dragoman names"
_MOST_MENTIONS = 2.0


class NameTables:
    """All names of all entities; an entity is known by its place, a name by its number.

    Args:
        counts: how often each entity is named in what was read; adds to its prominence.
    """

    def __init__(self, counts: Mapping[EntityId, int] | None = None) -> None:
        self.owners: list[int] = []  #: the place of the entity that a name belongs to
        self.texts: list[str] = []  #: names as they are written
        self._counts = dict(counts or {})
        self._rows: list[Entity | list[Any]] = []  #: lists until they are asked for: most never are
        self._places: dict[str, int] = {}
        self._words: list[Word] = []
        self._word_places: dict[Word, int] = {}
        self._spelt: list[list[int]] = []  #: the words of each name
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._table = WordTable()
        self._names: dict[int, Name] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, entities: Iterable[Entity]) -> None:
        """Take in entities; an id that is there already adds its names."""
        for entity in entities:
            self._add(entity)
        self._close()

    def place(self, entity: EntityId) -> int | None:
        """Where an entity stands."""
        return self._places.get(entity)

    def entity(self, place: int) -> Entity:
        """The entity that stands at a place."""
        row = self._rows[place]
        if isinstance(row, list):
            row = self._rows[place] = Entity(row[0], row[1], row[2], tuple(row[3]), *row[4:])
        return row

    def people(self) -> Iterator[tuple[int, EntityId, str, str | None]]:
        """Where each person with a description stands: place, id, description, country."""
        for place, row in enumerate(self._rows):
            id_, kind, said, country = (
                (row[0], row[1], row[4], row[5])
                if isinstance(row, list)
                else (row.id, row.kind, row.description, row.country)
            )
            if kind == "person" and said:
                yield place, id_, said, country

    def name(self, number: int) -> Name:
        """A name taken apart."""
        if number not in self._names:
            found = tuple(self._words[place] for place in self._spelt[number])
            text = clean(self.texts[number][:200])
            patronymic = any(word.part == "patronymic" for word in found)
            self._names[number] = Name(text, found, is_arabic(text), patronymic)
        return self._names[number]

    def written(self, text_key: str) -> Sequence[int]:
        """Numbers of the names with exactly this `keys.key`."""
        return self._exact.get(text_key, ())

    def abbreviated(self, letters: str) -> Sequence[int]:
        """Numbers of the names that may have this acronym."""
        return self._initials.get(letters, ())

    def candidates(self, query: Name, *, most: int) -> list[int]:
        """As `WordTable.candidates`."""
        return self._table.candidates(query, most=most)

    def prominence(self, place: int) -> float:
        """How prominent an entity is, -1 where nothing speaks for it: by the catalogue, and by being named."""
        row = self._rows[place]
        id_, known, learned = (
            (row[0], row[6], row[8]) if isinstance(row, list) else (row.id, row.prominence, row.learned)
        )
        found = (0 if learned else known) + min(_MOST_MENTIONS, math.log10(1 + self._counts.get(id_, 0)))
        return found if found > 0 else -1.0

    def _add(self, entity: Entity) -> None:
        place = self._places.setdefault(entity.id, len(self._rows))
        if place == len(self._rows):
            self._rows.append(entity)
        kind = {"person": "person", "place": "place"}.get(entity.kind, "org")
        for text in dict.fromkeys((entity.name, *entity.aliases)):
            number = len(self.texts)
            name = take_apart(text, kind)
            self.owners.append(place)
            self.texts.append(text)
            self._spelt.append([self._filed(word) for word in name.words])
            self._table.add(number, name)
            self._exact[key(text)].append(number)
            if kind == "org":
                for letters in initials(text):
                    self._initials[letters].append(number)

    def _filed(self, word: Word) -> int:
        place = self._word_places.setdefault(word, len(self._words))
        if place == len(self._words):
            self._words.append(word)
        return place

    def _close(self) -> None:
        new = self.owners[self._table.closed :]
        priors = {place: max(0.0, self.prominence(place)) / 5 for place in set(new)}
        self._table.close([priors[place] for place in new])

    # --- kept between two runs -------------------------------------------------------------------------------------

    def pack(self, made_of: str) -> bytes:
        """The tables as bytes; `made_of` says of which entities, see `fingerprint`."""
        rows = [list(astuple(row)) if isinstance(row, Entity) else row for row in self._rows]
        words = [[*astuple(word)[:5], sorted(word.names), word.prefix, word.stem] for word in self._words]
        document = [
            rows,
            self.owners,
            self.texts,
            words,
            self._spelt,
            self._exact,
            self._initials,
            self._table.data(),
        ]
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
        return _head(body, made_of) + body

    @classmethod
    def unpack(cls, data: bytes, made_of: str, counts: Mapping[EntityId, int] | None = None) -> NameTables | None:
        """The tables of `pack`; None where the bytes are damaged, made by other rules, or of other entities."""
        head, _, body = data.partition(b"\n")
        if head + b"\n" != _head(body, made_of):
            return None
        tables = cls(counts)
        document = json.loads(body.decode(errors="surrogatepass"))
        tables._rows, tables.owners, tables.texts, words, tables._spelt, exact, shortened, table = document
        tables._places = {row[0]: place for place, row in enumerate(document[0])}
        tables._words = [
            Word(text, tuple(forms), part, weight, meaning, frozenset(names), prefix, stem)
            for text, forms, part, weight, meaning, names, prefix, stem in words
        ]
        tables._word_places = {word: place for place, word in enumerate(tables._words)}
        tables._exact = defaultdict(list, exact)
        tables._initials = defaultdict(list, shortened)
        tables._table = WordTable.of(table)
        tables._close()
        return tables


def fingerprint(source: bytes) -> str:
    """What a file of entities is known by; other bytes, and other rules of ours, give another."""
    return hashlib.sha256(_rules() + source).hexdigest()


def entities_print(entities: Iterable[Entity]) -> str:
    """As `fingerprint`, of entities that have come from anywhere; their order counts too."""
    found = hashlib.sha256(_rules())
    for one in entities:
        fields = (one.id, one.kind, one.name, one.description, one.country, one.wikidata, one.prominence, one.learned)
        found.update(repr((*fields, *one.aliases)).encode(errors="surrogatepass"))
    return found.hexdigest()


def _head(body: bytes, made_of: str) -> bytes:
    """The first line: what made it and of what, and a sum by which damage shows."""
    return b" ".join((_MAGIC, _rules(), hashlib.sha256(made_of.encode()).hexdigest().encode(), b"%08x\n" % crc32(body)))


@lru_cache(maxsize=1)
def _rules() -> bytes:
    found = hashlib.sha256()
    for name in _RULES:
        found.update(files(__package__).joinpath(name).read_bytes())
    return found.hexdigest().encode()
