"""When nothing shall come: quiet hours of the night, pauses, and alerts on followed topics.

A digest is its subscriber's own hour, so it comes within quiet hours too; a pause holds everything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefings.deliveries import next_digest_at, parse_schedule_time
from briefings.errors import QuestionError
from briefings.model import Quiet, Subscriber
from briefings.render import dates
from briefings.render.speech import gettext
from briefings.service.answers import Answer, Choice
from briefings.service.hours import hour, own_moment
from briefings.service.services import Services

_OFF = frozenset({"off", "none", "no", "never", "stop", "end", "resume"})
_ON = frozenset({"on", "yes"})
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*")
_NIGHTS = (Quiet(time(22), time(7)), Quiet(time(23), time(6, 30)), Quiet(time(0), time(8)))  #: offered as buttons
_LONGEST = timedelta(days=366)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}
_FOR = re.compile(r"(?:for )?(\d{1,3}|an?|one)? ?(h|d|w|m)(?:ours?|rs?|ays?|eeks?|ks?|onths?|o)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?"),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"),
)
_WEEKDAY = re.compile(r"(?:next )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*")


def set_quiet(services: Services, subscriber: Subscriber, text: str) -> Answer:
    """Set quiet hours, "22:00-06:30", or "off"; no text shows what is set.

    Raises:
        QuestionError: these are no hours.
    """
    changed = bool(text.strip())
    if changed:
        subscriber = replace(subscriber, quiet=read_quiet(text))
        services.subscribers.update(subscriber)
    html = services.renderer.html("quiet", changed=changed, quiet=quiet_in_words(subscriber.quiet))
    return Answer(html, (*_night_choices(subscriber.quiet), _back()))


def read_quiet(text: str) -> Quiet | None:
    """Read "22:00-06:30", "10pm to 6am"; None for "off".

    Raises:
        QuestionError: these are no hours, or the whole day.
    """
    words = _plain(text)
    if words in _OFF:
        return None
    ends = _BETWEEN.split(words.removeprefix("from "))
    if len(ends) != 2:
        raise QuestionError("From when until when? Write two hours such as 22:00-06:30, or off.")
    start, end = map(parse_schedule_time, ends)
    if start == end:
        raise QuestionError("That would be quiet all day. /pause holds everything for a while; or write two hours.")
    return Quiet(start, end)


def quiet_in_words(quiet: Quiet | None) -> str | None:
    """`22:00 to 06:30`; None for none."""
    if quiet is None:
        return None
    return gettext("%(start)s to %(end)s", start=dates.clock(quiet.start), end=dates.clock(quiet.end))


def set_alerts(services: Services, subscriber: Subscriber, text: str) -> Answer:
    """Tell at once, or no more, what a new issue has on followed topics; no text shows which.

    Raises:
        QuestionError: the text is neither on nor off.
    """
    words = _plain(text)
    if words and words not in _OFF | _ON:
        raise QuestionError("Send /alerts on or /alerts off.")
    if words:
        subscriber = replace(subscriber, alerts=words in _ON)
        services.subscribers.update(subscriber)
    follows = bool(services.subscribers.topics(subscriber.id))
    html = services.renderer.html("alerts_set", changed=bool(words), on=subscriber.alerts, follows=follows)
    switch = Choice(gettext("Off"), "/alerts off") if subscriber.alerts else Choice(gettext("On"), "/alerts on")
    return Answer(html, (switch, Choice(gettext("Watches"), "/watching"), _back()))


# --- pauses --------------------------------------------------------------------------------------------------------


def set_pause(services: Services, subscriber: Subscriber, text: str, now: datetime) -> Answer:
    """Pause "2w", "until 3 december", or end it with "off"; no text shows what is set.

    Raises:
        QuestionError: the text names no time to come.
    """
    changed = bool(text.strip())
    if changed:
        subscriber = _paused(services, subscriber, read_pause(text, now, subscriber.zone), now)
    until = subscriber.paused_until if subscriber.paused_until and subscriber.paused_until > now else None
    upcoming = subscriber.next_digest_at
    html = services.renderer.html(
        "paused",
        changed=changed,
        until=own_moment(until, subscriber.zone) if until else None,
        next=own_moment(upcoming, subscriber.zone) if upcoming else None,
    )
    ends = (Choice(gettext("End the pause"), "/pause off"),) if until else ()
    offered = () if until else tuple(Choice(text, f"/pause {words}") for text, words in _pauses())
    return Answer(html, (*ends, *offered, _back()))


def read_pause(text: str, now: datetime, zone: str) -> datetime | None:
    """Read how long a pause is, or the local day or hour at which it ends; None for "off".

    Args:
        text: "2w", "3 days", "an hour", "until 3 december", "until monday", "tomorrow", "2026-12-03", "until 18:00".
        now: aware.
        zone: in which days begin.

    Returns:
        The end, aware UTC; a day ends the pause as it begins.

    Raises:
        QuestionError: it names no time to come within a year.
    """
    words = _plain(text)
    if words in _OFF:
        return None
    if found := _FOR.fullmatch(words):
        many = int(found[1]) if found[1] and found[1].isdecimal() else 1
        ends = now + many * _UNITS[found[2]]
    else:
        ends = _end(words.removeprefix("until ").removeprefix("till ").strip(), now, ZoneInfo(zone))
    if not now < ends <= now + _LONGEST:
        raise QuestionError("A pause ends within a year: write 2w, or until 3 december.")
    return ends.astimezone(UTC)


def _end(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    day = _day(words, today)
    if day is not None:
        return _begins(day, zone)
    try:
        at = parse_schedule_time(words)
    except QuestionError:
        raise QuestionError("For how long? Write 3d, 2w, until monday, until 3 december, or off.") from None
    there = datetime.combine(today, at, zone)
    return there if there > now else datetime.combine(today + timedelta(days=1), at, zone)


def _day(words: str, today: date) -> date | None:
    """A day to come."""
    if words == "tomorrow":
        return today + timedelta(days=1)
    if words == "next week":
        return today + timedelta(days=7 - today.weekday())
    if found := _WEEKDAY.fullmatch(words):
        ahead = (_WEEKDAYS.index(found[1]) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    for pattern in _DATES:
        if found := pattern.fullmatch(words):
            return _dated(found.groupdict(), today)
    return None


def _dated(parts: Mapping[str, str | None], today: date) -> date:
    month = parts.get("month")
    number = _MONTHS.index(month) + 1 if month else int(parts.get("number") or 0)
    years = [int(given)] if (given := parts.get("year")) else [today.year + n for n in range(9)]
    for year in years:
        try:
            named = date(year, number, int(parts.get("day") or 0))
        except ValueError:  # 29 February of a year that has none
            continue
        if named > today or parts.get("year"):
            return named
    raise QuestionError("There is no such day. Write it as 3 december, or 2026-12-03.")


def _begins(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day that is on the wall: some days begin at one in the morning."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _paused(services: Services, subscriber: Subscriber, until: datetime | None, now: datetime) -> Subscriber:
    """Store a pause (None: its end now) and the digest that comes after it."""
    schedule, upcoming = subscriber.schedule, subscriber.next_digest_at
    follows = bool(services.subscribers.topics(subscriber.id))
    if schedule is not None and schedule.days and follows:
        upcoming = next_digest_at(schedule, (until or now) - timedelta(seconds=1))
    # A pause that is ended early ends now, so that what was held back is told as after a pause.
    was = subscriber.paused_until
    ends = until or (now if was is not None and was > now else was)
    changed = replace(subscriber, paused_until=ends, next_digest_at=upcoming)
    services.subscribers.update(changed)
    return changed


# --- buttons -------------------------------------------------------------------------------------------------------


def _pauses() -> tuple[tuple[str, str], ...]:
    return (
        (gettext("1 day"), "1d"),
        (gettext("3 days"), "3d"),
        (gettext("1 week"), "1w"),
        (gettext("2 weeks"), "2w"),
    )


def _night_choices(quiet: Quiet | None) -> tuple[Choice, ...]:
    nights = tuple(
        Choice(quiet_in_words(one) or "", f"/quiet {hour(one.start)}-{hour(one.end)}")
        for one in _NIGHTS
        if one != quiet
    )
    return (*nights, Choice(gettext("Off"), "/quiet off")) if quiet else nights


def _back() -> Choice:
    return Choice(gettext("← Settings"), "/settings")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())
