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
from briefings.commands.running import USAGE, day, fail, opened, out, out_json, telling

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
    *,
    json: Json = False,
) -> None:
    """Rebuild the pages of one issue and print them in reading order."""
    from briefings.commands.read import as_text, read_document  # noqa: PLC0415

    with telling():
        found = read_document(path, page=page)
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
    lines = path.endswith(".jsonl") or (path == "-" and text.lstrip()[:1] == "{")
    records = list(_records(text, path)) if lines else [{"id": Path(path).name if path != "-" else "-", "text": text}]
    days = [_day_of(record, written) for record in records]
    with opened() as services:
        reader = analyst(services)
        found = reader.annotate_many([(record["text"], when) for record, when in zip(records, days, strict=True)])
        for record, when, annotation in zip(records, days, found, strict=True):
            shape = shapes.annotation(annotation, id_=record["id"], text=record["text"], document_date=shapes.day(when))
            if json or lines:
                out_json(shape, lines=lines)
            else:
                _print(shape, record["text"])


def _input(path: str) -> str:
    from briefings.sources.text import decode  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    with telling():
        return decode(data, "standard input" if path == "-" else path)
    raise AssertionError


def _records(text: str, path: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json_lines.loads(line)
        except ValueError:
            fail(f"{path} line {number} is no JSON: each line must be an object with id and text.", USAGE)
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
            fail(f"{path} line {number} lacks id or text: each line must be an object with both.", USAGE)
        yield record


def _day_of(record: dict[str, Any], written: date | None) -> date | None:
    return day(record["date"], f"the date of {record['id']!r}") if record.get("date") else written


def _print(shape: dict[str, Any], text: str) -> None:
    for index, sentence in enumerate(shape["sentences"]):
        out(" ".join(text[sentence["start"] : sentence["end"]].split()))
        for found in (item for item in shape["developments"] if item["sentence"] == index):
            parties = [", ".join(p["name"] for p in found[side]) or "–" for side in ("actors", "targets")]
            when = found["when"]["value"] if found["when"] else "no date"
            out(f"    {found['type']} · {found['status']} · {when} · {parties[0]} → {parties[1]}")


def evaluate(
    what: Annotated[str, typer.Argument(help="What to measure: language.")] = "language",
    data: Annotated[Path, typer.Option(help="The folder of labelled data.")] = Path("../shared/data"),
) -> None:
    """Measure accuracy on labelled data and print it as JSON."""
    from briefings.language.evaluation import evaluate_language  # noqa: PLC0415
    from briefings.language.pipeline import load_pipeline  # noqa: PLC0415
    from briefings.settings import load_settings  # noqa: PLC0415

    if what != "language":
        fail(f"{what!r} cannot be measured yet: only language can.", USAGE)
    with telling():
        nlp = load_pipeline(load_settings().spacy_model)
    try:
        out_json(evaluate_language(data, nlp))
    except FileNotFoundError as error:
        fail(f"{error.filename} is not there: give the folder of labelled data with --data.")


Queries = Annotated[str, typer.Option(help="A file of JSON lines; - is standard input.")]
Catalogue = Annotated[Path | None, typer.Option(help="Another catalogue of entities, JSON lines.")]


def look_up(queries: Queries, catalogue: Catalogue = None) -> None:
    """Find the entities that queries mean."""
    from briefings.commands import names  # noqa: PLC0415

    _through(queries, lambda records: names.look_up(records, catalogue))


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
