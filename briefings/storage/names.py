"""What the issues say of an entity: spellings, roles, descriptions, company, and what was learned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, exists, func, insert, select

from briefings.entities.decisions import touched
from briefings.model import Entity, EntityId, NameSeen, Quote, Relation, Role
from briefings.storage import decisions
from briefings.storage.quotes import IN_ORDER, LATEST_FIRST, PLACED, QUOTE, AnyRow, first_sentence, quote_of
from briefings.storage.tables import (
    aliases,
    articles,
    descriptions,
    entities,
    issues,
    mentions,
    roles,
    sentences,
)

#: How far before the end an entity is looked for that was named last there.
_BACK = (timedelta(days=10), timedelta(days=120), timedelta(days=1500), timedelta.max)
_READ_LAST = 200  #: sentences that name two entities, of which the latest is shown
_SELDOM = 5_000  #: times that an entity is named at most for all its sentences to be looked through
_NAMED = PLACED.join(mentions, mentions.c.sentence_id == sentences.c.id)


def names_of(connection: Connection, entity: EntityId) -> tuple[NameSeen, ...]:
    """Spellings of an entity, the most frequent first."""
    found: dict[str, list[AnyRow]] = {}
    for row in _seen(connection, mentions.c.entity == entity):
        found.setdefault(row.spelling, []).append(row)
    often = sorted(found, key=lambda text: (-sum(row.times for row in found[text]), text))
    ends = {text: (rows[0].first_id, rows[-1].last_id) for text, rows in found.items()}
    quotes = _quotes(connection, {mention for both in ends.values() for mention in both})
    return tuple(NameSeen(text, *(quotes[mention] for mention in ends[text])) for text in often)


def last_named(connection: Connection, entities: Collection[EntityId], until: date | None) -> Quote | None:
    """See `Archive.last_named`; issues are looked through from the last ones back."""
    newest: date | None = connection.scalar(select(func.max(issues.c.date)))
    if newest is None:
        return None
    end = newest if until is None else min(newest, until)
    for back in _BACK:
        since = end - back if end - date.min > back else date.min
        there = mentions.c.sentence_id >= first_sentence(connection, since), issues.c.date.between(since, end)
        named = select(*QUOTE).select_from(_NAMED).where(mentions.c.entity.in_(sorted(entities)), *there)
        row = connection.execute(named.order_by(*(one.desc() for one in IN_ORDER)).limit(1)).first()
        if row is not None:
            return quote_of(row)
    return None


def roles_of(connection: Connection, entity: EntityId) -> tuple[Role, ...]:
    """What an entity is said to be, latest first; the same words once."""
    latest: dict[tuple[str, bool], Role] = {}
    for row in _told_of(connection, entity, roles, roles.c.role, roles.c.former):
        latest.setdefault((row.role.casefold(), row.former), Role(entity, row.role, row.former, quote_of(row)))
    return tuple(latest.values())


def descriptions_of(connection: Connection, entity: EntityId) -> tuple[Quote, ...]:
    """Sentences that say what an entity is, latest issue first."""
    return tuple(dict.fromkeys(quote_of(row) for row in _told_of(connection, entity, descriptions)))


def _told_of(connection: Connection, entity: EntityId, table: Table, *columns: ColumnElement[Any]) -> Iterator[AnyRow]:
    """Rows of roles or descriptions that are an entity's after what people decided, latest issue first."""
    stands = decisions.of_standing(connection)
    now = (
        select(mentions.c.entity)
        .where(mentions.c.sentence_id == table.c.sentence_id, mentions.c.read_as == table.c.entity)
        .order_by(mentions.c.id)
        .limit(1)
        .scalar_subquery()
    )
    said = (
        select(table.c.entity.label("read_as"), now.label("now"), *columns, *QUOTE)
        .select_from(PLACED.join(table, table.c.sentence_id == sentences.c.id))
        .where(table.c.entity.in_({entity, *touched(stands)}))
        .order_by(*LATEST_FIRST, *([table.c.id] if "id" in table.c else []))
    )
    for row in connection.execute(said):
        if decisions.owner(row.read_as, row.now, stands) == entity:
            yield row


def named_before(connection: Connection, entities: Collection[EntityId], day: date) -> frozenset[EntityId]:
    """See `Archive.named_before`. Of each entity, one sentence is enough."""
    issue_of = sentences.join(articles).join(issues)
    earlier = (
        select(sentences.c.id)
        .select_from(issue_of)
        .where(sentences.c.id == mentions.c.sentence_id, issues.c.date < day)
        .exists()
    )
    named = select(mentions.c.id).where(mentions.c.entity == bindparam("entity"), earlier).limit(1)
    return frozenset(one for one in entities if connection.scalar(named, {"entity": one}) is not None)


def named_with(connection: Connection, entity: EntityId, limit: int) -> tuple[Relation, ...]:
    """Entities named in the same sentences, the most frequent first; the evidence is their latest sentence.

    `name` is the spelling that is most frequent beside this entity; which name is canonical, catalogues know. Spelling
    and evidence are looked for in the sentences read last that name both.
    """
    there = select(mentions.c.sentence_id).where(mentions.c.entity == entity, mentions.c.sentence_id.is_not(None))
    often = (
        select(mentions.c.entity, func.count(mentions.c.sentence_id.distinct()).label("times"))
        .where(mentions.c.sentence_id.in_(there), mentions.c.entity != entity)
        .group_by(mentions.c.entity)
        .order_by(func.count(mentions.c.sentence_id.distinct()).desc(), mentions.c.entity)
        .limit(limit)
    )
    times: dict[EntityId, int] = {row.entity: row.times for row in connection.execute(often)}
    beside = _beside(connection, entity, times, _READ_LAST)
    return tuple(_relation(connection, other, count, beside[other]) for other, count in times.items())


def _relation(connection: Connection, other: EntityId, count: int, beside: Collection[int]) -> Relation:
    seen = _seen(connection, mentions.c.id.in_(beside))
    spelt: dict[str, int] = {}
    for row in seen:
        spelt[row.spelling] = spelt.get(row.spelling, 0) + row.times
    last = seen[-1].last_id
    return Relation(other, max(spelt, key=spelt.__getitem__), count, _quotes(connection, [last])[last])


def _beside(
    connection: Connection, entity: EntityId, others: Collection[EntityId], limit: int
) -> dict[EntityId, list[int]]:
    """For each other entity its mentions in sentences that name this one too, those of the sentences read last.

    Sentences of one who is named seldom are all looked through, else those of each other one until there are enough.
    """
    there = select(mentions.c.sentence_id).where(mentions.c.entity == entity, mentions.c.sentence_id.is_not(None))
    named = connection.scalar(select(func.count()).select_from(there.limit(_SELDOM + 1).subquery())) or 0
    if named > _SELDOM:
        return {
            other: list(connection.scalars(_mentions_beside(), {"mine": entity, "other": other, "most": limit}))
            for other in others
        }
    found: dict[EntityId, list[int]] = {other: [] for other in others}
    every = select(mentions.c.entity, mentions.c.id).where(mentions.c.sentence_id.in_(there))
    for row in connection.execute(every.order_by(mentions.c.sentence_id.desc(), mentions.c.id.desc())):
        if row.entity in found and len(found[row.entity]) < limit:
            found[row.entity].append(row.id)
    return found


@cache
def _mentions_beside() -> Select[int]:
    """One statement for all, so that it is made once; both sides are read off one index, until there are enough."""
    mine = mentions.alias()
    both = exists().where(mine.c.sentence_id == mentions.c.sentence_id, mine.c.entity == bindparam("mine"))
    found = select(mentions.c.id).where(mentions.c.entity == bindparam("other"), both)
    return found.order_by(mentions.c.sentence_id.desc(), mentions.c.id.desc()).limit(bindparam("most"))


def together(
    connection: Connection, entity: EntityId, others: Collection[EntityId], limit: int
) -> tuple[tuple[EntityId, str, str, str], ...]:
    """See `Archive.together`."""
    ids = [one for beside in _beside(connection, entity, others, limit).values() for one in beside]
    told = select(mentions.c.entity, mentions.c.text, mentions.c.sentence_id, sentences.c.text.label("sentence"))
    theirs = connection.execute(told.join(sentences).where(mentions.c.id.in_(ids))).all()
    mine: dict[int, list[str]] = {}
    here = select(mentions.c.sentence_id, mentions.c.text, mentions.c.entity).order_by(mentions.c.id)
    for row in connection.execute(here.where(mentions.c.sentence_id.in_({row.sentence_id for row in theirs}))):
        if row.entity == entity:
            mine.setdefault(row.sentence_id, []).append(row.text)
    return tuple((row.entity, row.sentence, text, row.text) for row in theirs for text in mine[row.sentence_id])


def given_names(connection: Connection, entity: EntityId) -> tuple[tuple[str, Quote], ...]:
    """Names that sentences gave an entity, the earliest first; each once."""
    found: dict[str, tuple[str, Quote]] = {}
    for row in _told_of(connection, entity, aliases, aliases.c.alias):
        found[row.alias.casefold()] = (row.alias, quote_of(row))
    return tuple(reversed(found.values()))


def _seen(connection: Connection, *where: ColumnElement[bool]) -> list[AnyRow]:
    """Mentions in sentences, counted by issue, entity and spelling, the earliest issue first.

    Mentions of an issue have ids in its order, so the first and the last of a row are its least and greatest.
    """
    counted = (
        select(
            mentions.c.entity,
            mentions.c.text.label("spelling"),
            func.count().label("times"),
            func.min(mentions.c.id).label("first_id"),
            func.max(mentions.c.id).label("last_id"),
        )
        .select_from(mentions.join(articles, articles.c.id == mentions.c.article_id).join(issues))
        .where(mentions.c.sentence_id.is_not(None), *where)
        .group_by(issues.c.date, issues.c.id, mentions.c.entity, mentions.c.text)
        .order_by(issues.c.date, issues.c.id)
    )
    return list(connection.execute(counted))


def _quotes(connection: Connection, ids: Iterable[int]) -> dict[int, Quote]:
    """The sentences of mentions, by mention id."""
    wanted = select(mentions.c.id.label("mention_id"), *QUOTE).select_from(_NAMED).where(mentions.c.id.in_(set(ids)))
    return {row.mention_id: quote_of(row) for row in connection.execute(wanted)}


def learned_entities(connection: Connection) -> tuple[Entity, ...]:
    """Learned entities by id; what several issues learned of one is put together, the first issue's words before."""
    more = learned_aliases(connection)
    rows: dict[str, list[AnyRow]] = {}
    in_order = select(entities).join(issues).order_by(entities.c.id, issues.c.date, issues.c.id)
    for row in connection.execute(in_order):
        rows.setdefault(row.id, []).append(row)
    return tuple(_merged(those, more.get(those[0].id, ())) for those in rows.values())


def learned_aliases(connection: Connection) -> Mapping[EntityId, tuple[str, ...]]:
    """Aliases that sentences of the issues gave, in the order of the issues; each once."""
    found: dict[EntityId, dict[str, None]] = {}
    every = (
        select(aliases.c.entity, aliases.c.alias)
        .select_from(PLACED.join(aliases, aliases.c.sentence_id == sentences.c.id))
        .order_by(aliases.c.entity, *IN_ORDER, aliases.c.id)
    )
    for entity, alias in connection.execute(every):
        found.setdefault(entity, {})[alias] = None
    return {entity: tuple(those) for entity, those in found.items()}


def mention_counts(connection: Connection) -> Mapping[EntityId, int]:
    """How often each entity is named."""
    counted = select(mentions.c.entity, func.count()).where(mentions.c.entity.is_not(None)).group_by(mentions.c.entity)
    return {entity: count for entity, count in connection.execute(counted)}  # noqa: C416  # rows are no pairs to mypy


def row_of(entity: Entity, issue_id: int) -> dict[str, Any]:
    """The row of an entity that an issue taught."""
    return {
        "id": entity.id,
        "issue_id": issue_id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "description": entity.description,
        "country": entity.country,
        "prominence": entity.prominence,
        "wikidata": entity.wikidata,
    }


def hand_on(connection: Connection, issue_id: int) -> None:
    """Before an issue goes: learned entities that other issues name go on as theirs, with what those issues know.

    An issue teaches an entity once; later issues only name it. Without this their mentions would mean nobody.
    """
    taught = {row.id: row for row in connection.execute(select(entities).where(entities.c.issue_id == issue_id))}
    known = select(entities.c.id).where(entities.c.id.in_(list(taught)), entities.c.issue_id != issue_id)
    orphans = list(taught.keys() - set(connection.scalars(known)))
    elsewhere = (
        select(
            mentions.c.read_as.label("entity"),
            mentions.c.text.label("spelling"),
            func.count().label("times"),
            func.min(articles.c.issue_id).label("issue_id"),
        )
        .join(articles, articles.c.id == mentions.c.article_id)
        .where(mentions.c.read_as.in_(orphans), articles.c.issue_id != issue_id)
        .group_by(mentions.c.read_as, mentions.c.text)
        .order_by(mentions.c.read_as, func.count().desc())
    )
    spelt: dict[str, list[AnyRow]] = {}
    for row in connection.execute(elsewhere):
        spelt.setdefault(row.entity, []).append(row)
    heirs = [_inherited(taught[entity], rows) for entity, rows in spelt.items()]
    if heirs:
        connection.execute(insert(entities), heirs)


def taught_by(connection: Connection, issue_id: int | None) -> list[dict[str, Any]]:
    """The rows of entities that an issue taught."""
    if issue_id is None:
        return []
    rows = connection.execute(select(entities).where(entities.c.issue_id == issue_id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001  # its public name in SQLAlchemy


def keep(connection: Connection, taught: Iterable[dict[str, Any]], issue_id: int) -> None:
    """After an issue was read anew: entities that its earlier edition taught and this one names stay as they were.

    The new edition was read with them known, and so does not teach them.
    """
    rows = {row["id"]: {**row, "issue_id": issue_id} for row in taught}
    known = set(connection.scalars(select(entities.c.id).where(entities.c.id.in_(list(rows)))))
    here = select(mentions.c.read_as).join(articles).where(articles.c.issue_id == issue_id)
    named = set(connection.scalars(here.where(mentions.c.read_as.in_(list(rows)))))
    if kept := [row for entity, row in rows.items() if entity in named - known]:
        connection.execute(insert(entities), kept)


def _inherited(taught: AnyRow, spelt: list[AnyRow]) -> dict[str, Any]:
    """The entity as the issues that stay know it: their spellings, no description."""
    spellings = [row.spelling for row in spelt]
    name = taught.name if taught.name in spellings else spellings[0]
    also = tuple(alias for alias in spellings if alias != name)
    entity = Entity(taught.id, taught.kind, name, also, prominence=taught.prominence, learned=True)
    return row_of(entity, min(row.issue_id for row in spelt))


def _merged(rows: list[AnyRow], learned: Iterable[str]) -> Entity:
    first = rows[0]
    others = dict.fromkeys([*(alias for row in rows for alias in row.aliases), *(row.name for row in rows), *learned])
    return Entity(
        id=first.id,
        kind=first.kind,
        name=first.name,
        aliases=tuple(alias for alias in others if alias != first.name),
        description=_first(row.description for row in rows),
        country=_first(row.country for row in rows),
        prominence=max(row.prominence for row in rows),
        wikidata=_first(row.wikidata for row in rows),
        learned=True,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
