"""The evidence: which columns make a `Quote`, where they come from, and in which order issues are read."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, func, select

from briefings.model import Quote
from briefings.storage.tables import articles, issues, sentences, sources

AnyRow = Row[*tuple[Any, ...]]

#: What `quote_of` needs, under names of its own beside other columns.
QUOTE = (
    sources.c.name.label("q_source"),
    issues.c.number.label("q_number"),
    issues.c.date.label("q_date"),
    sentences.c.page.label("q_page"),
    articles.c.headline.label("q_article"),
    sentences.c.text.label("q_sentence"),
    issues.c.id.label("q_issue_id"),
    articles.c.id.label("q_article_id"),
    articles.c.key.label("q_key"),
)

#: Every sentence with its article, issue and source.
PLACED: FromClause = sentences.join(articles).join(issues).join(sources)

#: By issue date, then place in the issue; the ids keep two issues of one day apart.
IN_ORDER: tuple[ColumnElement[Any], ...] = (issues.c.date, issues.c.id, articles.c.place, sentences.c.place)
LATEST_FIRST: tuple[ColumnElement[Any], ...] = (
    issues.c.date.desc(),
    issues.c.id.desc(),
    articles.c.place,
    sentences.c.place,
)


def quote_of(row: AnyRow) -> Quote:
    """The quote of a row that has the columns `QUOTE`."""
    return Quote(
        source=row.q_source,
        number=row.q_number,
        date=row.q_date,
        page=row.q_page,
        article=row.q_article,
        sentence=row.q_sentence,
        issue_id=row.q_issue_id,
        article_id=row.q_article_id,
        key=row.q_key,
    )


def first_sentence(connection: Connection, day: date) -> int:
    """An id below which no sentence is of an issue of a day or later; 0 where no issue is.

    Articles and their sentences are numbered as they come in.
    """
    begins = select(articles.c.id).where(articles.c.issue_id == issues.c.id, articles.c.place == 0).scalar_subquery()
    first = connection.scalar(select(func.min(begins)).select_from(issues).where(issues.c.date >= day))
    if first is None:
        return 0
    after = select(sentences.c.id).where(sentences.c.article_id >= first)
    return connection.scalar(after.order_by(sentences.c.article_id, sentences.c.place).limit(1)) or 0
