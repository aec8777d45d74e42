"""PDFs become words with boxes; what cannot be read is refused in a sentence."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from briefings.errors import DamagedIssueError
from briefings.layout.geometry import WordPage
from briefings.sources import ocr
from briefings.sources import pdf as pdf_module
from briefings.sources.issues import read_issue
from briefings.sources.pdf import read_pdf
from briefings.sources.pdfwords import clean

LEFT = (
    "The port of Nadira was closed on Monday after a storm had damaged both of its piers, the harbour master said. "
    "Repairs will take a month, and ships must use the smaller harbour of Kalba."
)
RIGHT = (
    "Fishermen have asked the ministry for help because their boats cannot leave the basin before the spring. "
    "A spokesman promised an answer within a week, and said that the money had been set aside."
)
THIRD = (
    "The railway that serves the port runs again since Thursday, with two trains each day in both directions. "
    "Grain from the north will be loaded at Kalba, where a second crane has been put up."
)


def document() -> FPDF:
    made = FPDF(unit="pt", format="A4")
    made.set_auto_page_break(auto=False)
    made.add_page()
    made.set_font("Helvetica", size=10)
    return made


def columns(made: FPDF, *texts: str, width: float) -> None:
    for index, text in enumerate(texts):
        made.set_xy(50 + index * (width + 20), 120)
        made.multi_cell(width, 12, text, align="J")


def data(made: FPDF) -> bytes:
    return bytes(made.output())


def texts(read: list[WordPage]) -> list[str]:
    return [word.text for word in read[0].words]


def changed(before: bytes, change: Callable[[pypdfium2.PdfPage], None]) -> bytes:
    document = pypdfium2.PdfDocument(before)
    change(document[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs(made: FPDF) -> list[str]:
    return [paragraph.text for paragraph in read_issue(data(made), "issue.pdf").articles[0].paragraphs]


def test_words_have_boxes_from_the_top_left() -> None:
    made = document()
    made.text(72, 100, "Nadira port")

    page = read_pdf(data(made), "issue.pdf")[0]

    first, second = page.words
    assert (first.text, second.text) == ("Nadira", "port")
    assert first.x0 == pytest.approx(72, abs=0.2)
    assert first.baseline == pytest.approx(100, abs=0.2)
    assert first.y0 < first.baseline < first.y1
    assert first.size == pytest.approx(10)
    assert first.x1 < second.x0


def test_bold_words_are_told() -> None:
    made = document()
    made.set_font("Helvetica", "B", 10)
    made.text(72, 100, "Nadira")

    assert read_pdf(data(made), "issue.pdf")[0].words[0].bold


def test_two_columns_are_read_one_after_the_other() -> None:
    made = document()
    columns(made, LEFT, RIGHT, width=235)

    assert paragraphs(made) == [LEFT, RIGHT]


def test_three_columns_under_a_headline_are_read_one_after_the_other() -> None:
    made = document()
    made.set_font("Helvetica", "B", 22)
    made.text(50, 90, "Storm closes the port of Nadira")
    made.set_font("Helvetica", size=9)
    columns(made, LEFT, RIGHT, THIRD, width=155)

    article = read_issue(data(made), "issue.pdf").articles[0]

    assert article.headline == "Storm closes the port of Nadira"
    assert [paragraph.text for paragraph in article.paragraphs] == [LEFT, RIGHT, THIRD]


def test_a_table_is_kept_row_by_row() -> None:
    made = document()
    for row, cells in enumerate((("Grade", "Open", "Low"), ("Brent", "45.31", "44.20"), ("Dubai", "43.10", "42.07"))):
        for column, cell in enumerate(cells):
            made.text(60 + 140 * column, 200 + 14 * row, cell)

    blocks = read_issue(data(made), "issue.pdf").pages[0].blocks

    assert blocks[0].kind == "table"
    assert blocks[0].text == "Grade Open Low\nBrent 45.31 44.20\nDubai 43.10 42.07"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_set_sideways_is_turned_upright(turn: int) -> None:
    made = document()
    with made.rotation(turn, 300, 400):
        made.text(200, 400, "Nadira port")
        made.text(200, 414, "is closed")

    words = read_pdf(data(made), "issue.pdf")[0].words
    lines = sorted(words, key=lambda word: (round(word.baseline), word.x0))

    assert [word.text for word in lines] == ["Nadira", "port", "is", "closed"]
    assert all(word.upright for word in words)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_all_the_same(turn: int) -> None:
    made = document()
    made.text(72, 100, "Nadira port")
    read = read_pdf(changed(data(made), lambda page: page.set_rotation(turn)), "issue.pdf")

    assert texts(read) == ["Nadira", "port"]


def test_text_along_a_margin_is_told_from_the_rest() -> None:
    made = document()
    columns(made, LEFT, width=400)
    with made.rotation(90, 30, 400):
        made.text(30, 400, "COPYRIGHT")

    assert [word.text for word in read_pdf(data(made), "issue.pdf")[0].words if not word.upright] == ["COPYRIGHT"]


def test_text_outside_the_crop_box_is_left_out() -> None:
    made = document()
    made.text(72, 100, "inside")
    made.text(72, 700, "outside")
    read = read_pdf(changed(data(made), lambda page: page.set_cropbox(0, 400, 595, 842)), "issue.pdf")

    assert texts(read) == ["inside"]
    assert read[0].height == pytest.approx(442, abs=1)


@pytest.mark.parametrize(
    ("letters", "cleaned"),
    [
        ("lim\u00ad", "lim-"),
        ("gov\u00adern", "govern"),
        ("o\ufb03ce", "office"),
        ("al\x02", "al-"),
        ("nai\u0308ve", "na\u00efve"),
        ("\uf0b7", "\u2022"),
        ("\ufefb", "\u0644\u0627"),
    ],
)
def test_soft_hyphens_and_ligatures_are_undone(letters: str, cleaned: str) -> None:
    assert clean(letters) == cleaned


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(DamagedIssueError) as caught:
        read()
    return str(caught.value)


def test_an_empty_file_is_refused() -> None:
    assert refusal(lambda: read_pdf(b"", "week-3.pdf")) == "week-3.pdf is empty: send the issue again."


def test_what_is_no_pdf_is_refused() -> None:
    assert "week-3.pdf is not a PDF" in refusal(lambda: read_pdf(b"\x00\x01\x02" * 40, "week-3.pdf"))


def test_a_damaged_pdf_is_refused() -> None:
    made = document()
    columns(made, LEFT, width=300)

    assert "week-3.pdf is damaged" in refusal(lambda: read_pdf(data(made)[:40], "week-3.pdf"))


def test_a_pdf_with_a_password_is_refused() -> None:
    made = document()
    made.text(72, 100, "Nadira")
    made.set_encryption(owner_password="owner", user_password="user", permissions=AccessPermission.none())

    assert "week-3.pdf is locked with a password" in refusal(lambda: read_pdf(data(made), "week-3.pdf"))


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    made = document()
    made.text(72, 100, "Nadira")
    made.set_encryption(owner_password="owner", permissions=AccessPermission.none())

    assert texts(read_pdf(data(made), "week-3.pdf")) == ["Nadira"]


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_ocr", lambda _: None)


@pytest.mark.usefixtures("no_ocr")
def test_a_scan_is_refused_with_the_way_out() -> None:
    made = document()
    made.rect(50, 50, 300, 300, style="F")

    told = refusal(lambda: read_pdf(data(made), "week-3.pdf"))
    assert "week-3.pdf holds no text that can be read, only pictures of it." in told
    assert "Page 1 is a picture with no text: install OCR (`apt install tesseract-ocr tesseract-ocr-eng`)" in told


def test_a_file_of_blank_pages_is_refused() -> None:
    assert "its pages are blank" in refusal(lambda: read_pdf(data(document()), "week-3.pdf"))


@pytest.mark.usefixtures("no_ocr")
def test_a_picture_among_pages_of_text_is_one_unreadable_page() -> None:
    made = document()
    columns(made, LEFT, width=300)
    made.add_page()
    made.rect(50, 50, 300, 300, style="F")

    issue = read_issue(data(made), "week-3.pdf")

    assert [page.readable for page in issue.pages] == [True, False]
    assert "Page 2 is a picture" in (issue.pages[1].reason or "")


def test_a_file_of_too_many_pages_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MOST_PAGES", 2)
    made = document()
    made.add_page()
    made.add_page()

    assert "has 3 pages, more than 2: split it" in refusal(lambda: read_pdf(data(made), "week-3.pdf"))
