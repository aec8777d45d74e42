"""Sketches of the stored articles and how many articles have a word; callers hold the transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.developments.sketches import Rarity, Sketch, sketch
from briefings.storage.developments import batches
from briefings.storage.tables import (
    articles,
    developments,
    issues,
    mentions,
    sketches,
    sources,
    story_counts,
    word_counts,
)

_ROW = 1  #: the only one of `story_counts`
#: An order of articles that does not depend on how they came into the archive.
_ORDER = (issues.c.date, sources.c.name, issues.c.number, articles.c.key, articles.c.place, articles.c.text)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles have a sketch, and how far stories were settled."""

    articles: int = 0
    words: int = 0  #: distinct words of each article, added up
    changes: int = 0  #: grows whenever an issue comes or goes
    settled: int = -1  #: `changes` when all stories were last looked at together; -1 for never
    settled_articles: int = 0


def counts(connection: Connection) -> Counts:
    """The figures as they stand."""
    row = connection.execute(select(story_counts).where(story_counts.c.id == _ROW)).one_or_none()
    return Counts() if row is None else Counts(*row[1:])


def keep_counts(connection: Connection, kept: Counts) -> None:
    """Note new figures; an empty archive has none."""
    if not kept.articles:
        connection.execute(delete(story_counts))
        return
    values = {name: getattr(kept, name) for name in Counts.__slots__}
    statement = upsert(story_counts).values(id=_ROW, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def draw(connection: Connection, issue_id: int | None = None) -> None:
    """Sketch the articles of an issue (None: of all) that have no sketch yet."""
    here = exists().where(sketches.c.article_id == articles.c.id)
    wanted = select(articles.c.id, articles.c.headline, articles.c.text, issues.c.date).join(issues).where(~here)
    if issue_id is not None:
        wanted = wanted.where(articles.c.issue_id == issue_id)
    rows = connection.execute(wanted).all()
    for some in batches(row.id for row in rows):
        _draw(connection, [row for row in rows if row.id in set(some)])


def _draw(connection: Connection, rows: Collection[Any]) -> None:
    ids = [row.id for row in rows]
    names = _by_article(
        connection, select(mentions.c.article_id, mentions.c.text).where(mentions.c.article_id.in_(ids))
    )
    of_these = developments.c.article_id.in_(ids)
    triggers = _by_article(connection, select(developments.c.article_id, developments.c.lemma).where(of_these))
    one_day = developments.c.when_first == developments.c.when_last
    days = _by_article(
        connection, select(developments.c.article_id, developments.c.when_first).where(of_these, one_day)
    )
    drawn = {
        row.id: sketch(
            " ".join(filter(None, (row.headline, row.text))),
            names=names[row.id], triggers=triggers[row.id], day=row.date, days=days[row.id],
        )
        for row in rows
    }  # fmt: skip
    _store(connection, drawn)


def _by_article(connection: Connection, wanted: Any) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for article_id, value in connection.execute(wanted):
        found[article_id].append(value)
    return found


def _store(connection: Connection, drawn: Mapping[int, Sketch]) -> None:
    if not drawn:
        return
    rows = [{"article_id": n, "words": dict(one.words), "days": sorted(one.days)} for n, one in drawn.items()]
    connection.execute(insert(sketches), rows)
    _count(connection, drawn.values(), 1)


def erase(connection: Connection, issue_id: int) -> None:
    """Take back what the articles of an issue counted; their sketches go with them."""
    ids = select(articles.c.id).where(articles.c.issue_id == issue_id)
    gone = [_sketch(row) for row in connection.execute(select(sketches).where(sketches.c.article_id.in_(ids)))]
    _count(connection, gone, -1)
    connection.execute(delete(sketches).where(sketches.c.article_id.in_(ids)))


def _count(connection: Connection, those: Collection[Sketch], sign: int) -> None:
    words = Counter(word for one in those for word in one.words)
    if words:
        statement = upsert(word_counts)
        changed = word_counts.c.articles + statement.excluded.articles
        statement = statement.on_conflict_do_update(index_elements=["word"], set_={"articles": changed})
        connection.execute(statement, [{"word": word, "articles": sign * n} for word, n in words.items()])
    if sign < 0:
        connection.execute(delete(word_counts).where(word_counts.c.articles <= 0))
    now = counts(connection)
    total = now.words + sign * words.total()
    keep_counts(connection, replace(now, articles=now.articles + sign * len(those), words=total))


def rarity(connection: Connection, those: Iterable[Sketch]) -> Rarity:
    """How rare the words of some articles are in the archive."""
    wanted = {word for one in those for word in one.words}
    found: dict[str, int] = {}
    for some in batches(wanted):
        rows = connection.execute(
            select(word_counts.c.word, word_counts.c.articles).where(word_counts.c.word.in_(some))
        )
        found.update({row.word: row.articles for row in rows})
    now = counts(connection)
    return Rarity(now.articles, now.words, lambda word: found.get(word, 0))


def of_articles(connection: Connection, ids: Collection[int]) -> dict[int, Sketch]:
    """The sketches of some articles."""
    found: dict[int, Sketch] = {}
    for some in batches(ids):
        rows = connection.execute(select(sketches).where(sketches.c.article_id.in_(some)))
        found.update({row.article_id: _sketch(row) for row in rows})
    return found


def every(connection: Connection) -> dict[int, Sketch]:
    """All sketches, in an order that does not depend on how the articles came.

    A word is one string for all that have it: read as they are stored, those of 100,000 articles took a gigabyte more.
    """
    placed = sketches.join(articles).join(issues).join(sources)
    words, counts_ = dict[str, str](), dict[float, float]()
    found = {}
    for row in connection.execute(select(sketches).select_from(placed).order_by(*_ORDER)):
        drawn = {words.setdefault(word, word): counts_.setdefault(n, n) for word, n in row.words.items()}
        found[row.article_id] = Sketch(drawn, frozenset(row.days))
    return found


def _sketch(row: Any) -> Sketch:
    return Sketch(row.words, frozenset(row.days))
