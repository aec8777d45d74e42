"""People whom a recogniser took for something else, told by the title or office before their name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefings.entities.index import NameIndex, key
from briefings.entities.names import Name, parse
from briefings.entities.patterns import patterns
from briefings.entities.spotting import LABELS
from briefings.entities.words import fold, words
from briefings.model import Mention

#: These stand before a given name alone: "Sheikh Sabah", "Prince Turki".
_ROYAL = frozenset(
    {"sheikh", "shaikh", "shaykh", "sheik", "prince", "princess", "king", "queen", "sultan", "emir", "amir"}
)
#: Of all words of office these alone stand before nothing but a name.
_SURE = frozenset({"minister", "premier", "spokesman", "spokeswoman", "mr", "mrs", "sheikh", "ayatollah"})
_WORD = re.compile(r"[^\s]+")
_LOOK_BACK = 90
_LONGEST = 4


def is_titled(text: str) -> bool:
    """Whether a mention is a given name behind a royal title, so that its last word is no family name."""
    found = parse(text).words
    return len(found) == 2 and found[0].text in _ROYAL


def has_given_name(text: str, name: Name) -> bool:
    """Whether a name begins with the given name of a mention that `is_titled`."""
    first = next((word for word in name.words if word.part in ("plain", "given")), None)
    return first is not None and first.text == parse(text).words[1].text


def relabelled(mentions: Sequence[Mention], text: str, index: NameIndex) -> list[Mention]:
    """The mentions, with people labelled as such: "Saudi Energy Minister Prince Abdulaziz bin Salman" is one.

    "Suspected", "In March" and the like are taken off the beginning of a known name.

    Args:
        mentions: as recognised.
        text: what they stand in.
        index: known people.
    """
    return [_as_person(_bare(mention, index), text, index) for mention in mentions]


def _bare(mention: Mention, index: NameIndex) -> Mention:
    first, _, rest = mention.text.partition(" ")
    lists = words()
    if mention.label == "PERSON" and " " in rest and _is_state(first, index):  # "Prime Minister of Israel Ann Grey"
        return replace(mention, start=mention.end - len(rest), text=rest)
    if first == "New" and mention.label in ("GPE", "LOC"):  # "New Mexico"
        return mention
    if fold(first) not in lists.hedges and fold(first) not in lists.common:
        return mention
    misled = mention.label == "EVENT"  # "March Acme" was taken for an event by its month
    linked = index.link(rest, label=mention.label) or (index.link(rest) if misled else None)
    if linked is None:
        return mention
    label = LABELS[linked.entity.kind] if misled else mention.label
    return replace(mention, start=mention.end - len(rest), text=rest, label=label)


def _is_state(word: str, index: NameIndex) -> bool:
    return any(entity.kind == "government" and entity.name == word for entity, _ in index.written(key(word)))


def _as_person(mention: Mention, text: str, index: NameIndex) -> Mention:
    if mention.label == "PERSON":
        return mention
    start = _name_inside(mention, index)
    if start is not None:
        return replace(mention, start=mention.start + start, text=mention.text[start:], label="PERSON")
    if mention.label != "NORP" and _could_be_one(mention.text) and _has_office(text, mention):
        return replace(mention, label="PERSON")
    return mention


def _name_inside(mention: Mention, index: NameIndex) -> int | None:
    """Where in a mention a person's name begins behind a title; None where none does."""
    found = list(_WORD.finditer(mention.text))
    for before, first in reversed(list(pairwise(found[:-1]))):
        title = fold(before.group()).strip(".")
        if title not in words().titles | words().roles:
            continue
        name = mention.text[first.start() :]
        linked = index.link(name, label="PERSON")
        if linked is not None and linked.entity.kind == "person":
            return first.start()
        if mention.label == "ORG" and title in _SURE and _could_be_one(name):
            return first.start()
    return None


def _could_be_one(name: str) -> bool:
    """Two to four words, none of which says what a thing is or names an office."""
    found = parse(name, "org").words
    return 2 <= len(found) <= _LONGEST and all(
        word.part in ("plain", "given", "patronymic") and word.text not in words().roles | words().titles
        for word in found
    )


def _has_office(text: str, mention: Mention) -> bool:
    """Whether an office stands right before: "Kuwait's then-oil minister, Bakheet al-Rashidi".

    Before a given name any will do; "the club's head, Real Madrid" is not one.
    """
    match = patterns().office_end.search(text[max(0, mention.start - _LOOK_BACK) : mention.start])
    given = parse(mention.text).words[0].part == "given"
    return match is not None and (given or fold(match["office"]) in _SURE)
