"""Known names in a text, also where a recogniser saw none."""

from __future__ import annotations

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex, find_names


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_entities())


def found(text: str, index: NameIndex) -> dict[str, str]:
    return {mention.text: str(mention.entity) for mention in find_names(text, index)}


def test_offsets_are_those_of_the_text(index: NameIndex) -> None:
    text = "Troops of Kata'ib\nHezbollah left Basra's port."

    for mention in find_names(text, index):
        assert text[mention.start : mention.end] == mention.text


def test_names_are_found_as_written(index: NameIndex) -> None:
    text = "The US has blamed Kataib Hezbollah for attacks near Baghdad's Green Zone, and Saudi Aramco left."

    assert found(text, index) == {
        "US": "united-states",
        "Kataib Hezbollah": "kataib-hezbollah",
        "Baghdad's Green Zone": "green-zone",
        "Saudi Aramco": "saudi-aramco",
    }


def test_another_spelling_of_a_whole_name_is_found(index: NameIndex) -> None:
    assert found("He met Katayib Hizbollah and Basra Oil Co in May.", index)["Katayib Hizbollah"] == "kataib-hezbollah"


@pytest.mark.parametrize("text", ["it told us so", "this is it", "a shell hit the wall", "no eni or bp here"])
def test_small_letters_name_nobody(index: NameIndex, text: str) -> None:
    assert find_names(text, index) == []


def test_a_word_that_the_text_also_writes_small_is_no_name(index: NameIndex) -> None:
    assert found("Shell fire. A shell fell.", index) == {}
    assert found("Shell and Eni signed.", index) == {"Shell": "shell"}


def test_a_line_in_capitals_has_no_acronyms(index: NameIndex) -> None:
    assert "IS" not in found("THE WAR IS OVER\nIt ended.", index)


def test_a_longer_name_wins(index: NameIndex) -> None:
    assert found("Gazprom Neft and the Islamic Republic of Iran", index) == {
        "Gazprom Neft": "gazprom-neft",
        "Islamic Republic of Iran": "iran",
    }


def test_native_script_is_found(index: NameIndex) -> None:
    assert found("قال كتائب حزب الله في بغداد", index) == {"كتائب حزب الله": "kataib-hezbollah", "بغداد": "baghdad"}
