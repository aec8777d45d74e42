"""Dates that count from the document, or from a date told before: "yesterday", "last week", "on Friday", "a day later".

A weekday is the nearest one up to the document's date, that day included, or the nearest from it on where the clause
looks ahead: in the wire reports of TimeBank and AQUAINT a weekday that is the document's own is that day in 132 cases
of 134.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Token

from briefings.developments.timex import tense
from briefings.developments.timex.context import NO_DAY, OF_OTHER, Context, Found, Rule, at, dated, low
from briefings.developments.timex.days import SEASONS as FIRST_MONTHS
from briefings.developments.timex.days import near_weekday, shift, value_at
from briefings.developments.timex.words import (
    ABOUT,
    EARLY,
    MODIFIER,
    MONTH,
    PART,
    PARTS,
    QUANTITY,
    SEASON,
    SEASONS,
    WEEKDAY,
    YEAR,
    month_number,
    pattern,
    quantity,
    unit_name,
    weekday_number,
)  # fmt: skip

_SPAN = r"(?:week|month|quarter|year|decade|century|weekend|day|fortnight)"
_WHICH = (r"(?:this past|this coming|this very|this|last|next|that(?: very| same)?|past|the (?:current|present|last|"
          r"past|next|previous|preceding|coming|following|same|very next|latest))")  # fmt: skip
_DEICTIC = r"(?:this past|this coming|this|last|next)"
_THE_TOLD = r"the (?:next|following|previous|same)"
_PART = rf"(?: (?P<part>{PART}))?"
_STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}
_TOLD = ("previous", "preceding", "following", "same", "that", "very")  #: count from a date told before
_REFS = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_LENGTHS = {"week": "P1W", "month": "P1M", "year": "P1Y", "decade": "P10Y", "century": "P100Y", "fortnight": "P2W"}
_NAMED = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
          "the day after tomorrow": 2}  # fmt: skip
COMPARED = 4  #: sentences of a report after its quarter in which "a year ago" is set against that
_TODAYS = re.compile(r"['’]s\s+(?:world|youth|young|society|generation|standards|children|women|men|times|age)\b")
_IN_YEAR = frozenset({"for", "during", "in", "of", "through", "throughout"})
BESIDE = 8  #: words around "today" in which "still" makes it nowadays
_ENDED = re.compile(rf"\s+(?P<how>ended|ending)\s+(?:on\s+|in\s+)?(?P<month>{MONTH})", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:as|the\s)|\s+[A-Z]")
LONG_AGO = 5  #: days back at which a day of the same week is "last Monday": seen from a weekend
NEAR = 3  #: days of a month in which "this month", told in the past tense, is still the month before


def _step(which: str) -> int:
    return _STEPS.get(which.rsplit(maxsplit=1)[-1], 0) if which else 0


def _with_part(found: Found | None, part: str | None) -> Found | None:
    if found is None or not part or found.value.endswith("REF"):
        return found
    return Found("TIME", f"{found.value}T{PARTS[part.lower()]}", found.days)


def _named_day(match: re.Match[str], context: Context) -> Found | None:
    """today, yesterday, tomorrow, and those beside them."""
    name = low(match["day"])
    step = _NAMED[name]
    if name == "today" and _is_these_days(match, context):
        return Found("DATE", "PRESENT_REF")
    found = at(context.today, step, "day", _REFS[max(-1, min(1, step))])
    return _with_part(found, "night" if name == "tonight" else match["part"])


def _is_these_days(match: re.Match[str], context: Context) -> bool:
    """Whether "today" means nowadays: "still in use today", "known today as", "today's youth", or in a history."""
    if match["part"]:
        return False
    if context.history or _TODAYS.match(context.text, match.end()):
        return True
    if context.before(match.start()) in ("known", "called", "is"):
        return _GOES_ON.match(context.text, match.end()) is not None
    here = context.token(match.start()).i
    return any(token.lower_ == "still" for token in context.doc[max(0, here - BESIDE) : here + BESIDE])


def _part_of_day(match: re.Match[str], context: Context) -> Found | None:
    """Read "this morning", "last night", "the next morning"."""
    which = low(match["which"])
    base = context.today if which in ("this", "last") else context.base()
    return _with_part(at(base, _step(which), "day", _REFS[_step(which)]), match["part"])


def _span(match: re.Match[str], context: Context) -> Found | None:
    """Read "last week", "this month", "the following year", "earlier this year"."""
    which, unit = low(match["which"]), match["unit"].lower()
    told = which.split()[-1] in _TOLD or which.startswith("that")
    if unit == "day" and not told and which != "the next":
        return None
    if unit == "weekend" and which == "this":
        return _weekend(match, context)
    if told or unit == "day":
        return _from_told(_step(which), unit, context)
    if which in ("the last", "the past", "past") and unit in _LENGTHS:
        other = OF_OTHER.match(context.text, match.end())  # "the last week of the campaign"
        return Found("DURATION", _LENGTHS[unit]) if other else _recent(unit, context)
    step = _step(which)
    if (which, unit) == ("this", "month") and _is_month_before(match, context):
        step = -1
    if which == "the latest":
        return _the_quarter(match, context) if unit == "quarter" else None
    return at(context.today, step, unit, _REFS[step])


def _is_month_before(match: re.Match[str], context: Context) -> bool:
    """Whether "this month" is the one before: the issue is dated in a month's first days and tells what has happened.

    A weekly is written before the date it carries.
    """
    late = low(match.group()).startswith(("late", "later"))
    return context.today is not None and context.today.day <= NEAR and not late and context.way(match) == tense.PAST


def _recent(unit: str, context: Context) -> Found:
    """Read "the past week": as long as a week, up to the document's date."""
    try:
        days = (shift(context.today, -1, unit), context.today) if context.today else None
    except OverflowError:
        days = None
    return Found("DURATION", _LENGTHS[unit], days)


def _from_told(step: int, unit: str, context: Context) -> Found | None:
    base = context.base() if unit == "day" else context.anchor.first if context.anchor else context.today
    return at(base, step, unit, _REFS[step])


def _weekday(match: re.Match[str], context: Context) -> Found | None:
    word = match["weekday"]
    if word[0].islower() or (word[-1] == "." and not _abbreviates(match, context)):
        return None
    which, weekday = low(match["which"]), weekday_number(word)
    if which == "last" and OF_OTHER.match(context.text, match.end()):
        return NO_DAY  # "the last Friday of the campaign"
    joined = context.goes_on(match.start())
    if joined is not None and joined.value.startswith("XXXX-WXX-") and joined.type == "SET" and not which:
        return Found("SET", f"XXXX-WXX-{weekday + 1}{'T' + PARTS[match['part'].lower()] if match['part'] else ''}")
    base = context.base() if which.startswith("the ") else context.today
    if base is None or context.before(match.start()) in ("a", "any"):
        return _with_part(Found("DATE", f"XXXX-WXX-{weekday + 1}"), match["part"])
    try:
        return _with_part(dated(_chosen(which, weekday, base, match, context).isoformat()), match["part"])
    except OverflowError:
        return None


def _abbreviates(match: re.Match[str], context: Context) -> bool:
    """Whether "Sat." stands for a day: after a word that goes before one."""
    return bool(match["which"]) or context.before(match.start("weekday")) in ("on", "until", "by", "since", "from")


def _chosen(which: str, weekday: int, base: date, match: re.Match[str], context: Context) -> date:
    step = _step(which)
    if which == "last":
        return _last_weekday(weekday, base)
    if step:
        return near_weekday(base + timedelta(days=step), weekday, step)
    return near_weekday(base, weekday, 1 if context.way(match) == tense.FUTURE else -1)


def _last_weekday(weekday: int, base: date) -> date:
    """The day of the week before; of the document's own only where that is far back: "last Monday", on a Saturday.

    A day of these days would be "on Tuesday" or "yesterday". In TimeBank all of them lie in the week before.
    """
    day = near_weekday(base - timedelta(days=1), weekday, -1)
    same_week = day.isocalendar()[:2] == base.isocalendar()[:2]
    return day - timedelta(days=7) if same_week and (base - day).days < LONG_AGO else day


def _which_month(match: re.Match[str], context: Context) -> Found | None:
    """Read "last October", "this May"."""
    month, step, today = month_number(match["month"]), _step(low(match["which"])), context.today
    if match["month"][0].islower():
        return None
    if today is None:
        return Found("DATE", f"XXXX-{month:02}")
    year = today.year - (step < 0 and month >= today.month) + (step > 0 and month <= today.month)
    return dated(f"{year:04}-{month:02}")


def _which_season(match: re.Match[str], context: Context) -> Found | None:
    code, step, today = SEASONS[match["season"].lower()], _step(low(match["which"])), context.today
    if today is None:
        return Found("DATE", f"XXXX-{code}")
    first = FIRST_MONTHS[code]
    year = today.year - (step < 0 and first + 2 >= today.month) + (step > 0 and first <= today.month)
    if step == 0 and code == "WI" and today.month < FIRST_MONTHS["SU"]:
        year -= 1
    elif step == 0 and first > today.month and context.way(match) == tense.PAST:
        year -= 1  # "what we did this summer", told in January
    return dated(f"{year:04}-{code}")


def _weekend(match: re.Match[str], context: Context) -> Found | None:
    """Read "the weekend", told of or awaited."""
    if context.today is None:
        return Found("DATE", "XXXX-WXX-WE")
    weekday = context.today.weekday()
    this = low(match.group()).startswith("this") and 2 <= weekday < 5 and not context.is_past(match)
    ahead = this or (context.way(match) == tense.FUTURE and weekday < 6)
    try:
        return dated(value_at(near_weekday(context.today, 5, 1 if ahead else -1), "weekend"))
    except OverflowError:
        return None


def _the_quarter(match: re.Match[str], context: Context) -> Found | None:
    """Read "the quarter": the one told before; "the latest quarter": that or the last one; one "ended Sept. 30"."""
    ended = _ENDED.match(context.text, match.end())
    if ended and context.today is not None:
        month, today = month_number(ended["month"]), context.today
        ahead = ended["how"].lower() == "ending" and month >= today.month
        return dated(f"{today.year - (month > today.month and not ahead):04}-Q{(month + 2) // 3}")
    if context.quarter is not None:
        return dated(context.quarter.value)
    return at(context.today, -1, "quarter", "PAST_REF") if "latest" in match.group().lower() else None


def _the_year(match: re.Match[str], context: Context) -> Found | None:
    """Read "in the year", "earlier in the year", "the year ended June 30": the document's, if nothing says which."""
    after = context.after(match.end())
    if context.before(match.start()) not in _IN_YEAR or (after and not _year_alone(after)):
        return None
    if after is not None and after.lower_ in ("ended", "ending"):
        return Found("DURATION", "P1Y")
    return at(context.today, 0, "year", "PRESENT_REF")


def _year_alone(after: Token) -> bool:
    return after.pos_ in ("PUNCT", "CCONJ") or after.lower_ in ("ended", "ending", "by", "to")


def _edge(match: re.Match[str], context: Context) -> Found | None:
    """Read "the end of the year", "the start of the month"."""
    return at(context.today, 0, match["unit"].lower(), "PRESENT_REF")


def _ago(match: re.Match[str], context: Context) -> Found | None:
    """Read "two weeks ago", "a year earlier", "three days later"."""
    how, unit, count = low(match["how"]), unit_name(match["unit"]), quantity(match["count"])
    after = context.after(match.end())
    if how == "back" and after is not None and after.pos_ in ("ADV", "ADP", "NOUN", "PROPN", "ADJ", "DET"):
        return None  # "after a week back home"
    back = how in ("ago", "earlier", "previously", "back")
    vague = Found("DATE", "PAST_REF" if back else "FUTURE_REF")
    from_now = how in ("ago", "from now", "hence", "back")
    if count is None:
        return vague if from_now or how == "earlier" else None
    if unit in ("second", "minute", "hour"):
        return at(context.today, 0, "day", "PAST_REF") if how == "ago" else None
    told = context.anchor
    near = told is not None and context.near(told, match.start())
    if unit in ("day", "night") and told is not None and not (near or from_now):
        return vague  # "two days later": later than what was told, but which of it cannot be said
    base = told.first if told and near and not from_now else context.today
    return vague if base is None else _counted(base, -count if back else count, unit, match, context)


def _counted(base: date, count: float, unit: str, match: re.Match[str], context: Context) -> Found | None:
    """The day, week, month or year so far from a day; in a report on a quarter, "a year ago" is a quarter too."""
    fine = {"decade": "year", "century": "year", "night": "day"}.get(unit, unit)
    if count != round(count) and fine == "year":
        fine = "month"
    quarter = context.quarter
    if unit == "year" and quarter is not None and context.near(quarter, match.start(), sentences=COMPARED):
        fine, base = "quarter", quarter.first
    aside = unit == "year" and count < 0  # what figures of now are set against
    try:
        day = shift(base, count, unit)
    except (OverflowError, ValueError):
        return None
    if count > 0 and context.today and day > context.today and context.way(match) != tense.FUTURE:
        return None
    found = dated(value_at(day, fine))
    return found._replace(aside=aside) if found else None


def _beside(match: re.Match[str], context: Context) -> Found | None:
    """Read "the day before", "the night after", where nothing follows that it would count from."""
    after, unit = context.after(match.end()), match["unit"].lower()
    if after is not None and after.pos_ not in ("PUNCT", "VERB", "AUX", "CCONJ", "ADV"):
        return None
    step = -1 if match["how"].lower() == "before" else 1
    return _with_part(at(context.base(), step, "day", _REFS[step]), None if unit == "day" else unit)


def _unit_beside(match: re.Match[str], context: Context) -> Found | None:
    """Read "the year before", "the month after", where nothing follows that it would count from."""
    after = context.after(match.end())
    if after is not None and after.pos_ not in ("PUNCT", "CCONJ", "ADV"):
        return None
    told, unit = context.anchor, match["unit"].lower()
    base = told.first if told is not None and context.near(told, match.start()) else context.today
    step = -1 if match["how"].lower() == "before" else 1
    return at(base, step, unit, _REFS[step])


def _year_ago(_match: re.Match[str], context: Context) -> Found | None:
    """Read "the year-ago quarter", "year-earlier": a year before the quarter told of, or the last one."""
    if context.quarter is None and context.today is None:
        return Found("DATE", "PAST_REF")
    try:
        base = context.quarter.first if context.quarter else shift(context.today or date.max, -1, "quarter")
        return Found("DATE", value_at(shift(base, -1, "year"), "quarter"), aside=True)
    except OverflowError:
        return None


def _year_end(match: re.Match[str], context: Context) -> Found | None:
    """Read "year-end": the document's year, or in its first half, told in the past tense, the one before."""
    if context.today is None:
        return None
    which, year = low(match["which"]), context.today.year
    if not which and context.today.month <= 6 and context.way(match) == tense.PAST:
        year -= 1
    if match["year"]:
        return dated(f"{match['year']}-12-31", explicit=True)
    return dated(f"{year + _step(which):04}-12-31")


_AGO = r"(?P<how>ago|earlier|previously|later|afterwards?|from now|hence|back)"
_AGO_UNIT = r"(?P<unit>(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|night)s?|century|centuries)"
RULES: tuple[Rule, ...] = (
    (pattern(rf"(?:(?:early|late) )?(?P<day>{'|'.join(sorted(_NAMED, key=len, reverse=True))}){_PART}"), _named_day),
    (pattern(rf"(?:{EARLY} )?(?P<which>this|last|that|{_THE_TOLD}) (?P<part>{PART})"), _part_of_day),
    (pattern(rf"{MODIFIER}(?P<which>{_WHICH})(?: fiscal| calendar)? (?P<unit>{_SPAN})"
             r"(?!(?:-| )(?:long|old|earlier|ago)\b)"), _span),
    (pattern(rf"(?:(?:early|late) )?(?:(?P<which>{_DEICTIC}|the (?:previous|following|same|next|coming)) )?"
             rf"(?:(?:early|late) )?(?P<weekday>{WEEKDAY}){_PART}"), _weekday),
    (pattern(rf"(?:{EARLY} )?(?P<which>{_DEICTIC}) (?P<month>{MONTH})"), _which_month),
    (pattern(rf"(?:{EARLY} )?(?P<which>{_DEICTIC}|the (?:past|previous|following|coming)) (?P<season>{SEASON})"),
     _which_season),
    (pattern(r"the (?:long )?weekend"), _weekend),
    (pattern(r"the (?:latest |reported )?quarter|the latest period"), _the_quarter),
    (pattern(r"the (?:full |fiscal |full fiscal )?year"), _the_year),
    (pattern(r"(?:the )?(?:beginning|start|end|middle|close|rest|remainder) of the "
             r"(?P<unit>year|month|week|decade|century|quarter)"), _edge),
    (pattern(rf"(?:{ABOUT} )?(?P<count>{QUANTITY}) {_AGO_UNIT}(?: or so)? {_AGO}"), _ago),
    (pattern(r"the (?P<unit>day|night|evening|morning) (?P<how>before|after)"), _beside),
    (pattern(r"the (?P<unit>year|month|week) (?P<how>before|after)"), _unit_beside),
    (pattern(r"(?:the )?(?:comparable )?year(?:-| )(?:ago|earlier)"
             r"(?: (?:(?:first |second |third |fourth )?quarter|period))?"), _year_ago),
    (pattern(rf"(?:(?P<which>this|last|next|the) )?(?:year(?:-| )end|end-year)(?: (?P<year>{YEAR}))?"), _year_end),
)  # fmt: skip
