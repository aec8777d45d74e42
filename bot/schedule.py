"""Ticks on the application's JobQueue: what is due is asked of the database, and nothing is kept in memory.

APScheduler skips jobs that are late and fires twice in the repeated hour of autumn (DESIGN.md section 11); here every
job only looks, so neither matters.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram.ext import JobQueue

from bot.sender import Sender
from briefings.service import Services, alerts, delivering

_TICK_SECONDS = 1.0
_DOUBT_SECONDS = 30.0
_HELD_SECONDS = 10.0  #: between two looks at alerts that were held back
_AFTER_FAILURE = 60.0  #: seconds until due digests are composed again where composing failed
_HOW = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class Schedule:
    """Composes what is due, tells what came in, and decides what is in doubt."""

    def __init__(self, services: Services, sender: Sender) -> None:
        self._services = services
        self._sender = sender
        self._not_before = 0.0
        self._held_at = 0.0
        self._composing = asyncio.Lock()  #: one after the other, so that no digest repeats an alert of the same moment
        self._stopping = False

    def add_to(self, queue: JobQueue[Any]) -> None:
        """Add the ticks."""
        queue.run_repeating(self._compose, _TICK_SECONDS, first=0.0, name="compose", job_kwargs=dict(_HOW))
        queue.run_repeating(self._alert, _TICK_SECONDS, first=0.0, name="alert", job_kwargs=dict(_HOW))
        queue.run_repeating(self._decide, _DOUBT_SECONDS, name="decide", job_kwargs=dict(_HOW))

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True

    async def _compose(self, _context: Any) -> None:
        if time.monotonic() < self._not_before:
            return
        self._not_before = time.monotonic() + _AFTER_FAILURE
        while not self._stopping and await self._compose_some():
            self._sender.wake()
        self._not_before = 0.0

    async def _compose_some(self) -> int:
        async with self._composing:
            return await asyncio.to_thread(delivering.compose_due, self._services, datetime.now(UTC))

    async def _alert(self, _context: Any) -> None:
        """Tell what came in; now and then, too, what was held back."""
        queued = await self._alert_with(alerts.queue_alerts)
        if time.monotonic() >= self._held_at:
            self._held_at = time.monotonic() + _AFTER_FAILURE
            queued += await self._alert_with(alerts.queue_held)
            self._held_at = time.monotonic() + _HELD_SECONDS
        if queued:
            self._sender.wake()

    async def _alert_with(self, queue: Callable[..., int]) -> int:
        async with self._composing:
            return await asyncio.to_thread(queue, self._services, datetime.now(UTC), going=self._going)

    def _going(self) -> bool:
        return not self._stopping

    async def _decide(self, _context: Any) -> None:
        await self._sender.decide_stale()
