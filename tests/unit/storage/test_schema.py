"""The schema equals the sum of its migrations."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from briefings.storage.columns import metadata
from briefings.storage.engine import Database, open_database
from briefings.storage.schema import MIGRATIONS, NEWEST


def definitions(connection: Connection) -> dict[str, str]:
    """What SQLite keeps of tables, indexes and triggers, spacing and order of columns' constraints aside."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {name: re.sub(r"\s+|\"", " ", sql).strip() for name, sql in rows if name != "alembic_version"}


def pieces(sql: str) -> list[str]:
    return sorted(re.sub(r"\s+", " ", piece).strip(" )") for piece in re.split(r"[,(]", sql))


def test_migrations_lead_to_the_tables(database: Database, tmp_path: Path) -> None:
    made = create_engine(f"sqlite:///{tmp_path / 'made.sqlite3'}")
    with made.begin() as connection:
        metadata.create_all(connection)
        wanted = definitions(connection)
    made.dispose()
    with database.reading() as connection:
        found = definitions(connection)

    assert found.keys() == wanted.keys()
    assert {name: pieces(sql) for name, sql in found.items()} == {name: pieces(sql) for name, sql in wanted.items()}


def test_alembic_finds_nothing_left_to_do(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _no_shadow})
        assert compare_metadata(context, metadata) == []


def _no_shadow(_thing: object, name: str | None, _kind: str, _reflected: bool, _other: object) -> bool:  # noqa: FBT001
    return not str(name).startswith("sentence_search")


def test_there_is_one_newest_revision_and_the_program_knows_it() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [NEWEST]


def test_opening_twice_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with closing(open_database(f"sqlite:///{path}")):
        pass

    assert path.read_bytes() == before


def test_every_foreign_key_is_indexed(database: Database) -> None:
    """Or taking an issue out would read whole tables."""
    with database.reading() as connection:
        for table in metadata.tables.values():
            for column in (key.parent.name for key in table.foreign_keys):
                plan = connection.execute(text(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table.name} WHERE {column} = 1"))  # noqa: S608
                assert "SEARCH" in plan.one().detail, f"{table.name}.{column}"
