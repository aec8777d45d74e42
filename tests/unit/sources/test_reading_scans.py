"""Scanned pages are read by OCR where it is installed; without it they say what to install, and the others go on."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from PIL import Image

from briefings.errors import DamagedIssueError
from briefings.model import PagePicture
from briefings.sources import ocr
from briefings.sources.issues import read_issue
from briefings.sources.ocr import Ocr, find_ocr, read_hocr, turned
from briefings.sources.pdf import draw_pdf_page, read_pdf
from tests.unit.sources.mutations import one_page
from tests.unit.sources.scans import installed_ocr, joined, picture_of, scanned
from tests.unit.sources.test_reading_pdf import LEFT, RIGHT, columns, data, document
from tests.unit.sources.test_what_is_seen import coded, font, to_unicode

LINE = (
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><div class='ocr_carea'><p class='ocr_par'>"
    "<span class='ocr_line' title='bbox 100 200 700 260; baseline 0.01 -12; x_size 50'>"
    "<span class='ocrx_word' title='bbox 100 200 300 260; x_wconf 96'>Nadira</span>"
    "<span class='ocrx_word' title='bbox 320 200 700 260; x_wconf 90'><strong>port</strong></span>"
    "<span class='ocrx_word' title='bbox 710 200 720 260; x_wconf 5'>~</span>"
    "</span></p></div></body></html>"
)


def two_columns() -> bytes:
    made = document()
    columns(made, LEFT, RIGHT, width=235)
    return data(made)


def test_words_of_hocr_have_boxes_baselines_and_sizes_in_points() -> None:
    found = read_hocr(LINE, PagePicture(1000, 1500, 300 / 72, b""))
    first, second = found.words

    assert (first.text, second.text) == ("Nadira", "port")
    assert (first.x0, first.y0, first.x1, first.y1) == (24.0, 48.0, 72.0, 62.4)
    assert first.baseline == pytest.approx((260 - 12 + 1) * 72 / 300, abs=0.1)
    assert first.size == pytest.approx(50 * 1.15 * 72 / 300, abs=0.1)
    assert found.size == pytest.approx((240, 360))
    assert 0.8 < found.confidence < 0.95


def test_what_is_no_hocr_gives_no_words() -> None:
    assert read_hocr("no hOCR <", PagePicture(10, 10, 1.0, b"")).words == ()


def test_a_picture_is_turned_to_the_right() -> None:
    once = turned(PagePicture(2, 1, 1.0, b"\x01\x02"), 1)

    assert (once.width, once.height, once.pixels) == (1, 2, b"\x01\x02")
    assert turned(PagePicture(2, 1, 1.0, b"\x01\x02"), 2).pixels == b"\x02\x01"
    assert turned(PagePicture(2, 1, 1.0, b"abcdef"), 2).pixels == b"defabc"


def test_a_language_that_is_not_there_is_named() -> None:
    assert find_ocr("tlh") is None
    assert ocr.how_to_install("chi_sim").startswith("install OCR (`apt install tesseract-ocr tesseract-ocr-chi-sim`)")


def test_a_scan_is_read_as_its_text_would_be() -> None:
    installed_ocr()
    issue = read_issue(scanned(picture_of(two_columns())), "scan.pdf")

    assert [paragraph.text for paragraph in issue.articles[0].paragraphs] == [LEFT, RIGHT]
    assert issue.pages[0].readable
    assert 0.8 < read_pdf(scanned(picture_of(two_columns())), "scan.pdf")[0].confidence < 1.0


def test_a_scan_that_lies_on_its_side_is_turned_for_reading_and_for_looking_at() -> None:
    installed_ocr()
    made = scanned(picture_of(two_columns(), turn=90))
    page = read_pdf(made, "scan.pdf")[0]
    picture = draw_pdf_page(made, "scan.pdf", 1)

    assert " ".join(word.text for word in page.words[:6]).startswith("The port of Nadira was closed")
    assert page.height > page.width
    assert picture.height > picture.width


def test_a_page_whose_letters_have_no_meaning_is_read_by_ocr() -> None:
    installed_ocr()
    private = one_page(coded(0), font=font(b"/ToUnicode 6 0 R"), more=[to_unicode(0xE000)])

    assert [word.text for word in read_pdf(private, "issue.pdf")[0].words[:4]] == ["The", "port", "of", "Nadira"]


def test_scans_with_one_stamp_on_each_are_told_from_covers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_ocr", lambda _: None)
    grey = Image.effect_noise((300, 400), 40)
    pages = read_pdf(joined(two_columns(), scanned(grey, grey, stamp="Copy of the library, page")), "issue.pdf")
    cover = read_pdf(scanned(grey, stamp="MEOG"), "issue.pdf")[0]

    assert [page.problem is None for page in pages] == [True, False, False]
    assert [word.text for word in cover.words] == ["MEOG", "1"]


def test_a_scan_does_not_hold_up_the_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_ocr", lambda _: None)
    issue = read_issue(joined(two_columns(), scanned(picture_of(two_columns()))), "issue.pdf")

    assert [page.readable for page in issue.pages] == [True, False]
    assert issue.pages[1].reason == (
        "Page 2 is a picture with no text: install OCR (`apt install tesseract-ocr tesseract-ocr-eng`) and send it "
        "again."
    )


class _Answers(Ocr):
    """OCR with an answer that is known."""

    answer: Any = None

    def read(self, picture: PagePicture) -> Any:
        assert picture.width * picture.height <= ocr.MOST_PIXELS
        return self.answer


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "OCR could not read it within its limits"),
        (ocr.Recognised((), 0.0, (1, 1)), "OCR found no words in it"),
        (read_hocr(LINE.replace("wconf 9", "wconf 3"), PagePicture(1000, 1500, 4.0, b"")), "too poor to be read"),
    ],
)
def test_what_ocr_cannot_read_is_said(monkeypatch: pytest.MonkeyPatch, answer: object, says: str) -> None:
    found = _Answers("tesseract", "eng")
    object.__setattr__(found, "answer", answer)
    monkeypatch.setattr(ocr, "find_ocr", lambda _: found)

    with pytest.raises(DamagedIssueError, match=says):
        read_pdf(scanned(Image.new("L", (5000, 7000), 128), dpi=300), "scan.pdf")


def test_a_program_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, timeout: float, **__: object) -> None:
        assert timeout <= ocr.SECONDS
        raise subprocess.TimeoutExpired("tesseract", timeout)

    monkeypatch.setattr(subprocess, "run", late)

    assert Ocr("tesseract", "eng").read(PagePicture(1, 1, 1.0, b"\x00")) is None
