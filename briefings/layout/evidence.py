"""What speaks for and against a cut of a line that was joined from columns.

How well a column then reads on (`wordmodel`), hyphens at line ends, capitals and sentence ends at the cuts, the widths
of set lines, and sides that are empty. Each kind of evidence is a named feature; a cut's score is the sum of features
times weights (`weighing`), natural logarithms up to a constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefings.layout.setlines import BLANK, Line
from briefings.layout.weighing import ACROSS, EMPTY, GAPS, JOIN, OVER, PART, UNUSED
from briefings.layout.wordmodel import START, WordModel

_Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


_SHORT = 2.5  #: spreads of white from which a line is short
_TURN_WORDS = 9  #: most words of a heading-like line
_DIGIT = re.compile(r"\d")
_LEAST_LOG = -15.0
_FUNCTION_WORD = 20_000  #: words as common as "with" do not end compounds: "long-term", not "long-the"
_STANDS_ALONE = 30  #: times seen above which the piece before a hyphen may be a compound's first word
_SYLLABLE = 3.0  #: the least that hyphenated text carries over to the next line, in letters
_WORD = 10.0  #: the most that other text does
_HYPHENATED = 0.04  #: share of columns' lines that end in a hyphen
_LEAST_SPREAD = 1.7
_SPREADS = 0.85  #: robust standard deviations that make one spread
_FULL_ROWS = (0.6, 0.93)  #: shares of lines that may be shorter than one with text in all columns
_UNEQUAL = (0.39, 0.61)  #: shares of the left of two unequal columns that are tried
_AT_ENDS = np.log(0.9), np.log(0.1)  #: a token that looks like a sentence's end is one, or an abbreviation


@dataclass(frozen=True, slots=True)
class Measures:
    """What is believed of a page's columns while its lines are cut."""

    widths: tuple[float, ...]  #: of full lines, in average small letters
    spread: float  #: of full lines' widths, the same
    first: int = 0  #: the first line that is cut
    tops: tuple[int, ...] = ()  #: where that line is cut, if it is known: the columns' ends read on there


class Tails:
    """Where columns' texts stand, as arrays: line, first and last token of what was last set; line -1: nothing yet."""

    def __init__(self, line: _Ints, start: _Ints, end: _Ints) -> None:
        self.line, self.start, self.end = line, start, end
        self.facts: dict[str, np.ndarray] | None = None  #: what `Setting` knows of them, once it was asked

    def __len__(self) -> int:
        return len(self.line)

    def taken(self, places: _Ints) -> Tails:
        """The tails at these places."""
        return Tails(self.line[places], self.start[places], self.end[places])

    def joined(self, line: int, starts: _Ints, ends: _Ints) -> Tails:
        """These tails, and those that a line's parts would leave."""
        return Tails(
            np.concatenate((self.line, np.full(len(starts), line))),
            np.concatenate((self.start, starts)),
            np.concatenate((self.end, ends)),
        )

    @staticmethod
    def fresh() -> Tails:
        """One tail of a column in which nothing has stood yet."""
        return Tails(np.array([-1]), np.array([0]), np.array([0]))


class Setting:
    """What is the same for every hypothesis: tokens, their words, inner probabilities, widths."""

    def __init__(self, lines: Sequence[str], columns: int, model: WordModel, weights: Mapping[str, float]) -> None:
        tokens = [line.split() for line in lines]
        self.columns = columns
        self.model = model.on(tokens)
        self.lines = [Line(line, self.model) for line in tokens]
        self.weigh(weights)
        self._flat, self._offsets = _flattened(self.lines)
        self._inner = [self._running(line) for line in self.lines]
        self._seconds = [self._second(line) for line in self.lines]
        self._opening = [self.model.logs(line.numbers, *self._beside(line.size, START)) for line in self.lines]
        self._alone = [self.model.logs(line.numbers, *self._beside(line.size, None)) for line in self.lines]
        self._reads: dict[tuple[int, int, int, bool], _Floats] = {}
        self._joined: dict[tuple[str, int, str], tuple[int, float]] = {}
        self._parts = {part for line in self.lines for word in line.words for part in (word, word.split("-")[-1])}
        self._lengths = sorted(float(line.starts[-1]) for line in self.lines) or [0.0]
        self.typical = self._quantile(0.6)
        wide = self._quantile(_FULL_ROWS[-1])
        #: Share of lines with text in fewer columns than there are: large where columns' lines stand at other heights.
        self._short_rows = sum(length < 0.8 * wide for length in self._lengths) / len(self._lengths)
        self.measures = next(self.guesses())
        cut = sum(
            len(token) > 2 and token[-1] == "-" and token[-2].isalpha() for line in self.lines for token in line.tokens
        )
        self._carried = _SYLLABLE if cut > _HYPHENATED * columns * len(self.lines) else _WORD

    def weigh(self, weights: Mapping[str, float]) -> None:
        """Take these weights."""
        self._weights = {
            group: np.array([weights[name] for name in names])
            for group, names in (("join", JOIN), ("empty", EMPTY), ("part", PART), ("across", ACROSS))
        }

    def _beside(self, size: int, word: str | None) -> tuple[_Ints, _Ints]:
        number = self.model.number(word) if word else -1
        return np.full(size, number), np.full(size, -1)

    def _running(self, line: Line) -> _Floats:
        """Prefix sums over a line's tokens of what speaks for its inner neighbours, a row a feature of PART."""
        sums = np.zeros((7, line.size + 1))
        if line.size > 1:
            before, further = line.numbers[:-1], np.concatenate(([-1], line.numbers[:-2]))
            stop = line.stops[:-1]
            sums[0, 2:] = self._goes_on(line, before, further)
            sums[1, 2:] = line.cut[:-1]
            sums[2, 2:] = line.marker[1:]
            sums[3, 2:] = stop & line.small[1:]
            sums[4, 2:] = np.where(stop, 0.0, line.surprise[1:])
            sums[5, 2:] = line.code_opens[1:]
            sums[6, 2:] = line.code_ends[:-1]
        return np.cumsum(sums, axis=1)

    def _goes_on(self, line: Line, before: _Ints, further: _Ints) -> _Floats:
        """Log probability of each of a line's tokens but the first, after these."""
        reads = np.maximum(self.model.logs(line.numbers[1:], before, further), _LEAST_LOG)
        opens = np.maximum(self.model.logs(line.numbers[1:], *self._beside(line.size - 1, START)), _LEAST_LOG)
        found: _Floats = np.where(line.stops[:-1], np.logaddexp(opens + _AT_ENDS[0], reads + _AT_ENDS[1]), reads)
        return found

    def _second(self, line: Line) -> _Floats:
        """Log probability of each token's follower after it alone: a part's second word knows no word before those."""
        alone = np.full(max(0, line.size - 1), -1)
        return np.concatenate((self._goes_on(line, line.numbers[:-1], alone), [0.0])) if line.size else alone + 0.0

    # --- features ---------------------------------------------------------------------------------------------------

    def join(self, number: int, column: int, tails: Tails, starts: _Ints) -> _Floats:
        """Features (JOIN, a row a tail, a column a start) of reading on at these tokens of line `number`."""
        line = self.lines[number]
        found = np.zeros((len(JOIN), len(tails), len(starts)))
        if not len(starts):
            return found
        facts = self._facts(column, tails)
        fresh = tails.line < 0
        capital, small = line.capital[starts], line.small[starts]
        turn = facts["short"][:, None] & capital[None, :] & ~facts["stops"][:, None] & ~fresh[:, None]
        stop = (facts["stops"] | fresh)[:, None] & np.ones(len(starts), dtype=bool)
        inside = ~stop & ~turn
        found[0] = self._reading(number, tails, facts, starts, turn)
        hyphened = facts["cut"][:, None] & np.ones(len(starts), dtype=bool)
        surprise = np.broadcast_to(line.surprise[starts], stop.shape)
        found[1] = stop & small & ~fresh[:, None]
        found[2] = np.where(inside & ~hyphened, surprise, 0.0)
        found[3] = np.where(turn, surprise, 0.0)
        self._hyphens(found, number, tails, facts, starts)
        away = facts["slack"] / self.measures.spread
        found[8] = np.minimum(away, 6.0)[:, None]
        found[9] = np.minimum(away * away, 36.0)[:, None]
        found[10] = line.marker[starts]
        found[11] = line.marker[starts] & inside & ~facts["colons"][:, None]
        found[12] = fresh[:, None]
        found[13] = line.code_opens[starts]
        needed = np.minimum(line.widths[starts] + BLANK, self._carried)
        unused = np.maximum(0.0, facts["slack"][:, None] - needed) / self.measures.spread
        gaps = np.where(fresh, 0, number - 1 - tails.line)[:, None]
        at = 14
        turns = (inside & small, inside & ~small, stop & ~fresh[:, None], turn)
        at = _binned(found, at, UNUSED, unused, turns)
        _binned(found, at, GAPS, gaps, turns)
        return found

    def _facts(self, column: int, tails: Tails) -> dict[str, np.ndarray]:
        """What is known of each tail; worked out once."""
        if tails.facts is None:
            set_ = tails.line >= 0
            line, last = np.maximum(tails.line, 0), np.maximum(tails.end - 1, 0)
            at, from_ = self._offsets[line] + last, self._offsets[line] + tails.start
            width = self._flat["right"][at] - self._flat["left"][from_]
            slack = np.where(set_, np.maximum(0.0, self.measures.widths[column] - width), 0.0)
            few = tails.end - tails.start <= _TURN_WORDS
            tails.facts = {
                **{name: set_ & self._flat[name][at] for name in ("stops", "cut", "colons")},
                "short": (slack > _SHORT * self.measures.spread) & few,
                "slack": slack,
            }
        return tails.facts

    def _reading(
        self, number: int, tails: Tails, facts: Mapping[str, np.ndarray], starts: _Ints, turn: _Flags
    ) -> _Floats:
        reads = np.empty((len(tails), len(starts)))
        for place, row in enumerate(self._reads_of(number, tails)):
            reads[place] = row[starts]
        opens = np.maximum(self._opening[number][starts], _LEAST_LOG)[None, :]
        alone = np.maximum(self._alone[number][starts], _LEAST_LOG)[None, :]
        either = np.logaddexp(opens, np.maximum(reads, _LEAST_LOG)) - np.log(2)
        reads = np.maximum(reads, _LEAST_LOG)
        stopped = np.logaddexp(opens + _AT_ENDS[0], reads + _AT_ENDS[1])
        value = np.where(facts["stops"][:, None], stopped, np.where(turn, either, reads))
        found: _Floats = np.where((tails.line < 0)[:, None], np.logaddexp(opens, alone) - np.log(2), value)
        return found

    def _reads_of(self, number: int, tails: Tails) -> list[_Floats]:
        """For each tail, the log probability of each of the line's tokens after it; worked out once."""
        keys = [
            (number, int(line), int(end), bool(end - start > 1))
            for line, start, end in zip(tails.line, tails.start, tails.end, strict=True)
        ]
        missing = [key for key in dict.fromkeys(keys) if key not in self._reads]
        if missing:
            numbers = self.lines[number].numbers
            before = [self.lines[line].numbers[end - 1] if line >= 0 else -1 for _, line, end, _ in missing]
            further = [self.lines[line].numbers[end - 2] if line >= 0 and two else -1 for _, line, end, two in missing]
            size = (len(missing), len(numbers))
            rows = self.model.logs(
                np.broadcast_to(numbers, size),
                np.broadcast_to(np.array(before)[:, None], size),
                np.broadcast_to(np.array(further)[:, None], size),
            )
            rows[:, :-1] += self._over_the_end(number, np.array(before))
            self._reads.update(zip(missing, rows, strict=True))
        return [self._reads[key] for key in keys]

    def _over_the_end(self, number: int, last: _Ints) -> _Floats:
        """What the follower of each of the line's tokens gains if these words stood before the token."""
        line = self.lines[number]
        size = (len(last), line.size - 1)
        after = self.model.logs(
            np.broadcast_to(line.numbers[1:], size),
            np.broadcast_to(line.numbers[:-1], size),
            np.broadcast_to(last[:, None], size),
        )
        gained = np.maximum(after, _LEAST_LOG) - self._seconds[number][:-1]
        found: _Floats = np.where(line.stops[:-1] | (last < 0)[:, None], 0.0, gained)
        return found

    def _hyphens(
        self, found: _Floats, number: int, tails: Tails, facts: Mapping[str, np.ndarray], starts: _Ints
    ) -> None:
        line = self.lines[number]
        for place in np.flatnonzero(facts["cut"]):
            before = self.lines[tails.line[place]]
            end = int(tails.end[place])
            further = before.words[end - 2] if end - tails.start[place] > 1 else ""
            for at, start in enumerate(starts):
                kind, value = self._rejoined(before.words[end - 1], further, line.words[start])
                found[4 + kind, place, at] = 1.0
                found[0, place, at] = max(value, _LEAST_LOG)

    def _rejoined(self, piece: str, further: str, word: str) -> tuple[int, float]:
        """Which of the four kinds of hyphen it is, and how likely the word is there."""
        asked = (piece, len(further), further + " " + word)
        if asked not in self._joined:
            self._joined[asked] = self._rejoin(piece, further, word)
        return self._joined[asked]

    def _rejoin(self, piece: str, further: str, word: str) -> tuple[int, float]:
        first = piece.removesuffix("-").split("-")[-1]
        whole = first + word
        if self.model.knows(whole) or whole in self._parts:
            return 0, self.model.log(whole, further or START)
        if not self.model.knows(word):
            return 2, self.model.log(whole, further or START)
        compound = self.model.count(first) > _STANDS_ALONE and self.model.count(word) < _FUNCTION_WORD
        return (1 if compound else 3), self.model.log(word, "")

    def empty(self, number: int, column: int, tails: Tails) -> _Floats:
        """Features (EMPTY, a column a tail) of nothing standing in a column on line `number`."""
        facts = self._facts(column, tails)
        fresh = tails.line < 0
        stays = ~fresh & (tails.line < number - 1)
        turn = facts["short"] & ~facts["stops"] & ~facts["colons"]
        states = (
            ~facts["stops"] & ~facts["colons"] & ~turn & ~facts["cut"],
            facts["stops"],
            turn & ~facts["cut"],
            facts["colons"] & ~facts["stops"],
        )
        found = np.zeros((len(EMPTY), len(tails)))
        found[0] = fresh
        found[1] = facts["cut"] & ~fresh
        for place, state in enumerate(states):
            found[2 + place] = state & ~stays & ~fresh
            found[6 + place] = state & stays
        found[10] = self._short_rows * (~stays & ~fresh)
        found[11] = self._short_rows * stays
        if column == 0:
            found[12:15] = fresh, ~stays & ~fresh, stays
        return found

    def part(self, number: int, column: int, starts: _Ints, ends: _Ints) -> _Floats:
        """Features (PART, a column a part) of tokens from `starts` to `ends` in a column; no token, no feature."""
        line, inner = self.lines[number], self._inner[number]
        found = np.zeros((len(PART), len(starts)))
        full = ends > starts
        first = np.minimum(starts + 1, line.size)
        found[:7] = np.where(full, inner[:, ends] - inner[:, first], 0.0)
        second = np.minimum(starts + 2, line.size)
        found[0] += np.where(ends - starts > 1, self._seconds[number][starts] - inner[0, second] + inner[0, first], 0.0)
        last = np.maximum(ends - 1, 0)
        found[7] = full & line.cut[last]
        found[8] = full & line.code_ends[last]
        found[9] = full & (ends - starts == 1)
        over = np.where(full, line.width(starts, ends) - self.measures.widths[column], 0.0) / self.measures.spread
        _binned(found, 10, OVER, over, (full,))
        found[-1] *= np.maximum(1.0, over - OVER[-1] + 1.0)
        return found

    def across(self, number: int, *, begun: bool, under: bool) -> _Floats:
        """Features (ACROSS) of a line that is not cut: over the columns, inside them or under them."""
        line = self.lines[number]
        found = np.zeros(len(ACROSS))
        found[2 if under else 1 if begun else 0] = 1.0
        found[3] = max(float(self._opening[number][0]), _LEAST_LOG) + self._inner[number][0, -1]
        found[4] = line.small[0] or line.tokens[-1].endswith(("-", ","))
        wide = float(line.starts[-1]) / max(self.typical, 1.0)
        found[5] = wide > 0.8 and not (begun and not under)
        found[6] = wide > 0.8 and begun and not under
        found[7] = wide < 0.45
        found[8] = any(_DIGIT.search(line.tokens[place]) for place in (0, -1))
        return found

    def score(self, group: str, features: _Floats) -> _Floats:
        """Features times their weights."""
        found: _Floats = np.tensordot(self._weights[group], features, axes=1)
        return found

    # --- widths -----------------------------------------------------------------------------------------------------

    def _quantile(self, share: float) -> float:
        return self._lengths[int((len(self._lengths) - 1) * share)]

    def guesses(self) -> Iterator[Measures]:
        """First guesses of the columns' widths, before any line is cut.

        Usual lines have text in all columns, or else only the widest have, where the columns' lines stand at different
        heights; and two columns may be unequal.
        """
        last = 0.0
        for share in _FULL_ROWS:
            whole = max(1.0, self._quantile(share) - self.columns + 1)
            if whole > 1.12 * last:
                last = whole
                yield Measures((whole / self.columns,) * self.columns, max(4.0, whole / self.columns * 0.16))
        if self.columns == 2:
            for left in _UNEQUAL:
                yield Measures((last * left, last * (1 - left)), max(4.0, last * 0.08))

    def measured(self, widths: Sequence[Sequence[float]], first: int, tops: tuple[int, ...]) -> Measures:
        """The columns' widths by the lines of a reading: set lines end at the column's edge."""
        found, spreads = list(self.measures.widths), []
        for column, lines in enumerate(widths):
            if len(lines) >= 4:
                low, high = _densest(sorted(lines))
                found[column] = (low + high) / 2
                spreads.append(1.48 * (high - low) / 2)
        spread = self.measures.spread
        if spreads:
            spread = min(max(_LEAST_SPREAD, _SPREADS * max(spreads)), max(found) * 0.3)
        return Measures(tuple(found), spread, first, tops)


def _densest(widths: Sequence[float]) -> tuple[float, float]:
    """Ends of the shortest stretch that holds half of the widths: where the full lines are, whatever else there is."""
    half = len(widths) // 2
    return min(zip(widths, widths[half:], strict=False), key=lambda ends: ends[1] - ends[0])


def _flattened(lines: Sequence[Line]) -> tuple[dict[str, np.ndarray], _Ints]:
    """The tokens of all lines in one row: what is known of each, and where each line begins."""
    sizes = np.array([0, *(line.size for line in lines)])
    empty = np.zeros(1, dtype=bool)
    flat = {
        name: np.concatenate([*(getattr(line, name) for line in lines), empty]) for name in ("stops", "cut", "colons")
    }
    flat["left"] = np.concatenate([*(line.starts[:-1] for line in lines), np.zeros(1)])
    flat["right"] = np.concatenate([*(line.starts[1:] - BLANK for line in lines), np.zeros(1)])
    return flat, np.cumsum(sizes)[:-1] if len(lines) else np.zeros(1, dtype=np.int64)


def _binned(found: _Floats, at: int, lows: Sequence[float], values: np.ndarray, states: Sequence[_Flags]) -> int:
    """Fill one row a state and bin, from row `at` on, with where the value lies; the row after the last."""
    bins = np.searchsorted(lows, values, side="right") - 1
    for place in np.unique(bins[bins >= 0]):
        here = bins == place
        for number, state in enumerate(states):
            found[at + number * len(lows) + place] = here & state
    return at + len(states) * len(lows)
