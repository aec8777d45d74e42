"""Message entities: which may stand in which, what is dropped in silence, where they are counted.

Everything here counts in code points; only `to_utf16` and `from_utf16` know that Telegram's offsets are UTF-16 units.
The rules were read in TDLib's `MessageEntity.cpp`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from bot.sandbox.errors import bad_request

SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})  #: nest in all but code
QUOTATIONS = frozenset({"blockquote", "expandable_blockquote"})  #: never nest in each other
CODE = frozenset({"pre", "code"})  #: hold nothing and stand in nothing but a quotation
KEPT_WHEN_BLANK = frozenset({"text_link", "text_mention", "custom_emoji"})  #: mean something over blanks, too
MOST_KEPT = 100  #: the server drops what comes after, without a word
MOST_BYTES = 9_500  #: all entities of a message together, as the server counts (tdlib/telegram-bot-api#165)

_RANK = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49, "text_mention": 49}
_RANK |= {"bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99}
_BLANK = " \n"
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a message that is formatted, links or means something."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """Where the stretch ends, exclusive."""
        return self.offset + self.length

    def moved(self, start: int, end: int) -> Entity:
        """Return the same entity over another stretch."""
        return replace(self, offset=start, length=end - start)


def order(entities: Iterable[Entity]) -> list[Entity]:
    """Sort as the server does: by place, the longer first, then by rank of the type."""
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length, _RANK.get(entity.type, 50)))


def clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Turn control characters into blanks and take out those that Telegram removes, keeping entities in place."""
    text = _CONTROL.sub(" ", text)
    if not _REMOVED.search(text):
        return text, entities
    kept = [0, *accumulate(0 if _REMOVED.match(char) else 1 for char in text)]
    moved = [entity.moved(kept[entity.offset], kept[entity.end]) for entity in entities]
    return _REMOVED.sub("", text), [entity for entity in moved if entity.length]


def settle(entities: Iterable[Entity]) -> list[Entity]:
    """Make entities nest as Telegram allows; what breaks a rule is dropped or cut in silence."""
    ordered = order(entity for entity in entities if entity.length > 0)
    quotations = _without_overlaps([entity for entity in ordered if entity.type in QUOTATIONS])
    whole = _without_overlaps([e for e in ordered if e.type not in QUOTATIONS and e.type not in SPLITTABLE])
    whole = [entity for entity in whole if not any(_crosses(entity, quotation) for quotation in quotations)]
    styles = _styles([entity for entity in ordered if entity.type in SPLITTABLE], [*quotations, *whole])
    return order([*quotations, *whole, *styles])


def add_found(entities: list[Entity], found: Iterable[Entity]) -> list[Entity]:
    """Add links, mentions and commands found in the text where no link, code or mention stands already."""
    taken = [entity for entity in entities if entity.type not in SPLITTABLE and entity.type not in QUOTATIONS]
    quotations = [entity for entity in entities if entity.type in QUOTATIONS]
    new = []
    for entity in found:
        free = not any(_overlaps(entity, other) for other in taken)
        if free and not any(_crosses(entity, quotation) for quotation in quotations):
            new.append(entity)
    return order([*entities, *new]) if new else entities


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Strip blanks around the text and at the head of entities; drop entities over nothing but blanks."""
    kept = [entity for entity in (_stripped(text, entity) for entity in entities) if entity.length > 0]
    end = len(text.rstrip(_BLANK))
    first = min((entity.offset for entity in kept), default=end)
    start = min(len(text) - len(text.lstrip(_BLANK)), first, end)
    if start or end < len(text):
        kept = [entity.moved(entity.offset - start, min(entity.end, end) - start) for entity in kept]
    return text[start:end], [entity for entity in kept if entity.length > 0]


def to_utf16(text: str, entities: list[Entity]) -> list[Entity]:
    """Return the entities counted in UTF-16 units."""
    if not entities or text.isascii() or max(text) <= "\uffff":
        return entities
    units = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
    return [entity.moved(units[entity.offset], units[entity.end]) for entity in entities]


def from_utf16(text: str, entities: list[Entity]) -> list[Entity]:
    """Return the entities counted in code points.

    Raises:
        ApiError: where one begins or ends inside a character or after the text.
    """
    places = {0: 0}
    units = 0
    for index, char in enumerate(text, start=1):
        units += 2 if char > "\uffff" else 1
        places[units] = index
    return [
        entity.moved(_place(places, units, entity.offset), _place(places, units, entity.end)) for entity in entities
    ]


def wire_size(entities: Iterable[Entity]) -> int:
    """Say how many bytes the entities take on their way to the server: twelve each, and their link."""
    return sum(12 + len((entity.url or entity.language or "").encode()) for entity in entities)


def as_json(entity: Entity) -> dict[str, Any]:
    """Return the entity as the Bot API shows it; the user of a text mention is filled in by the caller."""
    shown: dict[str, Any] = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
        value = getattr(entity, name)
        if value is not None:
            shown[name] = value
    return shown


def _place(places: dict[int, int], units: int, offset: int) -> int:
    if offset > units or offset < 0:
        raise bad_request(f"entity ends after the end of the text at UTF-16 offset {offset}")
    if offset not in places:
        raise bad_request(f"entity begins or ends in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
    return places[offset]


def _overlaps(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _crosses(entity: Entity, quotation: Entity) -> bool:
    """Say whether they overlap other than by the entity standing inside the quotation."""
    inside = quotation.offset <= entity.offset and entity.end <= quotation.end
    return _overlaps(entity, quotation) and not inside


def _without_overlaps(ordered: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in ordered:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _stripped(text: str, entity: Entity) -> Entity:
    if entity.type in KEPT_WHEN_BLANK:
        return entity
    covered = text[entity.offset : entity.end]
    lead = len(covered) - len(covered.lstrip(_BLANK))
    return entity.moved(entity.offset + lead, entity.end) if lead else entity


def _styles(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    """Merge styles of one type, keep them out of code, cut them where they cross another entity's edge."""
    result: list[Entity] = []
    code = [other for other in others if other.type in CODE]
    edges = [other for other in others if other.type not in CODE]
    for kind in sorted({entity.type for entity in styles}):
        stretches = _merged([(entity.offset, entity.end) for entity in styles if entity.type == kind])
        for other in code:
            stretches = _each(stretches, lambda stretch, other=other: _outside(stretch, other))  # type: ignore[misc]
        for other in edges:
            stretches = _each(stretches, lambda stretch, other=other: _cut(stretch, other))  # type: ignore[misc]
        result += [Entity(kind, start, end - start) for start, end in stretches]
    return result


Stretch = tuple[int, int]


def _each(stretches: list[Stretch], change: Callable[[Stretch], list[Stretch]]) -> list[Stretch]:
    return [part for stretch in stretches for part in change(stretch)]


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _outside(stretch: Stretch, other: Entity) -> list[Stretch]:
    start, end = stretch
    if start >= other.end or other.offset >= end:
        return [stretch]
    return [(a, b) for a, b in ((start, min(end, other.offset)), (max(start, other.end), end)) if a < b]


def _cut(stretch: Stretch, other: Entity) -> list[Stretch]:
    start, end = stretch
    if start < other.offset < end < other.end:
        return [(start, other.offset), (other.offset, end)]
    if other.offset < start < other.end < end:
        return [(start, other.end), (other.end, end)]
    return [stretch]
