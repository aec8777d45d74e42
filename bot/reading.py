"""Files that operators sent, read one after the other beside the answers, and told of in the message that says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import structlog
from telegram.error import TelegramError

from bot.asked import Place
from bot.desk import Desk
from bot.readingprocess import Job, ReadingProcess
from bot.speaker import AnswerRefusedError, UnsentError
from briefings.errors import BriefingsError, StorageError
from briefings.model import Upload
from briefings.render.speech import speaking, told
from briefings.service import Answer, uploading, wellbeing
from briefings.service.ingested import Ingested

log = structlog.get_logger()

_IDLE_SECONDS = 60.0  #: after which the process that reads is let go
_LOOK_SECONDS = 1.0
_EDIT_SECONDS = 2.0  #: between two edits of a message; Telegram counts them as messages
_TRIES = 5  #: to tell what became of a file
_PAUSE_SECONDS = 5.0  #: after the database refused


class Reading:
    """Reads what waits until it is cancelled.

    Args:
        desk: where to find the files, and to tell of them.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._services = desk.services
        self._process = ReadingProcess(desk.services.settings)
        self._read_at = 0.0

    async def opened(self) -> None:
        """Begin a run: errors are counted from here, and who may not ask any more is sent nothing.

        Raises:
            StorageError: the database refused.
        """
        await asyncio.to_thread(wellbeing.opened, self._services, datetime.now(UTC))

    async def run(self) -> None:
        """Ask about files whose reading an earlier run did not finish, then read what is sent."""
        try:
            await self._guarded(self._ask_again)
            while True:
                if not await self._guarded(self._read_next):
                    await self._idle()
        finally:
            await asyncio.to_thread(self._process.end)

    async def _guarded(self, work: Callable[[], Awaitable[bool]]) -> bool:
        """Do some work; what goes wrong with one file holds up no other."""
        try:
            return await work()
        except StorageError:
            log.exception("files that wait cannot be looked at; trying again")
            await asyncio.sleep(_PAUSE_SECONDS)
        except (BriefingsError, TelegramError, UnsentError, AnswerRefusedError):
            log.exception("what became of a file could not be told")
        return True

    async def _idle(self) -> None:
        """Wait for a file: of this process at once, decided by a button or sent to another a moment later."""
        self._desk.files.clear()
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                await self._desk.files.wait()
        except TimeoutError:
            if time.monotonic() - self._read_at > _IDLE_SECONDS:
                await asyncio.to_thread(self._process.end)

    async def _ask_again(self) -> bool:
        await asyncio.to_thread(uploading.tidy, self._services, datetime.now(UTC))
        for upload in await asyncio.to_thread(self._services.uploads.interrupted):
            with speaking(await self._language(upload)):
                await self._tell(upload, await asyncio.to_thread(uploading.broken_off, self._services, upload))
        return True

    async def _read_next(self) -> bool:
        """Read the file that waits longest; False where none does."""
        found = await asyncio.to_thread(self._services.uploads.begin)
        if found is None:
            return False
        upload, replaces = found
        with speaking(await self._language(upload)):
            try:
                done = await self._read(upload, replaces=replaces)
            except Exception as error:  # whatever is wrong with one file, it must not hold up the others
                log.exception("reading a file broke off", upload=upload.id)
                why = told(error) if isinstance(error, BriefingsError) else ""
                answer = await asyncio.to_thread(uploading.broken_off, self._services, upload, why)
            else:
                answer = await asyncio.to_thread(uploading.finished, self._services, upload, done)
            current = await asyncio.to_thread(self._services.uploads.get, upload.id)
            await self._tell(current or upload, answer)
        self._read_at = time.monotonic()
        return True

    async def _read(self, upload: Upload, *, replaces: bool) -> list[Ingested]:
        progress = _Progress(self._desk, upload)
        telling = asyncio.create_task(progress.run())
        try:
            given = await asyncio.to_thread(uploading.given_of, self._services, upload.caption)
            job = Job(uploading.path_of(self._services, upload), upload.file, replace(given, replaces=replaces))
            return await self._process.read(job, progress.note)
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def _tell(self, upload: Upload, answer: Answer) -> None:
        """Put the answer in the place of what was said of the file so far."""
        place = Place(upload.chat_id)
        markup = await self._desk.markup(answer.choices, place.chat_id)
        for _ in range(_TRIES):
            try:
                if upload.message_id is None:
                    await self._desk.speaker.say(place, answer.html, markup)
                else:
                    await self._desk.speaker.edit(place, upload.message_id, answer.html, markup)
            except UnsentError as error:
                await asyncio.sleep(error.seconds)
            else:
                return
        log.error("what became of a file could not be told", upload=upload.id)

    async def _language(self, upload: Upload) -> str:
        known = await asyncio.to_thread(self._services.subscribers.language, upload.chat_id, None, says=None)
        return known or "en"


class _Progress:
    """Edits the message that tells of a file as it goes on, as often as Telegram takes it."""

    def __init__(self, desk: Desk, upload: Upload) -> None:
        self._desk = desk
        self._upload = upload
        self._at = ("starting", 0, 0)
        self._changed = asyncio.Event()

    def note(self, done: int, of: int) -> None:
        """Note how far it is."""
        self._at = ("articles" if of else "pages", done, of)
        self._changed.set()

    async def run(self) -> None:
        """Show it until cancelled."""
        place, message_id = Place(self._upload.chat_id), self._upload.message_id
        if message_id is None:
            message_id = await self._desk.speaker.begin(place, self._html())
            await asyncio.to_thread(self._desk.services.uploads.shown, self._upload.id, message_id)
        shown = ""
        while message_id is not None:
            await self._changed.wait()
            self._changed.clear()
            html, begun = self._html(), time.monotonic()
            wait = await self._desk.speaker.amend(place, message_id, html) if html != shown else 0.0
            shown = html
            await asyncio.sleep(max(wait, _EDIT_SECONDS - (time.monotonic() - begun)))

    def _html(self) -> str:
        return uploading.progress(self._desk.services, self._upload.file, *self._at)
