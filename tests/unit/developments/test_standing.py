"""A line that only the sentence before it explains is no first choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments.standing import leans


@pytest.mark.parametrize(
    "line",
    [
        "They left the port on Monday.",
        "“He left the port.",
        "In May he gave back the base.",
        "On Tuesday, she signed an agreement.",
        "Since then they have attacked three convoys.",
        "Most were hurt.",
    ],
)
def test_what_opens_with_a_pronoun_leans(line: str) -> None:
    assert leans(line)


@pytest.mark.parametrize(
    "line",
    [
        "Acme said it left the port.",
        "In May Omar Haddad said he would leave.",
        "In May [Omar Haddad] left the port.",
        "After the army won it left the port.",
        "[Omar Haddad] said he left.",
        "Prices rose in May.",
        "",
    ],
)
def test_what_names_somebody_stands_alone(line: str) -> None:
    assert not leans(line)


@given(st.text(max_size=60))
def test_any_line_can_be_asked(line: str) -> None:
    assert leans(line) in {True, False}
