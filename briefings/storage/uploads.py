"""`ports.Uploads` on a `Database`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete, insert, select, update

from briefings.model import Upload, UploadState
from briefings.storage.chat_tables import uploads
from briefings.storage.engine import Database

KEPT = timedelta(days=90)  #: that a decided upload is remembered, so that an old button can say so


class SqlUploads:
    """Files sent to the bot; see `briefings.ports.Uploads` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot that they were sent to; those of another are not seen.
        """
        self._database = database
        self._bot = bot
        self._ours = uploads.c.bot == bot

    def add(self, upload: Upload) -> Upload:
        """Store a file that was sent; returns it with its number."""
        row = {"bot": self._bot, **{name: value for name, value in _values(upload).items() if name != "id"}}
        old = (self._ours, uploads.c.state.in_(("taken", "dropped")), uploads.c.sent_at < upload.sent_at - KEPT)
        with self._database.writing() as connection:
            connection.execute(delete(uploads).where(*old))
            number = connection.execute(insert(uploads).values(row).returning(uploads.c.id)).scalar_one()
            return _upload(connection, number)

    def get(self, upload_id: int) -> Upload | None:
        """One file."""
        with self._database.reading() as connection:
            found = connection.execute(select(uploads).where(self._ours, uploads.c.id == upload_id)).one_or_none()
            return None if found is None else _upload(connection, upload_id)

    def turn(self, upload_id: int, state: UploadState, *, of: UploadState, caption: str | None = None) -> bool:
        """Bring a file from one state to another, maybe under another caption; False where it was in another."""
        values: dict[str, Any] = {"state": state}
        if caption is not None:
            values |= {"caption": caption, "message_id": None}
        here = (self._ours, uploads.c.id == upload_id, uploads.c.state == of)
        with self._database.writing() as connection:
            return connection.execute(update(uploads).where(*here).values(**values)).rowcount == 1

    def standing(self, *, since: datetime) -> tuple[Upload, ...]:
        """Files that are neither read nor dropped; those that were asked about and sent before are dropped now."""
        old = (self._ours, uploads.c.state == "asked", uploads.c.sent_at < since)
        with self._database.writing() as connection:
            connection.execute(update(uploads).where(*old).values(state="dropped"))
            open_still = select(uploads.c.id).where(self._ours, uploads.c.state.not_in(("taken", "dropped")))
            return tuple(_upload(connection, number) for number in list(connection.scalars(open_still)))

    def shown(self, upload_id: int, message_id: int | None) -> None:
        """Note which message tells of a file."""
        with self._database.writing() as connection:
            connection.execute(
                update(uploads).where(self._ours, uploads.c.id == upload_id).values(message_id=message_id)
            )

    def answered(self, chat_id: int, message_id: int) -> Upload | None:
        """The file that a message tells of."""
        here = (self._ours, uploads.c.chat_id == chat_id, uploads.c.message_id == message_id)
        with self._database.reading() as connection:
            found = connection.scalar(select(uploads.c.id).where(*here).order_by(uploads.c.id.desc()).limit(1))
            return None if found is None else _upload(connection, found)

    def begin(self) -> tuple[Upload, bool] | None:
        """The file that waits longest, which is being read from now on, and whether it may replace an issue."""
        waiting = (self._ours, uploads.c.state.in_(("waiting", "agreed")))
        agreed_first = case((uploads.c.state == "agreed", 0), else_=1)
        with self._database.reading() as connection:  # most looks find nothing
            if connection.execute(select(uploads.c.id).where(*waiting).limit(1)).first() is None:
                return None
        with self._database.writing() as connection:
            longest = select(uploads.c.id, uploads.c.state).where(*waiting).order_by(agreed_first, uploads.c.id)
            row = connection.execute(longest.limit(1)).one_or_none()
            if row is None:
                return None
            connection.execute(update(uploads).where(uploads.c.id == row.id).values(state="reading"))
            return _upload(connection, row.id), row.state == "agreed"

    def interrupted(self) -> tuple[Upload, ...]:
        """Files found being read at the start: they wait for a word whether to read them again."""
        with self._database.writing() as connection:
            found = list(connection.scalars(select(uploads.c.id).where(self._ours, uploads.c.state == "reading")))
            connection.execute(update(uploads).where(uploads.c.id.in_(found)).values(state="asked"))
            return tuple(_upload(connection, number) for number in found)


def _upload(connection: Connection, number: int) -> Upload:
    row = connection.execute(select(uploads).where(uploads.c.id == number)).one()
    return Upload(
        row.id, row.chat_id, row.file, row.path, row.state, row.sent_by, row.sent_at, row.caption, row.message_id
    )


def _values(upload: Upload) -> dict[str, Any]:
    return {name: getattr(upload, name) for name in Upload.__slots__}
