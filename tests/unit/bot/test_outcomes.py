"""What Telegram's refusals mean; the sentences are those of its Bot API server."""

from __future__ import annotations

from datetime import timedelta

import pytest
import telegram.error
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.connection import SurelyNotSent
from bot.outcomes import outcome_of_error
from briefings.model import AnswerLost, Blocked, FloodWait, Migrated, NotSent, Refused, TopicClosed


@pytest.fixture(autouse=True)
def _as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Blocked),
        (Forbidden("Forbidden: user is deactivated"), Blocked),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Blocked),
        (BadRequest("Bad Request: chat not found"), Blocked),
        (BadRequest("Bad Request: group chat was deactivated"), Blocked),
        (BadRequest("Bad Request: message thread not found"), TopicClosed),
        (BadRequest("Bad Request: TOPIC_CLOSED"), TopicClosed),
        (BadRequest("Bad Request: can't parse entities: unsupported start tag"), Refused),
        (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Refused),
        (SurelyNotSent("no connection (ClientConnectorError)"), NotSent),
        (InvalidToken("Unauthorized"), NotSent),
        (Conflict("Conflict"), NotSent),
        (TimedOut("no answer in time"), AnswerLost),
        (NetworkError("Bad Gateway"), AnswerLost),
        (TelegramError("Invalid server response"), AnswerLost),
        (NetworkError("Too Many Requests: retry later"), FloodWait),
    ],
)
def test_each_refusal_means_one_thing(error: TelegramError, kind: type) -> None:
    assert isinstance(outcome_of_error(error), kind)


def test_a_moved_group_says_where_to() -> None:
    assert outcome_of_error(ChatMigrated(-1001)) == Migrated(-1001)


def test_a_flood_wait_says_how_long() -> None:
    assert outcome_of_error(RetryAfter(timedelta(seconds=12))) == FloodWait(12.0)


def test_no_error_of_the_library_is_without_a_meaning() -> None:
    """A new release may bring new ones: each is a `TelegramError`, and the last case takes it as doubt."""
    kinds = [kind for kind in vars(telegram.error).values() if isinstance(kind, type) and issubclass(kind, Exception)]

    assert {kind.__name__ for kind in kinds if not issubclass(kind, TelegramError)} <= {"PassportDecryptionError"}
