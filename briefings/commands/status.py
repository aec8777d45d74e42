"""The command that says how the bot is: status."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from briefings.commands import shapes
from briefings.commands.running import opened, out, out_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(*, json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Say how the bot is: what was read, what is queued, who follows, what went wrong."""
    from briefings.service import wellbeing  # noqa: PLC0415

    now = datetime.now(UTC)
    with opened() as services:
        if json:
            out_json(_shape(wellbeing.look(services, now)))
        else:
            out(wellbeing.status_text(services, services.settings.timezone, now))


def _shape(found: Any) -> shapes.Json:
    return {
        "version": found.version,
        "schema": found.schema,
        "access": found.access,
        "issues": found.issues,
        "pages": found.pages,
        "unreadable": found.unreadable,
        "latest": shapes.issue(found.latest) if found.latest else None,
        "queue": dict(found.queue),
        "subscribers": {"active": found.active, "paused": found.paused, "gone": found.gone},
        "last_digest": _moment(found.last_digest),
        "errors": {
            "since": _moment(found.troubles.since),
            "count": found.troubles.errors,
            "last": found.troubles.last,
        },
        "disk_free": found.disk_free,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
