"""`ports.Records` on a `Database`: all that is stored on a chat and its person, to be given out or erased."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select, update

from briefings.model import Erased
from briefings.storage.chat_tables import (
    announcements,
    attempts,
    buttons,
    deliveries,
    invitations,
    marks,
    mutes,
    people,
    subscribers,
    subscriptions,
    told,
    uploads,
    watches,
)
from briefings.storage.engine import Database
from briefings.storage.marking import OF_SUBSCRIBERS
from briefings.storage.people import TURNED_AWAY
from briefings.storage.quotes import AnyRow
from briefings.storage.tables import decisions

Json = dict[str, Any]
_FOLLOWED = {"topics": subscriptions, "watches": watches, "mutes": mutes, "told": told}
_SIGNED = {  # what people did as operators stands under their name
    "announcements": (announcements, ("written_by",)),
    "invitations": (invitations, ("made_by",)),
    "decisions": (decisions, ("by", "undone_by")),
    "people_changed": (people, ("changed_by",)),
}
_HIDDEN = frozenset({"bot", "subscriber_id", "delivery_id", "first_id", "lease_until", "code", "path", "records"})
"""Columns that say nothing of the chat, or that would open a door."""


class SqlRecords:
    """What is stored on a chat; see `briefings.ports.Records` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot whose chats are meant; those of another are not seen.
        """
        self._database = database
        self._bot = bot

    def of_chat(self, chat_id: int) -> Json:
        """All that is stored on a chat, and on its person where it is a private one."""
        with self._database.reading() as connection:
            theirs = connection.execute(select(subscribers).where(self._here(subscribers, chat_id))).all()
            sent = connection.execute(select(deliveries).where(self._here(deliveries, chat_id))).all()
            return {
                "subscribers": [
                    _shown(row)
                    | {name: _rows(connection, table, _of(table, row.id)) for name, table in _FOLLOWED.items()}
                    for row in theirs
                ],
                "deliveries": [
                    _shown(row) | {"tries": _rows(connection, attempts, attempts.c.delivery_id == row.id)}
                    for row in sent
                ],
                "access": _rows(connection, people, self._person(chat_id), but=("changed_by",)),
                "turned_away": _rows(connection, marks, self._turned_away(chat_id)),
                "uploads": _rows(connection, uploads, self._here(uploads, chat_id)),
                "buttons": _rows(connection, buttons, buttons.c.chat_id == chat_id),
                "signed": {
                    name: _rows(connection, table, _by(table, columns, chat_id), but=("user_id", "invitation"))
                    for name, (table, columns) in _SIGNED.items()
                    if chat_id > 0 and name != "people_changed"
                },
            }

    def erase(self, chat_id: int) -> Erased:
        """Erase all of it in one transaction; of a ban the number stays."""
        with self._database.writing() as connection:
            row = connection.execute(select(people.c.banned).where(self._person(chat_id))).one_or_none()
            banned = row is not None and row.banned
            files = tuple(connection.scalars(select(uploads.c.path).where(self._here(uploads, chat_id))))
            theirs = select(subscribers.c.id).where(self._here(subscribers, chat_id))
            places = [f"{what}{number}" for number in connection.scalars(theirs) for what in OF_SUBSCRIBERS]
            connection.execute(delete(marks).where(marks.c.bot == self._bot, marks.c.name.in_(places)))
            for table in (deliveries, subscribers, uploads):  # what hangs on their rows goes with them
                connection.execute(delete(table).where(self._here(table, chat_id)))
            connection.execute(delete(buttons).where(buttons.c.chat_id == chat_id))
            connection.execute(delete(marks).where(self._turned_away(chat_id)))
            if banned:
                bare = {"name": "", "role": "reader", "invitation": None}
                connection.execute(update(people).where(self._person(chat_id)).values(**bare))
            else:
                connection.execute(delete(people).where(self._person(chat_id)))
            if chat_id > 0:
                _unsign(connection, chat_id)
        return Erased(files, ban_stands=banned)

    def _here(self, table: Table, chat_id: int) -> Any:
        return (table.c.bot == self._bot) & (table.c.chat_id == chat_id)

    def _person(self, chat_id: int) -> Any:
        return (people.c.bot == self._bot) & (people.c.user_id == chat_id)

    def _turned_away(self, chat_id: int) -> Any:
        return (marks.c.bot == self._bot) & (marks.c.name == f"{TURNED_AWAY}{chat_id}")


def _of(table: Table, subscriber_id: int) -> Any:
    return table.c.subscriber_id == subscriber_id


def _by(table: Table, columns: tuple[str, ...], user_id: int) -> Any:
    return or_(*(table.c[column].like(f"%({user_id})") for column in columns))


def _unsign(connection: Connection, user_id: int) -> None:
    """Leave what an operator decided, without their name."""
    for table, columns in _SIGNED.values():
        for column in columns:
            signed = table.c[column].like(f"%({user_id})")
            connection.execute(update(table).where(signed).values({column: ""}))


def _rows(connection: Connection, table: Table, where: Any, but: tuple[str, ...] = ()) -> list[Json]:
    found = connection.execute(select(table).where(where)).all()
    return [{name: value for name, value in _shown(row).items() if name not in but} for row in found]


def _shown(row: AnyRow) -> Json:
    """A row as JSON has it."""
    named = row._mapping  # noqa: SLF001  # its public name in SQLAlchemy
    return {name: _plain(value) for name, value in named.items() if name not in _HIDDEN}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (datetime, time)) else value
