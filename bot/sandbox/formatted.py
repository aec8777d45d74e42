"""From what a bot sends to what a chat shows: parse, clean, check the lengths, find links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox import entities as rules
from bot.sandbox.entities import Entity
from bot.sandbox.errors import bad_request
from bot.sandbox.links import checked_link, find, linked_user
from bot.sandbox.params import Params
from bot.sandbox.telegram_html import parse_html

MOST_RAW_BYTES = 1 << 15  #: before the parse
MOST_IN_TEXT = 4_096  #: code points, after the parse
MOST_IN_CAPTION = 1_024

_GIVEN = frozenset({*rules.SPLITTABLE, *rules.QUOTATIONS, *rules.CODE, "custom_emoji", "date_time"})


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as a chat keeps it; offsets of its entities are UTF-16 units."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def read_text(raw: str, parse_mode: str, given: Sequence[Mapping[str, Any]] | None) -> Formatted:
    """Return what a message says.

    Raises:
        ApiError: empty, too long before or after the parse, or not to be parsed.
    """
    if not raw:
        raise bad_request("message text is empty")
    formatted = _read(raw, parse_mode, given)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if len(formatted.text) > MOST_IN_TEXT:
        raise bad_request("message is too long")
    return formatted


def read_caption(raw: str, parse_mode: str, given: Sequence[Mapping[str, Any]] | None) -> Formatted:
    """Return what stands under a picture or document; may be empty."""
    formatted = _read(raw, parse_mode, given)
    if len(formatted.text) > MOST_IN_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def typed(text: str) -> Formatted:
    """Return what a person typed, with its commands, links and mentions found."""
    text, _ = rules.trim(*rules.clean(text, []))
    return Formatted(text, tuple(rules.to_utf16(text, rules.order(find(text)))))


def _read(raw: str, parse_mode: str, given: Sequence[Mapping[str, Any]] | None) -> Formatted:
    if len(raw) * 4 > MOST_RAW_BYTES and len(raw.encode()) > MOST_RAW_BYTES:
        raise bad_request("text is too long")
    text, entities = _parsed(raw, parse_mode, given)
    text, entities = rules.clean(text, entities)
    text, entities = rules.trim(text, rules.settle(entities) if entities else entities)
    entities = rules.add_found(entities, find(text))[: rules.MOST_KEPT]
    if rules.wire_size(entities) > rules.MOST_BYTES:
        raise bad_request("ENTITIES_TOO_LONG")
    return Formatted(text, tuple(rules.to_utf16(text, entities)))


def _parsed(raw: str, parse_mode: str, given: Sequence[Mapping[str, Any]] | None) -> tuple[str, list[Entity]]:
    mode = parse_mode.lower()
    if mode == "html":
        return parse_html(raw)
    if mode in {"markdown", "markdownv2"}:
        raise bad_request(f"the sandbox does not read parse_mode {parse_mode}; use HTML")
    if mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    return raw, rules.from_utf16(raw, [entity for item in given or [] if (entity := _given(item))])


def _given(item: Mapping[str, Any]) -> Entity | None:
    """Read one entity of the request; those that the server finds by itself are left to it."""
    given = Params(item)
    kind, offset, length = given.text("type"), given.number("offset"), given.number("length")
    if kind == "text_link":
        url = given.text("url")
        if user := linked_user(url):
            return Entity("text_mention", offset, length, user_id=user)
        link = checked_link(url)
        return Entity(kind, offset, length, url=link) if link else None
    if kind == "text_mention":
        return Entity(kind, offset, length, user_id=Params(given.table("user") or {}).number("id"))
    if kind not in _GIVEN:
        return None
    return Entity(
        kind,
        offset,
        length,
        language=given.text("language") or None,
        custom_emoji_id=given.text("custom_emoji_id") or None,
        unix_time=given.number("unix_time") if kind == "date_time" else None,
        date_time_format=given.text("date_time_format") or None,
    )
