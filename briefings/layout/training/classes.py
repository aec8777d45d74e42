"""Words that are used alike, as classes: what stands beside them, in few dimensions, sorted into heaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

CLASSES = 255
_BESIDE = 700  #: frequent words that a word's neighbours are counted among
_DIMENSIONS = 72
_ROUNDS = 14
_RARE = 25  #: counts up to which a word says how unknown words with its ending behave
ENDING = 3  #: letters

_Floats = npt.NDArray[np.float64]
_Classes = npt.NDArray[np.uint8]


def sort_words(words: Sequence[str], pairs: Mapping[tuple[str, str], int]) -> _Classes:
    """Give each word a class (k-means over the leading directions of its neighbours' pointwise information)."""
    index = {word: number for number, word in enumerate(words)}
    beside = {word: number for number, word in enumerate(words[:_BESIDE])}
    table = np.zeros((len(words), 2 * _BESIDE))
    for (before, after), number in pairs.items():
        if before in index and after in beside:
            table[index[before], beside[after]] += number
        if after in index and before in beside:
            table[index[after], _BESIDE + beside[before]] += number
    return _heaps(_leading(_information(table)), words)


def _information(table: _Floats) -> _Floats:
    """Positive pointwise mutual information, damped for words with few counts."""
    rows = table.sum(axis=1, keepdims=True) + 5.0
    columns = table.sum(axis=0, keepdims=True) + 5.0
    with np.errstate(divide="ignore"):
        values = np.log(table * table.sum() / (rows * columns))
    found: _Floats = np.maximum(np.nan_to_num(values, neginf=0.0), 0.0) * (table / (table + 1.0))
    return found


def _leading(values: _Floats) -> _Floats:
    """The leading directions (randomised range finder: Halko, Martinsson, Tropp, 2011), rows to length one."""
    numbers = np.random.default_rng(7)
    sample = values @ numbers.standard_normal((values.shape[1], _DIMENSIONS + 16))
    for _ in range(3):
        sample, _ = np.linalg.qr(values @ (values.T @ sample))
    left, strength, _ = np.linalg.svd(sample.T @ values, full_matrices=False)
    found: _Floats = (sample @ left)[:, :_DIMENSIONS] * np.sqrt(strength[:_DIMENSIONS])
    found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    return found


def _heaps(points: _Floats, words: Sequence[str]) -> _Classes:
    """k-means by cosine, started from the most frequent words: these keep classes nearly their own."""
    centres = points[:CLASSES].copy()
    nearest = np.zeros(len(words), dtype=np.int64)
    weight = 1.0 / np.sqrt(np.arange(1, len(words) + 1))
    for _ in range(_ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for number in range(CLASSES):
            members = nearest == number
            if members.any():
                centre = (points[members] * weight[members, None]).sum(axis=0)
                centres[number] = centre / (np.linalg.norm(centre) + 1e-9)
    return nearest.astype(np.uint8)


def endings(words: Mapping[str, int], classes: Mapping[str, int]) -> dict[str, int]:
    """For each ending of rare words, the class that most of them have; "" for all of them."""
    votes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for word, number in words.items():
        if number <= _RARE and word.isalpha():
            votes[word[-ENDING:]][classes[word]] += 1
            votes[""][classes[word]] += 1
    return {ending: count.most_common(1)[0][0] for ending, count in votes.items() if sum(count.values()) >= 8}
