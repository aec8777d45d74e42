"""One bot a database: a second one would take the first one's updates and call its messages in doubt."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 4.0  #: seconds that an earlier bot may take to end
_STEP = 0.1


@contextmanager
def held(database: Path, *, patience: float = _PATIENCE) -> Iterator[bool]:
    """Hold the lock beside a database file; yields False where another process has it.

    The system lets go of it when the process ends, however it ends.
    """
    path = database.with_name(f"{database.name}.serving")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(handle, time.monotonic() + patience)
    finally:
        os.close(handle)


def _taken(handle: int, deadline: float) -> bool:
    while not _try(handle):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_STEP)
    return True


def _try(handle: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415  # not there on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
