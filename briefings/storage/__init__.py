"""The ports on SQLAlchemy Core: one SQLite file, its schema, and the queries by subject."""

from briefings.storage.archive import SqlArchive
from briefings.storage.buttons import SqlButtons
from briefings.storage.engine import Database, open_database
from briefings.storage.inbox import SqlInbox
from briefings.storage.outbox import SqlOutbox
from briefings.storage.subscribers import SqlSubscribers

__all__ = ["Database", "SqlArchive", "SqlButtons", "SqlInbox", "SqlOutbox", "SqlSubscribers", "open_database"]
