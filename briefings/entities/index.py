"""All names of all entities, to be looked up: `NameIndex`."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from briefings.entities.blocking import WordTable
from briefings.entities.compare import alike, tally
from briefings.entities.decide import SURE, Scored, decide
from briefings.entities.names import Name, Word, parse, take_apart
from briefings.entities.surely import may_ask_for, may_mean
from briefings.entities.words import fold, words
from briefings.model import Candidate, Entity, EntityId, LookUp

#: A query is a name or a few words; what is longer than this is none.
LONGEST = 120
_COMPARED = 36
_OFFERED = 0.35
#: What a word counts that only the query has, or only the name has: people shorten names, they hardly lengthen them.
_QUERY_ALONE = 0.8
_NAME_ALONE = 0.1
_INITIALS = 0.9
_OTHER_SCRIPT = 0.2
#: Linking in running text asks for more than answering a question: nobody can be asked back.
_LINKED = 0.8
_LINK_MARGIN = 0.1
_FAMILY_NAME = 0.88
_SMALL = frozenset({"of", "the", "and", "for", "in", "al", "el", "de", "i", "e", "ul", "as", "ar"})
_LETTERS = re.compile(r"[^\W_]+")
_KEY = re.compile(r"[^\W_]+|\+")
_LEFT_OVER = 0.15
_NOT_QUITE = 0.99
_SOUNDS_THE_SAME = 0.93
#: Just below what is answered: a name that must not be taken for the entity leads the offered ones.
_OFFERED_ONLY = SURE - 0.02
_WRITTEN_OUT = {
    "co": "company",
    "corp": "corporation",
    "org": "organisation",
    "organization": "organisation",
    "ltd": "limited",
}
_TIDY = re.compile(r"^(?:the|a|an)\s+|['’]s$|['’]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Alias:
    entity: int
    text: str
    name: Name


@lru_cache(maxsize=2**14)  # resolving asks again and again for the few names of one text
def key(text: str) -> str:
    """A name as it is found exactly: folded, without spaces, hyphens and a leading "the"; "Co." is "Company"."""
    first, *rest = _KEY.findall(fold(tidy(text))) or [""]
    return "".join([first, *(_WRITTEN_OUT.get(word, word) for word in rest)])


def tidy(text: str) -> str:
    """A name without its article and a genitive's s."""
    return _TIDY.sub("", _TIDY.sub("", text.strip(' \t\n,;:."“”()')))


def initials(text: str) -> Iterator[str]:
    """The acronyms that a Latin name of several words may have, with and without its small words."""
    found = [fold(word) for word in _LETTERS.findall(text.replace("'", "").replace("’", ""))]
    if len(found) < 2 or not all(word.isascii() for word in found):
        return
    yield from {
        "".join(word[0] for word in kept)
        for kept in (found, [word for word in found if word not in _SMALL])
        if 2 <= len(kept) <= 6
    }


class NameIndex:
    """Looks names up among entities.

    Args:
        entities: of the catalogue, and learned ones; an id that comes twice adds its names to the first.
        mention_counts: how often each entity is named in what was read; adds to its prominence.
    """

    def __init__(self, entities: Iterable[Entity], mention_counts: Mapping[EntityId, int] | None = None) -> None:
        self._entities: list[Entity] = []
        self._places: dict[EntityId, int] = {}
        self._aliases: list[_Alias] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._table = WordTable()
        self._counts = dict(mention_counts or {})
        self.add(entities)

    def __len__(self) -> int:
        return len(self._entities)

    def add(self, entities: Iterable[Entity]) -> None:
        """Take in more entities, such as those that an article has taught."""
        for entity in entities:
            self._add(entity)
        self._table.close()

    def get(self, entity: EntityId) -> Entity | None:
        """The entity of an id."""
        place = self._places.get(entity)
        return None if place is None else self._entities[place]

    def look_up(self, query: str, *, limit: int = 5) -> LookUp:
        """Decide what a query means.

        Args:
            query: what somebody typed, in any script; an empty one, and one of more than 120 letters, fits nothing.
            limit: at most so many candidates; of an ambiguous query all rivals come first.

        Returns:
            "found" with the answer first, "ambiguous" with the rivals first, or "none" with the nearest names.
        """
        query = query.strip()
        if not query or len(query) > LONGEST:
            return LookUp("none", ())
        outcome, order = decide(self._scored(query))
        kept = [one for one in order if one.score >= _OFFERED] if outcome == "none" else order
        return LookUp(outcome, tuple(self._candidate(one) for one in kept[:limit]))

    def link(self, text: str, *, label: str | None = None) -> Candidate | None:
        """The entity that a mention in running text surely names, else None.

        Args:
            text: the mention as printed.
            label: its OntoNotes label; it only decides between entities of one name, for labels are often wrong.
        """
        text = tidy(text)
        if not text or len(text) > LONGEST:
            return None
        written = self._exact.get(key(text), [])
        if written:
            return self._one_of([number for number in written if same_case(text, self._aliases[number].text)], label)
        return self._near(text)

    def written(self, text_key: str) -> Iterator[tuple[Entity, str]]:
        """Entities and their names that have exactly this `key`."""
        for number in self._exact.get(text_key, ()):
            alias = self._aliases[number]
            yield self._entities[alias.entity], alias.text

    # --- filing ---------------------------------------------------------------------------------------------------

    def _add(self, entity: Entity) -> None:
        place = self._places.setdefault(entity.id, len(self._entities))
        if place == len(self._entities):
            self._entities.append(entity)
        for text in dict.fromkeys((entity.name, *entity.aliases)):
            number = len(self._aliases)
            name = take_apart(text, {"person": "person", "place": "place"}.get(entity.kind, "org"))
            self._aliases.append(_Alias(place, text, name))
            self._exact[key(text)].append(number)
            self._table.add(name, prior=max(0.0, self._prominence(place)) / 5)
            if entity.kind not in ("person", "place"):
                for letters in initials(text):
                    self._initials[letters].append(number)

    # --- looking up -----------------------------------------------------------------------------------------------

    def _scored(self, query: str) -> list[Scored]:
        best: dict[int, Scored] = {}
        for number in self._exact.get(key(query), ()):
            self._keep(best, number, 1.0, "its name")
        for number in self._initials.get(key(query), ()) if fold(query) not in words().fillers else ():
            self._keep(best, number, _INITIALS, "its initials")
        for one in self._fitting(_lifted(parse(query))):
            if one.score > best.get(one.entity, one).score or one.entity not in best:
                best[one.entity] = one
        return list(best.values())

    def _keep(self, best: dict[int, Scored], number: int, score: float, why: str) -> None:
        place = self._aliases[number].entity
        if place not in best or best[place].score < score:
            best[place] = Scored(place, number, score, self._prominence(place), why)

    def _fitting(self, query: Name) -> Iterator[Scored]:
        """Each entity that shares a word with the query, by its best name."""
        if all(word.text in words().fillers for word in query.words):
            return
        fits: dict[int, list[Scored]] = defaultdict(list)
        for number in self._table.candidates(query, most=_COMPARED):
            fits[self._aliases[number].entity].append(self._fit(query, number))
        for found in fits.values():
            best = max(found, key=lambda one: (one.score, -one.alias))
            same = [one.score for one in found if self._aliases[one.alias].name.arabic == query.arabic]
            if same and self._aliases[best.alias].name.arabic != query.arabic:
                best = replace(best, score=min(best.score, max(same) + _OTHER_SCRIPT))
            if best.score > 0:
                yield best

    def _fit(self, query: Name, number: int) -> Scored:
        alias = self._aliases[number]
        entity = self._entities[alias.entity]
        found = tally(query, alias.name, begun=True)
        left = found.left_a
        for place, word in enumerate(query.words):
            if place in found.used_a:
                continue
            if word.part == "title":
                left += -word.weight if entity.kind == "person" else 1.0 - word.weight
            elif word.text in self._context(entity):
                left -= word.weight
        left = max(0.0, left)
        score = min(_NOT_QUITE, replace(found, left_a=left).score(missing_a=_QUERY_ALONE, missing_b=_NAME_ALONE))
        if not may_ask_for(query, alias.name, entity.kind, self._context(entity)):
            score = min(score, _OFFERED_ONLY)
        whole = max(left, found.left_b) < _LEFT_OVER
        return Scored(alias.entity, number, score, self._prominence(alias.entity), _why(score, whole=whole), whole)

    def _context(self, entity: Entity) -> frozenset[str]:
        """Words that say what an entity is, without being its name."""
        said = f"{entity.description or ''} {entity.country or ''}"
        return frozenset(fold(word) for word in _LETTERS.findall(said))

    def _prominence(self, place: int) -> float:
        entity = self._entities[place]
        named = min(2.0, math.log10(1 + self._counts.get(entity.id, 0)))
        known = 0 if entity.learned else entity.prominence
        return known + named if known + named > 0 else -1.0

    def _candidate(self, one: Scored) -> Candidate:
        return Candidate(self._entities[one.entity], self._aliases[one.alias].text, round(one.score, 3), one.why)

    # --- linking --------------------------------------------------------------------------------------------------

    def _one_of(self, numbers: list[int], label: str | None) -> Candidate | None:
        places = {self._aliases[number].entity: number for number in reversed(numbers)}
        if len(places) > 1 and label:
            suited = {
                place: number
                for place, number in places.items()
                if self._entities[place].kind in _LABELS.get(label, ())
            }
            places = suited or places
        if len(places) != 1:
            return None
        place, number = places.popitem()
        return self._candidate(Scored(place, number, 1.0, self._prominence(place), "its name"))

    def _near(self, text: str) -> Candidate | None:
        query = parse(text)
        if not any(word.part == "plain" for word in query.words) and len(query.words) < 2:
            return None
        best: dict[int, Scored] = {}
        for number in self._table.candidates(query, most=_COMPARED):
            alias = self._aliases[number]
            if may_mean(query, alias.name, self._entities[alias.entity].kind):
                score, why = alike(query, alias.name)
                self._keep(best, number, score, why)
        order = sorted(best.values(), key=lambda one: (-one.score, one.entity))
        if not order:
            return None
        margin = order[0].score - (order[1].score if len(order) > 1 else 0.0)
        if order[0].score >= _LINKED and margin >= (_LINK_MARGIN if order[0].score < _NOT_QUITE else _LINK_MARGIN / 2):
            return self._candidate(order[0])
        return self._family_name(query, order)

    def _family_name(self, query: Name, order: list[Scored]) -> Candidate | None:
        """A lone family name, where one prominent person and nobody else has it."""
        core = [word for word in query.words if word.part != "title"]
        if len(core) != 1 or core[0].part != "plain":
            return None
        named = [one for one in order if self._has_word(one, core[0])]
        if len(named) != 1 or named[0].prominence < 2 or self._entities[named[0].entity].kind != "person":
            return None
        return self._candidate(replace(named[0], score=_FAMILY_NAME, why="the family name"))

    def _has_word(self, one: Scored, word: Word) -> bool:
        name = self._aliases[one.alias].name
        shared = tally(Name(word.text, (word,), arabic=name.arabic, patronymic=False), name)
        return shared.matched >= 0.9 * word.weight


_LABELS: dict[str, frozenset[str]] = {
    "PERSON": frozenset({"person"}),
    "ORG": frozenset({"organisation", "armed_group", "company", "party", "government"}),
    "GPE": frozenset({"government", "place"}),
    "LOC": frozenset({"place", "facility"}),
    "FAC": frozenset({"facility", "place"}),
}


def same_case(text: str, alias: str) -> bool:
    """Acronyms are named in capitals only: "US" is not "us"."""
    if alias.isupper() and len(alias) <= 5:
        return text.replace(".", "").upper() == text.replace(".", "")
    return not text.islower() or alias.islower() or not alias.isascii()


def _lifted(query: Name) -> Name:
    """A query of nothing but light words ("kataib", "ministry") means them."""
    if any(word.weight >= 0.5 for word in query.words):
        return query
    return replace(query, words=tuple(replace(word, weight=1.0) if word.weight else word for word in query.words))


def _why(score: float, *, whole: bool) -> str:
    if whole:
        return "sounds the same" if score >= _SOUNDS_THE_SAME else "spelt nearly so"
    return "part of the name"
