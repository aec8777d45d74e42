"""How far something was looked at, by name: rows of `marks`."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from briefings.storage.chat_tables import marks

HELD = "held "  #: marks of subscribers for whom alerts are kept are called so, with their number
DIGEST = "digest "  #: likewise the place in the archive that their last digest saw
OF_SUBSCRIBERS = (HELD, DIGEST)


def put_mark(connection: Connection, bot: int, name: str, value: int) -> None:
    """Note how far something was looked at, in a transaction of the caller's."""
    put = insert_or_leave(marks).values(bot=bot, name=name, value=value)
    connection.execute(put.on_conflict_do_update(index_elements=["bot", "name"], set_={"value": value}))
