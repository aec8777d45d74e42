"""A copy of the archive: whole and of one moment, whoever writes meanwhile, or none at all."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from briefings.errors import StorageError
from briefings.storage import SqlArchive, SqlSubscribers, copying, open_database
from briefings.storage.copying import copy_archive
from briefings.storage.engine import Database
from tests.builders import NOON, an_issue


def test_a_copy_holds_everything_and_opens_as_an_archive(database: Database, tmp_path: Path) -> None:
    SqlArchive(database).add_issue(an_issue(), at=NOON)
    SqlSubscribers(database).get(5, None, zone="Asia/Baghdad", now=NOON)
    target = tmp_path / "backups" / "copy.sqlite3"

    copy_archive(database, target)

    assert [one.name for one in target.parent.iterdir()] == ["copy.sqlite3"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(open_database(f"sqlite:///{target}")) as restored:
        assert SqlArchive(restored).issues() == SqlArchive(database).issues()
        assert SqlArchive(restored).search("Acme") == SqlArchive(database).search("Acme")
        assert SqlSubscribers(restored).get(5, None, zone="UTC", now=NOON).zone == "Asia/Baghdad"


def test_who_writes_meanwhile_is_not_held_up_and_the_copy_is_of_one_moment(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 3)
    monkeypatch.setattr(copying, "_SLEEP", 0.001)
    subscribers, begun = SqlSubscribers(database), threading.Event()

    def write() -> None:
        begun.wait(10)
        for chat in range(1, 40):
            subscribers.get(chat, None, zone="UTC", now=NOON)

    writer = threading.Thread(target=write)
    writer.start()
    copy_archive(database, tmp_path / "copy.sqlite3", lambda _done, _of: begun.set())
    writer.join()

    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        chats = [row[0] for row in copy.execute("SELECT chat_id FROM subscribers ORDER BY chat_id")]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert chats == list(range(1, len(chats) + 1))


def test_nothing_that_is_there_is_written_over(database: Database, tmp_path: Path) -> None:
    there = tmp_path / "there.sqlite3"
    there.write_text("mine")

    with pytest.raises(StorageError, match="is there already"):
        copy_archive(database, there)
    assert there.read_text() == "mine"


def test_a_copy_that_cannot_be_written_leaves_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="could not be written"):
        copy_archive(database, tmp_path / "file" / "copy.sqlite3")
    assert sorted(one.name for one in tmp_path.iterdir() if "copy" in one.name) == []


def test_a_copy_that_is_not_sound_gets_no_name(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(_database: Database, part: Path, _progress: object) -> None:
        with closing(sqlite3.connect(part)) as copy:
            copy.executescript("CREATE TABLE a(b INTEGER CHECK (b < 1)); PRAGMA ignore_check_constraints = ON;")
            copy.execute("INSERT INTO a VALUES (2)")
            copy.commit()

    monkeypatch.setattr(copying, "_copy", spoiled)
    with pytest.raises(StorageError, match="not sound"):
        copy_archive(database, tmp_path / "copy.sqlite3")
    assert [one.name for one in tmp_path.iterdir() if "copy" in one.name] == []
