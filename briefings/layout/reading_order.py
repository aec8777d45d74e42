"""Lines to chains (lines that follow each other down a column) and chains to reading order.

Order is decided pair by pair, by geometry alone, and then sorted topologically (T. Breuel, "High performance document
layout analysis", 2003): what stands above comes first where the two share a width; what stands to the left comes first
unless something between the two, across both, parts the page there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from briefings.layout.geometry import Line, overlap

_SIZE_CHANGE = 1.14  #: a heading is set at least this much larger than the text under it
_REACH = 1.5  #: sizes beyond its edges within which a line finds the next one
_HEADING_SIZE = 1.25  #: of the text's; what is smaller may be a sub-heading in its column
_HEADING_LINES = 3
_LOOSE = 2.2  #: of the size: white between two lines that parts chains


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
        return min(line.x0 for line in self.lines), max(line.x1 for line in self.lines)

    @property
    def y(self) -> tuple[float, float]:
        """Upper and lower edge."""
        return self.lines[0].y0, max(line.y1 for line in self.lines)


def chain_lines(lines: Sequence[Line]) -> list[Chain]:
    """Link each line to the one right below it where both are each other's neighbour, alike in size and close."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.x0))
    below = [_next(ordered, index) for index in range(len(ordered))]
    above: dict[int, list[int]] = {}
    for index, found in enumerate(below):
        if found is not None:
            above.setdefault(found, []).append(index)
    heads = [
        index
        for index in range(len(ordered))
        if len(above.get(index, [])) != 1 or not _belong(ordered[above[index][0]], ordered[index])
    ]
    chains = []
    for head in heads:
        members, at = [ordered[head]], below[head]
        while at is not None and at not in heads:
            members.append(ordered[at])
            at = below[at]
        chains.append(Chain(tuple(members)))
    return chains


def _next(ordered: Sequence[Line], index: int) -> int | None:
    """The nearest line under this one that shares its width; none if two stand side by side there."""
    line = ordered[index]
    under = [
        other
        for other in range(index + 1, len(ordered))
        if ordered[other].baseline > line.baseline + 1 and overlap(_x(line), _x(ordered[other])) > 0
    ]
    if not under:
        return None
    nearest = under[0]
    beside = [
        other
        for other in under[1:]
        if ordered[other].baseline - ordered[nearest].baseline < 0.8 * line.size
        and overlap((ordered[nearest].x0, ordered[nearest].x1), (ordered[other].x0, ordered[other].x1)) <= 0
    ]
    return None if beside else nearest


def _belong(upper: Line, lower: Line) -> bool:
    large, small = max(upper.size, lower.size), min(upper.size, lower.size)
    return large <= _SIZE_CHANGE * small and lower.baseline - upper.baseline <= _LOOSE * large


def _x(line: Line) -> tuple[float, float]:
    """Its edges and a little more, as far as its lane goes: a short line may be set in from its neighbours."""
    reach = _REACH * line.size
    return max(line.x0 - reach, min(line.lane[0], line.x0)), min(line.x1 + reach, max(line.lane[1], line.x1))


def spread_headings(chains: Sequence[Chain], body: float) -> list[Chain]:
    """Let a heading that has nothing beside it stand over all columns, however short it is.

    Args:
        chains: of one page.
        body: size of the page's text.
    """
    if not chains:
        return []
    whole = min(chain.x[0] for chain in chains), max(chain.x[1] for chain in chains)
    return [replace(chain, across=whole) if _is_alone(chain, chains, body) else chain for chain in chains]


def _is_alone(chain: Chain, chains: Sequence[Chain], body: float) -> bool:
    if len(chain.lines) > _HEADING_LINES or min(line.size for line in chain.lines) < _HEADING_SIZE * body:
        return False
    return not any(other is not chain and overlap(other.y, chain.y) > 0 for other in chains)


def order_chains(chains: Sequence[Chain]) -> list[Chain]:
    """Sort chains into reading order; each chain comes exactly once."""
    boxes = [(chain.x, chain.y) for chain in chains]
    size = median([line.size for chain in chains for line in chain.lines]) if chains else 10.0
    before: list[set[int]] = [set() for _ in chains]
    for first in range(len(chains)):
        for second in range(len(chains)):
            if first != second and _precedes(boxes, first, second, size):
                before[second].add(first)
    return [chains[index] for index in _sorted(before, boxes)]


_Box = tuple[tuple[float, float], tuple[float, float]]


def _precedes(boxes: Sequence[_Box], first: int, second: int, size: float) -> bool:
    (x, y), (other_x, other_y) = boxes[first], boxes[second]
    narrow = min(x[1] - x[0], other_x[1] - other_x[0])
    if overlap(x, other_x) > min(0.5 * size, 0.3 * narrow):
        return (y[0] + y[1]) < (other_y[0] + other_y[1])
    if x[0] >= other_x[0]:
        return False
    low, high = min(y[1], other_y[1]), max(y[0], other_y[0])
    return not any(
        low - 2 <= (box[1][0] + box[1][1]) / 2 <= high + 2
        and overlap(box[0], x) > size
        and overlap(box[0], other_x) > size
        for index, box in enumerate(boxes)
        if index not in {first, second}
    )


def _sorted(before: Sequence[set[int]], boxes: Sequence[_Box]) -> list[int]:
    """Topological order; where several may come, and in a circle, the one furthest to the left, then to the top."""
    waiting = set(range(len(before)))
    ordered: list[int] = []
    while waiting:
        free = [index for index in waiting if not before[index] & waiting]
        chosen = min(
            free or waiting, key=lambda index: (len(before[index] & waiting), boxes[index][1][0], boxes[index][0][0])
        )
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance of two baselines down a column; 1.2 times the size where there is but one line."""
    steps = [lower.baseline - upper.baseline for upper, lower in pairwise(lines)]
    return median(steps) if steps else 1.2 * lines[0].size
