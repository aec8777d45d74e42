"""A group becomes a supergroup, which has another chat id and may have written to us under it already."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, exists, select, update

from briefings.storage.chat_tables import deliveries, subscribers, subscriptions, told
from briefings.storage.quotes import AnyRow

UNSENT = ("due", "waiting", "sending", "unknown")


def move(connection: Connection, bot: int, chat_id: int, to: int) -> None:
    """Bring the subscribers of a chat and its unsent deliveries to another one.

    A topic that has a subscriber in the new chat already keeps that one; it takes over what the old one followed and
    was told, and its schedule where it has none of its own.
    """
    if chat_id == to:
        return
    ours = subscribers.c.bot == bot
    here = select(subscribers).where(ours, subscribers.c.chat_id == chat_id)
    for old in connection.execute(here).all():
        there = (ours, subscribers.c.chat_id == to, subscribers.c.thread_id == old.thread_id)
        new = connection.execute(select(subscribers).where(*there)).one_or_none()
        if new is None:
            connection.execute(update(subscribers).where(subscribers.c.id == old.id).values(chat_id=to))
        else:
            _merge(connection, old, new)
    owed = (deliveries.c.bot == bot, deliveries.c.chat_id == chat_id, deliveries.c.state.in_(UNSENT))
    connection.execute(update(deliveries).where(*owed).values(chat_id=to))


def _merge(connection: Connection, old: AnyRow, new: AnyRow) -> None:
    for table, key in ((subscriptions, "topic"), (told, "key")):
        theirs = select(table.c[key]).where(table.c.subscriber_id == new.id)
        connection.execute(
            update(table)
            .where(table.c.subscriber_id == old.id, table.c[key].not_in(theirs))
            .values(subscriber_id=new.id)
        )
    if new.digest_at is None and old.digest_at is not None:
        taken = ("zone", "digest_at", "digest_days", "next_digest_at")
        values = {name: old._mapping[name] for name in taken}  # noqa: SLF001  # its public name in SQLAlchemy
        connection.execute(update(subscribers).where(subscribers.c.id == new.id).values(**values))
    _take_over_deliveries(connection, old.id, new.id)
    connection.execute(delete(subscribers).where(subscribers.c.id == old.id))


def _take_over_deliveries(connection: Connection, old: int, new: int) -> None:
    """Unsent digests that both were owed go once."""
    theirs = deliveries.alias()
    both = exists().where(
        and_(theirs.c.subscriber_id == new, theirs.c.kind == deliveries.c.kind, theirs.c.period == deliveries.c.period)
    )
    of_old = deliveries.c.subscriber_id == old
    owed = deliveries.c.state.in_(("due", "waiting"))
    connection.execute(update(deliveries).where(of_old, owed, both).values(state="refused"))
    connection.execute(update(deliveries).where(of_old, ~both).values(subscriber_id=new))
