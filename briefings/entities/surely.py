"""What being an entity asks of a name beyond likeness: no sign that somebody or something else is meant.

Likeness of sound is much for a rare family name and nothing for "NOC" or "Adana": short words are like many others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from briefings.entities.compare import word_likeness
from briefings.entities.names import Name, Word
from briefings.entities.shortened import same_letters, says_enough
from briefings.model import EntityKind

#: A shorter text in running text is an entity only as it is written.
SHORT = 6
#: Arabic script leaves the short vowels out.
_SHORT_ARABIC = 4
_GIVEN = 0.8
_PLAIN = 0.8
#: A lone word for a part of a name sounds the same, or nearly so.
_PART = 0.985
_PAIRED = 0.55
_ACRONYM = re.compile(r"[A-Z]{2,7}s?")
_BETWEEN = re.compile(r"[.\s&+-]")
_LEGAL = frozenset({"company", "limited", "llc", "inc", "plc", "forms", "holding"})
_HEADS = frozenset({"movement", "party", "front", "army", "brigade", "battalion", "forces", "council", "union", "bloc"})
#: Kind words that a place may have more than its name: "Basra city" is Basra, "Basra airport" is not.
_OF_PLACES = frozenset({"city", "province", "state", "government"})
_VOWELS = frozenset("aeiouVAEWYwyh")
_NAMING = frozenset({"plain", "given"})


def is_acronym(text: str) -> bool:
    """Whether a text is a lone word of capitals ("KNPC", "U.S.", "MPs"), known by its letters or not at all."""
    return _ACRONYM.fullmatch(_BETWEEN.sub("", text)) is not None and len(text.split()) == 1


def may_mean(query: Name, alias: Name, kind: EntityKind) -> bool:
    """Whether a mention in running text may be another spelling, or a short form, of an entity's name.

    Args:
        query: the mention.
        alias: a name of the entity.
        kind: the entity's.
    """
    if is_acronym(query.text) or is_acronym(alias.text) or not _core(query):
        return False
    if not says_enough(query, alias, kind):
        return False
    if _is_short(query):
        return {word.text for word in _core(query)} <= {word.text for word in _core(alias)}
    if kind in ("place", "government"):
        return _same_place(query, alias)
    return _same_person(query, alias) if kind == "person" else _same_body(query, alias)


def may_ask_for(query: Name, alias: Name, kind: EntityKind, said: frozenset[str] = frozenset()) -> bool:
    """Whether a question may mean an entity by a name; what may not is offered and not answered.

    Args:
        query: what somebody typed.
        alias: a name of the entity.
        kind: the entity's.
        said: words that describe the entity and may stand in the question.
    """
    words = [word for word in _core(query) if word.text not in said]
    if len(words) == 1 and len(query.words) == 1:
        return _word_may_ask(query, words[0], alias, kind)
    if kind == "person":
        return _own_given_name(words, _core(alias), across=query.arabic != alias.arabic)
    return kind in ("place", "government") or _same_body(query, alias)


def may_join(a: Name, b: Name, *, person: bool) -> bool:
    """Whether two names of one text may be one: the same given name, or a body's name in a shorter stretch of itself.

    "Sudan Liberation Movement" is no stretch of "Sudan People's Liberation Movement".
    """
    if person:
        return _same_person(a, b) and _same_person(b, a) if min(len(_core(a)), len(_core(b))) > 1 else True
    short, whole = sorted((a.words, b.words), key=len)
    across = a.arabic != b.arabic
    if len(short) < 2 or across or "".join(w.text for w in short) == "".join(w.text for w in whole):
        return True
    return any(
        all(word_likeness(x, y, across=False) >= _PLAIN for x, y in zip(short, whole[start:], strict=False))
        for start in range(len(whole) - len(short) + 1)
    )


def _word_may_ask(query: Name, word: Word, alias: Name, kind: EntityKind) -> bool:
    others = _core(alias)
    if word.text in {other.text for other in others}:
        return kind not in ("place", "facility") or len(others) == 1
    if is_acronym(alias.text) or (is_acronym(query.text) and not query.arabic):
        return False
    across = query.arabic != alias.arabic
    best = max(others, key=lambda other: word_likeness(word, other, across=across), default=None)
    if best is None or not _begin_alike(word, best):
        return False
    if len(others) == 1 or kind == "person":
        return True
    return kind not in ("place", "facility") and word_likeness(word, best, across=across) >= _PART


def _begin_alike(a: Word, b: Word) -> bool:
    """Whether both words begin with a vowel or both with a consonant, in one of their forms."""
    return bool(_beginnings(a) & _beginnings(b))


def _beginnings(word: Word) -> set[bool]:
    """Whether it begins with a vowel; with "ع" it does, which has no sound of its own here."""
    return {form[:1] in _VOWELS or word.text[:1] == "ع" for form in word.forms}


def _core(name: Name) -> list[Word]:
    """The words that name, without titles, "bin", kinds and legal forms."""
    return [word for word in name.words if word.part in _NAMING or word.part == "number"]


def _is_short(name: Name) -> bool:
    letters = sum(letter.isalpha() for letter in "".join(word.text for word in name.words))
    return letters < (_SHORT_ARABIC if name.arabic else SHORT)


def _same_place(query: Name, alias: Name) -> bool:
    """A place is another's only by a letter, in Latin a vowel or "h": two towns often sound alike."""
    added = {word.meaning for word in query.words if word.meaning} - {word.meaning for word in alias.words}
    mine, others = _core(query), _core(alias)
    return added <= _OF_PLACES and len(mine) == len(others) and all(map(_one_letter_off, mine, others))


def _one_letter_off(a: Word, b: Word) -> bool:
    if a.text[:1] != b.text[:1] or Levenshtein.distance(a.text, b.text, score_cutoff=1) > 1:
        return False
    return not (a.text + b.text).isascii() or same_letters(a.text, b.text)


def _same_person(query: Name, alias: Name) -> bool:
    """The given name, where there is one, is the entity's, and a lone family name is none of two words."""
    mine, others = _core(query), _core(alias)
    if len(mine) < 2:
        return True
    return len(others) > 1 and _given_alike(mine[0], others, across=query.arabic != alias.arabic)


def _given_alike(given: Word, others: Sequence[Word], *, across: bool) -> bool:
    """Whether a given name is the first of a name, or the second of "Mohammad Javad Zarif"."""
    firsts = others[:2] if "muhammad" in others[0].names and len(others) > 2 else others[:1]
    return any(word_likeness(given, first, across=across) >= _GIVEN for first in firsts)


def _own_given_name(mine: Sequence[Word], others: Sequence[Word], *, across: bool) -> bool:
    """Not where a query begins with another name and has a word over: "Nasser Sabah al-Ahmad" for "Sabah al-Ahmad"."""
    if len(mine) < 2 or not others or _given_alike(mine[0], others, across=across):
        return True
    return all(any(word_likeness(word, other, across=across) >= _PAIRED for other in others) for word in mine)


def _is_legal(name: Name) -> bool:
    return any(word.meaning in _LEGAL for word in name.words)


def _same_body(query: Name, alias: Name) -> bool:
    """A name with its legal form ("Arabian Oil Co.") is whole: neither side has a word of its own.

    One with its kind behind it ("Sudan Liberation Movement") leaves out no word in the middle; one with a given name of
    its own ("Nasser al-Houthi") is a person's.
    """
    if _is_legal(query):
        return _all_paired(query, alias)
    if not _covered(
        [word for word in query.words if word.part == "given"], alias.words, across=query.arabic != alias.arabic
    ):
        return False
    return query.words[-1].meaning not in _HEADS or len(_core(query)) < 2 or may_join(query, alias, person=False)


def _all_paired(query: Name, alias: Name) -> bool:
    if _kinds(query) != _kinds(alias):
        return False
    across = query.arabic != alias.arabic
    whole = "".join(word.text for word in _core(query))
    if whole == "".join(word.text for word in _core(alias)):
        return True
    return _covered(_core(query), alias.words, across=across) and _covered(_core(alias), query.words, across=across)


def _kinds(name: Name) -> set[str]:
    """What a name says of its kind beside the legal form: a national oil company is not any oil company."""
    return {word.meaning for word in name.words if word.meaning} - _LEGAL


def _covered(mine: Sequence[Word], others: Sequence[Word], *, across: bool) -> bool:
    return all(any(word_likeness(word, other, across=across) >= _PLAIN for other in others) for word in mine)
