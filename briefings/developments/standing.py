"""Does a line stand alone, or does it open with what only the sentence before it explains: "They …", "In May he …"?"""

from __future__ import annotations

import re

from briefings.developments.inserted import PRONOUNS
from briefings.developments.timex.glance import days_said
from briefings.developments.timex.words import DAY, MONTH, MONTHS, WEEKDAY, WEEKDAYS, YEAR
from briefings.model import DaySpan

LONGEST = 1_500  #: letters of a line; a longer one, of a broken table or list, leaves room for nothing beside it
#: Words that point back, or to a part of what was told before.
_POINTING = frozenset(
    ("they", "he", "she", "it", "this", "these", "those", "many", "most", "some", "both", "others", "but", "and", "so",
     "his", "her", "its", "their", "another")
)  # fmt: skip
#: A day by its number and month, alone before a colon or a dash.
_HEADED = re.compile(
    rf"(?:{WEEKDAY},? )?(?:{DAY}(?:st|nd|rd|th)? (?:{MONTH})|(?:{MONTH}) {DAY}(?:st|nd|rd|th)?)(?:,? {YEAR})?"
    r"(?:: | [–—-] )(?=\S)",
    re.IGNORECASE,
)
#: Times that are seen from what was told before, and parts of it.
_BACK = re.compile(
    r"since then\b|at (?:the|that) time,? (?!of\b|when\b|that\b)|(?:the day|the night|a \w+) (?:before|after),"
    r"|(?:\w+ )?(?:hours?|days?|nights?|weeks?|months?|years?) (?:later|earlier)\b|later,? (?!in\b|on\b|this\b)"
    r"|(?:one|two|three|several|few|none|all|each|either|neither) of (?:them|these|those)\b",
    re.IGNORECASE,
)
_LEADS = frozenset(
    ("in", "on", "by", "at", "during", "since", "after", "before", "until", "from", "last", "then", "now", "earlier",
     "later", "when", "while", "as", "within", "yesterday", "today", "soon", "also", "next", *MONTHS, *WEEKDAYS)
)  # fmt: skip
_NAMING = frozenset({"the", "a", "an", "his", "her", "its", "their"})  #: a noun follows, which a pronoun may mean
_TIME = frozenset((*MONTHS, *WEEKDAYS))
_LEAD = 7  #: words within which a pronoun follows a lead


def leans(statement: str) -> bool:
    """Whether a line opens with a pronoun or a time seen from what was told before, or names nobody in a short lead."""
    if _BACK.match(statement.lstrip("“\"' ")):
        return True
    words = [word.strip("“”\"',.;:").lower() for word in statement.split()[:_LEAD]]
    if not words or words[0] not in _LEADS:
        return bool(words) and words[0] in _POINTING
    for printed, word in zip(statement.split()[1:], words[1:], strict=False):
        if word in PRONOUNS:
            return True
        if word in _NAMING or printed[:1] == "[" or (printed[:1].isupper() and word not in _TIME):
            return False
    return False


def under_its_day(statement: str, when: DaySpan | None) -> str:
    """A line as it stands beside its day: "13 June: Rockets strike …" has that day no second time.

    Args:
        statement: the line.
        when: its days; of several, or another than the line is headed by, nothing goes.
    """
    head = _HEADED.match(statement)
    if head is None or when is None or when.first != when.last:
        return statement
    if {one.day for one in days_said(head[0], when.first) if one.by_date} != {when.first}:
        return statement
    rest = statement[head.end() :]
    return rest[:1].upper() + rest[1:]
