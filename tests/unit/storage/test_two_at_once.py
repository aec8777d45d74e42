"""Several processes and threads on one archive: nobody is turned away, nothing is taken twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import TypeVar

import pytest

from briefings.errors import StorageError
from briefings.storage import engine
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database, open_database
from briefings.storage.inbox import SqlInbox
from briefings.storage.outbox import SqlOutbox
from briefings.storage.subscribers import SqlSubscribers
from tests.builders import NOON, an_issue, an_outgoing, an_update

T = TypeVar("T")
LEASE = timedelta(minutes=2)
ROOT = Path(__file__).parents[3]

StartPython = Callable[[str], "subprocess.Popen[str]"]

HEAD = """
import json, os, sys
from datetime import timedelta
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import open_database
from briefings.storage.inbox import SqlInbox
from briefings.storage.outbox import SqlOutbox
from tests.builders import NOON, an_issue, an_update
database = open_database(os.environ["URL"])
print("ready", flush=True)
who = int(sys.stdin.readline())
"""

CLAIM_ALL = (
    HEAD
    + """
outbox, taken = SqlOutbox(database), []
while some := outbox.claim(NOON, lease=timedelta(minutes=2), limit=3):
    taken += [delivery.id for delivery in some]
print(json.dumps(taken))
"""
)

WRITE_MUCH = (
    HEAD
    + """
inbox, archive = SqlInbox(database), SqlArchive(database)
for n in range(40):
    inbox.add([an_update(1000 * who + n)], NOON)
    if n % 10 == 0:
        archive.add_issue(an_issue(source=f"Source {who}", number=str(n)), at=NOON)
    inbox.done(1000 * who + n, NOON)
print(json.dumps("done"))
"""
)


def side_by_side(start: StartPython, script: str, processes: int = 2) -> list[object]:
    """Run a script in several processes from the same moment on, and return what each prints last."""
    started = [start(script) for _ in range(processes)]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for who, process in enumerate(started):
        assert process.stdin is not None
        process.stdin.write(f"{who}\n")
        process.stdin.flush()
    results = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0] * processes, results
    return [json.loads(out) for out, _ in results]


def in_threads(*work: Callable[[], T]) -> list[T]:
    """Do all of it at the same moment."""
    start = Barrier(len(work))

    def one(job: Callable[[], T]) -> T:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


def test_two_processes_never_claim_the_same_delivery(database: Database, start_python: StartPython) -> None:
    for chat in range(120):
        SqlOutbox(database).add(an_outgoing(chat_id=chat), due=NOON)

    one, other = side_by_side(start_python, CLAIM_ALL)
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert len(one) + len(other) == len({*one, *other}) == 120
    assert SqlOutbox(database).counts()["sending"] == 120


def test_two_processes_that_write_at_once_wait_for_each_other(database: Database, start_python: StartPython) -> None:
    """Neither sees "database is locked", though both read and write in their transactions."""
    assert side_by_side(start_python, WRITE_MUCH) == ["done", "done"]
    assert len(SqlArchive(database).issues()) == 8
    assert SqlInbox(database).open() == []
    assert SqlInbox(database).offset() == 1040


def test_threads_never_claim_the_same_delivery(database: Database) -> None:
    outbox = SqlOutbox(database)
    for chat in range(60):
        outbox.add(an_outgoing(chat_id=chat), due=NOON)

    claimed = in_threads(*[lambda: outbox.claim(NOON, lease=LEASE, limit=10)] * 8)
    ids = [delivery.id for some in claimed for delivery in some]
    assert len(ids) == len(set(ids)) == 60


def test_a_chat_that_writes_twice_at_once_is_one_subscriber(database: Database) -> None:
    subscribers = SqlSubscribers(database)

    made = in_threads(*[lambda: subscribers.get(101, None, zone="UTC", now=NOON)] * 8)
    assert len({subscriber.id for subscriber in made}) == 1


def test_an_update_that_comes_twice_at_once_is_taken_once(database: Database) -> None:
    inbox = SqlInbox(database)

    taken = in_threads(*[lambda: inbox.add([an_update(1)], NOON)] * 8)
    assert sum(map(len, taken)) == 1


def test_an_issue_that_is_read_twice_at_once_is_stored_once(database: Database) -> None:
    archive = SqlArchive(database)

    stored = in_threads(*[lambda: archive.add_issue(an_issue(), at=NOON)] * 6)
    assert sorted(one.outcome for one in stored) == ["added", *["unchanged"] * 5]
    assert len(archive.developments()) == 1


def test_readers_do_not_wait_for_a_writer_and_see_only_whole_issues(database: Database) -> None:
    archive = SqlArchive(database)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO sources (name) VALUES ('half')")

        assert archive.issues() == ()
        with database.reading() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM sources").scalar() == 0


def test_several_processes_may_open_a_new_archive_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'archive.sqlite3'}"
    script = "import os; from briefings.storage.engine import open_database; open_database(os.environ['URL']).close()"
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", script],
            env={**os.environ, "PYTHONPATH": str(ROOT), "URL": url},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]

    assert [(process.communicate(timeout=60)[1], process.returncode) for process in started] == [("", 0)] * 4
    with closing(open_database(url)) as database:
        assert SqlArchive(database).issues() == ()


def test_threads_may_open_a_new_archive_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'archive.sqlite3'}"

    for database in in_threads(*[lambda: open_database(url)] * 4):
        assert SqlArchive(database).issues() == ()
        database.close()


def test_threads_that_write_take_turns_and_none_is_held_up_by_sqlite(database: Database) -> None:
    """SQLite's own waiting looks again only now and then: here the second begins when the first is done."""
    order: list[str] = []
    inside = Event()

    def second() -> None:
        inside.wait(5)
        with database.writing():
            order.append("second")

    other = Thread(target=second)
    other.start()
    with database.writing():
        inside.set()
        order.append("first")
    other.join(5)

    assert order == ["first", "second"]


def test_a_thread_that_writes_within_its_own_writing_is_told_so_and_not_held_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAIT", timedelta(seconds=0.01))

    with pytest.raises(StorageError, match="another thread went on writing"), database.writing(), database.writing():
        pass
