"""Lengths of time, repeated times and vague ones: "two weeks", "the past three days", "every Friday", "recently".

A length that ends or begins now covers days ("in the past two weeks"): from the document's date back, or from it on.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from briefings.developments.timex import tense
from briefings.developments.timex.context import OF_OTHER, Context, Found, Rule, low
from briefings.developments.timex.days import Days, shift
from briefings.developments.timex.words import (
    ABOUT,
    MONTH,
    ORDINAL,
    PART,
    PARTS,
    QUANTITY,
    UNIT,
    UNITS,
    WEEKDAY,
    month_number,
    pattern,
    quantity,
    unit_name,
    weekday_number,
)  # fmt: skip

_CLOCK = ("second", "minute", "hour")
_PLURAL = r"(?:days|weeks|fortnights|months|quarters|years|decades|centuries)"
_SMALLER = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60), "day": ("H", 24)}
_EVERY = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M",
          "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H"}  # fmt: skip
_REFS = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "at present": "PRESENT_REF",
    "presently": "PRESENT_REF", "nowadays": "PRESENT_REF", "these days": "PRESENT_REF", "at the moment": "PRESENT_REF",
    "recently": "PAST_REF", "recent": "PAST_REF", "lately": "PAST_REF", "the past": "PAST_REF",
    "the recent past": "PAST_REF", "the time": "PAST_REF", "that time": "PAST_REF",
    "soon": "FUTURE_REF", "the future": "FUTURE_REF", "the near future": "FUTURE_REF", "future": "FUTURE_REF",
    "the foreseeable future": "FUTURE_REF", "those days": "PAST_REF",
}  # fmt: skip
_RATED = frozenset({"once", "twice", "times", "barrels", "bpd", "dollars", "people", "cents", "tons", "tonnes", "%"})
_FRACTION = re.compile(r"\s+of\b")
_LENGTHENING = frozenset({"for", "in", "within", "of", "after", "only", "just", "than", "by", "last", "least"})
_COUNTED_ONLY = frozenset({"quarter", "night", "summer", "winter", "weekend"})
_CLAUSE_GOES_ON = ("PUNCT", "VERB", "AUX", "CCONJ")


def length(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: P2W, PT3H, P2Y6M; X for a number that nobody says."""
    name = unit_name(unit)
    if name == "decade":
        return "PXY" if count is None else f"P{count * 10:g}Y"
    if name == "century":
        return "PXY" if count is None else f"P{count * 100:g}Y"
    if name == "fortnight" and count is not None:
        count *= 2
    if count is not None and count != round(count) and name in _SMALLER:
        return _broken(count, name)
    return f"P{'T' if name in _CLOCK else ''}{'X' if count is None else f'{count:g}'}{UNITS[name]}"


def _broken(count: float, unit: str) -> str:
    letter, times = _SMALLER[unit]
    whole, rest = divmod(count, 1)
    head = f"{whole:g}{UNITS[unit]}" if whole else ""
    tail = f"{rest * times:g}{letter}"
    if unit == "year":
        return f"P{head}{tail}"
    return f"P{head}T{tail}" if unit == "day" else f"PT{head}{tail}"


def _around_now(match: re.Match[str], way: int, context: Context) -> Found:
    """A length that ends today (`way` is -1) or begins today."""
    count, unit = quantity(match["count"]), unit_name(match["unit"])
    other = OF_OTHER.match(context.text, match.end())  # "the last two weeks of May" do not end today
    return Found("DURATION", length(count, unit), None if other else _days(count, unit, way, context))


def _days(count: float | None, unit: str, way: int, context: Context) -> Days | None:
    if context.today is None or count is None or unit in ("summer", "winter", "second", "minute", "weekend"):
        return None
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    try:
        edge = shift(context.today, way * count, "day" if unit == "night" else unit)
    except (OverflowError, ValueError):
        return None
    return (edge, context.today) if way < 0 else (context.today, edge)


def _past(match: re.Match[str], context: Context) -> Found:
    return _around_now(match, -1, context)


def _next(match: re.Match[str], context: Context) -> Found:
    return _around_now(match, 1, context)


def _vague(match: re.Match[str], _context: Context) -> Found:
    """Read "recent weeks", "the coming months": nobody says how many."""
    return Found("DURATION", length(None, match["unit"]))


def _plain(match: re.Match[str], context: Context) -> Found | None:
    """Read "two weeks", "a five-year plan", "a decade"; ages are none."""
    unit, count, words = unit_name(match["unit"]), quantity(match["count"]), match["count"].lower()
    one = match["unit"].lower() == unit
    joined = "-" in match.group() or bool(match["long"])
    if _is_no_length(match, unit, context) or (not one and words in ("a", "an", "one")):
        return None
    if (words, unit) == ("one", "day") and not joined and _is_some_day(match, context):
        return Found("DATE", "FUTURE_REF")
    if one and not joined and count != 1 and not _describes(match, context):
        return None
    if one and words in ("a", "an") and not joined and _is_rate(match, context):
        return Found("SET", length(1, unit))
    return Found("DURATION", length(count, unit))


def _is_no_length(match: re.Match[str], unit: str, context: Context) -> bool:
    """Whether the words are an age, a fraction, "a second initiative", "a quarter" or "a weekend"."""
    one, vague = match["unit"].lower() == unit, quantity(match["count"]) is None
    joined = "-" in match.group() or bool(match["long"])
    bare_second = unit == "second" and not joined and (one or vague)
    if unit == "quarter" and match["count"].lower() in ("three", "3"):
        return joined or _FRACTION.match(context.text, match.end()) is not None
    return _is_age(match, unit, context) or bare_second or (one and unit in _COUNTED_ONLY)


def _is_some_day(match: re.Match[str], context: Context) -> bool:
    """Whether "one day" is some day to come: not "for one day", "one day of talks"."""
    after = context.after(match.end())
    if context.way(match) != tense.FUTURE:
        return False
    return context.before(match.start()) not in _LENGTHENING and (after is None or after.lower_ not in ("of", "after"))


def _is_age(match: re.Match[str], unit: str, context: Context) -> bool:
    rest = low(context.text[match.end("unit") : match.end("unit") + 9])
    return unit == "year" and rest.startswith(("-old", "old", "of age", "-olds"))


def _describes(match: re.Match[str], context: Context) -> bool:
    after = context.after(match.end())
    return after is not None and after.pos_ in ("NOUN", "ADJ", "PROPN")


def _is_rate(match: re.Match[str], context: Context) -> bool:
    """Whether "a day" means for each day: a number or what it counts stands before ("$5 a year", "twice a week")."""
    token = context.token(match.start())
    if token.i == 0:
        return False
    before = token.nbor(-1)
    counted = before.pos_ == "NOUN" and before.i > 0 and before.nbor(-1).pos_ == "NUM"
    return before.lower_ in _RATED or before.pos_ == "NUM" or counted


def _bare(match: re.Match[str], context: Context) -> Found | None:
    """Read "weeks of talks", "months-long"."""
    unit = unit_name(match["unit"])
    return None if unit == "quarter" or _is_age(match, unit, context) else Found("DURATION", length(None, unit))


def _every(match: re.Match[str], _context: Context) -> Found:
    if match["nth"]:
        return Found("SET", "P1M")
    if match["weekday"]:
        part = f"T{PARTS[match['part'].lower()]}" if match["part"] else ""
        return Found("SET", f"XXXX-WXX-{weekday_number(match['weekday']) + 1}{part}")
    if match["month"]:
        return Found("SET", f"XXXX-{month_number(match['month']):02}")
    count = low(match["count"])
    times = 2.0 if count in ("other", "second") else quantity(count) if count else 1.0
    return Found("SET", length(times, match["unit"]))


def _weekdays(match: re.Match[str], _context: Context) -> Found | None:
    """Read "Fridays", "on Saturday mornings"."""
    if match["weekday"][0].islower():
        return None
    part = match["part"] or match["parts"]
    of_day = f"T{PARTS[part.lower().rstrip('s')]}" if part else ""
    return Found("SET", f"XXXX-WXX-{weekday_number(match['weekday']) + 1}{of_day}")


def _adverb(match: re.Match[str], context: Context) -> Found | None:
    """Read "daily" and its kin, but no newspaper's name."""
    token = context.token(match.start())
    return None if token.pos_ == "PROPN" else Found("SET", _EVERY[match.group().lower()])


def _reference(match: re.Match[str], context: Context) -> Found | None:
    words, token = low(match["ref"]), context.token(match.start("ref"))
    before, after = context.before(match.start()), context.after(match.end())
    if token.pos_ == "PROPN" or (words == "recent" and after is not None and after.pos_ == "PROPN"):
        return None
    if words == "soon" and (before == "as" or (after is not None and after.lower_ in ("after", "as"))):
        return None
    if words.endswith(" time") and (before != "at" or not _alone(after)):
        return None
    return Found("DATE", _REFS[words])


def _alone(after: Token | None) -> bool:
    """Whether what follows does not say which time: not "at the time of the raid", "at the time he spoke"."""
    return after is None or after.pos_ in _CLAUSE_GOES_ON


_THESE = r"(?:(?:the|these|this) )?"
_COUNT = rf"(?:{ABOUT} )?(?P<count>{QUANTITY}) (?P<unit>{UNIT})(?: or so)?"
_LONG = r"(?P<long>(?:-| )long)?"
_MORE = r"(?:more |additional |full |whole |consecutive |straight |further |extra )?"
RULES: tuple[Rule, ...] = (
    (pattern(rf"{_THESE}(?:past|last|previous|preceding) {_COUNT}"), _past),
    (pattern(rf"{_THESE}(?:next|coming|following) {_COUNT}"), _next),
    (pattern(rf"{_THESE}(?:recent|coming|past|last|next|previous|following|upcoming) (?P<unit>{_PLURAL})"), _vague),
    (pattern(rf"(?:the )?(?:first|final) (?P<count>{QUANTITY}) (?P<unit>{UNIT})(?P<long>\b)"), _plain),
    (pattern(rf"(?:{ABOUT} )?(?:the )?(?P<count>{QUANTITY})(?: |-){_MORE}(?P<unit>{UNIT}){_LONG}(?: or so)?"), _plain),
    (pattern(rf"(?P<unit>{_PLURAL})(?:(?:-| )long)?"), _bare),
    (pattern(rf"(?P<nth>(?:the )?(?:{ORDINAL}|last) {WEEKDAY} (?:of|in) )?(?:each|every|per) "
             rf"(?:(?P<count>other|second|{QUANTITY}) )?"
             rf"(?:(?P<unit>{UNIT})|(?P<weekday>{WEEKDAY})(?: (?P<part>{PART}))?|(?P<month>{MONTH}))"), _every),
    (pattern(rf"(?P<weekday>{WEEKDAY})(?:s(?: (?P<part>{PART})s?)?| (?P<parts>{PART}s))"), _weekdays),
    (pattern("|".join(_EVERY)), _adverb),
    (pattern(rf"(?P<ref>{'|'.join(sorted(_REFS, key=len, reverse=True))})"), _reference),
)  # fmt: skip
