"""Dates as a reader writes them, through Babel."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from briefings.model import DaySpan, Quote


def day(value: date | None, locale: str = "en_GB") -> str:
    """`1 July 2020`; nothing for None."""
    return format_date(value, "d MMMM y", locale=locale) if value else ""


def span(when: DaySpan | None, locale: str = "en_GB") -> str:
    """A span as exact as the text was: `2020`, `June 2020`, `25 June 2020`, `October 2019 – 1 July 2020`."""
    if when is None:
        return ""
    return " – ".join(_point(point, locale) for point in when.value.split("/"))


def _point(value: str, locale: str) -> str:
    numbers = [int(part) for part in value.split("-")]
    shape = {1: "y", 2: "MMMM y"}.get(len(numbers), "d MMMM y")
    year, month, number = (*numbers, 1, 1)[:3]
    return format_date(date(year, month, number), shape, locale=locale)


def citation(quote: Quote) -> str:
    """`MEOG Week 26 · p. 10`: what every line carries."""
    name = " ".join(part for part in (quote.source, quote.number) if part)
    if not quote.number and quote.date:
        name = f"{name} {day(quote.date)}"
    return f"{name} · p. {quote.page}"
