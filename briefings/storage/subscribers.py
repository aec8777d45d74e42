"""`ports.Subscribers` on a `Database`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from briefings.model import Quiet, Schedule, Subscriber
from briefings.storage import moving
from briefings.storage.chat_tables import deliveries, subscribers, subscriptions, told
from briefings.storage.developments import batches
from briefings.storage.engine import Database
from briefings.storage.quotes import AnyRow

_DAILY = 0b1111111


class SqlSubscribers:
    """Chats and what they follow; see `briefings.ports.Subscribers` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot whose chats are meant; those of another are not seen.
        """
        self._database = database
        self._bot = bot
        self._ours = subscribers.c.bot == bot

    def get(self, chat_id: int, thread_id: int | None, *, zone: str, now: datetime, language: str = "en") -> Subscriber:
        """The subscriber of a chat and forum topic, made where there was none, active again where it was not."""
        here = (self._ours, subscribers.c.chat_id == chat_id, subscribers.c.thread_id == (thread_id or 0))
        with self._database.reading() as connection:
            known = _one(connection, select(subscribers).where(*here))
        if known is not None and known.active:
            return known
        with self._database.writing() as connection:
            known = _one(connection, select(subscribers).where(*here))
            if known is None:
                connection.execute(
                    insert(subscribers).values(bot=self._bot, **_new(chat_id, thread_id, zone, language, now))
                )
            else:
                connection.execute(update(subscribers).where(*here).values(active=True))
            return subscriber_of(connection.execute(select(subscribers).where(*here)).one())

    def language(self, chat_id: int, thread_id: int | None, *, says: str | None) -> str | None:
        """The language of a chat; what its person is said to use is noted where none was chosen."""
        here = (self._ours, subscribers.c.chat_id == chat_id, subscribers.c.thread_id == (thread_id or 0))
        with self._database.reading() as connection:
            row = connection.execute(select(subscribers.c.language, subscribers.c.language_chosen).where(*here)).first()
        if row is None or row.language_chosen or says in (None, row.language):
            return None if row is None else str(row.language)
        with self._database.writing() as connection:
            connection.execute(update(subscribers).where(*here, ~subscribers.c.language_chosen).values(language=says))
        return says

    def by_id(self, subscriber_id: int) -> Subscriber | None:
        """One subscriber."""
        with self._database.reading() as connection:
            return _one(connection, select(subscribers).where(subscribers.c.id == subscriber_id))

    def update(self, subscriber: Subscriber) -> None:
        """Store all settings of a subscriber, when its digest is next due, and whether it is active."""
        schedule = subscriber.schedule
        values = {
            "zone": schedule.zone if schedule else subscriber.zone,
            "digest_at": schedule and schedule.at,
            "digest_days": sum(1 << day for day in schedule.days) if schedule else _DAILY,
            "next_digest_at": subscriber.next_digest_at,
            "active": subscriber.active,
            "each_issue": bool(schedule and schedule.each_issue),
            "alerts": subscriber.alerts,
            "quiet_from": subscriber.quiet and subscriber.quiet.start,
            "quiet_until": subscriber.quiet and subscriber.quiet.end,
            "paused_until": subscriber.paused_until,
            "language": subscriber.language,
            "language_chosen": subscriber.language_chosen,
        }
        with self._database.writing() as connection:
            connection.execute(update(subscribers).where(subscribers.c.id == subscriber.id).values(**values))

    def subscribe(self, subscriber_id: int, topic: str, *, at: datetime) -> bool:
        """Follow a topic; False where it was followed already."""
        with self._database.writing() as connection:
            if topic in _topics(connection, subscriber_id):
                return False
            connection.execute(insert(subscriptions).values(subscriber_id=subscriber_id, topic=topic, taken_at=at))
            return True

    def unsubscribe(self, subscriber_id: int, topic: str | None) -> tuple[str, ...]:
        """Follow a topic (None: every topic) no more; returns those that were dropped."""
        with self._database.writing() as connection:
            dropped = tuple(t for t in _topics(connection, subscriber_id) if topic in (None, t))
            connection.execute(
                delete(subscriptions).where(
                    subscriptions.c.subscriber_id == subscriber_id, subscriptions.c.topic.in_(dropped)
                )
            )
            return dropped

    def topics(self, subscriber_id: int) -> tuple[str, ...]:
        """Topic ids followed, in the order they were taken."""
        with self._database.reading() as connection:
            return _topics(connection, subscriber_id)

    def due(self, now: datetime, *, limit: int = 100) -> tuple[Subscriber, ...]:
        """Active subscribers whose next digest is due, the longest waiting first."""
        waiting = (
            select(subscribers)
            .where(self._ours, subscribers.c.next_digest_at <= now, subscribers.c.active)
            .order_by(subscribers.c.next_digest_at, subscribers.c.id)
            .limit(limit)
        )
        return self._all(waiting)

    def following(self, topic: str | None = None) -> tuple[Subscriber, ...]:
        """Active subscribers of a topic (None: of any)."""
        theirs = select(subscriptions.c.subscriber_id)
        if topic is not None:
            theirs = theirs.where(subscriptions.c.topic == topic)
        active = select(subscribers).where(self._ours, subscribers.c.active, subscribers.c.id.in_(theirs))
        return self._all(active.order_by(subscribers.c.id))

    def told(self, subscriber_id: int) -> frozenset[str]:
        """Keys of the sentences that this subscriber was told, in digests and briefs."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(told.c.key).where(told.c.subscriber_id == subscriber_id)))

    def told_at(self, subscriber_id: int, keys: Collection[str]) -> datetime | None:
        """When this subscriber was last told one of some sentences for the first time."""
        with self._database.reading() as connection:
            times = [
                connection.scalar(
                    select(func.max(told.c.told_at)).where(told.c.subscriber_id == subscriber_id, told.c.key.in_(some))
                )
                for some in batches(keys)
            ]
        return max((at for at in times if at is not None), default=None)

    def note_told(self, subscriber_id: int, keys: Collection[str], *, at: datetime) -> None:
        """Note what a subscriber was told in an answer; what was noted before stays as it was."""
        rows = [{"subscriber_id": subscriber_id, "key": key, "told_at": at} for key in sorted(set(keys))]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert_or_leave(told).on_conflict_do_nothing(), rows)

    def gone(self, chat_id: int) -> None:
        """Switch off every subscriber of a chat; its due deliveries are refused."""
        with self._database.writing() as connection:
            connection.execute(
                update(subscribers).where(self._ours, subscribers.c.chat_id == chat_id).values(active=False)
            )
            owed = (deliveries.c.bot == self._bot, deliveries.c.chat_id == chat_id)
            connection.execute(
                update(deliveries).where(*owed, deliveries.c.state.in_(("due", "waiting"))).values(state="refused")
            )

    def moved(self, chat_id: int, to: int) -> None:
        """Bring the subscribers of a chat and their unsent deliveries to another one."""
        with self._database.writing() as connection:
            moving.move(connection, self._bot, chat_id, to)

    def _all(self, query: Select[Any]) -> tuple[Subscriber, ...]:
        with self._database.reading() as connection:
            return tuple(subscriber_of(row) for row in connection.execute(query))


def _one(connection: Connection, query: Select[Any]) -> Subscriber | None:
    row = connection.execute(query).one_or_none()
    return None if row is None else subscriber_of(row)


def _new(chat_id: int, thread_id: int | None, zone: str, language: str, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "thread_id": thread_id or 0,
        "zone": zone,
        "digest_days": _DAILY,
        "active": True,
        "language": language,
        "since": now,
    }


def _topics(connection: Connection, subscriber_id: int) -> tuple[str, ...]:
    theirs = select(subscriptions.c.topic).where(subscriptions.c.subscriber_id == subscriber_id)
    return tuple(connection.scalars(theirs.order_by(subscriptions.c.id)))


def subscriber_of(row: AnyRow) -> Subscriber:
    """A row of `subscribers` as a record."""
    days = frozenset(day for day in range(7) if row.digest_days >> day & 1)
    return Subscriber(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        schedule=None if row.digest_at is None else Schedule(row.digest_at, row.zone, days, row.each_issue),
        next_digest_at=row.next_digest_at,
        active=row.active,
        language=row.language,
        zone=row.zone,
        language_chosen=row.language_chosen,
        alerts=row.alerts,
        quiet=None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until),
        paused_until=row.paused_until,
    )
