"""Entities that no catalogue has, learned from how the issues name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anyascii import anyascii

from briefings.entities.index import key, tidy
from briefings.entities.names import Word, parse
from briefings.entities.words import fold, words
from briefings.model import Entity, EntityId, EntityKind

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "FAC": "facility",
    "GPE": "place",
    "LOC": "place",
}
_COMPANY = frozenset(
    {"company", "limited", "llc", "inc", "plc", "forms", "holding", "bank", "shipping", "petrochemical", "airlines"}
)
_FORCE = frozenset({"brigade", "battalion", "army"})
_WORD = re.compile(r"[^\W_]+(?:['’`ʿʾ][^\W_]+)*")
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 7


def looks_real(text: str, label: str) -> bool:
    """Whether a mention looks like the name of somebody or something, and not like a role, a number or a slip.

    A person needs two words beside titles; an organisation, facility or place capitals and a word that is not only
    its kind ("Ministry", "Parliament").
    """
    if label not in _KINDS:
        return False
    printed = _WORD.findall(without_titles(text, label))
    if not printed or len(printed) > _LONGEST or any(letter.isdigit() for letter in printed[0]):
        return False
    lists = words()
    significant = [word for word in map(fold, printed) if word not in lists.fillers | lists.patronymics]
    if not significant or not all(_capital(word) for word in printed if fold(word) in significant):
        return False
    if fold(printed[0]) in lists.common or all(
        word in lists.common | lists.roles | lists.directions for word in significant
    ):
        return False
    if label == "PERSON":
        shouted = any(word.isupper() and len(word) > 3 for word in printed)
        return len(significant) >= 2 and not shouted and lists.roles.isdisjoint(significant)
    return any(_says_something(word) for word in parse(text, "org").words) and max(map(len, significant)) >= 3


def _capital(word: str) -> bool:
    return not word[0].islower() or not word.isascii()


def _says_something(word: Word) -> bool:
    return word.part in ("plain", "given") and word.text not in words().common | words().roles


def without_titles(text: str, label: str = "PERSON") -> str:
    """A name as it is kept: without its article, genitive, line ends and, for a person, the titles before it."""
    printed = " ".join(tidy(text).split())
    if label != "PERSON":
        return printed
    first, _, rest = printed.partition(" ")
    while rest and (fold(first).strip(".") in words().titles | words().roles):
        printed = rest
        first, _, rest = printed.partition(" ")
    return printed


def slug(name: str) -> str:
    """An id for a name: small ASCII letters, digits, single hyphens; at most 60 characters."""
    plain = anyascii(name.replace("’", "").replace("'", "")).lower()
    return _SLUG.sub("-", plain).strip("-")[:60].strip("-")


def learned_entity(texts: Sequence[str], label: str) -> Entity:
    """An entity named by the longest of its spellings, the others being its aliases.

    Args:
        texts: spellings, at least one of which `looks_real`.
        label: the OntoNotes label that most mentions have.
    """
    names = list(dict.fromkeys(without_titles(text, label) for text in texts if looks_real(text, label)))
    name = max(names, key=lambda one: (len(parse(one).words), len(one)))
    short = [without_titles(text, label) for text in texts]
    aliases = tuple(dict.fromkeys(alias for alias in (*names, *short) if key(alias) != key(name) and _kept(alias)))
    kind = _kind(name, label)
    return Entity(id=EntityId(slug(name)), kind=kind, name=name, aliases=aliases, prominence=1, learned=True)


def _kept(alias: str) -> bool:
    """A lone word is no alias to be found by: the next article may mean another by it; an acronym is."""
    return len(parse(alias).words) > 1 or (alias.isupper() and len(alias) > 1)


def _kind(name: str, label: str) -> EntityKind:
    meanings = {word.meaning for word in parse(name, "org").words}
    if label == "ORG" and meanings & _COMPANY:
        return "company"
    if label != "PERSON" and meanings & _FORCE:
        return "armed_group"
    return "party" if label == "ORG" and "party" in meanings else _KINDS[label]
