"""What the latest issue brings: its top lines a topic, who is new in it, and what to watch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.briefs import Material, Room, compose, line_keys
from briefings.model import Bounds, Brief, BriefLine, Development, Entity, EntityId, IssueRecord, Quote, Topic
from briefings.render.speech import gettext
from briefings.render.telegram_html import fits, split
from briefings.service import asking
from briefings.service.answers import Answer, Choice
from briefings.service.asking import ALL
from briefings.service.index import known_entities
from briefings.service.services import Services

_TOPICS = 6  #: topics of an issue that are told; the rest of it stands under no topic
_SIZES = ((3, 4, 6, 5), (2, 3, 5, 4), (2, 2, 3, 3), (1, 1, 3, 2), (1, 0, 0, 0))  #: lines a topic, others, new, to watch
_PEOPLE = frozenset({"person", "organisation", "armed_group", "company", "party"})
_LINES = 6  #: of a topic that are kept, the weightiest
_ASKED_ABOUT = 60  #: entities of an issue that are looked up, those that act in it most
_AHEAD = 200  #: developments with days ahead that are looked at


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of an issue that bear on one topic."""

    topic: str  #: "" for those that bear on none
    title: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom no earlier issue names."""

    entity: Entity
    first: Quote


@dataclass(frozen=True, slots=True)
class IssueDigest:
    """An issue in short."""

    title: str
    day: date
    sections: tuple[Section, ...]
    newcomers: tuple[Newcomer, ...]  #: none where there is no earlier issue
    ahead: tuple[BriefLine, ...]  #: what is planned or announced for days after it, the nearest first


def latest_answer(services: Services) -> Answer:
    """The digest of the issues of the latest date, as one message."""
    newest = services.archive.latest_issues()
    if not newest:
        count = services.archive.read_count()
        return Answer(services.renderer.html("nothing", about="", count=count, last=None, choices=()))
    made = issue_digest(services, newest)
    if not made.sections:
        count = services.archive.read_count()
        return Answer(services.renderer.html("nothing", about=made.title, count=count, last=None, choices=()))
    choices = tuple(Choice(s.title, f"/brief {s.topic}") for s in made.sections if s.topic)
    return Answer(_fitting(services, made), choices[:_TOPICS])


def issue_digest(services: Services, newest: Sequence[IssueRecord]) -> IssueDigest:
    """What some issues of one date bring.

    Args:
        services: the parts.
        newest: at least one.
    """
    found = services.archive.of_issues([issue.id for issue in newest])
    title = ", ".join(" ".join(part for part in (issue.source, issue.number) if part) for issue in newest)
    earlier = services.archive.read_count(until=newest[0].date - timedelta(days=1)).issues
    return IssueDigest(
        title=title,
        day=newest[0].date,
        sections=tuple(_sections(services, found)),
        newcomers=tuple(_newcomers(services, found, newest[0].date)) if earlier else (),
        ahead=_ahead(services, newest[0].date),
    )


def _fitting(services: Services, made: IssueDigest) -> str:
    """The message with as much as one holds; of what is too long even so its first part, cut between two lines."""
    html = ""
    for lines, others, new, ahead in _SIZES:
        sections = [
            {"title": s.title, "topic": s.topic, "lines": _by_weight(s.lines, lines if s.topic else others)}
            for s in made.sections
        ]
        html = services.renderer.html(
            "latest",
            title=made.title,
            day=made.day,
            sections=[section for section in sections if section["lines"]],
            newcomers=made.newcomers[:new],
            ahead=made.ahead[:ahead],
        )
        if fits(html):
            return html
    return split(html)[0]


def _by_weight(lines: Sequence[BriefLine], most: int) -> list[BriefLine]:
    """The weightiest lines in the order that they have."""
    kept = sorted(line.rank for line in lines)[:most]
    return [line for line in lines if line.rank in kept]


def _sections(services: Services, found: Sequence[Development]) -> Iterator[Section]:
    """The topics with the weightiest lines, no line under two of them, and what else the issue tells."""
    material, read = asking.material(services, ALL, found), services.archive.read_count()

    def on(topic: Topic) -> Brief:
        topic = asking.as_asked(services, topic)
        mine = _near(topic, asking.with_words_of(services, topic, material))
        return compose(topic, mine, as_of=None, read=read, room=Room(_LINES))

    made = [(topic, on(topic)) for topic in services.topics]
    told = sorted((item for item in made if item[1].lines), key=lambda item: len(item[1].lines), reverse=True)
    shown: set[str] = set()
    for topic, brief in told[:_TOPICS]:
        lines = tuple(line for line in brief.lines if not line_keys(line) & shown)
        if lines:
            shown |= frozenset[str]().union(*map(line_keys, lines))
            yield Section(topic.id, topic.title, lines)
    others = tuple(line for line in on(ALL).lines if not line_keys(line) & shown)
    if others:
        yield Section("", gettext("Also") if shown else "", others)


def _near(topic: Topic, material: Material) -> Material:
    """The material without articles of which nothing can bear on a topic: to weigh all for each topic takes long."""
    sides = topic.pair or ((topic.entities,) if topic.entities else ())
    if not sides and not topic.words:
        return material
    articles: dict[int | None, list[Development]] = {}
    for one in material.developments:
        articles.setdefault(one.evidence[0].article_id, []).append(one)
    near = (those for those in articles.values() if _touches(those, sides, material))
    return replace(material, developments=[one for those in near for one in those])


def _touches(those: Sequence[Development], sides: Sequence[Collection[EntityId]], material: Material) -> bool:
    """Whether an article holds a topic's words, or names or has acting somebody of each of its sides."""
    ids = {one.id for one in those if one.id is not None}
    if not ids.isdisjoint(material.with_words):
        return True
    parties = (party.entity for one in those for party in (*one.actors, *one.targets) if party.entity)
    there = frozenset(parties).union(*(material.named.get(one, frozenset()) for one in ids))
    there |= {material.country_of[one] for one in there if one in material.country_of}
    return bool(sides) and all(not there.isdisjoint(side) for side in sides)


def _newcomers(services: Services, found: Iterable[Development], day: date) -> Iterator[Newcomer]:
    """People, groups and companies of the issue whom no earlier one names, those that act in it most first."""
    counts: dict[EntityId, int] = {}
    for party in (party for d in found for party in (*d.actors, *d.targets)):
        if party.entity:
            counts[party.entity] = counts.get(party.entity, 0) + 1
    known = known_entities(services)
    acting = sorted(counts, key=lambda one: (-counts[one], one))[:_ASKED_ABOUT]
    wanted = [one for one in acting if one in known and known[one].kind in _PEOPLE]
    before = services.archive.named_before(wanted, day)
    for entity in (one for one in wanted if one not in before):
        firsts = [seen.first for seen in services.archive.names_of(entity) if seen.first.date]
        first = min(firsts, key=lambda quote: quote.date or day, default=None)
        if first is not None and first.date == day:
            yield Newcomer(known[entity], first)


def _ahead(services: Services, day: date) -> tuple[BriefLine, ...]:
    """What is planned or announced for days after an issue, the nearest first."""
    first = day + timedelta(days=1)
    later = services.archive.bearing((), (), Bounds(since=first, issue_until=day), limit=_AHEAD)
    found = [d for d in later if d.when is not None and d.when.first > day and d.status != "denied"]
    made = compose(
        ALL, Material(found, {}), as_of=day, read=services.archive.read_count(until=day), room=Room(_SIZES[0][3])
    )
    return tuple(replace(line, novelty="new") for line in made.lines)
