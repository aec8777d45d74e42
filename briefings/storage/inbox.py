"""`ports.Inbox` on a `Database`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from briefings.storage.chat_tables import inbox
from briefings.storage.engine import Database

#: Telegram keeps what was not acknowledged for 24 hours: core.telegram.org/bots/api#getting-updates
KEPT = timedelta(hours=48)


class SqlInbox:
    """Updates; see `briefings.ports.Inbox` for what each method promises."""

    def __init__(self, database: Database, bot: int = 0) -> None:
        """Work on a database.

        Args:
            database: where the rows are.
            bot: Telegram's id of the bot that received the updates; those of another are not seen.
        """
        self._database = database
        self._bot = bot
        self._ours = inbox.c.bot == bot

    def add(self, payloads: Sequence[Mapping[str, Any]], now: datetime) -> list[dict[str, Any]]:
        """Store updates by `update_id`; returns those that were not there before, in order."""
        given = {int(payload["update_id"]): dict(payload) for payload in payloads}
        with self._database.writing() as connection:
            known = set(
                connection.scalars(select(inbox.c.update_id).where(self._ours, inbox.c.update_id.in_(list(given))))
            )
            fresh = {update_id: payload for update_id, payload in given.items() if update_id not in known}
            rows = [
                {"bot": self._bot, "update_id": update_id, "payload": json.dumps(payload), "received_at": now}
                for update_id, payload in fresh.items()
            ]
            if rows:
                connection.execute(inbox.insert(), rows)
            connection.execute(delete(inbox).where(inbox.c.done_at < now - KEPT))
        return list(fresh.values())

    def open(self) -> list[dict[str, Any]]:
        """Updates stored and not done, in order."""
        with self._database.reading() as connection:
            waiting = select(inbox.c.payload).where(self._ours, inbox.c.done_at.is_(None)).order_by(inbox.c.update_id)
            return [json.loads(payload) for payload in connection.scalars(waiting)]

    def offset(self) -> int:
        """One above the highest id stored, 0 where there is none."""
        with self._database.reading() as connection:
            highest = connection.scalar(select(func.max(inbox.c.update_id)).where(self._ours))
            return 0 if highest is None else int(highest) + 1

    def done(self, update_id: int, now: datetime) -> None:
        """Note that an update was answered: its id stays for 48 hours, what it said goes at once."""
        with self._database.writing() as connection:
            connection.execute(
                update(inbox)
                .where(self._ours, inbox.c.update_id == update_id, inbox.c.done_at.is_(None))
                .values(done_at=now, payload="{}")
            )
