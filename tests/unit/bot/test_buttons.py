"""Buttons, over the wire: each carries a command."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.application import AnyApplication
from bot.sandbox import Person
from tests.unit.bot.support import Serving, ask


@pytest.mark.usefixtures("bot")
async def test_a_choice_asks_its_question_in_a_new_message(ada: Person) -> None:
    offered = await ask(ada, "/brief")

    pressed = ada.press(offered, "Acme – Bolt")
    answer = await ada.wait_for_answer()

    assert answer.id != offered.id
    assert "Acme bought Bolt" in answer.text
    await pressed.answered()


@pytest.mark.usefixtures("bot")
async def test_a_topic_button_follows_and_drops_in_place(ada: Person) -> None:
    topics = await ask(ada, "/topics")

    ada.press(topics, "All of Bolt")
    followed = await ada.wait_for_answer()
    assert followed.id == topics.id
    assert "✓ All of Bolt" in followed.buttons

    ada.press(followed, "✓ All of Bolt")
    dropped = await ada.wait_for_answer()
    assert dropped.id == topics.id
    assert "All of Bolt" in dropped.buttons


@pytest.mark.usefixtures("bot")
async def test_settings_are_changed_by_buttons_alone(ada: Person) -> None:
    await ask(ada, "/subscribe bolt")
    panel = await ask(ada, "/settings")
    for label in ("Time zone", "Baghdad", "← Settings", "Digest", "18:00", "Weekdays only", "← Settings"):
        ada.press(panel, label)
        panel = await ada.wait_for_answer()

    assert "on weekdays at 18:00. Next: " in panel.text


@pytest.mark.usefixtures("bot")
async def test_a_button_pressed_twice_changes_nothing_and_is_answered(ada: Person) -> None:
    panel = await ask(ada, "/settings")

    ada.press(panel, "Topics")
    panel = await ada.wait_for_answer()
    first, second = ada.press(panel, "← Settings"), ada.press(panel, "← Settings")

    await first.answered()
    await second.answered()


async def test_a_button_of_an_earlier_version_says_so(bot: AnyApplication, ada: Person) -> None:
    await ask(ada, "/help")
    old = InlineKeyboardMarkup([[InlineKeyboardButton("Old", callback_data="topic:12")]])
    await bot.bot.send_message(ada.id, "old", reply_markup=old)
    message = await ada.wait_for_answer()

    answer = await ada.press(message, "Old").answered()

    assert answer.alert
    assert "too old" in answer.text


async def test_buttons_survive_a_restart(ada: Person, serving: Serving) -> None:
    async with serving():
        offered = await ask(ada, "/brief")
    async with serving():
        ada.press(offered, "All of Bolt")

        assert "Bolt" in (await ada.wait_for_answer()).text
