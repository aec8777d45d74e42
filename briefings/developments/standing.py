"""Does a line stand alone, or does it open with what only the sentence before it explains: "They …", "In May he …"?"""

from __future__ import annotations

from briefings.developments.inserted import PRONOUNS
from briefings.developments.timex.words import MONTHS, WEEKDAYS

#: Words that point back, or to a part of what was told before.
_POINTING = frozenset(
    ("they", "he", "she", "it", "this", "these", "those", "many", "most", "some", "both", "others", "but", "and", "so")
)
_LEADS = frozenset(
    ("in", "on", "by", "at", "during", "since", "after", "before", "until", "from", "last", "then", "now", "earlier",
     "later", "when", "while", "as", "within", "yesterday", "today", "soon", "also", "next", *MONTHS, *WEEKDAYS)
)  # fmt: skip
_NAMING = frozenset({"the", "a", "an", "his", "her", "its", "their"})  #: a noun follows, which a pronoun may mean
_TIME = frozenset((*MONTHS, *WEEKDAYS))
_LEAD = 7  #: words within which a pronoun follows a lead


def leans(statement: str) -> bool:
    """Whether a line opens with a pronoun, or has one behind a short lead that names nobody."""
    words = [word.strip("“”\"',.;:").lower() for word in statement.split()[:_LEAD]]
    if not words or words[0] not in _LEADS:
        return bool(words) and words[0] in _POINTING
    for printed, word in zip(statement.split()[1:], words[1:], strict=False):
        if word in PRONOUNS:
            return True
        if word in _NAMING or printed[:1] == "[" or (printed[:1].isupper() and word not in _TIME):
            return False
    return False
