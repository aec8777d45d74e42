"""A page of words with boxes to blocks in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefings.layout.blocks import SetLine
from briefings.layout.columns import column_edges, column_of, cut_rows, find_gutters
from briefings.layout.furniture import is_rule
from briefings.layout.geometry import Line, Word, WordPage, body_size
from briefings.layout.lines import group_rows, set_drop_capitals, spans
from briefings.layout.reading_order import Chain, chain_lines, order_chains, pitch, spread_headings
from briefings.layout.wordmodel import WordModel

_MARGIN = 0.1  #: share of the page's height at the top and at the bottom where furniture stands
_APART = 1.6  #: pitches of white that set furniture off the text
_SHORT = 1.6  #: sizes that a line may end before its column's edge
_INDENT = 0.7  #: sizes


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What one page gives: its lines in reading order, and its furniture."""

    lines: tuple[SetLine, ...]
    furniture: tuple[str, ...]
    confidence: float  #: 0.0 to 1.0


def edge_texts(page: WordPage) -> list[str]:
    """The lines of the page, across its whole width, from top to bottom: what furniture is learned from."""
    return [_text(row) for row in group_rows(_upright(page))]


def read_word_page(page: WordPage, covers: Callable[[str], bool], model: WordModel) -> ReadPage:
    """Find lines and reading order of a page.

    Args:
        page: its words; their order does not matter.
        covers: whether a line at the page's edge is furniture, see `furniture.Furniture.covers`.
        model: tells which letter belongs to which word.

    Returns:
        Every word of the page in exactly one line or piece of furniture; a drop capital is part of its word.
    """
    words, sideways = _upright(page), [word.text for word in page.words if not word.upright]
    rows, above, below = _trimmed(group_rows(words), page.height, covers)
    rules = [row for row in rows if is_rule(_text(row))]
    inside = [word for row in rows if row not in rules for word in row]
    body = body_size(inside)
    rows = group_rows(set_drop_capitals(inside, body, model))
    gutters = find_gutters(rows, body, page.width)
    chains = chain_lines(cut_rows(rows, gutters))
    chains = order_chains(spread_headings(chains, body) if gutters else chains)
    edges = column_edges(gutters)
    lines = [line for chain in chains for line in _set_lines(chain, body, edges)]
    furniture = [_text(row) for row in (*above, *below, *rules)]
    return ReadPage(tuple(lines), (*furniture, *([" ".join(sideways)] if sideways else [])), _confidence(chains))


def _text(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in row)


def _upright(page: WordPage) -> list[Word]:
    return [word for word in page.words if word.upright]


def _trimmed(
    rows: list[list[Word]], height: float, covers: Callable[[str], bool]
) -> tuple[list[list[Word]], list[list[Word]], list[list[Word]]]:
    """Rows without furniture, and the furniture above and below them."""
    body = body_size([word for row in rows for word in row])
    usual = pitch([Line(tuple(row)) for row in rows]) if rows else 12.0
    top = 0
    while top < len(rows) - 1 and _is_furniture(rows, top, 1, (height, body, usual), covers):
        top += 1
    bottom = len(rows)
    while bottom > top + 1 and _is_furniture(rows, bottom - 1, -1, (height, body, usual), covers):
        bottom -= 1
    return rows[top:bottom], rows[:top], rows[bottom:]


def _is_furniture(
    rows: Sequence[Sequence[Word]],
    index: int,
    step: int,
    measures: tuple[float, float, float],
    covers: Callable[[str], bool],
) -> bool:
    height, body, usual = measures
    row = Line(tuple(rows[index]))
    place = row.baseline if step > 0 else height - row.baseline
    if place > _MARGIN * height:
        return False
    if covers(row.text):
        return True
    apart = abs(rows[index + step][0].baseline - row.baseline) > _APART * max(usual, 1.1 * body)
    modest = row.size <= 1.1 * body and len(row.text) < 90 and not row.text.rstrip().endswith((".", "-", ","))
    return (
        apart
        and modest
        and place < 0.08 * height
        and (step < 0 or row.text.isupper() or row.size < 0.97 * body or row.bold)
    )


def _set_lines(chain: Chain, body: float, edges: Sequence[float]) -> list[SetLine]:
    left, right = chain.x
    starts = [line.x0 for line in chain.lines]
    steps = [0.0, *(lower.baseline - upper.baseline for upper, lower in pairwise(chain.lines))]
    usual = pitch(chain.lines)
    return [
        SetLine(
            line.text,
            column_of(line, edges) if chain.across is None else None,
            round(line.size / body, 2),
            line.bold,
            gap=index == 0 or steps[index] > 1.25 * usual,
            opens=_opens(starts, index, line.size),
            short=line.x1 < right - _SHORT * line.size,
            cells=len(spans(line.words)) if _has_cells(line) else 1,
            box=(line.x0, line.y0, line.x1, line.y1),
        )
        for index, line in enumerate(chain.lines)
        if left <= line.x0
    ]


def _opens(starts: Sequence[float], index: int, size: float) -> bool:
    """Whether a line begins a paragraph by its left edge: set in from the next line, or hanging out of it."""
    before = starts[index - 1] if index else starts[index]
    after = starts[index + 1] if index + 1 < len(starts) else None
    here = starts[index]
    if after is None:
        return here - before > _INDENT * size
    if here - after > _INDENT * size:
        return here - before > _INDENT * size or index == 0
    return after - here > _INDENT * size and (before - here > _INDENT * size or index == 0)


def _has_cells(line: Line) -> bool:
    """Whether white inside the line is wider than any space that setting it to an edge would leave."""
    return any(right.x0 - left.x1 > 1.4 * line.size for left, right in pairwise(line.words))


def _confidence(chains: Sequence[Chain]) -> float:
    """1.0 for text in long chains; less the more of the page stands in scattered scraps."""
    lines = sum(len(chain.lines) for chain in chains)
    if not lines:
        return 1.0
    scraps = sum(len(chain.lines) for chain in chains if len(chain.lines) == 1)
    return round(1.0 - 0.5 * scraps / lines, 2)
