"""What `dragoman evaluate attribution coreference` prints: who says it, and who "he" is.

Attribution is measured on GUM's (`briefs/a_gum.jsonl`), whose documents are read as running text. GUM's coreference is
not among the data (its mentions have no places in the text), so references are measured on texts of our own, a half of
which no rule was written by.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefings.commands.evaluating import Json, table
from briefings.commands.measured.reading import annotated, fresh_analyst
from briefings.developments.evaluation import by_sentence, of_links, passages

#: Groups of documents by genre; as `score.py` beside the data has them.
_GROUPS: Mapping[str, tuple[str, ...] | None] = {
    "news": ("news",),
    "news+interview+speech": ("news", "interview", "speech"),
    "all": None,
}


def attribution(data: Path) -> Json:
    """How many sentences with an attribution are found, by genre.

    Raises:
        FileNotFoundError: there are no labelled documents under `data`.
    """
    folder = data / "briefs" if (data / "briefs").is_dir() else data
    lines = (folder / "a_gum.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines if line.strip()]
    texts = [running_text(document) for document in documents]
    found = annotated([(text, None) for text, _ in texts], "attribution")
    made = [
        [bisect_right(starts, one.start) - 1 for one in annotation.attributions]
        for (_, starts), annotation in zip(texts, found, strict=True)
    ]
    gold = [[one["sent"] for one in document["attributions"]] for document in documents]
    kept = {
        name: [n for n, document in enumerate(documents) if genres is None or document["genre"] in genres]
        for name, genres in _GROUPS.items()
    }
    return {name: by_sentence([gold[n] for n in some], [made[n] for n in some]) for name, some in kept.items()}


def running_text(document: Mapping[str, Any]) -> tuple[str, list[int]]:
    """The text of a labelled document, paragraphs apart, and where each of its sentences begins."""
    text, starts = "", []
    for sentence in document["sentences"]:
        text += ("\n\n" if sentence["block"] else " ") if text else ""
        starts.append(len(text))
        text += sentence["text"]
    return text, starts


def attribution_shown(found: Json) -> str:
    """The figures as a table."""
    return table("attribution by sentence", ["n", "P", "R", "F"], found.items())


def coreference(data: Path) -> Json:
    """How many links are right, and how many mentions that refer back have one, on the package's own texts."""
    del data
    analyst = fresh_analyst()
    return {
        name: of_links(some, [one.links for one in analyst.annotate_many([(p.text, None) for p in some])])
        for name, some in passages().items()
    }


def coreference_shown(found: Json) -> str:
    """The figures as a table."""
    return table("links", ["n", "links", "P", "R"], found.items())
