"""Pages are drawn with their blocks, columns and reading order."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from briefings.model import Block, Page, PagePicture, Row
from briefings.render.page_picture import COLOURS, COLUMNS, draw_page

HEADLINE = Block("headline", None, "Storm closes port", boxes=((40, 40, 260, 60),))
LEFT = Block("paragraph", 0, "The port was closed.", boxes=((40, 80, 140, 380), (160, 80, 260, 120)))
RIGHT = Block("table", 1, "Brent 45.31", boxes=((160, 140, 260, 200),))
FOOT = Block("furniture", None, "P10")
PRINTED = Page(3, "10", (HEADLINE, LEFT, RIGHT, FOOT), 300.0, 400.0, confidence=0.93)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def has(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    return colour in {found for _, found in image.getcolors(image.width * image.height) or []}


def test_each_kind_of_block_has_its_colour_on_the_page_and_in_the_legend() -> None:
    image = opened(draw_page(PRINTED))

    for kind in ("headline", "paragraph", "table", "furniture"):
        assert has(image, COLOURS[kind])
    assert not has(image, COLOURS["pullquote"])
    assert (image.width, image.height) > (600, 800)


def test_the_page_as_it_looks_lies_under_its_blocks() -> None:
    grey = PagePicture(600, 800, 2.0, bytes((200, 210, 220)) * (600 * 800))
    image = opened(draw_page(PRINTED, grey))

    assert has(image, (200, 210, 220))
    assert image.width == 600


def test_lines_of_text_are_drawn_in_the_colours_of_their_columns_with_a_cut_between() -> None:
    rows = (
        Row(1, "full", ("Storm closes port",)),
        Row(2, "cols", ("The port was", "Ships must use")),
        Row(3, "cols", ("", "Kalba until")),
    )
    image = opened(draw_page(Page(1, None, (), rows=rows)))

    assert has(image, COLUMNS[0])
    assert has(image, COLUMNS[1])
    assert has(image, (230, 0, 60))


def test_a_text_page_without_rows_shows_its_blocks() -> None:
    block = Block("paragraph", 0, "The port was closed.", lines=("The port", "was closed."))

    assert has(opened(draw_page(Page(1, None, (block,)))), COLOURS["paragraph"])


@pytest.mark.parametrize(
    "page",
    [
        Page(1, None, (), 300.0, 400.0, readable=False, reason="Page 1 is a picture with no text: install OCR."),
        Page(1, None, (Block("paragraph", 0, "long " * 3000, lines=("long " * 3000,)),)),
        Page(1, None, (Block("paragraph", 0, "x", lines=("مرحبا بالعالم • 漢字",)),)),
        Page(1, None, tuple(Block("paragraph", 0, "x", lines=("x",)) for _ in range(2000))),
    ],
    ids=["unreadable", "one long line", "other scripts", "many lines"],
)
def test_every_page_has_a_picture_of_a_size_that_can_be_looked_at(page: Page) -> None:
    image = opened(draw_page(page))

    assert image.width < 3000
    assert image.height < 14_000
