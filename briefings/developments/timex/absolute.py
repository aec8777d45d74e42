"""Days and months by name or number: "25 June 2020", "Sept. 30", "01•July•2020", "the 25th", "May".

Two ambiguous numbers ("02/03/2020") are read in the order that brings the day nearer to the document's date, day first
where that does not decide.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Token

from briefings.developments.timex import tense
from briefings.developments.timex.context import NO_DAY, Context, Found, Rule, dated, low
from briefings.developments.timex.days import days_of, shift, value_at
from briefings.developments.timex.holidays import nth_weekday
from briefings.developments.timex.words import (
    DAY,
    ERA,
    FAR_YEAR,
    MODIFIER,
    MONTH,
    MONTHS,
    NUMBER,
    ORDINAL,
    UNITS,
    WEEKDAY,
    YEAR,
    month_number,
    ordinal_number,
    pattern,
    quantity,
    unit_name,
    weekday_number,
)  # fmt: skip
from briefings.developments.timex.years import OF_YEAR, is_measured, long_year, names_year, year_of

_NTH = rf"(?:{DAY}(?:st|nd|rd|th)?|{ORDINAL})"
_JOIN = r"(?: |[•·./-])"
_WEEKDAY = rf"(?:(?:this |this coming |last |next )?{WEEKDAY},? )?"
_WORDS = frozenset({"may", "march", "august"})  #: months that are words of another kind too, in small letters
#: Words that stand before a month and are no given name, where a sentence begins with them.
_BEFORE_MONTHS = frozenset(
    {"early", "late", "mid", "last", "this", "next", "every", "each", "since", "until", "the", "by", "on", "and", "in"}
)
_DUE = frozenset({"payable", "record", "effective", "due", "expiring", "maturing"})  #: of a day still to come
_VERBS = frozenset({"MD", "VB", "VBP", "VBZ", "VBD"})
LEAP = 2020  #: a year that has every day of a calendar
_OF_PEOPLE = frozenset(
    {"say", "tell", "think", "know", "want", "believe", "ask", "leave", "resign", "write", "go", "work", "speak",
     "live", "like", "love", "hope", "die", "marry", "study", "smile", "laugh", "agree", "refuse", "arrive", "join"}
)  # fmt: skip
SOON, AWAITED = 2, 5  #: months ahead in which a noun's month may lie though the clause is past; an awaited event's
_MARCHING = frozenset({"for", "of", "on", "against", "forward", "with", "through", "toward", "towards", "past"})
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
    event = name == "march" and after is not None and after.lower_ in _MARCHING
    if event and context.before(match.start()) not in ("in", "since", "until", "by", "of"):
        return False
    if tense.headed(context.doc, token.i, token.i) is not None:
        return True
    return token.tag_ not in _VERBS and token.ent_type_ != "PERSON" and not (_has_given_name(token) or _speaks(token))


def _speaks(token: Token) -> bool:
    """Whether a month's name is somebody's, who says or thinks what no month does: "April said"."""
    return token.dep_ in ("nsubj", "nsubj:pass") and token.head.lemma_.lower() in _OF_PEOPLE


def _has_given_name(token: Token) -> bool:
    """Whether a capitalised word that goes with no month stands right before: "Theresa May", but "Mid May"."""
    if token.i == 0 or token.lower_ != "may":
        return False
    before = token.nbor(-1)
    return before.is_title and before.is_alpha and before.lower_ not in _BEFORE_MONTHS and before.pos_ != "ADP"


def _month(match: re.Match[str], context: Context) -> Found | None:
    if not _is_month(match, context):
        return None
    if names_year(match) and context.before(match.start()).isdecimal():
        return NO_DAY  # "45 May 2021"
    month, leading = month_number(match["month"]), context.leading_year(match)
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
    noun = context.noun(match)
    if noun is not None:
        return _month_of_noun(month, way, noun, match, context)
    return coming if way == tense.FUTURE else latest


def _month_of_noun(month: int, way: int, noun: Token, match: re.Match[str], context: Context) -> int:
    """The year of a month that describes a noun, of which the clause's tense says little.

    "A January agreement" is made, whatever comes of it; "a cutback in September", told in August, lies ahead, and so
    does "the November election" in summer.
    """
    today = context.today or date.max
    latest, coming = today.year - (month > today.month), today.year + (month < today.month)
    ahead, before = (month - today.month) % 12, noun.i > context.token(match.end() - 1).i
    if way == tense.FUTURE:
        near = ahead <= 12 - ahead or context.is_awaited(noun) or not before
        return coming if near else latest
    soon = AWAITED if context.is_awaited(noun) and before else SOON if not before else 0
    return coming if 0 < ahead <= soon else latest


def _day(match: re.Match[str], context: Context) -> Found | None:
    if not _is_month(match, context):
        return None
    month, day = month_number(match["month"]), ordinal_number(match["day"])
    leading = context.leading_year(match)
    year = year_of(match, context) or leading or _day_year(month, day, match, context)
    if not days_of(f"{LEAP}-{month:02}-{day:02}"):
        return NO_DAY
    if year is None:
        return Found("DATE", f"XXXX-{month:02}-{day:02}")
    return dated(f"{year:04}-{month:02}-{day:02}", explicit=names_year(match) or leading is not None) or NO_DAY


def _far_day(match: re.Match[str], context: Context) -> Found | None:
    """A day, or a month, of a year before 1000 or after 2099, which a number of things might be too."""
    if is_measured(match, context):
        return None
    day = f"-{ordinal_number(match['day']):02}" if "day" in match.groupdict() else ""
    return dated(f"{match['year']}-{month_number(match['month']):02}{day}", explicit=True) or NO_DAY


def _day_year(month: int, day: int, match: re.Match[str], context: Context) -> int | None:
    """The year that puts a day of a month nearest to the document's date, in the clause's direction as a rule."""
    today = context.today
    if today is None:
        return None
    way, best = context.way(match), {}
    if context.before(match.start()) in _DUE:
        way = tense.FUTURE
    wrong_way = 2 * WRONG_WAY if way == tense.PAST and context.is_done(match) else WRONG_WAY
    for year in (today.year - 1, today.year, today.year + 1):
        found = dated(f"{year:04}-{month:02}-{day:02}")
        if found:
            apart = (date.fromisoformat(found.value) - today).days
            best[abs(apart) + (wrong_way if apart * way < 0 else 0)] = year
    return best[min(best)] if best else None


def _iso(match: re.Match[str], _context: Context) -> Found | None:
    made = dated(f"{match['year']}-{match['month']}-{match['day']}", explicit=True) or NO_DAY
    if made.value and match["clock"]:
        return Found("TIME", f"{made.value}T{match['clock']}", explicit=True)
    return made


def _numeric(match: re.Match[str], context: Context) -> Found | None:
    a, b = int(match["a"]), int(match["b"])
    year = int(match["year"]) if len(match["year"]) == 4 else long_year(int(match["year"]), context)
    orders = [dated(f"{year:04}-{month:02}-{day:02}", explicit=True) for day, month in ((a, b), (b, a))]
    possible = [found for found in orders if found]
    today = context.today
    if today is None or not possible:
        return possible[0] if possible else NO_DAY
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
    if found is None or not found.value[:1].isdigit():
        return found
    return dated(value_at(date.fromisoformat(found.value), "week"))


def _before_christ(match: re.Match[str], context: Context) -> Found | None:
    """Read "44 BC", "15 March 44 BC": no calendar here goes so far, but it is a date of no other year."""
    del context
    year, month = int(match["year"]), match["month"] or match["only"]
    if not match["era"][0].isupper() or not year:
        return None
    day = f"-{ordinal_number(match['day']):02}" if match["day"] else ""
    return Found("DATE", f"BC{year:04}-{month_number(month):02}{day}" if month else f"BC{year:04}")


def _year_month(match: re.Match[str], _context: Context) -> Found | None:
    """Read "2020-06" and "06/2020"; what may be the years 2003 to 2005 is no May."""
    if match.group()[4] == "-" and int(match["month"]) > int(match["year"]) % 100:
        return None
    return dated(f"{match['year']}-{match['month']:0>2}", explicit=True)


def _nth_of_month(match: re.Match[str], context: Context) -> Found | None:
    """Read "the last day of May", "the second week of June", "the first Monday in June 2019"."""
    month = _month(match, context)
    if month is None or not month.value[:1].isdigit():
        return month
    first, end = days_of(month.value) or (date.max, date.max)
    nth, unit = low(match["nth"]), low(match["unit"])
    number = {"last": -1, "final": -1, "opening": 1}.get(nth) or ordinal_number(nth)
    if unit == "week":
        start = end - timedelta(days=6) if number < 0 else first + timedelta(days=7 * (number - 1))
        days = (start, min(start + timedelta(days=6), end))
        return Found("DATE", value_at(start + timedelta(days=3), "week"), days, explicit=month.explicit)
    if unit == "day":
        day = end if number < 0 else first + timedelta(days=number - 1)
    else:
        day = nth_weekday(first.year, first.month, 5 if unit == "weekend" else weekday_number(unit), number)
    if not first <= day <= end:
        return NO_DAY
    return dated(value_at(day, unit if unit == "weekend" else "day"), explicit=month.explicit)


def _edge_of_month(match: re.Match[str], context: Context) -> Found | None:
    """Read "the first ten days of June", "the last two weeks of May"."""
    month, count = _month(match, context), quantity(match["count"])
    days = days_of(month.value) if month else None
    if days is None or count is None:
        return None
    (first, last), unit = days, unit_name(match["unit"])
    value = f"P{count * (2 if unit == 'fortnight' else 1):g}{UNITS[unit]}"
    if match["edge"].lower() == "first":
        return Found("DURATION", value, (first, min(last, shift(first, count, unit) - timedelta(days=1))))
    return Found("DURATION", value, (max(first, shift(last, -count, unit) + timedelta(days=1)), last))


def _weekday_nth(match: re.Match[str], context: Context) -> Found | None:
    """Read "Friday the 13th": the nearest month, in the clause's direction, in which it is one."""
    day, weekday, today = ordinal_number(match["day"]), weekday_number(match["weekday"]), context.today
    if today is None or match["weekday"][0].islower():
        return None
    step = 1 if context.way(match) == tense.FUTURE else -1
    for months in range(12):
        found = _nth_near(day, step, shift(today, step * months, "month"))
        if found and date.fromisoformat(found.value).weekday() == weekday:
            return found
    return NO_DAY


def _of_month_told(match: re.Match[str], context: Context) -> Found | None:
    """Read "the 25th of last month"."""
    if context.today is None:
        return None
    step = {"last": -1, "next": 1}.get(low(match["which"]), 0)
    first = shift(context.today.replace(day=1), step, "month")
    return dated(f"{first.year:04}-{first.month:02}-{ordinal_number(match['day']):02}") or NO_DAY


_NTH_UNIT = rf"(?P<nth>first|second|third|fourth|fifth|last|final|opening) (?P<unit>day|week|weekend|{WEEKDAY})"
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
    (pattern(rf"{_WEEKDAY}(?:the )?{_DAY_MONTH},?{_JOIN}(?P<year>{FAR_YEAR})"), _far_day),
    (pattern(rf"{_WEEKDAY}{_MONTH_DAY},? (?P<year>{FAR_YEAR})"), _far_day),
    (pattern(rf"(?P<month>{MONTH}),? (?P<year>{FAR_YEAR})"), _far_day),
    (pattern(rf"(?:(?:{_WEEKDAY}(?:the )?{_DAY_MONTH}|(?P<only>{MONTH})),? )?(?P<year>\d{{1,4}}) (?P<era>{ERA})"),
     _before_christ),
    (pattern(rf"(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])(?!-?\d)"), _year_month),
    (pattern(rf"(?P<month>0?[1-9]|1[0-2])/(?P<year>{YEAR})(?!/)"), _year_month),
    (pattern(rf"(?:the )?{_NTH_UNIT} (?:of|in) (?P<month>{MONTH})(?:,? {OF_YEAR})?"), _nth_of_month),
    (pattern(rf"(?:the )?(?P<edge>first|last|final) (?P<count>{NUMBER}) (?P<unit>days|weeks|fortnight)"
             rf"(?= (?:of|in) (?P<month>{MONTH})(?:,? {OF_YEAR})?)"), _edge_of_month),
    (pattern(rf"(?P<weekday>{WEEKDAY}),? the (?P<day>{DAY}(?:st|nd|rd|th))(?! of)"), _weekday_nth),
    (pattern(rf"the (?P<day>{DAY}(?:st|nd|rd|th)) of (?P<which>this|last|next) month"), _of_month_told),
    (pattern(rf"(?P<month>{MONTH})(?=(?:-|–|/| and | to | or ){MONTH}(?: {DAY})?,? (?P<year>{YEAR}))"), _month),
    (pattern(rf"{MODIFIER}(?P<month>{MONTH})(?:(?:,? |-){OF_YEAR})?"), _month),
    (pattern(r"the (?P<day>\d\d?(?:st|nd|rd|th))"), _nth),
    (pattern(rf"the week (?:of|ending|beginning|starting) {_WEEKDAY}{_MONTH_DAY}(?:,? {OF_YEAR})?"), _week_of),
)  # fmt: skip
