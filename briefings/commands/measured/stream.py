"""How well a brief finds what is on a topic in a stream of short items: what `dragoman evaluate stream` prints.

A year of a portal's items is read into an archive, some thousands of one or two sentences each. Topics have a grade for
the items that are on them: 2 is on it, 3 a key item, nothing off it. An answer's lines, the weightiest first, put their
items in an order, which is compared with the grades. The labels are weak (from the headings of the portal's editors)
and cover a part of what is on a topic: look at them, do not tune on them. Formulas as in `score.py` beside the data.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import fmean
from typing import Any

from briefings.briefs import MOST_LINES, Room
from briefings.commands.evaluating import Json, table
from briefings.commands.measured.archives import archive_of
from briefings.model import Brief
from briefings.service import Services, answering

FIGURES = ("n_rel", "ndcg20", "p10", "r20_key", "r50", "ap")
#: What a person would ask, for topics whose own words are a list; others are asked in these.
_ASKED = {
    "isil-iraq": "islamic state and iraq",
    "yemen-war": "yemen",
    "ukraine-war": "ukraine and russia",
    "libya": "libya",
}
_ON, _KEY = 2, 3  #: grades
_FIRST, _MORE = 20, 50  #: items that count

Archives = Callable[[Sequence[Mapping[str, Any]]], AbstractContextManager[Services]]


def measure(data: Path) -> Json:
    """Read the stream under `data`/briefs (or `data`) and ask for its topics; reading takes some minutes.

    Returns:
        For each topic what `compared` gives.

    Raises:
        FileNotFoundError: the labelled stream is not there.
    """
    return measured(data, lambda items: archive_of(_records(items), "items"))


def measured(data: Path, archives: Archives) -> Json:
    """`measure` with what makes an archive of items."""
    root = data / "briefs" if (data / "briefs").is_dir() else data
    items, topics = _rows(root / "b_stream_wcep.jsonl"), _rows(root / "b_stream_wcep_topics.jsonl")
    with archives(items) as services:
        return {
            topic["topic"]: compared(
                ranked(answering.brief(services, _ASKED.get(topic["topic"], topic["query"]), room=Room(MOST_LINES))),
                topic["relevance"],
            )
            for topic in topics
        }


def shown(found: Json) -> str:
    """The figures as a table."""
    return table("stream", list(FIGURES), found.items())


def ranked(made: Brief) -> list[str]:
    """Ids of the items that a brief's lines rest on, those of its weightiest line first, each once."""
    lines = sorted(made.lines, key=lambda line: line.rank)
    quotes = (quote for line in lines for quote in line.development.evidence)
    return list(dict.fromkeys(quote.key for quote in quotes if quote.key is not None))


def compared(order: Sequence[str], grades: Mapping[str, int]) -> Json:
    """Items in an order beside the grades of a topic.

    Returns:
        `n_rel`, how many items are on it; `ndcg20`, the gain of the first 20 as a share of the best possible one;
        `p10`, the share of the first ten that is on it; `r20_key`, how much of its key items is among the first 20;
        `r50`, how much of all is among the first 50; `ap`, the mean precision where each stands.
    """
    on = {item for item, grade in grades.items() if grade >= _ON}
    key = {item for item, grade in grades.items() if grade == _KEY}
    hits = [item in on for item in order]
    precision = (sum(hits[:at]) / at for at, hit in enumerate(hits, 1) if hit)
    best = _gain(sorted(grades.values(), reverse=True))
    return {
        "n_rel": len(on),
        "ndcg20": _gain(grades.get(item, 0) for item in order) / (best or 1.0),
        "p10": fmean(map(float, hits[:10])) if hits else 0.0,
        "r20_key": len(key.intersection(order[:_FIRST])) / max(1, len(key)),
        "r50": len(on.intersection(order[:_MORE])) / max(1, len(on)),
        "ap": sum(precision) / max(1, len(on)),
    }


def _gain(grades: Iterable[int]) -> float:
    first = list(grades)[:_FIRST]
    return math.fsum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(first))


def _records(items: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for item in items:
        yield {"id": item["id"], "source": "Current events", "date": item["date"], "text": item["text"]}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
