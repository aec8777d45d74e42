"""The lattice of a page's cuts: probabilities add up, and nothing is lost, whatever the lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.layout.evidence import Setting
from briefings.layout.lattice import build
from briefings.layout.spliced import Split, split_columns
from briefings.layout.weighing import NAMES, shipped_weights
from briefings.layout.wordmodel import shipped_model
from tests.unit.layout.typesetting import column, splice

MODEL = shipped_model()
TOKENS = st.sampled_from(
    (
        *("the", "harbour", "re-", "opened", "after", "12", "weeks.", "Officials", "(who)", "U.S.", "•", "uS"),
        *("שלום", "3)", "end:", "—", "pre-war"),
    )
)
LINES = st.lists(st.lists(TOKENS, max_size=12).map(" ".join), max_size=9)

GROWERS = (
    (
        "Growers in the valley have lost a third of their apple trees to a blight that came with last year's "
        "mild winter. "
        "The cooperative has asked the province for new saplings, but nurseries say that none will be ready "
        "before spring."
    ),
    (
        "A bridge over the river, closed since the flood, is to be opened again in June. Until then the fruit "
        "has to be "
        "taken round by the northern road, which adds two hours to every journey and has doubled the cost of freight."
    ),
)
SURVEYORS = (
    (
        "Surveyors who mapped the glacier by plane found that its tongue has drawn back by four kilometres "
        "since the first "
        "photographs were taken. The lake below it is now held by a wall of loose stones that might give way "
        "at any time."
    ),
    (
        "Two villages have been told to keep their most important papers in one bag. A siren has been built above the "
        "school, and every child knows the path that leads up to the chapel on the hill."
    ),
)


def _words(split: Split, line: int) -> list[str]:
    return [token for text in split.rows[line].cols for token in text.split()]


@settings(max_examples=25, deadline=None)
@given(LINES, st.integers(2, 3))
def test_every_token_of_every_line_lands_once_and_in_order(lines: list[str], columns: int) -> None:
    split = split_columns(lines, columns, MODEL)

    assert [_words(split, number) for number in range(len(lines))] == [line.split() for line in lines]
    assert all(len(row.cols) == (1 if row.kind == "full" else columns) for row in split.rows)
    assert 0.0 <= split.confidence <= 1.0


@settings(max_examples=10, deadline=None)
@given(LINES.filter(bool), st.integers(2, 3))
def test_the_probabilities_of_a_lines_cuts_add_up_to_one(lines: list[str], columns: int) -> None:
    lattice = build(Setting(lines, columns, MODEL, shipped_weights()))

    assert [share.sum() for share in lattice.shares()] == pytest.approx([1.0] * len(lines))


def test_the_right_cuts_are_some_of_all_cuts() -> None:
    lines, rows = splice([column(GROWERS, 40), column(SURVEYORS, 40)])
    cuts = [(len(row[0].split()),) for row in rows]
    page = Setting(lines, 2, MODEL, shipped_weights())

    assert build(page, right=cuts).total <= build(page).total
    assert np.isfinite(build(page, right=cuts).total)


def test_every_feature_has_a_weight() -> None:
    assert set(shipped_weights()) == set(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def test_two_columns_of_two_stories_come_apart() -> None:
    lines, rows = splice([column(GROWERS, 40), column(SURVEYORS, 40)])

    cut = [row.cols for row in split_columns(lines, 2, MODEL).rows]

    assert sum(found == row for found, row in zip(cut, rows, strict=True)) >= len(rows) - 1


def test_a_gap_beside_a_picture_is_one_run_in_one_column() -> None:
    left, right = column(GROWERS * 2, 40), column(SURVEYORS * 2, 40)
    right[4:4] = [""] * 5
    size = min(len(left), len(right))
    lines, rows = splice([left[:size], right[:size]])

    cut = [row.cols for row in split_columns(lines, 2, MODEL).rows]

    assert sum(found == row for found, row in zip(cut, rows, strict=True)) >= 0.8 * len(rows)


def test_no_line_no_row() -> None:
    assert split_columns([], 2, MODEL).rows == ()
    assert [row.cols for row in split_columns(["", "  "], 3, MODEL).rows] == [("",), ("",)]


def test_one_endless_line_is_no_row_of_columns() -> None:
    line = " ".join(GROWERS[0].split() * 300)

    (row,) = split_columns([line], 3, MODEL).rows

    assert " ".join(text for text in row.cols if text) == line


def test_ten_thousand_words_come_back_in_order() -> None:
    words = [f"{word}{number}" if number % 7 == 0 else word for number, word in enumerate(GROWERS[0].split() * 263)]
    lines = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]

    split = split_columns(lines, 2, MODEL)

    assert [token for number in range(len(lines)) for token in _words(split, number)] == words


def test_right_to_left_lines_are_not_split_surely() -> None:
    lines = ["הנמל נפתח מחדש אחרי שנים רבות של סגר והפועלים חזרו לעבודה בבוקר יום ראשון"] * 12

    split = split_columns(lines, 2, MODEL)

    assert [" ".join(text for text in row.cols if text) for row in split.rows] == lines
