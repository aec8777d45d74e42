"""Own sentences: practice for the kinds of sentence and name that periodicals have.

Those in exercises.txt have blanks, which are filled with the names of names.toml; those in sentences.txt have their
names marked: `[Kangan|GPE]`. Either kind has entities and no syntax.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from briefings.language.training.convert import Sentence

Tokenize = Callable[[str], Doc]  #: what spaCy's tokenizer does

HERE = Path(__file__).parent
_BLANK = re.compile(r"(\[[A-Z]+\])")
_MARKED = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")
_PART = re.compile(r"\{(\w+)\}")
_LABELS = {"BARE": "ORG", "DEFINITE": "ORG", "PEOPLE": "NORP"}
_DEFINITE_SHARE = 0.4  #: of organisations whose name takes an article
_LISTED_SHARE = 0.5  #: of the names drawn for a label that has a list besides


@dataclass(frozen=True, slots=True)
class Name:
    """A name to put somewhere: its text, and whether an article goes before it."""

    text: str
    definite: bool = False


class Names:
    """The lists of names.toml, and longer ones for some labels: draws names of a label."""

    def __init__(
        self, tables: Mapping[str, Mapping[str, Sequence[str]]], listed: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._tables = tables
        self._listed = listed or {}

    @classmethod
    def load(cls, path: Path = HERE / "names.toml", listed: Mapping[str, Sequence[str]] | None = None) -> Names:
        """Read the lists.

        Args:
            path: of names.toml.
            listed: more names of a label ("GPE"), which half of the draws are taken from.
        """
        return cls(tomllib.loads(path.read_text(encoding="utf8")), listed)

    def draw(self, blank: str, rng: random.Random) -> Name:
        """Return a name for a blank.

        Args:
            blank: a label of ours; `BARE` or `DEFINITE`, an organisation without or with article; or `PEOPLE`.
            rng: draws it.
        """
        listed = self._listed.get(blank)
        if listed and rng.random() < _LISTED_SHARE:
            return Name(rng.choice(listed))
        if blank == "DEFINITE" or (blank == "ORG" and rng.random() < _DEFINITE_SHARE):
            return Name(self._fill("org", "definite", rng), definite=True)
        if blank in ("ORG", "BARE"):
            return Name(self._fill("org", "bare", rng))
        if blank == "PEOPLE":
            return Name(self._fill("norp", "people", rng))
        table = blank.lower()
        return Name(self._fill(table, "patterns" if "patterns" in self._tables[table] else "names", rng))

    def _fill(self, table: str, part: str, rng: random.Random) -> str:
        lists = self._tables[table]
        return _PART.sub(lambda match: rng.choice(lists[match[1]]), rng.choice(lists[part]))


def read_exercises(path: Path = HERE / "exercises.txt") -> list[str]:
    """Return the sentences with their blanks."""
    lines = path.read_text(encoding="utf8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def filled_exercises(
    tokenizer: Tokenize, names: Names, rng: random.Random, *, copies: int, per_document: int = 4
) -> Iterator[Sentence]:
    """Yield every sentence `copies` times, each time with other names, in a random order.

    Every `per_document` sentences are one document, so that they are grouped into Docs like the rest.
    """
    sentences = [sentence for sentence in read_exercises() for _ in range(copies)]
    rng.shuffle(sentences)
    for number, sentence in enumerate(sentences):
        yield fill(sentence, tokenizer, names, rng, document=f"exercises-{number // per_document}", paragraph=number)


def fill(  # noqa: PLR0913  # what the sentence is filled with, and where it stands
    sentence: str, tokenizer: Tokenize, names: Names, rng: random.Random, *, document: str, paragraph: int
) -> Sentence:
    """Fill the blanks of one sentence."""
    text, spans = "", []
    for part in _BLANK.split(sentence):
        if not _BLANK.fullmatch(part):
            text += part
            continue
        blank = part[1:-1]
        name = names.draw(blank, rng)
        if name.definite:
            text += "The " if not text else "the "
        spans.append((len(text), len(text) + len(name.text), _LABELS.get(blank, blank)))
        text += name.text
    return annotate(text, spans, tokenizer, document=document, paragraph=paragraph)


def read_marked(tokenizer: Tokenize, path: Path = HERE / "sentences.txt") -> list[Sentence]:
    """Return the sentences whose names are marked.

    Raises:
        ValueError: a bracket is left over; the message has the line.
    """
    lines = (line for line in path.read_text(encoding="utf8").splitlines() if line and not line.startswith("#"))
    return [unmarked(line, tokenizer, document=f"sentences-{number}") for number, line in enumerate(lines)]


def unmarked(line: str, tokenizer: Tokenize, *, document: str) -> Sentence:
    """Turn `"[Kangan|GPE] is dry."` into a sentence with its entities."""
    text, spans, position = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[position : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        position = found.end()
    text += line[position:]
    if "[" in text or "]" in text:
        raise ValueError(f"a bracket is left over: {line}")
    return annotate(text, spans, tokenizer, document=document, paragraph=0)


def annotate(
    text: str, spans: Sequence[tuple[int, int, str]], tokenizer: Tokenize, *, document: str, paragraph: int
) -> Sentence:
    """Turn a text with character spans into a sentence; spans that cut a token are widened to it."""
    doc = tokenizer(text)
    found = [(doc.char_span(start, end, alignment_mode="expand"), label) for start, end, label in spans]
    return Sentence(
        words=tuple(token.text for token in doc),
        spaces=tuple(bool(token.whitespace_) for token in doc),
        ents=tuple((span.start, span.end, label) for span, label in found if span is not None),
        unknown=frozenset(),
        document=document,
        paragraph=paragraph,
    )
