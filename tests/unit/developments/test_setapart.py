"""A source stands in front of what it says, as printed, and only where the sentence says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments.setapart import heading, is_said, split

CUES = frozenset({"said", "told", "according"})


@pytest.mark.parametrize(
    ("source", "front"),
    [
        ("officials", "Officials: "),
        ("the  oil ministry,", "The oil ministry: "),
        ("Acme News", "Acme News: "),
        ("he", ""),
        ("his office", ""),
        ("the mission in Oslo (MINO", ""),
        ("a minister who " + "very " * 20 + "often speaks", ""),
        (None, ""),
        ("", ""),
    ],
)
def test_a_source_is_printed_as_it_stands_unless_it_tells_nobody(source: str | None, front: str) -> None:
    assert heading(source) == front


def test_a_line_is_parted_from_its_source() -> None:
    assert split("Officials: The port was shut.", "The port was shut, officials said.") == (
        "Officials",
        "The port was shut.",
    )
    assert split("Oslo: The port was shut.", "Oslo: The port was shut, officials said.")[0] == ""
    assert split("The port was shut.", "The port was shut.")[0] == ""


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("the oil ministry said on friday", True),
        ("according to the oil ministry", True),
        ("which cost a million and all of the men their jobs the oil ministry said on friday", True),
        ("the oil ministry did not say", False),
        ("the oil ministry said no", False),
        ("a rival of the oil ministry", False),
        ("the ministry said", False),
        ("", False),
    ],
)
def test_an_end_must_say_that_the_source_says_so(end: str, said: bool) -> None:  # noqa: FBT001  # a case's outcome
    assert is_said(end.split(), ["the", "oil", "ministry"], CUES) is said


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_can_be_parted(statement: str, sentence: str) -> None:
    front, rest = split(statement, sentence)

    assert statement.startswith(front)
    assert statement.endswith(rest)
