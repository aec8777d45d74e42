"""Killed at the worst moment: nothing that was promised is lost, nothing is done twice by itself."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from datetime import timedelta

import pytest

from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database
from briefings.storage.inbox import SqlInbox
from briefings.storage.outbox import SqlOutbox
from tests.builders import NOON, an_issue, an_outgoing, an_update

LEASE = timedelta(minutes=2)

StartPython = Callable[[str], "subprocess.Popen[str]"]

HEAD = """
import os, signal
from datetime import timedelta
from briefings.storage import issues
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import open_database
from briefings.storage.inbox import SqlInbox
from briefings.storage.outbox import SqlOutbox
from tests.builders import NOON, an_article, an_issue, an_outgoing, an_update
database = open_database(os.environ["URL"])
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(start_python: StartPython) -> Callable[[str], None]:
    """Run a script that kills its own process."""

    def run(script: str) -> None:
        process = start_python(HEAD + script)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, errors

    return run


def test_killed_between_claim_and_answer_leaves_a_part_in_doubt(
    database: Database, killed: Callable[[str], None]
) -> None:
    outbox = SqlOutbox(database)
    for chat in range(3):
        outbox.add(an_outgoing("1", "2", chat_id=chat), due=NOON)

    killed("SqlOutbox(database).claim(NOON, lease=timedelta(minutes=2), limit=2)\ndie()")

    assert outbox.counts()["sending"] == 2
    assert [part.chat_id for part in outbox.claim(NOON, lease=LEASE, limit=9)] == [2]
    assert outbox.park_stale(NOON + LEASE - timedelta(seconds=1)) == 0
    assert outbox.park_stale(NOON + LEASE) == 3
    assert [(part.chat_id, part.part) for part in outbox.unknown()] == [(0, 1), (1, 1), (2, 1)]
    assert {part.part for part in outbox.claim(NOON, lease=LEASE, limit=9)} == {2}


def test_killed_within_a_claim_leaves_all_of_it_due(database: Database, killed: Callable[[str], None]) -> None:
    outbox = SqlOutbox(database)
    outbox.add(an_outgoing(), due=NOON)

    killed(
        "from briefings.storage import outbox\n"
        "outbox._parts = die\n"  # after the marking, before the commit
        "SqlOutbox(database).claim(NOON, lease=timedelta(minutes=2), limit=2)"
    )

    assert outbox.counts()["due"] == 1
    assert len(outbox.claim(NOON, lease=LEASE, limit=9)) == 1


def test_killed_within_an_issue_leaves_the_old_edition_whole(database: Database, killed: Callable[[str], None]) -> None:
    archive = SqlArchive(database)
    archive.add_issue(an_issue(), at=NOON)

    killed(
        "add, seen = issues._add_article, []\n"
        "issues._add_article = lambda *a: (add(*a), seen.append(a), len(seen) == 2 and die())\n"
        "again = an_issue(an_article('One.'), an_article('Two.'), an_article('Three.'))\n"
        "SqlArchive(database).add_issue(again, at=NOON)"
    )

    assert [quote.sentence for quote in archive.search("acme")] == ["Acme bought Bolt."]
    assert archive.search("one") == ()
    assert len(archive.developments()) == 1


def test_killed_after_storing_updates_loses_none_and_takes_none_twice(
    database: Database, killed: Callable[[str], None]
) -> None:
    killed(
        "inbox = SqlInbox(database)\n"
        "inbox.add([an_update(n) for n in range(60)], NOON)\n"
        "for n in range(9): inbox.done(n, NOON)\n"
        "die()"
    )

    inbox = SqlInbox(database)
    assert [update["update_id"] for update in inbox.open()] == list(range(9, 60))
    assert inbox.add([an_update(n) for n in range(60)], NOON) == []
    assert inbox.offset() == 60


def test_killed_within_a_digest_queues_none_of_it(database: Database, killed: Callable[[str], None]) -> None:
    killed(
        "from briefings.storage import outbox\n"
        "outbox._note = die\n"  # the parts are in, the schedule has not moved
        "from briefings.storage.subscribers import SqlSubscribers\n"
        "one = SqlSubscribers(database).get(101, None, zone='UTC', now=NOON).id\n"
        "SqlOutbox(database).add(an_outgoing('1', '2', subscriber_id=one), due=NOON)"
    )

    assert SqlOutbox(database).counts()["due"] == 0
