"""Who did what to whom, on labelled sentences and texts: what `dragoman evaluate developments` prints.

Measured on PLOVER's records (`briefs/d_plover.jsonl`, a sentence each) and on the related pairs of re3d
(`briefs/d_re3d.jsonl`). The formulas are those of `score.py` beside the data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from briefings.catalogue.reading import json_lines
from briefings.commands.evaluating import Json, table
from briefings.commands.measured.reading import annotated
from briefings.developments.lexicon import PLOVER
from briefings.developments.training.rouge import words
from briefings.model import AnnotatedSentence, Annotation, Development, Mention

_Stretch = tuple[int, int]
_Pair = tuple[_Stretch, _Stretch]

_SMALL = frozenset({"the", "a", "an", "of", "in"})
_SAME = 0.5  #: share of the shorter name's words that the longer one must have
_WHOLE = 0.99
#: Relations that tell where a thing is or what it is called, and not who has to do with whom.
_STANDING = frozenset({"CoLocated", "Apart", "HasAttrOf", "IsSynonymOf"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_BETWEEN = 80  #: characters between two names, at most
#: What relates the two names around it.
_RELATING = re.compile(
    r"\b(?:against|fight\w*|attack\w*|defeat\w*|degrade|airstrikes?|bomb\w*|clash\w*|captur\w+|seized|killed|liberat\w+|"
    r"control\w*|includ\w+|members?|led by|leaders?|heads?|chief|director|commanders?|spokes\w+|met|told|talks|urg\w+|"
    r"support\w*|working with|behalf|allies|allied|backed|assist\w*|train\w*|partner\w*)\b"
)


def measure(data: Path) -> Json:
    """Annotate the labelled sentences and texts under `data`/briefs (or `data`) and compare.

    Returns:
        `plover`, by which development speaks for a sentence ("first", "most salient"): n, `class` (accuracy), `macro`
        (mean F1 of the classes), `source` and `target` (F1 over names), `whole` (share of records with all three
        right), and precision and recall of both sides. `pairs`: n, P, R, F1 of re3d's related pairs, any direction.

    Raises:
        FileNotFoundError: the labelled data are not there.
    """
    root = data / "briefs" if (data / "briefs").is_dir() else data
    records = [row for _, row in json_lines(_there(root / "d_plover.jsonl"))]
    texts = [row for _, row in json_lines(_there(root / "d_re3d.jsonl"))]
    found = list(annotated([(row["text"], None) for row in [*records, *texts]], "developments"))
    coded, read = found[: len(records)], found[len(records) :]
    made = [list(dict.fromkeys(related(row["text"], one))) for row, one in zip(texts, read, strict=True)]
    return {
        "plover": {
            "first": of_records(records, _answers(records, map(first, coded))),
            "most salient": of_records(records, _answers(records, map(most_salient, coded))),
        },
        "pairs": of_pairs([_labelled(row) for row in texts], made),
    }


def shown(found: Json) -> str:
    """The figures as two tables."""
    columns = ["n", "class", "macro", "source", "target", "whole"]
    return "\n\n".join(
        (
            table("events (PLOVER)", columns, found["plover"].items()),
            table("related pairs (re3d)", ["n", "P", "R", "F1"], [("in a text", found["pairs"])]),
        )
    )


# --- which development speaks for a sentence ---


def first(annotation: Annotation) -> Development | None:
    """The first development of a PLOVER type: that of the outermost clause."""
    return next(iter(_coded(annotation)), None)


def most_salient(annotation: Annotation) -> Development | None:
    """The most salient development of a PLOVER type."""
    return max(_coded(annotation), key=lambda development: development.salience, default=None)


def _answers(records: Sequence[Json], found: Iterable[Development | None]) -> list[Development | None]:
    """An answer for each record; of two records with one id the later one's, as the scorer has it."""
    by_id = {record["id"]: one for record, one in zip(records, found, strict=True)}
    return [by_id[record["id"]] for record in records]


def _coded(annotation: Annotation) -> list[Development]:
    return [development for development in annotation.developments if development.type in PLOVER]


# --- PLOVER ---


def of_records(records: Sequence[Json], found: Sequence[Development | None]) -> Json:
    """How many records are right, by part and as a whole; a record without a target asks for none."""
    classes = [one.type if one else "" for one in found]
    wanted = [str(record["event2021"]) for record in records]
    sources = [(_names(record["source"]), _texts(one, "actors")) for record, one in zip(records, found, strict=True)]
    targets = [(_names(record["target"]), _texts(one, "targets")) for record, one in zip(records, found, strict=True)]
    source, target = of_names(sources), of_names(targets)
    whole = [
        is_class == is_wanted and _is_whole([one]) and (not other[0] or _is_whole([other]))
        for is_class, is_wanted, one, other in zip(classes, wanted, sources, targets, strict=True)
    ]
    return {
        "n": len(records),
        "class": _mean(a == b for a, b in zip(classes, wanted, strict=True)),
        "macro": _macro(wanted, classes),
        "source": source["F1"],
        "target": target["F1"],
        "whole": _mean(whole),
        "by side": {"source": source, "target": target},
    }


def _is_whole(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
    return of_names(pairs)["F1"] >= _WHOLE


def _names(side: Iterable[Json]) -> list[str]:
    return [str(one["actorText"]) for one in side if one.get("actorText")]


def _texts(development: Development | None, side: str) -> list[str]:
    return [party.text for party in getattr(development, side)] if development else []


def of_names(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, float]:
    """Precision, recall and F1 of names made against those wanted; each wanted name is found once."""
    wanted, made = sum(len(a) for a, _ in pairs), sum(len(b) for _, b in pairs)
    right = 0
    for gold, ours in pairs:
        left = list(gold)
        for name in ours:
            same = next((i for i, other in enumerate(left) if _is_same(name, other)), None)
            if same is not None:
                del left[same]
                right += 1
    return _rates(right, made, wanted)


def _is_same(a: str, b: str) -> bool:
    one, other = set(words(a)) - _SMALL, set(words(b)) - _SMALL
    return bool(one and other) and len(one & other) / min(len(one), len(other)) >= _SAME


def _macro(wanted: Sequence[str], found: Sequence[str]) -> float:
    right = Counter(a for a, b in zip(wanted, found, strict=True) if a == b)
    gold, made = Counter(wanted), Counter(found)
    return sum(_rates(right[kind], made[kind], gold[kind])["F1"] for kind in gold) / max(1, len(gold))


# --- re3d ---


def related(text: str, annotation: Annotation) -> Iterator[_Pair]:
    """Who has to do with whom: actors with targets, sides of talks, and two names with a word of relation between."""
    for development in annotation.developments:
        sentence = annotation.sentences[development.sentence]
        actors = [found for party in development.actors if (found := _place(text, sentence, party.text))]
        targets = [found for party in development.targets if (found := _place(text, sentence, party.text))]
        yield from ((actor, target) for actor in actors for target in targets)
        if development.type in _MUTUAL and not targets:
            yield from combinations(actors, 2)
    for sentence in annotation.sentences:
        yield from _named_together(text, _within(annotation.mentions, sentence))


def _named_together(text: str, named: Sequence[Mention]) -> Iterator[_Pair]:
    for one, other in pairwise(named):
        between = text[one.end : other.start]
        if len(between) < _BETWEEN and {one.label, other.label} != {"GPE"} and _RELATING.search(between):
            yield (one.start, one.end), (other.start, other.end)


def _within(mentions: Iterable[Mention], sentence: AnnotatedSentence) -> list[Mention]:
    return [m for m in mentions if m.label in _NAMED and sentence.start <= m.start and m.end <= sentence.end]


def _place(text: str, sentence: AnnotatedSentence, phrase: str) -> _Stretch | None:
    """Where a sentence prints a phrase, over line ends; None where it does not."""
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    found = re.compile(pattern).search(text, sentence.start, sentence.end)
    return found.span() if found else None


def _labelled(row: Json) -> list[_Pair]:
    wanted = [one for one in row["relations"] if one["type"] not in _STANDING]
    return [((one["sb"], one["se"]), (one["tb"], one["te"])) for one in wanted]


def of_pairs(labelled: Sequence[Sequence[_Pair]], made: Sequence[Sequence[_Pair]]) -> Json:
    """Precision, recall and F1 of pairs of stretches that lie over labelled ones, in either order, each found once."""
    right = 0
    for gold, ours in zip(labelled, made, strict=True):
        left = list(gold)
        for pair in ours:
            same = next((i for i, other in enumerate(left) if _meet(pair, other) or _meet(pair, other[::-1])), None)
            if same is not None:
                del left[same]
                right += 1
    n = sum(map(len, labelled))
    return {"n": n, **_rates(right, sum(map(len, made)), n)}


def _meet(one: Sequence[_Stretch], other: Sequence[_Stretch]) -> bool:
    return all(a[0] < b[1] and b[0] < a[1] for a, b in zip(one, other, strict=True))


# --- figures ---


def _rates(right: int, made: int, wanted: int) -> dict[str, float]:
    precision, recall = right / max(1, made), right / max(1, wanted)
    both = precision + recall
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / both if both else 0.0}


def _mean(found: Iterable[Any]) -> float:
    values = [float(value) for value in found]
    return sum(values) / max(1, len(values))


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(path)
    return path
