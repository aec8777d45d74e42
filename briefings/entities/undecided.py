"""An article as its text alone has it, read while decisions of people stood: the way back of `decisions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefings.entities.decisions import read_as
from briefings.entities.index import key
from briefings.model import AnalysedArticle, Decision, Development, Entity, EntityId, Party


def undecided(
    article: AnalysedArticle, decisions: Sequence[Decision], known: Mapping[EntityId, Entity]
) -> AnalysedArticle:
    """The article with everything under the entity that its text alone names.

    What a sentence says of somebody (an office, another name, what they are) goes with the name that stands there, so
    that it comes back with it when a merge is undone.

    Args:
        article: read with names that decisions had changed.
        decisions: that stood, in their order.
        known: entities as they are without decisions.
    """
    back = _Back(article, decisions, {id_: frozenset(map(key, (one.name, *one.aliases))) for id_, one in known.items()})
    return replace(
        article,
        mentions=tuple(replace(m, entity=back.named(m.entity, m.text)) for m in article.mentions),
        developments=tuple(_development(one, back, known) for one in article.developments),
        roles=tuple((replace(role, entity=back.told(role.entity, at)), at) for role, at in article.roles),
        aliases=tuple((back.told(entity, at), alias, at) for entity, alias, at in article.aliases),
        descriptions=tuple((back.told(entity, at), at) for entity, at in article.descriptions),
    )


def _development(development: Development, back: _Back, known: Mapping[EntityId, Entity]) -> Development:
    actors, targets = (
        tuple(_party(one, back, known) for one in side) for side in (development.actors, development.targets)
    )
    return replace(development, actors=actors, targets=targets)


def _party(party: Party, back: _Back, known: Mapping[EntityId, Entity]) -> Party:
    entity = back.named(party.entity, party.text)
    if entity == party.entity:
        return party
    return replace(
        party, entity=entity, name=known[entity].name if entity is not None and entity in known else party.text
    )


@dataclass(frozen=True, slots=True)
class _Back:
    article: AnalysedArticle
    decisions: Sequence[Decision]
    names: Mapping[EntityId, frozenset[str]]

    def named(self, entity: EntityId | None, text: str) -> EntityId | None:
        """Whom a mention or party names by its text alone."""
        return read_as(entity, text, self.decisions, self.names)

    def told(self, entity: EntityId, at: int) -> EntityId:
        """Of whom sentence number `at` tells that tells it of `entity` now: whom its first such name alone means."""
        sentence = self.article.sentences[at]
        here = (m for m in self.article.mentions if sentence.start <= m.start < sentence.end and m.entity == entity)
        first = next(here, None)
        return (self.named(entity, first.text) if first else None) or entity
