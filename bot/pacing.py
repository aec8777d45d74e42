"""How fast Telegram lets a bot speak: one budget, answers first (DESIGN.md section 11).

Pure: the clock is an argument, in seconds of a monotonic clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

SECOND = 1.02  #: a second, with room for messages that the network bunches together
MINUTE = 61.0
GROUP_A_MINUTE = 20  #: core.telegram.org/bots/faq
WHOLE_BOT = 29  #: of 30 a second, one kept back for clocks that differ
RESERVED = 1  #: messages a second that bulk leaves free, so that an answer need not wait
ANSWER_BURST = 3  #: answers to one chat that may follow each other at once; Telegram lets short bursts pass
_INSTANT = 1e-6  #: seconds
_SLACK = 0.5  #: seconds that bulk may make up for after a slow disk or a timer that fired late


@dataclass(slots=True)
class Pace:
    """When the next message may go.

    Answers may use the whole budget of the last second; bulk also keeps an even distance of `1 / bulk_rate`, gives
    way to answers that wait, and never sends a chat more than one message a second.
    """

    bulk_rate: float
    whole: int = WHOLE_BOT
    _recent: deque[float] = field(default_factory=deque)
    _next_bulk: float = 0.0
    _closed_until: float = 0.0  #: for bulk, after a 429
    _chats: dict[int, float] = field(default_factory=dict)  #: when a chat's allowance is whole again
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def wait_for_bot(self, now: float, *, ahead: int = 0) -> float:
        """Seconds until the whole bot may say another message after `ahead` others that go first."""
        self._forget(now)
        place = self.whole - ahead
        if place <= 0:
            return SECOND
        return _wait(self._recent[-place] + SECOND - now) if len(self._recent) >= place else 0.0

    def wait_for_bulk(self, now: float, *, ahead: int = 0) -> float:
        """Seconds until the next message of a broadcast may go, whomever it is for."""
        return _wait(self.wait_for_bot(now, ahead=ahead + RESERVED), self._next_bulk - now, self._closed_until - now)

    def wait_for_chat(self, chat_id: int, now: float, *, bulk: bool) -> float:
        """Seconds until this chat may be written to."""
        burst = 0 if bulk else ANSWER_BURST - 1
        waits = [self._chats.get(chat_id, now) - now - burst * SECOND]
        group = self._groups.get(chat_id)
        if group and len(group) >= GROUP_A_MINUTE:
            waits.append(group[0] + MINUTE - now)
        return _wait(*waits)

    def take(self, chat_id: int, now: float, *, bulk: bool) -> None:
        """Note that a message to `chat_id` goes now."""
        self._recent.append(now)
        self._chats[chat_id] = max(self._chats.get(chat_id, now), now) + SECOND
        if bulk:
            late = now - self._next_bulk
            self._next_bulk = (self._next_bulk if late < _SLACK else now) + 1 / self.bulk_rate
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP_A_MINUTE)).append(now)

    def close(self, until: float) -> None:
        """Let no bulk go until then: Telegram asked for a pause, and pressing on makes it longer."""
        self._closed_until = max(self._closed_until, until)

    def _forget(self, now: float) -> None:
        while self._recent and self._recent[0] <= now - SECOND:
            self._recent.popleft()
        if len(self._chats) > 1000:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}
        for chat, times in list(self._groups.items()):
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if not times:
                del self._groups[chat]


def _wait(*seconds: float) -> float:
    """The longest of some waits; one too short for a clock to show is none."""
    longest = max(seconds)
    return longest if longest > _INSTANT else 0.0
