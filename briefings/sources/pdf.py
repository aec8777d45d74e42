"""PDFs become words with boxes, by PDFium.

What is read is what a reader of the page sees: text outside the crop box is left out, soft hyphens and ligatures are
undone, and a page is turned until most of its text stands upright. The order of the file's content plays no part;
`briefings.layout` finds the reading order from the boxes.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from briefings.errors import DamagedIssueError
from briefings.layout.geometry import Word, WordPage

MOST_PAGES = (
    2_000  #: a year's run of a weekly bound in one file is shorter; the words of so many dense pages take ~400 MB
)

_LOCK = threading.Lock()  #: PDFium must not be called by two threads at once
_NEEDS_PASSWORD = {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
_HEADER_WITHIN = 1024  #: bytes in which "%PDF-" must begin (ISO 32000-1, annex H.3.4.1)
_HYPHENS = "\x02\ufffe\u00ad"  #: how PDFium gives a hyphen at a line's end; the soft hyphen
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LONE_ACCENT = re.compile("([\u00a8\u00b4])(\\w)")
_ACCENTS = {"\u00a8": "\u0308", "\u00b4": "\u0301"}
_WORD_GAP = 0.28  #: of the size; a wider step between letters is a space that the file left out
_GUESSED_GAP = 0.09  #: of the size; where PDFium guesses a space across less, two letters are only kerned apart
_ODD_LETTERS = 0.3  #: share of letters with no meaning above which a page is not text


def read_pdf(data: bytes, name: str) -> list[WordPage]:
    """Read the words of a PDF with their boxes.

    Args:
        data: the whole file.
        name: what the file is called in messages.

    Returns:
        One `WordPage` for each page of the file, from 1; a page that shows a picture of text, or whose letters have
        no meaning, has no words and a `problem` that says so.

    Raises:
        DamagedIssueError: the file is empty, no PDF, damaged, locked with a password, longer than `MOST_PAGES`, or
            holds no text at all.
    """
    if not data.strip():
        raise DamagedIssueError(f"{name} is empty: send the issue again.")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise DamagedIssueError(f"{name} is not a PDF, whatever its name says: send the issue as PDF or as text.")
    with _LOCK:
        pages = list(_pages(data, name))
    if not any(page.words for page in pages):
        if all(page.problem is None for page in pages):
            raise DamagedIssueError(f"{name} holds no text: its pages are blank. Send the issue again.")
        raise DamagedIssueError(
            f"{name} holds no text that can be read, only pictures of it: run OCR first, for instance "
            f"`ocrmypdf {name} {name.removesuffix('.pdf')}-ocr.pdf`, and send the result."
        )
    return pages


def _pages(data: bytes, name: str) -> Iterator[WordPage]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, name) from error
    try:
        count = len(document)
        if count == 0:
            raise DamagedIssueError(f"{name} is a PDF with no pages: it is damaged; send the issue again.")
        if count > MOST_PAGES:
            raise DamagedIssueError(
                f"{name} has {count:,} pages, more than {MOST_PAGES:,}: split it into issues and send each one."
            )
        shared = _Shared()
        for index in range(count):
            yield _page(document, index, shared)
    finally:
        document.close()


def _refusal(error: pypdfium2.PdfiumError, name: str) -> DamagedIssueError:
    if getattr(error, "err_code", None) in _NEEDS_PASSWORD:
        return DamagedIssueError(f"{name} is locked with a password: save it without one and send it again.")
    return DamagedIssueError(f"{name} is damaged and cannot be opened as a PDF: fetch it again and send it.")


@dataclass(slots=True)
class _Shared:
    """Coordinates and words that come again and again are kept once, so that long files fit in memory."""

    numbers: dict[float, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def number(self, value: float) -> float:
        value = round(value, 1)
        return self.numbers.setdefault(value, value)

    def text(self, value: str) -> str:
        return self.texts.setdefault(value, value)


def _page(document: pypdfium2.PdfDocument, index: int, shared: _Shared) -> WordPage:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return WordPage(index + 1, 612.0, 792.0, (), f"Page {index + 1} is damaged and was left out.")
    try:
        return _read_page(page, index + 1, shared)
    except pypdfium2.PdfiumError:
        return WordPage(index + 1, 612.0, 792.0, (), f"Page {index + 1} has damaged text and was left out.")
    finally:
        page.close()


def _read_page(page: pypdfium2.PdfPage, number: int, shared: _Shared) -> WordPage:
    textpage = page.get_textpage()
    try:
        pieces = list(_pieces(textpage))
    finally:
        textpage.close()
    frame = _Frame.of(page, pieces)
    words = tuple(word for piece in pieces if (word := frame.word(piece, shared)) is not None)
    problem = None
    if not words and _shows_pictures(page):
        problem = f"Page {number} is a picture with no text: run OCR on the file, for instance with ocrmypdf."
    elif _is_gibberish(words):
        problem, words = f"The letters of page {number} have no meaning in this file: run OCR on it.", ()
    return WordPage(number, frame.width, frame.height, words, problem)


@dataclass(slots=True)
class _Piece:
    """Letters of one word, in the page's own coordinates (origin bottom left)."""

    letters: list[str]
    left: float
    bottom: float
    right: float
    top: float
    start: tuple[float, float]  #: origin of the first letter
    end: tuple[float, float]  #: where the next letter would stand
    size: float
    turn: int  #: quarter turns to the left of the direction in which it is set
    bold: bool


class _Letters:
    """The letters of a text page, one at a time, with the buffers that PDFium fills."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self.page = textpage
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(128)

    def letter(self, index: int) -> str:
        code = pdfium.FPDFText_GetUnicode(self.page, index)
        return _LIGATURES.get(code) or chr(code)

    def is_guess(self, index: int) -> bool:
        return bool(pdfium.FPDFText_IsGenerated(self.page, index) == 1)

    def place(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetLooseCharBox(self.page, index, self.box)
        pdfium.FPDFText_GetCharOrigin(self.page, index, self.x, self.y)
        return self.x.value, self.y.value

    def size_and_turn(self, index: int) -> tuple[float, int]:
        pdfium.FPDFText_GetMatrix(self.page, index, self.matrix)
        across, along = (self.matrix.c, self.matrix.d), (self.matrix.a, self.matrix.b)
        size = pdfium.FPDFText_GetFontSize(self.page, index) * math.hypot(*across)
        return abs(size), round(math.atan2(along[1], along[0]) / (math.pi / 2)) % 4

    def bold(self, index: int) -> bool:
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self.page, index, self.name, len(self.name), flags)
        font = self.name.value.lower() if size else b""
        return b"bold" in font or b"black" in font or b"heavy" in font or b"demi" in font


def _pieces(textpage: pypdfium2.PdfTextPage) -> Iterator[_Piece]:
    letters = _Letters(textpage)
    piece: _Piece | None = None
    gap = _WORD_GAP
    for index in range(textpage.count_chars()):
        letter = letters.letter(index)
        if letter.isspace() or letter == "\x00" or (letter == "\x02" and piece is None):
            if piece and letter == " " and letters.is_guess(index):
                gap = _GUESSED_GAP
                continue
            if piece:
                yield piece
            piece = None
            continue
        x, y = letters.place(index)
        if piece and not _goes_on(piece, x, y, gap):
            yield piece
            piece = None
        gap = _WORD_GAP
        piece = _grown(piece, letter, (x, y), letters.box) if piece else _begun(letters, index, letter, (x, y))
    if piece:
        yield piece


def _begun(letters: _Letters, index: int, letter: str, at: tuple[float, float]) -> _Piece:
    box = letters.box
    size, turn = letters.size_and_turn(index)
    edges = (box.left, box.bottom, box.right, box.top)
    return _Piece([letter], *edges, at, _edge(box, turn, at), size, turn, letters.bold(index))


def _edge(box: pdfium.FS_RECTF, turn: int, at: tuple[float, float]) -> tuple[float, float]:
    return ((box.right, at[1]), (at[0], box.top), (box.left, at[1]), (at[0], box.bottom))[turn]


def _grown(piece: _Piece, letter: str, at: tuple[float, float], box: pdfium.FS_RECTF) -> _Piece:
    piece.letters.append(letter)
    piece.left, piece.right = min(piece.left, box.left), max(piece.right, box.right)
    piece.bottom, piece.top = min(piece.bottom, box.bottom), max(piece.top, box.top)
    piece.end = _edge(box, piece.turn, at)
    return piece


def _goes_on(piece: _Piece, x: float, y: float, gap: float) -> bool:
    """Whether a letter at (x, y) continues the word: close behind its last letter, at about its height."""
    step = (x - piece.end[0], y - piece.end[1])
    along, away = ((step[0], step[1]), (step[1], step[0]), (-step[0], step[1]), (-step[1], step[0]))[piece.turn]
    size = max(piece.size, 1.0)
    return -1.1 * size < along < gap * size and abs(away) < 0.6 * size


@dataclass(frozen=True, slots=True)
class _Frame:
    """The crop box and the quarter turns that bring most of the page's text upright."""

    box: tuple[float, float, float, float]
    turn: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage, pieces: list[_Piece]) -> _Frame:
        edges = pdfium.FS_RECTF()  # crop box within media box, inherited ones too
        if not pdfium.FPDF_GetPageBoundingBox(page, edges):
            edges = pdfium.FS_RECTF(0.0, 792.0, 612.0, 0.0)
        turns: Counter[int] = Counter()
        for piece in pieces:
            turns[piece.turn] += len(piece.letters)
        most = turns.most_common(1)
        return cls((edges.left, edges.bottom, edges.right, edges.top), most[0][0] if most else 0)

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0] if self.turn % 2 == 0 else self.box[3] - self.box[1]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1] if self.turn % 2 == 0 else self.box[2] - self.box[0]

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        return ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))[self.turn]

    def word(self, piece: _Piece, shared: _Shared) -> Word | None:
        """The word in the page's frame; None for what the crop box hides."""
        text = _clean("".join(piece.letters))
        xa, ya = self.point(piece.left, piece.bottom)
        xb, yb = self.point(piece.right, piece.top)
        x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        inside = 0 <= (x0 + x1) / 2 <= self.width and 0 <= (y0 + y1) / 2 <= self.height
        if not text or not inside:
            return None
        base = self.point(*piece.start)[1]
        number = shared.number
        edges = (number(x0), number(y0), number(x1), number(y1))
        upright = piece.turn == self.turn
        return Word(shared.text(text), *edges, number(piece.size), number(base), piece.bold, upright)


def _clean(text: str) -> str:
    """Hyphens at a line's end made plain, soft ones inside a word taken out, lone accents set on their letters."""
    if len(text) > 1 and text[-1] in _HYPHENS:
        text = text[:-1] + "-"
    text = "".join(letter for letter in text if letter not in _HYPHENS and unicodedata.category(letter) != "Cc")
    text = _LONE_ACCENT.sub(lambda found: found[2].replace("\u0131", "i") + _ACCENTS[found[1]], text)
    return unicodedata.normalize("NFC", text)


def _shows_pictures(page: pypdfium2.PdfPage) -> bool:
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    return next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None


def _is_gibberish(words: tuple[Word, ...]) -> bool:
    text = "".join(word.text for word in words)
    odd = sum(unicodedata.category(letter) in {"Co", "Cn", "Cs"} or letter == "\ufffd" for letter in text)
    return len(text) > 20 and odd > _ODD_LETTERS * len(text)
