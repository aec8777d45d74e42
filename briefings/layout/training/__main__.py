"""`python -m briefings.layout.training --data FOLDER [--texts FOLDER] [--out FILE]`: count, smooth, prune, store.

`data/README.md` says which texts the shipped model is made of and how they are fetched.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefings.layout.training.classes import CLASSES, endings, sort_words
from briefings.layout.training.counting import Grams, smoothed
from briefings.layout.training.texts import paragraphs
from briefings.layout.wordmodel import START, UNKNOWN, ends_sentence, normal, stored_count, stored_log

FEWEST = 4  #: times a word must be seen to be known
MOST_WORDS = 60_000
FEWEST_PAIRS = 2
FEWEST_TRIPLES = 2

_MIXED = re.compile(r"[a-z][A-Z]")

_Bytes = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Texts:
    """The texts as word numbers, before the vocabulary is chosen."""

    words: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)  #: inside sentences, with a capital
    inside: Counter[str] = field(default_factory=Counter)  #: inside sentences
    mixed: Counter[str] = field(default_factory=Counter)  #: with a capital after a small letter: macOS, LaTeX
    numbers: dict[str, int] = field(default_factory=dict)
    chain: list[npt.NDArray[np.int32]] = field(default_factory=list)


def read_texts(data: Path, more: Path | None) -> Texts:
    """Read all paragraphs; sentences open with START."""
    texts = Texts(numbers={UNKNOWN: 0, START: 1})
    for weight, tokens in paragraphs(data, more):
        chain = list(_chain(tokens, texts))
        for word in chain:
            texts.words[word] += weight
        numbers = np.array([texts.numbers.setdefault(word, len(texts.numbers)) for word in chain], dtype=np.int32)
        texts.chain += [numbers] * weight
    return texts


def _chain(tokens: Sequence[str], texts: Texts) -> Iterator[str]:
    yield START
    opened = True
    for token in tokens:
        word = normal(token)
        if word:
            texts.mixed[word] += _MIXED.search(token) is not None
            if not opened:
                texts.inside[word] += 1
                texts.capitals[word] += token.lstrip("\"'“‘(")[:1].isupper()
            opened = False
            yield word
        if ends_sentence(token) and not opened:
            opened = True
            yield START


def vocabulary(texts: Texts) -> list[str]:
    """The words that are kept, most frequent first, after UNKNOWN and START."""
    frequent = [word for word, number in texts.words.most_common(MOST_WORDS) if number >= FEWEST and "\n" not in word]
    return [UNKNOWN, START, *(word for word in frequent if word not in {UNKNOWN, START})]


def _numbered(texts: Texts, words: Sequence[str]) -> npt.NDArray[np.int64]:
    place = np.zeros(len(texts.numbers), dtype=np.int64)
    for number, word in enumerate(words):
        place[texts.numbers[word]] = number
    return place[np.concatenate(texts.chain)]


def _class_turns(classes: npt.NDArray[np.int64], grams: Mapping[tuple[int, int], int]) -> _Bytes:
    table = np.zeros((CLASSES + 1, CLASSES + 1), dtype=np.int64)
    keys = np.array(list(grams), dtype=np.int64)
    np.add.at(table, (classes[keys[:, 0]], classes[keys[:, 1]]), np.array(list(grams.values()), dtype=np.int64))
    return stored_count(table)


def _rows(firsts: npt.NDArray[np.int64], seconds: npt.NDArray[np.int64], size: int, name: str) -> dict[str, np.ndarray]:
    """Ascending keys as the length of each first's run and the steps between its seconds, which pack well."""
    steps = np.diff(seconds, prepend=0)
    opens = np.diff(firsts, prepend=-1) != 0
    steps[opens] = seconds[opens]
    lengths = np.bincount(firsts, minlength=size)
    return {
        f"{name}_runs": lengths.astype(np.uint16 if lengths.max() < 2**16 else np.uint32),
        f"{name}_low": (steps & 255).astype(np.uint8),
        f"{name}_high": (steps >> 8).astype(np.uint8),
    }


def _stored(grams: Grams) -> dict[str, np.ndarray]:
    return {
        **_rows(grams.pairs // grams.size, grams.pairs % grams.size, grams.size, "pairs"),
        **_rows(grams.triples // grams.size, grams.triples % grams.size, len(grams.pairs), "triples"),
        "singles_p": stored_log(grams.singles),
        "singles_rest": stored_log(grams.singles_rest),
        "pairs_p": stored_log(grams.pairs_p),
        "pairs_rest": stored_log(grams.pairs_rest),
        "triples_p": stored_log(grams.triples_p),
    }


def _sorted(texts: Texts, words: Sequence[str], text: npt.NDArray[np.int64]) -> dict[str, np.ndarray]:
    """Words that are used alike, and how often one class follows another."""
    pairs, counts = np.unique(text[:-1] * len(words) + text[1:], return_counts=True)
    frequent = counts >= FEWEST
    table = {
        divmod(int(pair), len(words)): int(number)
        for pair, number in zip(pairs[frequent], counts[frequent], strict=True)
    }
    known = words[2:]
    numbers = sort_words(known, {(words[first], words[second]): number for (first, second), number in table.items()})
    by_ending = endings({word: texts.words[word] for word in known}, dict(zip(known, numbers.tolist(), strict=True)))
    classes = np.concatenate(([by_ending[""], CLASSES], numbers.astype(np.int64)))
    return {
        "classes": classes.astype(np.uint8),
        "class_turns": _class_turns(classes, table),
        "endings": np.frombuffer("\n".join(by_ending).encode(), dtype=np.uint8),
        "ending_classes": np.array(list(by_ending.values()), dtype=np.uint8),
    }


def main() -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / "words.npz")
    arguments = parser.parse_args()
    texts = read_texts(arguments.data, arguments.texts)
    words = vocabulary(texts)
    text = _numbered(texts, words)
    grams = smoothed(text, len(words), fewest_pairs=FEWEST_PAIRS, fewest_triples=FEWEST_TRIPLES)
    capitals = [round(255 * texts.capitals[word] / max(texts.inside[word], 1)) for word in words]
    stored: dict[str, Any] = {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        # Names that are spelt with capitals inside are not common words, however common they are in manuals.
        "word_counts": stored_count(np.array([max(1, texts.words[word] - 3 * texts.mixed[word]) for word in words])),
        "capitals": np.array(capitals, dtype=np.uint8),
        **_sorted(texts, words, text),
        **_stored(grams),
    }
    np.savez_compressed(arguments.out, **stored)
    print(  # noqa: T201 - a command's answer
        f"{len(words)} words, {len(grams.pairs)} pairs, {len(grams.triples)} triples, {len(text)} tokens"
    )


if __name__ == "__main__":
    main()
