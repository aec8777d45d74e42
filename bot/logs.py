"""Logs for the operator: sentences with values, never a token, never what a subscriber wrote.

Exceptions are logged by their kinds and by where they broke. The message of a foreign exception may quote what was
asked, so it is left out; those of `BriefingsError` and of Telegram say nothing of the question.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from telegram.error import InvalidToken, TelegramError

from briefings.errors import BriefingsError, QuestionError

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_FRAMES = 8
_QUIET = {
    "telegram": logging.CRITICAL + 1,
    "apscheduler": logging.ERROR,
    "alembic": logging.WARNING,
    "httpx": logging.CRITICAL + 1,
}
"""python-telegram-bot logs whole updates; what it finds wrong reaches our own error handler anyway."""


def configure(level: int = logging.INFO) -> None:
    """Log to standard error from a level on: for people on a terminal, as JSON lines elsewhere."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_values,
    ]
    last: Processor = _without_token(
        structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(default=str)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    ))  # fmt: skip
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)


def without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put the kinds of an exception and the places in the code where its traceback stood."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["error"] = " < ".join(_named(link) for link in _chain(error))
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in _frames(error)]
    return event


def log_lost(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for; asyncio's own message would quote the exception."""
    error = context.get("exception")
    what = "a background task failed" if error else str(context.get("message"))
    structlog.get_logger().error(what, exc_info=error)


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and cause not in chain:
        chain.append(cause)
    return chain


def _named(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__}({'; '.join(_named(part) for part in error.exceptions[:3])})"
    speaks = isinstance(error, (BriefingsError, TelegramError)) and not isinstance(error, (QuestionError, InvalidToken))
    return f"{type(error).__name__}: {error}" if speaks else type(error).__name__


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Where it broke; of a group, where its first part did."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return list(traceback.extract_tb(error.__traceback__, limit=-_FRAMES))


def _without_token(renderer: Any) -> Processor:
    def render(logger: WrappedLogger, method: str, event: EventDict) -> str:
        return _TOKEN.sub("[token]", str(renderer(logger, method, event)))

    return render
