"""`ports.Announcements` on a `Database`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, func, insert, select, update

from briefings.model import Announcement
from briefings.storage.chat_tables import announcements, subscribers
from briefings.storage.engine import Database


class SqlAnnouncements:
    """What operators say to everybody; see `briefings.ports.Announcements` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot that says them; those of another are not seen.
        """
        self._database = database
        self._bot = bot
        self._ours = announcements.c.bot == bot

    def write(self, text: str, *, by: str, at: datetime) -> int:
        """Store a draft; returns its number."""
        row = {"bot": self._bot, "text": text, "written_by": by, "written_at": at}
        with self._database.writing() as connection:
            stored = insert(announcements).values(row).returning(announcements.c.id)
            return int(connection.execute(stored).scalar_one())

    def get(self, number: int) -> Announcement | None:
        """One announcement, sent or not."""
        with self._database.reading() as connection:
            row = connection.execute(select(announcements).where(self._ours, announcements.c.id == number)).first()
        if row is None:
            return None
        return Announcement(row.id, row.text, row.written_by, row.written_at, row.sent_at)

    def sent(self, number: int, *, at: datetime) -> bool:
        """Note that it was queued for everybody; False where that was noted before."""
        draft = (self._ours, announcements.c.id == number, announcements.c.sent_at.is_(None))
        with self._database.writing() as connection:
            return connection.execute(update(announcements).where(*draft).values(sent_at=at)).rowcount == 1

    def drop(self, number: int) -> bool:
        """Take a draft away; False where it was sent, or is gone."""
        draft = (self._ours, announcements.c.id == number, announcements.c.sent_at.is_(None))
        with self._database.writing() as connection:
            return connection.execute(delete(announcements).where(*draft)).rowcount == 1

    def audience(self) -> tuple[tuple[int, int, int | None], ...]:
        """One subscriber of each active chat."""
        here = subscribers.c.bot == self._bot
        first = func.row_number().over(
            partition_by=subscribers.c.chat_id,
            order_by=(case((subscribers.c.thread_id == 0, 0), else_=1), subscribers.c.id),
        )
        numbered = select(subscribers.c.id, subscribers.c.chat_id, subscribers.c.thread_id, first.label("place")).where(
            here
        )
        places = numbered.subquery()
        active = select(subscribers.c.chat_id).where(here, subscribers.c.active)
        chosen = select(places).where(places.c.place == 1, places.c.chat_id.in_(active)).order_by(places.c.id)
        with self._database.reading() as connection:
            return tuple((row.id, row.chat_id, row.thread_id or None) for row in connection.execute(chosen))
