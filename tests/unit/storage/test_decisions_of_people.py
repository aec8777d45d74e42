"""Decisions lie over what was read: beside each mention stands who it is by its text alone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from briefings.model import Decision, EntityId
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database, open_database
from briefings.storage.schema import APPLICATION_ID, MIGRATIONS
from tests.builders import NOON, a_development, a_party, an_article, an_entity, an_issue

MERGE = Decision("merge", EntityId("acme"), "Ada", NOON, other=EntityId("bolt"), records=(an_entity("bolt"),))


def test_an_archive_of_the_first_schema_keeps_whom_its_mentions_name(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0001")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in (
            "INSERT INTO sources VALUES (1, 'Weekly')",
            "INSERT INTO issues VALUES (1, 1, '26', '2020-07-01', 'd', 'f', 1, 0, '2020-07-01 12:00:00')",
            "INSERT INTO articles VALUES (1, 1, 0, 'Acme', NULL, 'Acme')",
            "INSERT INTO mentions VALUES (1, 1, NULL, 0, 4, 'Acme', 'ORG', 'acme')",
        ):
            connection.execute(text(statement))
    engine.dispose()

    with closing(open_database(f"sqlite:///{path}")) as database, database.reading() as connection:
        assert connection.execute(text("SELECT entity, read_as FROM mentions")).one() == ("acme", "acme")


def test_a_merge_moves_mentions_parties_and_what_was_said_and_undoing_moves_them_back(database: Database) -> None:
    archive = SqlArchive(database)
    bought = a_development(actors=(a_party("Bolt", "bolt"),))
    article = an_article("Bolt bought it.", names={"Bolt": "bolt"}, developments=(bought,))
    archive.add_issue(an_issue(article, learned=(an_entity("bolt"),)), at=NOON)

    made = archive.decide(MERGE)

    assert archive.mention_counts() == {"acme": 1}
    assert [d.actors[0].entity for d in archive.developments(entities=[EntityId("acme")])] == ["acme"]
    assert archive.developments(entities=[EntityId("bolt")]) == ()

    archive.undo(made.id or 0, by="Ben", at=NOON)

    assert archive.mention_counts() == {"bolt": 1}
    assert archive.developments(entities=[EntityId("acme")]) == ()
    assert archive.decisions()[0].undone_by == "Ben"


def test_an_issue_that_comes_in_later_is_under_the_decision_too(database: Database) -> None:
    archive = SqlArchive(database)
    archive.decide(MERGE)

    archive.add_issue(an_issue(an_article("Bolt bought it.", names={"Bolt": "bolt"})), at=NOON)

    assert archive.mention_counts() == {"acme": 1}
