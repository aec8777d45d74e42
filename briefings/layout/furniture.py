"""Page furniture: running titles, folios and addresses at a page's edges, told from its text.

A line at an edge is furniture for what it says (a folio, or number, date or address with little else), for naming the
periodical, or for coming again on other pages of the issue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.layout.facts import date_of, folio_of, is_address, is_masthead, marks, number_of, rest_of

EDGE = 4  #: lines at the top and at the bottom of a page that may be furniture
_FOLIO_ALONE = re.compile(r"^\W*(?:p(?:age|\.)?\s*)?\d{1,4}\W*(?:(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_NUMBERED_PAGE = re.compile(r"^\W*page\s+\d{1,4}\b", re.IGNORECASE)
_RULE = re.compile(r"^[\W_]+$")
_STOP = re.compile(r"[.!?]$")
_DRAWN = re.compile(r"^(?:[-–—_=*~]\s*){5,}$")
_CONTINUED = re.compile(r"\b(?:continued|cont['’]d|turn)\s+(?:on|to|from|overleaf)\b", re.IGNORECASE)
_IMPRINT = re.compile(r"\bcopyright\b|©|\(c\)\s*(?:19|20)\d\d|\ball rights reserved\b", re.IGNORECASE)
_IMPRINT_WORDS = 30
_LITTLE = 5  #: words beside number, date or address


@dataclass(frozen=True, slots=True)
class Furniture:
    """What an issue's pages have taught about its running titles."""

    repeated: frozenset[str] = frozenset()  #: keys of lines that come again at pages' edges
    names: frozenset[str] = frozenset()  #: the periodical's name

    def covers(self, text: str) -> bool:
        """Whether a line at a page's edge is furniture."""
        words = text.split()
        if not words or _RULE.match(text) or _FOLIO_ALONE.match(text) or is_turn(text) or key_of(text) in self.repeated:
            return True
        if _IMPRINT.search(text) and len(words) <= _IMPRINT_WORDS:
            return True
        if text.rstrip("\"'”’)").endswith((".", "!", "?", ":", ",", "-")) and not _FOLIO_ALONE.match(text):
            return False
        if len(words) > 16:
            return False
        return self._speaks(text, words)

    def _speaks(self, text: str, words: Sequence[str]) -> bool:
        said = number_of(text) is not None or date_of(text) is not None or is_address(text)
        if _NUMBERED_PAGE.match(text) or marks(text) >= 2 or (said and len(rest_of(text).split()) < _LITTLE):
            return True
        if len(words) > 2 and words[0] == words[-1] and len(words[0]) > 1:
            return True
        return (
            any(words[: len(name.split())] == name.split() for name in self.names)
            and len(words) <= 8
            and (not any(word.islower() for word in words[1:]) or folio_of(text) is not None)
        )


def key_of(text: str) -> str:
    """What stays the same of a running title from page to page."""
    return re.sub(r"[\W\d_]+", " ", rest_of(text).lower()).strip()


def learn_furniture(pages: Sequence[Sequence[str]]) -> Furniture:
    """Learn running titles from the edge lines of an issue's pages (each page's lines from top to bottom)."""
    keys: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for lines in pages:
        edges = edge_lines(lines)
        keys.update({key for line in edges if len(key := key_of(line)) > 2 and not _STOP.search(line)})
        sentences.update({key_of(line) for line in edges if _STOP.search(line)})
        names.update(name for line in edges if (name := _name(line)))
    enough = max(2, len(pages) // 6)
    repeated = {key for key, times in keys.items() if times >= enough}
    repeated |= {key for key, times in sentences.items() if times >= max(3, enough) and len(key.split()) > 3}
    return Furniture(frozenset(repeated), frozenset(names))


def edge_lines(lines: Sequence[str]) -> list[str]:
    """The first and last lines of a page that are not empty."""
    full = [line.strip() for line in lines if line.strip()]
    return full if len(full) <= 2 * EDGE else full[:EDGE] + full[-EDGE:]


def _name(line: str) -> str | None:
    """The periodical's name, if the line is surely a running title: it has a number or a date beside little else."""
    rest = rest_of(line)
    surely = marks(line) >= 2 or (_NUMBERED_PAGE.match(line) is not None)
    return rest if surely and 0 < len(rest.split()) < _LITTLE and rest[:1].isupper() else None


def trim(lines: Sequence[str], furniture: Furniture) -> tuple[int, int]:
    """How many lines at the top, and where the lines at the bottom begin, are furniture; empty lines go with them."""
    top, bottom = 0, len(lines)
    seen = 0
    while top < bottom and seen < EDGE and (not lines[top].strip() or _covers_top(lines[top:bottom], furniture)):
        seen += bool(lines[top].strip())
        top += 1
    seen = 0
    while (
        bottom > top and seen < EDGE and (not lines[bottom - 1].strip() or furniture.covers(lines[bottom - 1].strip()))
    ):
        seen += bool(lines[bottom - 1].strip())
        bottom -= 1
    return top, bottom


def _covers_top(lines: Sequence[str], furniture: Furniture) -> bool:
    """Whether the first of the lines is furniture by itself, or a masthead by the next line that is not empty."""
    below = next((line for line in lines[1:] if line.strip()), "")
    return furniture.covers(lines[0].strip()) or is_masthead(lines[0], below)


def page_folio(furniture: Iterable[str]) -> str | None:
    """The folio that most of a page's furniture lines give."""
    folios = Counter(folio for line in furniture if (folio := folio_of(line)) is not None)
    return folios.most_common(1)[0][0] if folios else None


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written: a row of hyphens, stars or underscores."""
    return _DRAWN.match(text) is not None


def is_turn(text: str) -> bool:
    """Whether a line only says where an article goes on: "continued on page 12"."""
    return _CONTINUED.search(text) is not None and len(text.split()) <= 8
