"""Gutters: the white lanes between columns of running text, and what is no gutter for all its whiteness.

A lane is looked for row by row: a strip of fixed width that no word touches over several rows, with text on both sides.
Tables have such lanes too; they are told by their cells, which are short or mostly figures, so that their rows are read
across. (T. Breuel, "Two geometric algorithms for layout analysis", 2002, has the general form.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings.layout.geometry import Line, Shape, Word, overlap
from briefings.layout.lanes import Gutter, Mask, Raster, find_lanes
from briefings.layout.lines import spans
from briefings.layout.tables import Beside, bands_across, drawn_across, is_cells, is_line, runs_of_cells

_FEWEST_ROWS = 3  #: with text on each side
_SAFE_ROWS = 6  #: a lane through fewer rows must be wider
_STRETCHED = 1.1  #: of the size: the widest space that setting a line to both edges makes
_FEWEST_POINTS = 4.0  #: that two gutters in line share
_BRIDGED = 24  #: rows between them: those of what stands in the middle, and of the columns round it
_OTHER_SIZE = 1.25  #: times the size beside it: letters of another part of the page
_FEW_LETTERS = 3  #: a bullet or a number may be of another size than its line
_LINES = 0.35  #: share of lines among the pieces beside a lane above which they are a column, tables and figures in it


def find_gutters(rows: Sequence[Sequence[Word]], body: float, tables: Sequence[Shape] = ()) -> list[Gutter]:
    """Find the gutters between columns of text.

    Args:
        rows: words by row, see `lines.group_rows`.
        body: size of the body's letters in points.
        tables: outlines of tables, see `tables.ruled_tables`.

    Returns:
        Gutters from left to right; two that overlap in rows do not overlap in x.
    """
    if not rows:
        return []
    pieces = [spans(row) for row in rows]
    raster = Raster.of(pieces, body)
    found: list[Gutter] = []
    copies = _gaps_between_copies(pieces)
    known = _Known(pieces, runs_of_cells([_joined(row) for row in pieces]), tables, raster.taken)
    for gutter in find_lanes(raster, body):
        if any(_clash(gutter, other) for other in found):
            continue
        found += [gutter] if _parts_copies(gutter, copies) else _parting(known, gutter, found, body)
    found += [part for upper, lower in _in_line(found) for part in _between(pieces, raster, upper, lower)]
    return sorted(found, key=lambda gutter: (gutter.x0, gutter.first))


def _in_line(gutters: Sequence[Gutter]) -> list[tuple[Gutter, Gutter]]:
    """Gutters one under another with little between, as where a quotation is set into both columns."""
    ordered = sorted(gutters, key=lambda gutter: gutter.first)
    pairs = []
    for index, upper in enumerate(ordered):
        under = [
            lower
            for lower in ordered[index + 1 :]
            if lower.first > upper.last and overlap((upper.x0, upper.x1), (lower.x0, lower.x1)) >= _FEWEST_POINTS
        ]
        if under and under[0].first - upper.last <= _BRIDGED:
            pairs.append((upper, under[0]))
    return pairs


def _between(pieces: Sequence[Sequence[Line]], raster: Raster, upper: Gutter, lower: Gutter) -> Iterator[Gutter]:
    """The rows between two gutters in line that are white there too, and no rows of a table."""
    x0, x1 = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    for index in range(upper.last + 1, lower.first):
        row = pieces[index]
        lines = any(is_line(piece.text) for piece in row)
        if lines and not is_cells(_joined(row)) and raster.is_free(index, x0, x1):
            yield Gutter(x0, x1, index, index)


def cut_rows(rows: Sequence[Sequence[Word]], gutters: Sequence[Gutter]) -> list[Line]:
    """Cut rows at the gutters that hold for them; every word is in exactly one line."""
    lines = []
    left = min((word.x0 for row in rows for word in row), default=0.0)
    right = max((word.x1 for row in rows for word in row), default=0.0)
    for index, row in enumerate(rows):
        cuts = sorted(gutter.middle for gutter in gutters if gutter.first <= index <= gutter.last)
        parts: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
        for word in row:
            parts[sum((word.x0 + word.x1) / 2 > cut for cut in cuts)].append(word)
        edges = (left, *cuts, right)
        for part, lane in zip(parts, pairwise(edges), strict=True):
            lines += [Line(tuple(piece), lane) for piece in _by_size(part)]
    return lines


def _by_size(part: Sequence[Word]) -> list[list[Word]]:
    """The words of a line; two lines where letters of another size stand beside them, more than a space apart."""
    pieces: list[list[Word]] = [[]] if part else []
    for span in spans(part):
        before = pieces[-1]
        if before and min(len(span.text), sum(len(word.text) for word in before)) > _FEW_LETTERS:
            large, small = sorted((span.size, Line(tuple(before)).size), reverse=True)
            if large >= _OTHER_SIZE * small:
                pieces.append([])
        pieces[-1].extend(span.words)
    return pieces


def _clash(gutter: Gutter, other: Gutter) -> bool:
    in_rows = min(gutter.last, other.last) >= max(gutter.first, other.first)
    return in_rows and min(gutter.x1, other.x1) > max(gutter.x0, other.x0)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a page's rows."""

    pieces: Sequence[Sequence[Line]]
    cells: Sequence[tuple[int, int]]  #: runs of rows
    tables: Sequence[Shape]  #: outlines
    taken: Mask


def _parting(known: _Known, gutter: Gutter, found: Sequence[Gutter], body: float) -> Iterator[Gutter]:
    """The lane, or what tables across it leave of it, if running text stands on both its sides."""
    rows = known.pieces[gutter.first : gutter.last + 1]
    beside = [
        _beside(row, gutter, [other for other in found if other.first <= index <= other.last])
        for index, row in enumerate(rows, start=gutter.first)
    ]
    across = [
        *bands_across(known.cells, beside, gutter.first, known.taken),
        *drawn_across(known.tables, gutter.middle, [row[0].baseline for row in rows]),
    ]
    stretches = list(_left_of(len(beside), across))
    if _parts_text([row for first, end in stretches for row in beside[first:end]], gutter.x1 - gutter.x0, body):
        for first, end in stretches:
            yield replace(gutter, first=gutter.first + first, last=gutter.first + end - 1)


def _left_of(count: int, bands: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What bands leave of so many rows: stretches, each with its first row and its end."""
    start = 0
    for first, last in sorted(bands):
        if first > start:
            yield start, first
        start = max(start, last + 1)
    if start < count:
        yield start, count


def _parts_text(beside: Sequence[Beside], wide: float, body: float) -> bool:
    """Whether running text stands on both sides of the lane: lines, not cells, the right ones set to one edge."""
    left = [piece for piece, _ in beside if piece is not None]
    right = [piece for _, piece in beside if piece is not None]
    if len(left) < _FEWEST_ROWS or len(right) < _FEWEST_ROWS:
        return False
    if wide < 1.0 * body and min(len(left), len(right)) < _SAFE_ROWS:
        return False
    entries = [piece for first, piece in beside if first is not None and piece is not None]
    if 2 * sum([_opens_with_folio(piece) for piece in entries]) > len(entries):
        return False
    lines = _lines_of(left), _lines_of(right)
    return bool(lines[0] and lines[1]) and (wide > 2 * body or _set_to_an_edge(lines[1]))


def _beside(row: Sequence[Line], gutter: Gutter, others: Sequence[Gutter]) -> Beside:
    """The row's pieces on both sides of a lane, no other gutter between."""
    low = max((other.middle for other in others if other.middle < gutter.middle), default=float("-inf"))
    high = min((other.middle for other in others if other.middle > gutter.middle), default=float("inf"))
    left = [piece for piece in row if low <= piece.x0 and piece.x1 <= gutter.x0 + 2]
    right = [piece for piece in row if piece.x0 >= gutter.x1 - 2 and piece.x0 < high]
    if len(left) > 1 and left[-1].text.isdigit():
        left.pop()  # the page number of an entry in a table of contents
    return _near(left[::-1]), _near(right)


def _opens_with_folio(line: Line) -> bool:
    """Whether a page number that ends an entry stands alone or before the next column's text."""
    first, *others = line.words
    return first.text.isdigit() and (not others or others[0].x0 - first.x1 > 0.6 * first.size)


def _near(pieces: Sequence[Line]) -> Line | None:
    """The first piece and those behind it that only a stretched space parts from it."""
    return next(iter(_joined(pieces)), None)


def _joined(pieces: Sequence[Line]) -> list[Line]:
    """Pieces, in either direction, put together where only a stretched space parts them."""
    groups: list[list[Line]] = []
    for piece in pieces:
        before = groups[-1][-1] if groups else None
        if before is None or max(piece.x0 - before.x1, before.x0 - piece.x1) > _STRETCHED * piece.size:
            groups.append([])
        groups[-1].append(piece)
    return [
        Line(tuple(sorted((word for piece in group for word in piece.words), key=lambda word: word.x0)))
        if len(group) > 1
        else group[0]
        for group in groups
    ]


def _lines_of(pieces: Sequence[Line]) -> list[Line]:
    """Those that are lines of text; none at all if too few are."""
    lines = [piece for piece in pieces if is_line(piece.text)]
    return lines if len(lines) >= max(_FEWEST_ROWS, _LINES * len(pieces)) else []


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
