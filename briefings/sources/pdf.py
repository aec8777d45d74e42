"""PDFs become words with boxes, by PDFium in a process of its own, and pictures of text by OCR.

What is read is what a reader of the page sees, see `pdfpages`. The order of the file's content plays no part;
`briefings.layout` finds the reading order from the boxes. A page that cannot be read says why; the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from briefings.errors import DamagedIssueError
from briefings.layout.geometry import Shape, Word, WordPage
from briefings.model import PagePicture
from briefings.sources import ocr
from briefings.sources.meaning import is_text
from briefings.sources.ocr import ENGLISH
from briefings.sources.pdfreader import SECONDS, PdfFile, ReaderDied

MOST_PAGES = (
    2_000  #: a year's run of a weekly bound in one file is shorter; the words of so many dense pages take ~400 MB
)
MOST_DEATHS = 5  #: pages of one file that may end the process; more are made to do harm, and each takes time

_NEEDS_PASSWORD = {4, 5}  #: FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_HEADER_WITHIN = 1024  #: bytes in which "%PDF-" must begin (ISO 32000-1, annex H.3.4.1)
_LETTER = (612.0, 792.0)  #: points: the size of a page that nobody knows
_SCREEN_DPI = 144.0
_SCREEN_PIXELS = 8_000_000
_ANEW = "print the page to a new PDF and send that"
_TO_SEE = {"picture", "letters"}  #: states of pages whose text OCR may read
_PROBLEMS = {
    "damaged": f"Page {{}} is damaged and was left out: fetch the issue again, or {_ANEW}.",
    "much": f"Page {{}} holds more letters than a page can show and was left out: {_ANEW}.",
    "picture": "Page {} is a picture with no text",  # what to do follows, see `_with_ocr`
}
_DEATHS: dict[str, str] = {
    "time": f"Page {{}} was not read within {SECONDS:.0f} seconds and was left out: {_ANEW}.",
    "memory": f"Page {{}} needs more memory than a page may and was left out: {_ANEW}.",
    "crash": f"Page {{}} is damaged and was left out: fetch the issue again, or {_ANEW}.",
}


def read_pdf(data: bytes, name: str, language: str = ENGLISH) -> list[WordPage]:
    """Read the words of a PDF with their boxes.

    Args:
        data: the whole file.
        name: what the file is called in messages.
        language: of pages that are read by OCR, as tesseract calls it.

    Returns:
        One `WordPage` for each page of the file, from 1; one that could not be read has no words and a `problem`, a
        sentence that says why and what to do.

    Raises:
        DamagedIssueError: the file is empty, no PDF, damaged, locked with a password, longer than `MOST_PAGES`, or
            holds no page that could be read.
    """
    with _opened(data, name) as file:
        read = _with_ocr(file, _stamps_seen(list(_pages(file, _count(file, name)))), language)
    if not any(one.page.words for one in read):
        raise _nothing(read, name)
    return [one.page for one in read]


def draw_pdf_page(data: bytes, name: str, number: int) -> PagePicture:
    """A page as a coloured picture, turned and cut as its words' boxes are.

    Args:
        data: the whole file.
        name: what the file is called in messages.
        number: of the page, from 1.

    Raises:
        DamagedIssueError: see `read_pdf`; or the page cannot be drawn.
    """
    with _opened(data, name) as file:
        count = _count(file, name)
        if not 1 <= number <= count:
            raise DamagedIssueError(f"{name} has {count} pages, and no page {number}.")
        try:
            picture = file.draw(number - 1, dpi=_SCREEN_DPI, most=_SCREEN_PIXELS, colour=True)
            turn = _turn_of_scan(file, number)
        except ReaderDied:
            picture = None
    if picture is None:
        raise DamagedIssueError(f"Page {number} of {name} is damaged and cannot be drawn: {_ANEW}.")
    return ocr.turned(picture, turn)


def _turn_of_scan(file: PdfFile, number: int) -> int:
    """The quarter turns in which OCR reads a page; 0 for one that needs none."""
    (answer,) = file.words(number - 1, number)
    one = _read(answer, number, _Shared())
    program = ocr.find_ocr() if one.state in _TO_SEE else None
    grey = file.draw(number - 1, dpi=ocr.DPI, most=ocr.MOST_PIXELS, colour=False) if program else None
    return program.turn(grey) if program and grey else 0


def _opened(data: bytes, name: str) -> PdfFile:
    if not data.strip():
        raise DamagedIssueError(f"{name} is empty: send the issue again.")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise DamagedIssueError(f"{name} is not a PDF, whatever its name says: send the issue as PDF or as text.")
    return PdfFile(data)


def _count(file: PdfFile, name: str) -> int:
    try:
        answer = file.open()
    except ReaderDied:
        raise DamagedIssueError(
            f"{name} is damaged, or made so that it cannot be opened in {SECONDS:.0f} seconds: fetch it again, or "
            "print it to a new PDF and send that."
        ) from None
    if answer.get("refused") in _NEEDS_PASSWORD:
        raise DamagedIssueError(f"{name} is locked with a password: save it without one and send it again.")
    if "refused" in answer:
        raise DamagedIssueError(f"{name} is damaged and cannot be opened as a PDF: fetch it again and send it.")
    count: int = answer["pages"]
    if count <= 0:
        raise DamagedIssueError(f"{name} is a PDF with no pages: it is damaged; send the issue again.")
    if count > MOST_PAGES:
        raise DamagedIssueError(
            f"{name} has {count:,} pages, more than {MOST_PAGES:,}: split it into issues and send each one."
        )
    return count


@dataclass(frozen=True, slots=True)
class _Read:
    """A page and how it was read: a state of `pdfpages.read_words`, "letters" with no meaning, or "left"."""

    state: str
    page: WordPage

    def failed(self, state: str, problem: str) -> _Read:
        return _Read(state, replace(self.page, words=(), shapes=(), problem=problem))


def _nothing(read: list[_Read], name: str) -> DamagedIssueError:
    states = {one.state for one in read}
    if states == {"blank"}:
        return DamagedIssueError(f"{name} holds no text: its pages are blank. Send the issue again.")
    first = next(one.page.problem for one in read if one.page.problem)
    if states <= {"blank", "picture", "cover"}:
        return DamagedIssueError(f"{name} holds no text that can be read, only pictures of it. {first}")
    return DamagedIssueError(f"{name} holds no page that can be read. {first}")


def _pages(file: PdfFile, count: int) -> Iterator[_Read]:
    """All pages; one that ends the process is told, and the next is read by a new process."""
    shared, index, deaths = _Shared(), 0, 0
    while index < count and deaths < MOST_DEATHS:
        try:
            for answer in file.words(index, count):
                index += 1
                yield _read(answer, index, shared)
        except ReaderDied as death:
            index, deaths = index + 1, deaths + 1
            yield _left(index, _DEATHS[death.why].format(index))
    for number in range(index + 1, count + 1):
        yield _left(number, f"Page {number} was not tried, for {deaths} pages before it are made to do harm: {_ANEW}.")


def _left(number: int, problem: str) -> _Read:
    return _Read("left", WordPage(number, *_LETTER, (), problem))


class _Tenths(dict[int, float]):
    """Coordinates in points by tenths of one: each is kept once, so that long files fit in memory."""

    def __missing__(self, tenths: int) -> float:
        self[tenths] = value = tenths / 10
        return value


@dataclass(slots=True)
class _Shared:
    """What comes again and again on the pages of a file."""

    numbers: _Tenths = field(default_factory=_Tenths)
    texts: dict[str, str] = field(default_factory=dict)


def _read(answer: dict[str, Any], number: int, shared: _Shared) -> _Read:
    """A page from what the process says of it."""
    state, (width, height) = answer["state"], answer["size"]
    words = tuple(_words(answer, shared)) if "texts" in answer else ()
    shapes = tuple(_shapes(answer, shared.numbers))
    read = _Read(state, WordPage(number, width, height, words, shapes=shapes))
    if not is_text(answer.get("texts", []), answer.get("nameless", 0)):
        return read.failed("letters", f"The letters of page {number} have no meaning in this file")
    return read.failed(state, _PROBLEMS[state].format(number)) if state in _PROBLEMS else read


def _words(answer: dict[str, Any], shared: _Shared) -> Iterator[Word]:
    numbers, texts = shared.numbers, shared.texts
    values = iter([numbers[tenths] for tenths in answer["numbers"]])
    places = zip(values, values, values, values, values, values, strict=True)
    for text, at, bold, upright in zip(answer["texts"], places, answer["bold"], answer["upright"], strict=True):
        x0, y0, x1, y1, size, base = at
        yield Word(texts.setdefault(text, text), x0, y0, x1, y1, size, base, bold == "1", upright == "1")


def _shapes(answer: dict[str, Any], numbers: _Tenths) -> Iterator[Shape]:
    for kind, edges in answer.get("shapes", ()):
        x0, y0, x1, y1 = (numbers[tenths] for tenths in edges)
        yield Shape(kind, x0, y0, x1, y1)


def _stamps_seen(read: list[_Read]) -> list[_Read]:
    """Pages that show a picture and the same few words as another page are scans with a stamp on each."""
    stamps = Counter(_stamp(one.page) for one in read if one.state == "cover")
    return [
        one.failed("picture", _PROBLEMS["picture"].format(one.page.number))
        if one.state == "cover" and stamps[_stamp(one.page)] > 1
        else one
        for one in read
    ]


def _stamp(page: WordPage) -> tuple[str, ...]:
    return tuple(word.text for word in page.words if not any(letter.isdigit() for letter in word.text))


def _with_ocr(file: PdfFile, read: list[_Read], language: str) -> list[_Read]:
    """Pages whose text is only to be seen are read by OCR; without it their problem says what to install."""
    wanted = any(one.state in _TO_SEE for one in read)
    program = ocr.find_ocr(language) if wanted else None
    if program is None:
        hint = ocr.how_to_install(language)
        return [one.failed(one.state, f"{one.page.problem}: {hint}.") if one.state in _TO_SEE else one for one in read]
    return [_recognised(file, one, program) if one.state in _TO_SEE else one for one in read]


def _recognised(file: PdfFile, one: _Read, program: ocr.Ocr) -> _Read:
    page, found = one.page, None
    try:
        picture = file.draw(page.number - 1, dpi=ocr.DPI, most=ocr.MOST_PIXELS, colour=False)
        found = program.read(picture) if picture else None
    except ReaderDied:
        picture = None
    if picture is None or found is None:
        return one.failed("left", f"{page.problem}, and OCR could not read it within its limits: {_ANEW}.")
    if not found.words:
        return one.failed(one.state, f"Page {page.number} is a picture, and OCR found no words in it.")
    if found.confidence < ocr.POOR:
        return one.failed("left", f"Page {page.number} is a picture too poor to be read by OCR: send a better scan.")
    return _Read("read", WordPage(page.number, *found.size, found.words, confidence=found.confidence))
