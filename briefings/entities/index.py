"""All names of all entities, to be looked up: `NameIndex`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from briefings.entities.compare import ONE_PLACE, alike, tally
from briefings.entities.decide import SURE, Scored, decide
from briefings.entities.holders import Held
from briefings.entities.holding import Holders, Said
from briefings.entities.keys import initials, key, tidy
from briefings.entities.names import Name, Word, parse
from briefings.entities.reasons import why
from briefings.entities.shortened import is_family_name
from briefings.entities.sounds import is_arabic
from briefings.entities.surely import may_ask_for, may_mean
from briefings.entities.tables import NameTables
from briefings.entities.words import fold, words
from briefings.model import Candidate, Entity, EntityId, EntityKind, LookUp

__all__ = ["LONGEST", "NameIndex", "initials", "key", "same_case", "tidy"]

#: A query is a name or a few words; what is longer than this is none.
LONGEST = 120
_COMPARED = 36
_OFFERED = 0.45
#: What a word counts that only the query has, or only the name has: people shorten names, they hardly lengthen them.
_QUERY_ALONE = 0.8
_NAME_ALONE = 0.1
_INITIALS = 0.9
#: Whoever holds the office that is asked for, and who held it.
_HELD = 0.95
_ONCE_HELD = 0.8
_OTHER_SCRIPT = 0.2
#: Linking in running text asks for more than answering a question: nobody can be asked back.
_LINKED = 0.8
_LINK_MARGIN = 0.1
_FAMILY_NAME = 0.88
_LETTERS = re.compile(r"[^\W_]+")
#: Letters alone, with full stops or the like between them; "<b>.*</b>" is no acronym.
_SPELLED = re.compile(r"(?:the\s+)?[^\W\d_](?:[.&/\s-]{0,2}[^\W\d_])*\.?", re.IGNORECASE)
_LEFT_OVER = 0.15
_NOT_QUITE = 0.99
#: Just below what is answered: a name that must not be taken for the entity leads the offered ones.
_OFFERED_ONLY = SURE - 0.02


class NameIndex:
    """Looks names up among entities.

    Args:
        entities: of the catalogue, and learned ones; an id that comes twice adds its names to the first.
        mention_counts: how often each entity is named in what was read; adds to its prominence.
        roles: what the issues say that people are; asked for when an office is first looked up.
    """

    def __init__(
        self,
        entities: Iterable[Entity],
        mention_counts: Mapping[EntityId, int] | None = None,
        roles: Said | None = None,
    ) -> None:
        self._tables = NameTables(mention_counts)
        self._said: dict[int, frozenset[str]] = {}
        self._holders = Holders(self._tables, roles)
        self.add(entities)

    def __len__(self) -> int:
        return len(self._tables)

    def add(self, entities: Iterable[Entity]) -> None:
        """Take in more entities, such as those that an article has taught."""
        self._tables.add(entities)
        self._said.clear()
        self._holders.forget()

    def pack(self, made_of: str) -> bytes:
        """The index as bytes, to be kept; `made_of` says of which entities, see `tables.fingerprint`."""
        return self._tables.pack(made_of)

    @classmethod
    def unpack(
        cls,
        data: bytes,
        made_of: str,
        mention_counts: Mapping[EntityId, int] | None = None,
        roles: Said | None = None,
    ) -> NameIndex | None:
        """The index of `pack`, much sooner than it is built; None where it is not of these entities."""
        tables = NameTables.unpack(data, made_of, mention_counts)
        if tables is None:
            return None
        index = cls(())
        index._tables = tables
        index._holders = Holders(tables, roles)
        return index

    def get(self, entity: EntityId) -> Entity | None:
        """The entity of an id."""
        place = self._tables.place(entity)
        return None if place is None else self._tables.entity(place)

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
        if not self._tables.written(key(query)) and (held := self._holders.find(query, self._bodies)):
            return LookUp(held[0], tuple(self._holder(*one) for one in held[1][:limit]))
        outcome, order = decide(self._scored(query))
        kept = [one for one in order if one.score >= _OFFERED] if outcome == "none" else order
        return LookUp(outcome, tuple(self._candidate(one, query) for one in kept[:limit]))

    def link(self, text: str, *, label: str | None = None) -> Candidate | None:
        """The entity that a mention in running text surely names, else None.

        Args:
            text: the mention as printed.
            label: its OntoNotes label; it only decides between entities of one name, for labels are often wrong.
        """
        text = tidy(text)
        if not text or len(text) > LONGEST:
            return None
        written = self._tables.written(key(text))
        if written:
            texts = self._tables.texts
            return self._one_of([number for number in written if same_case(text, texts[number])], label)
        return self._near(text)

    def written(self, text_key: str) -> Iterator[tuple[Entity, str]]:
        """Entities and their names that have exactly this `key`."""
        for number in self._tables.written(text_key):
            yield self._owner(number), self._tables.texts[number]

    # --- looking up -----------------------------------------------------------------------------------------------

    def _scored(self, query: str) -> list[Scored]:
        best: dict[int, Scored] = {}
        for number in self._tables.written(key(query)):
            self._keep(best, number, 1.0, "written just so")
        if _SPELLED.fullmatch(query) and fold(query) not in words().fillers:
            for number in self._tables.abbreviated(key(query)):
                self._keep(best, number, _INITIALS, "the initials of its name")
        for one in self._fitting(_lifted(parse(_turned(query)))):
            if one.score > best.get(one.entity, one).score or one.entity not in best:
                best[one.entity] = one
        return list(best.values())

    def _keep(self, best: dict[int, Scored], number: int, score: float, reason: str) -> None:
        place = self._tables.owners[number]
        if place not in best or best[place].score < score:
            best[place] = Scored(place, number, score, self._tables.prominence(place), reason)

    def _fitting(self, query: Name) -> Iterator[Scored]:
        """Each entity that shares a word with the query, by its best name."""
        if all(word.text in words().fillers or word.part == "initial" for word in query.words):
            return
        fits: dict[int, list[Scored]] = defaultdict(list)
        for number in self._tables.candidates(query, most=_COMPARED):
            fits[self._tables.owners[number]].append(self._fit(query, number))
        for found in fits.values():
            best = max(found, key=lambda one: (one.score, -one.alias))
            same = [one.score for one in found if self._tables.name(one.alias).arabic == query.arabic]
            if same and self._tables.name(best.alias).arabic != query.arabic:
                best = replace(best, score=min(best.score, max(same) + _OTHER_SCRIPT))
            barred = max(one.barred for one in found)
            if best.score > 0:
                yield best if best.barred == barred else replace(best, barred=barred)

    def _fit(self, query: Name, number: int) -> Scored:
        place, name = self._tables.owners[number], self._tables.name(number)
        kind, said = self._tables.entity(place).kind, self._context(place)
        found = tally(query, name, begun=True)
        left = found.left_a
        for position, word in enumerate(query.words):
            if position in found.used_a:
                continue
            if word.part == "title":
                left += -word.weight if kind == "person" else 1.0 - word.weight
            elif word.text in said:
                left -= word.weight
        left = max(0.0, left)
        score = min(_NOT_QUITE, found.score(missing_a=_QUERY_ALONE, missing_b=_NAME_ALONE, left_a=left))
        barred = 0.0
        if score > _OFFERED_ONLY and not _may_be(query, name, kind, said, weakest=found.weakest):
            score, barred = _OFFERED_ONLY, score
        whole = max(left, found.left_b) < _LEFT_OVER
        return Scored(place, number, score, self._tables.prominence(place), "", whole, barred)

    def _context(self, place: int) -> frozenset[str]:
        """Words that say what an entity is, without being its name."""
        if place not in self._said:
            entity = self._tables.entity(place)
            said = f"{entity.description or ''} {entity.country or ''}"
            self._said[place] = frozenset(fold(word) for word in _LETTERS.findall(said))
        return self._said[place]

    def _owner(self, number: int) -> Entity:
        return self._tables.entity(self._tables.owners[number])

    def _bodies(self, words: str) -> tuple[str, ...]:
        """The names of the one body that words mean."""
        outcome, order = decide(self._scored(words))
        if outcome != "found" or (body := self._tables.entity(order[0].entity)).kind == "person":
            return ()
        return (body.name, *body.aliases)

    def _holder(self, place: int, held: Held) -> Candidate:
        entity = self._tables.entity(place)
        return Candidate(entity, entity.name, _HELD if held.end is None else _ONCE_HELD, f"said to be: {held.text}")

    def _candidate(self, one: Scored, query: str = "") -> Candidate:
        reason = one.why or self._reason(parse(_turned(query)), one.alias)
        return Candidate(self._tables.entity(one.entity), self._tables.texts[one.alias], round(one.score, 3), reason)

    def _reason(self, query: Name, number: int) -> str:
        """Why a name fits, put together only for those that are shown."""
        name = self._tables.name(number)
        return why(query, name, tally(query, name, begun=True).pairs)

    # --- linking --------------------------------------------------------------------------------------------------

    def _one_of(self, numbers: list[int], label: str | None) -> Candidate | None:
        places = {self._tables.owners[number]: number for number in reversed(numbers)}
        if len(places) > 1 and label:
            suited = {
                place: number
                for place, number in places.items()
                if self._tables.entity(place).kind in _LABELS.get(label, ())
            }
            places = suited or places
        if len(places) != 1:
            return None
        place, number = places.popitem()
        return self._candidate(Scored(place, number, 1.0, self._tables.prominence(place), "written just so"))

    def _near(self, text: str) -> Candidate | None:
        query = parse(text)
        if not any(word.part == "plain" for word in query.words) and len(query.words) < 2:
            return None
        best: dict[int, Scored] = {}
        for number in self._in_one_script(query, self._tables.candidates(query, most=_COMPARED)):
            name = self._tables.name(number)
            if may_mean(query, name, self._owner(number).kind):
                score, reason = alike(query, name)
                self._keep(best, number, score, reason)
        order = sorted(best.values(), key=lambda one: (-one.score, one.entity))
        if not order:
            return None
        margin = order[0].score - (order[1].score if len(order) > 1 else 0.0)
        first = order[0]
        if first.score >= _LINKED and margin >= (_LINK_MARGIN if first.score < _NOT_QUITE else _LINK_MARGIN / 2):
            return self._candidate(first) if self._is_named(query, first) else None
        return self._family_name(query, order)

    def _is_named(self, query: Name, one: Scored) -> bool:
        person = self._tables.entity(one.entity).kind == "person"
        return not person or is_family_name(query, self._tables.name(one.alias))

    def _in_one_script(self, query: Name, numbers: Iterable[int]) -> list[int]:
        """The names in a mention's script, and of entities that have none in it those in another."""
        return [
            number
            for number in numbers
            if self._tables.name(number).arabic == query.arabic
            or all(is_arabic(name) != query.arabic for name in _names(self._owner(number)))
        ]

    def _family_name(self, query: Name, order: list[Scored]) -> Candidate | None:
        """A lone family name, where one prominent person and nobody else has it."""
        core = [word for word in query.words if word.part != "title"]
        if len(core) != 1 or core[0].part != "plain":
            return None
        named = [one for one in order if self._has_word(one, core[0])]
        if len(named) != 1 or named[0].prominence < 2 or self._tables.entity(named[0].entity).kind != "person":
            return None
        if not self._is_named(query, named[0]):
            return None
        return self._candidate(replace(named[0], score=_FAMILY_NAME, why="the family name of one person only"))

    def _has_word(self, one: Scored, word: Word) -> bool:
        name = self._tables.name(one.alias)
        shared = tally(Name(word.text, (word,), arabic=name.arabic, patronymic=False), name)
        return shared.matched >= 0.9 * word.weight


_LABELS: dict[str, frozenset[str]] = {
    "PERSON": frozenset({"person"}),
    "ORG": frozenset({"organisation", "armed_group", "company", "party", "government"}),
    "GPE": frozenset({"government", "place"}),
    "LOC": frozenset({"place", "facility"}),
    "FAC": frozenset({"facility", "place"}),
}


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def same_case(text: str, alias: str) -> bool:
    """Acronyms are named in capitals only: "US" is not "us"."""
    if alias.isupper() and len(alias) <= 5:
        return text.replace(".", "").upper() == text.replace(".", "")
    return not text.islower() or alias.islower() or not alias.isascii()


def _may_be(query: Name, name: Name, kind: EntityKind, said: frozenset[str], *, weakest: float) -> bool:
    """Whether a query that sounds like an entity's name may be answered with it, not only offered."""
    if _is_common(query) or (kind in ("place", "facility") and weakest < ONE_PLACE):
        return False
    return may_ask_for(query, name, kind, said)


def _is_common(query: Name) -> bool:
    """Whether a query says only what sort of thing it asks for: "the militia", "president"."""
    if not any(word.names for word in query.words) and " ".join(word.text for word in query.words) in words().held:
        return True
    return all(_common_noun().fullmatch(word.text) for word in query.words)


@lru_cache(maxsize=1)
def _common_noun() -> re.Pattern[str]:
    return re.compile("|".join((*words().sorts, *map(re.escape, words().fillers))))


def _turned(query: str) -> str:
    """Put a father's name behind his son's: "bin Salman Mohammed" is "Mohammed bin Salman"."""
    first, *others = query.split()
    if len(others) < 2 or fold(first) not in words().patronymics:
        return query
    return " ".join((*others[1:], first, others[0]))


def _lifted(query: Name) -> Name:
    """A query of nothing but light words ("kataib", "ministry") means them."""
    if any(word.weight >= 0.5 for word in query.words):
        return query
    return replace(query, words=tuple(replace(word, weight=1.0) if word.weight else word for word in query.words))
