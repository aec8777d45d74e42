"""Weights of features from examples: a logistic regression whose every document counts alike (numpy alone)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefings.developments.rank import BIAS

_STEPS = 400
_RATE = 0.05
_MOMENTS = (0.9, 0.99)  #: of Adam (Kingma and Ba 2015)
_SMALLEST = 1e-8
_Row = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """What can be ranked in one document: the features of each, and what each is worth."""

    group: str  #: tables of one group are never divided between learning and measuring
    features: Sequence[dict[str, float]]
    worth: Sequence[float]  #: 0 to 1, the best of the document 1
    weight: float = 1.0  #: what the document counts beside others


def learn(tables: Sequence[Table], *, shrink: float, positive: bool = False) -> dict[str, float]:
    """Weights for which the logistic of the weighted sum is nearest to the worth.

    Args:
        tables: documents, at least one.
        shrink: how strongly weights are drawn to nothing; the bias is not.
        positive: keep weights that speak for something at 0 or above.
    """
    names = [*tables[0].features[0], BIAS]
    rows = np.array([[*(one[name] for name in names[:-1]), 1.0] for table in tables for one in table.features])
    wanted = np.array([worth for table in tables for worth in table.worth])
    counts = np.concatenate([np.full(len(table.worth), table.weight / len(table.worth)) for table in tables])
    drawn = np.array([shrink] * (len(names) - 1) + [0.0])
    least = np.array([0.0 if positive else -np.inf] * (len(names) - 1) + [-np.inf])
    found = _descend(rows, wanted, counts / counts.sum(), drawn, least)
    return dict(zip(names, (float(value) for value in found), strict=True))


def _descend(rows: _Row, wanted: _Row, counts: _Row, drawn: _Row, least: _Row) -> _Row:
    weights, mean, spread = np.zeros(rows.shape[1]), np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    keep, keep_spread = _MOMENTS
    for step in range(1, _STEPS + 1):
        slope = rows.T @ ((_logistic(rows @ weights) - wanted) * counts) + drawn * weights
        mean = keep * mean + (1 - keep) * slope
        spread = keep_spread * spread + (1 - keep_spread) * slope**2
        size = np.sqrt(spread / (1 - keep_spread**step)) + _SMALLEST
        weights = np.maximum(least, weights - _RATE * mean / (1 - keep**step) / size)
    return weights


def _logistic(sums: _Row) -> _Row:
    return np.asarray(1 / (1 + np.exp(-sums)))


def folds(groups: Collection[str], count: int) -> dict[str, int]:
    """Which part of several each group is measured in: in their order, one after the other."""
    return {group: index % count for index, group in enumerate(sorted(set(groups)))}


def squared(worths: Sequence[float]) -> list[float]:
    """Worths as parts of the best, squared, so that telling the best matters more than telling the worst."""
    best = max(worths, default=0.0)
    return [(worth / best) ** 2 if best else 0.0 for worth in worths]
