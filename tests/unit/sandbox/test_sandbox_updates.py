"""Updates: waited for, confirmed by the next offset, one poller at a time."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.sandbox import Person, Sandbox
from bot.sandbox.errors import ApiError
from bot.sandbox.updates import UpdateQueue, first_update_id

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 2_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(clock: Clock) -> UpdateQueue:
    return UpdateQueue(clock=clock, monotonic=clock, first_id=1)


def fill(queue: UpdateQueue, count: int) -> None:
    for number in range(count):
        queue.add("message", {"number": number})


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def texts(bot: Bot, **params: Any) -> list[str]:
    return [update.message.text or "" for update in await bot.get_updates(**params) if update.message]


async def test_updates_are_handed_out_again_until_a_higher_offset_confirms_them(bot: Bot, ada: Person) -> None:
    for text in ("one", "two"):
        await ada.send(text)

    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["one", "two"]
    assert await texts(bot, offset=first[0].update_id) == ["one", "two"]
    assert await texts(bot, offset=first[1].update_id) == ["two"]
    assert await texts(bot, offset=first[0].update_id) == ["two"]


async def test_a_long_poll_returns_as_soon_as_something_happens(bot: Bot, ada: Person) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0)
    await ada.send("hello")

    async with asyncio.timeout(2):
        assert len(await waiting) == 1


async def test_of_two_pollers_the_later_one_ends_the_first_with_409(ada: Person, call: Call) -> None:
    pollers = [asyncio.create_task(call("getUpdates", timeout=20)) for _ in range(2)]
    (ended,), (going,) = await asyncio.wait(pollers, return_when=asyncio.FIRST_COMPLETED)

    refused = ended.result()
    assert (refused["error_code"], "terminated by other getUpdates request" in refused["description"]) == (409, True)
    await ada.send("hello")
    assert len((await going)["result"]) == 1


async def test_polling_with_a_webhook_set_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://127.0.0.1:1/hook")

    with pytest.raises(Conflict, match=r"(?i)webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert list(await bot.get_updates()) == []


async def test_only_wanted_kinds_are_queued_and_the_wish_is_remembered(
    sandbox: Sandbox, bot: Bot, ada: Person, call: Call
) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await ada.send("not wanted")
    assert list(await bot.get_updates(offset=-1)) == []

    await call("getUpdates", allowed_updates=[], offset=1)
    await ada.send("wanted")
    sandbox.group("Desk", ada).add(sandbox.person("Bea"))
    kinds = {kind for update in await bot.get_updates(offset=2) for kind in update.to_dict() if kind != "update_id"}
    assert kinds == {"message", "my_chat_member"}, "chat_member comes on request only"


async def test_a_hundred_come_at_a_time_and_fewer_if_asked(queue: UpdateQueue) -> None:
    fill(queue, 130)

    assert ids(await queue.poll(0, 100, 0)) == list(range(1, 101))
    assert ids(await queue.poll(101, 500, 0)) == list(range(101, 131))
    assert ids(await queue.poll(102, 3, 0)) == [102, 103, 104]
    assert ids(await queue.poll(103, -5, 0)) == [103]


async def test_a_negative_offset_keeps_the_newest_and_forgets_the_rest(queue: UpdateQueue) -> None:
    fill(queue, 5)

    assert ids(await queue.poll(-2, 100, 0)) == [4, 5]
    assert len(queue) == 2


async def test_updates_are_kept_for_a_day(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, 1)
    clock.now += 23 * 3600
    fill(queue, 1)
    clock.now += 2 * 3600

    assert ids(await queue.poll(0, 100, 0)) == [2]


async def test_the_same_offset_in_a_rush_gives_one_update_only(queue: UpdateQueue, clock: Clock) -> None:
    fill(queue, 5)

    assert len(await queue.poll(1, 100, 0)) == 5
    assert len(await queue.poll(1, 100, 0)) == 1
    clock.now += 0.6
    assert len(await queue.poll(1, 100, 0)) == 5


async def test_the_same_offset_soon_again_waits_three_seconds_for_news(queue: UpdateQueue, clock: Clock) -> None:
    assert queue._slowed(7, 100, 0) == (100, 0)
    clock.now += 2
    assert queue._slowed(7, 100, 0) == (100, 3)
    clock.now += 2
    assert queue._slowed(7, 100, 25) == (100, 25)
    clock.now += 4
    assert queue._slowed(7, 100, 0) == (100, 0)


async def test_pollers_that_end_each_other_in_turn_are_told_late(queue: UpdateQueue, clock: Clock) -> None:
    async def ended() -> None:
        waiting = asyncio.create_task(queue.poll(0, 100, 20))
        await asyncio.sleep(0)
        queue.interrupt("terminated")
        with pytest.raises(ApiError):
            await asyncio.wait_for(waiting, 0.2)

    await ended()
    with pytest.raises(TimeoutError):
        await ended()
    clock.now += 4
    await ended()


def test_update_ids_of_a_later_run_lie_above_those_of_an_earlier_one() -> None:
    assert first_update_id(2_000_000_060.0) > first_update_id(2_000_000_000.0) + 8 * 59
    assert first_update_id(2_000_000_000.0) < 2**31


async def test_pending_updates_are_dropped_on_request(bot: Bot, ada: Person) -> None:
    await ada.send("old")
    await bot.delete_webhook(drop_pending_updates=True)
    await ada.send("new")

    assert await texts(bot) == ["new"]


async def test_privacy_mode_hides_small_talk_in_groups(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    group = sandbox.group("Desk", ada)
    answer = await bot.send_message(group.id, "hello")
    for text in ("small talk", "/brief", "/brief@other_bot", "/brief@dragoman_sandbox_bot"):
        await ada.send(text, to=group)
    await ada.send("a reply", to=group, reply_to=next(m for m in group.messages if m.id == answer.id))

    assert await texts(bot, offset=-3) == ["/brief", "/brief@dragoman_sandbox_bot", "a reply"]
    group.add_bot(ada, "administrator")
    await ada.send("small talk", to=group)
    assert await texts(bot, offset=-1) == ["small talk"]


async def test_channels_bring_posts_and_blocks_bring_memberships(sandbox: Sandbox, bot: Bot, ada: Person) -> None:
    channel = sandbox.group("News", ada, kind="channel")
    await ada.send("a post", to=channel)
    [post] = await bot.get_updates(offset=-1)
    assert post.channel_post is not None
    assert (post.channel_post.text, post.channel_post.sender_chat) == ("a post", post.channel_post.chat)

    ada.block()
    [blocked] = await bot.get_updates(offset=-1)
    assert isinstance(blocked, Update)
    assert blocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
