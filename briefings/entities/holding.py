"""Looking up who holds an office, among the people of an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from briefings.entities.holders import Asked, Held, asked, held, ordered, scope
from briefings.entities.tables import NameTables
from briefings.entities.words import words as words_of_names
from briefings.model import EntityId, Role

#: What issues say of people; asked for when an office is first looked up, for most look-ups are of names.
Said = Callable[[], Mapping[EntityId, Iterable[Role]]]
#: The names of the body that some words mean, none where they mean no one body.
Bodies = Callable[[str], Iterable[str]]
Found = tuple[Literal["found", "ambiguous"], list[tuple[int, Held]]]


class Holders:
    """Who holds or held which office, by what the entities of an index are said to be.

    Args:
        tables: the entities.
        said: roles that issues give to people, each with its evidence.
    """

    def __init__(self, tables: NameTables, said: Said | None = None) -> None:
        self._tables = tables
        self._said = said
        self._offices: dict[str, list[tuple[int, Held]]] | None = None

    def find(self, query: str, bodies: Bodies) -> Found | None:
        """Who holds what a query asks for; None where it asks for no office, or nobody is said to have held it.

        One who holds it is the answer; where several do, or did and nobody is said to do so now, it is a choice.

        Args:
            query: as typed.
            bodies: how the names of a body are found ("aramco ceo").
        """
        wanted = asked(query)
        if wanted is None:
            return None
        found = self._fitting(wanted, [wanted.of]) or self._fitting(wanted, _other_words(bodies(" ".join(wanted.of))))
        if not found:
            return None
        order = ordered(found)
        now = [one for one in order if one[1].end is None] or order
        return ("found" if len(now) == 1 or _follow(now) else "ambiguous"), order

    def forget(self) -> None:
        """Read the entities anew at the next question: more of them have come."""
        self._offices = None

    def _fitting(self, wanted: Asked, words: Iterable[tuple[str, ...]]) -> list[tuple[int, Held]]:
        """By person the office that fits best; only those of whom least is said beside what is asked for."""
        best: dict[int, tuple[int, Held]] = {}
        for of in words:
            for office in wanted.offices:
                for place, one in self._by_office().get(office, ()):
                    over = wanted.left_over(one, of)
                    if over is not None and (place not in best or _better(over, one, best[place])):
                        best[place] = over, one
        least = min((over for over, _ in best.values()), default=0)
        return [(place, one) for place, (over, one) in best.items() if over == least]

    def _by_office(self) -> dict[str, list[tuple[int, Held]]]:
        if self._offices is None:
            self._offices = {}
            known: dict[int, set[str]] = {}
            for place, _, description, country in self._tables.people():
                for one in held(description, country):
                    self._offices.setdefault(one.office, []).append((place, one))
                    known.setdefault(place, set()).add(one.office)
            for place, one in self._read():
                if one.office not in known.get(place, ()):
                    self._offices.setdefault(one.office, []).append((place, one))
        return self._offices

    def _read(self) -> Iterable[tuple[int, Held]]:
        """Offices that issues say people hold; the catalogue's word stands before theirs."""
        for id_, roles in (self._said() if self._said else {}).items():
            place = self._tables.place(id_)
            if place is None or self._tables.entity(place).kind != "person":
                continue
            for role in roles:
                day = role.evidence.date if role.evidence else None
                when = (day.year, day.month) if day else (0, 0)
                for one in held(role.role, self._tables.entity(place).country):
                    yield place, replace(one, start=when, end=when if role.former else None)


def _better(over: int, one: Held, than: tuple[int, Held]) -> bool:
    return (over, one.end is not None) < (than[0], than[1].end is not None)


def _follow(found: list[tuple[int, Held]]) -> bool:
    """Whether people follow one another in one office: of the same, and each since another time."""
    offices = {(one.office, one.of) for _, one in found}
    since = [one.start for _, one in found]
    return (
        len(offices) == 1
        and len(set(since)) == len(since)
        and (0, 0) not in since
        and all(one.end is None for _, one in found)
    )


def _other_words(names: Iterable[str]) -> list[tuple[str, ...]]:
    """What an office may be said to be of instead: a body's other names, last without what kind of body it is."""
    every = [words for name in names if (words := tuple(scope(name)))]
    kinds = words_of_names().kinds
    bare = [tuple(word for word in some if word not in kinds) for some in every]
    return [*every, *(some for some in bare if len(some) > 1)]
