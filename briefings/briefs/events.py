"""Each event once: developments of an article by their event, events of several articles by the story they tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from briefings.briefs.records import Material, Told, vague
from briefings.briefs.relevance import bearing
from briefings.developments.standing import leans
from briefings.developments.stories import group_stories
from briefings.model import Development, Topic


def group(topic: Topic, material: Material) -> list[Told]:
    """The events of the material that bear on the topic, each with how much it does."""
    bears = bearing(topic, material)
    together: dict[tuple[int | None, int], list[Development]] = defaultdict(list)
    for index, development in enumerate(material.developments):
        event = development.event if development.event >= 0 else -1 - index
        together[development.evidence[0].article_id, event].append(development)
    holding = _holding(material.developments)
    events = []
    for members in together.values():
        told = lead_first(members, last=holding)
        relevance = max(bears.of(d, leads=topic.pair is not None or d is told[0]) for d in told)
        events.append(Told(told, relevance))
    return _joined([event for event in _with_words_on(events) if event.relevance > 0])


def _holding(developments: Iterable[Development]) -> frozenset[int]:
    """Ids of developments whose line holds that of another event too: "the May raid was followed by one in June"."""
    of_sentence: dict[tuple[int | None, int], list[tuple[str, Development]]] = defaultdict(list)
    for one in developments:
        of_sentence[one.evidence[0].article_id, one.sentence].append((_line(one), one))
    return frozenset(
        one.id
        for beside in of_sentence.values()
        for line, one in beside
        if one.id is not None
        if any(other.event != one.event and shorter in line != shorter for shorter, other in beside)
    )


def _with_words_on(events: Sequence[Told]) -> list[Told]:
    """What is said of an event bears on the topic as the event itself does: "the raid was meant to …, X said"."""
    bearing_on: dict[str, float] = defaultdict(float)
    for event in events:
        for quote in (quote for member in event.members for quote in member.evidence):
            bearing_on[quote.sentence] = max(bearing_on[quote.sentence], event.relevance)
    return [
        replace(event, relevance=bearing_on[event.lead.evidence[0].sentence])
        if event.lead.type == "STATEMENT"
        else event
        for event in events
    ]


def _joined(events: Sequence[Told]) -> list[Told]:
    """Events that tell one story, put together; the issue that told it last leads."""
    apart = _without_repeats(events)
    stories = group_stories([event.members for event in apart])
    return [_story([apart[index] for index in story]) for story in stories]


def _story(events: Sequence[Told]) -> Told:
    if len(events) == 1:
        return events[0]
    members = lead_first(member for event in events for member in event.members)
    return Told(members, max(event.relevance for event in events))


def _without_repeats(events: Sequence[Told]) -> list[Told]:
    """Two events of one sentence whose line is the same, or part of the other's, told in one line."""
    of_sentence: dict[tuple[int | None, str], list[Told]] = {}
    for event in events:
        quote = event.lead.evidence[0]
        beside = of_sentence.setdefault((quote.issue_id, quote.sentence), [])
        for index, other in enumerate(beside):
            if _one_statement(event, other):
                members = lead_first((*other.members, *event.members))
                beside[index] = Told(
                    _longest_first(members, (other.lead, event.lead)), max(other.relevance, event.relevance)
                )
                break
        else:
            beside.append(event)
    return [event for beside in of_sentence.values() for event in beside]


def _one_statement(a: Told, b: Told) -> bool:
    if a.when and b.when and (a.when.last < b.when.first or b.when.last < a.when.first):
        return False
    one, other = _line(a.lead), _line(b.lead)
    return one in other or other in one


def _line(development: Development) -> str:
    return development.statement.rstrip(".").lower()


def _longest_first(members: tuple[Development, ...], leads: Sequence[Development]) -> tuple[Development, ...]:
    """Members with one in the lead whose line holds the others', if it is of the leader's days; else as they are."""
    longest = max((members[0], *leads), key=lambda member: len(member.statement))
    if members[0].when not in (None, longest.when):
        return members
    return (longest, *(member for member in members if member is not longest))


def lead_first(members: Iterable[Development], *, last: Collection[int] = ()) -> tuple[Development, ...]:
    """The best statement first, one of an id in `last` only where all are; the others in the order of the archive."""
    listed = list(members)
    lead = max(listed, key=lambda one: (one.id not in last, _leading(one)))
    return (lead, *(member for member in listed if member is not lead))


def _leading(development: Development) -> tuple[bool, date, float]:
    """What stands alone before what does not, then the latest, then the weightiest."""
    score = development.salience
    score += 0.12 if development.figures else 0.0
    score += 0.3 if _agreed_by_both(development) else 0.0
    score -= 0.1 if len(development.statement) > 200 else 0.0
    score -= 0.25 if development.status in ("alleged", "conditional") else 0.0
    score -= vague(development)
    return not leans(development.statement), development.evidence[0].date or date.min, score


def _agreed_by_both(development: Development) -> bool:
    """What both sides agreed is what their talks led to, and tells more than that they were opened."""
    return development.type == "AGREE" and len({p.entity for p in development.actors if p.entity}) > 1
