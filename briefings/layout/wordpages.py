"""A page of words with boxes to blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings.layout.asides import is_caption, part_boxes, pictures
from briefings.layout.blocks import SetLine
from briefings.layout.columns import column_edges, column_of, cut_rows, find_gutters
from briefings.layout.furniture import is_rule
from briefings.layout.geometry import Line, Shape, Word, WordPage, body_size, overlap
from briefings.layout.lines import group_rows, set_drop_capitals, spans
from briefings.layout.reading_order import Chain, chain_lines, order_parts, pitch, spread_headings
from briefings.layout.tables import ruled_tables
from briefings.layout.wordmodel import WordModel, ends_sentence

_LARGEST_PAGE = 14_400.0  #: points: 200 inches, the most that PDF allows (ISO 32000-1, annex C)
_MARGIN = 0.1  #: share of the page's height at the top and at the bottom where furniture stands
_DEEP_MARGIN = 0.14  #: with white between it and the text
_APART = 1.6  #: pitches of white that set furniture off the text
_SHORT = 1.6  #: sizes that a line may end before its column's edge
_INDENT = 0.7  #: sizes
_NOTE = 0.92  #: of the body's size
_NOTE_MARK = re.compile(r"^(?:[*†‡§¶\u2217]|\(?\d{1,3}\b[.)]?|[a-z]\b[.)]?)\s*\S")
_COLUMN = 0.9  #: of the page's width: what is wider is no column
_FLOW = 0.4  #: share of a page's words outside its boxes above which the boxes are beside the text, not the text
_HEADED = 1.07  #: times the size of the text under it


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What one page gives: its lines in reading order, and its furniture."""

    lines: tuple[SetLine, ...]
    furniture: tuple[str, ...]
    confidence: float  #: 0.0 to 1.0


def edge_texts(page: WordPage) -> list[str]:
    """The lines of the page, across its whole width, from top to bottom: what furniture is learned from."""
    return [_text(row) for row in group_rows(_parted(page)[0])]


def read_word_page(page: WordPage, covers: Callable[[str], bool], model: WordModel) -> ReadPage:
    """Find lines and reading order of a page.

    Args:
        page: its words; their order does not matter.
        covers: whether a line at the page's edge is furniture, see `furniture.Furniture.covers`.
        model: tells which letter belongs to which word.

    Returns:
        Every word of the page in exactly one line or piece of furniture; a drop capital is part of its word.
    """
    words, aside = _parted(page)
    rows, above, below = _trimmed(group_rows(words), page.height, covers)
    rules = [row for row in rows if is_rule(_text(row))]
    inside = [word for row in rows if row not in rules for word in row]
    body = body_size(inside)
    parts = _notes_last(_asides_last(_parts(set_drop_capitals(inside, body, model), page.shapes, body)), body)
    chains = [chain for part in parts for chain in part.chains]
    lines = [line for part in parts for chain in part.chains for line in _set_lines(chain, body, part)]
    drawn = [line.text for line in lines if is_rule(line.text)]  # in one column, beside text in another
    lines = [line for line in lines if not is_rule(line.text)]
    furniture = [*(_text(row) for row in (*above, *below, *rules)), *drawn]
    return ReadPage(tuple(lines), (*furniture, *([_text(aside)] if aside else [])), _confidence(chains))


@dataclass(frozen=True, slots=True)
class _Part:
    """A chain of lines, or a box with all that stands in it."""

    chains: tuple[Chain, ...]
    x: tuple[float, float]
    y: tuple[float, float]
    edges: tuple[float, ...]  #: where the columns part around it
    aside: bool = False  #: in a box of its own
    beside: bool = False  #: to be read after the page's text, and by itself
    caption: bool = False

    @property
    def words(self) -> int:
        return sum(len(line.words) for chain in self.chains for line in chain.lines)


def _parts(words: Sequence[Word], shapes: Sequence[Shape], body: float) -> list[_Part]:
    """The parts of a page, or of a box on it, in reading order."""
    rest, boxed = part_boxes(words, shapes)
    seen = pictures(words, shapes)
    rows = group_rows(rest)
    gutters = find_gutters(rows, body, ruled_tables(shapes))
    edges = tuple(column_edges(gutters))
    chains = chain_lines(cut_rows(rows, gutters))
    chains = spread_headings(chains, body) if gutters else chains
    whole = max((word.x1 for word in rest), default=0.0) - min((word.x0 for word in rest), default=0.0)
    parts = [
        _Part((chain,), _column_x(chain, whole), chain.y, edges, caption=is_caption(chain.lines, seen, body))
        for chain in chains
    ]
    for box in boxed:
        inner = tuple(chain for part in _parts(box.words, box.shapes, body) for chain in part.chains)
        frame = box.shape
        parts.append(_Part(inner, (frame.x0, frame.x1), (frame.y0, frame.y1), edges, aside=True))
    return order_parts(parts, body, seen)


def _column_x(chain: Chain, whole: float) -> tuple[float, float]:
    """The edges of the column that a chain stands in, however little of it a short heading fills."""
    left, right = chain.x
    low, high = max(line.lane[0] for line in chain.lines), min(line.lane[1] for line in chain.lines)
    if chain.across is not None or high - low > _COLUMN * whole:
        return left, right
    return min(left, low), max(right, high)


def _asides_last(parts: Sequence[_Part]) -> list[_Part]:
    """Boxes with a heading of their own, or that the text runs on behind, after the text they are set into."""
    flow = sum(part.words for part in parts if not part.aside)
    if not any(part.aside for part in parts) or flow < _FLOW * sum(part.words for part in parts):
        return list(parts)
    interrupts = [False, *(not ends_sentence(part.chains[-1].lines[-1].text) for part in parts[:-1])]
    moved = [part.aside and (between or _has_heading(part)) for part, between in zip(parts, interrupts, strict=True)]
    stay = [part for part, moves in zip(parts, moved, strict=True) if not moves]
    return stay + [replace(part, beside=True) for part, moves in zip(parts, moved, strict=True) if moves]


def _notes_last(parts: Sequence[_Part], body: float) -> list[_Part]:
    """Notes at the foot of a column after the text, which goes on in the next column."""
    moved = [_is_note(index, parts, body) for index in range(len(parts))]
    return [part for part, moves in zip(parts, moved, strict=True) if not moves] + [
        replace(part, beside=True) for part, moves in zip(parts, moved, strict=True) if moves
    ]


def _is_note(index: int, parts: Sequence[_Part], body: float) -> bool:
    """Whether a part is small letters with a mark before them, and nothing but such letters stands under it."""
    part = parts[index]
    first = part.chains[0].lines[0]
    if part.aside or part.caption or first.size > _NOTE * body or not _NOTE_MARK.match(first.text):
        return False
    under = [other for other in parts if other is not part and other.y[0] > part.y[0] and overlap(other.x, part.x) > 0]
    return all(other.chains[0].lines[0].size <= _NOTE * body for other in under)


def _has_heading(part: _Part) -> bool:
    first, *others = [line for chain in part.chains for line in chain.lines]
    usual = body_size([word for line in others for word in line.words])
    return first.size >= _HEADED * usual or (first.bold and not all(line.bold for line in others))


def _text(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in row)


def _parted(page: WordPage) -> tuple[list[Word], list[Word]]:
    """The words of the page's text, and those set sideways or with boxes that a damaged file makes up."""
    width, height = (size if 0 < size < _LARGEST_PAGE else _LARGEST_PAGE for size in (page.width, page.height))
    text: list[Word] = []
    others: list[Word] = []
    for word in page.words:
        upright = word.upright and -width <= word.x0 <= word.x1 <= 2 * width
        sound = upright and -height <= word.y0 <= word.y1 <= 2 * height
        (text if sound and 0 <= word.size + abs(word.baseline) <= 3 * height else others).append(word)
    return text, others


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
    apart = abs(rows[index + step][0].baseline - row.baseline) > _APART * max(usual, 1.1 * body)
    if place > (_DEEP_MARGIN if apart else _MARGIN) * height:
        return False
    if covers(row.text):
        return True
    modest = row.size <= 1.1 * body and len(row.text) < 90 and not row.text.rstrip().endswith((".", "-", ","))
    return (
        apart
        and modest
        and place < 0.08 * height
        and (step < 0 or row.text.isupper() or row.size < 0.97 * body or row.bold)
    )


def _set_lines(chain: Chain, body: float, part: _Part) -> list[SetLine]:
    right = chain.x[1]
    starts = [line.x0 for line in chain.lines]
    steps = [0.0, *(lower.baseline - upper.baseline for upper, lower in pairwise(chain.lines))]
    usual = pitch(chain.lines)
    return [
        SetLine(
            line.text,
            column_of(line, part.edges) if chain.across is None else None,
            round(line.size / body, 2),
            line.bold,
            gap=index == 0 or steps[index] > 1.25 * usual,
            opens=_opens(starts, index, line.size),
            short=line.x1 < right - _SHORT * line.size,
            cells=len(spans(line.words)) if _has_cells(line) else 1,
            box=(line.x0, line.y0, line.x1, line.y1),
            caption=part.caption,
            aside=part.beside,
        )
        for index, line in enumerate(chain.lines)
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
