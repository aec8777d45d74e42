"""An archive that was begun before there were stories gets them, and so does one that was read article by article."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import delete, update

from briefings.storage import sketching
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import Database, open_database
from briefings.storage.tables import articles, developments, sketches, stories, story_counts, word_counts
from tests.builders import NOON, a_development, an_article, an_issue

FIRE = "A fire at the Nadira refinery killed four workers."
FIRE_TOO = "Four workers of the Nadira refinery were killed in a fire."
VOTE = "The parliament of Kalba voted for a tax on imported cement."


def read(database: Database, text: str, number: str) -> None:
    told = a_development(text, trigger="killed", type="ASSAULT")
    issue = an_issue(an_article(text, headline=None, developments=(told,)), number=number)
    SqlArchive(database).add_issue(issue, at=NOON)


def test_an_archive_without_stories_gets_them(database: Database) -> None:
    for number, text in enumerate((FIRE, FIRE_TOO, VOTE)):
        read(database, text, str(number))
    with database.writing() as connection:
        for table in (sketches, stories, story_counts, word_counts):
            connection.execute(delete(table))
        connection.execute(update(articles).values(story=None))
        connection.execute(update(developments).values(story=None))
    archive = SqlArchive(database)

    assert {one.story for one in archive.stories()} == {None}
    assert archive.settle_stories(at=NOON)

    first, second, third = archive.stories()
    assert first.story == second.story != third.story
    assert None not in {one.story for one in archive.developments()}


def test_counts_follow_issues_in_and_out(database: Database) -> None:
    read(database, FIRE, "1")
    with database.reading() as connection:
        before = sketching.counts(connection)
    read(database, VOTE, "2")
    archive = SqlArchive(database)
    archive.forget(max(issue.id for issue in archive.issues()))
    with database.reading() as connection:
        after = sketching.counts(connection)
        words = connection.execute(word_counts.select()).all()

    assert (after.articles, after.words) == (before.articles, before.words) == (1, len(words))


def test_many_issues_one_by_one_are_near_what_is_found_all_at_once(tmp_path: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path / 'archive.sqlite3'}")) as database:
        archive = SqlArchive(database)
        for number in range(12):
            read(database, f"{(FIRE, FIRE_TOO, VOTE)[number % 3]} Report {number}.", str(number))
        before = {one.id: one.story for one in archive.stories()}
        archive.settle_stories(at=NOON)

        assert {one.id: one.story for one in archive.stories()} == before
        assert len(set(before.values())) == 2
