"""Cards for other chats, as inline mode offers them: who somebody is, a brief, the latest developments; all cited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from briefings.briefs import Room
from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Brief, BriefLine, Dossier, Entity, Quote, Topic
from briefings.render.dates import citation, span
from briefings.render.speech import gettext, told
from briefings.render.telegram_html import fits
from briefings.render.terms import term
from briefings.service import asking, sharing
from briefings.service.answering import composed
from briefings.service.asking import plain_name
from briefings.service.dossiers import dossier, last_seen
from briefings.service.index import known_entities, name_index
from briefings.service.latest import issue_digest
from briefings.service.services import Services

PAGE = 10  #: cards at once
MOST = 40  #: developments of one question that become cards
_LINES = 5  #: of a card
_CANDIDATES = 5  #: of a name that may mean several
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 120, 200  #: letters; a client shows two or three lines of them
_LONG = 600  #: letters of a sentence that is too long for a card
_LEAST_BEGUN = 3  #: letters of a name that is still being typed


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what is offered, and the message that it becomes."""

    id: str  #: the same for the same card, at most 64 bytes
    title: str
    description: str
    html: str  #: one message of Telegram HTML, every line with its issue and page
    payload: str  #: of the deep link that asks for more


@dataclass(frozen=True, slots=True)
class Cards:
    """A page of cards."""

    cards: tuple[Card, ...]
    more: int | None = None  #: how many developments were offered up to here, where there are more
    hint: str = ""  #: what to say where there are none
    payload: str = ""  #: of the deep link behind the hint; "" for a plain start


@dataclass(frozen=True, slots=True)
class _Made:
    """What cards are made of: heads first, then a card for each line."""

    heads: tuple[Card, ...]  #: fewer than a page; none on a later one
    lines: tuple[BriefLine, ...]
    payload: str


def cards(services: Services, query: str, *, after: int, now: datetime) -> Cards:
    """The cards of a query; nothing asked is what came last.

    Args:
        services: the parts.
        query: a topic, names or words; behind it may stand a period.
        after: how many developments were offered before; what is said of the whole stands ahead of the first.
        now: aware UTC.

    Raises:
        StorageError: the database refused.
    """
    try:
        made = _on(services, query, after, now) if query.strip() else _newest(services, after)
    except UnknownTopicError:
        made = _Made((), (), "")
    except QuestionError as error:
        return Cards((), hint=_short(told(error), _LONGEST_TITLE))
    if query.strip() and not made.heads and not made.lines and not after:
        made = _Made(_begun(services, query, now), (), "")
    reached = after + PAGE - len(made.heads)
    page = (*made.heads, *_cited(services, made.lines[after:reached], made.payload))
    hint = "" if page or after else _nothing(query)
    more = reached if reached < len(made.lines) else None
    return Cards(page, more, hint, sharing.fitting("brief", query) or "")


def _nothing(query: str) -> str:
    if not query.strip():
        return gettext("Nothing was read yet")
    return gettext("Nothing on “%(query)s”. Ask me more", query=_short(query.strip(), 30))


# --- what a query brings ---------------------------------------------------------------------------------------------


def _on(services: Services, query: str, after: int, now: datetime) -> _Made:
    """Dossiers of those it may mean, a brief, then its developments."""
    topic, period = asking.asked(services, query, None)
    plain = period.since is None and period.until is None
    made = composed(services, topic, since=period.since, until=period.until, room=Room(MOST))
    short = sharing.subject(services, topic, query) if plain else query.strip()
    payload = sharing.payload(services, "brief", short, now=now) if made.lines else ""
    meant = _meant(services, topic, query) if plain and not after else ()
    heads = () if after else (*_dossiers(services, meant, now), *_brief(services, made, payload))
    return _Made(heads, _latest_first(made.lines), payload)


def _meant(services: Services, topic: Topic, query: str) -> tuple[Entity, ...]:
    """The entity that is asked for; those that words may mean, too."""
    if len(topic.entities) == 1 and not topic.pair and topic.id == topic.entities[0]:
        entity = known_entities(services).get(topic.entities[0])
        return (entity,) if entity is not None else ()
    return _ambiguous(services, query) if topic.words and topic.id not in services.topic_titles else ()


def _ambiguous(services: Services, query: str) -> tuple[Entity, ...]:
    found = name_index(services).look_up(query)
    if found.outcome != "ambiguous":
        return ()
    return tuple(candidate.entity for candidate in found.candidates[:_CANDIDATES])


def _begun(services: Services, query: str, now: datetime) -> tuple[Card, ...]:
    """Dossiers of those whom a name may mean, or whose name begins so: it may be half typed."""
    if len(query) > asking.LONGEST_QUERY:
        return ()
    meant = dict.fromkeys((*_ambiguous(services, query), *_beginning(services, plain_name(query))))
    return tuple(_dossiers(services, meant, now))[:_CANDIDATES]


def _beginning(services: Services, letters: str) -> tuple[Entity, ...]:
    """Those whom the issues name most of those with a name, or a word of it, that begins so."""
    if len(letters) < _LEAST_BEGUN:
        return ()
    known, counts = known_entities(services), services.archive.mention_counts()
    begins = re.compile(rf"\b{re.escape(letters)}")
    often = sorted((one for one in counts if one in known), key=lambda one: (-counts[one], one))
    fitting = (known[one] for one in often if _any_begins(known[one], begins))
    return tuple(entity for entity, _ in zip(fitting, range(_CANDIDATES), strict=False))


def _any_begins(entity: Entity, begins: re.Pattern[str]) -> bool:
    return any(begins.search(plain_name(name)) for name in (entity.name, *entity.aliases))


def _newest(services: Services, after: int) -> _Made:
    """The latest issue: in short, a brief on each of its topics, and all of its lines."""
    issues = services.archive.latest_issues()
    if not issues:
        return _Made((), (), "")
    made = issue_digest(services, issues)
    lines = tuple(line for section in made.sections for line in section.lines)
    first = [min(section.lines, key=lambda line: line.rank) for section in made.sections if section.lines]
    title = gettext("Latest: %(title)s", title=made.title)
    drafts = [_Draft(sharing.LATEST, title, first)]
    for section in made.sections:
        payload = sharing.fitting("brief", section.topic) if section.topic else None
        if payload is not None:
            drafts.append(_Draft(payload, section.title, section.lines))
    heads = (_card(services, draft, _first_of(draft.lines)) for draft in drafts if not after)
    return _Made(tuple(card for card in heads if card), _latest_first(lines), sharing.LATEST)


def _latest_first(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    def day(line: BriefLine) -> tuple[date, int]:
        when, quote = line.development.when, line.development.evidence[0]
        return when.last if when else quote.date or date.min, -line.rank

    return tuple(sorted(lines, key=day, reverse=True))


# --- cards -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a card says."""

    payload: str
    title: str
    lines: Sequence[BriefLine] = ()
    facts: Sequence[tuple[str, Quote]] = ()  #: what is said of somebody, ahead of the lines
    kind: str = ""  #: of an entity
    single: str = ""  #: of a card of one line, which has no title in its message: what tells it from others


def _dossiers(services: Services, meant: Iterable[Entity], now: datetime) -> list[Card]:
    made = (_dossier(services, dossier(services, entity, lines=_LINES), now) for entity in meant)
    return [card for card in made if card is not None]


def _dossier(services: Services, found: Dossier, now: datetime) -> Card | None:
    """Who somebody is; None for one whom nothing names."""
    entity, last = found.entity, last_seen(found)
    facts = [(role.role, role.evidence) for role in found.roles[:2] if role.evidence is not None]
    facts += [(f"“{quote.sentence}”", quote) for quote in found.descriptions[:1] if len(quote.sentence) < _LONG]
    if not facts and not found.developments and last is not None:
        facts = [(found.names[0].text, last)]
    lines = [BriefLine(development, "unchanged") for development in found.developments]
    payload = sharing.payload(services, "who", entity.id, now=now)
    about = found.roles[0].role if found.roles else term(entity.kind)
    seen = gettext("last seen in %(where)s", where=citation(last)) if last else ""
    draft = _Draft(payload, entity.name, lines, facts, entity.kind)
    return _card(services, draft, " · ".join(filter(None, (about, seen))))


def _brief(services: Services, made: Brief, payload: str) -> list[Card]:
    best = sorted(line.rank for line in made.lines)[:_LINES]
    lines = [line for line in made.lines if line.rank in best]
    title = gettext("Brief: %(topic)s", topic=made.title)
    card = _card(services, _Draft(payload, title, lines), _first_of(lines))
    return [card] if card is not None else []


def _cited(services: Services, lines: Iterable[BriefLine], payload: str) -> list[Card]:
    """A card for each line, the same event once."""
    found: dict[str, Card] = {}
    for line in lines:
        d = line.development
        draft = _Draft(payload, d.statement, [line], single=f"line-{d.id}")
        card = _card(services, draft, " · ".join(filter(None, (span(d.when), citation(d.evidence[0])))))
        if card is not None:
            found.setdefault(card.id, card)
    return list(found.values())


def _card(services: Services, draft: _Draft, description: str) -> Card | None:
    """A card with as many of its lines as one message holds; None where that is none."""
    short = [line for line in draft.lines if len(line.development.statement) <= _LONG][:_LINES]
    for count in range(len(short), -1, -1):
        if not count and not draft.facts:
            return None
        head = "" if draft.single else draft.title
        lines = short[:count]
        html = services.renderer.html("card", title=head, kind=draft.kind, facts=draft.facts, lines=lines)
        if fits(html):
            identity = hashlib.blake2b((draft.single or draft.payload).encode(), digest_size=16).hexdigest()
            said = _short(description, _LONGEST_DESCRIPTION)
            return Card(identity, _short(draft.title, _LONGEST_TITLE), said, html, draft.payload)
    return None


def _first_of(lines: Sequence[BriefLine]) -> str:
    """The weightiest line."""
    return min(lines, key=lambda line: line.rank).development.statement if lines else ""


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
