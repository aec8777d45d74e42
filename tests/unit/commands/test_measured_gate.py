"""What `dragoman evaluate gate` counts: lines that pass, lines told by their sentence, spoiled lines that are found."""

from __future__ import annotations

import pytest

from briefings.commands.measured.gate import Document, Line, caught, shown
from briefings.commands.measured.spoiled import KINDS, numbers_of

TRUE = Line("The army did not leave Berbera on Monday.", "The army did not leave Berbera on Monday.", None)
CUT = Line("The army did leave Berbera on Monday.", "The army did not leave Berbera on Monday.", None)
DOCUMENT = Document(f"{TRUE.sentence} Oslo counted 14 ships.", (TRUE, CUT), ("Berbera", "Oslo"))


def test_every_fault_put_into_a_true_line_is_found_and_counted() -> None:
    found = caught([DOCUMENT])

    assert found["spoiled"]["“not” dropped"] == {"made": 2, "caught": 1.0, "missed": 0}
    assert found["spoiled"]["another name of the text"]["missed"] == 0
    assert found["spoiled"]["quotation cut"] == {"made": 0, "caught": None, "missed": 0}
    assert found["spoiled"]["all"]["made"] == sum(found["spoiled"][kind]["made"] for kind in KINDS)
    assert found["false_alarms"] == 0.0


def test_nothing_is_divided_by_nothing() -> None:
    assert caught([])["spoiled"]["all"] == {"made": 0, "caught": None, "missed": 0}


def test_the_figures_are_shown_as_tables() -> None:
    counts = {"lines": 2, "passed": 1, "quoted": 1, "withheld": 0, "cut": 0.5, "long": 0.0}

    text = shown({"lines": {"all": counts}, **caught([DOCUMENT])})

    assert "spoiled on purpose" in text
    assert "true lines refused: 0.000" in text


@pytest.mark.parametrize(
    ("text", "numbers"), [("14 of 300 ships, 14 men", ["14", "300"]), ("three men", ["three"]), ("", [])]
)
def test_the_numbers_of_a_text_are_each_named_once(text: str, numbers: list[str]) -> None:
    assert numbers_of(text) == numbers
