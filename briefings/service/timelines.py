"""Answers to `/timeline`: what happened on a topic, date by date, and the same as a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefings.briefs import Told, group, line_of
from briefings.errors import UnknownTopicError
from briefings.model import Bounds, Development, IssueRecord, Timeline, Topic
from briefings.ports import Archive
from briefings.render import terms
from briefings.render.charts import Chart, draw_timeline
from briefings.render.speech import gettext, ngettext
from briefings.render.telegram_html import fits
from briefings.service import asking
from briefings.service.answering import unknown
from briefings.service.answers import Answer, Choice, Picture
from briefings.service.asking import ALL
from briefings.service.services import Services
from briefings.timelines import DAYS, LINES, Report, compose_timeline

MOST = 1500  #: developments that a timeline on a topic is made from, the latest ones: half a second's work
_BEARS = 0.5  #: relevance from which a development is on a topic, as in a brief
_SIZES = ((DAYS, LINES), (12, 1), (9, 1), (6, 1), (4, 1), (2, 1), (1, 1))  #: dates and lines that a message may have
_SOURCES = 3  #: periodicals that the line under a picture names


def timeline(
    services: Services, query: str, *, days: int = DAYS, lines: int = LINES, as_of: date | None = None
) -> Timeline:
    """The timeline of a query; an empty one is of the whole archive.

    Args:
        services: the parts.
        query: a topic, a name or words; behind it may stand a period ("30d", "june 2020"), seen from the latest issue.
        days: dates at most.
        lines: lines of a date at most.
        as_of: only issues up to this day.

    Raises:
        UnknownTopicError: nothing fits.
        QuestionError: the query is too long, or its period is none.
    """
    topic, period = asking.asked(services, query, as_of)
    topic = asking.as_asked(services, topic)
    bounds = Bounds(period.since, period.until, as_of)
    found = [line_of(told) for told in _bearing(services, topic, bounds)]
    return compose_timeline(
        topic,
        found,
        _reports(services, topic, bounds, found),
        as_of=as_of or max((one.evidence[0].date for one in found if one.evidence[0].date), default=None),
        read=services.archive.read_count(until=as_of),
        days=days,
        lines=lines,
    )


# --- what bears on it ----------------------------------------------------------------------------------------------


def _bearing(services: Services, topic: Topic, bounds: Bounds) -> list[Told]:
    """Events of each article that bear on the topic."""
    found = _found(services.archive, topic, bounds)
    material = asking.material(services, topic, found)
    events = (told for members in _by_article(found) for told in group(topic, replace(material, developments=members)))
    return [told for told in events if told.relevance >= _BEARS]


def _found(archive: Archive, topic: Topic, bounds: Bounds) -> tuple[Development, ...]:
    """All of the archive where nothing is asked, else the latest `MOST` that may bear on the topic."""
    if topic.id == ALL.id:
        return archive.developments(since=bounds.since, until=bounds.until, issue_until=bounds.issue_until)
    sides = topic.pair or ((topic.entities,) if topic.entities else ())
    return archive.bearing(sides, topic.words, replace(bounds, types=topic.types), limit=MOST)


def _by_article(found: Iterable[Development]) -> Iterable[list[Development]]:
    articles: dict[int | None, list[Development]] = defaultdict(list)
    for development in found:
        articles[development.evidence[0].article_id].append(development)
    return articles.values()


def _reports(services: Services, topic: Topic, bounds: Bounds, found: Iterable[Development]) -> Iterator[Report]:
    """Where days are counted: whole articles of a whole archive, else the sentences that bear on the topic."""
    if topic.id == ALL.id and bounds.since is bounds.until is None:
        for issue in services.archive.issues():
            if bounds.issue_until is None or issue.date <= bounds.issue_until:
                yield from (Report(issue.date, text) for text in services.archive.texts(issue.id))
        return
    for members in _by_article(found):
        quotes = {quote.sentence for member in members for quote in member.evidence}
        issued = members[0].evidence[0].date
        if issued is not None:
            yield Report(issued, "\n".join(quotes))


# --- messages ------------------------------------------------------------------------------------------------------


def timeline_answer(services: Services, query: str) -> Answer:
    """The timeline as a message with its picture; where nothing fits or is dated, a sentence that says so."""
    if not query.strip():
        html = services.renderer.html("ask", wanted="timeline", topics=services.topics)
        return Answer(html, tuple(Choice(topic.title, f"/timeline {topic.id}") for topic in services.topics[:6]))
    try:
        made = timeline(services, query)
    except UnknownTopicError:
        return unknown(services, query, "/timeline")
    picture = drawn(services, made)
    return Answer(
        render_timeline(services, made),
        (Choice(gettext("Brief"), f"/brief {query.strip()}"),),
        Picture(picture, gettext("%(topic)s: timeline", topic=made.title)) if picture else None,
    )


def render_timeline(services: Services, made: Timeline) -> str:
    """A timeline's message: as much as one holds, the dates that matter least left out first."""
    html = services.renderer.html("timeline", timeline=made)
    for days, lines in _SIZES:
        if fits(html):
            break
        html = services.renderer.html("timeline", timeline=shortened(made, days, lines))
    return html


def shortened(made: Timeline, days: int, lines: int) -> Timeline:
    """A timeline of fewer dates, those that matter most, and of fewer lines a date."""
    weighty = sorted(made.entries, key=lambda entry: -entry.weight)[:days]
    kept = tuple(replace(entry, lines=entry.lines[:lines]) for entry in made.entries if entry in weighty)
    return replace(made, entries=kept, more=made.more + len(made.entries) - len(kept))


def drawn(services: Services, made: Timeline) -> bytes | None:
    """The picture of a timeline, a PNG; None where nothing has a date that could stand in it."""
    if not made.events:
        return None
    return draw_timeline(Chart(made.title, made.events, _source(services.archive.issues(), made)))


def _source(issues: Sequence[IssueRecord], made: Timeline) -> str:
    """The line under a picture: what was read, and up to when."""
    names = list(dict.fromkeys(issue.source for issue in issues))
    named, more = ", ".join(names[:_SOURCES]), len(names) - _SOURCES
    if more > 0:
        named = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more, names=named, count=more)
    parts = [named, terms.read(made.read)]
    if made.as_of:
        parts.append(gettext("as of %(day)s", day=made.as_of))
    return " · ".join(parts)
