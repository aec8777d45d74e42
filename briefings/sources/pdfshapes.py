"""What is drawn on a PDF page beside its letters: pictures, thin rules, tinted or framed boxes; for `pdfpages`."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2_raw as pdfium

Edges = tuple[float, float, float, float]  #: left, bottom, right, top in points
Matrix = tuple[float, float, float, float, float, float]

_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_OBJECTS = 20_000  #: of one page that are asked what they are
_MOST_PATHS = 4_000  #: of one page that are looked at; maps and charts have ten times as many
_DEPTH = 3  #: of forms within forms
_THIN, _LONG = 3.0, 20.0  #: points: a rule is at most so thick and at least so long
_BOX = (40.0, 14.0)  #: points: a smaller area is an ornament
_PICTURE = 20.0  #: points: a smaller picture is an ornament
_SEGMENTS = 10  #: of a path that is one rectangle
_WHITE = 250  #: of 255 in every colour


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something that can be seen on the page, in the page's own coordinates."""

    kind: Literal["picture", "rule", "box", "other"]
    edges: Edges


def read_drawn(page: Any) -> list[Drawn]:
    """What is drawn on an open page, in the file's order; invisible things and white areas are left out."""
    return list(_Walk().drawn(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UPRIGHT, 0))


class _Walk:
    """One walk through the objects of a page, with what it may still look at."""

    def __init__(self) -> None:
        self.objects = _MOST_OBJECTS
        self.paths = _MOST_PATHS
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.parts = [ctypes.byref(part) for part in self.colour]
        self.matrix = pdfium.FS_MATRIX()
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()

    def drawn(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[Drawn]:
        for index in range(count(holder)):
            self.objects -= 1
            if self.objects < 0:
                return
            obj = get(holder, index)
            match pdfium.FPDFPageObj_GetType(obj) if obj else None:
                case pdfium.FPDF_PAGEOBJ_PATH:
                    yield from self._path(obj, matrix)
                case pdfium.FPDF_PAGEOBJ_IMAGE | pdfium.FPDF_PAGEOBJ_SHADING:
                    yield from self._picture(obj, matrix)
                case pdfium.FPDF_PAGEOBJ_FORM if depth < _DEPTH:
                    inside = self._matrix(obj, matrix)
                    yield from self.drawn(
                        obj, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inside, depth + 1
                    )

    def _picture(self, obj: Any, matrix: Matrix) -> Iterator[Drawn]:
        if edges := self._edges(obj, matrix):
            large = edges[2] - edges[0] >= _PICTURE and edges[3] - edges[1] >= _PICTURE
            yield Drawn("picture" if large else "other", edges)

    def _path(self, obj: Any, matrix: Matrix) -> Iterator[Drawn]:
        self.paths -= 1
        edges = self._edges(obj, matrix) if self.paths >= 0 else None
        if edges is None or not self._is_seen(obj):
            return
        wide, high = edges[2] - edges[0], edges[3] - edges[1]
        if min(wide, high) < _THIN and max(wide, high) > _LONG:
            yield Drawn("rule", edges)
        elif wide >= _BOX[0] and high >= _BOX[1] and pdfium.FPDFPath_CountSegments(obj) <= _SEGMENTS:
            yield Drawn("box", edges)
        else:
            yield Drawn("other", edges)

    def _is_seen(self, obj: Any) -> bool:
        """Whether a path is stroked, or filled with something that is not white."""
        if not pdfium.FPDFPath_GetDrawMode(obj, self.fill, self.stroke):
            return False
        if self.stroke.value and pdfium.FPDFPageObj_GetStrokeColor(obj, *self.colour) and self.colour[3].value:
            return True
        if not self.fill.value or not pdfium.FPDFPageObj_GetFillColor(obj, *self.parts):
            return False
        red, green, blue, alpha = (part.value for part in self.colour)
        return alpha > 0 and min(red, green, blue) < _WHITE

    def _edges(self, obj: Any, matrix: Matrix) -> Edges | None:
        if not pdfium.FPDFPageObj_GetBounds(obj, *self.edges):
            return None
        left, bottom, right, top = (edge.value for edge in self.edges)
        if matrix is _UPRIGHT:
            return left, bottom, right, top
        a, b, c, d, e, f = matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
        across, along = zip(*corners, strict=True)
        return min(across), min(along), max(across), max(along)

    def _matrix(self, form: Any, outer: Matrix) -> Matrix:
        if not pdfium.FPDFPageObj_GetMatrix(form, self.matrix):
            return outer
        inner = self.matrix
        a, b, c, d, e, f = outer
        return (
            a * inner.a + c * inner.b, b * inner.a + d * inner.b,
            a * inner.c + c * inner.d, b * inner.c + d * inner.d,
            a * inner.e + c * inner.f + e, b * inner.e + d * inner.f + f,
        )  # fmt: skip
