"""The letters of a PDF page, as PDFium gives them; runs in the child process alone (see `pdfchild`).

Each letter costs two calls into PDFium, where it stands and which text object set it; all else is asked once for each
text object or worked out on whole lists, which is what makes reading fast.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import sub
from typing import Any

import pypdfium2_raw as pdfium

MOST_LETTERS = 300_000  #: of one page; a broadsheet page has 40,000

_NAMELESS = re.compile("[\\x00\\x01\\x03-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")
_FILLED, _FILLED_AND_DRAWN = pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_PALE = 240  #: of 255 in every colour: white for the eye
_BOLD = (b"bold", b"black", b"heavy", b"demi")


@dataclass(frozen=True, slots=True)
class Style:
    """What all letters of one text object share."""

    size: float  #: points
    turn: int  #: quarter turns to the left of the direction in which it is set
    bold: bool
    unseen: bool  #: set in PDF's invisible mode, or wholly transparent
    pale: bool  #: white or nearly


@dataclass(slots=True)
class Letters:
    """All letters of one page: lists of one length."""

    text: str
    left: list[float]
    top: list[float]
    right: list[float]
    bottom: list[float]
    steps: list[float]  #: from each letter's right edge to the next one's left; one fewer
    objects: list[int | None]  #: address of the text object; None for what PDFium puts in itself
    origin: Callable[[int], tuple[float, float]]
    style: Callable[[int], Style]

    @property
    def nameless(self) -> int:
        """How many letters the file gives no meaning to: they come as zero or as control characters."""
        found = _NAMELESS.finditer(self.text)
        return sum(self.objects[one.start()] is not None for one in found)


def without_conversions() -> None:
    """Let the calls that are made for each letter and object take their arguments as they are: three times as fast."""
    for function in (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetTextObject,
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharOrigin,
        pdfium.FPDFText_GetMatrix,
        pdfium.FPDFText_GetFontInfo,
        pdfium.FPDFPageObj_GetFillColor,
        pdfium.FPDFTextObj_GetTextRenderMode,
        pdfium.FPDFTextObj_GetFont,
        pdfium.FPDFText_GetFontSize,
        pdfium.FPDFPage_GetObject,
        pdfium.FPDFPageObj_GetType,
    ):
        function.argtypes = None
    pdfium.FPDFText_GetTextObject.restype = pdfium.FPDFTextObj_GetFont.restype = ctypes.c_void_p


def read_letters(textpage: Any) -> Letters:
    """All letters of a text page; see `without_conversions`, which must have been called."""
    count = max(0, pdfium.FPDFText_CountChars(textpage))
    boxes = (ctypes.c_float * (4 * count))()
    box, holder, byref = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetTextObject, ctypes.byref
    for index in range(count):
        box(textpage, index, byref(boxes, 16 * index))
    flat = boxes[:]
    objects = [holder(textpage, index) for index in range(count)]
    styles = _Styles(textpage, objects)
    text = _text(textpage, count)
    left, top, right, bottom = flat[0::4], flat[1::4], flat[2::4], flat[3::4]
    steps = list(map(sub, left[1:], right))
    return Letters(text, left, top, right, bottom, steps, objects, styles.origin, styles.of)


def _text(textpage: Any, count: int) -> str:
    """One character for each letter; PDFium's bulk call leaves out nameless ones, and then each is asked for."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
    unicode = pdfium.FPDFText_GetUnicode
    codes = (unicode(textpage, index) for index in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)


class _Styles:
    """Origins of letters and styles of text objects, asked for when they are needed."""

    def __init__(self, textpage: Any, objects: list[int | None]) -> None:
        self.page = textpage
        self.objects = objects
        self.bold: dict[int | None, bool] = {}  #: by the address of the font
        self.known: dict[int | None, Style] = {}
        self.matrix = pdfium.FS_MATRIX()
        self.turned = ctypes.byref(self.matrix)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.at = ctypes.byref(self.x), ctypes.byref(self.y)
        self.name = ctypes.create_string_buffer(128)
        self.length, self.flags = ctypes.c_size_t(len(self.name)), ctypes.byref(ctypes.c_int())
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.parts = [ctypes.byref(part) for part in self.colour]

    def origin(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self.page, index, *self.at)
        return self.x.value, self.y.value

    def of(self, index: int) -> Style:
        holder = self.objects[index]
        style = self.known.get(holder)
        if style is None:
            style = self.known[holder] = self._asked(index, holder)
        return style

    def _asked(self, index: int, holder: int | None) -> Style:
        pdfium.FPDFText_GetMatrix(self.page, index, self.turned)
        matrix = self.matrix
        size: float = pdfium.FPDFText_GetFontSize(self.page, index) * math.hypot(matrix.c, matrix.d)
        turn = 0 if matrix.b == 0 < matrix.a else round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        if not size >= 2.0:
            size = self._mended(abs(size), index)
        if holder is None:
            return Style(size, turn, self._is_bold(index), unseen=False, pale=False)
        return self._painted(size, turn, index, ctypes.c_void_p(holder))

    def _painted(self, size: float, turn: int, index: int, obj: ctypes.c_void_p) -> Style:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(obj)
        pale = clear = False
        if pdfium.FPDFPageObj_GetFillColor(obj, *self.parts):
            red, green, blue, alpha = self.colour
            pale = mode == _FILLED and red.value >= _PALE and green.value >= _PALE and blue.value >= _PALE
            clear = mode == _FILLED and alpha.value == 0
        font = pdfium.FPDFTextObj_GetFont(obj)
        bold = self.bold.get(font)
        if bold is None:
            bold = self.bold[font] = self._is_bold(index)
        return Style(size, turn, bold or mode == _FILLED_AND_DRAWN, mode in _INVISIBLE or clear, pale)

    def _mended(self, size: float, index: int) -> float:
        """Fonts of pictures (Type 3) may be set in any unit: then the box tells the size."""
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self.page, index, ctypes.byref(box))
        seen: float = min(abs(box.top - box.bottom), abs(box.right - box.left) * 2)
        return max(size, seen)

    def _is_bold(self, index: int) -> bool:
        size = pdfium.FPDFText_GetFontInfo(self.page, index, self.name, self.length, self.flags)
        font = self.name.value.lower() if size else b""
        return any(word in font for word in _BOLD)
