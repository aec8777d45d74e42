"""No error of the driver or of SQLAlchemy's border leaves untranslated."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import exc

from briefings.errors import StorageError
from briefings.storage.faults import translated

PATH = Path("archive.sqlite3")


def below(error: type[Exception]) -> list[type[Exception]]:
    return [error, *(deeper for child in error.__subclasses__() for deeper in below(child))]


@pytest.mark.parametrize("error", below(sqlite3.Error))
def test_each_error_of_the_driver_becomes_a_sentence(error: type[Exception]) -> None:
    with pytest.raises(StorageError, match=r"archive\.sqlite3.*\.$"), translated(PATH):
        raise error("no reason given")


@pytest.mark.parametrize("error", below(exc.DBAPIError))
def test_each_wrapped_error_becomes_a_sentence(error: type[exc.DBAPIError]) -> None:
    with pytest.raises(StorageError, match=r"archive\.sqlite3.*\.$") as refused, translated(PATH):
        raise error("SELECT 1", None, sqlite3.OperationalError("no reason given"))

    assert isinstance(refused.value.__cause__, sqlite3.OperationalError)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "failed"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "may not be written"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be opened"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked for too long"),
        (sqlite3.SQLITE_LOCKED, "locked for too long"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is not an SQLite database"),
        (sqlite3.SQLITE_PERM, "may not be opened"),
        (sqlite3.SQLITE_NOLFS, "refused"),
    ],
)
def test_a_code_of_sqlite_says_what_to_do(code: int, says: str) -> None:
    error = sqlite3.OperationalError("no reason given")
    error.sqlite_errorcode = code

    with pytest.raises(StorageError, match=says), translated(PATH):
        raise error


def test_a_queue_that_is_too_long_becomes_a_sentence() -> None:
    with pytest.raises(StorageError, match="Too many questions"), translated(PATH):
        raise exc.TimeoutError


def test_a_bug_in_a_query_is_no_storage_error() -> None:
    with pytest.raises(exc.ArgumentError), translated(PATH):
        raise exc.ArgumentError
