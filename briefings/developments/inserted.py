"""Names in brackets that stand for a pronoun of the sentence or behind a noun: "[Ann Grey] left", "The band [Acme]"."""

from __future__ import annotations

import re

PRONOUNS = frozenset({"he", "she", "it", "they"})

_FRONT = re.compile(r"^(?:The \w+ )?(\[[^\[\]]{1,80}\])(?= )")
_LATER = re.compile(r"^(\w+(?: [\w,]+){0,5}) (\[[^\[\]]{1,80}\])(?= )")  #: "In May [Ann Grey] left"


def taken_out(statement: str, sentence: str) -> tuple[str, list[str]]:
    """A line without the names put into it, and these; a pronoun behind a lead stands there again.

    Args:
        statement: the line.
        sentence: what it was made from; brackets of its own are none of ours.
    """
    inserted = [part for part in _FRONT.findall(statement) if part not in sentence]
    for part in inserted:
        statement = statement.replace(part, " ", 1)
    if inserted:
        return statement, inserted
    match = _LATER.match(statement)
    pronoun = _behind(match[1], sentence) if match and match[2] not in sentence else None
    if match is None or pronoun is None:
        return statement, []
    return f"{match[1]} {pronoun}{statement[match.end() :]}", [match[2]]


def _behind(lead: str, sentence: str) -> str | None:
    """The pronoun that stands behind some words in a sentence."""
    sought, whole = lead.lower().split(), sentence.split()
    for at in range(len(whole) - len(sought)):
        following = whole[at + len(sought)]
        if [word.lower() for word in whole[at : at + len(sought)]] == sought and following.lower() in PRONOUNS:
            return following
    return None
