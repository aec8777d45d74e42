"""What belongs to one bot is not seen by another: a second token on the same database writes to nobody it never met."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefings.storage import Database, SqlInbox, SqlOutbox, SqlSubscribers
from tests.builders import NOON, a_schedule, an_outgoing, an_update

ONE, OTHER = 11, 22


def test_a_bot_sees_only_the_chats_that_are_its_own(database: Database) -> None:
    ours, theirs = SqlSubscribers(database, ONE), SqlSubscribers(database, OTHER)
    ada = ours.get(101, None, zone="UTC", now=NOON)
    ours.subscribe(ada.id, "iraq-us", at=NOON)

    assert ours.following("iraq-us") == (ada,)
    assert theirs.following("iraq-us") == ()
    assert theirs.get(101, None, zone="UTC", now=NOON).id != ada.id


def test_a_digest_is_due_for_its_own_bot_alone(database: Database) -> None:
    ours, theirs = SqlSubscribers(database, ONE), SqlSubscribers(database, OTHER)
    ada = ours.get(101, None, zone="UTC", now=NOON)
    ours.update(replace(ada, schedule=a_schedule(), next_digest_at=NOON))

    assert [subscriber.id for subscriber in ours.due(NOON)] == [ada.id]
    assert theirs.due(NOON) == ()


def test_what_one_bot_owes_another_never_sends(database: Database) -> None:
    ours, theirs = SqlOutbox(database, ONE), SqlOutbox(database, OTHER)
    ours.add(an_outgoing(), due=NOON)

    assert theirs.claim(NOON, lease=timedelta(minutes=1), limit=10) == ()
    assert len(ours.claim(NOON, lease=timedelta(minutes=1), limit=10)) == 1
    assert theirs.park_stale(NOON, everything=True) == 0


def test_updates_of_two_bots_may_have_the_same_number(database: Database) -> None:
    ours, theirs = SqlInbox(database, ONE), SqlInbox(database, OTHER)
    ours.add([an_update(7)], NOON)

    assert theirs.offset() == 0
    assert theirs.add([an_update(7)], NOON) == [an_update(7)]
    theirs.done(7, NOON)
    assert ours.open() == [an_update(7)]


def test_a_chat_that_is_gone_for_one_bot_is_there_for_another(database: Database) -> None:
    ours, theirs = SqlSubscribers(database, ONE), SqlSubscribers(database, OTHER)
    for store in (ours, theirs):
        store.subscribe(store.get(101, None, zone="UTC", now=NOON).id, "opec", at=NOON)
    theirs.gone(101)

    assert len(ours.following("opec")) == 1
    assert theirs.following("opec") == ()
