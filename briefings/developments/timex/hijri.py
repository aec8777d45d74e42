"""Months and feasts of the Hijri calendars: "Ramadan 2020", "12 Muharram 1442", "Eid al-Fitr", "Nowruz 1399".

The lunar calendar is the tabular one (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty; E. G.
Richards, Mapping Time, 1998): a month begins within a day or two of the one that is seen. The Iranian year begins by
the cycle of 33 years with eight leap years, which is the equinox's own from 1343 to 1472 (1964 to 2093).

TIMEX3 has no value for such a month: it is written as first and last day, with a stroke, as ISO 8601 writes a span.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Token

from briefings.developments.timex import tense
from briefings.developments.timex.context import NO_DAY, Context, Found, Rule, dated, low
from briefings.developments.timex.words import pattern

_LUNAR = (
    r"Muharram", r"Safar", r"Rabi(?: |-)(?:[au]l(?: |-)Awwal|I)", r"Rabi(?: |-)(?:al(?: |-)(?:Thani|Akhir)|II)",
    r"Jumada(?: |-)(?:al(?: |-)(?:Ula|Awwal)|I)", r"Jumada(?: |-)(?:al(?: |-)(?:Thani|Thaniyah|Akhira|Akhirah)|II)",
    r"Rajab", r"Sha['’]?ban", r"Rama(?:d|dh|z)an", r"Shawwal", r"(?:Dhu|Zu)(?:(?: |-)al(?: |-)|l(?: |-)?)Qa['’]?i?dah?",
    r"(?:Dhu|Zu)(?:(?: |-)al(?: |-)|l(?: |-)?)Hijjah?",
)  # fmt: skip
_SOLAR = ("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
          "Esfand")  # fmt: skip
_FEASTS = {  #: month and day
    r"Eid al(?: |-)Fitr": (10, 1), r"Eid al(?: |-)Adha": (12, 10), r"Ashura": (1, 10), r"Arba['’]?(?:een|in)": (2, 20),
    r"Mawlid": (3, 12), r"(?:the )?(?:Islamic|Hijri) New Year": (1, 1),
}  # fmt: skip
_MONTHS = tuple(re.compile(name.replace(" ", r"\s+"), re.IGNORECASE) for name in _LUNAR)
_FEAST_DAYS = tuple((re.compile(name.replace(" ", r"\s+"), re.IGNORECASE), day) for name, day in _FEASTS.items())
_RAMADAN = 9
TENSE = 300  #: days by which the nearer of two feasts may be nearer, and the clause's tense still chooses the other
_EPOCH = 227015  #: proleptic Gregorian ordinal of 1 Muharram of the year 1, 16 July 622 of the Julian calendar
_HIJRI = range(1200, 1500)  #: years that are read as Hijri ones
_IRAN_EPOCH = 226894  #: ordinal of the day before 1 Farvardin of the year 1


def lunar_day(year: int, month: int, day: int = 1) -> date:
    """The Gregorian day of one of the tabular lunar calendar.

    Args:
        year: of the Hijra, from 1.
        month: 1 to 12, Muharram to Dhu al-Hijjah.
        day: 1 to 30.
    """
    before = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + before + day - 1)


def nowruz(year: int) -> date:
    """The first day of an Iranian solar year: 20 or 21 March."""
    return date.fromordinal(_IRAN_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + 1)


def lunar_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of a lunar month."""
    after = lunar_day(year + (month == 12), month % 12 + 1)
    return lunar_day(year, month), after - timedelta(days=1)


def solar_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of an Iranian month: six of 31 days, five of 30, and the year's rest."""
    first = nowruz(year) + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0))
    last = nowruz(year + 1) if month == 12 else first + timedelta(days=31 if month <= 6 else 30)
    return first, last - timedelta(days=1)


def _hijri_years(year: int, month: int) -> list[int]:
    """The Hijri years whose such month begins in a year of ours."""
    guess = int((year - 622) * 1.0307)
    return [hijri for hijri in range(guess - 1, guess + 4) if lunar_day(hijri, month).year == year]


def _spanned(first: date, last: date, *, explicit: bool) -> Found:
    return Found("DATE", f"{first}/{last}", (first, last), explicit)


def _month(match: re.Match[str], context: Context) -> Found | None:
    """Read "Ramadan 2020", "12 Muharram 1442", "during Ramadan"; without a year only Ramadan is no man's name."""
    name, said, day = low(match["name"]), match["year"], int(match["day"] or 0)
    month = next(number for number, one in enumerate(_MONTHS, 1) if one.fullmatch(name))
    if not match["name"][0].isupper() or not said:
        return None if said or month != _RAMADAN or day else _near(match, context)
    year = _year(int(said), month)
    if year is None:
        return None
    first, last = lunar_month(year, month)
    if day:
        return dated((first + timedelta(days=day - 1)).isoformat(), explicit=True) if day <= 30 else NO_DAY
    return _spanned(first, last, explicit=True)


def _year(said: int, month: int) -> int | None:
    if said in _HIJRI:
        return said
    return next(iter(_hijri_years(said, month)), None)


def _near(match: re.Match[str], context: Context) -> Found | None:
    """The Ramadan that is nearest, with regard to the tense."""
    today = context.today
    if today is None or not match["name"][0].isupper() or _is_name(match, context) or not 1000 < today.year < 9000:
        return None
    months = [lunar_month(hijri, _RAMADAN) for year in (today.year - 1, today.year, today.year + 1)
              for hijri in _hijri_years(year, _RAMADAN)]  # fmt: skip
    first, last = min(months, key=lambda month: _apart(month, today, _way(match, context)))
    return _spanned(first, last, explicit=False)


def _way(match: re.Match[str], context: Context) -> int:
    way = context.way(match)
    return tense.OPEN if way == tense.PAST and not context.is_past(match) else way


def _apart(days: tuple[date, date], today: date, way: int) -> int:
    """Days from a document's date to a span, more of them where it lies against the clause's tense."""
    ahead, back = (days[0] - today).days, (today - days[1]).days
    if ahead <= 0 <= -back:
        return 0
    against = way == (tense.PAST if ahead > 0 else tense.FUTURE)
    return max(ahead, back) + (TENSE if against else 0)


def _is_name(match: re.Match[str], context: Context) -> bool:
    """Whether the word is part of somebody's name: "Ramadan Shallah"."""
    token, after = context.token(match.start("name")), context.after(match.end())
    beside: list[Token] = [token.nbor(-1)] if token.i else []
    beside += [after] if after is not None else []
    return token.ent_type_ in ("PERSON", "ORG") or any(one.pos_ == "PROPN" and one.is_alpha for one in beside)


def _feast(match: re.Match[str], context: Context) -> Found | None:
    month, day = next(when for name, when in _FEAST_DAYS if name.fullmatch(match["name"]))
    today = context.today
    if match["year"]:
        year = _year(int(match["year"]), month)
        return dated(lunar_day(year, month, day).isoformat(), explicit=True) if year else None
    if today is None or not match["name"].removeprefix("the ")[0].isupper() or not 1000 < today.year < 9000:
        return None
    days = [lunar_day(hijri, month, day) for year in (today.year - 1, today.year, today.year + 1)
            for hijri in _hijri_years(year, month)]  # fmt: skip
    nearest = min(days, key=lambda one: _apart((one, one), today, _way(match, context)))
    return dated(nearest.isoformat())


def _solar(match: re.Match[str], _context: Context) -> Found | None:
    """Read "Mehr 1399", "3 Khordad 1399"."""
    year, day = int(match["year"]), int(match["day"] or 0)
    first, last = solar_month(year, _SOLAR.index(match["name"].title()) + 1)
    if not day:
        return _spanned(first, last, explicit=True)
    told = first + timedelta(days=day - 1)
    return dated(told.isoformat(), explicit=True) if told <= last else NO_DAY


_AT_DAY = r"(?:(?:the )?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?: of)? )?"
_OF = r"(?:,? (?:of |in )?(?P<year>1[2-4]\d\d|19\d\d|20\d\d)(?: (?:AH|A\.H\.))?)?"
RULES: tuple[Rule, ...] = (
    (pattern(rf"{_AT_DAY}(?P<name>{'|'.join(_LUNAR)}){_OF}"), _month),
    (pattern(rf"(?P<name>{'|'.join(_FEASTS)}){_OF}"), _feast),
    (pattern(rf"{_AT_DAY}(?P<name>{'|'.join(_SOLAR)}),? (?P<year>1[34]\d\d)(?: (?:AH|A\.H\.|SH))?"), _solar),
)  # fmt: skip
