"""Who and what matters in a text, by the names that `annotate` finds, compared with what people marked.

The formula is that of `salience` in `score.py` beside the labelled data.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefings.developments.training import rouge
from briefings.model import Annotation, Mention

_KINDS = frozenset({"person", "organization", "place"})
_MARKED = 2  #: of 5 summaries, at least so many name it
_SHORTEST = 4  #: letters of a name that is compared
_LITTLE = frozenset({"the", "a", "an", "of", "in"})
_EARLY, _TITLE = 3.0, 2.0  #: sentences that an early place and a place in the first sentence are worth


def main_names(found: Annotation) -> list[str]:
    """The names of a text, those first that stand in many sentences, early, and in its first sentence."""
    starts = [sentence.start for sentence in found.sentences]
    together: dict[str, list[Mention]] = defaultdict(list)
    for mention in found.mentions:
        if mention.label != "NORP":
            together[mention.entity or mention.text.lower()].append(mention)
    order = sorted(together.values(), key=lambda mentions: -_weight(mentions, starts))
    return _once(max(mentions, key=lambda mention: len(mention.text)).text for mentions in order)


def _weight(mentions: Sequence[Mention], starts: Sequence[int]) -> float:
    sentences = [bisect_right(starts, mention.start) - 1 for mention in mentions]
    early = 1 - sentences[0] / max(1, len(starts))
    return len(set(sentences)) + _EARLY * early + _TITLE * (sentences[0] == 0)


def _once(names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(same(name, other) for other in kept):
            kept.append(name)
    return kept


def recall(document: Mapping[str, Any], names: Sequence[str]) -> float | None:
    """How many of the marked are among as many names; None where none is marked."""
    marked = [one for one in document["entities"] if one["salience"] >= _MARKED and one["type"] in _KINDS]
    left = list(marked)
    for name in names[: len(marked)]:
        hit = next((one for one in left if _is(name, one)), None)
        left = [one for one in left if one is not hit]
    return 1 - len(left) / len(marked) if marked else None


def _is(name: str, marked: Mapping[str, Any]) -> bool:
    return any(same(name, mention) for mention in marked["mentions"] if len(mention) >= _SHORTEST)


def same(name: str, other: str) -> bool:
    """Whether two names share half the words of the shorter one."""
    ours, theirs = set(rouge.words(name)) - _LITTLE, set(rouge.words(other)) - _LITTLE
    return bool(ours and theirs) and 2 * len(ours & theirs) >= min(len(ours), len(theirs))
