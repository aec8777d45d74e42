"""Words are those that a reader of the page sees, once each, whatever the producer did to show them."""

from __future__ import annotations

import zlib

import pytest
from fpdf import FPDF

from briefings.layout.geometry import WordPage
from briefings.sources import ocr
from briefings.sources.issues import read_issue
from briefings.sources.pdf import draw_pdf_page, read_pdf
from tests.unit.sources.mutations import one_page

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
GREY_PICTURE = b"q 612 0 0 792 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \xc8\xb4\xb4\xc8 EI Q "
PROSE = (
    "The port of Nadira was closed on Monday after a storm had damaged both of its piers, the harbour master said. "
    "Repairs will take a month, and ships must use the smaller harbour of Kalba. Fishermen have asked the ministry "
    "for help because their boats cannot leave the basin before spring. A spokesman promised an answer within a week."
)


@pytest.fixture(autouse=True)
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_ocr", lambda _: None)


def page(content: bytes, **parts: bytes | list[bytes]) -> WordPage:
    parts = {"font": HELVETICA, **parts}
    return read_pdf(one_page(content, **parts), "issue.pdf")[0]  # type: ignore[arg-type]


def words(content: bytes, **parts: bytes | list[bytes]) -> list[str]:
    return [word.text for word in page(content, **parts).words]


def shown(text: bytes, x: float = 72, y: float = 700, size: float = 12, before: bytes = b"") -> bytes:
    return b"BT /F1 %g Tf " % size + before + b" %g %g Td (%s) Tj ET " % (x, y, text)


def test_a_line_printed_twice_to_look_bold_is_read_once() -> None:
    assert words(shown(b"Nadira port of") + shown(b"Nadira port of", x=72.3)) == ["Nadira", "port", "of"]
    assert words(b"".join(shown(b"Nadira of", x=72 + step, y=700 - step) for step in (0.0, 0.3, 0.6))) == [
        "Nadira",
        "of",
    ]


def test_a_letter_printed_twice_to_look_bold_is_read_once() -> None:
    widths = {"h": 6.67, "a": 6.67, "l": 2.66, "e": 6.67}
    content, x = b"", 72.0
    for letter in "hallea":
        content += shown(letter.encode(), x=x) + shown(letter.encode(), x=x + 0.4)
        x += widths[letter]

    assert words(content) == ["hallea"]


def test_a_word_and_its_shadow_are_one_word() -> None:
    shadow = b"0.5 g " + shown(b"Nadira", x=73, y=699, size=24) + b"0 g "

    assert words(shadow + shown(b"Nadira", size=24)) == ["Nadira"]


def test_equal_words_in_different_places_are_all_read() -> None:
    assert words(b"".join(shown(b"2 2 ll", y=700 - 14 * row) for row in range(3))) == ["2", "2", "ll"] * 3


@pytest.mark.parametrize(
    "hidden",
    [
        shown(b"hidden", before=b"3 Tr") + b"BT 0 Tr ET ",
        b"1 g " + shown(b"hidden") + b"0 g ",
        shown(b"hidden", size=0.01),
        shown(b"hidden", before=b"7 Tr"),
        shown(b"hidden", x=900),
    ],
    ids=["invisible", "white on white", "too small", "clipping only", "outside the page"],
)
def test_text_that_nobody_sees_is_not_read(hidden: bytes) -> None:
    assert words(shown(b"seen", y=650) + hidden) == ["seen"]


def test_white_text_on_a_dark_ground_is_read() -> None:
    assert words(b"0.1 0.1 0.5 rg 50 690 300 30 re f 1 g " + shown(b"Nadira port")) == ["Nadira", "port"]


def test_white_text_under_a_white_area_is_not_read() -> None:
    ground = b"0 g 50 690 300 30 re f 1 g " + shown(b"hidden") + b"50 690 300 30 re f 0 g "

    assert words(ground + shown(b"seen", y=600)) == ["seen"]


def test_invisible_text_over_a_picture_is_what_ocr_has_read_and_is_kept() -> None:
    assert words(GREY_PICTURE + shown(b"Nadira port", before=b"3 Tr")) == ["Nadira", "port"]


@pytest.mark.parametrize(
    "title",
    [
        shown(b"HARBOUR NEWS", before=b"6 Tc"),
        shown(b"H A R B O U R   N E W S"),
        shown(b"HARBOUR NEWS", before=b"3 Tc"),
    ],
    ids=["spread", "typed with spaces", "spread a little"],
)
def test_a_title_set_wide_is_read_in_words(title: bytes) -> None:
    assert words(title) == ["HARBOUR", "NEWS"]


def test_single_letters_of_a_table_stay_apart() -> None:
    cells = b"".join(shown(letter, x=72 + 60 * place) for place, letter in enumerate((b"A", b"B", b"C", b"D", b"E")))

    assert words(cells) == ["A", "B", "C", "D", "E"]


def test_words_kerned_apart_without_spaces_are_told_apart() -> None:
    assert words(b"BT /F1 10 Tf 72 700 Td [(The) -300 (p) 20 (ort) -350 (of) -300 (Nadira)] TJ ET") == [
        "The", "port", "of", "Nadira",
    ]  # fmt: skip


def test_small_capitals_of_a_smaller_size_go_on_their_word() -> None:
    content = b"BT 72 700 Td /F1 12 Tf (I) Tj /F1 9 Tf (RAQ) Tj /F1 12 Tf ( AND I) Tj /F1 9 Tf (RAN) Tj ET"

    assert words(content) == ["IRAQ", "AND", "IRAN"]


def appearance(text: bytes) -> bytes:
    inside = b"BT /F1 10 Tf 2 4 Td (" + text + b") Tj ET"
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 4 0 R >> >> /Length %d >>"
    return head % len(inside) + b"\nstream\n" + inside + b"\nendstream"


@pytest.mark.parametrize("kind", [b"/FreeText", b"/Widget /FT /Tx /T (name) /V (Kalba)"])
def test_text_of_notes_and_form_fields_that_the_page_shows_is_read(kind: bytes) -> None:
    note = b"<< /Type /Annot /Subtype " + kind + b" /F 4 /Rect [72 600 272 620] /AP << /N 7 0 R >> >>"

    assert words(shown(b"Nadira"), page=b"/Annots [6 0 R]", more=[note, appearance(b"Kalba harbour")]) == [
        "Nadira", "Kalba", "harbour",
    ]  # fmt: skip


def coded(shift: int) -> bytes:
    """Prose in the codes of a font that has an alphabet of its own."""
    lines = [PROSE[start : start + 80] for start in range(0, len(PROSE), 80)]
    codes = ["".join(chr((ord(letter) + shift) % 256) for letter in line).encode("latin-1").hex() for line in lines]
    return b"BT /F1 10 Tf 72 700 Td 14 TL " + b" ".join(f"<{line}> Tj T*".encode() for line in codes) + b" ET"


def to_unicode(first: int) -> bytes:
    """A map of all codes to letters from `first` on."""
    ranges = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00> <ff> "
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"{ranges}<{first:04x}> endbfrange endcmap end end"
    )
    packed = zlib.compress(cmap.encode())
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"


def font(extra: bytes) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica " + extra + b" >>"


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (coded(3), {}),
        (coded(0), {"font": font(b"/ToUnicode 6 0 R"), "more": [to_unicode(0xE000)]}),
        (coded(-29), {}),
    ],
    ids=["shifted", "private letters", "glyph numbers"],
)
def test_a_page_whose_letters_have_no_meaning_says_so_and_offers_ocr(
    content: bytes, parts: dict[str, bytes | list[bytes]]
) -> None:
    two = read_pdf(with_second_page(one_page(content, **{"font": HELVETICA, **parts})), "issue.pdf")  # type: ignore[arg-type]

    assert not two[0].words
    assert (two[0].problem or "").startswith(
        "The letters of page 1 have no meaning in this file: install OCR (`apt install tesseract-ocr"
    )
    assert [word.text for word in two[1].words] == ["Nadira"]


def with_second_page(data: bytes) -> bytes:
    """The file with a page that can be read, so that it is not refused as a whole."""
    import io  # noqa: PLC0415

    import pypdfium2  # noqa: PLC0415

    first, second = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(one_page(shown(b"Nadira")))
    first.import_pages(second)
    out = io.BytesIO()
    first.save(out)
    first.close()
    second.close()
    return out.getvalue()


@pytest.mark.parametrize("order", [1, -1], ids=["as it is read", "as it stands"])
def test_words_that_run_to_the_left_come_in_the_order_in_which_they_are_read(order: int) -> None:
    letters = [(b"A", 200), (b"B", 193), (b"C", 186), (b"G", 170), (b"H", 162)]
    content = b"".join(shown(letter, x=x, size=10) for letter, x in letters[::order])
    arabic = words(content, font=font(b"/ToUnicode 6 0 R"), more=[to_unicode(0x0600)])

    assert sorted(arabic) == ["\u0641\u0642\u0643", "\u0647\u0648"]


@pytest.mark.parametrize(
    ("turn", "matrix", "size"),
    [
        (0, b"1 0 0 1 100 700", (612, 792)),
        (90, b"0 1 -1 0 100 200", (792, 612)),
        (180, b"-1 0 0 -1 500 700", (612, 792)),
        (270, b"0 -1 1 0 500 700", (792, 612)),
    ],
)
def test_a_page_that_is_turned_to_be_shown_is_read_and_drawn_upright(
    turn: int, matrix: bytes, size: tuple[float, float]
) -> None:
    content = b"BT /F1 12 Tf " + matrix + b" Tm (Nadira port) Tj ET"
    made = one_page(content, font=HELVETICA, page=b"/Rotate %d" % turn)
    read = read_pdf(made, "issue.pdf")[0]
    picture = draw_pdf_page(made, "issue.pdf", 1)
    first, second = read.words
    x0, y0, x1, y1 = (round(edge * picture.scale) for edge in (first.x0, first.y0, second.x1, second.y1))
    rows = [picture.pixels[3 * (row * picture.width + x0) : 3 * (row * picture.width + x1)] for row in range(y0, y1)]

    assert (first.text, second.text) == ("Nadira", "port")
    assert (read.width, read.height) == size
    assert first.x1 < second.x0
    assert min(min(row) for row in rows) < 100


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    made = FPDF(unit="pt", format=(1190, 842))
    made.set_auto_page_break(auto=False)
    made.add_page()
    made.set_font("Helvetica", size=10)
    texts = [f"{part} {PROSE}" for part in ("First.", "Second.", "Third.", "Fourth.")]
    for text, x in zip(texts, (50, 300, 640, 890), strict=True):
        made.set_xy(x, 120)
        made.multi_cell(230, 12, text, align="J")
    issue = read_issue(bytes(made.output()), "spread.pdf")

    assert [paragraph.text for paragraph in issue.articles[0].paragraphs] == texts


def test_the_other_half_of_a_spread_is_not_read() -> None:
    both = shown(b"Nadira", x=100) + shown(b"Kalba", x=700)
    made = one_page(both, font=HELVETICA, page=b"/CropBox [0 0 600 792]")
    wide = made.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 1224 792]")

    assert [word.text for word in read_pdf(wide, "issue.pdf")[0].words] == ["Nadira"]
