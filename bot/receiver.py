"""Updates from Telegram into the inbox, and from the inbox to the handlers.

An update is in the database before Telegram is told that we have it, so a crash loses no question. Done ids are kept:
Telegram sends again what was not acknowledged. Within a chat answers come in order; chats do not wait for each other.
What is typed behind the bot's name has a lane of its own, in which the newest words of a person pass the older ones by.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.connection import AiohttpRequest
from bot.outcomes import flood_seconds
from briefings.errors import StorageError
from briefings.ports import Inbox

log = structlog.get_logger()

ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member")
AT_ONCE = 64  #: chats in hand side by side; most of them wait for Telegram or for a turn (`Desk.turns`)
_POLL_SECONDS = 25
_READ_SECONDS = _POLL_SECONDS + 10.0
_HASTE = 0.05  #: seconds between two polls of a server that answers at once that there is nothing
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  #: seconds after one failure, two in a row, …

Json = dict[str, Any]


class Lane(NamedTuple):
    """Updates that are answered one after the other."""

    chat: int
    newest: bool  #: whether an update counts only until the next has come


class Receiver:
    """Long polling with a durable inbox, which a webhook fills as well.

    Args:
        bot: whose updates they are.
        inbox: where they are kept.
        connection: for the long poll alone.
        process: answers one update; errors are its own business.
        postponed: update id → seconds, where nothing of an answer could be sent; `process` fills it.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        connection: AiohttpRequest,
        process: Callable[[Update], Awaitable[None]],
        postponed: dict[int, float],
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._connection = connection
        self._process = process
        self._postponed = postponed
        self._lanes: dict[Lane, asyncio.Queue[Json]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._stopping = asyncio.Event()
        self._failures = 0

    async def run(self) -> None:
        """Answer what an earlier run left open, then poll until cancelled.

        Polling starts with what Telegram has not been told of, not where an earlier run ended: update ids begin anew
        after a quiet week, and another bot's token has others.

        Raises:
            InvalidToken: Telegram does not know the token.
            StorageError: the inbox cannot be read at the start.
        """
        await self.resume()
        offset = 0
        while True:
            try:
                offset = await self._poll(offset)
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._pause(error)
            except StorageError:
                log.exception("updates could not be stored; Telegram keeps them")
                await asyncio.sleep(_PAUSES[-2])

    async def resume(self) -> None:
        """Answer what an earlier run left open.

        Raises:
            StorageError: the inbox cannot be read.
        """
        for payload in await asyncio.to_thread(self._inbox.open):
            self.accept(payload)

    async def take(self, payloads: Sequence[Json]) -> None:
        """Store updates, and queue those that were not stored before; they may be acknowledged then.

        Raises:
            StorageError: they could not be stored.
        """
        for payload in await asyncio.to_thread(self._inbox.add, payloads, datetime.now(UTC)):
            self.accept(payload)

    def accept(self, payload: Json) -> None:
        """Queue a stored update behind its chat's earlier ones."""
        lane = _lane_of(payload)
        queue = self._lanes.get(lane)
        if queue is None:
            queue = self._lanes[lane] = asyncio.Queue()
            worker = asyncio.create_task(self._answer_lane(lane, queue))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        queue.put_nowait(payload)

    async def stop(self, seconds: float) -> None:
        """Let the answers in hand finish for so long; what is queued or unfinished stays open in the inbox."""
        self._stopping.set()
        for queue in self._lanes.values():
            while not queue.empty():
                queue.get_nowait()
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        left = list(self._workers)
        for worker in left:
            worker.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _poll(self, offset: int) -> int:
        parameters = {
            "offset": str(offset),
            "timeout": str(_POLL_SECONDS),
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        url = f"{self._bot.base_url}/getUpdates"
        asked = time.monotonic()
        payloads = await self._connection.call(url, parameters, read_timeout=_READ_SECONDS)
        if self._failures:
            log.info("receiving again")
            self._failures = 0
        if not payloads:
            await asyncio.sleep(max(0.0, asked + _HASTE - time.monotonic()))
            return offset
        await self.take(payloads)
        return max(int(payload["update_id"]) for payload in payloads) + 1

    async def _pause(self, error: TelegramError) -> None:
        """Wait before the next try, longer each time; the first failure of a row is logged, and every twentieth."""
        if isinstance(error, RetryAfter):
            await asyncio.sleep(flood_seconds(error))
            return
        if self._failures % 20 == 0:
            other = isinstance(error, Conflict)
            what = "another program receives for this bot; waiting" if other else "receiving failed; trying again"
            log.warning(what, reason=error.message)
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            await self._bot.delete_webhook()
        await asyncio.sleep(_PAUSES[min(self._failures, len(_PAUSES) - 1)])
        self._failures += 1

    async def _answer_lane(self, lane: Lane, queue: asyncio.Queue[Json]) -> None:
        try:
            while not queue.empty():
                payload = queue.get_nowait()
                if lane.newest and not queue.empty():
                    await self._done(int(payload["update_id"]))
                else:
                    await self._answer(payload)
        finally:
            del self._lanes[lane]

    async def _answer(self, payload: Json) -> None:
        update_id = int(payload["update_id"])
        update = self._read(payload)
        while update is not None:
            async with self._slots:
                await self._process(update)
            seconds = self._postponed.pop(update_id, None)
            if seconds is None:
                break
            if await self._stopped_within(seconds):
                return
        await self._done(update_id)

    async def _done(self, update_id: int) -> None:
        try:
            await asyncio.to_thread(self._inbox.done, update_id, datetime.now(UTC))
        except StorageError:
            log.exception("an answered update could not be noted; it may be answered again")

    def _read(self, payload: Json) -> Update | None:
        """The update as the library's record; None where it cannot be read, which no second try changes."""
        pressed = payload.get("callback_query")
        if isinstance(pressed, dict):
            pressed.setdefault("chat_instance", "")  # the library insists on it; nothing here needs it
        try:
            return Update.de_json(payload, self._bot)
        except (TypeError, ValueError, KeyError, AttributeError):
            log.exception("an update cannot be read; it is passed over", kinds=sorted(payload))
            return None

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return False
        return True


def _lane_of(payload: Json) -> Lane:
    """The lane whose order counts: a chat's, or that of what one person types behind the bot's name."""
    body: Json = next((value for value in payload.values() if isinstance(value, dict)), {})
    chat = (body.get("message") or body).get("chat") or body.get("from") or {}
    return Lane(int(chat.get("id", 0)), "inline_query" in payload)
