"""Which developments may bear on a question: the latest that concern whom it asks about, found without reading all.

A brief is told from these, so that its time does not grow with the archive. Days are looked through a stretch at a
time, from the last ones back, until enough is found; an archive of few developments is one stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from briefings.model import Bounds, EntityId
from briefings.storage import search
from briefings.storage.developments import one_of, within
from briefings.storage.quotes import first_sentence
from briefings.storage.tables import concerns, developments, issues

_OF_AN_ARTICLE = 4  #: developments that an article of the news has, about: so many fewer articles are looked through
_FIRST, _WIDER = 8, 4  #: times `limit` developments of anybody that the first stretch holds; how much longer others are
#: What ends more than a year after the period asked for is plans, and what goes on for years: it comes last, and only
#: so many of it are looked through.
_YEAR, _FAR = timedelta(days=366), 2_000
_SENTENCES = 2_000  #: that hold some words: fewer are all looked through

_Ids = Select[int, date]
_Found = Callable[["_Stretch", int], _Ids]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Developments whose days end from one day to another, both in it; None for any."""

    first: date | None
    last: date | None
    far: bool = False  #: long after what is asked for: the nearest are looked through, not the latest


def bearing(
    connection: Connection, sides: Sequence[Collection[EntityId]], words: Sequence[str], bounds: Bounds, limit: int
) -> tuple[int, ...]:
    """Ids of the developments that a question is answered from; see `Archive.bearing`."""
    stretches = tuple(_stretches(connection, bounds, limit))
    if not sides and not words:
        return _latest(connection, stretches, limit, lambda stretch, most: _any(stretch, bounds, most))
    ids: list[int] = []
    if sides:
        ids += _latest(connection, stretches, limit, lambda stretch, most: _concerning(sides, stretch, bounds, most))
    if len(sides) > 1:
        ids += _beside(connection, ids, bounds, limit // _OF_AN_ARTICLE)
    query = search.any_of(words)
    if query is not None:
        ids += _worded(connection, query, stretches, bounds, limit)
    return tuple(dict.fromkeys(ids))


# --- the latest, a stretch of days after another ---------------------------------------------------------------------


def _stretches(connection: Connection, bounds: Bounds, limit: int) -> Iterator[_Stretch]:
    """Stretches of days from the end of what is asked for back, the first one about long enough; then what is far."""
    oldest, newest, count = connection.execute(_extent()).one()
    if newest is None:
        return
    end = min(day for day in (newest, bounds.until, bounds.issue_until) if day)
    floor = max(end, bounds.since or date.min)  # what is asked for may lie after the last issue
    last = floor + _YEAR if floor < date.max - _YEAR else None
    days = _FIRST * limit * ((newest - oldest).days + 1) // (count or 1) + 1
    upper = last
    while (end - max(oldest, bounds.since or oldest)).days > days:
        since = end - timedelta(days=days)
        yield _Stretch(since, upper)
        upper, days = since - timedelta(days=1), days * _WIDER
    yield _Stretch(bounds.since, upper)
    if last is not None:
        yield _Stretch(last + timedelta(days=1), None, far=True)


def _extent() -> Select[date, date, int]:
    """The first and the last day of issues, and about how many developments there are."""
    return select(
        select(func.min(issues.c.date)).scalar_subquery(),
        select(func.max(issues.c.date)).scalar_subquery(),
        select(func.max(developments.c.id)).scalar_subquery(),
    )


def _latest(connection: Connection, stretches: Iterable[_Stretch], limit: int, found: _Found) -> tuple[int, ...]:
    """Ids of the developments that end last, the latest first, no more than `limit`."""
    ids: list[int] = []
    for stretch in stretches:
        if len(ids) < limit:
            ids += connection.scalars(found(stretch, limit - len(ids)))
    return tuple(ids)


def _ends_in(column: Any, stretch: _Stretch) -> Iterator[ColumnElement[bool]]:
    if stretch.first is not None:
        yield column >= stretch.first
    if stretch.last is not None:
        yield column <= stretch.last


def _of(some: _Ids, stretch: _Stretch, bounds: Bounds, most: int) -> _Ids:
    """The latest of some developments (id and last day) that stand within bounds, each once."""
    if stretch.far:
        some = some.order_by(list(some.selected_columns)[1]).limit(_FAR)
    ids, ends = some.subquery().c
    wanted = select(ids, ends).distinct().order_by(ends.desc(), ids.desc()).limit(most)
    rest = list(within(replace(bounds, since=None)))  # the stretch knows that they end late enough
    return wanted.where(exists().where(developments.c.id == ids, *rest)) if rest else wanted


# --- what is looked for ----------------------------------------------------------------------------------------------


def _any(stretch: _Stretch, bounds: Bounds, most: int) -> _Ids:
    some = select(developments.c.id, developments.c.ends).where(*_ends_in(developments.c.ends, stretch))
    return _of(some, stretch, bounds, most)


def _concerning(sides: Sequence[Collection[EntityId]], stretch: _Stretch, bounds: Bounds, most: int) -> _Ids:
    """The developments that concern an entity of each side."""
    ids, ends = concerns.c.development_id, concerns.c.ends
    one, *others = (
        select(ids, ends).where(one_of(concerns.c.entity, sorted(side)), *_ends_in(ends, stretch)) for side in sides
    )
    for other in others:
        one = one.where(ids.in_(other.with_only_columns(ids)))
    return _of(one, stretch, bounds, most)


def _worded(
    connection: Connection, query: str, stretches: Sequence[_Stretch], bounds: Bounds, limit: int
) -> tuple[int, ...]:
    """Ids of the latest developments whose sentence holds some words; `query` is as FTS5 takes it.

    Of words that many sentences hold, those of a stretch of days are looked for in what was read from a year before it,
    and what is far is left out.
    """
    near = [stretch for stretch in stretches if not stretch.far]
    often = search.often(connection, query, _SENTENCES)
    if near and not often:
        stretches = [_Stretch(near[-1].first, near[0].last), *(stretch for stretch in stretches if stretch.far)]

    def found(stretch: _Stretch, most: int) -> _Ids:
        first = stretch.first if often else None
        since = 0 if first is None or first < date.min + _YEAR else first_sentence(connection, first - _YEAR)
        some = search.developments_of(query, since).where(*_ends_in(developments.c.ends, stretch))
        return _of(some, stretch, bounds, most)

    return _latest(connection, near if often else stretches, limit, found)


def _beside(connection: Connection, ids: Sequence[int], bounds: Bounds, most: int) -> tuple[int, ...]:
    """Ids of all developments, within bounds, of the first `most` articles that some developments stand in."""
    rows = connection.execute(
        select(developments.c.id, developments.c.article_id).where(one_of(developments.c.id, ids))
    )
    article_of = {row.id: row.article_id for row in rows}
    wanted = list(dict.fromkeys(article_of[one] for one in ids if one in article_of))[:most]
    where = (one_of(developments.c.article_id, wanted), *within(bounds))
    return tuple(connection.scalars(select(developments.c.id).where(*where)))
