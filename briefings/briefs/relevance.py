"""How much a development bears on a topic, by who is in it and what its sentence and article name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from briefings.briefs.records import Material
from briefings.model import Development, EntityId, Topic

LEAST = 0.5  #: relevance under which a development is left out
#: By who is in it. The first entity of each side of a relation is the side itself; what it does in an article on the
#: relation weighs more than what others of its side do there. Where neither side acts ("X, who fought in the Iraq war,
#: died in the US"), that both are named says little.
BOTH_ACT, BOTH_NAMED, ITSELF, ONE_SIDE, ASIDE, WORDS = 1.0, 0.9, 0.75, 0.65, 0.6, 0.75
_ONLY_OF_THEM = 0.65  #: of that, where nobody acts whom the relation is named after, only towns or bodies of theirs
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
        at_home = development.evidence[0].article_id in self.about
        states = {material.country_of[one] for one in acting & material.bodies if one in material.country_of}
        speaks = not material.sides or not material.sides.isdisjoint(acting)
        between = _between(topic.pair, acting, named, states, at_home=at_home)
        return max(worded, between if speaks or between < BOTH_NAMED else between * _ONLY_OF_THEM)

    def _on_entities(self, acting: Collection[EntityId], named: Collection[EntityId]) -> float:
        wanted = frozenset(self.topic.entities)
        if not wanted:
            return 0.0 if self.topic.words else 1.0
        if wanted.intersection(acting):
            return BOTH_ACT
        if wanted.intersection(named):
            return BOTH_NAMED
        return ITSELF if any(self.material.country_of.get(entity) in wanted for entity in acting) else 0.0


def bearing(topic: Topic, material: Material) -> Bearing:
    """What decides how much developments of the material bear on a topic."""
    return Bearing(topic, material, _articles_about(topic, material))


def parties_of(development: Development) -> set[EntityId]:
    """The entities that act in a development or undergo it."""
    return {party.entity for party in (*development.actors, *development.targets) if party.entity}


def _between(
    pair: _Pair, acting: set[EntityId], named: Collection[EntityId], states: set[EntityId], *, at_home: bool
) -> float:
    """How much something bears on a relation; `at_home` says that its article is about the relation.

    `states` are those whose ministries or forces act.
    """
    left, right = set(pair[0]), set(pair[1])
    both_named = bool(left.intersection(named) and right.intersection(named))
    if acting & left and acting & right:
        return BOTH_ACT
    if both_named and acting & (left | right):
        return BOTH_NAMED
    if not at_home:
        return ASIDE if both_named else 0.0
    if (acting | states) & {pair[0][0], pair[1][0]}:
        return ITSELF
    return ONE_SIDE if (left | right).intersection(named) else 0.0


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


def widened(topic: Topic, country_of: Mapping[EntityId, EntityId], *, without: Collection[EntityId]) -> Topic:
    """The topic with whoever belongs to a country on each side of its relation: its people, forces, towns, bases.

    So every pair works as two names. Who stands on a side by name belongs to no other; `without` are entities that do
    not speak for their country, such as companies.
    """
    if topic.pair is None:
        return topic
    named = {entity for side in topic.pair for entity in side}
    sides = []
    for side in topic.pair:
        theirs = [one for one, country in country_of.items() if country in side and one not in named]
        sides.append((*side, *(one for one in theirs if one not in without)))
    return replace(topic, pair=(sides[0], sides[1]))
