"""The words of time in English: months, days, units, numbers, and the pieces that patterns are built of.

In every pattern of this package a blank stands for the white space between two words, a line end included, though
never an empty line.
"""

from __future__ import annotations

import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "dawn": "MO"}
UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "month": "M",
         "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "centurie": "C", "night": "D", "weekend": "WE",
         "summer": "SU", "winter": "WI", "spring": "SP", "autumn": "FA"}  # fmt: skip
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
            "twentieth", "twenty-first")  # fmt: skip
VAGUE = ("a few", "several", "a couple of", "a couple", "few", "couple of", "many", "a number of", "some",
         "hundreds of", "dozens of", "thousands of", "numerous", "a handful of")  # fmt: skip

_SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank is any white space but an empty line, whole words only, in any case.

    Digits are those of ASCII.
    """
    text = text.replace(r"[\d", "[0-9").replace(r"\d", "[0-9]").replace(" ", _SPACE)
    return re.compile(rf"(?<![\w$£€#@])(?<!\d[,.])(?:{text})(?!\w)", re.IGNORECASE)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = (r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
         r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)")  # fmt: skip
WEEKDAY = rf"(?:{_any(WEEKDAYS)}|Mon\.|Tues?\.|Wed\.|Thu(?:rs?)?\.|Fri\.|Sat\.|Sun\.)"
SEASON = rf"(?:{_any(tuple(SEASONS))})"
PART = r"(?:morning|afternoon|evening|night|noon|midday|dawn)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
FAR_YEAR = r"(?:0\d\d\d|2[1-9]\d\d)"  #: before the year 1000 and after 2099
ERA = r"(?:BCE?|B\.C\.(?:E\.)?)"
UNIT = (r"(?:(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|night|weekend|summer|winter)s?|"
        r"century|centuries)")  # fmt: skip
_ONE_TO_99 = rf"(?:(?:{_any(_TENS)})(?:(?: |-)(?:{_any(_ONES[1:10])}))?|{_any(_ONES[1:])})"
_HALF = r"(?:(?: |-)and(?: |-)a(?: |-)half)?"
NUMBER = (r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?(?: 1/2|½)?|half an?|(?:an? |one )?(?:half|dozen)|a hundred|"
          rf"{_ONE_TO_99}(?: hundred)?{_HALF})")  # fmt: skip
QUANTITY = rf"(?:{_any(VAGUE)}|{NUMBER}|an?|another|one)"
ORDINAL = rf"(?:{_any(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
ABOUT = (r"(?:nearly|almost|roughly|approximately|(?:more|less|fewer) than|at (?:least|most)|up to|"
         r"(?:no|not) more than)")  # fmt: skip
EARLY = r"(?:very )?(?:early|earlier|late|later|mid)"
EDGE = (r"(?:the )?(?:(?:very )?(?:beginning|start|end|middle|close|turn|early part|latter part|latter half|rest|"
        r"remainder))(?: of| in)")  # fmt: skip
MODIFIER = rf"(?:(?:the )?{EARLY}(?: |-)(?:in )?(?:the )?|end-|{EDGE} (?:the )?)?"  #: "early", "mid-", "the end of"
NUMBERS = frozenset((*_ONES, *_TENS, "dozen", "fy"))
TENTHS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def month_number(text: str) -> int:
    """1 to 12 for a month's name or its beginning, in any case."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(text.lower().rstrip(".")[:3]))


def weekday_number(text: str) -> int:
    """0 to 6, from Monday, for a weekday's name or its beginning, in any case."""
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(text.lower().rstrip(".")[:3]))


def ordinal_number(text: str) -> int:
    """What "third" or "3rd" counts."""
    digits = re.match(r"\d+", text)
    low = re.sub(r"\s+", "-", text.lower())
    return int(digits[0]) if digits else ORDINALS.index(low) + 1


def unit_name(text: str) -> str:
    """The unit in the singular: "weeks" is "week"."""
    low = text.lower()
    return "century" if low.startswith("centur") else low.rstrip("s")


def quantity(text: str) -> float | None:
    """What a quantity counts; None for "several", "a few" and whatever is as vague."""
    low = re.sub(r"[\s-]+and[\s-]+a[\s-]+", " and a ", re.sub(r"\s+", " ", text.lower().strip()))
    if low in ("a", "an", "another", "one"):
        return 1
    if low in ("a couple of", "a couple", "couple of"):
        return 2
    if low in VAGUE:
        return None
    if low.endswith("dozen"):
        return 12
    if low.startswith("half ") or (low.endswith("half") and " and " not in low):
        return 0.5
    return _counted(low)


def _counted(low: str) -> float:
    if low[0].isdigit():
        head, _, half = low.replace(",", "").replace("½", " 1/2").partition(" ")
        return float(head) + (0.5 if half else 0)
    whole = low.removesuffix(" and a half")
    scale = 100 if whole.endswith("hundred") else 1
    return _small(whole.removesuffix("hundred").strip()) * scale + (0.5 if whole != low else 0)


def _small(low: str) -> float:
    if low in ("", "a"):
        return 1
    total = 0.0
    for word in re.split(r"[ -]", low):
        total += _ONES.index(word) if word in _ONES else 20 + 10 * _TENS.index(word)
    return total
