"""Headlines in a page of bare text in one column, where neither size nor weight tells them from sub-headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from briefings.layout.blocks import SetLine
from briefings.layout.facts import date_of, rest_of
from briefings.layout.furniture import is_rule
from briefings.layout.turns import read_turn
from briefings.layout.wordmodel import ends_sentence, normal

_MOST_WORDS, _MOST_LINES = 20, 3
_FEWEST_WORDS = 4  #: of a headline that nothing but its place sets off; shorter ones may be sub-headings
_SURELY = 6  #: words that tell a headline on a page that has such short ones
_BODY_WORDS = 12
_NUMBERED = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d+(?:\.\d+)+\.?|chapter|section|part|appendix|annex)\s", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^(?:fig(?:ure)?|table|chart|map|photo|box|source|graphic|note)s?\b[\s.:]*\S*[\d:]", re.IGNORECASE
)
_BY = re.compile(r"^(?:by|from)\s+[A-ZÀ-Þ]", re.IGNORECASE)
#: "BAGHDAD, July 1 —", "BAGHDAD (Reuters) -", "Erbil, 3 May –"
_DATELINE = re.compile(r"^[A-ZÀ-Þ][\w.’' -]{2,40}?(?:,[^–—.]{3,30}|\s\([^)]{2,30}\))\s*[–—-]\s")
#: Words with which no title ends; it would be a line that breaks off.
_OPEN_ENDED = frozenset({
    "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "by", "from", "that", "which", "who",
    "is", "are", "was", "were", "as", "than", "their", "its", "his", "her", "our", "my", "your",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines with no empty line between them."""

    start: int  #: of the lines that are not empty
    lines: tuple[str, ...]
    white: int  #: empty lines, or a rule, above it

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def mark_headlines(lines: Sequence[str], ordered: Sequence[SetLine]) -> list[SetLine]:
    """Tell the headlines of a page that holds several articles.

    A headline stands apart, begins like a title and ends like none of a sentence's parts, and running text follows it.
    Among those that do, white above (more than other titles have), capitals (if the first title is set so), a byline
    or a dateline below tell headlines from sub-headings; where nothing does, its words: a title of four or more.

    Args:
        lines: of the page, its furniture taken off.
        ordered: for each of them that is not empty, in order, what is known of it.

    Returns:
        The same lines, those of headlines across the columns and marked as headings.
    """
    runs = _runs(lines)
    if sum(len(run.lines) for run in runs) != len(ordered):
        return list(ordered)
    marked = list(ordered)
    titles = [at for at in range(len(runs)) if _is_title(runs, at)] if len(runs) > 2 else []
    for at in _headlines(runs, titles):
        run = runs[at]
        for index in range(run.start, run.start + len(run.lines)):
            marked[index] = replace(marked[index], column=None, heading=True, gap=index == run.start)
        if run.start + len(run.lines) < len(marked):
            after = run.start + len(run.lines)
            marked[after] = replace(marked[after], gap=True)
    return marked


def _runs(lines: Sequence[str]) -> list[_Run]:
    runs: list[_Run] = []
    part: list[str] = []
    count, white, above = 0, 0, 0
    for line in [*lines, ""]:
        text = " ".join(line.split())
        if text:
            above, white = (white, 0) if not part else (above, 0)
            part.append(text)
            continue
        if part:
            runs.append(_Run(count, tuple(part), above))
            count, part = count + len(part), []
        white += 1
    return runs


def _is_title(runs: Sequence[_Run], at: int) -> bool:
    run = runs[at]
    if not _reads_like_title(run) or _beside(runs, at - 1) or not _follows(runs, at):
        return False
    before = next((other for other in reversed(runs[:at]) if not _stands_between(other)), None)
    return before is None or ends_sentence(before.text) or before.text[-1] in "■◆"


def _reads_like_title(run: _Run) -> bool:
    text, words = run.text, run.text.split()
    if len(run.lines) > _MOST_LINES or not 1 <= len(words) <= _MOST_WORDS or not text.lstrip("'(")[:1].isalnum():
        return False
    if text.lstrip("'(")[:1].islower() or text[-1] in ".,;:-–—…" or normal(words[-1]) in _OPEN_ENDED:
        return False
    if text[0] in '"“‘' or _stands_between(run):
        return False
    if any(_special(line) for line in (text, run.lines[0])) or not any(letter.isalpha() for letter in text):
        return False
    return max(len(line) for line in run.lines) < 120


def _special(text: str) -> bool:
    labelled = _NUMBERED.match(text) or _LABELLED.match(text) or _BY.match(text)
    return labelled is not None or is_rule(text) or read_turn(text) is not None or "  " in text


def _beside(runs: Sequence[_Run], at: int) -> bool:
    """Whether the run above is a title as well: two in a row are a list, or a kicker and its headline."""
    return at > 0 and _reads_like_title(runs[at]) and _reads_like_title(runs[at - 1])


def _follows(runs: Sequence[_Run], at: int) -> bool:
    """Whether running text comes below, at most a byline or a date between."""
    below = [run for run in runs[at + 1 : at + 4] if not _stands_between(run)]
    return bool(below) and _is_body(below[0])


def _stands_between(run: _Run) -> bool:
    """Whether a byline, a date, a rule or a turn: what may stand between a headline and its text."""
    if len(run.lines) > 1 or len(run.text.split()) > _BODY_WORDS:
        return False
    dated = date_of(run.text) is not None and len(rest_of(run.text).split()) <= 2
    return dated or _BY.match(run.text) is not None or is_rule(run.text) or read_turn(run.text) is not None


def _is_body(run: _Run) -> bool:
    words = run.text.split()
    opens = run.text.lstrip("\"'“‘(")[:1]
    stops = any(ends_sentence(word) for word in words)
    return len(words) >= _BODY_WORDS and stops and (opens.isupper() or opens.isdigit())


def _headlines(runs: Sequence[_Run], titles: Sequence[int]) -> list[int]:
    """Those titles that are headlines; the page's first run may be one though nothing stands above it."""
    if not titles:
        return []
    shouted = runs[titles[0]].text.isupper() and not all(runs[at].text.isupper() for at in titles)
    white = [run.white for run in runs[1:]]
    widest = max(white) if max(white) > median(white) else 0
    short = any(len(runs[at].text.split()) < _FEWEST_WORDS for at in titles)
    fewest = _SURELY if short else _FEWEST_WORDS
    return [at for at in titles if _is_headline(runs, at, shouted=shouted, widest=widest, fewest=fewest)]


def _is_headline(runs: Sequence[_Run], at: int, *, shouted: bool, widest: int, fewest: int) -> bool:
    run = runs[at]
    if any(_stands_between(runs[at + 1]) or _DATELINE.match(other.text) for other in runs[at + 1 : at + 3]):
        return True
    if shouted:
        return run.text.isupper()
    words = len(run.text.split())
    if widest:
        return run.white == widest or (at == 0 and words > 1)
    return words >= fewest and not run.text.endswith("?")
