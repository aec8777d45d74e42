"""Who says so, set apart: "The port was shut, officials said here on Friday" as "Officials: The port was shut".

Only the end of a sentence that does nothing but name its source goes, and the source as printed stands in front.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 60  #: characters of a source that is worth setting apart
_AROUND = 10  #: words beside the source among which the verb of saying stands, at the end of a sentence
#: Sources that tell nobody.
_NOBODY = frozenset({"he", "she", "it", "they", "we", "i", "one", "who", "this", "his", "her", "their", "its", "that"})
_MARKS = re.compile(r"[:;“”\"\[\]()]")
_HEADING = re.compile(rf"([^:;“”\"\[\]()]{{2,{_LONGEST}}}): (?=\S)")
_NOT = frozenset({"not", "no", "never", "neither", "nor", "denied", "deny", "denies"})


def heading(source: str | None) -> str:
    """A source as it stands in front of a line: "Officials: "; "" for one that tells nobody or is long."""
    printed = " ".join((source or "").split()).strip(" ,")
    first = printed.split(" ", 1)[0].lower()
    if not printed or len(printed) > _LONGEST or _MARKS.search(printed) or first in _NOBODY:
        return ""
    return f"{printed[0].upper()}{printed[1:]}: "


def split(statement: str, sentence: str) -> tuple[str, str]:
    """A line without the source in front of it, and that source; "" where the sentence itself has it there."""
    match = _HEADING.match(statement)
    if match is None or f"{match[1]}:".lower() in sentence.lower():
        return "", statement
    return match[1], statement[match.end() :]


def is_said(end: Sequence[str], source: Sequence[str], cues: frozenset[str]) -> bool:
    """Whether what is left out at the end of a sentence says that the source says the rest.

    Args:
        end: its words, in small letters.
        source: the words of the source, in small letters.
        cues: words of saying.
    """
    last = list(end[-_AROUND - len(source) :])
    runs = range(len(last) - len(source) + 1)
    named = any(last[start : start + len(source)] == list(source) for start in runs)
    return named and not cues.isdisjoint(set(last) - set(source)) and _NOT.isdisjoint(last)
