"""What the page's drawing tells: boxes that hold text of their own, and pictures, with their captions.

A tinted or framed box with running text in it is read for itself, however narrow the white between it and the text
beside; one that only colours a column of a table is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from briefings.layout.geometry import Line, Shape, Word, overlap
from briefings.layout.lines import group_rows
from briefings.layout.tables import is_line

_FEWEST_ROWS = 3
_FEWEST_WORDS = 8
_MOST_FRAMES = 60  #: on a page; more are a drawing
_MOST = 0.7  #: share of the page's words above which a box is its background
_CUT = 0.1  #: share of words that the edge of a box may run through
_LINES = 0.35  #: share of rows that are lines of text
_SAME_EDGE = 1.5  #: points
_CLOSE = 1.2  #: sizes between a box and the lines over and under it
_NEAR = 2.6  #: sizes between a picture and its caption
_CAPTION_SIZE = 0.96  #: of the body's
_CAPTION_WORDS = 90
_EDGE = 6.0  #: points that a caption may stick out of its picture


@dataclass(frozen=True, slots=True)
class Boxed:
    """Words in a box of their own."""

    shape: Shape
    words: tuple[Word, ...]
    shapes: tuple[Shape, ...]  #: drawn inside


def part_boxes(words: Sequence[Word], shapes: Sequence[Shape]) -> tuple[list[Word], list[Boxed]]:
    """Part the words that stand in boxes of their own from the others; every word is in one place."""
    rest, boxed = list(words), []
    frames = sorted((shape for shape in shapes if shape.kind == "box"), key=lambda shape: (-_area(shape), _at(shape)))
    frames = [shape for shape in frames[:_MOST_FRAMES] if _is_frame(shape, words)]
    for frame in frames:
        inside = [word for word in rest if _holds(frame, word)]
        outside = [word for word in rest if not _holds(frame, word)]
        others = [other for other in frames if not _lies_in(frame, other)]
        if len(inside) < _FEWEST_WORDS or _runs_through(frame, inside, outside, others):
            continue
        if _is_apart(frame, inside, outside):
            within = tuple(shape for shape in shapes if shape != frame and _lies_in(shape, frame))
            boxed.append(Boxed(frame, tuple(inside), within))
            rest = outside
    return rest, boxed


def _is_frame(shape: Shape, words: Sequence[Word]) -> bool:
    """Whether some words stand in it, and not so many that it is the background of the page."""
    return _FEWEST_WORDS <= sum([_holds(shape, word) for word in words]) <= _MOST * len(words)


def _runs_through(frame: Shape, inside: Sequence[Word], outside: Sequence[Word], others: Sequence[Shape]) -> bool:
    """Whether a column of text runs into the box and out of it: right over or under it stand lines with its edge."""
    left = min(word.x0 for word in inside)
    size = median([word.size for word in inside])
    return any(
        abs(word.x0 - left) <= _SAME_EDGE
        and min(abs(word.y1 - frame.y0), abs(word.y0 - frame.y1)) <= _CLOSE * size
        and abs(word.size - size) <= 0.1 * size
        and not any(_holds(other, word) for other in others)
        for word in outside
    )


def pictures(words: Sequence[Word], shapes: Sequence[Shape]) -> list[Shape]:
    """Pictures, and boxes drawn as one: with no text in them."""
    large = [shape for shape in shapes if shape.kind != "rule" and _height(shape) > 24]
    return [shape for shape in large if not any(_holds(shape, word) for word in words)]


def is_caption(lines: Sequence[Line], seen: Sequence[Shape], body: float) -> bool:
    """Whether lines in small letters stand right over or under a picture and no wider than it."""
    if not seen or sum(len(line.words) for line in lines) > _CAPTION_WORDS:
        return False
    if max(line.size for line in lines) > _CAPTION_SIZE * body:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = lines[0].y0, lines[-1].y1
    return any(
        shape.x0 - _EDGE <= left
        and right <= shape.x1 + _EDGE
        and min(abs(top - shape.y1), abs(shape.y0 - bottom)) <= _NEAR * body
        for shape in seen
    )


def _is_apart(frame: Shape, inside: Sequence[Word], outside: Sequence[Word]) -> bool:
    """Whether the box has lines of its own; a table's column or some of its rows in colour have not."""
    cut = sum(word.x0 < frame.x0 - 3 or word.x1 > frame.x1 + 3 for word in inside)
    cut += sum(_crosses(frame, word) for word in outside)
    if cut > _CUT * len(inside):
        return False
    rows = group_rows(inside)
    lines = sum(is_line(" ".join(word.text for word in row)) for row in rows)
    return len(rows) >= _FEWEST_ROWS and lines >= _LINES * len(rows)


def _crosses(frame: Shape, word: Word) -> bool:
    wide = min(word.x1, frame.x1 - 3) > max(word.x0, frame.x0 + 3)
    return wide and frame.y0 < (word.y0 + word.y1) / 2 < frame.y1


def _holds(shape: Shape, word: Word) -> bool:
    return shape.x0 <= (word.x0 + word.x1) / 2 <= shape.x1 and shape.y0 <= (word.y0 + word.y1) / 2 <= shape.y1


def _lies_in(inner: Shape, outer: Shape) -> bool:
    wide = overlap((inner.x0, inner.x1), (outer.x0 - 1, outer.x1 + 1)) >= inner.x1 - inner.x0
    return wide and overlap((inner.y0, inner.y1), (outer.y0 - 1, outer.y1 + 1)) >= inner.y1 - inner.y0


def _area(shape: Shape) -> float:
    return (shape.x1 - shape.x0) * (shape.y1 - shape.y0)


def _height(shape: Shape) -> float:
    return shape.y1 - shape.y0


def _at(shape: Shape) -> tuple[float, float, float, float]:
    return shape.x0, shape.y0, shape.x1, shape.y1
