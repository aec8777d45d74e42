"""Opening an archive: where, with which rights, and what is said when it cannot be."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError

from briefings.errors import SettingsError, StorageError
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database, open_database
from briefings.storage.inbox import SqlInbox
from tests.builders import NOON, an_article, an_issue, an_update

NOBODY = 65534


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder that others may look into, but only its owner may change."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def as_nobody() -> Iterator[Callable[[], None]]:
    """Give up the rights of the superuser, who may write everywhere, until the test ends."""
    me = os.geteuid() if sys.platform != "win32" else None

    def give_up() -> None:
        if me == 0:
            os.seteuid(NOBODY)

    yield give_up
    if me == 0:
        os.seteuid(me)


def test_folder_and_file_are_made_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "archive.sqlite3"
    open_database(f"sqlite:///{path}").close()

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_side_files_are_as_private_as_the_file(database: Database, path: Path) -> None:
    SqlInbox(database).add([an_update(1)], NOON)
    sides = list(path.parent.glob(f"{path.name}-*"))

    assert sides
    assert {stat.S_IMODE(side.stat().st_mode) for side in sides} <= {0o600, stat.S_IMODE(path.stat().st_mode)}


def test_rights_of_a_folder_that_stands_are_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_database(f"sqlite:///{tmp_path / 'archive.sqlite3'}").close()

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_what_was_stored_is_there_at_the_next_opening(path: Path) -> None:
    with closing(open_database(f"sqlite:///{path}")) as database:
        SqlArchive(database).add_issue(an_issue(), at=NOON)

    with closing(open_database(f"sqlite:///{path}")) as database:
        assert len(SqlArchive(database).issues()) == 1


def test_a_relative_address_stays_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(open_database("sqlite:///archive.sqlite3")) as database:
        monkeypatch.chdir(tmp_path.parent)
        SqlArchive(database).add_issue(an_issue(), at=NOON)

    assert database.path == tmp_path / "archive.sqlite3"
    assert database.path.exists()


def test_a_folder_with_odd_signs_in_its_name_is_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "100% für #1 ñ" / "a b.sqlite3"
    open_database(f"sqlite:///{path}").close()

    assert path.exists()


def test_durability_is_asked_of_every_connection(database: Database) -> None:
    with database.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql+psycopg://ada:secret@host/db", "names a postgresql\\+psycopg database"),
        ("sqlite+aiosqlite:///x", "keeps its archive in SQLite"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("somewhere/archive.sqlite3", "is no database address"),
        ("", "is no database address"),
    ],
)
def test_an_address_that_is_none_of_ours_is_refused_in_a_sentence(url: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as refused:
        open_database(url)

    assert "secret" not in str(refused.value)


def test_a_folder_that_may_not_be_written_is_named(readable_folder: Path, as_nobody: Callable[[], None]) -> None:
    readable_folder.chmod(0o555)
    as_nobody()

    with pytest.raises(StorageError, match=f"{readable_folder}.*Permission denied.*may be written"):
        open_database(f"sqlite:///{readable_folder / 'archive.sqlite3'}")
    with pytest.raises(StorageError, match="Permission denied"):
        open_database(f"sqlite:///{readable_folder / 'new' / 'archive.sqlite3'}")


def test_an_archive_that_may_be_read_but_not_written_is_named(
    readable_folder: Path, as_nobody: Callable[[], None]
) -> None:
    path = readable_folder / "archive.sqlite3"
    open_database(f"sqlite:///{path}").close()
    path.chmod(0o444)
    readable_folder.chmod(0o555)
    as_nobody()

    with pytest.raises(StorageError, match=f"{path}.*Permission denied"):
        open_database(f"sqlite:///{path}")


def test_a_folder_whose_side_files_cannot_be_made_is_named(
    readable_folder: Path, as_nobody: Callable[[], None]
) -> None:
    """The file itself may be written, its folder not: SQLite needs both."""
    path = readable_folder / "archive.sqlite3"
    open_database(f"sqlite:///{path}").close()
    path.chmod(0o666)
    readable_folder.chmod(0o555)
    as_nobody()

    with pytest.raises(StorageError, match=f"{path}.*(may not be written|cannot be opened)"):
        open_database(f"sqlite:///{path}")


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="cannot be opened or made"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'archive.sqlite3'}")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Is a directory"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ada, " * 500)

    with pytest.raises(StorageError, match="is not an SQLite database"):
        open_database(f"sqlite:///{path}")
    assert path.read_text() == "Dear Ada, " * 500


def test_a_damaged_archive_is_called_so(path: Path) -> None:
    with closing(open_database(f"sqlite:///{path}")) as database:
        for number in range(30):
            SqlArchive(database).add_issue(an_issue(number=str(number)), at=NOON)
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\xa5" * (len(whole) - 4096)
    path.write_bytes(whole)

    with pytest.raises(StorageError, match="is damaged"):
        open_database(f"sqlite:///{path}")


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")

    with pytest.raises(StorageError, match="the database of another program"):
        open_database(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_the_archive_of_a_newer_program_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    with pytest.raises(StorageError, match=r"newer Dragoman \(schema 9999"):
        open_database(f"sqlite:///{path}")


def test_a_full_disk_stores_nothing_and_says_so(database: Database) -> None:
    archive, inbox = SqlArchive(database), SqlInbox(database)
    archive.add_issue(an_issue(), at=NOON)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    large = an_issue(an_article(*(f"Acme bought plant {n}." for n in range(5000))), number="27")

    with pytest.raises(StorageError, match=r"disk .* is full; nothing was stored"):
        archive.add_issue(large, at=NOON)
    assert [issue.number for issue in archive.issues()] == ["26"]
    assert len(archive.search("acme", limit=9)) == 1
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert inbox.add([an_update(1)], NOON) == [an_update(1)]


def test_a_writer_that_never_ends_is_waited_for_and_then_named(path: Path) -> None:
    with (
        closing(open_database(f"sqlite:///{path}", wait=timedelta(milliseconds=50))) as database,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StorageError, match=r"kept the archive .* locked for too long"):
            SqlInbox(database).add([an_update(1)], NOON)
        assert SqlInbox(database).open() == []


def test_a_new_file_that_another_program_holds_is_waited_for_and_then_named(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StorageError, match=r"kept the archive .* locked for too long"):
            open_database(f"sqlite:///{path}", wait=timedelta(milliseconds=50))


def test_a_naive_time_is_a_bug(database: Database) -> None:
    """Nobody knows when it was; SQLAlchemy wraps what a type raises."""
    with pytest.raises(StatementError, match="naive time"):
        SqlInbox(database).add([an_update(1)], NOON.replace(tzinfo=None))

    assert SqlInbox(database).open() == []


def test_an_error_keeps_the_drivers_own_as_its_cause(database: Database) -> None:
    with pytest.raises(StorageError) as refused, database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO told VALUES (99, 'k', '')")

    assert isinstance(refused.value.__cause__, sqlite3.IntegrityError)


def test_an_error_shows_nothing_that_was_stored(database: Database) -> None:
    with pytest.raises(StorageError) as refused, database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO told VALUES (?, ?, ?)", (99, "a secret", "x"))

    assert "secret" not in str(refused.value)


def test_a_bug_stays_a_bug_and_changes_nothing(database: Database) -> None:
    def forget_to_divide() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO sources (name) VALUES ('Weekly')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        forget_to_divide()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sources").scalar() == 0
