"""What a newcomer reads: what there is, and what to try first."""

from __future__ import annotations

from briefings.model import EntityKind
from briefings.render.speech import gettext
from briefings.service.access import Rank
from briefings.service.answers import Answer, Choice
from briefings.service.index import known_entities
from briefings.service.services import Services

_TRIED_FIRST = 3  #: topics offered as buttons
_WHO: frozenset[EntityKind] = frozenset({"person", "armed_group", "organisation", "party", "company"})


def start(services: Services) -> Answer:
    """Who speaks here, what was read, and the first things to try, all of which have an answer."""
    topics = services.topics[:_TRIED_FIRST]
    name = _most_named(services)
    html = services.renderer.html("start", count=services.archive.read_count(), topics=topics, name=name)
    briefs = tuple(Choice(topic.title, f"/brief {topic.id}") for topic in topics)
    who = (Choice(gettext("Who: %(name)s", name=name[1]), f"/who {name[0]}"),) if name else ()
    return Answer(
        html,
        (
            *briefs,
            *who,
            Choice(gettext("Latest"), "/latest"),
            Choice(gettext("Topics"), "/topics"),
            Choice(gettext("Help"), "/help"),
        ),
    )


def help_(services: Services, rank: Rank | None = None) -> Answer:
    """Every command with an example; those of operators for people of that rank."""
    choices = (
        Choice(gettext("Latest"), "/latest"),
        Choice(gettext("Topics"), "/topics"),
        Choice(gettext("Settings"), "/settings"),
    )
    return Answer(services.renderer.html("help", topics=services.topics[:_TRIED_FIRST], rank=rank), choices)


def unknown_command(services: Services, command: str, meant: str | None = None) -> Answer:
    """A command that there is not: offers the one that was meant, or says which there are."""
    nearest = (Choice(meant, meant),) if meant else ()
    html = services.renderer.html("unknown_command", command=command, meant=meant)
    return Answer(html, (*nearest, Choice(gettext("Help"), "/help")))


def not_words(services: Services) -> Answer:
    """A picture, a voice, a place: only words are read here."""
    return Answer(services.renderer.html("not_words"), (Choice(gettext("Help"), "/help"),))


def _most_named(services: Services) -> tuple[str, str] | None:
    """Id and name of the actor that the issues name most; None where nothing was read."""
    known = known_entities(services)
    counts = services.archive.mention_counts()
    actors = [known[entity] for entity in counts if entity in known and known[entity].kind in _WHO]
    most = max(actors, key=lambda entity: (counts[entity.id], entity.id), default=None)
    return (most.id, most.name) if most else None
