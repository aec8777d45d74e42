"""How a name is found exactly: its key, and the acronyms that it may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefings.entities.words import fold

_SMALL = frozenset({"of", "the", "and", "for", "in", "al", "el", "de", "i", "e", "ul", "as", "ar"})
_LETTERS = re.compile(r"[^\W_]+")
_KEY = re.compile(r"[^\W_]+|\+")
_WRITTEN_OUT = {
    "co": "company",
    "corp": "corporation",
    "org": "organisation",
    "organization": "organisation",
    "ltd": "limited",
}
_TIDY = re.compile(r"^(?:the|a|an)\s+|['’]s$|['’]$", re.IGNORECASE)


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
