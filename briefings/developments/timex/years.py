"""Years and their parts, decades, centuries: "2020", "fiscal 2020", "Q3", "the first half of 2020", "the 1960s"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefings.developments.timex import tense
from briefings.developments.timex.context import OF_OTHER, Context, Found, Rule, dated, low
from briefings.developments.timex.days import SEASONS as FIRST_MONTHS
from briefings.developments.timex.days import shift
from briefings.developments.timex.words import (
    EARLY,
    ERA,
    FAR_YEAR,
    MODIFIER,
    NUMBER,
    ORDINAL,
    SEASON,
    SEASONS,
    TENTHS,
    UNITS,
    YEAR,
    ordinal_number,
    pattern,
    quantity,
    unit_name,
)  # fmt: skip

_REL = r"(?:this|last|next|that|the (?:same|previous|following|current|next|past))"
SPOKEN_YEAR = (r"(?P<spoken>nineteen (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
               r"(?:(?: |-)(?:one|two|three|four|five|six|seven|eight|nine))?|two thousand(?! \w+s\b))")  # fmt: skip
#: What says the year after a month, a quarter, a season.
OF_YEAR = (rf"(?:(?:of |in )?(?:the year |fiscal(?: year)? )?(?P<year>{YEAR})|(?:of |in )?(?P<rel>{_REL}) year|"
           rf"['’](?P<short>\d\d)|{SPOKEN_YEAR})")  # fmt: skip
_OF_THE_YEAR = rf"(?:{OF_YEAR}|of (?P<now>the) year)"
_QUARTER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_SHORT_YEAR = rf"(?: ?(?:(?P<year>{YEAR})|['’]?(?P<short>\d\d)))"
_COUNTED = frozenset(
    {"about", "around", "some", "nearly", "almost", "over", "least", "than", "only", "approximately", "roughly", "$",
     "£", "€", "us$", "resolution", "resolutions", "unscr", "article", "section", "paragraph", "clause", "block", "no",
     "no.", "number", "page", "highway", "route", "room", "flight", "rule"}
)  # fmt: skip
_DATING = frozenset(
    {"in", "since", "from", "until", "till", "by", "of", "to", "and", "between", "during", "before", "after",
     "circa", "c.", "(", "through", "around", "–", "-", ",", "early", "late", "or", "for", "with", "when", "as"}
)  # fmt: skip
_FIGURES = frozenset(
    {"profit", "loss", "earning", "earnings", "revenue", "sale", "sales", "result", "results", "output", "production",
     "export", "exports", "import", "imports", "net", "income", "figure", "figures", "growth", "operating", "pretax"}
)  # fmt: skip
_UP_TO = re.compile(r"\bup\s+to\s+$", re.IGNORECASE)
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
    if groups.get("spoken"):
        said = low(groups["spoken"])
        return 2000 if said == "two thousand" else 1900 + round(quantity(said.partition(" ")[2]) or 0)
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
    return bool(groups.get("year") or groups.get("short") or groups.get("spoken"))


def _year(match: re.Match[str], context: Context) -> Found | None:
    """A year: said to be one, or four digits that nothing counts and nothing is counted with."""
    year = int(match["year"])
    if match.end("year") - match.start() > 4 or _stands(match, year, context):
        return dated(f"{year:04}", explicit=True)
    return None


def is_measured(match: re.Match[str], context: Context) -> bool:
    """Whether four digits count the things that follow rather than years."""
    after = context.after(match.end())
    return bool(_MEASURED.match(context.text, match.end())) or (
        after is not None and after.idx <= match.end() + 2 and after.pos_ in ("NOUN", "ADJ", "PROPN", "NUM")
    )


def _far_year(match: re.Match[str], context: Context) -> Found | None:
    """Read "by 2150", "until 2100"."""
    if context.before(match.start()) not in ("by", "in", "until", "till", "after", "before") or is_measured(
        match, context
    ):
        return None
    return dated(match["year"], explicit=True)


def _of_christ(match: re.Match[str], _context: Context) -> Found | None:
    """Read "AD 842", "842 CE", "the year 71"."""
    if (match["era"] or "A")[0].islower():
        return None
    return dated(f"{int(match['year']):04}", explicit=True)


def _spoken_year(match: re.Match[str], context: Context) -> Found | None:
    """Read "nineteen ninety-seven", as broadcasts are written down; no number of things."""
    year = year_of(match, context)
    if year is None:
        return None
    if low(match["spoken"]) == "two thousand" and not match.group().lower().startswith("the year"):
        if context.before(match.start()) not in ("in", "by", "of") or is_measured(match, context):
            return None
    elif _MEASURED.match(context.text, match.end()):
        return None
    return dated(f"{year:04}", explicit=True)


def _stands(match: re.Match[str], year: int, context: Context) -> bool:
    rest = context.text[match.end() : match.end() + 20]
    if _MEASURED.match(rest) or re.search(r"\d[.,:-]$", context.text[max(0, match.start() - 2) : match.start()]):
        return _is_range(match, context)
    before = context.before(match.start())
    if re.match(r" ?[-–] ?\d{4}\b", rest):
        return True
    if before in _COUNTED or (before == "to" and _UP_TO.search(context.text, max(0, match.start() - 9), match.start())):
        return False
    latest = (context.today.year if context.today else 2030) + 40
    return 1900 <= year <= latest or before in _DATING


def _is_range(match: re.Match[str], context: Context) -> bool:
    """Whether the year is the last one of "2014-2018"."""
    told = context.anchor
    return told is not None and len(told.value) == 4 and context.gap(told, match.start()) in ("-", "–", "—", "/")


def _second(match: re.Match[str], context: Context) -> Found | None:
    """The second day of "June 25-27", or the second year of "2014-18"."""
    told = context.anchor
    if told is None or context.gap(told, match.start()) not in ("-", "–", "—", "/", " to ", " - ", " – ", " and "):
        return None
    number = int(match["number"])
    if context.gap(told, match.start()) == " and " and not _ends_here(match, context):
        return None
    if len(told.value) == 10 and context.text[told.start].isalpha() and number > told.first.day:
        return dated(f"{told.value[:8]}{number:02}", explicit=told.explicit)
    if len(told.value) == 4 and len(match["number"]) == 2 and number > told.first.year % 100:
        return dated(f"{told.value[:2]}{number:02}", explicit=True)
    return None


def _ends_here(match: re.Match[str], context: Context) -> bool:
    """Whether a number counts nothing that follows: "on February 2 and 3", not "on February 2 and 3 others"."""
    after = context.after(match.end())
    return after is None or after.pos_ not in ("NOUN", "ADJ", "NUM", "PROPN", "SYM")


def _fiscal(match: re.Match[str], context: Context) -> Found | None:
    text = match["fiscal"]
    return dated(f"{int(text) if len(text) == 4 else long_year(int(text), context):04}", explicit=True)


def _decade(match: re.Match[str], context: Context) -> Found | None:
    digits = match["decade"]
    if len(digits) == 2:
        digits = str(long_year(int(digits), context) if int(digits) < 30 else 1900 + int(digits))
    if digits.endswith("00") and digits <= "1800":
        return Found("DATE", digits[:2], explicit=True)
    return Found("DATE", digits[:3], explicit=True)


def _decade_word(match: re.Match[str], _context: Context) -> Found:
    return Found("DATE", f"19{TENTHS.index(match['word'].lower()) + 2}", explicit=True)


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
    leading, today = context.leading_year(match), context.today
    if leading is not None or today is None:
        return leading
    if context.way(match) == tense.FUTURE:
        late = 0 if "season" in match.groupdict() else 2
        return today.year + (first + length - 1 + late < today.month)
    young = first == today.month and today.day <= YOUNG
    return today.year - (first > today.month or young)


def _quarter(match: re.Match[str], context: Context) -> Found | None:
    number = ordinal_number(match["q"]) if match["q"][0].isalpha() else int(match["q"][0])
    if match["q"][0].isdigit() and "quartile" in context.text:
        return None
    return _part(3 * number - 2, 3, f"Q{number}", match, context)


def _half(match: re.Match[str], context: Context) -> Found | None:
    number = {"first": 1, "1": 1}.get(match["h"].lower(), 2)
    if match.group().endswith("-half") and not _is_reported(match, context):
        return None
    return _part(6 * number - 5, 6, f"H{number}", match, context)


def _is_reported(match: re.Match[str], context: Context) -> bool:
    """Whether a bare "first-half" describes a firm's figures, and nothing of a game."""
    after = context.after(match.end())
    return after is not None and after.lemma_.lower() in _FIGURES


def _season(match: re.Match[str], context: Context) -> Found | None:
    """Read "in the summer of 2019", "the winter": a season alone must stand where a time stands."""
    code = SEASONS[match["season"].lower()]
    if not year_of(match, context):
        before = context.before(match.start())
        falling = match["season"].lower() == "fall" and OF_OTHER.match(context.text, match.end())
        if falling or before not in ("in", "during", "by", "since", "until", "through", "throughout"):
            return None
    return _part(FIRST_MONTHS[code], 3, code, match, context)


def _week(match: re.Match[str], context: Context) -> Found | None:
    year = year_of(match, context) or (context.today.year if context.today else None)
    return dated(f"{year:04}-W{int(match['week']):02}") if year else None


def _edge_of(match: re.Match[str], context: Context) -> Found | None:
    """Read "the first nine months of 2020": as long as it says, from the year's first day or to its last."""
    count, unit = quantity(match["count"]) if match["count"] else 1.0, unit_name(match["unit"])
    if count is None:
        return None
    value, year = f"P{count * 2 if unit == 'fortnight' else count:g}{UNITS[unit]}", year_of(match, context)
    if year is None:
        return Found("DURATION", value)
    first = date(year, 1, 1)
    if match["edge"].lower() == "first":
        return Found("DURATION", value, (first, shift(first, count, unit) - timedelta(days=1)))
    end = date(year, 12, 31)
    return Found("DURATION", value, (shift(end, -count, unit) + timedelta(days=1), end))


RULES: tuple[Rule, ...] = (
    (pattern(rf"(?P<year>{FAR_YEAR})(?! (?:{ERA}))"), _far_year),
    (pattern(r"(?P<era>AD|A\.D\.) (?P<year>\d{1,4})"), _of_christ),
    (pattern(r"(?P<year>\d{1,4}) (?P<era>AD|A\.D\.|CE|C\.E\.)"), _of_christ),
    (pattern(r"the year (?P<era>)(?P<year>\d{2,3})"), _of_christ),
    (pattern(rf"(?:the year )?{SPOKEN_YEAR}"), _spoken_year),
    (pattern(r"(?P<number>\d\d?)(?![.,:]?\d)"), _second),
    (pattern(rf"{MODIFIER}(?:the )?(?:year |fiscal(?: year)? )?(?P<year>{YEAR})(?!-year|%)"), _year),
    (pattern(r"FY ?['’]?(?P<fiscal>20\d\d|\d\d)"), _fiscal),
    (pattern(rf"{MODIFIER}(?:the )?(?P<decade>1\d\d0|20\d0)['’]?s"), _decade),
    (pattern(rf"(?:{MODIFIER}the |{EARLY}(?: |-))['’]?(?P<decade>[1-9]0)['’]?s"), _decade),
    (pattern(rf"the (?:{EARLY}(?: |-))?(?P<word>{'|'.join(TENTHS)})"), _decade_word),
    (pattern(rf"{MODIFIER}(?:the )?(?:{EARLY}(?: |-))?(?P<nth>{ORDINAL})(?: |-)century"), _century),
    (pattern(rf"{MODIFIER}(?:the )?(?:fiscal )?(?P<q>{_QUARTER})(?: |-)quarter(?:,? {_OF_THE_YEAR})?"), _quarter),
    (pattern(rf"(?P<rel>this|last|next) year['’]s (?P<q>{_QUARTER})(?: |-)quarter"), _quarter),
    (pattern(rf"{MODIFIER}(?:the )?Q(?P<q>[1-4])(?:(?: |-|,|, )?{_OF_THE_YEAR})?"), _quarter),
    (pattern(rf"(?P<q>[1-4])Q{_SHORT_YEAR}?"), _quarter),
    (pattern(rf"(?:the )?(?P<h>first|second)(?: |-)half(?:,? {_OF_THE_YEAR})"), _half),
    (pattern(r"(?P<h>first|second)-half"), _half),
    (pattern(rf"H(?P<h>[12])(?:(?: |-|, ?)?{_OF_THE_YEAR})"), _half),
    (pattern(rf"(?P<h>[12])H{_SHORT_YEAR}"), _half),
    (pattern(rf"{MODIFIER}(?:the )?(?P<season>{SEASON})(?:,? {OF_YEAR})?"), _season),
    (pattern(rf"(?:week|wk\.?) (?P<week>[1-9]|[1-4]\d|5[0-3])(?:,? (?:of )?(?P<year>{YEAR}))?"), _week),
    (pattern(rf"(?:the )?(?P<edge>first|last|final) (?P<count>{NUMBER}) (?P<unit>months|weeks|days)"
             rf"(?= {_OF_THE_YEAR})"), _edge_of),
)  # fmt: skip
