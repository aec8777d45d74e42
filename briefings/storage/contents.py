"""What stands in an issue: its articles with their pages, and the pages that nothing was read from."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from briefings.model import ArticleHead, IssueContents, PageRead
from briefings.storage.tables import articles, pages, sentences


def of_issue(connection: Connection, issue_id: int) -> IssueContents:
    """The contents of an issue in order; empty where there is no such issue."""
    first = and_(sentences.c.article_id == articles.c.id, sentences.c.place == 0)
    heads = (
        select(articles.c.headline, sentences.c.page, sentences.c.text)
        .select_from(articles.outerjoin(sentences, first))
        .where(articles.c.issue_id == issue_id)
        .order_by(articles.c.place)
    )
    unread = (
        select(pages.c.number, pages.c.folio, pages.c.readable, pages.c.confidence, pages.c.reason)
        .where(pages.c.issue_id == issue_id, pages.c.readable.is_(False))
        .order_by(pages.c.place)
    )
    return IssueContents(
        tuple(ArticleHead(headline, page or "", text or "") for headline, page, text in connection.execute(heads)),
        tuple(PageRead(*row) for row in connection.execute(unread)),
    )
