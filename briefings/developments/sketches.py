"""What of an article decides which story it belongs to: its words, the names and verbs of events among them, its days.

How rare a word is comes from the archive and, while that is small or all about one thing, from what news is like
anywhere (`common_words.txt`): so the first ten articles are compared as sensibly as the next ten thousand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from briefings.developments.likeness import words

NAME, TRIGGER = 1.2, 1.75  #: how much more a name counts than another word, and the word that tells what happened
_MOST = 400  #: words of an article that are looked at: longer ones say at their beginning what they are about
_PRIOR = 200  #: articles that the general rarity of words counts for
_NEAR = timedelta(days=14)  #: how far from its own date an article's events may lie to be what it is about


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as its story sees it."""

    words: Mapping[str, float]  #: stem → how much it counts there, 1.0 for a plain word
    days: frozenset[int]  #: of the article and its events, as ordinals

    @property
    def size(self) -> int:
        """Distinct words."""
        return len(self.words)


def sketch(text: str, *, names: Iterable[str], triggers: Iterable[str], day: date, days: Iterable[date]) -> Sketch:
    """An article's sketch.

    Args:
        text: headline and text.
        names: the mentions in it.
        triggers: words that name its events.
        day: the date of its issue.
        days: days of its events, where one day is told.
    """
    stems = words(text) or text.lower().split()
    named = {stem for name in names for stem in words(name)}
    telling = {stem for trigger in triggers for stem in words(trigger)}
    counts = {
        stem: (NAME if stem in named else 1.0) * (TRIGGER if stem in telling else 1.0)
        for stem in list(dict.fromkeys(stems))[:_MOST]
    }
    return Sketch(counts, frozenset({day.toordinal()} | {d.toordinal() for d in days if abs(d - day) <= _NEAR}))


class Rarity:
    """How little can be expected of finding a word in an article of the archive."""

    def __init__(self, articles: int, words: int, count: Callable[[str], int]) -> None:
        """Take the archive's figures.

        Args:
            articles: how many there are.
            words: distinct words of each, added up.
            count: in how many a stem stands.
        """
        self._articles = articles
        self._length = words / articles if articles else 1.0
        self._count = count
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Inverse document frequency, natural logarithm; 0.0 for a word that is everywhere."""
        if word not in self._known:
            expected = _PRIOR * -math.expm1(-_general().get(word, 0.0) * self._length)
            often = (self._count(word) + expected + 0.5) / (self._articles + _PRIOR + 1)
            self._known[word] = max(0.0, -math.log(often))
        return self._known[word]

    def weights(self, sketch: Sketch) -> dict[str, float]:
        """The words of a sketch with their weights, as a vector of length 1."""
        found = {word: counts * self.of(word) for word, counts in sketch.words.items()}
        length = math.sqrt(sum(weight * weight for weight in found.values()))
        return {word: weight / length for word, weight in found.items()} if length else {}


def counted(sketches: Collection[Sketch]) -> Rarity:
    """The rarity of words among some articles alone."""
    counts: dict[str, int] = {}
    for one in sketches:
        for word in one.words:
            counts[word] = counts.get(word, 0) + 1
    return Rarity(len(sketches), sum(one.size for one in sketches), lambda word: counts.get(word, 0))


@lru_cache(maxsize=1)
def _general() -> dict[str, float]:
    """Stem → its share of the words of general news."""
    text = files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {word: float(per_million) / 1e6 for word, per_million in rows}
