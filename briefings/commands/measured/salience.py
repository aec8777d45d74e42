"""What `dragoman evaluate salience` prints: how near the sentences that come first are to what people wrote.

GUM's documents (`briefs/a_gum.jsonl`) are annotated as running text of their day. The weights were learned from its
news, interviews, academic and court texts, so that figures of these flatter: `python -m briefings.commands.training`
prints them by weights that the documents had no part in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefings.commands.evaluating import Json, table
from briefings.commands.measured import mainnames
from briefings.commands.measured.reading import annotated
from briefings.commands.measured.sources import running_text
from briefings.developments.training import figures
from briefings.model import Annotation


def measure(data: Path) -> Json:
    """Annotate the labelled documents under `data`/briefs (or `data`), rank their sentences and compare.

    Raises:
        FileNotFoundError: the labelled documents are not there.
    """
    folder = data / "briefs" if (data / "briefs").is_dir() else data
    lines = (folder / "a_gum.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines if line.strip()]
    texts = [(running_text(document)[0], date.fromisoformat(document["date"])) for document in documents]
    annotations = list(annotated(texts, "salience"))
    return {"sentences": of_documents(documents, annotations), "names": of_names(documents, annotations)}


def of_documents(documents: Sequence[Json], found: Sequence[Annotation]) -> Json:
    """Figures of the sentences that come first, by group of genres."""
    made = []
    for document, annotation in zip(documents, found, strict=True):
        order = figures.order_of(in_place(document, annotation, [s.salience for s in annotation.sentences]))
        summaries = [summary["text"] for summary in document["summaries"]]
        printed = [sentence["text"] for sentence in document["sentences"]]
        made.append((document["genre"], figures.key_sentences(printed, order, summaries)))
    return {name: figures.mean(f for genre, f in made if figures.in_group(genre, name)) for name in figures.GROUPS}


def of_names(documents: Sequence[Json], found: Sequence[Annotation]) -> Json:
    """How many of those who matter in a text are among the first names, by group of genres."""
    made = [
        (document["genre"], recall)
        for document, annotation in zip(documents, found, strict=True)
        if (recall := mainnames.recall(document, mainnames.main_names(annotation))) is not None
    ]
    return {
        name: figures.mean({"r_at_gold_n": recall} for genre, recall in made if figures.in_group(genre, name))
        for name in figures.GROUPS
    }


def in_place(document: Mapping[str, Any], found: Annotation, weights: Sequence[float]) -> list[float]:
    """What each labelled sentence weighs: as much as the sentence found that shares most of its characters."""
    text, starts = running_text(document)
    ends = [*starts[1:], len(text)]
    placed: list[float] = []
    first = 0
    for start, end in zip(starts, ends, strict=True):
        while first + 1 < len(found.sentences) and found.sentences[first].end <= start:
            first += 1
        best, shared = 0.0, 0
        for sentence, weight in zip(found.sentences[first:], weights[first:], strict=True):
            if sentence.start >= end:
                break
            common = min(end, sentence.end) - max(start, sentence.start)
            if common > shared:
                best, shared = weight, common
        placed.append(best)
    return placed


def shown(found: Json) -> str:
    """The figures as tables."""
    sentences = table("key sentences", figures.COLUMNS, found["sentences"].items())
    return sentences + "\n\n" + table("names that matter", ["n", "r_at_gold_n"], found["names"].items())
