"""Made-up people who fill a catalogue up, to see what look-ups are worth in a crowd."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefings.model import Entity, EntityId

_SEED = 2024
#: Names of two given names, and those with an article before the last: shares of `random()`, as `score.py` has them.
_SECOND_NAME = 0.35
_ARTICLE = (0.2, 0.6)
_LEFT_OUT = frozenset("aeiouywh'-")


def people(count: int, parts: Mapping[str, Sequence[str]], unknown: Iterable[str]) -> Iterator[Entity]:
    """Different people of prominence nought, each time the same; those that `score.py` makes.

    Args:
        count: how many.
        parts: `given` and `family` names.
        unknown: queries that nobody fits: none of the people gets a word that sounds like one of theirs.
    """
    kept_out = {bones(word) for query in unknown for word in query.split()}
    kept_out = {word for word in kept_out if len(word) > 1}
    draw = random.Random(_SEED)  # noqa: S311  # the same people each time is the point
    taken: set[str] = set()
    while len(taken) < count:
        sort, given, family = draw.random(), draw.choice(parts["given"]), draw.choice(parts["family"])
        second = draw.choice(parts["given"]) + " " if sort < _SECOND_NAME else ""
        article = "al-" if _ARTICLE[0] < sort < _ARTICLE[1] else ""
        name = f"{given} {second}{article}{family}"
        if name in taken or bones(family) in kept_out or bones(given) in kept_out:
            continue
        yield Entity(EntityId(f"d{len(taken):06d}"), "person", name, prominence=0)
        taken.add(name)


def bones(text: str) -> str:
    """The consonants of a word."""
    return "".join(letter for letter in text.lower() if letter not in _LEFT_OUT)


def parts_of(path: Path) -> dict[str, Any]:
    """`given` and `family` names of a file.

    Raises:
        FileNotFoundError: it is not there.
    """
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
