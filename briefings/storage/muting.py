"""Mutes when stories are found anew: a story that goes up in another stays muted there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, select, update

from briefings.storage.chat_tables import mutes
from briefings.storage.tables import articles


def follow(connection: Connection, moves: Iterable[tuple[int | None, int]]) -> None:
    """Bring mutes of stories that no article tells any more to where most of their articles went.

    Args:
        connection: a writing one, in which articles have their new stories already.
        moves: for each article that moved, the story that it told and the one that it tells now.
    """
    went = Counter((was, now) for was, now in moves if was is not None)
    muted = set(connection.scalars(select(mutes.c.story).distinct())) & {was for was, _ in went}
    for story in muted:
        if connection.scalar(select(articles.c.id).where(articles.c.story == story).limit(1)) is None:
            _move(connection, story, max((n, -now) for (was, now), n in went.items() if was == story))


def _move(connection: Connection, story: int, most: tuple[int, int]) -> None:
    to = -most[1]
    others = mutes.alias()
    has_it = exists().where(others.c.subscriber_id == mutes.c.subscriber_id, others.c.story == to)
    connection.execute(update(mutes).where(mutes.c.story == story, ~has_it).values(story=to))
    connection.execute(delete(mutes).where(mutes.c.story == story))
