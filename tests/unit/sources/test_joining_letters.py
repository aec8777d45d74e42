"""Letters that PDFium thinks apart are one word where the page shows no gap."""

from __future__ import annotations

import pytest

from briefings.sources.pdfletters import Letters, Style
from briefings.sources.pdfwords import read_pieces

SIZE = 10.0
STYLE = Style(SIZE, 0, bold=False, unseen=False, pale=False)


def letters(*spots: tuple[str, float, float]) -> Letters:
    """Letters half as wide as their size, each at (x, y), with a guessed line break before each but the first."""
    text, left, bottom, objects = "", [], [], []
    for number, (letter, x, y) in enumerate(spots):
        parts = [letter] if number == 0 else ["\r", "\n", letter]
        for part in parts:
            text += part
            left.append(x)
            bottom.append(y)
            objects.append(number + 1 if part == letter else None)
    right = [x + (SIZE / 2 if known else 0.0) for x, known in zip(left, objects, strict=True)]
    steps = [after - before for before, after in zip(right[:-1], left[1:], strict=True)]
    top = [y + SIZE for y in bottom]
    places = list(zip(left, bottom, strict=True))
    return Letters(text, left, top, right, bottom, steps, objects, places.__getitem__, lambda _: STYLE)


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        ([("o", 50, 700), ("f", 55, 700), ("t", 60.2, 700)], ["oft"]),
        ([("o", 50, 700), ("f", 55, 700), ("t", 62, 700)], ["of", "t"]),
        ([("o", 50, 700), ("f", 55, 698)], ["o", "f"]),
        ([("o", 500, 700), ("f", 50, 688)], ["o", "f"]),
        ([("o", 50, 700), ("f", 50, 700)], ["o", "f"]),
    ],
    ids=["close behind", "a gap", "lower", "the next line", "over one another"],
)
def test_a_line_break_that_is_guessed_counts_only_where_the_page_shows_it(
    spots: list[tuple[str, float, float]], words: list[str]
) -> None:
    assert [piece.text for piece in read_pieces(letters(*spots))] == words
