"""Blocks of an issue's pages to articles: a headline and what belongs to it, over columns and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefings.layout.lexicon import Lexicon
from briefings.layout.repair import join_two
from briefings.layout.wordmodel import ends_sentence
from briefings.model import Article, Block, Page, Paragraph

_LABEL_WORDS = 4
_TEXT = {"paragraph", "standfirst", "heading"}


@dataclass(slots=True)
class _Draft:
    """An article while its pages are read."""

    headline: str | None
    section: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)


def gather_articles(pages: Sequence[Page], sections: Sequence[str | None], lexicon: Lexicon) -> tuple[Article, ...]:
    """Put the pages' blocks together as articles.

    A headline begins an article. What stands before a page's first headline belongs to the article before it, if that
    one was left in the middle of a sentence or the page begins in the middle of one; else to an article of its own,
    which has no headline.

    Args:
        pages: in order; those that are not readable give nothing, and no article runs over them.
        sections: for each page, the section that its running title names.
        lexicon: of the issue.
    """
    drafts: list[_Draft] = []
    broken = True
    for page, section in zip(pages, sections, strict=True):
        if not page.readable:
            broken = True
            continue
        first = True
        for block in page.blocks:
            if block.kind == "headline":
                _open(drafts, block.text, section)
                first = False
            elif block.kind in _TEXT:
                if first and (broken or not _runs_over(drafts, block)):
                    _open(drafts, None, section)
                _add(drafts[-1], page, block, lexicon, over=first)
                first = False
        broken = broken and first
    return tuple(_finished(draft) for draft in drafts if any(not part.heading for part in draft.paragraphs))


def _open(drafts: list[_Draft], headline: str | None, section: str | None) -> None:
    """A second headline right behind the first is its second line; else a new article."""
    last = drafts[-1] if drafts else None
    if last is not None and headline is not None and last.headline is not None and not last.paragraphs:
        last.headline = f"{last.headline} {headline}"
    else:
        drafts.append(_Draft(headline, section))


def _runs_over(drafts: Sequence[_Draft], block: Block) -> bool:
    """Whether the article before goes on with this block, at the top of a new page."""
    if not drafts or not drafts[-1].paragraphs or block.kind != "paragraph":
        return False
    last = drafts[-1].paragraphs[-1]
    if last.heading:
        return True
    return not ends_sentence(last.text) or not block.text[:1].isupper() or drafts[-1].headline is not None


def _add(draft: _Draft, page: Page, block: Block, lexicon: Lexicon, *, over: bool) -> None:
    last = draft.paragraphs[-1] if draft.paragraphs else None
    unfinished = last is not None and not last.heading and not ends_sentence(last.text) and block.kind == "paragraph"
    if over and unfinished and last is not None and last.text[-1:] != ":":
        text = join_two(last.text, block.text, lexicon)
        at = len(last.text) + (1 if text.startswith(last.text + " ") else 0 if text.startswith(last.text) else -1)
        draft.paragraphs[-1] = replace(last, text=text, breaks=(*last.breaks, (at, page.label)))
    else:
        draft.paragraphs.append(Paragraph(page.number, page.label, block.text, heading=block.kind == "heading"))


def _finished(draft: _Draft) -> Article:
    """The article; a label in capitals between headline and text ("IRAQ") is its section, not a sub-heading."""
    paragraphs, section = tuple(draft.paragraphs), draft.section
    first = paragraphs[0]
    if first.heading and first.text.isupper() and len(first.text.split()) <= _LABEL_WORDS and not paragraphs[1].heading:
        section, paragraphs = first.text, paragraphs[1:]
    return Article(draft.headline, paragraphs, section)
