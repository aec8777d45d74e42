"""Plain words in Arabic, Persian, French and Russian, as `bot.asked` reads them in English: which command they mean.

They are read as people type, with or without hamza, vowel signs, zero-width joiners, accents, "ё"; the patterns, in
`plain_words.toml`, have the plain spelling. What stands for the question's subject comes out as it was typed.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

#: Letter for letter, so that places in a folded text are those in the text itself.
_FOLDED = str.maketrans("أإآٱىئيكةؤۀё’\u200càâçéèêëîïôûù", "اااایییکهوهе' aaceeeeiiouu")
_LEFT_OUT = re.compile("[\u064b-\u065f\u0670\u0640]")  #: vowel signs and the stroke that stretches words
_END = re.compile(r"[\s?!.\u061f\u06d4]+$")


def read(words: str) -> tuple[str, str] | None:
    """The command that plain words mean and its subject, "who" and "الكاظمي"; None where they mean none.

    Args:
        words: what somebody wrote, one space between words.
    """
    typed = _END.sub("", _LEFT_OUT.sub("", words))
    folded = _fold(typed)
    for pattern, command in _kinds():
        if match := pattern.fullmatch(folded):
            place = next((number for number, group in enumerate(match.groups(), start=1) if group), 0)
            return command, typed[match.start(place) : match.end(place)] if place else ""
    return None


def _fold(text: str) -> str:
    return text.translate(_FOLDED)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    languages = tomllib.loads((files("bot") / "plain_words.toml").read_text("utf-8"))
    return tuple(
        (re.compile(_fold(pattern), re.IGNORECASE), command)
        for commands in languages.values()
        for command, patterns in commands.items()
        for pattern in patterns
    )
