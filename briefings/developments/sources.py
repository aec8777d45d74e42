"""Sources that print names without a verb of saying: "according to X", and the credit of a picture or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.model import Attribution

_ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of)\s+", re.IGNORECASE)
#: A comma that an apposition or a list runs over ends no source: "according to Ann Grey, the minister, …".
_STOP = re.compile(
    r",\s(?!(?:the|a|an|who|which|head|chief|director|chairman|president|spokes\w+|minister|deputy|secretary)\b)"
    r"|[;:]|\.$|\s(?:and|but)\s(?=\w+\s(?:is|was|are|were|has|have|had|will|would)\b)"
)
#: A line that says whose picture or figures stand beside it: "Photo: Reuters", "Source: EIA".
_CREDIT = re.compile(
    r"(?P<what>(?:Image|Photo|Photograph|Picture|Video|Audio|Graphic|Chart|Map|Illustration|Source|Credit)s?)"
    r"(?: (?:credit|by|courtesy of))?:\s+(?P<who>[^\n]+)$"
)
_NAME = 10  #: words of a credit, at most
_SHORT = 8  #: letters that are too few for something said


def according(text: str, offset: int) -> Iterator[Attribution]:
    """What a sentence attributes with "according to".

    Args:
        text: the sentence.
        offset: where it begins in its text.
    """
    for match in _ACCORDING.finditer(text):
        start, last = match.end(), _source_end(text, match.end())
        source = text[start:last].rstrip(" ,.;")
        if not source:
            continue
        said = (0, match.start()) if match.start() > _SHORT else (last, len(text))
        yield Attribution(
            offset + said[0],
            offset + said[1],
            " ".join(source.split()),
            match[0].strip(),
            offset + start,
            offset + start + len(source),
        )


def _source_end(text: str, start: int) -> int:
    """Where the phrase behind "according to" ends: the next comma that no apposition or list runs over."""
    stop = _STOP.search(text, start)
    return stop.start() if stop else len(text.rstrip())


def credited(text: str, offset: int) -> Iterator[Attribution]:
    """The credit that ends a sentence or is the whole of it; what it covers is the word for the picture.

    Args:
        text: the sentence.
        offset: where it begins in its text.
    """
    match = _CREDIT.search(text.rstrip())
    if match is None or (match.start() and text[: match.start()].rstrip()[-1:] not in tuple('.!?…”"')):
        return
    who = match["who"].rstrip(" .")
    if who and len(who.split()) <= _NAME and not who[0].islower():
        start = offset + match.start("who")
        yield Attribution(
            offset + match.start("what"), offset + match.end("what"), " ".join(who.split()), match["what"],
            start, start + len(who), voiced=False,
        )  # fmt: skip
