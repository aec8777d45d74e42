"""What people decided about names: noted, undone, and laid over the mentions of the archive."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from briefings.entities.decisions import canonical, entity_of, standing, touched
from briefings.model import Decision, Entity, EntityId
from briefings.storage.quotes import AnyRow
from briefings.storage.tables import articles, concerns, decisions, developments, mentions, parties

_AT_A_TIME = 10_000  #: bound values in one statement; SQLite takes 32,766


def add(connection: Connection, decision: Decision) -> Decision:
    """Note a decision and let it hold."""
    values = {**asdict(decision), "records": [asdict(record) for record in decision.records]}
    del values["id"]
    number = connection.execute(insert(decisions).returning(decisions.c.id), values).scalar_one()
    settle(connection)
    return replace(decision, id=int(number))


def undo(connection: Connection, decision_id: int, by: str, at: datetime) -> Decision | None:
    """Take a decision back; None where none with this number stands."""
    stands = (decisions.c.id == decision_id, decisions.c.undone_at.is_(None))
    done = connection.execute(update(decisions).where(*stands).values(undone_by=by, undone_at=at))
    if not done.rowcount:
        return None
    settle(connection)
    return next(decision for decision in listed(connection) if decision.id == decision_id)


def listed(connection: Connection) -> tuple[Decision, ...]:
    """All decisions in their order."""
    return tuple(map(_decision, connection.execute(select(decisions).order_by(decisions.c.id))))


def of_standing(connection: Connection) -> tuple[Decision, ...]:
    """Those that nobody has undone."""
    return standing(listed(connection))


def settle(connection: Connection, issue_id: int | None = None) -> None:
    """Bring mentions, and whom each development concerns, to what the decisions say.

    Args:
        connection: a writing one.
        issue_id: an issue that has just come in; without one, the whole archive.
    """
    every = listed(connection)
    if not every:
        return
    ids = touched(every)
    changed = _name_anew(connection, standing(every), ids, issue_id)
    _concern_anew(connection, standing(every), _developments(connection, changed, ids, issue_id))


def stamp(connection: Connection) -> str:
    """How many decisions there are, the last one's id, and how many were undone."""
    counted = select(func.count(), func.max(decisions.c.id), func.count(decisions.c.undone_at)).select_from(decisions)
    return "/".join(str(part) for part in connection.execute(counted).one())


def owner(read_as: EntityId, now: EntityId | None, stands: Sequence[Decision]) -> EntityId:
    """Whose a role, an alias or a description is that was read as one entity's.

    Args:
        read_as: whose it was read as.
        now: whom the mention of that entity in the same sentence means now; None where there is none.
        stands: decisions that stand.
    """
    return now or canonical(read_as, stands)


def _name_anew(
    connection: Connection, stands: Sequence[Decision], ids: Collection[EntityId], issue_id: int | None
) -> set[int]:
    """The sentences of mentions whose entity changed."""
    here = [] if issue_id is None else [mentions.c.article_id.in_(_articles_of(issue_id))]
    concerned = or_(mentions.c.read_as.is_(None), mentions.c.read_as.in_(ids))
    spelt = select(mentions.c.read_as, mentions.c.text).where(concerned, *here).distinct()
    changed: set[int] = set()
    for read_as, text in connection.execute(spelt).all():
        entity = entity_of(read_as, text, stands)
        moved = (
            update(mentions)
            .where(mentions.c.read_as.is_not_distinct_from(read_as), mentions.c.text == text, *here)
            .where(mentions.c.entity.is_distinct_from(entity))
            .values(entity=entity)
            .returning(mentions.c.sentence_id)
        )
        changed.update(number for number in connection.scalars(moved) if number is not None)
    return changed


def _articles_of(issue_id: int) -> Any:
    return select(articles.c.id).where(articles.c.issue_id == issue_id)


def _developments(
    connection: Connection, sentence_ids: Collection[int], ids: Collection[EntityId], issue_id: int | None
) -> list[int]:
    """Developments of these sentences, and those that have an entity spoken of as a party."""
    here = [] if issue_id is None else [developments.c.issue_id == issue_id]
    by_party = select(developments.c.id).join(parties).where(parties.c.entity.in_(ids), *here)
    found = set(connection.scalars(by_party))
    for some in _batches(sorted(sentence_ids)):
        found.update(connection.scalars(select(developments.c.id).where(developments.c.sentence_id.in_(some))))
    return sorted(found)


def _concern_anew(connection: Connection, stands: Sequence[Decision], ids: Sequence[int]) -> None:
    for some in _batches(ids):
        connection.execute(delete(concerns).where(concerns.c.development_id.in_(some)))
        rows = {(row.id, row.ends, row.entity) for row in connection.execute(_named(some))}
        acting = select(developments.c.id, developments.c.ends, parties.c.entity, parties.c.text).join(parties)
        for row in connection.execute(acting.where(developments.c.id.in_(some))):
            rows.add((row.id, row.ends, entity_of(row.entity, row.text, stands)))
        values = [{"development_id": i, "ends": ends, "entity": e} for i, ends, e in sorted(rows, key=str) if e]
        if values:
            connection.execute(insert(concerns), values)


def _named(some: Sequence[int]) -> Any:
    together = developments.join(mentions, mentions.c.sentence_id == developments.c.sentence_id)
    return (
        select(developments.c.id, developments.c.ends, mentions.c.entity)
        .select_from(together)
        .where(developments.c.id.in_(some), mentions.c.entity.is_not(None))
    )


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_A_TIME] for start in range(0, len(ids), _AT_A_TIME))


def _decision(row: AnyRow) -> Decision:
    values = dict(row._mapping)  # noqa: SLF001  # its public name in SQLAlchemy
    records = tuple(Entity(**{**record, "aliases": tuple(record["aliases"])}) for record in values["records"])
    return Decision(**{**values, "records": records})
