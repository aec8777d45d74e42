"""`dragoman backup`: a copy of the archive while the bot runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from briefings.commands.running import opened, out


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(backup)


def backup(
    file: Annotated[Path | None, typer.Argument(help="where to; else DRAGOMAN_DATA_DIR/backups")] = None,
) -> None:
    """Copy the whole archive to one file, while the bot runs.

    To restore: stop the bot, put the file in the place of dragoman.sqlite3 in DRAGOMAN_DATA_DIR, take away
    dragoman.sqlite3-wal and -shm if they are there, and start the bot.
    """
    from briefings.commands.archive import progress_bar  # noqa: PLC0415  # with rich, for those who copy
    from briefings.storage.copying import copy_archive  # noqa: PLC0415

    with opened() as services:
        name = f"dragoman-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3"
        target = (file or services.settings.data_dir / "backups" / name).absolute()
        with progress_bar(shown=True) as progress:
            copy_archive(services.database, target, lambda done, of: progress(target.name, done, of))
    out(f"Copied to {target} ({target.stat().st_size / 2**20:,.1f} MB).")
