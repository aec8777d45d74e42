"""Articles into stories: those that are more alike on average than a bound come together, the most alike first.

Average link over the nearest neighbours of each article. Neighbours are found through words that few articles have, so
that the time grows a little faster than the number of articles and not with its square.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from briefings.developments.sketches import Rarity, Sketch, counted

ONE_STORY = 0.15  #: likeness on average from which articles tell one story; see `dragoman evaluate stories`
_LONG, _SHORTER = 90, 0.2  #: words from which texts are compared as they are; the power by which shorter ones gain
_DAILY, _OTHER_DAY = 40, 0.75  #: words up to which a text is of its day; what one of another day then lacks
_COMMON = 400  #: articles of one word beyond which it finds no neighbours
_NEIGHBOURS = 48  #: of one article, at most
_LEAST = 0.02  #: likeness of words under which articles are no neighbours


def likeness(a: Sketch, b: Sketch, rarity: Rarity) -> float:
    """How alike two articles are: 0.0 for nothing in common, about 1.0 for the same words, less on other days.

    Two short texts on one event share fewer words than two long ones and gain a little for it. A short text tells what
    happened on its day: on days that are not the other's it has to be far more alike to tell the same.
    """
    return _likeness(rarity.weights(a), a, rarity.weights(b), b)


def _likeness(weights: Mapping[str, float], a: Sketch, weights_of_b: Mapping[str, float], b: Sketch) -> float:
    fewer, more = sorted((weights, weights_of_b), key=len)
    alike = sum(weight * more[word] for word, weight in fewer.items() if word in more)
    return alike * _gain(a, b) - _loss(a, b)


def _size(a: Sketch, b: Sketch) -> float:
    return math.sqrt(max(a.size, 4) * max(b.size, 4))


def _gain(a: Sketch, b: Sketch) -> float:
    return float(max(1.0, _LONG / _size(a, b)) ** _SHORTER)


def _loss(a: Sketch, b: Sketch) -> float:
    return float(_OTHER_DAY * min(1.0, _DAILY / _size(a, b)) ** 2) if a.days.isdisjoint(b.days) else 0.0


def cluster(sketches: Sequence[Sketch]) -> list[list[int]]:
    """Articles by story.

    Args:
        sketches: all articles, in an order that does not depend on how they came; ties go by it.

    Returns:
        Indexes of the articles of each story in order; stories in the order of their first article.
    """
    rarity = counted(sketches)
    return _Linking(_neighbours(sketches, rarity)).stories()


# --- neighbours ----------------------------------------------------------------------------------------------------

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]
_Link = tuple[float, float, int]  #: likeness of words, what other days take from it, and of how many pairs


@dataclass(frozen=True, slots=True)
class _Vectors:
    """All articles as vectors: those of one article lie side by side."""

    words: list[_Ints]  #: article → numbers of its words
    weights: list[_Floats]
    articles: list[_Ints]  #: word → the articles that have it
    values: list[_Floats]  #: … and its weight in them
    tells: NDArray[np.bool_]  #: word → whether it finds neighbours: more than one article has it, and not too many


def _vectors(sketches: Sequence[Sketch], rarity: Rarity) -> _Vectors:
    number: dict[str, int] = {}
    words, weights = [], []
    for one in sketches:
        found = rarity.weights(one)
        words.append(np.array([number.setdefault(word, len(number)) for word in found], dtype=np.int64))
        weights.append(np.array(list(found.values()), dtype=np.float64))
    which = np.repeat(np.arange(len(sketches)), [len(one) for one in words])
    flat, flat_weights = np.concatenate(words), np.concatenate(weights)
    order = np.argsort(flat, kind="stable")
    often = np.bincount(flat, minlength=len(number))
    ends = np.cumsum(often)[:-1]
    articles, values = np.split(which[order], ends), np.split(flat_weights[order], ends)
    return _Vectors(words, weights, articles, values, (often > 1) & (often <= _COMMON))


def _neighbours(sketches: Sequence[Sketch], rarity: Rarity) -> list[dict[int, _Link]]:
    """For each article those that are most like it; the other way round too."""
    found: list[dict[int, _Link]] = [{} for _ in sketches]
    if not any(one.words for one in sketches):
        return found
    vectors = _vectors(sketches, rarity)
    dense = np.zeros(len(vectors.articles))
    for index, one in enumerate(sketches):
        for other, alike in _nearest(index, vectors, dense):
            if other not in found[index]:
                link = (alike * _gain(one, sketches[other]), _loss(one, sketches[other]), 1)
                found[index][other] = found[other][index] = link
    return found


def _nearest(index: int, vectors: _Vectors, dense: _Floats) -> Iterator[tuple[int, float]]:
    """The articles most like one by their words; `dense` is room for a vector, all zeros."""
    mine, weights = vectors.words[index], vectors.weights[index]
    telling = np.flatnonzero(vectors.tells[mine])
    if not telling.size:
        return
    near, sums = _sharing(mine[telling], weights[telling], vectors)
    if near.size > _NEIGHBOURS + 1:  # those that share most, and all that share as much as the last of them
        most = np.flatnonzero(sums >= np.partition(sums, -_NEIGHBOURS - 1)[-_NEIGHBOURS - 1])
        near, sums = near[most], sums[most]
    kept = [int(other) for other in near[np.lexsort((near, -sums))[: _NEIGHBOURS + 1]] if other != index]
    if not kept:
        return
    dense[mine] = weights
    begins = np.cumsum([0, *(len(vectors.words[other]) for other in kept[:-1])])
    shares = dense[np.concatenate([vectors.words[other] for other in kept])]
    shares *= np.concatenate([vectors.weights[other] for other in kept])
    dense[mine] = 0.0
    alike = np.add.reduceat(shares, begins)
    yield from ((other, share) for other, share in zip(kept, alike.tolist(), strict=True) if share >= _LEAST)


def _sharing(words: _Ints, weights: _Floats, vectors: _Vectors) -> tuple[_Ints, _Floats]:
    """The articles that have some of these words, and what they have of them, by weight."""
    those = np.concatenate([vectors.articles[word] for word in words])
    shares = np.concatenate([vectors.values[word] * weight for word, weight in zip(words, weights, strict=True)])
    sums = np.asarray(np.bincount(those, weights=shares), dtype=np.float64)
    near = np.flatnonzero(sums)
    return near, sums[near]


# --- average link --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Linking:
    """Stories as they grow; a story is named by its first article."""

    links: list[dict[int, _Link]]  #: story → story with neighbours in it → their links added up
    members: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {index: [index] for index in range(len(self.links))}

    def stories(self) -> list[list[int]]:
        """Put together what is alike, the most alike first."""
        pairs = [(one, other) for one, near in enumerate(self.links) for other in near if one < other]
        heap = [(-average, *pair, 1, 1) for pair in pairs if (average := self._average(*pair)) >= ONE_STORY]
        heapq.heapify(heap)
        while heap:
            _, one, other, size, size_of_other = heapq.heappop(heap)
            if (size, size_of_other) == (len(self.members.get(one, ())), len(self.members.get(other, ()))):
                self._join(one, other)
                for third in self.links[one]:
                    a, b = min(one, third), max(one, third)
                    if (average := self._average(a, b)) >= ONE_STORY:
                        heapq.heappush(heap, (-average, a, b, len(self.members[a]), len(self.members[b])))
        return [sorted(members) for _, members in sorted(self.members.items())]

    def _average(self, one: int, other: int) -> float:
        """Likeness over all pairs; articles that are no neighbours share nothing and are as far apart in time."""
        alike, loss, pairs = self.links[one][other]
        return alike / (len(self.members[one]) * len(self.members[other])) - loss / pairs

    def _join(self, one: int, other: int) -> None:
        self.members[one] += self.members.pop(other)
        mine, theirs = self.links[one], self.links[other]
        mine.pop(other, None)
        theirs.pop(one, None)
        for third, link in theirs.items():
            mine[third] = self.links[third][one] = _added(link, mine.get(third))
            del self.links[third][other]
        self.links[other] = {}


def _added(a: _Link, b: _Link | None) -> _Link:
    return a if b is None else (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def nearest_story(
    one: Sketch, stories: Mapping[int, Sequence[Sketch]], rarity: Rarity, *, bound: float = ONE_STORY
) -> int | None:
    """The story that an article belongs to: the one whose articles are most like it on average, if they are enough.

    Args:
        one: the article.
        stories: id of a story → its articles, or some of them.
        rarity: of words in the archive.
        bound: likeness that is enough.
    """
    weights = rarity.weights(one)
    alike = {
        story: sum(_likeness(weights, one, rarity.weights(other), other) for other in others) / len(others)
        for story, others in stories.items()
        if others
    }
    best = max(alike, key=lambda story: (alike[story], -story), default=None)
    return best if best is not None and alike[best] >= bound else None


def rarest(one: Sketch, rarity: Rarity, most: int) -> list[str]:
    """The words that tell most of an article, the weightiest first."""
    weights = Counter(rarity.weights(one))
    return [word for word, _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]
