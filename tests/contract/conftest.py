"""Every promise of `briefings.ports` is held against every kind of database that there is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.ports import Archive, Following, Inbox, Outbox, Subscribers
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database, open_database
from briefings.storage.following import SqlFollowing
from briefings.storage.inbox import SqlInbox
from briefings.storage.outbox import SqlOutbox
from briefings.storage.subscribers import SqlSubscribers


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was opened once: each test takes a copy, which is faster than migrating."""
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite3"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path, empty_archive: Path) -> Iterator[Database]:
    urls = {"sqlite": f"sqlite:///{shutil.copy(empty_archive, tmp_path)}"}
    opened = open_database(urls[request.param])
    yield opened
    opened.close()


@pytest.fixture
def archive(database: Database) -> Archive:
    return SqlArchive(database)


@pytest.fixture
def subscribers(database: Database) -> Subscribers:
    return SqlSubscribers(database)


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return SqlInbox(database)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return SqlOutbox(database)


@pytest.fixture
def following(database: Database) -> Following:
    return SqlFollowing(database)
