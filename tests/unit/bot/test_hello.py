"""What a group or channel reads when the bot is put in, over the wire."""

from __future__ import annotations

import pytest

from bot.sandbox import Person, Sandbox
from tests.unit.bot.support import ask

pytestmark = pytest.mark.usefixtures("bot", "hellos")


async def test_a_group_reads_once_how_it_follows(sandbox: Sandbox, ada: Person) -> None:
    group = sandbox.group("Desk", ada, bot=False)
    group.add_bot(ada)

    hello = await ada.wait_for_answer(to=group)
    assert hello.text.startswith("Hello. Anybody here may ask me")
    assert "Administrators say what this group follows" in hello.text
    group.add_bot(ada, "administrator")
    await ada.send("/help", to=group)
    assert not (await ada.wait_for_answer(to=group)).text.startswith("Hello")


async def test_a_forum_reads_that_its_topics_follow_for_themselves(sandbox: Sandbox, ada: Person) -> None:
    forum = sandbox.group("Forum", ada, forum=True)

    assert "Each topic of this forum may follow something else" in (await ada.wait_for_answer(to=forum)).text


async def test_a_channel_reads_that_posts_are_commands(sandbox: Sandbox, ada: Person) -> None:
    channel = sandbox.group("News", ada, kind="channel")

    assert "by posting here" in (await ada.wait_for_answer(to=channel)).text


async def test_a_person_who_comes_back_is_not_greeted(ada: Person) -> None:
    await ask(ada, "/help")
    ada.block()
    ada.unblock()

    assert "You watch nothing yet" in (await ask(ada, "/watching")).text
