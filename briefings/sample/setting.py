"""Paragraphs into justified lines: words cut where the list allows it, line ends chosen over the whole paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from typing import Literal

Face = Literal["body", "capitals", "bold"]
Measure = Callable[[str, Face], float]  #: width in points

#: How much a word space may shrink, in word spaces; stretching has no limit but its price.
_SHRINK = 0.22
_HYPHEN_PRICE = 0.9  #: a cut word costs as much as spaces that are wider by nearly a whole space
_HARD_HYPHEN_PRICE = 0.3  #: "US-led" cut at its own hyphen
_SHORT_END = 12.0  #: points; a last line must not be shorter


@dataclass(frozen=True, slots=True)
class Fragment:
    """A word, or a part of one between two places where it may be cut."""

    text: str  #: as printed
    start: int  #: characters of the paragraph
    face: Face
    glue: Literal["space", "soft", "hard"]  #: what stands between it and the next fragment


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line as printed."""

    text: str
    start: int = 0  #: of its first character in the paragraph's text
    opening: str = ""  #: the part of `text` at its start that is in a face of its own
    face: Face = "body"  #: of the opening
    indent: float = 0.0  #: points
    extra: float = 0.0  #: points to add to each word space; 0.0 where the line is not justified


class Hyphens:
    """Where words may be cut, from a list of words with their cuts."""

    def __init__(self, words: Mapping[str, tuple[int, ...]]) -> None:
        """Take `words`: small letters → offsets of cuts."""
        self._words = words

    def cuts(self, token: str) -> list[int]:
        """Offsets in `token`, punctuation around it included, at which a soft hyphen may be set."""
        cuts = []
        for match in re.finditer(r"[^\W\d_]+", token):
            cuts += [match.start() + offset for offset in self._words.get(match[0].lower(), ())]
        return cuts


def read_hyphens() -> Hyphens:
    """The list that stands beside the manuscripts."""
    words = {}
    for line in resources.files(__package__).joinpath("text", "hyphens.txt").read_text(encoding="utf-8").split():
        parts = line.split("-")
        offsets = [sum(map(len, parts[:count])) for count in range(1, len(parts))]
        words["".join(parts)] = tuple(offsets)
    return Hyphens(words)


def fragments(text: str, hyphens: Hyphens, opening: int = 0, opening_face: Face = "capitals") -> list[Fragment]:
    """Cut a paragraph into all its fragments.

    Args:
        text: plain, one space between words.
        hyphens: where words may be cut.
        opening: how many characters at the start are printed in a face of their own.
        opening_face: that face; an opening that is all capitals already is not set in small ones.
    """
    found = []
    for match in re.finditer(r"\S+", text):
        token, offset = match[0], match.start()
        face: Face = opening_face if offset < opening else "body"
        if face == "capitals" and token.isupper():
            face = "body"
        soft = hyphens.cuts(token) if face == "body" else []
        hard = [cut.end() for cut in re.finditer(r"(?<=\w)-(?=[^\W\d_])", token)]
        bounds = sorted({0, len(token), *soft, *hard})
        for start, end in pairwise(bounds):
            glue: Literal["space", "soft", "hard"] = "space" if end == len(token) else "hard" if end in hard else "soft"
            part = token[start:end].upper() if face == "capitals" else token[start:end]
            found.append(Fragment(part, offset + start, face, glue))
    return found


def justify(parts: list[Fragment], width: float, measure: Measure, *, indent: float = 0.0) -> list[SetLine]:
    """Choose line ends so that the word spaces of the whole paragraph are as even as can be.

    Args:
        parts: at least one fragment, in order.
        width: of the column, points.
        measure: width of a text in a face.
        indent: of the first line, points.

    Returns:
        Lines from top to bottom; all but the last are stretched or shrunk to `width`.

    Raises:
        ValueError: no way to break the paragraph fits, as a word is wider than the column.
    """
    count = len(parts)
    best: list[tuple[float, int]] = [(0.0, -1), *[(float("inf"), -1)] * count]
    for begin in range(count):
        if best[begin][0] == float("inf"):
            continue
        room = width - (indent if begin == 0 else 0.0)
        for end in range(begin + 1, count + 1):
            price = _price(parts[begin:end], room, measure, last=end == count)
            if price is None:
                break
            if best[begin][0] + price < best[end][0]:
                best[end] = (best[begin][0] + price, begin)
    if best[count][1] < 0:
        raise ValueError(f"No line end fits near: {parts[0].text} …")
    return _lines(parts, best, width, measure, indent)


def _price(parts: list[Fragment], room: float, measure: Measure, *, last: bool) -> float | None:
    """What a line costs; None where it is too long, and so all longer ones."""
    natural, spaces = _natural(parts, measure)
    blank = measure(" ", "body")
    if natural - spaces * blank * _SHRINK > room + 0.01:
        return None
    if last:
        return 4.0 if natural < _SHORT_END else 0.0
    stretch = (room - natural) / (blank * max(spaces, 1))
    hyphen = {"space": 0.0, "soft": _HYPHEN_PRICE, "hard": _HARD_HYPHEN_PRICE}[parts[-1].glue]
    return (stretch if stretch > 0 else stretch * 3) ** 2 + hyphen + (50.0 if spaces == 0 else 0.0)


def _natural(parts: list[Fragment], measure: Measure) -> tuple[float, int]:
    """Width with plain word spaces, and how many spaces there are."""
    spaces = sum(part.glue == "space" for part in parts[:-1])
    width = sum(measure(part.text, part.face) for part in parts) + spaces * measure(" ", "body")
    return width + (measure("-", "body") if parts[-1].glue == "soft" else 0.0), spaces


def _lines(
    parts: list[Fragment], best: list[tuple[float, int]], width: float, measure: Measure, indent: float
) -> list[SetLine]:
    ends = [len(parts)]
    while (begin := best[ends[-1]][1]) > 0:
        ends.append(begin)
    lines = []
    for begin, end in zip([0, *reversed(ends[1:])], reversed(ends), strict=True):
        inset = indent if begin == 0 else 0.0
        natural, spaces = _natural(parts[begin:end], measure)
        tight = width - inset - natural
        stretched = tight / max(spaces, 1) if end < len(parts) or tight < 0 else 0.0
        text, opening = _printed(parts[begin:end])
        lines.append(SetLine(text, parts[begin].start, opening, parts[begin].face, inset, stretched))
    return lines


def _printed(parts: list[Fragment]) -> tuple[str, str]:
    """A line's text and the part of it in a face of its own."""
    text = "".join(part.text + (" " if part.glue == "space" else "") for part in parts[:-1]) + parts[-1].text
    if parts[-1].glue == "soft":
        text += "-"
    return text, " ".join(part.text for part in parts if part.face != "body")
