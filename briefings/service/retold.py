"""What a new edition of an issue says again: the sentences that were told are worded or spelt a little otherwise.

Sentences are known again by their letters, and a correction changes those. So what a reader's alerts on an earlier
edition said is compared by its words; a line with other numbers, or with a "not" more or less, is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefings.briefs import line_keys
from briefings.developments.likeness import words
from briefings.model import BriefLine
from briefings.render.telegram_html import plain

_SAME = 0.75  #: share of a line's words that a line told before has,
_LINE = "• "
_NUMBER = re.compile(r"\d+")
_NOT = re.compile(r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)


def said_again(lines: Iterable[BriefLine], texts: Iterable[str]) -> frozenset[str]:
    """Keys of the lines that say what alerts said before.

    Args:
        lines: of the new edition.
        texts: Telegram HTML of the alerts.
    """
    before = [_statement(line) for text in texts for line in plain(text).splitlines() if _LINE in line]
    again = (line for line in lines if any(_is_same(line.development.statement, one) for one in before))
    return frozenset[str]().union(*map(line_keys, again))


def _statement(line: str) -> str:
    """What a line says, without the days ahead and the source behind: "• 6 July · Acme fell. (Weekly 27 · p. 3)"."""
    said = line.partition(_LINE)[2].rpartition(" (")[0]
    return said.rpartition(" · ")[2]


def _is_same(statement: str, told: str) -> bool:
    """Whether one statement says what another said."""
    mine, theirs = set(words(statement)), set(words(told))
    if not mine or len(mine & theirs) < _SAME * len(mine):
        return False
    numbers = set(_NUMBER.findall(statement)) <= set(_NUMBER.findall(told))
    return numbers and bool(_NOT.search(statement)) == bool(_NOT.search(told))
