"""Digests: composed when they are due, queued together with the move of their schedule, once for each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from briefings.deliveries import catch_up, message_head, next_digest_at, period_of
from briefings.errors import QuestionError, StorageError
from briefings.model import Outgoing, Schedule, Subscriber
from briefings.render.dates import day
from briefings.render.speech import apart, gettext, ngettext, speaking, spoken
from briefings.render.telegram_html import plain, split, units
from briefings.service import alerts
from briefings.service.answering import DigestBody, digest_lines, find_topic
from briefings.service.answers import Answer, Choice, choices_json
from briefings.service.hours import hour, local_moment
from briefings.service.services import Services
from briefings.service.shown import ways_in
from briefings.storage.marking import DIGEST

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
            with speaking(subscriber.language):
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
        if _is_paused(subscriber, now):
            continue
        topics = (only,) if only else services.subscribers.topics(subscriber.id)
        with speaking(subscriber.language):
            outgoing = _outgoing(services, subscriber, topics, bodies, edition)
        queued += services.outbox.add(replace(outgoing, next_digest_at=None, mark=None), due=now)
    return queued


def digest_now(services: Services, subscriber: Subscriber, now: datetime) -> Answer:
    """What a digest would tell at this moment, noted as told; the schedule stays as it is.

    Raises:
        QuestionError: nothing is followed.
    """
    topics = services.subscribers.topics(subscriber.id)
    if not topics:
        raise QuestionError("You follow no topic yet: /topics shows those there are.")
    bodies = _Bodies(services)
    body = bodies.of(topics, alerts.known_keys(services, subscriber), _seen(services, subscriber))
    edition = day(now.astimezone(ZoneInfo(subscriber.zone)).date())
    head = message_head(apart(_titles(services, topics)), apart(edition), 1, 1, kind=gettext("Digest"))
    html = services.renderer.html("nothing_new", topics=topics) if body.empty else body.html
    services.subscribers.note_told(subscriber.id, body.told, at=now)
    services.following.set_mark(_mark(subscriber), bodies.newest)
    told = services.renderer.html("digest_part", head=head, late=None, body=html)
    return Answer(told, _choices(topics, body))


class _Bodies:
    """Digest bodies, composed once for all who follow the same, were told the same and read the same language."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.newest = services.following.newest()  #: the place in the archive that these digests see
        self._made: dict[tuple[str, tuple[str, ...], frozenset[str], int | None], DigestBody] = {}

    def of(self, topics: Sequence[str], told: frozenset[str], seen: int | None = None) -> DigestBody:
        key = (spoken(), tuple(topics), told, seen)
        if key not in self._made:
            self._made[key] = digest_lines(self._services, topics, told, seen=seen)
        return self._made[key]


def _compose(services: Services, subscriber: Subscriber, bodies: _Bodies, now: datetime) -> bool:
    topics = services.subscribers.topics(subscriber.id)
    due = _due(subscriber, now)
    if due is None or not topics:
        _move(services, subscriber, None)
        return False
    if _is_paused(subscriber, now) or not _is_wanted(services, subscriber, bodies):
        _move(services, subscriber, due.following)
        return False
    outgoing = _outgoing(services, subscriber, topics, bodies, due, _seen(services, subscriber))
    queued = services.outbox.add(outgoing, due=now)
    if not queued:  # another process was faster, or the hour of that day was set twice
        _move(services, subscriber, due.following)
    return queued


def _is_paused(subscriber: Subscriber, now: datetime) -> bool:
    return subscriber.paused_until is not None and subscriber.paused_until > now


def _is_wanted(services: Services, subscriber: Subscriber, bodies: _Bodies) -> bool:
    """Whether an issue came since the last digest, where it is wanted only then."""
    if subscriber.schedule is None or not subscriber.schedule.each_issue:
        return True
    return bodies.newest > (_seen(services, subscriber) or 0)


def _seen(services: Services, subscriber: Subscriber) -> int | None:
    """The place in the archive that a subscriber's last digest saw: what stood then is no news, told or not."""
    return services.following.mark(_mark(subscriber))


def _mark(subscriber: Subscriber) -> str:
    """What is called so is the place in the archive that the last digest saw."""
    return f"{DIGEST}{subscriber.id}"


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


def _outgoing(  # noqa: PLR0913, PLR0917  # what a digest is made of
    services: Services,
    subscriber: Subscriber,
    topics: Sequence[str],
    bodies: _Bodies,
    due: Due,
    seen: int | None = None,
) -> Outgoing:
    body = bodies.of(topics, alerts.known_keys(services, subscriber), seen)
    html = services.renderer.html("nothing_new", topics=topics) if body.empty else body.html
    return Outgoing(
        chat_id=subscriber.chat_id,
        thread_id=subscriber.thread_id,
        kind="digest",
        period=due.period,
        parts=_parts(services, _titles(services, topics), html, due),
        subscriber_id=subscriber.id,
        markup=choices_json(_choices(topics, body)),
        next_digest_at=due.following,
        told=body.told,
        mark=(_mark(subscriber), bodies.newest),
    )


def _choices(topics: Sequence[str], body: DigestBody) -> tuple[Choice, ...]:
    """Ways behind the lines, and out of the digest."""
    drop = f"/unsubscribe {topics[0]}" if len(topics) == 1 else "/unsubscribe"
    return (*ways_in(body.lines), Choice(gettext("Unsubscribe"), drop))


def _parts(services: Services, titles: str, body: str, due: Due) -> tuple[str, ...]:
    """Messages that each begin with the head line and fit Telegram."""

    def message(text: str, part: int, parts: int) -> str:
        head = message_head(apart(titles), apart(due.edition), part, parts, kind=gettext("Digest"))
        late = due.late if part == 1 else None
        return services.renderer.html("digest_part", head=head, late=late, body=text)

    room = units(plain(message("", _MOST_PARTS, _MOST_PARTS))) + units(plain(message("", 1, 1)))
    texts = split(body, head=room)
    return tuple(message(text, part, len(texts)) for part, text in enumerate(texts, start=1))


def _titles(services: Services, topics: Sequence[str]) -> str:
    known = [services.topic_titles.get(topic, topic) for topic in topics]
    named, more = ", ".join(known[:_NAMED]), len(known) - _NAMED
    if more <= 0:
        return named
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more, names=named, count=more)
