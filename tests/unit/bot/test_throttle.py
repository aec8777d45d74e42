"""Somebody who asks very fast is slowed, told so once, and never banned."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.throttle import APART, MINUTE, MOST, Throttle


def test_the_thirtieth_question_in_a_minute_waits_and_is_told_so_once() -> None:
    throttle = Throttle()

    waits = [throttle.wait(1, update, update * 0.1) for update in range(MOST)]
    assert waits == [0.0] * MOST
    assert not throttle.word_due(1)

    assert throttle.wait(1, MOST, 3.0) == APART
    assert throttle.wait(1, MOST, 3.0 + APART) == 0.0
    assert throttle.word_due(1)
    assert not throttle.word_due(1)


def test_another_person_is_not_slowed() -> None:
    throttle = Throttle()
    for update in range(MOST + 5):
        throttle.wait(1, update, 0.0)

    assert throttle.wait(2, 100, 0.0) == 0.0
    assert not throttle.word_due(2)


def test_who_was_quiet_for_a_minute_is_answered_at_once_again_and_told_anew_when_fast_again() -> None:
    throttle = Throttle()
    for update in range(MOST + 1):
        throttle.wait(1, update, 0.0)
    assert throttle.word_due(1)

    later = MINUTE + 10
    assert [throttle.wait(1, 100 + update, later) for update in range(MOST)] == [0.0] * MOST
    assert throttle.wait(1, 200, later) > 0
    assert throttle.word_due(1)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=120))
def test_every_question_is_answered_after_its_one_wait_and_never_faster_than_apart(pauses: list[float]) -> None:
    throttle, now, slowed = Throttle(), 0.0, []
    for update, pause in enumerate(pauses):
        now += pause
        wait = throttle.wait(7, update, now)
        if wait:
            slowed.append(now + wait)
            assert throttle.wait(7, update, now + wait) == 0.0

    assert all(later - earlier >= APART - 1e-6 for earlier, later in pairwise(slowed))
