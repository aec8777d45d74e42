"""Finding the few names worth comparing, in time that hardly grows with their number.

Every word of every name is filed by its sounds; the sounds by their consonants, whole and with each one left out. Two
words that differ in one consonant, or in any number of vowels, so share a key.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice, pairwise

from rapidfuzz.distance import Levenshtein

from briefings.entities.distance import likeness
from briefings.entities.names import Name, Word
from briefings.entities.sounds import is_arabic, skeleton

#: Words less alike do not bring a name up.
_NEAR = 0.62
_BEGINNING = 4
_MOST_BEGUN = 40
#: A word that more names have than this brings up prominent names only; to others it adds.
_CROWDED = 3000


@dataclass(frozen=True, slots=True)
class _Filed:
    sound: str
    arabic: bool


class WordTable:
    """Words of many names; a name is known by its number."""

    def __init__(self) -> None:
        self._priors: list[float] = []
        self._names: dict[_Filed, list[int]] = defaultdict(list)
        self._keys: dict[str, list[_Filed]] = defaultdict(list)
        self._sorted: list[tuple[str, bool]] = []

    def add(self, name: Name, *, prior: float) -> None:
        """File the words of a name under the next number; of names that fit alike the higher prior (0 to 1) leads."""
        number = len(self._priors)
        self._priors.append(prior)
        for word in name.words:
            for sound in {*word.forms, word.stem} - {""}:
                filed = _Filed(sound, is_arabic(word.text))
                if filed not in self._names:
                    for key in _keys(sound):
                        self._keys[key].append(filed)
                numbers = self._names[filed]
                if not numbers or numbers[-1] != number:
                    numbers.append(number)

    def close(self) -> None:
        """Order the words; call it after the last name, and again after more of them."""
        self._sorted = sorted((filed.sound, filed.arabic) for filed in self._names)

    def candidates(self, query: Name, *, most: int) -> list[int]:
        """Numbers of the `most` names that share most with the words of `query`, and half as many prominent ones."""
        found: dict[int, float] = defaultdict(float)
        tables = [(word.weight or 0.1, self._near(word)) for word in _with_joined(query.words)]
        tables.sort(key=lambda table: sum(len(self._names[filed]) for filed in table[1]))
        for weight, near in tables:
            crowded = sum(len(self._names[filed]) for filed in near) > _CROWDED and found
            likest: dict[int, float] = {}
            for filed, sim in near.items():
                for number in self._names[filed]:
                    if sim > likest.get(number, 0.0) and (not crowded or self._priors[number] > 0 or number in found):
                        likest[number] = sim
            for number, sim in likest.items():
                found[number] += weight * sim
        prominent = [number for number in found if self._priors[number] > 0]
        best = nlargest(most, found, key=lambda number: (found[number], self._priors[number], -number))
        best += nlargest(most // 2, prominent, key=lambda number: (found[number], self._priors[number], -number))
        return list(dict.fromkeys(best))

    def _near(self, word: Word) -> dict[_Filed, float]:
        near: dict[_Filed, float] = {}
        arabic = is_arabic(word.text)
        for sound in {*word.forms, word.stem} - {""}:
            for filed in self._confusable(sound):
                sim = likeness(sound, filed.sound, across=arabic != filed.arabic)
                if sim >= _NEAR and sim > near.get(filed, 0.0):
                    near[filed] = sim
            for filed in self._begun(sound):
                near.setdefault(filed, 0.7 + 0.25 * len(sound) / len(filed.sound))
        return near

    def _confusable(self, sound: str) -> Iterator[_Filed]:
        """Filed words whose consonants are those of `sound` but for one, in long words two."""
        bones = skeleton(sound)
        for filed in {filed for key in _keys(sound) for filed in self._keys.get(key, ())}:
            if Levenshtein.distance(bones, skeleton(filed.sound)) <= 1 + len(bones) // 5:
                yield filed

    def _begun(self, sound: str) -> Iterator[_Filed]:
        if len(sound) < _BEGINNING:
            return
        start = bisect_left(self._sorted, (sound, False))
        for text, arabic in islice(self._sorted, start, start + _MOST_BEGUN):
            if not text.startswith(sound):
                return
            yield _Filed(text, arabic)


def _with_joined(found: tuple[Word, ...]) -> Iterator[Word]:
    """The words, and each two neighbours as one ("Bin Ali" for Binali)."""
    yield from found
    for first, second in pairwise(found):
        if len(found) < 5:
            yield Word(
                first.text + second.text, (first.forms[0] + second.forms[0],), "plain", max(first.weight, second.weight)
            )


def _keys(sound: str) -> Iterable[str]:
    bones = skeleton(sound)
    if len(bones) < 3:
        return (bones or sound,)
    return {bones, *(bones[:i] + bones[i + 1 :] for i in range(len(bones)))}
