"""A copy of the whole archive while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from briefings.errors import StorageError
from briefings.storage.engine import Database

_PAGES = 2_000  #: copied at a time; writers get in between
_SLEEP = 0.05  #: seconds that they have for it

Progress = Callable[[int, int], None]
"""Pages copied, and all of them."""


def copy_archive(database: Database, target: Path, progress: Progress = lambda _done, _of: None) -> None:
    """Write the archive as it stands at one moment to a new file, for this user alone.

    Whoever writes meanwhile is not held up for longer than a few pages take; the copy begins anew then, by itself. It
    is checked, and only a sound one gets its name.

    Args:
        database: what is copied.
        target: a file that there is not yet.
        progress: told now and then.

    Raises:
        StorageError: the file is there already, cannot be written, or is not sound.
    """
    if target.exists():
        raise StorageError(f"{target} is there already and stays as it is. Name another file.")
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        _copy(database, part, progress)
        _check(part, target)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError(f"The copy {target} could not be written: {reason}.") from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                part.with_name(part.name + suffix).unlink()


def _copy(database: Database, part: Path, progress: Progress) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    with database.reading() as connection, closing(sqlite3.connect(part)) as copy:
        raw: Any = connection.connection.dbapi_connection  # below SQLAlchemy: SQLite copies connection to connection
        raw.rollback()  # each step of the copy reads for itself, so that the log can be folded meanwhile
        raw.backup(copy, pages=_PAGES, progress=told, sleep=_SLEEP)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _check(part: Path, target: Path) -> None:
    with closing(sqlite3.connect(part)) as copy:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StorageError(f"The copy {target} is not sound and was thrown away: {found}. The archive may be damaged.")
