"""Whether a mention still says enough of an entity's name to be it, and nothing that makes it another's.

Likeness alone is no proof: "the Guardian" is most of "Guardian Council", "the US embassy" of "US Embassy in Baghdad",
and "United Nations Convention" has all of "United Nations".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from briefings.entities.compare import word_likeness
from briefings.entities.names import Name, Word
from briefings.entities.words import fold, words
from briefings.model import EntityKind

_PAIRED = 0.8
_NAMING = frozenset({"plain", "given", "number"})
#: What a body may be called without: its legal form, and words that say only that there are several of it.
_LIGHT = frozenset({"company", "limited", "llc", "inc", "plc", "forms", "holding", "group", "islamic"})
#: What a daughter has in her name and her mother has not: "Acme Engineering" is not Acme.
_DAUGHTERS = frozenset(
    {
        "engineering", "shipping", "bank", "airlines", "trading", "petrochemical", "steel", "industries", "services",
        "investment", "development", "offshore", "oil", "gas",
    }
)  # fmt: skip
#: Whose a body is said to be, before its name, beside countries.
_WHOSE = frozenset({
    "us", "uk", "un", "eu", "united", "states", "kingdom", "nations", "pro", "former", "kurd", "kurdish", "arab",
    "shia", "shiite", "sunni",
})  # fmt: skip
_LETTER = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LONG = 9  #: letters
_OF = re.compile(r"\s+of\s")
_SOFT = re.compile("[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")


def says_enough(query: Name, alias: Name, kind: EntityKind) -> bool:
    """Whether a mention in running text leaves out nothing that a name needs, and adds nothing that changes it.

    Args:
        query: the mention.
        alias: a name of the entity.
        kind: the entity's.
    """
    if kind == "person":
        return _names_person(query, alias)
    if _titles(query) - _texts(alias.words):
        return False  # whoever has it: "the Imam of China" is not China
    if kind in ("place", "government"):
        return kind == "place" or _names_country(query, alias)
    return _names_body(query, alias)


def _texts(found: Iterable[Word]) -> set[str]:
    return {word.text for word in found}


def _titles(name: Name) -> set[str]:
    return _texts(word for word in name.words if word.part == "title")


# --- people ---------------------------------------------------------------------------------------------------------


def _names_person(query: Name, alias: Name) -> bool:
    """A given name with a title behind it has a family name of its own, and no office is its holder's name."""
    mine = _core(query)
    if not mine:
        return True
    if _is_office_of(query.text):
        return False
    behind = query.words[-1]
    return behind.part != "title" or len(mine) > 1 or behind.text in _texts(alias.words)


def _is_office_of(text: str) -> bool:
    """Whether a mention is whoever has an office: "the President of Angola" is not a person called alike."""
    of = _OF.search(text)
    offices = words().titles | words().roles
    return of is not None and all(fold(word) in offices | {"the"} for word in text[: of.start()].split())


def is_family_name(query: Name, alias: Name) -> bool:
    """Whether a mention of one word is the last of a person's name, or behind a title any; longer ones pass."""
    mine, others = _core(query), _core(alias)
    if len(mine) != 1 or query.arabic or alias.arabic:
        return True
    meant = others if _titles(query) else others[-1:]
    return any(_spelt_alike(mine[0].text, other.text) for other in meant)


def same_letters(a: str, b: str) -> bool:
    """Whether two Latin spellings have the same consonants: "Hasakeh" is "Hasakah", "Angara" is not "Ankara".

    One letter more at the end makes an adjective: "North Korean".
    """
    if a.startswith(b) or b.startswith(a):
        return True
    return _SOFT.sub("", _TWICE.sub(r"\1", a)) == _SOFT.sub("", _TWICE.sub(r"\1", b))


def _spelt_alike(a: str, b: str) -> bool:
    """Whether two Latin spellings differ in a letter, in long words in two; doubled letters count as one."""
    a, b = _TWICE.sub(r"\1", a), _TWICE.sub(r"\1", b)
    most = 2 if min(len(a), len(b)) >= _LONG else 1
    return a[:1] == b[:1] and Levenshtein.distance(a, b, score_cutoff=most) <= most


# --- countries ------------------------------------------------------------------------------------------------------


def _names_country(query: Name, alias: Name) -> bool:
    """A country is no city or province of its name; it is the "State of" it, and its government."""
    added = [word for word in query.words if word.part == "kind" and word.text not in _texts(alias.words)]
    return all(word.meaning == "government" or (word.meaning == "state" and word is query.words[0]) for word in added)


# --- bodies ---------------------------------------------------------------------------------------------------------


def _names_body(query: Name, alias: Name) -> bool:
    left = _without_partner(alias.words, query)
    if any(word.part in _NAMING or word.part == "initial" or word.meaning in _DAUGHTERS for word in left):
        return False
    heads = [word for word in left if word.part == "kind" and word.meaning not in _LIGHT]
    if heads and _is_vague(query):
        return False
    return not _adds_name(query, alias)


def is_country_word(word: Word) -> bool:
    """Whether a word of a name is a country, its people, or a direction."""
    return bool(word.names & words().apart)


def _is_vague(query: Name) -> bool:
    """Whether a mention has one naming word, or none that is no country or direction: "Guardian", "Ruritanian Army"."""
    naming = _core(query)
    return len(naming) < 2 or all(map(is_country_word, naming))


def _adds_name(query: Name, alias: Name) -> bool:
    """Whether a mention has a naming word more, other than the nationality before the name and small words behind it.

    Behind the first small word ("the Alliance kills 32") stands what is no part of the name.
    """
    extra = _without_partner(query.words, alias)
    capitals = {fold(word) for word in _LETTER.findall(query.text) if not word[0].islower()}
    shared = [word for word in query.words if word not in extra]
    for place, word in enumerate(query.words):
        if word not in extra or word.part not in _NAMING:
            continue
        if word.text not in capitals:
            return False
        before = bool(shared) and place < query.words.index(shared[0])
        if not (before and (is_country_word(word) or word.part == "number" or word.text in _WHOSE)):
            return True
    return False


def _without_partner(mine: Sequence[Word], other: Name) -> list[Word]:
    return [
        word
        for word in mine
        if word.part != "patronymic" and all(word_likeness(word, one, across=False) < _PAIRED for one in other.words)
    ]


def _core(name: Name) -> list[Word]:
    return [word for word in name.words if word.part in _NAMING]
