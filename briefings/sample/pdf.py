"""Set pages as PDF, with fpdf2 and the fonts that every reader of PDF has."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Literal

from fpdf import FPDF

from briefings.sample.manuscript import Manuscript
from briefings.sample.pages import BOTTOM, COLUMN, GUTTER, MARGIN, WIDTH, Placed, SetPage, Style

NAME = "Gulf & Levant Briefing"
SUBTITLE = "Politics and energy from Tripoli to the Strait of Hormuz"
NOTICE = "A sample periodical, written to try Dragoman with. Quotations without a name are invented."

_FONTS: dict[str, tuple[str, Literal["", "B", "I", "BI"], float]] = {
    "body": ("Times", "", 10.4),
    "blank": ("Times", "", 10.4),
    "capitals": ("Times", "", 8.3),
    "heading": ("Times", "B", 11.0),
    "bold": ("Times", "B", 10.4),
    "pullquote": ("Times", "BI", 12.5),
    "lead": ("Times", "B", 23.0),
    "headline": ("Times", "B", 17.0),
    "panel": ("Helvetica", "B", 11.0),
    "cell": ("Helvetica", "", 8.6),
    "cell_head": ("Helvetica", "B", 8.6),
    "title": ("Times", "B", 38.0),
    "running": ("Helvetica", "", 8.2),
    "section": ("Helvetica", "B", 9.0),
}
_WIDEST_CELL = 150.0  #: points
_INK, _ACCENT, _TINT = (25, 25, 25), (20, 70, 95), (233, 239, 242)


class Press(FPDF):
    """A4 pages in points; also the measure of what stands on them."""

    def __init__(self) -> None:
        super().__init__(orientation="portrait", unit="pt", format="A4")
        self.core_fonts_encoding = "cp1252"
        # Flate's output differs between builds of zlib; plain streams are the same bytes everywhere.
        self.set_compression(False)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self._widths: dict[tuple[str, str], float] = {}

    def measure(self, text: str, style: Style) -> float:
        """Width of `text` in a style, points; small capitals begin with a full one."""
        if (text, style) not in self._widths:
            first = self._width(text[:1], "body") + self._width(text[1:], "capitals") if style == "capitals" else None
            self._widths[text, style] = self._width(text, style) if first is None else first
        return self._widths[text, style]

    def _width(self, text: str, style: str) -> float:
        self.set_font(*_FONTS[style])
        return float(self.get_string_width(text))

    def say(self, x: float, y: float, text: str, style: str, *, extra: float = 0.0) -> None:
        """Print text at a baseline, each word space wider by `extra` points."""
        self.set_font(*_FONTS[style])
        if extra:
            # fpdf2 has no public word spacing; Tw is ISO 32000-1, 9.3.3.
            self._out(f"{extra:.3f} Tw")
        self.text(x, y, text)
        if extra:
            self._out("0 Tw")

    def say_right(self, right: float, y: float, text: str, style: str) -> None:
        """Print text that ends at `right`."""
        self.say(right - self._width(text, style), y, text, style)

    def say_centred(self, y: float, text: str, style: str, *, middle: float = WIDTH / 2) -> None:
        """Print text around `middle`."""
        self.say(middle - self._width(text, style) / 2, y, text, style)


def print_issue(press: Press, manuscript: Manuscript, pages: list[SetPage]) -> bytes:
    """The issue's PDF: the same bytes each time."""
    day = datetime.combine(manuscript.date, time(6), tzinfo=UTC)
    press.set_creation_date(day)
    press.set_title(f"{NAME}, {manuscript.number}")
    press.set_author(NAME)
    press.set_producer("Dragoman")
    press.set_lang("en-GB")
    for page in pages:
        press.add_page()
        _print_head(press, manuscript, page)
        _print_rules(press, page)
        for line in page.lines:
            _print_line(press, line)
        _print_foot(press, manuscript, page)
    return bytes(press.output())


def head_lines(manuscript: Manuscript, page: SetPage) -> list[tuple[str, ...]]:
    """What stands above the text area, a tuple of texts a row."""
    if page.number > 1:
        return [(NAME, page.section, f"P. {page.number}")]
    return [
        (NAME,),
        (SUBTITLE,),
        (manuscript.number, page.section, f"{manuscript.date:%A} {_day(manuscript)}"),
        (NOTICE,),
    ]


def foot_line(manuscript: Manuscript, page: SetPage) -> tuple[str, ...]:
    """What stands below it: folio, name, number and date."""
    date = manuscript.date
    return (f"P{page.number}", NAME, f"{manuscript.number} {date:%d}•{date:%B}•{date.year}")


def _day(manuscript: Manuscript) -> str:
    return f"{manuscript.date.day} {manuscript.date:%B %Y}"


def _print_head(press: Press, manuscript: Manuscript, page: SetPage) -> None:
    rows = head_lines(manuscript, page)
    press.set_text_color(*_ACCENT)
    press.set_draw_color(*_ACCENT)
    if page.number > 1:
        left, middle, right = rows[0]
        press.say(MARGIN, 42, left, "running")
        press.say_centred(42, middle, "section")
        press.say_right(WIDTH - MARGIN, 42, right, "running")
        _rule(press, 49, MARGIN, WIDTH - 2 * MARGIN, 0.9)
        return
    press.say_centred(72, rows[0][0], "title")
    press.say_centred(92, rows[1][0], "heading")
    _rule(press, 102, MARGIN, WIDTH - 2 * MARGIN, 1.4)
    left, middle, right = rows[2]
    press.say(MARGIN, 115, left, "section")
    press.say_centred(115, middle, "section")
    press.say_right(WIDTH - MARGIN, 115, right, "section")
    _rule(press, 121, MARGIN, WIDTH - 2 * MARGIN, 0.5)
    press.say_centred(133, rows[3][0], "running")


def _print_foot(press: Press, manuscript: Manuscript, page: SetPage) -> None:
    left, middle, right = foot_line(manuscript, page)
    press.set_text_color(*_ACCENT)
    _rule(press, BOTTOM + 10, MARGIN, WIDTH - 2 * MARGIN, 0.5)
    press.say(MARGIN, BOTTOM + 23, left, "section")
    press.say_centred(BOTTOM + 23, middle, "running")
    press.say_right(WIDTH - MARGIN, BOTTOM + 23, right, "running")


def _print_rules(press: Press, page: SetPage) -> None:
    for rule in page.rules:
        if rule.height:
            press.set_fill_color(*_TINT)
            press.rect(rule.left, rule.y, rule.width, rule.height, style="F")
        else:
            _rule(press, rule.y, rule.left, rule.width, 0.4)


def _rule(press: Press, y: float, left: float, width: float, weight: float) -> None:
    press.set_draw_color(*_ACCENT)
    press.set_line_width(weight)
    press.line(left, y, left + width, y)


def _print_line(press: Press, placed: Placed) -> None:
    left = MARGIN + (placed.column or 0) * (COLUMN + GUTTER)
    coloured = placed.style in {"heading", "pullquote", "panel", "cell_head"}
    press.set_text_color(*(_ACCENT if coloured else _INK))
    if placed.cells:
        _print_cells(press, placed)
    elif placed.style == "pullquote":
        press.say_centred(placed.y, placed.line.text, placed.style, middle=left + COLUMN / 2)
    else:
        _print_words(press, left + placed.line.indent, placed)


def _print_words(press: Press, x: float, placed: Placed) -> None:
    line = placed.line
    for word in line.opening.split():
        if line.face == "capitals":
            press.say(x, placed.y, word[:1], "body")
            press.say(x + press.measure(word[:1], "body"), placed.y, word[1:], line.face)
        else:
            press.say(x, placed.y, word, line.face)
        x += press.measure(word, line.face) + press.measure(" ", "body") + line.extra
    press.say(x, placed.y, line.text[len(line.opening) :].lstrip(), placed.style, extra=line.extra)


def _print_cells(press: Press, placed: Placed) -> None:
    """The first cell from the left, numbers to the right edges of equal shares of the width."""
    first, *others = placed.cells
    press.say(MARGIN + 4, placed.y, first, placed.style)
    share = min((WIDTH - 2 * MARGIN) / len(placed.cells), _WIDEST_CELL)
    for number, cell in enumerate(others, 2):
        press.say_right(MARGIN + share * number - 12, placed.y, cell, placed.style)
