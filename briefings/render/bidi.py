"""Texts of both directions in one message, by Unicode's bidirectional algorithm (UAX #9).

A Latin name, a citation or a command inside an Arabic sentence (and the other way round) is set apart by an isolate, so
that it does not draw the punctuation around it to the wrong side. A line of contents in the other direction than the
language spoken begins with a mark that gives it its own. Contents bring no such controls of their own: one that is
never closed would turn the rest of the message.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

FSI, PDI, LRM, RLM = "\u2068", "\u2069", "\u200e", "\u200f"

_NESTED = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_OPENING = "\u2066\u2067" + FSI
_APART = re.compile(f"{FSI}[^{FSI}{PDI}]*{PDI}")
_LINE = re.compile("[^\n\r\x1c-\x1e\x85\u2029]+")
_TAG = re.compile(r"<[^<>]*>")
_COMMAND = re.compile(r"<code>[^<]*</code>|(?<![\w/<>@.])/[a-z][a-z_]*(?![\w/])")
_MORE = r"(?: [^\s<>&\u0080-\U0010ffff]*[A-Za-z0-9])"  #: a word behind another, both of ASCII
#: What stands for itself in any language, whole: code, a command with its words, several words, a file's extension.
_TYPED = re.compile(
    rf"{FSI}[^{PDI}]*{PDI}|<code>[^<]*</code>|<[^<>]*>|(?<![\w/<>@.])/[a-z][a-z_]*(?![\w/]){_MORE}*"
    rf"|(?<![^\s(«“])[A-Za-z0-9][^\s<>&\u0080-\U0010ffff]*{_MORE}+|(?<![^\s(«“])\.[a-z]+"
)

Direction = Literal["ltr", "rtl"]


def clean(text: str) -> str:
    """Contents without embeddings and overrides, and without isolates where one is left open."""
    text = _NESTED.sub("", text)
    return text if balanced(text) else _ISOLATES.sub("", text)


def balanced(text: str) -> bool:
    """Whether every isolate ends and begins in a text, line by line."""
    return all(map(_ends, _LINE.findall(text)))


def _ends(line: str) -> bool:
    depth = 0
    for letter in line:
        depth += (letter in _OPENING) - (letter == PDI)
        if depth < 0:
            return False
    return depth == 0


def direction(text: str) -> Direction | None:
    """The direction of the first letter that has one, what is set apart left out; None where there is none."""
    return _first(_outside(text))


def _first(text: str) -> Direction | None:
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return None


def apart(text: str, spoken: Direction) -> str:
    """A text that is put into a sentence: in an isolate, where something in it runs against the sentence."""
    return _LINE.sub(lambda line: isolated(line[0]) if _runs_against(line[0], spoken) else line[0], text)


def isolated(text: str) -> str:
    """A text in an isolate; in several where it has several lines, since an isolate ends with its line."""
    return _LINE.sub(lambda line: f"{FSI}{line[0]}{PDI}", text)


def side(contents: str, spoken: Direction) -> str:
    """The mark that a line begins with whose contents run against the language spoken; "" for others."""
    own = direction(contents)
    if own is None or own == spoken:
        return ""
    return LRM if own == "ltr" else RLM


def aligned(html: str) -> str:
    """A message in a language written from right to left: its commands set apart, its lines begun on their side.

    A client takes a line's direction from its first letter. One that says something in the language but begins with a
    command or a name gets a mark; one that begins with a mark, or has contents only, stays as it is.
    """
    return "\n".join(map(_aligned_line, html.split("\n")))


def _aligned_line(line: str) -> str:
    bare = _TAG.sub("", line)
    if bare.startswith((LRM, RLM)) or not _is_spoken(_TAG.sub("", _COMMAND.sub("", line))):
        return line
    line = _TYPED.sub(_set_apart, line)
    return line if _first(_TAG.sub("", line)) == "rtl" else RLM + line  # not every client skips isolates


def _is_spoken(text: str) -> bool:
    """Whether most of a line is in the language, and not in a sentence of contents that has a name of that script."""
    kinds = [unicodedata.bidirectional(letter) for letter in _outside(text)]
    there = kinds.count("R") + kinds.count("AL")
    return there > 0 and (there >= kinds.count("L") or _first(text) == "rtl")


def _set_apart(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith(FSI) or (text.startswith("<") and not text.startswith("<code>")):
        return text
    return FSI + _ISOLATES.sub("", text) + PDI  # what is copied out of a code has nothing in it that is not seen


def _runs_against(text: str, spoken: Direction) -> bool:
    """Whether something in a text, what is set apart already left out, runs the other way than the sentence around."""
    text = _outside(text)
    if spoken == "ltr":
        return _has(text, ("R", "AL"))
    return _has(text, ("L",)) or (bool(text.strip()) and not _has(text, ("R", "AL")))


def _has(text: str, kinds: tuple[str, ...]) -> bool:
    return any(unicodedata.bidirectional(letter) in kinds for letter in text)


def _outside(text: str) -> str:
    """A text without what is set apart in it; isolates may stand in isolates."""
    while (less := _APART.sub("", text)) != text:
        text = less
    return text
