"""What `ports.Subscribers` promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefings.model import Subscriber
from briefings.ports import Outbox, Subscribers
from tests.builders import NOON, a_schedule, an_outgoing

MINUTE = timedelta(minutes=1)


def ada(subscribers: Subscribers, chat_id: int = 101, thread_id: int | None = None) -> Subscriber:
    return subscribers.get(chat_id, thread_id, zone="Asia/Baghdad", now=NOON)


def test_a_chat_is_made_a_subscriber_once(subscribers: Subscribers) -> None:
    made = ada(subscribers)

    assert (made.chat_id, made.thread_id, made.schedule, made.next_digest_at) == (101, None, None, None)
    assert (made.active, made.zone, made.language) == (True, "Asia/Baghdad", "en")
    assert subscribers.get(101, None, zone="UTC", now=NOON) == made
    assert subscribers.by_id(made.id) == made
    assert subscribers.by_id(made.id + 1) is None


def test_each_forum_topic_is_a_subscriber_of_its_own(subscribers: Subscribers) -> None:
    group, topic = ada(subscribers, -1001234567890), ada(subscribers, -1001234567890, 5)

    assert group.id != topic.id
    assert topic.thread_id == 5
    assert ada(subscribers, -1001234567890, 5) == topic


def test_settings_are_kept(subscribers: Subscribers) -> None:
    schedule = a_schedule("18:05", "Europe/Paris", days=(0, 3, 6))
    changed = replace(
        ada(subscribers), schedule=schedule, zone="Europe/Paris", next_digest_at=NOON, active=False, language="ar"
    )
    subscribers.update(changed)

    assert subscribers.by_id(changed.id) == changed


def test_a_schedule_that_ends_leaves_the_zone(subscribers: Subscribers) -> None:
    one = replace(ada(subscribers), schedule=a_schedule(zone="Europe/Paris"), next_digest_at=NOON)
    subscribers.update(one)
    subscribers.update(replace(one, schedule=None, next_digest_at=None, zone="Europe/Paris"))

    kept = subscribers.by_id(one.id)
    assert kept is not None
    assert (kept.schedule, kept.zone, kept.next_digest_at) == (None, "Europe/Paris", None)


def test_a_digest_that_is_off_keeps_its_hour(subscribers: Subscribers) -> None:
    off = replace(ada(subscribers), schedule=a_schedule("18:05", days=()))
    subscribers.update(off)

    assert subscribers.by_id(off.id) == off


def test_who_writes_again_is_active_again(subscribers: Subscribers) -> None:
    one = replace(ada(subscribers), schedule=a_schedule(), active=False)
    subscribers.update(one)

    assert ada(subscribers) == replace(one, active=True)


def test_topics_are_followed_once_and_kept_in_order(subscribers: Subscribers) -> None:
    one, other = ada(subscribers).id, ada(subscribers, 102).id

    assert subscribers.subscribe(one, "iraq-us", at=NOON)
    assert subscribers.subscribe(one, "energy", at=NOON)
    assert not subscribers.subscribe(one, "iraq-us", at=NOON)
    assert subscribers.topics(one) == ("iraq-us", "energy")
    assert subscribers.topics(other) == ()


def test_topics_are_dropped_one_or_all(subscribers: Subscribers) -> None:
    one = ada(subscribers).id
    for topic in ("a", "b", "c"):
        subscribers.subscribe(one, topic, at=NOON)

    assert subscribers.unsubscribe(one, "b") == ("b",)
    assert subscribers.unsubscribe(one, "b") == ()
    assert subscribers.unsubscribe(one, None) == ("a", "c")
    assert subscribers.topics(one) == ()


def test_those_due_come_longest_waiting_first(subscribers: Subscribers) -> None:
    for chat, at, active in ((1, 5, True), (2, -5, True), (3, 0, True), (4, -9, False), (5, -7, True)):
        one = ada(subscribers, chat)
        subscribers.update(replace(one, schedule=a_schedule(), next_digest_at=NOON + at * MINUTE, active=active))
    ada(subscribers, 6)

    assert [one.chat_id for one in subscribers.due(NOON)] == [5, 2, 3]
    assert [one.chat_id for one in subscribers.due(NOON, limit=1)] == [5]


def test_followers_are_the_active_ones_each_once(subscribers: Subscribers) -> None:
    for chat in (1, 2, 3, 4):
        ada(subscribers, chat)
    for chat, topics in ((1, ("a", "b")), (2, ("b",)), (3, ("a",))):
        for topic in topics:
            subscribers.subscribe(ada(subscribers, chat).id, topic, at=NOON)
    subscribers.update(replace(ada(subscribers, 3), active=False))

    assert [one.chat_id for one in subscribers.following()] == [1, 2]
    assert [one.chat_id for one in subscribers.following("a")] == [1]
    assert subscribers.following("c") == ()


def test_who_is_gone_gets_nothing_more(subscribers: Subscribers, outbox: Outbox) -> None:
    one, topic, other = ada(subscribers), ada(subscribers, 101, 7), ada(subscribers, 102)
    outbox.add(an_outgoing(subscriber_id=one.id), due=NOON)
    outbox.add(an_outgoing(chat_id=102, subscriber_id=other.id), due=NOON)

    subscribers.gone(101)

    assert [s and s.active for s in map(subscribers.by_id, (one.id, topic.id, other.id))] == [False, False, True]
    assert [part.chat_id for part in outbox.claim(NOON, lease=MINUTE, limit=9)] == [102]
    assert outbox.counts()["refused"] == 1


def test_a_group_that_moves_takes_along_what_it_is_owed(subscribers: Subscribers, outbox: Outbox) -> None:
    one = ada(subscribers, -5)
    subscribers.subscribe(one.id, "a", at=NOON)
    outbox.add(an_outgoing("1", "2", chat_id=-5, subscriber_id=one.id, told=("k",)), due=NOON)

    subscribers.moved(-5, -100)

    assert subscribers.by_id(one.id) == replace(one, chat_id=-100)
    assert [part.chat_id for part in outbox.claim(NOON, lease=MINUTE, limit=9)] == [-100]
    assert ada(subscribers, -100).id == one.id


def test_a_group_that_moves_to_where_it_wrote_already_becomes_one(subscribers: Subscribers, outbox: Outbox) -> None:
    """Telegram may show us a message of the supergroup before it tells us of the move."""
    old = replace(ada(subscribers, -5), schedule=a_schedule(), next_digest_at=NOON)
    subscribers.update(old)
    new = ada(subscribers, -100)
    for one, topic in ((old, "a"), (old, "b"), (new, "b"), (new, "c")):
        subscribers.subscribe(one.id, topic, at=NOON)
    outbox.add(an_outgoing("twice", chat_id=-5, subscriber_id=old.id, told=("k", "m")), due=NOON)
    outbox.add(an_outgoing("twice", chat_id=-100, subscriber_id=new.id, told=("k",)), due=NOON)
    outbox.add(an_outgoing("once", chat_id=-5, subscriber_id=old.id, period="2020-07-02"), due=NOON)

    subscribers.moved(-5, -100)

    assert subscribers.by_id(old.id) is None
    assert subscribers.by_id(new.id) == replace(new, schedule=old.schedule, next_digest_at=NOON)
    assert set(subscribers.topics(new.id)) == {"a", "b", "c"}
    assert subscribers.told(new.id) == {"k", "m"}
    claimed = outbox.claim(NOON, lease=MINUTE, limit=9)
    assert sorted((part.text, part.chat_id) for part in claimed) == [("once", -100), ("twice", -100)]


def test_a_move_to_itself_changes_nothing(subscribers: Subscribers) -> None:
    one = ada(subscribers, -5)
    subscribers.moved(-5, -5)

    assert subscribers.by_id(one.id) == one
