"""Where a text says that a name is not of the place or body known by it, but of another so called."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.entities.index import NameIndex, key
from briefings.entities.names import parse
from briefings.entities.words import fold, words
from briefings.model import Entity, EntityId, Mention

#: Money: the "US" of "US$2 million" names nobody.
_MONEY = re.compile(r"[$€£¥]")
#: "New Mexico" is not Mexico; where a sentence begins, what is new may be anything ("New Iraq talks").
_NEW = re.compile(r"(?<=[\w,;:()“\"’'–—-] )New $")
_STATE_OF = re.compile(r"\b(?:state|county|town)\s+of\s+$")
_STATE = re.compile(r"\s+(?:[Ss]tate|[Cc]ounty)\b(?!\s+(?:of|[Dd]epartment)\b)")
_BEHIND = re.compile(r",\s+(?:the\s+)?((?:[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*){0,2})")
#: Places one after another: "Gaza, Egypt, and Israel" puts none into another.
_LISTED = re.compile(r",?\s+(?:and|or|to)\s+(?:the\s+)?[A-Z]|,\s+[A-Z][\w’'-]*,?\s+(?:and|or)\s")
_LISTED_BEFORE = re.compile(r"[A-Z][\w’'-]*,\s+$")
_TOWN = re.compile(r"\b([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?),\s+$")
_DISTRICT = re.compile(r",?\s+D\.?\s*C\b")
_NAME = re.compile(r"[A-Z][\w’'-]+")


#: Characters before a name that are looked at.
_LOOK_BACK = 80


def names_nothing(mention: Mention, text: str) -> bool:
    """Whether a mention is no name where it stands: the country of a currency."""
    return _MONEY.match(text, mention.end) is not None


def is_of_longer(mention: Mention, text: str) -> bool:
    """Whether a place's name is the end of another's: "New Mexico"."""
    return mention.label in ("GPE", "LOC") and _NEW.search(_before(mention, text)) is not None


def is_elsewhere(entity: Entity, mention: Mention, text: str, index: NameIndex) -> bool:
    """Whether the text puts what it names into another country than the entity's.

    "Tripoli, Lebanon" is not Libya's, "Moscow, Idaho" not Russia's; a party of one country is not meant by a name that
    many have ("People's Democratic Party") in a text on other countries alone.
    """
    if entity.kind == "party" and " " in mention.text:
        return _is_foreign(entity, text, index)
    if entity.kind == "place":
        return _lies_elsewhere(entity, mention, text, index)
    return (
        entity.kind == "government" and fold(entity.name) in words().states and _is_state(entity, mention, text, index)
    )


def _lies_elsewhere(entity: Entity, mention: Mention, text: str, index: NameIndex) -> bool:
    behind = _BEHIND.match(text, mention.end)
    if (
        behind is not None
        and not _LISTED.match(text, behind.end())
        and not _LISTED_BEFORE.search(_before(mention, text))
    ):
        first = behind[1].split()
        names = [" ".join(first[:count]) for count in range(len(first), 0, -1)]
        if any(fold(name) in words().states for name in names):
            return entity.country != "united-states"
        country = next((c for name in names if (c := _country(name, index)) is not None), None)
        if country is not None and entity.country is not None:
            return country != entity.country
    return fold(mention.text) in words().states and _is_named_as_state(mention, text, index)


def _country(name: str, index: NameIndex) -> str | None:
    found = [entity.id for entity, _ in index.written(key(name)) if entity.kind == "government"]
    return found[0] if len(found) == 1 else None


def _is_state(entity: Entity, mention: Mention, text: str, index: NameIndex) -> bool:
    """Whether a country's name is that of an American state here, so far as what stands around it says."""
    if _is_named_as_state(mention, text, index, of=entity):
        return True
    return bool(_states_in(text) - {fold(entity.name)})


def _is_named_as_state(mention: Mention, text: str, index: NameIndex, *, of: Entity | None = None) -> bool:
    """Whether a name has "state of" before it or "state" behind it, or a town before it that is not known elsewhere.

    Where the name may be that of a country (`of`), the town may lie in it.
    """
    before = _before(mention, text)
    if _STATE_OF.search(before) or _STATE.match(text, mention.end):
        return True
    town = _TOWN.search(before)
    if town is None or _DISTRICT.match(text, mention.end):
        return False
    known = [one for one, _ in index.written(key(town[1])) if not one.learned]
    return not any(one.kind == "government" or of is None or one.country == of.id for one in known)


def _is_foreign(entity: Entity, text: str, index: NameIndex) -> bool:
    country = index.get(EntityId(entity.country)) if entity.country else None
    if country is None:
        return False
    own = {name for word in parse(country.name).words for name in word.names}
    named = _countries_in(text)
    return bool(own) and bool(named) and own.isdisjoint(named)


def _before(mention: Mention, text: str) -> str:
    return text[max(0, mention.start - _LOOK_BACK) : mention.start]


@lru_cache(maxsize=4)  # asked for every mention of one text
def _states_in(text: str) -> frozenset[str]:
    """The American states of one word that a text names."""
    return words().states & {fold(match.group()) for match in _NAME.finditer(text)}


@lru_cache(maxsize=4)
def _countries_in(text: str) -> frozenset[str]:
    """The countries that a text names, or their people."""
    found = (parse(match.group()).words for match in _NAME.finditer(text))
    named = (one[0].names for one in found if len(one) == 1)
    return frozenset().union(*named) & words().apart - words().directions
