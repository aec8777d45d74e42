"""How well pages are rebuilt, on the labelled pages of `data/pages`: what `dragoman evaluate pages` prints.

Each page is read as `dragoman read` reads a file: the PDF, its text with blanks kept, its spliced text.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefings.commands.evaluating import Json, table
from briefings.commands.read import as_text, read_document
from briefings.errors import IngestError
from briefings.layout.evaluation import (
    ORDER,
    SPLIT,
    PageTruth,
    Part,
    lenient,
    order_figures,
    read_out,
    split_counts,
    split_figures,
)

_DECIMALS = 6
#: Groups of pages by the beginning of their kind, those whose text runs row by row apart; as `score.py` has them.
_KINDS = {
    "2col": ("2col",),
    "3col": ("3col",),
    "sidebar": ("sidebar", "infographic"),
    "single": ("single",),
    "table": ("table", "transcript"),
}


def measure(data: Path) -> Json:
    """Read every labelled page under `data`/pages (or `data`) and say how near it came to the truth.

    Returns:
        `pdf` and `layout`: `pages`, an id to its figures (see `evaluation.order_figures`) and kind, `mean`, a group of
        kinds to means, and `pages_per_second`; `spliced`: the same with the figures of `evaluation.split_figures` and
        those of the text read out of the cuts, and `lines`, the groups' figures counted over all their lines.

    Raises:
        FileNotFoundError: there are no labelled pages.
    """
    root = data / "pages" if (data / "pages").is_dir() else data
    manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
    return {
        "pdf": _texts(root, manifest, "pdf"),
        "layout": _texts(root, manifest, "layout"),
        "spliced": _spliced(root, manifest),
    }


def shown(found: Json) -> str:
    """The figures as tables."""
    parts = []
    for name, title in (("pdf", "PDF"), ("layout", "text with blanks"), ("spliced", "spliced text")):
        some = found[name]
        columns = [*(SPLIT if name == "spliced" else ()), *ORDER]
        pages = {f"{id_} {page['kind']}": page for id_, page in some["pages"].items()}
        means = {f"mean of {group} ({mean['pages']})": mean for group, mean in some["mean"].items()}
        parts.append(table(title, columns, [*pages.items(), *means.items()]))
        if name == "spliced":
            counted = {f"lines of {group} ({all_['pages']})": all_ for group, all_ in some["lines"].items()}
            parts.append(table("", SPLIT, counted.items()))
        parts.append(f"{some['pages_per_second']} pages a second")
    return "\n\n".join(parts)


def _texts(root: Path, manifest: Iterable[Json], form: str) -> Json:
    pages: dict[str, Json] = {}
    seconds = 0.0
    for entry in manifest:
        if not entry.get(form):
            continue
        started = time.perf_counter()
        text = as_text(_read(root / entry[form]))
        seconds += time.perf_counter() - started
        pages[entry["id"]] = {"kind": entry["kind"], **_rounded(order_figures(_truth(root, entry), text))}
    return {"pages": pages, "mean": _means(pages, ORDER), "pages_per_second": _speed(pages, seconds)}


def _spliced(root: Path, manifest: Iterable[Json]) -> Json:
    pages: dict[str, Json] = {}
    counted: dict[str, tuple[Json, Counter[str]]] = {}
    seconds = 0.0
    for entry in manifest:
        if not entry.get("collapsed"):
            continue
        started = time.perf_counter()
        rows = _read(root / entry["collapsed"])["pages"][0].get("rows", [])
        seconds += time.perf_counter() - started
        counts = split_counts(_records(root / entry["split"]), rows)
        counted[entry["id"]] = (entry, counts)
        order = order_figures(_truth(root, entry), read_out(rows))
        pages[entry["id"]] = {"kind": entry["kind"], **_rounded(split_figures(counts)), **_rounded(order)}
    return {
        "pages": pages,
        "mean": _means(pages, ORDER),
        "lines": _of_lines(counted.values()),
        "pages_per_second": _speed(pages, seconds),
    }


def _read(path: Path) -> Json:
    """The file as rebuilt; one that cannot be read is a page without text."""
    if not path.exists():
        raise FileNotFoundError(2, "no such file", str(path))
    try:
        return read_document(path)
    except IngestError:
        return {"pages": [{"readable": True, "blocks": []}]}


def _truth(root: Path, entry: Json) -> PageTruth:
    if not entry.get("truth_blocks"):
        return _bare_truth(root, entry)
    blocks = json.loads((root / entry["truth_blocks"]).read_text(encoding="utf-8"))
    return PageTruth(
        _parts(blocks["flow"]),
        _parts(blocks["floats"]),
        _parts(blocks["in_place"]),
        tuple(blocks["furniture"]),
        tuple(blocks["ignored"]),
    )


def _bare_truth(root: Path, entry: Json) -> PageTruth:
    """A page of which there is only its text: furniture are the lines across the page that the text has not."""
    text = (root / entry["truth"]).read_text(encoding="utf-8")
    flow: tuple[Part, ...] = (("p", [part for part in text.split("\n\n") if part.strip()]),)
    whole = " ".join(lenient(text))
    across = [record["left"] for record in _records(root / entry["split"]) if record["kind"] == "full"]
    return PageTruth(
        flow, in_place=flow, furniture=tuple(line for line in across if " ".join(lenient(line)) not in whole)
    )


def _parts(blocks: Iterable[tuple[str, list[str]]]) -> tuple[Part, ...]:
    return tuple((kind, paragraphs) for kind, paragraphs in blocks)


def _records(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _means(pages: Mapping[str, Json], names: Iterable[str]) -> dict[str, Json]:
    means: dict[str, Json] = {}
    for group in ("all", "roworder", *_KINDS):
        some = [page for page in pages.values() if _belongs(page["kind"], group)]
        if some:
            means[group] = {"pages": len(some), **{name: _mean(page[name] for page in some) for name in names}}
    return means


def _belongs(kind: str, group: str) -> bool:
    by_rows = kind.endswith("roworder")
    return group == "all" or (by_rows if group == "roworder" else kind.startswith(_KINDS[group]) and not by_rows)


def _of_lines(counted: Iterable[tuple[Json, Counter[str]]]) -> dict[str, Json]:
    """Figures over all lines of the pages of a group: long pages weigh more."""
    totals: dict[str, Counter[str]] = {}
    for entry, counts in counted:
        for group in _groups_of_lines(entry):
            totals.setdefault(group, Counter()).update({**counts, "pages": 1})
    return {group: {"pages": total["pages"], **_rounded(split_figures(total))} for group, total in totals.items()}


def _groups_of_lines(entry: Json) -> Iterable[str]:
    yield "all"
    sidebar = entry["kind"].startswith("sidebar")
    if entry["id"] == "seed":
        yield "seed"
    elif entry["columns"] == 2 and not sidebar:
        yield "2col"
    if entry["columns"] == 3:
        yield "3col"
    if sidebar:
        yield "sidebar"


def _mean(values: Iterable[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return round(sum(there) / len(there), _DECIMALS) if there else None


def _rounded(figures: Mapping[str, float | None]) -> dict[str, Any]:
    return {name: None if value is None else round(value, _DECIMALS) for name, value in figures.items()}


def _speed(pages: Mapping[str, Json], seconds: float) -> float | None:
    return round(len(pages) / seconds, 1) if pages else None
