"""Other names in annotated sentences: the context stays, and the name is one the training text never had."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefings.language.training.convert import Sentence
from briefings.language.training.exercises import Names, Tokenize

SHARE = 0.25  #: of the training Docs that come a second time, with other names
_CHANGED = {"PERSON": 0.7, "ORG": 0.7, "GPE": 0.6, "LOC": 0.4, "FAC": 0.7, "NORP": 0.3}
_ARTICLES = frozenset({"the", "The", "THE"})


def renamed_copies(
    groups: Iterable[Sequence[Sentence]], tokenizer: Tokenize, names: Names, rng: random.Random, share: float = SHARE
) -> Iterator[Sequence[Sentence]]:
    """Pass every run of sentences on, and after some of them (a share of all) a copy with other names."""
    for group in groups:
        yield group
        if rng.random() < share:
            yield [rename(sentence, tokenizer, names, rng) for sentence in group]


def rename(sentence: Sentence, tokenizer: Tokenize, names: Names, rng: random.Random) -> Sentence:
    """Return the sentence with most of its names replaced; its syntax is dropped.

    An organisation after "the" gets a name that takes an article, any other one that takes none.
    """
    words: list[str] = []
    spaces: list[bool] = []
    ents: list[tuple[int, int, str]] = []
    unknown: set[int] = set()
    position = 0
    for start, end, label in [*sentence.ents, (len(sentence.words), len(sentence.words), "")]:
        for index in range(position, start):
            if index in sentence.unknown:
                unknown.add(len(words))
            words.append(sentence.words[index])
            spaces.append(sentence.spaces[index])
        position = end
        if start == end:
            continue
        pieces = _pieces(sentence, (start, end, label), tokenizer, names, rng)
        ents.append((len(words), len(words) + len(pieces), label))
        words += [word for word, _ in pieces]
        spaces += [space for _, space in pieces]
    return replace(
        sentence, words=tuple(words), spaces=tuple(spaces), ents=tuple(ents), unknown=frozenset(unknown), syntax=None
    )


def _pieces(
    sentence: Sentence, span: tuple[int, int, str], tokenizer: Tokenize, names: Names, rng: random.Random
) -> list[tuple[str, bool]]:
    """Return the words of a span, or of another name of its kind, and whether a blank follows each."""
    start, end, label = span
    old = list(zip(sentence.words[start:end], sentence.spaces[start:end], strict=True))
    if rng.random() >= _CHANGED.get(label, 0.0):
        return old
    blank = label
    if label == "ORG":
        blank = "DEFINITE" if start and sentence.words[start - 1] in _ARTICLES else "BARE"
    if label == "NORP" and sentence.words[end - 1].endswith("s"):
        blank = "PEOPLE"
    doc = tokenizer(names.draw(blank, rng).text)
    new = [(token.text, bool(token.whitespace_)) for token in doc]
    return [*new[:-1], (new[-1][0], old[-1][1])]
