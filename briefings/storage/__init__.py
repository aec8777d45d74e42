"""The ports on SQLAlchemy Core: one SQLite file, its schema, and the queries by subject."""

from briefings.storage.announcements import SqlAnnouncements
from briefings.storage.archive import SqlArchive
from briefings.storage.buttons import SqlButtons
from briefings.storage.engine import Database, open_database
from briefings.storage.following import SqlFollowing
from briefings.storage.health import SqlHealth
from briefings.storage.inbox import SqlInbox
from briefings.storage.mine import SqlRecords
from briefings.storage.outbox import SqlOutbox
from briefings.storage.people import SqlPeople
from briefings.storage.subscribers import SqlSubscribers
from briefings.storage.uploads import SqlUploads

__all__ = [
    "Database",
    "SqlAnnouncements",
    "SqlArchive",
    "SqlButtons",
    "SqlFollowing",
    "SqlHealth",
    "SqlInbox",
    "SqlOutbox",
    "SqlPeople",
    "SqlRecords",
    "SqlSubscribers",
    "SqlUploads",
    "open_database",
]
