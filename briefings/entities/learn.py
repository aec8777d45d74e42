"""What a text says of an entity: its other names, and what it is; always with where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.entities.declared import Declared, names_whole, native_names, told
from briefings.entities.index import key
from briefings.entities.patterns import patterns
from briefings.model import EntityId, Mention

#: "of which X is a member", "Riverton south of X, the base near Y".
_TOLD_BEFORE = re.compile(
    r"\b(?:(?:of|to|from|for|in|by)\s+(?:which|whom)|(?:north|south|east|west)\w*\s+of(?:\s+the)?|near)\s+$"
)
_LOOK_BACK = 90
_LOOK_AHEAD = 160


def find_aliases(text: str, mentions: Sequence[Mention]) -> list[tuple[EntityId, str, int]]:
    """Names that the text gives to resolved mentions: "X, or the Y", "X (KH)", "X, also known as Y", "X, formerly Y".

    So are names in another script in brackets behind it. A second name that is itself a mention of another entity is
    none.

    Returns:
        Entity, its other name, and the character of the text at which the stretch begins that says so.
    """
    labels = {(mention.start, mention.end): mention.label for mention in mentions}
    pairs = [*told(text, labels), *(Declared(name, written) for name, written in native_names(text))]
    found = (
        (entity, alias, pair.name[0])
        for pair in sorted(pairs, key=lambda pair: pair.name)
        for entity, alias in _alias_of(text, pair, mentions)
    )
    return list(dict.fromkeys(found))


def _alias_of(text: str, pair: Declared, mentions: Sequence[Mention]) -> Iterator[tuple[EntityId, str]]:
    first = next((m for m in mentions if names_whole(m, pair.name, text)), None)
    second = next((m for m in mentions if m.start >= pair.alias[0] and m.end <= pair.alias[1]), None)
    alias = text[slice(*pair.alias)]
    if second is not None and second.label == "NORP":
        return
    if first is not None and first.entity is not None:
        if (second is None or second.entity in (None, first.entity)) and key(alias) != key(first.text):
            yield first.entity, alias
    elif second is not None and second.entity is not None and second.end == pair.alias[1]:
        yield second.entity, text[slice(*pair.name)]


def find_descriptions(text: str, mentions: Sequence[Mention]) -> list[tuple[EntityId, int]]:
    """Where the text says what a resolved entity is: "a little-known group called X", "X, an armed group", "X is a".

    Returns:
        Entity, and the character of the text at which the stretch begins; in the text's order.
    """
    found = []
    for mention in mentions:
        if mention.entity is None or mention.label == "NORP":
            continue
        before = patterns().called.search(text[max(0, mention.start - _LOOK_BACK) : mention.start])
        after = patterns().is_a.match(text[mention.end : mention.end + _LOOK_AHEAD])
        if before or (after and not _says_else(text, mention)):
            start = mention.start - (len(before.group()) if before else 0)
            found.append((mention.entity, start))
    return found


def _says_else(text: str, mention: Mention) -> bool:
    """Whether what follows a name is an office, which is kept as such, or told of what stands before it."""
    if _TOLD_BEFORE.search(text, max(0, mention.start - _LOOK_BACK), mention.start):
        return True
    return (
        mention.label == "PERSON" and patterns().after.match(text[mention.end : mention.end + _LOOK_AHEAD]) is not None
    )
