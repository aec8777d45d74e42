"""Outbox → Telegram: paced, a few at a time, and every doubt written down (DESIGN.md section 11).

A part is marked as being sent, in the database, before the call and with its outcome after it. So a crash leaves at
most `in_flight` parts in doubt, and `in_doubt` decides about those.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog
from telegram import Bot, InlineKeyboardMarkup

from bot.budget import Budget
from bot.keyboards import keyboard
from bot.outcomes import outcome_of
from briefings.deliveries import Done, GiveUp, MoveTo, RetryAt, Unsubscribe, held_until, next_step
from briefings.errors import StorageError
from briefings.model import Attempt, Delivery, FloodWait, Outcome, Refused, TopicClosed
from briefings.render.speech import ENGLISH, gettext, marked, speaking
from briefings.render.telegram_html import fits
from briefings.service import Services
from briefings.service.answers import choices_of_json

log = structlog.get_logger()

T = TypeVar("T")

LEASE = timedelta(minutes=2)  #: longer than any call may take
_IDLE_SECONDS = 1.0  #: how long another process's delivery may wait unnoticed
_GRACE_SECONDS = 2.0
_SHORT = 0.1  #: seconds; a longer wait for a chat puts the part back, so that others go meanwhile
_CLAIMS = 30  #: a second: up to that rate parts are claimed one by one, so that a crash leaves the fewest in doubt
_FAR_SECONDS = 1.0  #: a turn further off than this is not waited for with a claimed part in hand
_REPEATED = marked("This may be a repeat: whether it arrived before is not known.")


class Sender:
    """Sends what is owed until it is stopped.

    Args:
        bot: who sends.
        services: what is owed, who is to be switched off or moved, how many go at once, and what becomes of doubt.
        budget: shared with answers.
    """

    def __init__(self, bot: Bot, services: Services, budget: Budget) -> None:
        self._bot = bot
        self._outbox = services.outbox
        self._subscribers = services.subscribers
        self._buttons = services.buttons
        self._budget = budget
        self._settings = services.settings
        self._slots = asyncio.Semaphore(services.settings.in_flight)
        self._sending: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._wake = asyncio.Event()
        self._batch = max(1, round(services.settings.bulk_rate / _CLAIMS))

    def wake(self) -> None:
        """Look into the outbox at once."""
        self._wake.set()

    async def run(self) -> None:
        """Decide what an earlier run left in doubt, then send until stopped; then let what is being sent finish.

        Raises:
            StorageError: the outbox cannot be read at the start.
        """
        await asyncio.to_thread(self._park, everything=True)
        while not self._stopping.is_set():
            try:
                sent = await self._send_some()
            except StorageError:
                log.exception("the outbox cannot be read; trying again")
                sent = False
            if not sent:
                await self._idle()
        await self._finish()

    def stop(self) -> None:
        """Claim no more; `run` ends once what is being sent is sent, or after two seconds."""
        self._stopping.set()
        self._wake.set()

    async def decide_stale(self) -> None:
        """Decide about parts whose lease ran out, and about those in doubt."""
        await asyncio.to_thread(self._park, everything=False)

    def _park(self, *, everything: bool) -> None:
        now = datetime.now(UTC)
        parked = self._outbox.park_stale(now, everything=everything)
        doubtful = self._outbox.unknown()
        for delivery in doubtful:
            resend = delivery.kind == "alert" or self._settings.in_doubt == "resend"
            self._outbox.decide(delivery.id, resend=resend, now=now)
        if doubtful:
            log.warning("messages in doubt", found_being_sent=parked, decided=len(doubtful), by=self._settings.in_doubt)

    async def _send_some(self) -> bool:
        """Claim some parts and begin to send them, each when its turn comes; False where nothing is owed."""
        free = self._settings.in_flight - len(self._sending)
        if not free:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            return True
        while not await self._turn_came():
            if self._stopping.is_set():
                return False
        limit = min(free, self._batch)
        claimed = await asyncio.to_thread(self._outbox.claim, datetime.now(UTC), lease=LEASE, limit=limit)
        for delivery in claimed:
            came = await self._turn_came()
            task = asyncio.create_task(self._deliver(delivery) if came else self._put_back(delivery))
            self._sending.add(task)
            task.add_done_callback(self._sent)
            await asyncio.sleep(0)  # the task takes its turn
        return bool(claimed)

    async def _turn_came(self) -> bool:
        """Wait for the turn of bulk; False where it is far off, or the sender is stopped."""
        waited = 0.0
        while wait := self._budget.bulk_wait():
            if waited > _FAR_SECONDS or self._stopping.is_set():
                return False
            step = min(wait, _FAR_SECONDS)
            waited += step
            await self._or_stop(asyncio.sleep(step))
        return not self._stopping.is_set()

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery failed; it is in doubt", exc_info=error)

    async def _finish(self) -> None:
        if self._sending:
            await asyncio.wait(self._sending, timeout=_GRACE_SECONDS)
        left = list(self._sending)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _deliver(self, delivery: Delivery) -> None:
        outcome = await self._attempt(delivery)
        attempt = Attempt(delivery.attempts + 1, datetime.now(UTC), outcome)
        await asyncio.to_thread(self._note, delivery, attempt)

    async def _put_back(self, delivery: Delivery) -> None:
        """Give a claimed part back unsent: Telegram asks to wait, or the bot is being stopped."""
        attempt = Attempt(delivery.attempts + 1, datetime.now(UTC), FloodWait(self._budget.bulk_wait()))
        await asyncio.to_thread(self._note, delivery, attempt)

    async def _attempt(self, delivery: Delivery) -> Outcome:
        """Send one part; one whose chat must wait is put back unsent."""
        wait = await self._quiet_for(delivery) or self._budget.chat_wait(delivery.chat_id)
        if wait > _SHORT:
            return FloodWait(wait)
        if wait:
            await asyncio.sleep(wait)
        self._budget.take_bulk(delivery.chat_id)
        outcome = await outcome_of(
            self._bot.send_message(
                delivery.chat_id,
                await self._text(delivery),
                message_thread_id=delivery.thread_id,
                reply_markup=await self._markup(delivery),
                allow_paid_broadcast=self._settings.paid_broadcast or None,
            )
        )
        if isinstance(outcome, FloodWait):
            log.warning("Telegram asks to wait; bulk pauses", seconds=outcome.seconds)
            self._budget.flood(outcome.seconds)
        return Refused("the topic is closed") if outcome == TopicClosed() and not delivery.thread_id else outcome

    async def _text(self, delivery: Delivery) -> str:
        """The text, with a word ahead of it where it may have arrived before."""
        if not delivery.doubtful:
            return delivery.text
        place = (delivery.chat_id, delivery.thread_id)
        language = await asyncio.to_thread(self._subscribers.language, *place, says=None)
        with speaking(language or ENGLISH):
            warned = f"<i>{gettext(_REPEATED)}</i>\n\n{delivery.text}"
        return warned if fits(warned) else delivery.text

    async def _quiet_for(self, delivery: Delivery) -> float:
        """Seconds until an alert may come: quiet hours may have begun, or been set, since it was queued."""
        if delivery.kind != "alert" or delivery.subscriber_id is None:
            return 0.0
        subscriber = await asyncio.to_thread(self._subscribers.by_id, delivery.subscriber_id)
        now = datetime.now(UTC)
        end = held_until(subscriber, now) if subscriber is not None else None
        return (end - now).total_seconds() if end else 0.0

    async def _markup(self, delivery: Delivery) -> InlineKeyboardMarkup | None:
        choices = choices_of_json(delivery.markup)
        if not choices:
            return None

        # Thousands may get the same digest; an alert may name what one person watches.
        chat_id = 0 if delivery.kind == "digest" else delivery.chat_id

        def number(command: str) -> int:
            return self._buttons.number(command, chat_id=chat_id, at=datetime.now(UTC))

        return await asyncio.to_thread(keyboard, choices, number)

    def _note(self, delivery: Delivery, attempt: Attempt) -> None:
        """Write down what became of an attempt, and do what follows from it."""
        step = next_step(attempt, kind=delivery.kind)
        retry_at = step.at if isinstance(step, RetryAt) else attempt.at if isinstance(step, MoveTo) else None
        self._outbox.record(delivery, attempt, retry_at=retry_at, gave_up=isinstance(step, GiveUp))
        match step:
            case Unsubscribe():
                log.info("a chat is gone", delivery=delivery.id)
                self._subscribers.gone(delivery.chat_id)
            case MoveTo(chat_id):
                self._subscribers.moved(delivery.chat_id, chat_id)
            case GiveUp(reason):
                log.error("a delivery was given up", delivery=delivery.id, reason=reason)
            case Done() | RetryAt():
                pass
            case _:
                log.info("a delivery goes another way", delivery=delivery.id, step=type(step).__name__)

    async def _idle(self) -> None:
        self._wake.clear()
        if self._stopping.is_set():
            return
        try:
            async with asyncio.timeout(_IDLE_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _or_stop(self, waiting: Awaitable[T]) -> None:
        """Wait for something, or until the sender is stopped."""
        tasks = [asyncio.ensure_future(waiting), asyncio.ensure_future(self._stopping.wait())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
