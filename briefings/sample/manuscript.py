"""The sample's manuscripts: a small markup, read into stories.

A manuscript begins with `number:` and `date:` lines. Then, with an empty line between any two of these:

    === IRAQ                 the section that follows
    --- page                 what follows begins on a new page
    # Headline               a new story
    ^Washington^ and …       a paragraph over one or more lines; the words in ^…^ are set in small capitals
    ## Sub-heading
    > Words set large        a pull quote, in the column where it stands
    [table] Title            and a row a line, cells parted by " | "; the first row is the head
    [box] Title              a tinted panel; each line that begins "WORD: " or "3 MAY: " is an item of its own
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Literal

PieceKind = Literal["paragraph", "heading", "pullquote"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a story's columns."""

    kind: PieceKind
    text: str  #: plain, without marks
    opening: int = 0  #: how many characters at the start are set in a face of their own


@dataclass(frozen=True, slots=True)
class Table:
    """A table across both columns, below its story."""

    title: str
    rows: tuple[tuple[str, ...], ...]  #: the first one is the head


@dataclass(slots=True)
class Story:
    """A headline and what stands below it."""

    section: str
    headline: str
    new_page: bool = False
    box: bool = False
    pieces: list[Piece] = field(default_factory=list)
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An issue as it was written."""

    number: str
    date: date
    stories: tuple[Story, ...]


def read_manuscript(week: int) -> Manuscript:
    """The manuscript of an issue of the sample.

    Raises:
        FileNotFoundError: there is no issue of that week.
        ValueError: a line breaks the markup.
    """
    name = f"week{week}.md"
    return parse_manuscript(resources.files(__package__).joinpath("text", name).read_text(encoding="utf-8"))


def parse_manuscript(text: str) -> Manuscript:
    """Read the markup that the module describes.

    Raises:
        ValueError: `number` or `date` is missing, or text stands before the first headline.
    """
    head, _, body = text.partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if not {"number", "date"} <= facts.keys():
        raise ValueError("A manuscript begins with the lines number: and date:.")
    return Manuscript(facts["number"], date.fromisoformat(facts["date"]), tuple(_stories(body)))


def _stories(body: str) -> list[Story]:
    stories: list[Story] = []
    section, new_page = "", False
    lines = re.sub(r"^(=== .*|--- page|#{1,2} .*)$", r"\n\1\n", body, flags=re.MULTILINE)
    for block in filter(None, (part.strip() for part in re.split(r"\n\s*\n", lines))):
        mark, _, rest = block.partition(" ")
        if mark == "===":
            section = rest
        elif mark == "---":
            new_page = True
        elif mark in {"#", "[box]"}:
            headline, *items = rest.splitlines()
            stories.append(Story(section, headline, new_page, box=mark == "[box]", pieces=_items(items)))
            new_page = False
        elif not stories:
            raise ValueError(f"Text before the first headline: {block[:40]}")
        elif mark == "[table]":
            stories[-1].table = _table(rest)
        else:
            stories[-1].pieces.append(_piece(mark, block, rest))
    return stories


def _piece(mark: str, block: str, rest: str) -> Piece:
    match mark:
        case "##":
            return Piece("heading", rest)
        case ">":
            return Piece("pullquote", " ".join(rest.split()))
    text = " ".join(block.split())
    opening = re.match(r"\^([^^]+)\^", text)
    return Piece("paragraph", text.replace("^", ""), len(opening[1]) if opening else 0)


def _items(lines: list[str]) -> list[Piece]:
    joined = re.split(r"\n(?=[0-9A-Z ]+: )", "\n".join(lines)) if lines else []
    return [Piece("paragraph", " ".join(item.split()), item.find(":") + 1) for item in joined]


def _table(rest: str) -> Table:
    title, *rows = rest.splitlines()
    return Table(title, tuple(tuple(cell.strip() for cell in row.split(" | ")) for row in rows))
