"""Gutters: the white lanes between columns of running text, and what is no gutter for all its whiteness.

A lane is looked for row by row: a strip of fixed width that no word touches over several rows, with text on both sides.
Tables have such lanes too; they are told by their cells, which are short or mostly figures, so that their rows are read
across. (T. Breuel, "Two geometric algorithms for layout analysis", 2002, has the general form.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from briefings.layout.geometry import Line, Word
from briefings.layout.lines import spans

_LANE = 0.7  #: width of a lane, of the body's size
_FEWEST_ROWS = 3  #: with text on each side
_SAFE_ROWS = 6  #: a lane through fewer rows must be wider
_STRETCHED = 1.1  #: of the size: the widest space that setting a line to both edges makes
_CELL = 15  #: fewer characters beside a lane are a table's cell
_LETTERS = 0.6  #: share of letters below which they are figures
_LINES = 0.35  #: share of lines among the pieces beside a lane above which they are a column, tables and figures in it

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white lane between two columns; it holds for the rows from `first` to `last`."""

    x0: float
    x1: float
    first: int  #: index of a row
    last: int  #: index of a row, included

    @property
    def middle(self) -> float:
        """Where the rows are cut."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class _Lane:
    x: int  #: left edge in whole points
    width: int
    first: int
    last: int
    rows: int  #: rows with text, on the poorer side


def find_gutters(rows: Sequence[Sequence[Word]], body: float, width: float) -> list[Gutter]:
    """Find the gutters between columns of text.

    Args:
        rows: words by row, see `lines.group_rows`.
        body: size of the body's letters in points.
        width: of the page in points.

    Returns:
        Gutters from left to right; two that overlap in rows do not overlap in x.
    """
    pieces = [spans(row) for row in rows]
    taken = _taken(pieces, width)
    found: list[Gutter] = []
    copies = _gaps_between_copies(pieces)
    for lane in _lanes(taken, max(4, round(_LANE * body))):
        gutter = _as_gutter(lane, taken)
        if any(_clash(gutter, other) for other in found):
            continue
        if _parts_copies(gutter, copies) or _parts_text(pieces, gutter, found, body):
            found.append(gutter)
    return sorted(found, key=lambda gutter: (gutter.x0, gutter.first))


def cut_rows(rows: Sequence[Sequence[Word]], gutters: Sequence[Gutter]) -> list[Line]:
    """Cut rows at the gutters that hold for them; every word is in exactly one line."""
    lines = []
    for index, row in enumerate(rows):
        cuts = sorted(gutter.middle for gutter in gutters if gutter.first <= index <= gutter.last)
        parts: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
        for word in row:
            parts[sum((word.x0 + word.x1) / 2 > cut for cut in cuts)].append(word)
        edges = (float("-inf"), *cuts, float("inf"))
        lines += [Line(tuple(part), lane) for part, lane in zip(parts, pairwise(edges), strict=True) if part]
    return lines


def _taken(pieces: Sequence[Sequence[Line]], width: float) -> _Mask:
    taken = np.zeros((len(pieces), max(1, int(width) + 2)), dtype=np.bool_)
    for index, row in enumerate(pieces):
        for piece in row:
            taken[index, max(0, int(piece.x0)) : max(0, int(piece.x1) + 1)] = True
    return taken


def _lanes(taken: _Mask, width: int) -> list[_Lane]:
    """White strips with text on both sides, those with the most rows first; neighbours that hold alike are one."""
    sums = np.concatenate([np.zeros((len(taken), 1), dtype=int), np.cumsum(taken, axis=1)], axis=1)
    free = (sums[:, width:] - sums[:, :-width]) == 0
    left = sums[:, : free.shape[1]] > 0
    right = (sums[:, -1:] - sums[:, width : width + free.shape[1]]) > 0
    lanes: list[_Lane] = []
    for x in range(free.shape[1]):
        if left[:, x].any() and right[:, x].any():
            lanes += [
                _Lane(x, width, first, last, rows)
                for first, last in _runs(free[:, x])
                if (rows := min(left[first : last + 1, x].sum(), right[first : last + 1, x].sum())) >= _FEWEST_ROWS
            ]
    return _distinct(sorted(lanes, key=lambda lane: (-lane.rows, lane.x)))


def _runs(free: _Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(int), [0]])))
    return [(int(start), int(end) - 1) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _distinct(lanes: Sequence[_Lane]) -> list[_Lane]:
    kept: list[_Lane] = []
    for lane in lanes:
        same = next(
            (
                index
                for index, other in enumerate(kept)
                if (other.first, other.last) == (lane.first, lane.last)
                and lane.x - (other.x + other.width) <= 1
                and lane.x >= other.x
            ),
            None,
        )
        if same is None:
            kept.append(lane)
        else:
            other = kept[same]
            kept[same] = _Lane(
                other.x, max(other.width, lane.x + lane.width - other.x), lane.first, lane.last, lane.rows
            )
    return kept


def _as_gutter(lane: _Lane, taken: _Mask) -> Gutter:
    """The lane as wide as its rows leave it."""
    inside = taken[lane.first : lane.last + 1]
    x0, x1 = lane.x, lane.x + lane.width
    while x0 > 0 and not inside[:, x0 - 1].any():
        x0 -= 1
    while x1 < inside.shape[1] and not inside[:, x1].any():
        x1 += 1
    return Gutter(float(x0), float(x1), lane.first, lane.last)


def _clash(gutter: Gutter, other: Gutter) -> bool:
    in_rows = min(gutter.last, other.last) >= max(gutter.first, other.first)
    return in_rows and min(gutter.x1, other.x1) > max(gutter.x0, other.x0)


def _parts_text(pieces: Sequence[Sequence[Line]], gutter: Gutter, found: Sequence[Gutter], body: float) -> bool:
    """Whether running text stands on both sides of the lane: lines, not cells, the right ones set to one edge."""
    beside = [
        _beside(pieces[index], gutter, [other for other in found if other.first <= index <= other.last])
        for index in range(gutter.first, gutter.last + 1)
    ]
    left = [piece for piece, _ in beside if piece is not None]
    right = [piece for _, piece in beside if piece is not None]
    if len(left) < _FEWEST_ROWS or len(right) < _FEWEST_ROWS:
        return False
    wide = gutter.x1 - gutter.x0
    if wide < 1.0 * body and min(len(left), len(right)) < _SAFE_ROWS:
        return False
    lines = _lines_of(left), _lines_of(right)
    return bool(lines[0] and lines[1]) and (wide > 2 * body or _set_to_an_edge(lines[1]))


def _beside(row: Sequence[Line], gutter: Gutter, others: Sequence[Gutter]) -> tuple[Line | None, Line | None]:
    """The row's pieces on both sides of a lane, no other gutter between."""
    low = max((other.middle for other in others if other.middle < gutter.middle), default=0.0)
    high = min((other.middle for other in others if other.middle > gutter.middle), default=float("inf"))
    left = [piece for piece in row if low <= piece.x0 and piece.x1 <= gutter.x0 + 2]
    right = [piece for piece in row if piece.x0 >= gutter.x1 - 2 and piece.x0 < high]
    return _near(left[::-1]), _near(right)


def _near(pieces: Sequence[Line]) -> Line | None:
    """The first piece and those behind it that only a stretched space parts from it."""
    near = list(pieces[:1])
    for piece in pieces[1:]:
        if max(piece.x0 - near[-1].x1, near[-1].x0 - piece.x1) > _STRETCHED * piece.size:
            break
        near.append(piece)
    words = sorted((word for piece in near for word in piece.words), key=lambda word: word.x0)
    return Line(tuple(words)) if words else None


def _lines_of(pieces: Sequence[Line]) -> list[Line]:
    """Those that are lines of text; none at all if too few are."""
    lines = [piece for piece in pieces if _is_line(piece.text)]
    return lines if len(lines) >= max(_FEWEST_ROWS, _LINES * len(pieces)) else []


def _is_line(text: str) -> bool:
    solid = [letter for letter in text if not letter.isspace()]
    return len(text) >= _CELL and sum(letter.isalpha() for letter in solid) >= _LETTERS * len(solid)


def _set_to_an_edge(pieces: Sequence[Line]) -> bool:
    starts = [piece.x0 for piece in pieces]
    return max(sum(abs(start - other) <= 1.5 for start in starts) for other in starts) >= 0.4 * len(starts)


def _gaps_between_copies(pieces: Sequence[Sequence[Line]]) -> list[tuple[int, float, float]]:
    """Where a table is set in two copies side by side ("NAME CODE NAME CODE"): the header's row, the gap's edges."""
    found = []
    for index, row in enumerate(pieces):
        texts = [piece.text for piece in row]
        half = len(texts) // 2
        if half >= 2 and len(texts) == 2 * half and texts[:half] == texts[half:] and len(set(texts[:half])) == half:
            found.append((index, row[half - 1].x1, row[half].x0))
    return found


def _parts_copies(gutter: Gutter, copies: Sequence[tuple[int, float, float]]) -> bool:
    return any(gutter.first <= index <= gutter.last and x0 - 1 <= gutter.middle <= x1 + 1 for index, x0, x1 in copies)


def column_edges(gutters: Sequence[Gutter]) -> list[float]:
    """Where the page's columns part, from left to right: the gutters that hold for the most rows."""
    ordered = sorted(gutters, key=lambda gutter: gutter.first - gutter.last)
    edges: list[float] = []
    for gutter in ordered:
        if all(abs(gutter.middle - edge) > 30 for edge in edges):
            edges.append(gutter.middle)
    return sorted(edges)


def column_of(line: Line, edges: Sequence[float]) -> int | None:
    """The column a line stands in; None if it runs across an edge between two."""
    if any(line.x0 < edge - 3 and line.x1 > edge + 3 for edge in edges):
        return None
    return sum((line.x0 + line.x1) / 2 > edge for edge in edges)
