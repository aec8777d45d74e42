"""`dragoman timeline`: dated developments, as words, as JSON and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from briefings.commands import shapes
from briefings.commands.questions import Format
from briefings.commands.running import day, fail, opened, out, out_json
from briefings.model import Timeline, TimelineEntry


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(timeline)


def timeline(  # noqa: PLR0913, PLR0917  # the options
    topic: Annotated[str, typer.Argument(help="A topic, a name or words, and a period; none: the whole archive.")] = "",
    days: Annotated[int | None, typer.Option(min=1, help="At most so many dates.")] = None,
    lines: Annotated[int | None, typer.Option(min=1, help="At most so many lines a date.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Only issues up to this day.")] = None,
    chart: Annotated[Path | None, typer.Option(help="Draw it, too: a PNG file.")] = None,
    printed: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
    *,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Tell what happened, date by date, each line with its issue and page."""
    from briefings.render.telegram_html import plain  # noqa: PLC0415
    from briefings.service import timelines  # noqa: PLC0415
    from briefings.timelines import DAYS, LINES  # noqa: PLC0415

    until = day(as_of, "--as-of")
    with opened() as services:
        made = timelines.timeline(services, topic, days=days or DAYS, lines=lines or LINES, as_of=until)
        html = services.renderer.html("timeline", timeline=made)
        picture = timelines.drawn(services, made) if chart else None
    if chart is not None:
        _write(chart, picture)
    if json or printed is Format.JSON:
        out_json(shape(made))
    else:
        out(html if printed is Format.HTML else plain(html))


def shape(made: Timeline) -> dict[str, Any]:
    """`dragoman timeline --json`: a brief's shape, with the lines by date."""
    read = made.read
    return {
        "topic": made.topic,
        "title": made.title,
        "as_of": shapes.day(made.as_of),
        "entries": [_entry(entry) for entry in made.entries],
        "lines": [shapes.brief_line(line) for entry in made.entries for line in entry.lines],
        "more": made.more,
        "withheld": made.withheld,
        "read": {"issues": read.issues, "pages": read.pages, "unreadable": read.unreadable},
    }


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "from": shapes.day(entry.first),
        "to": shapes.day(entry.last),
        "value": entry.value,
        "lines": [shapes.brief_line(line) for line in entry.lines],
    }


def _write(path: Path, picture: bytes | None) -> None:
    """Write the picture; where there is none or it cannot be written, end with a sentence."""
    if picture is None:
        fail(f"Nothing with a date was found, so {path} was not drawn.")
    try:
        path.write_bytes(picture)
    except OSError as error:
        fail(f"{path} cannot be written ({error.strerror}): name a file in a folder that is there, with --chart.")
