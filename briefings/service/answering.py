"""Answers to questions: briefs on topics, names and words, and what was said in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from briefings.briefs import LINES, MOST_LINES, Reader, Room, compose, key, line_keys
from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Bounds, Brief, BriefLine, Candidate, Development, Subscriber, Topic
from briefings.render.speech import gettext
from briefings.render.telegram_html import fits
from briefings.service import asking, bearing
from briefings.service.answers import Answer, Choice
from briefings.service.asking import ALL, LONGEST_QUERY, find_topic, question
from briefings.service.index import name_index
from briefings.service.nothing import in_short, nothing
from briefings.service.periods import Period
from briefings.service.services import Services
from briefings.service.shown import ways_in

__all__ = [
    "LONGEST_QUERY", "DigestBody", "brief", "brief_answer", "choices_of", "composed", "digest_lines", "find_topic",
    "question", "render_alert", "render_brief", "search_answer", "unknown",
]  # fmt: skip

MOST = 200  #: developments that a brief is made from, the latest that may bear on it: 50 ms' work
MOST_BY_WORDS = 1500  #: the same where as many lines are asked for as some words allow, or all there are
OF_A_RELATION = 20  #: lines of a brief on a topic, however many words it may have
_FOUND = 8  #: sentences that a search shows
_AFTER = re.compile(r"(?:^|\s)\+(\d{1,4})$")  #: what a button "more" writes behind its question


@dataclass(frozen=True, slots=True)
class DigestBody:
    """What a digest says, without its head line."""

    html: str
    told: tuple[str, ...]  #: keys of the sentences in it
    empty: bool
    lines: tuple[BriefLine, ...] = ()


# --- briefs --------------------------------------------------------------------------------------------------------


def brief(  # noqa: PLR0913  # the options of the command
    services: Services,
    query: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    words: int | None = None,
    room: Room | None = None,
    subscriber: int | None = None,
) -> Brief:
    """The brief on a query; an empty one is on the whole archive.

    Args:
        services: the parts.
        query: a topic, a name or words; behind it may stand a period ("30d", "june 2020"), seen from the latest issue.
        as_of: only issues up to this day.
        since: only what happened on this day or later.
        until: only what happened on this day or earlier.
        words: how many words the lines may have together; at least one line is given.
        room: how much to show where no words are counted.
        subscriber: who asks: what is news to them stands before what they were told.

    Raises:
        UnknownTopicError: nothing fits.
        QuestionError: the query is too long, or its period is none or ends before it begins.
    """
    if since and until and since > until:
        raise QuestionError("The period ends on %(last)s before it begins on %(first)s.", last=until, first=since)
    bounded = since is not None or until is not None  # and the title does not say so yet
    if bounded:
        topic = question(services, query) if query.strip() else ALL
    else:
        topic, period = asking.asked(services, query, as_of)
        since, until = period.since, period.until
    if words is not None:
        single = topic.id == ALL.id or len(topic.entities) == 1
        room = Room(MOST_LINES if single else OF_A_RELATION, words)
    reader_of = partial(_reader, services, subscriber)
    made = composed(services, topic, as_of=as_of, since=since, until=until, room=room, reader_of=reader_of, again=True)
    if bounded and not made.lines:
        return replace(made, title=asking.title_in(made.title, Period(since, until)))
    return made


def composed(  # noqa: PLR0913  # as `brief`, and what was told
    services: Services,
    topic: Topic,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    room: Room | None = None,
    reader_of: Callable[[Sequence[Development]], Reader] = lambda _found: Reader(),
    again: bool = False,
) -> Brief:
    """What the archive tells on a topic, as `brief`.

    Args:
        services: the parts.
        topic: what is asked.
        as_of: only issues up to this day.
        since: only what happened on this day or later.
        until: only what happened on this day or earlier.
        room: how much to show.
        reader_of: what the reader knows of what bears on the topic.
        again: whether what is no news to the reader is shown too.
    """
    sides = asking.named_after(topic)
    topic = bearing.as_wide(services, topic)
    found = services.archive.bearing(
        bearing.sides_of(services, topic), topic.words, Bounds(since, until, as_of, topic.types), limit=_limit(room)
    )
    latest = max((d.evidence[0].date for d in found if d.evidence[0].date), default=None)
    return compose(
        topic,
        bearing.material(services, topic, found, sides),
        as_of=as_of or latest,
        read=services.archive.read_count(until=as_of),
        room=room,
        reader=reader_of(found),
        again=again,
    )


def _reader(services: Services, subscriber: int | None, found: Sequence[Development]) -> Reader:
    """What somebody knows of what bears on their question; nothing where they were never told of it."""
    if subscriber is None:
        return Reader()
    about = {key(quote) for one in found for quote in one.evidence} & services.subscribers.told(subscriber)
    at = services.subscribers.told_at(subscriber, about)
    return Reader(frozenset(about), None if at is None else services.following.newest_at(at))


def _known(reader: Reader, _found: Sequence[Development]) -> Reader:
    """Somebody of whom it is known what they know, whatever the question."""
    return reader


def _limit(room: Room | None) -> int:
    """How many developments are looked at: a later page needs more of them."""
    if room is None:
        return MOST
    if room.words is not None or room.lines > 2 * LINES:
        return MOST_BY_WORDS
    return MOST + 2 * (room.after + max(0, room.lines - LINES))


# --- a brief as a message ------------------------------------------------------------------------------------------


def brief_answer(
    services: Services,
    query: str,
    *,
    as_of: date | None = None,
    subscriber: Subscriber | None = None,
    now: datetime | None = None,
) -> Answer:
    """The brief as one message, with ways on; where nothing fits, a sentence that says so and what is near.

    Args:
        services: the parts.
        query: as for `brief`; "+15" behind it asks for what stands after the 15 weightiest lines.
        as_of: only issues up to this day.
        subscriber: who asks: what they were told before stands after what is new, and this is noted as told.
        now: aware UTC, when they ask.
    """
    if not query.strip():
        html = services.renderer.html("ask", wanted="topic", topics=services.topics)
        return Answer(html, tuple(Choice(topic.title, f"/brief {topic.id}") for topic in services.topics[:6]))
    query, after = _after(query)
    number = subscriber.id if subscriber is not None else None
    try:
        made = brief(services, query, as_of=as_of, room=Room(after=after), subscriber=number)
    except UnknownTopicError:
        return unknown(services, query, "/brief")
    if not made.lines:
        return _no_more(services, made, query) if after else nothing(services, made, query, as_of=as_of)
    shown, html = _fitting(services, made)
    if subscriber is not None and now is not None:
        services.subscribers.note_told(subscriber.id, _keys(shown), at=now)
    followed = services.subscribers.topics(subscriber.id) if subscriber is not None else ()
    ways_on = _ways_on(services, shown, query, after, followed)
    quoted = _html(services, shown, quotes=True)
    return Answer(quoted if fits(quoted) else html, ways_on)


def _no_more(services: Services, made: Brief, query: str) -> Answer:
    return Answer(
        services.renderer.html("no_more", about=made.title), (Choice(gettext("From the start"), f"/brief {query}"),)
    )


def _after(query: str) -> tuple[str, int]:
    """A question and how many lines were shown before: "iraq-us +15"."""
    match = _AFTER.search(query)
    return (query[: match.start()].strip(), int(match[1])) if match else (query, 0)


def _ways_on(services: Services, shown: Brief, query: str, after: int, followed: Sequence[str]) -> tuple[Choice, ...]:
    choices = []
    if shown.more:
        more = gettext("More (%(count)s)", count=shown.more)
        choices.append(Choice(more, f"/brief {query} +{after + len(shown.lines)}"))
    choices.append(Choice(gettext("Timeline"), f"/timeline {query}"))
    choices += ways_in(shown.lines)
    if shown.topic in followed:
        choices.append(Choice(gettext("Unfollow"), f"/unsubscribe {shown.topic}"))
    elif shown.topic in services.topic_titles:
        choices.append(Choice(gettext("Follow"), f"/subscribe {shown.topic}"))
    return tuple(choices)


def _fitting(services: Services, made: Brief) -> tuple[Brief, str]:
    """The brief with as many of its weightiest lines as one message holds, the others being more, and the message."""
    while not fits(html := _html(services, made, quotes=False)) and len(made.lines) > 1:
        last = max(line.rank for line in made.lines)
        kept = tuple(line for line in made.lines if line.rank != last)
        made = replace(made, lines=kept, more=made.more + 1)
    return made, html


def _keys(made: Brief) -> tuple[str, ...]:
    return tuple(sorted(frozenset[str]().union(*(line_keys(line) for line in made.lines))))


def render_brief(services: Services, made: Brief, *, quotes: bool = True) -> str:
    """A brief's message, with the quoted sentences (where they are wanted) if one message still holds them.

    Args:
        services: the parts.
        made: the brief.
        quotes: whether the sentences are wanted too.
    """
    with_quotes = _html(services, made, quotes=True) if quotes else ""
    return with_quotes if quotes and fits(with_quotes) else _html(services, made, quotes=False)


def render_alert(services: Services, made: Brief) -> str:
    """The first line of a brief, as an alert has it."""
    return services.renderer.html("alert", brief=made)


def _html(services: Services, made: Brief, *, quotes: bool) -> str:
    new = tuple(line for line in made.lines if line.novelty != "unchanged") if made.again else made.lines
    known = tuple(line for line in made.lines if line not in new)
    return services.renderer.html("brief", brief=made, new=new, known=known, told=made.again, quotes=quotes)


def unknown(services: Services, query: str, command: str) -> Answer:
    """What is said to a name that means several entities, or none: which, or the nearest."""
    found = name_index(services).look_up(query)
    choices = choices_of(found.candidates, command)
    template = "choices" if found.outcome == "ambiguous" else "unknown"
    count = services.archive.read_count()
    return Answer(services.renderer.html(template, about=query.strip(), choices=choices, count=count), choices)


def choices_of(candidates: Sequence[Candidate], command: str) -> tuple[Choice, ...]:
    """The entities that a name may mean, as buttons of a command."""
    return tuple(Choice(candidate.entity.name, f"{command} {candidate.entity.id}") for candidate in candidates[:5])


# --- the rest ------------------------------------------------------------------------------------------------------


def search_answer(services: Services, words: str) -> Answer:
    """Sentences that hold all the words, as many as one message has room for."""
    if not words.strip():
        return Answer(services.renderer.html("ask", wanted="words", topics=()))
    if len(words) > LONGEST_QUERY:
        raise QuestionError(
            "That is %(count)s letters; %(most)s are enough to search with.", count=len(words), most=LONGEST_QUERY
        )
    quotes = [in_short(quote) for quote in services.archive.search(words, limit=_FOUND)]
    count = services.archive.read_count()
    while not fits(html := services.renderer.html("search", about=words.strip(), quotes=quotes, count=count)):
        quotes.pop()
    return Answer(html)


def digest_lines(
    services: Services,
    topics: Sequence[str],
    told: frozenset[str],
    *,
    seen: int | None = None,
    as_of: date | None = None,
) -> DigestBody:
    """What is new on some topics since the reader was told last.

    Args:
        services: the parts.
        topics: topic ids; unknown ones (a topic that the operator took away) are passed over.
        told: keys of sentences that the reader was told before.
        seen: the newest development when they had their last digest; what stood then is no news.
        as_of: only issues up to this day; None for all.
    """
    sections, keys, shown = [], set[str](), set(told)
    lines: list[BriefLine] = []
    for topic in (topic for topic in services.topics if topic.id in topics):
        made = composed(services, topic, as_of=as_of, reader_of=partial(_known, Reader(frozenset(shown), seen)))
        if not made.lines:
            continue
        new = frozenset(_keys(made))
        keys |= new
        shown |= new
        lines += made.lines
        sections.append({"title": made.title, "lines": made.lines, "more": made.more, "topic": topic.id})
    html = services.renderer.html("digest", sections=sections) if sections else ""
    return DigestBody(html, tuple(sorted(keys)), empty=not sections, lines=tuple(lines))
