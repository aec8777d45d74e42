"""A large archive, made up: issues of several periodicals over years, with the people, places and days of news.

Who is named follows Zipf's law over the catalogue and over people whom the issues made known; words do over a
vocabulary of made-up ones; days lie before their issue, near ones more often. The same seed makes the same archive.
"""

from __future__ import annotations

import itertools
import random
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefings.model import (
    AnalysedArticle,
    AnalysedIssue,
    CitedSentence,
    DaySpan,
    Development,
    Entity,
    EntityId,
    Figure,
    Mention,
    PageRead,
    Party,
    digest_of,
)
from briefings.service import Services

AN_ISSUE = 40  #: articles
SENTENCES = 8  #: of an article, each naming one or two entities
TOLD = 3  #: developments of an article
LAST = date(2026, 6, 30)
_SOURCES = ("Gulf Ledger", "Levant Weekly", "Pipeline Report", "Desk Wire")
_WORDS = 30_000
_KNOWN_BY_ISSUES = 10  #: articles for each entity that no catalogue has
_VERBS: Mapping[str, Sequence[str]] = {
    "ASSAULT": ("attacked", "raided", "shelled"),
    "CONSULT": ("met", "visited", "received"),
    "AGREE": ("signed a deal with", "agreed terms with"),
    "ACCUSE": ("accused", "blamed"),
    "THREATEN": ("warned", "threatened"),
    "SANCTION": ("imposed sanctions on",),
    "COOPERATE": ("backed", "worked with"),
    "ENERGY_EXPORT": ("shipped crude to",),
    "ENERGY_CONTRACT": ("awarded a contract to",),
    "STATEMENT": ("spoke about",),
}


@dataclass(frozen=True, slots=True)
class _World:
    """What chance draws from."""

    draw: random.Random
    words: Sequence[str]
    entities: Sequence[Entity]
    common_words: Sequence[float]
    common_entities: Sequence[float]

    def word(self) -> str:
        return self.words[self._one(self.common_words)]

    def entity(self) -> Entity:
        return self.entities[self._one(self.common_entities)]

    def _one(self, weights: Sequence[float]) -> int:
        return bisect_left(weights, self.draw.random() * weights[-1])


def fill(services: Services, articles: int, seed: int = 1001) -> None:
    """Put so many articles into an archive, an issue at a time, as reading them would."""
    at = datetime(2026, 7, 1, tzinfo=UTC)
    for issue in issues(services.entities, articles, seed):
        services.archive.add_issue(issue, at=at)


def issues(catalogue: Sequence[Entity], articles: int, seed: int) -> Iterator[AnalysedIssue]:
    """Issues of `AN_ISSUE` articles, the oldest first; four periodicals share each week."""
    world = _world(catalogue, articles, seed)
    count = -(-articles // AN_ISSUE)
    weeks = -(-count // len(_SOURCES))
    unknown = {entity.id: entity for entity in world.entities if entity.learned}
    for number in range(count):
        week, source = divmod(number, len(_SOURCES))
        day = LAST - timedelta(weeks=weeks - 1 - week)
        held = min(AN_ISSUE, articles - number * AN_ISSUE)
        told = tuple(_article(world, day, page) for page in range(1, held + 1))
        named = dict.fromkeys(mention.entity for article in told for mention in article.mentions if mention.entity)
        yield AnalysedIssue(
            source=_SOURCES[source],
            number=f"{day:%Y}-{week}",
            date=day,
            digest=digest_of(f"{seed}/{number}".encode()),
            file=f"{number}.pdf",
            pages=tuple(PageRead(page, str(page)) for page in range(1, held + 1)),
            articles=told,
            learned=tuple(unknown.pop(entity) for entity in named if entity in unknown),
        )


def _world(catalogue: Sequence[Entity], articles: int, seed: int) -> _World:
    draw = random.Random(seed)  # noqa: S311  # the same archive each time is the point
    words = list(dict.fromkeys(_made_up(draw, draw.randint(2, 4)) for _ in range(_WORDS)))
    people = dict.fromkeys(
        f"{_made_up(draw, 2).title()} al-{_made_up(draw, 3).title()}" for _ in range(articles // _KNOWN_BY_ISSUES)
    )
    shuffled = sorted(catalogue, key=lambda one: (one.kind != "government", -one.prominence, draw.random()))
    learned = [Entity(EntityId(f"x-{n}"), "person", name, learned=True) for n, name in enumerate(people)]
    entities = [*shuffled, *learned]
    return _World(draw, words, entities, _zipf(len(words)), _zipf(len(entities)))


def _zipf(count: int) -> list[float]:
    return list(itertools.accumulate(1 / rank for rank in range(1, count + 1)))


def _made_up(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice("bdfghjklmnqrstwz") + draw.choice("aeiou") for _ in range(syllables)) + draw.choice(
        "nrsl"
    )


def _article(world: _World, issued: date, page: int) -> AnalysedArticle:
    text, sentences, mentions, developments = "", [], [], []
    cast = [world.entity() for _ in range(3)]  # an article is about somebody
    for place in range(SENTENCES):
        a, b = world.draw.choice(cast), world.entity()
        kind = world.draw.choice(list(_VERBS))
        told = f"{a.name} {world.draw.choice(_VERBS[kind])} {b.name} over {' '.join(world.word() for _ in range(12))}."
        start = len(text)
        sentences.append(CitedSentence(start, start + len(told), told, str(page)))
        second = start + told.index(b.name, len(a.name))
        mentions.append(Mention(start, start + len(a.name), a.name, "ORG", a.id))
        mentions.append(Mention(second, second + len(b.name), b.name, "ORG", b.id))
        if place < TOLD:
            developments.append(_development(world, kind, place, told, (a, b), issued))
        text += told + " "
    return AnalysedArticle(
        headline=f"{cast[0].name}: {world.word()} {world.word()}",
        text=text.strip(),
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        developments=tuple(developments),
    )


def _development(  # noqa: PLR0917  # a sentence and who is in it
    world: _World, kind: str, place: int, told: str, parties: tuple[Entity, Entity], issued: date
) -> Development:
    a, b = parties
    day = issued - timedelta(days=min(900, int(world.draw.expovariate(1 / 9))))
    dated = world.draw.random() < 0.7
    return Development(
        type=kind,
        statement=told,
        sentence=place,
        actors=(Party(a.name, a.name, a.id),),
        targets=(Party(b.name, b.name, b.id),),
        when=DaySpan(day, day, str(day)) if dated else None,
        figures=(Figure("at least four", 4.0, None, "at least"),) if world.draw.random() < 0.2 else (),
        salience=round(world.draw.betavariate(2, 3), 4),
        trigger=told.split(" ", 1)[1].split(" ", 1)[0],
        event=place,
    )
