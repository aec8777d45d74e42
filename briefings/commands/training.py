"""`python -m briefings.commands.training --data FOLDER [--out FILE]`: the weights of salience, learned and measured.

Sentences learn from summaries that people wrote of GUM's documents (`briefs/a_gum.jsonl`), developments from the same
and from what several reports tell of one event (ECB+, `briefs/e_ecb.jsonl`). Only texts whose licence lets weights be
shipped are learned from: GUM's Wikinews (CC BY 2.5), academic and court texts (CC BY 4.0), and ECB+ (CC BY 3.0). The
others are measured. What is learned from is measured in parts, each by weights that the others gave.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from statistics import fmean
from typing import Any

from briefings.commands.evaluating import table
from briefings.commands.measured.reading import fresh_analyst
from briefings.commands.measured.salience import in_place
from briefings.commands.measured.sources import running_text
from briefings.developments import rank
from briefings.developments.rank import weighed
from briefings.developments.training import figures, worth
from briefings.developments.training.learning import Table, folds, learn, squared
from briefings.developments.traits import Traits
from briefings.model import Annotation

Json = dict[str, Any]
Read = Callable[[Sequence[tuple[str, date | None]]], Iterable[tuple[Annotation, list[Traits]]]]

PARTS = 6  #: in which what is learned from is measured
SHRINK = {"sentence": 0.0005, "development": 0.002}
ECB_WEIGHT = 0.25  #: of a report beside a summarised document: there are five times as many, on few stories
FEWEST = 3  #: developments of a document that can be ranked
LEAST_SHARE = 0.1  #: of other reports that must tell the event told most
_FIRST = 3  #: developments that count when an order of them is measured
_SMALL = 0.005  #: weights nearer to nothing are left out
_SHOWN = ("n", "top1_R1", "top3_R1", "top3_R2", "ndcg5")
_OUT = Path(rank.__file__).with_name("salience.toml")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled document as the program reads it."""

    gold: Json
    found: Annotation
    traits: list[Traits]
    sentences: list[str]

    @property
    def summaries(self) -> list[str]:
        """What people wrote of it."""
        return [summary["text"] for summary in self.gold["summaries"]]

    @property
    def open(self) -> bool:
        """Whether its licence lets weights be learned from it."""
        return self.gold["genre"] in worth.OPEN_GENRES


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, learn, measure, print, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled data")
    parser.add_argument("--out", type=Path, default=_OUT, help="where the weights go")
    given = parser.parse_args(arguments)
    train(given.data, given.out, _analysed)


def train(data: Path, out: Path, read: Read) -> None:
    """Learn from the labelled data under `data`, print the figures, write the weights to `out`.

    Raises:
        FileNotFoundError: the labelled data are not there.
    """
    summarised, reports = _summarised(data, read), _reported(data, read)
    by_sentence, sentences = learned_sentences(summarised)
    _say(table("key sentences", _SHOWN, _by_genre(summarised, by_sentence).items()))
    tables = _development_tables(summarised, by_sentence) + _report_tables(reports, sentences)
    shown, developments = learned_developments(tables)
    _say(table("developments, ndcg3", ["n", "learned", "sentence"], shown.items()))
    out.write_text(written(sentences, developments, rank.load_weights().types), encoding="utf-8")


def _say(figures_: str) -> None:
    sys.stdout.write(figures_ + "\n\n")


# --- what is read --------------------------------------------------------------------------------------------------


def _analysed(texts: Sequence[tuple[str, date | None]]) -> Iterator[tuple[Annotation, list[Traits]]]:
    yield from fresh_analyst().with_traits(texts)


def _summarised(data: Path, read: Read) -> list[Example]:
    documents = _records(data, "a_gum.jsonl")
    texts = [(running_text(one)[0], date.fromisoformat(one["date"])) for one in documents]
    return list(_examples(documents, texts, read))


def _reported(data: Path, read: Read) -> tuple[worth.Reports, list[Example]]:
    documents = _records(data, "e_ecb.jsonl")
    texts = [(" ".join(document["sentences"]), None) for document in documents]
    return worth.Reports(documents), list(_examples(documents, texts, read))


def _records(data: Path, name: str) -> list[Json]:
    folder = data / "briefs" if (data / "briefs").is_dir() else data
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _examples(documents: Sequence[Json], texts: Sequence[tuple[str, date | None]], read: Read) -> Iterator[Example]:
    for document, (text, _), (found, traits) in zip(documents, texts, read(texts), strict=True):
        yield Example(document, found, traits, [text[s.start : s.end] for s in found.sentences])


# --- sentences -----------------------------------------------------------------------------------------------------


def learned_sentences(examples: Sequence[Example]) -> tuple[list[list[float]], dict[str, float]]:
    """Salience of the sentences of each document by weights that it had no part in, and the weights of all."""
    tables = [
        Table(one.gold["id"], one.traits, squared(worth.of_sentences(one.sentences, one.summaries))) for one in examples
    ]
    learn_from = [table for table, one in zip(tables, examples, strict=True) if one.open]
    every = learn(learn_from, shrink=SHRINK["sentence"])
    apart = _apart(learn_from, lambda some: learn(some, shrink=SHRINK["sentence"]))
    weights = [apart.get(table.group, every) for table in tables]
    return [
        [weighed(traits, some) for traits in one.features] for one, some in zip(tables, weights, strict=True)
    ], every


def _apart(tables: Sequence[Table], learn_: Callable[[list[Table]], dict[str, float]]) -> dict[str, dict[str, float]]:
    """For each group the weights that the tables of other parts give."""
    part = folds([table.group for table in tables], PARTS)
    of_part = [learn_([table for table in tables if part[table.group] != number]) for number in range(PARTS)]
    return {group: of_part[number] for group, number in part.items()}


def _by_genre(examples: Sequence[Example], salience: Sequence[Sequence[float]]) -> dict[str, dict[str, float]]:
    measured = []
    for one, weights in zip(examples, salience, strict=True):
        order = figures.order_of(in_place(one.gold, one.found, weights))
        printed = [sentence["text"] for sentence in one.gold["sentences"]]
        measured.append((one.gold["genre"], figures.key_sentences(printed, order, one.summaries)))
    genres = sorted({genre for genre, _ in measured})
    rows = {genre: figures.mean(f for g, f in measured if g == genre) for genre in genres}
    groups = {name: figures.mean(f for g, f in measured if figures.in_group(g, name)) for name in figures.GROUPS}
    return rows | groups


# --- developments --------------------------------------------------------------------------------------------------


def _development_tables(examples: Sequence[Example], salience: Sequence[Sequence[float]]) -> list[Table]:
    made = []
    for one, weights in zip(examples, salience, strict=True):
        near = worth.of_statements(one.found.developments, one.summaries)
        if one.open and len(near) >= FEWEST and max(near) > 0:
            made.append(Table(one.gold["id"], rank.features(one.found.developments, weights), squared(near)))
    return made


def _report_tables(reported: tuple[worth.Reports, Sequence[Example]], weights: Mapping[str, float]) -> list[Table]:
    reports, examples = reported
    made = []
    for one in examples:
        salience = [weighed(traits, weights) for traits in one.traits]
        told = reports.shares(one.gold, one.found.developments, _marked_sentence(one))
        if len(told) >= FEWEST and max(told) >= LEAST_SHARE:
            found = rank.features(one.found.developments, salience)
            made.append(Table(one.gold["cluster"], found, [share / max(told) for share in told], ECB_WEIGHT))
    return made


def _marked_sentence(one: Example) -> list[int]:
    lengths = [len(sentence) + 1 for sentence in one.gold["sentences"]]
    starts = list(accumulate(lengths[:-1], initial=0))
    return [bisect_right(starts, sentence.start) - 1 for sentence in one.found.sentences]


def learned_developments(tables: Sequence[Table]) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """How well developments are ordered by weights that they had no part in, and the weights of all."""

    def learned(some: Sequence[Table]) -> dict[str, float]:
        return learn(some, shrink=SHRINK["development"], positive=True)

    apart = _apart(tables, learned)
    rows = {}
    for name, own in (("summarised documents", True), ("reports of one story", False)):
        some = [one for one in tables if (one.weight == 1) == own]
        if some:
            ours = fmean(_gain(one, apart[one.group]) for one in some)
            alone = fmean(_gain(one, {"sentence": 1.0, rank.BIAS: 0.0}) for one in some)
            rows[name] = {"n": len(some), "learned": ours, "sentence": alone}
    return rows, learned(tables)


def _gain(table: Table, weights: Mapping[str, float]) -> float:
    order = figures.order_of([weighed(found, weights) for found in table.features])
    return figures.gain_of(table.worth, order, _FIRST)


# --- what is written -----------------------------------------------------------------------------------------------


def written(sentences: Mapping[str, float], developments: Mapping[str, float], types: Mapping[str, float]) -> str:
    """The weights as the package ships them; those that weigh nothing are left out."""
    return f"""\
# What weighs how much when sentences and developments are ranked, in log-odds; `traits.py` and `rank.py` say what each
# feature is, all between 0 and 1. Written by `python -m briefings.commands.training`, which prints how well it ranks
# what it did not learn from. Learned from GUM's Wikinews (CC BY 2.5), academic and court texts (CC BY 4.0) with their
# summaries (CC BY 4.0), and from ECB+ (CC BY 3.0).

[sentence]
{_lines(sentences)}

[development]
{_lines(developments)}

# Set by hand and left as they are: what an event of a type weighs beside others, by how much it changes between those
# it concerns. OTHER is every type of the energy set.
[types]
{_lines(types, places=2)}
"""


def _lines(weights: Mapping[str, float], places: int = 3) -> str:
    return "\n".join(f"{name} = {value:.{places}f}" for name, value in weights.items() if abs(value) >= _SMALL)


if __name__ == "__main__":
    main()
