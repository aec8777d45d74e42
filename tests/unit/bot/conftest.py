"""The real application over the sandbox's Bot API, on a real database with one small issue in it."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog
from telegram import Chat

from bot import logs, pacing
from bot.application import AnyApplication, build_application, run
from bot.desk import Desk
from bot.handlers import membership
from bot.sandbox import Person, Sandbox
from briefings.catalogue import Countries
from briefings.model import EntityId, Topic
from briefings.render.environment import renderer
from briefings.service import Services
from briefings.settings import Settings
from briefings.storage import (
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
from tests.builders import NOON, a_day, a_development, a_party, a_topic, an_article, an_entity, an_issue
from tests.unit.bot.support import Serving

SENTENCES = ("Acme bought Bolt on 25 June 2020.", "Bolt accused Acme of fraud on 28 June 2020.")
NAMES = {"Acme": "acme", "Bolt": "bolt"}


@pytest.fixture(autouse=True)
def mute_in_groups(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups get no hello, so that what a test waits for there is the answer; but where it asks for `hellos`."""

    async def say_nothing(_desk: Desk, _chat: Chat) -> None:
        return

    if "hellos" not in request.fixturenames:
        monkeypatch.setattr(membership, "greet", say_nothing)


@pytest.fixture
def hellos() -> None:
    """Groups get their hello."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("DRAGOMAN_")]:
        monkeypatch.delenv(name)
    return Settings(data_dir=tmp_path)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was opened once: each test takes a copy, which is faster than migrating."""
    path = tmp_path_factory.mktemp("empty") / "dragoman.sqlite3"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def empty_services(settings: Settings, empty_database: Path) -> Iterator[Services]:
    """Services with two companies, two topics, and nothing read."""
    shutil.copy(empty_database, settings.data_dir)
    database = open_database(settings.database)
    yield Services(
        settings=settings,
        database=database,
        archive=SqlArchive(database),
        subscribers=SqlSubscribers(database),
        following=SqlFollowing(database),
        buttons=SqlButtons(database),
        inbox=SqlInbox(database),
        outbox=SqlOutbox(database),
        people=SqlPeople(database),
        uploads=SqlUploads(database),
        announcements=SqlAnnouncements(database),
        records=SqlRecords(database),
        health=SqlHealth(database),
        renderer=renderer(),
        entities=(an_entity("acme"), an_entity("bolt")),
        topics=(a_topic("acme-bolt", title="Acme – Bolt"), Topic("bolt", "All of Bolt", entities=(EntityId("bolt"),))),
        countries=Countries({}, {}),
    )
    database.close()


@pytest.fixture
def services(empty_services: Services) -> Services:
    """The same with an issue in the archive."""
    acme, bolt = a_party("Acme", "acme"), a_party("Bolt", "bolt")
    bought = a_development(SENTENCES[0], actors=(acme,), targets=(bolt,), when=a_day("2020-06-25"), salience=0.9)
    accused = a_development(
        SENTENCES[1], type="ACCUSE", sentence=1, actors=(bolt,), targets=(acme,), when=a_day("2020-06-28"), salience=0.8
    )
    article = an_article(*SENTENCES, names=NAMES, developments=(bought, accused))
    empty_services.archive.add_issue(an_issue(article), at=NOON)
    return empty_services


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
def serving(sandbox: Sandbox, services: Services, monkeypatch: pytest.MonkeyPatch) -> Serving:
    """Starts the application and stops it at the end; chats get answers without a second between them."""
    monkeypatch.setattr(pacing, "SECOND", 0.001)

    @asynccontextmanager
    async def served() -> AsyncIterator[AnyApplication]:
        urls = {"base_url": sandbox.api_url, "base_file_url": sandbox.file_url}
        application = build_application(services, **urls, token=sandbox.token)
        stop = asyncio.Event()
        task = asyncio.create_task(run(application, stop))
        try:
            yield application
        finally:
            stop.set()
            await task

    return served


@pytest.fixture
async def bot(serving: Serving) -> AsyncIterator[AnyApplication]:
    """The application, running."""
    async with serving() as application:
        yield application


@pytest.fixture(autouse=True)
def _nothing_left_of_earlier_logging() -> None:
    """A command that ran before in this process may have set what is logged, and what is not."""
    structlog.reset_defaults()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the operator reads."""
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    before = logging.getLogger().handlers[:], logging.getLogger().level
    logs.configure()
    yield written
    logging.getLogger().handlers[:], level = before[0], before[1]
    logging.getLogger().setLevel(level)


@pytest.fixture
def ada(sandbox: Sandbox) -> Person:
    return sandbox.person("Ada")


@pytest.fixture
def ben(sandbox: Sandbox) -> Person:
    return sandbox.person("Ben")
