"""Where a text itself says that two names are one: "a group called X, or the Y", "X (KH)", "X, also known as Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.entities.index import initials, key
from briefings.entities.spotting import capitalised_runs
from briefings.model import Mention

_KNOWN_AS = (
    r"(?:also|otherwise|better|commonly|widely|formerly|previously|once|now|locally)?\s*"
    r"(?:(?:known|referred\s+to)(?:\s+(?:by|in|to)\s+(?:[\w’']+\s+){0,3}?[\w’']+)?\s+as|called)"
)
_FORMERLY = r"(?:also|officially|formally|formerly|previously|now|once)(?:\s+(?:called|named))?"
_OPENED = r"\s+(?:the\s+)?[\"“‘']?"
_CUE = re.compile(
    r"(?:,\s+or\s+(?:the\s+)?"
    rf"|,?\s*\(?\s*(?:{_KNOWN_AS}|{_FORMERLY}|aka|a\.k\.a\.|alias|née){_OPENED}|\s+\(\s*(?:the\s+)?[\"“‘']?)"
)
_ACRONYM = re.compile(r"\.?\s*\(\s*(?:the\s+|or\s+)?[\"“‘']?([A-Z][A-Z&+-]{1,7}s?)[\"”’']?\s*[),;]")
_REACH = 40
#: A name in another script, or how it is said, between a name and its other name.
_IN_ITS_SCRIPT = re.compile(r"\s*\([^()]{0,80}[^\W\d_\u0041-\u024f\u1e00-\u1eff][^()]{0,80}\)")


@dataclass(frozen=True, slots=True)
class Declared:
    """Two names of one entity, as the text says; spans are characters of the text."""

    name: tuple[int, int]
    alias: tuple[int, int]
    acronym: bool = False  #: the alias is the name's acronym


#: After these words a name is not that of what was named before: "another rebel group, the X".
_ANOTHER = re.compile(
    r"\b(?:another|(?:a|one)\s+(?:second|third|rival|different|separate|new|similar))\s+(?:[\w-]+\s+){0,4}[\w-]+"
    r"(?:,|,?\s+(?:called|named|known\s+as|calling\s+itself))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def is_another(text: str, start: int) -> bool:
    """Whether the text says before a name, at character `start`, that it is of something not named yet."""
    return _ANOTHER.search(text[max(0, start - _REACH * 2) : start]) is not None


def ends_with(mention: Mention, end: int) -> bool:
    """Whether a mention ends where a declared name does, a full stop ("Corp.") left aside."""
    return end in (mention.end, mention.end - len(mention.text) + len(mention.text.rstrip(".")))


def declared(text: str) -> Iterator[Declared]:
    """All places where the text gives a second name, in its order."""
    runs = list(capitalised_runs(text, least=1))
    for start, end in runs:
        match = _ACRONYM.match(text, end)
        begun = _begun(text[start:end], key(match.group(1))) if match else None
        if match and begun is not None:
            yield Declared((start + begun, end), match.span(1), acronym=True)
    stops = dict(runs)
    for start, end in _outside(text, runs):
        script = _IN_ITS_SCRIPT.match(text, end)
        cue = _CUE.match(text, script.end() if script else end)
        stop = stops.get(cue.end()) if cue else None
        if cue and stop is not None and _is_cue(text, cue, stop):
            yield Declared((start, end), (cue.end(), stop))


def _outside(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs that do not stand in brackets with a name in its own script."""
    brackets = [match.span() for match in _IN_ITS_SCRIPT.finditer(text)]
    return [run for run in runs if not any(start <= run[0] < end for start, end in brackets)]


def _is_cue(text: str, cue: re.Match[str], stop: int) -> bool:
    gap, after = cue.group(), cue.end()
    if stop - after < 2 or (gap.lstrip().startswith("(") and ")" not in text[stop : stop + 3]):
        return False
    return not gap.startswith(", or") or (" " in text[after:stop] and _closes(text, stop))


def _closes(text: str, stop: int) -> bool:
    """After "X, or the Y" the clause must close: "Iraq, or the United States would" names two."""
    after = text[stop:]
    return not after or after[0] in '.,;:)”"' or after.startswith((" and", " which", " who", "\n"))


def _begun(name: str, letters: str) -> int | None:
    """Where in a run of capitals the words begin that an acronym stands for, for more may stand before them."""
    starts = [0, *(match.end() for match in re.finditer(r"\s+", name))]
    return next((start for start in starts[:-1] if letters in initials(name[start:])), None)
