"""Following topics, and when the digest comes: each use case takes a subscriber and returns what to say.

What is wrong raises `QuestionError`, whose sentence says what to send instead. A digest that is off keeps its hour and
zone: its schedule has no days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from briefings.deliveries import next_digest_at
from briefings.errors import QuestionError
from briefings.model import Schedule, Subscriber
from briefings.render import dates
from briefings.render.speech import LANGUAGES, gettext
from briefings.service.answers import Answer, Choice
from briefings.service.asking import find_topic
from briefings.service.hours import (
    DEFAULT_AT,
    EVERY_DAY,
    WEEKDAYS,
    days_in_words,
    hour,
    local_moment,
    own_moment,
    read_schedule,
    read_zone,
    zone_in_words,
)
from briefings.service.pausing import quiet_in_words, set_pause
from briefings.service.services import Services
from briefings.service.watching import again

_ALL = frozenset({"all", "everything", "*"})
_SWITCHES = frozenset({"alerts on", "alerts off"})
_HOURS = (time(6), time(7), time(8), time(18))  #: offered as buttons
_ZONES = ("Asia/Baghdad", "Asia/Dubai", "Asia/Tehran", "Europe/Istanbul", "Europe/London", "America/New_York")


def subscribe(services: Services, subscriber: Subscriber, query: str, now: datetime) -> Answer:
    """Follow a topic ("all": every one); the first brings a digest at the default hour, and says so.

    Raises:
        UnknownTopicError: no topic is called so; the sentence names those there are.
    """
    if not query.strip():
        return topics(services, subscriber)
    wanted = services.topics if query.strip().lower() in _ALL else (find_topic(services, query),)
    added = [topic for topic in wanted if services.subscribers.subscribe(subscriber.id, topic.id, at=now)]
    by_default = subscriber.schedule is None
    subscriber = _planned(services, subscriber, now)
    html = services.renderer.html(
        "subscribed",
        titles=[topic.title for topic in added or wanted],
        added=bool(added),
        by_default=by_default,
        digest=_digest(subscriber),
    )
    brief = Choice(gettext("Brief now"), f"/brief {wanted[0].id}")
    return Answer(
        html,
        (
            *([brief] if len(wanted) == 1 else []),
            Choice(gettext("Topics"), "/topics"),
            Choice(gettext("Settings"), "/settings"),
        ),
    )


def unsubscribe(services: Services, subscriber: Subscriber, query: str, now: datetime) -> Answer:
    """Follow a topic ("all": every one) no more; no topic lists what is followed.

    Raises:
        UnknownTopicError: no topic is called so.
    """
    followed = services.subscribers.topics(subscriber.id)
    if not query.strip():
        choices = tuple(Choice(f"✕ {_title(services, topic)}", f"/unsubscribe {topic}") for topic in followed)
        if len(followed) > 1:
            choices += (Choice(gettext("✕ All of them"), "/unsubscribe all"),)
        titles = [_title(services, topic) for topic in followed]
        return Answer(services.renderer.html("unsubscribe", titles=titles), choices)
    if query.strip().lower() in _ALL:
        dropped = services.subscribers.unsubscribe(subscriber.id, None)
    else:
        topic = query.strip() if query.strip() in followed else find_topic(services, query).id
        dropped = services.subscribers.unsubscribe(subscriber.id, topic)
        if not dropped:
            raise QuestionError(
                "You do not follow %(topic)s. /topics shows what you follow.", topic=_title(services, topic)
            )
    subscriber = _planned(services, subscriber, now)
    return Answer(
        services.renderer.html(
            "unsubscribed",
            titles=[_title(services, topic) for topic in dropped],
            left=len(services.subscribers.topics(subscriber.id)),
        ),
        _again(services, dropped),
    )


def topics(services: Services, subscriber: Subscriber) -> Answer:
    """All topics, each a button that follows it or no more."""
    followed = services.subscribers.topics(subscriber.id)
    gone = [topic for topic in followed if topic not in services.topic_titles]
    html = services.renderer.html(
        "topics", topics=services.topics, followed=followed, gone=gone, digest=_digest(subscriber)
    )
    offered = [*((topic.id, topic.title) for topic in services.topics), *((topic, topic) for topic in gone)]
    buttons = [
        Choice(f"✓ {title}", f"/topics -{topic}") if topic in followed else Choice(title, f"/topics +{topic}")
        for topic, title in offered
    ]
    return Answer(html, (*buttons, _back()))


def switch_topic(services: Services, subscriber: Subscriber, change: str, now: datetime) -> Answer:
    """Carry out a topic button, "+iraq-us" or "-iraq-us", and show the topics again.

    Raises:
        UnknownTopicError: the topic is no more.
    """
    topic = change[1:].strip()
    if change.startswith("+"):
        services.subscribers.subscribe(subscriber.id, find_topic(services, topic).id, at=now)
    else:
        services.subscribers.unsubscribe(subscriber.id, topic)
    return topics(services, _planned(services, subscriber, now))


def set_digest(services: Services, subscriber: Subscriber, text: str, now: datetime) -> Answer:
    """Set hour and days of the digest, "07:30 weekdays", or "off"; no text shows what is set.

    Raises:
        QuestionError: no time of day, no days of the week.
    """
    changed = bool(text.strip())
    if changed:
        schedule = read_schedule(text, subscriber.schedule, zone=subscriber.zone)
        subscriber = _planned(services, subscriber, now, schedule)
    html = services.renderer.html("digest_time", changed=changed, digest=_digest(subscriber))
    return Answer(html, (*_hour_choices(subscriber.schedule), _back()))


def set_timezone(services: Services, subscriber: Subscriber, text: str, now: datetime) -> Answer:
    """Set the time zone that hours are meant in, by its name or a city; no text shows which it is.

    Raises:
        QuestionError: there is no such zone.
    """
    changed = bool(text.strip())
    if changed:
        subscriber = _moved_to(services, subscriber, read_zone(text), now)
    zone = subscriber.zone
    html = services.renderer.html(
        "timezone",
        changed=changed,
        zone=zone_in_words(zone),
        local=local_moment(now, zone),
        digest=_digest(subscriber),
    )
    offered = tuple(Choice(dates.city(name), f"/timezone {name}") for name in _ZONES if name != zone)
    share = (Choice(gettext("My location"), "/location"),) if subscriber.chat_id > 0 else ()
    return Answer(html, (*share, *offered, _back()))


def show_settings(services: Services, subscriber: Subscriber, now: datetime) -> Answer:
    """Everything that is set for this chat, in one message, with a button for each."""
    zone = subscriber.zone
    watches, mutes = services.following.watches(subscriber.id), services.following.mutes(subscriber.id)
    paused = subscriber.paused_until is not None and subscriber.paused_until > now
    titles = [_title(services, topic) for topic in services.subscribers.topics(subscriber.id)]
    html = services.renderer.html(
        "settings",
        titles=titles,
        zone=zone_in_words(zone),
        local=local_moment(now, zone),
        digest=_digest(subscriber),
        watches=len(watches),
        mutes=len(mutes),
        alerts=subscriber.alerts,
        quiet=quiet_in_words(subscriber.quiet),
        paused=own_moment(subscriber.paused_until, zone) if paused and subscriber.paused_until else None,
        language=LANGUAGES.get(subscriber.language, subscriber.language),
    )
    buttons = (
        Choice(gettext("Topics"), "/topics"),
        Choice(gettext("Watches"), "/watching"),
        Choice(gettext("Digest"), "/digest"),
        Choice(gettext("Alerts: on"), "/settings alerts off")
        if subscriber.alerts
        else Choice(gettext("Alerts: off"), "/settings alerts on"),
        Choice(gettext("Quiet hours"), "/quiet"),
        Choice(gettext("Time zone"), "/timezone"),
        Choice(gettext("Language"), "/language"),
        Choice(gettext("End the pause"), "/settings resume") if paused else Choice(gettext("Pause"), "/pause"),
        *([Choice(gettext("Muted stories"), "/muted")] if mutes else []),
    )
    return Answer(html, buttons)


def change_settings(services: Services, subscriber: Subscriber, change: str, now: datetime) -> Answer:
    """Carry out a button of the settings, "alerts on" or "resume", and show them again.

    Raises:
        QuestionError: there is no such button.
    """
    if change in _SWITCHES:
        services.subscribers.update(replace(subscriber, alerts=change == "alerts on"))
    elif change == "resume":
        set_pause(services, subscriber, "off", now)
    else:
        raise QuestionError("/settings alone shows all that is set, with buttons to change it.")
    return show_settings(services, services.subscribers.by_id(subscriber.id) or subscriber, now)


def stop(services: Services, subscriber: Subscriber, now: datetime) -> Answer:
    """Follow and watch nothing any more, so that nothing comes; hour and zone are kept for another time."""
    dropped = services.subscribers.unsubscribe(subscriber.id, None)
    watched = services.following.unwatch(subscriber.id, None)
    services.following.release(subscriber.id)
    _planned(services, replace(subscriber, paused_until=None), now)
    titles = [*(_title(services, topic) for topic in dropped), *(one.name for one in watched)]
    return Answer(
        services.renderer.html("stopped", titles=titles), (*_again(services, dropped), *again(services, watched))
    )


# --- when the digest comes -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DigestTime:
    """When the digest comes, in words."""

    on: bool
    at: str  #: "07:30"
    days: str  #: "daily"
    zone: str
    next: str | None  #: None where none will come: off, or nothing is followed


def _digest(subscriber: Subscriber) -> DigestTime:
    schedule = subscriber.schedule or _first_schedule(subscriber)
    upcoming = subscriber.next_digest_at
    return DigestTime(
        on=bool(schedule.days),
        at=dates.clock(schedule.at),
        days=gettext("after each new issue") if schedule.each_issue else days_in_words(schedule.days),
        zone=zone_in_words(schedule.zone),
        next=own_moment(upcoming, schedule.zone) if upcoming else None,
    )


def _planned(services: Services, subscriber: Subscriber, now: datetime, schedule: Schedule | None = None) -> Subscriber:
    """Store a schedule (None: the one there is, or the first) and when it next comes; returns the new state."""
    follows = bool(services.subscribers.topics(subscriber.id))
    chosen = schedule or subscriber.schedule or (_first_schedule(subscriber) if follows else None)
    after = max(now, subscriber.paused_until or now)
    if chosen is None or not chosen.days or not follows:
        upcoming = None
    elif schedule is None and subscriber.next_digest_at and subscriber.next_digest_at >= after:
        upcoming = subscriber.next_digest_at
    else:
        upcoming = next_digest_at(chosen, after)
    planned = replace(subscriber, schedule=chosen, next_digest_at=upcoming)
    services.subscribers.update(planned)
    return planned


def _moved_to(services: Services, subscriber: Subscriber, zone: str, now: datetime) -> Subscriber:
    """Set the zone; the digest comes at the same hour there."""
    schedule = replace(subscriber.schedule, zone=zone) if subscriber.schedule else None
    return _planned(services, replace(subscriber, zone=zone), now, schedule)


def _first_schedule(subscriber: Subscriber) -> Schedule:
    return Schedule(DEFAULT_AT, subscriber.zone, EVERY_DAY)


# --- buttons -------------------------------------------------------------------------------------------------------


def _title(services: Services, topic: str) -> str:
    return services.topic_titles.get(topic, topic)


def _back() -> Choice:
    return Choice(gettext("← Settings"), "/settings")


def _again(services: Services, dropped: Sequence[str]) -> tuple[Choice, ...]:
    known = [topic for topic in dropped if topic in services.topic_titles]
    return tuple(
        Choice(gettext("Follow %(topic)s again", topic=_title(services, topic)), f"/subscribe {topic}")
        for topic in known[:4]
    )


def _hour_choices(schedule: Schedule | None) -> tuple[Choice, ...]:
    """The usual hours and days, without those that are set."""
    days = schedule.days if schedule else EVERY_DAY
    hours = tuple(Choice(dates.clock(at), f"/digest {hour(at)}") for at in _HOURS if not schedule or schedule.at != at)
    if not days:
        return (*hours, Choice(gettext("On again"), "/digest on"))
    each = schedule is not None and schedule.each_issue
    offered = (
        (Choice(gettext("Daily"), "/digest daily"), days == EVERY_DAY and not each),
        (Choice(gettext("Weekdays only"), "/digest weekdays"), days == WEEKDAYS and not each),
        (Choice(gettext("Weekly"), "/digest weekly"), len(days) == 1 and not each),
        (Choice(gettext("Each new issue"), "/digest each issue"), each),
    )
    others = tuple(choice for choice, chosen in offered if not chosen)
    return (*hours, *others, Choice(gettext("Now"), "/now"), Choice(gettext("Off"), "/digest off"))
