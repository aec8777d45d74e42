"""A line that only the sentence before it explains is no first choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments.standing import leans, under_its_day
from briefings.model import DaySpan
from tests.builders import a_day


@pytest.mark.parametrize(
    "line",
    [
        "They left the port on Monday.",
        "“He left the port.",
        "In May he gave back the base.",
        "On Tuesday, she signed an agreement.",
        "Since then they have attacked three convoys.",
        "Most were hurt.",
        "His Russian counterpart was expected in Oslo.",
        "Another landed in the port.",
        "Since then prices have fallen.",
        "Two days later the army announced a ceasefire.",
        "The day before, Acme had raised its prices.",
        "At the time this was hailed as a success.",
        "Several of them welcomed the talks.",
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
        "Later this month Acme will meet Bolt.",
        "The day after the raid Acme left.",
        "Two days after the raid Acme left.",
        "At the time of the raid Acme had left.",
        "",
    ],
)
def test_what_names_somebody_stands_alone(line: str) -> None:
    assert not leans(line)


@given(st.text(max_size=60))
def test_any_line_can_be_asked(line: str) -> None:
    assert leans(line) in {True, False}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("25 JUNE: Rockets hit the port.", "Rockets hit the port."),
        ("Thursday, 25 June 2020: rockets hit the port.", "Rockets hit the port."),
        ("June 25 – Rockets hit the port.", "Rockets hit the port."),
        ("26 JUNE: Rockets hit the port.", "26 JUNE: Rockets hit the port."),
        ("25 June 2019: Rockets hit the port.", "25 June 2019: Rockets hit the port."),
        ("On 25 June rockets hit the port.", "On 25 June rockets hit the port."),
        ("25 June:", "25 June:"),
    ],
)
def test_beside_its_day_a_line_is_not_headed_by_it(line: str, told: str) -> None:
    assert under_its_day(line, a_day("2020-06-25")) == told


@pytest.mark.parametrize("when", [None, a_day("2020-06-24", "2020-06-25")])
def test_a_heading_stays_where_no_one_day_stands_beside_it(when: DaySpan | None) -> None:
    assert under_its_day("25 June: Rockets hit the port.", when) == "25 June: Rockets hit the port."
