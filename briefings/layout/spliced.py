"""Columns that were joined line by line, with no coordinates left, come apart again.

One best path over the page: a hypothesis cuts each line into its columns' texts, and is scored by how well each
column then reads on (`wordmodel`), by line-end hyphens, capitals and sentence ends at the cuts, and by the widths of
the columns. Lines across the page (running titles, headlines, folios) stand before and after the columns.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from briefings.layout.wordmodel import START, WordModel, ends_sentence, normal
from briefings.model import Row

BEAM = 48  #: hypotheses kept a line; 96 changes no line of the development pages
_FULL_INSIDE = -14.0  #: a line across the page between column lines
_FULL_BELOW = -3.0  #: under them
_FULL_ABOVE = -2.5  #: over them
_RUNNING = -4.0  #: more, if it begins or ends like running text
_WIDE = -8.0  #: more, if it is as wide as the columns together
_EMPTY_SIDE = -3.0  #: nothing in a column where something stood on the line before, at a sentence's end
_UNFINISHED = -6.0  #: the same inside a sentence
_STAYS_EMPTY = -0.7
_UNDER = -0.75  #: for a line one spread shorter than its column
_OVER = -1.35  #: for a line one spread wider
_SPREADS = 0.85  #: robust standard deviations that make one spread
_LEAST_SPREAD = 1.7
_SHORT_STOP = -2.5  #: at most, for a short line at a sentence's end
_SHORT_LINE = -9.0  #: at most, for one inside a sentence
_RAGGED = -0.3  #: for a line one spread shorter, whatever the next word
_SYLLABLE = 3.0  #: the least that hyphenated text carries over to the next line, in letters
_WORD = 10.0  #: the most that other text does
_HYPHENATED = 0.04  #: share of columns' lines that end in a hyphen
_MARKER_INSIDE = -4.0  #: a bullet or a list's number that does not begin its line
_OPEN_HYPHEN = -9.0  #: a token that ends in a hyphen and is not at a column's line end
_CAPITAL = -3.5  #: at most: a capital on a word that inside sentences hardly ever has one
_SMALL_AFTER_STOP = -5.0
_FUNCTION_WORD = 20_000  #: words as common as "with" do not end compounds: "long-term", not "long-the"
_KNOWN_SMALL = 300  #: a word seen so often in small letters says something when it stands with a capital


_MARKER = re.compile(r"^(?:[•▪●◦‣]|\(?\d{1,2}[.)]|\([a-z]\)|[a-z]\))$")

#: Widths of letters in a roman book face, in units of its average small letter. Set lines differ far less in these
#: than in the number of their characters (a third of the spread on the development pages).
_LETTER = {
    **dict.fromkeys("ijl.,;:'’‘|!", 0.6),
    **dict.fromkeys("frtI()[]-", 0.72),
    **dict.fromkeys("acesz?", 0.94),
    **dict.fromkeys("wm", 1.6),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 1.45),
    **dict.fromkeys("MW%—", 1.9),
}
_BLANK = 0.58


def set_width(token: str) -> float:
    """About how wide a token is set, in average small letters."""
    return sum(_LETTER.get(letter, 1.07) for letter in token)


@dataclass(frozen=True, slots=True)
class Split:
    """A page's lines, each with its cut, and how sure we are."""

    rows: tuple[Row, ...]
    confidence: float  #: 0.0 to 1.0: share of cuts that are clearly better than their neighbours
    score: float  #: log probability a word, comparable between numbers of columns


@dataclass(frozen=True, slots=True)
class _Tail:
    """Where a column's text stands: its last two words and whether a sentence ended."""

    last: str = START
    further: str = ""
    stop: bool = True  #: a sentence ended, or the column has not begun: it may begin in the middle of one
    fresh: bool = True
    colon: bool = False  #: it stands before a list or a quotation
    hyphen: str = ""  #: first half of a word cut at the line's end
    short: bool = False  #: the last line ended well before the column's edge
    slack: float = 0.0  #: what the last line left of the column's width
    empty: bool = False  #: nothing stood in the column on the last line


@dataclass(frozen=True, slots=True)
class _Cut:
    """How one line is cut; `texts` are token ranges."""

    full: bool
    bounds: tuple[int, ...]  #: inner cut positions, one less than columns


@dataclass(frozen=True, slots=True)
class _Path:
    score: float
    tails: tuple[_Tail, ...]
    phase: int  #: 0 before the columns, 1 in them, 2 after
    cut: _Cut | None = None
    back: _Path | None = None


class _Page:
    """What is the same for every hypothesis: tokens, their words, inner probabilities, widths."""

    def __init__(self, lines: Sequence[str], columns: int, model: WordModel) -> None:
        self.lines = [line.split() for line in lines]
        self.columns = columns
        self.model = model.on(self.lines)
        self.words = [[normal(token) for token in tokens] for tokens in self.lines]
        self.inner = [self._running(number) for number in range(len(self.lines))]
        self.starts = [self._offsets(tokens) for tokens in self.lines]
        self.parts = {part for words in self.words for word in words for part in (word, word.split("-")[-1])}
        self.sides: dict[tuple[int, int, int, int, _Tail], tuple[float, _Tail]] = {}
        typical = sorted(offsets[-1] for offsets in self.starts)
        self.typical = typical[int(len(typical) * 0.6)] if typical else 0
        self.widths = [(self.typical - columns + 1) / columns] * columns
        self.spread = max(4.0, self.widths[0] * 0.16)
        cut = sum(len(token) > 2 and token[-1] == "-" and token[-2].isalpha() for line in self.lines for token in line)
        self.unbroken = _SYLLABLE if cut > _HYPHENATED * columns * len(self.lines) else _WORD

    @staticmethod
    def _offsets(tokens: Sequence[str]) -> list[float]:
        offsets, at = [], 0.0
        for token in tokens:
            offsets.append(at)
            at += set_width(token) + _BLANK
        return [*offsets, at]

    def _running(self, number: int) -> list[float]:
        """Prefix sums of each token's log probability after its two neighbours in the line."""
        sums = [0.0]
        for index in range(len(self.words[number])):
            sums.append(sums[-1] + (self.step(number, index) if index else 0.0))
        return sums

    def step(self, number: int, index: int) -> float:
        tokens, words = self.lines[number], self.words[number]
        before, further = words[index - 1], words[index - 2] if index > 1 else ""
        value = self.model.log(words[index], START if ends_sentence(tokens[index - 1]) else before, further)
        if tokens[index - 1].endswith("-") and len(tokens[index - 1]) > 1:
            value += _OPEN_HYPHEN
        if _MARKER.match(tokens[index]):
            value += _MARKER_INSIDE
        return value + self.casing(tokens[index], stop=ends_sentence(tokens[index - 1]), weight=0.5)

    def casing(self, token: str, *, stop: bool, weight: float = 1.0) -> float:
        first = token.lstrip("\"'“‘(")[:1]
        if stop:
            return _SMALL_AFTER_STOP * weight if first.islower() and not _is_damaged(token) else 0.0
        if first.isupper() and token[1:2].islower() and self.model.count(normal(token)) > _KNOWN_SMALL:
            share = self.model.capital_share(normal(token))
            return max(_CAPITAL, math.log(max(share, 0.01))) * weight
        return 0.0

    def width(self, number: int, start: int, end: int) -> float:
        return self.starts[number][end] - self.starts[number][start] - _BLANK if end > start else 0.0


def split_columns(lines: Sequence[str], columns: int, model: WordModel) -> Split:
    """Cut every line of a page whose `columns` columns were joined by single spaces.

    Returns:
        One row a line, texts exactly as printed; the confidence is low where the columns do not read on.
    """
    page = _Page(lines, columns, model)
    path = _best_path(page)
    if columns > 1:
        for _ in range(2):
            _measure(page, path)
            page.sides.clear()
            path = _best_path(page)
    cuts = _trace(path)
    rows = tuple(_row(page, number, cut) for number, cut in enumerate(cuts))
    words = sum(len(tokens) for tokens in page.lines)
    return Split(rows, _confidence(page, cuts), path.score / max(words, 1))


def _best_path(page: _Page) -> _Path:
    beam = [_Path(0.0, (_Tail(),) * page.columns, phase=0)]
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


def _turns(page: _Page, path: _Path) -> float:
    """How well each column's end reads on at the top of the next column."""
    cuts = _trace(path)
    first = next((number for number, cut in enumerate(cuts) if not cut.full), None)
    if first is None or page.columns == 1:
        return 0.0
    edges = (0, *cuts[first].bounds, len(page.lines[first]))
    total = 0.0
    for column in range(page.columns - 1):
        head = page.words[first][edges[column + 1] : edges[column + 2]]
        if head:
            total += 0.5 * _join(page, path.tails[column], head[0], page.lines[first][edges[column + 1]])
    return total


def _cuts(page: _Page, number: int, path: _Path) -> Iterator[_Cut]:
    size = len(page.lines[number])
    yield _Cut(full=True, bounds=())
    if page.columns == 1 or path.phase == 2:
        return
    yield from (_Cut(full=False, bounds=bounds) for bounds in _bounds(page, number, size))


def _bounds(page: _Page, number: int, size: int) -> Iterator[tuple[int, ...]]:
    if page.columns == 2:
        for cut in range(size + 1):
            if _near(page, number, cut, 0) or cut in {0, size}:
                yield (cut,)
        return
    for first in range(size + 1):
        if not (_near(page, number, first, 0) or first in {0, size}):
            continue
        for second in range(first, size + 1):
            if second in {first, size} or page.width(number, first, second) <= page.widths[1] + 3 * page.spread:
                yield (first, second)


def _near(page: _Page, number: int, cut: int, column: int) -> bool:
    return page.width(number, 0, cut) <= page.widths[column] + 3.5 * page.spread


def _extend(page: _Page, number: int, path: _Path, cut: _Cut) -> _Path:
    size = len(page.lines[number])
    if cut.full:
        score, phase = _full(page, number, path)
        return _Path(path.score + score, path.tails if phase == 1 else (_Tail(),) * page.columns, phase, cut, path)
    edges = (0, *cut.bounds, size)
    score, tails = 0.0, []
    for column, (start, end) in enumerate(pairwise(edges)):
        asked = (number, column, start, end, path.tails[column])
        if asked not in page.sides:
            page.sides[asked] = _side(page, number, column, (start, end), path.tails[column])
        gain, tail = page.sides[asked]
        score += gain
        tails.append(tail)
    return _Path(path.score + score, tuple(tails), 1, cut, path)


def _full(page: _Page, number: int, path: _Path) -> tuple[float, int]:
    tokens, words = page.lines[number], page.words[number]
    if not tokens:
        return 0.0, path.phase
    if page.columns == 1:
        gain, _tail = _side(page, number, 0, (0, len(tokens)), path.tails[0])
        return gain, 1
    score = page.model.log(words[0], START) + page.inner[number][-1]
    phase = 0
    if path.phase:
        left = len(page.lines) - number
        score += _FULL_BELOW if left <= 3 else _FULL_INSIDE
        phase = 2 if left <= 3 else 1
    else:
        score += _FULL_ABOVE
        if tokens[0][:1].islower() or tokens[-1].endswith(("-", ",")):
            score += _RUNNING
    if phase != 1 and page.width(number, 0, len(tokens)) > 0.8 * page.typical:
        score += _WIDE
    return score, phase


def _side(page: _Page, number: int, column: int, span: tuple[int, int], tail: _Tail) -> tuple[float, _Tail]:
    """What one column's part of a line adds, and where the column then stands."""
    start, end = span
    if start == end:
        if tail.empty:
            return _STAYS_EMPTY, tail
        return (_EMPTY_SIDE if tail.stop or tail.colon else _UNFINISHED), replace(tail, empty=True)
    tokens, words = page.lines[number], page.words[number]
    score = _join(page, tail, words[start], tokens[start]) + _slack(page, tail, tokens[start])
    if end - start > 1:
        before = START if ends_sentence(tokens[start]) else words[start]
        further = tail.last if not tail.hyphen else ""
        score += page.model.log(words[start + 1], before, further) + page.casing(
            tokens[start + 1], stop=ends_sentence(tokens[start]), weight=0.5
        )
        if tokens[start].endswith("-") and len(tokens[start]) > 1:
            score += _OPEN_HYPHEN
        if _MARKER.match(tokens[start + 1]):
            score += _MARKER_INSIDE
    if end - start > 2:
        score += page.inner[number][end] - page.inner[number][start + 2]
    width = page.width(number, start, end)
    stop = ends_sentence(tokens[end - 1])
    heading = tail.stop and tokens[start][:1].isupper() and end - start <= (9 if tail.empty else 6)
    score += _over(page, column, width)
    hyphen = words[end - 1] if tokens[end - 1].endswith("-") and len(tokens[end - 1]) > 1 else ""
    slack = max(0.0, page.widths[column] - width)
    short = slack > 2.5 * page.spread
    further = words[end - 2] if end - start > 1 else tail.last
    colon = tokens[end - 1].endswith(":")
    last = START if stop or (short and heading) else words[end - 1]
    return score, _Tail(last, further, stop or (short and heading), False, colon, hyphen, short, round(slack, 1))


def _join(page: _Page, tail: _Tail, word: str, token: str) -> float:
    """Reading on from one line of a column to the next."""
    if tail.hyphen:
        return _rejoined(page, tail, word)
    if tail.fresh:
        return max(page.model.log(word, START) + page.casing(token, stop=True), page.model.log(word, ""))
    return page.model.log(word, tail.last, tail.further) + page.casing(token, stop=tail.stop)


def _slack(page: _Page, tail: _Tail, token: str) -> float:
    """White left at a line's end speaks against it if the next word, or its first syllable, would have fitted in."""
    if tail.slack <= 0.0:
        return 0.0
    needed = min(set_width(token) + _BLANK, page.unbroken) if token else 0.0
    away, unused = tail.slack / page.spread, max(0.0, tail.slack - needed) / page.spread
    return max(_UNDER * unused * unused + _RAGGED * away * away, _SHORT_STOP if tail.stop else _SHORT_LINE)


def _rejoined(page: _Page, tail: _Tail, word: str) -> float:
    first = tail.hyphen.removesuffix("-").split("-")[-1]
    whole = first + word
    single = page.model.log(whole, tail.further or START)
    if page.model.knows(whole) or whole in page.parts:
        return single + 2.0
    if not page.model.knows(word):
        return single - 2.0
    apart = page.model.log(word, "")
    return apart - (1.0 if page.model.knows(first) and page.model.count(word) < _FUNCTION_WORD else 6.0)


def _over(page: _Page, column: int, width: float) -> float:
    """A line must not be wider than its column."""
    away = max(0.0, width - page.widths[column]) / page.spread
    return _OVER * min(away * away, 40.0)


def _measure(page: _Page, path: _Path) -> None:
    """Take the columns' widths from a first reading: set lines end at the column's edge."""
    found: list[list[float]] = [[] for _ in range(page.columns)]
    for number, cut in enumerate(_trace(path)):
        if not cut.full:
            for column, (start, end) in enumerate(pairwise((0, *cut.bounds, len(page.lines[number])))):
                if end > start:
                    found[column].append(page.width(number, start, end))
    spreads = []
    for column, widths in enumerate(found):
        if len(widths) >= 4:
            page.widths[column] = float(median(widths))
            away = sorted(abs(width - page.widths[column]) for width in widths)
            spreads.append(1.48 * away[len(away) // 2])
    if spreads:
        page.spread = min(max(_LEAST_SPREAD, _SPREADS * max(spreads)), page.typical / page.columns * 0.3)


def _trace(path: _Path) -> list[_Cut]:
    cuts: list[_Cut] = []
    at: _Path | None = path
    while at is not None and at.cut is not None:
        cuts.append(at.cut)
        at = at.back
    return cuts[::-1]


def _row(page: _Page, number: int, cut: _Cut) -> Row:
    tokens = page.lines[number]
    if cut.full:
        return Row(number + 1, "full", (" ".join(tokens),))
    return Row(
        number + 1,
        "cols",
        tuple(" ".join(tokens[start:end]) for start, end in pairwise((0, *cut.bounds, len(tokens)))),
    )


def _is_damaged(token: str) -> bool:
    """Small letters where capitals belong, as broken small capitals leave them: `uS`, `iraQ`."""
    return any(letter.isupper() for letter in token[1:]) and token[:1].islower()


def _confidence(page: _Page, cuts: Sequence[_Cut]) -> float:
    """Share of cuts that beat every other cut of their line by a clear margin, the lines around them held."""
    clear = total = 0
    tails: tuple[_Tail, ...] = (_Tail(),) * page.columns
    for number, cut in enumerate(cuts):
        here = _Path(0.0, tails, 1)
        taken = _extend(page, number, here, cut)
        if not cut.full and number + 1 < len(cuts) and not cuts[number + 1].full:
            total += 1
            margin = _margin(page, number, here, cuts)
            clear += margin > math.log(4)
        tails = taken.tails
    return clear / total if total else 0.0


def _margin(page: _Page, number: int, here: _Path, cuts: Sequence[_Cut]) -> float:
    def both(cut: _Cut) -> float:
        return _extend(page, number + 1, _extend(page, number, here, cut), cuts[number + 1]).score

    taken = both(cuts[number])
    others = [both(cut) for cut in _cuts(page, number, here) if cut != cuts[number] and not cut.full]
    return taken - max(others, default=-math.inf)
