"""Honest negatives: where nothing bears on a question, what was read, what is near and when it was last named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.developments.standing import LONGEST
from briefings.model import Brief, EntityId, Quote, Topic
from briefings.service.answers import Answer, Choice
from briefings.service.services import Services

_NEAREST = 3  #: topics that are offered


def nothing(services: Services, made: Brief, query: str = "", *, as_of: date | None = None) -> Answer:
    """The message of a brief that has no line.

    Args:
        services: the parts.
        made: the brief.
        query: what was asked.
        as_of: the day up to which issues were to be read.
    """
    topic = next((one for one in services.topics if one.id == made.topic), None)
    asked = _entities(services, made, topic)
    last = _last_named(services, asked, as_of) or _last_words(services, query, as_of)
    last = in_short(last) if last is not None else None
    choices = tuple(Choice(near.title, f"/brief {near.id}") for near in _nearest(services, asked, made.topic))
    html = services.renderer.html("nothing", about=made.title, count=made.read, last=last, choices=choices)
    return Answer(html, choices)


def in_short(quote: Quote) -> Quote:
    """A sentence that a message can hold: of one far too long its beginning, with "…" behind it."""
    if len(quote.sentence) <= LONGEST:
        return quote
    return replace(quote, sentence=f"{quote.sentence[:LONGEST].rsplit(' ', 1)[0]} …")


def _entities(services: Services, made: Brief, topic: Topic | None) -> tuple[EntityId, ...]:
    if topic is not None:
        return (*topic.entities, *(one for side in topic.pair or () for one in side))
    return tuple(one.id for one in services.entities if one.id == made.topic or f"{one.name} " in f"{made.title} ")


def _last_named(services: Services, asked: tuple[EntityId, ...], as_of: date | None) -> Quote | None:
    """Where one of the entities was named last, up to a day."""
    return services.archive.last_named(asked[:8], until=as_of)


def _last_words(services: Services, query: str, as_of: date | None) -> Quote | None:
    read = services.archive.search(query, limit=20)
    found = [quote for quote in read if as_of is None or (quote.date or as_of) <= as_of]
    return max(found, key=lambda quote: quote.date or date.min, default=None)


def _nearest(services: Services, asked: tuple[EntityId, ...], not_this: str) -> list[Topic]:
    """The topics that have most of the entities."""
    wanted = set(asked)

    def shared(topic: Topic) -> int:
        return len(wanted.intersection((*topic.entities, *(one for side in topic.pair or () for one in side))))

    ranked = sorted((topic for topic in services.topics if topic.id != not_this), key=shared, reverse=True)
    return [topic for topic in ranked if shared(topic)][:_NEAREST]
