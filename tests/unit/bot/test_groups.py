"""Groups, forums and channels, over the wire."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.handlers import dispatch
from bot.sandbox import Group, Person, Sandbox
from briefings.service import Services
from tests.builders import NOON
from tests.unit.bot.support import until, with_settings

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def desk(sandbox: Sandbox, ada: Person, ben: Person) -> Group:
    """A group that Ada owns and Ben is in; the bot, an administrator, hears every word."""
    group = sandbox.group("Gulf desk", ada, ben)
    group.add_bot(ada, "administrator")
    return group


def topics_of(services: Services, chat_id: int, thread_id: int | None = None) -> tuple[str, ...]:
    subscriber = services.subscribers.get(chat_id, thread_id, zone="UTC", now=NOON)
    return services.subscribers.topics(subscriber.id)


async def test_a_question_is_answered_as_a_reply_to_it(desk: Group, ben: Person) -> None:
    asked = await ben.send("/brief acme-bolt", to=desk)
    answer = await ben.wait_for_answer(to=desk)

    assert answer.reply_to == asked.id
    assert "Acme bought Bolt" in answer.text


async def test_talk_is_left_alone(desk: Group, ben: Person) -> None:
    await ben.send("what's new on acme-bolt?", to=desk)
    await ben.send("/frobnicate", to=desk)
    await ben.send("/brief@another_bot acme-bolt", to=desk)
    await ben.send("/who acme", to=desk)

    assert (await ben.wait_for_answer(to=desk)).text.startswith("Acme")


async def test_an_unknown_command_meant_for_the_bot_is_answered(desk: Group, ben: Person) -> None:
    await ben.send("/frobnicate@dragoman_sandbox_bot", to=desk)

    assert "no command" in (await ben.wait_for_answer(to=desk)).text


async def test_only_administrators_change_what_a_group_follows(
    desk: Group, ada: Person, ben: Person, services: Services
) -> None:
    await ben.send("/subscribe bolt", to=desk)
    assert "only its administrators" in (await ben.wait_for_answer(to=desk)).text
    assert topics_of(services, desk.id) == ()

    await ada.send("/subscribe bolt", to=desk)
    assert "You follow All of Bolt now" in (await ada.wait_for_answer(to=desk)).text
    assert topics_of(services, desk.id) == ("bolt",)


async def test_only_administrators_press_buttons_that_change(
    desk: Group, ada: Person, ben: Person, services: Services
) -> None:
    await ben.send("/topics", to=desk)
    panel = await ben.wait_for_answer(to=desk)

    refused = await ben.press(panel, "All of Bolt").answered()
    assert refused.alert
    assert topics_of(services, desk.id) == ()

    await ada.press(panel, "All of Bolt").answered()
    assert "✓ All of Bolt" in (await ada.wait_for_answer(to=desk)).buttons
    assert topics_of(services, desk.id) == ("bolt",)


async def test_a_forum_topic_follows_for_itself(sandbox: Sandbox, ada: Person, services: Services) -> None:
    forum = sandbox.group("Forum", ada, forum=True)
    topic = forum.open_topic("Energy", ada)

    await ada.send("/subscribe bolt", to=forum, topic=topic)
    answer = await ada.wait_for_answer(to=forum)

    assert answer.thread_id == topic.id
    assert topics_of(services, forum.id, topic.id) == ("bolt",)
    assert topics_of(services, forum.id) == ()


async def test_a_channel_follows_by_its_own_posts(sandbox: Sandbox, ada: Person, services: Services) -> None:
    channel = sandbox.group("News", ada, kind="channel")

    await ada.send("/subscribe bolt", to=channel)

    assert "You follow" in (await ada.wait_for_answer(to=channel)).text
    assert topics_of(services, channel.id) == ("bolt",)


@pytest.mark.usefixtures("services")
async def test_a_group_that_is_upgraded_takes_its_topics_along(
    sandbox: Sandbox,
    ada: Person,
) -> None:
    group = sandbox.group("Small", ada, kind="group")
    await ada.send("/subscribe bolt", to=group)
    await ada.wait_for_answer(to=group)

    larger = group.migrate()
    await ada.send("/topics", to=larger)

    assert "✓ All of Bolt" in (await ada.wait_for_answer(to=larger)).buttons


async def test_who_blocks_the_bot_is_switched_off_and_comes_back_by_writing(ada: Person, services: Services) -> None:
    await ada.send("/subscribe bolt")
    await ada.wait_for_answer()
    ada.block()
    ada.unblock()
    await ada.send("/topics")

    assert "✓ All of Bolt" in (await ada.wait_for_answer()).buttons
    assert [subscriber.chat_id for subscriber in services.subscribers.following("bolt")] == [ada.id]


async def test_readers_of_a_channel_press_no_button_there(
    sandbox: Sandbox, ada: Person, ben: Person, services: Services
) -> None:
    channel = sandbox.group("News", ada, ben, kind="channel")
    await ada.send("/subscribe bolt", to=channel)
    panel = await ada.wait_for_answer(to=channel)
    before = len(channel.messages)

    for text in ("Topics", "Brief now"):
        refused = await ben.press(panel, text).answered()
        assert "private chat" in refused.text
    assert len(channel.messages) == before
    await ada.press(panel, "Topics").answered()
    topics = await ada.wait_for_answer(to=channel)
    await ben.press(topics, "✓ All of Bolt").answered()
    assert topics_of(services, channel.id) == ("bolt",)


async def test_a_channels_post_is_not_answered_again_under_its_copy_in_the_group(
    desk: Group, sandbox: Sandbox, ada: Person
) -> None:
    copy = {
        "message_id": 900, "date": 1, "is_automatic_forward": True, "text": "/who acme",
        "chat": {"id": desk.id, "type": "supergroup", "title": "Gulf desk"},
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": {"id": -1009, "type": "channel", "title": "News"},
    }  # fmt: skip
    sandbox.world.updates.add("message", copy)
    await ada.send("/who bolt", to=desk)

    assert (await ada.wait_for_answer(to=desk)).text.startswith("Bolt")


async def test_anonymous_administrators_of_two_groups_are_two_writers(sandbox: Sandbox, ada: Person) -> None:
    groups = [sandbox.group(title, ada) for title in ("One", "Two")]
    for group in groups:
        group.add_bot(ada, "administrator")
    updates = [Update.de_json({"update_id": 1, "message": _anonymous(group)}, None) for group in groups]

    assert len({dispatch._writer(update) for update in updates}) == len(groups)
    sandbox.world.updates.add("message", _anonymous(groups[0], "/subscribe bolt"))
    assert "You follow All of Bolt now" in (await ada.wait_for_answer(to=groups[0])).text


def _anonymous(group: Group, text: str = "/topics") -> dict[str, Any]:
    """What an administrator writes who stays anonymous."""
    chat = {"id": group.id, "type": "supergroup", "title": group.chat.title}
    bot = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return {"message_id": 901, "date": 1, "chat": chat, "sender_chat": chat, "from": bot, "text": text}


async def test_commands_that_other_bots_have_too_are_left_to_them(
    desk: Group, ada: Person, ben: Person, services: Services
) -> None:
    with_settings(services, ada)
    await ben.send("/ban spammer", to=desk)
    await ben.send("/status", to=desk)
    await ben.send("/status@dragoman_sandbox_bot", to=desk)

    assert "Only operators" in (await ben.wait_for_answer(to=desk)).text


@pytest.mark.parametrize("text", ["/people", "/invite", "/status", "/announce hello"])
async def test_what_others_should_not_read_is_said_in_a_private_chat_alone(
    desk: Group, ada: Person, services: Services, text: str
) -> None:
    with_settings(services, ada)
    await ada.send(text, to=desk)

    assert "private chat" in (await ada.wait_for_answer(to=desk)).text


async def test_a_member_does_not_turn_the_pages_of_an_administrators_panel(
    desk: Group, ada: Person, ben: Person
) -> None:
    await ada.send("/settings", to=desk)
    panel = await ada.wait_for_answer(to=desk)

    assert (await ben.press(panel, "Pause").answered()).alert
    assert not (await ada.press(panel, "Pause").answered()).alert


async def test_a_group_that_takes_the_bot_in_again_goes_on_at_a_word(
    desk: Group, ada: Person, services: Services
) -> None:
    await ada.send("/subscribe bolt", to=desk)
    await ada.wait_for_answer(to=desk)
    desk.remove_bot(ada)
    await until(lambda: services.subscribers.following("bolt") == ())
    desk.add_bot(ada, "administrator")
    await ada.send("/topics", to=desk)

    assert "✓ All of Bolt" in (await ada.wait_for_answer(to=desk)).buttons
    assert [one.chat_id for one in services.subscribers.following("bolt")] == [desk.id]
