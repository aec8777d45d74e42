"""One page of an open PDF: its words as a reader of the page sees them, and its picture; runs in the child process.

Left out is what nobody sees: text outside the crop box, too small, white on white, or invisible with no picture under
it (with one it is what OCR has read there). Text of form fields and notes that are printed on the page is read.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium

from briefings.model import PagePicture
from briefings.sources.pdfletters import MOST_LETTERS, read_letters
from briefings.sources.pdfshapes import Drawn, Edges, read_drawn
from briefings.sources.pdfwords import Piece, clean, is_seen_size, most_turned, read_pieces

_PRINTED = {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET}
_MOST_NOTES = 500  #: of one page that are asked what they are
_MOST_SHAPES = 400  #: of one page that are sent, the largest
_DARK = 225  #: of 255: white letters are seen on what is darker
_LOOK_DPI, _LOOK_PIXELS = 36, 500_000  #: of the picture in which white letters are looked for
_COVER = 0.6  #: share of the page; a larger picture with hardly a word beside it may be a scan
_FEW = 25  #: words


@dataclass(frozen=True, slots=True)
class Frame:
    """The crop box and the quarter turns that bring most of the page's text upright."""

    box: tuple[float, float, float, float]  #: left, bottom, right, top
    turn: int

    @classmethod
    def of(cls, page: Any, pieces: list[Piece]) -> Frame:
        """The frame of a page; one without text is turned as the file says."""
        edges = pdfium.FS_RECTF()  # crop box within media box, inherited ones too
        if not pdfium.FPDF_GetPageBoundingBox(page, edges):
            edges = pdfium.FS_RECTF(0.0, 792.0, 612.0, 0.0)
        turn = most_turned(pieces)
        shown = pdfium.FPDFPage_GetRotation(page) % 4
        return cls((edges.left, edges.bottom, edges.right, edges.top), shown if turn is None else turn)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        across, along = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (across, along) if self.turn % 2 == 0 else (along, across)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page, from the frame's upper left corner."""
        left, bottom, right, top = self.box
        return ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))[self.turn]

    def edges(self, box: Edges) -> Edges:
        """Left, upper, right and lower edge of what the page's own coordinates put at left, bottom, right and top."""
        if self.turn == 0:
            left, _, _, top = self.box
            return box[0] - left, top - box[3], box[2] - left, top - box[1]
        (xa, ya), (xb, yb) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def clipped(self, box: Edges) -> Edges:
        """The edges of what of a box is on the page."""
        x0, y0, x1, y1 = self.edges(box)
        wide, high = self.size
        return max(x0, 0.0), max(y0, 0.0), min(x1, wide), min(y1, high)


@contextmanager
def opened_page(document: Any, index: int) -> Iterator[Any]:
    """A page with what is printed of its notes and fields made part of it; None if it is damaged."""
    page = pdfium.FPDF_LoadPage(document, index)
    if page and _has_printed_notes(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == 1:
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    try:
        yield page or None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _has_printed_notes(page: Any) -> bool:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note) if note else None
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _PRINTED:
            return True
    return False


def read_words(document: Any, index: int) -> dict[str, Any]:
    """The words of a page, ready to be sent.

    Returns:
        `state`: "read"; "blank"; "picture", one with no text; "cover", a large one with few words; "damaged"; "much",
        more letters than a page can hold. With words: `texts`; `numbers`, six for each word: left, upper, right,
        lower edge, size and baseline in tenths of a point from the upper left corner; `bold` and `upright`, a digit
        for each; `shapes`, see `_shapes`; and `nameless`, how many letters have no meaning.
    """
    with opened_page(document, index) as page:
        if page is None:
            return {"state": "damaged", "size": (612.0, 792.0)}
        textpage = pdfium.FPDFText_LoadPage(page)
        if not textpage:
            return {"state": "damaged", "size": Frame.of(page, []).size}
        try:
            if pdfium.FPDFText_CountChars(textpage) > MOST_LETTERS:
                return {"state": "much", "size": Frame.of(page, []).size}
            letters = read_letters(textpage)
            pieces, nameless = read_pieces(letters), letters.nameless
        finally:
            pdfium.FPDFText_ClosePage(textpage)
        return {**_shown(page, pieces), "nameless": nameless}


def _shown(page: Any, pieces: list[Piece]) -> dict[str, Any]:
    frame = Frame.of(page, pieces)
    drawn = read_drawn(page)
    sent: dict[str, Any] = {"size": frame.size, "shapes": _shapes(frame, drawn)}
    sent |= _packed(frame, _seen(page, frame, pieces, drawn))
    if len(sent["texts"]) > _FEW:
        return {"state": "read", **sent}
    if sent["texts"]:
        return {"state": "cover" if _covered(frame, drawn) > _COVER else "read", **sent}
    return {"state": "picture" if drawn else "blank", **sent}


def _shapes(frame: Frame, drawn: list[Drawn]) -> list[tuple[str, list[int]]]:
    """Pictures, rules and boxes: kind, and left, upper, right and lower edge in tenths of a point."""
    boxes = [(one.kind, frame.clipped(one.edges)) for one in drawn if one.kind != "other"]
    inside = [(kind, box) for kind, box in boxes if box[0] <= box[2] and box[1] <= box[3]]
    inside.sort(key=lambda shape: (shape[1][2] - shape[1][0]) * (shape[1][3] - shape[1][1]), reverse=True)
    return [(kind, [round(10 * edge) for edge in box]) for kind, box in inside[:_MOST_SHAPES]]


def _packed(frame: Frame, pieces: list[Piece]) -> dict[str, Any]:
    """What is within the crop box."""
    texts: list[str] = []
    numbers: list[float] = []
    bold: list[str] = []
    upright: list[str] = []
    wide, high = frame.size
    for piece in pieces:
        x0, y0, x1, y1 = frame.edges(piece.box)
        text = clean(piece.text)
        if text and 0 <= x0 + x1 <= 2 * wide and 0 <= y0 + y1 <= 2 * high:
            texts.append(text)
            style, turn = piece.style, frame.turn
            base = frame.box[3] - piece.start[1] if turn == 0 else frame.point(*piece.start)[1]
            numbers += (x0, y0, x1, y1, style.size, base)
            bold.append("1" if style.bold else "0")
            upright.append("1" if style.turn == turn else "0")
    tenths = [int(10 * number + 0.5) if number >= 0 else round(10 * number) for number in numbers]
    return {"texts": texts, "numbers": tenths, "bold": "".join(bold), "upright": "".join(upright)}


def _seen(page: Any, frame: Frame, pieces: list[Piece], drawn: list[Drawn]) -> list[Piece]:
    pieces = [piece for piece in pieces if is_seen_size(piece)]
    if any(piece.style.unseen for piece in pieces):
        pictures = [one.edges for one in drawn if one.kind == "picture"]
        pieces = [piece for piece in pieces if not piece.style.unseen or _lies_on(piece, pictures)]
    if any(piece.style.pale and not piece.style.unseen for piece in pieces):
        looked = _Look(page, frame)
        pieces = [piece for piece in pieces if not piece.style.pale or piece.style.unseen or looked.shows(piece)]
    return pieces


def _lies_on(piece: Piece, pictures: list[Edges]) -> bool:
    x, y = (piece.left + piece.right) / 2, (piece.bottom + piece.top) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in pictures)


def _covered(frame: Frame, drawn: list[Drawn]) -> float:
    """Share of the page that pictures cover, overlapping ones counted twice."""
    boxes = [frame.clipped(one.edges) for one in drawn if one.kind == "picture"]
    parts = (max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in boxes)
    return sum(parts) / max(frame.size[0] * frame.size[1], 1.0)


class _Look:
    """The page as a small grey picture, to see whether white letters stand on something darker."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self.frame = frame
        self.picture = draw(page, frame.turn, dpi=_LOOK_DPI, most=_LOOK_PIXELS, colour=False)

    def shows(self, piece: Piece) -> bool:
        """Whether anything dark enough is under or around the word."""
        scale, width = self.picture.scale, self.picture.width
        x0, y0, x1, y1 = (round(value * scale) for value in self.frame.edges(piece.box))
        x0, y0, x1 = max(0, x0), max(0, y0), max(min(x1, width), x0 + 1)
        rows = range(y0, max(min(y1, self.picture.height), y0 + 1))
        pixels = self.picture.pixels
        return any(min(pixels[row * width + x0 : row * width + x1], default=255) < _DARK for row in rows)


def draw(page: Any, turn: int, *, dpi: float, most: int, colour: bool) -> PagePicture:
    """Draw a page.

    Args:
        page: an open page; it is left turned as it was drawn.
        turn: quarter turns to the right.
        dpi: dots per inch.
        most: pixels that the picture may have; a larger page is drawn smaller.
        colour: red, green and blue, or grey.

    Raises:
        MemoryError: the picture does not fit.
    """
    pdfium.FPDFPage_SetRotation(page, turn)
    wide, high = max(pdfium.FPDF_GetPageWidthF(page), 1.0), max(pdfium.FPDF_GetPageHeightF(page), 1.0)
    scale = min(dpi / 72, math.sqrt(most / (wide * high)))
    width, height = (min(max(1, int(side * scale)), most) for side in (wide, high))
    depth = 3 if colour else 1
    form = pdfium.FPDFBitmap_BGR if colour else pdfium.FPDFBitmap_Gray
    buffer = (ctypes.c_ubyte * (width * height * depth))()
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, form, buffer, width * depth)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | (pdfium.FPDF_REVERSE_BYTE_ORDER if colour else 0)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return PagePicture(width, height, scale, bytes(buffer))


def draw_page(document: Any, index: int, *, dpi: float, most: int, colour: bool) -> PagePicture | None:
    """Draw a page in the frame in which `read_words` gives its words; None if it is damaged."""
    with opened_page(document, index) as page:
        if page is None:
            return None
        return draw(page, _turn(page), dpi=dpi, most=most, colour=colour)


def _turn(page: Any) -> int:
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Frame.of(page, []).turn
    try:
        few = pdfium.FPDFText_CountChars(textpage) <= MOST_LETTERS
        return Frame.of(page, read_pieces(read_letters(textpage)) if few else []).turn
    finally:
        pdfium.FPDFText_ClosePage(textpage)
