"""The name index kept in the data directory between two runs: a large one is read much sooner than it is built.

A file bears the digest of what went in, so that one of other entities is never read. It is only a help: where the
folder is read-only or full, the file damaged or taken away by another process, the index is built as without it.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefings.entities import NameIndex
from briefings.entities.holding import Said
from briefings.entities.tables import entities_print
from briefings.model import Entity, EntityId

#: Smaller ones are built in less time than their file is looked for.
LEAST = 100
_FOLDER = "names"
_KEPT = 2  #: the newest files that stay: another process may still be at the state before
_ABANDONED = 3600  #: seconds after which nobody is writing any more
_SIGNS = 32  #: letters of the digest in a file's name

_log = logging.getLogger(__name__)


def kept_index(
    folder: Path, entities: Sequence[Entity], counts: Mapping[EntityId, int], roles: Said | None = None
) -> NameIndex:
    """The index of entities: read from the data directory where it is kept, else built and kept.

    Args:
        folder: the data directory.
        entities: all there are.
        counts: how often each is named; they are not kept, for they change with every issue.
        roles: what the issues say that people are.
    """
    if len(entities) < LEAST:
        return NameIndex(entities, counts, roles)
    made_of = entities_print(entities)
    file = folder / _FOLDER / f"{made_of[:_SIGNS]}.index"
    index = _read(file, made_of, counts, roles)
    if index is None:
        index = NameIndex(entities, counts, roles)
        _keep(file, index.pack(made_of))
    return index


def _read(file: Path, made_of: str, counts: Mapping[EntityId, int], roles: Said | None) -> NameIndex | None:
    try:
        data = file.read_bytes()
    except OSError:  # mostly none has been kept yet
        return None
    index = NameIndex.unpack(data, made_of, counts, roles)
    if index is None:
        _log.warning("The kept index of names %s is damaged; it is built again.", file.name)
    return index


def _keep(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: under another name first, which then takes the place of what is there."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(data)
            Path(written).replace(file)
        except OSError:
            Path(written).unlink(missing_ok=True)
            raise
        _clear(file.parent)
    except OSError as error:
        _log.warning("The index of names cannot be kept (%s); it is built again at the next start.", error)


def _clear(folder: Path) -> None:
    """Take away what is older than the newest, and what a process left half written when it was stopped."""
    files = sorted(folder.glob("*.index"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)
    for part in folder.glob(".*.part"):
        if files and part.stat().st_mtime < files[0].stat().st_mtime - _ABANDONED:
            part.unlink(missing_ok=True)
