"""The operator's own lines of the catalogue: new ones taken in whole or not at all."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from briefings.catalogue.loading import load_entities
from briefings.catalogue.reading import json_lines
from briefings.errors import CatalogueError

#: The operator's file in the data directory.
OWN = "catalogue.jsonl"


def take_in(new: Path, own: Path) -> tuple[int, int]:
    """Add a file's lines to the operator's own; a line takes the place of an own one with its id.

    The catalogue is read with them first, so that a wrong line changes nothing.

    Args:
        new: the file with new lines.
        own: the operator's file; made where it is not there.

    Returns:
        How many lines were added, and how many replaced.

    Raises:
        CatalogueError: a line breaks the format, the message says which; the file is empty or cannot be written.
    """
    added = read_own(new)  # wrong by itself: the message names its own line
    rows = _by_id(own) if own.exists() else {}
    replaced = len(rows.keys() & added.keys())
    rows |= added
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values())
    try:
        _put(text, own)
    except OSError as error:
        raise CatalogueError(f"{own.name}: the file cannot be written ({error.strerror or error}).") from error
    return len(added) - replaced, replaced


def read_own(path: Path) -> dict[str, dict[str, Any]]:
    """The lines of an operator's file by their ids, once the catalogue is right with them.

    Raises:
        CatalogueError: there is no such file, nothing is in it, or a line is wrong.
    """
    load_entities(own=_there(path))
    rows = _by_id(path)
    if not rows:
        raise CatalogueError(f"{path.name}: there is no entity in it. Write one object a line.")
    return rows


def _there(path: Path) -> Path:
    if not path.exists():
        raise CatalogueError(f"{path.name}: the file cannot be read (there is none).")
    return path


def _by_id(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for _, row in json_lines(path)}


def _put(text: str, own: Path) -> None:
    """Write beside the file, read the whole catalogue with it, and only then put it in its place."""
    own.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=own.parent) as folder:
        beside = Path(folder) / own.name
        beside.write_text(text, "utf-8")
        load_entities(own=beside)
        beside.replace(own)  # in one step, whoever reads it
