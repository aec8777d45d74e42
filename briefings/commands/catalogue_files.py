"""`dragoman catalogue check|import|export`: entities as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from briefings.commands.running import opened, out, telling

File = Annotated[
    Path, typer.Argument(help="JSON lines, one entity each; briefings/catalogue/README.md has the fields.")
]
Form = Annotated[
    Literal["lines", "ftm"], typer.Option("--as", help="Our own lines, or those of FollowTheMoney (OpenAleph).")
]


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(check)
    group.command(name="import")(import_)
    group.command()(export)


def check(file: File) -> None:
    """Say whether a file of your own can be taken in, and which line is wrong."""
    from briefings.catalogue import load_entities, read_own  # noqa: PLC0415

    with telling():
        ids = read_own(file).keys()
        changed = len(ids & {entity.id for entity in load_entities()})
    out(f"{file.name} is right: {len(ids) - changed} new, {changed} changed.")


def import_(file: File) -> None:
    """Take in a file of your own on top of the catalogue: all of its lines, or none where one is wrong."""
    from briefings.catalogue import OWN, take_in  # noqa: PLC0415
    from briefings.settings import load_settings  # noqa: PLC0415

    with telling():
        own = load_settings().data_dir / OWN
        added, replaced = take_in(file, own)
    out(f"{added} lines added to {own}, {replaced} replaced. A running bot reads them when it starts again.")


def export(form: Form = "lines") -> None:
    """Print all entities: the catalogue, your own lines, and what was learned and decided."""
    from briefings.catalogue import as_follow_the_money, as_lines  # noqa: PLC0415
    from briefings.service.index import known_entities  # noqa: PLC0415

    with opened() as services:
        every = list(known_entities(services).values())
        codes = services.countries.codes
    for line in as_lines(every) if form == "lines" else as_follow_the_money(every, codes):
        out(line)
