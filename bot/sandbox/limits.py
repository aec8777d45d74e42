"""Telegram's flood limits, as far as they are known: 30 a second in all, 1 a second to a chat, 20 a minute to a group.

The exact rule is nowhere published; this one is a little stricter than what was seen. Pure: the time is an argument.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the bot may send."""

    overall_per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 3  #: this many at once pass before a chat's pace counts
    group_per_minute: int = 20
    penalty: float = 0.0  #: seconds that each message sent into a wait adds to it


@dataclass(slots=True)
class FloodGate:
    """Keeps count of what was sent, in seconds of a monotonic clock."""

    limits: Limits = field(default_factory=Limits)
    overall: deque[float] = field(default_factory=deque)
    groups: dict[int, deque[float]] = field(default_factory=dict)
    chats: dict[int, float] = field(default_factory=dict)  #: when the chat's allowance is full again
    closed_until: dict[int, float] = field(default_factory=dict)  #: by chat; 0 stands for the whole bot

    def admit(self, chat_id: int, now: float) -> int:
        """Count one message and return 0, or the seconds to wait where it is too many."""
        for key in (0, chat_id):
            if self.closed_until.get(key, 0.0) > now:
                self.closed_until[key] += self.limits.penalty
                return math.ceil(self.closed_until[key] - now)
        wait, key = self._wait(chat_id, now)
        if wait > 0:
            seconds = math.ceil(wait)
            self.closed_until[key] = now + seconds
            return seconds
        self._count(chat_id, now)
        return 0

    def _wait(self, chat_id: int, now: float) -> tuple[float, int]:
        limits = self.limits
        wait = _until_free(self.overall, now, 1.0, limits.overall_per_second)
        if wait > 0:
            return wait, 0
        if chat_id < 0:
            group = self.groups.setdefault(chat_id, deque())
            return _until_free(group, now, 60.0, limits.group_per_minute), chat_id
        ahead = self.chats.get(chat_id, now) - now
        return ahead - (limits.chat_burst - 1) / limits.chat_per_second, chat_id

    def _count(self, chat_id: int, now: float) -> None:
        self.overall.append(now)
        if chat_id < 0:
            self.groups.setdefault(chat_id, deque()).append(now)
        else:
            self.chats[chat_id] = max(self.chats.get(chat_id, now), now) + 1 / self.limits.chat_per_second


def _until_free(sent: deque[float], now: float, window: float, most: int) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= most else 0.0
