"""Days and months by name or number: "25 June 2020", "Sept. 30", "01•July•2020", "the 25th", "May".

Two ambiguous numbers ("02/03/2020") are read in the order that brings the day nearer to the document's date, day first
where that does not decide.
"""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Token

from briefings.developments.timex import tense
from briefings.developments.timex.context import Context, Found, Rule, dated
from briefings.developments.timex.days import shift, value_at
from briefings.developments.timex.words import (
    DAY,
    MODIFIER,
    MONTH,
    MONTHS,
    ORDINAL,
    WEEKDAY,
    YEAR,
    month_number,
    ordinal_number,
    pattern,
)  # fmt: skip
from briefings.developments.timex.years import OF_YEAR, long_year, names_year, year_of

_NTH = rf"(?:{DAY}(?:st|nd|rd|th)?|{ORDINAL})"
_JOIN = r"(?: |[•·./-])"
_WEEKDAY = rf"(?:(?:this |this coming |last |next )?{WEEKDAY},? )?"
_WORDS = frozenset({"may", "march", "august"})  #: months that are words of another kind too, in small letters
#: Words that stand before a month and are no given name, where a sentence begins with them.
_BEFORE_MONTHS = frozenset(
    {"early", "late", "mid", "last", "this", "next", "every", "each", "since", "until", "the", "by", "on", "and", "in"}
)
_VERBS = frozenset({"MD", "VB", "VBP", "VBZ", "VBD"})
RECENT = 6  #: months back within which a month of an old plan is the latest such one
WRONG_WAY = 200  #: days by which a date against the clause's tense must be nearer to be meant all the same


def _is_month(match: re.Match[str], context: Context) -> bool:
    """Whether what looks like a month's name is one: no modal "may", no "march", nobody called April."""
    word = match["month"]
    groups = match.groupdict()
    if any(groups.get(name) for name in ("year", "rel", "short", "day")):
        return True
    name = word.lower()
    if name not in MONTHS and not word.endswith("."):
        return False
    token = context.token(match.start("month"))
    if word[0].islower():
        return name in MONTHS and name not in _WORDS
    after = context.after(match.end())
    event = name == "march" and after is not None and after.lower_ in ("for", "of", "on", "against")
    if event and context.before(match.start()) not in ("in", "since", "until", "by", "of"):
        return False
    return token.tag_ not in _VERBS and token.ent_type_ != "PERSON" and not _has_given_name(token)


def _has_given_name(token: Token) -> bool:
    """Whether a capitalised word that goes with no month stands right before: "Theresa May", but "Mid May"."""
    if token.i == 0 or token.lower_ != "may":
        return False
    before = token.nbor(-1)
    return before.is_title and before.is_alpha and before.lower_ not in _BEFORE_MONTHS and before.pos_ != "ADP"


def _month(match: re.Match[str], context: Context) -> Found | None:
    if not _is_month(match, context):
        return None
    month, leading = month_number(match["month"]), context.leading_year(match.start())
    year = year_of(match, context) or leading or _month_year(month, match, context)
    if year is None:
        return Found("DATE", f"XXXX-{month:02}")
    return dated(f"{year:04}-{month:02}", explicit=names_year(match) or leading is not None)


def _month_year(month: int, match: re.Match[str], context: Context) -> int | None:
    """The year of the latest such month begun, or, looking ahead, of the next one not over.

    A plan told in the past ("agreed to buy") takes the nearer of the two, and what was due in a month long gone or
    still to come has none.
    """
    today = context.today
    if today is None:
        return None
    latest, coming = today.year - (month > today.month), today.year + (month < today.month)
    way = context.way(match)
    if context.is_old_plan(match):
        recent = (today.month - month) % 12 <= RECENT
        return latest if recent else coming if way == tense.FUTURE else None
    return coming if way == tense.FUTURE else latest


def _day(match: re.Match[str], context: Context) -> Found | None:
    if not _is_month(match, context):
        return None
    month, day = month_number(match["month"]), ordinal_number(match["day"])
    leading = context.leading_year(match.start())
    year = year_of(match, context) or leading or _day_year(month, day, match, context)
    if year is None:
        return Found("DATE", f"XXXX-{month:02}-{day:02}") if day <= 31 else None
    return dated(f"{year:04}-{month:02}-{day:02}", explicit=names_year(match) or leading is not None)


def _day_year(month: int, day: int, match: re.Match[str], context: Context) -> int | None:
    """The year that puts a day of a month nearest to the document's date, in the clause's direction as a rule."""
    today = context.today
    if today is None:
        return None
    way, best = context.way(match), {}
    wrong_way = 2 * WRONG_WAY if way == tense.PAST and context.is_done(match) else WRONG_WAY
    for year in (today.year - 1, today.year, today.year + 1):
        found = dated(f"{year:04}-{month:02}-{day:02}")
        if found:
            apart = (date.fromisoformat(found.value) - today).days
            best[abs(apart) + (wrong_way if apart * way < 0 else 0)] = year
    return best[min(best)] if best else None


def _iso(match: re.Match[str], _context: Context) -> Found | None:
    made = dated(f"{match['year']}-{match['month']}-{match['day']}", explicit=True)
    if made and match["clock"]:
        return Found("TIME", f"{made.value}T{match['clock']}", explicit=True)
    return made


def _numeric(match: re.Match[str], context: Context) -> Found | None:
    a, b = int(match["a"]), int(match["b"])
    year = int(match["year"]) if len(match["year"]) == 4 else long_year(int(match["year"]), context)
    orders = [dated(f"{year:04}-{month:02}-{day:02}", explicit=True) for day, month in ((a, b), (b, a))]
    possible = [found for found in orders if found]
    today = context.today
    if today is None or not possible:
        return possible[0] if possible else None
    return min(possible, key=lambda found: abs((date.fromisoformat(found.value) - today).days))


def _nth(match: re.Match[str], context: Context) -> Found | None:
    """Read "on the 25th": the nearest one in the clause's direction."""
    after, day = context.after(match.end()), ordinal_number(match["day"])
    if context.before(match.start()) not in ("on", "by", "until", "till", "since", "from", "to"):
        return None
    if after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or after.lower_ in ("to", "and", "of")):
        return None
    return _nth_near(day, 1 if context.way(match) == tense.FUTURE else -1, context.today) if context.today else None


def _nth_near(day: int, step: int, today: date) -> Found | None:
    for months in range(3):
        month = shift(today.replace(day=1), step * months, "month")
        found = dated(f"{month.year:04}-{month.month:02}-{day:02}")
        if found and (date.fromisoformat(found.value) - today).days * step >= 0:
            return found
    return None


def _week_of(match: re.Match[str], context: Context) -> Found | None:
    found = _day(match, context)
    if found is None or not found.value[0].isdigit():
        return None
    return dated(value_at(date.fromisoformat(found.value), "week"))


_DAY_MONTH = rf"(?P<day>{DAY}(?:st|nd|rd|th)?|{ORDINAL}(?= of))(?: of |{_JOIN})(?P<month>{MONTH})"
_MONTH_DAY = (
    rf"(?P<month>{MONTH})(?: |-)(?:the )?(?P<day>{_NTH})(?![\d%]|[.,:]\d| (?:quarter|half|per ?cent|million|billion))"
)
RULES: tuple[Rule, ...] = (
    (pattern(rf"(?<!\d[-/.])(?P<year>{YEAR})[-/](?P<month>\d\d)[-/](?P<day>\d\d)"
             r"(?:(?:T| )(?P<clock>\d\d:\d\d)(?::\d\d)?Z?)?"), _iso),
    (pattern(r"(?<!\d[-/.])(?P<a>\d\d?)(?P<mark>[/.-])(?P<b>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)(?![-/.]\d)"), _numeric),
    (pattern(rf"{_WEEKDAY}(?:the )?{_DAY_MONTH}(?:,?{_JOIN}{OF_YEAR}(?!\d))?"), _day),
    (pattern(rf"(?P<day>{DAY})(?=(?:-|–| to | and | or |, ){DAY}(?:st|nd|rd|th)? (?P<month>{MONTH})"
             rf"(?:,? {OF_YEAR})?)"), _day),
    (pattern(rf"{_WEEKDAY}{_MONTH_DAY}(?:,? {OF_YEAR}(?!\d))?"), _day),
    (pattern(rf"(?P<month>{MONTH})(?=(?:-|–|/| and | to | or ){MONTH}(?: {DAY})?,? (?P<year>{YEAR}))"), _month),
    (pattern(rf"{MODIFIER}(?P<month>{MONTH})(?:(?:,? |-){OF_YEAR})?"), _month),
    (pattern(r"the (?P<day>\d\d?(?:st|nd|rd|th))"), _nth),
    (pattern(rf"the week (?:of|ending|beginning|starting) {_WEEKDAY}{_MONTH_DAY}(?:,? {OF_YEAR})?"), _week_of),
)  # fmt: skip
