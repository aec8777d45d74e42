"""`ports.Health` on a `Database`: how the bot is, for the operator."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select, text

from briefings.model import DeliveryKind, Troubles
from briefings.storage.chat_tables import attempts, deliveries, marks, subscribers
from briefings.storage.engine import Database
from briefings.storage.marking import put_mark

_STARTED, _ERRORS, _LAST = "bot:started", "bot:errors", "bot:error"


class SqlHealth:
    """How the bot is; see `briefings.ports.Health` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot that is meant; those of another are not seen.
        """
        self._database = database
        self._bot = bot

    def schema(self) -> str:
        """The revision of the database's schema."""
        with self._database.reading() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())

    def chats(self, now: datetime) -> tuple[int, int, int]:
        """How many subscribers are active, how many of these are paused, and how many are gone."""
        of = select(func.count()).select_from(subscribers).where(subscribers.c.bot == self._bot)
        with self._database.reading() as connection:
            active = connection.scalar(of.where(subscribers.c.active)) or 0
            paused = connection.scalar(of.where(subscribers.c.active, subscribers.c.paused_until > now)) or 0
            gone = connection.scalar(of.where(~subscribers.c.active)) or 0
            return active, paused, gone

    def last_sent(self, kind: DeliveryKind) -> datetime | None:
        """When the last message of a kind went out."""
        sent = (
            select(func.max(attempts.c.at))
            .join(deliveries, deliveries.c.id == attempts.c.delivery_id)
            .where(deliveries.c.bot == self._bot, deliveries.c.kind == kind, attempts.c.outcome == "Sent")
        )
        with self._database.reading() as connection:
            found: datetime | None = connection.scalar(sent)
        return found

    def started(self, at: datetime) -> None:
        """Note that the bot begins to run: errors are counted from here."""
        with self._database.writing() as connection:
            connection.execute(delete(marks).where(marks.c.bot == self._bot, marks.c.name.in_((_ERRORS, _LAST))))
            put_mark(connection, self._bot, _STARTED, int(at.timestamp()))

    def note_error(self, reference: str) -> None:
        """Count an error under the reference that the log has, six hexadecimal digits."""
        with self._database.writing() as connection:
            put_mark(connection, self._bot, _ERRORS, (self._values(connection).get(_ERRORS) or 0) + 1)
            put_mark(connection, self._bot, _LAST, int(reference, 16))

    def troubles(self) -> Troubles:
        """Errors since the bot began to run."""
        with self._database.reading() as connection:
            found = self._values(connection)
        since = datetime.fromtimestamp(found[_STARTED], UTC) if _STARTED in found else None
        return Troubles(since, found.get(_ERRORS, 0), f"{found[_LAST]:06x}" if _LAST in found else None)

    def _values(self, connection: Connection) -> dict[str, int]:
        wanted = select(marks.c.name, marks.c.value).where(
            marks.c.bot == self._bot, marks.c.name.in_((_STARTED, _ERRORS, _LAST))
        )
        return {row.name: row.value for row in connection.execute(wanted)}
