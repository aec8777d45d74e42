"""What follows an attempt."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.deliveries import (
    TRIES,
    Done,
    GiveUp,
    LeaveTopic,
    MoveTo,
    Park,
    RetryAt,
    Step,
    Unsubscribe,
    message_head,
    next_step,
)
from briefings.model import (
    AnswerLost,
    Blocked,
    DeliveryKind,
    FloodWait,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sent,
    TopicClosed,
)
from tests.builders import NOON, an_attempt

KINDS: tuple[DeliveryKind, ...] = get_args(DeliveryKind)
kinds = st.sampled_from(KINDS)
numbers = st.integers(1, 10_000)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        (Sent(7), Done()),
        (Blocked("bot was blocked by the user"), Unsubscribe()),
        (Migrated(-100), MoveTo(-100)),
        (TopicClosed(), LeaveTopic()),
        (FloodWait(30.5), RetryAt(NOON + timedelta(seconds=30.5))),
        (NotSent("no route"), RetryAt(NOON + timedelta(seconds=2))),
        (Refused("can't parse entities"), GiveUp("can't parse entities")),
        (AnswerLost("cut"), Park()),
    ],
)
def test_each_outcome_has_its_step(outcome: Outcome, step: Step, kind: DeliveryKind) -> None:
    assert next_step(an_attempt(outcome), kind=kind) == step


@given(numbers, kinds, st.floats(0, 100_000))
def test_a_flood_wait_never_leads_to_giving_up(number: int, kind: DeliveryKind, seconds: float) -> None:
    step = next_step(an_attempt(FloodWait(seconds), number=number), kind=kind, tries=1)

    assert step == RetryAt(NOON + timedelta(seconds=seconds))


@given(numbers, kinds)
def test_a_lost_answer_is_never_tried_again_by_itself(number: int, kind: DeliveryKind) -> None:
    assert next_step(an_attempt(AnswerLost("cut"), number=number), kind=kind) == Park()


def test_waits_grow_to_a_quarter_of_an_hour() -> None:
    steps = [next_step(an_attempt(NotSent("no route"), number=n), kind="digest") for n in (1, 2, 3, 9, 10, 50)]

    waits = [(step.at - NOON).total_seconds() for step in steps if isinstance(step, RetryAt)]
    assert waits == [2, 4, 8, 512, 900, 900]


def test_after_the_last_try_it_is_given_up() -> None:
    assert isinstance(next_step(an_attempt(NotSent("no route"), number=4), kind="digest", tries=5), RetryAt)
    assert next_step(an_attempt(NotSent("no route"), number=5), kind="digest", tries=5) == GiveUp("no route")


@pytest.mark.parametrize(("kind", "least", "most"), [("answer", 45, 60), ("digest", 23 * 60, 25 * 60)])
def test_what_cannot_be_sent_is_tried_for_as_long_as_it_is_of_worth(
    kind: DeliveryKind, least: float, most: float
) -> None:
    at = NOON
    for number in range(1, TRIES[kind]):
        step = next_step(an_attempt(NotSent("no route"), number=number, at=at), kind=kind)
        assert isinstance(step, RetryAt)
        at = step.at

    assert isinstance(next_step(an_attempt(NotSent("no route"), number=TRIES[kind], at=at), kind=kind), GiveUp)
    assert timedelta(minutes=least) <= at - NOON <= timedelta(minutes=most)


def test_each_part_of_a_digest_says_what_it_is() -> None:
    assert message_head("Iraq–US relations", "1 July 2020", 1, 1) == "Digest · Iraq–US relations · 1 July 2020"
    assert message_head("Iraq, Energy", "Extra", 2, 3) == "Digest · Iraq, Energy · Extra 2/3"
