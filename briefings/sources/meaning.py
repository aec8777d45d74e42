"""Whether what a file gives as letters can be text at all.

A font without a Unicode map gives codes of its own: control and private letters, an alphabet that is shifted, or one in
the order in which its letters were first used. Any Western language uses its letters about as often as the others do;
such codes do not.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter

#: Letters in a thousand, the mean of English, French, German, Italian, Spanish, Portuguese, Dutch, Polish, Swedish and
#: Turkish. Words of English pages come to a cosine of .93 and more, shifted ones to .76 at most, shuffled ones to .59.
_USUAL = {
    "a": 95, "b": 15, "c": 30, "d": 43, "e": 130, "f": 15, "g": 17, "h": 26, "i": 80, "j": 5, "k": 16, "l": 43,
    "m": 29, "n": 75, "o": 63, "p": 25, "q": 5, "r": 66, "s": 63, "t": 65, "u": 40, "v": 15, "w": 10, "x": 2,
    "y": 10, "z": 12,
}  # fmt: skip
_LENGTH = math.sqrt(sum(share * share for share in _USUAL.values()))
_ALIKE = 0.72  #: cosine below which letters are no alphabet
_UNLIKE, _SHIFTED = 0.8, 0.9  #: below the first, they are shifted if some shift brings them above the second
_ENOUGH = 250  #: letters that say something about their alphabet
_FEW = 20  #: letters
_ODD = 0.3  #: share of letters with no meaning above which a page is no text
_LETTERS = 0.45  #: share of what is neither digit nor one of the marks of tables that is letters in any text
_EDGES = "0123456789.,:;!?()[]\"'“”‘’"  #: what the same word may stand between
_MARKS = frozenset("0123456789.,-–—%$€£()/+:•*'’ ")


def is_text(words: list[str], nameless: int = 0) -> bool:
    """Whether the words of a page are text, in any language.

    Args:
        words: as the file gives them.
        nameless: letters that it gives no meaning to, which the words lack.
    """
    counts = Counter("".join(words))
    whole = counts.total() + nameless
    if whole <= _FEW:
        return True
    if nameless + sum(number for letter, number in counts.items() if _is_odd(letter)) > _ODD * whole:
        return False
    rest = {letter: number for letter, number in counts.items() if letter not in _MARKS}
    letters = sum(number for letter, number in rest.items() if letter.isalpha())
    if sum(rest.values()) < _ENOUGH:
        return True
    return letters >= _LETTERS * sum(rest.values()) and _is_language(set(words))


def _is_odd(letter: str) -> bool:
    return letter == "\ufffd" or (not letter.isascii() and unicodedata.category(letter) in {"Co", "Cn", "Cs", "Cc"})


def _is_language(words: set[str]) -> bool:
    """Of distinct words alone, for a page may say one thing a hundred times."""
    bare = {word.casefold().strip(_EDGES) for word in words}
    all_letters = Counter(unicodedata.normalize("NFD", "".join(bare)))
    counts = {letter: all_letters[letter] for letter in _USUAL}
    known = sum(counts.values())
    if known < _ENOUGH or known < 0.5 * sum(number for letter, number in all_letters.items() if letter.isalpha()):
        return True  # too few, or another script
    shares = list(counts.values())
    alike = _cosine(shares)
    if alike >= _UNLIKE:
        return True
    return alike >= _ALIKE and all(_cosine(shares[by:] + shares[:by]) < _SHIFTED for by in range(1, len(shares)))


def _cosine(shares: list[int]) -> float:
    product = sum(usual * share for usual, share in zip(_USUAL.values(), shares, strict=True))
    return product / (_LENGTH * math.sqrt(sum(share * share for share in shares)))
