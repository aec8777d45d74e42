"""Whose an entity learned from the issues is, told by its name: "the Russian Air Force" acts for Russia."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from briefings.catalogue.countries import Countries
from briefings.model import Entity, EntityId
from briefings.service import asking
from briefings.service.index import known_entities
from briefings.service.services import Services

#: What acts or speaks for a state; a company, a club or an association of its people does not.
_BODIES = frozenset(
    re.findall(
        r"\w+",
        """administration airforce ambassador ambassadors armed army authorities brigade cabinet congress consulate
        embassy envoy force forces government governor guard guards judiciary king marines military minister ministry
        navy parliament police president presidency senate soldiers spokesman treasury troops""",
    )
)
#: What is built or drawn somewhere, and bears the name of where that is.
_SITES = frozenset(
    re.findall(
        r"\w+",
        """air airbase airfield airport base border camp checkpoint consulate crossing dam district field governorate
        international military mountains oilfield port prison province refinery region university zone""",
    )
)
_BEFORE_TOWNS = frozenset({"camp", "central", "fort", "greater", "mount"})
_TELLING = re.compile(
    rf"\b(?:{'|'.join(sorted(_BODIES | _SITES))})\b|^(?:{'|'.join(sorted(_BEFORE_TOWNS))})\b", re.IGNORECASE
)
_NOT_WORD = re.compile(r"[^\w'’-]+")
_GENITIVE = re.compile(r"[’']s?$")
_LONGEST = 3  #: words of a country's or a town's name
_BEFORE = 5  #: words of a description up to the one that says whose it is
_OF = "of"


def countries(services: Services) -> Mapping[EntityId, EntityId]:
    """Entity → the country it is of, by the catalogue, else by its name; made once for a state of the archive."""
    return _of_state(_State(services))


class _State:
    """Services with what they had read: the same while nothing was read, forgotten or decided."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._identity = (id(services.database), services.archive.stamp())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _State) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)


@lru_cache(maxsize=4)
def _of_state(state: _State) -> Mapping[EntityId, EntityId]:
    services = state.services
    learned = (entity for entity in known_entities(services).values() if entity.learned and not entity.country)
    return {**belonging(learned, services.entities, services.countries), **asking.countries(services)}


def belonging(learned: Iterable[Entity], catalogue: Iterable[Entity], countries: Countries) -> dict[EntityId, EntityId]:
    """Which of some entities say by their name which country they are of.

    Args:
        learned: entities that no catalogue has.
        catalogue: those that have a country.
        countries: what their people are called.
    """
    towns, lands = dict[str, EntityId](), dict[str, EntityId]()
    for entity in catalogue:
        names = (name.casefold() for name in (entity.name, *entity.aliases))
        if entity.kind == "government":
            lands.update(dict.fromkeys(names, entity.id))
        elif entity.kind == "place" and entity.country:
            towns.update(dict.fromkeys(names, EntityId(entity.country)))

    def land(words: str) -> EntityId | None:
        return countries.nationality(words) or lands.get(words.casefold())

    def town(words: str) -> EntityId | None:
        return towns.get(words.casefold())

    found = {}
    for entity in learned:
        country = _whose(entity.name, land, town)
        if country is not None:
            found[entity.id] = country
    return found


def people_of(texts: Iterable[str], countries: Countries) -> dict[str, EntityId]:
    """Which of some descriptions are of a country's people or things: "three American citizens", "US-led forces".

    Not those that name something else beside it ("the American Psychological Association") or only who is for it
    ("pro-Russian rebels").
    """
    found = {}
    for text in texts:
        words = [_GENITIVE.sub("", word).removesuffix("-led") for word in text.split()]
        for at in range(min(_BEFORE, len(words))):
            country, length = _first(words[at:], countries.nationality)
            if country is not None:
                if all(word.islower() for word in words[at + length :]):
                    found[text] = country
                break
    return found


def _whose(
    name: str, land: Callable[[str], EntityId | None], towns: Callable[[str], EntityId | None]
) -> EntityId | None:
    """The country of "the Russian Air Force", "the Armed Forces of Ukraine" or "Sana'a International Airport"."""
    if not _TELLING.search(name):  # most names, at a tenth of the time
        return land(name)
    words = [_GENITIVE.sub("", word) for word in _NOT_WORD.split(name) if word and word.lower() != "the"]
    small = [word.lower() for word in words]
    if _OF in small[1:]:
        at = small.index(_OF, 1)
        return _first(words[at + 1 :], land)[0] if _BODIES.intersection(small[:at]) else None
    country, length = _first(words, land)
    if country is not None and (length == len(words) or _BODIES.intersection(small[length : length + 3])):
        return country
    before = small[0] in _BEFORE_TOWNS if small else False
    country, length = _first(words[before:], towns)
    bears_it = before or before + length < len(words)
    return country if bears_it and _SITES.issuperset(small[before + length :]) else None


def _first(words: list[str], known: Callable[[str], EntityId | None]) -> tuple[EntityId | None, int]:
    """What the first words name, and how many of them do; the most that do."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        found = known(" ".join(words[:length]))
        if found is not None:
            return found, length
    return None, 0
