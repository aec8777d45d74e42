"""A group becomes a supergroup, which has another chat id and may have written to us under it already."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from briefings.storage.chat_tables import deliveries, marks, mutes, subscribers, subscriptions, told, watches
from briefings.storage.marking import OF_SUBSCRIBERS, put_mark
from briefings.storage.quotes import AnyRow

_WATCHED = ("entity", "words")
#: Settings that go together; the first of each says whether there are any.
_TOGETHER = (
    ("digest_at", "zone", "digest_days", "each_issue", "next_digest_at"),
    ("quiet_from", "quiet_until"),
    ("paused_until",),
)
UNSENT = ("due", "waiting", "sending", "unknown")


def move(connection: Connection, bot: int, chat_id: int, to: int) -> None:
    """Bring the subscribers of a chat and its unsent deliveries to another one.

    A topic that has a subscriber in the new chat already keeps that one; it takes over what the old one followed,
    watched, muted and was told, and its schedule, quiet hours and pause where it has none of its own.
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
    for table, keys in ((subscriptions, ("topic",)), (told, ("key",)), (mutes, ("story",)), (watches, _WATCHED)):
        theirs = table.alias()
        same = or_(*(theirs.c[key] == table.c[key] for key in keys))
        has_it = exists().where(theirs.c.subscriber_id == new.id, same)
        connection.execute(update(table).where(table.c.subscriber_id == old.id, ~has_it).values(subscriber_id=new.id))
    connection.execute(update(subscribers).where(subscribers.c.id == new.id).values(**_settings(old, new)))
    _take_over_deliveries(connection, old.id, new.id)
    _take_over_marks(connection, old, new)
    connection.execute(delete(subscribers).where(subscribers.c.id == old.id))


def _settings(old: AnyRow, new: AnyRow) -> dict[str, Any]:
    """What the old one had set and the new one has not; alerts are on where either had them."""
    was, now = old._mapping, new._mapping  # noqa: SLF001  # its public name in SQLAlchemy
    taken = {"alerts": was["alerts"] or now["alerts"]}
    for those in _TOGETHER:
        if now[those[0]] is None and was[those[0]] is not None:
            taken |= {name: was[name] for name in those}
    return taken


def _take_over_marks(connection: Connection, old: AnyRow, new: AnyRow) -> None:
    """What was kept for the old one, or not seen by its digests, is kept for the new: from the earlier place on."""
    for what in OF_SUBSCRIBERS:
        was, now = (f"{what}{one.id}" for one in (old, new))
        named = (marks.c.bot == old.bot, marks.c.name.in_((was, now)))
        places = dict(connection.execute(select(marks.c.name, marks.c.value).where(*named)).all())
        connection.execute(delete(marks).where(marks.c.bot == old.bot, marks.c.name == was))
        if was in places:
            put_mark(connection, old.bot, now, min(places.values()))


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
