"""`ports.Buttons` on a `Database`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from briefings.storage.chat_tables import buttons
from briefings.storage.engine import Database

KEPT = timedelta(days=180)  #: a button is pressed within days or never
_TIDIED_EVERY = 500


class SqlButtons:
    """Commands behind buttons; see `briefings.ports.Buttons` for what each method promises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def number(self, command: str, *, chat_id: int, at: datetime) -> int:
        """The number of a command in a chat, a new one where it has none."""
        known = select(buttons.c.id).where(buttons.c.chat_id == chat_id, buttons.c.command == command)
        with self._database.reading() as connection:
            found = connection.execute(known).scalar_one_or_none()
        if found is not None:
            return int(found)
        with self._database.writing() as connection:
            found = connection.execute(known).scalar_one_or_none()
            if found is None:
                row = {"chat_id": chat_id, "command": command, "made_at": at}
                found = connection.execute(insert(buttons).values(row).returning(buttons.c.id)).scalar_one()
                if found % _TIDIED_EVERY == 0:
                    connection.execute(delete(buttons).where(buttons.c.made_at < at - KEPT))
        return int(found)

    def command(self, number: int, *, chat_id: int) -> str | None:
        """The command of a number; None where it is too old or belongs to another chat."""
        here = (buttons.c.id == number, buttons.c.chat_id.in_((chat_id, 0)))
        with self._database.reading() as connection:
            return connection.execute(select(buttons.c.command).where(*here)).scalar_one_or_none()
