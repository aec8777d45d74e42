"""Blocks of an issue's pages to articles: a headline and what belongs to it, over columns and pages.

An article that goes on elsewhere in the issue is put together in `continuations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefings.layout.continuations import Draft, put_together, run_on
from briefings.layout.lexicon import Lexicon
from briefings.layout.turns import Turn, read_turn
from briefings.model import Article, Block, Page, Paragraph

_LABEL_WORDS = 4
_BYLINE_WORDS = 12
_TEXT = frozenset({"paragraph", "standfirst", "heading"})
_END_MARK = re.compile(r"(?<=[.!?\"”’)\]\w])\s*[■□◼◻◆◇♦●⬛▪∎▮⏹]\s*$")
_BYLINE = re.compile(r"^(?:by|from|text|words|report|story|von|par|por)(?:\s+by|:)?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
_IN_BYLINE = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*,?|and|in|at|of|the|for|with|de|von|al|el|bin|ibn|van|&|,)$")
_STOP = re.compile(r"\w{3,}[.!?]$")


@dataclass(slots=True)
class _Reader:
    """What is known while the pages are read one after the other."""

    lexicon: Lexicon
    drafts: list[Draft] = field(default_factory=list)
    heirs: list[Draft] = field(default_factory=list)  #: that the page before may have left unfinished
    at: Draft | None = None  #: what the next text belongs to
    origin: Turn | None = None  #: "from page 1", read and not used yet
    beside: Draft | None = None  #: the boxes and notes of the page
    page: Page | None = None
    section: str | None = None


def gather_articles(pages: Sequence[Page], sections: Sequence[str | None], lexicon: Lexicon) -> tuple[Article, ...]:
    """Put the pages' blocks together as articles.

    A headline begins an article; an end mark ("■") or a line that sends the reader on ends it on its page. What stands
    before a page's first headline belongs to the article that the page before sent on to here, or left in the middle
    of a sentence; else to its last one, unless that had ended, or has no headline and the page does not begin in the
    middle of a sentence either; else to an article of its own, which has no headline.

    Args:
        pages: in order; those that are not readable give nothing, and no article runs over them, except one that says
            itself where it goes on.
        sections: for each page, the section that its running title names.
        lexicon: of the issue.
    """
    reader = _Reader(lexicon)
    for page, section in zip(pages, sections, strict=True):
        if page.readable:
            _read_page(reader, page, section)
        else:
            reader.heirs = []
    drafts = put_together(reader.drafts, lexicon)
    return tuple(_finished(draft) for draft in drafts if any(not part.heading for part in draft.paragraphs))


def _read_page(reader: _Reader, page: Page, section: str | None) -> None:
    reader.page, reader.section, reader.at, reader.origin, reader.beside = page, section, None, None, None
    before, first = len(reader.drafts), True
    for block in _in_order(page.blocks):
        if isinstance(block, Turn):
            _turn(reader, block)
        elif block.aside:
            _set_beside(reader, page, block)
        elif block.kind == "headline":
            _open(reader, block.text)
            first = False
        else:
            if reader.at is None:
                reader.at = _heir(reader, block) if first and reader.origin is None else None
            _add(reader, block, over=first)
            first = False
    here = [draft for draft in reader.heirs if page.label in draft.labels]
    left = [*here, *reader.drafts[before:]]
    if left or not first:
        reader.heirs = [draft for draft in left if not draft.ended]
    else:
        reader.heirs = [draft for draft in reader.heirs if not draft.ended]  # a page of pictures


def _in_order(blocks: Sequence[Block]) -> Iterator[Block | Turn]:
    """Text, and the lines that turn the reader, as they stand; "from page 1" out of the page's edge comes first."""
    last = max((index for index, block in enumerate(blocks) if block.kind != "furniture"), default=-1)
    edge = [turn for block in blocks[last + 1 :] if (turn := read_turn(block.text)) is not None]
    yield from (turn for turn in edge if turn.way == "from")
    for block in blocks[: last + 1]:
        yield from _parted(block)
    yield from (turn for turn in edge if turn.way == "on")


def _parted(block: Block) -> Iterator[Block | Turn]:
    """The block, without a turn that was its first or last line, or that turn alone."""
    if turn := read_turn(block.text):
        yield turn
    elif block.kind == "headline":
        yield block
    elif block.kind in _TEXT:
        lines = [" ".join(line.split()) for line in block.lines] or [block.text]
        text, (first, last) = block.text, (read_turn(lines[0]), read_turn(lines[-1]))
        if first is not None and first.way == "from" and text.lower().startswith(lines[0].lower()):
            yield first
            text = text[len(lines[0]) :].lstrip()
        onward = last is not None and last.way == "on" and text.lower().endswith(lines[-1].lower())
        yield replace(block, text=text[: len(text) - len(lines[-1])].rstrip() if onward else text)
        if onward and last is not None:
            yield last


def _turn(reader: _Reader, turn: Turn) -> None:
    draft = reader.at
    if turn.way == "from":
        if draft is not None and not draft.paragraphs:
            draft.origin = turn
        else:
            reader.origin, reader.at = turn, None
    elif draft is not None and draft.paragraphs and turn.sure:
        draft.onward, reader.at = turn, None
    elif draft is not None and draft.onward is None:
        draft.onward = turn


def _open(reader: _Reader, headline: str | None) -> Draft:
    """A headline right behind another is its second line, or has the first for its kicker; else a new article."""
    last = reader.at
    if last is not None and not last.paragraphs and headline is not None and last.headline is not None:
        if last.headline.isupper() and len(last.headline.split()) < _LABEL_WORDS and not headline.isupper():
            last.section, last.headline = last.headline, headline
        else:
            last.headline = f"{last.headline} {headline}"
        return last
    section = (_kicker(last) if headline is not None and last is not None else None) or reader.section
    draft = Draft(headline, section, origin=reader.origin)
    reader.origin = None
    reader.drafts.append(draft)
    reader.at = draft
    return draft


def _set_beside(reader: _Reader, page: Page, block: Block) -> None:
    """A box or a note stands for itself: the text around it goes on as if it were not there."""
    draft = reader.beside
    if draft is None or (block.kind == "headline" and draft.paragraphs):
        draft = reader.beside = Draft(None, reader.section, ended=True)
        reader.drafts.append(draft)
    if not draft.paragraphs and block.kind in ("headline", "heading"):
        draft.headline = f"{draft.headline} {block.text}" if draft.headline else block.text
    else:
        draft.labels.append(page.label)
        draft.paragraphs.append(Paragraph(page.number, page.label, block.text, heading=block.kind == "heading"))


def _kicker(draft: Draft) -> str | None:
    """A heading with no text under it before a headline belongs to the headline: the section's name."""
    if draft.paragraphs and draft.paragraphs[-1].heading and len(draft.paragraphs[-1].text.split()) <= _LABEL_WORDS:
        return draft.paragraphs.pop().text
    return None


def _heir(reader: _Reader, block: Block) -> Draft | None:
    """The article of the page before that goes on with this block, at the top of a page."""
    page = reader.page
    sent = [draft for draft in reader.heirs if page is not None and draft.goes_on_at(page.label)]
    if sent:
        return sent[-1]
    heirs = [draft for draft in reader.heirs if draft.onward is None or not draft.onward.sure]
    if not heirs or block.kind != "paragraph":
        return None
    unfinished = [draft for draft in heirs if draft.awaits_text]
    if unfinished:
        return unfinished[-1]
    return heirs[-1] if heirs[-1].headline is not None or not block.text[:1].isupper() else None


def _add(reader: _Reader, block: Block, *, over: bool) -> None:
    draft, page = reader.at or _open(reader, None), reader.page
    if page is None:
        return
    text = _END_MARK.sub("", block.text)
    part = Paragraph(page.number, page.label, text, heading=block.kind == "heading")
    draft.labels.append(page.label)
    if over and block.kind == "paragraph":
        run_on(draft, part, reader.lexicon)
    elif text:
        draft.paragraphs.append(part)
    if text != block.text:
        draft.ended = True
        reader.at = None


def _finished(draft: Draft) -> Article:
    """The article; a label in capitals between headline and text ("IRAQ") is its section, not a sub-heading."""
    paragraphs, section = tuple(draft.paragraphs), draft.section
    first = paragraphs[0]
    if first.heading and first.text.isupper() and len(first.text.split()) <= _LABEL_WORDS and not paragraphs[1].heading:
        section, paragraphs = first.text, paragraphs[1:]
    byline = next((n for n, part in enumerate(paragraphs[:2]) if _is_byline(part)), None)
    if byline is None or len(paragraphs) == 1:
        return Article(draft.headline, paragraphs, section)
    rest = (*paragraphs[:byline], *paragraphs[byline + 1 :])
    return Article(draft.headline, rest, section, paragraphs[byline].text)


def _is_byline(part: Paragraph) -> bool:
    words = part.text.split()
    found = _BYLINE.match(part.text)
    if found is None or len(words) > _BYLINE_WORDS or _STOP.search(part.text):
        return False
    return all(_IN_BYLINE.match(word) for word in part.text[found.end() :].split())
