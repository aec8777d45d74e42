"""`ports.Outbox` on a `Database`: the states of a message part, DESIGN.md section 11.

`due → sending → sent | refused | waiting | unknown`. Being sent is committed before the call: what a crash leaves so
is in doubt, never tried again by itself. A message of which we know that it went stays sent, whatever comes later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import Connection, case, exists, func, insert, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from briefings.model import (
    AnswerLost,
    Attempt,
    Blocked,
    Delivery,
    DeliveryState,
    FloodWait,
    Migrated,
    NotSent,
    Outgoing,
    Refused,
    Sent,
    TopicClosed,
)
from briefings.storage.chat_tables import attempts, deliveries, subscribers, told
from briefings.storage.engine import Database
from briefings.storage.marking import put_mark

_STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)
_COLUMNS = tuple(deliveries.c[field.name] for field in fields(Delivery))
_OWED = ("due", "waiting")
_HOLDING = ("due", "waiting", "sending")  #: states in which an earlier part holds up the later ones


class SqlOutbox:
    """Messages owed; see `briefings.ports.Outbox` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot that owes the messages; what another owes is not seen.
        """
        self._database = database
        self._bot = bot
        self._ours = deliveries.c.bot == bot

    def add(self, outgoing: Outgoing, *, due: datetime) -> bool:
        """Queue a message, move its subscriber's schedule and note what it tells and saw, all or nothing.

        A message to no subscriber is known again by its chat and forum topic.
        """
        with self._database.writing() as connection:
            if _queued_before(connection, self._bot, outgoing):
                return False
            _queue(connection, self._bot, outgoing, due)
            if outgoing.subscriber_id is not None:
                _note(connection, outgoing, outgoing.subscriber_id, due)
            if outgoing.mark is not None:
                put_mark(connection, self._bot, *outgoing.mark)
            return True

    def claim(self, now: datetime, *, lease: timedelta, limit: int) -> tuple[Delivery, ...]:
        """Mark up to `limit` parts as being sent and return them: answers first, then alerts, then the longest due."""
        with self._database.reading() as connection:  # most ticks find nothing, and need no write lock to see it
            if not _ready(connection, self._bot, now, 1):
                return ()
        with self._database.writing() as connection:
            ids = _ready(connection, self._bot, now, limit)
            connection.execute(
                update(deliveries).where(deliveries.c.id.in_(ids)).values(state="sending", lease_until=now + lease)
            )
            place = {delivery_id: n for n, delivery_id in enumerate(ids)}
            claimed = _parts(connection, deliveries.c.id.in_(ids))
            return tuple(sorted(claimed, key=lambda delivery: place[delivery.id]))

    def record(self, delivery: Delivery, attempt: Attempt, *, retry_at: datetime | None, gave_up: bool) -> None:
        """Note what became of an attempt.

        A flood wait does not count as a try. A part whose group or forum topic is no more is tried again in the
        supergroup, or in the group itself. An answer that comes after the part was put in doubt still counts; one that
        comes after it was sent, or queued anew, changes nothing unless it says that the message went.
        """
        state, ready_at = _state_after(attempt, retry_at, gave_up=gave_up)
        values: dict[str, Any] = {"state": state, "lease_until": None, "ready_at": ready_at}
        match attempt.outcome:
            case Sent(message_id):
                values["telegram_id"] = message_id
            case Migrated(chat_id):
                values["chat_id"] = chat_id
            case TopicClosed():
                values["thread_id"] = None
        if not isinstance(attempt.outcome, FloodWait):
            values["attempts"] = attempt.number
        open_to = ("sending", "unknown") if state != "sent" else (*_HOLDING, "unknown", "refused")
        with self._database.writing() as connection:
            connection.execute(insert(attempts).values(delivery_id=delivery.id, **_row_of(attempt)))
            connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery.id, deliveries.c.state.in_(open_to))
                .values(**values)
            )

    def park_stale(self, now: datetime, *, everything: bool = False) -> int:
        """Put parts found being sent in doubt: after their lease, or all of them; returns how many."""
        stale = self._ours & (deliveries.c.state == "sending")
        if not everything:
            stale &= deliveries.c.lease_until <= now
        with self._database.writing() as connection:
            lost = select(
                deliveries.c.id,
                deliveries.c.attempts + 1,
                literal(now, attempts.c.at.type),
                literal(AnswerLost.__name__),
                literal("found being sent"),
            ).where(stale)
            connection.execute(insert(attempts).from_select(["delivery_id", "number", "at", "outcome", "detail"], lost))
            parked = connection.execute(
                update(deliveries)
                .where(stale)
                .values(state="unknown", lease_until=None, attempts=deliveries.c.attempts + 1)
            )
            return parked.rowcount

    def unknown(self) -> tuple[Delivery, ...]:
        """Parts in doubt that no policy has decided yet."""
        with self._database.reading() as connection:
            return _parts(connection, self._ours & (deliveries.c.state == "unknown"))

    def decide(self, delivery_id: int, *, resend: bool, now: datetime) -> None:
        """Put a part in doubt back in the queue, marked as doubtful, or give it up for good."""
        values: dict[str, Any] = {"state": "due", "ready_at": now, "doubtful": True} if resend else {"state": "refused"}
        with self._database.writing() as connection:
            connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, deliveries.c.state == "unknown")
                .values(**values)
            )

    def counts(self) -> Mapping[str, int]:
        """State → number of parts, for every state."""
        with self._database.reading() as connection:
            counted = select(deliveries.c.state, func.count()).where(self._ours).group_by(deliveries.c.state)
            found = {state: count for state, count in connection.execute(counted)}  # noqa: C416  # rows, not pairs
        return {state: found.get(state, 0) for state in _STATES}


def _queued_before(connection: Connection, bot: int, outgoing: Outgoing) -> bool:
    same = [deliveries.c.bot == bot, deliveries.c.kind == outgoing.kind, deliveries.c.period == outgoing.period]
    if outgoing.subscriber_id is not None:
        same.append(deliveries.c.subscriber_id == outgoing.subscriber_id)
    else:
        same += [
            deliveries.c.subscriber_id.is_(None),
            deliveries.c.chat_id == outgoing.chat_id,
            deliveries.c.thread_id.is_not_distinct_from(outgoing.thread_id),
        ]
    return connection.execute(select(deliveries.c.id).where(*same).limit(1)).first() is not None


def _queue(connection: Connection, bot: int, outgoing: Outgoing, due: datetime) -> None:
    rows = [
        {
            "bot": bot,
            "subscriber_id": outgoing.subscriber_id,
            "chat_id": outgoing.chat_id,
            "thread_id": outgoing.thread_id,
            "kind": outgoing.kind,
            "period": outgoing.period,
            "part": part,
            "parts": len(outgoing.parts),
            "text": text,
            "markup": outgoing.markup if part == len(outgoing.parts) else None,
            "state": "due",
            "due": due,
            "ready_at": due,
            "attempts": 0,
            "doubtful": False,
        }
        for part, text in enumerate(outgoing.parts, start=1)
    ]
    ids = list(connection.scalars(insert(deliveries).returning(deliveries.c.id, sort_by_parameter_order=True), rows))
    connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(first_id=ids[0]))


def _note(connection: Connection, outgoing: Outgoing, subscriber_id: int, at: datetime) -> None:
    """Move the schedule, unless its subscriber has set another hour meanwhile, and note what is told."""
    if outgoing.next_digest_at is not None:
        stands = subscribers.c.next_digest_at
        connection.execute(
            update(subscribers)
            .where(subscribers.c.id == subscriber_id, or_(stands.is_(None), stands <= at))
            .values(next_digest_at=outgoing.next_digest_at)
        )
    rows = [{"subscriber_id": subscriber_id, "key": key, "told_at": at} for key in dict.fromkeys(outgoing.told)]
    if rows:
        connection.execute(insert_or_leave(told).on_conflict_do_nothing(), rows)


def _ready(connection: Connection, bot: int, now: datetime, limit: int) -> list[int]:
    """Parts that may be tried now, of each message the first that is owed."""
    earlier = deliveries.alias("earlier")
    held = exists().where(
        earlier.c.first_id == deliveries.c.first_id,
        earlier.c.part < deliveries.c.part,
        earlier.c.state.in_(_HOLDING),
    )
    rank = case((deliveries.c.kind == "answer", 0), (deliveries.c.kind == "alert", 1), else_=2)
    ready = (
        select(deliveries.c.id)
        .where(deliveries.c.bot == bot, deliveries.c.state.in_(_OWED), deliveries.c.ready_at <= now, ~held)
        .order_by(rank, deliveries.c.due, deliveries.c.id)
        .limit(limit)
    )
    return list(connection.scalars(ready))


def _parts(connection: Connection, where: Any) -> tuple[Delivery, ...]:
    wanted = select(*_COLUMNS).where(where).order_by(deliveries.c.id)
    return tuple(Delivery(**row._mapping) for row in connection.execute(wanted))  # noqa: SLF001  # its public name


def _state_after(attempt: Attempt, retry_at: datetime | None, *, gave_up: bool) -> tuple[DeliveryState, datetime]:
    match attempt.outcome:
        case Sent():
            return "sent", attempt.at
        case _ if gave_up:
            return "refused", attempt.at
        case Blocked() | Refused() if retry_at is None:
            return "refused", attempt.at
        case AnswerLost() if retry_at is None:
            return "unknown", attempt.at
        case FloodWait(seconds) if retry_at is None:
            return "waiting", attempt.at + timedelta(seconds=seconds)
        case _:
            return "waiting", retry_at or attempt.at


def _row_of(attempt: Attempt) -> dict[str, Any]:
    """What is kept of an attempt; never the text that was sent."""
    detail: str | None = None
    match attempt.outcome:
        case Sent(message_id):
            detail = str(message_id)
        case Blocked(reason) | NotSent(reason) | Refused(reason) | AnswerLost(reason):
            detail = reason
        case Migrated(chat_id):
            detail = str(chat_id)
        case FloodWait(seconds):
            detail = str(seconds)
    return {"number": attempt.number, "at": attempt.at, "outcome": type(attempt.outcome).__name__, "detail": detail}
