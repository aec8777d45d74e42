"""How well expressions of time are found and read, on labelled texts: what `dragoman evaluate dates` prints.

Each text is annotated as `dragoman annotate` does it, with the date that it carries.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from briefings.commands.evaluating import Json, table
from briefings.developments.timex.scoring import FIGURES, Timed, figures, matched
from briefings.model import TimeExpression

Read = Callable[[Sequence[tuple[str, date]]], Iterable[tuple[TimeExpression, ...]]]

#: Groups of GUM's genres, as `score.py` has them.
GENRES = {"news": ("news",), "news+interview+speech+letter+bio": ("news", "interview", "speech", "letter", "bio")}
_CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CLOCK = re.compile(r"T\d\d:\d\d")
_DECIMALS = 6


def evaluate_dates(data: Path) -> Json:
    """Annotate the labelled texts under `data`/briefs (or `data`) and compare.

    Returns:
        `timex`: the news of TimeBank and AQUAINT by `all`, `by_source` and `by_type`, with the figures of
        `scoring.figures`; `gum`: GUM's genres by group, with the same but for types, which it has none of.

    Raises:
        FileNotFoundError: the labelled texts are not there.
    """
    return measure(data, _annotated)


def measure(data: Path, read: Read) -> Json:
    """`evaluate_dates` with a reader: texts with their dates → what was found in each."""
    root = data / "briefs" if (data / "briefs").is_dir() else data
    return {"timex": _timex(_records(root / "c_timex.jsonl"), read), "gum": _gum(_records(root / "a_gum.jsonl"), read)}


def shown(found: Json) -> str:
    """The figures as tables."""
    timex, gum = found["timex"], found["gum"]
    rows = {"all": timex["all"], **timex["by_source"]}
    return "\n\n".join(
        [
            table("TimeBank, AQUAINT", ["n_gold", "n_sys", *FIGURES], rows.items()),
            table("by type", ["n_gold", "found", "value", "type"], timex["by_type"].items()),
            table("GUM", ["n_gold", "n_sys", *(name for name in FIGURES if name != "type_f1")], gum.items()),
        ]
    )


def _annotated(texts: Sequence[tuple[str, date]]) -> Iterable[tuple[TimeExpression, ...]]:
    from briefings.commands.running import opened  # noqa: PLC0415
    from briefings.service.ingesting import analyst  # noqa: PLC0415  # loads spaCy

    with opened() as services:
        for annotation in analyst(services).annotate_many(texts):
            yield annotation.times


def _timex(records: Sequence[Json], read: Read) -> Json:
    texts = [(record["text"], date.fromisoformat(record["dct"])) for record in records]
    found = [[Timed(t.start, t.end, t.value, t.type) for t in times] for times in read(texts)]
    gold = [[Timed(t["begin"], t["end"], t["value"], t["type"]) for t in record["timex"]] for record in records]
    sources = sorted({record["source"] for record in records})

    def part(source: str) -> Json:
        where = [index for index, record in enumerate(records) if record["source"] == source]
        return _rounded(figures([gold[index] for index in where], [found[index] for index in where]))

    return {
        "all": _rounded(figures(gold, found)),
        "by_source": {source: part(source) for source in sources},
        "by_type": _by_type(gold, found),
    }


def _by_type(gold: Sequence[Sequence[Timed]], found: Sequence[Sequence[Timed]]) -> Json:
    """Of the annotated expressions of a type: the shares found, with the right value, with the right type."""
    pairs = [pair for some, ours in zip(gold, found, strict=True) for pair in matched(some, ours)]
    types: Json = {}
    for name in sorted({time.type for some in gold for time in some}):
        count = sum(time.type == name for some in gold for time in some)
        mine = [(one, other) for one, other in pairs if other.type == name]
        right = [sum(one.value == other.value for one, other in mine), sum(one.type == name for one, _ in mine)]
        shares = {"found": len(mine) / count, "value": right[0] / count, "type": right[1] / count}
        types[name] = {"n_gold": count, **_rounded(shares)}
    return types


def _gum(records: Sequence[Json], read: Read) -> Json:
    groups: Json = {}
    some = [record for record in records if any(record["genre"] in genres for genres in GENRES.values())]
    texts = [(" ".join(s["text"] for s in record["sentences"]), date.fromisoformat(record["date"])) for record in some]
    found = [_in_sentences(record, times) for record, times in zip(some, read(texts), strict=True)]
    for name, genres in GENRES.items():
        where = [index for index, record in enumerate(some) if record["genre"] in genres]
        scores = figures([_gum_gold(some[index]) for index in where], [found[index] for index in where])
        groups[name] = _rounded({key: value for key, value in scores.items() if key != "type_f1"})
    return groups


def _gum_gold(record: Json) -> list[Timed]:
    """The dates of a text that have a day, or a first and a last one."""
    return [
        Timed(t["begin"], t["end"], t.get("when") or f"{t.get('from', '')}/{t.get('to', '')}", sentence=t["sent"])
        for t in record["dates"]
        if "when" in t or "from" in t or "to" in t
    ]


def _in_sentences(record: Json, times: Iterable[TimeExpression]) -> list[Timed]:
    """What was found, with offsets inside the sentences, as far as GUM would give it days."""
    starts = list(accumulate((len(s["text"]) + 1 for s in record["sentences"]), initial=0))
    placed = []
    for time in times:
        value, sentence = as_tei(time), bisect_right(starts, time.start) - 1
        if value:
            placed.append(Timed(time.start - starts[sentence], time.end - starts[sentence], value, sentence=sentence))
    return placed


def as_tei(time: TimeExpression) -> str | None:
    """An expression as the Text Encoding Initiative's attributes say it: day, month, year or time, else first/last."""
    value = time.value
    if not value[:1].isdigit() or time.first is None:
        return None
    if _CLOCK.search(value):
        return f"{value}:00"
    value = value.partition("T")[0]
    return value if _CALENDAR.fullmatch(value) else f"{time.first}/{time.last}"


def _records(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _rounded(scores: Mapping[str, float]) -> dict[str, Any]:
    return {name: round(value, _DECIMALS) if isinstance(value, float) else value for name, value in scores.items()}
