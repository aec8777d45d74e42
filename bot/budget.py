"""The bot's one flood budget, as answers and the sender wait for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.pacing import Pace


class Budget:
    """Turns to speak, given out one by one; answers go before bulk.

    Args:
        pace: the rules.
        clock: seconds of a monotonic clock.
    """

    def __init__(self, pace: Pace, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._answers = 0  #: answers held up by the budget of the whole bot

    async def answer_turn(self, chat_id: int) -> None:
        """Wait until an answer to this chat may go, and count it."""
        while True:
            await self._sleep_while(lambda: self._pace.wait_for_chat(chat_id, self._clock(), bulk=False))
            with self._in_front_of_bulk():
                await self._sleep_while(lambda: self._pace.wait_for_bot(self._clock()))
            if not self._pace.wait_for_chat(chat_id, self._clock(), bulk=False):
                self._pace.take(chat_id, self._clock(), bulk=False)
                return

    def bulk_wait(self) -> float:
        """Seconds until bulk may go, whomever it is for."""
        return self._pace.wait_for_bulk(self._clock(), ahead=self._answers)

    def chat_wait(self, chat_id: int) -> float:
        """Seconds until bulk may go to this chat."""
        return self._pace.wait_for_chat(chat_id, self._clock(), bulk=True)

    def take_bulk(self, chat_id: int) -> None:
        """Count a message of bulk that goes now."""
        self._pace.take(chat_id, self._clock(), bulk=True)

    def flood(self, seconds: float) -> None:
        """Pause bulk: Telegram said 429."""
        self._pace.close(self._clock() + seconds)

    @staticmethod
    async def _sleep_while(wait: Callable[[], float]) -> None:
        seconds = wait()
        while seconds:
            await asyncio.sleep(seconds)
            seconds = wait()

    @contextmanager
    def _in_front_of_bulk(self) -> Iterator[None]:
        self._answers += 1
        try:
            yield
        finally:
            self._answers -= 1
