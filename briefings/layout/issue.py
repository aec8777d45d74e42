"""A whole issue, from its pages of words or of bare lines, rebuilt as blocks and articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefings.layout.articles import gather_articles
from briefings.layout.blocks import SetLine, build_blocks, floats_last, mark_pull_quotes
from briefings.layout.casing import close_spaced, open_in_capitals, repair_casing, repair_opening
from briefings.layout.completeness import missing_pages
from briefings.layout.facts import read_facts, rest_of
from briefings.layout.furniture import Furniture, learn_furniture, page_folio, trim
from briefings.layout.geometry import WordPage
from briefings.layout.headlines import mark_headlines
from briefings.layout.lexicon import Lexicon
from briefings.layout.spliced import Split
from briefings.layout.textpages import grid_page, judge, plain_lines, spliced_lines
from briefings.layout.wordmodel import WordModel, ends_sentence, shipped_model
from briefings.layout.wordpages import edge_texts, read_word_page
from briefings.model import Block, IssueFacts, IssueText, Page, Row

_TITLE_WORDS = 16
_REASON = (
    "The lines of page {} may be columns joined line by line that do not come apart surely: send the issue as PDF."
)
_NO_FACTS = 3  #: lines of the first page that are asked for what no running title says


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page before its text is repaired: what repair needs is learned from all pages together."""

    number: int
    lines: tuple[SetLine, ...] = ()
    furniture: tuple[str, ...] = ()
    width: float | None = None
    height: float | None = None
    confidence: float = 1.0
    reason: str | None = None
    rows: tuple[Row, ...] = ()


def rebuild_word_issue(pages: Sequence[WordPage], model: WordModel | None = None) -> IssueText:
    """Rebuild an issue from pages of words with boxes.

    Args:
        pages: of one file, in order.
        model: of running English; the shipped one if none is given.
    """
    model = model or shipped_model()
    edges = [edge_texts(page) for page in pages]
    furniture = learn_furniture(edges)
    return _rebuilt([_word_draft(page, furniture, model) for page in pages], model)


def rebuild_text_issue(pages: Sequence[Sequence[str]], model: WordModel | None = None) -> IssueText:
    """Rebuild an issue from pages of bare lines, see `textpages`.

    Args:
        pages: lines of each page of one file, in order, blanks inside them kept.
        model: of running English; the shipped one if none is given.
    """
    model = model or shipped_model()
    furniture = learn_furniture(pages)
    return _rebuilt(
        [_text_draft(lines, number, furniture, model) for number, lines in enumerate(pages, start=1)], model
    )


def _word_draft(page: WordPage, furniture: Furniture, model: WordModel) -> _Draft:
    if page.problem is not None:
        return _Draft(page.number, width=page.width, height=page.height, confidence=0.0, reason=page.problem)
    read = read_word_page(page, furniture.covers, model)
    confidence = min(read.confidence, page.confidence)
    return _Draft(page.number, read.lines, read.furniture, page.width, page.height, confidence)


def _text_draft(lines: Sequence[str], number: int, furniture: Furniture, model: WordModel) -> _Draft:
    top, bottom = trim(lines, furniture)
    edges = tuple(line.strip() for line in (*lines[:top], *lines[bottom:]) if line.strip())
    body = list(lines[top:bottom])
    judgement = judge(body, model)
    draft = _Draft(number, furniture=edges, confidence=round(judgement.confidence, 2))
    if judgement.kind == "grid":
        read = read_word_page(grid_page(body, number), lambda _: False, model)
        bare = tuple(replace(line, box=None) for line in read.lines)
        return replace(draft, lines=bare, furniture=(*edges, *read.furniture), confidence=min(0.9, read.confidence))
    if judgement.kind == "plain":
        return replace(draft, lines=tuple(_titled(mark_headlines(body, plain_lines(body)))))
    if judgement.split is not None:
        draft = _with_rows(draft, lines, (top, bottom), judgement.split)
    else:
        draft = replace(draft, lines=tuple(plain_lines(body)))
    return draft if judgement.kind == "spliced" else replace(draft, reason=_REASON.format(number))


def _with_rows(draft: _Draft, lines: Sequence[str], body: tuple[int, int], split: Split) -> _Draft:
    """The page with its lines cut; furniture above and below stays whole."""
    top, bottom = body
    inner = tuple(replace(row, line=row.line + top) for row in split.rows)
    outer = [Row(index + 1, "full", (" ".join(line.split()),)) for index, line in enumerate(lines)]
    return replace(draft, rows=(*outer[:top], *inner, *outer[bottom:]), lines=tuple(spliced_lines(inner, _is_title)))


def _is_title(text: str) -> bool:
    return len(text.split()) <= _TITLE_WORDS and not ends_sentence(text) and text[:1].isalnum()


def _titled(lines: list[SetLine]) -> list[SetLine]:
    """A page's first line is its headline if it stands like a heading."""
    if len(lines) > 1 and lines[0].heading:
        lines[0] = replace(lines[0], column=None)
    return lines


def _rebuilt(drafts: Sequence[_Draft], model: WordModel) -> IssueText:
    lexicon = Lexicon.of((line.text for draft in drafts if draft.reason is None for line in draft.lines), model)
    raw = [build_blocks(draft.lines, lexicon) for draft in drafts]
    lexicon = replace(lexicon, capitals_open=open_in_capitals(_openings(raw), lexicon))
    pages = tuple(_page(draft, blocks, lexicon) for draft, blocks in zip(drafts, raw, strict=True))
    facts = _facts(drafts, pages)
    sections = [_section(draft.furniture, facts, lexicon) for draft in drafts]
    return IssueText(facts, pages, gather_articles(pages, sections, lexicon))


def _openings(pages: Iterable[Sequence[Block]]) -> Iterator[str]:
    """The paragraphs that stand first, or under a headline or a heading."""
    for blocks in pages:
        for before, block in zip((None, *blocks), blocks, strict=False):
            if block.kind == "paragraph" and (before is None or before.kind != "paragraph"):
                yield block.text


def _page(draft: _Draft, raw: Sequence[Block], lexicon: Lexicon) -> Page:
    blocks = [block for one in raw for block in _repaired(one, lexicon)]
    blocks = floats_last(mark_pull_quotes(blocks))
    furniture = [Block("furniture", None, close_spaced(text, lexicon), (text,)) for text in draft.furniture]
    return Page(
        draft.number,
        page_folio(draft.furniture),
        (*blocks, *furniture),
        draft.width,
        draft.height,
        draft.reason is None,
        draft.confidence,
        draft.reason,
        draft.rows,
    )


def _repaired(block: Block, lexicon: Lexicon) -> Iterator[Block]:
    """The block with its casing set right, after the label that stood before its first words, if one did."""
    if block.kind == "table":
        yield block
        return
    text = block.text
    if block.kind == "paragraph":
        opening = repair_opening(text, lexicon)
        text = opening.text
        if opening.label:
            yield Block("heading", block.column, opening.label, ())
    yield replace(block, text=repair_casing(text, lexicon))


def _facts(drafts: Sequence[_Draft], pages: Sequence[Page]) -> IssueFacts:
    furniture = [line for draft in drafts for line in draft.furniture]
    first = [line.text for line in drafts[0].lines[:_NO_FACTS]] if drafts else []
    return replace(read_facts(furniture, first), missing=missing_pages([page.folio for page in pages], furniture))


def _section(furniture: Sequence[str], facts: IssueFacts, lexicon: Lexicon) -> str | None:
    """What a running title names beside the periodical: "MEOG Policy MEOG" is the section Policy."""
    if facts.source is None:
        return None
    for line in furniture:
        closed = close_spaced(line, lexicon)
        rest = rest_of(closed)
        if facts.source in rest and rest != facts.source:
            section = " ".join(rest.replace(facts.source, " ").split()).strip(" -–|•")
            if 0 < len(section.split()) <= 4:
                return section
    return None
