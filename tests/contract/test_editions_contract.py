"""What `ports.Archive` promises of issues that may be read again."""

from __future__ import annotations

from datetime import date

from briefings.ports import Archive
from tests.builders import NOON, an_article, an_issue


def test_an_issue_is_found_by_its_bytes(archive: Archive) -> None:
    archive.add_issue(an_issue(digest="d1", file="a.pdf"), at=NOON)
    found = archive.with_bytes("Weekly", "d1")

    assert found is not None
    assert (found.number, found.file, found.articles) == ("26", "a.pdf", 1)
    assert archive.with_bytes("Weekly", "d2") is None
    assert archive.with_bytes("Daily", "d1") is None


def test_editions_have_the_same_number_the_latest_first(archive: Archive) -> None:
    for number, day, digest in (("26", "2020-07-01", "1"), ("26", "2021-06-30", "2"), ("27", "2020-07-08", "3")):
        archive.add_issue(an_issue(number=number, date=date.fromisoformat(day), digest=digest), at=NOON)

    assert [one.date.year for one in archive.editions("Weekly", "26", date(2020, 7, 1))] == [2021, 2020]
    assert archive.editions("Daily", "26", date(2020, 7, 1)) == ()


def test_without_a_number_those_of_the_day_that_have_none_are_editions(archive: Archive) -> None:
    archive.add_issue(an_issue(number=None, digest="1"), at=NOON)
    archive.add_issue(an_issue(number="26", digest="2"), at=NOON)

    assert [one.number for one in archive.editions("Weekly", None, date(2020, 7, 1))] == [None]
    assert archive.editions("Weekly", None, date(2020, 7, 2)) == ()


def test_the_texts_of_an_issue_come_in_order(archive: Archive) -> None:
    issue = archive.add_issue(an_issue(an_article("Acme bought Bolt."), an_article("Cora slept.")), at=NOON).issue_id

    assert archive.texts(issue) == ("Acme bought Bolt.", "Cora slept.")
    assert archive.texts(issue + 1) == ()
