"""The tables of people, chats, what they follow, and what is owed to them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Time,
    UniqueConstraint,
)
from sqlalchemy import Text as SqlText

from briefings.storage.columns import Instant, Text, key, metadata, of

subscribers = Table(
    "subscribers",
    metadata,
    key(),
    Column("bot", BigInteger, nullable=False),  #: whose chats they are: no other bot may write to them
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),  #: 0 for none: two NULLs would count as different chats
    Column("zone", Text, nullable=False),
    Column("digest_at", Time),
    Column("digest_days", Integer, nullable=False),  #: bit 0 is Monday
    Column("each_issue", Boolean, nullable=False, server_default="0"),  #: only where an issue came since the last one
    Column("alerts", Boolean, nullable=False, server_default="0"),  #: topics are told at once, too
    Column("quiet_from", Time),
    Column("quiet_until", Time),  #: earlier than `quiet_from` where the night lies between
    Column("paused_until", Instant),
    Column("next_digest_at", Instant),
    Column("active", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("language_chosen", Boolean, nullable=False, server_default="0"),  #: else it follows Telegram's
    Column("since", Instant, nullable=False),
    UniqueConstraint("bot", "chat_id", "thread_id"),
    Index(None, "next_digest_at"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    key(),
    of("subscribers"),
    Column("topic", Text, nullable=False, index=True),
    Column("taken_at", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "topic"),
)

#: Entities and words that cause an alert.
watches = Table(
    "watches",
    metadata,
    key(),
    of("subscribers"),
    Column("entity", Text, index=True),  #: as it was called when the watch was set; merges lead on from it
    Column("words", Text),  #: where no entity is meant
    Column("name", Text, nullable=False),  #: as shown
    Column("taken_at", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "entity"),
    UniqueConstraint("subscriber_id", "words"),
    sqlite_autoincrement=True,
)

#: Stories that a subscriber wants to hear no more of: a development of each, by the row that stays the story's number.
mutes = Table(
    "mutes",
    metadata,
    key(),
    of("subscribers"),
    Column("story", Integer, nullable=False),  #: row of `stories`
    Column("title", Text, nullable=False),
    Column("muted_at", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "story"),
    sqlite_autoincrement=True,
)

told = Table(
    "told",
    metadata,
    of("subscribers", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("told_at", Instant, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    key(),
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
    key(),
    of("deliveries", name="delivery_id", index=True),
    Column("number", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("detail", Text),
)

#: Commands too long for a button, by a short number that is never given twice.
buttons = Table(
    "buttons",
    metadata,
    key(),
    Column("chat_id", BigInteger, nullable=False),  #: where it may be pressed; 0 for anywhere
    Column("command", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("chat_id", "command"),
    sqlite_autoincrement=True,
)

#: How far something was looked at, by name: the last issue that alerts were made of, say.
marks = Table(
    "marks",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)

# --- people and what operators do ----------------------------------------------------------------------------------

#: Persons with a role, an invitation, or a ban; whoever is in none of these needs no row.
people = Table(
    "people",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),  #: as they called themselves last
    Column("role", Text, nullable=False),  #: "reader", "editor"; the owners stand in the settings
    Column("banned", Boolean, nullable=False),
    Column("invitation", Integer),  #: by which they came
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    key(),
    Column("bot", BigInteger, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("uses", Integer, nullable=False),  #: left
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

#: Files sent to the bot that wait for a yes before they take the place of an issue.
uploads = Table(
    "uploads",
    metadata,
    key(),
    Column("bot", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("file", Text, nullable=False),  #: what it was called
    Column("path", Text, nullable=False),  #: below the data directory
    Column("state", Text, nullable=False),  #: see `briefings.model.UploadState`
    Column("sent_by", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("caption", Text, nullable=False, server_default=""),  #: what the sender says of the issue
    Column("message_id", BigInteger),  #: of the answer, which is edited as it goes on
    sqlite_autoincrement=True,
)

announcements = Table(
    "announcements",
    metadata,
    key(),
    Column("bot", BigInteger, nullable=False),
    Column("text", Text, nullable=False),  #: as typed
    Column("written_by", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("sent_at", Instant),  #: when it was queued for everybody
    sqlite_autoincrement=True,
)

# --- updates -------------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),  #: each bot's updates have numbers of their own
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("payload", SqlText, nullable=False),  #: JSON; emptied when done
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant, index=True),
)
