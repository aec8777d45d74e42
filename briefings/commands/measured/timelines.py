"""How near timelines come to those that people wrote: what `dragoman evaluate timelines` prints.

Each collection of articles becomes an archive of its own, and its timeline is asked for at the length of the one that
people wrote: as many dates, and as many lines a date as those have on average. Reading all of them takes a while.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from pathlib import Path

from briefings.commands.evaluating import Json, table
from briefings.commands.measured.archives import archive_of
from briefings.developments.training.rouge import words
from briefings.model import Timeline
from briefings.service import Services

FIGURES = ("date_f1", "date_p", "date_r", "align_R1", "align_R2")
_DECIMALS = 6

Days = Mapping[date, Sequence[str]]  #: sentences of each date
Archives = Callable[[Path], AbstractContextManager[Services]]  #: a collection's file → services on its archive


def measure(data: Path) -> Json:
    """Read each collection under `data`/briefs/b_timeline17 and compare.

    Returns:
        `timelines`: by collection (and number, where people wrote several) `FIGURES` and the length asked for; `mean`.

    Raises:
        FileNotFoundError: the labelled timelines are not there.
    """
    return measured(data, _read)


def measured(data: Path, archives: Archives) -> Json:
    """`measure` with archives from elsewhere."""
    root = (data / "briefs" if (data / "briefs").is_dir() else data) / "b_timeline17"
    rows: dict[str, dict[str, float | int]] = {}
    with (root / "gold.jsonl").open(encoding="utf-8") as lines:
        golds = [json.loads(line) for line in lines if line.strip()]
    for gold in golds:
        with archives(root / f"{gold['collection']}.articles.jsonl.gz") as services:
            for number, wanted in enumerate(gold["timelines"]):
                name = gold["collection"] + (f"#{number}" if number else "")
                rows[name] = _one(services, {date.fromisoformat(day): told for day, told in wanted})
    mean = {figure: sum(row[figure] for row in rows.values()) / len(rows) for figure in FIGURES}
    return {"timelines": rows, "mean": {name: round(value, _DECIMALS) for name, value in mean.items()}}


def shown(found: Json) -> str:
    """The figures as a table."""
    rows = {**found["timelines"], "mean": found["mean"]}
    return table("timelines", ["dates", "lines", *FIGURES], rows.items())


def _one(services: Services, wanted: Days) -> dict[str, float | int]:
    from briefings.service.timelines import timeline  # noqa: PLC0415  # with all that answers need

    lines = max(1, round(sum(map(len, wanted.values())) / len(wanted)))
    made = timeline(services, "", days=len(wanted), lines=lines)
    scores = compared(days_of(made), wanted)
    return {"dates": len(wanted), "lines": lines, **{name: round(value, _DECIMALS) for name, value in scores.items()}}


def days_of(made: Timeline) -> dict[date, list[str]]:
    """The statements of each date; several days count as the first of them."""
    days: dict[date, list[str]] = {}
    for entry in made.entries:
        days.setdefault(entry.first, []).extend(line.development.statement for line in entry.lines)
    return days


# --- archives ------------------------------------------------------------------------------------------------------


def _read(path: Path) -> AbstractContextManager[Services]:
    """A collection read into an archive."""
    return archive_of(_records(path), f"timelines, {path.name.partition('.')[0]}")


def _records(path: Path) -> Iterator[dict[str, str]]:
    """The articles as lines of an archive; one without words is none."""
    source = path.name.partition(".")[0]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = " ".join(article["sentences"]).strip()
            if text:
                yield {"id": article["id"], "source": source, "date": article["date"][:10], "text": text}


# --- figures -------------------------------------------------------------------------------------------------------


def compared(made: Days, wanted: Days) -> dict[str, float]:
    """How near one timeline comes to another (Martschat and Markert 2017, 2018).

    Returns:
        Precision, recall and F1 of the dates, and ROUGE-1 and 2 where each date is set against the one most like it,
        several against one if need be; the further away that is, the less it counts.
    """
    both = len(made.keys() & wanted.keys())
    precision, recall = both / max(1, len(made)), both / max(1, len(wanted))
    scores = {
        "date_f1": _f1(precision, recall),
        "date_p": precision,
        "date_r": recall,
        "align_R1": 0.0,
        "align_R2": 0.0,
    }
    if made and wanted:
        ours, theirs = _tokens(made), _tokens(wanted)
        for n in (1, 2):
            scores[f"align_R{n}"] = _f1(_aligned(ours, theirs, n), _aligned(theirs, ours, n))
    return scores


def _tokens(days: Days) -> dict[date, tuple[str, ...]]:
    return {day: tuple(words(" ".join(told), content=True)) for day, told in sorted(days.items())}


def _aligned(ones: Mapping[date, tuple[str, ...]], others: Mapping[date, tuple[str, ...]], n: int) -> float:
    """The share of the runs of `n` words of each date that its partner has as well."""
    shared = total = 0.0
    for day, told in ones.items():
        partner = min(others, key=lambda other: _cost(day, told, other, others[other]))
        runs = _runs(told, n)
        shared += _nearness(day, partner) * (runs & _runs(others[partner], n)).total()
        total += runs.total()
    return shared / max(1.0, total)


def _nearness(day: date, other: date) -> float:
    return 1 / (abs((day - other).days) + 1)


def _cost(day: date, told: tuple[str, ...], other: date, said: tuple[str, ...]) -> float:
    """What speaks against two dates as partners: days between them, words that only one has."""
    ours, theirs = _runs(told, 1), _runs(said, 1)
    shared = (ours & theirs).total()
    alike = _f1(shared / max(1, ours.total()), shared / max(1, theirs.total()))
    return (1 - _nearness(day, other)) * (1 - alike)


@lru_cache(maxsize=4096)
def _runs(told: tuple[str, ...], n: int) -> Counter[tuple[str, ...]]:
    return Counter(told[start : start + n] for start in range(len(told) - n + 1))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
