"""A few days with a name that English news takes for dates: Christmas, New Year's Day, Easter, Thanksgiving, Nowruz."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from briefings.developments.timex import tense
from briefings.developments.timex.context import Context, Found, Rule, dated, low
from briefings.developments.timex.hijri import nowruz
from briefings.developments.timex.words import YEAR, pattern

_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17),
    "may day": (5, 1), "juneteenth": (6, 19), "fourth of july": (7, 4),
    "bastille day": (7, 14), "halloween": (10, 31), "armistice day": (11, 11), "veterans day": (11, 11),
}  # fmt: skip
_AFTER_EASTER = {
    "easter sunday": 0, "easter": 0, "good friday": -2, "easter monday": 1, "ash wednesday": -46, "palm sunday": -7,
    "pentecost": 49,
}  # fmt: skip
_NTH = {  #: month, weekday, which; those of the United States
    "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "presidents' day": (2, 0, 3), "columbus day": (10, 0, 2),
}  # fmt: skip


_GREETING = frozenset({"father", "mother", "merry", "happy"})
_NOWRUZ = ("nowruz", "newroz", "norouz")
_IRAN = range(1200, 1500)  #: years that are read as those of the Iranian calendar
_HIJRA = 621  #: years between that calendar's and ours, on its first day


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th such weekday (0 is Monday) of a month; the last where `nth` is -1."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def day_of(name: str, year: int) -> date:
    """The day of a feast, named in lower case, in a year."""
    if name in _NOWRUZ:
        return nowruz(year if year in _IRAN else max(1, year - _HIJRA))
    if name in _AFTER_EASTER:
        return easter(year) + timedelta(days=_AFTER_EASTER[name])
    if name in _NTH:
        return nth_weekday(year, *_NTH[name])
    return date(year, *_FIXED[name])


def _holiday(match: re.Match[str], context: Context) -> Found | None:
    name, which, today = low(match["name"]).replace("’", "'"), low(match["which"]), context.today
    after = context.after(match.end())
    if match["year"]:
        return dated(day_of(name, int(match["year"])).isoformat(), explicit=True)
    if today is None or not match["name"][0].isupper() or (after is not None and after.pos_ == "PROPN"):
        return None
    if context.token(match.start("name")).ent_type_ == "PERSON" or context.before(match.start()) in _GREETING:
        return None
    forward = which == "next" or (which != "last" and context.way(match) == tense.FUTURE)
    days = [day_of(name, year) for year in range(max(1, today.year - 1), min(9999, today.year + 1) + 1)]
    fit = [day for day in days if (day >= today if forward else day <= today)]
    return dated((min(fit) if forward else max(fit)).isoformat()) if fit else None


_NAMES = (
    "|".join(sorted((*_FIXED, *_NOWRUZ, *_AFTER_EASTER, *_NTH), key=len, reverse=True))
    .replace("'", "['’]")
    .replace(".", r"\.")
)
RULES: tuple[Rule, ...] = (
    (pattern(rf"(?:(?P<which>last|this|next) )?(?P<name>{_NAMES})(?:,? (?:of )?(?P<year>{YEAR}))?"), _holiday),
)  # fmt: skip
