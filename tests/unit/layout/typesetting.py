"""Sets running text in columns, as a page is set, with a box round each word, and splices columns as bad exports do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from briefings.layout.geometry import Word
from briefings.layout.setlines import set_width

_CUT = re.compile(r"(?<=[aeiou][bcdfglmnprst])(?=[bcdfglmnprst][aeiou])")
_SPACE = 0.58


def set_lines(text: str, width: float, *, hyphens: bool = True) -> list[str]:
    """Break text into lines of at most `width` average small letters, filling each as far as it goes."""
    lines: list[str] = []
    line = ""
    left = text.split()[::-1]
    while left:
        word = left.pop()
        whole = f"{line} {word}" if line else word
        if measured(whole) <= width or not line:
            line = whole
            continue
        head, tail = _cut(word, width - measured(line) - _SPACE) if hyphens else ("", word)
        lines.append(f"{line} {head}" if head else line)
        line = ""
        left.append(tail)
    return [*lines, line] if line else lines


def measured(text: str) -> float:
    return sum(set_width(token) for token in text.split()) + _SPACE * text.count(" ")


def _cut(word: str, room: float) -> tuple[str, str]:
    """The word's head that still fits into the line, with its hyphen, and its tail."""
    if not word.strip(".,").isalpha() or len(word) < 6:
        return "", word
    places = [found.start() for found in _CUT.finditer(word) if 2 <= found.start() <= len(word) - 3]
    fitting = [place for place in places if measured(word[:place] + "-") <= room]
    return (word[: fitting[-1]] + "-", word[fitting[-1] :]) if fitting else ("", word)


def column(paragraphs: Sequence[str], width: float) -> list[str]:
    """Paragraphs under each other; "" is an empty line."""
    return [line for paragraph in paragraphs for line in (set_lines(paragraph, width) or [""])]


def splice(columns: Sequence[Sequence[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The page's lines as a bad export has them, and each line's columns."""
    rows = [tuple(row) for row in zip_longest(*columns, fillvalue="")]
    return [" ".join(part for part in row if part) for row in rows], rows


def word(text: str, x: float, base: float, size: float = 10.0, *, bold: bool = False) -> Word:
    """A word whose letters are all half as wide as high."""
    return Word(text, x, base - 0.8 * size, x + 0.5 * size * len(text), base + 0.2 * size, size, base, bold)


def set_line(text: str, x: float, base: float, size: float = 10.0, *, bold: bool = False) -> list[Word]:
    words = []
    for token in text.split():
        words.append(word(token, x, base, size, bold=bold))
        x = words[-1].x1 + 0.28 * size
    return words


def set_column(paragraphs: Sequence[str], x: float, top: float, width: float = 40, size: float = 10.0) -> list[Word]:
    """A column of text, a line every 1.2 sizes, the first on the baseline `top`."""
    lines = column(paragraphs, width)
    return [one for index, line in enumerate(lines) for one in set_line(line, x, top + 1.2 * size * index, size)]
