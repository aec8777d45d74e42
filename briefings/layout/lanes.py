"""White lanes: strips that no word touches over several rows, with text on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefings.layout.geometry import Line

_STEP = 0.0625  #: of the body's size
_MOST_STEPS = 4_000  #: across a page
_LANE = 0.7  #: width of a lane, of the body's size
_FEWEST_ROWS = 3  #: with text on each side

Mask = npt.NDArray[np.bool_]
_Indices = npt.NDArray[np.intp]


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
    x: int  #: left edge, in steps
    width: int
    first: int
    last: int
    rows: int  #: rows with text, on the poorer side


@dataclass(frozen=True, slots=True)
class Raster:
    """Which parts of each row are covered, in steps that grow with the letters: any size of page reads alike."""

    taken: Mask
    origin: float
    step: float  #: points

    @classmethod
    def of(cls, pieces: Sequence[Sequence[Line]], body: float) -> Raster:
        """The raster of the pieces of one or more rows, for letters of the size `body`."""
        left = min(piece.x0 for row in pieces for piece in row)
        width = max(piece.x1 for row in pieces for piece in row) - left
        step = max(_STEP * body, width / _MOST_STEPS)
        taken = np.zeros((len(pieces), int(width / step) + 2), dtype=np.bool_)
        for index, row in enumerate(pieces):
            for piece in row:
                taken[index, int((piece.x0 - left) / step) : int((piece.x1 - left) / step) + 1] = True
        return cls(taken, left, step)

    def gutter(self, lane: _Lane) -> Gutter:
        """The lane as wide as its rows leave it."""
        used: Mask = np.any(self.taken[lane.first : lane.last + 1], axis=0)
        before, behind = np.flatnonzero(used[: lane.x]), np.flatnonzero(used[lane.x + lane.width :])
        x0 = int(before[-1]) + 1 if len(before) else 0
        x1 = lane.x + lane.width + int(behind[0]) if len(behind) else len(used)
        return Gutter(self.origin + x0 * self.step, self.origin + x1 * self.step, lane.first, lane.last)

    def is_free(self, index: int, x0: float, x1: float) -> bool:
        """Whether a row is white from `x0` to `x1`."""
        first, end = (round((x - self.origin) / self.step) for x in (x0, x1))
        return not self.taken[index, first:end].any()


def find_lanes(raster: Raster, body: float) -> list[Gutter]:
    """Find white strips with text on both sides, those with the most rows first.

    Args:
        raster: of the page's rows.
        body: size of the page's letters, in points.
    """
    taken, width = raster.taken, max(4, round(_LANE * body / raster.step))
    sums = np.concatenate([np.zeros((len(taken), 1), dtype=np.int32), np.cumsum(taken, axis=1, dtype=np.int32)], axis=1)
    strips = max(0, sums.shape[1] - width)
    if not strips:
        return []
    free = sums[:, width:] == sums[:, :strips]
    left = sums[:, :strips] > 0
    right = sums[:, -1:] > sums[:, width : width + strips]
    x, first, last = _runs(free)
    rows = np.minimum(_counts(left, x, first, last), _counts(right, x, first, last))
    enough = rows >= _FEWEST_ROWS
    found = _put_together(x[enough], first[enough], last[enough], rows[enough], width)
    return [raster.gutter(lane) for lane in sorted(found, key=lambda lane: (-lane.rows, lane.x))]


def _runs(free: Mask) -> tuple[_Indices, _Indices, _Indices]:
    """The runs of rows in which a strip is free: the strip, the first row and the last, included."""
    edge = np.zeros((1, free.shape[1]), dtype=np.int8)
    steps = np.diff(np.concatenate([edge, free.astype(np.int8), edge]), axis=0).T
    x, first = np.nonzero(steps == 1)
    return x, first, np.nonzero(steps == -1)[1] - 1


def _counts(there: Mask, x: _Indices, first: _Indices, last: _Indices) -> _Indices:
    """In how many rows from first to last something is there."""
    sums = np.zeros((there.shape[0] + 1, there.shape[1]), dtype=np.int32)
    np.cumsum(there, axis=0, dtype=np.int32, out=sums[1:])
    return sums[last + 1, x] - sums[first, x]


def _put_together(x: _Indices, first: _Indices, last: _Indices, rows: _Indices, width: int) -> Iterator[_Lane]:
    """Strips side by side that hold for the same rows are one lane."""
    if not len(x):
        return
    order = np.lexsort((x, last, first))
    x, first, last, rows = x[order], first[order], last[order], rows[order]
    apart = (np.diff(first) != 0) | (np.diff(last) != 0) | (np.diff(x) > width + 1)
    starts = np.flatnonzero(np.r_[True, apart])
    ends = np.r_[starts[1:], len(x)] - 1
    most = np.maximum.reduceat(rows, starts)
    for start, end, many in zip(starts.tolist(), ends.tolist(), most.tolist(), strict=True):
        yield _Lane(int(x[start]), int(x[end] - x[start]) + width, int(first[start]), int(last[start]), many)
