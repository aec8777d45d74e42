"""Finding the few names worth comparing, in time that hardly grows with their number.

Every word of every name is filed by its sounds; the sounds by their consonants, whole and with each one left out. Two
words that differ in one consonant, or in any number of vowels, so share a key.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import islice, pairwise
from typing import Any

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


class WordTable:
    """Words of many names; a name is known by its number, a sound of a word by its own."""

    def __init__(self) -> None:
        self._sounds: list[tuple[str, bool]] = []  #: each with whether it comes from Arabic script
        self._numbers: list[list[int]] = []  #: the names that have it, rising
        self._places: dict[tuple[str, bool], int] = {}
        self._keys: dict[str, list[int]] = defaultdict(list)
        self._sorted: list[tuple[str, int]] = []
        self._priors: list[float] = []
        self._prominent: set[int] = set()
        self._prominent_of: dict[int, list[int]] = {}

    def add(self, number: int, name: Name) -> None:
        """File the words of a name under its number, which is the highest so far."""
        for word in name.words:
            arabic = is_arabic(word.text)
            for sound in {*word.forms, word.stem} - {""}:
                numbers = self._numbers[self._filed(sound, arabic=arabic)]
                if not numbers or numbers[-1] != number:
                    numbers.append(number)

    def _filed(self, sound: str, *, arabic: bool) -> int:
        place = self._places.setdefault((sound, arabic), len(self._sounds))
        if place == len(self._sounds):
            self._sounds.append((sound, arabic))
            self._numbers.append([])
            for key in _keys(sound):
                self._keys[key].append(place)
        return place

    @property
    def closed(self) -> int:
        """How many names `close` has seen."""
        return len(self._priors)

    def close(self, priors: Iterable[float]) -> None:
        """Order the words; call it after the last name, and again after more of them.

        Args:
            priors: 0 to 1 for each name since the last time; of names that fit alike the higher one leads.
        """
        self._sorted += [
            (sound, place) for place, (sound, _) in enumerate(self._sounds[len(self._sorted) :], len(self._sorted))
        ]
        self._sorted.sort()
        first = self.closed
        self._priors += priors
        self._prominent.update(number for number in range(first, self.closed) if self._priors[number] > 0)
        self._prominent_of = {}

    def data(self) -> list[Any]:
        """What `of` makes the table from again, in types that JSON has."""
        return [[sound for sound, _ in self._sounds], [arabic for _, arabic in self._sounds], self._numbers, self._keys]

    @classmethod
    def of(cls, data: Sequence[Any]) -> WordTable:
        """The table of `data`, not yet closed."""
        table = cls()
        sounds, arabic, table._numbers, keys = data
        table._sounds = list(zip(sounds, arabic, strict=True))
        table._places = {filed: place for place, filed in enumerate(table._sounds)}
        table._keys = defaultdict(list, keys)
        return table

    def candidates(self, query: Name, *, most: int) -> list[int]:
        """Numbers of the `most` names that share most with the words of `query`, and half as many prominent ones."""
        found: dict[int, float] = {}
        tables = [(word.weight or 0.1, self._near(word)) for word in _with_joined(query.words)]
        tables.sort(key=lambda table: self._crowd(table[1]))
        for weight, near in tables:
            crowded = self._crowd(near) > _CROWDED and bool(found)
            likest: dict[int, float] = {}
            for place, sim in sorted(near.items(), key=lambda item: item[1]):
                likest.update(dict.fromkeys(self._named(place, found, crowded=crowded), sim))
            for number, sim in likest.items():
                found[number] = found.get(number, 0.0) + weight * sim
        best = self._best(found, most)
        best += self._best({number: found[number] for number in found.keys() & self._prominent}, most // 2)
        return list(dict.fromkeys(best))

    def _crowd(self, near: Iterable[int]) -> int:
        return sum(len(self._numbers[place]) for place in near)

    def _named(self, place: int, found: dict[int, float], *, crowded: bool) -> Iterable[int]:
        """The names that have a sound; in a crowd those that are prominent or have been found by another word."""
        numbers = self._numbers[place]
        if not crowded:
            return numbers
        if place not in self._prominent_of:
            self._prominent_of[place] = [number for number in numbers if number in self._prominent]
        return [*self._prominent_of[place], *(number for number in numbers if number in found)]

    def _best(self, found: dict[int, float], most: int) -> list[int]:
        """The `most` names with the highest scores, of equals the more prominent and then the first."""
        if len(found) > most:
            least = nlargest(most, found.values())[-1]
            found = {number: score for number, score in found.items() if score >= least}
        return sorted(found, key=lambda number: (-found[number], -self._priors[number], number))[:most]

    def _near(self, word: Word) -> dict[int, float]:
        near: dict[int, float] = {}
        from_arabic = is_arabic(word.text)
        for sound in {*word.forms, word.stem} - {""}:
            for place in self._confusable(sound):
                other, arabic = self._sounds[place]
                sim = likeness(sound, other, across=from_arabic != arabic)
                if sim >= _NEAR and sim > near.get(place, 0.0):
                    near[place] = sim
            for place in self._begun(sound):
                near.setdefault(place, 0.7 + 0.25 * len(sound) / len(self._sounds[place][0]))
        return near

    def _confusable(self, sound: str) -> Iterator[int]:
        """Filed sounds whose consonants are those of `sound` but for one, in long words two."""
        bones = skeleton(sound)
        most = 1 + len(bones) // 5
        for place in {place for key in _keys(sound) for place in self._keys.get(key, ())}:
            if Levenshtein.distance(bones, skeleton(self._sounds[place][0]), score_cutoff=most) <= most:
                yield place

    def _begun(self, sound: str) -> Iterator[int]:
        if len(sound) < _BEGINNING:
            return
        start = bisect_left(self._sorted, (sound, -1))
        for text, place in islice(self._sorted, start, start + _MOST_BEGUN):
            if not text.startswith(sound):
                return
            yield place


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
