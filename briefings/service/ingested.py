"""What is said of an issue before it is read, and what became of it; without the language model, so anybody may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Progress = Callable[[str, int, int], None]  #: what, how many done, of how many


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file, or of one issue of an archive file."""

    name: str
    outcome: Literal["added", "unchanged", "replaced", "corrected", "failed"]  #: "corrected": it is not to replace one
    sentence: str  #: for people: what was read, or what is wrong and what to do
    source: str | None = None
    number: str | None = None
    day: date | None = None
    pages: int = 0
    unreadable: int = 0
    articles: int = 0
    developments: int = 0
    missing: tuple[str, ...] = ()  #: folios of pages that the issue has and the file lacks
    folios: tuple[str, ...] = ()  #: of the unreadable pages
    unlabelled: bool = False  #: it failed since nobody says which issue it is


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator says of an issue; what is missing is looked for in the issue."""

    source: str | None = None
    number: str | None = None
    day: date | None = None
    replaces: bool = True  #: whether it takes the place of an earlier edition; else that is told


def quiet(_what: str, _done: int, _of: int) -> None:
    """No progress is shown."""
