"""How well other names and offices of an entity are learned from text: the last rows of `dragoman evaluate names`.

Measured on re3d (`briefs/d_re3d.jsonl`), whose relation IsSynonymOf joins two stretches of a text that mean one: names,
and a name with the office beside it. It is symmetric, and most are listed both ways: so are ours in the first figure;
the second counts ours once against all that are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefings.catalogue.reading import json_lines
from briefings.commands.evaluating import Json
from briefings.commands.measured.reading import annotated
from briefings.entities.synonyms import find_synonyms

_Pair = tuple[tuple[int, int], tuple[int, int]]
COLUMNS = ("n", "made", "P", "R", "F1")


def measure(data: Path) -> dict[str, Json] | None:
    """Read the labelled texts under `data`/briefs (or `data`) and compare; None where they are not there.

    Returns:
        "both ways" and "once", each with n labelled and made pairs, precision, recall and F1; a pair is right whose
        stretches both lie over those of a labelled one, in either order, each of which counts once.
    """
    root = data / "briefs" if (data / "briefs").is_dir() else data.parent / "briefs"
    path = root / "d_re3d.jsonl"
    if not path.exists():
        return None
    rows = [row for _, row in json_lines(path)]
    texts = [row["text"] for row in rows]
    found = annotated([(text, None) for text in texts], "names declared in text")
    made = [find_synonyms(text, one.mentions) for text, one in zip(texts, found, strict=True)]
    gold = [labelled(row["relations"]) for row in rows]
    both = [[pair for one in pairs for pair in (one, one[::-1])] for pairs in made]
    return {"both ways": compared(gold, both), "once": compared(gold, made)}


def compared(gold: Sequence[Sequence[_Pair]], made: Sequence[Sequence[_Pair]]) -> Json:
    """Precision, recall and F1 over all texts; the formula is that of `score.py` beside the data."""
    right = sum(_right(one, pairs) for one, pairs in zip(gold, made, strict=True))
    n, count = sum(map(len, gold)), sum(map(len, made))
    precision, recall = right / max(1, count), right / max(1, n)
    return {
        "n": n,
        "made": count,
        "P": round(precision, 6),
        "R": round(recall, 6),
        "F1": round(2 * precision * recall / max(1e-12, precision + recall), 6),
    }


def _right(gold: Sequence[_Pair], pairs: Sequence[_Pair]) -> int:
    left = list(gold)
    for pair in pairs:
        fitting = next((one for one in left if _lies_over(pair, one) or _lies_over(pair, one[::-1])), None)
        if fitting is not None:
            left.remove(fitting)
    return len(gold) - len(left)


def _lies_over(pair: _Pair, other: _Pair) -> bool:
    return all(a[0] < b[1] and b[0] < a[1] for a, b in zip(pair, other, strict=True))


def labelled(relations: Sequence[dict[str, Any]]) -> list[_Pair]:
    """The pairs that a labelled text says are one, as they are listed."""
    same = (one for one in relations if one["type"] == "IsSynonymOf")
    return [((one["sb"], one["se"]), (one["tb"], one["te"])) for one in same]
