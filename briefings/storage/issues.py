"""Issues in and out of the archive; callers hold the transaction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Table, delete, exists, func, insert, select

from briefings.model import (
    AnalysedArticle,
    AnalysedIssue,
    CitedSentence,
    Development,
    EntityId,
    IssueRecord,
    ReadCount,
    Stored,
)
from briefings.storage import decisions, names, search, stories
from briefings.storage.tables import (
    aliases,
    articles,
    concerns,
    descriptions,
    developments,
    entities,
    issues,
    mentions,
    pages,
    parties,
    roles,
    sentences,
    sources,
    story_counts,
)


@dataclass(frozen=True, slots=True)
class _Into:
    """The issue that rows are being added to."""

    connection: Connection
    issue_id: int
    source: str
    date: date
    at: datetime


def has(connection: Connection, source: str, digest: str) -> bool:
    """Whether these bytes are there for this source."""
    return _with_digest(connection, source, digest) is not None


def add(connection: Connection, issue: AnalysedIssue, at: datetime) -> Stored:
    """Store an issue whole; see `Archive.add_issue` for what an earlier one of the same bytes or number means.

    An issue that replaces another keeps its id, so that what named it goes on naming it.
    """
    same = _with_digest(connection, issue.source, issue.digest)
    if same is not None:
        return Stored("unchanged", same)
    earlier = _with_number(connection, issue)
    taught = names.taught_by(connection, earlier)
    told = _take_out(connection, earlier) if earlier is not None else {}
    into = _Into(connection, _add_head(connection, issue, earlier, at), issue.source, issue.date, at)
    issue_id = into.issue_id
    _insert(connection, pages, [{"issue_id": issue_id, "place": n, **asdict(p)} for n, p in enumerate(issue.pages)])
    _insert(connection, entities, [names.row_of(entity, issue_id) for entity in issue.learned])
    for place, article in enumerate(issue.articles):
        _add_article(into, article, place)
    names.keep(connection, taught, issue_id)
    decisions.settle(connection, issue_id)
    stories.enter(connection, issue_id, at, told)
    return Stored("added" if earlier is None else "replaced", issue_id)


def forget(connection: Connection, issue_id: int) -> bool:
    """Take an issue out, and its source where that was its last one."""
    source_id = connection.scalar(select(issues.c.source_id).where(issues.c.id == issue_id))
    if source_id is None:
        return False
    _take_out(connection, issue_id)
    stories.prune(connection)
    others = exists().where(issues.c.source_id == source_id)
    connection.execute(delete(sources).where(sources.c.id == source_id, ~others))
    search.clean(connection)
    return True


def listed(connection: Connection) -> tuple[IssueRecord, ...]:
    """All issues, the latest date first."""
    return _records(connection)


def latest(connection: Connection) -> tuple[IssueRecord, ...]:
    """The issues of the latest date."""
    return _records(connection, issues.c.date == select(func.max(issues.c.date)).scalar_subquery())


def stamp(connection: Connection) -> str:
    """How many issues there are, which is the newest, when the last was read, and how often any came or went."""
    counted = select(
        func.count(),
        func.max(issues.c.id),
        func.max(issues.c.read_at),
        select(func.max(story_counts.c.changes)).scalar_subquery(),
    ).select_from(issues)
    return "/".join(str(part) for part in connection.execute(counted).one())


def with_bytes(connection: Connection, source: str, digest: str) -> IssueRecord | None:
    """The issue of a source that was read from these bytes."""
    return next(iter(_records(connection, sources.c.name == source, issues.c.digest == digest)), None)


def editions(connection: Connection, source: str, number: str | None, day: date) -> tuple[IssueRecord, ...]:
    """Issues of a source with a number, whatever their date; without one, those of the date that have none."""
    if number is None:
        return _records(connection, sources.c.name == source, issues.c.number.is_(None), issues.c.date == day)
    return _records(connection, sources.c.name == source, issues.c.number == number)


def texts(connection: Connection, issue_id: int) -> tuple[str, ...]:
    """The text of each article of an issue, in order."""
    wanted = select(articles.c.text).where(articles.c.issue_id == issue_id).order_by(articles.c.place)
    return tuple(connection.scalars(wanted))


def _records(connection: Connection, *where: ColumnElement[bool]) -> tuple[IssueRecord, ...]:
    """Issues for which all of this holds, the latest date first."""
    wanted = (
        select(
            issues.c.id,
            sources.c.name.label("source"),
            issues.c.number,
            issues.c.date,
            issues.c.page_count.label("pages"),
            issues.c.unreadable_count.label("unreadable"),
            _count_of(articles).label("articles"),
            _count_of(developments).label("developments"),
            issues.c.file,
        )
        .join(sources)
        .where(*where)
        .order_by(issues.c.date.desc(), issues.c.id.desc())
    )
    return tuple(IssueRecord(**row._mapping) for row in connection.execute(wanted))  # noqa: SLF001  # its public name


def read_count(connection: Connection, until: date | None) -> ReadCount:
    """Issues, pages and unreadable pages up to an issue date."""
    read = select(
        func.count(),
        func.coalesce(func.sum(issues.c.page_count), 0),
        func.coalesce(func.sum(issues.c.unreadable_count), 0),
    ).select_from(issues)
    if until is not None:
        read = read.where(issues.c.date <= until)
    return ReadCount(*connection.execute(read).one())


def _with_digest(connection: Connection, source: str, digest: str) -> int | None:
    wanted = select(issues.c.id).join(sources).where(sources.c.name == source, issues.c.digest == digest)
    return connection.scalar(wanted)


def _with_number(connection: Connection, issue: AnalysedIssue) -> int | None:
    """The issue that this one is a new edition of."""
    number = issues.c.number.is_(None) if issue.number is None else issues.c.number == issue.number
    wanted = (
        select(issues.c.id).join(sources).where(sources.c.name == issue.source, issues.c.date == issue.date, number)
    )
    return connection.scalar(wanted)


def _source_id(connection: Connection, name: str) -> int:
    known = connection.scalar(select(sources.c.id).where(sources.c.name == name))
    return known or _insert_one(connection, sources, {"name": name})


def _take_out(connection: Connection, issue_id: int) -> stories.Earlier:
    """Remove an issue; all that hangs on it goes by foreign keys, the index by its triggers.

    Returns:
        The stories that its articles told.
    """
    names.hand_on(connection, issue_id)
    told = stories.leave(connection, issue_id)
    connection.execute(delete(issues).where(issues.c.id == issue_id))
    return told


def _count_of(table: Table) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(table.c.issue_id == issues.c.id).scalar_subquery()


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert_one(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    return int(connection.execute(insert(table).returning(table.c.id), row).scalar_one())


def _insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not rows:
        return []
    return list(connection.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows))


def _add_head(connection: Connection, issue: AnalysedIssue, earlier: int | None, at: datetime) -> int:
    values = {
        "source_id": _source_id(connection, issue.source),
        "number": issue.number,
        "date": issue.date,
        "digest": issue.digest,
        "file": issue.file,
        "page_count": len(issue.pages),
        "unreadable_count": sum(not page.readable for page in issue.pages),
        "read_at": at,
    }
    return _insert_one(connection, issues, values if earlier is None else {**values, "id": earlier})


def _add_article(into: _Into, article: AnalysedArticle, place: int) -> None:
    connection = into.connection
    head = {"headline": article.headline, "section": article.section, "text": article.text, "key": article.key}
    article_id = _insert_one(connection, articles, {"issue_id": into.issue_id, "place": place, **head})
    ids = _insert_all(connection, sentences, _sentence_rows(article.sentences, article_id))
    _insert(connection, mentions, _mention_rows(article, article_id, ids))
    learned = {"added_by": into.source, "added_at": into.at}
    _insert(
        connection,
        aliases,
        [{"entity": entity, "alias": alias, "sentence_id": ids[n], **learned} for entity, alias, n in article.aliases],
    )
    _insert(
        connection,
        roles,
        [{"entity": r.entity, "role": r.role, "former": r.former, "sentence_id": ids[n]} for r, n in article.roles],
    )
    said = dict.fromkeys((entity, ids[n]) for entity, n in article.descriptions)
    _insert(connection, descriptions, [{"entity": entity, "sentence_id": n} for entity, n in said])
    _add_developments(into, article, article_id, ids)


def _sentence_rows(cited: Sequence[CitedSentence], article_id: int) -> list[dict[str, Any]]:
    return [
        {"article_id": article_id, "place": n, "start": s.start, "stop": s.end, "text": s.text, "page": s.page}
        for n, s in enumerate(cited)
    ]


def _mention_rows(article: AnalysedArticle, article_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = []
    for mention, n in zip(article.mentions, _sentences_of(article), strict=True):
        rows.append(
            {
                "article_id": article_id,
                "sentence_id": None if n is None else ids[n],
                "start": mention.start,
                "stop": mention.end,
                "text": " ".join(mention.text.split()),
                "label": mention.label,
                "entity": mention.entity,
                "read_as": mention.entity,
            }
        )
    return rows


def _sentences_of(article: AnalysedArticle) -> Iterator[int | None]:
    """For each mention the sentence that it begins in; between sentences none."""
    starts = [sentence.start for sentence in article.sentences]
    for mention in article.mentions:
        n = bisect_right(starts, mention.start) - 1
        yield n if n >= 0 and mention.start < article.sentences[n].end else None


def _add_developments(into: _Into, article: AnalysedArticle, article_id: int, sentence_ids: Sequence[int]) -> None:
    connection, found = into.connection, article.developments
    where = {"issue_id": into.issue_id, "article_id": article_id}
    rows = [
        {**where, "sentence_id": sentence_ids[development.sentence], "place": n, **_facts(development, into.date)}
        for n, development in enumerate(found)
    ]
    ids = _insert_all(connection, developments, rows)
    _insert(connection, parties, [row for n, d in zip(ids, found, strict=True) for row in _party_rows(n, d)])
    named = _named(article)
    _insert(
        connection,
        concerns,
        [
            {"entity": entity, "ends": row["ends"], "development_id": n}
            for n, row, d in zip(ids, rows, found, strict=True)
            for entity in {party.entity for party in (*d.actors, *d.targets)} | named.get(d.sentence, set())
            if entity is not None
        ],
    )


def _party_rows(development_id: int, development: Development) -> list[dict[str, Any]]:
    return [
        {"development_id": development_id, "side": side, "place": n, **asdict(party)}
        for side, those in (("actor", development.actors), ("target", development.targets))
        for n, party in enumerate(those)
    ]


def _named(article: AnalysedArticle) -> dict[int | None, set[EntityId | None]]:
    """Sentence → whom it names."""
    named: dict[int | None, set[EntityId | None]] = {}
    for mention, n in zip(article.mentions, _sentences_of(article), strict=True):
        named.setdefault(n, set()).add(mention.entity)
    return named


def _facts(development: Development, issue_date: date) -> dict[str, Any]:
    when = development.when
    return {
        "type": development.type,
        "statement": development.statement,
        "when_first": when and when.first,
        "when_last": when and when.last,
        "when_value": when and when.value,
        "begins": when.first if when else issue_date,
        "ends": when.last if when else issue_date,
        "location": development.place,
        "figures": [asdict(figure) for figure in development.figures],
        "status": development.status,
        "said_by": development.source,
        "salience": development.salience,
        "lemma": development.trigger,
        "event": development.event,
    }
