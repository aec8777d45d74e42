"""How near the sentences that come first are to what people wrote: formulas as `keysent` of the scorer has them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import fmean

from briefings.developments.training import rouge

FIRST = (1, 3)  #: how many sentences are compared with a summary
_GRADED = 5  #: how many count for the graded gain
#: Groups of documents by genre; None is all of them.
GROUPS: dict[str, tuple[str, ...] | None] = {
    "news": ("news",),
    "news+interview+speech": ("news", "interview", "speech"),
    "all": None,
}
COLUMNS = ("n", "top1_R1", "top1_R2", "top1_RL", "top1_R1r", "top3_R1", "top3_R2", "top3_RL", "top3_R1r", "ndcg5")


def key_sentences(sentences: Sequence[str], order: Sequence[int], summaries: Sequence[str]) -> dict[str, float]:
    """Figures of one document: the first sentences of an order against its summaries, and the gain of five."""
    refs = [rouge.words(summary) for summary in summaries]
    figures: dict[str, float] = {}
    for count in FIRST:
        made = rouge.words(" ".join(sentences[index] for index in sorted(order[:count])))
        one, two, longest = ([rate(made, ref) for ref in refs] for rate in (_singles, _pairs, rouge.longest_common))
        figures[f"top{count}_R1"] = fmean(f for _, _, f in one)
        figures[f"top{count}_R2"] = fmean(f for _, _, f in two)
        figures[f"top{count}_RL"] = fmean(f for _, _, f in longest)
        figures[f"top{count}_R1r"] = fmean(recall for _, recall, _ in one)
    return {**figures, "ndcg5": gain_of([gain(sentence, summaries) for sentence in sentences], order)}


def gain(sentence: str, summaries: Sequence[str]) -> float:
    """How many content words of a sentence a summary has, on average over the summaries."""
    own = set(rouge.words(sentence, content=True))
    return fmean(len(own & set(rouge.words(summary, content=True))) for summary in summaries)


def gain_of(gains: Sequence[float], order: Sequence[int], first: int = _GRADED) -> float:
    """Normalised discounted cumulative gain of an order; 0.0 where nothing is to be gained."""
    best = _discounted(sorted(gains, reverse=True)[:first])
    return _discounted([gains[index] for index in order[:first]]) / best if best else 0.0


def mean(documents: Iterable[dict[str, float]]) -> dict[str, float]:
    """The mean of each figure over documents, with their number; empty where there are none."""
    listed = list(documents)
    if not listed:
        return {"n": 0}
    return {"n": len(listed), **{name: fmean(one[name] for one in listed) for name in listed[0]}}


def in_group(genre: str, group: str) -> bool:
    """Whether a document of a genre belongs to one of `GROUPS`."""
    genres = GROUPS[group]
    return genres is None or genre in genres


def order_of(weights: Sequence[float]) -> list[int]:
    """Indices by weight, the highest first; the earlier of two that are equal."""
    return sorted(range(len(weights)), key=lambda index: (-weights[index], index))


def _singles(made: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    return rouge.overlap(made, wanted, 1)


def _pairs(made: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    return rouge.overlap(made, wanted, 2)


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
