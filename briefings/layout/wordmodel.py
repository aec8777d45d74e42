"""A small n-gram model of running English, to tell which words may follow one another across a line's end.

The shipped model (`data/words.npz`) is made by `python -m briefings.layout.training`; the README beside it names the
texts. Triples smoothed after Kneser and Ney are mixed with classes of words that are used alike, and with the word
pairs of the page at hand. Many questions are asked at once, as arrays of word numbers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import numpy as np
import numpy.typing as npt

START = "<s>"
UNKNOWN = "<unk>"
_UNKNOWN, _START = 0, 1  #: their numbers
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_NUMBER = re.compile(r"^\d[\d,.]*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
#: Share of the classes in the mixture, by what the n-grams knew: a triple, a pair, the word alone. Found by
#: expectation maximisation on texts kept apart (GUM, EWT, Wikipedia).
_OF_CLASSES = (0.002, 0.42, 0.45)
_OF_PAGE = 0.1  #: share of the page's own pairs
_NEW = 2e-5  #: share of all unknown words that any one of them has, and of its class
_ENDING = 3  #: letters that tell an unknown word's class
_COUNT_STEPS = 8.0  #: a byte holds round(8 ln(count)) + 1
_LOG_STEPS = 14.0  #: a byte holds round(14 (1.5 - ln p)), so that a weight may be above one

_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]
_Bytes = npt.NDArray[np.uint8]


def normal(token: str) -> str:
    """The form that is counted: lower case, no punctuation at the edges, numbers all alike."""
    word = _EDGE.sub("", token).replace("’", "'").lower()
    return "0" if _NUMBER.match(word) else word


def ends_sentence(token: str) -> bool:
    """Whether a sentence may end with this token."""
    return bool(_SENTENCE_END.search(token))


def stored_count(counts: _Ints) -> _Bytes:
    """Counts as the bytes that are stored."""
    steps = np.round(_COUNT_STEPS * np.log(np.maximum(counts, 1))) + 1
    return np.where(counts > 0, np.minimum(steps, 255), 0).astype(np.uint8)


def stored_log(values: _Floats) -> _Bytes:
    """Probabilities and weights as the bytes that are stored."""
    return np.clip(np.round(_LOG_STEPS * (1.5 - np.log(values))), 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Tables:
    """What was learned from the training texts; words are numbered, UNKNOWN is 0 and START 1."""

    numbers: dict[str, int]
    counts: _Ints
    capitals: _Floats  #: share with a capital, inside sentences
    pairs: _Ints  #: first * words + second, ascending
    triples: _Ints  #: pair's place * words + third, ascending
    singles_p: _Floats
    singles_rest: _Floats  #: what a word, as a context, leaves to singles
    pairs_p: _Floats
    pairs_rest: _Floats
    triples_p: _Floats
    classes: _Ints
    endings: dict[str, int]  #: class of unknown words by their last letters, "" for all
    turns: _Floats  #: P(class | class before), rows sum to one
    class_sizes: _Floats


class WordModel:
    """Word, class and page statistics, mixed. A page's words that are not known get numbers of their own."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._size = len(tables.counts)
        self._extra: dict[str, int] = {}
        self._classes = tables.classes
        self._page_pairs: _Ints = np.zeros(0, dtype=np.int64)
        self._page_shares: _Floats = np.zeros(0)
        self._memo: dict[tuple[str, str, str], float] = {}

    def on(self, lines: Iterable[Sequence[str]]) -> WordModel:
        """The same model with the words and word pairs of one page added to what it knows."""
        model = WordModel(self._tables)
        pairs: Counter[tuple[int, int]] = Counter()
        words: Counter[int] = Counter()
        for tokens in lines:
            numbers = [model.number(normal(token)) for token in tokens]
            words.update(numbers)
            pairs.update(pairwise(numbers))
        extra = [model._ending_class(word) for word in model._extra]
        model._classes = np.concatenate((self._tables.classes, np.array(extra, dtype=np.int64)))
        model._learn({pair: (seen - 1) / (words[pair[0]] + 1) for pair, seen in pairs.items() if seen > 1})
        return model

    def _learn(self, shares: dict[tuple[int, int], float]) -> None:
        keys = np.array([first * 2**32 + second for first, second in shares], dtype=np.int64)
        order = np.argsort(keys)
        self._page_pairs = keys[order]
        self._page_shares = np.array(list(shares.values()), dtype=float)[order]

    def knows(self, word: str) -> bool:
        """Whether the word is in the training texts' vocabulary."""
        return word in self._tables.numbers

    def count(self, word: str) -> int:
        """How often the word stands in the training texts."""
        number = self._tables.numbers.get(word)
        return int(self._tables.counts[number]) if number is not None else 0

    def capital_share(self, word: str) -> float:
        """How often, inside sentences, it begins with a capital: 0.0 to 1.0; 0.0 for words that are not known."""
        number = self._tables.numbers.get(word)
        return float(self._tables.capitals[number]) if number is not None else 0.0

    def number(self, word: str) -> int:
        """The word's number on this page: words that are not known are numbered as they are asked for."""
        found = self._tables.numbers.get(word)
        return found if found is not None else self._extra.setdefault(word, self._size + len(self._extra))

    def _ending_class(self, word: str) -> int:
        endings = self._tables.endings
        return endings.get(word[-_ENDING:], endings[""])

    def log(self, word: str, before: str, further: str = "") -> float:
        """Natural logarithm of P(word | further before); START as `before` opens a sentence."""
        found = self._memo.get((further, before, word))
        if found is None:
            asked = [np.array([self._alone(part)]) for part in (word, before, further)]
            found = self._memo[further, before, word] = float(self.logs(*asked)[0])
        return found

    def _alone(self, word: str) -> int:
        return self._tables.numbers.get(word, self._extra.get(word, _UNKNOWN)) if word else -1

    def logs(self, words: _Ints, before: _Ints, further: _Ints) -> _Floats:
        """Natural logarithms of P(word | further before) for arrays of word numbers of one shape.

        Args:
            words: numbers of the words asked for.
            before: of the words before them; -1 where nothing is known of it.
            further: of the words before those; -1 where there is none.
        """
        tables = self._tables
        known, first, second = (np.where(part < self._size, part, _UNKNOWN) for part in (words, before, further))
        share, seen = self._n_grams(known, first, second)
        share = np.where(words < self._size, share, share * _NEW)
        kinds, first_kinds = self._classes[words], self._classes[np.maximum(before, 0)]
        of_word = np.where(words < self._size, tables.counts[known] / tables.class_sizes[kinds], _NEW)
        alike = tables.turns[first_kinds, kinds] * np.minimum(of_word, 1.0)
        mixed = np.where(before >= 0, seen * alike + (1 - seen) * share, share)
        if len(self._page_pairs):
            keys = before * 2**32 + words
            place = np.minimum(np.searchsorted(self._page_pairs, keys), len(self._page_pairs) - 1)
            mixed = mixed + _OF_PAGE * np.where(self._page_pairs[place] == keys, self._page_shares[place], 0.0)
        found: _Floats = np.log(mixed)
        return found

    def _n_grams(self, words: _Ints, before: _Ints, further: _Ints) -> tuple[_Floats, _Floats]:
        """Smoothed probabilities, and the classes' share where they come from a triple, a pair or the word alone."""
        tables, size = self._tables, self._size
        at_word, is_pair = _find(tables.pairs, before * size + words, before >= 0)
        rest = np.where(before >= 0, tables.singles_rest[np.maximum(before, 0)], 1.0)
        value = np.where(is_pair, tables.pairs_p[at_word], rest * tables.singles_p[words])
        at_context, is_context = _find(tables.pairs, further * size + before, further >= 0)
        at_third, is_triple = _find(tables.triples, at_context * size + words, is_context)
        value = np.where(is_context, tables.pairs_rest[at_context] * value, value)
        value = np.where(is_triple, tables.triples_p[at_third], value)
        of_triple, of_pair, of_single = _OF_CLASSES
        return value, np.where(is_triple, of_triple, np.where(is_pair, of_pair, of_single))


def _find(keys: _Ints, asked: _Ints, may: npt.NDArray[np.bool_]) -> tuple[_Ints, npt.NDArray[np.bool_]]:
    """Where each key stands, and whether it does."""
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return place, may & (keys[place] == asked)


@cache
def shipped_model() -> WordModel:
    """The model that comes with the package; loaded once, in about a fifth of a second."""
    data = files("briefings.layout").joinpath("data/words.npz").read_bytes()
    return read_model(data)


def read_model(data: bytes) -> WordModel:
    """A model out of what `briefings.layout.training` has stored."""
    with np.load(BytesIO(data)) as archive:
        stored = dict(archive)
    words = _texts(stored["words"])
    counts = _counts(stored["word_counts"])
    classes = stored["classes"].astype(np.int64)
    turns = _counts(stored["class_turns"]).astype(float) + 0.05
    return WordModel(
        Tables(
            dict(zip(words, range(len(words)), strict=True)),
            counts,
            stored["capitals"] / 255.0,
            _keys(stored, "pairs", len(words)),
            _keys(stored, "triples", len(words)),
            _logs(stored["singles_p"]),
            _logs(stored["singles_rest"]),
            _logs(stored["pairs_p"]),
            _logs(stored["pairs_rest"]),
            _logs(stored["triples_p"]),
            classes,
            dict(zip(_texts(stored["endings"]), stored["ending_classes"].tolist(), strict=True)),
            turns / turns.sum(axis=1, keepdims=True),
            np.maximum(np.bincount(classes, counts, minlength=len(turns)), 50.0),
        )
    )


def _keys(stored: dict[str, np.ndarray], name: str, size: int) -> _Ints:
    runs = stored[f"{name}_runs"].astype(np.int64)
    steps = stored[f"{name}_low"].astype(np.int64) + 256 * stored[f"{name}_high"].astype(np.int64)
    firsts = np.repeat(np.arange(len(runs)), runs)
    sums = np.cumsum(steps)
    opens = (np.cumsum(runs) - runs)[runs > 0]
    before = np.repeat(sums[opens] - steps[opens], runs[runs > 0])
    found: _Ints = firsts * size + sums - before
    return found


def _texts(stored: np.ndarray) -> list[str]:
    return bytes(stored).decode().split("\n")


def _counts(stored: np.ndarray) -> _Ints:
    table = np.array([0, *(round(math.exp((value - 1) / _COUNT_STEPS)) for value in range(1, 256))], dtype=np.int64)
    found: _Ints = table[stored]
    return found


def _logs(stored: np.ndarray) -> _Floats:
    table = np.exp(1.5 - np.arange(256) / _LOG_STEPS)
    found: _Floats = table[stored]
    return found
