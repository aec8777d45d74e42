"""Words with boxes: what a page is before its lines, columns and articles are known.

All lengths are PDF points (1/72 inch); the origin is the top left corner of the page's crop box, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is set on the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 10.0  #: of its first letter's font
    base: float | None = None  #: the line it stands on; None: the lower edge of the box
    bold: bool = False
    upright: bool = True  #: False for what is set along a margin, sideways to the page's text

    @property
    def baseline(self) -> float:
        """Where its letters stand, measured from the top."""
        return self.y1 if self.base is None else self.base


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn on the page that is no letter; its box as seen on the page."""

    kind: Literal["picture", "box", "rule"]  #: a rule is a thin line, a box is tinted or framed
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class WordPage:
    """One page of a file as words, in whatever order the file has them."""

    number: int  #: from 1
    width: float
    height: float
    words: tuple[Word, ...]
    problem: str | None = None  #: a sentence: why nothing could be read of it
    shapes: tuple[Shape, ...] = ()  #: in no order; a page whose drawing is not known has none
    confidence: float = 1.0  #: 0.0 to 1.0 that the words are what is printed; below 1.0 for OCR


@dataclass(frozen=True)
class Line:
    """Words on one baseline within one column, from left to right; never empty. Measures are taken once."""

    words: tuple[Word, ...]
    lane: tuple[float, float] = (float("-inf"), float("inf"))  #: the gutters between which it stands

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max([word.x1 for word in self.words])

    @cached_property
    def y0(self) -> float:
        """Upper edge."""
        return min([word.y0 for word in self.words])

    @cached_property
    def y1(self) -> float:
        """Lower edge."""
        return max([word.y1 for word in self.words])

    @cached_property
    def baseline(self) -> float:
        """Where most of its letters stand."""
        return weighted_median([(word.baseline, len(word.text)) for word in self.words])

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return weighted_median([(word.size, len(word.text)) for word in self.words])

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)

    @cached_property
    def text(self) -> str:
        """As printed, with single spaces."""
        return " ".join([word.text for word in self.words])


def weighted_median(values: Iterable[tuple[float, int]]) -> float:
    """The value below which half of the weight lies; 0.0 of nothing."""
    ordered = sorted(values)
    if ordered and ordered[0][0] == ordered[-1][0]:
        return ordered[0][0]
    half, so_far = sum([weight for _, weight in ordered]) / 2, 0
    for value, weight in ordered:
        so_far += weight
        if so_far >= half:
            return value
    return 0.0


def body_size(words: Sequence[Word]) -> float:
    """The size in which most of the letters are set, to half a point; 10.0 for no words."""
    return weighted_median([(round(word.size * 2) / 2, len(word.text)) for word in words]) or 10.0


def overlap(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Length that two intervals share; negative where a gap is between them."""
    return min(first[1], second[1]) - max(first[0], second[0])
