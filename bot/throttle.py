"""Who asks thirty times in a minute is slowed, with a word, and never banned.

Pure: the clock is an argument, in seconds of a monotonic clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

MOST = 29  #: questions a minute that are answered at once
MINUTE = 60.0
APART = 1.5  #: seconds between two answers to somebody who is slowed; Telegram lets a chat have one a second
_PEOPLE = 1000  #: after which those who have been quiet are forgotten


@dataclass(slots=True)
class _Person:
    asked: deque[float] = field(default_factory=lambda: deque(maxlen=MOST))
    free_at: float = 0.0  #: when the next question may be answered
    told: bool = False  #: that they are slowed; until they have been slow for a minute
    waiting: set[int] = field(default_factory=set)  #: updates whose turn was set


@dataclass(slots=True)
class Throttle:
    """How long each person's next answer has to wait."""

    _people: dict[int, _Person] = field(default_factory=dict)

    def wait(self, person: int, update: int, now: float) -> float:
        """Seconds until an update of a person may be answered; asked again after that wait it is not counted again."""
        self._forget(now)
        them = self._people.setdefault(person, _Person())
        if update in them.waiting:
            them.waiting.discard(update)
            return 0.0
        hasty = len(them.asked) == MOST and now - them.asked[0] < MINUTE
        them.asked.append(now)
        if not hasty:
            them.told = them.told and now < them.free_at
            return 0.0
        them.free_at = max(them.free_at, now) + APART
        them.waiting.add(update)
        return them.free_at - now

    def word_due(self, person: int) -> bool:
        """Whether somebody who is slowed has still to be told so; True once."""
        them = self._people.get(person)
        if them is None or them.told or not them.free_at:
            return False
        them.told = True
        return True

    def _forget(self, now: float) -> None:
        if len(self._people) > _PEOPLE:
            self._people = {
                who: them for who, them in self._people.items() if them.asked and now - them.asked[-1] < MINUTE
            }
