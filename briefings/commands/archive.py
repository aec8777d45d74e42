"""Commands that fill the archive and look after it: ingest, issues, forget, doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefings.commands import shapes
from briefings.commands.running import FAILED, day, fail, opened, out, out_json, telling

if TYPE_CHECKING:
    from briefings.service.ingested import Ingested

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ingest)
    app.command()(issues)
    app.command()(forget)
    app.command()(doctor)


def ingest(  # the options
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, .jsonl archives.")],
    source: Annotated[str | None, typer.Option(help="The periodical's name.")] = None,
    number: Annotated[str | None, typer.Option(help="The issue's number, for instance 'Week 26'.")] = None,
    date: Annotated[str | None, typer.Option(help="The issue's date, YYYY-MM-DD.")] = None,
    *,
    json: Json = False,
) -> None:
    """Read issues into the archive. Safe to repeat: the same issue changes nothing, a corrected one replaces it."""
    from briefings.service.ingested import Given  # noqa: PLC0415
    from briefings.service.ingesting import ingest_paths  # noqa: PLC0415  # loads spaCy

    given = Given(_named(source, "--source"), _named(number, "--number"), day(date, "--date"))
    with opened() as services, progress_bar(shown=not json) as progress:
        done = list(ingest_paths(services, paths, given, progress))
    for item in done:
        _tell(item, json=json)
    if any(item.outcome == "failed" for item in done):
        raise typer.Exit(FAILED)


def _named(value: str | None, option: str) -> str | None:
    if value is not None and not value.strip():
        fail(f"{option} is empty: give a name or leave the option out.", 2)
    return value


def _tell(item: Ingested, *, json: bool) -> None:
    if not json:
        out(item.sentence)
        return
    found = {
        "file": item.name,
        "outcome": item.outcome,
        "message": item.sentence,
        "source": item.source,
        "number": item.number,
        "date": shapes.day(item.day),
        "pages": item.pages,
        "unreadable": item.unreadable,
        "articles": item.articles,
        "developments": item.developments,
    }
    out_json(found, lines=True)


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error, gone when done."""
    if not shown:
        yield lambda _what, _done, _of: None
        return
    from rich.console import Console  # noqa: PLC0415  # only where a bar is drawn
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda what, done, of: bar.update(task, description=what or "done", completed=done, total=of)


def issues(*, json: Json = False) -> None:
    """List the issues of the archive, the latest first."""
    with opened() as services:
        found = services.archive.issues()
    if json:
        out_json([shapes.issue(issue) for issue in found])
        return
    for issue in found:
        name = " ".join(part for part in (issue.source, issue.number) if part)
        unreadable = f", {issue.unreadable} unreadable" if issue.unreadable else ""
        read = f"{issue.pages} pages{unreadable}, {issue.articles} articles, {issue.developments} developments"
        out(f"{issue.id:>5}  {issue.date}  {name}: {read} ({issue.file})")
    if not found:
        out("Nothing was read yet: dragoman ingest FILE.")


def forget(issue: Annotated[int, typer.Argument(help="The number that `dragoman issues` shows first.")]) -> None:
    """Take an issue out of the archive with all that came from it."""
    with opened() as services:
        if not services.archive.forget(issue):
            fail(f"There is no issue {issue}: see dragoman issues.")
    out(f"Issue {issue} is forgotten.")


def doctor(*, json: Json = False) -> None:
    """Check settings, database, language model and templates; say what to do where one is wrong."""
    from briefings.commands.health import checks  # noqa: PLC0415  # loads spaCy

    with telling():
        found = checks()
    if json:
        out_json(
            {"model": found.model, "checks": [{"name": c.name, "right": c.right, "says": c.says} for c in found.checks]}
        )
    else:
        for check in found.checks:
            out(f"{'right' if check.right else 'WRONG'}  {check.name}: {check.says}")
    if not all(check.right for check in found.checks):
        raise typer.Exit(FAILED)
