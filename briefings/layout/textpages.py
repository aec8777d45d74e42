"""A page of bare lines: what kind of page it is, and its lines in reading order.

Three kinds are told apart by evidence: text that keeps the printed page's blanks (`pdftotext -layout`), where columns
stand apart in the grid of characters; columns joined line by line, where the words at a line's end do not read on at
the next line's start but each column does; and plain text, which reads on from line to line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

import numpy as np

from briefings.layout.blocks import SetLine
from briefings.layout.geometry import Word, WordPage
from briefings.layout.setlines import set_width
from briefings.layout.spliced import Split, split_columns
from briefings.layout.wordmodel import WordModel, ends_sentence, normal
from briefings.model import Row

_GRID = 5.0  #: points a character in the grid of a page that keeps its blanks: one blank is a space, two are a gap
_PITCH = 12.0  #: points a line
_SIZE = 10.0
_BLANKS = re.compile(r"\S {3,}\S")
_GAPPED = 0.12  #: share of lines with wide blanks inside from which a page is read by its grid
_FAR = 30  #: characters
_NEARLY_ALL = 0.9  #: of the lines: where columns' lines stand at different heights, few lines have text in all
_NARROW = 62  #: characters; shorter lines are one column
_WRAPPED = 180  #: characters; longer lines are paragraphs unwrapped
_READS_ON = 0.25  #: what a line's turn must gain over chance for the text to read on; measured on the development pages
_HARDLY = 0.1  #: the same, of lists and technical text
_SURE = 0.7  #: share of cuts that must be sure; below it one word in twenty may stand in the wrong column
_ENGLISH = (
    -9.0
)  #: least `familiar` of pages in the language the model speaks: English ones reach -7.8, German ones -10.5
_GAIN = 0.1  #: what the columns' turns must gain over chance at least
_SETTLED = 0.5  #: what each of two columns must gain for three not to be tried; two in place of three gain .35 at most
_CLEARLY = 0.35  #: how much better the columns must read on than the page
_FEW = 8  #: lines, below which nothing can be told of columns
_FORMS = 3.0  #: most that one turn of a line may say for or against

Kind = Literal["grid", "spliced", "plain", "unclear"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What kind of page it is, and how sure that is."""

    kind: Kind
    confidence: float  #: 0.0 to 1.0
    split: Split | None = None  #: of the lines given: for spliced pages, and the likeliest for unclear ones


def judge(lines: Sequence[str], model: WordModel) -> Judgement:
    """Tell what kind of page these lines are, furniture taken off."""
    full = [line for line in lines if line.strip()]
    if _has_grid(full):
        return Judgement("grid", 0.9)
    width = _usual_width(full)
    alone = reads_on(full, model)
    if len(full) < _FEW or _usual_width(full, _NEARLY_ALL) < _NARROW or width > _WRAPPED:
        return Judgement("plain", 0.9 if alone > 0 or width > _WRAPPED else 0.7)
    if alone > 2 * _READS_ON and not _cut_inside(full) and familiar(full, model) > _ENGLISH:
        return Judgement("plain", min(1.0, 0.75 + alone / 4))
    return _best_split(lines, alone, model)


def _best_split(lines: Sequence[str], alone: float, model: WordModel) -> Judgement:
    whole = not _cut_inside(lines)
    english = familiar(lines, model) > _ENGLISH
    best, gain, least = _split_in(2, lines, model)
    settled = least > _SETTLED and best.confidence > _SURE
    if not settled and not (whole and english and alone >= max(_READS_ON, gain)):  # three columns cost twice as much
        other, other_gain, _ = _split_in(3, lines, model)
        if other.score + other_gain > best.score + gain:
            best, gain = other, other_gain
    if english and gain > max(_GAIN, alone + _CLEARLY) and best.confidence >= _SURE:
        return Judgement("spliced", min(1.0, best.confidence), best)
    if english and whole and (alone >= max(_HARDLY, gain - _CLEARLY) or alone > max(-_HARDLY, gain + _HARDLY)):
        return Judgement("plain", min(1.0, 0.55 + max(0.0, alone) / 3))
    return Judgement("unclear", round(max(0.0, min(0.4, abs(gain - alone))), 2), best)


def _split_in(columns: int, lines: Sequence[str], model: WordModel) -> tuple[Split, float, float]:
    """The best cuts into so many columns, and how well the columns then read on, in the mean and at least."""
    split = split_columns([" ".join(line.split()) for line in lines], columns, model)
    gains = _columns_read_on(split, columns, model)
    least = min(gains)
    return split, sum(gains) / len(gains) if least > -_READS_ON else -_FORMS, least


def _has_grid(lines: Sequence[str]) -> bool:
    """Whether blanks place the words: wide ones inside lines, or a second left edge far from the first."""
    gapped = sum(_BLANKS.search(line.strip()) is not None for line in lines)
    far = sum(len(line) - len(line.lstrip()) >= _FAR for line in lines)
    return gapped >= max(3, _GAPPED * len(lines)) or 0.2 * len(lines) < far < 0.8 * len(lines)


def _usual_width(lines: Sequence[str], share: float = 0.7) -> int:
    """The width, in characters, that this share of lines does not reach."""
    widths = sorted(len(line) for line in lines)
    return widths[int(len(widths) * share)] if widths else 0


def _cut_inside(lines: Sequence[str]) -> bool:
    """Whether tokens that end in a hyphen stand inside lines, where only a column's end puts them."""
    inside = sum(
        len(token) > 2 and token[-1] == "-" and token[-2].isalpha() for line in lines for token in line.split()[:-1]
    )
    return inside > 0.04 * len(lines)


def familiar(lines: Sequence[str], model: WordModel) -> float:
    """How likely each word is after the one before it in its line, mean of logarithms; 0.0 of nothing."""
    logs, model = [], model.on([line.split() for line in lines])
    for line in lines:
        words = np.array([model.number(normal(token)) for token in line.split()], dtype=np.int64)
        if len(words) > 1:
            logs.append(model.logs(words[1:], words[:-1], np.full(len(words) - 1, -1)))
    return float(np.concatenate(logs).mean()) if logs else 0.0


def reads_on(lines: Sequence[str], model: WordModel) -> float:
    """How much better than chance each line's first word follows the line before: mean of log odds; 0.0 of nothing."""
    turns = [
        _turn(before.split(), after.split(), model)
        for before, after in pairwise(lines)
        if before.split() and after.split()
    ]
    return sum(turns) / len(turns) if turns else 0.0


def _turn(before: Sequence[str], after: Sequence[str], model: WordModel) -> float:
    last, token = before[-1], after[0]
    word = normal(token)
    if last.endswith("-") and len(last) > 1:
        first = normal(last).removesuffix("-").split("-")[-1]
        if model.knows(normal(first + word)):
            return _FORMS
        return 1.0 if model.knows(word) and model.knows(first) else -_FORMS
    if ends_sentence(last):
        return -2.0 if token.lstrip("\"'“‘(")[:1].islower() else 0.3
    gain = model.log(word, normal(last), normal(before[-2]) if len(before) > 1 else "") - model.log(word, "\x00")
    if token[:1].isupper() and model.capital_share(word) < 0.1 and model.count(word) > 300:
        gain -= 2.0
    return max(-_FORMS, min(_FORMS, gain))


def _columns_read_on(split: Split, columns: int, model: WordModel) -> list[float]:
    texts: list[list[str]] = [[] for _ in range(columns)]
    for row in split.rows:
        if row.kind == "cols":
            for column, text in enumerate(row.cols):
                if text:
                    texts[column].append(text)
    return [reads_on(column, model) if len(column) > 3 else -1.0 for column in texts]


# --- lines in reading order ----------------------------------------------------------------------------------------


def grid_page(lines: Sequence[str], number: int) -> WordPage:
    """A page that keeps its blanks as words with boxes, a character being 5 points wide and a line 12 high."""
    words = []
    for index, line in enumerate(lines):
        base = (index + 1) * _PITCH
        for found in re.finditer(r"\S+", line):
            x0, x1 = found.start() * _GRID, found.end() * _GRID
            words.append(Word(found[0], x0, base - _SIZE, x1, base, _SIZE))
    width = max((len(line) for line in lines), default=0) * _GRID
    return WordPage(number, width, max(1, len(lines)) * _PITCH, tuple(words))


def spliced_lines(rows: Sequence[Row], is_title: Callable[[str], bool]) -> list[SetLine]:
    """The lines of a page that came apart, column after column; lines across the page part the columns.

    Args:
        rows: of the page's text, furniture taken off.
        is_title: whether a line across the page is a headline.
    """
    ordered: list[SetLine] = []
    stretch: list[Row] = []
    for row in rows:
        if row.kind == "full":
            ordered += _columns(stretch)
            stretch = []
            if row.cols[0].strip():
                ordered.append(SetLine(row.cols[0], None, gap=not _goes_on(ordered), heading=is_title(row.cols[0])))
        else:
            stretch.append(row)
    return ordered + _columns(stretch)


def _goes_on(ordered: Sequence[SetLine]) -> bool:
    return bool(ordered) and ordered[-1].column is None


def _columns(rows: Sequence[Row]) -> list[SetLine]:
    if not rows:
        return []
    lines: list[SetLine] = []
    for column in range(max(len(row.cols) for row in rows)):
        texts = [row.cols[column] if column < len(row.cols) else "" for row in rows]
        lines += _column(texts, column)
    return lines


def _column(texts: Sequence[str], column: int) -> list[SetLine]:
    full = [text for text in texts if text]
    if not full:
        return []
    widths = [set_width(text) for text in full]
    edge = sorted(widths)[int(len(widths) * 0.6)]
    lines: list[SetLine] = []
    gap = True
    for index, text in enumerate(texts):
        if not text:
            gap = True
            continue
        short = set_width(text) < 0.86 * edge
        after = next((other for other in texts[index + 1 :] if other), "")
        heading = short and _is_heading(text, lines[-1].text if lines else "", after, gap=gap, edge=edge)
        opens = bool(lines) and lines[-1].heading and not heading
        lines.append(SetLine(text, column, gap=gap or opens, short=short, heading=heading))
        gap = False
    return lines


def _is_heading(text: str, before: str, after: str, *, gap: bool, edge: float) -> bool:
    """A short line on its own that begins like a sentence and does not end like one, between two sentences."""
    words = text.split()
    if len(words) > 8 or not text[:1].isupper() or text[-1] in ".,;:-–—" or set_width(text) > 0.8 * edge:
        return False
    parted = not before or (ends_sentence(before) and (gap or set_width(before) < 0.97 * edge))
    return parted and after[:1].isupper()


def plain_lines(lines: Sequence[str]) -> list[SetLine]:
    """The lines of a plain page; empty lines part its paragraphs, and short ones that end a sentence."""
    full = [line.strip() for line in lines if line.strip()]
    if not full:
        return []
    edge = sorted(set_width(line) for line in full)[int(len(full) * 0.8)]
    left = median(len(line) - len(line.lstrip()) for line in lines if line.strip())
    unwrapped = _usual_width(full) > _WRAPPED
    ordered: list[SetLine] = []
    gap = True
    for index, line in enumerate(lines):
        text = " ".join(line.split())
        if not text:
            gap = True
            continue
        short = set_width(text) < 0.8 * edge
        after = next((" ".join(other.split()) for other in lines[index + 1 :] if other.strip()), "")
        alone = gap and index + 1 < len(lines) and not lines[index + 1].strip()
        before = ordered[-1].text if ordered else ""
        heading = (
            short and (alone or not before) and _is_heading(text, "" if gap else before, after, gap=gap, edge=edge)
        )
        opens = unwrapped or len(line) - len(line.lstrip()) - left >= 2 or (bool(ordered) and ordered[-1].heading)
        ordered.append(SetLine(text, 0, gap=gap or opens, opens=opens, short=short, heading=heading))
        gap = False
    return ordered
