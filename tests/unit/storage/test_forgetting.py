"""An issue that is taken out leaves nothing behind."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from briefings.model import AnalysedIssue, EntityId, Figure
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database, open_database
from tests.builders import NOON, a_day, a_development, a_party, a_role, an_article, an_entity, an_issue

ACME = EntityId("acme")
RARE = "zanzibarite"
STEM = "nzibari"  #: as the index may hold it, cut at both ends


def a_full_issue(**fields: object) -> AnalysedIssue:
    sentence = f"Acme, the {RARE}, bought two plants of Bolt."
    told = a_development(
        sentence,
        actors=(a_party("Acme", "acme"),),
        targets=(a_party("Bolt", "bolt"),),
        when=a_day("2020-06-01"),
        figures=(Figure("two plants", 2.0, "plants"),),
    )
    article = an_article(
        sentence,
        names={"Acme": "acme", "Bolt": "bolt"},
        headline=f"The {RARE}",
        developments=(told,),
        roles=((a_role(role=f"the {RARE}"), 0),),
        aliases=((ACME, f"the {RARE}", 0),),
        descriptions=((ACME, 0),),
    )
    learned = (an_entity("acme", description=RARE),)
    return an_issue(article, learned=learned, **fields)


def row_counts(database: Database) -> dict[str, int]:
    """Rows of every table, those behind the full-text index included; SQLite's and Alembic's own aside."""
    with database.reading() as connection:
        names = connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        ).all()
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608  # our own names
            for name in names
            if name != "alembic_version"
        }


def test_forgetting_leaves_no_row_in_any_table(database: Database) -> None:
    archive = SqlArchive(database)
    before = row_counts(database)
    stored = archive.add_issue(a_full_issue(), at=NOON)
    during = row_counts(database)
    archive.forget(stored.issue_id)

    filled = {name for name, count in during.items() if count > before[name]}
    assert {"issues", "sentences", "mentions", "parties", "aliases", "roles", "entities", "sources"} <= filled
    assert row_counts(database) == before


def test_forgetting_leaves_other_issues_whole(database: Database) -> None:
    archive = SqlArchive(database)
    archive.add_issue(a_full_issue(number="25"), at=NOON)
    before = row_counts(database)
    stored = archive.add_issue(a_full_issue(), at=NOON)
    archive.forget(stored.issue_id)

    assert row_counts(database) == before
    assert [quote.number for quote in archive.search(RARE)] == ["25"]
    assert [entity.id for entity in archive.learned_entities()] == [ACME]


def test_no_word_of_a_forgotten_issue_stays_in_the_file(database: Database, path: Path) -> None:
    archive = SqlArchive(database)
    archive.add_issue(an_issue(number="25"), at=NOON)
    stored = archive.add_issue(a_full_issue(), at=NOON)
    database.close()
    assert RARE.encode() in path.read_bytes()

    archive.forget(stored.issue_id)
    database.close()
    with closing(open_database(f"sqlite:///{path}")) as again:
        assert SqlArchive(again).search("acme") != ()

    assert STEM.encode() not in path.read_bytes()


def test_an_edition_that_is_replaced_leaves_as_little(database: Database) -> None:
    archive = SqlArchive(database)
    archive.add_issue(an_issue(), at=NOON)
    before = row_counts(database)
    archive.add_issue(a_full_issue(), at=NOON)
    archive.add_issue(an_issue(), at=NOON)

    after = row_counts(database)
    assert {name: after[name] for name in before if not name.startswith("sentence_search")} == {
        name: before[name] for name in before if not name.startswith("sentence_search")
    }
