"""The outbox as a machine: whatever happens in whatever order, against the real tables.

A world beside it knows what Telegram really took. The model says what may be asked of the outbox then: nothing that
was taken and answered is ever sent again, nothing goes out of order, and only what was in doubt may be sent twice or
not at all.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from briefings.deliveries import GiveUp, MoveTo, RetryAt, Unsubscribe, next_step
from briefings.model import AnswerLost, Attempt, Blocked, Delivery, FloodWait, NotSent, Outcome, Refused, Sent
from briefings.storage.engine import open_database
from briefings.storage.outbox import SqlOutbox
from briefings.storage.subscribers import SqlSubscribers
from tests.builders import NOON, an_outgoing

LEASE = timedelta(minutes=2)
PEOPLE = (101, 102)

_OUTCOMES: dict[str, Outcome] = {
    "sent": Sent(7),
    "flood": FloodWait(3),
    "unsent": NotSent("no connection"),
    "refused": Refused("no"),
    "blocked": Blocked("blocked"),
}
_ANSWERS = ("sent", "sent", "sent", "flood", "unsent", "refused", "lost", "lost and taken", "blocked")

_EMPTY = Path(tempfile.mkdtemp()) / "empty.sqlite3"
open_database(f"sqlite:///{_EMPTY}").close()


class OutboxMachine(RuleBasedStateMachine):
    """One outbox, the sender in front of it, and Telegram behind that."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        path = shutil.copy(_EMPTY, self._folder.name)
        self._database = open_database(f"sqlite:///{path}")
        self.outbox, self.subscribers = SqlOutbox(self._database), SqlSubscribers(self._database)
        self.now: datetime = NOON
        self.hand: list[Delivery] = []  #: claimed, and not written down
        self.queued: set[tuple[int, str]] = set()
        self.parts: dict[tuple[int, str], int] = {}
        self.taken: Counter[str] = Counter()  #: by the text of a part, how often Telegram took it
        self.order: dict[tuple[int, str], list[int]] = {}
        self.doubted: Counter[str] = Counter()
        self.refused: set[str] = set()
        self.left: set[int] = set()  #: chats that blocked the bot once

    def teardown(self) -> None:
        """Close what was opened."""
        try:
            self._all_is_sent_in_the_end()
        finally:
            self._database.close()
            self._folder.cleanup()

    @initialize()
    def people(self) -> None:
        """Two readers."""
        self.ids = {chat: self.subscribers.get(chat, None, zone="UTC", now=NOON).id for chat in PEOPLE}

    @rule(chat=st.sampled_from(PEOPLE), period=st.sampled_from("abc"), parts=st.integers(1, 3))
    def queue(self, chat: int, period: str, parts: int) -> None:
        """A digest is composed; the same period a second time is not."""
        texts = [f"{chat} {period} {part}" for part in range(1, parts + 1)]
        outgoing = an_outgoing(*texts, chat_id=chat, period=period, subscriber_id=self.ids[chat])

        assert self.outbox.add(outgoing, due=self.now) == ((chat, period) not in self.queued)
        if (chat, period) not in self.queued:
            self.queued.add((chat, period))
            self.parts[chat, period] = parts

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        """The sender takes what is due."""
        claimed = self.outbox.claim(self.now, lease=LEASE, limit=limit)

        assert len(claimed) <= limit
        assert not {one.id for one in claimed} & {one.id for one in self.hand}
        for one in claimed:
            assert self.taken[one.text] <= self.doubted[one.text]
        self.hand += claimed

    @precondition(lambda self: self.hand)
    @rule(
        what=st.sampled_from(
            ["sent", "sent", "sent", "flood", "unsent", "refused", "lost", "lost and taken", "blocked"]
        )
    )
    def answer(self, what: str) -> None:
        """Telegram answers, or does not, and the sender writes it down."""
        one = self.hand.pop(0)
        if what in {"sent", "lost and taken"}:
            self._take(one)
        outcome = _OUTCOMES.get(what, AnswerLost("cut"))
        if isinstance(outcome, AnswerLost):
            self.doubted[one.text] += 1
        self._note(one, Attempt(one.attempts + 1, self.now, outcome))

    @precondition(lambda self: self.hand)
    @rule(taken=st.booleans())
    def crash(self, taken: bool) -> None:  # noqa: FBT001  # drawn
        """The bot is killed with parts in hand, of which Telegram took the first, or none."""
        if taken:
            self._take(self.hand[0])
        for one in self.hand:
            self.doubted[one.text] += 1

        assert self.outbox.park_stale(self.now, everything=True) == len(self.hand)
        self.hand.clear()

    @rule(resend=st.booleans())
    def decide(self, resend: bool) -> None:  # noqa: FBT001  # drawn
        """Policy decides about what is in doubt."""
        for one in self.outbox.unknown():
            self.outbox.decide(one.id, resend=resend, now=self.now)
            if not resend:
                self.refused.add(one.text)
        assert self.outbox.unknown() == ()

    @rule(seconds=st.sampled_from([1, 5, 60, 1000]))
    def wait(self, seconds: int) -> None:
        """Time passes; nothing in hand outlives its lease, for the sender is faster."""
        if not self.hand:
            self.now += timedelta(seconds=seconds)

    @invariant()
    def nothing_was_taken_more_often_than_doubt_allows(self) -> None:
        """One sending, and one more for each doubt."""
        assert all(times <= 1 + self.doubted[text] for text, times in self.taken.items())

    @invariant()
    def parts_are_first_taken_in_their_order(self) -> None:
        """A later part never overtakes one that is owed before it; one in doubt or refused holds nothing up."""
        for (chat, period), order in self.order.items():
            firsts = list(dict.fromkeys(order))
            for place, part in enumerate(firsts):
                late = [one for one in firsts[place + 1 :] if one < part]
                assert all(self.doubted[f"{chat} {period} {one}"] for one in late)

    @invariant()
    def every_part_is_in_one_state(self) -> None:
        """Rows come only from queueing, and none goes."""
        assert sum(self.outbox.counts().values()) == sum(self.parts.values())
        assert self.outbox.counts()["sending"] == len(self.hand)

    def _all_is_sent_in_the_end(self) -> None:
        """Once Telegram takes everything, each part has been taken that nobody refused, skipped or blocked."""
        for one in self.hand:
            self._take(one)
            self._note(one, Attempt(one.attempts + 1, self.now, Sent(7)))
        self.hand.clear()
        self.decide(resend=True)
        while True:
            self.now += timedelta(hours=1)
            claimed = self.outbox.claim(self.now, lease=LEASE, limit=100)
            for one in claimed:
                self._take(one)
                self._note(one, Attempt(one.attempts + 1, self.now, Sent(7)))
            if not claimed:
                break
        owed = {f"{chat} {period} {part + 1}" for (chat, period), n in self.parts.items() for part in range(n)}
        missing = {text for text in owed - self.refused if not self.taken[text]}
        assert {int(text.split()[0]) for text in missing} <= self.left
        assert sum(self.outbox.counts()[state] for state in ("due", "waiting", "sending", "unknown")) == 0

    def _take(self, one: Delivery) -> None:
        self.taken[one.text] += 1
        self.order.setdefault((one.chat_id, one.period), []).append(one.part)

    def _note(self, one: Delivery, attempt: Attempt) -> None:
        step = next_step(attempt, kind=one.kind)
        retry_at = step.at if isinstance(step, RetryAt) else attempt.at if isinstance(step, MoveTo) else None
        self.outbox.record(one, attempt, retry_at=retry_at, gave_up=isinstance(step, GiveUp))
        if isinstance(step, GiveUp):
            self.refused.add(one.text)
        if isinstance(step, Unsubscribe):
            self.subscribers.gone(one.chat_id)
            self.left.add(one.chat_id)


OutboxMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestOutbox = OutboxMachine.TestCase
