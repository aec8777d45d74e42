"""The error handler: a log line for the operator, a sentence for the person, one reference in both."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot import replies
from bot.connection import SurelyNotSent
from bot.desk import Desk, place_of
from bot.handlers.inline import offer_nothing
from bot.languages import language_of
from bot.speaker import AnswerRefusedError, UnsentError
from briefings.errors import BriefingsError, StorageError
from briefings.render.speech import gettext, speaking

log = structlog.get_logger()

_PUT_BACK_SECONDS = 5.0


async def report(desk: Desk, update: object, error: BaseException) -> None:
    """Log an error and answer with its reference; what surely did not leave is put back instead."""
    if isinstance(error, (UnsentError, SurelyNotSent)) and isinstance(update, Update):
        seconds = error.seconds if isinstance(error, UnsentError) else _PUT_BACK_SECONDS
        desk.postponed[update.update_id] = seconds
        log.warning("an answer did not leave; trying again", reason=str(error), seconds=seconds)
        return
    reference = secrets.token_hex(3)
    log.error("update failed" if isinstance(update, Update) else "job failed", ref=reference, exc_info=error)
    with suppress(StorageError):  # where the database is the error, the log has it
        await asyncio.to_thread(desk.services.health.note_error, reference)
    if not isinstance(update, Update):
        return
    try:
        with speaking(await language_of(desk, update)):
            await _tell(desk, update, error, reference)
    except (BriefingsError, TelegramError, UnsentError, AnswerRefusedError) as second:
        log.warning("the error could not be told", ref=reference, exc_info=second)


async def _tell(desk: Desk, update: Update, error: BaseException, reference: str) -> None:
    """Say it where it was asked; who types behind the bot's name finds it above the keyboard, without the reference."""
    place = place_of(update)
    if place is not None:
        await desk.speaker.say(place, replies.for_error(desk.services, error, reference))
    elif update.inline_query is not None:
        await offer_nothing(desk, update.inline_query.id, gettext(replies.TYPE_AGAIN), seconds=0)
