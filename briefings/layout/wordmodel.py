"""A small n-gram model of running English, to tell which words may follow one another across a line's end.

The shipped model (`data/words.npz`) is made by `python -m briefings.layout.training`; the README beside it names the
texts. Counts are quantised to one byte and keyed by 32-bit hashes: a collision costs a little accuracy, nothing else.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import numpy as np

START = "<s>"
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_NUMBER = re.compile(r"^\d[\d,.]*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
#: Weights of the mixture by how often the context was seen: (from so many, weight), found by expectation maximisation
#: on texts kept apart (news, Wikipedia, web). Triples against all else, pairs against all else, words against classes.
_OF_TRIPLE = ((300, 0.27), (30, 0.13), (0, 0.015))
_OF_DOUBLE = ((10_000, 0.48), (300, 0.42), (0, 0.19))
_OF_SINGLE = ((10_000, 0.16), (300, 0.4), (0, 0.6))
_NEW_IN_CLASS = 2e-5  #: share of a class that any one unknown word has
_ENDING = 3  #: letters that tell an unknown word's class
_STEPS = 8.0  #: quantisation: a byte holds round(8 * ln(count))


def normal(token: str) -> str:
    """The form that is counted: lower case, no punctuation at the edges, numbers all alike."""
    word = _EDGE.sub("", token).replace("’", "'").lower()
    return "0" if _NUMBER.match(word) else word


def ends_sentence(token: str) -> bool:
    """Whether a sentence may end with this token."""
    return bool(_SENTENCE_END.search(token))


def key(*words: str) -> int:
    """A 32-bit hash of an n-gram, the same on every machine."""
    return zlib.crc32("\x1f".join(words).encode())


def quantised(count: int) -> int:
    """A count as the byte that is stored."""
    return min(255, round(_STEPS * math.log(count)) + 1)


def _weights(steps: tuple[tuple[int, float], ...], seen: int) -> float:
    return next(weight for fewest, weight in steps if seen >= fewest)


@dataclass(frozen=True, slots=True)
class Tables:
    """What was counted in the training texts."""

    words: dict[str, int]
    pairs: dict[int, int]  #: by `key`
    triples: dict[int, int]
    total: int
    capitals: dict[str, float] = field(default_factory=dict)  #: share with a capital, inside sentences
    classes: dict[str, int] = field(default_factory=dict)  #: words that are used alike
    endings: dict[str, int] = field(default_factory=dict)  #: class of unknown words by their last letters, "" for all
    turns: np.ndarray = field(default_factory=lambda: np.zeros((1, 1)))  #: P(class | class before), rows sum to one
    class_sizes: dict[int, int] = field(default_factory=dict)


class WordModel:
    """Word, class and page statistics, mixed; weights by expectation maximisation on texts kept apart."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._words, self._pairs, self._triples = tables.words, tables.pairs, tables.triples
        self._page: Counter[tuple[str, str]] = Counter()
        self._page_words: Counter[str] = Counter()
        self._memo: dict[tuple[str, str, str], float] = {}

    def on(self, lines: Iterable[Sequence[str]]) -> WordModel:
        """The same model with the word pairs of one page added to what it knows."""
        model = WordModel(self._tables)
        for tokens in lines:
            words = [normal(token) for token in tokens]
            model._page_words.update(words)
            model._page.update(pairwise(words))
        return model

    def knows(self, word: str) -> bool:
        """Whether the word is in the training texts' vocabulary."""
        return word in self._words

    def count(self, word: str) -> int:
        """How often the word stands in the training texts."""
        return self._words.get(word, 0)

    def capital_share(self, word: str) -> float:
        """How often, inside sentences, it begins with a capital: 0.0 to 1.0; 0.0 for words that are not known."""
        return self._tables.capitals.get(word, 0.0)

    def log(self, word: str, before: str, further: str = "") -> float:
        """Natural logarithm of P(word | further before); START as `before` opens a sentence."""
        found = self._memo.get((further, before, word))
        if found is None:
            found = self._memo[further, before, word] = math.log(self._probability(word, before, further))
        return found

    def _probability(self, word: str, before: str, further: str) -> float:
        seen, context = self._words.get(word, 0), self._words.get(before, 0)
        pair = self._pairs.get(key(before, word), 0)
        across = self._pairs.get(key(further, before), 0) if further else 0
        single = seen / self._tables.total if seen else self._unknown(word)
        share_double, share_single = _weights(_OF_DOUBLE, context), _weights(_OF_SINGLE, context)
        value = share_single * single + (1 - share_single) * self._by_class(word, before)
        value = share_double * min(pair / (context + 5), 1.0) + (1 - share_double) * value
        if across:
            triple = self._triples.get(key(further, before, word), 0) if pair else 0
            share = _weights(_OF_TRIPLE, across)
            value = share * min(triple / (across + 1), 1.0) + (1 - share) * value
        here = self._page.get((before, word), 0) - 1
        return 0.9 * value + 0.1 * (here / (self._page_words[before] + 1) if here > 0 else 0.0)

    def _by_class(self, word: str, before: str) -> float:
        """P(class of the word | class of the word before) P(word | its class)."""
        tables = self._tables
        if not tables.class_sizes:
            return 0.0
        first, second = self._class(before), self._class(word)
        seen = self._words.get(word, 0)
        share = seen / tables.class_sizes[second] if seen else _NEW_IN_CLASS
        if not seen and self._page_words.get(word, 0) > 1:
            share *= 5
        return float(tables.turns[first, second]) * min(share, 1.0)

    def _class(self, word: str) -> int:
        found = self._tables.classes.get(word)
        if found is None:
            endings = self._tables.endings
            found = endings.get(word[-_ENDING:], endings[""])
        return found

    def _unknown(self, word: str) -> float:
        repeated = self._page_words.get(word, 0)
        return (2e-6 if repeated > 1 else 4e-7) * (0.5 if len(word) < 3 else 1.0)


@cache
def shipped_model() -> WordModel:
    """The model that comes with the package; loaded once, in about a quarter of a second."""
    data = files("briefings.layout").joinpath("data/words.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        spelt = _texts(stored["words"])
        words = dict(zip(spelt, _counts(stored["word_counts"]), strict=True))
        shares = dict(zip(spelt, (stored["capitals"] / 255.0).tolist(), strict=True))
        classes = dict(zip(spelt, stored["classes"].tolist(), strict=True))
        sizes: Counter[int] = Counter()
        for word, number in words.items():
            sizes[classes[word]] += number
        turns = (
            np.array(_counts(stored["class_turns"].ravel()), dtype=float).reshape(stored["class_turns"].shape) + 0.05
        )
        return WordModel(
            Tables(
                words,
                dict(zip(stored["pairs"].tolist(), _counts(stored["pairs_counts"]), strict=True)),
                dict(zip(stored["triples"].tolist(), _counts(stored["triples_counts"]), strict=True)),
                int(stored["total"]),
                {word: share for word, share in shares.items() if share},
                classes,
                dict(zip(_texts(stored["endings"]), stored["ending_classes"].tolist(), strict=True)),
                turns / turns.sum(axis=1, keepdims=True),
                {number: max(size, 50) for number, size in sizes.items()},
            )
        )


def _texts(stored: np.ndarray) -> list[str]:
    return bytes(stored).decode().split("\n")


def _counts(quantised_counts: np.ndarray) -> list[int]:
    table = [0, *(round(math.exp((value - 1) / _STEPS)) for value in range(1, 256))]
    return [table[value] for value in quantised_counts.tolist()]
