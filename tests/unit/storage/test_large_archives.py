"""What is looked through in part because there is much of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefings.model import Bounds, Development, EntityId
from briefings.storage import candidates, search
from briefings.storage.archive import SqlArchive
from briefings.storage.engine import open_database
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue

FIRST = date(2015, 1, 4)
WEEKS = 150
ACME = EntityId("acme")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, empty_archive: Path) -> Path:
    """Three years of weekly issues, each of one sentence on what happened the day before."""
    file = Path(shutil.copy(empty_archive, tmp_path_factory.mktemp("large")))
    database = open_database(f"sqlite:///{file}")
    for week in range(WEEKS):
        issued = FIRST + timedelta(weeks=week)
        _read(SqlArchive(database), f"Acme shipped oil, week {week}.", issued, issued - timedelta(days=1))
    database.close()
    return file


@pytest.fixture
def filled(file: Path, tmp_path: Path) -> Iterator[SqlArchive]:
    database = open_database(f"sqlite:///{shutil.copy(file, tmp_path)}")
    yield SqlArchive(database)
    database.close()


def _read(archive: SqlArchive, told: str, issued: date, day: date) -> None:
    event = a_development(told, when=a_day(day), actors=(a_party("Acme", ACME),), targets=())
    issue = an_issue(an_article(told, developments=(event,)), number=told, date=issued, digest=told)
    archive.add_issue(issue, at=NOON)


def _weeks(found: Sequence[Development]) -> list[int]:
    return sorted(int(one.statement.split()[-1].rstrip(".")) for one in found)


@pytest.mark.parametrize("few", [5, 2000])
def test_words_that_many_sentences_hold_give_the_latest(
    filled: SqlArchive, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(candidates, "_SENTENCES", few)

    assert _weeks(filled.bearing((), ("shipped oil",), Bounds(), limit=3)) == [WEEKS - 3, WEEKS - 2, WEEKS - 1]
    assert _weeks(filled.bearing((), ("oil", "acme"), Bounds(), limit=WEEKS)) == list(range(WEEKS))
    bounds = Bounds(since=FIRST, until=FIRST + timedelta(weeks=10))
    assert _weeks(filled.bearing((), ("shipped oil",), bounds, limit=3)) == [8, 9, 10]
    assert filled.bearing((), ("week 7 8",), Bounds(), limit=3) == ()


def test_of_very_many_sentences_those_read_last_are_ranked(filled: SqlArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_RANKED", 4)

    assert {quote.date for quote in filled.search("oil", limit=10)} == {
        FIRST + timedelta(weeks=week) for week in range(WEEKS - 4, WEEKS)
    }


def test_plans_for_years_ahead_come_behind_what_happened(filled: SqlArchive) -> None:
    _read(filled, "Acme will ship oil, week 2040.", FIRST + timedelta(weeks=10), date(2040, 1, 1))

    assert _weeks(filled.bearing(([ACME],), (), Bounds(), limit=2)) == [WEEKS - 2, WEEKS - 1]
    assert 2040 in _weeks(filled.bearing(([ACME],), (), Bounds(), limit=1000))
    assert _weeks(filled.bearing(([ACME],), (), Bounds(since=date(2039, 1, 1)), limit=2)) == [2040]


def test_a_long_list_of_issues_is_kept_until_one_comes_or_goes(filled: SqlArchive) -> None:
    assert len(filled.issues()) == WEEKS
    assert filled.issues() is filled.issues()

    filled.forget(filled.issues()[0].id)

    assert filled.issues()[0].date == FIRST + timedelta(weeks=WEEKS - 2)
