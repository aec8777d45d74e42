"""Developments with their evidence, chosen by entity and day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from briefings.entities.decisions import party_of
from briefings.model import Bounds, DaySpan, Development, EntityId, Figure, Party
from briefings.storage import decisions
from briefings.storage.quotes import IN_ORDER, PLACED, QUOTE, AnyRow, quote_of
from briefings.storage.tables import concerns, developments, issues, mentions, parties, sentences

_Id = TypeVar("_Id", int, str)
_AT_A_TIME = 10_000  #: bound values in one statement; SQLite takes 32,766

_COLUMNS = (developments, sentences.c.place.label("sentence_place"), *QUOTE)
_PLACED = PLACED.join(developments, developments.c.sentence_id == sentences.c.id)

_Sides = dict[tuple[int, str], list[Party]]


def chosen(connection: Connection, entities: Collection[EntityId] | None, bounds: Bounds) -> tuple[Development, ...]:
    """See `Archive.developments`. Two queries, however many there are."""
    where = list(within(bounds))
    if entities is not None:
        where.append(developments.c.id.in_(_concerning(sorted(entities), bounds.since)))
    return _loaded(connection, where)


def with_ids(connection: Connection, ids: Collection[int]) -> tuple[Development, ...]:
    """Developments of these ids, in the same order as `chosen` gives."""
    loaded = [one for some in batches(ids) for one in _loaded(connection, [one_of(developments.c.id, some)])]
    return tuple(loaded)


def of_issues(connection: Connection, ids: Collection[int]) -> tuple[Development, ...]:
    """Developments of some issues, in the same order as `chosen` gives."""
    return _loaded(connection, [developments.c.issue_id.in_(sorted(ids))])


def _loaded(connection: Connection, where: Sequence[ColumnElement[bool]]) -> tuple[Development, ...]:
    rows = connection.execute(
        select(*_COLUMNS).select_from(_PLACED).where(*where).order_by(*IN_ORDER, developments.c.place)
    ).all()
    sides = _sides(connection, [row.id for row in rows])
    return tuple(_development(row, sides) for row in rows)


def entities_in_sentences(connection: Connection, ids: Collection[int]) -> Mapping[int, frozenset[EntityId]]:
    """For each id asked for, the entities named in its sentence."""
    named: dict[int, set[EntityId]] = {development_id: set() for development_id in ids}
    for some in batches(ids):
        found = (
            select(developments.c.id, mentions.c.entity)
            .join(mentions, mentions.c.sentence_id == developments.c.sentence_id)
            .where(one_of(developments.c.id, some), mentions.c.entity.is_not(None))
        )
        for development_id, entity in connection.execute(found):
            named[development_id].add(entity)
    return {development_id: frozenset(those) for development_id, those in named.items()}


def within(bounds: Bounds) -> Iterator[ColumnElement[bool]]:
    """Bounds as conditions on rows of `developments`."""
    if bounds.since is not None:
        yield developments.c.ends >= bounds.since
    if bounds.until is not None:
        yield developments.c.begins <= bounds.until
    if bounds.issue_until is not None:
        yield developments.c.issue_id.in_(select(issues.c.id).where(issues.c.date <= bounds.issue_until))
    if bounds.types:
        yield developments.c.type.in_(sorted(bounds.types))


def _concerning(entities: Collection[EntityId], since: date | None) -> Select[int]:
    """Ids of developments with one of the entities as a party, or named in the sentence."""
    ids = select(concerns.c.development_id).where(concerns.c.entity.in_(entities))
    return ids if since is None else ids.where(concerns.c.ends >= since)


def _sides(connection: Connection, ids: Collection[int]) -> _Sides:
    sides: _Sides = {}
    stands = decisions.of_standing(connection) if ids else ()
    for some in batches(ids):
        those = select(parties).where(one_of(parties.c.development_id, some))
        for row in connection.execute(those.order_by(parties.c.development_id, parties.c.place)):
            party = Party(row.text, row.name, row.entity)
            sides.setdefault((row.development_id, row.side), []).append(party_of(party, stands) if stands else party)
    return sides


def _development(row: AnyRow, sides: _Sides) -> Development:
    return Development(
        type=row.type,
        statement=row.statement,
        sentence=row.sentence_place,
        actors=tuple(sides.get((row.id, "actor"), ())),
        targets=tuple(sides.get((row.id, "target"), ())),
        when=DaySpan(row.when_first, row.when_last, row.when_value) if row.when_value is not None else None,
        place=row.location,
        figures=tuple(Figure(**figure) for figure in row.figures),
        status=row.status,
        source=row.said_by,
        salience=row.salience,
        trigger=row.lemma,
        event=row.event,
        story=row.story,
        evidence=(quote_of(row),),
        id=row.id,
    )


def one_of(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column has one of many values; `in_` alone would look at each as if it were an expression."""
    return column.in_(bindparam(None, list(values), expanding=True))


def batches(ids: Iterable[_Id]) -> Iterable[list[_Id]]:
    """Ids in lists that one statement takes."""
    rest = iter(ids)
    while some := list(islice(rest, _AT_A_TIME)):
        yield some
