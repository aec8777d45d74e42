"""`dragoman topics` and `dragoman topics check FILE`: the standing questions, and whether a file of them is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefings.commands import shapes
from briefings.commands.running import opened, out, out_json, telling

group = typer.Typer(help="The topics that can be asked for and followed.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="topics")


@group.callback()
def topics(
    context: typer.Context, *, json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List the topics that can be asked for and followed."""
    if context.invoked_subcommand is not None:
        return
    with opened() as services:
        found = services.topics
    if json:
        out_json([shapes.topic(topic) for topic in found])
        return
    for topic in found:
        out(f"{topic.id}: {topic.title}" + (f" ({', '.join(topic.aliases)})" if topic.aliases else ""))


@group.command()
def check(
    file: Annotated[Path, typer.Argument(help="Topics, a table each; briefings/catalogue/README.md has the fields.")],
) -> None:
    """Say whether a file of topics is right, and which line and field is wrong."""
    from briefings.catalogue import OWN, load_entities, load_topics  # noqa: PLC0415
    from briefings.settings import load_settings  # noqa: PLC0415

    with telling():
        found = load_topics(file, entities=load_entities(own=load_settings().data_dir / OWN))
    out(f"{file.name} is right: {len(found)} {'topic' if len(found) == 1 else 'topics'}.")
