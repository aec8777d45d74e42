"""Page reconstruction alone: what `dragoman read` shows of one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefings.errors import IngestError
from briefings.model import Article, Block, IssueText, Page, Row
from briefings.sources.issues import read_issue

Json = dict[str, Any]


def read_document(path: Path, *, page: int | None = None) -> Json:
    """The issue in a file as `dragoman read --json` prints it.

    Args:
        path: a PDF or text file.
        page: only this page, counted from 1; None for all.

    Raises:
        IngestError: the file cannot be read, or has no such page.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IngestError(f"{path} cannot be read ({error.strerror}): check the path and its rights.") from error
    return _shown(read_issue(data, path.name), path.name, page)


def _shown(issue: IssueText, name: str, page: int | None) -> Json:
    if page is not None and not 1 <= page <= len(issue.pages):
        raise IngestError(f"{name} has {len(issue.pages)} pages, and no page {page}.")
    facts = issue.facts
    day = facts.date.isoformat() if facts.date else None
    return {
        "issue": {"source": facts.source, "number": facts.number, "date": day, "pages": len(issue.pages)},
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
