"""Years and their parts, decades, centuries: "2020", "fiscal 2020", "Q3", "the first half of 2020", "the 1960s"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefings.developments.timex import tense
from briefings.developments.timex.context import Context, Found, Rule, dated, low
from briefings.developments.timex.days import SEASONS as FIRST_MONTHS
from briefings.developments.timex.days import shift
from briefings.developments.timex.words import (
    EARLY,
    MODIFIER,
    NUMBER,
    ORDINAL,
    SEASON,
    SEASONS,
    YEAR,
    ordinal_number,
    pattern,
    quantity,
    unit_name,
)  # fmt: skip

_REL = r"(?:this|last|next|that|the (?:same|previous|following|current|next|past))"
#: What says the year after a month, a quarter, a season.
OF_YEAR = (rf"(?:(?:of |in )?(?:the year |fiscal(?: year)? )?(?P<year>{YEAR})|(?:of |in )?(?P<rel>{_REL}) year|"
           r"['’](?P<short>\d\d))")  # fmt: skip
_OF_THE_YEAR = rf"(?:{OF_YEAR}|of (?P<now>the) year)"
_QUARTER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_SHORT_YEAR = rf"(?: ?(?:(?P<year>{YEAR})|['’]?(?P<short>\d\d)))"
_COUNTED = frozenset(
    {"about", "around", "some", "nearly", "almost", "over", "least", "than", "only", "approximately", "roughly", "$",
     "£", "€", "us$", "no", "no.", "number", "page", "highway", "route", "room", "flight", "rule", "up to",
     "number of"}
)  # fmt: skip
_DATING = frozenset(
    {"in", "since", "from", "until", "till", "by", "of", "to", "and", "between", "during", "before", "after",
     "circa", "c.", "(", "through", "around", "–", "-", ",", "early", "late", "or", "for", "with", "when", "as"}
)  # fmt: skip
YOUNG = 15  #: days into a quarter in which nothing of it is told in the past tense
_MEASURED = re.compile(
    r"\s?(?:(?:%|°|per ?cent|people|barrels?|bbl|bpd|b/d|boepd|troops|men|women|MW|GW|km|miles|met(?:re|er)s|m|feet|"
    r"tonnes|tons|dollars|euros|pounds|dead|deaths|soldiers|members|years?|months|days|hours|points|jobs|workers|employees|homes|"
    r"cases|copies|shares|words|million|billion|hectares|acres|kg|mn|bn)(?!\w)|[.,:]?\d)",
    re.IGNORECASE,
)


def year_of(match: re.Match[str], context: Context) -> int | None:
    """The year that the match itself names, in digits or as "last year"."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("short"):
        return long_year(int(groups["short"]), context)
    if groups.get("now"):
        return context.today.year if context.today else None
    return _relative(low(groups.get("rel")), context) if groups.get("rel") else None


def _relative(word: str, context: Context) -> int | None:
    told = context.anchor.first.year if context.anchor else None
    this = context.today.year if context.today else None
    if word in ("that", "the same"):
        return told or this
    if word.endswith(("previous", "following")):
        base = told or this
        return None if base is None else base + (1 if word.endswith("following") else -1)
    return None if this is None else this + {"last": -1, "next": 1, "past": -1}.get(word.rsplit(maxsplit=1)[-1], 0)


def long_year(short: int, context: Context) -> int:
    """The full year of two digits: the latest such year that is at most twenty years ahead of the document."""
    now = context.today.year if context.today else 2000
    century = now // 100 * 100
    return century + short if century + short <= now + 20 else century - 100 + short


def names_year(match: re.Match[str]) -> bool:
    """Whether the match has the year in digits."""
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("short"))


def _year(match: re.Match[str], context: Context) -> Found | None:
    """A year: said to be one, or four digits that nothing counts and nothing is counted with."""
    year = int(match["year"])
    if match.end("year") - match.start() > 4 or _stands(match, year, context):
        return dated(f"{year:04}", explicit=True)
    return None


def _stands(match: re.Match[str], year: int, context: Context) -> bool:
    rest = context.text[match.end() : match.end() + 20]
    if _MEASURED.match(rest) or re.search(r"\d[.,:-]$", context.text[max(0, match.start() - 2) : match.start()]):
        return _is_range(match, context)
    before = context.before(match.start())
    if re.match(r" ?[-–] ?\d{4}\b", rest):
        return True
    if before in _COUNTED or (before == "to" and context.text[: match.start()].lower().rstrip().endswith("up to")):
        return False
    latest = (context.today.year if context.today else 2030) + 40
    return 1900 <= year <= latest or before in _DATING


def _is_range(match: re.Match[str], context: Context) -> bool:
    """Whether the year is the last one of "2014-2018"."""
    told = context.anchor
    return told is not None and len(told.value) == 4 and context.text[told.end : match.start()] in ("-", "–", "—", "/")


def _second(match: re.Match[str], context: Context) -> Found | None:
    """The second day of "June 25-27", or the second year of "2014-18"."""
    told = context.anchor
    if told is None or context.text[told.end : match.start()] not in ("-", "–", "—", "/", " to ", " - ", " – "):
        return None
    number = int(match["number"])
    if len(told.value) == 10 and context.text[told.start].isalpha() and number > told.first.day:
        return dated(f"{told.value[:8]}{number:02}", explicit=told.explicit)
    if len(told.value) == 4 and number > told.first.year % 100:
        return dated(f"{told.value[:2]}{number:02}", explicit=True)
    return None


def _fiscal(match: re.Match[str], context: Context) -> Found | None:
    text = match["fiscal"]
    return dated(f"{int(text) if len(text) == 4 else long_year(int(text), context):04}", explicit=True)


def _decade(match: re.Match[str], context: Context) -> Found | None:
    digits = match["decade"]
    if len(digits) == 2:
        digits = str(long_year(int(digits), context) if int(digits) < 30 else 1900 + int(digits))
    if digits.endswith("00") and digits <= "1800":
        return Found("DATE", digits[:2], explicit=True)
    return Found("DATE", f"{digits[:3]}X", explicit=True)


def _decade_word(match: re.Match[str], _context: Context) -> Found:
    return Found("DATE", f"19{_TENS.index(match['word'].lower()) + 2}X", explicit=True)


def _century(match: re.Match[str], context: Context) -> Found | None:
    if re.match(r"\s+B\.?C", context.text[match.end() : match.end() + 5]):
        return None
    number = ordinal_number(match["nth"])
    return Found("DATE", f"{number - 1:02}") if 1 <= number <= 21 else None


def _part(first: int, length: int, code: str, match: re.Match[str], context: Context) -> Found | None:
    """A part of a year that is `length` months long from month `first`."""
    year = year_of(match, context) or _part_year(first, length, match, context)
    return dated(f"{year:04}-{code}", explicit=names_year(match)) if year else Found("DATE", f"XXXX-{code}")


def _part_year(first: int, length: int, match: re.Match[str], context: Context) -> int | None:
    """The year of a part that names none: the latest one begun a while ago; looking ahead, the next one not long over.

    Figures of a quarter are promised when it is over ("expects a third-quarter loss", in October).
    """
    leading, today = context.leading_year(match.start()), context.today
    if leading is not None or today is None:
        return leading
    if context.way(match) == tense.FUTURE:
        return today.year + (first + length + 2 < today.month)
    young = first == today.month and today.day <= YOUNG
    return today.year - (first > today.month or young)


def _quarter(match: re.Match[str], context: Context) -> Found | None:
    number = ordinal_number(match["q"]) if match["q"][0].isalpha() else int(match["q"][0])
    return _part(3 * number - 2, 3, f"Q{number}", match, context)


def _half(match: re.Match[str], context: Context) -> Found | None:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    return _part(6 * number - 5, 6, f"H{number}", match, context)


def _season(match: re.Match[str], context: Context) -> Found | None:
    """Read "in the summer of 2019", "the winter": a season alone must stand where a time stands."""
    code = SEASONS[match["season"].lower()]
    if not year_of(match, context):
        before = context.before(match.start())
        falling = match["season"].lower() == "fall" and re.match(r"\s+of\b", context.text[match.end() :])
        if falling or before not in ("in", "during", "by", "since", "until", "through", "throughout"):
            return None
    return _part(FIRST_MONTHS[code], 3, code, match, context)


def _week(match: re.Match[str], context: Context) -> Found | None:
    year = year_of(match, context) or (context.today.year if context.today else None)
    return dated(f"{year:04}-W{int(match['week']):02}") if year else None


def _first_of(match: re.Match[str], context: Context) -> Found | None:
    """Read "the first nine months of 2020": as long as it says, from the year's first day."""
    count, unit = quantity(match["count"]), unit_name(match["unit"])
    if count is None:
        return None
    value, year = f"P{count:g}{unit[0].upper()}", year_of(match, context)
    if year is None:
        return Found("DURATION", value)
    first = date(year, 1, 1)
    return Found("DURATION", value, (first, shift(first, count, unit) - timedelta(days=1)))


RULES: tuple[Rule, ...] = (
    (pattern(r"(?P<number>\d\d)(?![.,:]?\d)"), _second),
    (pattern(rf"{MODIFIER}(?:the )?(?:year |fiscal(?: year)? )?(?P<year>{YEAR})(?!-year|%)"), _year),
    (pattern(r"FY ?['’]?(?P<fiscal>20\d\d|\d\d)"), _fiscal),
    (pattern(rf"{MODIFIER}(?:the )?(?P<decade>1\d\d0|20\d0)['’]?s"), _decade),
    (pattern(rf"(?:{MODIFIER}the |{EARLY}(?: |-))['’]?(?P<decade>[1-9]0)['’]?s"), _decade),
    (pattern(rf"the (?:{EARLY}(?: |-))?(?P<word>{'|'.join(_TENS)})"), _decade_word),
    (pattern(rf"{MODIFIER}(?:the )?(?:{EARLY}(?: |-))?(?P<nth>{ORDINAL})(?: |-)century"), _century),
    (pattern(rf"{MODIFIER}(?:the )?(?:fiscal )?(?P<q>{_QUARTER})(?: |-)quarter(?:,? {_OF_THE_YEAR})?"), _quarter),
    (pattern(rf"(?P<rel>this|last|next) year['’]s (?P<q>{_QUARTER})(?: |-)quarter"), _quarter),
    (pattern(rf"{MODIFIER}(?:the )?Q(?P<q>[1-4])(?:(?: |-|,|, )?{_OF_THE_YEAR})?"), _quarter),
    (pattern(rf"(?P<q>[1-4])Q{_SHORT_YEAR}?"), _quarter),
    (pattern(rf"(?:the )?(?P<h>first|second)(?: |-)half(?:,? {_OF_THE_YEAR})"), _half),
    (pattern(rf"H(?P<h>[12])(?:(?: |-|, ?)?{_OF_THE_YEAR})"), _half),
    (pattern(rf"(?P<h>[12])H{_SHORT_YEAR}"), _half),
    (pattern(rf"{MODIFIER}(?:the )?(?P<season>{SEASON})(?:,? {OF_YEAR})?"), _season),
    (pattern(rf"(?:week|wk\.?) (?P<week>[1-9]|[1-4]\d|5[0-3])(?:,? (?:of )?(?P<year>{YEAR}))?"), _week),
    (pattern(rf"(?:the )?first (?P<count>{NUMBER}) (?P<unit>months|weeks|days)(?=(?:,? {_OF_THE_YEAR})?)"), _first_of),
)  # fmt: skip
