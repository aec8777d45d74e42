"""Commands that show one step of the main job: read, annotate, names, evaluate."""

from __future__ import annotations

import json as json_lines
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from briefings.commands import shapes
from briefings.commands.running import FAILED, USAGE, day, fail, opened, out, out_json, telling

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(read)
    app.command()(annotate)
    app.command()(evaluate)
    names = typer.Typer(no_args_is_help=True, help="Name work alone, many at once: JSON lines in, JSON lines out.")
    names.command("look-up")(look_up)
    names.command("compare")(compare)
    names.command("join")(join)
    app.add_typer(names, name="names")


def read(
    path: Annotated[Path, typer.Argument(help="A PDF or text file.")],
    page: Annotated[int | None, typer.Option(min=1, help="Only this page, counted from 1.")] = None,
    png: Annotated[
        Path | None, typer.Option(help="Draw the page with its blocks and reading order into this file.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Rebuild the pages of one issue and print them in reading order."""
    from briefings.commands.read import as_text, draw_document, read_document  # noqa: PLC0415

    with telling():
        found = draw_document(path, png, page=page) if png else read_document(path, page=page)
    if json:
        out_json(found)
    else:
        out(as_text(found))


def annotate(
    path: Annotated[str, typer.Argument(help="A text, or JSON lines; - is standard input.")] = "-",
    date: Annotated[str | None, typer.Option(help="The date of the text, YYYY-MM-DD.")] = None,
    *,
    json: Json = False,
) -> None:
    """Find names, dates, sources and developments in a text."""
    from briefings.service.ingesting import analyst  # noqa: PLC0415  # loads spaCy

    written = day(date, "--date")
    text = _input(path)
    if path.endswith(".jsonl") or (path == "-" and text.lstrip()[:1] == "{"):
        _annotate_lines(text, path, written)
        return
    with opened() as services:
        found = analyst(services).annotate(text, written)
    name = Path(path).name if path != "-" else "-"
    shape = shapes.annotation(found, id_=name, text=text, document_date=shapes.day(written))
    if json:
        out_json(shape)
    else:
        _print(shape, text)


def _annotate_lines(text: str, path: str, written: date | None) -> None:
    """A line out for each line in; one that is no record gives a line with the error, and the exit code tells of it."""
    from briefings.commands.text_lines import read_lines  # noqa: PLC0415
    from briefings.service.ingesting import analyst  # noqa: PLC0415  # loads spaCy

    lines = list(read_lines(text, path, written))
    good = [line.record for line in lines if line.record is not None]
    with opened() as services:
        found = analyst(services).annotate_many([(record.text, record.day) for record in good])
        for line in lines:
            if line.record is None:
                out_json({"line": line.number, "id": line.id, "error": line.error}, lines=True)
                sys.stderr.write(f"{line.error}\n")
                continue
            record = line.record
            when = shapes.day(record.day)
            out_json(shapes.annotation(next(found), id_=line.id, text=record.text, document_date=when), lines=True)
    if len(good) < len(lines):
        raise typer.Exit(FAILED)


def _input(path: str) -> str:
    from briefings.sources.text import decode  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    with telling():
        return decode(data, "standard input" if path == "-" else path)
    raise AssertionError


def _print(shape: dict[str, Any], text: str) -> None:
    for index, sentence in enumerate(shape["sentences"]):
        out(" ".join(text[sentence["start"] : sentence["end"]].split()))
        for found in (item for item in shape["developments"] if item["sentence"] == index):
            parties = [", ".join(p["name"] for p in found[side]) or "–" for side in ("actors", "targets")]
            when = found["when"]["value"] if found["when"] else "no date"
            out(f"    {found['type']} · {found['status']} · {when} · {parties[0]} → {parties[1]}")


def evaluate(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="What to measure; all if none.")
    ] = None,
    data: Annotated[Path, typer.Option(help="The folder of labelled data.")] = Path("../shared/data"),
    *,
    json: Json = False,
) -> None:
    """Measure accuracy on labelled data, with progress on standard error; a name that is none lists those that are."""
    from briefings.commands.evaluating import measures  # noqa: PLC0415

    known = measures()
    for name in names or ():
        if name not in known:
            fail(f"{name!r} cannot be measured: {', '.join(known)} can.", USAGE)
    found: dict[str, dict[str, Any]] = {}
    for name in names or known:
        try:
            with telling():
                found[name] = known[name].of(data)
        except FileNotFoundError as error:
            _missing(f"{error.filename} is not there: give the folder of labelled data with --data.", stop=bool(names))
            continue
        if not json:  # at once: the next may take minutes
            out(("\n" if len(found) > 1 else "") + known[name].shown(found[name]))
    if not found:
        raise typer.Exit(FAILED)
    if json:
        out_json(found)


def _missing(sentence: str, *, stop: bool) -> None:
    """Without data for what was asked for by name nothing can be said; of all that there is, the rest can."""
    if stop:
        fail(sentence)
    sys.stderr.write(f"{sentence}\n")


Queries = Annotated[str, typer.Option(help="A file of JSON lines; - is standard input.")]
Catalogue = Annotated[Path | None, typer.Option(help="Another catalogue of entities, JSON lines.")]


def look_up(
    queries: Queries,
    catalogue: Catalogue = None,
    index: Annotated[Path | None, typer.Option(help="Where to keep the index of a large catalogue.")] = None,
) -> None:
    """Find the entities that queries mean."""
    from briefings.commands import names  # noqa: PLC0415

    _through(queries, lambda records: names.look_up(records, catalogue, index))


def compare(pairs: Queries) -> None:
    """Say of pairs of names whether they may be one, and why."""
    from briefings.commands import names  # noqa: PLC0415

    _through(pairs, names.compare)


def join(mentions: Queries, catalogue: Catalogue = None) -> None:
    """Put mentions of one entity into one cluster."""
    from briefings.commands import names  # noqa: PLC0415

    _through(mentions, lambda records: names.join(records, catalogue))


def _through(path: str, work: Callable[[Iterable[dict[str, Any]]], Iterable[dict[str, Any]]]) -> None:
    with telling():
        for answer in work(_objects(_input(path), path)):
            out_json(answer, lines=True)


def _objects(text: str, path: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json_lines.loads(line)
            except ValueError:
                fail(f"{path} line {number} is no JSON.", USAGE)
