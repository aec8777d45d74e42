"""The tables, the full-text index over sentences, and the two types that keep values what the records promise.

`migrations/` builds the same schema step by step; a test holds the two equal. Identifiers that leave the database (in
a button, in a report) are never given twice, hence AUTOINCREMENT there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Time,
    UniqueConstraint,
    event,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Text(TypeDecorator[str]):
    """Text as UTF-8 can hold it: a lone surrogate or a NUL, which a damaged PDF may give, becomes one other sign.

    Offsets stay true, since one character takes the place of one.
    """

    impl = SqlText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's
        """Make the text fit."""
        if value is None or value.isascii():
            return value if value is None else value.replace("\0", "?")
        return value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive time: nobody knows when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} is a naive time; the database keeps instants")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give UTC back."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(naming_convention=NAMING)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _of(parent: str, *, name: str | None = None, **more: Any) -> Column[int]:
    """A column that names a row of another table and goes with it."""
    column = name or f"{parent.removesuffix('s')}_id"
    return Column(column, Integer, ForeignKey(f"{parent}.id", ondelete="CASCADE"), **{"nullable": False, **more})


# --- what was read -------------------------------------------------------------------------------------------------

sources = Table("sources", metadata, _key(), Column("name", Text, nullable=False, unique=True))

issues = Table(
    "issues",
    metadata,
    _key(),
    _of("sources"),
    Column("number", Text),
    Column("date", Date, nullable=False, index=True),
    Column("digest", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("page_count", Integer, nullable=False),  #: counted once: every brief says how many pages were read
    Column("unreadable_count", Integer, nullable=False),
    Column("read_at", Instant, nullable=False),
    UniqueConstraint("source_id", "digest"),
    Index(None, "source_id", "date"),
    sqlite_autoincrement=True,
)

pages = Table(
    "pages",
    metadata,
    _of("issues", primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("folio", Text),
    Column("readable", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text),
)

articles = Table(
    "articles",
    metadata,
    _key(),
    _of("issues"),
    Column("place", Integer, nullable=False),
    Column("headline", Text),
    Column("section", Text),
    Column("text", Text, nullable=False),
    Column("key", Text),  #: its id in the archive file that it came from
    Column("story", Integer, index=True),  #: row of `stories`
    Index(None, "issue_id", "place"),
    sqlite_autoincrement=True,
)

sentences = Table(
    "sentences",
    metadata,
    _key(),
    _of("articles"),
    Column("place", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Text, nullable=False),
    Index(None, "article_id", "place"),
)

#: One row for each issue that an entity was learned from, so that an issue takes away only what it brought.
entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    _of("issues", primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("description", Text),
    Column("country", Text),
    Column("prominence", Integer, nullable=False),
    Column("wikidata", Text),
)

aliases = Table(
    "aliases",
    metadata,
    _key(),
    Column("entity", Text, nullable=False, index=True),
    Column("alias", Text, nullable=False),
    _of("sentences", index=True),
    Column("added_by", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    _key(),
    _of("articles", index=True),
    _of("sentences", nullable=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("entity", Text),  #: who it is, after what people decided
    Column("read_as", Text),  #: who it is by its text alone
    Index(None, "entity", "sentence_id"),
    Index(None, "sentence_id", "entity"),
    Index(None, "read_as", "text"),
)

developments = Table(
    "developments",
    metadata,
    _key(),
    _of("issues", index=True),
    _of("articles", index=True),
    _of("sentences", index=True),
    Column("place", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("when_first", Date),
    Column("when_last", Date),
    Column("when_value", Text),
    Column("begins", Date, nullable=False, index=True),  #: first day, or the issue's date
    Column("ends", Date, nullable=False, index=True),  #: last day, or the issue's date
    Column("location", Text),
    Column("figures", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("said_by", Text),
    Column("salience", Float, nullable=False),
    Column("lemma", Text, nullable=False),
    Column("event", Integer, nullable=False),
    Column("story", Integer, index=True),  #: the first development that told this event, whatever its article
    sqlite_autoincrement=True,
)

parties = Table(
    "parties",
    metadata,
    _of("developments", primary_key=True),
    Column("side", Text, primary_key=True),  #: "actor" or "target"
    Column("place", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("entity", Text),
)

#: Whom a development concerns: its parties, and whoever is named in its sentence. The days stand here too, so that the
#: latest of an entity that is everywhere are found without looking at all of them.
concerns = Table(
    "concerns",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("ends", Date, primary_key=True),
    _of("developments", primary_key=True, index=True),
)

roles = Table(
    "roles",
    metadata,
    _key(),
    Column("entity", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("former", Boolean, nullable=False),
    _of("sentences", index=True),
)

descriptions = Table(
    "descriptions",
    metadata,
    Column("entity", Text, primary_key=True),
    _of("sentences", primary_key=True, index=True),
)

#: What people decided about names; it belongs to no issue, so that none takes it away.
decisions = Table(
    "decisions",
    metadata,
    _key(),
    Column("kind", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("other", Text),
    Column("name", Text),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", Text),
    Column("records", JSON, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Instant),
    sqlite_autoincrement=True,
)

#: Articles that tell one story; the number stays as long as one of them does.
stories = Table("stories", metadata, _key(), Column("begun_at", Instant, nullable=False), sqlite_autoincrement=True)

#: What of an article decides which story it belongs to; see `briefings.developments.sketches`.
sketches = Table(
    "sketches",
    metadata,
    _of("articles", primary_key=True),
    Column("words", JSON, nullable=False),
    Column("days", JSON, nullable=False),
)

#: In how many articles a word stands.
word_counts = Table(
    "word_counts", metadata, Column("word", Text, primary_key=True), Column("articles", Integer, nullable=False)
)

#: One row: how many articles have a sketch, their distinct words added up, and how far stories were settled.
story_counts = Table(
    "story_counts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("changes", Integer, nullable=False),  #: grows whenever an issue comes or goes
    Column("settled", Integer, nullable=False),  #: `changes` when all stories were last looked at together
    Column("settled_articles", Integer, nullable=False),
)

# --- subscribers and delivery --------------------------------------------------------------------------------------

subscribers = Table(
    "subscribers",
    metadata,
    _key(),
    Column("bot", BigInteger, nullable=False),  #: whose chats they are: no other bot may write to them
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),  #: 0 for none: two NULLs would count as different chats
    Column("zone", Text, nullable=False),
    Column("digest_at", Time),
    Column("digest_days", Integer, nullable=False),  #: bit 0 is Monday
    Column("next_digest_at", Instant),
    Column("active", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("since", Instant, nullable=False),
    UniqueConstraint("bot", "chat_id", "thread_id"),
    Index(None, "next_digest_at"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _key(),
    _of("subscribers"),
    Column("topic", Text, nullable=False, index=True),
    Column("taken_at", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "topic"),
)

told = Table(
    "told",
    metadata,
    _of("subscribers", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("told_at", Instant, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    _key(),
    Column("first_id", Integer, index=True),  #: id of the message's first part
    Column("bot", BigInteger, nullable=False),  #: who owes it
    Column("subscriber_id", Integer, ForeignKey("subscribers.id", ondelete="SET NULL")),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("markup", Text),
    Column("state", Text, nullable=False),
    Column("due", Instant, nullable=False),
    Column("ready_at", Instant, nullable=False),  #: when it may be tried: `due`, or the end of a wait
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("telegram_id", Integer),  #: of the message in the chat
    UniqueConstraint("subscriber_id", "kind", "period", "part"),
    Index(None, "bot", "state", "ready_at"),
    Index(None, "chat_id", "kind", "period"),
    sqlite_autoincrement=True,
)

attempts = Table(
    "attempts",
    metadata,
    _key(),
    _of("deliveries", name="delivery_id", index=True),
    Column("number", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("detail", Text),
)

inbox = Table(
    "inbox",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),  #: each bot's updates have numbers of their own
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("payload", SqlText, nullable=False),  #: JSON; emptied when done
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant, index=True),
)

# --- full text -----------------------------------------------------------------------------------------------------

_ADD = "INSERT INTO sentence_search(rowid, text) VALUES (new.id, new.text);"
_REMOVE = "INSERT INTO sentence_search(sentence_search, rowid, text) VALUES ('delete', old.id, old.text);"
_INDEX = "fts5(text, content='sentences', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
#: SQLite only: an index without a copy of the text, kept by triggers, so that no writer can forget it.
SEARCH = (
    f"CREATE VIRTUAL TABLE sentence_search USING {_INDEX}",
    f"CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN {_ADD} END",
    f"CREATE TRIGGER sentences_changed AFTER UPDATE OF text ON sentences BEGIN {_REMOVE} {_ADD} END",
    f"CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN {_REMOVE} END",
)

for _statement in SEARCH:
    event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
