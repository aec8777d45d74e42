"""Files as issues: what a path holds, and the pages of one file rebuilt, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefings.errors import IngestError
from briefings.layout.issue import rebuild_text_issue, rebuild_word_issue
from briefings.model import IssueText
from briefings.sources.ocr import ENGLISH
from briefings.sources.pdf import read_pdf
from briefings.sources.text import read_text_pages

ISSUES = frozenset({".pdf", ".txt", ".text", ".jsonl"})
ENDINGS = ISSUES | {".zip"}  #: what is taken from a folder; a file that is named is tried
_PDF_WITHIN = 1024  #: bytes in which "%PDF-" must begin (ISO 32000-1, annex H.3.4.1)


def read_issue(data: bytes, name: str, language: str = ENGLISH) -> IssueText:
    """Rebuild the issue in a file's bytes.

    The bytes say that they are a PDF, whatever the name; a file that is called one and is none is refused. Pages that
    are pictures of text are read by OCR in `language`, as tesseract calls it.

    Raises:
        DamagedIssueError: they are neither a PDF nor text that can be read; the sentence says what to do.
    """
    if is_pdf(data, name):
        return rebuild_word_issue(read_pdf(data, name, language))
    return rebuild_text_issue(read_text_pages(data, name))


def is_pdf(data: bytes, name: str) -> bool:
    """Whether a file is to be read as a PDF: its bytes say so, or its name does."""
    return b"%PDF-" in data[:_PDF_WITHIN] or Path(name).suffix.lower() == ".pdf"


def issue_files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths name, folders walked; each once, those of a folder by name.

    Raises:
        IngestError: a path is not there, or a folder holds nothing that can be read.
    """
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise IngestError(f"{path} is not there: check the path.")
    found = sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and file.suffix.lower() in ENDINGS and not _is_hidden(file.relative_to(path))
    )
    if not found:
        raise IngestError(f"{path} holds no issue: put PDF, text or .jsonl files into it.")
    yield from found


def _is_hidden(inside: Path) -> bool:
    return any(part.startswith(".") for part in inside.parts)
