"""`ports.People` on a `Database`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from briefings.model import Invitation, Person, PersonRole
from briefings.storage.chat_tables import invitations, marks, people, subscribers
from briefings.storage.engine import Database
from briefings.storage.quotes import AnyRow

TURNED_AWAY = "away:"  #: marks by this name and a chat's number: the day on which it was told that it may not ask


class SqlPeople:
    """People with a role, an invitation or a ban; see `briefings.ports.People` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot that they may ask; those of another are not seen.
        """
        self._database = database
        self._bot = bot
        self._ours = people.c.bot == bot

    def get(self, user_id: int) -> Person | None:
        """Somebody, or a group."""
        with self._database.reading() as connection:
            return _one(connection, self._ours & (people.c.user_id == user_id))

    def all(self) -> tuple[Person, ...]:
        """Everybody who has a row, in the order of their names."""
        with self._database.reading() as connection:
            rows = connection.execute(select(people).where(self._ours).order_by(people.c.name, people.c.user_id))
            return tuple(_person(row) for row in rows)

    def put(self, person: Person, *, by: str, at: datetime) -> None:
        """Store name, role and ban of somebody."""
        with self._database.writing() as connection:
            self._put(connection, person, by=by, at=at)

    def drop(self, user_id: int) -> None:
        """Take the row of somebody, or of a group, away; a ban stands."""
        with self._database.writing() as connection:
            connection.execute(delete(people).where(self._ours, people.c.user_id == user_id, ~people.c.banned))

    def invite(self, invitation: Invitation) -> None:
        """Store an invitation; those that ended are dropped."""
        ended = (invitations.c.bot == self._bot, invitations.c.ends_at <= invitation.made_at)
        row = {"bot": self._bot, **{name: getattr(invitation, name) for name in Invitation.__slots__}}
        with self._database.writing() as connection:
            connection.execute(delete(invitations).where(*ended))
            connection.execute(invitations.insert().values(row))

    def redeem(self, code: str, user_id: int, name: str, *, at: datetime) -> PersonRole | None:
        """Let somebody in by an invitation; None where it does not stand, or they are banned."""
        stands = select(invitations).where(
            invitations.c.bot == self._bot, invitations.c.code == code, invitations.c.ends_at > at
        )
        with self._database.reading() as connection:  # guessing takes no write lock
            if connection.execute(stands).first() is None:
                return None
        with self._database.writing() as connection:
            row = connection.execute(stands).one_or_none()
            known = _one(connection, self._ours & (people.c.user_id == user_id))
            if row is None or (known is not None and known.banned):
                return None
            if known is not None and (known.role == "editor" or row.role == "reader"):
                return known.role  # nothing would change, so nothing is used up
            if row.uses < 1:
                return None
            connection.execute(
                update(invitations).where(invitations.c.id == row.id).values(uses=invitations.c.uses - 1)
            )
            person = Person(user_id, name, row.role)
            self._put(connection, person, by=f"invitation of {row.made_by}", at=at, invitation=row.id)
            return person.role

    def turn_away(self, chat_id: int, *, at: datetime) -> bool:
        """Whether a chat that may not ask has still to be told so today; True once a day."""
        today = at.date().toordinal()
        name = f"{TURNED_AWAY}{chat_id}"
        ours = (marks.c.bot == self._bot, marks.c.name.startswith(TURNED_AWAY, autoescape=True))
        with self._database.reading() as connection:
            told = connection.scalar(select(marks.c.value).where(marks.c.bot == self._bot, marks.c.name == name))
        if told == today:
            return False
        with self._database.writing() as connection:
            connection.execute(delete(marks).where(*ours, marks.c.value < today))
            row = {"bot": self._bot, "name": name, "value": today}
            return connection.execute(insert_or_leave(marks).values(row).on_conflict_do_nothing()).rowcount == 1

    def uninvited(self, owners: Collection[int]) -> tuple[int, ...]:
        """Chats with an active subscriber that nobody let in."""
        let_in = select(people.c.user_id).where(self._ours, ~people.c.banned)
        strangers = select(subscribers.c.chat_id).where(
            subscribers.c.bot == self._bot,
            subscribers.c.active,
            subscribers.c.chat_id.not_in(let_in),
            subscribers.c.chat_id.not_in(list(owners)),
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(strangers.distinct().order_by(subscribers.c.chat_id)))

    def _put(
        self, connection: Connection, person: Person, *, by: str, at: datetime, invitation: int | None = None
    ) -> None:
        values: dict[str, Any] = {"name": person.name, "role": person.role, "banned": person.banned}
        values |= {"changed_by": by, "changed_at": at}
        if invitation is not None:
            values["invitation"] = invitation
        row = {"bot": self._bot, "user_id": person.user_id, **values}
        connection.execute(insert_or_leave(people).values(row).on_conflict_do_update(set_=values))


def _one(connection: Connection, where: Any) -> Person | None:
    row = connection.execute(select(people).where(where)).one_or_none()
    return None if row is None else _person(row)


def _person(row: AnyRow) -> Person:
    return Person(row.user_id, row.name, row.role, row.banned)
