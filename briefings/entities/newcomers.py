"""Entities that no catalogue has, learned from how the issues name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast

from anyascii import anyascii

from briefings.entities.index import initials, key, tidy
from briefings.entities.names import Word, parse
from briefings.entities.words import fold, words
from briefings.model import Entity, EntityId, EntityKind, Mention

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "FAC": "facility",
    "GPE": "place",
    "LOC": "place",
}
#: Heads that a place or facility may have without being such a body ("Rumaila Power"), and a person as family name.
_LOOSE = frozenset({"company", "organisation"})
_LEGAL = frozenset({"company", "limited", "llc", "inc", "plc", "holding"})
#: A nationality comes before a hedge too: "Iranian former official".
_HEDGED = 2
_OF_NAMES = re.compile(r"['’]s\b|,\s+(?:which|who|whose|where|the|an?)\b")
_STOPS = frozenset('.!?:;“"')
_WORD = re.compile(r"[^\W_]+(?:['’`ʿʾ][^\W_]+)*")
_OF = re.compile(r"\s(?:of|for)\s")
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 7
#: Parts of the world, which everything is in and nobody asks for.
_REGIONS = frozenset({
    "asia", "africa", "europe", "america", "americas", "eurasia", "australasia", "oceania", "antarctica",
    "arctic", "levant", "maghreb", "mashreq", "sahel", "scandinavia", "balkans", "caucasus", "mediterranean",
    "orient", "occident", "hemisphere", "middle", "near", "far", "upper", "lower", "latin", "sub", "saharan",
    "global", "world", "earth", "pacific", "atlantic", "minor",
})  # fmt: skip
#: Parts of a document that a number or letter stands behind: "Line 86".
_PARTS = frozenset({
    "line", "chapter", "subchapter", "section", "subsection", "form", "table", "figure", "fig", "page", "part",
    "appendix", "annex", "note", "box", "item", "step", "column", "row", "volume", "vol", "issue", "paragraph",
    "schedule", "exhibit", "footnote",
})  # fmt: skip
#: People by what they are, many at once: "U.S. Citizens".
_PEOPLE = frozenset({
    "citizens", "residents", "nationals", "people", "women", "men", "families", "refugees", "migrants",
    "students", "soldiers", "troops", "immigrants", "tourists", "pilgrims", "sources",
})  # fmt: skip
_LETTER_OR_NUMBER = re.compile(r"[A-Z]|[IVX]+|\d+\w?")
_ADJECTIVE = re.compile(r"\w{3,}(?:ian|ean|ican|ish|ese)")
_ONE_OF_MANY = re.compile(r"(?<![\w-])an?\s+$", re.IGNORECASE)
_BEFORE_NOUN = re.compile(r"\s+[a-z]{3,}")
_MARKS = re.compile(r"^[^\w“\"'’(]+")


def looks_real(text: str, label: str) -> bool:
    """Whether a mention looks like the name of somebody or something, and not like a role, a number or a slip.

    A person needs two words beside titles; an organisation, facility or place capitals and a word that is not only
    its kind ("Ministry", "Parliament").
    """
    printed = _WORD.findall(without_titles(text, label)) if label in _KINDS else []
    if not printed or len(printed) > _LONGEST or any(letter.isdigit() for letter in printed[0]) or _is_hedged(text):
        return False
    lists = words()
    significant = [word for word in map(fold, printed) if word not in lists.fillers | lists.patronymics]
    if not significant or not all(_capital(word) for word in printed if fold(word) in significant):
        return False
    if fold(printed[0]) in lists.common or all(
        word in lists.common | lists.roles | lists.directions for word in significant
    ):
        return False
    if _is_no_name(printed, significant):
        return False
    if label == "PERSON":
        shouted = any(word.isupper() and len(word) > 3 for word in printed)
        return len(significant) >= 2 and not shouted and lists.roles.isdisjoint(significant)
    return any(_says_something(word) for word in parse(text, "org").words) and max(map(len, significant)) >= 3


def _is_no_name(printed: Sequence[str], significant: Sequence[str]) -> bool:
    """Whether a name is a part of the world, a part of a document or many people by what they are."""
    if all(word in _REGIONS or word in words().directions for word in significant):
        return True
    if significant[-1] in _PEOPLE and "of" not in printed:
        return True
    return len(printed) > 1 and fold(printed[0]) in _PARTS and _LETTER_OR_NUMBER.fullmatch(printed[-1]) is not None


def _is_hedged(text: str) -> bool:
    """Whether a mention begins with "suspected", "former", "another" or the like."""
    return any(fold(word) in words().hedges for word in tidy(text).split()[:_HEDGED])


def _capital(word: str) -> bool:
    return not word[0].islower() or not word.isascii() or words().kinds.get(fold(word)) in _LEGAL


def _says_something(word: Word) -> bool:
    return word.part in ("plain", "given") and word.text not in words().common | words().roles


def without_titles(text: str, label: str = "PERSON") -> str:
    """A name as it is kept: without its article, genitive, line ends and, for a person, the titles before it."""
    printed = _MARKS.sub("", " ".join(tidy(text).split()))
    if label != "PERSON":
        return printed
    first, _, rest = printed.partition(" ")
    while rest and (fold(first).strip(".") in words().titles | words().roles):
        printed = rest
        first, _, rest = printed.partition(" ")
    return printed


def label_of(texts: Sequence[str], label: str) -> str:
    """The label of a name's head where the recogniser saw a person: "Sultan Air Base" is none."""
    head = words().heads.get(_head(max(texts, key=len)))
    if label != "PERSON" or head is None or head in _LOOSE:
        return label
    return "FAC" if head == "facility" else "ORG"


def slug(name: str) -> str:
    """An id for a name: small ASCII letters, digits, single hyphens; at most 60 characters."""
    plain = anyascii(name.replace("’", "").replace("'", "")).lower()
    return _SLUG.sub("-", plain).strip("-")[:60].strip("-")


def own_names(source: str, sections: Iterable[str | None]) -> frozenset[str]:
    """Names that a periodical has for itself: whole, two words or more of it, its letters, and those of its sections.

    Args:
        source: "Gulf & Levant Briefing".
        sections: headings over its articles; None where an article has none.
    """
    parts = source.split()
    runs = {" ".join(parts[a:b]) for a in range(len(parts)) for b in range(a + 2, len(parts) + 1)}
    return frozenset({source, *runs, *initials(source), *(section for section in sections if section)})


def learned_entity(texts: Sequence[str], label: str) -> Entity:
    """An entity named by the longest of its spellings, the others being its aliases.

    Args:
        texts: spellings, at least one of which `looks_real`.
        label: the OntoNotes label that most mentions have.
    """
    names = list(dict.fromkeys(without_titles(text, label) for text in texts if looks_real(text, label)))
    name = max(names, key=lambda one: (len(parse(one).words), len(one)))
    name = next((long for text in texts for long in [tidy(text)] if key(name) in initials(long)), name)
    short = [without_titles(text, label) for text in texts]
    aliases = tuple(dict.fromkeys(alias for alias in (*names, *short) if key(alias) != key(name) and _kept(alias)))
    kind = _kind(name, label)
    return Entity(id=EntityId(slug(name)), kind=kind, name=name, aliases=aliases, prominence=1, learned=True)


def _kept(alias: str) -> bool:
    """A lone word is no alias to be found by: the next article may mean another by it; an acronym is."""
    return len(parse(alias).words) > 1 or (alias.isupper() and len(alias) > 1)


def _kind(name: str, label: str) -> EntityKind:
    """The kind that the head of a name says, else that of its label."""
    meanings = {word.meaning for word in parse(name, "org").words}
    head = words().heads.get(_head(name))
    if head == "organisation" and label in ("GPE", "LOC") and len(name.split()) > 1:  # "the Riverton District Court"
        return "organisation"
    if head is None or (head in _LOOSE and label != "ORG" and not meanings & _LEGAL):
        return "company" if label == "ORG" and meanings & _LEGAL else _KINDS[label]
    return cast("EntityKind", head)


def _head(name: str) -> str:
    """The word that says what a thing is: the last one, before "of" or "for" where they stand; else the first.

    In "Oil Crescent" the first is no head: a company has it behind its name.
    """
    front = _OF.split(name)[0]
    found = [fold(word) for word in _WORD.findall(front)]
    while len(found) > 1 and found[-1] in words().directions:
        found.pop()
    last, first = (found[-1], found[0]) if found else ("", "")
    return last if last in words().heads or words().heads.get(first) == "company" else first


def stands_alone(mentions: Sequence[Mention], text: str) -> bool:
    """Whether what looks like a name may be none: an adjective, one of many, or a word like any other.

    A lone word is "a Briton", only begins sentences, or is written in small letters too.

    "Energean, which" and "Energean's" are said of names alone.

    Args:
        mentions: all that may be one entity.
        text: the article they stand in.
    """
    if all(_is_adjective(mention, text) for mention in mentions):
        return True
    if any(" " in mention.text or mention.text.isupper() for mention in mentions):
        return False
    small = {mention.text.lower() for mention in mentions if not mention.text.islower()}
    if any(_ONE_OF_MANY.search(text, max(0, mention.start - 4), mention.start) for mention in mentions):
        return True
    return any(_stands_in(word, text) for word in small) or all(_begins(mention, text) for mention in mentions)


def _is_adjective(mention: Mention, text: str) -> bool:
    """Whether a mention says whose the next word is: the "South African" before "city"."""
    if mention.label not in ("GPE", "LOC") or not _ADJECTIVE.fullmatch(mention.text.split()[-1]):
        return False
    return _BEFORE_NOUN.match(text, mention.end) is not None


def _stands_in(word: str, text: str) -> bool:
    """Whether a text has a word; most it has not, which a plain search tells soonest."""
    return word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def _begins(mention: Mention, text: str) -> bool:
    """Whether a mention begins a sentence or a paragraph, and may be a word like any other there."""
    if _OF_NAMES.match(text, mention.end):
        return False
    end = mention.start
    while end and text[end - 1].isspace():
        end -= 1
    return not end or text[end - 1] in _STOPS or text.count("\n", end, mention.start) > 1
