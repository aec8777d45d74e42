"""JSON lines of texts to be annotated: each is a record, or says in a sentence why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LAST_YEAR = 2100  #: a text of a later day is a slip of the pen
_LONE = re.compile(r"[\ud800-\udfff]")  #: halves of a letter, which JSON can spell and no text has


@dataclass(frozen=True, slots=True)
class Record:
    """A text with the day it was written."""

    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line holds."""

    number: int  #: from 1, in the file
    id: Any  #: as given; None where the line gives none
    record: Record | None
    error: str = ""  #: a sentence that names the line, where there is no record


def read_lines(text: str, name: str, written: date | None) -> Iterator[Line]:
    """The lines of a file that are not empty.

    Args:
        text: the file.
        name: what it is called in sentences.
        written: the day of texts that give none.

    Returns:
        A line's `id` is a string or a number; what else a record has is left aside. A lone surrogate becomes U+FFFD, so
        that characters count as before.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _line(line, number, f"{name} line {number}", written)


def _line(line: str, number: int, where: str, written: date | None) -> Line:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Line(number, None, None, f"{where} is no JSON: each line must be an object with id and text.")
    if not isinstance(found, dict):
        return Line(number, None, None, f"{where} is no object: each line must be one with id and text.")
    id_ = found.get("id")
    if isinstance(id_, str):
        id_ = whole(id_)
    elif isinstance(id_, bool) or not isinstance(id_, int | float):
        return Line(number, None, None, f"{where} has no id: it must be a string or a number.")
    if not isinstance(found.get("text"), str):
        return Line(number, id_, None, f"{where} has no text: it must be a string.")
    given = found.get("date")
    day = _day(given) if given not in (None, "") else written
    if day is None and given not in (None, ""):
        return Line(number, id_, None, f"{where} has a date that is none, {given!r}: write it as YYYY-MM-DD, to 2100.")
    return Line(number, id_, Record(whole(found["text"]), day))


def _day(given: object) -> date | None:
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if day.year <= _LAST_YEAR else None


def whole(text: str) -> str:
    """A text that can be written: halves of letters become the sign for an unknown one."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)
