"""What speaks for and against a cut of a line that was joined from columns.

How well a column then reads on (`wordmodel`), hyphens at line ends, capitals and sentence ends at the cuts, the widths
of set lines, and sides that are empty. Every number is a natural logarithm, so that evidence adds up; the weights were
chosen on the development pages and on pages spliced from texts kept apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from briefings.layout.wordmodel import START, WordModel, ends_sentence, normal

Place = Literal["over", "inside", "under"]

_ACROSS: Mapping[Place, float] = {"over": -2.5, "inside": -14.0, "under": -7.0}  #: a line across the page
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
_STANDS_ALONE = 30  #: times seen above which the piece before a hyphen may be a compound's first word
_NO_COMPOUND = 8.0  #: against two pieces that make neither a word nor a compound
_KNOWN_SMALL = 60  #: a word seen so often in small letters says something when it stands with a capital


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
class Tail:
    """Where a column's text stands: its last two words and whether a sentence ended."""

    last: str = START
    further: str = ""
    stop: bool = True  #: a sentence ended
    fresh: bool = True  #: nothing has stood in the column yet
    colon: bool = False  #: it stands before a list or a quotation
    hyphen: str = ""  #: first half of a word cut at the line's end
    slack: float = 0.0  #: what the last line left of the column's width
    empty: bool = False  #: nothing stood in the column on the last line


class Setting:
    """What is the same for every hypothesis: tokens, their words, inner probabilities, widths."""

    def __init__(self, lines: Sequence[str], columns: int, model: WordModel) -> None:
        self.lines = [line.split() for line in lines]
        self.model = model.on(self.lines)
        self.words = [[normal(token) for token in tokens] for tokens in self.lines]
        self._inner = [self._running(number) for number in range(len(self.lines))]
        self._starts = [self._offsets(tokens) for tokens in self.lines]
        self._parts = {part for words in self.words for word in words for part in (word, word.split("-")[-1])}
        self._sides: dict[tuple[int, int, int, int, Tail], tuple[float, Tail]] = {}
        typical = sorted(offsets[-1] for offsets in self._starts)
        self.typical = typical[int(len(typical) * 0.6)] if typical else 0
        self.widths = [(self.typical - columns + 1) / columns] * columns
        self.spread = max(4.0, self.widths[0] * 0.16)
        cut = sum(len(token) > 2 and token[-1] == "-" and token[-2].isalpha() for line in self.lines for token in line)
        self._unbroken = _SYLLABLE if cut > _HYPHENATED * columns * len(self.lines) else _WORD

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
            sums.append(sums[-1] + (self._step(number, index) if index else 0.0))
        return sums

    def _step(self, number: int, index: int) -> float:
        tokens, words = self.lines[number], self.words[number]
        before, further = words[index - 1], words[index - 2] if index > 1 else ""
        value = self.model.log(words[index], START if ends_sentence(tokens[index - 1]) else before, further)
        value += self._casing(tokens[index], stop=ends_sentence(tokens[index - 1]))
        return value + _misplaced(tokens, index)

    def _casing(self, token: str, *, stop: bool) -> float:
        first = token.lstrip("\"'“‘(")[:1]
        if stop:
            return _SMALL_AFTER_STOP if first.islower() and not _is_damaged(token) else 0.0
        if first.isupper() and token[1:2].islower() and self.model.count(normal(token)) > _KNOWN_SMALL:
            share = self.model.capital_share(normal(token))
            return max(_CAPITAL, math.log(max(share, 0.01)))
        return 0.0

    def width(self, number: int, start: int, end: int) -> float:
        """How wide a line's tokens from `start` to `end` are set, in average small letters."""
        return self._starts[number][end] - self._starts[number][start] - _BLANK if end > start else 0.0

    # --- one column's part of a line --------------------------------------------------------------------------------

    def side(self, number: int, column: int, span: tuple[int, int], tail: Tail) -> tuple[float, Tail]:
        """What one column's part of a line adds, and where the column then stands; asked again, remembered."""
        asked = (number, column, *span, tail)
        if asked not in self._sides:
            self._sides[asked] = self._side(number, column, span, tail)
        return self._sides[asked]

    def _side(self, number: int, column: int, span: tuple[int, int], tail: Tail) -> tuple[float, Tail]:
        start, end = span
        if start == end:
            if tail.empty:
                return _STAYS_EMPTY, tail
            return (_EMPTY_SIDE if tail.stop or tail.colon else _UNFINISHED), replace(tail, empty=True)
        tokens, words = self.lines[number], self.words[number]
        width = self.width(number, start, end)
        score = (
            self.join(tail, words[start], tokens[start]) + self._slack(tail, tokens[start]) + self._over(column, width)
        )
        if end - start > 1:
            score += self._second(number, start, tail)
        if end - start > 2:
            score += self._inner[number][end] - self._inner[number][start + 2]
        return score, self._tail(number, span, tail, max(0.0, self.widths[column] - width))

    def _second(self, number: int, start: int, tail: Tail) -> float:
        """The line's second word, which looks back over the line's end."""
        tokens, words = self.lines[number], self.words[number]
        stop = ends_sentence(tokens[start])
        score = self.model.log(words[start + 1], START if stop else words[start], "" if tail.hyphen else tail.last)
        return score + self._casing(tokens[start + 1], stop=stop) + _misplaced(tokens, start + 1)

    def _tail(self, number: int, span: tuple[int, int], tail: Tail, slack: float) -> Tail:
        (start, end), tokens, words = span, self.lines[number], self.words[number]
        last, stop, short = tokens[end - 1], ends_sentence(tokens[end - 1]), slack > 2.5 * self.spread
        heading = tail.stop and tokens[start][:1].isupper() and end - start <= (9 if tail.empty else 6)
        stop = stop or (short and heading)
        return Tail(
            last=START if stop else words[end - 1],
            further=words[end - 2] if end - start > 1 else tail.last,
            stop=stop,
            fresh=False,
            colon=last.endswith(":"),
            hyphen=words[end - 1] if last.endswith("-") and len(last) > 1 else "",
            slack=round(slack, 1),
        )

    def join(self, tail: Tail, word: str, token: str) -> float:
        """Reading on from one line of a column to the next."""
        if tail.hyphen:
            return self._rejoined(tail, word)
        if tail.fresh:
            return max(self.model.log(word, START) + self._casing(token, stop=True), self.model.log(word, ""))
        return self.model.log(word, tail.last, tail.further) + self._casing(token, stop=tail.stop)

    def turn(self, tail: Tail, word: str, token: str) -> float:
        """Reading on from a column's end at the top of the next: half as telling, since columns also end articles."""
        return 0.5 * self.join(tail, word, token) + self._slack(tail, token)

    def _rejoined(self, tail: Tail, word: str) -> float:
        first = tail.hyphen.removesuffix("-").split("-")[-1]
        whole = first + word
        single = self.model.log(whole, tail.further or START)
        if self.model.knows(whole) or whole in self._parts:
            return single + 2.0
        if not self.model.knows(word):
            return single - 2.0
        compound = self.model.count(first) > _STANDS_ALONE and self.model.count(word) < _FUNCTION_WORD
        return self.model.log(word, "") - (1.0 if compound else _NO_COMPOUND)

    def _slack(self, tail: Tail, token: str) -> float:
        """White at a line's end speaks against it if the next word, or its first syllable, would have fitted in."""
        if tail.slack <= 0.0:
            return 0.0
        needed = min(set_width(token) + _BLANK, self._unbroken)
        away, unused = tail.slack / self.spread, max(0.0, tail.slack - needed) / self.spread
        return max(_UNDER * unused * unused + _RAGGED * away * away, _SHORT_STOP if tail.stop else _SHORT_LINE)

    def _over(self, column: int, width: float) -> float:
        """A line must not be wider than its column."""
        away = max(0.0, width - self.widths[column]) / self.spread
        return _OVER * min(away * away, 40.0)

    # --- a line across the page -------------------------------------------------------------------------------------

    def across(self, number: int, place: Place) -> float:
        """What a line that is not cut adds: over the columns, inside them or under them."""
        tokens = self.lines[number]
        if not tokens:
            return 0.0
        score = self.model.log(self.words[number][0], START) + self._inner[number][-1] + _ACROSS[place]
        if place == "over" and (tokens[0][:1].islower() or tokens[-1].endswith(("-", ","))):
            score += _RUNNING
        wide = self.width(number, 0, len(tokens)) > 0.8 * self.typical
        return score + (_WIDE if wide and place != "inside" else 0.0)

    # --- widths -----------------------------------------------------------------------------------------------------

    def measure(self, found: Sequence[Sequence[float]]) -> None:
        """Take the columns' widths from the lines of a first reading: set lines end at the column's edge."""
        spreads = []
        for column, widths in enumerate(found):
            if len(widths) >= 4:
                self.widths[column] = float(median(widths))
                spreads.append(1.48 * median(abs(width - self.widths[column]) for width in widths))
        if spreads:
            self.spread = min(max(_LEAST_SPREAD, _SPREADS * max(spreads)), self.typical / len(found) * 0.3)
        self._sides.clear()


def _misplaced(tokens: Sequence[str], index: int) -> float:
    """A hyphen before it that cuts a word, a bullet or a number that should begin its line."""
    cut = tokens[index - 1].endswith("-") and len(tokens[index - 1]) > 1
    return (_OPEN_HYPHEN if cut else 0.0) + (_MARKER_INSIDE if _MARKER.match(tokens[index]) else 0.0)


def _is_damaged(token: str) -> bool:
    """Small letters where capitals belong, as broken small capitals leave them: `uS`, `iraQ`."""
    return any(letter.isupper() for letter in token[1:]) and token[:1].islower()
