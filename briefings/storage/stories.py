"""Which articles tell one story, and which developments one event; callers hold the transaction.

An article that comes in joins the story that it is most like, found through its rarest words in the full-text index.
While the archive is small all stories are looked at together whenever it has doubled; `settle` does so at any size, and
finds the same stories in whatever order the articles came. A story keeps its number while most of its articles stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    union_all,
    update,
)

from briefings.developments.clusters import cluster, nearest_story, rarest
from briefings.developments.likeness import forms
from briefings.developments.sketches import Rarity, Sketch
from briefings.developments.stories import group_stories
from briefings.model import Development, StoryArticle
from briefings.storage import developments as told
from briefings.storage import muting, sketching
from briefings.storage.tables import articles, concerns, developments, issues, sentences, sources, stories

AT_ONCE = 5_000  #: articles up to which all stories are looked at together as an issue comes in: about three seconds
_WORDS = 12  #: of an article by which its like are looked for
_COMMON = 400  #: articles of a word beyond which it finds none
_LIKE = 40  #: articles that one is compared with
_AMONG = 2_000  #: articles of all these stories of which the latest of each are taken
_MEMBERS = 12  #: articles of a story that a new one is compared with, the latest
_TELLING = 300  #: developments that those of an issue are compared with, the latest
_STORIES = 8  #: stories that one is compared with
_INDEX = table("sentence_search", column("rowid"))
_MATCH = literal_column("sentence_search").op("MATCH")

Earlier = Mapping[str, int]  #: what an article is known by → the story that its former edition told


@dataclass(frozen=True, slots=True)
class Survey:
    """Every article as its story sees it, read at one moment."""

    changes: int
    sketches: Mapping[int, Sketch]  #: article → sketch, in an order that does not depend on how they came


# --- issues come and go ----------------------------------------------------------------------------------------------


def leave(connection: Connection, issue_id: int) -> Earlier:
    """Before an issue goes: what its articles counted is taken back.

    Returns:
        The stories of its articles, for an edition that takes its place.
    """
    wanted = select(articles).where(articles.c.issue_id == issue_id, articles.c.story.is_not(None))
    earlier = {_known_by(row.key, row.headline, row.text): row.story for row in connection.execute(wanted)}
    sketching.erase(connection, issue_id)
    _changed(connection)
    return earlier


def enter(connection: Connection, issue_id: int, at: datetime, earlier: Earlier) -> None:
    """After an issue came: each article joins a story or begins one, and each development an event."""
    before = sketching.counts(connection)
    sketching.draw(connection, issue_id)
    _changed(connection)
    _as_before(connection, issue_id, earlier)
    now = sketching.counts(connection)
    if now.articles <= AT_ONCE and (now.articles >= 2 * before.settled_articles or before.settled < 0):
        seen = survey(connection)
        settle(connection, grouped(seen), seen, at)
    else:
        _join_all(connection, issue_id, at)
    if earlier:
        prune(connection)
    _tell_events(connection, issue_id)


def prune(connection: Connection) -> None:
    """Stories that no article tells any more go."""
    connection.execute(delete(stories).where(~exists().where(articles.c.story == stories.c.id)))


def _changed(connection: Connection) -> None:
    now = sketching.counts(connection)
    sketching.keep_counts(connection, replace(now, changes=now.changes + 1))


def _known_by(key: str | None, headline: str | None, text: str) -> str:
    return key or headline or text


def _as_before(connection: Connection, issue_id: int, earlier: Earlier) -> None:
    """Articles of a new edition tell the stories of the old one until they are looked at."""
    if earlier:
        for row in connection.execute(select(articles).where(articles.c.issue_id == issue_id)).all():
            story = earlier.get(_known_by(row.key, row.headline, row.text))
            connection.execute(update(articles).where(articles.c.id == row.id).values(story=story))


# --- one article after another ---------------------------------------------------------------------------------------


def _join_all(connection: Connection, issue_id: int, at: datetime) -> None:
    rows = connection.execute(
        select(articles.c.id, articles.c.text, articles.c.story)
        .where(articles.c.issue_id == issue_id)
        .order_by(articles.c.place)
    ).all()
    drawn = sketching.of_articles(connection, [row.id for row in rows])
    rarity = sketching.rarity(connection, drawn.values())
    for row in rows:
        if row.id in drawn:
            story = _nearest(connection, row.id, drawn[row.id], forms(row.text), rarity)
            story = story or _own(connection, row.id, row.story) or _begin(connection, at)
            connection.execute(update(articles).where(articles.c.id == row.id).values(story=story))


def _nearest(
    connection: Connection, article_id: int, one: Sketch, printed: Mapping[str, str], rarity: Rarity
) -> int | None:
    """The story that an article belongs to, among those that have its rarest words."""
    like = _like(connection, article_id, [printed[word] for word in rarest(one, rarity, _WORDS) if word in printed])
    rows = connection.execute(select(articles.c.id, articles.c.story).where(articles.c.id.in_(like)))
    story_of = {row.id: row.story for row in rows}
    wanted = list(dict.fromkeys(story for near in like if (story := story_of[near]) is not None))[:_STORIES]
    members = _members(connection, wanted, article_id)
    drawn = sketching.of_articles(connection, {member for those in members.values() for member in those})
    known = sketching.rarity(connection, (one, *drawn.values()))
    return nearest_story(one, {s: [drawn[m] for m in those if m in drawn] for s, those in members.items()}, known)


def _like(connection: Connection, article_id: int, found_by: Sequence[str]) -> list[int]:
    """The articles that have the most of these words, of each word the latest."""
    words = {f"word{n}": f'"{found_by[n]}"' if n < len(found_by) else '""' for n in range(_WORDS)}
    return list(connection.scalars(_most_of_the_words(), {**words, "besides": article_id}))


@cache
def _most_of_the_words() -> Select[int]:
    """One statement for all words; the parameters are `word0`… as FTS5 takes them and `besides`."""
    every = union_all(*map(_with_word, range(_WORDS))).subquery()
    often = func.count().desc()
    wanted = select(every.c.article_id).where(every.c.article_id != bindparam("besides"))
    return wanted.group_by(every.c.article_id).order_by(often, every.c.article_id.desc()).limit(_LIKE)


def _with_word(number: int) -> Select[int]:
    found = (
        select(sentences.c.article_id)
        .join(_INDEX, _INDEX.c.rowid == sentences.c.id)
        .where(_MATCH(bindparam(f"word{number}")))
        .order_by(_INDEX.c.rowid.desc())
        .limit(_COMMON)
        .subquery()
    )
    return select(found.c.article_id).distinct()


def _members(connection: Connection, wanted: Sequence[int], besides: int) -> dict[int, list[int]]:
    """The latest articles of each story."""
    members: dict[int, list[int]] = {story: [] for story in wanted}
    those = select(articles.c.id, articles.c.story).where(articles.c.story.in_(wanted), articles.c.id != besides)
    for row in connection.execute(those.order_by(articles.c.id.desc()).limit(_AMONG)):
        if len(members[row.story]) < _MEMBERS:
            members[row.story].append(row.id)
    return members


def _own(connection: Connection, article_id: int, story: int | None) -> int | None:
    """The story of the article's former edition, where no other article tells it."""
    if story is None:
        return None
    others = exists().where(articles.c.story == story, articles.c.id != article_id)
    return None if connection.scalar(select(others)) else story


def _begin(connection: Connection, at: datetime) -> int:
    return int(connection.execute(insert(stories).returning(stories.c.id), {"begun_at": at}).scalar_one())


# --- all at once -----------------------------------------------------------------------------------------------------


def settled(connection: Connection) -> bool:
    """Whether no issue came or went since all stories were last looked at together."""
    now = sketching.counts(connection)
    return now.changes == now.settled


def survey(connection: Connection) -> Survey:
    """What stories are made of; articles without a sketch are left out."""
    return Survey(sketching.counts(connection).changes, sketching.every(connection))


def grouped(seen: Survey) -> list[list[int]]:
    """Article ids by story, whatever the stories are now. It takes a while and needs no database."""
    ids = list(seen.sketches)
    return [[ids[n] for n in those] for those in cluster(list(seen.sketches.values()))]


def settle(connection: Connection, found: Sequence[Sequence[int]], seen: Survey, at: datetime) -> None:
    """Store the stories found in a survey; they keep their numbers where most of their articles stay.

    Articles that came since are left as they are.
    """
    standing = {row.id: row.story for row in connection.execute(select(articles.c.id, articles.c.story))}
    numbers = _numbers(found, standing)
    changed = []
    for index, those in enumerate(found):
        here = [one for one in those if one in standing]
        if here and index not in numbers:
            numbers[index] = _begin(connection, at)
        changed += [{"id_": one, "now": numbers[index]} for one in here if standing[one] != numbers[index]]
    _relabel(connection, changed)
    muting.follow(connection, [(standing[one["id_"]], one["now"]) for one in changed])
    prune(connection)
    now = sketching.counts(connection)
    sketching.keep_counts(connection, replace(now, settled=seen.changes, settled_articles=len(seen.sketches)))


def _relabel(connection: Connection, changed: Sequence[Mapping[str, int]]) -> None:
    if changed:
        by_id = update(articles).where(articles.c.id == bindparam("id_")).values(story=bindparam("now"))
        connection.execute(by_id, changed)


def _numbers(found: Sequence[Sequence[int]], standing: Mapping[int, int | None]) -> dict[int, int]:
    """Group → the number of the story that it goes on, the one with which it shares most articles."""
    shared: Counter[tuple[int, int]] = Counter()
    for index, those in enumerate(found):
        shared.update((story, index) for one in those if (story := standing.get(one)) is not None)
    numbers: dict[int, int] = {}
    taken = set[int]()
    for (story, index), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if index not in numbers and story not in taken:
            numbers[index] = story
            taken.add(story)
    return numbers


# --- events ----------------------------------------------------------------------------------------------------------


def _tell_events(connection: Connection, issue_id: int) -> None:
    """Number the developments of an issue by the event that they tell, with those of other articles."""
    mine = select(developments.c.id).where(developments.c.issue_id == issue_id)
    new = _events(told.with_ids(connection, list(connection.scalars(mine))))
    known = _by_story(told.with_ids(connection, _telling(connection, issue_id)))
    rows = []
    for those in group_stories([*known, *new]):
        members = [(known[n] if n < len(known) else new[n - len(known)]) for n in those]
        number = next((d.story for event in members for d in event if d.story is not None), members[0][0].id)
        rows += [{"id_": d.id, "now": number} for event in members for d in event if d.story is None]
    if rows:
        by_id = update(developments).where(developments.c.id == bindparam("id_")).values(story=bindparam("now"))
        connection.execute(by_id, rows)


def complete(connection: Connection) -> None:
    """What an archive lacks that was begun before there were stories: sketches, and numbers of events."""
    sketching.draw(connection)
    for issue_id in connection.scalars(
        select(developments.c.issue_id).where(developments.c.story.is_(None)).distinct()
    ):
        _tell_events(connection, issue_id)


def _events(those: Iterable[Development]) -> list[tuple[Development, ...]]:
    """Developments of an article with one event number together."""
    events: defaultdict[tuple[int | None, int], list[Development]] = defaultdict(list)
    for one in those:
        event = one.event if one.event >= 0 else -1 - (one.id or 0)
        events[one.evidence[0].article_id, event].append(one)
    return [tuple(event) for event in events.values()]


def _by_story(those: Iterable[Development]) -> list[tuple[Development, ...]]:
    events: defaultdict[int | None, list[Development]] = defaultdict(list)
    for one in those:
        events[one.story].append(one)
    return [tuple(event) for event in events.values()]


def _telling(connection: Connection, issue_id: int) -> list[int]:
    """Developments of other issues that may tell the same events: of the same story, or who was concerned that day."""
    here, there = articles.alias(), articles.alias()
    of_story = (
        select(developments.c.id)
        .join(there, there.c.id == developments.c.article_id)
        .join(here, here.c.story == there.c.story)
        .where(here.c.issue_id == issue_id, developments.c.issue_id != issue_id)
    )
    mine, other, of_other = concerns.alias(), concerns.alias(), developments.alias()
    that_day = (
        select(of_other.c.id)
        .join(other, other.c.development_id == of_other.c.id)
        .join(mine, mine.c.entity == other.c.entity)
        .join(developments, developments.c.id == mine.c.development_id)
        .where(
            developments.c.issue_id == issue_id,
            of_other.c.issue_id != issue_id,
            other.c.ends.between(func.date(mine.c.ends, "-1 day"), func.date(mine.c.ends, "+1 day")),
        )
    )
    wanted = developments.c.story.is_not(None), or_(developments.c.id.in_(of_story), developments.c.id.in_(that_day))
    return list(
        connection.scalars(select(developments.c.id).where(*wanted).order_by(developments.c.id.desc()).limit(_TELLING))
    )


# --- what is asked ---------------------------------------------------------------------------------------------------


def of_articles(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """The story of each article that tells one."""
    found = select(articles.c.id, articles.c.story).where(articles.c.story.is_not(None))
    rows = (row for some in told.batches(ids) for row in connection.execute(found.where(articles.c.id.in_(some))))
    return {row.id: row.story for row in rows}


def listed(connection: Connection) -> tuple[StoryArticle, ...]:
    """Every article with its story, by issue date, then place."""
    first = select(sentences.c.text).where(sentences.c.article_id == articles.c.id, sentences.c.place == 0)
    wanted = (
        select(
            articles.c.id, articles.c.key, articles.c.place, articles.c.story, articles.c.headline,
            sources.c.name, issues.c.number, issues.c.date, first.scalar_subquery().label("begins"),
        )
        .select_from(articles.join(issues).join(sources))
        .order_by(issues.c.date, issues.c.id, articles.c.place)
    )  # fmt: skip
    return tuple(
        StoryArticle(
            id=row.key or f"{row.name} {row.number or row.date} {row.place + 1}",
            story=row.story, source=row.name, number=row.number, date=row.date, headline=row.headline,
            article_id=row.id, begins=row.begins or "",
        )
        for row in connection.execute(wanted)
    )  # fmt: skip
