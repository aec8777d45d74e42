"""What every table is made of: two types that keep values what the records promise, and keys.

Identifiers that leave the database (in a button, in a report) are never given twice, hence AUTOINCREMENT there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, MetaData
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Text(TypeDecorator[str]):
    """Text as UTF-8 can hold it: a lone surrogate or a NUL, which a damaged PDF may give, becomes one other sign.

    Offsets stay true, since one character takes the place of one.
    """

    impl = SqlText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's
        """Make the text fit."""
        if value is None or value.isascii():
            return value if value is None else value.replace("\0", "?")
        return value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive time: nobody knows when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} is a naive time; the database keeps instants")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give UTC back."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(naming_convention=NAMING)


def key() -> Column[int]:
    """A row's number, given by the database."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def of(parent: str, *, name: str | None = None, **more: Any) -> Column[int]:
    """A column that names a row of another table and goes with it."""
    column = name or f"{parent.removesuffix('s')}_id"
    return Column(column, Integer, ForeignKey(f"{parent}.id", ondelete="CASCADE"), **{"nullable": False, **more})
