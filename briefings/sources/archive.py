"""Archives of articles as JSON lines: `{"id", "source", "number"?, "date", "title"?, "text", "url"?, "page"?}`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefings.errors import DamagedIssueError
from briefings.sources.text import decode


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One article of an archive."""

    id: str
    source: str
    date: date
    text: str  #: "" where the line has one without a letter: there is nothing to read
    number: str | None = None
    title: str | None = None
    url: str | None = None
    page: str | None = None


def read_archive(data: bytes, name: str) -> Iterator[ArchiveRecord]:
    """The articles of an archive, in order.

    Args:
        data: the whole file.
        name: what the file is called in messages.

    Raises:
        DamagedIssueError: the file is no text, or a line breaks the format; names file, line and field.
    """
    for number, line in enumerate(decode(data, name).splitlines(), start=1):
        if line.strip():
            yield _record(line, f"{name} line {number}")


def _record(line: str, where: str) -> ArchiveRecord:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DamagedIssueError(f"{where} is no JSON ({error}): write one object a line.") from error
    if not isinstance(row, dict):
        raise DamagedIssueError(f"{where} is no object: write {{...}} with id, source, date and text.")
    return ArchiveRecord(
        id=_text(row, "id", where),
        source=_text(row, "source", where),
        date=_date(row, where),
        text="" if _is_blank(row.get("text")) else _text(row, "text", where),
        number=_optional(row, "number", where),
        title=_optional(row, "title", where),
        url=_optional(row, "url", where),
        page=_optional(row, "page", where),
    )


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _text(row: dict[str, Any], field: str, where: str) -> str:
    value = _optional(row, field, where)
    if value is None:
        raise DamagedIssueError(f"{where} lacks the field {field}: it must be a text that is not empty.")
    return value


def _optional(row: dict[str, Any], field: str, where: str) -> str | None:
    value = row.get(field)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise DamagedIssueError(f"{where}: the field {field} must be a text, not {type(value).__name__}.")
    return value.strip() or None


def _date(row: dict[str, Any], where: str) -> date:
    value = _text(row, "date", where)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DamagedIssueError(f"{where}: the date {value!r} is none; write YYYY-MM-DD.") from error
