"""Opening the database: the file, its rights, its settings, its schema, and transactions that may be relied on.

SQLite in WAL mode: readers never wait for the one writer. Each writing transaction takes the write lock as it begins,
since one that reads first and writes later fails at once with "database is locked", whatever the timeout.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from briefings.errors import SettingsError, StorageError
from briefings.storage.faults import translated
from briefings.storage.schema import bring_up_to_date

WAIT = timedelta(seconds=30)  #: for another process that writes; the longest write is one large issue, about a second
_AT_ONCE = 40  #: connections: 32 chats answered side by side, the sender, the schedule


class Database:
    """An open database; safe to share between threads."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._writer = engine.execution_options(dragoman_writes=True)
        self._turn = Lock()
        self.path = path  #: of the SQLite file

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the data, however many queries are asked.

        Raises:
            StorageError: the database refused.
        """
        with translated(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its beginning; kept whole or not at all.

        Threads of this process take turns: SQLite lets those who wait for its lock look again only now and then, ever
        more seldom, and three out of four milliseconds of a broadcast went by so.

        Raises:
            StorageError: the database refused, and nothing has changed.
        """
        with translated(self.path), self._in_turn(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=WAIT.total_seconds()):
            raise sqlite3.OperationalError("another thread went on writing")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._engine.dispose()


def open_database(url: str, *, wait: timedelta = WAIT) -> Database:
    """Open the archive, made with its folder (for this user alone) where there is none, and migrate it.

    Safe when several processes open it at once.

    Args:
        url: SQLAlchemy address, `sqlite:///relative` or `sqlite:////absolute`.
        wait: how long a write waits for another process's.

    Raises:
        SettingsError: the address is none, or names another kind of database.
        StorageError: the file cannot be used; the sentence says why.
    """
    address = _sqlite_address(url)
    path = Path(str(address.database)).absolute()
    _make_file(path)
    engine = _engine(address.set(database=str(path)), wait)
    database = Database(engine, path)
    try:
        with translated(path):
            _use_wal(engine, wait)
        with database.reading() as connection:
            migrate = bring_up_to_date(connection, path)
        if migrate is not None:
            with database.writing() as connection:
                migrate(connection)
    except BaseException:
        database.close()
        raise
    return database


def _sqlite_address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            "DRAGOMAN_DATABASE_URL is no database address. Write sqlite:////folder/dragoman.sqlite3, or leave it out."
        ) from error
    if address.get_backend_name() != "sqlite" or address.get_driver_name() != "pysqlite":
        raise SettingsError(
            f"DRAGOMAN_DATABASE_URL names a {address.drivername} database; this version keeps its archive in SQLite."
            " Write sqlite:////folder/dragoman.sqlite3, or leave it out."
        )
    if address.database in (None, "", ":memory:"):
        raise SettingsError(
            "DRAGOMAN_DATABASE_URL names no file, and an archive in memory would be lost."
            " Write sqlite:////folder/dragoman.sqlite3, or leave it out."
        )
    return address


def _make_file(path: Path) -> None:
    """Make folder and file readable by this user alone; rights of what stands already are left as they are."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its side files the same rights
    except OSError as error:
        raise StorageError(
            f"The archive {path} cannot be opened or made ({error.strerror}). Check that its folder may be written, or"
            " name another place in DRAGOMAN_DATA_DIR or DRAGOMAN_DATABASE_URL."
        ) from error


def _engine(address: URL, wait: timedelta) -> Engine:
    engine = create_engine(
        address,
        connect_args={"timeout": wait.total_seconds()},
        pool_size=8,
        max_overflow=_AT_ONCE - 8,
        hide_parameters=True,  # error texts reach logs; what people typed does not
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set up a connection.

    Commits are synchronous to the disk (FULL): an update is acknowledged to Telegram, and a message sent, on the
    strength of a commit before it, so that even a power cut may not undo one. With NORMAL it may. What is deleted is
    overwritten: an issue that has to be forgotten is not left in free pages.
    """
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("dragoman_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_wal(engine: Engine, wait: timedelta) -> None:
    """Switch to write-ahead logging; lasting, so all but the first opening find it done.

    SQLite does not wait for a lock here, so two first openings have to take turns by themselves.
    """
    deadline = time.monotonic() + wait.total_seconds()
    while (busy := _switch_to_wal(engine)) is not None:
        if time.monotonic() > deadline:
            raise busy
        time.sleep(0.02)


def _switch_to_wal(engine: Engine) -> sqlite3.OperationalError | None:
    """Try once; the error where another process holds a lock."""
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection  # below SQLAlchemy: the mode does not change in a transaction
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            return error
        return None
