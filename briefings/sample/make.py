"""Set the sample periodical: `python -m briefings.sample.make` writes its PDFs and exported texts anew.

The exported text is what a PDF's export gives where columns are spliced: a line for each row of print, the texts of
both columns joined by one space. `truth` says what stands where, for tests of page reconstruction. Needs fpdf2.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefings.model import Article, Paragraph, Row
from briefings.sample import SOURCE
from briefings.sample.manuscript import Manuscript, Piece, Story, read_manuscript
from briefings.sample.pages import Placed, SetPage, set_pages
from briefings.sample.pdf import Press, foot_line, head_lines, print_issue
from briefings.sample.setting import read_hyphens

WEEKS = (25, 26, 27)


@dataclass(frozen=True, slots=True)
class TruthPage:
    """One page of an issue as it ought to be read."""

    number: int
    furniture: tuple[str, ...]  #: head and foot, a row of print each
    text: tuple[str, ...]  #: headlines, paragraphs, tables' rows in reading order; only what stands on this page
    rows: tuple[Row, ...]  #: of the exported text, exactly as printed


@dataclass(frozen=True, slots=True)
class Truth:
    """One issue as it ought to be read."""

    articles: tuple[Article, ...]  #: without pull quotes and tables
    pages: tuple[TruthPage, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    manuscript: Manuscript
    pages: list[SetPage]
    pdf: bytes


def pdf_of(week: int) -> bytes:
    """The issue's PDF: the same bytes each time."""
    return _made(week).pdf


def text_of(week: int) -> str:
    """The issue's exported text, columns spliced."""
    made = _made(week)
    pages = [[" ".join(filter(None, row.cols)) for row in _rows(made, page)] for page in made.pages]
    return "".join(f"{line}\n" for page in pages for line in page)


def truth(week: int) -> Truth:
    """What the issue says, in reading order, and how each line of its exported text comes apart."""
    made = _made(week)
    articles = tuple(_article(made, number, story) for number, story in enumerate(made.manuscript.stories))
    pages = tuple(
        TruthPage(
            page.number,
            tuple(" ".join(row) for row in [*head_lines(made.manuscript, page), foot_line(made.manuscript, page)]),
            tuple(_page_texts(made, page)),
            tuple(_rows(made, page)),
        )
        for page in made.pages
    )
    return Truth(articles, pages)


def main() -> None:
    """Write the files that stand in the package."""
    folder = Path(__file__).parent
    for week in WEEKS:
        (folder / f"week{week}.pdf").write_bytes(pdf_of(week))
        (folder / f"week{week}.txt").write_text(text_of(week), encoding="utf-8", newline="\n")


@cache
def _made(week: int) -> _Made:
    manuscript, press = read_manuscript(week), Press()
    pages = set_pages(manuscript, press.measure, read_hyphens())
    return _Made(manuscript, pages, print_issue(press, manuscript, pages))


def _rows(made: _Made, page: SetPage) -> list[Row]:
    """The page's exported text, one row of print a line."""
    by_y: dict[float, dict[int | None, str]] = defaultdict(dict)
    for placed in page.lines:
        by_y[round(placed.y, 1)][placed.column] = placed.line.text
    head = [f"Page {page.number} - {SOURCE} {made.manuscript.number}"]
    head += [" ".join(row) for row in head_lines(made.manuscript, page)]
    printed: list[tuple[str, ...]] = [(text,) for text in head]
    for _, sides in sorted(by_y.items()):
        printed.append((sides[None],) if None in sides else (sides.get(0, ""), sides.get(1, "")))
    printed.append((" ".join(foot_line(made.manuscript, page)),))
    return [Row(line, "full" if len(cols) == 1 else "cols", cols) for line, cols in enumerate(printed, 1)]


def _article(made: _Made, number: int, story: Story) -> Article:
    paragraphs = [
        _paragraph(made, number, index, piece) for index, piece in enumerate(story.pieces) if piece.kind != "pullquote"
    ]
    return Article(story.headline, tuple(paragraphs), story.section)


def _paragraph(made: _Made, story: int, index: int, piece: Piece) -> Paragraph:
    starts = [(page.number, _own(page, story, index)) for page in made.pages]
    pages = [(number, lines[0].line.start) for number, lines in starts if lines]
    breaks = tuple((start, str(number)) for number, start in pages[1:])
    return Paragraph(pages[0][0], str(pages[0][0]), piece.text, heading=piece.kind == "heading", breaks=breaks)


def _own(page: SetPage, story: int, piece: int) -> list[Placed]:
    return [placed for placed in page.lines if placed.story == story and placed.piece == piece]


def _page_texts(made: _Made, page: SetPage) -> list[str]:
    texts: list[str] = []
    seen: set[tuple[int, int]] = set()
    for placed in page.lines:
        if placed.piece is None:
            texts.append(placed.line.text)
        elif (placed.story, placed.piece) not in seen:
            seen.add((placed.story, placed.piece))
            texts.append(_text_on(made, page, placed.story, placed.piece))
    return texts


def _text_on(made: _Made, page: SetPage, story: int, piece: int) -> str:
    """The part of a piece that stands on a page."""
    whole = made.manuscript.stories[story].pieces[piece].text
    start = _own(page, story, piece)[0].line.start
    after = [
        lines[0].line.start
        for later in made.pages
        if later.number > page.number and (lines := _own(later, story, piece))
    ]
    return whole[start : after[0] if after else len(whole)].strip()


if __name__ == "__main__":
    main()
