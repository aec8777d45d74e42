"""Choices as buttons under a message, and back.

A button carries its whole command, so it works after a restart and in another process. Telegram leaves it 64 bytes
for that; a longer command is kept in the database, and its button carries its number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from briefings.render.bidi import clean
from briefings.service import Choice

_WHOLE = "c:"
_NUMBER = "n:"
_LINK = "https://"
_INLINE = "@ "
_DATA_BYTES = 64  #: core.telegram.org/bots/api#inlinekeyboardbutton
_DIGITS = 15  #: of a number that may be one of ours
_MOST_BUTTONS = 60  #: Telegram takes 100 and 10 kB; more than a screen helps nobody
_ROW_LETTERS = 28  #: what a phone shows of a row without cutting
_ROW_BUTTONS = 3
_TEXT_LETTERS = 60


def keyboard(choices: Sequence[Choice], number: Callable[[str], int]) -> InlineKeyboardMarkup | None:
    """Lay choices out as rows of buttons; None where there is none.

    Args:
        choices: in the order in which they are shown.
        number: gives a command that is too long for a button a number.
    """
    buttons = [_button(choice, number) for choice in choices[:_MOST_BUTTONS]]
    return InlineKeyboardMarkup(_rows(buttons)) if buttons else None


def command_of(data: str, command: Callable[[int], str | None]) -> str | None:
    """The command that a pressed button stands for; None for one of another version, or too old.

    Args:
        data: what the button carries; it may have been made up by hand.
        command: gives the command of a number.
    """
    if data.startswith(_WHOLE):
        return data.removeprefix(_WHOLE)
    digits = data.removeprefix(_NUMBER)
    if data.startswith(_NUMBER) and digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS:
        return command(int(digits))
    return None


def _button(choice: Choice, number: Callable[[str], int]) -> InlineKeyboardButton:
    text = choice.text if len(choice.text) <= _TEXT_LETTERS else clean(choice.text[: _TEXT_LETTERS - 1]) + "…"
    if choice.command.startswith(_LINK):
        return InlineKeyboardButton(text, url=choice.command)
    if choice.command.startswith(_INLINE):
        return InlineKeyboardButton(text, switch_inline_query=choice.command.removeprefix(_INLINE))
    data = _WHOLE + choice.command
    if len(data.encode()) > _DATA_BYTES:
        data = f"{_NUMBER}{number(choice.command)}"
    return InlineKeyboardButton(text, callback_data=data)


def _rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        row = rows[-1] if rows else []
        letters = sum(len(other.text) for other in row) + len(button.text)
        if row and len(row) < _ROW_BUTTONS and letters <= _ROW_LETTERS:
            row.append(button)
        else:
            rows.append([button])
    return rows
