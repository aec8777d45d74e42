"""What handlers, receiver and error handler work with."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram import Bot, Message, Update
from telegram.constants import ChatType

from bot.asked import Place
from bot.speaker import Speaker
from briefings.service import Services


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions come in and answers go out."""

    services: Services
    bot: Bot
    speaker: Speaker
    postponed: dict[int, float] = field(default_factory=dict)
    """Update id → seconds: nothing of their answer left, so they are asked again after that time."""


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
