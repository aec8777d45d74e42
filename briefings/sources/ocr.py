"""Pictures of pages become words with boxes, by the program `tesseract`, where it is installed.

It runs once for a page, as a process of its own with a time limit, and answers in hOCR: words with boxes and a
confidence, lines with their baseline.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from briefings.layout.geometry import Word
from briefings.model import PagePicture

DPI = 300.0  #: tesseract's best; capitals are then some 30 pixels high
MOST_PIXELS = 12_000_000  #: an A3 page is drawn at 250 dpi
SECONDS = 30.0  #: that one page may take
ENGLISH = "eng"
POOR = 0.5  #: mean confidence below which what was read is no text
SURE = 0.7  #: mean confidence below which the page may stand on its side or its head

_NOISE = 0.25  #: confidence of a word below which it is a stain
_SIZE = 1.15  #: times a paragraph's height from descender to ascender is the size of its letters
_LINES = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
_ROTATE = re.compile(r"^Rotate: (\d+)", re.MULTILINE)
_NUMBERS = re.compile(r"(\w+) (-?[\d.]+(?: -?[\d.]+)*)")
_BARE = re.compile(r"<!DOCTYPE[^>]*>|\sxmlns=\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read in a picture."""

    words: tuple[Word, ...]  #: points from the picture's upper left corner
    confidence: float  #: 0.0 to 1.0: how sure the letters are
    size: tuple[float, float]  #: width and height of the picture, in points, as it was turned to be read


@dataclass(frozen=True, slots=True)
class Ocr:
    """The installed program and a language that it has."""

    program: str
    language: str

    def read(self, picture: PagePicture) -> Recognised | None:
        """Read a grey picture, turned upright if it is not; None if that takes too long or fails."""
        end = time.monotonic() + SECONDS
        found = self._read(picture, end)
        if found is None or found.confidence >= SURE:
            return found
        turn = self.turn(picture, end)
        better = self._read(turned(picture, turn), end) if turn else None
        return better if better and better.confidence > found.confidence else found

    def turn(self, picture: PagePicture, end: float | None = None) -> int:
        """Quarter turns to the right that bring a grey picture's text upright; 0 where that cannot be told."""
        answer = self._run(picture, end or time.monotonic() + SECONDS, "--psm", "0", "-l", "osd")
        found = _ROTATE.search(answer or "")
        return int(found[1]) // 90 % 4 if found else 0

    def _read(self, picture: PagePicture, end: float) -> Recognised | None:
        answer = self._run(picture, end, "-l", self.language, "-c", "tessedit_create_hocr=1")
        return None if answer is None else read_hocr(answer, picture)

    def _run(self, picture: PagePicture, end: float, *options: str) -> str | None:
        head = f"P5 {picture.width} {picture.height} 255\n".encode()
        dpi = str(max(70, round(picture.scale * 72)))
        try:
            done = subprocess.run(  # noqa: S603  # our own arguments
                [self.program, "stdin", "stdout", "--dpi", dpi, *options],
                input=head + picture.pixels,
                capture_output=True,
                timeout=max(0.1, end - time.monotonic()),
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except (subprocess.SubprocessError, OSError):
            return None
        return done.stdout.decode("utf-8", "replace")


def turned(picture: PagePicture, turn: int) -> PagePicture:
    """A picture after quarter turns to the right."""
    if turn % 4 == 0:
        return picture
    mode = "L" if len(picture.pixels) == picture.width * picture.height else "RGB"
    way = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}[turn % 4]
    image = Image.frombytes(mode, (picture.width, picture.height), picture.pixels).transpose(way)
    return PagePicture(image.width, image.height, picture.scale, image.tobytes())


@lru_cache(maxsize=8)
def find_ocr(language: str = ENGLISH) -> Ocr | None:
    """The program with a language (as tesseract calls it: `eng`, `deu`, `eng+ara`); None where either is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return None
    has = set((done.stdout + done.stderr).split())
    return Ocr(program, language) if set(language.split("+")) <= has else None


def how_to_install(language: str = ENGLISH) -> str:
    """What the operator does so that pages can be read by OCR."""
    packages = " ".join(f"tesseract-ocr-{part.replace('_', '-').lower()}" for part in language.split("+"))
    return f"install OCR (`apt install tesseract-ocr {packages}`) and send it again"


def read_hocr(text: str, picture: PagePicture) -> Recognised:
    """Words of tesseract's hOCR of a picture."""
    size = picture.width / picture.scale, picture.height / picture.scale
    try:
        root = ET.fromstring(_BARE.sub("", text))  # noqa: S314  # written by the program, its entities taken out
    except ET.ParseError:
        return Recognised((), 0.0, size)
    read = [found for paragraph in root.iter("p") for found in _paragraph(paragraph, picture.scale)]
    kept = [(word, sure) for word, sure in read if sure >= _NOISE]
    letters = sum(len(word.text) for word, _ in read)
    confidence = sum(len(word.text) * sure for word, sure in read) / letters if letters else 0.0
    return Recognised(tuple(word for word, _ in kept), round(confidence, 2), size)


def _paragraph(paragraph: ET.Element, scale: float) -> Iterator[tuple[Word, float]]:
    """Its words, all in one size: a line's own height depends on which letters it happens to have."""
    lines = [(_about(line), line) for line in paragraph.iter("span") if line.get("class") in _LINES]
    if lines:
        height = statistics.median(about.get("x_size", [0.0])[0] for about, _ in lines)
        for about, line in lines:
            yield from _words(line, about, round(height * _SIZE / scale, 1), scale)


def _words(line: ET.Element, about: dict[str, list[float]], size: float, scale: float) -> Iterator[tuple[Word, float]]:
    left, _, _, lower = about["bbox"]
    slope, offset = about.get("baseline", (0.0, 0.0))
    for span in line.iter("span"):
        text = "".join(span.itertext()).strip()
        if span.get("class") == "ocrx_word" and text:
            own = _about(span)
            x0, y0, x1, y1 = own["bbox"]
            base = lower + offset + slope * ((x0 + x1) / 2 - left)
            word = Word(text, x0 / scale, y0 / scale, x1 / scale, y1 / scale, size, base / scale)
            yield word, own.get("x_wconf", [0.0])[0] / 100


def _about(span: ET.Element) -> dict[str, list[float]]:
    """What a title says: "bbox 36 92 618 184; baseline 0 -7; x_size 40"."""
    found = (_NUMBERS.match(part.strip()) for part in span.get("title", "").split(";"))
    return {one[1]: [float(number) for number in one[2].split()] for one in found if one}
