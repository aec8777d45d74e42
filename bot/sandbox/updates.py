"""The queue of updates, forgotten and waited for as Telegram does it.

Asking with an `offset` forgets all that lies below it at once. A second poller ends the first. What was not
confirmed is handed out again, for 24 hours.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request, conflict

KEPT_SECONDS = 24 * 3600
LONGEST_POLL = 50
HURRY_SECONDS = 3.0  #: the same offset again within this is no news: the server takes its time (Client.cpp)
RUSH_SECONDS = 0.5  #: and within this hands out one update only
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_EPOCH = 1_767_225_600  #: 2026-01-01; see `first_update_id`


@dataclass(frozen=True, slots=True)
class _Pending:
    id: int
    since: float
    body: dict[str, Any]


def first_update_id(now: float) -> int:
    """Return an id above every one of an earlier run, so that a bot that remembers done updates takes the new ones.

    Eight a second keep it within 31 bits until 2034.
    """
    return max(int(now - _EPOCH), 0) * 8 + 1


class UpdateQueue:
    """Updates that the bot has not confirmed."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        first_id: int | None = None,
    ) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._next_id = first_update_id(clock()) if first_id is None else first_id
        self._pending: deque[_Pending] = deque()
        self._waiting: asyncio.Future[None] | None = None
        self._closing = asyncio.Event()
        self._last_poll = (0, -HURRY_SECONDS)  #: its offset, and when it was
        self._last_conflict = -HURRY_SECONDS
        self.allowed: frozenset[str] = frozenset()  #: empty: all but those that come on request only
        self.webhook_set = False
        self.arrived = asyncio.Event()  #: for the webhook

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update, unless the bot asked not to get its kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST_ONLY:
            return
        self._pending.append(_Pending(self._next_id, self._clock(), {"update_id": self._next_id, kind: body}))
        self._next_id += 1
        self.arrived.set()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Return updates from `offset` on, waiting up to `seconds` for the first.

        Raises:
            ApiError: 409 where a webhook is set or another poller takes over.
        """
        if self.webhook_set:
            raise conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete it first")
        self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.forget(offset)
        limit, seconds = self._slowed(offset, min(max(limit, 1), 100), min(seconds, LONGEST_POLL))
        if not self._pending and seconds > 0 and not self._closing.is_set():
            await self._wait(seconds)
        return [update.body for update in list(self._pending)[:limit]]

    def forget(self, offset: int) -> None:
        """Drop what lies below `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        oldest = self._clock() - KEPT_SECONDS
        while self._pending and (self._pending[0].id < offset or self._pending[0].since < oldest):
            self._pending.popleft()

    def oldest(self) -> dict[str, Any] | None:
        """Return the update that a webhook gets next."""
        return self._pending[0].body if self._pending else None

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds the bot wants; None leaves it as it was."""
        if kinds is not None:
            self.allowed = frozenset(map(str, kinds))

    def interrupt(self, reason: str) -> None:
        """End a waiting poller with a 409."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(conflict(reason))

    def close(self) -> None:
        """Let a waiting poller go home empty-handed: the server stops."""
        self._closing.set()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def _slowed(self, offset: int, limit: int, seconds: float) -> tuple[int, float]:
        """Return the limit and the seconds for a poll, held back where it asks the same again and again."""
        now = self._monotonic()
        last, at = self._last_poll
        self._last_poll = offset, now
        if offset == last and now < at + HURRY_SECONDS:
            seconds = max(seconds, HURRY_SECONDS)
            limit = 1 if now < at + RUSH_SECONDS else limit
        return limit, seconds

    async def _wait(self, seconds: float) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            pass
        except ApiError:
            await self._hold_conflict()
            raise
        finally:
            if self._waiting is waiting:
                self._waiting = None

    async def _hold_conflict(self) -> None:
        """Let two pollers that end each other in turn wait: a conflict after a conflict is told late."""
        now = self._monotonic()
        repeated = now < self._last_conflict + HURRY_SECONDS
        self._last_conflict = now
        if repeated:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), HURRY_SECONDS)


def checked_webhook(url: str, secret: str) -> None:
    """Check what `setWebhook` is given; plain http is fine here, the server being local.

    Raises:
        ApiError: as Telegram words it.
    """
    if not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: invalid HTTP URL specified")
    if len(secret) > 256 or not all(char.isascii() and (char.isalnum() or char in "-_") for char in secret):
        raise bad_request("secret token contains unallowed characters")
