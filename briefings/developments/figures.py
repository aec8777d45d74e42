"""Numbers of a sentence with what qualifies them: "at least four attacks", "about 5,200 last year", "$3.2bn"."""

from __future__ import annotations

import re

from briefings.model import Figure

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: float(i) for i, word in enumerate(_ONES)} | {word: 20.0 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "tcf": 1.0,
}
QUALIFIERS = (
    "at least",
    "at most",
    "no fewer than",
    "not less than",
    "more than",
    "less than",
    "fewer than",
    "up to",
    "as many as",
    "as much as",
    "as few as",
    "nearly",
    "almost",
    "about",
    "around",
    "roughly",
    "approximately",
    "some",
    "over",
    "under",
    "only",
    "just",
    "barely",
    "close to",
    "an estimated",
    "several",
    "a few",
    "well over",
    "just over",
    "just under",
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join((*_ONES[1:], *_TENS)) + r")"
_SCALE = r"(?:dozen|hundred|thousand|million|billion|trillion|mn|bn|tn|m)s?"
_ENERGY = (
    r"barrels per day|barrels a day|b/d|bpd|boe/d|boepd|mboepd|barrels?|bbl|boe|cubic metres?|cubic feet|cu ft|"
    r"[bmt]+cf/d|[bmt]+cfd|[bmt]+cf|bcm|mcm|mmBtu|[kMGT]Wh?p?|tonnes|tons|mtpa|tpy|t/y"
)
_UNIT = rf"(?:(?:{_ENERGY})(?![\w/])|per cent|percent|%|km|miles|years?|months?|weeks?|days?|[a-z][a-z-]+s\b)"
_MONEY = r"(?:US|C|A|HK|NZ)?[$€£¥]|Dhs?|AED|SAR|QAR|KWD|OMR|BHD|EGP|EUR|USD|GBP|NOK|Rs\.?"
_FIGURE = re.compile(
    r"(?<![\w.,-])(?:(?P<qualifier>" + "|".join(sorted(QUALIFIERS, key=len, reverse=True)) + r")\s+)?"
    r"(?P<money>(?:"
    + _MONEY
    + r")\s?)?(?P<number>(?<=several )|"
    + _NUMBER
    + r")(?![\w-])?\s?(?P<scale>"
    + _SCALE
    + r")?(?:(?!\w)|(?=[kMGT]Wh?\b))"
    r"(?:(?:\s|-?(?=[kMGT]Wh?\b)|(?=%))(?P<unit>(?:[A-Za-z][\w-]+\s){0,2}?" + _UNIT + r"))?",
    re.IGNORECASE,
)


def value_of(number: str, scale: str | None = None) -> float | None:
    """The value of a number in digits or as one word, times its scale ("three dozen" is 36); None where unreadable."""
    plain = number.lower().replace(",", "")
    value = _WORDS.get(plain)
    if value is None:
        try:
            value = float(plain)
        except ValueError:
            return None
    return value * _SCALES.get(
        (scale or "").lower().removesuffix("s") if scale and len(scale) > 2 else (scale or "").lower(), 1.0
    )


def find_figures(sentence: str) -> tuple[Figure, ...]:
    """The figures of a sentence in order. Years, days of a month and a plain "one" are no figures."""
    found = []
    for match in _FIGURE.finditer(sentence):
        number, scale, unit = match["number"], match["scale"], match["unit"]
        if not number or (number.lower() == "one" and not (scale or match["qualifier"])):
            continue
        if re.fullmatch(r"(?:1[89]|20)\d\d", number) and not (scale or unit or match["money"]):
            continue
        if re.search(
            r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$",
            sentence[: match.start("number")],
        ):
            continue
        money = (match["money"] or "").strip()
        found.append(
            Figure(
                text=match[0].strip(),
                value=value_of(number, scale),
                unit=money or unit,
                qualifier=match["qualifier"].lower() if match["qualifier"] else None,
            )
        )
    return tuple(found)
