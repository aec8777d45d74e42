"""Which files make which training corpus, and in what proportion they are damaged or given other names."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.language.tokenizer import install_tokenizer
from briefings.language.training.augment import (
    Vocabulary,
    damaged_copies,
    other_words,
    read_nouns,
    read_verbs,
    read_words,
)
from briefings.language.training.convert import (
    Sentence,
    group_sentences,
    make_doc,
    paragraph_break,
    read_sentences,
    write_docs,
)
from briefings.language.training.exercises import Names, Tokenize, filled_exercises, read_marked
from briefings.language.training.renaming import rename, renamed_copies

SYNTAX_TRAIN = ("syntax/ewt-train.conllu", "syntax/gum-train.conllu", "syntax/gumx-train.conllu")
SYNTAX_DEV = ("syntax/ewt-dev.conllu", "syntax/gum-dev.conllu")
NER_TRAIN = ("ner/docred-train.jsonl", "ner/crossner-train.jsonl", "ner/wikigold-train.jsonl", "ner/re3d-train.jsonl")
NER_DEV = ("ner/docred-dev.jsonl", "ner/crossner-dev.jsonl", "ner/re3d-dev.jsonl")
SEED = 0
EXERCISE_COPIES = 20  #: how often each sentence of exercises.txt is filled
SENTENCE_COPIES = 4  #: how often each sentence of sentences.txt comes as it is, and as often with other names
TREES = Path(__file__).with_name("trees.conllu")
TREE_COPIES = 3  #: how often each sentence of trees.conllu comes
LISTS = {"GPE": ("gpe-countries", "gpe-places"), "LOC": ("loc",)}  #: gazetteers that names are also drawn from

_ENDS = frozenset(".!?…\"'”’)")


def build_corpora(data: Path, out: Path) -> dict[str, int]:
    """Write `syntax-train`, `syntax-dev`, `ner-train` and `ner-dev` as `.spacy` files; returns Docs in each."""
    vocab = spacy.blank("en").vocab
    parts: dict[str, Callable[[random.Random], Iterable[Sequence[Sentence]]]] = {
        "syntax-train": lambda rng: _syntax_train(data, rng),
        "syntax-dev": lambda rng: _groups(data, SYNTAX_DEV, rng),
        "ner-train": lambda rng: _ner_train(data, rng),
        "ner-dev": lambda rng: _groups(data, (*SYNTAX_DEV, *NER_DEV), rng),
    }
    counts = {}
    for name, groups in parts.items():
        rng = random.Random(SEED)  # noqa: S311  # repeatable on purpose
        counts[name] = write_docs(_docs(vocab, groups(rng), rng), out / f"{name}.spacy")
    return counts


def find(data: Path, name: str) -> Path:
    """Return the file of that name under `data`, packed with xz or not."""
    packed = data / f"{name}.xz"
    return packed if packed.exists() else data / name


def _syntax_train(data: Path, rng: random.Random) -> Iterator[Sequence[Sentence]]:
    names = read_words(find(data, f"gazetteer/{name}.txt") for name in LISTS["GPE"])
    own = itertools.chain.from_iterable(_loose(read_trees(), rng) for _ in range(TREE_COPIES))
    groups = itertools.chain(_groups(data, SYNTAX_TRAIN, rng), own)
    yield from damaged_copies(other_words(groups, Vocabulary(read_verbs(), read_nouns(), names), rng), rng)


def read_trees(path: Path = TREES) -> list[Sentence]:
    """Read our own analysed sentences; one without a full stop, such as a headline, is a paragraph of its own."""
    paragraph, sentences = 0, []
    for sentence in read_sentences(path):
        alone = sentence.words[-1][-1] not in _ENDS
        paragraph += alone
        sentences.append(replace(sentence, document="trees", paragraph=paragraph))
        paragraph += alone
    return sentences


def _loose(sentences: Sequence[Sentence], rng: random.Random) -> Iterator[Sequence[Sentence]]:
    """Yield sentences in any order, one to four to a group."""
    shuffled = rng.sample(sentences, len(sentences))
    start = 0
    while start < len(shuffled):
        group = shuffled[start : start + rng.randint(1, 4)]
        start += len(group)
        yield group


def _ner_train(data: Path, rng: random.Random) -> Iterator[Sequence[Sentence]]:
    tokenizer = install_tokenizer(spacy.blank("en")).tokenizer
    names = Names.load(
        listed={
            label: sorted(set().union(*(_listed(find(data, f"gazetteer/{name}.txt")) for name in lists)))
            for label, lists in LISTS.items()
        }
    )
    groups = (*SYNTAX_TRAIN, *NER_TRAIN)
    mended = _mended(_groups(data, groups, rng), _listed(find(data, "gazetteer/org.txt")))
    exercises = group_sentences(filled_exercises(tokenizer, names, rng, copies=EXERCISE_COPIES), rng)
    renamed = renamed_copies(mended, tokenizer, names, rng)
    yield from damaged_copies(itertools.chain(renamed, exercises, _own(tokenizer, names, rng)), rng)


def _own(tokenizer: Tokenize, names: Names, rng: random.Random) -> Iterator[Sequence[Sentence]]:
    """Yield our own sentences again and again, one to four to a group, half of them with other names."""
    sentences = read_marked(tokenizer)
    for _ in range(SENTENCE_COPIES):
        for change in (False, True):
            for group in _loose(sentences, rng):
                yield [rename(sentence, tokenizer, names, rng) for sentence in group] if change else group


def _groups(data: Path, files: Sequence[str], rng: random.Random) -> Iterator[Sequence[Sentence]]:
    for name in files:
        yield from group_sentences(read_sentences(find(data, name)), rng)


def _listed(path: Path) -> frozenset[str]:
    """Return the names of a gazetteer file, which has a comment for its first line."""
    return frozenset(path.read_text(encoding="utf8").splitlines()[1:])


def _mended(groups: Iterable[Sequence[Sentence]], organisations: frozenset[str]) -> Iterator[Sequence[Sentence]]:
    """Correct places that are listed organisations: one source took "ISIL" for a place now and then."""
    for group in groups:
        yield [
            replace(
                sentence,
                ents=tuple(
                    (
                        start,
                        end,
                        "ORG" if label == "GPE" and " ".join(sentence.words[start:end]) in organisations else label,
                    )
                    for start, end, label in sentence.ents
                ),
            )
            for sentence in group
        ]


def _docs(vocab: Vocab, groups: Iterable[Sequence[Sentence]], rng: random.Random) -> Iterator[Doc]:
    breaks = paragraph_break(rng)
    for group in groups:
        yield make_doc(vocab, group, breaks)
