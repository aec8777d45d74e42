from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.keyboards import command_of, keyboard
from briefings.service import Choice


def test_a_button_carries_its_command() -> None:
    markup = keyboard([Choice("Kataib Hezbollah", "/who kataib-hezbollah")])

    assert markup is not None
    button = markup.inline_keyboard[0][0]
    assert button.text == "Kataib Hezbollah"
    assert command_of(str(button.callback_data)) == "/who kataib-hezbollah"


def test_a_command_too_long_for_a_button_is_offered_for_copying() -> None:
    command = "/search " + "حزب الله " * 10

    markup = keyboard([Choice("Search", command)])

    assert markup is not None
    button = markup.inline_keyboard[0][0]
    assert button.callback_data is None
    assert button.copy_text is not None
    assert button.copy_text.text == command


def test_a_command_too_long_for_either_is_left_out() -> None:
    assert keyboard([Choice("Search", "/search " + "x" * 300)]) is None


def test_no_choice_makes_no_keyboard() -> None:
    assert keyboard([]) is None


def test_a_button_of_another_version_is_no_command() -> None:
    assert command_of("topic:12") is None


@given(st.lists(st.builds(Choice, st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80)), max_size=80))
def test_every_keyboard_is_within_the_limits_of_telegram(choices: list[Choice]) -> None:
    markup = keyboard(choices)

    if markup is not None:
        buttons = [button for row in markup.inline_keyboard for button in row]
        assert len(buttons) <= 100
        assert all(len(row) <= 8 for row in markup.inline_keyboard)
        assert all(len(str(b.callback_data).encode()) <= 64 for b in buttons if b.callback_data)
