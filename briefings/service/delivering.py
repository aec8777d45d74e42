"""Digests: composed when they are due, queued together with the move of their schedule, once for each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefings.deliveries import catch_up, message_head, next_digest_at, period_of
from briefings.errors import QuestionError, StorageError
from briefings.model import Outgoing, Schedule, Subscriber
from briefings.render.dates import day
from briefings.render.telegram_html import plain, split, units
from briefings.service.answering import DigestBody, digest_lines, find_topic
from briefings.service.hours import hour, local_moment
from briefings.service.services import Services

_AT_ONCE = 50  #: digests a call, about a second
_NAMED = 3  #: topics that the head line names; more are counted
_MOST_PARTS = 99  #: for which the head line leaves room


@dataclass(frozen=True, slots=True)
class Due:
    """A digest to be sent now."""

    at: datetime  #: when it was due, UTC
    period: str  #: what it is unique by
    edition: str  #: what its head line says
    late: str | None  #: when it was due, in words, where that is long ago
    following: datetime  #: when the next one is due


def compose_due(services: Services, now: datetime) -> int:
    """Compose and queue digests that are due, some at a time; returns how many were queued, 0 where none is left.

    Safe to repeat and to run in two processes: what was queued once is not queued again.

    Raises:
        StorageError: the database refused.
        ExceptionGroup: some could not be composed; they stay due, and the others were queued.
    """
    bodies = _Bodies(services)
    queued, failed = 0, []
    for subscriber in services.subscribers.due(now, limit=_AT_ONCE):
        try:
            queued += _compose(services, subscriber, bodies, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one digest, it must not hold up the others
            failed.append(error)
    if failed:
        raise ExceptionGroup("some digests could not be composed", failed)
    return queued


def queue_edition(services: Services, name: str, topic: str | None, now: datetime) -> int:
    """Compose an extra edition for every subscriber concerned, once for each name; returns how many were queued.

    Args:
        services: the parts.
        name: of the edition; the same name is never sent twice to anybody.
        topic: only for those who follow it, and on it alone; None for all followers, each on their topics.
        now: when it is due.

    Raises:
        QuestionError: the name is empty.
        UnknownTopicError: there is no such topic.
    """
    if not name.strip():
        raise QuestionError("An edition needs a name: dragoman digest --now --edition NAME.")
    only = find_topic(services, topic).id if topic else None
    bodies = _Bodies(services)
    edition = Due(at=now, period=f"edition:{name.strip()}", edition=name.strip(), late=None, following=now)
    queued = 0
    for subscriber in services.subscribers.following(only):
        topics = (only,) if only else services.subscribers.topics(subscriber.id)
        outgoing = _outgoing(services, subscriber, topics, bodies, edition)
        queued += services.outbox.add(replace(outgoing, next_digest_at=None), due=now)
    return queued


class _Bodies:
    """Digest bodies, composed once for all who follow the same and were told the same."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._made: dict[tuple[tuple[str, ...], frozenset[str]], DigestBody] = {}

    def of(self, topics: Sequence[str], told: frozenset[str]) -> DigestBody:
        key = (tuple(topics), told)
        if key not in self._made:
            self._made[key] = digest_lines(self._services, topics, told)
        return self._made[key]


def _compose(services: Services, subscriber: Subscriber, bodies: _Bodies, now: datetime) -> bool:
    topics = services.subscribers.topics(subscriber.id)
    due = _due(subscriber, now)
    if due is None or not topics:
        _move(services, subscriber, None)
        return False
    outgoing = _outgoing(services, subscriber, topics, bodies, due)
    queued = services.outbox.add(outgoing, due=now)
    if not queued:  # another process was faster, or the hour of that day was set twice
        _move(services, subscriber, due.following)
    return queued


def _due(subscriber: Subscriber, now: datetime) -> Due | None:
    """The latest digest that is due; None where the schedule is off. Older ones, missed as well, are dropped."""
    schedule, at = subscriber.schedule, subscriber.next_digest_at
    if schedule is None or not schedule.days or at is None:
        return None
    while (decision := catch_up(schedule, at, now)) == "drop":
        at = next_digest_at(schedule, at)
    return Due(
        at=at,
        period=f"{period_of(schedule, at)} {hour(schedule.at)}",  # who sets a later hour today gets one at that hour
        edition=_date(schedule, at),
        late=local_moment(at, schedule.zone) if decision == "late" else None,
        following=next_digest_at(schedule, at),
    )


def _date(schedule: Schedule, at: datetime) -> str:
    return day(datetime.fromisoformat(period_of(schedule, at)).date())


def _move(services: Services, subscriber: Subscriber, to: datetime | None) -> None:
    """Move a schedule on, unless its subscriber has changed it meanwhile."""
    current = services.subscribers.by_id(subscriber.id)
    if current is not None and current.next_digest_at == subscriber.next_digest_at:
        services.subscribers.update(replace(current, next_digest_at=to))


def _outgoing(services: Services, subscriber: Subscriber, topics: Sequence[str], bodies: _Bodies, due: Due) -> Outgoing:
    body = bodies.of(topics, services.subscribers.told(subscriber.id))
    html = services.renderer.html("nothing_new", topics=topics) if body.empty else body.html
    return Outgoing(
        chat_id=subscriber.chat_id,
        thread_id=subscriber.thread_id,
        kind="digest",
        period=due.period,
        parts=_parts(services, _titles(services, topics), html, due),
        subscriber_id=subscriber.id,
        next_digest_at=due.following,
        told=body.told,
    )


def _parts(services: Services, titles: str, body: str, due: Due) -> tuple[str, ...]:
    """Messages that each begin with the head line and fit Telegram."""

    def message(text: str, part: int, parts: int) -> str:
        head = message_head(titles, due.edition, part, parts)
        late = due.late if part == 1 else None
        return services.renderer.html("digest_part", head=head, late=late, body=text)

    room = units(plain(message("", _MOST_PARTS, _MOST_PARTS))) + units(plain(message("", 1, 1)))
    texts = split(body, head=room)
    return tuple(message(text, part, len(texts)) for part, text in enumerate(texts, start=1))


def _titles(services: Services, topics: Sequence[str]) -> str:
    known = [services.topic_titles.get(topic, topic) for topic in topics]
    more = len(known) - _NAMED
    return ", ".join(known[:_NAMED]) + (f" and {more} more" if more > 0 else "")
