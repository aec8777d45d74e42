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
        ("Harbour Hall, officially the Union in Riverton is a club.", ("Harbour Hall", "Union in Riverton")),
        ("Harbour Hall (formerly the Union of Sailors) burnt.", ("Harbour Hall", "Union of Sailors")),
        ("The Northern Sailors Party, NSP, met.", ("Northern Sailors Party", "NSP")),
        ("The NSP (Northern Sailors Party) met.", ("NSP", "Northern Sailors Party")),
        ("Men of al-Hilal in Riverton (AHR) fled.", ("al-Hilal in Riverton", "AHR")),
        ("Adam Roe, nicknamed the Baker of Basra, fled.", ("Adam Roe", "Baker of Basra")),
        ("Adam Roe, better known by his nom de guerre Abu Salt, fled.", ("Adam Roe", "Abu Salt")),
        ("Abu Salt (real name Adam Hashim) fled.", ("Abu Salt", "Adam Hashim")),
        ("Ansar Allah, also spelt Ansarullah, agreed.", ("Ansar Allah", "Ansarullah")),
        ("Jund al-Bahr, Arabic for the Army of the Sea, sank.", ("Jund al-Bahr", "Army of the Sea")),
        ('Jund al-Bahr ("Army of the Sea") sank.', ("Jund al-Bahr", "Army of the Sea")),
        ("Jund al-Bahr (Arabic: جند البحر, “Army of the Sea”) sank.", ("Jund al-Bahr", "Army of the Sea")),
        ("The Sea group, also known by its Arabic acronym, Jab, sank.", ("Sea", "Jab")),
    ],
)
def test_a_second_name_is_found_however_it_is_given(text: str, pair: tuple[str, str]) -> None:
    assert [(text[slice(*a)], text[slice(*b)]) for a, b in find_synonyms(text, ())] == [pair]


def test_an_office_set_off_by_a_comma_is_the_person_and_a_title_is_a_part_of_the_name() -> None:
    beside, before = "The oil minister, Adam Roe, spoke.", "Oil Minister Adam Roe spoke."

    assert [beside[slice(*b)] for _, b in find_synonyms(beside, [person("Adam Roe", beside)])] == ["oil minister"]
    assert find_synonyms(before, [person("Adam Roe", before)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Trump called Putin on Monday.",
        "Baghdad (Reuters) - Iraq met.",
        "Mosul, once Iraq's second city, fell.",
        "Adam Roe, now Prime Minister, spoke.",
        "Adam Roe, formerly Head of Intelligence, spoke.",
        "Adam Roe, Minister for the Middle East, spoke.",
        "The assault on Riverton was known as Operation Gull.",
        "Adam Roe (Labour) and Ann Grey (State of Law) spoke.",
        "Total (France) and Eni (Italy) pump at Rumaila (South) and Zubair (BP).",
        "The Board (CEO) met; Brent (ICE) rose.",
        "Iraq, or the United States would act.",
        "Adam Roe was known to Ann Grey.",
    ],
)
def test_what_stands_beside_a_name_is_no_name_of_it_unless_the_text_says_so(text: str) -> None:
    assert find_synonyms(text, ()) == []


def test_brackets_hold_another_name_of_a_body_but_not_of_a_person() -> None:
    body, man = "Saraya al-Salam (Peace Companies) met.", "Adam Roe (Dawa Party) met."

    assert len(find_synonyms(body, [Mention(0, 15, body[:15], "ORG")])) == 1
    assert find_synonyms(man, [person("Adam Roe", man)]) == []


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Col. Adam Roe, 407th brigade commander, spoke.", "407th brigade commander"),
        ("The force's commanding general, Lt. Gen. Adam Roe, spoke.", "force's commanding general"),
        ("His chief of staff is Colonel Adam Roe.", "chief of staff"),
        ("President Ali Grey dismissed his chief of staff, Adam Roe.", "chief of staff"),
        ("The deputy head of the foreign ministry, Adam Roe, spoke.", "deputy head of the foreign ministry"),
    ],
)
def test_an_office_is_found_however_it_is_set_beside_a_name(text: str, office: str) -> None:
    assert [text[slice(*b)] for _, b in find_synonyms(text, [person("Adam Roe", text)])] == [office]


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

    assert found >= 10
    assert wrong <= 1


def _over(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
