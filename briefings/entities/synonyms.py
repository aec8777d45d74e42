"""Stretches of a text that it gives as the same: two names, or a name and the office beside it.

"The oil minister, X" says that both are one; the office of "Oil Minister X" is a part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.entities.declared import told
from briefings.entities.roles import find_roles
from briefings.model import EntityId, Mention

Span = tuple[int, int]

_TITLES = (
    r"(?:(?:(?:Major|Brigadier|Lieutenant|Staff|Vice)\s+)?(?:General|Gen\.|Colonel|Col\.|Dr\.?|Sheikh|Mr\.?|Mrs\.?|Lt\.|Maj\."
    r"|Admiral)\s+)*"
)
_COMMA = re.compile(rf",\s*{_TITLES}$")
_IS = re.compile(rf"\s+is\s+{_TITLES}$")
_BLANK = re.compile(r"\s*")
_END = re.compile(r"\n|\s+(?:said|says|told|welcomes?|welcomed|announced|condemned|responds|released)\b")


def find_synonyms(text: str, mentions: Sequence[Mention]) -> list[tuple[Span, Span]]:
    """Pairs of stretches that the text says are one: "X (KH)", "X, also known as Y", "the oil minister, X".

    Args:
        text: any.
        mentions: in it; they need not be resolved.

    Returns:
        Pairs in the text's order, each with the name first; offsets are characters of the text.
    """
    labels = {(mention.start, mention.end): mention.label for mention in mentions}
    pairs = [(pair.name, pair.alias) for pair in told(text, labels)]
    return sorted({*pairs, *_offices(text, mentions)})


def _offices(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Span, Span]]:
    people = [mention for mention in mentions if mention.label == "PERSON"]
    for person in people:
        alone = [replace(m, entity=EntityId(person.text) if m is person else None) for m in people]
        for role, start, _end in find_roles(text, alone):
            office = _apposed(text, person, role.role, start)
            if office is not None:
                yield (person.start, person.end), office


def _apposed(text: str, person: Mention, role: str, start: int) -> Span | None:
    """Where an office stands that a comma, "who is" or "is" sets beside a name; None where nothing does."""
    if start < person.start:
        before = text[start : person.start]
        end = _COMMA.search(before) or _IS.search(before)
        return (start, start + end.start()) if end else None
    words = r"\s+".join(map(re.escape, role.split()))
    found = re.compile(rf"(?:,|\b(?:is|was)\b)\s+(?:who\s+(?:is|was)\s+)?(?:the\s+|an?\s+)?({words})").match(
        text,
        person.end + len(_BLANK.match(text, person.end)[0]),  # type: ignore[index]  # it fits everywhere
    )
    return None if found is None else _clause(text, found.span(1))


def _clause(text: str, span: Span) -> Span:
    """A stretch up to the verb, the line end or the quotation mark that ends it."""
    end = _END.search(text, *span)
    return span[0], end.start() if end else span[1]
