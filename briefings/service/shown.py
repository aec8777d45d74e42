"""What stands behind an answer that was shown: its sentences, who is in it, and the stories that it tells.

A button under an answer carries the numbers of its developments. They are never given twice, so an old button is
never answered with what another answer said; where an issue was read again, it says that it is old.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.errors import QuestionError
from briefings.model import BriefLine, Development, Entity, EntityId
from briefings.render.speech import gettext
from briefings.service.answers import Answer, Choice
from briefings.service.index import known_entities
from briefings.service.services import Services

_NUMBERS = re.compile(r"\d{1,15}(?: \d{1,15}){0,99}")
_WHO = 12  #: of those in an answer, who are introduced
_STORIES = 8  #: offered to be heard no more of


def ways_in(lines: Sequence[BriefLine]) -> tuple[Choice, ...]:
    """Buttons that lead behind some lines."""
    numbers = " ".join(str(line.development.id) for line in lines if line.development.id is not None)
    if not numbers:
        return ()
    return (
        Choice(gettext("Sources"), f"/sources {numbers}"),
        Choice(gettext("Who’s who"), f"/names {numbers}"),
        Choice(gettext("Mute a story"), f"/stories {numbers}"),
    )


def sources_answer(services: Services, words: str) -> Answer:
    """The sentences that the lines of an answer rest on, quoted whole, each with its issue and page.

    Raises:
        QuestionError: these are no numbers of lines, or none of them stands any more.
    """
    found, gone = _developments(services, words)
    return Answer(services.renderer.html("sources", developments=found, gone=gone))


def names_answer(services: Services, words: str) -> Answer:
    """Who is in an answer, those named most first, each with what it is and a button that tells more.

    Raises:
        QuestionError: these are no numbers of lines, or none of them stands any more.
    """
    found, _ = _developments(services, words)
    people = _parties(services, found)[:_WHO]
    choices = tuple(Choice(entity.name, f"/who {entity.id}") for entity in people)
    return Answer(services.renderer.html("names_in", people=people), choices)


def stories_answer(services: Services, words: str) -> Answer:
    """The stories that an answer tells, each a button that mutes it.

    Raises:
        QuestionError: these are no numbers of lines, or none of them stands any more.
    """
    found, _ = _developments(services, words)
    articles = {quote.article_id for one in found for quote in one.evidence if quote.article_id is not None}
    story_of = services.archive.stories_of(articles)
    told: dict[int, Development] = {}
    for one in found:
        for quote in one.evidence:
            story = story_of.get(quote.article_id or 0)
            if story is not None and (story not in told or told[story].salience < one.salience):
                told[story] = one
    titles = [(story, one.evidence[0].article or one.statement) for story, one in told.items()][:_STORIES]
    choices = tuple(Choice(f"✕ {title}", f"/mute {story}") for story, title in titles)
    return Answer(services.renderer.html("stories_in", titles=[title for _, title in titles]), choices)


def _developments(services: Services, words: str) -> tuple[tuple[Development, ...], int]:
    """The developments of these numbers in the order given, and how many of them stand no more."""
    if not _NUMBERS.fullmatch(words.strip()):
        raise QuestionError(gettext("This is for the buttons under an answer. Ask first: /brief and a topic or name."))
    wanted = list(dict.fromkeys(int(number) for number in words.split()))
    known = {one.id: one for one in services.archive.with_ids(wanted)}
    found = tuple(known[number] for number in wanted if number in known)
    if not found:
        raise QuestionError(gettext("This button is old: its issue was read again or taken out. Please ask again."))
    return found, len(wanted) - len(found)


def _parties(services: Services, found: Sequence[Development]) -> list[Entity]:
    """Entities that act or are acted upon, the most frequent first."""
    known = known_entities(services)
    counts: dict[EntityId, int] = {}
    for one in found:
        for party in (*one.actors, *one.targets):
            if party.entity is not None and party.entity in known:
                counts[party.entity] = counts.get(party.entity, 0) + 1
    return sorted((known[entity] for entity in counts), key=lambda entity: (-counts[entity.id], entity.name))
