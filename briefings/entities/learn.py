"""What a text says of an entity: its other names, what it is, which office it holds; always with where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.entities.declared import Declared, declared, ends_with
from briefings.entities.index import key
from briefings.entities.patterns import patterns
from briefings.entities.words import fold, words
from briefings.model import EntityId, Mention, Role

_FORMER = re.compile(
    r"\b(?:former|then|ex|late|previous|outgoing|one-time|erstwhile|deposed|ousted|past)\b", re.IGNORECASE
)
#: What stands before an office and is no part of it.
_LEADING = re.compile(
    r"^(?:the|a|an|its|his|her|their|and|but|as|while|when|by|with|to|of|for|from|that|according|one of the)\s+",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;:,()“”\"\n–—]")
#: A verb or preposition before an office belongs to the clause, not to the office.
_CLAUSE = re.compile(
    r"(?<![-\w])(?:said|says|told|is|was|are|were|has|have|had|will|would|by|with|to|from|that|which|who|after|when|while|"
    r"as|and|but|met|meets|visited|killed|urged|in|on|against|including|between|called|warned|hailed|named|appointed|elected|"
    r"replaced|like|over|about|during)(?![-\w])",
    re.IGNORECASE,
)
#: Words that belong to a title inside a mention: "former", "Iraq's", "then-".
_LEAD = re.compile(r"((?:former|ex-|then-|late|then|[A-Z]\w+(?:’s|'s)|[A-Z]\w+i)[ -]?\s*)+$")
_APPOSED = re.compile(r",\s+(?:the\s+|an?\s+|his\s+|her\s+|its\s+)?")
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


def find_roles(text: str, mentions: Sequence[Mention]) -> list[tuple[Role, int, int]]:
    """Offices that the text gives to resolved persons, with the stretch that says so; the Role is without evidence.

    A role that the text calls former ("then-", "ex-", "former", "late"), or says that somebody "was", is former.
    """
    found: dict[tuple[EntityId, str], tuple[Role, int, int]] = {}
    people = [mention for mention in mentions if mention.label == "PERSON"]
    for mention in people:
        if mention.entity is None:
            continue
        for said in (_inside(text, mention) or _before(text, mention, people), _after(text, mention, people)):
            if said is not None:
                role = Role(mention.entity, said.role, said.former)
                found.setdefault((mention.entity, said.role.lower()), (role, said.start, said.end))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Said:
    role: str
    former: bool
    start: int
    end: int


def _said(role: str, start: int, end: int, *, was: bool = False) -> _Said:
    text = " ".join(role.split()).strip(" ,’'")
    while _LEADING.match(text):
        text = _LEADING.sub("", text)
    return _Said(text, was or _FORMER.search(role) is not None, start, end)


def _inside(text: str, mention: Mention) -> _Said | None:
    """A title that the mention has in itself: "General Yahya Rasool"."""
    match = patterns().inside.match(mention.text)
    if match is None:
        return None
    lead = _LEAD.search(text[max(0, mention.start - _LOOK_BACK) : mention.start])
    before = lead.group().strip() if lead else ""
    return _said(f"{before} {match['role']}", mention.start - len(lead.group() if lead else ""), mention.end)


def _before(text: str, mention: Mention, people: Sequence[Mention]) -> _Said | None:
    """An office right before the name: "The then-prime minister, Adel Abdul Mahdi"."""
    clause = _clause_before(text[max(0, mention.start - _LOOK_BACK) : mention.start])
    match = patterns().before.search(clause)
    office = _tail(match["role"]) if match else ""
    start = text.rfind(office, 0, mention.start)
    if not office or (clause.endswith(", ") and _is_apposed(text, start, people)):
        return None
    return _said(office, start, mention.end)


def _after(text: str, mention: Mention, people: Sequence[Mention]) -> _Said | None:
    """An office right after the name: ", the military spokesman for Prime Minister al-Kadhimi"."""
    match = patterns().after.match(text[mention.end : mention.end + _LOOK_AHEAD])
    if match is None:
        return None
    end = mention.end + match.end()
    if any(
        other.start > end and text[end : other.start].isspace() for other in people
    ):  # "Mike Pompeo, Defence Secretary Mark Esper"
        return None
    return _said(match["role"], mention.start, end, was=match["link"].endswith("was"))


def _is_apposed(text: str, start: int, people: Sequence[Mention]) -> bool:
    """Whether an office stands behind another's name already: "Ali Allawi, the finance minister, Barham Salih"."""
    return any(other.end <= start and _APPOSED.fullmatch(text, other.end, start) for other in people)


def _clause_before(before: str) -> str:
    """The last stretch before a name with no stop in it; one comma right before the name may stand."""
    body = before.rstrip()
    comma = body.endswith(",")
    body = body.rstrip(", ")
    cuts = [match.end() for match in _STOP.finditer(body)]
    kept = body[cuts[-1] if cuts else 0 :]
    return kept + (", " if comma else " ")


def _tail(role: str) -> str:
    """A role without what stands before it in the clause; of "spokesman for Prime Minister" the last office."""
    cuts = [match.end() for match in _CLAUSE.finditer(role)]
    role = role[cuts[-1] :].strip() if cuts else role.strip()
    inner = patterns().of_office.search(role)
    role = inner["role"] if inner else role
    first, _, rest = role.partition(" ")
    while rest and first.lower() != "then" and fold(first) in words().common:
        role = rest
        first, _, rest = role.partition(" ")
    return role
