"""Spliced columns, pages that keep their blanks and plain text are told apart by evidence."""

from __future__ import annotations

from briefings.layout.issue import rebuild_text_issue
from briefings.layout.textpages import judge, reads_on
from briefings.layout.wordmodel import shipped_model
from tests.unit.layout.test_splitting_columns import LEFT, RIGHT
from tests.unit.layout.typesetting import column, splice

MODEL = shipped_model()


def side_by_side() -> list[str]:
    left, right = column(LEFT, 41), column(RIGHT, 41)
    size = min(len(left), len(right))
    return [f"{left[index]:<60}{right[index]}".rstrip() for index in range(size)]


def test_spliced_columns_are_told_from_plain_text() -> None:
    lines, _ = splice([column(LEFT, 41), column(RIGHT, 41)])

    assert judge(lines, MODEL).kind == "spliced"
    assert judge(column(LEFT + RIGHT, 80), MODEL).kind == "plain"


def test_plain_text_reads_on_and_spliced_text_does_not() -> None:
    lines, _ = splice([column(LEFT, 41), column(RIGHT, 41)])

    assert reads_on(column(LEFT, 80), MODEL) > 0.2 > reads_on(lines, MODEL)


def test_columns_with_wide_blanks_between_are_read_one_after_the_other() -> None:
    lines = side_by_side()

    assert judge(lines, MODEL).kind == "grid"
    text = " ".join(block.text for block in rebuild_text_issue([lines]).pages[0].blocks)
    assert "lifted force majeure at the port of Zueitina after talks" in text
    assert text.index("Fragile truce") < text.index("Diplomats in Cairo")


def test_a_page_that_cannot_be_told_apart_is_not_readable_and_says_why() -> None:
    lines = [
        "; ".join(f"{chr(97 + (7 * row + cell) % 26)}q{row}x{cell} zv{cell}k" for cell in range(9)) for row in range(20)
    ]
    issue = rebuild_text_issue([lines])

    assert not issue.pages[0].readable
    assert "send the issue as PDF" in (issue.pages[0].reason or "")
    assert issue.articles == ()


def test_unwrapped_paragraphs_are_plain_text() -> None:
    issue = rebuild_text_issue([["Storm closes the port", "", *LEFT[1:2], *RIGHT[:3]]])

    assert issue.pages[0].readable
    assert [paragraph.text for paragraph in issue.articles[0].paragraphs][-1].startswith("Much will depend")


def test_pages_of_few_lines_are_plain_text() -> None:
    assert judge(["One line.", "Another line."], MODEL).kind == "plain"


GERMAN = (
    (
        "Die Hafenbehörde hat am Montag mitgeteilt, dass die Umladung von Getreide nach dem Streik der Kranführer "
        "wieder aufgenommen wurde. Zwölf Schiffe warteten zuletzt vor der Einfahrt, zwei davon seit mehr als einer "
        "Woche. Der Betreiber rechnet damit, dass der Rückstand bis zum Ende des Monats abgebaut werden kann."
    ),
    (
        "Im Gebirge ist unterdessen der erste Schnee gefallen, früher als in den vergangenen Jahren. Mehrere "
        "Straßen über die Pässe wurden gesperrt, und die Bergbauern mussten ihr Vieh in großer Eile ins Tal "
        "treiben. Meteorologen erwarten, dass die Kälte noch einige Tage anhalten wird."
    ),
)


def test_columns_in_another_language_are_not_told_apart_with_certainty() -> None:
    lines, _ = splice([column(GERMAN[:1] * 3, 40), column(GERMAN[1:] * 3, 40)])
    issue = rebuild_text_issue([lines])

    assert judge(lines, MODEL).kind == "unclear"
    assert not issue.pages[0].readable
    assert issue.articles == ()
