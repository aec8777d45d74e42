"""A page drawn with its blocks, columns and reading order, for people to look at.

A page of a PDF is drawn under its blocks; a page of bare text has its lines in cells of one width, each cut where its
columns part. Everything is in pixels here, from the upper left corner.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from briefings.model import Block, BlockKind, Page, PagePicture, Row

Colour = tuple[int, int, int]
Spot = tuple[float, float]

COLOURS: dict[BlockKind, Colour] = {
    "headline": (200, 30, 40),
    "heading": (225, 120, 0),
    "standfirst": (150, 60, 170),
    "paragraph": (30, 105, 200),
    "caption": (0, 150, 130),
    "pullquote": (200, 50, 140),
    "table": (95, 140, 20),
    "furniture": (120, 120, 120),
}
COLUMNS: tuple[Colour, ...] = ((30, 105, 200), (200, 80, 0), (0, 130, 90), (150, 60, 170))
INK, GREY, PAPER, ARROW = (25, 25, 25), (140, 140, 140), (255, 255, 255), (60, 60, 60)

_TINT = 46  #: of 255: how much of a block's colour lies over the page
_LEGEND = 30  #: height of the legend's lines
_MARGIN = 24
_CELL = (10, 20)  #: width and height of a letter of a text page
_MOST_CELLS = 240  #: letters of a line that are drawn
_MOST_LINES = 600
_OTHER = {"•": "·"}  #: letters that the built-in face lacks
_POINT = 2.0  #: pixels in a point where there is no picture to go by


def draw_page(page: Page, picture: PagePicture | None = None) -> bytes:
    """Draw a page as a PNG file.

    Args:
        page: as it was rebuilt.
        picture: the page of a PDF as it looks, to lie under its blocks; none for pages of bare text.

    Returns:
        The bytes of the file.
    """
    boxed = picture is not None or any(block.boxes for block in page.blocks)
    drawn = _set_page(page, picture) if boxed else _text_page(page)
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


# --- pages with boxes ----------------------------------------------------------------------------------------------


def _set_page(page: Page, picture: PagePicture | None) -> Image.Image:
    sheet, scale = _sheet(page, picture)
    shown = [block for block in page.blocks if block.boxes]
    tint = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(tint)
    _draw_columns(pen, shown, scale, sheet.height)
    for block in shown:
        colour = COLOURS[block.kind]
        for box in block.boxes:
            pen.rectangle([edge * scale for edge in box], fill=(*colour, _TINT), outline=(*colour, 255), width=2)
    sheet = Image.alpha_composite(sheet.convert("RGBA"), tint).convert("RGB")
    _draw_order(ImageDraw.Draw(sheet), shown, scale)
    return _with_legend(sheet, page, _kinds(page))


def _sheet(page: Page, picture: PagePicture | None) -> tuple[Image.Image, float]:
    """The page as it looks, or a white one, and its pixels in a point."""
    if picture is not None:
        size = (picture.width, picture.height)
        return Image.frombytes("RGB", size, picture.pixels), picture.scale
    edges = [box for block in page.blocks for box in block.boxes]
    wide = page.width or max(box[2] for box in edges)
    high = page.height or max(box[3] for box in edges)
    return Image.new("RGB", (round(wide * _POINT), round(high * _POINT)), PAPER), _POINT


def _draw_columns(pen: ImageDraw.ImageDraw, blocks: Sequence[Block], scale: float, height: int) -> None:
    """A thin frame around all that stands in one column, with its number at the foot."""
    for column in sorted({block.column for block in blocks if block.column is not None}):
        boxes = [box for block in blocks if block.column == column for box in block.boxes[:1]]
        left, right = min(box[0] for box in boxes) * scale - 5, max(box[2] for box in boxes) * scale + 5
        for x in (left, right):
            for y in range(0, height, 14):
                pen.line([(x, y), (x, y + 7)], fill=(*COLUMNS[column % len(COLUMNS)], 170), width=2)
        label = f"column {column + 1}"
        pen.text((left + 4, height - 22), label, fill=(*COLUMNS[column % len(COLUMNS)], 255), font=_font(15))


def _draw_order(pen: ImageDraw.ImageDraw, blocks: Sequence[Block], scale: float) -> None:
    """A number on each block, an arrow to the next, a thin one where a block goes on in another column."""
    for block in blocks:
        for first, second in pairwise(block.boxes):
            _arrow(pen, _foot(first, scale), _head(second, scale), COLOURS[block.kind], 1)
    for before, after in pairwise(blocks):
        _arrow(pen, _foot(before.boxes[-1], scale), _head(after.boxes[0], scale), ARROW, 2)
    for number, block in enumerate(blocks, 1):
        x, y = _head(block.boxes[0], scale)
        reach = 9 + 4 * (len(str(number)) - 1)
        pen.rounded_rectangle((x - reach, y - 10, x + reach, y + 10), 9, fill=COLOURS[block.kind], outline=PAPER)
        pen.text((x, y), str(number), fill=PAPER, font=_font(14), anchor="mm")


def _head(box: tuple[float, float, float, float], scale: float) -> Spot:
    return box[0] * scale, box[1] * scale


def _foot(box: tuple[float, float, float, float], scale: float) -> Spot:
    return (box[0] + (box[2] - box[0]) * 0.12) * scale, box[3] * scale


def _arrow(pen: ImageDraw.ImageDraw, start: Spot, end: Spot, colour: Colour, width: int) -> None:
    pen.line([start, end], fill=colour, width=width)
    if math.dist(start, end) < 14:
        return
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    tip = (end[0] - 12 * math.cos(angle), end[1] - 12 * math.sin(angle))  # beside the number, not under it
    wings = [(tip[0] - 10 * math.cos(angle + by), tip[1] - 10 * math.sin(angle + by)) for by in (-0.4, 0.4)]
    pen.polygon([tip, *wings], fill=colour)


def _kinds(page: Page) -> list[tuple[str, Colour]]:
    counts = {kind: sum(block.kind == kind for block in page.blocks) for kind in COLOURS}
    return [(f"{kind} {counts[kind]}", colour) for kind, colour in COLOURS.items() if counts[kind]]


# --- pages of bare text --------------------------------------------------------------------------------------------


def _text_page(page: Page) -> Image.Image:
    lines = list(_cut_lines(page.rows) if page.rows else _block_lines(page.blocks))[:_MOST_LINES]
    wide = max([60, *(sum(len(text) for text, _ in line) for line in lines)])
    size = (2 * _MARGIN + (min(wide, _MOST_CELLS) + 6) * _CELL[0], 2 * _MARGIN + max(len(lines), 1) * _CELL[1])
    sheet = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, line in enumerate(lines):
        _draw_line(pen, number, line)
    columns = max((len(row.cols) for row in page.rows if row.kind == "cols"), default=0)
    legend = [(f"column {index + 1}", COLUMNS[index % len(COLUMNS)]) for index in range(columns)]
    return _with_legend(sheet, page, [*legend, ("across", GREY)] if page.rows else _kinds(page))


Pieces = list[tuple[str, Colour]]  #: texts of one line, from left to right; a cut is between them


def _cut_lines(rows: Sequence[Row]) -> Iterator[Pieces]:
    for row in rows:
        if row.kind == "full":
            yield [(text, GREY) for text in row.cols]
        else:
            yield [(text, COLUMNS[index % len(COLUMNS)]) for index, text in enumerate(row.cols)]


def _block_lines(blocks: Sequence[Block]) -> Iterator[Pieces]:
    for block in blocks:
        for line in block.lines or (block.text,):
            yield [(line, COLOURS[block.kind])]
        yield []


def _draw_line(pen: ImageDraw.ImageDraw, number: int, pieces: Pieces) -> None:
    top = _MARGIN + number * _CELL[1]
    if pieces:
        pen.text((_MARGIN, top + 10), str(number + 1), fill=GREY, font=_font(11), anchor="lm")
    cell = 4
    for place, (text, colour) in enumerate(pieces):
        if place:
            x = _MARGIN + (cell + 0.5) * _CELL[0]
            pen.line([(x, top), (x, top + _CELL[1] - 1)], fill=(230, 0, 60), width=3)
            cell += 1
        _draw_cells(pen, text, (cell, top), colour)
        cell += len(text)


def _draw_cells(pen: ImageDraw.ImageDraw, text: str, at: tuple[int, int], colour: Colour) -> None:
    cell, top = at
    room = max(0, _MOST_CELLS + 4 - cell)
    shown = text if len(text) <= room else text[: max(0, room - 1)] + "…"
    for letter in shown[: room or None] if room else "":
        if letter != " ":
            x = _MARGIN + (cell + 0.5) * _CELL[0]
            pen.text((x, top + 15), _OTHER.get(letter, letter), fill=colour, font=_font(15), anchor="ms")
        cell += 1


# --- both ----------------------------------------------------------------------------------------------------------


def _with_legend(sheet: Image.Image, page: Page, legend: Sequence[tuple[str, Colour]]) -> Image.Image:
    """The page under a strip that says which it is, how sure its order is, and what the colours mean."""
    sure = f"confidence {page.confidence:.2f}" if page.readable else "not readable"
    title = f"page {page.label}, {sure}" if page.folio is None else f"page {page.number}, printed {page.folio}, {sure}"
    lines = [title] if page.readable else [title, *_wrapped(page.reason or "", max(20, sheet.width // 9))]
    whole = Image.new("RGB", (sheet.width, sheet.height + _LEGEND * (len(lines) + 1)), (240, 240, 240))
    pen = ImageDraw.Draw(whole)
    for number, line in enumerate(lines):
        pen.text((10, number * _LEGEND + 7), line, fill=INK if page.readable else (190, 0, 0), font=_font(16))
    x, y = 10.0, len(lines) * _LEGEND
    for text, colour in legend:
        pen.rectangle((x, y + 7, x + 14, y + 21), fill=colour)
        pen.text((x + 19, y + 6), text, fill=INK, font=_font(15))
        x += 34 + pen.textlength(text, font=_font(15))
    whole.paste(sheet, (0, y + _LEGEND))
    return whole


def _wrapped(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
