"""Rows that are read across: tables by their cells and by their ruled lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from briefings.layout.geometry import Line, Shape
from briefings.layout.lanes import Mask

_CELL = 15  #: fewer characters beside a lane are a table's cell
_LETTERS = 0.6  #: share of letters below which they are figures
_FEWEST_ROWS = 3
_FEWEST_RULES = 3
_SAME_EDGE = 3.0  #: points
_SAME_LEVEL = 1.0  #: points
_HIGHEST_ROW = 48.0  #: points between two rules of a table; what stands further apart are boxes
_FULL = 0.6  #: of the width of a long line
_TEXT = 0.6  #: share of full lines in a column of text, and of rows that a table's sides share
_ROWS_OF_A_CELL = 3  #: rows that the lines of one cell may take
_FIGURES = 0.2  #: share of a table's cells
_STRAY = 0.15  #: share of rows that may run into a white lane
_OWN_LANE = 8  #: steps: half of the letters' size, see `columns`
_PIECES = 3  #: two columns of text give two pieces a row

Beside = tuple[Line | None, Line | None]  #: what stands in a row left and right of a lane


def is_line(text: str) -> bool:
    """Whether a piece of a row is long enough for a line of text, and not mostly figures."""
    solid = [letter for letter in text if not letter.isspace()]
    return len(text) >= _CELL and sum([letter.isalpha() for letter in solid]) >= _LETTERS * len(solid)


def runs_of_cells(pieces: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Runs of rows, first and last included, that begin and end with a row of cells and have enough of them."""
    runs: list[list[int]] = []
    for index, row in enumerate(pieces):
        if is_cells(row):
            if not runs or index - runs[-1][-1] > _ROWS_OF_A_CELL:
                runs.append([])
            runs[-1].append(index)
    return [(run[0], run[-1]) for run in runs if len(run) >= _fewest(pieces, run)]


def _fewest(pieces: Sequence[Sequence[Line]], run: Sequence[int]) -> int:
    """How many rows make a table: words alone may be the stretched lines of a narrow column."""
    cells = [piece.text for index in run for piece in pieces[index]]
    figures = sum([any(letter.isdigit() for letter in text) for text in cells])
    return _FEWEST_ROWS if figures >= _FIGURES * len(cells) else 2 * _FEWEST_ROWS


def bands_across(
    runs: Sequence[tuple[int, int]], beside: Sequence[Beside], first: int, taken: Mask
) -> Iterator[tuple[int, int]]:
    """What of runs of cells is a table across a lane.

    It has white lanes of its own, which the text around it does not keep, its cells share their baselines, and no
    column of text stands on either side of the lane, unless the table goes on at both its ends.

    Args:
        runs: of the page's rows, see `runs_of_cells`.
        beside: for each row of the lane, the pieces next to it.
        first: the lane's first row.
        taken: which points of each row of the page are covered.

    Yields:
        First and last row of a table, included, counted from the lane's first.
    """
    for start, end in runs:
        low, high = max(start - first, 0), min(end - first, len(beside) - 1)
        if low > high or not _share_rows(beside[low : high + 1]):
            continue
        around = np.r_[first : first + low, first + high + 1 : first + len(beside)]
        amid = start < first and end >= first + len(beside)
        text = not amid and _has_text(beside[low : high + 1])
        if _has_own_lane(taken[start : end + 1], taken[around]) and not text:
            yield low, high


def _has_text(band: Sequence[Beside]) -> bool:
    return len(band) >= _FEWEST_ROWS and any(_is_text(side) for side in zip(*band, strict=True))


def _has_own_lane(band: Mask, around: Mask) -> bool:
    """Whether a strip is white through a table's rows and not through those around it."""
    if len(around) < _FEWEST_ROWS:
        return True
    covered = band.any(axis=0)
    edges = np.flatnonzero(covered)
    own = (band.mean(axis=0) <= _STRAY) & (around.mean(axis=0) > _STRAY)
    own[: edges[0]] = own[edges[-1] :] = False
    return bool((np.convolve(own, np.ones(_OWN_LANE)) >= _OWN_LANE).any())


def drawn_across(tables: Sequence[Shape], x: float, baselines: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The rows, by their baselines, of tables with ruled lines that run across a lane at `x`."""
    for table in tables:
        rows = [index for index, base in enumerate(baselines) if table.y0 < base < table.y1 + _SAME_EDGE]
        if rows and table.x0 + _SAME_EDGE < x < table.x1 - _SAME_EDGE:
            yield rows[0], rows[-1]


def is_cells(row: Sequence[Line]) -> bool:
    """Whether a row is in three or more pieces, and few of them are lines of text."""
    return len(row) >= _PIECES and 2 * sum([is_line(piece.text) for piece in row]) < len(row)


def _share_rows(band: Sequence[Beside]) -> bool:
    """Whether both sides mostly stand on the same baselines, as the cells of one table do."""
    return sum([left is not None and right is not None for left, right in band]) >= _TEXT * len(band)


def _is_text(side: Sequence[Line | None]) -> bool:
    """Whether what stands on one side of a lane are mostly lines of about one width."""
    there = [piece for piece in side if piece is not None]
    widths = sorted(piece.x1 - piece.x0 for piece in there)
    usual = widths[4 * len(widths) // 5] if widths else 0.0
    full = [piece for piece in there if piece.x1 - piece.x0 >= _FULL * usual and is_line(piece.text)]
    return len(full) >= _TEXT * len(there)


def ruled_tables(shapes: Sequence[Shape]) -> list[Shape]:
    """The outlines of tables with a line between rows: three or more level rules of one width, close to each other."""
    stacks: list[list[Shape]] = []
    for rule in _level_rules(shapes):
        stack = next((stack for stack in stacks if _same_edges(stack[-1], rule)), None)
        if stack is None:
            stacks.append([rule])
        elif rule.y0 - stack[-1].y0 <= _HIGHEST_ROW:
            stack.append(rule)
        else:
            stacks.insert(stacks.index(stack), [rule])
    return [
        Shape("box", stack[0].x0, stack[0].y0, stack[0].x1, stack[-1].y1)
        for stack in stacks
        if len(stack) >= _FEWEST_RULES
    ]


def _level_rules(shapes: Sequence[Shape]) -> list[Shape]:
    """Level rules from top to bottom; pieces that touch, one for each cell, are one."""
    pieces = [shape for shape in shapes if shape.kind == "rule" and shape.x1 - shape.x0 > 3 * (shape.y1 - shape.y0)]
    rules: list[Shape] = []
    for piece in sorted(pieces, key=lambda rule: (round(rule.y0), rule.x0)):
        last = rules[-1] if rules else None
        if last is not None and abs(last.y0 - piece.y0) <= _SAME_LEVEL and piece.x0 - last.x1 <= _SAME_EDGE:
            rules[-1] = replace(last, x1=max(last.x1, piece.x1))
        else:
            rules.append(piece)
    return rules


def _same_edges(one: Shape, other: Shape) -> bool:
    return abs(one.x0 - other.x0) <= _SAME_EDGE and abs(one.x1 - other.x1) <= _SAME_EDGE
