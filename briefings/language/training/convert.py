"""From the training files to spaCy's DocBin: CoNLL-U for syntax and names, JSON lines for names alone.

Sentences are grouped into Docs of one to eight, always of one document and in their order, with the true spacing
between the tokens and an empty line where a paragraph ends: the parser learns sentence starts from such Docs, and
sees whitespace tokens as it will at work.
"""

from __future__ import annotations

import itertools
import json
import lzma
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

ATTRS = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")
LONGEST_GROUP = 8  #: sentences in one training Doc, at most


@dataclass(frozen=True, slots=True)
class Syntax:
    """One sentence's analysis, a value a token; `heads` are token indices within the sentence, a root is its own."""

    tags: tuple[str, ...]
    pos: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence of a training file."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]  #: whether a blank follows the token
    ents: tuple[tuple[int, int, str], ...]  #: first token, token after the last, label
    unknown: frozenset[int]  #: tokens of which nobody said whether they are in a name
    document: str
    paragraph: int  #: counts up within a document
    syntax: Syntax | None = None


def open_text(path: Path) -> IO[str]:
    """Open a UTF-8 text file, packed with xz or not."""
    return lzma.open(path, "rt", encoding="utf8") if path.suffix == ".xz" else path.open(encoding="utf8")


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Read a `.conllu` or `.jsonl` file, packed with xz or not, sentence by sentence."""
    with open_text(path) as lines:
        yield from read_conllu(lines) if ".conllu" in path.suffixes else read_jsonl(lines)


def read_conllu(lines: Iterable[str]) -> Iterator[Sentence]:
    """Read CoNLL-U with `SpaceAfter=No` and `NE=` in MISC; `NE=?` marks a token whose entity is unknown.

    A multiword token gives its spacing to its last word; within it there is none.
    """
    document, paragraph = "", 0
    for filled, block in itertools.groupby(lines, key=lambda line: bool(line.strip())):
        if not filled:
            continue
        rows = []
        for line in block:
            if line.startswith("# newdoc"):
                document, paragraph = line.strip(), 0
            elif line.startswith("# newpar"):
                paragraph += 1
            elif not line.startswith("#"):
                rows.append(line.rstrip("\n").split("\t"))
        if rows:
            yield _sentence(rows, document, paragraph)


def read_jsonl(lines: Iterable[str]) -> Iterator[Sentence]:
    """Read JSON lines with `id`, `toks`, `sp`, `ents`, `unk`; ids that differ in the last number are one document."""
    for line in lines:
        row = json.loads(line)
        document, _, number = str(row["id"]).rpartition("-")
        yield Sentence(
            words=tuple(row["toks"]),
            spaces=tuple(bool(space) for space in row["sp"]),
            ents=tuple((start, end, label) for start, end, label in row["ents"]),
            unknown=frozenset(row["unk"]),
            document=document if number.isdigit() and _runs_on(row["src"]) else str(row["id"]),
            paragraph=int(number) if number.isdigit() and str(row["src"]).startswith("re3d") else 0,
        )


def group_sentences(sentences: Iterable[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Cut each document into runs of one to `LONGEST_GROUP` sentences; every sentence is in exactly one run."""
    for _, run in itertools.groupby(sentences, key=lambda sentence: sentence.document):
        document = list(run)
        start = 0
        while start < len(document):
            size = rng.randint(1, LONGEST_GROUP)
            yield document[start : start + size]
            start += size


def make_doc(vocab: Vocab, group: Sequence[Sentence], breaks: Callable[[], str] = lambda: "\n\n") -> Doc:
    """Build the gold Doc of a run of sentences.

    Args:
        vocab: the vocabulary the Doc will use.
        group: sentences in their order; either all or none have syntax.
        breaks: what stands between two paragraphs, as a whitespace token, or `""` for a mere blank.
    """
    flat = _flatten(group, breaks)
    syntax = flat.syntax
    doc = (
        Doc(vocab, words=list(flat.words), spaces=list(flat.spaces))
        if syntax is None
        else Doc(
            vocab,
            words=list(flat.words),
            spaces=list(flat.spaces),
            tags=list(syntax.tags),
            pos=list(syntax.pos),
            morphs=list(syntax.morphs),
            lemmas=list(syntax.lemmas),
            heads=list(syntax.heads),
            deps=list(syntax.deps),
        )
    )
    covered = {index for start, end, _ in flat.ents for index in range(start, end)}
    doc.set_ents(
        [Span(doc, start, end, label=label) for start, end, label in flat.ents],
        missing=[doc[index : index + 1] for index in sorted(flat.unknown - covered)],
        default="outside",
    )
    return doc


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write Docs as one DocBin and return how many there were."""
    store = DocBin(attrs=ATTRS, docs=docs)
    path.parent.mkdir(parents=True, exist_ok=True)
    store.to_disk(path)
    return len(store)


def paragraph_break(rng: random.Random) -> Callable[[], str]:
    """Return a source of breaks between paragraphs: mostly an empty line, now and then a line end or a blank."""
    return lambda: rng.choice(("\n\n", "\n\n", "\n", ""))


def _runs_on(source: object) -> bool:
    """Say whether consecutive lines of a source are consecutive text (the others are loose sentences)."""
    return str(source).startswith(("redocred", "re3d", "docred"))


def _sentence(rows: Sequence[Sequence[str]], document: str, paragraph: int) -> Sentence:
    words: list[list[str]] = []
    spaces: list[bool] = []
    last_of_multiword, space_after_multiword = 0, True
    for row in rows:
        number, misc = row[0], row[9]
        spaced = "SpaceAfter=No" not in misc
        if "-" in number:
            last_of_multiword, space_after_multiword = int(number.partition("-")[2]), spaced
        elif "." not in number:
            words.append(list(row))
            index = int(number)
            if index < last_of_multiword:
                spaced = False
            elif index == last_of_multiword:
                spaced = space_after_multiword
            spaces.append(spaced)
    ents, unknown = _entities([_misc(row[9]).get("NE", "O") for row in words])
    return Sentence(
        words=tuple(row[1] for row in words),
        spaces=tuple(spaces),
        ents=ents,
        unknown=unknown,
        document=document,
        paragraph=paragraph,
        syntax=_syntax(words),
    )


def _syntax(rows: Sequence[Sequence[str]]) -> Syntax:
    heads = [int(row[6]) for row in rows]
    return Syntax(
        tags=tuple(row[4] for row in rows),
        pos=tuple(row[3] for row in rows),
        morphs=tuple("" if row[5] == "_" else row[5] for row in rows),
        lemmas=tuple(row[1] if row[2] == "_" else row[2] for row in rows),
        heads=tuple(index if head == 0 else head - 1 for index, head in enumerate(heads)),
        deps=tuple("ROOT" if row[7] == "root" else row[7] for row in rows),
    )


def _misc(value: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in value.split("|"))


def _entities(tags: Sequence[str]) -> tuple[tuple[tuple[int, int, str], ...], frozenset[int]]:
    """Turn B-/I- tags into spans; `?` is unknown."""
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((index, index + 1, tag[2:]))
        elif tag.startswith("I-") and spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1, spans[-1][2])
    return tuple(spans), frozenset(index for index, tag in enumerate(tags) if tag == "?")


def _flatten(group: Sequence[Sentence], breaks: Callable[[], str]) -> Sentence:
    """Join sentences to one; a paragraph's end becomes a whitespace token that hangs on the token before it."""
    parts: list[Sentence] = []
    for sentence, following in itertools.zip_longest(group, group[1:]):
        ends = following is not None and following.paragraph != sentence.paragraph
        gap = breaks() if ends else ""
        if gap:
            parts.append(_with_gap(sentence, gap))
        elif following is not None and _sticks(sentence, following):
            parts.append(replace(sentence, spaces=(*sentence.spaces[:-1], True)))
        else:
            parts.append(sentence)
    return _concatenate(parts)


def _sticks(sentence: Sentence, following: Sentence) -> bool:
    """Say whether two sentences would run together although their source has a boundary there."""
    return sentence.syntax is None or sentence.paragraph != following.paragraph


def _with_gap(sentence: Sentence, gap: str) -> Sentence:
    syntax = sentence.syntax
    if syntax is not None:
        syntax = Syntax(
            tags=(*syntax.tags, "_SP"),
            pos=(*syntax.pos, "SPACE"),
            morphs=(*syntax.morphs, ""),
            lemmas=(*syntax.lemmas, gap),
            heads=(*syntax.heads, len(sentence.words) - 1),
            deps=(*syntax.deps, "dep"),
        )
    spaces = (*sentence.spaces[:-1], False, False)
    return replace(sentence, words=(*sentence.words, gap), spaces=spaces, syntax=syntax)


def _concatenate(parts: Sequence[Sentence]) -> Sentence:
    offsets = list(itertools.accumulate((len(part.words) for part in parts), initial=0))
    shifted = list(zip(parts, offsets, strict=False))

    def chain(field: str) -> tuple[Any, ...]:
        return tuple(itertools.chain.from_iterable(getattr(part.syntax, field) for part in parts))

    syntax = None
    if all(part.syntax is not None for part in parts):
        heads = tuple(
            head + offset for part, offset in shifted if part.syntax is not None for head in part.syntax.heads
        )
        syntax = Syntax(chain("tags"), chain("pos"), chain("morphs"), chain("lemmas"), heads, chain("deps"))
    return Sentence(
        words=tuple(itertools.chain.from_iterable(part.words for part in parts)),
        spaces=tuple(itertools.chain.from_iterable(part.spaces for part in parts)),
        ents=tuple(
            (start + offset, end + offset, label) for part, offset in shifted for start, end, label in part.ents
        ),
        unknown=frozenset(index + offset for part, offset in shifted for index in part.unknown),
        document=parts[0].document,
        paragraph=parts[0].paragraph,
        syntax=syntax,
    )
