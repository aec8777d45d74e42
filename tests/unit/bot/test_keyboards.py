from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keyboards import command_of, keyboard
from briefings.service import Choice


class Numbers:
    """Numbers of long commands, as the database gives them."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def number(self, command: str) -> int:
        if command not in self.commands:
            self.commands.append(command)
        return self.commands.index(command) + 1

    def command(self, number: int) -> str | None:
        return self.commands[number - 1] if 0 < number <= len(self.commands) else None


def test_a_button_carries_its_command() -> None:
    numbers = Numbers()

    markup = keyboard([Choice("Kataib Hezbollah", "/who kataib-hezbollah")], numbers.number)

    assert markup is not None
    button = markup.inline_keyboard[0][0]
    assert button.text == "Kataib Hezbollah"
    assert command_of(str(button.callback_data), numbers.command) == "/who kataib-hezbollah"
    assert numbers.commands == []


def test_a_link_is_opened_and_a_question_asked_inline_without_a_number() -> None:
    numbers, link = Numbers(), "https://t.me/share/url?url=" + "x" * 100
    markup = keyboard([Choice("Share", link), Choice("Card", "@ iraq-us"), Choice("Any card", "@ ")], numbers.number)

    assert markup is not None
    share, card, any_card = (button for row in markup.inline_keyboard for button in row)
    assert (share.url, share.callback_data) == (link, None)
    assert (card.switch_inline_query, any_card.switch_inline_query) == ("iraq-us", "")
    assert numbers.commands == []


def test_a_command_too_long_for_a_button_is_kept_by_number() -> None:
    numbers, command = Numbers(), "/search " + "حزب الله " * 10

    markup = keyboard([Choice("Search", command)], numbers.number)

    assert markup is not None
    data = str(markup.inline_keyboard[0][0].callback_data)
    assert len(data) < 10
    assert command_of(data, numbers.command) == command


def test_no_choice_makes_no_keyboard() -> None:
    assert keyboard([], Numbers().number) is None


@pytest.mark.parametrize("data", ["topic:12", "", "n:", "n:1", "n:-1", "n:١", "n:1.0", "n:" + "9" * 60, "n:0x1", "N:1"])
def test_a_button_of_another_version_or_made_up_is_no_command(data: str) -> None:
    assert command_of(data, Numbers().command) is None


@given(st.lists(st.builds(Choice, st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80)), max_size=80))
def test_every_keyboard_is_within_the_limits_of_telegram(choices: list[Choice]) -> None:
    numbers = Numbers()

    markup = keyboard(choices, numbers.number)

    assert (markup is None) == (not choices)
    if markup is not None:
        buttons = [button for row in markup.inline_keyboard for button in row]
        stand_for = [command_of(str(button.callback_data), numbers.command) for button in buttons]
        assert stand_for == [choice.command for choice in choices[:60]]
        assert len(buttons) <= 100
        assert all(len(row) <= 8 for row in markup.inline_keyboard)
        assert all(len(str(b.callback_data).encode()) <= 64 for b in buttons if b.callback_data)
