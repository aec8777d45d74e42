"""How well names are compared, looked up and joined, on labelled names: what `dragoman evaluate names` prints."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefings.catalogue.reading import json_lines
from briefings.commands.evaluating import Json, table
from briefings.commands.measured import aliases
from briefings.commands.measured.made_up import parts_of, people
from briefings.commands.names import entity_of
from briefings.entities import NameIndex, compare, join
from briefings.entities.compare import SAME
from briefings.entities.scoring import JOINS, NONE, ONE, PAIRS, SEVERAL, Asked, of_joins, of_look_ups, of_pairs
from briefings.model import Entity

#: So many entities make a crowd.
CROWD = 100_000
_DECIMALS = 6
_WARM_UP = 20


def measure(data: Path) -> Json:
    """Compare, look up and join the labelled names under `data`/names (or `data`), each with the one setting there is.

    Returns:
        `pairs`, by script: the figures of `scoring.of_pairs` at `threshold`, and microseconds a pair. `look_up`, among
        the `catalogue`'s entities and in a `crowd` of made-up ones: those of `scoring.of_look_ups`, with the mean and
        the slowest twentieth in milliseconds, and the seconds in which the index is built and loaded from disk.
        `join`: those of `scoring.of_joins`. `aliases`: those of `aliases.measure`, where its texts are there.

    Raises:
        FileNotFoundError: the labelled names are not there.
        CatalogueError: the catalogue beside them breaks its format.
    """
    root = data / "names" if (data / "names").is_dir() else data
    pairs = {script: _pairs(root / f"pairs_{script}.tsv") for script in ("latin", "cross")}
    entities = [entity_of(where, row) for where, row in json_lines(_there(root / "catalogue.jsonl"))]
    queries = [row for _, row in json_lines(_there(root / "queries.jsonl"))]
    unknown = [row["q"] for row in queries if row["cls"] == "none"]
    crowd = people(CROWD - len(entities), parts_of(root / "distractor_tokens.json"), unknown)
    found: Json = {
        "threshold": SAME,
        "pairs": pairs,
        "look_up": {
            "catalogue": _look_ups(entities, queries),
            "crowd": _look_ups([*entities, *crowd], queries),
        },
        "join": _joins(root / "mentions.jsonl", entities),
    }
    learned = aliases.measure(data)
    return found if learned is None else {**found, "aliases": learned}


def shown(found: Json) -> str:
    """The figures as tables."""
    look_up = found["look_up"]
    rows = {f"{some['entities']:,} entities": some for some in look_up.values()}
    parts = [table(f"pairs, from {found['threshold']}", [*PAIRS, "us"], found["pairs"].items())]
    parts += [
        table(title, columns, ((name, some[part]) for name, some in rows.items()))
        for title, part, columns in (
            ("one right answer", "one", ONE),
            ("several", "ambiguous", SEVERAL),
            ("none", "none", NONE),
        )
    ]
    parts.append(
        table("speed", ["mean_ms", "p95_ms", "build_s", "load_s"], ((name, some) for name, some in rows.items()))
    )
    parts.append(table("sort of query", ["n", "hit1"], look_up["catalogue"]["sorts"].items()))
    parts.append(table("joined", JOINS, [("mentions", found["join"])]))
    if "aliases" in found:
        parts.append(table("aliases from text", aliases.COLUMNS, found["aliases"].items()))
    return "\n\n".join(parts)


def _pairs(path: Path) -> Json:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows[:_WARM_UP]:
        compare(row["a"], row["b"], row["kind"])
    started = time.perf_counter()
    scores = [compare(row["a"], row["b"], row["kind"]).score for row in rows]
    microseconds = 1e6 * (time.perf_counter() - started) / len(rows)
    return {**_rounded(of_pairs([row["label"] == "1" for row in rows], scores, SAME)), "us": round(microseconds, 1)}


def _look_ups(entities: Sequence[Entity], queries: Sequence[Json]) -> Json:
    started = time.perf_counter()
    index = NameIndex(entities)
    build = time.perf_counter() - started
    index, load, _ = kept(index)
    for row in queries[:_WARM_UP]:
        index.look_up(row["q"])
    asked, took = [], []
    for row in queries:
        started = time.perf_counter()
        found = index.look_up(row["q"])
        took.append(1000 * (time.perf_counter() - started))
        asked.append(Asked(row["accept"], row["cls"], [one.entity.id for one in found.candidates], found.outcome))
    return {
        "entities": len(entities),
        **{part: _rounded(figures) for part, figures in of_look_ups(asked).items()},
        "mean_ms": round(sum(took) / len(took), 2),
        "p95_ms": round(sorted(took)[int(0.95 * len(took))], 2),
        "build_s": round(build, 2),
        "load_s": round(load, 2),
    }


def kept(index: NameIndex) -> tuple[NameIndex, float, int]:
    """The index as it comes back from disk, the seconds that takes, and its bytes there."""
    packed = index.pack("")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.index"
        file.write_bytes(packed)
        started = time.perf_counter()
        back = NameIndex.unpack(file.read_bytes(), "")
        seconds = time.perf_counter() - started
    if back is None:  # what was packed just now is of this version
        raise AssertionError
    return back, seconds, len(packed)


def _joins(path: Path, entities: Sequence[Entity]) -> Json:
    rows = [row for _, row in json_lines(_there(path))]
    labels = join([row["text"] for row in rows], NameIndex(entities))
    return _rounded(of_joins([str(row["cluster"]) for row in rows], labels))


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(2, "no such file", str(path))
    return path


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _rounded(value) if isinstance(value, dict) else round(value, _DECIMALS) for name, value in figures.items()
    }
