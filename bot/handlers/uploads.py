"""Issues that operators send as files."""

from __future__ import annotations

import asyncio
import html
from datetime import UTC, datetime
from pathlib import Path

import structlog
from telegram import Bot, Document, File, Message, Update
from telegram.error import BadRequest, TelegramError

from bot.asked import Place, read_command
from bot.desk import Desk, place_of
from bot.handlers.dispatch import on_other, on_text
from briefings.errors import QuestionError
from briefings.model import Upload
from briefings.render.speech import told
from briefings.service import Answer, access, uploading

log = structlog.get_logger()


class _NotFetchedError(Exception):
    """A file did not come; `why` names the reason that the answer gives."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


async def on_document(desk: Desk, update: Update) -> None:
    """Take a file for reading; the answer comes at once, and what was found takes its place later."""
    message, place = update.message, place_of(update)
    if message is None or place is None or message.document is None:
        return
    if message.caption and read_command(message.caption) is not None:
        await on_text(desk, update)
    elif not await _may(desk, update):
        await _refuse(desk, place, "reader", "")
    else:
        await _take(desk, place, message, message.document, message.caption or "")


async def on_media(desk: Desk, update: Update) -> None:
    """A picture or a recording: an operator may have meant to hand in an issue."""
    message, place = update.message, place_of(update)
    if message is None or place is None or not (message.photo or message.video) or not await _may(desk, update):
        await on_other(desk, update)
    elif message.caption and read_command(message.caption) is not None:
        await on_text(desk, update)
    else:
        await _refuse(desk, place, "media", "")


async def on_reply(desk: Desk, update: Update) -> None:
    """Read what an operator answers to a file, or to the question which issue it is; all else is a question."""
    message, place = update.message, place_of(update)
    answered = message.reply_to_message if message is not None else None
    if message is None or place is None or answered is None or read_command(message.text or "") is not None:
        await on_text(desk, update)
    elif answered.document is not None and await _labels(desk, update, answered):
        await _take(desk, place, answered, answered.document, message.text or "")
    else:
        uploads = desk.services.uploads
        upload = await asyncio.to_thread(uploads.answered, place.chat_id, answered.message_id)
        if upload is None or upload.state != "asked" or not await _may(desk, update):
            await on_text(desk, update)
        else:
            await _decide(desk, place, f"{upload.id} {message.text}")


async def _labels(desk: Desk, update: Update, answered: Message) -> bool:
    """Whether an operator says which issue a file of their own is."""
    message, sender = update.message, answered.from_user
    if message is None or sender is None or sender != message.from_user or not await _may(desk, update):
        return False
    return await asyncio.to_thread(uploading.is_label, desk.services, message.text or "")


async def _decide(desk: Desk, place: Place, words: str) -> None:
    try:
        answer = await asyncio.to_thread(uploading.decide, desk.services, words, place.chat_id)
    except QuestionError as error:
        answer = Answer(html.escape(told(error), quote=False))
    await desk.speaker.say(place, answer.html)
    desk.files.set()


async def _may(desk: Desk, update: Update) -> bool:
    user = update.effective_user
    return user is not None and await asyncio.to_thread(access.may_operate, desk.services, user.id)


async def _take(desk: Desk, place: Place, message: Message, document: Document, caption: str) -> None:
    name = uploading.safe_name(document.file_name or "")
    try:
        await asyncio.to_thread(uploading.given_of, desk.services, caption)
    except QuestionError as error:
        await desk.speaker.say(place, html.escape(told(error), quote=False))
        return
    shown = await desk.speaker.begin(place, uploading.progress(desk.services, name, "fetching"))
    try:
        data = await _fetched(desk.bot, document)
    except _NotFetchedError as error:
        await _refuse(desk, place, error.why, name, shown)
        return
    user = message.from_user
    sender = f"{user.full_name} ({user.id})" if user is not None else ""
    path = await asyncio.to_thread(uploading.kept, desk.services, data, name)
    upload = Upload(0, place.chat_id, name, path, "waiting", sender, datetime.now(UTC), caption, shown)
    await asyncio.to_thread(desk.services.uploads.add, upload)
    desk.files.set()


async def _refuse(desk: Desk, place: Place, why: str, name: str, shown: int | None = None) -> None:
    said = desk.services.renderer.html("upload_refused", why=why, name=name)
    if shown is None:
        await desk.speaker.say(place, said)
    else:
        await desk.speaker.edit(place, shown, said, None)


async def _fetched(bot: Bot, document: Document) -> bytes:
    """The bytes of a file.

    Raises:
        _NotFetchedError: it is empty, too large, or did not come.
    """
    if document.file_size == 0:
        raise _NotFetchedError("empty")
    if (document.file_size or 0) > uploading.LARGEST:
        raise _NotFetchedError("large")
    try:
        file = await bot.get_file(document.file_id)
        data = await _downloaded(bot, file)
    except BadRequest as error:
        log.info("a file was not fetched", reason=error.message)
        raise _NotFetchedError("large" if "too big" in error.message.lower() else "lost") from None
    except (TelegramError, OSError) as error:
        log.warning("a file was not fetched", reason=type(error).__name__)
        raise _NotFetchedError("lost") from None
    if not data:
        raise _NotFetchedError("empty")
    return data


async def _downloaded(bot: Bot, file: File) -> bytes:
    """Fetch a file over HTTP, or from the folder of a Bot API server on this machine.

    Such a server names its files by their absolute paths (core.telegram.org/bots/api#using-a-local-bot-api-server): it
    keeps those of each bot in a folder called by the bot's token, and no other path is followed.
    """
    address = file.file_path or ""
    if address.startswith(("http://", "https://")):
        return bytes(await file.download_as_bytearray())
    path = await asyncio.to_thread(Path(address).resolve)
    if not Path(address).is_absolute() or bot.token not in {parent.name for parent in path.parents}:
        log.error("the Bot API server names a file outside its folder; it is not read")
        raise _NotFetchedError("lost")
    return await asyncio.to_thread(path.read_bytes)
