"""`python -m briefings.layout.training --data FOLDER --out FILE`: count words, pairs and triples, keep the frequent.

`FOLDER` holds `nlp/raw/*.txt.xz` (a paragraph a line) and `nlp/{syntax,ner}`, of which the tokens are read.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefings.layout.training.classes import CLASSES, endings, sort_words
from briefings.layout.wordmodel import START, ends_sentence, key, normal, quantised

#: Running news and web text is dearer to us than speeches, so each of its counts is taken thrice.
NEWS_WEIGHT = 3


def paragraphs(data: Path) -> Iterator[tuple[int, list[str]]]:
    """(weight, tokens) of each paragraph, speeches first every other line to keep the model small in time."""
    for path in sorted((data / "nlp" / "raw").glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from ((1, line.split()) for number, line in enumerate(lines) if number % 2 == 0)
    for path in sorted((data / "nlp" / "ner").glob("*-train.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = "".join(
                    token + (" " if space else "") for token, space in zip(record["toks"], record["sp"], strict=True)
                )
                yield NEWS_WEIGHT, text.split()
    yield from ((NEWS_WEIGHT, text.split()) for text in _news(data / "briefs"))
    for path in sorted((data / "nlp" / "syntax").glob("*-train.conllu.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from ((NEWS_WEIGHT, line[9:].split()) for line in lines if line.startswith("# text = "))


def _news(folder: Path) -> Iterator[str]:
    """Sentences of news whose licences let statistics of them ship: the current events portal, ECB+, Wikinews."""
    for line in (folder / "b_stream_wcep.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for line in (folder / "e_ecb.jsonl").read_text(encoding="utf-8").splitlines():
        yield from json.loads(line)["sentences"]
    for line in (folder / "d_entity_timelines.jsonl").read_text(encoding="utf-8").splitlines():
        for document in json.loads(line)["docs"]:
            yield from document["sentences"]


@dataclass(slots=True)
class Counts:
    """What is counted in the texts."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    triples: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)  #: inside sentences, with a capital
    inside: Counter[str] = field(default_factory=Counter)  #: inside sentences


def count(data: Path) -> Counts:
    """Count words, pairs and triples in all texts."""
    counts = Counts()
    for weight, tokens in paragraphs(data):
        chain = _chain(tokens, counts)
        for index in range(1, len(chain)):
            counts.words[chain[index]] += weight
            counts.pairs[chain[index - 1], chain[index]] += weight
            if index > 1:
                counts.triples[chain[index - 2], chain[index - 1], chain[index]] += weight
    return counts


def _chain(tokens: Sequence[str], counts: Counts) -> list[str]:
    chain = [START]
    for token in tokens:
        word = normal(token)
        if word:
            if chain[-1] != START:
                counts.inside[word] += 1
                counts.capitals[word] += token.lstrip("\"'“‘(")[:1].isupper()
            chain.append(word)
        if ends_sentence(token):
            chain.append(START)
    return chain


def _class_turns(classes: Mapping[str, int], counts: Counts) -> npt.NDArray[np.uint8]:
    """How often one class follows another, quantised; the last row and column are the sentence's start."""
    table = np.zeros((CLASSES + 1, CLASSES + 1), dtype=np.int64)
    start = {START: CLASSES}
    for (before, after), number in counts.pairs.items():
        first, second = start.get(before, classes.get(before)), start.get(after, classes.get(after))
        if first is not None and second is not None:
            table[first, second] += number
    return np.array([[quantised(int(value)) if value else 0 for value in row] for row in table], dtype=np.uint8)


def _frequent(items: Iterable[tuple[tuple[str, ...], int]], fewest: int) -> tuple[np.ndarray, np.ndarray]:
    """Keys in ascending order and quantised counts."""
    kept = sorted((key(*words), number) for words, number in items if number >= fewest)
    return (
        np.array([hashed for hashed, _ in kept], dtype=np.uint32),
        np.array([quantised(number) for _, number in kept], dtype=np.uint8),
    )


def main() -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / "words.npz")
    arguments = parser.parse_args()
    counts = count(arguments.data)
    kept = {word: number for word, number in counts.words.most_common() if number >= 3 and "\n" not in word}
    words = [word for word in kept if word != START]
    classes = dict(zip(words, sort_words(words, counts.pairs).tolist(), strict=True))
    by_ending = endings({word: kept[word] for word in words}, classes)
    pairs, pairs_counts = _frequent(counts.pairs.items(), 3)
    triples, triples_counts = _frequent(counts.triples.items(), 6)
    np.savez_compressed(
        arguments.out,
        words=np.frombuffer("\n".join(kept).encode(), dtype=np.uint8),
        word_counts=np.array([quantised(number) for number in kept.values()], dtype=np.uint8),
        capitals=np.array(
            [round(255 * counts.capitals[word] / max(counts.inside[word], 1)) for word in kept], dtype=np.uint8
        ),
        classes=np.array([classes.get(word, CLASSES) for word in kept], dtype=np.uint8),
        class_turns=_class_turns(classes, counts),
        endings=np.frombuffer("\n".join(by_ending).encode(), dtype=np.uint8),
        ending_classes=np.array(list(by_ending.values()), dtype=np.uint8),
        total=sum(counts.words.values()),
        pairs=pairs,
        pairs_counts=pairs_counts,
        triples=triples,
        triples_counts=triples_counts,
    )
    total = sum(counts.words.values())
    print(f"{len(kept)} words, {len(pairs)} pairs, {len(triples)} triples, {total} tokens")  # noqa: T201


if __name__ == "__main__":
    main()
