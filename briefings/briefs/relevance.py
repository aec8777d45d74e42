"""How much a development bears on a topic, by who is in it and what its sentence and article name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from briefings.briefs.records import Material
from briefings.model import Development, EntityId, Party, Topic

LEAST = 0.5  #: relevance under which a development is left out
#: By who is in it: one side to the other; one side that acts where both are named; one that undergoes it where nobody
#: else, or another, acts; the side itself, or one of its own, in an article on the relation; both named, neither in it
#: ("X, who fought in the Iraq war, died in the US").
BOTH_ACT, ACTS, UNDERGOES, BY_OTHERS, ITSELF, ONE_SIDE, ASIDE = 1.0, 0.9, 0.85, 0.75, 0.75, 0.65, 0.6
NAMED, WORDS = 0.9, 0.75  #: an entity that is named in the sentence, a sentence that holds the topic's words
_ON_THEIR_GROUND = 0.8  #: of that, where no side is in it but by its towns or bases
_ABOUT = 3  #: sentences that must name each side before a long article as a whole is about a relation

_Pair = tuple[tuple[EntityId, ...], tuple[EntityId, ...]]


@dataclass(frozen=True, slots=True)
class Bearing:
    """How developments bear on one topic; made once for all of them."""

    topic: Topic
    material: Material
    about: frozenset[int]  #: articles that are about the topic's relation as a whole

    def of(self, development: Development, *, leads: bool) -> float:
        """Relevance of a development, 0.0 to 1.0.

        Who is merely named in a sentence counts only where that sentence `leads` its event: "the May raid on Acme was
        followed by one on Bolt" does not make the May raid a thing of Bolt's.
        """
        topic, material = self.topic, self.material
        acting = parties_of(development)
        said = material.named.get(development.id or -1, frozenset())
        if topic.types and development.type not in topic.types:
            return 0.0
        if development.id in material.left_out or (acting | said) & set(topic.without):
            return 0.0
        named = acting | (said if leads else frozenset())
        worded = WORDS if development.id in material.with_words else 0.0
        if topic.pair is None:
            return max(worded, self._on_entities(acting, named))
        done = _Done(self._of(development.actors), self._of(development.targets), named)
        at_home = development.evidence[0].article_id in self.about
        states = {material.country_of[one] for one in acting & material.bodies if one in material.country_of}
        between = _between(topic.pair, done, states, at_home=at_home)
        only_ground = bool(material.sides) and done.parties <= material.grounds - material.sides
        return max(worded, between * _ON_THEIR_GROUND if only_ground and between > ASIDE else between)

    def _of(self, side: Iterable[Party]) -> frozenset[EntityId]:
        """Who some parties are; "US troops", who are no entity, are the United States."""
        people = self.material.people
        return frozenset(one for party in side if (one := party.entity or people.get(party.text)) is not None)

    def _on_entities(self, acting: Collection[EntityId], named: Collection[EntityId]) -> float:
        wanted = frozenset(self.topic.entities)
        if not wanted:
            return 0.0 if self.topic.words else 1.0
        if wanted.intersection(acting):
            return BOTH_ACT
        if wanted.intersection(named):
            return NAMED
        return ITSELF if any(self.material.country_of.get(entity) in wanted for entity in acting) else 0.0


def bearing(topic: Topic, material: Material) -> Bearing:
    """What decides how much developments of the material bear on a topic."""
    return Bearing(topic, material, _articles_about(topic, material))


def parties_of(development: Development) -> set[EntityId]:
    """The entities that act in a development or undergo it."""
    return {party.entity for party in (*development.actors, *development.targets) if party.entity}


@dataclass(frozen=True, slots=True)
class _Done:
    """Who is in a development."""

    actors: frozenset[EntityId]
    targets: frozenset[EntityId]
    named: Collection[EntityId]  #: in its sentence

    @property
    def parties(self) -> frozenset[EntityId]:
        return self.actors | self.targets


def _between(pair: _Pair, done: _Done, states: set[EntityId], *, at_home: bool) -> float:
    """How much something bears on a relation; `at_home` says that its article is about the relation.

    `states` are those whose ministries or forces act.
    """
    left, right = map(frozenset, pair)
    named = done.parties.union(done.named)
    if done.parties & left and done.parties & right:
        return BOTH_ACT
    if left & named and right & named and done.parties & (left | right):
        if done.actors & (left | right):
            return ACTS
        return BY_OTHERS if done.actors else UNDERGOES
    if not at_home:
        return ASIDE if left & named and right & named else 0.0
    if (done.parties | states) & {pair[0][0], pair[1][0]}:
        return ITSELF
    return ONE_SIDE if (left | right) & named else 0.0


def _articles_about(topic: Topic, material: Material) -> frozenset[int]:
    """Articles that name each side of a relation in several sentences: what one side does there belongs to it.

    A note of one or two sentences needs only one for each side.
    """
    if not topic.pair:
        return frozenset()
    naming: dict[int, tuple[set[str], ...]] = defaultdict(lambda: (set(), set(), set()))  # left, right, all sentences
    for development in material.developments:
        quote = development.evidence[0]
        if quote.article_id is None:
            continue
        named = material.named.get(development.id or -1, frozenset())
        *sides, told = naming[quote.article_id]
        told.add(quote.sentence)
        for side, wanted in zip(sides, topic.pair, strict=True):
            if not named.isdisjoint(wanted):
                side.add(quote.sentence)
    return frozenset(article for article, sentences in naming.items() if _is_about(sentences))


def _is_about(sentences: tuple[set[str], ...]) -> bool:
    left, right, told = map(len, sentences)
    return min(left, right) >= min(_ABOUT, max(1, (told + 1) // 2))


def widened(
    topic: Topic,
    country_of: Mapping[EntityId, EntityId],
    *,
    without: Collection[EntityId] = (),
    sites: Collection[EntityId] = (),
) -> Topic:
    """The topic with whoever belongs to a country on each side of its relation: its people, forces, towns, bases.

    So every pair works as two names. Who stands on a side by name belongs to no other, but for what one side has on the
    other's ground: an attack on an embassy or a base concerns both.

    Args:
        topic: any; one without a relation stays as it is.
        country_of: whose somebody or something is.
        without: entities that do not speak for their country, such as companies.
        sites: what stands on some ground: embassies, bases.
    """
    if topic.pair is None:
        return topic
    left, right = map(frozenset, topic.pair)
    theirs: tuple[list[EntityId], ...] = ([], [])
    for one, country in country_of.items():
        if (country in left or country in right) and one not in without and (one in sites or one not in left | right):
            for side, more in zip((left, right), theirs, strict=True):
                if country in side and one not in side:
                    more.append(one)
    return replace(topic, pair=((*topic.pair[0], *theirs[0]), (*topic.pair[1], *theirs[1])))
