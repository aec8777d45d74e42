"""Who holds an office: "iraqi prime minister", "head of the quds force", read against what people are said to be.

What a person is said to be ("Iraq's oil minister from October 2018 to May 2020; before that …") is read as offices,
each with what it is of and its time. A question is the same without a time. A person holds what is asked for where the
office is the same and every word of the question is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from briefings.entities.sounds import sounds
from briefings.entities.words import common_names, fold, words

#: Words that say nothing of what an office is of.
_SMALL = frozenset(
    {
        "the", "of", "for", "in", "to", "and", "a", "an", "at", "on", "by", "s", "its", "his", "her", "their", "who",
        "whos", "is", "was", "what", "name", "current", "before", "that", "then", "also", "once", "again", "with", "as",
        "new", "region", "republic", "state", "states", "country", "affairs", "body", "movement", "political", "arabia",
        "parliament", "house", "representatives",
    }
)  # fmt: skip
#: Words before an office that make it another one.
_OTHER = frozenset({"deputy", "vice", "assistant", "under", "undersecretary", "first", "acting", "interim"})
_FORMER = frozenset({"former", "ex", "late", "previous", "past", "then", "formerly"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(?:\b([A-Z][a-z]+)\s+)?\b((?:19|20)\d\d)\b")
_CLAUSES = re.compile(r",?\s+and\s+(?=[a-z])|,\s+(?=(?:then|from|head|chairman|commander)\b)")
_DEAD = re.compile(r"\b(?:killed|died|death|executed|assassinated|shot dead)\b")
_CUT = re.compile(r"\b(?:from|until|since|by|whose|which|during|between|elected|who)\b")
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s|$)")
_WORD = re.compile(r"[^\W_]+")
#: Offices of bodies: said to be of nothing they are not the country's.
_OF_BODIES = frozenset(
    {"leader", "chairman", "commander", "founder", "director", "chief-executive", "secretary-general"}
)
#: "from 2016 to 2021", "in 2005", "until his death"; and "… and from 2012", which begins anew.
_OVER = re.compile(r"\bto\b[^,;]*\d{4}|\buntil\b|\bin (?:\w+ )?\d{4}")
_AGAIN = re.compile(r"\d{4}.*\b(?:and|again),? (?:again )?(?:from|since) [^,;]*\d{4}(?!.*\b(?:to|until)\b)")
_BEGUN = re.compile(r"\b(?:elected|named|appointed)\b")
_LONGEST = 80
_PLURAL = 5
_LONG_AGO = (0, 1)

#: Year and month; the month is 0 where it is not said.
Moment = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Held:
    """An office that somebody is said to hold or to have held."""

    office: str  #: a key of `words.held`
    of: frozenset[str]  #: what it is of
    text: str  #: as it is said
    start: Moment = (0, 0)  #: (0, 0) where it is not said
    end: Moment | None = None  #: None where nothing says that it is over


@dataclass(frozen=True, slots=True)
class Asked:
    """An office that is asked for."""

    office: str
    of: tuple[str, ...]  #: never empty
    former: bool = False  #: those who held it are meant

    @property
    def offices(self) -> Collection[str]:
        """The offices that are meant."""
        return words().held_too.get(self.office, (self.office,))

    def left_over(self, held: Held, of: Collection[str]) -> int | None:
        """How many words are said of an office beside those asked for; None where it is another one.

        Args:
            held: what somebody is said to be.
            of: what the question is of, perhaps in other words than `Asked.of`.
        """
        if held.office not in self.offices or not held.of.issuperset(of) or (self.former and held.end is None):
            return None
        others = held.of.difference(of)
        if others and self.office == "leader" and words().apart.issuperset(of):
            return None  # the chairman of a body of Iraq is not Iraq's leader
        return len(others) + (held.office not in {self.office, "leader"})


def asked(query: str) -> Asked | None:
    """The office that a query asks for; None where it names none, or does not say of what."""
    text = _told(query)
    if len(text) > _LONGEST or not (match := _offices().search(text)):
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    said = set(_WORD.findall(rest))
    of = tuple(word for word in scope(rest) if word not in _FORMER)
    if said & _OTHER or all(_sort().fullmatch(word) for word in of):
        return None
    return Asked(_office(match.group()), of, former=bool(said & _FORMER))


def held(description: str, country: str | None = None) -> tuple[Held, ...]:
    """The offices that a description says somebody holds or has held.

    Args:
        description: as in a catalogue, or as an article puts it.
        country: the person's; an office that is said to be of nothing is this country's.
    """
    home = frozenset(scope(_told(country or "")))
    found: list[Held] = []
    died: Moment | None = None
    for sentence in description.split(";"):
        some = _of_sentence(sentence, home)
        if not some and _DEAD.search(sentence):
            died = _moments(sentence)[-1:][0] if _moments(sentence) else _LONG_AGO
        found += some
    return tuple(replace(one, end=died) if died and one.end is None else one for one in found)


def scope(text: str) -> list[str]:
    """The words that say what an office is of, each as one spelling: "iraqi" is "iraq", "houthis" is "houthi"."""
    return [_one(word) for word in _WORD.findall(_told(text)) if word not in _SMALL and not word.isdigit()]


def _of_sentence(sentence: str, home: frozenset[str]) -> list[Held]:
    found: list[Held] = []
    for clause in _CLAUSES.split(sentence.strip(" .")):
        if one := _of_clause(clause, home):
            found.append(one)
        elif found and clause.startswith(("from", "again")):
            start, end = _time(clause)
            found[-1] = replace(found[-1], start=start, end=end, text=f"{found[-1].text} and {clause}")
    for place in range(len(found) - 2, -1, -1):
        if found[place].start == (0, 0) and found[place].end is None:
            found[place] = replace(found[place], start=found[place + 1].start, end=found[place + 1].end)
    return found


def _of_clause(clause: str, home: frozenset[str]) -> Held | None:
    text = _told(clause)
    match = _offices().search(text)
    if match is None:
        return None
    before = _WORD.findall(text[: match.start()])
    if _OTHER & set(before[-2:]):
        return None
    rest = _CUT.split(f"{text[: match.start()]} {text[match.end() :]}", maxsplit=1)[0]
    of = frozenset(word for word in scope(rest) if word not in _FORMER)
    start, end = _time(clause)
    office = _office(match.group())
    if office in _OF_BODIES and not of:
        return None
    if end is None and (_FORMER & set(before) or re.search(r"\bbefore\b", text)):
        end = _LONG_AGO
    return Held(office, of | home if not of or " its " in f" {rest} " else of, clause.strip(), start, end)


def _time(clause: str) -> tuple[Moment, Moment | None]:
    """When an office was taken up and given up, as far as the clause says so."""
    moments = _moments(clause)
    first = moments[0] if moments else (0, 0)
    if not _OVER.search(clause) or _BEGUN.search(clause) or _AGAIN.search(clause):
        return (moments[-1] if moments and _AGAIN.search(clause) else first), None
    return first, moments[-1] if moments else _LONG_AGO


def _moments(text: str) -> list[Moment]:
    found = []
    for month, year in _DATE.findall(text):
        short = month[:3].lower()
        found.append((int(year), _MONTHS.index(short) + 1 if short in _MONTHS else 0))
    return found


def _told(text: str) -> str:
    """A text in small letters without genitives, with names of several words as one."""
    plain = f" {fold(_POSSESSIVE.sub('', text))} ".replace("-", " ")
    return _phrases().sub(lambda found: words().one_word[found.group()], " ".join(plain.split()))


def _one(word: str) -> str:
    countries = common_names(word, sounds(word)) & words().apart
    if countries:
        return min(countries)
    return word[:-1] if len(word) > _PLURAL and word.endswith("s") else word


def _office(text: str) -> str:
    return words().held[text]


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    return _any_of(words().held)


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    return _any_of(words().one_word)


@lru_cache(maxsize=1)
def _sort() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sort})s?" for sort in words().sorts))


def _any_of(texts: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def ordered(found: Iterable[tuple[int, Held]]) -> list[tuple[int, Held]]:
    """Holders in the order to show them: those who hold it, the latest first, then those who held it."""
    return sorted(found, key=lambda one: (one[1].end is not None, _backwards(one[1].end or one[1].start), one[0]))


def _backwards(moment: Moment) -> tuple[int, int]:
    return -moment[0], -moment[1]
