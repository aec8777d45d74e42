"""Columns that were joined line by line, with no coordinates left, come apart again.

The cuts of all lines are weighed together over the page (`lattice`) by what `evidence` says; lines across the page
(running titles, headlines, folios) stand over, between and under the columns. The columns' widths are learned from a
first reading.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefings.layout.evidence import Measures, Setting
from briefings.layout.lattice import BEAM, Bounds, Lattice, build, edges_of
from briefings.layout.weighing import shipped_weights
from briefings.layout.wordmodel import WordModel
from briefings.model import Row

_SURE = 0.8  #: probability from which a cut is sure
ROUGH_BEAM = 100  #: states kept a line while the columns' widths are not known


@dataclass(frozen=True, slots=True)
class Split:
    """A page's lines, each with its cut, and how sure we are."""

    rows: tuple[Row, ...]
    confidence: float  #: 0.0 to 1.0: share of cuts that are clearly better than their neighbours
    score: float  #: log probability a word, comparable between numbers of columns


def split_columns(
    lines: Sequence[str], columns: int, model: WordModel, weights: Mapping[str, float] | None = None
) -> Split:
    """Cut every line of a page whose `columns` columns (two or more) were joined by single spaces.

    Returns:
        One row a line, texts exactly as printed; the confidence is low where the columns do not read on.
    """
    page = Setting(lines, columns, model, weights or shipped_weights())
    if not page.lines:
        return Split((), 0.0, 0.0)
    _, page.measures = max((_rough(page, guess) for guess in page.guesses()), key=lambda found: found[0])
    _, page.measures = _rough(page, page.measures)
    lattice, cuts, shares, _ = _read(page)
    sure = [share > _SURE for cut, share in zip(cuts, shares, strict=True) if cut]
    words = sum(line.size for line in page.lines)
    return Split(
        tuple(_row(page, number, cut) for number, cut in enumerate(cuts)),
        sum(sure) / len(sure) if sure else 0.0,
        lattice.total / max(words, 1),
    )


def _rough(page: Setting, guess: Measures) -> tuple[float, Measures]:
    """A quick reading with these measures: how good it is, and the measures that it finds."""
    page.measures = guess
    lattice, cuts, _, measures = _read(page, ROUGH_BEAM)
    parts = sum(len(cut) + 1 for cut in cuts if cut)  # a wide spread forgives more, and is likely for no line
    return lattice.total - parts * math.log(measures.spread), measures


def _read(page: Setting, beam: int = BEAM) -> tuple[Lattice, list[Bounds], list[float], Measures]:
    """One reading: the lattice, each line's cut on its likeliest path, the cut's probability, the columns' measures."""
    lattice = build(page, beam=beam)
    cuts, shares = _likeliest(lattice)
    first = next((number for number, cut in enumerate(cuts) if cut), 0)
    return lattice, cuts, shares, page.measured(widths_of(page, cuts), first, cuts[first])


def _likeliest(lattice: Lattice) -> tuple[list[Bounds], list[float]]:
    """Each line's cut on the likeliest path, and its probability over all paths."""
    shares, best = lattice.shares(), lattice.best()
    return (
        [step.cuts[place] for step, place in zip(lattice.steps, best, strict=True)],
        [float(share[place]) for share, place in zip(shares, best, strict=True)],
    )


def widths_of(page: Setting, cuts: Sequence[Bounds]) -> list[list[float]]:
    """The widths of each column's lines."""
    found: list[list[float]] = [[] for _ in range(page.columns)]
    for number, cut in enumerate(cuts):
        if cut:
            for column, (start, end) in enumerate(pairwise(edges_of(page, number, cut))):
                if end > start:
                    found[column].append(float(page.lines[number].width(start, end)))
    return found


def _row(page: Setting, number: int, cut: Bounds) -> Row:
    tokens = page.lines[number].tokens
    if not cut:
        return Row(number + 1, "full", (" ".join(tokens),))
    parts = tuple(" ".join(tokens[start:end]) for start, end in pairwise(edges_of(page, number, cut)))
    return Row(number + 1, "cols", parts)
