"""Answers to questions: briefs, what is latest, what was said in which words."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.briefs import LINES, Material, compose, line_keys
from briefings.entities.decisions import canonical, standing
from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Brief, Candidate, EntityId, Topic
from briefings.render.telegram_html import fits
from briefings.service.answers import Answer, Choice
from briefings.service.index import name_index
from briefings.service.periods import ends_in_period, said_period, split_period
from briefings.service.services import Services

_SURE = 0.95  #: score from which each half of "Turkey and Greece" is a name by itself
LONGEST_QUERY = 200  #: letters; no name or topic is longer
_BETWEEN = re.compile(r"\s+(?:and|&|vs\.?|with)\s+|\s*[\u2010-\u2015-]\s*|\s*,\s*")  #: two names of one relation
_DASHES = re.compile(r"[\s\u2010-\u2015\u2212_/&+-]+")


@dataclass(frozen=True, slots=True)
class DigestBody:
    """What a digest says, without its head line."""

    html: str
    told: tuple[str, ...]  #: keys of the sentences in it
    empty: bool


# --- topics --------------------------------------------------------------------------------------------------------


def find_topic(services: Services, query: str) -> Topic:
    """The topic that a query names by id, title or alias.

    Raises:
        UnknownTopicError: none does; the sentence names those there are.
    """
    wanted = _plain(query)
    for topic in services.topics:
        if wanted and wanted in {_plain(name) for name in (topic.id, topic.title, *topic.aliases)}:
            return topic
    listed = ", ".join(topic.id for topic in services.topics)
    shown = query[:60] + ("…" if len(query) > 60 else "")
    raise UnknownTopicError(f"There is no topic “{shown}”. Topics are: {listed}.")


def _plain(text: str) -> str:
    """Lower case, all dashes and blanks alike."""
    return _DASHES.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def question(services: Services, query: str) -> Topic:
    """What a query asks about: a topic, an entity or words, made into a topic.

    Raises:
        QuestionError: the query is empty or longer than any name.
        UnknownTopicError: nothing of the archive fits.
    """
    if not query.strip():
        raise QuestionError("Say what the brief is to be on: a topic, a name or words.")
    if len(query) > LONGEST_QUERY:
        raise QuestionError(f"That is {len(query):,} letters; a topic, a name or words have {LONGEST_QUERY} at most.")
    try:
        return find_topic(services, query)
    except UnknownTopicError as unknown:
        entities = _entities_of(services, query)
        if entities is not None:
            return entities
        if services.archive.developments_with_words(query):
            return Topic(id=query.strip(), title=query.strip(), words=(query.strip(),))
        raise unknown from None


def _entities_of(services: Services, query: str) -> Topic | None:
    """One entity, or two with "and" or a dash between them as a relation."""
    index = name_index(services)
    parts = [part for part in _BETWEEN.split(query) if part.strip()]
    sides = [index.look_up(part) for part in parts] if len(parts) == 2 else []
    if sides and all(side.outcome == "found" and side.candidates[0].score >= _SURE for side in sides):
        left, right = (side.candidates[0].entity for side in sides)
        if left.id != right.id:
            return Topic(id=query.strip(), title=f"{left.name} – {right.name}", pair=((left.id,), (right.id,)))
    found = index.look_up(query)
    if found.outcome != "found":
        return None
    entity = found.candidates[0].entity
    return Topic(id=entity.id, title=entity.name, entities=(entity.id,))


# --- briefs --------------------------------------------------------------------------------------------------------


def brief(  # noqa: PLR0913  # the options of the command
    services: Services,
    query: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    words: int | None = None,
) -> Brief:
    """The brief on a query; an empty one is on the whole archive.

    Args:
        services: the parts.
        query: a topic, a name or words; behind it may stand a period ("30d", "june 2020"), seen from the latest issue.
        as_of: only issues up to this day.
        since: only what happened on this day or later.
        until: only what happened on this day or earlier.
        words: how many words the lines may have together; at least one line is given.

    Raises:
        UnknownTopicError: nothing fits.
        QuestionError: the query is too long, or its period is none.
    """
    asked = None
    if not (since or until) and ends_in_period(query) and not _is_known(services, query):
        query, asked = split_period(query, as_of or _latest(services))
    topic = question(services, query) if query.strip() else Topic(id="", title="All that was read")
    if asked is not None:
        since, until = asked.since, asked.until
        topic = replace(topic, title=f"{topic.title}, {said_period(asked)}")
    made = composed(services, topic, as_of=as_of, since=since, until=until)
    lines = len(made.lines)
    while words is not None and lines > 1 and sum(len(x.development.statement.split()) for x in made.lines) > words:
        lines -= 1
        made = composed(services, topic, as_of=as_of, since=since, until=until, lines=lines)
    return made


def _is_known(services: Services, query: str) -> bool:
    """Whether the whole of a query is a topic or a name, such as "Vision 2030"."""
    wanted = _plain(query)
    topics = (name for topic in services.topics for name in (topic.id, topic.title, *topic.aliases))
    entities = (name for entity in services.entities for name in (entity.name, *entity.aliases))
    return any(wanted == _plain(name) for name in itertools.chain(topics, entities))


def _latest(services: Services) -> date:
    """The day of the latest issue; today where there is none."""
    return next((issue.date for issue in services.archive.issues() if issue.date), date.today())  # noqa: DTZ011  # the operator's day


def composed(  # noqa: PLR0913  # as `brief`, and what was told
    services: Services,
    topic: Topic,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    lines: int = LINES,
    told: frozenset[str] = frozenset(),
) -> Brief:
    """What the archive tells on a topic, as `brief`; `told` are keys of what the reader knows."""
    topic = _as_decided(services, topic)
    found = services.archive.developments(since=since, until=until, issue_until=as_of)
    named = services.archive.entities_in_sentences([d.id for d in found if d.id is not None])
    worded = frozenset[int]().union(*(services.archive.developments_with_words(words) for words in topic.words))
    latest = max((d.evidence[0].date for d in found if d.evidence[0].date), default=None)
    return compose(
        topic,
        Material(found, named, worded, _countries(services), _bodies(services)),
        as_of=as_of or latest,
        read=services.archive.read_count(until=as_of),
        lines=lines,
        told=told,
    )


def _as_decided(services: Services, topic: Topic) -> Topic:
    """The topic with each entity under the id that it has now: one that was merged is the one that it went up in."""
    decisions = standing(services.archive.decisions())
    if not decisions:
        return topic

    def now(ids: Iterable[EntityId]) -> tuple[EntityId, ...]:
        return tuple(dict.fromkeys(canonical(one, decisions) for one in ids))

    pair = (now(topic.pair[0]), now(topic.pair[1])) if topic.pair else None
    return replace(topic, pair=pair, entities=now(topic.entities))


def _countries(services: Services) -> dict[EntityId, EntityId]:
    """Entity → the country it is of, for catalogue entities."""
    known = {entity.id for entity in services.entities}
    return {e.id: EntityId(e.country) for e in services.entities if e.country and e.country in known}


def _bodies(services: Services) -> frozenset[EntityId]:
    """Catalogue entities that act for the country they are of: ministries, parliaments, armies."""
    return frozenset(entity.id for entity in services.entities if entity.kind == "organisation" and entity.country)


def brief_answer(services: Services, query: str, *, as_of: date | None = None) -> Answer:
    """The brief as a message; where nothing fits, a sentence that says so and what is near."""
    if not query.strip():
        html = services.renderer.html("ask", wanted="topic", topics=services.topics)
        return Answer(html, tuple(Choice(topic.title, f"/brief {topic.id}") for topic in services.topics[:6]))
    try:
        made = brief(services, query, as_of=as_of)
    except UnknownTopicError:
        return unknown(services, query, "/brief")
    return Answer(render_brief(services, made) if made.lines else nothing(services, made))


def nothing(services: Services, made: Brief) -> str:
    """The message of a brief that has no line: what was read, and that nothing bears on the question."""
    return services.renderer.html("nothing", about=made.title, count=made.read, choices=())


def render_brief(services: Services, made: Brief, *, quotes: bool = True) -> str:
    """A brief's message, with the quoted sentences (where they are wanted) if one message still holds them."""
    with_quotes = services.renderer.html("brief", brief=made, quotes=True) if quotes else ""
    return with_quotes if quotes and fits(with_quotes) else services.renderer.html("brief", brief=made, quotes=False)


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


def latest_answer(services: Services) -> Answer:
    """The weightiest developments of the issues of the latest date."""
    issues = services.archive.issues()
    if not issues:
        count = services.archive.read_count()
        return Answer(services.renderer.html("nothing", about="the latest issue", count=count, choices=()))
    newest = [issue for issue in issues if issue.date == issues[0].date]
    made = composed(services, Topic(id="", title="Latest"))
    lines = [line for line in made.lines if any(q.date == issues[0].date for q in line.development.evidence)]
    title = ", ".join(" ".join(part for part in (issue.source, issue.number) if part) for issue in newest)
    if not lines:
        return Answer(services.renderer.html("nothing", about=title, count=made.read, choices=()))
    return Answer(services.renderer.html("latest", title=title, lines=lines))


def search_answer(services: Services, words: str) -> Answer:
    """Sentences that hold all the words."""
    if not words.strip():
        return Answer(services.renderer.html("ask", wanted="words", topics=()))
    if len(words) > LONGEST_QUERY:
        raise QuestionError(f"That is {len(words):,} letters; {LONGEST_QUERY} are enough to search with.")
    quotes = services.archive.search(words, limit=8)
    count = services.archive.read_count()
    return Answer(services.renderer.html("search", about=words.strip(), quotes=quotes, count=count))


def digest_lines(
    services: Services, topics: Sequence[str], told: frozenset[str], *, as_of: date | None = None
) -> DigestBody:
    """What is new on some topics since the reader was told last.

    Args:
        services: the parts.
        topics: topic ids; unknown ones (a topic that the operator took away) are passed over.
        told: keys of sentences that the reader was told before.
        as_of: only issues up to this day; None for all.
    """
    sections, keys, shown = [], set[str](), set(told)
    for topic in (topic for topic in services.topics if topic.id in topics):
        made = composed(services, topic, as_of=as_of, told=frozenset(shown))
        if not made.lines:
            continue
        new = frozenset[str]().union(*(line_keys(line) for line in made.lines))
        keys |= new
        shown |= new
        sections.append({"title": made.title, "lines": made.lines, "more": made.more, "topic": topic.id})
    html = services.renderer.html("digest", sections=sections) if sections else ""
    return DigestBody(html, tuple(sorted(keys)), empty=not sections)
