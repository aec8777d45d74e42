"""Static floret vectors from raw text: they know names that the annotated text has not.

Needs the `floret` package, for training only. Every word is the sum of its pieces' rows in a small hashed table, so
that no word is unknown (https://github.com/explosion/floret).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import floret
import spacy
from spacy.training.initialize import convert_vectors

from briefings.language.training.convert import open_text

TOKEN = re.compile(r"\w+|[^\w\s]")
DIMENSIONS = 96
ROWS = 30_000
EPOCHS = 5
SHORTEST, LONGEST, HASHES = 3, 5, 2


def write_text(data: Path, target: Path) -> None:
    """Write the raw text, split into tokens, to one file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf8") as out:
        for path in sorted((data / "raw").iterdir()):
            for line in _lines(path):
                out.write(" ".join(TOKEN.findall(line)) + "\n")


def train_vectors(text: Path, out: Path, *, epochs: int = EPOCHS, threads: int = 1) -> None:
    """Train vectors on `text` and write a blank pipeline that holds them to `out`."""
    model = floret.train_unsupervised(
        str(text),
        model="skipgram",
        mode="floret",
        dim=DIMENSIONS,
        bucket=ROWS,
        minn=SHORTEST,
        maxn=LONGEST,
        hashCount=HASHES,
        minCount=10,
        epoch=epochs,
        thread=threads,
    )
    table = out.with_suffix(".floret")
    model.save_floret_vectors(str(table))
    nlp = spacy.blank("en")
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret")
    nlp.to_disk(out)


def _lines(path: Path) -> Iterator[str]:
    with open_text(path) as lines:
        yield from (line for line in lines if line.strip())
