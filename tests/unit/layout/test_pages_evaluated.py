"""Figures of a page that was read are those that a hand can count."""

from __future__ import annotations

import pytest

from briefings.layout.evaluation import (
    PageTruth,
    lenient,
    order_figures,
    read_out,
    split_counts,
    split_figures,
    strict,
)

FIRST = "The port was closed on Monday."
SECOND = "Ships must use another harbour."
THIRD = "It is open again today."
FLOW = (("p", [f"{FIRST} {SECOND}", THIRD]),)
PAGE = PageTruth(FLOW, in_place=FLOW, furniture=("The Weekly", "Page 3"))


def test_the_truth_itself_scores_full_marks() -> None:
    assert order_figures(PAGE, f"{FIRST} {SECOND}\n\n{THIRD}") == {
        "sim": 1.0,
        "strict": 1.0,
        "sent": 1.0,
        "sent95": 1.0,
        "next": 1.0,
        "bow": 1.0,
        "furn": 0.0,
    }


def test_a_sentence_out_of_place_costs_the_pairs_it_belongs_to() -> None:
    found = order_figures(PAGE, f"{SECOND} {FIRST} {THIRD}")

    assert found["sent"] == 1.0
    assert found["next"] == 0.5  # the first is followed by the third, within reach of the second's length no more
    assert found["bow"] == 1.0


def test_words_that_are_lost_and_titles_left_in_are_counted() -> None:
    found = order_figures(PAGE, f"The Weekly {FIRST} {SECOND}")

    assert found["furn"] == 0.5
    assert found["sent"] == pytest.approx(2 / 3)
    assert found["bow"] == pytest.approx(2 * 11 / (16 + 13))
    assert found["sim"] == pytest.approx(1 - 7 / 16)


def test_a_sentence_with_one_wrong_letter_is_nearly_found() -> None:
    found = order_figures(PAGE, f"{FIRST} Ships must use another harbor. {THIRD}")

    assert found["sent"] == pytest.approx(2 / 3)
    assert found["sent95"] == 1.0


def test_parts_beside_the_text_may_stand_before_it_after_it_or_in_place() -> None:
    flow, floats = (("p", [FIRST]), ("p", [SECOND])), (("pull", ["A storm of the century"]),)
    truth = PageTruth(flow, floats, (flow[0], floats[0], flow[1]))

    for text in (
        f"{FIRST} {SECOND} A storm of the century",
        f"A storm of the century {FIRST} {SECOND}",
        f"{FIRST} A storm of the century {SECOND}",
    ):
        assert order_figures(truth, text)["sim"] == 1.0


def test_labels_of_figures_may_be_there_or_not() -> None:
    truth = PageTruth(FLOW, in_place=FLOW, ignored=("Quay north",))

    assert order_figures(truth, f"{FIRST} {SECOND} Quay north {THIRD}")["sim"] == 1.0
    assert order_figures(truth, f"{FIRST} {SECOND} {THIRD}")["furn"] is None


def test_hyphens_at_line_ends_are_forgiven_unless_asked_for_strictly() -> None:
    assert lenient("lim-\nited, ‘they’re’ well-known") == ["limited", "theyre", "wellknown"]
    assert strict("lim-\nited well-known") == ["lim-", "ited", "well-known"]


TRUTH = [
    {"line": 1, "kind": "full", "left": "Storm closes port", "right": ""},
    {"line": 2, "kind": "cols", "left": "The port was", "right": "ships must use"},
    {"line": 3, "kind": "cols", "left": "closed.", "right": ""},
    {"line": 4, "kind": "cols", "left": "", "right": "Kalba."},
]


def test_lines_that_are_cut_rightly_are_counted_by_kind() -> None:
    found = [
        TRUTH[0],
        {**TRUTH[1], "left": "The port", "right": "was ships must use"},
        TRUTH[2],
        {**TRUTH[2], "line": 4},
    ]
    figures = split_figures(split_counts(TRUTH, found))

    assert figures == {"lines": 0.5, "both": 0.0, "single": 0.5, "full": 1.0, "words": 6 / 8}


def test_a_line_that_was_not_cut_or_not_read_counts_for_nothing() -> None:
    whole = [{**record, "kind": "full"} for record in TRUTH]

    assert split_figures(split_counts(TRUTH, whole))["lines"] == 0.25
    assert split_figures(split_counts(TRUTH, []))["lines"] == 0.0
    assert split_figures(split_counts([], []))["lines"] is None


def test_a_cut_page_reads_column_after_column_between_lines_that_cross_it() -> None:
    assert read_out(TRUTH) == "Storm closes port\nThe port was\nclosed.\nships must use\nKalba."


def test_three_columns_are_cut_and_read_alike() -> None:
    record = {"line": 1, "kind": "cols", "cols": ["one", "two", "three"]}

    assert split_figures(split_counts([record], [record]))["both"] == 1.0
    assert split_figures(split_counts([record], [{**record, "cols": ["one", "two three"]}]))["words"] == 2 / 3
    assert read_out([record]) == "one\ntwo\nthree"
