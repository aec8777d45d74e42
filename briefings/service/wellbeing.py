"""How the bot is, for its operators: `/status`, `dragoman status`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from briefings.model import IssueRecord, Troubles
from briefings.render.speech import gettext
from briefings.render.telegram_html import plain
from briefings.service import access
from briefings.service.answers import Answer, Choice
from briefings.service.hours import local_moment
from briefings.service.services import Services


@dataclass(frozen=True, slots=True)
class Wellbeing:
    """What an operator wants to know; nothing of it is secret."""

    version: str
    schema: str
    issues: int
    pages: int
    unreadable: int
    latest: IssueRecord | None
    queue: Mapping[str, int]  #: state of a message part → how many
    active: int
    paused: int  #: of the active ones
    gone: int
    last_digest: datetime | None
    troubles: Troubles
    disk_free: int  #: bytes
    access: str


def opened(services: Services, now: datetime) -> None:
    """Begin a run of the bot: errors are counted from here, and who may not ask any more is sent nothing.

    Raises:
        StorageError: the database refused.
    """
    services.health.started(now)
    access.close_doors(services)


def look(services: Services, now: datetime) -> Wellbeing:
    """How the bot is now.

    Raises:
        StorageError: the database refused.
    """
    count = services.archive.read_count()
    active, paused, gone = services.health.chats(now)
    return Wellbeing(
        version=_version(),
        schema=services.health.schema(),
        issues=count.issues,
        pages=count.pages,
        unreadable=count.unreadable,
        latest=next(iter(services.archive.issues()), None),
        queue=services.outbox.counts(),
        active=active,
        paused=paused,
        gone=gone,
        last_digest=services.health.last_sent("digest"),
        troubles=services.health.troubles(),
        disk_free=shutil.disk_usage(services.database.path.parent).free,
        access=services.settings.access,
    )


def status(services: Services, zone: str, now: datetime) -> Answer:
    """`/status`.

    Raises:
        StorageError: the database refused.
    """
    return Answer(_html(services, zone, now), (Choice(gettext("Again"), "/status"),))


def status_text(services: Services, zone: str, now: datetime) -> str:
    """`dragoman status`: the same as plain text.

    Raises:
        StorageError: the database refused.
    """
    return plain(_html(services, zone, now))


def _html(services: Services, zone: str, now: datetime) -> str:
    found = look(services, now)
    moments = {
        "last_digest": local_moment(found.last_digest, zone) if found.last_digest else None,
        "since": local_moment(found.troubles.since, zone) if found.troubles.since else None,
    }
    return services.renderer.html(
        "status", now=found, count=services.archive.read_count(), free=round(found.disk_free / 2**30, 1), **moments
    )


def _version() -> str:
    try:
        return version("dragoman")
    except PackageNotFoundError:
        return "?"
