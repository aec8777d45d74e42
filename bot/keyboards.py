"""Choices as buttons under a message, and back.

A button carries its whole command, so it works after a restart and in another process. Telegram leaves it 64 bytes
for that; a longer command is offered for copying (256 characters), and a still longer one is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from briefings.service import Choice

log = structlog.get_logger()

_PREFIX = "c:"
_DATA_BYTES = 64  #: core.telegram.org/bots/api#inlinekeyboardbutton
_COPY_LETTERS = 256  #: core.telegram.org/bots/api#copytextbutton
_MOST_BUTTONS = 60  #: Telegram takes 100 and 10 kB; more than a screen helps nobody
_ROW_LETTERS = 28  #: what a phone shows of a row without cutting
_ROW_BUTTONS = 3
_TEXT_LETTERS = 60


def keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """Lay choices out as rows of buttons; None where there is none."""
    buttons = [button for choice in choices[:_MOST_BUTTONS] if (button := _button(choice))]
    return InlineKeyboardMarkup(_rows(buttons)) if buttons else None


def command_of(data: str) -> str | None:
    """The command that a pressed button stands for; None for a button of another version."""
    return data.removeprefix(_PREFIX) if data.startswith(_PREFIX) else None


def _button(choice: Choice) -> InlineKeyboardButton | None:
    text = choice.text if len(choice.text) <= _TEXT_LETTERS else choice.text[: _TEXT_LETTERS - 1] + "…"
    data = _PREFIX + choice.command
    if len(data.encode()) <= _DATA_BYTES:
        return InlineKeyboardButton(text, callback_data=data)
    if len(choice.command) <= _COPY_LETTERS:
        return InlineKeyboardButton(f"⧉ {text}", copy_text=CopyTextButton(choice.command))
    log.warning("choice left out", reason="its command is too long for a button", letters=len(choice.command))
    return None


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
