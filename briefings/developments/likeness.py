"""What words two texts have in common: words by their stems, the small ones of grammar left out."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LEAST = 3  #: letters that a stem keeps
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
#: Endings from the longest to the shortest and what stands in their place, after M. F. Porter, "An algorithm for suffix
#: stripping" (1980), cut down to what nouns and verbs of news need.
_ENDINGS = (
    ("ization", "iz"), ("isation", "iz"), ("ational", "at"), ("fulness", ""), ("iveness", "iv"), ("ations", "at"),
    ("ation", "at"), ("ments", ""), ("ment", ""), ("ities", ""), ("ions", ""), ("ings", ""), ("ness", ""), ("ion", ""),
    ("ing", ""), ("ity", ""), ("ers", ""), ("ors", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("er", ""), ("or", ""),
    ("es", ""), ("ly", ""), ("e", ""), ("s", ""),
)  # fmt: skip
_ODD = {
    "died": "die", "dying": "die", "dead": "die", "shot": "shoot", "fell": "fall", "won": "win", "struck": "strik",
    "met": "meet", "began": "begin", "took": "tak", "taken": "tak", "sold": "sell", "bought": "buy", "fought": "fight",
    "sent": "send", "broke": "break", "stole": "steal", "stolen": "steal", "rose": "ris", "chose": "choos",
    "spoke": "speak", "gave": "giv", "given": "giv", "fled": "flee", "drove": "driv", "threw": "throw",
}  # fmt: skip
_SMALL = frozenset(
    """
    a about above according added after again against all also am an and any are as at be because been before being
    below between both but by can could d did do does doing down dr during each either even ever few for friday from
    further get had has have having he her here hers herself him himself his how however i if in into is it its
    itself just last later like ll made make many may me might monday more most mr mrs ms much must my myself
    neither never new no nor not now of off on once one only or other others our ours out over own per quite re s
    said same saturday say saying says she should since so some st still such sunday t than that the their theirs
    them themselves then there these they this those though through thursday to today told tomorrow too tuesday two
    under until up upon us ve very was we wednesday well were what when where whether which while who whom whose why
    will with within without would yesterday yet you your yours
    """.split()  # noqa: SIM905  # a list of a hundred quoted words is no easier to read
)


def words(text: str) -> list[str]:
    """The words of a text in order, as stems; small words and single letters left out."""
    found = _WORD.findall(text if text.isascii() else anyascii(text))
    return [stem(word.lower()) for word in found if word.lower() not in _SMALL and (len(word) > 1 or word.isdigit())]


def forms(text: str) -> dict[str, str]:
    """Stem → the form in which the text has it first."""
    found = _WORD.findall(text if text.isascii() else anyascii(text))
    return {stem(word.lower()): word for word in reversed(found)}


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What forms of one word have in common: "captures", "captured" and "capturing" are one."""
    if word[0].isdigit():
        return word.replace(",", "")
    if word in _ODD or word.endswith(("ss", "us", "is")):
        return _ODD.get(word, word)
    for ending, instead in _ENDINGS:
        kept = word[: -len(ending)]
        if word.endswith(ending) and len(kept) + len(instead) >= _LEAST and _VOWEL.search(kept):
            return _DOUBLE.sub(r"\1", kept.removesuffix("e") if ending[0] == "m" else kept + instead)
    return word
