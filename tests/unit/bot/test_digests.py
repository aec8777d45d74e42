"""Digests: composed once for each period at the local hour, whatever happened to the bot meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Delivery, Schedule, Subscriber
from briefings.service import Services, delivering, following
from briefings.service.answering import DigestBody
from tests.builders import NOON, a_schedule

DAY = timedelta(days=1)


@pytest.fixture
def ada(services: Services) -> Subscriber:
    """Follows Bolt; her digest comes at 07:30 in Baghdad, which is 04:30 UTC."""
    return follower(services, 101, a_schedule("07:30", "Asia/Baghdad"))


def follower(services: Services, chat_id: int, schedule: Schedule, topics: Sequence[str] = ("bolt",)) -> Subscriber:
    subscriber = services.subscribers.get(chat_id, None, zone="UTC", now=NOON)
    services.subscribers.update(replace(subscriber, schedule=schedule))
    for topic in topics:
        following.subscribe(services, of(services, subscriber.id), topic, NOON)
    return of(services, subscriber.id)


def of(services: Services, subscriber_id: int) -> Subscriber:
    found = services.subscribers.by_id(subscriber_id)
    assert found is not None
    return found


def queued(services: Services, at: datetime) -> tuple[Delivery, ...]:
    """First parts that are ready to be sent then."""
    return services.outbox.claim(at, lease=DAY, limit=1000)


def test_a_digest_is_composed_at_the_local_hour_exactly_once(services: Services, ada: Subscriber) -> None:
    due = datetime(2020, 7, 2, 4, 30, tzinfo=UTC)

    assert ada.next_digest_at == due
    assert delivering.compose_due(services, due - timedelta(seconds=1)) == 0
    assert delivering.compose_due(services, due) == 1
    assert delivering.compose_due(services, due) == 0
    assert delivering.compose_due(services, due + timedelta(hours=23)) == 0
    assert of(services, ada.id).next_digest_at == due + DAY

    (delivery,) = queued(services, due)
    head, _, body = delivery.text.partition("\n")
    assert head == "<b>Digest · All of Bolt · 2 July 2020</b>"
    assert "Acme bought Bolt" in body
    assert "p. 3" in body
    assert delivery.chat_id == ada.chat_id


def test_what_was_told_is_not_told_again(services: Services, ada: Subscriber) -> None:
    due = ada.next_digest_at or NOON
    delivering.compose_due(services, due)
    delivering.compose_due(services, due + DAY)

    first, second = queued(services, due + DAY)
    assert "Acme bought Bolt" in first.text
    assert "Nothing new since your last digest" in second.text
    assert "Late" not in second.text


def test_a_crash_between_composing_and_moving_on_sends_nothing_twice(services: Services, ada: Subscriber) -> None:
    due = ada.next_digest_at or NOON
    delivering.compose_due(services, due)
    services.subscribers.update(ada)  # as if the move had been lost

    assert delivering.compose_due(services, due) == 0
    assert len(queued(services, due)) == 1
    assert of(services, ada.id).next_digest_at == due + DAY


def test_what_was_missed_is_sent_once_and_says_that_it_is_late(services: Services, ada: Subscriber) -> None:
    back = (ada.next_digest_at or NOON) + timedelta(days=3, hours=2)

    assert delivering.compose_due(services, back) == 1
    assert delivering.compose_due(services, back) == 0

    (delivery,) = queued(services, back)
    assert "Digest · All of Bolt · 5 July 2020" in delivery.text
    assert "Late: it was due on Sunday 5 July 2020, 07:30 (Asia/Baghdad)." in delivery.text
    assert of(services, ada.id).next_digest_at == datetime(2020, 7, 6, 4, 30, tzinfo=UTC)


def test_a_later_hour_on_the_same_day_brings_another_digest(services: Services, ada: Subscriber) -> None:
    due = ada.next_digest_at or NOON
    delivering.compose_due(services, due)
    following.set_digest(services, of(services, ada.id), "09:00", due + timedelta(minutes=1))

    assert delivering.compose_due(services, due + timedelta(hours=2)) == 1


def test_the_hour_that_autumn_repeats_brings_one_digest(services: Services) -> None:
    berlin = follower(services, 102, a_schedule("02:30", "Europe/Berlin"))
    services.subscribers.update(replace(berlin, next_digest_at=datetime(2020, 10, 25, 0, 30, tzinfo=UTC)))
    times = [datetime(2020, 10, 25, 0, 30, tzinfo=UTC) + timedelta(minutes=10 * step) for step in range(24)]

    assert [delivering.compose_due(services, at) for at in times] == [1] + [0] * 23


def test_who_follows_nothing_gets_nothing(services: Services, ada: Subscriber) -> None:
    services.subscribers.unsubscribe(ada.id, None)
    due = ada.next_digest_at or NOON

    assert delivering.compose_due(services, due) == 0
    assert of(services, ada.id).next_digest_at is None


def test_a_digest_of_several_messages_says_its_parts(
    services: Services, ada: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "\n\n".join(f"<b>{number}</b> {'word ' * 150}" for number in range(12))
    monkeypatch.setattr(delivering, "digest_lines", lambda *_args, **_more: DigestBody(long, ("k",), empty=False))
    due = ada.next_digest_at or NOON
    delivering.compose_due(services, due)

    (first,) = queued(services, due)
    assert first.parts == 3
    assert first.text.startswith("<b>Digest · All of Bolt · 2 July 2020 1/3</b>")


def test_one_digest_that_cannot_be_composed_holds_up_no_other(
    services: Services, ada: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = follower(services, 103, a_schedule("07:30", "Asia/Baghdad"), topics=("acme-bolt",))

    def lines(_services: Services, topics: Sequence[str], _told: frozenset[str], **_more: object) -> DigestBody:
        if "bolt" in topics:
            raise ZeroDivisionError
        return DigestBody("fine", (), empty=False)

    monkeypatch.setattr(delivering, "digest_lines", lines)
    due = ada.next_digest_at or NOON
    with pytest.raises(ExceptionGroup):
        delivering.compose_due(services, due)

    assert [delivery.chat_id for delivery in queued(services, due)] == [other.chat_id]
    assert of(services, ada.id).next_digest_at == due


def test_many_digests_are_composed_in_several_calls(services: Services) -> None:
    for chat_id in range(200, 255):
        follower(services, chat_id, a_schedule("07:30", "UTC"))
    due = datetime(2020, 7, 2, 7, 30, tzinfo=UTC)

    counts = [delivering.compose_due(services, due) for _ in range(3)]

    assert sum(counts) == 55
    assert counts[-1] == 0
    assert len(queued(services, due)) == 55


def test_an_edition_goes_once_to_each_who_follows(services: Services, ada: Subscriber) -> None:
    follower(services, 104, a_schedule(), topics=("acme-bolt",))

    assert delivering.queue_edition(services, "Flash", None, NOON) == 2
    assert delivering.queue_edition(services, "Flash", None, NOON) == 0
    assert delivering.queue_edition(services, "Flash 2", "bolt", NOON) == 1

    texts = [delivery.text for delivery in queued(services, NOON)]
    assert "Digest · All of Bolt · Flash<" in texts[0]
    assert of(services, ada.id).next_digest_at == ada.next_digest_at


def test_an_edition_needs_a_name_and_a_topic_that_there_is(services: Services) -> None:
    with pytest.raises(QuestionError, match="needs a name"):
        delivering.queue_edition(services, " ", None, NOON)
    with pytest.raises(UnknownTopicError, match="Topics are"):
        delivering.queue_edition(services, "Flash", "mars", NOON)
