"""Everything that the use cases work with, put together once from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefings.catalogue import OWN, Countries, load_countries, load_entities, load_topics
from briefings.errors import SettingsError
from briefings.model import Entity, EntityId, Topic, digest_of
from briefings.ports import (
    Announcements,
    Archive,
    Buttons,
    Following,
    Health,
    Inbox,
    Outbox,
    People,
    Records,
    Subscribers,
    Uploads,
)
from briefings.render.environment import Renderer, renderer
from briefings.sample import SOURCE, sample_issues
from briefings.settings import Settings
from briefings.storage import (
    Database,
    SqlAnnouncements,
    SqlArchive,
    SqlButtons,
    SqlFollowing,
    SqlHealth,
    SqlInbox,
    SqlOutbox,
    SqlPeople,
    SqlRecords,
    SqlSubscribers,
    SqlUploads,
    open_database,
)


@dataclass(frozen=True, slots=True)
class Services:
    """The parts, ready to work; hand it down as an argument."""

    settings: Settings
    database: Database
    archive: Archive
    subscribers: Subscribers
    following: Following
    buttons: Buttons
    inbox: Inbox
    outbox: Outbox
    people: People
    uploads: Uploads
    announcements: Announcements
    records: Records
    health: Health
    renderer: Renderer
    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]
    countries: Countries

    @property
    def topic_titles(self) -> Mapping[str, str]:
        """Topic id → title."""
        return {topic.id: topic.title for topic in self.topics}

    @property
    def names(self) -> Mapping[EntityId, str]:
        """Entity id → canonical name, for catalogue entities."""
        return {entity.id: entity.name for entity in self.entities}

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def open_services(settings: Settings) -> Services:
    """Open the database (migrating it where needed) and load catalogue, topics and templates.

    Raises:
        SettingsError: a setting cannot work.
        CatalogueError: a data file breaks its format.
        StorageError: the database does not open.
    """
    if not settings.database.startswith("sqlite"):
        raise SettingsError(
            "DRAGOMAN_DATABASE_URL: only SQLite is served yet; write sqlite:///path/to/file or leave it empty."
        )
    entities = load_entities(own=settings.data_dir / OWN)
    database = open_database(settings.database)
    services = Services(
        settings=settings,
        database=database,
        archive=SqlArchive(database),
        subscribers=SqlSubscribers(database, settings.bot),
        following=SqlFollowing(database, settings.bot),
        buttons=SqlButtons(database),
        inbox=SqlInbox(database, settings.bot),
        outbox=SqlOutbox(database, settings.bot),
        people=SqlPeople(database, settings.bot),
        uploads=SqlUploads(database, settings.bot),
        announcements=SqlAnnouncements(database, settings.bot),
        records=SqlRecords(database, settings.bot),
        health=SqlHealth(database, settings.bot),
        renderer=renderer(settings.templates),
        entities=entities,
        topics=load_topics(entities=entities),
        countries=load_countries(entities=entities),
    )
    if settings.telegram_token is not None:
        _forget_sample(services.archive)
    return services


def _forget_sample(archive: Archive) -> None:
    """Take the sample periodical out of an archive that a real bot works with from now on."""
    named = [issue for issue in archive.issues() if issue.source == SOURCE]
    if not named:
        return
    shipped = {(i.number, i.date) for i in sample_issues() if archive.has(SOURCE, digest_of(i.data))}
    for issue in named:
        if (issue.number, issue.date) in shipped:
            archive.forget(issue.id)
