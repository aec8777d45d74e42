"""What handlers, receiver and error handler work with."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import Bot, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.asked import Place
from bot.keyboards import command_of, keyboard
from bot.speaker import Speaker
from bot.throttle import Throttle
from briefings.service import Choice, Services

TURNS = 16  #: answers made side by side


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions come in and answers go out."""

    services: Services
    bot: Bot
    speaker: Speaker
    postponed: dict[int, float] = field(default_factory=dict)
    """Update id → seconds: nothing of their answer left, so they are asked again after that time."""
    throttle: Throttle = field(default_factory=Throttle)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TURNS))
    """Held while an answer is made, not while it waits for Telegram: a slow group takes nobody's turn."""
    files: asyncio.Event = field(default_factory=asyncio.Event)  #: a file waits to be read
    ranks: asyncio.Event = field(default_factory=asyncio.Event)  #: somebody may operate, or may no more

    async def markup(self, choices: Sequence[Choice], chat_id: int) -> InlineKeyboardMarkup | None:
        """Choices as buttons for a chat."""

        def number(command: str) -> int:
            return self.services.buttons.number(command, chat_id=chat_id, at=datetime.now(UTC))

        return await asyncio.to_thread(keyboard, choices, number) if choices else None

    async def command_of(self, data: str, chat_id: int) -> str | None:
        """The command that a button pressed in a chat stands for; None for one of another version, or too old."""
        return await asyncio.to_thread(
            command_of, data, lambda number: self.services.buttons.command(number, chat_id=chat_id)
        )


def place_of(update: Update) -> Place | None:
    """Where the answer to an update goes; in groups it replies to the question."""
    message = update.effective_message
    if message is None:
        return None
    asks = isinstance(message, Message) and update.callback_query is None and not is_private(update)
    return Place(message.chat.id, thread_of(message), message.message_id if asks else None)


def thread_of(message: object) -> int | None:
    """The forum topic of a message; replies in plain groups carry a thread id too, but are in no topic."""
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def is_private(update: Update) -> bool:
    """Whether one person writes to the bot alone."""
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
