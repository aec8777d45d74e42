"""Patterns by which a text says what somebody is; built once from the offices and sorts of `words.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefings.entities.words import words

_WORD = r"[^\W\d_][\w’'.]*(?:-[\w’'.]+)*"
#: Words before an office, hyphens between them as spaces: each text is read in one way only, so that none takes long.
_PARTS = r"(?:[^\W\d_][\w’'.]*[ -])"
_CAPITAL = rf"(?-i:(?=[A-Z])){_WORD}"
_CAPITALS = rf"{_CAPITAL}(?:\s+(?:(?:of|for|and)\s+)?{_CAPITAL}){{0,6}}"
_PAST = r"(?:(?:then|ex|former)-)?"
_NOT_AN_OFFICE = r"(?!(?:and|or|but|who|which|while|with|said|says|is|was|not|no)\b)"
#: A word between two offices: "deputy oil minister".
_INNER = r"(?!(?:of|for|to|and|or|but|who|which|with|said|says|is|was|not|no|in|at|on|by|as|met|told)\b)[a-z]+"
_ORDINAL = r"(?:\d{1,4}(?:st|nd|rd|th)\s)"  #: "407th brigade commander"
#: Words that say what something is go no further than its own clause.
_NOT_A_CLAUSE = (
    r"(?!(?:said|says|told|that|which|who|whose|where|was|were|is|are|has|have|had|will|would|after|when|while|but)\b)"
)
_OWNER = r"(?:(?:the|a|an|its|his|her|their|one\s+of\s+the)\s+)?"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Each has a group `role` where it is about an office."""

    before: re.Pattern[str]  #: "Iraq's oil minister", "The then-prime minister,", up to the name
    before_of: re.Pattern[str]  #: "The head of the foreign ministry, ", up to a name that a comma follows
    after: re.Pattern[
        str
    ]  #: ", the military spokesman for Prime Minister al-Kadhimi", from the name on; `link` says how
    inside: re.Pattern[str]  #: "General" of "General Yahya Rasool"
    of_office: re.Pattern[str]  #: "Prime Minister" of "spokesman for Prime Minister"
    office: re.Pattern[str]  #: any office, anywhere
    office_end: re.Pattern[str]  #: "minister" of "Kuwait's then-oil minister, ", up to a name; group `office`
    called: re.Pattern[str]  #: "a little-known group called", up to the name
    is_a: re.Pattern[str]  #: ", an armed group", "is a militia", from the name on


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The patterns, none of which looks further than a clause."""
    office = f"(?:{'|'.join(words().offices)})"
    holder = rf"{office}(?:-elect|-designate)?"
    sort = f"(?:{'|'.join(words().sorts)})"
    return Patterns(
        before=_of(
            rf"(?P<role>{_PAST}{_PARTS}{{0,8}}?{holder}(?:\s+(?:of|for)\s+(?:the\s+)?{_CAPITALS}|\s+at\s+the\s+time)?),?\s+$"
        ),
        before_of=_of(rf"(?P<role>{_PAST}{_PARTS}{{0,8}}?{holder}\s+(?:of|for)\s+[^,.;:()“”\n]{{3,60}}),\s+$"),
        after=_of(
            rf"^\s*(?P<link>,\s*who\s+(?:is|was)\b|,?\s*\b(?:is|was)\b|,|\bas\b)\s*{_NOT_AN_OFFICE}"
            rf"(?P<role>{_OWNER}{_ORDINAL}?{_PARTS}{{0,8}}?{office}s?\b(?!['’]s\b)"
            rf"(?:[ -](?:{_INNER}[ -]){{0,2}}?{office}s?\b)*(?:-elect|-designate)?(?!['’]s\b)"
            rf"(?:\s+(?:of|for|to|at|in|on|with)\b[^,.;:()“”]*)?)"
        ),
        inside=_of(rf"^(?P<role>{_PAST}{_PARTS}{{0,6}}?{office})\s+(?=(?-i:[A-Z])|al-)"),
        of_office=_of(rf"\s(?:of|for|to)\s+(?P<role>(?:{_CAPITAL}\s+){{0,4}}{office})$"),
        office=_of(rf"(?<![-\w]){office}s?(?!\w)"),
        office_end=_of(rf"(?<!\w)(?P<office>{office}),?\s+$"),
        called=_of(
            rf"\b(?:an?|the)\s+(?:{_WORD}\s+){{0,5}}?{sort}\s+(?:called|named|known\s+as|calling\s+itself)\s+(?:the\s+)?$"
        ),
        is_a=_of(
            rf"^(?:,\s+(?:which|who)\s+(?:is|was)|\s+(?:is|was)|,)\s+(?:an?|the|one\s+of)\s+"
            rf"(?:{_NOT_A_CLAUSE}{_WORD},?\s){{0,8}}?{sort}s?\b"
        ),
    )


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
