"""Which schema a file has, and the way from there to the newest, by Alembic."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, text

from briefings.errors import StorageError

NEWEST = "0004"  #: revision of the schema in `tables.py` and `chat_tables.py`
APPLICATION_ID = 0x4472_6167  #: "Drag", in the file's head: sqlite.org/pragma.html#pragma_application_id
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection, path: Path) -> Callable[[Connection], None] | None:
    """What has to be done, in a writing transaction, until the file has the newest schema; None where it has.

    Args:
        connection: a reading one.
        path: of the file, for error sentences.

    Raises:
        StorageError: the file belongs to another program or to a newer Dragoman.
    """
    if _is_empty(connection):
        return _migrate
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise StorageError(f"{path} is the database of another program. Name another file in DRAGOMAN_DATABASE_URL.")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision == NEWEST:
        return None
    if revision not in _known_revisions():
        raise StorageError(
            f"The archive {path} was written by a newer Dragoman (schema {revision}; this one knows {NEWEST})."
            " Install that version, or put a backup in its place."
        )
    return _migrate


def _is_empty(connection: Connection) -> bool:
    return connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0


def _known_revisions() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # 0.15 s that an archive of today does without

    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _migrate(connection: Connection) -> None:
    """Go to the newest schema; where another process was faster there is nothing left to do."""
    from alembic import command  # noqa: PLC0415  # as above
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
