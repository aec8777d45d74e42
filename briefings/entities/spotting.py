# ruff: noqa: RUF001 - hyphens of several kinds are its data
"""Known names that stand in a text, also where a recogniser saw none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.entities.index import NameIndex, key, same_case
from briefings.entities.words import fold, words
from briefings.model import Entity, EntityKind, Mention

LABELS: dict[EntityKind, str] = {
    "person": "PERSON", "government": "GPE", "place": "GPE", "facility": "FAC", "law": "LAW", "event": "EVENT",
    "organisation": "ORG", "armed_group": "ORG", "company": "ORG", "party": "ORG",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]\b)*(?:['’`ʿʾ][^\W_]+)*\+?")
_LONGEST = 7
#: A name of one word must have this many letters, unless it is an acronym.
_SINGLE = 4
_INSIDE = frozenset(
    {"al", "el", "ul", "of", "the", "for", "and", "in", "bin", "ibn", "abu", "ahl", "ad", "an", "ar", "as", "at", "az"}
)
_GAP = re.compile(r"[ \t\n]*[-–‐]?[ \t\n]*|[ \t\n]*&[ \t\n]*")


_GENITIVE = re.compile(r"(?:['’]s)?$")
_AND = re.compile(r"\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        return not self.text[0].islower()


def find_names(text: str, index: NameIndex) -> list[Mention]:
    """Names of the index in a text, in its order; a longer one may lie over a shorter ("Basra Oil Co", "Basra").

    A name of several words must be capitalised as names are; one of a single word must be an acronym in its own
    capitals, or have four letters and never stand in small letters in the same text ("shell" beside "Shell").
    """
    pieces = [_Piece(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    small = {piece.text for piece in pieces if piece.text.islower()}
    found: list[Mention] = []
    place = 0
    while place < len(pieces):
        mention, used = _longest(text, pieces, place, index, small)
        if mention is not None:
            found.append(mention)
        place += used
    return sorted([*found, *_spelt_otherwise(text, index, found)], key=lambda mention: mention.start)


def _spelt_otherwise(text: str, index: NameIndex, found: Sequence[Mention]) -> Iterator[Mention]:
    """Whole runs of capitals that surely name an entity in another spelling: "Basra Oil Co".

    `found` is in the text's order, and none overlap.
    """
    starts, ends = [mention.start for mention in found], [mention.end for mention in found]
    for start, end in capitalised_runs(text):
        for first, last in _between(_AND, text, start, end):
            inside = found[bisect_right(ends, first) : bisect_left(starts, last)]
            if " " not in text[first:last] or any(m.end - m.start >= last - first for m in inside):
                continue
            linked = index.link(text[first:last])
            if linked is not None and all(m.entity != linked.entity.id for m in inside):
                yield Mention(first, last, text[first:last], LABELS[linked.entity.kind], linked.entity.id)


def _between(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of `text` between marks."""
    for match in mark.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _longest(
    text: str, pieces: Sequence[_Piece], place: int, index: NameIndex, small: set[str]
) -> tuple[Mention | None, int]:
    if fold(pieces[place].text) == "the":
        return None, 1
    if not pieces[place].capital and pieces[place].text not in ("al", "el"):
        return None, 1
    last = min(len(pieces), place + _LONGEST)
    end = place + 1
    while end < last and _GAP.fullmatch(text, pieces[end - 1].end, pieces[end].start):
        end += 1
    for stop in range(end, place, -1):
        span = pieces[place:stop]
        entity = _named(text, span, index, small)
        if entity is not None:
            start, finish = span[0].start, span[0].start + len(_GENITIVE.sub("", text[span[0].start : span[-1].end]))
            return Mention(start, finish, text[start:finish], LABELS[entity.kind], entity.id), stop - place
    return None, 1


def _named(text: str, span: Sequence[_Piece], index: NameIndex, small: set[str]) -> Entity | None:
    """The one entity that a run of words names, None where it may be none or two."""
    if not span[-1].capital or not all(piece.capital or piece.text in _INSIDE for piece in span):
        return None
    printed = text[span[0].start : span[-1].end]
    written = key(printed)
    fitting = {entity.id: entity for entity, alias in index.written(written) if same_case(printed, alias)}
    if len(fitting) != 1:
        return None
    if len(span) == 1 and not _distinctive(text, span[0], small):
        return None
    return next(iter(fitting.values()))


def _distinctive(text: str, piece: _Piece, small: set[str]) -> bool:
    bare = piece.text.replace(".", "")
    if bare.isupper() and bare.isascii():
        return len(bare) > 1 and not _shouted(text, piece)
    return len(bare) >= _SINGLE and bare.lower() not in small


def _shouted(text: str, piece: _Piece) -> bool:
    """Whether the line is all capitals, so that these say nothing."""
    start = text.rfind("\n", 0, piece.start) + 1
    end = text.find("\n", piece.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(line) > len(piece.text) + 2 and line.isupper()


def capitalised_runs(text: str, *, least: int = 2) -> Iterator[tuple[int, int]]:
    """Runs of `least` capitalised words or more, small words inside them included; "The", "But" before them are not."""
    pieces = [_Piece(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    place = 0
    while place < len(pieces):
        if not (pieces[place].capital and pieces[place].text[0].isalpha()):
            place += 1
            continue
        end = place
        while (
            end + 1 < len(pieces)
            and _GAP.fullmatch(text, pieces[end].end, pieces[end + 1].start)
            and (pieces[end + 1].capital or pieces[end + 1].text in _INSIDE)
        ):
            end += 1
        while not pieces[end].capital:
            end -= 1
        first = next((n for n in range(place, end + 1) if fold(pieces[n].text) not in words().common), end + 1)
        if end - first + 1 >= least:
            yield pieces[first].start, pieces[end].end
        place = end + 1
