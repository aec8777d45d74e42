"""How well names are compared, looked up and joined: figures from answers and the truth.

The formulas are those of `score.py` beside the labelled names (`data/names`); `dragoman evaluate names` prints them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

#: Figures of pairs, look-ups and joins in the order to show them.
PAIRS = ("n", "same", "AUC", "AP", "F1", "P", "R", "best_F1", "best_at")
ONE = ("n", "hit1", "hit3", "answered", "wrong", "refused")
SEVERAL = ("n", "choose", "cover")
NONE = ("n", "false_accept", "false_offer")
JOINS = ("n", "clusters", "found", "B3_P", "B3_R", "B3_F1", "pair_P", "pair_R", "wrong_joins")
_FEW = 3
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled query and what a look-up said to it."""

    accept: Collection[str]  #: ids that are right; empty where nothing must be answered
    sort: str  #: "none", "ambiguous", or what makes it hard ("typo", "script"…)
    ids: Sequence[str]  #: the candidates', best first
    outcome: Literal["found", "ambiguous", "none"]

    @property
    def right(self) -> bool:
        """Whether the first candidate is right."""
        return bool(self.ids) and self.ids[0] in self.accept

    def covered(self, most: int) -> int:
        """How many of the first `most` candidates are right."""
        return sum(one in self.accept for one in self.ids[:most])


def of_pairs(same: Sequence[bool], scores: Sequence[float], threshold: float) -> dict[str, float]:
    """Figures of pairs of names.

    Args:
        same: whether the names of each pair are one entity's.
        scores: how alike they were found.
        threshold: the least score of names that are taken for one.

    Returns:
        `PAIRS`: precision, recall and their F1 at `threshold`, areas under both curves, and the best F1 of any
        threshold with that threshold.
    """
    taken = [score >= threshold for score in scores]
    hits = sum(one and other for one, other in zip(same, taken, strict=True))
    precision, recall = _share(hits, sum(taken)), _share(hits, sum(same))
    average, best, best_at = _curve(same, scores)
    return {
        "n": len(same),
        "same": sum(same),
        "AUC": _area(same, scores),
        "AP": average,
        "F1": _f1(precision, recall),
        "P": precision,
        "R": recall,
        "best_F1": best,
        "best_at": best_at,
    }


def of_look_ups(asked: Iterable[Asked]) -> dict[str, dict[str, Any]]:
    """Figures of look-ups.

    Returns:
        `one`: of queries with one right answer, the shares with it first and among three, answered with it, answered
        wrongly, and refused. `ambiguous`: the share offered as a choice between at least two that are right, and how
        much of what is right is among five. `none`: the shares of unknown names that were answered and offered.
        `sorts`: for each sort of query the share with a right one first.
    """
    groups: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        groups[one.sort].append(one)
    single = [one for sort, some in groups.items() if sort not in ("none", "ambiguous") for one in some]
    return {
        "one": {"n": len(single), **_of_single(single)},
        "ambiguous": {"n": len(groups["ambiguous"]), **_of_ambiguous(groups["ambiguous"])},
        "none": {"n": len(groups["none"]), **_of_unknown(groups["none"])},
        "sorts": {
            sort: {"n": len(some), "hit1": _mean(some, lambda one: one.right)}
            for sort, some in sorted(groups.items())
            if some and sort != "none"
        },
    }


def of_joins(truth: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """B-cubed and pairwise figures of mentions joined to clusters.

    Args:
        truth: each mention's cluster.
        labels: the cluster that it was put into; only their being equal counts.
    """
    gold, made, both = Counter(truth), Counter(labels), Counter(zip(truth, labels, strict=True))
    precision = _share(sum(count * count / made[label] for (_, label), count in both.items()), len(truth))
    recall = _share(sum(count * count / gold[cluster] for (cluster, _), count in both.items()), len(truth))
    hits, drawn, due = _pairs(both), _pairs(made), _pairs(gold)
    return {
        "n": len(truth),
        "clusters": len(gold),
        "found": len(made),
        "B3_P": precision,
        "B3_R": recall,
        "B3_F1": _f1(precision, recall),
        "pair_P": hits / drawn if drawn else 1.0,
        "pair_R": hits / due if due else 1.0,
        "wrong_joins": drawn - hits,
    }


def _of_single(some: Sequence[Asked]) -> dict[str, float]:
    return {
        "hit1": _mean(some, lambda one: one.right),
        "hit3": _mean(some, lambda one: one.covered(_FEW)),
        "answered": _mean(some, lambda one: one.outcome == "found" and one.right),
        "wrong": _mean(some, lambda one: one.outcome == "found" and bool(one.ids) and not one.right),
        "refused": _mean(some, lambda one: one.outcome == "none" or not one.ids),
    }


def _of_ambiguous(some: Sequence[Asked]) -> dict[str, float]:
    covers = [min(1.0, one.covered(_SHOWN) / min(_SHOWN, len(one.accept))) for one in some if one.accept]
    return {
        "choose": _mean(some, lambda one: one.outcome == "ambiguous" and one.right and one.covered(_SHOWN) > 1),
        "cover": _share(sum(covers), len(covers)),
    }


def _of_unknown(some: Sequence[Asked]) -> dict[str, float]:
    return {
        "false_accept": _mean(some, lambda one: one.outcome == "found" and bool(one.ids)),
        "false_offer": _mean(some, lambda one: one.outcome == "ambiguous" and bool(one.ids)),
    }


def _mean(some: Sequence[Asked], holds: Callable[[Asked], object]) -> float:
    return _share(sum(bool(holds(one)) for one in some), len(some))


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _share(2 * precision * recall, precision + recall)


def _area(same: Sequence[bool], scores: Sequence[float]) -> float:
    """The area under the curve of true over false ones: how often a true pair scores higher; a tie counts half."""
    true, false = sum(same), len(same) - sum(same)
    below, won = 0, 0.0
    for hits, misses in _ties(same, scores, falling=False):
        won += hits * (below + misses / 2)
        below += misses
    return _share(won, true * false)


def _curve(same: Sequence[bool], scores: Sequence[float]) -> tuple[float, float, float]:
    """Average precision, the best F1, and the threshold where it is."""
    total, hits, misses, recall_before = sum(same), 0, 0, 0.0
    average, best, best_at = 0.0, 0.0, 0.0
    thresholds = sorted(set(scores), reverse=True)
    for threshold, (more, wrong) in zip(thresholds, _ties(same, scores, falling=True), strict=True):
        hits, misses = hits + more, misses + wrong
        precision, recall = hits / (hits + misses), _share(hits, total)
        average += precision * (recall - recall_before)
        recall_before = recall
        if _f1(precision, recall) > best:
            best, best_at = _f1(precision, recall), threshold
    return average, best, best_at


def _ties(same: Sequence[bool], scores: Sequence[float], *, falling: bool) -> Iterable[tuple[int, int]]:
    """True and false pairs at each score."""
    ordered = sorted(zip(scores, same, strict=True), key=lambda pair: pair[0], reverse=falling)
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        labels = [label for _, label in group]
        yield sum(labels), len(labels) - sum(labels)
