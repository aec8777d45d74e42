"""How two entities stand to each other, as sentences and developments say: who leads whom, who is whose ally or foe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefings.model import Development, EntityId, EntityKind, Party

#: PLOVER's kinds of events by what they say of both sides; what both do together is no conflict between them.
_AGAINST = frozenset({"ASSAULT", "COERCE", "THREATEN", "ACCUSE", "REJECT", "SANCTION", "PROTEST", "MOBILIZE"})
_WITH = frozenset({"SUPPORT", "AID", "COOPERATE"})
_TALKING = frozenset({"CONSULT", "AGREE", "REQUEST"})
#: Kinds that take no side.
_NO_SIDE: frozenset[EntityKind] = frozenset({"place", "facility", "law", "event"})

#: Kinds that have no members: "Iraq's strongest faction, X" is none of Iraq's.
_NO_BODY: frozenset[EntityKind | None] = frozenset({"government", "place", "person", "facility"})

_HEADS = (
    r"(?:leader|head|chief|commander|secretary[- ]general|founder|co-founder|chair(?:man|woman|person)|president|"
    r"director|chief executive|ceo|boss)"
)
_PARTS = r"(?:member|part|faction|wing|branch|unit|arm|division|subsidiary|affiliate|component|brigade)s?"
_FEW = r"(?:[\w’'-]+\s+){0,3}?"
_OPENING = r"(?:,\s+|\s+)(?:(?:who|which|that)\s+)?(?:(?:is|are|was)\s+)?(?:now\s+)?"
_NOW = r"(?!.*\b(?:former|ex|then|once|late|not|no|never|against|rival|deny|denied)\b)"
#: What stands between two names, the first of which leads the second, and so on.
_FIRST_LEADS = (
    rf"{_NOW}{_OPENING}(?:the\s+|its\s+|an?\s+)?{_FEW}{_HEADS}\s+(?:of|at)\s+(?:the\s+)?",
    rf"{_NOW}(?:,\s+who\s+|\s+)(?:leads|heads|commands|chairs|runs)\s+(?:the\s+)?",
)
_SECOND_LEADS = (
    rf"{_NOW}(?:[’']s?)?,?\s+{_FEW}{_HEADS},?\s+(?:[A-Z][\w.’'-]*\s+){{0,2}}",
    rf"{_NOW}{_OPENING}(?:led|headed|commanded|chaired|run|founded)\s+by\s+(?:[\w’'-]+\s+){{0,3}}",
)
_FIRST_BELONGS = (
    rf"{_NOW}{_OPENING}(?:one\s+of\s+)?(?:an?\s+|the\s+)?{_FEW}{_PARTS}\s+(?:of|in|within)\s+(?:the\s+)?",
    rf"{_NOW}(?:,\s+which\s+|\s+)(?:belongs\s+to|joined)\s+(?:the\s+)?",
)
_SECOND_BELONGS = (
    rf"{_NOW}(?:[’']s?)?\s+{_FEW}(?:member|lawmaker|mp|faction|unit|wing|subsidiary|affiliate),?\s+(?:the\s+)?",
    rf"{_NOW},?\s+(?:which\s+)?(?:includes|including|comprises)\s+(?:the\s+)?",
)
_FIRST_SPEAKS = (
    rf"{_NOW}{_OPENING}(?:the\s+|its\s+|an?\s+)?{_FEW}spokes(?:man|woman|person)\s+(?:of|for)\s+(?:[\w’'-]+\s+){{0,3}}",
)
_SECOND_SPEAKS = (rf"{_NOW}(?:[’']s?)?\s+spokes(?:man|woman|person),?\s+(?:[A-Z][\w.’'-]*\s+){{0,2}}",)
_FIRST_BACKS = (r"(?:ian|i|n)?-(?:backed|supported|sponsored|funded|aligned)\s+(?:[\w’'-]+\s+){0,4}",)
_SECOND_BACKS = (rf"{_NOW}{_OPENING}(?:backed|supported|sponsored|funded)\s+by\s+(?:the\s+)?",)
_SAID = tuple(
    (tuple(re.compile(one, re.IGNORECASE | re.DOTALL) for one in patterns), first, second)
    for patterns, first, second in (
        (_FIRST_LEADS, "led by it", "leads it"),
        (_SECOND_LEADS, "leads it", "led by it"),
        (_FIRST_BELONGS, "it is a member", "member of it"),
        (_SECOND_BELONGS, "member of it", "it is a member"),
        (_FIRST_SPEAKS, "it speaks for them", "speaks for it"),
        (_SECOND_SPEAKS, "speaks for it", "it speaks for them"),
        (_FIRST_BACKS, "backed by it", "backs it"),
        (_SECOND_BACKS, "backs it", "backed by it"),
    )
)
_LONGEST_GAP = 120  #: characters


@dataclass(frozen=True, slots=True)
class Together:
    """A sentence that names two entities."""

    sentence: str
    mine: str  #: the one as printed
    other: str  #: the other as printed


def how(
    entity: EntityId,
    other: EntityId,
    kinds: tuple[EntityKind | None, EntityKind | None],
    sentences: Iterable[Together],
    developments: Iterable[Development],
) -> str | None:
    """What the other is to an entity: "leads it", "led by it", "member of it", "it is a member", "backs it", "ally"….

    What a sentence says outright goes before what happened between them; there the more frequent goes before.

    Args:
        entity: the one.
        other: the other.
        kinds: of both, where known: places take no side.
        sentences: that name both.
        developments: any.
    """
    said = Counter(one for sentence in sentences for one in _said(sentence))
    for one, kind in (("member of it", kinds[0]), ("it is a member", kinds[1])):
        if kind in _NO_BODY:
            del said[one]
    if said:
        return said.most_common(1)[0][0]
    if any(kind in _NO_SIDE for kind in kinds):
        return None
    done = Counter(side for development in developments for side in _sides(development, entity, other))
    return done.most_common(1)[0][0] if done else None


def _said(together: Together) -> Iterator[str]:
    text = together.sentence
    mine, other = text.find(together.mine), text.find(together.other)
    if mine < 0 or other < 0 or mine == other:
        return
    first, second = (together.mine, together.other) if mine < other else (together.other, together.mine)
    gap = text[min(mine, other) + len(first) : max(mine, other)]
    if len(gap) > _LONGEST_GAP or min(mine, other) + len(first) > max(mine, other) or not second:
        return
    for patterns, if_first, if_second in _SAID:
        if any(pattern.fullmatch(gap) for pattern in patterns):
            yield if_first if mine < other else if_second
            return


def _sides(development: Development, entity: EntityId, other: EntityId) -> Iterator[str]:
    """On which side of each other a development puts two entities; what did not happen puts them on none."""
    if development.status in ("denied", "conditional"):
        return
    actors, targets = _ids(development.actors), _ids(development.targets)
    if entity in actors and other in actors:
        if development.type in _AGAINST | _WITH:
            yield "ally"
        elif development.type in _TALKING:
            yield "in talks"
    elif (entity in actors and other in targets) or (other in actors and entity in targets):
        if development.type in _AGAINST:
            yield "opponent"
        elif development.type in _WITH:
            yield "ally"
        elif development.type in _TALKING:
            yield "in talks"


def _ids(parties: Sequence[Party]) -> set[EntityId]:
    return {party.entity for party in parties if party.entity is not None}
