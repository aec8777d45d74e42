"""Lines to chains (lines that follow each other down a column) and parts of a page to reading order.

Order is decided pair by pair, by geometry alone, and then sorted topologically (T. Breuel, "High performance document
layout analysis", 2003): what stands above comes first where the two share a width; what stands to the left comes first
unless something between the two, across both, parts the page there.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from briefings.layout.geometry import Line, Shape, overlap

_SIZE_CHANGE = 1.14  #: a heading is set at least this much larger than the text under it
_REACH = 1.5  #: sizes beyond its edges within which a line finds the next one
_HEADING_SIZE = 1.25  #: of the text's; what is smaller may be a sub-heading in its column
_HEADLINE_SIZE = 1.6
_HEADING_LINES = 3
_LOOSE = 2.2  #: of the size: white between two lines that parts chains
_NARROWED = 1.75  #: times as wide: a column before it runs round something; two columns are wider
_ALIGNED = 2.0  #: points that the edges of one column's lines lie apart at most
_MOST_PARTS = 800  #: a page in more parts is no text to be read on; its parts come from top to bottom


class Placed(Protocol):
    """What has a place on the page."""

    @property
    def x(self) -> tuple[float, float]:
        """Left and right edge."""

    @property
    def y(self) -> tuple[float, float]:
        """Upper and lower edge."""

    @property
    def aside(self) -> bool:
        """Whether it is a box: boxes in rows are read row by row."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Lines that follow one another down one column, from top to bottom; never empty."""

    lines: tuple[Line, ...]
    across: tuple[float, float] | None = None  #: the edges of the columns that a heading stands over

    @property
    def x(self) -> tuple[float, float]:
        """Left and right edge."""
        if self.across is not None:
            return self.across
        return min([line.x0 for line in self.lines]), max([line.x1 for line in self.lines])

    @property
    def y(self) -> tuple[float, float]:
        """Upper and lower edge."""
        return self.lines[0].y0, max([line.y1 for line in self.lines])


def chain_lines(lines: Sequence[Line]) -> list[Chain]:
    """Link each line to the one right below it where both are each other's neighbour, alike in size and close."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.x0))
    above: dict[int, list[int]] = {}
    for index, found in enumerate(_neighbours(ordered)):
        if found is not None and _belong(ordered[index], ordered[found]):
            above.setdefault(found, []).append(index)
    below = {}
    for lower, uppers in above.items():
        upper = _only(ordered, lower, uppers)
        if upper is not None:
            below[upper] = lower
    chains = []
    for head in sorted(set(range(len(ordered))) - set(below.values())):
        members, at = [ordered[head]], below.get(head)
        while at is not None:
            members.append(ordered[at])
            at = below.get(at)
        chains.append(Chain(tuple(members)))
    return chains


def _neighbours(ordered: Sequence[Line]) -> list[int | None]:
    """For each line the nearest line under it that shares its width.

    Where several stand side by side there, the one that is set to the line's own edges; none if there is no such one.
    """
    reaches = [_x(line) for line in ordered]
    baselines = [line.baseline for line in ordered]
    found: list[int | None] = []
    for index, line in enumerate(ordered):
        low, high = reaches[index]
        deepest = baselines[index] + _LOOSE * _SIZE_CHANGE * line.size
        level: list[int] = []
        for other in range(index + 1, len(ordered)):
            if baselines[other] > deepest:
                break
            if reaches[other][0] < high and low < reaches[other][1] and baselines[other] > baselines[index] + 1:
                if not level:
                    deepest = min(deepest, baselines[other] + 0.8 * max(line.size, ordered[other].size))
                level.append(other)
        found.append(_only(ordered, index, level) if _side_by_side(ordered, level) else next(iter(level), None))
    return found


def _side_by_side(ordered: Sequence[Line], level: Sequence[int]) -> bool:
    if len(level) < 2:
        return False
    first = ordered[level[0]]
    return any(overlap((first.x0, first.x1), (ordered[other].x0, ordered[other].x1)) <= 0 for other in level[1:])


def _only(ordered: Sequence[Line], index: int, others: Sequence[int]) -> int | None:
    """The only one of the lines beside each other, or the only one that stands in the column of this line."""
    if len(others) == 1:
        return others[0]
    line = ordered[index]
    alike = [other for other in others if _aligned(line, ordered[other])]
    return alike[0] if len(alike) == 1 else None


def _aligned(line: Line, other: Line) -> bool:
    large, small = max(line.size, other.size), min(line.size, other.size)
    edges = min(abs(line.x0 - other.x0), abs(line.x1 - other.x1))
    return large <= _SIZE_CHANGE * small and edges <= _ALIGNED


def _belong(upper: Line, lower: Line) -> bool:
    large, small = max(upper.size, lower.size), min(upper.size, lower.size)
    if large > _SIZE_CHANGE * small or lower.baseline - upper.baseline > _LOOSE * large:
        return False
    return (_within(upper, lower.lane) and _within(lower, upper.lane)) or _narrows(upper, lower)


def _narrows(upper: Line, lower: Line) -> bool:
    """Whether the lines are of one column that runs round something: one edge of it stays where it is."""
    if not _aligned(upper, lower) and upper.lane[0] != lower.lane[0] and upper.lane[1] != lower.lane[1]:
        return False
    wide, narrow = sorted((upper.lane[1] - upper.lane[0], lower.lane[1] - lower.lane[0]), reverse=True)
    return wide <= _NARROWED * narrow


def _within(line: Line, lane: tuple[float, float]) -> bool:
    """Whether a line keeps between gutters, those of the rows above or below it."""
    return lane[0] - _ALIGNED <= line.x0 and line.x1 <= lane[1] + _ALIGNED


def _x(line: Line) -> tuple[float, float]:
    """Its edges and a little more, as far as its lane goes: a short line may be set in from its neighbours."""
    reach = _REACH * line.size
    return max(line.x0 - reach, min(line.lane[0], line.x0)), min(line.x1 + reach, max(line.lane[1], line.x1))


def spread_headings(chains: Sequence[Chain], body: float) -> list[Chain]:
    """Let a heading that has nothing beside it stand over all columns, however short it is.

    White beside it is not enough where columns run on past it: there a heading no larger than a section's stands over
    the columns only if they all begin again at one height under it.

    Args:
        chains: of one page.
        body: size of the page's text.
    """
    if not chains:
        return []
    boxes = [(*chain.x, *chain.y) for chain in chains]
    whole = min(box[0] for box in boxes), max(box[1] for box in boxes)
    return [
        replace(chain, across=whole) if _is_heading(chain, body) and _is_over_all(index, chains, boxes, body) else chain
        for index, chain in enumerate(chains)
    ]


def _is_heading(chain: Chain, body: float) -> bool:
    return len(chain.lines) <= _HEADING_LINES and min(line.size for line in chain.lines) >= _HEADING_SIZE * body


def _is_over_all(index: int, chains: Sequence[Chain], boxes: Sequence[_Edges], body: float) -> bool:
    x0, x1, y0, y1 = boxes[index]
    others = [at for at in range(len(chains)) if at != index]
    if any(overlap(boxes[at][2:], (y0, y1)) > 0 for at in others):
        return False
    if min(line.size for line in chains[index].lines) >= _HEADLINE_SIZE * body:
        return True
    elsewhere = [at for at in others if overlap(boxes[at][:2], (x0, x1)) <= 0]
    if not any(boxes[at][3] <= y0 for at in elsewhere):
        return True
    tops = [
        min((boxes[at][2] for at in column if boxes[at][2] >= y1), default=None)
        for column in (elsewhere, [at for at in others if at not in elsewhere])
    ]
    return tops[0] is not None and tops[1] is not None and abs(tops[0] - tops[1]) <= 0.5 * body


_Edges = tuple[float, float, float, float]
_Part = TypeVar("_Part", bound=Placed)
_Matrix = npt.NDArray[np.bool_]


def order_parts(parts: Sequence[_Part], size: float, walls: Sequence[Shape] = ()) -> list[_Part]:
    """Sort a page's parts into reading order; each comes exactly once.

    Args:
        parts: chains and boxes.
        size: of the page's letters, in points.
        walls: pictures: what stands across two columns parts them.
    """
    boxes = [(*part.x, *part.y) for part in parts]
    if len(parts) > _MOST_PARTS:
        return [parts[index] for index in sorted(range(len(parts)), key=lambda index: (boxes[index][2], boxes[index]))]
    if len(parts) < 2:
        return list(parts)
    before = _precedence(boxes, walls, size)
    before = _boxes_by_rows(before, boxes, np.array([part.aside for part in parts]))
    return [parts[index] for index in _sorted(before, boxes)]


def _precedence(boxes: Sequence[_Edges], walls: Sequence[Shape], size: float) -> _Matrix:
    """Which part (row) comes before which (column)."""
    x0, x1, y0, y1 = np.array(boxes, dtype=np.float64).T
    shared = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    narrow = np.minimum((x1 - x0)[:, None], x1 - x0)
    stacked = shared > np.minimum(0.5 * size, 0.3 * narrow)
    middle = (y0 + y1) / 2
    inside = (y0[:, None] >= y0 - 1) & (y1[:, None] <= y1 + 1)
    inside &= ~inside.T
    higher = (inside.T | (middle[:, None] < middle)) & ~inside  # what text runs round comes after the text
    beside = (x0[:, None] < x0) & ~_parted(boxes, walls, size)
    before: _Matrix = (higher & stacked) | (beside & ~stacked)
    np.fill_diagonal(before, val=False)
    return before


def _boxes_by_rows(before: _Matrix, boxes: Sequence[_Edges], aside: _Matrix) -> _Matrix:
    """Of two boxes the one that ends above the other comes first, wherever they stand."""
    _, _, y0, y1 = np.array(boxes, dtype=np.float64).T
    above = y1[:, None] <= y0 + 1
    both = aside[:, None] & aside & (above | above.T)
    by_rows: _Matrix = (before & ~both) | (above & both)
    return by_rows


def _parted(boxes: Sequence[_Edges], walls: Sequence[Shape], size: float) -> _Matrix:
    """Whether something that stands across both of two parts lies between the one's end and the other's beginning."""
    x0, x1, y0, y1 = np.array(boxes, dtype=np.float64).T
    edges = np.array([*boxes, *((wall.x0, wall.x1, wall.y0, wall.y1) for wall in walls)], dtype=np.float64).T
    low = np.minimum(y1[:, None], y1) - 2
    high = np.maximum(y0[:, None], y0) + 2
    enough = np.minimum(size, 0.5 * (x1 - x0))
    parted = np.zeros(low.shape, dtype=np.bool_)
    for index, (left, right, top, bottom) in enumerate(edges.T):
        over = np.minimum(x1, right) - np.maximum(x0, left) > enough
        if index < len(boxes):
            over[index] = False
        under = np.flatnonzero(over)
        if len(under) > 1:
            block = np.ix_(under, under)
            middle = (top + bottom) / 2
            parted[block] |= (low[block] <= middle) & (middle <= high[block])
    return parted


def _sorted(before: _Matrix, boxes: Sequence[_Edges]) -> list[int]:
    """Topological order; of those that may come, and in a circle, the one with least before it, then the topmost."""
    waits = [int(count) for count in before.sum(axis=0)]
    queue = [(waits[index], boxes[index][2], boxes[index][0], index) for index in range(len(boxes))]
    heapq.heapify(queue)
    ordered: list[int] = []
    done = [False] * len(boxes)
    while queue:
        count, _, _, index = heapq.heappop(queue)
        if done[index] or count != waits[index]:
            continue
        done[index] = True
        ordered.append(index)
        for later in np.flatnonzero(before[index]).tolist():
            waits[later] -= 1
            if not done[later]:
                heapq.heappush(queue, (waits[later], boxes[later][2], boxes[later][0], later))
    return ordered


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance of two baselines down a column; 1.2 times the size where there is but one line."""
    steps = [lower.baseline - upper.baseline for upper, lower in pairwise(lines)]
    return median(steps) if steps else 1.2 * lines[0].size
