"""What goes wrong on order: lost answers, outages, flood waits; and Telegram's own limits."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.connection import SurelyNotSent
from bot.sandbox import Limits, Person, Sandbox
from bot.sandbox.faults import Fault
from bot.sandbox.limits import FloodGate


async def test_an_answer_cut_after_the_message_was_taken_leaves_it_there(
    sandbox: Sandbox, bot: Bot, ada: Person
) -> None:
    sandbox.fail_next("sendMessage", cut_after_accept=True)

    with pytest.raises(NetworkError) as lost:
        await bot.send_message(ada.id, "once")

    assert not isinstance(lost.value, (BadRequest, SurelyNotSent))
    assert [message.text for message in ada.answers] == ["once"]
    assert [taken.answered for taken in sandbox.accepted] == [False]
    await bot.send_message(ada.id, "next")
    assert sandbox.accepted[-1].answered


async def test_a_cut_before_the_message_was_taken_leaves_nothing(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    sandbox.fail_next("sendMessage", cut_before_accept=True)

    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "never")
    assert (ada.answers, sandbox.accepted) == ([], [])


async def test_a_proxy_answers_502_with_a_page_and_nothing_is_taken(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    sandbox.fail_next("sendMessage", 502, times=2)

    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(ada.id, "a")
    await bot.send_message(ada.id, "b")
    assert [message.text for message in ada.answers] == ["b"]


async def test_a_flood_wait_names_its_seconds(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    sandbox.fail_next("sendMessage", retry_after=17)

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ada.id, "a")
    assert refused.value.retry_after in {17, timedelta(seconds=17)}


async def test_a_hook_decides_about_every_call(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    met: list[str] = []

    def hook(method: str, _values: object) -> Fault | None:
        met.append(method)
        return Fault(400, "Bad Request: no") if method == "sendmessage" else None

    sandbox.set_fault_hook(hook)
    with pytest.raises(BadRequest):
        await bot.send_message(ada.id, "a")
    await bot.get_me()
    sandbox.set_fault_hook(None)
    await bot.send_message(ada.id, "a")
    assert met == ["sendmessage", "getme"]


async def test_nobody_listening_is_surely_not_sent(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    await sandbox.stop()

    with pytest.raises(SurelyNotSent):
        await bot.send_message(ada.id, "a")


async def test_too_many_messages_meet_429_with_retry_after(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    sandbox.set_limits(Limits(chat_burst=2))
    for _ in range(2):
        await bot.send_message(ada.id, "a")

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ada.id, "a")
    assert refused.value.retry_after in {1, timedelta(seconds=1)}
    assert len(ada.answers) == 2
    sandbox.set_limits(None)
    await bot.send_message(ada.id, "a")


def sent_in(gate: FloodGate, chats: list[int], *, start: float = 100.0, step: float = 0.0) -> int:
    """Send to the chats in turn and say how many messages passed."""
    return sum(gate.admit(chat, start + index * step) == 0 for index, chat in enumerate(chats))


def test_thirty_a_second_pass_in_all() -> None:
    gate = FloodGate(Limits())

    assert sent_in(gate, list(range(1, 41)), step=0.01) == 30
    assert gate.admit(99, 102.0) == 0


def test_one_a_second_passes_to_a_chat_after_a_short_burst() -> None:
    gate = FloodGate(Limits())

    assert sent_in(gate, [7] * 3) == 3
    assert gate.admit(7, 100.0) == 1
    assert gate.admit(7, 101.0) == 0
    assert sent_in(FloodGate(Limits()), [7] * 60, step=1.0) == 60


def test_twenty_a_minute_pass_to_a_group() -> None:
    gate = FloodGate(Limits())

    assert sent_in(gate, [-7] * 25, step=1.0) == 20
    assert gate.admit(-7, 161.0) == 0
    assert gate.admit(-8, 161.0) == 0


def test_sending_into_a_wait_makes_it_longer_where_that_is_asked_for() -> None:
    gate = FloodGate(Limits(chat_burst=1, penalty=5.0))
    assert gate.admit(7, 100.0) == 0

    assert [gate.admit(7, 100.0) for _ in range(3)] == [1, 6, 11]
    assert gate.admit(7, 112.0) == 0
