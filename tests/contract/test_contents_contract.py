"""What `ports.Archive.contents` promises."""

from __future__ import annotations

from briefings.model import ArticleHead, IssueContents, PageRead
from briefings.ports import Archive
from tests.builders import NOON, an_article, an_issue


def test_the_contents_are_the_articles_in_order_and_the_pages_nothing_was_read_from(archive: Archive) -> None:
    pages = (PageRead(1, "9"), PageRead(2, None, readable=False, confidence=0.2, reason="two columns that do not part"))
    issue = an_issue(
        an_article("The port opened.", "Ships came.", page="9", headline="Port"),
        an_article("Banks shut.", page="10–11", headline=None),
        pages=pages,
    )
    archive.add_issue(an_issue(number="25", file="weekly-25.pdf"), at=NOON)
    stored = archive.add_issue(issue, at=NOON)

    assert archive.contents(stored.issue_id) == IssueContents(
        articles=(ArticleHead("Port", "9", "The port opened."), ArticleHead(None, "10–11", "Banks shut.")),
        unreadable=(pages[1],),
    )


def test_an_issue_that_there_is_not_has_no_contents(archive: Archive) -> None:
    assert archive.contents(404) == IssueContents((), ())
