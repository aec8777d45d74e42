"""Answers to `/who`: one entity, what it is called, what it is, did and underwent, and with whom it is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefings.briefs import Room
from briefings.developments import gate
from briefings.entities.relations import Together, how
from briefings.errors import QuestionError
from briefings.model import (
    Bounds,
    BriefLine,
    Development,
    Dossier,
    Entity,
    EntityId,
    LookUp,
    NameSeen,
    Party,
    Quote,
    Relation,
    Role,
    Topic,
)
from briefings.render.speech import gettext
from briefings.render.telegram_html import fits
from briefings.service.answering import LONGEST_QUERY, composed, search_answer, unknown
from briefings.service.answers import Answer, Choice
from briefings.service.described import KINDS, described
from briefings.service.index import canonical_id, known_entities, name_index
from briefings.service.services import Services
from briefings.service.timelines import timeline_answer

LINES = 9  #: developments that a message has of a dossier
MOST_TOLD = 60  #: developments of a dossier
_LATEST = 400  #: developments that say how an entity stands to others, and what it is called
_MORE_LINES = 40
#: How much of each part one message shows, from all that is wanted down to the least.
_SIZES = ((9, 12, 5, 8, 2), (7, 8, 4, 6, 2), (5, 6, 3, 5, 1), (3, 4, 2, 3, 1), (2, 2, 1, 2, 0))
_WAYS_ON = ("more", "timeline")
_WORD = re.compile(r"\w+")
_GENITIVE = re.compile(r"[’']s?\b")
_EMPTY = frozenset({"of", "the", "a", "an", "for", "at", "in", "then", "former", "ex", "new", "and"})
#: What another is to a person, whom nobody calls "it".
_TO_A_PERSON = {
    "led by it": "which they lead",
    "it is a member": "of which they are a member",
    "it speaks for them": "for whom they speak",
    "backed by it": "which they back",
    "leads it": "leads them",
    "speaks for it": "speaks for them",
    "backs it": "backs them",
}
#: What one's own country is to a person in office says nothing.
_OFFICIAL = frozenset({"ally", "in talks"})


def who(services: Services, name: str, *, lines: int = MOST_TOLD) -> Dossier | LookUp:
    """The dossier of the entity that a name means, or the look-up where it means several or none.

    Raises:
        QuestionError: the name is empty or too long.
    """
    if not name.strip():
        raise QuestionError("Say whom you mean, for instance: /who kataib hezbollah.")
    if len(name) > LONGEST_QUERY:
        raise QuestionError(
            "That is %(count)s letters; a name has %(most)s at most.", count=len(name), most=LONGEST_QUERY
        )
    entity = _by_id(services, name)
    if entity is None:
        found = name_index(services).look_up(name)
        if found.outcome != "found":
            return found
        entity = found.candidates[0].entity
    return dossier(services, entity, lines=lines)


def _by_id(services: Services, name: str) -> Entity | None:
    """The entity of an id, also one that was merged since."""
    return known_entities(services).get(canonical_id(services, EntityId(name.strip())))


def dossier(services: Services, entity: Entity, *, lines: int = MOST_TOLD) -> Dossier:
    """What the issues say of an entity, every statement with its place.

    The weightiest developments come first, as many as a message has, then the others, then those that mean the entity
    by what it is ("the Iran-backed militia"); each of these parts has the newest first.
    """
    archive = services.archive
    made = composed(services, Topic(id=entity.id, title=entity.name, entities=(entity.id,)), room=Room(lines))
    ranked = sorted(made.lines, key=lambda line: line.rank)
    told = [line.development for part in (ranked[:LINES], ranked[LINES:]) for line in _newest_first(part)]
    described = _described(services, entity, lines - len(told)) if lines > LINES else []
    return Dossier(
        entity=entity,
        names=one_of_a_case(
            name for name in archive.names_of(entity.id) if not _is_adjective(services, name.text, entity)
        ),
        roles=told_once(archive.roles_of(entity.id)),
        developments=(*told, *(one for one, _ in described)),
        described={one.id: words for one, words in described if one.id is not None},
        relations=_relations(services, entity),
        read=made.read,
        descriptions=archive.descriptions_of(entity.id),
        more=made.more,
        learned=archive.given_names(entity.id),
    )


def _newest_first(lines: Iterable[BriefLine]) -> list[BriefLine]:
    return sorted(lines, key=lambda line: _day(line.development), reverse=True)


def _described(services: Services, entity: Entity, room: int) -> list[tuple[Development, str]]:
    """Proved lines that mean an entity without its name, one a sentence, with the words; none in a short dossier."""
    if room <= 0 or entity.kind not in KINDS:
        return []
    found: dict[str, tuple[Development, str]] = {}
    named = services.archive.bearing(([entity.id],), (), Bounds(), limit=_LATEST)
    for one, words in described(services, entity, named):
        line = gate.proved(one)
        if line is not None:
            found.setdefault(one.evidence[0].sentence, (line, words))
    return list(found.values())[:room]


def one_of_a_case(names: Iterable[NameSeen]) -> tuple[NameSeen, ...]:
    """Spellings that differ in capitals alone ("KATAIB", "Al-") under the first, from the first place to the last.

    Args:
        names: the most frequent first.
    """
    found: dict[str, NameSeen] = {}
    for name in names:
        same = found.setdefault(name.text.casefold(), name)
        first = min((same.first, name.first), key=lambda quote: quote.date or date.min)
        last = max((same.last, name.last), key=lambda quote: quote.date or date.min)
        found[name.text.casefold()] = replace(same, first=first, last=last)
    return tuple(found.values())


def told_once(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Offices in the same words ("NOC’s chairman", "chairman of the NOC") once, and no rank that another has in it.

    Args:
        roles: the latest first, which is kept.
    """
    found: dict[tuple[frozenset[str], bool], Role] = {}
    for role in roles:
        found.setdefault((_words(role.role), role.former), role)
    return tuple(
        role
        for (said, former), role in found.items()
        if len(said) > 1 or not any(said < other and former == past for other, past in found)
    )


def _words(role: str) -> frozenset[str]:
    """The words of an office that say something, without what says that it is over."""
    said = _WORD.findall(_GENITIVE.sub("", role.replace("-", " ").casefold()))
    return frozenset(said) - _EMPTY or frozenset(said)


def last_seen(found: Dossier) -> Quote | None:
    """The latest place that names the entity."""
    return max((name.last for name in found.names), key=lambda quote: quote.date or date.min, default=None)


def native_name(entity: Entity) -> str | None:
    """The first of an entity's names that is in another script than Latin."""
    return next((name for name in (entity.name, *entity.aliases) if _is_native(name)), None)


def _is_native(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(ord(letter) > 0x24F for letter in letters)


def _relations(services: Services, entity: Entity) -> tuple[Relation, ...]:
    """With whom it is named, under their canonical names, and how they stand to it."""
    named = services.archive.named_with(entity.id)
    known = known_entities(services)
    others = {relation.entity for relation in named if relation.entity}
    said: dict[EntityId, list[Together]] = {}
    for other, sentence, mine, theirs in services.archive.together(entity.id, others):
        said.setdefault(other, []).append(Together(sentence, mine, theirs))
    done = services.archive.bearing(([entity.id], sorted(others)), (), Bounds(), limit=_LATEST) if others else ()
    return tuple(_relation(relation, entity, known, said, done) for relation in named)


def _relation(
    relation: Relation,
    entity: Entity,
    known: Mapping[EntityId, Entity],
    said: dict[EntityId, list[Together]],
    done: tuple[Development, ...],
) -> Relation:
    other = relation.entity
    if other is None or other not in known:
        return relation
    stands = how(entity.id, other, (entity.kind, known[other].kind), said.get(other, ()), done)
    official = entity.kind == "person" and entity.country == other and stands in _OFFICIAL
    return replace(relation, name=known[other].name, how=None if official else stands)


def _day(development: Development) -> tuple[date, float]:
    """When it was, at the latest; what has no day is as old as its issue."""
    told = development.evidence[0].date or date.min
    return (development.when.last if development.when else told, development.salience)


def _is_adjective(services: Services, text: str, entity: Entity) -> bool:
    """Whether a word speaks of a country ("Iraqi") and is no name of it."""
    return services.countries.nationality(text) == entity.id and text not in (entity.name, *entity.aliases)


# --- messages ------------------------------------------------------------------------------------------------------


def who_answer(services: Services, name: str) -> Answer:
    """The dossier as a message; of a name for several, a choice; of one for none, its words or the nearest.

    Behind an id, "more" asks for everything, and "timeline", as buttons of old messages have it, for `/timeline`.
    """
    if not name.strip():
        return Answer(services.renderer.html("ask", wanted="name", topics=()))
    whole, _, way = name.strip().rpartition(" ")
    entity = _by_id(services, whole) if way in _WAYS_ON else None
    if entity is not None:
        return _all_of(services, entity) if way == "more" else timeline_answer(services, entity.id)
    found = who(services, name, lines=LINES)
    if isinstance(found, LookUp):
        nearest = unknown(services, name, "/who")
        said = found.outcome == "none" and services.archive.search(name, limit=1)
        return replace(search_answer(services, name), choices=nearest.choices) if said else nearest
    return Answer(render_dossier(services, found), _ways_on(found))


def _ways_on(found: Dossier) -> tuple[Choice, ...]:
    if not found.names and not found.developments:
        return ()
    more = Choice(gettext("More"), f"/who {found.entity.id} more")
    timeline = Choice(gettext("Timeline"), f"/timeline {found.entity.id}")
    return (more, timeline, Choice(gettext("Watch"), f"/watch {found.entity.id}"))


def _all_of(services: Services, entity: Entity) -> Answer:
    found = dossier(services, entity, lines=_MORE_LINES)
    html = _rendered(services, found, (_MORE_LINES, *[_MORE_LINES] * 4))
    return Answer(html, (Choice(gettext("Timeline"), f"/timeline {entity.id}"),))


def render_dossier(services: Services, found: Dossier) -> str:
    """A dossier's message: as much as one holds."""
    html = ""
    for size in _SIZES:
        html = _rendered(services, found, size)
        if fits(html):
            break
    return html


def _rendered(services: Services, found: Dossier, size: tuple[int, ...]) -> str:
    """A dossier with so many developments, names, roles, relations and descriptions at most."""
    lines, names, roles, relations, descriptions = size
    shown = [one for one in found.developments if one.id not in found.described][:lines]
    did = [d for d in shown if _is_of(found.entity, d.actors)]
    underwent = [d for d in shown if d not in did and _is_of(found.entity, d.targets)]
    short = replace(
        found,
        names=found.names[:names],
        roles=found.roles[:roles],
        relations=tuple(_said_of(found.entity, one) for one in found.relations[:relations]),
        descriptions=found.descriptions[:descriptions],
    )
    return services.renderer.html(
        "dossier",
        dossier=short,
        native=native_name(found.entity),
        did=_lines(did),
        underwent=_lines(underwent),
        other=_lines(d for d in shown if d not in did and d not in underwent),
        learned=_called(found)[:descriptions],
        names_left=len(found.names) - len(short.names),
        last=last_seen(found),
    )


def _said_of(entity: Entity, relation: Relation) -> Relation:
    if entity.kind != "person" or relation.how is None:
        return relation
    return replace(relation, how=_TO_A_PERSON.get(relation.how, relation.how))


def _called(found: Dossier) -> list[tuple[str, Quote]]:
    """Names that a sentence gave it and that stand nowhere else in the message."""
    shown = {name.text.casefold() for name in found.names} | {found.entity.name.casefold()}
    return [(text, quote) for text, quote in found.learned if text.casefold() not in shown]


def _is_of(entity: Entity, parties: Iterable[Party]) -> bool:
    return any(party.entity == entity.id for party in parties)


def _lines(developments: Iterable[Development]) -> list[BriefLine]:
    return [BriefLine(development, "unchanged") for development in developments]
