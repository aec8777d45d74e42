"""Where other articles tell of an armed group by what it is and not by its name: "the Iran-backed militia".

Within an article links say who "the militia" is. Over articles nothing does, so all of this must speak for it: the
words are such as the issues or the catalogue have for the group, the country that it is in is named, the group is named
in an issue of the days around, and neither the article nor, as near, another names a group like it. What has no mark
but "the militia" counts only where it tells a story that names the group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from briefings.briefs.descriptions import HEADS, CountryOf, looks_of
from briefings.developments.stories import group_stories
from briefings.model import Bounds, Development, Entity, EntityId
from briefings.service.services import Services
from briefings.service.whose import countries

_NEAR = timedelta(days=14)
_ALONE = 3  #: articles of the days around that name it, from which "the militia" is this one where they name no other
KINDS = frozenset({"armed_group", "organisation"})  #: of those that are described so
_MOST = 400  #: developments that hold one of the words, or that name groups like it; the latest


def described(services: Services, entity: Entity, named: Sequence[Development]) -> tuple[tuple[Development, str], ...]:
    """Developments of other articles that mean an armed group without naming it, the latest first, each with its words.

    Args:
        services: the parts.
        entity: whose dossier is asked for; of any other kind than an armed group there are none.
        named: developments that name it.
    """
    days = sorted(day for one in named if (day := _issued(one)) is not None)
    country = _home(services, entity, named)
    if entity.kind not in KINDS or country is None or not days:
        return ()
    country_of = _country_of(services)
    sentences = {quote.sentence for one in named for quote in one.evidence}
    looks = looks_of(entity.description or "", sentences, (entity.name, *entity.aliases), country, country_of)
    words = sorted(word for word, head in HEADS.items() if head in looks.heads)
    if not words:
        return ()
    within = Bounds(since=days[0] - _NEAR, until=days[-1] + _NEAR)
    others = _like_it(services, entity, country)
    theirs = services.archive.bearing((others,), (), within, limit=_MOST) if others else ()
    found = services.archive.bearing((), words, within, limit=_MOST)
    free = _of_nobody_else(services, entity, country, found, {one.evidence[0].article_id for one in named})
    in_story = _in_their_stories(named, free)
    told = []
    for one in free:
        mine, other = _around(one, named), _around(one, theirs)
        alone = one.id in in_story or (mine >= _ALONE and not other)
        by = looks.described_in(one.evidence[0].sentence, country_of, alone=alone)
        if by is not None and mine > other:
            told.append((one, by))
    return tuple(sorted(told, key=lambda pair: _issued(pair[0]) or date.min, reverse=True))


def _home(services: Services, entity: Entity, named: Sequence[Development]) -> EntityId | None:
    """The country of a group; of one learned from the issues the one that most of its sentences name."""
    if entity.country:
        return EntityId(entity.country)
    country_of = countries(services)
    there = services.archive.entities_in_sentences([one.id for one in named if one.id is not None])
    lands = set(country_of.values())
    counted = Counter(land for those in there.values() for land in {country_of.get(one, one) for one in those} & lands)
    land, count = counted.most_common(1)[0] if counted else (None, 0)
    return land if 2 * count > len(there) else None


def _country_of(services: Services) -> CountryOf:
    lands = {entity.name: entity.id for entity in services.entities if entity.kind == "government"}
    countries = services.countries
    return lambda word: countries.nationality(word) or countries.metonym(word) or lands.get(word)


def _like_it(services: Services, entity: Entity, country: EntityId) -> frozenset[EntityId]:
    """Other armed groups of its country, but for those that its description names: it is part of them."""
    said = entity.description or ""
    return frozenset(
        one.id
        for one in services.entities
        if one.kind == "armed_group" and one.country == country and one.id != entity.id and one.name not in said
    )


def _of_nobody_else(
    services: Services,
    entity: Entity,
    country: EntityId,
    found: Iterable[Development],
    articles: set[int | None],
) -> list[Development]:
    """Those of other articles that name its country, or who or what is of it, and no armed group."""
    free = [one for one in found if one.evidence[0].article_id not in articles]
    named = services.archive.entities_in_sentences([one.id for one in free if one.id is not None])
    groups = {one.id for one in services.entities if one.kind == "armed_group"} - _part_of(services, entity)
    country_of = countries(services)
    kept = []
    for one in free:
        there = named[one.id or -1]
        lands = there | {country_of[other] for other in there if other in country_of}
        if country in lands and not there & groups:
            kept.append(one)
    return kept


def _part_of(services: Services, entity: Entity) -> set[EntityId]:
    said = entity.description or ""
    return {one.id for one in services.entities if one.id != entity.id and one.name in said}


def _in_their_stories(named: Sequence[Development], free: Sequence[Development]) -> set[int | None]:
    """Ids of developments that tell an event which another article tells with the group's name."""
    events = [(one,) for one in (*named, *free)]
    found: set[int | None] = set()
    for story in group_stories(events):
        if any(index < len(named) for index in story):
            found |= {events[index][0].id for index in story if index >= len(named)}
    return found


def _issued(one: Development) -> date | None:
    return one.evidence[0].date


def _around(one: Development, others: Iterable[Development]) -> int:
    """How many articles of the days around a development's issue others stand in."""
    at = _issued(one)
    days = ((other.evidence[0].article_id, _issued(other)) for other in others)
    return len({article for article, day in days if at and day and abs(day - at) <= _NEAR})
