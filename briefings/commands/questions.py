"""Commands that ask the archive: brief, who, search, latest."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from briefings.commands import shapes
from briefings.commands.running import FAILED, USAGE, day, fail, opened, out, out_json
from briefings.model import LookUp


class Format(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


class Length(StrEnum):
    """How long a brief is: a line, a message, or all that a message and its pages hold."""

    ALERT = "alert"
    BRIEF = "brief"
    FULL = "full"


Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Printed = Annotated[Format, typer.Option("--format", help="How to print it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(brief)
    app.command()(who)
    app.command()(search)
    app.command()(latest)


def brief(  # noqa: PLR0913, PLR0917  # the options
    topic: Annotated[str, typer.Argument(help="A topic, a name or words; none: the whole archive.")] = "",
    since: Annotated[str | None, typer.Option(help="Only what happened on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Only what happened on this day or earlier.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Only issues up to this day.")] = None,
    words: Annotated[int | None, typer.Option(min=10, help="At most so many words.")] = None,
    length: Annotated[Length, typer.Option(help="A line, a message, or everything with its sentences.")] = Length.BRIEF,
    printed: Printed = Format.TEXT,
    *,
    json: Json = False,
) -> None:
    """Brief on a topic: what happened, in time order, each line with its issue and page."""
    from briefings.briefs import LINES, MOST_LINES, Room  # noqa: PLC0415
    from briefings.render.telegram_html import plain  # noqa: PLC0415
    from briefings.service import answering, nothing  # noqa: PLC0415

    if words is not None and length is not Length.BRIEF:
        fail("--words and --length both say how long the brief is: give one of them.", USAGE)
    room = Room({Length.ALERT: 1, Length.BRIEF: LINES, Length.FULL: MOST_LINES}[length])
    bounds = (day(as_of, "--as-of"), day(since, "--since"), day(until, "--until"))
    with opened() as services:
        made = answering.brief(
            services, topic, as_of=bounds[0], since=bounds[1], until=bounds[2], words=words, room=room
        )
        if not made.lines:
            html = nothing.nothing(services, made, topic, as_of=bounds[0]).html
        elif length is Length.ALERT:
            html = answering.render_alert(services, made)
        else:
            html = answering.render_brief(services, made, quotes=printed is Format.HTML or length is Length.FULL)
    if json or printed is Format.JSON:
        out_json(shapes.brief(made))
    else:
        out(html if printed is Format.HTML else plain(html))


def who(
    name: Annotated[str, typer.Argument(help="A person, group, place or company, in any spelling.")],
    printed: Printed = Format.TEXT,
    *,
    json: Json = False,
) -> None:
    """Say who or what a name means, and what the issues tell of it."""
    from briefings.render.telegram_html import plain  # noqa: PLC0415
    from briefings.service import dossiers  # noqa: PLC0415

    with opened() as services:
        found = dossiers.who(services, name)
        if isinstance(found, LookUp):
            html = dossiers.who_answer(services, name).html
        else:
            html = dossiers.render_dossier(services, found)
    if json or printed is Format.JSON:
        out_json(shapes.who(found))
    else:
        out(html if printed is Format.HTML else plain(html))
    if isinstance(found, LookUp) and found.outcome == "none":
        raise typer.Exit(FAILED)


def search(
    words: Annotated[list[str], typer.Argument(help="Words that must all stand in a sentence.")], *, json: Json = False
) -> None:
    """Find sentences of the archive by their words."""
    from briefings.render.telegram_html import plain  # noqa: PLC0415
    from briefings.service import answering  # noqa: PLC0415

    text = " ".join(words)
    if not text.strip():
        fail("Say what to look for, for instance: dragoman search pipeline.", USAGE)
    with opened() as services:
        if json:
            out_json([shapes.quote(quote) for quote in services.archive.search(text)])
        else:
            out(plain(answering.search_answer(services, text).html))


def latest() -> None:
    """Show what the latest issue brings: its top lines a topic, who is new in it, what to watch."""
    from briefings.render.telegram_html import plain  # noqa: PLC0415
    from briefings.service import latest as latest_issue  # noqa: PLC0415

    with opened() as services:
        out(plain(latest_issue.latest_answer(services).html))
