"""Pages on which white space alone misleads: boxes, pictures, tables and quotations among the columns."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.layout.geometry import Shape, Word, WordPage
from briefings.layout.issue import rebuild_word_issue
from briefings.layout.wordmodel import shipped_model
from briefings.layout.wordpages import ReadPage, read_word_page
from tests.unit.layout.typesetting import column, set_column, set_line, word

FIRST = (
    "The port of Nadira was closed on Monday after a storm had damaged both of its piers, the harbour master said.",
    "Repairs will take a month. Until then ships must use the smaller harbour of Kalba, which has room for two.",
)
SECOND = (
    "Fishermen have asked the ministry for help because their boats cannot leave the inner basin before the spring.",
    "A spokesman promised an answer within a week, and said that the money had been set aside in the autumn.",
)
THIRD = (
    "The railway that serves the port runs again since Thursday, with two trains each day in both directions.",
    "Grain from the north will be loaded at Kalba, where a second crane has been put up by the army.",
)
LEFT, RIGHT = 50.0, 320.0  #: edges of two columns, the left one about 240 points wide
PRICES = (
    ("Brent", "45.31", "44.20", "46.13"),
    ("Dubai", "43.10", "42.07", "44.90"),
    ("Urals", "44.02", "41.2", "45.5"),
)


def page(words: Sequence[Word], *shapes: Shape, scale: float = 1.0) -> WordPage:
    return WordPage(1, 800 * scale, 1000 * scale, tuple(words), shapes=shapes)


def read(words: Sequence[Word], *shapes: Shape) -> ReadPage:
    return read_word_page(page(words, *shapes), lambda _: False, shipped_model())


def texts(words: Sequence[Word], *shapes: Shape) -> list[str]:
    issue = rebuild_word_issue([page(words, *shapes)])
    return [block.text for block in issue.pages[0].blocks if block.kind != "furniture"]


def running(words: Sequence[Word], *shapes: Shape) -> str:
    return " ".join(texts(words, *shapes)).replace("\n", " ")


def low(words: Sequence[Word]) -> float:
    return max(one.baseline for one in words)


def set_rows(rows: Sequence[Sequence[str]], xs: Sequence[float], top: float) -> list[Word]:
    return [
        one
        for index, cells in enumerate(rows)
        for x, cell in zip(xs, cells, strict=True)
        for one in set_line(cell, x, top + 14 * index)
    ]


def in_order(text: str, *pieces: str) -> bool:
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def test_text_over_both_columns_does_not_run_on_in_the_right_one() -> None:
    words = [*set_column(["In short: " + FIRST[0]], 120, 150, width=70)]
    top = low(words) + 14
    words += [*set_line("1 Damage", LEFT, top + 10, 12), *set_column(FIRST, LEFT, top + 24)]
    words += set_column(SECOND, RIGHT, top)

    assert in_order(running(words), "In short", "1 Damage", *FIRST, *SECOND)


def test_a_quotation_set_into_both_columns_comes_after_the_text_that_runs_round_it() -> None:
    words = set_line("Storm closes the port", LEFT, 150, 26)
    for x, paragraphs in ((LEFT, FIRST * 3), (RIGHT, SECOND * 3)):
        whole = column(paragraphs, 42)
        narrow = column([" ".join(whole[4:])], 26)
        y = 200.0
        for index, line in enumerate([*whole[:4], *narrow]):
            words += set_line(line, x + (90 if x == RIGHT and 4 <= index < 9 else 0), y)
            y += 12
    words += [*set_line("Nobody asked", 245, 260, 16), *set_line("the pilots", 255, 280, 16)]

    text = running(words)

    assert in_order(text, "The port of Nadira was closed", "Repairs will take", "Fishermen have asked")
    assert "Nobody asked" in text


def test_a_table_across_two_columns_keeps_its_rows() -> None:
    words = [*set_column(FIRST, LEFT, 150), *set_column(SECOND, RIGHT, 150)]
    top = low(words) + 40
    words += set_rows([("Grade", "Open", "Low", "High"), *PRICES * 2], [60, 200, 330, 470], top)
    words += [*set_column(THIRD, LEFT, top + 130), *set_column(THIRD, RIGHT, top + 130)]

    assert in_order(running(words), *FIRST, *SECOND, "Grade Open Low High", "Dubai 43.10 42.07 44.90", *THIRD, *THIRD)


def test_a_table_in_one_column_leaves_the_text_beside_it_alone() -> None:
    words = set_column(FIRST, LEFT, 150)
    top = low(words) + 28
    words += set_rows([("Grade", "Open", "High"), *(row[:3] for row in PRICES * 2)], [60, 140, 220], top)
    words += set_column(SECOND * 3, RIGHT, 150)

    assert in_order(running(words), *FIRST, "Grade Open High", "Urals 44.02 41.2", *SECOND)


def test_page_numbers_belong_to_their_entries_in_a_table_of_contents() -> None:
    entries = [
        "The storm and the port",
        "What the fishermen ask",
        "Trains to the north run",
        "Where the grain goes now",
    ]
    rows = [(first, "12", second, "14") for first, second in zip(entries, entries[::-1], strict=True)] * 2

    text = running(set_rows(rows, [50, 280, 302, 540], 200))

    assert f"{entries[0]} 12 {entries[1]} 12" in text.replace("\n", " ")


def test_a_ruled_table_of_words_is_read_across() -> None:
    cells = [
        ("Harbour of Nadira", "Closed by a storm", "Open in the spring"),
        ("Harbour of Kalba", "Two ships only", "-"),
    ]
    rules = [Shape("rule", x, 190 + 14 * row, x + 190, 190.5 + 14 * row) for row in range(7) for x in (45, 235, 425)]

    text = running(set_rows(cells * 3, [50, 240, 430], 200), *rules)

    assert text.count("Harbour of Nadira Closed by a storm Open in the spring") == 3


def test_a_box_of_its_own_is_read_for_itself_and_after_the_text() -> None:
    box = set_line("At a glance", 300, 214, 13) + set_column(THIRD, 300, 232, width=36)
    words = [*set_column(FIRST * 3, LEFT, 200), *box]

    text = running(words, Shape("box", 292, 195, 560, low(box) + 8))

    assert in_order(text, *FIRST, "At a glance", *THIRD)


def test_boxes_in_rows_are_read_row_by_row() -> None:
    words, shapes = [], []
    for index, paragraph in enumerate([FIRST[0], SECOND[0], THIRD[0], THIRD[1]]):
        x, y = LEFT + 260 * (index % 2), 200.0 + 120 * (index // 2)
        words += [*set_line(f"Part {index}", x, y, 13), *set_column([paragraph], x, y + 18)]
        shapes.append(Shape("box", x - 8, y - 18, x + 245, y + 92))

    assert in_order(running(words, *shapes), "Part 0", "Part 1", "Part 2", "Part 3")


def test_a_coloured_column_of_a_table_is_no_box() -> None:
    words = set_rows([("Grade", "Open", "Low", "High"), *PRICES * 3], [60, 200, 330, 470], 200)

    assert "Dubai 43.10 42.07 44.90" in running(words, Shape("box", 190, 185, 300, 345))


def test_a_picture_across_the_columns_parts_them_and_its_caption_stands_last() -> None:
    words = [*set_column(FIRST, LEFT, 200), *set_column(SECOND, RIGHT, 200)]
    top = low(words) + 20
    words += set_line("The northern pier on Tuesday", LEFT, top + 122, 8.5)
    words += [*set_column(THIRD, LEFT, top + 150), *set_column(THIRD[::-1], RIGHT, top + 150)]

    text = running(words, Shape("picture", LEFT, top, 560, top + 110))

    assert in_order(text, *FIRST, *SECOND, *THIRD, THIRD[1], "The northern pier on Tuesday")


def test_a_heading_beside_white_stays_in_its_column_where_the_other_runs_on() -> None:
    left = set_column(FIRST * 2, LEFT, 200)
    gap = low(left) + 40
    words = [*left, *set_column(SECOND, LEFT, gap + 5)]
    right = set_column(THIRD[:1] * 3, RIGHT, 200)
    words += [one for one in right if one.baseline < gap - 30]
    words += [*set_line("Grain at Kalba", RIGHT, gap - 14, 13), *set_column(THIRD[1:], RIGHT, gap + 12)]

    assert in_order(running(words), *FIRST, *SECOND, "Grain at Kalba", THIRD[1])


def test_notes_at_the_foot_of_a_column_come_after_the_text() -> None:
    words = set_column(FIRST * 3, LEFT, 200)
    words += set_line("1 See the report of March.", LEFT, low(words) + 20, 8)
    words += set_column(SECOND * 3, RIGHT, 200)

    assert in_order(running(words), *FIRST, *SECOND, "1 See the report of March.")


def test_small_marks_between_the_lines_do_not_upset_the_order() -> None:
    words = [*set_line("Anna Keller and Peter Brandt of Nadira", 150, 170, 12), *set_line("1", 380, 165, 6)]
    words += [*set_column(FIRST * 3, LEFT, 200), *set_column(SECOND * 3, RIGHT, 200)]

    assert in_order(running(words), "Anna Keller", *FIRST, *SECOND)


def test_a_drop_capital_goes_to_the_line_it_touches_and_not_to_the_one_above() -> None:
    words = [*set_line("the pilots had said before.", LEFT, 186), word("N", LEFT, 222, 30)]
    words += [*set_line("othing moved in the port", 68, 202), *set_line("on the first day after", 68, 214)]
    words += set_line("the storm, they said.", LEFT, 226)

    assert in_order(running(words), "said before.", "Nothing moved in the port")


ABSURD = [
    [],
    [word("alone", 10, 10)],
    [word("same", 100, 100)] * 400,
    [replace(word("far", 10, 10), x0=-1e6, x1=1e6), word("here", 10, 10)],
    [replace(word("no", 10, 10), x0=float("nan")), replace(word("base", 10, 10), base=float("nan")), word("a", 9, 9)],
    [replace(word("endless", 10, 10), y0=float("-inf"), y1=float("inf"), size=float("inf"))],
    [replace(word("flat", 50, 50), x1=50.0, y0=50.0, y1=50.0, size=0.0)] * 50,
    [word("below", -300 + index, -100 + 3 * index) for index in range(200)],
]


@pytest.mark.parametrize("words", ABSURD)
def test_absurd_boxes_lose_no_word(words: list[Word]) -> None:
    assert spoken(read(words)) == Counter(one.text for one in words)


def test_ten_thousand_words_on_a_page_are_all_read() -> None:
    words = [word("abcde", 10 + index % 100 * 7.5, 10 + index // 100 * 9, 2.5) for index in range(10_000)]
    scattered = [word("abcde", index * 7919 % 780, index * 104729 % 990, 4) for index in range(10_000)]

    assert spoken(read(words)).total() == spoken(read(scattered)).total() == 10_000


def spoken(one: ReadPage) -> Counter[str]:
    return Counter(token for text in (*(line.text for line in one.lines), *one.furniture) for token in text.split())


def set_page() -> list[Word]:
    """Three columns under a headline over two of them, with a table across."""
    words = set_line("Storm closes the port", 40, 150, 24)
    for x, paragraphs in ((40, FIRST), (260, SECOND), (480, THIRD)):
        words += set_column(paragraphs * 2, x, 190, width=32)
    return words + set_rows(PRICES * 2, [60, 220, 380, 540], low(words) + 40)


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_words_never_matters(chance: random.Random) -> None:
    words = set_page()
    chance.shuffle(words)

    assert [line.text for line in read(words).lines] == [line.text for line in read(set_page()).lines]


@settings(max_examples=30, deadline=None)
@given(st.floats(0.7, 3.0), st.integers(-30, 60))
def test_a_larger_or_shifted_page_is_read_in_the_same_order(scale: float, shift: int) -> None:
    words = [_moved(one, scale, shift) for one in set_page()]
    moved = read_word_page(page(words, scale=scale), lambda _: False, shipped_model())

    assert [line.text for line in moved.lines] == [line.text for line in read(set_page()).lines]


def _moved(one: Word, scale: float, shift: float) -> Word:
    x0, x1 = one.x0 * scale + shift, one.x1 * scale + shift
    return replace(
        one, x0=x0, x1=x1, y0=one.y0 * scale, y1=one.y1 * scale, size=one.size * scale, base=one.baseline * scale
    )


anywhere = st.builds(
    word,
    st.text(alphabet="abcdeXY.-1", min_size=1, max_size=9),
    st.integers(0, 700),
    st.integers(20, 980),
    st.sampled_from([6.0, 10.0, 10.0, 10.0, 14.0, 30.0]),
)
drawn = st.builds(
    lambda kind, x, y, wide, high: Shape(kind, x, y, x + wide, y + high),
    st.sampled_from(["box", "picture", "rule"]),
    *(st.integers(0, 600), st.integers(0, 800), st.integers(1, 500), st.integers(1, 500)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(anywhere, max_size=50), st.lists(drawn, max_size=6))
def test_every_word_is_read_once_whatever_is_drawn_on_the_page(words: list[Word], shapes: list[Shape]) -> None:
    letters = Counter("".join(one.text for one in words))

    assert Counter("".join(spoken(read(words, *shapes)).elements())) == letters


def test_running_titles_that_change_sides_section_and_folio_are_furniture() -> None:
    pages = []
    for number in range(2, 8):
        left = number % 2 == 0
        section = "Shipping" if number < 5 else "Railways"
        top = set_line(section, 50 if left else 480, 40, 9)
        foot = [*set_line(f"{number}", 50 if left else 545, 985, 9)]
        foot += set_line("The Nadira Monitor", 80 if left else 440, 985, 9)
        text = [*set_column(FIRST * 4, LEFT, 90), *set_column(SECOND * 4, RIGHT, 90)]
        pages.append(replace(page([*top, *text, *foot]), number=number - 1))

    issue = rebuild_word_issue(pages)

    kept = [block.text for one in issue.pages for block in one.blocks if block.kind != "furniture"]
    assert [one.folio for one in issue.pages] == ["2", "3", "4", "5", "6", "7"]
    assert not any(word in text.split() for text in kept for word in ("Monitor", "Shipping", "Railways"))


def test_a_rule_drawn_with_hyphens_in_one_column_is_no_text() -> None:
    left = set_column((*FIRST, *SECOND), LEFT, 100)
    drawn = set_line("- - - - - - - - - - - - - - - -", LEFT, low(left) + 14)
    more = set_column(THIRD, LEFT, low(left) + 28)
    right = set_column((*SECOND, *THIRD, *FIRST), RIGHT, 100)

    found = read([*left, *drawn, *more, *right])

    assert not any("- -" in line.text for line in found.lines)
    assert any("- -" in text for text in found.furniture)
