"""A page of bare text with several articles comes apart at its headlines, and only there."""

from __future__ import annotations

import textwrap

import pytest

from briefings.layout.blocks import build_blocks
from briefings.layout.headlines import mark_headlines
from briefings.layout.lexicon import Lexicon
from briefings.layout.textpages import plain_lines
from briefings.layout.wordmodel import shipped_model

STORM = [
    "The port of Nadira was closed on Monday after a storm had damaged its piers. Ships must use the harbour of Kalba.",
    "The ministry has promised to pay for the cranes that were lost, and will send engineers on Thursday.",
]
TRAINS = [
    "A second train runs to the north each day since Thursday. The line had been closed for three years and a day.",
    "Tickets are sold at the stations only. Farmers want a third train before the harvest begins in July.",
]


def headlines(*parts: str, width: int = 70, gap: int = 1) -> list[str]:
    """Those of a page; "#" before a part sets it apart by as many empty lines as `gap` says."""
    lines: list[str] = []
    for part in parts:
        lines += [""] * ((gap if part.startswith("#") else 1) if lines else 0)
        lines += textwrap.wrap(part.lstrip("#"), width)
    marked = build_blocks(mark_headlines(lines, plain_lines(lines)), Lexicon.of(lines, shipped_model()))
    return [block.text for block in marked if block.kind == "headline"]


@pytest.mark.parametrize("width", [60, 80, 5000])
def test_each_article_has_its_headline(width: int) -> None:
    read = headlines(
        "#Storm closes the port of Nadira", *STORM, "#Trains run again to the north after years", *TRAINS, width=width
    )

    assert read == ["Storm closes the port of Nadira", "Trains run again to the north after years"]


def test_a_headline_of_two_lines_is_one() -> None:
    first = "Trains run again to the north after three years of work on the bridges of the upper valley"

    assert headlines("#Storm closes the port of Nadira", *STORM, f"#{first}", *TRAINS)[1] == first


def test_a_byline_or_a_dateline_tells_a_headline_however_short() -> None:
    assert headlines("#Storm closes port", *STORM, "#Trains run", "By Jane Roe", *TRAINS)[-1] == "Trains run"
    assert headlines("#Storm closes port", *STORM, "#Trains run", f"NADIRA, May 3 — {TRAINS[0]}")[-1] == "Trains run"


def test_short_titles_between_paragraphs_stay_inside_their_article() -> None:
    assert headlines(
        "#Storm closes the port of Nadira", STORM[0], "What it costs", STORM[1], "The trains", *TRAINS
    ) == ["Storm closes the port of Nadira"]


def test_more_white_or_capitals_tell_headlines_from_long_sub_headings() -> None:
    inside = "What the railway means for the farmers of the north"
    spaced = headlines("#Storm closes the port", *STORM, "#New trains", TRAINS[0], inside, TRAINS[1], gap=3)
    shouted = headlines("#STORM CLOSES THE PORT", *STORM, "#NEW TRAINS RUN", TRAINS[0], inside, TRAINS[1])

    assert spaced == ["Storm closes the port", "New trains"]
    assert shouted == ["STORM CLOSES THE PORT", "NEW TRAINS RUN"]


@pytest.mark.parametrize(
    "line",
    [
        "2.1 What the railway means for the farmers",
        "Figure 3: Grain brought to the coast by month",
        "What does the railway mean for the farmers of the north?",
        "“It is the best railway of all” - Jane Roe",
        "and the grain that was brought to the coast",
        "Grain, wheat, barley, oats and all the rest,",
        "The grain that was brought to the",
    ],
)
def test_other_short_lines_are_no_headlines(line: str) -> None:
    assert headlines("#Storm closes the port of Nadira", *STORM, line, *TRAINS) == ["Storm closes the port of Nadira"]


def test_a_list_between_two_paragraphs_holds_no_headline() -> None:
    listed = [
        "Grain from the upper valley farms",
        "Wool from the hills around Kalba",
        "Salt from the western lake shores",
    ]

    assert headlines("#Storm closes the port of Nadira", *STORM, *listed, *TRAINS) == [
        "Storm closes the port of Nadira"
    ]
