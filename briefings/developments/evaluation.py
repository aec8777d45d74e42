"""How well sources and references are found: formulas alone, what is measured comes as an argument.

Attribution is counted by sentence, as `score.py` beside the labelled data does. A link is right if both of its ends lie
on mentions of one chain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

Stretch = tuple[int, int]  #: characters of a text
_OPEN = re.compile(r"\{(\d+) |\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text whose chains of reference are known."""

    text: str
    mentions: tuple[tuple[Stretch, str], ...]  #: each with the number of its chain


def rates(right: int, made: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 of counts; 0.0 where there is nothing to divide by."""
    precision, recall = right / max(1, made), right / max(1, gold)
    both = precision + recall
    return {"P": precision, "R": recall, "F": 2 * precision * recall / both if both else 0.0}


def by_sentence(gold: Iterable[Sequence[int]], made: Iterable[Sequence[int]]) -> dict[str, float]:
    """How many sentences with an attribution were found: each document's sentence numbers, one for each attribution."""
    right = made_ = gold_ = 0
    for truth, found in zip(gold, made, strict=True):
        right += sum((Counter(truth) & Counter(found)).values())
        made_, gold_ = made_ + len(found), gold_ + len(truth)
    return {"n": gold_, **rates(right, made_, gold_)}


def of_links(passages: Sequence[Passage], made: Iterable[Sequence[tuple[Stretch, Stretch]]]) -> dict[str, float]:
    """How many links are right, and how many of the mentions that refer back have a right one."""
    right = links = found = gold = 0
    for passage, pairs in zip(passages, made, strict=True):
        hit = {later for later, ok in (_judged(passage, *pair) for pair in pairs) if ok}
        right += sum(ok for _, ok in (_judged(passage, *pair) for pair in pairs))
        links += len(pairs)
        back = list(_referring(passage))
        gold += len(back)
        found += sum(stretch in hit for stretch in back)
    return {"n": gold, "links": links, "P": right / max(1, links), "R": found / max(1, gold)}


def _judged(passage: Passage, earlier: Stretch, later: Stretch) -> tuple[Stretch | None, bool]:
    first, second = _meant(passage, earlier), _meant(passage, later)
    if first is None or second is None:
        return None, False
    return second[0], first[1] == second[1] and first[0] != second[0]


def _meant(passage: Passage, stretch: Stretch) -> tuple[Stretch, str] | None:
    """The mention that a stretch means: the nearest one within it, or around it."""
    start, end = stretch
    near = [
        (abs(a - start) + abs(b - end), (a, b), chain)
        for (a, b), chain in passage.mentions
        if (a <= start and end <= b) or (start <= a and b <= end)
    ]
    return min(near)[1:] if near else None


def _referring(passage: Passage) -> Iterator[Stretch]:
    seen = set()
    for stretch, chain in sorted(passage.mentions):
        if chain in seen:
            yield stretch
        seen.add(chain)


def passages() -> Mapping[str, tuple[Passage, ...]]:
    """The labelled texts of this package: "tuned", which rules were written by, and "apart"."""
    found: dict[str, list[Passage]] = {}
    part = ""
    for line in files(__package__).joinpath("passages.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(part, []).append(read_passage(line))
    return {name: tuple(some) for name, some in found.items()}


def read_passage(line: str) -> Passage:
    """A text with marks, `{1 Ann Grey} said {1 she} …`, as text and mentions."""
    text, at = "", 0
    open_: list[tuple[int, str]] = []
    mentions: list[tuple[Stretch, str]] = []
    for match in _OPEN.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        if match[1]:
            open_.append((len(text), match[1]))
        else:
            start, chain = open_.pop()
            mentions.append(((start, len(text)), chain))
    return Passage(text + line[at:], tuple(sorted(mentions)))
