"""What `ports.Outbox` promises; DESIGN.md section 11 has the states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefings.model import (
    AnswerLost,
    Blocked,
    Delivery,
    FloodWait,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sent,
    TopicClosed,
)
from briefings.ports import Outbox, Subscribers
from tests.builders import NOON, a_schedule, an_attempt, an_outgoing

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


def claim(outbox: Outbox, *, after: timedelta = timedelta(), limit: int = 100) -> list[Delivery]:
    return list(outbox.claim(NOON + after, lease=LEASE, limit=limit))


def claim_one(outbox: Outbox, *, after: timedelta = timedelta()) -> Delivery:
    (delivery,) = claim(outbox, after=after)
    return delivery


def note(
    outbox: Outbox, delivery: Delivery, outcome: Outcome, *, retry: timedelta | None = None, gave_up: bool = False
) -> None:
    attempt = an_attempt(outcome, number=delivery.attempts + 1)
    outbox.record(delivery, attempt, retry_at=None if retry is None else NOON + retry, gave_up=gave_up)


def states(outbox: Outbox) -> dict[str, int]:
    return {state: count for state, count in outbox.counts().items() if count}


# --- queueing ------------------------------------------------------------------------------------------------------


def test_a_message_is_queued_part_by_part(outbox: Outbox) -> None:
    assert outbox.add(an_outgoing("one", "two", thread_id=5, markup="{}", kind="alert"), due=NOON)

    first = claim_one(outbox)
    note(outbox, first, Sent(1))
    second = claim_one(outbox)

    assert (first.text, first.part, first.parts, first.markup) == ("one", 1, 2, None)
    assert (second.text, second.part, second.parts, second.markup) == ("two", 2, 2, "{}")
    assert (second.chat_id, second.thread_id, second.kind, second.period) == (101, 5, "alert", "2020-07-01")
    assert (second.state, second.due, second.attempts, second.doubtful) == ("sending", NOON, 0, False)


def test_a_digest_moves_the_schedule_and_notes_what_it_told(outbox: Outbox, subscribers: Subscribers) -> None:
    one = subscribers.get(101, None, zone="UTC", now=NOON)
    subscribers.update(replace(one, schedule=a_schedule(), next_digest_at=NOON))
    tomorrow = NOON + timedelta(days=1)

    outbox.add(an_outgoing(subscriber_id=one.id, next_digest_at=tomorrow, told=("k", "l", "k")), due=NOON)

    kept = subscribers.by_id(one.id)
    assert kept is not None
    assert kept.next_digest_at == tomorrow
    assert subscribers.told(one.id) == {"k", "l"}


def test_an_hour_that_was_set_while_a_digest_was_composed_stands(outbox: Outbox, subscribers: Subscribers) -> None:
    one = subscribers.get(101, None, zone="UTC", now=NOON)
    tonight, tomorrow = NOON + timedelta(hours=6), NOON + timedelta(days=1)
    subscribers.update(replace(one, schedule=a_schedule(), next_digest_at=tonight))

    outbox.add(an_outgoing(subscriber_id=one.id, next_digest_at=tomorrow), due=NOON)

    kept = subscribers.by_id(one.id)
    assert kept is not None
    assert kept.next_digest_at == tonight


def test_what_was_told_before_may_be_told_again(outbox: Outbox, subscribers: Subscribers) -> None:
    one = subscribers.get(101, None, zone="UTC", now=NOON).id
    outbox.add(an_outgoing(subscriber_id=one, told=("k",)), due=NOON)
    outbox.add(an_outgoing(subscriber_id=one, told=("k", "l"), period="2020-07-02"), due=NOON)

    assert subscribers.told(one) == {"k", "l"}


def test_a_period_is_queued_once_and_the_second_time_changes_nothing(outbox: Outbox, subscribers: Subscribers) -> None:
    one = subscribers.get(101, None, zone="UTC", now=NOON).id
    outgoing = an_outgoing(subscriber_id=one, told=("k",))
    outbox.add(outgoing, due=NOON)
    again = replace(outgoing, parts=("x", "y"), told=("l",), next_digest_at=NOON)

    assert not outbox.add(again, due=NOON)
    assert states(outbox) == {"due": 1}
    assert subscribers.told(one) == {"k"}
    kept = subscribers.by_id(one)
    assert kept is not None
    assert kept.next_digest_at is None


def test_another_subscriber_kind_or_period_is_another_message(outbox: Outbox, subscribers: Subscribers) -> None:
    one, other = (subscribers.get(chat, None, zone="UTC", now=NOON).id for chat in (101, 102))
    outgoing = an_outgoing(subscriber_id=one)

    assert outbox.add(outgoing, due=NOON)
    assert outbox.add(replace(outgoing, subscriber_id=other), due=NOON)
    assert outbox.add(replace(outgoing, kind="alert"), due=NOON)
    assert outbox.add(replace(outgoing, period="edition:extra"), due=NOON)


def test_without_a_subscriber_the_chat_and_topic_tell_messages_apart(outbox: Outbox) -> None:
    outgoing = an_outgoing(kind="answer", period="update:7")

    assert outbox.add(outgoing, due=NOON)
    assert not outbox.add(outgoing, due=NOON)
    assert outbox.add(replace(outgoing, thread_id=5), due=NOON)
    assert outbox.add(replace(outgoing, chat_id=102), due=NOON)


# --- claiming ------------------------------------------------------------------------------------------------------


def test_a_delivery_is_claimed_once(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)

    assert len(claim(outbox)) == 1
    assert claim(outbox) == []
    assert claim(outbox, after=2 * LEASE) == []


def test_nothing_is_claimed_before_it_is_due(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON + MINUTE)

    assert claim(outbox) == []
    assert len(claim(outbox, after=MINUTE)) == 1


def test_answers_go_first_then_alerts_then_what_is_longest_due(outbox: Outbox) -> None:
    outbox.add(an_outgoing("late", kind="digest", chat_id=1), due=NOON - 2 * MINUTE)
    outbox.add(an_outgoing("later", kind="digest", chat_id=2), due=NOON - 3 * MINUTE)
    outbox.add(an_outgoing("alert", kind="alert", chat_id=3), due=NOON)
    outbox.add(an_outgoing("answer", kind="answer", chat_id=4), due=NOON)

    assert [delivery.text for delivery in claim(outbox)] == ["answer", "alert", "later", "late"]


def test_no_more_is_claimed_than_was_asked_for(outbox: Outbox) -> None:
    for chat in range(5):
        outbox.add(an_outgoing(chat_id=chat), due=NOON)

    assert [delivery.chat_id for delivery in claim(outbox, limit=2)] == [0, 1]
    assert states(outbox) == {"due": 3, "sending": 2}


@pytest.mark.parametrize("outcome", [None, FloodWait(60), NotSent("no route")])
def test_an_earlier_part_that_is_owed_holds_up_the_later_ones(outbox: Outbox, outcome: Outcome | None) -> None:
    outbox.add(an_outgoing("1", "2", "3"), due=NOON)
    first = claim_one(outbox)
    if outcome is not None:
        note(outbox, first, outcome, retry=MINUTE)

    assert claim(outbox) == []


@pytest.mark.parametrize("outcome", [Sent(1), AnswerLost("cut"), Refused("bad")])
def test_an_earlier_part_that_is_sent_refused_or_in_doubt_holds_up_none(outbox: Outbox, outcome: Outcome) -> None:
    outbox.add(an_outgoing("1", "2", "3"), due=NOON)
    note(outbox, claim_one(outbox), outcome)

    assert claim_one(outbox).text == "2"


def test_messages_do_not_wait_for_each_other(outbox: Outbox) -> None:
    outbox.add(an_outgoing("1", "2"), due=NOON)
    outbox.add(an_outgoing("3", "4", period="2020-07-02"), due=NOON)

    assert [delivery.text for delivery in claim(outbox)] == ["1", "3"]


# --- what became of it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "retry", "gave_up", "state"),
    [
        (Sent(7), None, False, "sent"),
        (Blocked("blocked"), None, False, "refused"),
        (Refused("bad"), None, True, "refused"),
        (Refused("bad"), MINUTE, False, "waiting"),
        (FloodWait(60), MINUTE, False, "waiting"),
        (FloodWait(60), None, False, "waiting"),
        (NotSent("no route"), MINUTE, False, "waiting"),
        (NotSent("no route"), None, True, "refused"),
        (Migrated(-100), None, False, "waiting"),
        (TopicClosed(), None, False, "waiting"),
        (AnswerLost("cut"), None, False, "unknown"),
        (AnswerLost("cut"), MINUTE, False, "waiting"),
    ],
)
def test_an_outcome_leads_to_a_state(
    outbox: Outbox, outcome: Outcome, retry: timedelta | None, *, gave_up: bool, state: str
) -> None:
    outbox.add(an_outgoing(), due=NOON)
    note(outbox, claim_one(outbox), outcome, retry=retry, gave_up=gave_up)

    assert states(outbox) == {state: 1}


def test_what_waits_comes_back_when_its_wait_is_over(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    note(outbox, claim_one(outbox), NotSent("no route"), retry=MINUTE)

    assert claim(outbox, after=timedelta(seconds=59)) == []
    assert claim_one(outbox, after=MINUTE).attempts == 1


def test_a_flood_wait_is_no_try(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    for n in range(9):
        note(outbox, claim_one(outbox, after=n * MINUTE), FloodWait(60), retry=(n + 1) * MINUTE)

    assert claim_one(outbox, after=9 * MINUTE).attempts == 0


def test_a_group_that_moved_gets_the_part_in_its_new_chat(outbox: Outbox) -> None:
    outbox.add(an_outgoing(chat_id=-5), due=NOON)
    note(outbox, claim_one(outbox), Migrated(-100))

    assert claim_one(outbox).chat_id == -100


def test_a_closed_forum_topic_falls_back_to_the_group(outbox: Outbox) -> None:
    outbox.add(an_outgoing(thread_id=5), due=NOON)
    note(outbox, claim_one(outbox), TopicClosed())

    assert claim_one(outbox).thread_id is None


def test_what_was_sent_stays_sent(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    delivery = claim_one(outbox)
    note(outbox, delivery, Sent(7))
    note(outbox, delivery, AnswerLost("late"))
    note(outbox, delivery, NotSent("later"), retry=MINUTE)

    assert states(outbox) == {"sent": 1}


def test_an_answer_that_comes_after_the_doubt_ends_it(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    delivery = claim_one(outbox)
    outbox.park_stale(NOON, everything=True)
    note(outbox, delivery, Sent(7))

    assert states(outbox) == {"sent": 1}


def test_an_answer_that_comes_after_the_part_was_queued_anew_spares_the_repeat(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    delivery = claim_one(outbox)
    outbox.park_stale(NOON, everything=True)
    outbox.decide(delivery.id, resend=True, now=NOON)
    note(outbox, delivery, Refused("too late to matter"))

    assert states(outbox) == {"due": 1}

    note(outbox, delivery, Sent(7))

    assert states(outbox) == {"sent": 1}


# --- doubt ---------------------------------------------------------------------------------------------------------


def test_what_is_being_sent_after_its_lease_is_in_doubt(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    delivery = claim_one(outbox)

    assert outbox.park_stale(NOON + LEASE - MINUTE) == 0
    assert outbox.park_stale(NOON + LEASE) == 1
    assert outbox.park_stale(NOON + LEASE) == 0
    (doubtful,) = outbox.unknown()
    assert (doubtful.id, doubtful.state, doubtful.attempts) == (delivery.id, "unknown", 1)


def test_at_start_everything_being_sent_is_in_doubt(outbox: Outbox) -> None:
    for chat in range(3):
        outbox.add(an_outgoing(chat_id=chat), due=NOON)
    claim(outbox, limit=2)

    assert outbox.park_stale(NOON, everything=True) == 2
    assert states(outbox) == {"due": 1, "unknown": 2}


def test_a_part_in_doubt_is_sent_again_only_if_so_decided(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    note(outbox, claim_one(outbox), AnswerLost("cut"))
    (doubtful,) = outbox.unknown()

    assert claim(outbox, after=timedelta(days=30)) == []

    outbox.decide(doubtful.id, resend=True, now=NOON)

    again = claim_one(outbox)
    assert (again.id, again.doubtful, again.attempts) == (doubtful.id, True, 1)
    assert outbox.unknown() == ()


def test_a_part_in_doubt_is_given_up_if_so_decided(outbox: Outbox) -> None:
    outbox.add(an_outgoing(), due=NOON)
    note(outbox, claim_one(outbox), AnswerLost("cut"))
    outbox.decide(outbox.unknown()[0].id, resend=False, now=NOON)

    assert states(outbox) == {"refused": 1}


@pytest.mark.parametrize("resend", [True, False])
def test_only_what_is_in_doubt_is_decided(outbox: Outbox, *, resend: bool) -> None:
    outbox.add(an_outgoing(), due=NOON)
    delivery = claim_one(outbox)
    outbox.decide(delivery.id, resend=resend, now=NOON)

    assert states(outbox) == {"sending": 1}


def test_every_state_is_counted(outbox: Outbox) -> None:
    assert outbox.counts() == {"due": 0, "sending": 0, "sent": 0, "refused": 0, "waiting": 0, "unknown": 0}
