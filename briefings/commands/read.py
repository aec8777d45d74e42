"""Page reconstruction alone: what `dragoman read` shows of one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefings.errors import IngestError
from briefings.model import Article, Block, IssueText, Page, Row
from briefings.render.page_picture import draw_page
from briefings.sources.issues import is_pdf, read_issue
from briefings.sources.pdf import draw_pdf_page

Json = dict[str, Any]


def read_document(path: Path, *, page: int | None = None) -> Json:
    """The issue in a file as `dragoman read --json` prints it.

    Args:
        path: a PDF or text file.
        page: only this page, counted from 1; None for all.

    Raises:
        IngestError: the file cannot be read, or has no such page.
    """
    return _shown(read_issue(_bytes(path), path.name), path.name, page)


def draw_document(path: Path, target: Path, *, page: int | None = None) -> Json:
    """Draw one page of a file with its blocks, columns and reading order, and show it as `read_document` does.

    Args:
        path: a PDF or text file.
        target: the PNG file that is written.
        page: which page, counted from 1; a file of one page needs none.

    Raises:
        IngestError: the file cannot be read, which page is not said, or the picture cannot be written.
    """
    data = _bytes(path)
    issue = read_issue(data, path.name)
    if page is None and len(issue.pages) > 1:
        raise IngestError(f"{path.name} has {len(issue.pages)} pages: say with --page N which one to draw.")
    shown = _shown(issue, path.name, page or 1)
    wanted = next(one for one in issue.pages if one.number == (page or 1))
    picture = draw_pdf_page(data, path.name, wanted.number) if is_pdf(data, path.name) else None
    try:
        target.write_bytes(draw_page(wanted, picture))
    except OSError as error:
        raise IngestError(f"{target} cannot be written ({error.strerror}): check the folder and its room.") from error
    return shown


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IngestError(f"{path} cannot be read ({error.strerror}): check the path and its rights.") from error


def _shown(issue: IssueText, name: str, page: int | None) -> Json:
    if page is not None and not 1 <= page <= len(issue.pages):
        raise IngestError(f"{name} has {len(issue.pages)} pages, and no page {page}.")
    facts = issue.facts
    day = facts.date.isoformat() if facts.date else None
    named = {"source": facts.source, "number": facts.number, "date": day, "pages": len(issue.pages)}
    return {
        "issue": {**named, "missing": list(facts.missing)},
        "pages": [_page(one) for one in issue.pages if page in (None, one.number)],
        "articles": [_article(one, page) for one in issue.articles if _stands_on(one, page)],
    }


def _page(page: Page) -> Json:
    shown: Json = {
        "number": page.number,
        "folio": page.folio,
        "width": page.width,
        "height": page.height,
        "readable": page.readable,
        "confidence": page.confidence,
        **({"reason": page.reason} if page.reason else {}),
        "blocks": [_block(block) for block in page.blocks],
    }
    return {**shown, "rows": [_row(row) for row in page.rows]} if page.rows else shown


def _block(block: Block) -> Json:
    shown: Json = {"kind": block.kind, "column": block.column, "text": block.text}
    return {**shown, "boxes": [list(box) for box in block.boxes]} if block.boxes else shown


def _row(row: Row) -> Json:
    if row.kind == "full":
        return {"line": row.line, "kind": "full", "left": row.cols[0], "right": ""}
    if len(row.cols) == 2:
        return {"line": row.line, "kind": "cols", "left": row.cols[0], "right": row.cols[1]}
    return {"line": row.line, "kind": "cols", "cols": list(row.cols)}


def _stands_on(article: Article, page: int | None) -> bool:
    return page is None or any(paragraph.page == page for paragraph in article.paragraphs)


def _article(article: Article, page: int | None) -> Json:
    paragraphs = [p for p in article.paragraphs if page in (None, p.page)]
    return {
        "headline": article.headline,
        **({"section": article.section} if article.section else {}),
        **({"byline": article.byline} if article.byline else {}),
        "paragraphs": [
            {"page": p.folio, "text": p.text, **({"heading": True} if p.heading else {})} for p in paragraphs
        ],
    }


def as_text(shown: Json) -> str:
    """A document of `read_document` in reading order, for a terminal: all but running titles and folios.

    A page that could not be read stands as a line in brackets that says why.
    """
    lines: list[str] = []
    for page in shown["pages"]:
        if not page["readable"]:
            lines += [f"[page {page['folio'] or page['number']}: {page['reason']}]", ""]
            continue
        for block in page["blocks"]:
            if block["kind"] != "furniture":
                lines += [block["text"], *(["=" * len(block["text"])] if block["kind"] == "headline" else []), ""]
    return "\n".join(lines).rstrip()
