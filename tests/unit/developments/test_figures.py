"""Figures keep their qualifiers and units; years and days of a month are none."""

from __future__ import annotations

import pytest

from briefings.developments.figures import find_figures


@pytest.mark.parametrize(
    ("sentence", "text", "value", "qualifier"),
    [
        ("At least four attacks were reported.", "At least four attacks", 4.0, "at least"),
        ("Nearly three dozen rockets were fired.", "Nearly three dozen rockets", 36.0, "nearly"),
        ("Output fell to about 2.3 million barrels per day.", "about 2.3 million barrels per day", 2.3e6, "about"),
        ("Troop levels of 5,200 were kept.", "5,200", 5200.0, None),
        ("The deal is worth $3.2bn.", "$3.2bn", 3.2e9, None),
        ("Exports rose by more than 12 per cent.", "more than 12 per cent", 12.0, "more than"),
    ],
)
def test_a_figure_has_its_value_and_qualifier(sentence: str, text: str, value: float, qualifier: str | None) -> None:
    found = find_figures(sentence)

    assert [(figure.text, figure.value, figure.qualifier) for figure in found] == [(text, value, qualifier)]


@pytest.mark.parametrize("sentence", ["The war ended in 2018.", "They met on June 25.", "One of them stayed."])
def test_years_days_and_a_plain_one_are_no_figures(sentence: str) -> None:
    assert find_figures(sentence) == ()


def test_a_comma_behind_a_year_does_not_make_it_a_figure() -> None:
    assert find_figures("Since 2017, the groups have grown.") == ()


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("3 bcf/d", 3.0, "bcf/d"),
        ("85 mmcfd", 85.0, "mmcfd"),
        ("1.5mn b/d", 1.5e6, "b/d"),
        ("12 bcm", 12.0, "bcm"),
        ("250 GWh", 250.0, "GWh"),
        ("2-GW", 2.0, "GW"),
        ("500MW", 500.0, "MW"),
        ("4%", 4.0, "%"),
        ("Dh3bn", 3e9, "Dh"),
    ],
)
def test_units_of_the_trade_are_known(phrase: str, value: float, unit: str) -> None:
    (figure,) = find_figures(f"They reported {phrase} there.")

    assert (figure.text, figure.value, figure.unit) == (phrase, value, unit)
