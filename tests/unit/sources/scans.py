"""Pages as a scanner gives them: pictures of text, with no letters in the file."""

from __future__ import annotations

import io
import os

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from briefings.sources.ocr import Ocr, find_ocr

#: Set where tesseract was installed for the tests: then a test that cannot run fails.
MUST = os.environ.get("DRAGOMAN_TEST_OCR") == "1"


def installed_ocr() -> Ocr:
    """The program; without it the test is skipped."""
    program = find_ocr()
    if program is None:
        assert not MUST, "DRAGOMAN_TEST_OCR is set, but tesseract with English is not there"
        pytest.skip("tesseract is not installed (apt install tesseract-ocr)")
    return program


def picture_of(data: bytes, *, dpi: int = 150, turn: int = 0) -> Image.Image:
    """The first page of a PDF as a grey picture, turned to the left by degrees."""
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("L").rotate(turn, expand=True)
    document.close()
    return image


def scanned(*pictures: Image.Image, dpi: int = 150, stamp: str = "") -> bytes:
    """A PDF that shows a picture on each page, and perhaps a line of real text."""
    made = FPDF(unit="pt")
    made.set_font("Helvetica", size=8)
    for picture in pictures:
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        made.add_page(format=(width, height))
        made.image(picture, 0, 0, width, height)
        if stamp:
            made.text(20, height - 12, f"{stamp} {made.page}")
    return bytes(made.output())


def joined(*files: bytes) -> bytes:
    """The pages of several PDFs as one."""
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        part = pypdfium2.PdfDocument(data)
        whole.import_pages(part)
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
