"""Alerts: what a new issue tells of what somebody watches, at once or when their quiet hours end.

Whoever may not be told now is noted with the place in the archive from which on they are owed; what they are told then
is what stands then, so that what was dropped or muted meanwhile stays out. Each message has a period that the same
issue gives it again, so that a kill at any moment repeats nothing: the places move after the messages are queued.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from briefings.briefs import Material, Room, compose, key, line_keys
from briefings.deliveries import held_until
from briefings.entities.decisions import canonical, standing
from briefings.errors import StorageError
from briefings.model import Arrival, BriefLine, Decision, Development, Entity, EntityId, Outgoing, Subscriber, Topic
from briefings.render import dates
from briefings.render.speech import gettext, ngettext, speaking
from briefings.render.telegram_html import numbered
from briefings.service import asking
from briefings.service.answers import Choice, choices_json
from briefings.service.index import known_entities
from briefings.service.retold import said_again
from briefings.service.services import Services

SEEN = "alerts"  #: the mark up to which the archive was looked at
_LINES = 6  #: of an alert
_MOST = 60  #: lines of one watch that an issue may have: more are not counted
_WITH_BUTTONS = 2  #: watches of an alert that have buttons of their own
_ONE_BY_ONE = 3  #: issues that are told in a message each when alerts were held back; more are told together
_AN_HOUR, _MOST_AN_HOUR = timedelta(hours=1), 10  #: alerts to one chat; an archive that is read in says no more at once
_BACK_ISSUE = timedelta(days=14)  #: an issue so much older than the newest of its source is no news


@dataclass(frozen=True, slots=True)
class Target:
    """What somebody is to be told of at once."""

    topic: Topic  #: one of the settings, or made of an entity or words
    drop: str  #: the command that watches it no more
    entity: bool = False
    standing: bool = False  #: a topic of the settings


@dataclass(frozen=True, slots=True)
class Section:
    """What is told of one target."""

    target: Target
    title: str
    lines: tuple[BriefLine, ...]
    more: int


def queue_alerts(services: Services, now: datetime, *, going: Callable[[], bool] = lambda: True) -> int:
    """Queue what is to be told of issues that came in since the last look; returns how many messages.

    Safe to repeat and to run in two processes. On the first look of all nothing is news.

    Args:
        services: the parts.
        now: aware UTC.
        going: whether to go on; what is left is done at the next call.

    Raises:
        StorageError: the database refused.
        ExceptionGroup: some could not be composed; they are held back, and the others were queued.
    """
    newest, seen = services.following.newest(), services.following.mark(SEEN)
    if seen is None:
        services.following.set_mark(SEEN, newest)
        return 0
    if newest <= seen:
        return 0
    news, kept, failed = _News(services, newest), services.following.holds(), list[Exception]()
    queued = 0
    for subscriber in services.following.alerted():
        if not going():
            return queued
        if subscriber.id in kept:
            continue
        try:
            queued += _queue_or_hold(services, subscriber, news, seen, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one alert, it must not hold up the others
            services.following.hold(subscriber.id, seen)
            failed.append(error)
    services.following.set_mark(SEEN, newest)
    if failed:
        raise ExceptionGroup("some alerts could not be composed", failed)
    return queued


def queue_held(services: Services, now: datetime, *, going: Callable[[], bool] = lambda: True) -> int:
    """Queue what was held back for those who may be told again; returns how many messages.

    Raises:
        StorageError: the database refused.
        ExceptionGroup: some could not be composed; they stay held back, and the others were queued.
    """
    news, failed = _News(services, services.following.mark(SEEN) or 0, held=True), list[Exception]()
    queued = 0
    for number, since in services.following.holds().items():
        if not going():
            return queued
        try:
            queued += _queue_held(services, number, news, since, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # likewise
            failed.append(error)
    if failed:
        raise ExceptionGroup("some alerts could not be composed", failed)
    return queued


def _queue_or_hold(services: Services, subscriber: Subscriber, news: _News, seen: int, now: datetime) -> int:
    """Queue what one subscriber is to be told, or hold it back for later."""
    if subscriber.paused_until is not None and subscriber.paused_until <= now:
        _resume(services, subscriber.id, now)
    if _must_wait(services, subscriber, now):
        services.following.hold(subscriber.id, seen)
        return 0
    return _queue(services, subscriber, news, seen, now)


def _queue_held(services: Services, number: int, news: _News, since: int, now: datetime) -> int:
    """Queue what one subscriber is owed, unless they must still wait; who is gone is owed nothing."""
    subscriber, queued = services.subscribers.by_id(number), 0
    if subscriber is not None and subscriber.active:
        if _must_wait(services, subscriber, now):
            return 0
        queued = _queue(services, subscriber, news, since, now)
    services.following.release(number)
    if subscriber is not None and subscriber.paused_until is not None:
        _resume(services, number, now)
    return queued


def _resume(services: Services, number: int, now: datetime) -> None:
    """Forget a pause that is over: what is held back later is held back for another reason."""
    current = services.subscribers.by_id(number)
    if current is not None and current.paused_until is not None and current.paused_until <= now:
        services.subscribers.update(replace(current, paused_until=None))


def _must_wait(services: Services, subscriber: Subscriber, now: datetime) -> bool:
    if held_until(subscriber, now) is not None:
        return True
    return services.following.alerts_since(subscriber.id, now - _AN_HOUR) >= _MOST_AN_HOUR


def _queue(services: Services, subscriber: Subscriber, news: _News, since: int, now: datetime) -> int:
    """Queue the messages of one subscriber: one an issue, or one for all after a pause or a long night."""
    targets = _targets(services, subscriber, news)
    arrivals = [one for one in news.after(since) if any(news.lines(target, one) for target in targets)]
    if not arrivals:
        return 0
    again = _said_again(services, subscriber, news, targets, arrivals)
    services.subscribers.note_told(subscriber.id, again, at=now)
    together = news.held and len(arrivals) > (1 if _was_paused(subscriber) else _ONE_BY_ONE)
    if together:
        parts = [(f"since:{since}:{arrivals[-1].first}", arrivals)]
    else:
        parts = [(f"issue:{one.issue_id}:{one.first}", [one]) for one in arrivals]
    queued = 0
    with speaking(subscriber.language):
        for period, those in parts:
            outgoing = _outgoing(services, subscriber, news, targets, those)
            if outgoing is not None:
                queued += services.outbox.add(replace(outgoing, period=period), due=now)
    return queued


def _was_paused(subscriber: Subscriber) -> bool:
    return subscriber.paused_until is not None


# --- what is told --------------------------------------------------------------------------------------------------


class _News:
    """What came in, looked at once for everybody who watches the same."""

    def __init__(self, services: Services, until: int, *, held: bool = False) -> None:
        self.held = held  #: it was to be told before now
        self._services = services
        self._until = until
        self._arrivals: dict[int, tuple[Arrival, ...]] = {}
        self._found: dict[int, _Issue] = {}
        self._lines: dict[tuple[int, Topic], tuple[BriefLine, ...]] = {}

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What people decided about names, as far as it stands."""
        return standing(self._services.archive.decisions())

    @cached_property
    def known(self) -> Mapping[EntityId, Entity]:
        """Entities as they stand."""
        return known_entities(self._services)

    def after(self, since: int) -> tuple[Arrival, ...]:
        """Issues that came after a place, without back issues."""
        if since not in self._arrivals:
            came = self._services.following.arrivals(since, self._until)
            self._arrivals[since] = tuple(one for one in came if not _is_back_issue(one))
        return self._arrivals[since]

    def lines(self, target: Target, arrival: Arrival) -> tuple[BriefLine, ...]:
        """What an issue tells of a target, in time order."""
        known = (arrival.first, target.topic)
        if known not in self._lines:
            issue = self._found.setdefault(arrival.first, _Issue(self._services, arrival))
            self._lines[known] = issue.on(target)
        return self._lines[known]


def _is_back_issue(one: Arrival) -> bool:
    return one.newest is not None and one.day < one.newest - _BACK_ISSUE


class _Issue:
    """The developments of an issue, and what their sentences name."""

    def __init__(self, services: Services, arrival: Arrival) -> None:
        self._services = services
        self._arrival = arrival

    @cached_property
    def _developments(self) -> tuple[Development, ...]:
        return self._services.archive.of_issues([self._arrival.issue_id])

    @cached_property
    def _plain(self) -> Material:
        """Without whose country somebody is of: a watch of a country is not one of all its people."""
        ids = [one.id for one in self._developments if one.id is not None]
        return Material(self._developments, self._services.archive.entities_in_sentences(ids))

    @cached_property
    def _whole(self) -> Material:
        return asking.material(self._services, asking.ALL, self._developments)

    def on(self, target: Target) -> tuple[BriefLine, ...]:
        """Lines on a target."""
        topic, made = target.topic, self._plain
        if target.standing:
            topic = asking.as_asked(self._services, topic)
            made = replace(self._whole, sides=asking.named_after(target.topic))
        made = asking.with_words_of(self._services, topic, made)
        read = self._services.archive.read_count()
        return compose(topic, made, as_of=self._arrival.day, read=read, room=Room(_MOST)).lines


def _targets(services: Services, subscriber: Subscriber, news: _News) -> tuple[Target, ...]:
    """What is watched, each entity under the id that it has now and once; then topics, where they are told at once."""
    targets = dict[str, Target]()
    for watch in services.following.watches(subscriber.id):
        drop = f"/unwatch {watch.id}"
        if watch.entity is not None:
            entity = canonical(watch.entity, news.decisions)
            title = news.known[entity].name if entity in news.known else watch.name
            made = Target(Topic(entity, title, entities=(entity,)), drop, entity=True)
        else:
            words = watch.words or watch.name
            made = Target(Topic(words, f"“{words}”", words=(words,)), drop)
        targets.setdefault(f"{made.entity} {made.topic.id}", made)
    if subscriber.alerts:
        followed = services.subscribers.topics(subscriber.id)
        for topic in services.topics:
            if topic.id in followed:
                targets[f"topic {topic.id}"] = Target(topic, f"/unsubscribe {topic.id}", standing=True)
    return tuple(targets.values())


def _said_again(
    services: Services, subscriber: Subscriber, news: _News, targets: Sequence[Target], arrivals: Sequence[Arrival]
) -> frozenset[str]:
    """Keys of what new editions say again that alerts on the earlier ones said."""
    again = frozenset[str]()
    for one in arrivals:
        if texts := services.following.alerts_on(subscriber.id, one.issue_id):
            again |= said_again((line for target in targets for line in news.lines(target, one)), texts)
    return again


def known_keys(services: Services, subscriber: Subscriber) -> frozenset[str]:
    """Keys of the sentences that a subscriber was told, and of those of stories that they muted."""
    muted = services.archive.with_ids(services.following.muted_developments(subscriber.id))
    told = services.subscribers.told(subscriber.id)
    return told | {key(quote) for one in muted for quote in one.evidence}


def _outgoing(
    services: Services, subscriber: Subscriber, news: _News, targets: Sequence[Target], arrivals: Sequence[Arrival]
) -> Outgoing | None:
    """A message without its period; None where everything was told."""
    sections = _sections(news, targets, arrivals, known_keys(services, subscriber))
    if not sections:
        return None
    shown = [line for section in sections for line in section.lines]
    html = services.renderer.html("alerts", head=_head(subscriber, arrivals), sections=sections)
    return Outgoing(
        chat_id=subscriber.chat_id,
        thread_id=subscriber.thread_id,
        kind="alert",
        period="",
        parts=tuple(numbered(html)),
        subscriber_id=subscriber.id,
        markup=choices_json(_choices(services, sections)),
        told=tuple(sorted(frozenset[str]().union(*map(line_keys, shown)))),
    )


def _head(subscriber: Subscriber, arrivals: Sequence[Arrival]) -> str:
    if len(arrivals) == 1:
        return gettext("Alert · %(issue)s, %(day)s", issue=arrivals[0].label, day=dates.day(arrivals[0].day))
    count = len(arrivals)
    if _was_paused(subscriber):
        return ngettext(
            "While you were away · %(count)s issue", "While you were away · %(count)s issues", count, count=count
        )
    return ngettext("Alert · %(count)s issue", "Alert · %(count)s issues", count, count=count)


def _sections(
    news: _News, targets: Sequence[Target], arrivals: Sequence[Arrival], known: frozenset[str]
) -> list[Section]:
    """What is new on each target, no line twice, of each the weightiest, one at least."""
    shown = set(known)
    fresh: list[tuple[Target, list[BriefLine]]] = []
    for target in targets:
        lines = [line for one in arrivals for line in news.lines(target, one) if not line_keys(line) <= shown]
        if lines:
            shown |= frozenset[str]().union(*map(line_keys, lines))
            fresh.append((target, lines))
    share = max(1, _LINES // max(1, len(fresh)))
    sections = []
    for target, lines in fresh:
        kept = sorted(sorted(range(len(lines)), key=lambda n: (lines[n].rank, n))[:share])
        sections.append(Section(target, target.topic.title, tuple(lines[n] for n in kept), len(lines) - len(kept)))
    return sections


def _choices(services: Services, sections: Sequence[Section]) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for section in sections[:_WITH_BUTTONS]:
        title, target = section.title, section.target
        choices.append(Choice(gettext("Brief: %(topic)s", topic=title), f"/brief {target.topic.id}"))
        if target.entity:
            choices.append(Choice(gettext("Who: %(name)s", name=title), f"/who {target.topic.id}"))
    choices += _mute(services, [line.development for section in sections for line in section.lines])
    drop = [section.target for section in sections]
    choices += [
        Choice(
            gettext("Unfollow %(topic)s", topic=one.topic.title)
            if one.standing
            else gettext("Unwatch %(name)s", name=one.topic.title),
            one.drop,
        )
        for one in drop[: _WITH_BUTTONS + 1]
    ]
    return tuple(choices)


def _mute(services: Services, told: Sequence[Development]) -> Iterable[Choice]:
    """A button that mutes the one story that is told, or asks which."""
    articles = {quote.article_id for one in told for quote in one.evidence if quote.article_id is not None}
    stories = set(services.archive.stories_of(articles).values())
    if len(stories) == 1:
        yield Choice(gettext("Mute this story"), f"/mute {stories.pop()}")
    elif stories:
        numbers = " ".join(str(one.id) for one in told if one.id is not None)
        yield Choice(gettext("Mute a story"), f"/stories {numbers}")
