"""The texts the word model is counted in: paragraphs of open corpora, as tokens."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

#: Running news and web text is dearer to us than speeches and manuals, so it is read so many times.
NEWS_WEIGHT = 3


def paragraphs(data: Path, texts: Path | None = None) -> Iterator[tuple[int, list[str]]]:
    """(weight, tokens) of each paragraph.

    Args:
        data: holds `nlp/raw/*.txt.xz` (a paragraph a line), `nlp/{syntax,ner}` and `briefs`.
        texts: holds more `*.txt.xz`, a paragraph a line.
    """
    for path in sorted((data / "nlp" / "raw").glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:  # every other speech, to keep the model small in time
            yield from ((1, line.split()) for number, line in enumerate(lines) if number % 2 == 0)
    for path in sorted(texts.glob("*.txt.xz")) if texts else ():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from ((1, line.split()) for line in lines)
    yield from ((NEWS_WEIGHT, text.split()) for text in (*_entities(data), *_news(data / "briefs"), *_syntax(data)))


def _entities(data: Path) -> Iterator[str]:
    for path in sorted((data / "nlp" / "ner").glob("*-train.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield "".join(
                    token + (" " if space else "") for token, space in zip(record["toks"], record["sp"], strict=True)
                )


def _syntax(data: Path) -> Iterator[str]:
    for path in sorted((data / "nlp" / "syntax").glob("*-train.conllu.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from (line[9:] for line in lines if line.startswith("# text = "))


def _news(folder: Path) -> Iterator[str]:
    """Sentences of news whose licences let statistics of them ship: the current events portal, ECB+, Wikinews."""
    for line in (folder / "b_stream_wcep.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for line in (folder / "e_ecb.jsonl").read_text(encoding="utf-8").splitlines():
        yield from json.loads(line)["sentences"]
    for line in (folder / "d_entity_timelines.jsonl").read_text(encoding="utf-8").splitlines():
        for document in json.loads(line)["docs"]:
            yield from document["sentences"]
