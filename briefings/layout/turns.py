"""Lines that send the reader to another page: "continued on page 12", "Turn to IRAQ, page 12", "IRAQ from page 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LONGEST = 10  #: words of such a line
_WIDEST = 120  #: characters
_PAGE = r"(?:page|pages|pg\.?|pp?\.)\s*(?P<page>[A-Z]?\d{1,4})\b"
_GOES = r"(?:continue[sd]?|cont[’'.]?d?\.?|turn|jump|carried(?:\s+over)?|runs?)"
_EDGES = r"[\s(\[«»<>*•■▶►→←|.…:;,–—-]*"
_TITLE = r"(?P<title>[^\d]{1,60}?)"
#: "continued on page 12", "IRAQ, cont'd on p. 12", "Turn to IRAQ, page 12", "See IRAQ on page 12".
_ON = re.compile(
    rf"^{_EDGES}(?:{_TITLE}[\s,:–—-]+)?(?:{_GOES}\s+(?:on|to|at|overleaf)|please\s+turn\s+to|see)\b\s*"
    rf"(?:(?P<after>[^\d,]{{1,60}}?)[\s,:–—-]+)??(?:on\s+)?(?:{_PAGE}|(?P<next>(?:the\s+)?(?:next|following)\s+page|overleaf)){_EDGES}[)\]]?{_EDGES}$",
    re.IGNORECASE,
)
_OVERLEAF = re.compile(rf"^{_EDGES}{_GOES}\s+(?P<next>overleaf){_EDGES}[)\]]?{_EDGES}$", re.IGNORECASE)
#: "continued from page 1", "IRAQ from page 1", "from p. 1", "IRAQ, continued from previous page".
_FROM = re.compile(
    rf"^{_EDGES}(?:{_TITLE}[\s,:–—-]+)?(?:{_GOES}\s+)?from\s+"
    rf"(?:(?P<cover>(?:the\s+)?(?:front\s+page|front|cover))|{_PAGE}|(?P<next>(?:the\s+)?(?:previous|preceding|last)\s+page)){_EDGES}[)\]]?{_EDGES}$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    {"continued", "cont", "the", "a", "an", "of", "on", "in", "to", "and", "for", "story", "article", "please", "page"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an article goes on, or comes from."""

    way: Literal["on", "from"]
    page: str | None  #: label as printed; None is the page beside this one
    title: frozenset[str]  #: words that name the article, lower case; often none
    sure: bool = True  #: "see IRAQ, page 12" may also only point at another article


def read_turn(text: str) -> Turn | None:
    """What a line says of where an article goes on or comes from; None where it is any other line.

    "See page 12" alone names no article that goes on; it is a reference, and none of these.
    """
    text = " ".join(text.split())
    if len(text) > _WIDEST or len(text.split()) > _LONGEST:
        return None
    if found := _FROM.match(text):
        page = "1" if found["cover"] else found["page"]
        return Turn("from", page, _words(found["title"]))
    if found := _ON.match(text):
        title = _words(found["title"]) | _words(found["after"])
        points = re.search(r"\bsee\b", text, re.IGNORECASE) is not None
        return None if points and not title else Turn("on", found["page"], title, sure=not points)
    return Turn("on", None, frozenset()) if _OVERLEAF.match(text) else None


def _words(title: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", (title or "").lower())) - _SMALL
