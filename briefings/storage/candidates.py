"""Which developments may bear on a question: the latest that concern whom it asks about, found without reading all.

A brief is told from these, so that its time does not grow with the archive. An archive of fewer developments than the
limit is looked at whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from briefings.model import Bounds, EntityId
from briefings.storage import search
from briefings.storage.developments import batches, within
from briefings.storage.tables import concerns, developments, issues

_OF_AN_ARTICLE = 4  #: developments that an article of the news has, about: so many fewer articles are looked through
_LOOKED_THROUGH = 600  #: developments of one side of a relation that are looked through one by one
_WINDOWS = (60, 240, 960)  #: days
_LATEST_FIRST = (developments.c.ends.desc(), developments.c.id.desc())


def bearing(
    connection: Connection, sides: Sequence[Collection[EntityId]], words: Sequence[str], bounds: Bounds, limit: int
) -> tuple[int, ...]:
    """Ids of the developments that a question is answered from; see `Archive.bearing`."""
    if not sides and not words:
        return _latest(connection, bounds, limit)
    found: list[int] = []
    if len(sides) == 1:
        found += _concerning(connection, sides[0], bounds, limit)
    elif sides:
        both = _between(connection, sides[0], sides[1], bounds, limit)
        found += (*both, *_beside(connection, both, bounds, limit // _OF_AN_ARTICLE))
    for some in words:
        found += _worded(connection, some, bounds, limit)
    return tuple(dict.fromkeys(found))


def _latest(connection: Connection, bounds: Bounds, limit: int) -> tuple[int, ...]:
    """Ids of the developments whose days end last, the latest first."""
    found = select(developments.c.id).where(*within(bounds))
    return tuple(connection.scalars(found.order_by(*_LATEST_FIRST).limit(limit)))


def _concerning(connection: Connection, entities: Collection[EntityId], bounds: Bounds, limit: int) -> tuple[int, ...]:
    """Ids of the developments that concern one of some entities and end last, the latest first.

    Each entity's latest are read off its part of the table, so that one who is everywhere costs what others do.
    """
    found: dict[int, date] = {}
    for entity in sorted(entities):
        where = (concerns.c.entity == entity, *_on_concerns(bounds))
        order = (concerns.c.ends.desc(), concerns.c.development_id.desc())
        some = select(concerns.c.development_id, concerns.c.ends).where(*where).order_by(*order).limit(limit)
        found.update({row.development_id: row.ends for row in connection.execute(some)})
    return tuple(sorted(found, key=lambda one: (found[one], one), reverse=True)[:limit])


def _between(
    connection: Connection, left: Collection[EntityId], right: Collection[EntityId], bounds: Bounds, limit: int
) -> tuple[int, ...]:
    """Ids of the developments that concern both sides of a relation and end last, the latest first."""
    counts = [_count(connection, side) for side in (left, right)]
    few, many = (left, right) if counts[0] <= counts[1] else (right, left)
    if min(counts) <= _LOOKED_THROUGH:
        return _of_both(connection, few, many, bounds, limit)
    found: tuple[int, ...] = ()
    for narrowed in _ever_wider(connection, bounds):
        both = _ids(few, narrowed).intersect(_ids(many, narrowed)).subquery()
        chosen = select(developments.c.id).join(both, both.c.development_id == developments.c.id)
        found = tuple(connection.scalars(chosen.order_by(*_LATEST_FIRST).limit(limit)))
        if len(found) == limit:
            break
    return found


def _count(connection: Connection, side: Collection[EntityId]) -> int:
    counted = select(func.count()).select_from(concerns).where(concerns.c.entity.in_(sorted(side)))
    return connection.scalar(counted) or 0


def _of_both(
    connection: Connection, few: Collection[EntityId], many: Collection[EntityId], bounds: Bounds, limit: int
) -> tuple[int, ...]:
    """As `_between`, from the few that concern one side: whom else each concerns is looked up."""
    ends: dict[int, date] = dict(connection.execute(_ids(few, bounds).add_columns(concerns.c.ends)).all())
    wanted, found = set(many), set[int]()
    for some in batches(ends):
        both = select(concerns.c.development_id, concerns.c.entity).where(concerns.c.development_id.in_(some))
        found |= {row.development_id for row in connection.execute(both) if row.entity in wanted}
    return tuple(sorted(found, key=lambda one: (ends[one], one), reverse=True)[:limit])


def _ever_wider(connection: Connection, bounds: Bounds) -> Iterator[Bounds]:
    """The bounds from some days before the end of the archive on, from more, and as they are."""
    newest: date | None = connection.scalar(select(func.max(issues.c.date)))
    last = min(day for day in (newest or date.max, bounds.until, bounds.issue_until) if day)
    for days in _WINDOWS:
        since = last - timedelta(days=days)
        if bounds.since is None or bounds.since < since:
            yield replace(bounds, since=since)
    yield bounds


def _ids(side: Collection[EntityId], bounds: Bounds) -> Select[int]:
    return select(concerns.c.development_id).where(concerns.c.entity.in_(sorted(side)), *_on_concerns(bounds))


def _worded(connection: Connection, words: str, bounds: Bounds, limit: int) -> tuple[int, ...]:
    """Ids of the developments whose sentence holds all the words and that end last, the latest first."""
    found = search.with_words(words)
    if found is None:
        return ()
    return tuple(connection.scalars(found.where(*within(bounds)).order_by(*_LATEST_FIRST).limit(limit)))


def _beside(connection: Connection, ids: Sequence[int], bounds: Bounds, articles: int) -> tuple[int, ...]:
    """Ids of all developments, within bounds, of the first `articles` articles that some developments stand in."""
    rows = connection.execute(select(developments.c.id, developments.c.article_id).where(developments.c.id.in_(ids)))
    article_of = {row.id: row.article_id for row in rows}
    wanted = list(dict.fromkeys(article_of[one] for one in ids if one in article_of))[:articles]
    where = (developments.c.article_id.in_(wanted), *within(bounds))
    return tuple(connection.scalars(select(developments.c.id).where(*where)))


def _on_concerns(bounds: Bounds) -> Iterator[ColumnElement[bool]]:
    """Bounds on rows of `concerns`, which know only the last day: the rest is asked of the development."""
    if bounds.since is not None:
        yield concerns.c.ends >= bounds.since
    rest = list(within(replace(bounds, since=None)))
    if rest:  # asked row by row, so that it ends where enough are found
        yield exists().where(developments.c.id == concerns.c.development_id, *rest)
