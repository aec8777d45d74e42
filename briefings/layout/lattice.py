"""All likely ways to cut a page's lines into columns, as one lattice: what each cut of each line is worth.

A state is where every column's text stands (`evidence.Tails`) and whether the columns have begun or ended. Sums over
all paths, forwards and backwards, give each cut's probability in the light of the whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from briefings.layout.evidence import Setting, Tails

_Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.int64]

BEAM = 400  #: states kept a line
LAST_LINES = 3  #: lines at the bottom that may run across the page under the columns
_PRUNED = 30.0  #: how far, as a logarithm, a path may fall behind the line's best
_ENDLESS = 120  #: tokens; a longer line is no row of columns
_WIDEST = 4.0  #: spreads by which a column's part may be too wide
_BEFORE, _IN, _UNDER = range(3)  #: where a path is: before the columns, in them, under them

Bounds = tuple[int, ...]  #: where a line is cut, one place less than there are columns; () of a line across the page


@dataclass(frozen=True, slots=True)
class States:
    """Where the columns' texts may stand between two lines."""

    tails: list[Tails]  #: of each column
    standing: _Ints  #: a row a state, a column a column: places in `tails`
    phase: _Ints
    values: _Floats  #: logarithms of the sums over all paths that lead there


@dataclass(frozen=True, slots=True)
class Parts:
    """One column's part of each cut of a line."""

    of_cut: _Ints  #: the part's number, -1 where the column stays empty
    starts: _Ints  #: of each part, in tokens
    ends: _Ints


@dataclass(frozen=True, slots=True)
class Step:
    """One line: its cuts, and the ways from the states before it to those after it."""

    cuts: Sequence[Bounds]
    before: States
    origins: _Ints
    taken: _Ints  #: place in `cuts`
    targets: _Ints
    gains: _Floats


@dataclass(frozen=True, slots=True)
class Lattice:
    """The steps of a page, and the sums over their ways."""

    steps: list[Step]
    last: States
    ends: _Floats  #: what each last state adds
    total: float  #: logarithm of the sum over all paths

    def masses(self) -> list[_Floats]:
        """For each line, the probability of each of its ways."""
        found = []
        backward = self.ends
        for step in reversed(self.steps):
            ways = step.gains + backward[step.targets]
            found.append(np.exp(step.before.values[step.origins] + ways - self.total))
            backward = _sums(step.origins, ways, len(step.before.values))
        return found[::-1]

    def shares(self) -> list[_Floats]:
        """For each line, the probability of each of its cuts."""
        return [
            np.bincount(step.taken, mass, minlength=len(step.cuts)).astype(np.float64)
            for step, mass in zip(self.steps, self.masses(), strict=True)
        ]

    def best(self) -> list[int]:
        """For each line the place of its cut on the likeliest path: runs of lines are decided together."""
        values = np.zeros(1)
        ways = []
        for step in self.steps:
            reached = values[step.origins] + step.gains
            order = np.argsort(reached, kind="stable")
            way = np.zeros(int(step.targets.max()) + 1, dtype=np.int64)
            way[step.targets[order]] = order  # the last one written is the strongest
            ways.append(way)
            values = reached[way]
        state = int((values + self.ends).argmax())
        found = []
        for step, way in zip(reversed(self.steps), reversed(ways), strict=True):
            found.append(int(step.taken[way[state]]))
            state = int(step.origins[way[state]])
        return found[::-1]


def _sums(places: _Ints, values: _Floats, size: int) -> _Floats:
    """Logarithms of sums of exponentials by place."""
    top = np.full(size, -np.inf)
    np.maximum.at(top, places, values)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        found: _Floats = np.log(np.bincount(places, np.exp(values - safe[places]), minlength=size)) + safe
    return found


def build(page: Setting, *, beam: int = BEAM, right: Sequence[Bounds] | None = None) -> Lattice:
    """The lattice of a page.

    Args:
        page: the lines and what is known of them.
        beam: states kept a line.
        right: the cuts of all lines, if they are known: only their paths are built.
    """
    states = States(
        [Tails.fresh() for _ in range(page.columns)],
        np.zeros((1, page.columns), dtype=np.int64),
        np.full(1, _BEFORE),
        np.zeros(1),
    )
    steps = []
    for number in range(len(page.lines)):
        cuts = cuts_of(page, number) if right is None else [right[number]]
        step, states = _step(page, number, cuts, states, beam)
        steps.append(step)
    ends = _ends(page, states)
    total = _sums(np.zeros(len(ends), dtype=np.int64), states.values + ends, 1)
    return Lattice(steps, states, ends, float(total[0]))


def cuts_of(page: Setting, number: int) -> list[Bounds]:
    """All cuts that leave no column much too wide, the last and single tokens aside; and none."""
    line = page.lines[number]
    if not line.size:
        return [()]
    if line.size > _ENDLESS:
        return [(), (line.size,) * (page.columns - 1)]
    cuts: list[Bounds] = [()]
    for column in range(page.columns - 1):
        reach = page.measures.widths[column] + _WIDEST * page.measures.spread
        longer: list[Bounds] = []
        for cut in cuts:
            start = cut[-1] if cut else 0
            ends = np.arange(start, line.size + 1)
            fits = (line.width(start, ends) <= reach) | (ends <= start + 1) | (ends == line.size)
            longer += [(*cut, int(end)) for end in ends[fits]]
        cuts = longer
    return [*cuts, ()]


def edges_of(page: Setting, number: int, cut: Bounds) -> Bounds:
    """Where the columns' parts begin and end."""
    return (0, *cut, page.lines[number].size)


def parts_of(page: Setting, number: int, cuts: Sequence[Bounds], column: int) -> Parts:
    """One column's part of each of these cuts."""
    known: dict[Bounds, int] = {}
    of_cut = np.full(len(cuts), -1)
    for place, cut in enumerate(cuts):
        if cut:
            edges = edges_of(page, number, cut)
            if edges[column + 1] > edges[column]:
                of_cut[place] = known.setdefault(edges[column : column + 2], len(known))
    spans = np.array(list(known), dtype=np.int64).reshape(-1, 2)
    return Parts(of_cut, spans[:, 0], spans[:, 1])


def _step(page: Setting, number: int, cuts: list[Bounds], before: States, beam: int) -> tuple[Step, States]:
    parts = [parts_of(page, number, cuts, column) for column in range(page.columns)]
    under = is_under(page, number, before.phase)
    gains = _gains(page, number, cuts, parts, before)
    reached = before.values[:, None] + gains
    origins, taken = np.nonzero(reached > reached.max() - _PRUNED)
    split = np.array([bool(cut) for cut in cuts])[taken]
    standing = np.empty((len(origins), page.columns), dtype=np.int64)
    for column, part in enumerate(parts):
        new = part.of_cut[taken]
        standing[:, column] = np.where(new >= 0, len(before.tails[column]) + new, before.standing[origins, column])
    phase = np.where(split, _IN, np.where(under[origins], _UNDER, before.phase[origins]))
    sizes = [3, *(len(tails) + len(part.starts) for tails, part in zip(before.tails, parts, strict=True))]
    kept, targets = np.unique(np.ravel_multi_index((phase, *standing.T), sizes), return_inverse=True)
    values = _sums(targets, reached[origins, taken], len(kept))
    strongest = np.sort(np.argsort(-values)[:beam])
    place = np.full(len(kept), -1)
    place[strongest] = np.arange(len(strongest))
    alive = place[targets] >= 0
    step = Step(cuts, before, origins[alive], taken[alive], place[targets[alive]], gains[origins[alive], taken[alive]])
    found = np.stack(np.unravel_index(kept[strongest], sizes), axis=1)
    return step, _after(number, before.tails, parts, found, values[strongest])


def _after(number: int, tails: list[Tails], parts: list[Parts], found: _Ints, values: _Floats) -> States:
    """The states after a line, with no tails but those in use."""
    standing = np.empty((len(found), len(parts)), dtype=np.int64)
    kept = []
    for column, (old, part) in enumerate(zip(tails, parts, strict=True)):
        used, standing[:, column] = np.unique(found[:, column + 1], return_inverse=True)
        kept.append(old.joined(number, part.starts, part.ends).taken(used))
    return States(kept, standing, found[:, 0], values)


def is_under(page: Setting, number: int, phase: _Ints) -> npt.NDArray[np.bool_]:
    """After which states a line across the page stands under the columns."""
    last = len(page.lines) - number <= LAST_LINES and page.lines[number].size > 0
    found: npt.NDArray[np.bool_] = (phase != _BEFORE) & last
    return found


def _gains(page: Setting, number: int, cuts: list[Bounds], parts: list[Parts], before: States) -> _Floats:
    """What each cut adds to each state."""
    gains = np.zeros((len(before.values), len(cuts)))
    split = np.array([bool(cut) for cut in cuts])
    if split.any():
        for column, part in enumerate(parts):
            worth = _column(page, number, column, before.tails[column], part)
            gains += np.where(split, worth[before.standing[:, column]], 0.0)
        gains[:, split] = np.where((before.phase == _UNDER)[:, None], -np.inf, gains[:, split])
    if not split.all() and page.lines[number].size:
        over, inside, below = (
            float(page.score("across", page.across(number, begun=begun, under=under)))
            for begun, under in ((False, False), (True, False), (True, True))
        )
        under = is_under(page, number, before.phase)
        gains[:, ~split] = np.where(under, below, np.where(before.phase != _BEFORE, inside, over))[:, None]
    return gains


def _column(page: Setting, number: int, column: int, tails: Tails, parts: Parts) -> _Floats:
    """What one column's part of each cut adds after each tail."""
    empty = page.score("empty", page.empty(number, column, tails))
    if not len(parts.starts):
        return np.repeat(empty[:, None], len(parts.of_cut), axis=1)
    opens, at = np.unique(parts.starts, return_inverse=True)
    joins = page.score("join", page.join(number, column, tails, opens))
    inner = page.score("part", page.part(number, column, parts.starts, parts.ends))
    found: _Floats = np.where(parts.of_cut >= 0, (joins[:, at] + inner)[:, parts.of_cut], empty[:, None])
    return found


def turns_of(page: Setting, last: States) -> list[_Floats]:
    """For each column whose end may read on at the top of the next: features of that (JOIN, a column a last state)."""
    measures = page.measures
    edges = edges_of(page, measures.first, measures.tops)[1:] if measures.tops else ()
    return [
        page.join(measures.first, column, last.tails[column], np.array([start]))[:, last.standing[:, column], 0]
        for column, (start, end) in enumerate(pairwise(edges))
        if end > start
    ]


def _ends(page: Setting, last: States) -> _Floats:
    """How well each column's end reads on at the top of the next: half as telling, since columns also end articles."""
    ends = np.zeros(len(last.values))
    for features in turns_of(page, last):
        ends += 0.5 * page.score("join", features)
    return ends
