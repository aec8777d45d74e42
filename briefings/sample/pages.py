"""Stories onto pages: two columns of one pitch below full-width headlines, each story's columns of even height.

All measures are PDF points (1/72 inch) from the top left corner of an A4 page; a line's `y` is its baseline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from briefings.sample.manuscript import Manuscript, Piece, Story, Table
from briefings.sample.setting import Hyphens, SetLine, fragments, justify

Style = Literal[
    "body", "capitals", "bold", "heading", "pullquote", "lead", "headline", "panel", "cell", "cell_head", "blank"
]
MeasureStyle = Callable[[str, Style], float]

WIDTH = 595.28  #: of A4
MARGIN = 46.0
GUTTER = 19.0
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
PITCH = 13.2
TOP, BOTTOM = 66.0, 790.0  #: of the text area
MASTHEAD = 150.0  #: top of the text area on the first page
HEAD_PITCHES: dict[Style, float] = {"lead": 26.0, "headline": 20.0, "panel": 17.0}  #: of headlines
GAP = 15.0  #: least space above a headline inside a page
INDENT = 9.0
INSET = 7.0  #: of a box's text from its edge
_LEAST_ROWS = 4  #: of a story's columns before a page may end
_MOST_SPREAD = 12.0  #: that a gap may grow by


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on its page."""

    y: float
    column: int | None  #: 0 left, 1 right; None across the page
    style: Style
    line: SetLine
    story: int
    piece: int | None  #: index of the story's piece; None for headlines and tables
    cells: tuple[str, ...] = ()  #: of a table's row


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line, or with a height a tinted panel."""

    y: float
    left: float
    width: float
    story: int  #: whose it is
    height: float = 0.0


@dataclass(slots=True)
class SetPage:
    """One page with all that stands between head and foot."""

    number: int
    section: str
    lines: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    bottom: float = 0.0  #: where its text ends


@dataclass(frozen=True, slots=True)
class _Slot:
    """A line of a column before it has its place; style "blank" is an empty one."""

    style: Style
    line: SetLine
    piece: int
    place: Literal["only", "first", "inner", "last"]  #: in its paragraph

    def ends_badly(self, after: _Slot) -> bool:
        """Whether a column must not end between this slot and the next."""
        if self.style in {"heading", "pullquote"} or (self.style == "blank" and after.style != "body"):
            return True
        return self.piece == after.piece and (self.place == "first" or after.place == "last")


@dataclass(frozen=True, slots=True)
class _Head:
    """A headline before it has its place."""

    style: Style
    lines: tuple[str, ...]
    inset: float

    @property
    def pitch(self) -> float:
        return HEAD_PITCHES[self.style]

    @property
    def height(self) -> float:
        """With the space below it."""
        return len(self.lines) * self.pitch + (4.0 if self.style == "panel" else 6.0)


def set_pages(manuscript: Manuscript, measure: MeasureStyle, hyphens: Hyphens) -> list[SetPage]:
    """Set an issue.

    Args:
        manuscript: the issue as it was written.
        measure: width of a text in a style, points.
        hyphens: where words may be cut.

    Returns:
        Pages in order; on each the lines in reading order: a headline, its left column, its right one, its table.
    """
    setter = _Setter(measure, hyphens)
    for index, story in enumerate(manuscript.stories):
        setter.place(index, story)
    return [_spread(page) for page in setter.pages]


class _Setter:
    """Pages as they fill."""

    def __init__(self, measure: MeasureStyle, hyphens: Hyphens) -> None:
        self.pages: list[SetPage] = []
        self._measure = measure
        self._hyphens = hyphens
        self._y = BOTTOM

    def place(self, index: int, story: Story) -> None:
        """Set one story where the last one ended, or on a new page."""
        slots, head = self._slots(story), self._head(index, story)
        rows = _even_rows(slots)
        self._make_room(index, story, head, rows)
        if story.box:
            height = head.height + rows * PITCH + INSET
            self._page.rules.append(Rule(self._y, MARGIN, WIDTH - 2 * MARGIN, index, height))
        self._headline(index, head)
        table = 0.0 if story.table is None else (len(story.table.rows) + 2) * PITCH
        room = BOTTOM - self._y
        self._columns(index, story, slots, rows if rows * PITCH + table <= room else int(room / PITCH))
        if story.table is not None:
            self._table(index, story.table)
        if story.box:
            self._y += INSET

    @property
    def _page(self) -> SetPage:
        return self.pages[-1]

    def _make_room(self, index: int, story: Story, head: _Head, rows: int) -> None:
        """Leave a gap below the last story, or turn the page where too little is left."""
        room = int((BOTTOM - self._y - GAP - head.height) / PITCH)
        if story.new_page or not self.pages or room < (rows if story.box else min(_LEAST_ROWS, rows)):
            self._new_page(story.section)
            return
        if not story.box:
            self._page.rules.append(Rule(self._y + GAP * 0.5, MARGIN, WIDTH - 2 * MARGIN, index))
        self._y += GAP

    def _new_page(self, section: str) -> None:
        self.pages.append(SetPage(len(self.pages) + 1, section))
        self._y = MASTHEAD if len(self.pages) == 1 else TOP

    def _head(self, index: int, story: Story) -> _Head:
        """A headline over as many lines as it needs; a story that opens a section has it larger."""
        style: Style = "panel" if story.box else "lead" if story.new_page or not index else "headline"
        inset = INSET if story.box else 0.0
        return _Head(style, tuple(self._wrapped(story.headline, style, WIDTH - 2 * MARGIN - 2 * inset)), inset)

    def _wrapped(self, text: str, style: Style, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self._measure(longer, style) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _headline(self, index: int, head: _Head) -> None:
        below = head.height - len(head.lines) * head.pitch
        for text in head.lines:
            self._y += head.pitch
            line = SetLine(text, indent=head.inset)
            self._page.lines.append(Placed(self._y - head.pitch * 0.25, None, head.style, line, index, None))
        self._y += below

    def _slots(self, story: Story) -> list[_Slot]:
        """The story's columns as one long one."""
        inset = INSET if story.box else 0.0
        slots: list[_Slot] = []
        for number, piece in enumerate(story.pieces):
            if piece.kind == "paragraph":
                plain = number == 0 or story.box or story.pieces[number - 1].kind != "paragraph"
                lines = self._paragraph(piece, COLUMN - inset * 1.5, 0.0 if plain else INDENT, box=story.box)
                slots += _marked(lines, "body", number)
            else:
                display = self._display(piece, number)
                slots += display if not slots or slots[-1].style != "blank" else display[1:]
        return slots

    def _paragraph(self, piece: Piece, width: float, indent: float, *, box: bool) -> list[SetLine]:
        parts = fragments(piece.text, self._hyphens, piece.opening, "bold" if box else "capitals")
        return justify(parts, width, self._measure, indent=indent)

    def _display(self, piece: Piece, number: int) -> list[_Slot]:
        """A sub-heading or a pull quote, with the blank lines around it."""
        style: Style = "heading" if piece.kind == "heading" else "pullquote"
        texts = self._wrapped(piece.text, style, COLUMN - (20.0 if style == "pullquote" else 0.0))
        start, lines = 0, []
        for text in texts:
            lines.append(SetLine(text, start))
            start += len(text) + 1
        blank = _Slot("blank", SetLine(""), number, "only")
        after = [blank] if style == "pullquote" else []
        return [blank, *_marked(lines, style, number), *after]

    def _columns(self, index: int, story: Story, slots: list[_Slot], rows: int) -> None:
        """Two columns of `rows` lines; what is left goes to the top of the next page."""
        for column in (0, 1):
            count = _column_end(slots, rows)
            self._column(index, column, slots[:count], INSET if story.box else 0.0)
            slots = _without_blanks(slots[count:])
        self._y += rows * PITCH
        self._page.bottom = self._y
        if slots:
            self._new_page(story.section)
            self._columns(index, story, slots, _even_rows(slots))

    def _column(self, index: int, column: int, slots: list[_Slot], inset: float) -> None:
        for row, slot in enumerate(slots):
            if slot.style == "blank":
                continue
            shift = inset if column == 0 else inset / 2
            line = replace(slot.line, indent=slot.line.indent + shift)
            y = self._y + (row + 0.75) * PITCH
            self._page.lines.append(Placed(y, column, slot.style, line, index, slot.piece))

    def _table(self, index: int, table: Table) -> None:
        self._y += PITCH * 0.8
        self._page.rules.append(Rule(self._y - 2.0, MARGIN, WIDTH - 2 * MARGIN, index))
        rows: list[tuple[Style, tuple[str, ...]]] = [("cell_head", (table.title,))]
        rows += [("cell_head" if not number else "cell", row) for number, row in enumerate(table.rows)]
        for style, cells in rows:
            line = SetLine(" ".join(cells))
            self._page.lines.append(Placed(self._y + 0.75 * PITCH, None, style, line, index, None, cells))
            self._y += PITCH
        self._page.rules.append(Rule(self._y + 2.0, MARGIN, WIDTH - 2 * MARGIN, index))
        self._y += 4.0
        self._page.bottom = self._y


def _spread(page: SetPage) -> SetPage:
    """Share what is left at the foot among the gaps between stories."""
    order = {story: place for place, story in enumerate(dict.fromkeys(line.story for line in page.lines))}
    step = min((BOTTOM - page.bottom) / max(len(order) - 1, 1), _MOST_SPREAD)
    lines = [replace(line, y=line.y + step * order[line.story]) for line in page.lines]
    rules = [replace(rule, y=rule.y + step * order[rule.story]) for rule in page.rules]
    return replace(page, lines=lines, rules=rules, bottom=page.bottom + step * (len(order) - 1))


def _marked(lines: list[SetLine], style: Style, piece: int) -> list[_Slot]:
    if len(lines) == 1:
        return [_Slot(style, lines[0], piece, "only")]
    inner = [_Slot(style, line, piece, "inner") for line in lines[1:-1]]
    return [_Slot(style, lines[0], piece, "first"), *inner, _Slot(style, lines[-1], piece, "last")]


def _column_end(slots: list[_Slot], rows: int) -> int:
    """How many slots a column of `rows` lines takes without ending badly."""
    if len(slots) <= rows:
        return len(slots)
    count = rows
    while count > 1 and slots[count - 1].ends_badly(slots[count]):
        count -= 1
    return count


def _without_blanks(slots: list[_Slot]) -> list[_Slot]:
    """A column does not begin with an empty line."""
    first = next((index for index, slot in enumerate(slots) if slot.style != "blank"), len(slots))
    return slots[first:]


def _even_rows(slots: list[_Slot]) -> int:
    """The fewest lines in which both columns hold all."""
    rows = (len(slots) + 1) // 2
    while True:
        rest = _without_blanks(slots[_column_end(slots, rows) :])
        if len(rest) <= rows:
            return rows
        rows += 1
