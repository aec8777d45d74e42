"""What an issue's own words, and the shipped model, say about how a word is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefings.layout.wordmodel import WordModel, normal

HYPHENS = "-\u2010\u2011"
_DAMAGED = re.compile(r"^[^\w]*([a-z])[A-Z]{1,5}(?![a-z])")
MIXED = re.compile(r"[a-z]+[A-Z]")
COMMON = 200  #: times the model saw a word, above which capitals inside it are surely damage
_MISPRINTS, _PER_MISPRINT = 2, 5000  #: damaged words, and tokens to each, from which an issue's casing is broken
_RARE = 3  #: capitals of a letter in an issue up to which it may be a broken one
#: Mixed case that is meant: units, chemistry, trade names (SI Brochure, 9th edition, table 5 and 7, for the units).
_MEANT = re.compile(
    r"^(?:k|m|n|p|d|c|h)?(?:W|V|A|J|N|Hz|Pa|Wh|VA|Wp|B|K|F|H|S|T)h?$|^p[HKE]$|^[mt]?RNA$|^e[A-Z][a-z]+|^i(?:OS|P[a-z]+)$"
    r"|^bbl$|^m[A-Z]RNA$|^(?:mc|mac|de|du|la|le|al|el|van|von)[A-Z][a-z]+"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the words of one issue, and the shipped model, say about a word's form."""

    model: WordModel
    counts: Counter[str] = field(default_factory=Counter)  #: whole words of the issue, normal form
    broken: frozenset[str] = frozenset()  #: letters whose capitals come out small in this issue
    shouted: frozenset[str] = frozenset()  #: words that stand in capitals inside ordinary text
    damaged: int = 0  #: common words that stand there with capitals inside ("uS", "iraQ")
    size: int = 0  #: tokens of the issue
    capitals_open: bool = False  #: its articles begin with a word or more in capitals

    @classmethod
    def of(cls, lines: Iterable[str], model: WordModel) -> Lexicon:
        """Learn from the lines of an issue; pieces cut at line ends are left out."""
        rows = [line.split() for line in lines]
        counts: Counter[str] = Counter()
        for row in rows:
            for token in _whole(row):
                word = normal(token)
                counts[word] += 1
                counts.update(part for part in word.split("-") if part and "-" in word)
        tokens = [token for row in rows for token in row]
        damaged = sum(is_damaged(token) and model.count(normal(token)) > COMMON for token in tokens)
        return cls(model, counts, _broken_letters(tokens), _shouted(rows), damaged, len(tokens))

    @property
    def is_broken(self) -> bool:
        """Whether its small capitals come out as mixed case: more than a misprint or two say so."""
        return bool(self.broken) or self.damaged >= max(_MISPRINTS, self.size / _PER_MISPRINT)

    def knows(self, word: str) -> bool:
        """Whether the issue or the model has it as a word of its own."""
        return bool(self.counts[normal(word)]) or self.model.knows(normal(word))


def _broken_letters(tokens: Sequence[str]) -> frozenset[str]:
    """Letters that stand small before capitals ("uS", "uK") and hardly ever as capitals at a word's start."""
    small, capital = Counter[str](), Counter[str]()
    for token in tokens:
        word = token.lstrip("\"'“‘(")
        if (found := _DAMAGED.match(word)) and not _MEANT.match(normal_case(word)):
            small[found[1]] += 1
        elif word[:1].isupper() and word[1:2].islower():
            capital[word[0].lower()] += 1
    return frozenset(
        letter for letter, times in small.items() if times >= 2 and capital[letter] <= min(_RARE, times // 3)
    )


def normal_case(token: str) -> str:
    """The token with no punctuation around it, its case kept."""
    return token.strip("\"'“”‘’()[].,;:!?…")


def _whole(row: Sequence[str]) -> Iterator[str]:
    """Tokens of a line that are surely whole words, spelt as they are meant."""
    for index, token in enumerate(row):
        cut = index == len(row) - 1 and token[-1:] in HYPHENS
        if index and not cut and not is_damaged(token):
            yield token


def _shouted(rows: Iterable[Sequence[str]]) -> frozenset[str]:
    """Words in capitals between words that are not; a line's first may stand so because an article opens with it."""
    return frozenset(
        word
        for words in ([normal_case(token) for token in row] for row in rows)
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if len(word) > 1 and word.isupper() and word.isalpha() and not before.isupper() and not after.isupper()
    )


def is_damaged(token: str) -> bool:
    """Small letters before capitals inside one word, as broken small capitals leave them, and no form that is meant."""
    if not MIXED.search(token):
        return False
    word = normal_case(token)
    parts = [part for part in re.split(r"[-–/]", word) if part]
    return any(_is_mixed(part) for part in parts)


def _is_mixed(part: str) -> bool:
    stem = re.sub(r"['’]s?$", "", part)
    if _MEANT.match(stem) or not MIXED.search(stem):
        return False
    if stem[:1].isupper() and re.fullmatch(r"(?:[A-Z][a-z]+)+|[A-Z]+[a-z]+[A-Z]+", stem):
        return False  # "NewsBase", "GasTerra", "McKenzie", "KfW": set so on purpose
    return sum(letter.isupper() for letter in stem) * 2 >= len(stem) or stem[:1].islower()
