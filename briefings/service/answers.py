"""What a question is answered with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from an answer, offered as a button."""

    text: str  #: what stands on the button
    command: str
    """The command that it stands for, "/who kataib-hezbollah"; or a link, "https://…"; or what is asked inline in
    a chat that one chooses, "@ iraq-us"."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes ahead of an answer's words."""

    png: bytes
    caption: str  #: plain text, for who does not see it


@dataclass(frozen=True, slots=True)
class Document:
    """A file that goes ahead of an answer's words; where there are none, its caption is the answer."""

    name: str
    data: bytes
    caption: str  #: plain text


@dataclass(frozen=True, slots=True)
class Answer:
    """Telegram HTML of any length, and ways on from it."""

    html: str
    choices: tuple[Choice, ...] = ()
    picture: Picture | None = None
    document: Document | None = None
    ahead: tuple[str, ...] = ()  #: Telegram HTML of messages that are shown before it, exactly as they are
    asks_place: bool = False  #: a button below the chat shares where its reader is; then it has no choices


def choices_json(choices: Sequence[Choice]) -> str | None:
    """Choices as a delivery keeps them; None for none."""
    return json.dumps([[one.text, one.command] for one in choices], ensure_ascii=False) if choices else None


def choices_of_json(kept: str | None) -> tuple[Choice, ...]:
    """Choices that a delivery kept."""
    parts = json.loads(kept) if kept else []
    return tuple(Choice(text, command) for text, command in parts) if isinstance(parts, list) else ()
