"""ROUGE between short texts (Lin 2004), on Porter's stems (1980): how near what was chosen comes to what people wrote.

Texts are compared as the scorer beside the labelled data does: runs of letters a-z and digits, in lower case, and words
of more than three letters by their stems.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[a-z0-9]+")
#: Words that say nothing of what a text is about: function words, and those of every report.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about above after again against all am an and any are as at be because been before being below between both
        but by can could did do does doing down during each few for from further had has have having he her here hers
        herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on
        once only or other our ours ourselves out over own same she should so some such than that the their theirs them
        themselves then there these they this those through to too under until up very was we were what when where
        which while who whom why will with would you your yours yourself yourselves s t also said says say new""",
    )
)

#: Porter's second and third step: what an ending becomes, if what stands before it has a syllable.
_SECOND = """ational>ate tional>tion enci>ence anci>ance izer>ize abli>able alli>al entli>ent eli>e ousli>ous
    ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble"""
_THIRD = "icate>ic ative> alize>al iciti>ic ical>ic ful> ness>"
#: His fourth: endings that fall away after two syllables.
_DROPPED = re.findall(r"\w+", "ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou")


def _longest_first(endings: str) -> list[tuple[str, str]]:
    pairs = [(old, new) for old, _, new in (one.partition(">") for one in endings.split())]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_STEPS = (_longest_first(_SECOND), _longest_first(_THIRD))


def words(text: str, *, content: bool = False) -> list[str]:
    """The words of a text as they are compared; `content` leaves out `STOP_WORDS`."""
    found = _WORD.findall(text.lower())
    return [stem(word) if len(word) > 3 else word for word in found if not (content and word in STOP_WORDS)]


def overlap(made: Sequence[str], wanted: Sequence[str], n: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of runs of `n` words, each counted as often as it stands in both."""
    ours, theirs = Counter(_runs(made, n)), Counter(_runs(wanted, n))
    return _rates((ours & theirs).total(), ours.total(), theirs.total())


def longest_common(made: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the longest sequence of words that both have in one order."""
    best = [0] * (len(wanted) + 1)
    for word in made:
        before = 0  # what stood diagonally above
        for at, other in enumerate(wanted, 1):
            above = best[at]
            best[at] = before + 1 if word == other else max(above, best[at - 1])
            before = above
    return _rates(best[-1], len(made), len(wanted))


def _runs(found: Sequence[str], n: int) -> Iterable[tuple[str, ...]]:
    return zip(*(found[at:] for at in range(n)), strict=False)


def _rates(same: int, made: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = same / max(1, made), same / max(1, wanted)
    return precision, recall, 2 * precision * recall / (precision + recall) if same else 0.0


# --- stems ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case, as the scorer has it: Porter's without his rules for "bli" and "logi"."""
    if len(word) <= 2:
        return _step_four(word)
    word = _participle(_plural(word))
    if word.endswith("y") and _voiced(word[:-1]):
        word = word[:-1] + "i"
    for step in _STEPS:
        word = _replaced(word, step)
    return _step_four(word)


def _consonants(word: str) -> Iterator[bool]:
    """Letter by letter, whether it is a consonant: "y" is one at the start and after a vowel."""
    before = False
    for letter in word:
        before = letter not in "aeiou" and not (letter == "y" and before)
        yield before


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant: Porter's m."""
    kinds = list(_consonants(word))
    return sum(b and not a for a, b in pairwise(kinds))


def _voiced(word: str) -> bool:
    return not all(_consonants(word))


def _closed(word: str) -> bool:
    """Consonant, vowel, consonant at the end, the last not w, x or y."""
    return list(_consonants(word))[-3:] == [True, False, True] and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _participle(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    end = next((end for end in ("ed", "ing") if word.endswith(end) and _voiced(word[: -len(end)])), "")
    if not end:
        return word
    word = word[: -len(end)]
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and list(_consonants(word))[-1] and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _closed(word) else word


def _replaced(word: str, step: Sequence[tuple[str, str]]) -> str:
    for old, new in step:
        if word.endswith(old):
            return word[: -len(old)] + new if _measure(word[: -len(old)]) else word
    return word


def _step_four(word: str) -> str:
    for end in _DROPPED if len(word) > 2 else ():
        if word.endswith(end):
            rest = word[: -len(end)]
            if _measure(rest) > 1 and (end != "ion" or rest[-1:] in ("s", "t")):
                word = rest
            break
    if word.endswith("e") and (_measure(word[:-1]) > 1 or (_measure(word[:-1]) == 1 and not _closed(word[:-1]))):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
