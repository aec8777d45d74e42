"""Which words mean an armed group without its name: its own kind, its own marks, no others."""

from __future__ import annotations

import pytest

from briefings.briefs.descriptions import Looks, looks_of
from briefings.model import EntityId

LANDS = {"Ruritania": "ruritania", "Ruritanian": "ruritania", "Acadia": "acadia", "Acadian": "acadia"}


def country_of(word: str) -> EntityId | None:
    return EntityId(LANDS[word]) if word in LANDS else None


@pytest.fixture
def looks() -> Looks:
    said = "Acadia-backed Shia armed group in Ruritania, part of a larger one."
    named = ("Blue Lanterns, an Acadia-backed militia, said so.", "A militia, the Blue Lanterns, denied it.")
    return looks_of(said, named, ("Blue Lanterns",), EntityId("ruritania"), country_of)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Soldiers held members of the Acadia-backed militia.", "Acadia-backed militia"),
        ("A pro-Acadian militia fired rockets.", "pro-Acadian militia"),
        ("Two Ruritanian Shiite militias met.", "Ruritanian Shiite militias"),
    ],
)
def test_its_kind_with_its_marks_means_it(looks: Looks, sentence: str, words: str) -> None:
    assert looks.described_in(sentence, country_of, alone=False) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "A Sunni militia fired rockets.",
        "A pro-government militia fired rockets.",
        "An Acadian militia fired rockets.",
        "Acadia-backed rebels fired rockets.",
        "The army shelled militia-held towns.",
        "A bank opened.",
    ],
)
def test_other_marks_and_other_kinds_mean_another(looks: Looks, sentence: str) -> None:
    assert looks.described_in(sentence, country_of, alone=True) is None


def test_the_militia_alone_means_it_only_where_no_other_can_be_meant(looks: Looks) -> None:
    assert looks.described_in("The militia withdrew.", country_of, alone=False) is None
    assert looks.described_in("The militia withdrew.", country_of, alone=True) == "militia"


def test_who_fights_militias_is_none() -> None:
    said = ("The Blue Guard shelled militias.", "A raid on rebels by the Blue Guard failed.")

    assert not looks_of("", said, ("Blue Guard",), EntityId("ruritania"), country_of).heads
