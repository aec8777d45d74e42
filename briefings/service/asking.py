"""What a question asks about: a topic, a name, two names and what is between them, or words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType

from briefings.briefs import Material, widened
from briefings.entities import NameIndex
from briefings.entities.decisions import canonical, standing
from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Candidate, Development, Entity, EntityId, Topic
from briefings.render.speech import gettext
from briefings.service.index import name_index
from briefings.service.periods import Period, ends_in_period, said_period, split_period
from briefings.service.services import Services

LONGEST_QUERY = 200  #: letters; no name or topic is longer
ALL = Topic(id="", title="All that was read")
_SURE = 0.95  #: score from which each half of "Turkey and Greece" is a name by itself
_EXACT = 0.99  #: the same where nothing but a blank stands between the two
_WRITTEN = 0.8  #: share of letters in common (difflib's ratio) from which two spellings are of one name
_MOST_WORDS = 12  #: of two names with nothing between them
_BETWEEN = re.compile(
    r"\s+(?:and|&|vs\.?|versus|v\.?|with|against|towards?)\s+|\s*[\u2010-\u2015\u2212/,]\s*|\s*-\s*", re.IGNORECASE
)
_AROUND = (  # what people say around two names
    re.compile(r"^(?:the )?(?:relations?|relationship|ties|tensions?|talks|conflict|war)?\s*between\s+", re.IGNORECASE),
    re.compile(r"\s+(?:relations?|relationship|ties|tensions?)$", re.IGNORECASE),
)
_DASHES = re.compile(r"[\s\u2010-\u2015\u2212_/&+-]+")


def find_topic(services: Services, query: str) -> Topic:
    """The topic that a query names by id, title or alias.

    Raises:
        UnknownTopicError: none does; the sentence names those there are.
    """
    topic = _catalogue(services).topics.get(plain_name(query))
    if topic is not None:
        return topic
    shown = query[:60] + ("…" if len(query) > 60 else "")
    topics = tuple(topic.id for topic in services.topics)
    raise UnknownTopicError("There is no topic “%(topic)s”. Topics are: %(topics)s.", topic=shown, topics=topics)


def plain_name(text: str) -> str:
    """Lower case, all dashes and blanks alike."""
    return _DASHES.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def question(services: Services, query: str) -> Topic:
    """What a query asks about: a topic, an entity, a pair of them or words, made into a topic.

    Raises:
        QuestionError: the query is empty or longer than any name.
        UnknownTopicError: nothing of the archive fits.
    """
    if not query.strip():
        raise QuestionError("Say what the brief is to be on: a topic, a name or words.")
    if len(query) > LONGEST_QUERY:
        raise QuestionError(
            "That is %(count)s letters; a topic, a name or words have %(most)s at most.",
            count=len(query),
            most=LONGEST_QUERY,
        )
    try:
        return find_topic(services, query)
    except UnknownTopicError as unknown:
        entities = _by_id(services, query) or _entities_of(services, query)
        if entities is not None:
            return entities
        if services.archive.is_said(query):
            return Topic(id=query.strip(), title=query.strip(), words=(query.strip(),))
        raise unknown from None


def asked(services: Services, query: str, as_of: date | None) -> tuple[Topic, Period]:
    """What a question asks about, and its period; nothing asked is everything.

    Args:
        services: the parts.
        query: a topic, names or words; behind it may stand a period ("30d", "june 2020").
        as_of: the day from which a period is seen; None is the latest issue's.

    Raises:
        UnknownTopicError: nothing fits.
        QuestionError: the query is too long, or its period is none.
    """
    period = None
    if ends_in_period(query) and not is_known(services, query):
        query, period = split_period(query, as_of or _latest(services))
    topic = question(services, query) if query.strip() else replace(ALL, title=gettext("All that was read"))
    if period is None:
        return topic, Period()
    return replace(topic, title=title_in(topic.title, period)), period


def title_in(title: str, period: Period) -> str:
    """A title with its period behind it."""
    return gettext("%(topic)s, %(period)s", topic=title, period=said_period(period))


def _latest(services: Services) -> date:
    """The day of the latest issue; today where there is none."""
    return next((issue.date for issue in services.archive.latest_issues()), date.today())  # noqa: DTZ011  # the operator's day


def is_known(services: Services, query: str) -> bool:
    """Whether the whole of a query is a topic or a name, such as "Vision 2030"."""
    wanted, known = plain_name(query), _catalogue(services)
    return wanted in known.topics or wanted in known.names


def _by_id(services: Services, query: str) -> Topic | None:
    entity = name_index(services).get(EntityId(query.strip()))
    return _on(entity) if entity is not None else None


def _entities_of(services: Services, query: str) -> Topic | None:
    """One entity; or two, as what is between them."""
    index = name_index(services)
    whole = index.look_up(query)
    if whole.outcome == "found" and _is_name(query, whole.candidates[0]):
        return _on(whole.candidates[0].entity)
    for left, right in _halves(query):
        one, other = _sure(services, index, *left), _sure(services, index, *right)
        if one is not None and other is not None and one.id != other.id:
            return _relation(services, query, one, other)
    if whole.outcome != "found" or (whole.candidates[0].score < _SURE and _is_said(services, query)):
        return None
    return _on(whole.candidates[0].entity)


def _is_name(query: str, candidate: Candidate) -> bool:
    """Whether the whole of a query is written like the name that it is taken for: "america and iraq" is not."""
    alike = SequenceMatcher(None, plain_name(query), plain_name(candidate.name)).ratio()
    return candidate.score >= _SURE and alike >= _WRITTEN


def _is_said(services: Services, query: str) -> bool:
    """Whether several words stand in a sentence as they are: then they mean themselves, not a name like them."""
    return len(query.split()) > 1 and services.archive.is_said(query)


def _on(entity: Entity) -> Topic:
    return Topic(id=entity.id, title=entity.name, entities=(entity.id,))


def _halves(query: str) -> Iterator[tuple[tuple[str, float], tuple[str, float]]]:
    """Every way to part a query into two names, each with how sure it must be; what is said around them goes."""
    text = " ".join(query.split())
    for pattern in _AROUND:
        text = pattern.sub("", text)
    for mark in _BETWEEN.finditer(text):
        yield (text[: mark.start()].strip(), _SURE), (text[mark.end() :].strip(), _SURE)
    words = text.split()
    if len(words) <= _MOST_WORDS:
        for at in range(1, len(words)):
            yield (" ".join(words[:at]), _EXACT), (" ".join(words[at:]), _EXACT)


def _sure(services: Services, index: NameIndex, name: str, least: float) -> Entity | None:
    """The entity that a name surely means, a country by its adjective too."""
    if not name:
        return None
    found = index.look_up(name)
    if found.outcome == "found" and found.candidates[0].score >= least:
        return found.candidates[0].entity
    country = services.countries.nationality(name.title())
    return index.get(country) if country is not None else None


def _relation(services: Services, query: str, one: Entity, other: Entity) -> Topic:
    """The topic of two entities: the configured one whose sides they are, else one of their own."""
    for topic in services.topics:
        if topic.pair and {topic.pair[0][0], topic.pair[1][0]} == {one.id, other.id}:
            return topic
    return Topic(id=query.strip(), title=f"{one.name} – {other.name}", pair=((one.id,), (other.id,)))


# --- as the archive has it -------------------------------------------------------------------------------------------


def as_asked(services: Services, topic: Topic) -> Topic:
    """A topic with each entity under the id that it has now, and its countries with who belongs to them."""
    return widened(_as_decided(services, topic), countries(services), without=_catalogue(services).stateless)


def named_after(topic: Topic) -> frozenset[EntityId]:
    """Whom a relation is named after, before its sides are widened."""
    return frozenset(one for side in topic.pair or () for one in side)


def material(
    services: Services, topic: Topic, found: Sequence[Development], *, sides: frozenset[EntityId] = frozenset()
) -> Material:
    """Developments that may bear on a topic, with what decides whether they do.

    Args:
        services: the parts.
        topic: as `as_asked` gives it.
        found: the developments.
        sides: whom its relation is named after; see `named_after`.
    """
    named = services.archive.entities_in_sentences([d.id for d in found if d.id is not None])
    made = Material(found, named, country_of=countries(services), bodies=_catalogue(services).bodies, sides=sides)
    return with_words_of(services, topic, made)


def with_words_of(services: Services, topic: Topic, made: Material) -> Material:
    """The same material for the words of another topic."""
    ids = [d.id for d in made.developments if d.id is not None]
    holding = services.archive.developments_with_words
    words, without = (holding(*some, among=ids) if some else frozenset() for some in (topic.words, topic.without_words))
    return replace(made, with_words=words, left_out=without)


def countries(services: Services) -> Mapping[EntityId, EntityId]:
    """Entity → the country it is of, for catalogue entities."""
    return _catalogue(services).countries


def _as_decided(services: Services, topic: Topic) -> Topic:
    """One that was merged is the one that it went up in."""
    decisions = standing(services.archive.decisions())
    if not decisions:
        return topic

    def now(ids: Iterable[EntityId]) -> tuple[EntityId, ...]:
        return tuple(dict.fromkeys(canonical(one, decisions) for one in ids))

    pair = (now(topic.pair[0]), now(topic.pair[1])) if topic.pair else None
    return replace(topic, pair=pair, entities=now(topic.entities), without=now(topic.without))


# --- what the catalogue tells ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """What questions ask of topics and catalogue entities, worked out once."""

    topics: Mapping[str, Topic]  #: by id, title and aliases as `plain_name` has them
    names: frozenset[str]  #: of entities, the same way
    countries: Mapping[EntityId, EntityId]
    bodies: frozenset[EntityId]  #: that act for the country they are of: ministries, parliaments, armies
    stateless: frozenset[EntityId]  #: that speak for no country


class _Loaded:
    """Topics and entities as they were loaded: the same ones are the same key."""

    def __init__(self, services: Services) -> None:
        self.topics, self.entities = services.topics, services.entities

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Loaded) and self.topics is other.topics and self.entities is other.entities

    def __hash__(self) -> int:
        return hash((id(self.topics), id(self.entities)))


def _catalogue(services: Services) -> _Catalogue:
    return _worked_out(_Loaded(services))


@lru_cache(maxsize=4)
def _worked_out(loaded: _Loaded) -> _Catalogue:
    topics: dict[str, Topic] = {}
    for topic in loaded.topics:
        for name in filter(None, map(plain_name, (topic.id, topic.title, *topic.aliases))):
            topics.setdefault(name, topic)
    known = {entity.id for entity in loaded.entities}
    return _Catalogue(
        topics=MappingProxyType(topics),
        names=frozenset(plain_name(name) for entity in loaded.entities for name in (entity.name, *entity.aliases)),
        countries=MappingProxyType(
            {one.id: EntityId(one.country) for one in loaded.entities if one.country and one.country in known}
        ),
        bodies=frozenset(one.id for one in loaded.entities if one.kind == "organisation" and one.country),
        stateless=frozenset(one.id for one in loaded.entities if one.kind in ("company", "law", "event")),
    )
