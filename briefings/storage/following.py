"""`ports.Following` on a `Database`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, or_, select
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from briefings.model import Arrival, EntityId, Mute, Subscriber, Watch
from briefings.storage.chat_tables import deliveries, marks, mutes, subscribers, subscriptions, watches
from briefings.storage.engine import Database
from briefings.storage.marking import HELD
from briefings.storage.subscribers import subscriber_of
from briefings.storage.tables import articles, developments, issues, sentences, sources

_LAST_READ = 3  #: issues, the latest that were read by an instant; the last one may have no developments
_MUTED = 5_000  #: developments of muted stories that are looked at, the latest
_TITLE = 120  #: letters of a story's title


class SqlFollowing:
    """Watches, mutes and marks; see `briefings.ports.Following` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot whose chats are meant; those of another are not seen.
        """
        self._database = database
        self._bot = bot

    # --- watches and mutes ---------------------------------------------------------------------------------------

    def watch(
        self, subscriber_id: int, name: str, *, entity: EntityId | None = None, words: str | None = None, at: datetime
    ) -> Watch | None:
        """Watch an entity or words; None where they are watched already."""
        row = {"subscriber_id": subscriber_id, "name": name, "entity": entity, "words": words, "taken_at": at}
        with self._database.writing() as connection:
            taken = insert_or_leave(watches).values(**row).on_conflict_do_nothing().returning(watches.c.id)
            number = connection.scalar(taken)
        return None if number is None else Watch(number, name, entity, words)

    def unwatch(self, subscriber_id: int, watch_id: int | None) -> tuple[Watch, ...]:
        """Watch something (None: anything) no more; returns what was dropped."""
        with self._database.writing() as connection:
            dropped = tuple(one for one in _watches(connection, subscriber_id) if watch_id in (None, one.id))
            connection.execute(delete(watches).where(watches.c.id.in_([one.id for one in dropped])))
            return dropped

    def watches(self, subscriber_id: int) -> tuple[Watch, ...]:
        """What is watched, in the order in which it was taken."""
        with self._database.reading() as connection:
            return _watches(connection, subscriber_id)

    def mute(self, subscriber_id: int, story: int, title: str, *, at: datetime) -> bool:
        """Hear no more of a story; False where it is muted already."""
        row = {"subscriber_id": subscriber_id, "story": story, "title": title, "muted_at": at}
        with self._database.writing() as connection:
            taken = insert_or_leave(mutes).values(**row).on_conflict_do_nothing().returning(mutes.c.id)
            return connection.scalar(taken) is not None

    def unmute(self, subscriber_id: int, story: int | None) -> tuple[Mute, ...]:
        """Hear of a story (None: of any) again; returns those that were muted."""
        with self._database.writing() as connection:
            dropped = tuple(one for one in _mutes(connection, subscriber_id) if story in (None, one.story))
            connection.execute(delete(mutes).where(mutes.c.id.in_([one.id for one in dropped])))
            return dropped

    def mutes(self, subscriber_id: int) -> tuple[Mute, ...]:
        """What is muted, in the order in which it was taken."""
        with self._database.reading() as connection:
            return _mutes(connection, subscriber_id)

    def muted_developments(self, subscriber_id: int) -> tuple[int, ...]:
        """Ids of the developments of muted stories, the latest few thousand."""
        muted = select(mutes.c.story).where(mutes.c.subscriber_id == subscriber_id)
        wanted = (
            select(developments.c.id)
            .join(articles, articles.c.id == developments.c.article_id)
            .where(articles.c.story.in_(muted))
            .order_by(developments.c.id.desc())
            .limit(_MUTED)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(wanted))

    def story_title(self, story: int) -> str | None:
        """What a story's latest article is called, or begins with; None where there is no such story."""
        first = select(sentences.c.text).where(sentences.c.article_id == articles.c.id, sentences.c.place == 0)
        wanted = (
            select(func.coalesce(articles.c.headline, first.scalar_subquery(), ""))
            .join(issues)
            .where(articles.c.story == story)
            .order_by(issues.c.date.desc(), articles.c.id)
            .limit(1)
        )
        with self._database.reading() as connection:
            title = connection.scalar(wanted)
        return None if title is None else str(title)[:_TITLE]

    # --- what came in ----------------------------------------------------------------------------------------------

    def alerted(self) -> tuple[Subscriber, ...]:
        """Active subscribers who are to be told at once."""
        watching = exists().where(watches.c.subscriber_id == subscribers.c.id)
        follows = exists().where(subscriptions.c.subscriber_id == subscribers.c.id)
        wanted = (
            select(subscribers)
            .where(subscribers.c.bot == self._bot, subscribers.c.active)
            .where(or_(watching, subscribers.c.alerts & follows))
            .order_by(subscribers.c.id)
        )
        with self._database.reading() as connection:
            return tuple(subscriber_of(row) for row in connection.execute(wanted))

    def newest_at(self, at: datetime) -> int:
        """The id of the newest development that there was at an instant."""
        last = select(issues.c.id).where(issues.c.read_at <= at).order_by(issues.c.read_at.desc()).limit(_LAST_READ)
        with self._database.reading() as connection:
            found = select(func.max(developments.c.id)).where(developments.c.issue_id.in_(last))
            return connection.scalar(found) or 0

    def newest(self) -> int:
        """The id of the newest development."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(developments.c.id))) or 0

    def arrivals(self, after: int, until: int) -> tuple[Arrival, ...]:
        """Issues and editions that came in between two places, in their order."""
        first = func.min(developments.c.id).label("first")
        wanted = (
            select(issues.c.id, first, issues.c.source_id, sources.c.name, issues.c.number, issues.c.date)
            .select_from(developments.join(issues, issues.c.id == developments.c.issue_id).join(sources))
            .where(developments.c.id > after, developments.c.id <= until)
            .group_by(issues.c.id)
            .order_by(first)
        )
        with self._database.reading() as connection:
            return tuple(
                Arrival(
                    row.id,
                    row.first,
                    " ".join(filter(None, (row.name, row.number))),
                    row.date,
                    connection.scalar(_newest_before(row.source_id, row.first)),
                )
                for row in connection.execute(wanted).all()
            )

    # --- marks -----------------------------------------------------------------------------------------------------

    def mark(self, name: str) -> int | None:
        """How far the archive was looked at under a name; None where it never was."""
        with self._database.reading() as connection:
            return connection.scalar(select(marks.c.value).where(*self._named(name)))

    def set_mark(self, name: str, value: int) -> None:
        """Note how far the archive was looked at; another process may have come further."""
        put = insert_or_leave(marks).values(bot=self._bot, name=name, value=value)
        further = put.on_conflict_do_update(
            index_elements=["bot", "name"], set_={"value": value}, where=marks.c.value < value
        )
        with self._database.writing() as connection:
            connection.execute(further)

    def hold(self, subscriber_id: int, since: int) -> None:
        """Keep alerts of what came after a place for later; where some are kept already, they stay."""
        row = {"bot": self._bot, "name": f"{HELD}{subscriber_id}", "value": since}
        with self._database.writing() as connection:
            connection.execute(insert_or_leave(marks).values(**row).on_conflict_do_nothing())

    def holds(self) -> Mapping[int, int]:
        """Subscriber → the place after which alerts are kept for them."""
        kept = select(marks.c.name, marks.c.value).where(marks.c.bot == self._bot, marks.c.name.startswith(HELD))
        with self._database.reading() as connection:
            return {int(row.name.removeprefix(HELD)): row.value for row in connection.execute(kept)}

    def release(self, subscriber_id: int) -> None:
        """Keep nothing for a subscriber any more."""
        with self._database.writing() as connection:
            connection.execute(delete(marks).where(*self._named(f"{HELD}{subscriber_id}")))

    def alerts_on(self, subscriber_id: int, issue_id: int) -> tuple[str, ...]:
        """Telegram HTML of the alerts on an issue, whatever its edition."""
        theirs = (deliveries.c.subscriber_id == subscriber_id, deliveries.c.kind == "alert")
        on_it = deliveries.c.period.startswith(f"issue:{issue_id}:")
        with self._database.reading() as connection:
            wanted = select(deliveries.c.text).where(*theirs, on_it).order_by(deliveries.c.id)
            return tuple(connection.scalars(wanted))

    def alerts_since(self, subscriber_id: int, at: datetime) -> int:
        """How many alerts were queued for a subscriber since an instant."""
        theirs = (deliveries.c.subscriber_id == subscriber_id, deliveries.c.kind == "alert", deliveries.c.part == 1)
        with self._database.reading() as connection:
            counted = select(func.count()).select_from(deliveries).where(*theirs, deliveries.c.due >= at)
            return connection.scalar(counted) or 0

    def _named(self, name: str) -> tuple[Any, ...]:
        return marks.c.bot == self._bot, marks.c.name == name


def _newest_before(source_id: int, first: int) -> Select[Any]:
    """The latest date of a source's issues that came before a place."""
    earlier = exists().where(developments.c.issue_id == issues.c.id, developments.c.id < first)
    return select(func.max(issues.c.date)).where(issues.c.source_id == source_id, earlier)


def _watches(connection: Connection, subscriber_id: int) -> tuple[Watch, ...]:
    theirs = select(watches).where(watches.c.subscriber_id == subscriber_id).order_by(watches.c.id)
    return tuple(Watch(row.id, row.name, row.entity, row.words) for row in connection.execute(theirs))


def _mutes(connection: Connection, subscriber_id: int) -> tuple[Mute, ...]:
    theirs = select(mutes).where(mutes.c.subscriber_id == subscriber_id).order_by(mutes.c.id)
    return tuple(Mute(row.id, row.story, row.title) for row in connection.execute(theirs))
