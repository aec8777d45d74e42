"""Offices that a text gives to people, with the stretch that says so: "the then-defence minister, Sheikh Nasser"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefings.entities.patterns import patterns
from briefings.entities.words import fold, words
from briefings.model import EntityId, Mention, Role

_FORMER = re.compile(
    r"\b(?:former|then|ex|late|previous|outgoing|one-time|erstwhile|deposed|ousted|past)\b|\bat the time$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(then|ex|former)-", re.IGNORECASE)
#: What stands before an office and is no part of it.
_LEADING = re.compile(
    r"^(?:the|a|an|its|his|her|their|and|but|as|while|when|by|with|to|of|for|from|that|according|one of the|now|"
    r"currently|also|still)\s+",
    re.IGNORECASE,
)
#: Until when somebody held it: it is part of no office and makes it a former one.
_TERM = re.compile(
    r"\s+(?:until|till|at\s+the\s+time|from\s+(?:\w+\s+)?\d{4}\s+(?:to|until)|between\s+(?:\w+\s+)?\d{4})\b.*",
    re.DOTALL,
)
_STOP = re.compile(r"[.!?;:,()“”\"\n–—]")
#: Verbs, prepositions and the like before an office belong to the clause, not to the office.
_CLAUSE = re.compile(
    r"(?<![-\w])(?:said|says|told|is|was|are|were|has|have|had|will|would|by|with|to|from|that|which|who|after|when|while|"
    r"as|and|but|met|meets|visited|killed|urged|in|on|against|including|between|called|warned|hailed|named|appointed|elected|"
    r"replaced|like|over|about|during|be|been|being|become|becomes|became|did|does|could|should|may|might|must|can|not|never|"
    r"won|left|led|held|took|made|gave|sent|saw|ran|went|came|lost|quit|fled|put|set|kept|found|fought|spoke|wrote|brought|"
    r"bought|sold|began|stood|rose|fell|broke|chose|flew|drove|swore|sworn|hit|shot|beat|sought|thought|knew|grew|"
    r"without|under|before|since|because|if|than|where|at|into)(?![-\w])",
    re.IGNORECASE,
)
#: A determiner inside a role begins another noun: "accused the interior minister".
_DETERMINER = re.compile(
    r"(?<![-\w])(?:the|an?|his|her|its|their|this|these|some|any|every|each)(?![-\w])", re.IGNORECASE
)
_VERB = re.compile(r"(?<![-\w])[a-z]+(?:ed|ing|ly)(?![-\w])")
#: Such words say what kind of holder somebody is, where they stand first or behind a name or article.
_ADJECTIVES = words().holders
#: Who wants or may get an office does not hold it.
_WANTED = re.compile(
    r"\b(?:candidate|nominee|contender|hopeful|bid|run|race|nomination|post|job|campaign|frontrunner|favourite|running|vying)"
    r"s?\s+(?:for|of|as)\s",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"(?<!crown )\b(?:(?:sheikh|shaikh|sheikha|prince|princess|dr|mr|mrs|ms|sir|sayyid|hajj|lord)\b\.?\s+"
    r"|(?:(?:lt|gen|maj|col|brig|capt|adm)\.\s+))+$",
    re.IGNORECASE,
)
_HONORIFICS = frozenset({"prince", "princess"})
#: Ranks that somebody has beside an office: "the commander of the Quds Force, General X".
_RANKS = frozenset({
    "general", "colonel", "admiral", "brigadier", "brigadier general", "major general", "lieutenant general",
    "brigadier-general", "major-general", "lieutenant-general", "field marshal", "ayatollah", "grand ayatollah", "imam",
    "professor", "judge",
})  # fmt: skip
#: Titles that are given names as well: "Sultan al-Jaber", or "Sultan Ahmed al-Jaber, the minister".
_GIVEN = re.compile(r"(?:Sultan|Amir|Emir|Malik)\s")
_GIVEN_ALONE = re.compile(r"\w+\s+(?:al|el|bin|ibn)[- ]", re.IGNORECASE)
#: Words that belong to a title inside a mention: "former", "Iraq's", "then-".
_LEAD = re.compile(r"((?:former|ex-|then-|late|then|[A-Z]\w+(?:’s|'s)|[A-Z]\w+i)[ -]?\s*)+$")
_APPOSED = re.compile(r",\s+(?:the\s+|an?\s+|his\s+|her\s+|its\s+)?")
#: Somebody's office as a subject: "and his chief of staff is ".
_SUBJECT = re.compile(
    r"(?:^|[.!?;]\s+|,\s+|\n|\band\s+)(?P<subject>(?:the|his|her|its|their|[A-Z]\w+(?:’s|'s))\s+(?:(?!\b(?:is|was|who|which|that)\b)[^.!?;,])*)"
    r"(?P<said>\s+is\s+)$",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"(?<![-\w])[a-z][\w’'-]*\s+")
#: Small words that may stand before a title, or inside the name of what it is of.
_KEPT = frozenset(f"{word} " for word in (*_ADJECTIVES, "new", "interim", "caretaker", "deputy", "vice", "of", "for"))
_LOOK_BACK = 90
_LOOK_AHEAD = 160


def find_roles(text: str, mentions: Sequence[Mention]) -> list[tuple[Role, int, int]]:
    """Offices that the text gives to resolved persons, with the stretch that says so; the Role is without evidence.

    A role that the text calls former ("then-", "ex-", "former", "late"), or says that somebody "was", is former.
    """
    found: dict[tuple[EntityId, str], tuple[Role, int, int]] = {}
    people = [mention for mention in mentions if mention.label == "PERSON"]
    for mention in people:
        if mention.entity is None:
            continue
        for said in _said_of(text, mention, people):
            role = Role(mention.entity, said.role, said.former)
            found.setdefault((mention.entity, said.role.lower()), (role, said.start, said.end))
    return list(found.values())


def _said_of(text: str, mention: Mention, people: Sequence[Mention]) -> Iterator[_Said]:
    inside, after = _inside(text, mention), _after(text, mention, people)
    if inside is not None and _GIVEN.match(mention.text) and (after or _GIVEN_ALONE.match(mention.text)):
        inside = None
    if inside is not None and inside.role.lower() not in _HONORIFICS:
        before = _before(text, mention, people) if inside.role.lower() in _RANKS else None
    else:
        before, inside = _before(text, mention, people) or inside, None
        if before is not None and before.role.lower() in _RANKS:  # "His chief of staff is Colonel X"
            inside, before = before, _before(text, replace(mention, start=before.start), people)
    yield from (said for said in (before, inside, after) if said is not None)


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
    back = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    told = _SUBJECT.search(back)  # "The oil minister is X"
    if told is not None:
        back = back[: told.start("said")] + " "
    clauses = [_clause_before(_HONORIFIC.sub("", back)), _clause_before(back)]
    clause = next((one for one in clauses if patterns().before.search(one)), "")
    match = patterns().before.search(clause)
    if match is None and text.startswith(",", mention.end):
        match = patterns().before_of.search(clauses[0])
    office = _tail(match["role"]) if match else ""
    start = text.rfind(office, 0, mention.start)
    if not office or (clause.endswith(", ") and _is_apposed(text, start, people)):
        return None
    if told is not None and _undressed(told["subject"]).find(office) > 0:  # "the opponent of the minister is X"
        return None
    return _said(_TERM.sub("", office), start, mention.end, was=_TERM.search(office) is not None)


def _after(text: str, mention: Mention, people: Sequence[Mention]) -> _Said | None:
    """An office right after the name: ", the military spokesman for Prime Minister al-Kadhimi"."""
    match = patterns().after.match(text[mention.end : mention.end + _LOOK_AHEAD])
    if match is None or _is_predicate(match["role"]):
        return None
    end = mention.end + match.end()
    if any(
        other.start > end and text[end : other.start].isspace() for other in people
    ):  # "Mike Pompeo, Defence Secretary Mark Esper"
        return None
    term = _TERM.search(match["role"]) or _TERM.match(text, end)
    was = match["link"].endswith("was") or term is not None
    return _said(_TERM.sub("", match["role"]), mention.start, end, was=was)


def _is_predicate(role: str) -> bool:
    """Whether what stands before the first office is a clause ("met the ambassador") and not what the office is of."""
    lead = _before_office(_undressed(role))
    return bool(_CLAUSE.search(lead) or _DETERMINER.search(lead) or any(_verbs(lead)))


def _undressed(role: str) -> str:
    while _LEADING.match(role):
        role = _LEADING.sub("", role)
    return role


def _before_office(role: str) -> str:
    match = patterns().office.search(_PAST.sub(lambda past: f"{past[1]} ", role))
    return role[: match.start()] if match else role


def _verbs(lead: str) -> Iterator[re.Match[str]]:
    """Words that look like verbs, save those that describe a holder: "acting oil minister"."""
    for match in _VERB.finditer(lead):
        before = lead[: match.start()].split()
        described = not before or before[-1][0].isupper() or before[-1] in _ADJECTIVES
        if match.group() not in _ADJECTIVES or not described:
            yield match


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
    lead = _before_office(role)
    cuts = [match.end() for match in (*_CLAUSE.finditer(lead), *_DETERMINER.finditer(lead), *_verbs(lead))]
    cuts += [match.end() for match in _CLAUSE.finditer(role, len(lead)) if not _TERM.match(role, match.start() - 1)]
    last = _last_office(role)  # "President X dismissed his chief of staff, Y"
    cuts += [match.end() for match in _DETERMINER.finditer(role, len(lead), last) if match.end() < last]
    role = role[max(cuts, default=0) :].strip()
    wanted = _WANTED.search(role)
    if wanted:
        return role if patterns().office.search(role, 0, wanted.end()) else ""
    inner = patterns().of_office.search(role)
    role = inner["role"] if inner else role
    role = _title_alone(role)
    first, _, rest = role.partition(" ")
    while rest and first.lower() != "then" and fold(first) in words().common:
        role = rest
        first, _, rest = role.partition(" ")
    return role


def _last_office(role: str) -> int:
    """Where the office begins that a role ends with; 0 where it ends with what the office is of."""
    ends = [match.start() for match in patterns().office.finditer(role) if match.end() == len(role)]
    return ends[0] if ends else 0


def _title_alone(role: str) -> str:
    """Of "support President" the title: small words before a capital belong to the clause, save what a holder is."""
    lead = _before_office(role)
    if not role[len(lead) :][:1].isupper():
        return role
    small = [match for match in _SMALL_WORD.finditer(lead) if not _FORMER.match(match[0]) and match[0] not in _KEPT]
    return role[small[-1].end() :] if small else role
