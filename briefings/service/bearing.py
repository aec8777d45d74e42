"""Whom a question concerns, and what a brief on it is made from, with what names tell of whose somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.briefs import Material, widened
from briefings.model import Development, EntityId, Topic
from briefings.service import asking
from briefings.service.index import known_entities
from briefings.service.services import Services
from briefings.service.whose import countries, people_of

_GROUND = frozenset({"place", "facility"})


def as_wide(services: Services, topic: Topic) -> Topic:
    """A topic with whoever stands on the sides of its relation, by the catalogue or by name.

    A site of one side on the other's ground, such as an embassy, stands on both.
    """
    sites = frozenset(entity.id for entity in services.entities if entity.kind == "facility" and entity.country)
    declared = asking.countries(services)
    more = {one: country for one, country in countries(services).items() if one in sites or one not in declared}
    return widened(asking.as_asked(services, topic), more, sites=sites)


def sides_of(services: Services, topic: Topic) -> tuple[frozenset[EntityId], ...]:
    """Whom developments must concern: both sides of a relation, or the topic's entities and who belongs to them."""
    if topic.pair:
        return frozenset(topic.pair[0]), frozenset(topic.pair[1])
    wanted = frozenset(topic.entities)
    theirs = frozenset(one for one, country in countries(services).items() if country in wanted)
    return (wanted | theirs,) if wanted else ()


def material(services: Services, topic: Topic, found: Sequence[Development], sides: frozenset[EntityId]) -> Material:
    """What a brief is made from; for a relation with what tells who acts for a side that is no entity.

    Args:
        services: the parts.
        topic: as `as_wide` gives it.
        found: the developments.
        sides: whom its relation is named after.
    """
    made = replace(asking.material(services, topic, found, sides=sides), country_of=countries(services))
    if topic.pair is None:
        return made
    unnamed = {party.text for one in found for party in (*one.actors, *one.targets) if party.entity is None}
    return replace(
        made,
        grounds=frozenset(entity.id for entity in services.entities if entity.kind in _GROUND),
        people=people_of(unnamed, services.countries),
        left_out=made.left_out | _elsewhere(services, topic.pair, found, made),
    )


def _elsewhere(
    services: Services,
    pair: tuple[tuple[EntityId, ...], tuple[EntityId, ...]],
    found: Sequence[Development],
    made: Material,
) -> frozenset[int]:
    """Ids of developments at a site of the same kind elsewhere: "the US embassy in Freetown" is none on Iraq's ground.

    They name a site that stands on both sides, another place, and no ground of the site's country in so many words.
    """
    shared = frozenset(pair[0]).intersection(pair[1])
    at_site = [(one.id, one) for one in found if one.id is not None and shared & made.named.get(one.id, frozenset())]
    if not at_site:
        return frozenset()
    known = known_entities(services)
    places = {one for one, entity in known.items() if entity.kind == "place"}
    home = {made.country_of[one] for one in shared if one in made.country_of}
    lands = [known[one] for one in known if one in home or (one in places and made.country_of.get(one) in home)]
    names = {name for land in lands for name in (land.name, *land.aliases)}
    return frozenset(
        id_
        for id_, one in at_site
        if (made.named[id_] & places).difference(*pair)
        if not any(name in one.evidence[0].sentence for name in names)
    )
