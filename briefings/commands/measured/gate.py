"""How well lines are kept true: what `dragoman evaluate gate` prints.

Every line made of labelled documents and of the sample is held against its sentence as a brief does it. Then true lines
are spoiled on purpose, one fault at a time: a gate must find each, and must not complain of what was true.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefings.commands.evaluating import Json, table
from briefings.commands.measured.reading import annotated
from briefings.commands.measured.sources import running_text
from briefings.commands.measured.spoiled import KINDS, Around, numbers_of
from briefings.developments import gate
from briefings.developments.statement import LIMIT
from briefings.model import Annotation
from briefings.sample import sample_issues
from briefings.sources.issues import read_issue

_EACH = 6  #: of the stories' documents every sixth is read, which are about eighty
_SEED = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a brief would show it."""

    statement: str
    sentence: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """What is read, and what was made of it."""

    text: str
    lines: tuple[Line, ...]
    names: tuple[str, ...]


def measure(data: Path) -> Json:
    """Make the lines of every document and count.

    Returns:
        `lines`, a part of the documents to `lines`, `passed`, `quoted` (told by the sentence instead), `withheld`,
        `cut` and `long` (shares; over 160 characters); `spoiled`, a kind of fault to `made`, `caught` and `missed`;
        `false_alarms`, the share of whole sentences that are refused as lines of their own.

    Raises:
        FileNotFoundError: there are no labelled documents under `data`.
    """
    folder = data / "briefs" if (data / "briefs").is_dir() else data
    texts = {"sample": list(_sample()), **_labelled(folder)}
    read = {name: list(_documents(some, f"gate, {name}")) for name, some in texts.items()}
    everything = [document for some in read.values() for document in some]
    counts = {name: _counts([line for document in some for line in document.lines]) for name, some in read.items()}
    counts["all"] = _counts([line for document in everything for line in document.lines])
    return {"lines": counts, **caught(everything)}


def shown(found: Json) -> str:
    """The figures as tables."""
    return "\n\n".join(
        [
            table("lines", ["lines", "passed", "quoted", "withheld", "cut", "long"], found["lines"].items()),
            table("spoiled on purpose", ["made", "caught", "missed"], found["spoiled"].items()),
            f"true lines refused: {found['false_alarms']:.3f}",
        ]
    )


def caught(documents: Sequence[Document]) -> Json:
    """How many spoiled lines are found, by kind, and how many true ones are refused."""
    draw = random.Random(_SEED)  # noqa: S311  # the same faults each time is the point
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    true = refused = 0
    for document in documents:
        around = Around(document.names, numbers_of(document.text), draw)
        for line, sentence, source in _true(document):
            true, refused = true + 1, refused + bool(gate.check(line, sentence, source))
            for kind, spoil in KINDS.items():
                wrong = spoil(line, around)
                if wrong is not None and wrong.split() != line.split():
                    made[kind] += 1
                    found[kind] += bool(gate.check(wrong, sentence, source))
    kinds: Json = {kind: _kind(made[kind], found[kind]) for kind in KINDS}
    kinds["all"] = _kind(made.total(), found.total())
    return {"spoiled": kinds, "false_alarms": round(refused / max(1, true), 6)}


def _true(document: Document) -> Iterator[tuple[str, str, str | None]]:
    """Lines that pass, each with its sentence and the source that it needs; and the sentences themselves."""
    for line in document.lines:
        if not gate.check(line.statement, line.sentence):
            yield line.statement, line.sentence, None
        elif not gate.check(line.statement, line.sentence, line.source):
            yield line.statement, line.sentence, line.source
    yield from dict.fromkeys((line.sentence, line.sentence, None) for line in document.lines)


def _kind(made: int, found: int) -> Mapping[str, object]:
    return {"made": made, "caught": round(found / made, 6) if made else None, "missed": made - found}


def _counts(lines: Sequence[Line]) -> Mapping[str, object]:
    """What becomes of lines: a line that fails is told by its sentence, or withheld where there is none."""
    failed = [line for line in lines if gate.check(line.statement, line.sentence, line.source)]
    withheld = sum(not line.sentence for line in failed)
    total = max(1, len(lines))
    return {
        "lines": len(lines),
        "passed": len(lines) - len(failed),
        "quoted": len(failed) - withheld,
        "withheld": withheld,
        "cut": round(sum(line.statement != line.sentence for line in lines) / total, 6),
        "long": round(sum(len(line.statement) > LIMIT for line in lines) / total, 6),
    }


def _documents(texts: Sequence[tuple[str, date | None]], what: str) -> Iterator[Document]:
    for (text, _), found in zip(texts, annotated(texts, what), strict=True):
        names = dict.fromkeys(mention.text for mention in found.mentions if "\n" not in mention.text)
        yield Document(text, tuple(_lines(text, found)), tuple(names))


def _lines(text: str, found: Annotation) -> Iterable[Line]:
    sentences = [" ".join(text[one.start : one.end].split()) for one in found.sentences]
    made = (Line(d.statement, sentences[d.sentence], d.source) for d in found.developments)
    return dict.fromkeys(made)


def _sample() -> Iterator[tuple[str, date | None]]:
    for issue in sample_issues():
        for article in read_issue(issue.data, issue.name).articles:
            yield "\n\n".join(paragraph.text for paragraph in article.paragraphs), issue.date


def _labelled(folder: Path) -> Mapping[str, list[tuple[str, date | None]]]:
    news = [record for record in _records(folder / "a_gum.jsonl") if record["genre"] == "news"]
    stories = list(_records(folder / "e_ecb.jsonl"))[::_EACH]
    return {
        "GUM news": [(running_text(record)[0], date.fromisoformat(record["date"])) for record in news],
        "ECB+": [("\n".join(record["sentences"]), None) for record in stories],
        "PLOVER": [(record["text"], None) for record in _records(folder / "d_plover.jsonl")],
    }


def _records(path: Path) -> Iterator[Json]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
