"""Groups, forums and channels, over the wire."""

from __future__ import annotations

import pytest

from bot.sandbox import Group, Person, Sandbox
from briefings.service import Services
from tests.builders import NOON

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
