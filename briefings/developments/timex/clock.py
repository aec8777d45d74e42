"""Times of day: "5 p.m.", "14:30 GMT", "noon", "the night of". A day told just before them is theirs."""

from __future__ import annotations

import re

from briefings.developments.timex.context import Context, Found, Rule
from briefings.developments.timex.days import unit_of
from briefings.developments.timex.words import MONTH, PARTS, WEEKDAY, pattern

_ZONE = (r"(?: \(?(?:GMT|UTC|EST|EDT|PST|PDT|CET|BST|ET|PT|local time|Baghdad time|Moscow time)\)?)?"
         r"(?: \(\d{4} (?:GMT|UTC)\))?")  # fmt: skip
RECENT = 2  #: sentences after a day in which an hour is of that day
_BEFORE_DAY = re.compile(rf",?\s+(?:on\s+)?(?:tomorrow|yesterday|today|{WEEKDAY}|{MONTH}\s+\d)\b", re.IGNORECASE)
_HOURS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def _clock(match: re.Match[str], context: Context) -> Found | None:
    hour, minute, half = int(match["hour"]), match["minute"] or "00", (match["half"] or "").lower().replace(".", "")
    if hour > (12 if half else 24) or (half and hour == 0):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _on_day(f"T{hour:02}:{minute}", match, context)


def _on_day(value: str, match: re.Match[str], context: Context) -> Found:
    """A time of the day told in this sentence or the one before; of an unknown day where none was told."""
    told = context.anchor
    known = told is not None and unit_of(told.value) == "day" and context.near(told, match.start(), sentences=RECENT)
    return Found("TIME", f"{told.first.isoformat() if told and known else ''}{value}")


def _four_digits(match: re.Match[str], context: Context) -> Found | None:
    """Read "1830 GMT", "0600 hours"."""
    return _on_day(f"T{match['hour']}:{match['minute']}", match, context)


def _word(match: re.Match[str], context: Context) -> Found | None:
    token = context.token(match.start("word"))
    joined = _BEFORE_DAY.match(context.text, match.end())
    if not joined and (token.pos_ == "PROPN" or token.dep_ in ("compound", "amod")):
        return None
    return _on_day(_HOURS[match["word"].lower()], match, context)


def _part(match: re.Match[str], _context: Context) -> Found:
    return Found("TIME", f"T{PARTS[match['part'].lower()]}")


RULES: tuple[Rule, ...] = (
    (pattern(rf"(?<!\d:)(?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.m\.|[ap]m){_ZONE}"), _clock),
    (pattern(rf"(?<!\d:)(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?P<half>)(?!:?\d){_ZONE}"), _clock),
    (pattern(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:GMT|UTC|hours|hrs|local time|Z)"), _four_digits),
    (pattern(r"(?P<word>noon|midday|midnight)"), _word),
    (pattern(r"the (?P<part>night|morning|evening|afternoon)(?= of (?!the )\w)"), _part),
)  # fmt: skip
