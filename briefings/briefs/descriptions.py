"""Whether a sentence means an armed group by what it calls it: "an Iran-backed militia", where it is known as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefings.model import EntityId

CountryOf = Callable[[str], EntityId | None]

#: What an armed group is called, by the word that stands for all of a line.
HEADS = {
    word: line.split()[0]
    for line in (
        "militia militias militiaman militiamen paramilitaries",
        "militants militant jihadists jihadist extremists",
        "rebels rebel insurgents insurgent guerrillas",
        "separatists separatist",
    )
    for word in line.split()
}
#: Marks of what it is, by how their words begin.
_MARKS = {
    "shi": "shia", "sunni": "sunni", "islam": "islamist", "jihad": "islamist", "separat": "separatist",
    "kurd": "kurdish", "communist": "communist", "maoist": "communist", "christian": "christian",
}  # fmt: skip
_HEAD = "|".join(sorted(HEADS, key=len, reverse=True))
_PHRASE = re.compile(rf"((?:[\w’'-]+\s+){{0,4}})\b({_HEAD})\b(?!-)", re.IGNORECASE)
_BACKED = re.compile(r"(pro-)?(\w+)(-(?:backed|aligned|allied|linked|led|supported|sponsored))?(?:-based)?")
_SPELT_OTHERWISE = re.compile(r"armed (?:group|movement)", re.IGNORECASE)
_SMALL = frozenset(
    {"the", "a", "an", "some", "many", "several", "two", "three", "four", "five", "suspected", "alleged"}
)
#: How a sentence says right beside a name what it is: "the Iran-backed militia X", "X militants", "X, a militia".
_SOME = r"(?:[\w’'-]+\s+){0,4}"
_BEFORE = rf"{_SOME}\b(?:{_HEAD})(?:\s+(?:group|movement|organi[sz]ation))?,?\s+(?:the\s+)?"
_BEHIND = rf"\s+(?:{_HEAD})\b|,\s+(?:an?|the)\s+{_SOME}(?:{_HEAD})\b"


@dataclass(frozen=True, slots=True)
class Looks:
    """What an armed group is called, and what marks it."""

    heads: frozenset[str]
    first: str  #: of the heads the one that it is called most
    marks: frozenset[str]
    country: EntityId  #: where it is

    def described_in(self, sentence: str, country_of: CountryOf, *, alone: bool) -> str | None:
        """The words that mean the group; None where they may mean another.

        Args:
            sentence: one that names neither the group nor another.
            country_of: the country that a word is or stands for.
            alone: whether no other can be meant by "the militia", without a mark.
        """
        for before, head in _phrases(sentence):
            marks = set(_marks(before, country_of)) - {self.country}
            known = HEADS[head.lower()]
            if known in self.heads and marks <= self.marks and (marks or (alone and known == self.first)):
                return f"{before}{head}"
        return None


def looks_of(
    described: str, sentences: Iterable[str], names: Iterable[str], country: EntityId, country_of: CountryOf
) -> Looks:
    """What the catalogue's words on a group, and the sentences that name it, say that it is.

    Args:
        described: the catalogue's words.
        sentences: those that name it.
        names: what it is called.
        country: where it is.
        country_of: the country that a word is or stands for.
    """
    phrases = list(_phrases(_SPELT_OTHERWISE.sub("militia", described)))
    listed = "|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True))
    beside = re.compile(rf"({_BEFORE})(?:{listed})|(?:{listed})({_BEHIND})")
    for sentence in sentences:
        for match in beside.finditer(sentence):
            phrases += _phrases(match[1] or match[2])
    heads = Counter(HEADS[head.lower()] for _, head in phrases)
    first = heads.most_common(1)[0][0] if heads else ""
    marks = frozenset(mark for before, _ in phrases for mark in _marks(before, country_of))
    return Looks(frozenset(heads), first, marks, country)


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    """What an armed group is called, each time with up to four words before it that belong to it."""
    for match in _PHRASE.finditer(text):
        words = match[1].split()
        start = next((at for at in range(len(words), 0, -1) if not _belongs(words[at - 1])), 0)
        yield " ".join((*words[start:], "")), match[2]


def _belongs(word: str) -> bool:
    """Whether a word before "militia" says which: "Shia", "Iran-backed", "Islamist"; not "by", "the" or "attacked"."""
    if word.lower() in _SMALL:
        return False
    return "-" in word or word[0].isupper() or any(word.lower().startswith(start) for start in _MARKS)


def _marks(before: str, country_of: CountryOf) -> Iterator[str]:
    for word in before.split():
        backed = _BACKED.fullmatch(word)
        country = country_of(backed[2]) if backed else None
        known = next((mark for start, mark in _MARKS.items() if word.lower().startswith(start)), None)
        if country is not None:
            yield f"for {country}" if backed and (backed[1] or backed[3]) else country
        else:
            yield known or word.lower()
