"""What identifies an issue, read out of its running titles and folios: source, number, date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from briefings.model import IssueFacts

_T = TypeVar("_T")
_ENGLISH = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sep sept", "october oct", "november nov", "december dec",
)  # fmt: skip
_FOREIGN = (
    "januar jänner janvier enero", "februar février febrero", "märz mars marzo", "avril abril", "mai mayo",
    "juni juin junio", "juli juillet julio", "août agosto", "septembre septiembre", "oktober octobre octubre",
    "novembre noviembre", "dezember décembre diciembre",
)  # fmt: skip
_SEASONS = {
    "winter": 1,
    "spring": 3,
    "summer": 6,
    "autumn": 9,
    "fall": 9,
}  #: the month that an issue "of spring" counts from
_MONTHS = {
    name: number
    for months in (_ENGLISH, _FOREIGN)
    for number, names in enumerate(months, start=1)
    for name in names.split()
}


def _one_of(names: Iterable[str]) -> str:
    return "(" + "|".join(sorted(names, key=len, reverse=True)) + ")"


_MONTH = _one_of(_MONTHS) + r"\b\.?"
_ENGLISH_MONTH = _one_of(name for names in _ENGLISH for name in names.split()) + r"\b\.?"
_GAP = r"(?:[\s•·∙\-–./,|]+|\s+de\s+)"  #: what stands between day, month and year: "01•July•2020"
_TO = r"\s*(?:[-–—/]|to|and|until)\s*"
_NTH = r"(?:st|nd|rd|th|er)?"
_YEAR = r"((?:19|20)\d\d)\b"
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}}){_NTH}{_GAP}{_MONTH}{_GAP}{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}{_GAP}(\d{{1,2}}){_NTH},?{_GAP}{_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DOTTED = re.compile(rf"(?<![\d.])(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}(?![.\d])")
#: Several days: "1-7 July 2020", "27 June – 3 July 2020", "July 4th–10th 2020", "29 December 2020 – 4 January 2021".
_DAYS = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_NTH}(?:{_GAP}{_MONTH})?(?:{_GAP}{_YEAR})?{_TO}\d{{1,2}}{_NTH}{_GAP}{_MONTH}{_GAP}{_YEAR}",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(
    rf"\b{_MONTH}{_GAP}(\d{{1,2}}){_NTH}(?:,?{_GAP}{_YEAR})?{_TO}(?:{_MONTH}{_GAP})?\d{{1,2}}{_NTH},?{_GAP}{_YEAR}",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"\b(?:{_ENGLISH_MONTH}\s?(?:[/–-]|and|to)\s?)?{_ENGLISH_MONTH}{_GAP}{_YEAR}", re.IGNORECASE)
_SEASON = re.compile(rf"\b{_one_of(_SEASONS)}{_GAP}{_YEAR}(/\d{{2,4}})?", re.IGNORECASE)
_DATES = (_DAYS, _DAYS_AFTER, _DAY_FIRST, _MONTH_FIRST, _ISO, _DOTTED, _MONTH_ONLY, _SEASON)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?=\x00)", re.IGNORECASE)
_COUNT = r"(?:\d{1,3}(?:,\d{3})+|\d{1,5})(?:/\d{1,4})?"
_VOLUME = rf"vol(?:ume|\.)?\s*(?:\d+|[IVXLCDM]+\b)[\s,;:•·|/–-]*(?:no|nr|issue|number|iss)\b\.?\s*[#№]?\s*{_COUNT}"
_NUMBER = re.compile(
    rf"\b(?:(week|wk|issue|edition|number|no|nr|ausgabe|heft|numéro|n(?=[.°º]))\b[.°º]?\s*(?:no\.?\s*|№\s*)?[#№]?({_COUNT})\b|({_VOLUME}))"
    rf"|(?<!\w)[#№]\s?({_COUNT})\b",
    re.IGNORECASE,
)
_FOLIO = re.compile(r"^\s*[-–—|]?\s*(?:p(?:age|\.|(?=\d))\s*)?(\d{1,4})\s*[-–—|]?\s*$", re.IGNORECASE)
_PAGE = re.compile(
    r"(?<![\w.])(?:page|pg\.|p\.?)\s?(\d{1,4})\b(?!\s?[-–]\s?\d)(?:\s*(?:of|/)\s*\d{1,4}\b)?", re.IGNORECASE
)
_EDGE_NUMBER = re.compile(r"^(\d{1,4})\b(?![\d.,:%/])|(?<![\d.,:/$€£])\b(\d{1,4})$")
#: "www. NEWSBASE .com" too; bounded repeats only, for these lines come from outside.
_ADDRESS = re.compile(
    r"https?://\S+|\bwww\s?\.\s?\S{1,60}(?:\s?\.\s?(?:com|org|net|co|info|eu|uk)\b\S{0,60})?|\b[\w-]{1,60}\.(?:com|org|net)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]$")
_SHORT = 60  #: characters of a line on a title page that may say what the issue is


def folio_of(text: str) -> str | None:
    """The page number in a running title or folio line: "P. 10", "Page 10 - MEOG Week 26", "2 The Weekly Issue 9"."""
    if found := _FOLIO.match(text):
        return found[1]
    if found := _PAGE.search(text):
        return found[1]
    rest = text.strip()
    for pattern in (_NUMBER, *_DATES):
        rest = pattern.sub(" \x00 ", rest).strip()
    if (found := _EDGE_NUMBER.search(rest.strip())) and not _is_year(found[0]):
        return found[1] or found[2]
    return None


def _is_year(text: str) -> bool:
    return re.fullmatch(_YEAR.removesuffix(r"\b"), text) is not None


def date_of(text: str) -> date | None:
    """The first date in a line; of several days, of a month, two or a season, the first day."""
    text = _NUMBER.sub(" | ", text)  # the number of an issue is no day: "Issue 3, April 2005"
    try:
        return _day_of(text) or _month_of(text)
    except ValueError:  # the 31st of June is a misprint, no date
        return None


def _day_of(text: str) -> date | None:
    if days := _first_of_days(text):
        return days
    if found := _DAY_FIRST.search(text):
        return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if found := _MONTH_FIRST.search(text):
        return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _ISO.search(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _DOTTED.search(text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _first_of_days(text: str) -> date | None:
    if found := _DAYS.search(text):
        day, first, year, last, last_year = found.groups()
    elif found := _DAYS_AFTER.search(text):
        first, day, year, last, last_year = found.groups()
    else:
        return None
    turned = year is None and _turns(first, last)
    return date(int(year or last_year) - turned, _MONTHS[(first or last).lower()], int(day))


def _turns(first: str | None, last: str | None) -> bool:
    """Whether the year turns between two months: "29 December – 4 January 2021"."""
    return first is not None and last is not None and _MONTHS[first.lower()] > _MONTHS[last.lower()]


def _month_of(text: str) -> date | None:
    if found := _MONTH_ONLY.search(text):
        turned = _turns(found[1], found[2])
        return date(int(found[3]) - turned, _MONTHS[(found[1] or found[2]).lower()], 1)
    if found := _SEASON.search(text):
        late = found[3] is not None and found[1].lower() == "winter"  # "Winter 2020/21" begins in December
        return date(int(found[2]), 12 if late else _SEASONS[found[1].lower()], 1)
    return None


def number_of(text: str) -> str | None:
    """The issue's number as printed: "Week 26", "Issue 9", "Vol. 3, No. 4"."""
    found = _NUMBER.search(text)
    return " ".join(found[0].split()) if found else None


def is_address(text: str) -> bool:
    """Whether the line holds a web address, with or without blanks broken into it."""
    return _ADDRESS.search(text) is not None


def marks(text: str) -> int:
    """How many kinds of things that belong to running titles stand in a line: folio, number, date, address."""
    return sum(
        (folio_of(text) is not None, _NUMBER.search(text) is not None, date_of(text) is not None, is_address(text))
    )


def rest_of(text: str) -> str:
    """A running title without folio, number, date and address: the name of the source, a section, or nothing."""
    for pattern in _DATES:
        text = pattern.sub("\x00", text)
    text = _WEEKDAY.sub(" ", text).replace("\x00", " ")
    for pattern in (_ADDRESS, _NUMBER, _PAGE):
        text = pattern.sub(" ", text)
    text = re.sub(r"[•·∙|©]|\s[-–—]+\s|^[-–—\s,.]+|[-–—\s,.]+$", " ", text)
    text = _EDGE_NUMBER.sub(" ", text.strip())
    return " ".join(text.split()).strip(" -–—,.")


def read_facts(furniture: Iterable[str], first_lines: Sequence[str] = ()) -> IssueFacts:
    """Put together what the running titles say.

    Args:
        furniture: running titles and folios of all pages.
        first_lines: the first page's first lines, asked only for what no running title says (a masthead).
    """
    lines = list(furniture)
    dates, numbers, names = Counter[date](), Counter[str](), Counter[str]()
    for line in lines:
        _count(dates, date_of(line))
        _count(numbers, number_of(line))
        if name := _name_in(line):
            names[name] += 2 if marks(line) else 1
    for line in first_lines:
        if not dates:
            _count(dates, _exact_date(line))
        if not numbers and len(line) < _SHORT:
            _count(numbers, number_of(line))
    return IssueFacts(_most(names) or _masthead([*lines, *first_lines]), _most(numbers), _most(dates))


def _count(counter: Counter[_T], value: _T | None) -> None:
    if value is not None:
        counter[value] += 1


def _exact_date(line: str) -> date | None:
    exact = any(pattern.search(line) for pattern in _DATES if pattern is not _MONTH_ONLY)
    return date_of(line) if len(line) < _SHORT and exact else None


def _masthead(lines: Sequence[str]) -> str | None:
    """A source's name on a title page: beside the issue's number, or in the line above where that stands alone."""
    for above, line in zip(("", *lines), lines, strict=False):
        if is_masthead(above, line):
            return " ".join(above.split())
        if len(line) < _SHORT and _NUMBER.search(line):
            return _name_in(line)
    return None


def is_masthead(line: str, below: str) -> bool:
    """Whether a line is a periodical's name above the number of the issue: "The Weekly" over "Week 26, 1 July 2020"."""
    words = line.split()
    numbered = _NUMBER.search(below) is not None and not rest_of(below)
    return numbered and 1 <= len(words) <= 6 and words[0][:1].isupper() and not _SENTENCE.search(line.rstrip())


def _name_in(line: str) -> str | None:
    """A source's name: what is left of a line with number or date, or what stands at both ends of a running title."""
    rest = rest_of(line)
    tokens = rest.split()
    if not tokens or _SENTENCE.search(rest) or not any(letter.isalpha() for letter in rest):
        return None
    if len(tokens) > 1 and tokens[0] == tokens[-1] and tokens[0].isalpha():
        return tokens[0]
    dated = _NUMBER.search(line) is not None or date_of(line) is not None
    return rest if dated and len(tokens) <= 6 and rest[:1].isupper() else None


def _most(counter: Counter[_T]) -> _T | None:
    return counter.most_common(1)[0][0] if counter else None
