"""What a question is answered with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from an answer, offered as a button."""

    text: str  #: what stands on the button
    command: str  #: the command it stands for, "/who kataib-hezbollah"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes ahead of an answer's words."""

    png: bytes
    caption: str  #: plain text, for who does not see it


@dataclass(frozen=True, slots=True)
class Answer:
    """Telegram HTML of any length, and ways on from it."""

    html: str
    choices: tuple[Choice, ...] = ()
    picture: Picture | None = None
