"""Stretches that a text gives as one: two names, or a name and the office beside it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from briefings.entities.synonyms import find_synonyms
from briefings.model import Mention


def person(name: str, text: str) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, "PERSON")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The National Oil Board (NOB) met.", ("National Oil Board", "NOB")),
        ("Funds went to RISO, also known by its Persian acronym as DASO.", ("RISO", "DASO")),
        ("Adam Roe (Arabic: آدم رو), also known as Abu Salt, fled.", ("Adam Roe", "Abu Salt")),
        ("Harbour Hall, officially the Union of Sailors, burnt.", ("Harbour Hall", "Union of Sailors")),
    ],
)
def test_a_second_name_is_found_however_it_is_given(text: str, pair: tuple[str, str]) -> None:
    assert [(text[slice(*a)], text[slice(*b)]) for a, b in find_synonyms(text, ())] == [pair]


def test_an_office_set_off_by_a_comma_is_the_person_and_a_title_is_a_part_of_the_name() -> None:
    beside, before = "The oil minister, Adam Roe, spoke.", "Oil Minister Adam Roe spoke."

    assert [beside[slice(*b)] for _, b in find_synonyms(beside, [person("Adam Roe", beside)])] == ["oil minister"]
    assert find_synonyms(before, [person("Adam Roe", before)]) == []


@pytest.mark.parametrize(
    "text", ["", "(", "🙂", "X, or the", "\u200f(Arabic: ", "The Board (The Board) (", "a" * 10_000]
)
def test_odd_texts_give_nothing(text: str) -> None:
    assert find_synonyms(text, ()) == []


def test_names_that_labelled_texts_declare_are_found_with_no_pipeline() -> None:
    """Names in brackets and the like alone; offices need people that were recognised."""
    shared = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / ".." / "shared"))
    path = shared / "data" / "briefs" / "d_re3d.jsonl"
    if not path.exists():
        pytest.skip("the labelled texts are not beside this checkout: set DRAGOMAN_SHARED")
    found = wrong = 0
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        gold = [((r["sb"], r["se"]), (r["tb"], r["te"])) for r in row["relations"] if r["type"] == "IsSynonymOf"]
        gold += [(b, a) for a, b in gold]
        for a, b in find_synonyms(row["text"], ()):
            hit = any(_over(a, c) and _over(b, d) for c, d in gold)
            found, wrong = found + hit, wrong + (not hit)

    assert found >= 9
    assert wrong <= 4


def _over(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
