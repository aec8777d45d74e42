"""How unlike two words sound: a weighted edit distance over the phonetic alphabet of `sounds`.

The weights follow what transliteration leaves open: vowels change cheaply, glides stand for vowels, a final h comes and
goes, and some consonants are one sound in one language and another in the next (ج j/g, ق q/g/gh, ذ dh/z/d).
They were set by hand and tuned on a development set of names in both scripts.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from briefings.entities.sounds import skeleton

_CHEAP = {
    "Aa": 0.0, "Ae": 0.08, "Ao": 0.25, "Au": 0.35, "Ai": 0.45, "AV": 0.05, "AE": 0.05, "AH": 0.05, "Ah": 0.3,
    "ae": 0.1, "ei": 0.1, "ou": 0.1, "ai": 0.25, "ao": 0.3, "au": 0.3, "eo": 0.3, "eu": 0.35, "io": 0.4, "iu": 0.35,
    "wv": 0.1, "wu": 0.1, "wo": 0.1, "vu": 0.3, "yi": 0.1, "ye": 0.1, "vb": 0.4, "vf": 0.12, "wf": 0.3,
    "Ww": 0.02, "Wv": 0.03, "Wo": 0.02, "Wu": 0.02, "Wa": 0.7, "We": 0.6, "Wi": 0.7,
    "Yy": 0.02, "Yi": 0.02, "Ye": 0.03, "Ya": 0.3, "Yo": 0.6, "Yu": 0.55,
    "Va": 0.03, "Ve": 0.03, "Vi": 0.03, "Vo": 0.03, "Vu": 0.03, "VW": 0.1, "VY": 0.1,
    "Ea": 0.03, "Ei": 0.03, "Ee": 0.05, "EY": 0.03, "Ha": 0.02, "He": 0.02, "Hh": 0.02, "Ht": 0.2, "Hi": 0.4,
    "qk": 0.03, "Ck": 0.03, "Cs": 0.15, "Cj": 0.12, "CX": 0.15, "Cq": 0.1, "xk": 0.4, "xh": 0.2, "xq": 0.5,
    "qg": 0.12, "qG": 0.1, "kg": 0.35, "Gg": 0.1, "Gk": 0.5, "Gj": 0.5, "jg": 0.15, "jX": 0.35, "jZ": 0.12, "jS": 0.5,
    "jk": 0.6, "yj": 0.4, "Yj": 0.4, "Xx": 0.4,
    "SX": 0.1, "Ss": 0.35, "Xk": 0.4, "Xs": 0.4, "ZS": 0.4, "Zz": 0.25, "sz": 0.3, "Ts": 0.3,
    "Tt": 0.08, "TD": 0.3, "Td": 0.4,
    "Dd": 0.05, "Dz": 0.08, "dz": 0.25, "dt": 0.3, "Dt": 0.5, "Ds": 0.5, "bp": 0.1, "mn": 0.7, "pf": 0.5,
}  # fmt: skip
#: What leaving a sound out costs; 1 for every other one.
_LEAVE = {
    **dict.fromkeys("aeiouA", 0.22), "V": 0.06, "W": 0.25, "Y": 0.22, "E": 0.12, "H": 0.1, "h": 0.45, "w": 0.35,
    "y": 0.25, "G": 0.8,
}  # fmt: skip
#: In Arabic script short vowels are not written, and those that are written are long: they are not left out.
_LEAVE_ACROSS = {
    **_LEAVE, **dict.fromkeys("aeu", 0.12), "i": 0.16, "o": 0.2, "A": 0.5, "y": 0.18, "w": 0.3, "W": 0.55, "Y": 0.35,
}  # fmt: skip
#: How much of a name a sound carries; 1 for every other one.
_MASS = {**dict.fromkeys("aeiouAVE", 0.3), "W": 0.4, "Y": 0.35, "H": 0.2, "h": 0.7, "w": 0.6, "y": 0.4}
#: At the end of a word a vowel says more: "Kazim" and "Kazimi" are two names; a final h says nothing.
_LEAVE_LAST = {
    "h": 0.15, "H": 0.4, "i": 0.85, "Y": 1.0, "E": 0.3, "a": 0.4, "A": 0.5, "e": 0.2, "u": 0.35, "o": 0.5, "W": 0.6,
}  # fmt: skip
_FIRST_VOWEL = 0.15
#: What it costs more that two words begin with sounds that are not confused.
_FIRST_CONSONANT = 0.5
_UNRELATED = 0.5
#: Words that differ in more than this share of their consonants are not compared in full.
_UNLIKE = 0.6
_UNLIKE_BONES = 0.7


@lru_cache(maxsize=1)
def _costs() -> dict[str, float]:
    both = dict(_CHEAP)
    both.update({pair[::-1]: cost for pair, cost in _CHEAP.items()})
    return both


@lru_cache(maxsize=200_000)
def mass(sound: str) -> float:
    """How much a word has to say, in consonants; at least 1."""
    return max(1.0, sum(_MASS.get(letter, 1.0) for letter in sound))


@lru_cache(maxsize=400_000)
def likeness(a: str, b: str, *, across: bool = False) -> float:
    """How alike two sound strings are: 1.0 the same, 0.0 when half of them or more differs.

    Args:
        a: sounds of one word.
        b: sounds of the other.
        across: one of them comes from Arabic script and the other does not, so that vowels may be missing.
    """
    if a == b:
        return 1.0
    big, small = mass(a), mass(b)
    if abs(big - small) > _UNLIKE * max(big, small) or _bones_apart(a, b):
        return 0.0
    share = 2 * _distance(a, b, across=across) / (big + small)
    return max(0.0, 1.0 - share)


def _bones_apart(a: str, b: str) -> bool:
    """Whether hardly a consonant is shared, which a quick count of edits tells."""
    bones_a, bones_b = skeleton(a), skeleton(b)
    longest = max(len(bones_a), len(bones_b))
    return longest > 1 and Levenshtein.distance(bones_a, bones_b) > _UNLIKE_BONES * longest


def _distance(a: str, b: str, *, across: bool) -> float:
    leave = _LEAVE_ACROSS if across else _LEAVE
    costs = _costs()
    last_a, last_b = len(a) - 1, len(b) - 1
    out_a = [_left(letter, i, last_a, leave) for i, letter in enumerate(a)]
    out_b = [_left(letter, j, last_b, leave) for j, letter in enumerate(b)]
    row = [0.0]
    for cost in out_b:
        row.append(row[-1] + cost)
    for i, x in enumerate(a):
        above = row
        gone = out_a[i]
        left = above[0] + gone
        row = [left]
        for j, y in enumerate(b):
            swapped = above[j] if x == y else above[j] + _swap(costs.get(x + y, 1.0), first=i == j == 0)
            left = min(swapped, left + out_b[j], above[j + 1] + gone)
            row.append(left)
    return row[-1]


def _swap(cost: float, *, first: bool) -> float:
    """People mishear the middle of a word, hardly its beginning: another consonant there is another word."""
    return cost + _FIRST_CONSONANT if first and cost >= _UNRELATED else cost


def _left(letter: str, place: int, last: int, leave: dict[str, float]) -> float:
    cost = leave.get(letter, 1.0)
    if place == last and letter in _LEAVE_LAST:
        return _LEAVE_LAST[letter]
    return cost + _FIRST_VOWEL if place == 0 and letter in "aeiou" else cost
