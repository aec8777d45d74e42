"""Whether two names are one: their words aligned one to one; what is left over on both sides contradicts.

A shorter form of a name ("Yahya Rasool" for "General Yahya Rasool Abdullah") leaves words over on one side only; two
names of one clan ("Shia al-Sudani", "Sherif al-Sudani") on both. So the smaller rest weighs far more than the larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from briefings.entities.distance import likeness, mass
from briefings.entities.names import Name, Word, parse
from briefings.entities.reasons import Pair, why

#: At or above it two names are taken for the same; chosen on the development set, where F1 is best.
SAME = 0.59
#: Words less alike than this are two words.
PAIRED = 0.55
#: Words of two places are often as alike as other names are in two spellings ("Zubara", "Zubair").
ONE_PLACE = 0.86
_A_LITTLE = 0.01
_CONTRADICTION = 2.2
_MISSING = 0.28
_SWAPPED_PATRONYMIC = 0.55
_REORDERED = 0.97
_OTHER_GIVEN_NAME = 0.8
_DIFFERENT_NAMES = 0.3
_ONE_PREFIX = 0.8
_INITIAL = 0.75
_SAME_MEANING = 0.97
#: A body and its brigade are two: "Hezbollah" and "Hezbollah Brigades" (Kataib Hezbollah), "Quds" and "Quds Force".
_SUBUNIT = 0.6
_SUBUNITS = frozenset({"battalion", "brigade", "army", "corps", "league"})
#: What two bodies of one country are for tells them apart: oil and gas, health and defence.
_OTHER_TRADE = 0.8
_TRADES = frozenset(
    {
        "oil", "gas", "electricity", "water", "petrochemical", "steel", "bank", "airlines", "shipping", "port",
        "health", "education", "transport", "interior", "defence", "finance", "justice", "agriculture", "planning",
    }
)  # fmt: skip
_STEM_ONLY = 0.85
_BEGINNING = 4
_JOINED = 0.96
_NAMING = frozenset({"plain", "given"})


#: What choosing a pair is worth, and the pair.
_Option = tuple[float, float, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, whether they are taken for one, and why."""

    score: float  #: 0.0 to 1.0
    same: bool
    why: str


def compare(a: str, b: str, kind: str | None = None) -> Comparison:
    """Compare two names of any script.

    Args:
        a: one name.
        b: the other; the order does not matter.
        kind: "person", "org", "place" or "token" where known: it says which words weigh little.
    """
    first, second = sorted((parse(a, kind), parse(b, kind)), key=lambda name: name.text)
    score, reason = alike(first, second)
    if kind == "place" and score >= SAME and tally(first, second).weakest < ONE_PLACE:
        score, reason = SAME - _A_LITTLE, f"{reason}; two places may sound as alike as that"
    return Comparison(score, score >= SAME, reason)


def beginning(a: Word, b: Word) -> float:
    """How surely a word of four sounds or more is the beginning of another, 0.0 where it is not."""
    start = a.forms[0]
    if len(start) < _BEGINNING or a.part in ("number", "initial"):
        return 0.0
    return max((0.7 + 0.25 * len(start) / len(form) for form in b.forms if form.startswith(start)), default=0.0)


def word_likeness(a: Word, b: Word, *, across: bool) -> float:
    """How alike two words are, 0.0 to 1.0."""
    if a.text == b.text:
        return 1.0
    if a.meaning and b.meaning:
        return _SAME_MEANING if a.meaning == b.meaning else 0.0
    if "number" in (a.part, b.part):
        return 0.0
    if "initial" in (a.part, b.part):
        return _INITIAL if a.forms[0][:1] == b.forms[0][:1] else 0.0
    factor = 1.0 if a.prefix == b.prefix else _ONE_PREFIX
    if a.names and b.names:
        return factor if a.names & b.names else _DIFFERENT_NAMES
    whole = max(likeness(x, y, across=across) for x in a.forms for y in b.forms)
    if a.stem != b.stem and (a.stem or b.stem):
        pairs = [(a.stem, y) for y in b.forms if a.stem] + [(x, b.stem) for x in a.forms if b.stem]
        whole = max(whole, _STEM_ONLY * max(likeness(x, y, across=across) for x, y in pairs))
    return factor * whole


@dataclass(frozen=True, slots=True)
class Tally:
    """What two names share and what each has over, in word weights."""

    matched: float
    left_a: float
    left_b: float
    order: float  #: what another order takes off, 1.0 for none
    used_a: frozenset[int]  #: words that found a partner
    titles_a: float = 0.0  #: what of `left_a` is titles: they name nobody, so they contradict nothing
    titles_b: float = 0.0
    weakest: float = 1.0  #: how alike the least alike pair of naming words is, of one script
    pairs: tuple[Pair, ...] = ()  #: the words that were taken for one

    def score(self, *, missing_a: float = _MISSING, missing_b: float = _MISSING, left_a: float | None = None) -> float:
        """How alike the names are, 0.0 to 1.0.

        Args:
            missing_a: how much a word counts that stands on that side alone.
            missing_b: the same of the other side.
            left_a: what one side has over where its words were weighed anew, titles among them.
        """
        if self.matched == 0:
            return 0.0
        contradicts = self.left_a - self.titles_a if left_a is None else left_a
        left_a = self.left_a if left_a is None else left_a
        both = min(contradicts, self.left_b - self.titles_b)
        over = max(missing_a * left_a, missing_b * self.left_b)
        return min(1.0, self.order * self.matched / (self.matched + _CONTRADICTION * both + over))


def alike(a: Name, b: Name) -> tuple[float, str]:
    """The score of two names taken apart, and why."""
    if not a.words or not b.words:
        return 0.0, "nothing to compare"
    if a.text == b.text:
        return 1.0, "the same"
    found = tally(a, b)
    score = found.score() * (_SUBUNIT if _is_subunit(a, b) != _is_subunit(b, a) else 1.0)
    score *= _OTHER_TRADE if _trades(a) - _trades(b) and _trades(b) - _trades(a) else 1.0
    return score, why(a, b, found.pairs)


def _is_subunit(name: Name, other: Name) -> bool:
    forces = any(word.meaning == "forces" for word in other.words)
    return any(word.meaning in _SUBUNITS or (word.text == "force" and not forces) for word in name.words)


def _trades(name: Name) -> set[str]:
    return {word.meaning for word in name.words if word.meaning in _TRADES}


def tally(a: Name, b: Name, *, begun: bool = False) -> Tally:
    """Align two names word by word; with `begun` a word of `a` may be the beginning of one of `b`."""
    pairs = _align(a, b, begun=begun)
    matched = left_a = left_b = 0.0
    used_a: set[int] = set()
    used_b: set[int] = set()
    for sim, i, j in pairs:
        weight = (sum(a.words[k].weight for k in i) + sum(b.words[k].weight for k in j)) / 2
        matched += weight * sim
        left_a += weight * (1 - sim)
        left_b += weight * (1 - sim)
        used_a.update(i)
        used_b.update(j)
    left_a += sum(word.weight for k, word in enumerate(a.words) if k not in used_a)
    left_b += sum(word.weight for k, word in enumerate(b.words) if k not in used_b)
    order = _order(a, b, pairs) * _given_names(a, b, used_a, used_b)
    weakest = min((sim for sim, i, _ in pairs if a.words[i[0]].part in _NAMING), default=1.0)
    weakest = weakest if a.arabic == b.arabic else 1.0
    return Tally(
        matched, left_a, left_b, order, frozenset(used_a), _titles(a, used_a), _titles(b, used_b), weakest, tuple(pairs)
    )


def _titles(name: Name, used: set[int]) -> float:
    leading = takewhile(lambda item: item[1].part == "title", enumerate(name.words))
    return sum(word.weight for place, word in leading if place not in used)


def _align(a: Name, b: Name, *, begun: bool) -> list[Pair]:
    """Pairs of words (one to one, or two to one), the surest first."""
    across = a.arabic != b.arabic
    options: list[_Option] = []
    for i, x in enumerate(a.words):
        for j, y in enumerate(b.words):
            if "patronymic" in (x.part, y.part):
                continue
            sim = max(word_likeness(x, y, across=across), beginning(x, y) if begun else 0.0)
            if sim >= PAIRED:
                options.append((sim * (x.weight + y.weight), sim, (i,), (j,)))
    options += _merged(a, b, across=across)
    options += [(value, sim, i, j) for value, sim, j, i in _merged(b, a, across=across)]
    options.sort(key=lambda option: (-option[0], option[2], option[3]))
    return _chosen(options)


def _chosen(
    options: list[_Option],
) -> list[Pair]:
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for _, sim, i, j in options:
        if used_a.isdisjoint(i) and used_b.isdisjoint(j):
            used_a.update(i)
            used_b.update(j)
            pairs.append((sim, i, j))
    return pairs


def _merged(a: Name, b: Name, *, across: bool) -> list[_Option]:
    """Two words of `a` written as one in `b`."""
    found: list[_Option] = []
    for i in range(len(a.words) - 1):
        x, y = a.words[i], a.words[i + 1]
        if x.meaning and y.meaning:
            continue
        whole = x.forms[0] + y.forms[0]
        for j, z in enumerate(b.words):
            if (
                z.meaning
                or len(z.forms[0]) * 2 < len(whole)
                or mass(z.forms[0]) < 2
                or mass(z.forms[0]) < max(mass(x.forms[0]), mass(y.forms[0]))
            ):
                continue
            sim = _JOINED * max(likeness(whole, form, across=across) for form in z.forms)
            if sim >= 0.8:
                found.append((sim * (x.weight + y.weight + z.weight), sim, (i, i + 1), (j,)))
    return found


def _order(a: Name, b: Name, pairs: list[Pair]) -> float:
    """What another order of the same words takes off: much where it turns father and son.

    It does around "bin", and where both names are given names alone: no family name can have come first.
    """
    named = [(i, j) for _, i, j in pairs if a.words[i[0]].part in _NAMING]
    places = [j for _, j in sorted(named)]
    if len(places) < 2 or places == sorted(places):
        return 1.0
    given = all(a.words[i[0]].part == "given" and b.words[j[0]].part == "given" for i, j in named)
    return _SWAPPED_PATRONYMIC if given or (a.patronymic and b.patronymic) else _REORDERED


def _given_names(a: Name, b: Name, used_a: set[int], used_b: set[int]) -> float:
    """What it takes off that both names begin with a word of their own: brothers share all the rest."""
    first_a, first_b = _first(a), _first(b)
    return _OTHER_GIVEN_NAME if first_a not in used_a and first_b not in used_b else 1.0


def _first(name: Name) -> int:
    return next((place for place, word in enumerate(name.words) if word.part in _NAMING), 0)
