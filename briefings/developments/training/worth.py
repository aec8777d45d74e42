"""What a sentence or a development is worth, by what people wrote or told again: what salience is learned from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from briefings.developments.training import rouge
from briefings.model import Development

Json = Mapping[str, Any]

#: Genres of GUM whose texts may be learned from: Wikinews (CC BY 2.5), academic and court texts (CC BY 4.0).
OPEN_GENRES = frozenset({"news", "interview", "academic", "court"})
_PAIRS = 0.5  #: what shared pairs of words weigh beside shared words
_STEM = 4  #: letters by which a trigger and a marked word are one: "attack", "attacked"


def of_sentences(sentences: Iterable[str], summaries: Sequence[str]) -> list[float]:
    """How near each sentence comes to the summaries that people wrote."""
    refs = [rouge.words(summary) for summary in summaries]
    return [fmean(_near(rouge.words(sentence), ref) for ref in refs) for sentence in sentences]


def of_statements(developments: Iterable[Development], summaries: Sequence[str]) -> list[float]:
    """How near the content words of each statement come to those of the summaries."""
    refs = [rouge.words(summary, content=True) for summary in summaries]
    made = [rouge.words(development.statement, content=True) for development in developments]
    return [fmean(rouge.overlap(words, ref, 1)[2] for ref in refs) for words in made]


def _near(made: Sequence[str], ref: Sequence[str]) -> float:
    return rouge.overlap(made, ref, 1)[2] + _PAIRS * rouge.overlap(made, ref, 2)[2]


# --- what other reports tell again (ECB+) --------------------------------------------------------------------------


class Reports:
    """Reports of the same stories, with events marked across them."""

    def __init__(self, documents: Sequence[Json]) -> None:
        self._of_story: dict[str, set[str]] = defaultdict(set)
        self._telling: dict[tuple[str, str], set[str]] = defaultdict(set)
        for document in documents:
            self._of_story[document["cluster"]].add(document["id"])
            for mention in _actions(document):
                self._telling[document["cluster"], mention["instance"]].add(document["id"])

    def shares(self, document: Json, developments: Iterable[Development], starts: Sequence[int]) -> list[float]:
        """For each development, in what part of the other reports of its story its event is told.

        Args:
            document: with `sentences` and `mentions`.
            developments: found in its text.
            starts: for each sentence of the annotated text, the marked sentence that it begins in.
        """
        marked: dict[int, list[tuple[set[str], float]]] = defaultdict(list)
        others = max(1, len(self._of_story[document["cluster"]]) - 1)
        for mention in _actions(document):
            telling = len(self._telling[document["cluster"], mention["instance"]]) - 1
            marked[mention["sent"]].append((_stems(mention["text"]), telling / others))
        return [self._share(one, marked[starts[one.sentence]]) for one in developments]

    @staticmethod
    def _share(one: Development, marked: Iterable[tuple[set[str], float]]) -> float:
        trigger = _stems(one.trigger)
        return max((share for stems, share in marked if stems & trigger), default=0.0)


def _actions(document: Json) -> list[Json]:
    return [mention for mention in document["mentions"] if mention["tag"].startswith("ACTION")]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[a-z]+", text.lower())}
