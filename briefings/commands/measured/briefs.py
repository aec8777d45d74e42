"""How near briefs come to what people wrote of the same news: what `dragoman evaluate briefs` prints.

Ten events are told day by day by three people, who each also wrote, for some days, a short account of what came before.
The day-by-day news up to the day before is read into an archive, and a brief on the whole of it, as long as their
accounts are, is compared with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from briefings.commands.evaluating import Json, table
from briefings.commands.measured.archives import archive_of
from briefings.developments.training.rouge import longest_common, overlap, words
from briefings.model import Brief, BriefLine
from briefings.service import Services, answering

FIGURES = ("R1", "R2", "RL", "repeats")
_SENTENCE = re.compile(r"(?<=[.!?])[\"\u201d]?\s+(?=[A-Z\"\u201c])")

Archives = Callable[[Mapping[str, Any]], AbstractContextManager[Services]]


def measure(data: Path) -> Json:
    """Read the news under `data`/briefs (or `data`) and compare briefs with the accounts.

    Returns:
        `macro`: the means over events of ROUGE-1, -2 and -L (F1, mean over the accounts of a day) and of `repeats`
        (the share of a sentence's pairs of words that one before it has, most of all of them); `in_order`: the share
        of lines that do not stand before an earlier one; `n`, how many briefs; `per_event`.

    Raises:
        FileNotFoundError: the labelled news is not there.
    """
    return measured(data, _read)


def measured(data: Path, archives: Archives) -> Json:
    """`measure` with what makes an archive of an event's news."""
    root = data / "briefs" if (data / "briefs").is_dir() else data
    lines = (root / "b_background.jsonl").read_text("utf-8").splitlines()
    per_event: dict[str, Json] = {}
    every: list[Json] = []
    for event in (json.loads(line) for line in lines if line.strip()):
        with archives(event) as services:
            rows = [_one(services, event["steps"], step) for step in event["eval_steps"]]
        per_event[event["event"]] = {name: fmean(row[name] for row in rows) for name in FIGURES}
        every += rows
    return {
        "macro": {name: fmean(row[name] for row in per_event.values()) for name in FIGURES},
        "in_order": fmean(row["in_order"] for row in every if row["in_order"] is not None),
        "n": len(every),
        "per_event": per_event,
    }


def shown(found: Json) -> str:
    """The figures as a table."""
    columns = [*FIGURES, "in_order", "n"]
    rows = {"all": {**found["macro"], "in_order": found["in_order"], "n": found["n"]}, **found["per_event"]}
    return table("briefs", columns, rows.items())


def _one(services: Services, steps: Sequence[Mapping[str, Any]], step: int) -> Json:
    accounts = list(steps[step]["backgrounds"].values())
    length = round(fmean(len(account.split()) for account in accounts))
    made = answering.brief(services, "", as_of=date.fromisoformat(steps[step - 1]["date"]), words=length)
    return compared(made, accounts, length)


def compared(made: Brief, accounts: Iterable[str], length: int) -> Json:
    """A brief beside several accounts; only its first `length` words count."""
    told = " ".join(" ".join(line.development.statement for line in made.lines).split()[:length])
    ours, theirs = words(told), [words(account) for account in accounts]
    days = [(line.development.when.first if line.development.when else _issued(line)) for line in made.lines]
    return {
        "R1": fmean(overlap(ours, account, 1)[2] for account in theirs),
        "R2": fmean(overlap(ours, account, 2)[2] for account in theirs),
        "RL": fmean(longest_common(ours, account)[2] for account in theirs),
        "repeats": repeats(told),
        "in_order": fmean(a <= b for a, b in pairwise(days)) if len(days) > 1 else None,
    }


def _issued(line: BriefLine) -> date:
    return line.development.evidence[0].date or date.max


def repeats(told: str) -> float:
    """The mean share of pairs of words that a sentence but the first has in common with one before it."""
    sentences = [words(one, content=True) for one in _SENTENCE.split(told.strip()) if one]
    shares = [
        max(overlap(sentence, before, 2)[0] for before in sentences[:at]) for at, sentence in enumerate(sentences) if at
    ]
    return fmean(shares) if shares else 0.0


def _read(event: Mapping[str, Any]) -> AbstractContextManager[Services]:
    """An event's news read into an archive."""
    return archive_of(_records(event), f"briefs, {event['event']}")


def _records(event: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for step in event["steps"]:
        for who, text in step["updates"].items():
            if text.strip():
                yield {"id": f"{step['date']}|{who}", "source": event["event"], "date": step["date"], "text": text}
