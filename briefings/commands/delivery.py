"""Commands about what is sent: digest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from briefings.commands.running import USAGE, fail, opened, out


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(digest)


def digest(
    topic: Annotated[str | None, typer.Option(help="Only those who follow this topic, and on it alone.")] = None,
    edition: Annotated[str | None, typer.Option(help="The edition's name; each subscriber gets a name once.")] = None,
    *,
    now: Annotated[bool, typer.Option("--now", help="Compose and queue an extra edition at once.")] = False,
) -> None:
    """Queue an extra edition of the digest for every subscriber concerned; a running bot sends it."""
    from briefings.service.delivering import queue_edition  # noqa: PLC0415

    if not now:
        fail("Digests go out at their subscribers' hours; --now queues an extra edition.", USAGE)
    at = datetime.now(UTC)
    name = edition if edition is not None else f"{at:%Y-%m-%d %H:%M}"
    if not name.strip():
        fail("--edition is empty: give a name or leave the option out.", USAGE)
    with opened() as services:
        queued = queue_edition(services, name.strip(), topic, at)
    out(f"Edition {name.strip()} is queued for {queued} subscriber{'' if queued == 1 else 's'}.")
