"""What a text says of an entity: its other names, and what it is; always with where it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefings.entities.declared import Declared, declared, ends_with
from briefings.entities.index import key
from briefings.entities.patterns import patterns
from briefings.model import EntityId, Mention

_LOOK_BACK = 90
_LOOK_AHEAD = 160


def find_aliases(text: str, mentions: Sequence[Mention]) -> list[tuple[EntityId, str, int]]:
    """Names that the text gives to resolved mentions: "X, or the Y", "X (KH)", "X, also known as Y", "X, formerly Y".

    A second name that is itself a mention of another entity is none.

    Returns:
        Entity, its other name, and the character of the text at which the stretch begins that says so.
    """
    return [
        (entity, alias, pair.name[0])
        for pair in declared(text)
        for entity, alias in _alias_of(text, pair, [mention for mention in mentions if mention.entity])
    ]


def _alias_of(text: str, pair: Declared, resolved: Sequence[Mention]) -> Iterator[tuple[EntityId, str]]:
    first = next((m for m in resolved if ends_with(m, pair.name[1])), None)
    second = next((m for m in resolved if m.start >= pair.alias[0] and m.end <= pair.alias[1]), None)
    alias = text[slice(*pair.alias)]
    if first is not None and first.entity is not None:
        if (second is None or second.entity == first.entity) and key(alias) != key(first.text):
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
        if before or after:
            start = mention.start - (len(before.group()) if before else 0)
            found.append((mention.entity, start))
    return found
