"""What Telegram answers, turned into an `Outcome`: the one place that knows its refusals (DESIGN.md section 11).

The sentences are those of the Bot API server's source (tdlib/telegram-bot-api, Client.cpp).
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable
from datetime import timedelta

import structlog
from telegram import Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.connection import SurelyNotSent, answers_noted
from briefings.model import AnswerLost, Blocked, FloodWait, Migrated, NotSent, Outcome, Refused, Sent, TopicClosed

log = structlog.get_logger()

_GONE = re.compile(
    r"chat not found|user not found|peer_id_invalid|group chat was deactivated|input_user_deactivated", re.IGNORECASE
)
_NO_THREAD = re.compile(r"message thread not found|topic_closed|topic_deleted|topic_id_invalid", re.IGNORECASE)
_UNCHANGED = re.compile(r"message is not modified", re.IGNORECASE)
_LATE_QUERY = re.compile(r"query is too old|query id is invalid", re.IGNORECASE)
_FLOOD = re.compile(r"too many requests", re.IGNORECASE)
_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, OverflowError, OSError)  #: what records raise
_FLOOD_SECONDS = 5.0  #: where a 429 names no time


async def outcome_of(sending: Awaitable[Message | bool]) -> Outcome:
    """Wait for a message to be sent or edited, and say what became of it.

    A server that took it and answers with something else than a message has taken it all the same: to say it again
    would be to say it twice.
    """
    with answers_noted() as answers:
        try:
            message = await sending
        except TelegramError as error:
            return outcome_of_error(error)
        except _UNREADABLE:
            if not answers:
                raise
            log.warning("a message was taken, but the answer to it is none that Telegram documents")
            return Sent(_message_id(answers[-1]))
    return Sent(message.message_id if isinstance(message, Message) else 0)


def outcome_of_error(error: TelegramError) -> Outcome:  # noqa: PLR0911  # a table of cases
    """Say what an error of python-telegram-bot means for the message.

    `BadRequest` is a `NetworkError` there, and `TimedOut` does not say whether the message went.
    """
    match error:
        case ChatMigrated(new_chat_id=chat_id):
            return Migrated(chat_id)
        case RetryAfter():
            return FloodWait(flood_seconds(error))
        case Forbidden():
            return Blocked(error.message)
        case BadRequest():
            return _refusal(error.message)
        case SurelyNotSent() | InvalidToken() | Conflict():
            return NotSent(error.message)
        case NetworkError() if _FLOOD.search(error.message):
            return FloodWait(_FLOOD_SECONDS)
        case _:
            return AnswerLost(error.message)


def _message_id(answer: bytes) -> int:
    """The id of the message in an answer; 0 where there is none."""
    try:
        return int(json.loads(answer)["result"]["message_id"])
    except (TypeError, ValueError, LookupError):
        return 0


def flood_seconds(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait; the library is on its way from numbers to timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_unchanged(reason: str) -> bool:
    """Whether an edit was refused because the message says so already."""
    return _UNCHANGED.search(reason) is not None


def is_late(error: TelegramError) -> bool:
    """Whether a pressed button was answered too late to show anything."""
    return isinstance(error, BadRequest) and _LATE_QUERY.search(error.message) is not None


def _refusal(sentence: str) -> Outcome:
    if _GONE.search(sentence):
        return Blocked(sentence)
    if _NO_THREAD.search(sentence):
        return TopicClosed()
    return Refused(sentence)
