"""Columns that were joined line by line, with no coordinates left, come apart again.

One best path over the page: a hypothesis cuts each line into its columns' texts, and is scored by `evidence`. Lines
across the page (running titles, headlines, folios) stand over, between and under the columns.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefings.layout.evidence import Place, Setting, Tail
from briefings.layout.wordmodel import WordModel
from briefings.model import Row

BEAM = 48  #: hypotheses kept a line; 200 change no line of the development pages
_LAST_LINES = 3  #: lines at the bottom that may run across the page under the columns
_CLEAR = math.log(4)  #: by how much a cut must beat all others of its line


@dataclass(frozen=True, slots=True)
class Split:
    """A page's lines, each with its cut, and how sure we are."""

    rows: tuple[Row, ...]
    confidence: float  #: 0.0 to 1.0: share of cuts that are clearly better than their neighbours
    score: float  #: log probability a word, comparable between numbers of columns


@dataclass(frozen=True, slots=True)
class _Cut:
    """How one line is cut; `texts` are token ranges."""

    full: bool
    bounds: tuple[int, ...]  #: inner cut positions, one less than columns


@dataclass(frozen=True, slots=True)
class _Path:
    score: float
    tails: tuple[Tail, ...]
    phase: int  #: 0 before the columns, 1 in them, 2 after
    cut: _Cut | None = None
    back: _Path | None = None


def split_columns(lines: Sequence[str], columns: int, model: WordModel) -> Split:
    """Cut every line of a page whose `columns` columns (two or more) were joined by single spaces.

    Returns:
        One row a line, texts exactly as printed; the confidence is low where the columns do not read on.
    """
    page = Setting(lines, columns, model)
    path = _best_path(page, columns)
    for _ in range(2):
        page.measure(_widths(page, _trace(path), columns))
        path = _best_path(page, columns)
    cuts = _trace(path)
    rows = tuple(_row(page, number, cut) for number, cut in enumerate(cuts))
    words = sum(len(tokens) for tokens in page.lines)
    return Split(rows, _confidence(page, cuts, columns), path.score / max(words, 1))


def _best_path(page: Setting, columns: int) -> _Path:
    beam = [_Path(0.0, (Tail(),) * columns, phase=0)]
    for number in range(len(page.lines)):
        best: dict[tuple[object, ...], _Path] = {}
        for path in beam:
            for cut in _cuts(page, number, path):
                nxt = _extend(page, number, path, cut)
                state = (nxt.tails, nxt.phase)
                if state not in best or best[state].score < nxt.score:
                    best[state] = nxt
        beam = sorted(best.values(), key=lambda path: -path.score)[:BEAM]
    return max(beam, key=lambda path: path.score + _turns(page, path))


def _turns(page: Setting, path: _Path) -> float:
    """How well each column's end reads on at the top of the next column."""
    cuts = _trace(path)
    first = next((number for number, cut in enumerate(cuts) if not cut.full), None)
    if first is None:
        return 0.0
    edges = (0, *cuts[first].bounds, len(page.lines[first]))
    starts = [(column, start) for column, (start, end) in enumerate(pairwise(edges)) if column and start < end]
    return sum(
        page.turn(path.tails[column - 1], page.words[first][start], page.lines[first][start])
        for column, start in starts
    )


def _cuts(page: Setting, number: int, path: _Path) -> Iterator[_Cut]:
    yield _Cut(full=True, bounds=())
    if path.phase < 2:
        yield from (_Cut(full=False, bounds=bounds) for bounds in _bounds(page, number, len(path.tails)))


def _bounds(page: Setting, number: int, columns: int) -> Iterator[tuple[int, ...]]:
    """All cuts that leave no column much too wide; the last column takes what is left."""
    size = len(page.lines[number])
    firsts = [cut for cut in range(size + 1) if _fits(page, number, (0, cut), 0) or cut == size]
    if columns == 2:
        yield from ((cut,) for cut in firsts)
        return
    for first in firsts:
        for second in range(first, size + 1):
            if second == size or _fits(page, number, (first, second), 1):
                yield (first, second)


def _fits(page: Setting, number: int, span: tuple[int, int], column: int) -> bool:
    return page.width(number, *span) <= page.widths[column] + 3.5 * page.spread


def _extend(page: Setting, number: int, path: _Path, cut: _Cut) -> _Path:
    if cut.full:
        return _across(page, number, path, cut)
    score, tails = path.score, []
    for column, span in enumerate(pairwise((0, *cut.bounds, len(page.lines[number])))):
        gain, tail = page.side(number, column, span, path.tails[column])
        score += gain
        tails.append(tail)
    return _Path(score, tuple(tails), 1, cut, path)


def _across(page: Setting, number: int, path: _Path, cut: _Cut) -> _Path:
    if not page.lines[number]:
        return _Path(path.score, path.tails, path.phase, cut, path)
    under = path.phase and len(page.lines) - number <= _LAST_LINES
    place: Place = "under" if under else "inside" if path.phase else "over"
    phase = 2 if under else path.phase
    return _Path(path.score + page.across(number, place), path.tails, phase, cut, path)


def _widths(page: Setting, cuts: Sequence[_Cut], columns: int) -> list[list[float]]:
    """The widths of each column's lines."""
    found: list[list[float]] = [[] for _ in range(columns)]
    for number, cut in enumerate(cuts):
        if not cut.full:
            for column, (start, end) in enumerate(pairwise((0, *cut.bounds, len(page.lines[number])))):
                if end > start:
                    found[column].append(page.width(number, start, end))
    return found


def _trace(path: _Path) -> list[_Cut]:
    cuts: list[_Cut] = []
    at: _Path | None = path
    while at is not None and at.cut is not None:
        cuts.append(at.cut)
        at = at.back
    return cuts[::-1]


def _row(page: Setting, number: int, cut: _Cut) -> Row:
    tokens = page.lines[number]
    if cut.full:
        return Row(number + 1, "full", (" ".join(tokens),))
    return Row(
        number + 1,
        "cols",
        tuple(" ".join(tokens[start:end]) for start, end in pairwise((0, *cut.bounds, len(tokens)))),
    )


def _confidence(page: Setting, cuts: Sequence[_Cut], columns: int) -> float:
    """Share of cuts that beat every other cut of their line by a clear margin, the lines around them held."""
    clear = total = 0
    tails: tuple[Tail, ...] = (Tail(),) * columns
    for number, cut in enumerate(cuts):
        here = _Path(0.0, tails, 1)
        if not cut.full and number + 1 < len(cuts) and not cuts[number + 1].full:
            total += 1
            clear += _margin(page, number, here, cuts) > _CLEAR
        tails = _extend(page, number, here, cut).tails
    return clear / total if total else 0.0


def _margin(page: Setting, number: int, here: _Path, cuts: Sequence[_Cut]) -> float:
    def both(cut: _Cut) -> float:
        return _extend(page, number + 1, _extend(page, number, here, cut), cuts[number + 1]).score

    taken = both(cuts[number])
    others = [both(cut) for cut in _cuts(page, number, here) if cut != cuts[number] and not cut.full]
    return taken - max(others, default=-math.inf)
