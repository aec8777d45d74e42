"""Where a text quotes: the stretches between quotation marks, also over several sentences, and whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefings.model import Attribution

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", "``": "''"}
_BEFORE = frozenset({"", " ", "\n", "\t"})
_MARK = re.compile(r"``|''|[“”«»„\"‘’']")
_NOBODY = frozenset({"i", "we", "it", "which", "that", "this"})  #: sources that nothing can be carried on for
_SHORT = 8  #: letters that are too few for something said
_LONGEST = 4_000  #: letters; a mark that nothing closes within them opens no quotation


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a text as (character of the opening mark, character behind the closing one), in order."""

    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Quotations:
        """Find the quotations of a text; one in another belongs to it."""
        return cls(tuple(_spans(text)))

    def around(self, at: int) -> tuple[int, int] | None:
        """The quotation that a character stands in."""
        place = bisect_right(self.spans, at, key=lambda span: span[0]) - 1
        if place < 0:
            return None
        start, end = self.spans[place]
        return (start, end) if start < at < end else None

    def within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Quotations that begin or end between two characters, or lie around both."""
        first = bisect_right(self.spans, start, key=lambda span: span[1])
        for span in self.spans[first:]:
            if span[0] >= end:
                return
            yield span


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of marks; straight ones open before a word and close behind one, and an apostrophe is none.

    A quotation of several paragraphs may open each of them anew and close the last alone: then each is one.
    """
    closing, start = "", 0
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        before, after = text[at - 1 : at] if at else "", text[match.end() : match.end() + 1]
        if closing and at - start > _LONGEST:
            closing = ""
        if closing and before in _BEFORE and after.isalnum() and (mark in '"“' and closing in '"”'):
            if before == "\n":
                yield start, at  # it goes on in this paragraph
            start = at
        elif closing:
            if mark == closing and not (mark in "’'" and before.isalnum() and after.isalnum()):
                yield start, match.end()
                closing = ""
        elif mark in _PAIRS and not (mark == "‘" and before.isalnum()):
            closing, start = _PAIRS[mark], at
        elif mark == '"' or (mark == "'" and not before.isalnum() and after.isalnum() and _opens(text, at)):
            closing, start = mark, at


def _opens(text: str, at: int) -> bool:
    """Whether a single straight mark opens a quotation: another closes it in the same paragraph."""
    rest = text[at + 1 : at + 600].split("\n\n", 1)[0]
    return re.search(r"[\w.,!?]'(?!\w)", rest) is not None


def carried(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """What else is quoted of the sources: the rest of a quotation that runs over several sentences, and the next one.

    Args:
        text: the whole text.
        attributions: of the text; a quotation with a source of its own is left out.

    Returns:
        Attributions of the stretches beside those given; their source is not printed there (`source_start` is
        `source_end`).
    """
    spans = Quotations.of(text).spans
    named = [one for one in attributions if one.voiced and one.source and one.source.lower() not in _NOBODY]
    said = [(one, place) for one in named for place in _quoted_by(one, spans)]
    owned = {place for _, place in said}
    found = []
    for one, place in said:
        start, end = spans[place]
        found += [(start, min(end, one.start), one), (max(start, one.end), end, one)]
        following = place + 1
        while following < len(spans) and following not in owned and _goes_on(text, *_gap(one, spans, following)):
            found.append((*spans[following], one))
            owned.add(following)
            following += 1
    return tuple(replace(one, start=a, end=b, source_start=a, source_end=a) for a, b, one in found if b - a > _SHORT)


def _quoted_by(one: Attribution, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Which quotations an attribution covers in part; they begin or end there, or run over it."""
    return [place for place, (start, end) in enumerate(spans) if start < one.end and one.start < end]


def _gap(one: Attribution, spans: Sequence[tuple[int, int]], following: int) -> tuple[int, int]:
    return max(spans[following - 1][1], one.source_end), spans[following][0]


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether nothing but the speaker's verb stands between two quotations of one paragraph."""
    between = text[end:start]
    return "\n\n" not in between and len(between.split()) <= 4 and between.count(".") + between.count(",") <= 2
