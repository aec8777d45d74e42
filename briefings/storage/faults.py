"""What the driver raises, put into a sentence that the operator can act on.

SQLite's result codes: sqlite.org/rescode.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from briefings.errors import StorageError

_SENTENCES = {
    sqlite3.SQLITE_PERM: "The archive {path} may not be opened: give this user the right to read and write it.",
    sqlite3.SQLITE_READONLY: "The archive {path} may not be written: give this user the right to write the file and"
    " its folder.",
    sqlite3.SQLITE_CANTOPEN: "The archive {path} cannot be opened: check that its folder exists and that this user may"
    " write there.",
    sqlite3.SQLITE_FULL: "The disk that holds the archive {path} is full; nothing was stored. Make room and try again.",
    sqlite3.SQLITE_IOERR: "The disk that holds the archive {path} failed; nothing was stored. Check the disk and its"
    " free space.",
    sqlite3.SQLITE_NOTADB: "{path} is no archive of Dragoman: the file is not an SQLite database. Name another file in"
    " DRAGOMAN_DATABASE_URL, or move this one away.",
    sqlite3.SQLITE_CORRUPT: "The archive {path} is damaged. Put the last backup in its place.",
    sqlite3.SQLITE_BUSY: "Another program kept the archive {path} locked for too long; nothing was stored. Try again"
    " when it is done.",
    sqlite3.SQLITE_LOCKED: "Another program kept the archive {path} locked for too long; nothing was stored. Try again"
    " when it is done.",
}


def sentence_for(error: Exception, path: Path) -> str:
    """What went wrong with the archive at `path`, whole and without any value that was stored."""
    code = getattr(error, "sqlite_errorcode", None)
    known = _SENTENCES.get(code & 0xFF) if code is not None else None  # the low byte is the primary code
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return (known or "The archive {path} refused: {error} ({name}).").format(path=path, error=error, name=name)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise the driver's and the file system's errors as `StorageError`; bugs stay what they are."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig if isinstance(error.orig, Exception) else error
        raise StorageError(sentence_for(cause, path)) from cause
    except sqlite3.Error as error:
        raise StorageError(sentence_for(error, path)) from error
    except PoolTimeoutError as error:
        raise StorageError(f"Too many questions at once waited for the archive {path}. Try again.") from error
