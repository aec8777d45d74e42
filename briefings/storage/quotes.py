"""The evidence: which columns make a `Quote`, where they come from, and in which order issues are read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row

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
    )
