"""Full-text search over sentences: what people type is plain words, never the query language of FTS5."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, Integer, Select, column, func, literal_column, select, table, text

from briefings.model import Quote
from briefings.storage.developments import batches, one_of
from briefings.storage.quotes import LATEST_FIRST, PLACED, QUOTE, quote_of
from briefings.storage.tables import developments, sentences

_INDEX = table("sentence_search", column("rowid"))
_MATCH = literal_column("sentence_search").op("MATCH")
_ROWID = literal_column("+sentence_search.rowid", Integer)  #: with a sign SQLite does not look each of them up
_RANKED = 5_000  #: sentences that are ranked: of more, those read last
_AMONG = 200  #: best sentences of which the latest come first where they are equally good
_TOLD_IN = select(developments.c.id, developments.c.sentence_id)
_WORD = re.compile(r"\w+(?:[.'\u2019]\w+)*")  #: "U.S", "O'Neill" and "3.5" stay one, as neighbours in that order


def plain(words: str) -> str | None:
    """The FTS5 query for sentences that hold all the words; None where there is no word.

    Each word is quoted, so that operators, columns and wildcards are words too. `iraq-us` is two words.
    """
    found = {word.lower(): word for word in _WORD.findall(words.encode("utf-8", "ignore").decode("utf-8"))}
    kept = [word for word in found.values() if any(sign.isalnum() for sign in word)]
    return " ".join(f'"{word}"' for word in kept) or None


def any_of(phrases: Iterable[str]) -> str | None:
    """The FTS5 query for sentences that hold all the words of one of these; None where there is no word."""
    return " OR ".join(f"({query})" for query in map(plain, phrases) if query) or None


def search(connection: Connection, words: str, limit: int) -> tuple[Quote, ...]:
    """Sentences that hold all the words, the best by BM25 first, among equals the latest.

    Of words that very many sentences hold, those read last are ranked.
    """
    query = plain(words)
    if query is None:
        return ()
    score = func.round(func.bm25(literal_column("sentence_search")), 6).label("score")
    read_last = select(_INDEX.c.rowid, score).where(_MATCH(query)).order_by(_INDEX.c.rowid.desc()).limit(_RANKED)
    ranked = read_last.subquery()
    best = (
        select(ranked.c.rowid, ranked.c.score)
        .order_by(ranked.c.score, ranked.c.rowid.desc())
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


def is_said(connection: Connection, words: str) -> bool:
    """Whether a development's sentence holds all the words."""
    query = plain(words)
    return query is not None and connection.scalar(developments_of(query).limit(1)) is not None


def developments_with_words(
    connection: Connection, phrases: Iterable[str], among: Collection[int] | None = None
) -> frozenset[int]:
    """Ids of developments, of some or of all, whose sentence holds all the words of one of these."""
    query = any_of(phrases)
    if query is None:
        return frozenset()
    if among is None:
        return frozenset(connection.scalars(developments_of(query)))
    found: set[int] = set()
    for some in batches(among):
        told = {row.id: row.sentence_id for row in connection.execute(_TOLD_IN.where(one_of(developments.c.id, some)))}
        holding = frozenset(connection.scalars(_sentences_among(query, told.values()))) if told else frozenset()
        found.update(one for one, sentence in told.items() if sentence in holding)
    return frozenset(found)


def _sentences_among(query: str, ids: Collection[int]) -> Select[int]:
    """Which of some sentences the index finds: its own list is run through, rather than each of them looked up."""
    between = (_INDEX.c.rowid >= min(ids), _INDEX.c.rowid <= max(ids))
    return select(_INDEX.c.rowid).where(_MATCH(query), *between, one_of(_ROWID, sorted(set(ids))))


def developments_of(query: str, first: int = 0) -> Select[int, date]:
    """Ids and last days of the developments whose sentence an FTS5 query finds, of sentences from an id on."""
    told = developments.join(_INDEX, _INDEX.c.rowid == developments.c.sentence_id)
    found = select(developments.c.id, developments.c.ends).select_from(told).where(_MATCH(query))
    return found.where(_INDEX.c.rowid >= first) if first else found


def often(connection: Connection, query: str, least: int) -> bool:
    """Whether an FTS5 query finds more sentences than these."""
    some = select(_INDEX.c.rowid).where(_MATCH(query)).limit(least + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) > least


def clean(connection: Connection) -> None:
    """Rewrite the index without the words of sentences that are gone; until then it only marks them.

    About a second for 600,000 sentences (measured: 65 ms for 57,600).
    """
    connection.execute(text("INSERT INTO sentence_search(sentence_search) VALUES ('optimize')"))
