"""A small n-gram model of running English, to tell which words may follow one another across a line's end.

The shipped model (`data/words.npz`) is made by `python -m briefings.layout.training`; its README names the texts. Counts
are quantised to one byte and keyed by 32-bit hashes: a collision costs a little accuracy, and nothing else.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

START = "<s>"
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_NUMBER = re.compile(r"^\d[\d,.]*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
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


class WordModel:
    """Interpolated trigrams with a fallback to spelling length for unknown words."""

    def __init__(
        self,
        words: dict[str, int],
        pairs: dict[int, int],
        triples: dict[int, int],
        total: int,
        capitals: dict[str, float] | None = None,
    ) -> None:
        self._words = words
        self._capitals = capitals or {}
        self._pairs = pairs
        self._triples = triples
        self._total = total
        self._page: Counter[tuple[str, str]] = Counter()
        self._page_words: Counter[str] = Counter()
        self._memo: dict[tuple[str, str, str], float] = {}

    def on(self, lines: Iterable[Sequence[str]]) -> WordModel:
        """The same model with the word pairs of one page added to what it knows."""
        model = WordModel(self._words, self._pairs, self._triples, self._total, self._capitals)
        for tokens in lines:
            words = [normal(token) for token in tokens]
            model._page_words.update(words)
            model._page.update(zip(words, words[1:], strict=False))
        return model

    def knows(self, word: str) -> bool:
        """Whether the word is in the training texts' vocabulary."""
        return word in self._words

    def count(self, word: str) -> int:
        """How often the word stands in the training texts."""
        return self._words.get(word, 0)

    def capital_share(self, word: str) -> float:
        """How often, inside sentences, it begins with a capital: 0.0 to 1.0; 0.0 for words that are not known."""
        return self._capitals.get(word, 0.0)

    def log(self, word: str, before: str, further: str = "") -> float:
        """Natural logarithm of P(word | further before); START as `before` opens a sentence."""
        found = self._memo.get((further, before, word))
        if found is None:
            found = self._memo[further, before, word] = math.log(self._probability(word, before, further))
        return found

    def _probability(self, word: str, before: str, further: str) -> float:
        seen = self._words.get(word, 0)
        single = seen / self._total if seen else self._unknown(word)
        context = self._words.get(before, 0)
        pair = self._pairs.get(key(before, word), 0)
        double = pair / (context + 20) if context else 0.0
        triple = 0.0
        if further and pair:
            across = self._pairs.get(key(further, before), 0)
            triple = self._triples.get(key(further, before, word), 0) / (across + 3) if across else 0.0
        here = self._page.get((before, word), 0) - 1
        repeated = here / (self._page_words[before] + 1) if here > 0 else 0.0
        return 0.35 * min(triple, 1) + 0.3 * min(double, 1) + 0.15 * repeated + 0.2 * single

    def _unknown(self, word: str) -> float:
        repeated = self._page_words.get(word, 0)
        return (2e-6 if repeated > 1 else 4e-7) * (0.5 if len(word) < 3 else 1.0)


@cache
def shipped_model() -> WordModel:
    """The model that comes with the package; loaded once, in about a quarter of a second."""
    data = files("briefings.layout").joinpath("data/words.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        words = dict(zip(bytes(stored["words"]).decode().split("\n"), _counts(stored["word_counts"]), strict=True))
        pairs = dict(zip(stored["pairs"].tolist(), _counts(stored["pair_counts"]), strict=True))
        triples = dict(zip(stored["triples"].tolist(), _counts(stored["triple_counts"]), strict=True))
        shares = dict(zip(words, (stored["capitals"] / 255.0).tolist(), strict=True))
        capitals = {word: share for word, share in shares.items() if share}
        return WordModel(words, pairs, triples, int(stored["total"]), capitals)


def _counts(quantised_counts: np.ndarray) -> list[int]:
    table = [0, *(round(math.exp((value - 1) / _STEPS)) for value in range(1, 256))]
    return [table[value] for value in quantised_counts.tolist()]
