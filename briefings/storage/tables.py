"""The tables of what was read, and the full-text index over sentences.

`chat_tables.py` has those of subscribers and delivery. `migrations/` builds the same schema step by step; a test holds
the two equal.
"""

from __future__ import annotations

from sqlalchemy import DDL, JSON, Boolean, Column, Date, Float, Index, Integer, Table, UniqueConstraint, event

from briefings.storage.columns import Instant, Text, key, metadata, of

sources = Table("sources", metadata, key(), Column("name", Text, nullable=False, unique=True))

issues = Table(
    "issues",
    metadata,
    key(),
    of("sources"),
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
    of("issues", primary_key=True),
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
    key(),
    of("issues"),
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
    key(),
    of("articles"),
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
    of("issues", primary_key=True, index=True),
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
    key(),
    Column("entity", Text, nullable=False, index=True),
    Column("alias", Text, nullable=False),
    of("sentences", index=True),
    Column("added_by", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    key(),
    of("articles", index=True),
    of("sentences", nullable=True),
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
    key(),
    of("issues", index=True),
    of("articles", index=True),
    of("sentences", index=True),
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
    of("developments", primary_key=True),
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
    of("developments", primary_key=True, index=True),
)

roles = Table(
    "roles",
    metadata,
    key(),
    Column("entity", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("former", Boolean, nullable=False),
    of("sentences", index=True),
)

descriptions = Table(
    "descriptions",
    metadata,
    Column("entity", Text, primary_key=True),
    of("sentences", primary_key=True, index=True),
)

#: What people decided about names; it belongs to no issue, so that none takes it away.
decisions = Table(
    "decisions",
    metadata,
    key(),
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
stories = Table("stories", metadata, key(), Column("begun_at", Instant, nullable=False), sqlite_autoincrement=True)

#: What of an article decides which story it belongs to; see `briefings.developments.sketches`.
sketches = Table(
    "sketches",
    metadata,
    of("articles", primary_key=True),
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
