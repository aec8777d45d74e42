"""Telegram's HTML: measuring it, making plain text of it, and splitting it without breaking a tag or losing a word.

Telegram counts 4,096 characters after the parse. Counting UTF-16 units instead is never less, so a part that holds
here holds there whichever way the server counts; the raw text has a limit of its own in bytes.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

MESSAGE_UNITS = 4096  #: UTF-16 units of a message after the parse (core.telegram.org/bots/api#sendmessage)
MESSAGE_BYTES = 32_000  #: the server refuses more than 32,768 bytes before the parse
_HEAD = 12  #: UTF-16 units that "100/100" and its line end have room in
MESSAGE_ENTITIES = 95  #: the server keeps 100 and drops the rest in silence

_MOMENT = re.compile(r"</?tg-time[^<>]*>")
_TOKEN = re.compile(r"<(/?)([a-z][a-z-]*)([^<>]*)>|[^<]+|<", re.IGNORECASE)


def plain(text: str) -> str:
    """Telegram HTML as the reader sees it, without tags."""
    return html.unescape("".join(match[0] for match in _TOKEN.finditer(text) if not match[2]))


def moment(at: datetime, text: str) -> Markup:
    """An instant that each reader sees in their own time and language, where their client can (Bot API 9.5).

    Args:
        at: aware.
        text: the same in words, for all other clients.
    """
    return Markup('<tg-time unix="{}" format="wDt">{}</tg-time>').format(int(at.timestamp()), text)


def without_moments(text: str) -> str:
    """Telegram HTML, or JSON that holds it, for servers that do not know `moment`."""
    return _MOMENT.sub("", text)


def units(text: str) -> int:
    """Length of plain text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str) -> bool:
    """Whether one message can carry this HTML."""
    return (
        units(plain(text)) <= MESSAGE_UNITS
        and len(text.encode("utf-8", "surrogatepass")) <= MESSAGE_BYTES
        and _entities(text) <= MESSAGE_ENTITIES
    )


def split(text: str, *, head: int = 0) -> list[str]:
    """Cut HTML into parts that each fit a message.

    Args:
        text: Telegram HTML; paragraphs are set apart by blank lines.
        head: UTF-16 units to leave free in each part, for a running first line.

    Returns:
        Parts in order, cut at a blank line where one is near, else at a line end, a sentence end, a space, and only
        then inside a word. Tags that a cut runs through are closed before it and opened again after it. Nothing but
        white space at the cuts is lost.
    """
    parts: list[str] = []
    part = _Part(limit=MESSAGE_UNITS - head)
    for piece in _pieces(text):
        if not part.takes(piece) and not part.empty:
            parts.append(part.close())
            part = part.after()
        for bit in _chop(piece, part.limit):
            if not part.takes(bit) and not part.empty:
                parts.append(part.close())
                part = part.after()
            part.add(bit)
    if not part.empty:
        parts.append(part.close())
    return parts


def numbered(text: str) -> list[str]:
    """`split`, with "1/3" ahead of each part where there are several."""
    if fits(text):
        return split(text)
    parts = split(text, head=_HEAD)
    return [f"<i>{place}/{len(parts)}</i>\n{part}" for place, part in enumerate(parts, start=1)]


@dataclass
class _Part:
    """One message being filled; `opened` are the tags open at its end, as written."""

    limit: int
    opened: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    used: int = 0
    entities: int = 0

    def __post_init__(self) -> None:
        self.text = "".join(tag for _, tag in self.opened)
        self.entities = len(self.opened)

    @property
    def empty(self) -> bool:
        return self.used == 0

    def takes(self, piece: str) -> bool:
        shown = units(plain(piece.rstrip()))
        size = len(self.text.encode("utf-8", "surrogatepass")) + len(piece.encode("utf-8", "surrogatepass"))
        return (
            self.used + shown <= self.limit
            and size <= MESSAGE_BYTES
            and self.entities + _entities(piece) <= MESSAGE_ENTITIES
        )

    def add(self, piece: str) -> None:
        if self.empty:
            piece = _lstrip(piece)
        for match in _TOKEN.finditer(piece):
            name = (match[2] or "").lower()
            if name and match[1]:
                if self.opened and self.opened[-1][0] == name:
                    self.opened.pop()
            elif name:
                self.opened.append((name, match[0]))
        self.text += piece
        self.used += units(plain(piece))
        self.entities += _entities(piece)

    def close(self) -> str:
        return self.text.rstrip() + "".join(f"</{name}>" for name, _ in reversed(self.opened))

    def after(self) -> _Part:
        return _Part(limit=self.limit, opened=list(self.opened))


def _entities(text: str) -> int:
    return sum(1 for match in _TOKEN.finditer(text) if match[2] and not match[1])


def _lstrip(piece: str) -> str:
    return re.sub(r"^((?:<[^<>]*>)*)\s+", r"\1", piece)


def _pieces(text: str) -> list[str]:
    """Paragraphs, each with the blank line behind it."""
    return [piece for piece in re.split(r"(?<=\n\n)(?=[^\n])", text) if piece]


def _chop(piece: str, limit: int) -> list[str]:
    """A paragraph that no message can carry, in bits at lines, sentences, words or, at worst, letters."""
    small = len(piece.encode("utf-8", "surrogatepass")) <= MESSAGE_BYTES // 2
    if small and units(plain(piece)) <= limit and _entities(piece) <= MESSAGE_ENTITIES // 2:
        return [piece]
    for boundary in (r"(?<=\n)(?=[^\n])", r"(?<=[.!?؟。] )(?=\S)", r"(?<= )(?=\S)"):
        bits = _outside_tags(piece, boundary)
        if len(bits) > 1:
            return [part for bit in bits for part in _chop(bit, limit)]
    return _letters(piece, limit)


def _outside_tags(piece: str, boundary: str) -> list[str]:
    """Split where `boundary` matches outside a tag."""
    tags = [match.span() for match in _TOKEN.finditer(piece) if match[2]]
    cuts = [
        match.start()
        for match in re.finditer(boundary, piece)
        if not any(start < match.start() < end for start, end in tags)
    ]
    return [piece[start:end] for start, end in zip([0, *cuts], [*cuts, len(piece)], strict=True) if end > start]


def _letters(piece: str, limit: int) -> list[str]:
    """The last resort: an endless word, cut between characters and never inside a tag or an entity reference."""
    bits, bit, used = [], "", 0
    for match in re.finditer(r"<[^<>]*>|&#?\w{1,31};|.", piece, re.DOTALL):
        size = units(plain(match[0]))
        if used + size > min(limit, MESSAGE_UNITS // 2):
            bits.append(bit)
            bit, used = "", 0
        bit += match[0]
        used += size
    return [*bits, bit] if bit else bits
