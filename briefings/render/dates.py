"""Days and hours as a reader writes them, through Babel, in the language spoken now.

The calendar is everyone's Gregorian one, in Persian and Arabic too: issues print its days, and a reader compares.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import format_date, format_datetime, get_timezone_location

from briefings.model import DaySpan, Quote
from briefings.render import speech
from briefings.render.speech import pgettext

_MOMENT = {
    "ar": "EEEE d MMMM y، HH:mm",
    "fa": "EEEE d MMMM y، ساعت HH:mm",
    "fr": "EEEE d MMMM y, HH:mm",
    "ru": "EEEE, d MMMM y, HH:mm",
}


def day(value: date | None) -> str:
    """`1 July 2020`; nothing for None."""
    return _shaped(value, "d MMMM y", speech.locale()) if value else ""


def short_month(value: date) -> str:
    """`Jun`."""
    english = speech.spoken() == speech.ENGLISH  # whose Babel has "Sept"
    return f"{value:%b}" if english else format_date(value, "LLL", locale=speech.locale())


def span(when: DaySpan | None) -> str:
    """A span as exact as the text was: `2020`, `June 2020`, `25 June 2020`, `October 2019 – 1 July 2020`."""
    if when is None:
        return ""
    return " – ".join(map(_point, when.value.split("/")))


def moment(local: datetime) -> str:
    """A local time: `Thursday 2 July 2020, 07:30`."""
    shape = _MOMENT.get(speech.spoken(), "EEEE d MMMM y, HH:mm")
    return speech.digits(_first(format_datetime(local, shape, locale=speech.locale()), local))


def clock(at: time) -> str:
    """`07:30`, of 24 hours."""
    return speech.digits(f"{at:%H:%M}")


def on_days() -> tuple[str, ...]:
    """Days of the week from Monday as they stand in "on Monday and Thursday", where some languages inflect them."""
    return (
        pgettext("on", "Monday"),
        pgettext("on", "Tuesday"),
        pgettext("on", "Wednesday"),
        pgettext("on", "Thursday"),
        pgettext("on", "Friday"),
        pgettext("on", "Saturday"),
        pgettext("on", "Sunday"),
    )


def from_days() -> tuple[str, ...]:
    """The same in "from Monday to Friday"."""
    return (
        pgettext("from", "Monday"),
        pgettext("from", "Tuesday"),
        pgettext("from", "Wednesday"),
        pgettext("from", "Thursday"),
        pgettext("from", "Friday"),
        pgettext("from", "Saturday"),
        pgettext("from", "Sunday"),
    )


def to_days() -> tuple[str, ...]:
    """The same at the end of it."""
    return (
        pgettext("to", "Monday"),
        pgettext("to", "Tuesday"),
        pgettext("to", "Wednesday"),
        pgettext("to", "Thursday"),
        pgettext("to", "Friday"),
        pgettext("to", "Saturday"),
        pgettext("to", "Sunday"),
    )


def city(zone: str) -> str:
    """The city that a time zone is named after: `New York`."""
    if speech.spoken() == speech.ENGLISH:
        return zone.rpartition("/")[2].replace("_", " ")
    return get_timezone_location(zone, locale=speech.locale(), return_city=True)


def zone_of(name: str) -> str | None:
    """The time zone of a city by its name in one of our languages, `بغداد`; None where none is called so."""
    return _zones_abroad().get(" ".join(name.casefold().split()))


@cache
def _zones_abroad() -> dict[str, str]:
    zones: dict[str, str] = {}
    named = available_timezones() - get_global("zone_aliases").keys()
    for zone in sorted(name for name in named if "/" in name and not name.startswith("Etc/")):
        for language in speech.LANGUAGES:
            zones.setdefault(get_timezone_location(zone, locale=language, return_city=True).casefold(), zone)
    return zones


def citation(quote: Quote) -> str:
    """`MEOG Week 26 · p. 10`: what every line carries, the same in all languages, as one looks it up by it."""
    name = " ".join(part for part in (quote.source, quote.number) if part)
    if not quote.number and quote.date:
        name = f"{name} {_shaped(quote.date, 'd MMMM y', 'en_GB')}"
    return f"{name} · p. {quote.page}"


def _point(value: str) -> str:
    numbers = [int(part) for part in value.split("-")]
    shape = {1: "y", 2: "LLLL y"}.get(len(numbers), "d MMMM y")
    year, month, number = (*numbers, 1, 1)[:3]
    return _shaped(date(year, month, number), shape, speech.locale())


def _shaped(value: date, shape: str, locale: str) -> str:
    text = format_date(value, shape, locale=locale)
    if not locale.startswith("en"):
        text = speech.digits(_first(text, value) if "d" in shape else text)
    return text


def _first(text: str, value: date) -> str:
    """In French the first of a month is no plain number: `1er juillet 2020`."""
    if speech.spoken() == "fr" and value.day == 1:
        return text.replace("1 ", "1er ", 1)
    return text
