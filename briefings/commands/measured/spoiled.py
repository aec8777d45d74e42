"""True lines spoiled on purpose, one fault at a time: what a gate has to find.

Each kind takes a line and hands out another that says something else, or None where the line has nothing of the kind.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "dozen")
_NUMBER = re.compile(rf"(?<![\w.,-])(?:\d+(?:[.,]\d+)*|{'|'.join(_NUMBERS)})(?![\w-])")
_QUALIFIER = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|up to|nearly|almost|about|around|some|over|only|as many as|"
    r"as much as|roughly|approximately)\s+(?=[$€£]?\d|(?:a |one |two |three |four |five |six |ten |several )?\w+)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b((?:is|are|was|were|has been|have been|had been)) (?:suspected of|accused of|believed to have|alleged to have|"
    r"said to have|thought to have|reported to have|believed to be|said to be|thought to be|alleged to be) ",
)
_MEANT = re.compile(
    r"\b(?:agreed|plans?|planned|threaten(?:ed|s)?|refused|failed|promised|pledged|vowed|expected|due|wants?|hopes?|"
    r"intends?|declined|offered|decided|ordered|urged|set|tried|sought|unable|ready|yet|about) to ",
)
_MODAL = re.compile(r"\b(?:will|would|may|might|could|should|must) ")
_ADVERB = re.compile(r",? ?\b(?:allegedly|reportedly|apparently|possibly|probably|perhaps|likely)\b,? ?", re.IGNORECASE)
_NOT = re.compile(r" (?:not|never)\b|n[’']t\b")
_NO = re.compile(r"\b(?:no|without|neither|none of|nobody|hardly) ", re.IGNORECASE)
_TERM = re.compile(r",? \b(?:if|unless|until|except|provided that|as long as)\b[^,;.]*(?=[,;.])")
_TERM_FIRST = re.compile(r"^(?:If|Unless|Until|Should|Provided)\b[^,;.]*, ")
_SAYING = r"(?:said|says|told \w+|reported|announced|claimed|added|confirmed|warned|insisted|argued)"
_SOURCE_LAST = re.compile(rf"[,”\"]+ (?:[^,;.“”\"]* )?{_SAYING}(?: (?:[^,;.“”\"]*))?\.$")
_SOURCE_FIRST = re.compile(rf"^[A-Z][^,;.“”\"]{{2,60}} {_SAYING}(?: that)? (?=\w)")
_SOURCE_APART = re.compile(r"^[A-Z][^:;“”\"\[\]()\d]{1,60}: (?=[A-Z“\"])")
_ACCORDING = re.compile(r"^According to [^,;.]*, |, according to [^,;.]*(?=\.$)")
_DENIES = re.compile(r"^[A-Z][^,;.]{2,60} (?:denied|denies|doubted|feared|suspected|rejected claims) (?:that )?(?=\w)")
_UNIT = re.compile(r"([$€£]?\d[\d.,]*) (?:million|billion|percent|per cent|barrels|people|years|tonnes|miles|\w+s)\b")


@dataclass(frozen=True, slots=True)
class Around:
    """What else a document says: what a wrong word may be taken from."""

    names: Sequence[str]
    numbers: Sequence[str]
    draw: random.Random


Spoil = Callable[[str, Around], str | None]


def _without(pattern: re.Pattern[str], with_: str = "") -> Spoil:
    def spoil(line: str, around: Around) -> str | None:
        del around
        return pattern.sub(with_, line, count=1) if pattern.search(line) else None

    return spoil


def _other_number(line: str, around: Around) -> str | None:
    del around
    match = _NUMBER.search(line)
    if match is None:
        return None
    number = str(int(match[0]) + 1) if match[0].isdigit() else "11"
    return line[: match.start()] + number + line[match.end() :]


def _number_of_the_text(line: str, around: Around) -> str | None:
    match = _NUMBER.search(line)
    others = [number for number in around.numbers if match and number != match[0]]
    return None if match is None or not others else _put(line, match, around.draw.choice(others))


def _two_numbers_swapped(line: str, around: Around) -> str | None:
    del around
    found = list(_NUMBER.finditer(line))
    if len(found) < 2 or found[0][0] == found[-1][0]:
        return None
    return _swapped(line, found[0].span(), found[-1].span())


def _other_name(line: str, around: Around) -> str | None:
    here = next((name for name in around.names if _stands(name, line)), None)
    others = [name for name in around.names if here and name not in line and here not in name]
    return line.replace(here, around.draw.choice(others), 1) if here and others else None


def _names_swapped(line: str, around: Around) -> str | None:
    here = sorted({line.index(name): name for name in around.names if _stands(name, line)}.items())
    pairs = [(a, b) for a, b in pairwise(here) if a[0] + len(a[1]) < b[0] and a[1] != b[1]]
    if not pairs:
        return None
    (first, one), (second, other) = pairs[0]
    return _swapped(line, (first, first + len(one)), (second, second + len(other)))


def _half_a_name(line: str, around: Around) -> str | None:
    long = [name for name in around.names if len(name.split()) > 1 and name.split()[0][:1].isupper() and name in line]
    long = [name for name in long if name.split()[0].lower() != "the"]
    return line.replace(long[0], long[0].split(" ", 1)[1], 1) if long else None


def _name_added(line: str, around: Around) -> str | None:
    others = [name for name in around.names if name not in line]
    return f"{line.rstrip('.')} in {around.draw.choice(others)}." if others else None


def _other_day(line: str, around: Around) -> str | None:
    del around
    for days in (_DAYS, _MONTHS):
        for place, day in enumerate(days):
            if re.search(rf"\b{day}\b", line):
                return re.sub(rf"\b{day}\b", days[(place + 3) % len(days)], line, count=1)
    year = re.search(r"\b(?:19|20)\d\d\b", line)
    return _put(line, year, str(int(year[0]) - 1)) if year else None


def _quotation_cut(line: str, around: Around) -> str | None:
    del around
    match = re.search(r"([“\"])((?:[^“”\"\s]+ ){3,})([^“”\"]*)([”\"])", line)
    if match is None:
        return None
    inside = f"{match[2]}{match[3]}".split()
    middle = len(inside) // 2
    return _put(line, match, match[1] + " ".join(inside[: middle - 1] + inside[middle:]) + match[4])


def _mark_lost(line: str, around: Around) -> str | None:
    del around
    return re.sub(r"[”\"](?=[^”\"]*$)", "", line, count=1) if re.search(r"[“\"][^“”\"]+[”\"]", line) else None


def _middle_lost(line: str, around: Around) -> str | None:
    """Four words go out of a run that no mark divides, not at a joint."""
    runs = [m for m in re.finditer(r"[^,;:.–—()“”\"]+", line) if len(m[0].split()) > 8]
    if not runs:
        return None
    inside = runs[0][0].split(" ")
    at = around.draw.randrange(2, len(inside) - 5)
    if {"and", "as", "while", "which", "who", "when", "after"} & set(inside[at : at + 5]):
        return None
    return line[: runs[0].start()] + " ".join(inside[:at] + inside[at + 4 :]) + line[runs[0].end() :]


def _put(line: str, match: re.Match[str], text: str) -> str:
    return line[: match.start()] + text + line[match.end() :]


def _swapped(line: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    a, b = line[slice(*one)], line[slice(*other)]
    return line[: one[0]] + b + line[one[1] : other[0]] + a + line[other[1] :]


def _stands(name: str, line: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) is not None


#: Every kind of fault by its name.
KINDS: Mapping[str, Spoil] = MappingProxyType(
    {
        "“not” dropped": _without(_NOT),
        "“no” dropped": _without(_NO),
        "suspicion dropped": _without(_HELD, r"\1 "),
        "“agreed to” dropped": _without(_MEANT),
        "“will”, “may” dropped": _without(_MODAL),
        "“allegedly” dropped": _without(_ADVERB, " "),
        "“at least” dropped": _without(_QUALIFIER),
        "unit dropped": _without(_UNIT, r"\1"),
        "another number": _other_number,
        "a number of the text": _number_of_the_text,
        "numbers swapped": _two_numbers_swapped,
        "another name of the text": _other_name,
        "names swapped": _names_swapped,
        "half a name": _half_a_name,
        "a name added": _name_added,
        "another day": _other_day,
        "condition dropped": _without(_TERM),
        "condition in front dropped": _without(_TERM_FIRST),
        "source at the end dropped": _without(_SOURCE_LAST, "."),
        "source in front dropped": _without(_SOURCE_FIRST),
        "source before a colon of another": _without(_SOURCE_APART, "The rebels: "),
        "“according to” dropped": _without(_ACCORDING),
        "denial dropped": _without(_DENIES),
        "quotation cut": _quotation_cut,
        "quotation mark lost": _mark_lost,
        "words lost in a clause": _middle_lost,
    }
)


def numbers_of(text: str) -> list[str]:
    """The numbers of a text as printed, each once."""
    return list(dict.fromkeys(match[0] for match in _NUMBER.finditer(text)))
