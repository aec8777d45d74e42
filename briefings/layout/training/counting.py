"""n-grams of a long text, counted as arrays, and smoothed after Kneser and Ney.

Chen and Goodman, "An empirical study of smoothing techniques for language modeling" (1999), their modified form with
three discounts; what is pruned for size goes back into the weights of the shorter contexts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Grams:
    """Probabilities of words (0..size-1), pairs and triples, with the weights of their shorter contexts.

    Pairs are keyed `first * size + second`, triples `pair's place * size + third`, both ascending.
    """

    size: int
    singles: _Floats
    pairs: _Ints
    pairs_p: _Floats
    pairs_rest: _Floats  #: what a pair, as a context, leaves to the second word alone
    singles_rest: _Floats
    triples: _Ints
    triples_p: _Floats


def _discounts(counts: _Ints) -> _Floats:
    """What is taken off counts of one, two, and three or more; index 0 is nothing."""
    ones, twos, threes, fours = (max(1, int((counts == number).sum())) for number in (1, 2, 3, 4))
    share = ones / (ones + 2 * twos)
    return np.array([0.0, 1 - 2 * share * twos / ones, 2 - 3 * share * threes / twos, 3 - 4 * share * fours / threes])


def _taken(counts: _Ints) -> _Floats:
    discounts = np.clip(_discounts(counts), 0.05, 2.9)
    discounts[0] = 0.0
    taken: _Floats = np.minimum(discounts[np.minimum(counts, 3)], counts)
    return taken


def smoothed(text: _Ints, size: int, *, fewest_pairs: int, fewest_triples: int) -> Grams:
    """Count and smooth.

    Args:
        text: word numbers below `size`, sentences parted by word number 1.
        size: of the vocabulary.
        fewest_pairs: times seen below which a pair is not kept.
        fewest_triples: the same for triples.
    """
    pairs, pair_counts = np.unique(text[:-1] * size + text[1:], return_counts=True)
    places = np.searchsorted(pairs, text[:-1] * size + text[1:])
    inner = text[1:-1] != 1  # no triple runs over a sentence's end
    triples, triple_counts = np.unique((places[:-1] * size + text[2:])[inner], return_counts=True)
    del places
    firsts, seconds = pairs // size, pairs % size

    # Shorter contexts count in how many longer ones they stand; after a sentence's start they count as they are.
    ends = np.searchsorted(pairs, (pairs[triples // size] % size) * size + triples % size)
    kinds = np.bincount(ends, minlength=len(pairs))
    lower = np.where((firsts == 1) | (kinds == 0), pair_counts, kinds)
    single_kinds = np.bincount(seconds, minlength=size)
    singles = (single_kinds + 0.1) / (single_kinds + 0.1).sum()

    taken = _taken(lower)
    totals = np.bincount(firsts, lower, minlength=size) + 1e-9
    singles_rest = np.bincount(firsts, taken, minlength=size) / totals
    singles_rest[totals < 0.5] = 1.0
    pairs_p = (lower - taken) / totals[firsts] + singles_rest[firsts] * singles[seconds]

    contexts = triples // size
    taken = _taken(triple_counts)
    totals = np.bincount(contexts, triple_counts, minlength=len(pairs)) + 1e-9
    rest = np.bincount(contexts, taken, minlength=len(pairs)) / totals
    triples_p = (triple_counts - taken) / totals[contexts] + rest[contexts] * pairs_p[ends]
    return _pruned(
        Grams(size, singles, pairs, pairs_p, np.where(totals < 0.5, 1.0, rest), singles_rest, triples, triples_p),
        pair_counts >= fewest_pairs,
        triple_counts >= fewest_triples,
        ends,
    )


def _pruned(grams: Grams, keep: npt.NDArray[np.bool_], keep_triples: npt.NDArray[np.bool_], ends: _Ints) -> Grams:
    size = grams.size
    contexts = grams.triples // size
    keep_triples &= keep[contexts] & keep[ends]
    kept = np.bincount(contexts[keep_triples], grams.triples_p[keep_triples], minlength=len(keep))
    below = np.bincount(contexts[keep_triples], grams.pairs_p[ends[keep_triples]], minlength=len(keep))
    pairs_rest = np.clip((1 - kept) / np.maximum(1 - below, 1e-6), 1e-3, 4.0)
    firsts, seconds = grams.pairs // size, grams.pairs % size
    kept = np.bincount(firsts[keep], grams.pairs_p[keep], minlength=size)
    below = np.bincount(firsts[keep], grams.singles[seconds[keep]], minlength=size)
    singles_rest = np.clip((1 - kept) / np.maximum(1 - below, 1e-6), 1e-3, 4.0)
    place = np.cumsum(keep) - 1
    return Grams(
        size,
        grams.singles,
        grams.pairs[keep],
        grams.pairs_p[keep],
        pairs_rest[keep],
        singles_rest,
        place[contexts[keep_triples]] * size + (grams.triples % size)[keep_triples],
        grams.triples_p[keep_triples],
    )
