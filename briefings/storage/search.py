"""Full-text search over sentences: what people type is plain words, never the query language of FTS5."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Select, column, func, literal_column, select, table, text

from briefings.model import Quote
from briefings.storage.quotes import LATEST_FIRST, PLACED, QUOTE, quote_of
from briefings.storage.tables import developments, sentences

_INDEX = table("sentence_search", column("rowid"))
_MATCH = literal_column("sentence_search").op("MATCH")
_AMONG = 200  #: best sentences of which the latest come first where they are equally good
_WORD = re.compile(r"\w+(?:[.'\u2019]\w+)*")  #: "U.S", "O'Neill" and "3.5" stay one, as neighbours in that order


def plain(words: str) -> str | None:
    """The FTS5 query for sentences that hold all the words; None where there is no word.

    Each word is quoted, so that operators, columns and wildcards are words too. `iraq-us` is two words.
    """
    found = {word.lower(): word for word in _WORD.findall(words.encode("utf-8", "ignore").decode("utf-8"))}
    kept = [word for word in found.values() if any(sign.isalnum() for sign in word)]
    return " ".join(f'"{word}"' for word in kept) or None


def search(connection: Connection, words: str, limit: int) -> tuple[Quote, ...]:
    """Sentences that hold all the words, the best by BM25 first, among equals the latest."""
    query = plain(words)
    if query is None:
        return ()
    score = func.round(func.bm25(literal_column("sentence_search")), 6)
    best = (
        select(_INDEX.c.rowid, score.label("score"))
        .where(_MATCH(query))
        .order_by(score, _INDEX.c.rowid.desc())
        .limit(max(limit, _AMONG))
        .subquery()
    )
    found = (
        select(*QUOTE)
        .select_from(PLACED.join(best, best.c.rowid == sentences.c.id))
        .order_by(best.c.score, *LATEST_FIRST)
        .limit(limit)
    )
    return tuple(quote_of(row) for row in connection.execute(found))


def developments_with_words(connection: Connection, words: str) -> frozenset[int]:
    """Ids of developments whose sentence holds all the words."""
    found = with_words(words)
    return frozenset() if found is None else frozenset(connection.scalars(found))


def with_words(words: str) -> Select[int] | None:
    """The query for ids of developments whose sentence holds all the words; None where there is no word."""
    query = plain(words)
    if query is None:
        return None
    return select(developments.c.id).join(_INDEX, _INDEX.c.rowid == developments.c.sentence_id).where(_MATCH(query))


def clean(connection: Connection) -> None:
    """Rewrite the index without the words of sentences that are gone; until then it only marks them.

    About a second for 600,000 sentences (measured: 65 ms for 57,600).
    """
    connection.execute(text("INSERT INTO sentence_search(sentence_search) VALUES ('optimize')"))
