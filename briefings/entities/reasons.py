"""Why two names are alike or not, in words a reader understands: which parts matched, how, and what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefings.entities.distance import likeness
from briefings.entities.names import Name, Word

_SOUND = 0.88
_MOST = 4

#: Likeness, words of one name, words of the other.
Pair = tuple[float, tuple[int, ...], tuple[int, ...]]


def why(a: Name, b: Name, pairs: Sequence[Pair]) -> str:
    """A short sentence: "kataib = khataib (sound), hezbollah = hizbullah (sound); only in one: abu".

    Args:
        a: one name.
        b: the other.
        pairs: which words of them were taken for one, and how alike they are.
    """
    if not pairs:
        return "no word in common"
    same = [_pair(a, b, pair) for pair in sorted(pairs, key=lambda pair: pair[1])]
    alone_a = _alone(a, {place for _, places, _ in pairs for place in places})
    alone_b = _alone(b, {place for _, _, places in pairs for place in places})
    matched = ", ".join(_few(same))
    if alone_a and alone_b:
        return f"{matched}; but {_listed(alone_a)} against {_listed(alone_b)}"
    alone = alone_a or alone_b
    return f"{matched}; only in one: {_listed(alone)}" if alone else matched


def _pair(a: Name, b: Name, pair: Pair) -> str:
    sim, left, right = pair
    mine, others = [a.words[place] for place in left], [b.words[place] for place in right]
    one, other = _text(mine), _text(others)
    if one == other:
        return one
    return f"{one} = {other} ({_how(mine, others, sim)})"


def _how(mine: Sequence[Word], others: Sequence[Word], sim: float) -> str:
    """In what two words are one: their sound, their meaning, the name that both spell, their spelling."""
    if len(mine) != len(others):
        return "written as one"
    x, y = mine[0], others[0]
    if "initial" in (x.part, y.part):
        return "initial"
    if max(likeness(form, other) for form in x.forms for other in y.forms) >= _SOUND:
        return "sound"
    if x.meaning and x.meaning == y.meaning:
        return "meaning"
    if x.names & y.names:
        return "one name"
    return "sound" if sim >= _SOUND else "spelling"


def _alone(name: Name, used: set[int]) -> list[str]:
    return [word.text for place, word in enumerate(name.words) if place not in used and word.part != "patronymic"]


def _text(some: Iterable[Word]) -> str:
    return " ".join(word.text for word in some)


def _listed(texts: Sequence[str]) -> str:
    return " ".join(_few(texts))


def _few(texts: Sequence[str]) -> Sequence[str]:
    return texts if len(texts) <= _MOST else [*texts[:_MOST], "…"]
