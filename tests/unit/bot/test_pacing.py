from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import ANSWER_BURST, GROUP_A_MINUTE, RESERVED, SECOND, WHOLE_BOT, Pace

CHATS = [1, 2, 3, -100, -200]
WISHES = st.lists(
    st.tuples(st.sampled_from(CHATS), st.booleans(), st.floats(0, 0.4, allow_nan=False)), min_size=1, max_size=150
)


def played(wishes: list[tuple[int, bool, float]], pace: Pace) -> list[tuple[float, int, bool]]:
    """Messages as they go, each as soon as it may, in the order of the wishes."""
    now, gone = 0.0, []
    for chat, bulk, later in wishes:
        now += later
        while wait := max(
            pace.wait_for_bulk(now) if bulk else pace.wait_for_bot(now), pace.wait_for_chat(chat, now, bulk=bulk)
        ):
            now += wait
        pace.take(chat, now, bulk=bulk)
        gone.append((now, chat, bulk))
    return gone


def most_within(times: list[float], seconds: float) -> int:
    return max((sum(start <= at < start + seconds for at in times) for start in times), default=0)


@settings(max_examples=60, deadline=None)
@given(WISHES)
def test_no_second_sees_more_than_the_whole_bot_may_say(wishes: list[tuple[int, bool, float]]) -> None:
    gone = played(wishes, Pace(bulk_rate=27.5))

    assert most_within([at for at, _, _ in gone], 1.0) <= WHOLE_BOT


@settings(max_examples=60, deadline=None)
@given(WISHES)
def test_no_group_gets_more_than_twenty_messages_a_minute(wishes: list[tuple[int, bool, float]]) -> None:
    gone = played(wishes, Pace(bulk_rate=27.5))

    for group in (-100, -200):
        assert most_within([at for at, chat, _ in gone if chat == group], 60.0) <= GROUP_A_MINUTE


@settings(max_examples=60, deadline=None)
@given(WISHES)
def test_a_chat_gets_a_message_a_second_with_a_short_burst_of_answers(wishes: list[tuple[int, bool, float]]) -> None:
    gone = played(wishes, Pace(bulk_rate=27.5))

    for chat in CHATS:
        times = [at for at, to, _ in gone if to == chat]
        assert most_within(times, 1.0) <= ANSWER_BURST
        assert most_within(times, 10.0) <= 10 + ANSWER_BURST


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 200), st.floats(1.0, 27.5))
def test_bulk_flows_evenly_at_its_rate(messages: int, rate: float) -> None:
    gone = played([(chat, True, 0.0) for chat in range(1, messages + 1)], Pace(bulk_rate=rate))

    lasted = gone[-1][0] - gone[0][0]
    room = (WHOLE_BOT - RESERVED) / SECOND
    assert (messages - 1) / rate - 0.001 <= lasted <= (messages - 1) / min(rate, room) + 0.001
    assert most_within([at for at, _, _ in gone], 1.0) <= min(rate * 1.5 + 1, WHOLE_BOT)


def test_bulk_leaves_room_for_an_answer_and_for_those_that_wait() -> None:
    pace = Pace(bulk_rate=1000)
    for chat in range(WHOLE_BOT - RESERVED - 1):
        pace.take(chat + 1, 0.0, bulk=False)
    assert pace.wait_for_bulk(0.0) == 0
    assert pace.wait_for_bulk(0.0, ahead=1) > 0.9

    pace.take(1000, 0.0, bulk=True)
    assert pace.wait_for_bulk(0.1) > 0.8
    assert pace.wait_for_bot(0.1) == 0


def test_a_flood_wait_stops_bulk_and_not_answers() -> None:
    pace = Pace(bulk_rate=27.5)
    pace.close(30.0)

    assert pace.wait_for_bulk(10.0) == 20
    assert pace.wait_for_bot(10.0) == 0


def test_what_is_long_past_is_forgotten() -> None:
    pace = Pace(bulk_rate=1000, whole=10_000)
    for chat in range(2000):
        pace.take(-chat - 1, float(chat), bulk=True)

    assert pace.wait_for_bot(10_000.0) == 0
    assert not pace._groups
    assert not pace._recent
    assert len(Counter(pace._chats)) <= 1001
