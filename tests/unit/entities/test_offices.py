"""An office is a title and what it is of: no clause, no wish, and former where the text says so."""

from __future__ import annotations

import pytest

from briefings.entities import find_roles
from briefings.model import EntityId, Mention


def roles(text: str, name: str) -> list[tuple[str, bool]]:
    start = text.index(name)
    mention = Mention(start, start + len(name), name, "PERSON", EntityId("somebody"))
    return [(said.role, said.former) for said, _, _ in find_roles(text, [mention])]


@pytest.mark.parametrize(
    "text",
    [
        "Karim Hashem, had accused the interior minister of misusing army funds.",
        "Karim Hashem, met the ambassador.",
        "Karim Hashem is expected to become prime minister.",
        "Karim Hashem, reappointed Sheikh Jaber as prime minister.",
        "Karim Hashem was sworn in as vice president.",
        "Karim Hashem was attacked by a rival leader.",
        "Karim Hashem, seeing the president, left.",
        "Karim Hashem withdrew his nomination as prime minister.",
        "In a bid for president Karim Hashem failed.",
        "Karim Hashem is not the minister.",
        "Karim Hashem, the finance minister's cousin, left.",
    ],
)
def test_a_predicate_is_no_office(text: str) -> None:
    assert roles(text, "Karim Hashem") == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The group reportedly asked President Karim Hashem to go.", "President"),
        ("They accused interior minister Karim Hashem.", "interior minister"),
        ("Opposition candidate for president Karim Hashem lost.", "Opposition candidate for president"),
        ("Karim Hashem, deputy prime minister of the GNA, signed.", "deputy prime minister of the GNA"),
        ("Karim Hashem, the deputy oil minister, signed.", "deputy oil minister"),
        ("Karim Hashem, now foreign minister, signed.", "foreign minister"),
        ("The acting oil minister, Karim Hashem, left.", "acting oil minister"),
        ("The prime minister-designate, Karim Hashem, left.", "prime minister-designate"),
        ("Kuwait's foreign minister, Sheikh Karim Hashem, left.", "Kuwait's foreign minister"),
        ("Crown Prince Karim Hashem left.", "Crown Prince"),
        ("Iran-backed militia leader Karim Hashem left.", "Iran-backed militia leader"),
        ("A spokesman for President Karim Hashem said so.", "President"),
        ("They support President Karim Hashem.", "President"),
        ("Officials, among them Deputy President Karim Hashem, left.", "Deputy President"),
        ("The country's oil minister is Karim Hashem.", "country's oil minister"),
        ("The head of the rival militia Free Men, Karim Hashem, left.", "head of the rival militia Free Men"),
    ],
)
def test_the_office_alone_is_learned(text: str, role: str) -> None:
    assert roles(text, "Karim Hashem") == [(role, False)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Karim Hashem, oil minister until 2021, signed.", "oil minister"),
        ("Karim Hashem, prime minister of Libya until last year, signed.", "prime minister of Libya"),
        ("Karim Hashem, president from 2004 to 2010, signed.", "president"),
        ("Karim Hashem, prime minister at the time, signed.", "prime minister"),
        ("Libya's prime minister at the time, Karim Hashem, signed.", "Libya's prime minister"),
        ("The then-defence minister, Sheikh Karim Hashem, had left.", "then-defence minister"),
        ("Karim Hashem, who was vice-president under Obama, left.", "vice-president"),
    ],
)
def test_an_office_of_the_past_is_former(text: str, role: str) -> None:
    assert roles(text, "Karim Hashem") == [(role, True)]


def test_the_office_before_a_prince_wins_over_prince() -> None:
    text = "It was signed by Saudi Energy Minister Prince Karim bin Hashem."

    assert roles(text, "Prince Karim bin Hashem") == [("Saudi Energy Minister", False)]


@pytest.mark.parametrize(
    "text",
    [
        "The best-known opponent of the minister is Karim Hashem.",
        "The question for the minister is Karim Hashem.",
        "The prime minister said that his rival is Karim Hashem.",
        "After a talk with the head of the agency, Karim Hashem said no.",
    ],
)
def test_an_office_in_the_same_sentence_is_not_that_of_everybody_in_it(text: str) -> None:
    assert roles(text, "Karim Hashem") == []


def test_a_rank_stands_beside_an_office_and_a_title_that_is_a_given_name_is_none() -> None:
    ranked = "The then-commander of the Blue Force, General Karim Hashem, left."

    assert roles(ranked, "General Karim Hashem") == [("then-commander of the Blue Force", True), ("General", False)]
    assert roles("Sultan al-Hashem left.", "Sultan al-Hashem") == []
    assert roles("Sultan Haitham left.", "Sultan Haitham") == [("Sultan", False)]
    assert roles("Sultan Karim Hashem, the minister, left.", "Sultan Karim Hashem") == [("minister", False)]
