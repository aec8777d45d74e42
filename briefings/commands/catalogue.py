"""`dragoman catalogue alias|merge|split|undo|log`: what people decide about names; and its files, see there."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from briefings.commands import catalogue_files, shapes
from briefings.commands.running import opened, out, out_json

if TYPE_CHECKING:
    from briefings.model import Decision
    from briefings.service import Services
    from briefings.service.deciding import Author

Entity = Annotated[str, typer.Argument(help="An entity, by any of its names or its id.")]
Name = Annotated[str, typer.Argument(help="The name, as it is written.")]
Why = Annotated[str | None, typer.Option(help="Why, for the log.")]
By = Annotated[str | None, typer.Option(help="Who decides; else the user of this machine.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

group = typer.Typer(
    no_args_is_help=True, help="Who is known: the operator's own lines, and what people decide about names."
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    catalogue_files.register(group)
    app.add_typer(group, name="catalogue")


@group.command()
def alias(entity: Entity, name: Name, why: Why = None, by: By = None, *, json: Json = False) -> None:
    """Give an entity a name more."""
    from briefings.service import deciding  # noqa: PLC0415

    _decide(lambda services, author: deciding.add_alias(services, entity, name, author, why), by, json=json)


@group.command()
def merge(
    entity: Entity,
    other: Annotated[str, typer.Argument(help="The one that is the same; it goes up in the first.")],
    why: Why = None,
    by: By = None,
    *,
    json: Json = False,
) -> None:
    """Make two entities one."""
    from briefings.service import deciding  # noqa: PLC0415

    _decide(lambda services, author: deciding.merge(services, entity, other, author, why), by, json=json)


@group.command()
def split(  # noqa: PLR0913  # the options
    entity: Entity,
    name: Name,
    to: Annotated[str | None, typer.Option(help="The entity whose name it is; else it is a new one's.")] = None,
    why: Why = None,
    by: By = None,
    *,
    json: Json = False,
) -> None:
    """Take a name from an entity."""
    from briefings.service import deciding  # noqa: PLC0415

    _decide(lambda services, author: deciding.split(services, entity, name, author, to, why), by, json=json)


@group.command()
def undo(
    number: Annotated[int, typer.Argument(help="The number that `dragoman catalogue log` shows first.")],
    by: By = None,
    *,
    json: Json = False,
) -> None:
    """Take a decision back, as if it had never been taken."""
    from briefings.service import deciding  # noqa: PLC0415

    _decide(lambda services, author: deciding.undo(services, number, author), by, json=json)


@group.command()
def log(*, json: Json = False) -> None:
    """List all decisions, the undone ones too, the latest first."""
    from briefings.service import deciding  # noqa: PLC0415

    with opened() as services:
        every = services.archive.decisions()[::-1]
        names = deciding.titles(services)
        told = [_in_words(one, deciding.sentence(one, names)) for one in every]
    if json:
        out_json([shapes.decision(one) for one in every])
    elif told:
        out("\n".join(told))
    else:
        out("Nothing was decided about names yet.")


def _decide(decide: Callable[[Services, Author], Decision], by: str | None, *, json: bool) -> None:
    from briefings.service import deciding  # noqa: PLC0415

    with opened() as services:
        done = decide(services, deciding.Author(by or getpass.getuser(), datetime.now(UTC)))
        told = _in_words(done, deciding.sentence(done, deciding.titles(services)))
    if json:
        out_json(shapes.decision(done))
    else:
        out(told)


def _in_words(decision: Decision, sentence: str) -> str:
    why = f": {decision.why}" if decision.why else ""
    undone = f" — undone by {decision.undone_by}, {decision.undone_at:%Y-%m-%d}" if decision.undone_at else ""
    return f"{decision.id}. {sentence} ({decision.by}, {decision.at:%Y-%m-%d}{why}){undone}"
