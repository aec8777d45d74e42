"""What a text says of an entity: other names, offices, descriptions."""

from __future__ import annotations

import time

import pytest

from briefings.entities import find_aliases, find_descriptions, find_roles
from briefings.model import EntityId, Mention


def named(text: str, *names: str, label: str = "PERSON") -> list[Mention]:
    found = []
    for name in names:
        start = text.index(name)
        found.append(Mention(start, start + len(name), name, label, EntityId(name.lower().replace(" ", "-"))))
    return found


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("A group called Thaer Allah, or the Vengeance of God.", "Thaer Allah", "Vengeance of God"),
        ("The Iraq Stock Exchange (ISX) fell.", "Iraq Stock Exchange", "ISX"),
        ("QatarEnergy, formerly Qatar Petroleum, signed.", "QatarEnergy", "Qatar Petroleum"),
        ("Mohamed Hamdan Dagalo, also known as Hemedti, left.", "Mohamed Hamdan Dagalo", "Hemedti"),
        ("Mohamed Hamdan Dagalo (better known as “Hemedti”) left.", "Mohamed Hamdan Dagalo", "Hemedti"),
        ("Basra Oil Company, formerly known as South Oil Company, said.", "Basra Oil Company", "South Oil Company"),
    ],
)
def test_a_second_name_is_learned_with_its_place(text: str, name: str, alias: str) -> None:
    mentions = named(text, name, label="ORG")

    assert find_aliases(text, mentions) == [(mentions[0].entity, alias, mentions[0].start)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It hit Basra, or Baghdad would have burnt.", ("Basra",)),
        ("Iran, or the United States, will yield.", ("Iran", "United States")),
        ("Total Energies (see page 3) fell.", ("Total Energies",)),
        ("Kirkuk Province (Iraq) is calm.", ("Kirkuk Province", "Iraq")),
        ("Ali Hasan (45) came.", ("Ali Hasan",)),
    ],
)
def test_two_things_are_no_names_of_one(text: str, names: tuple[str, ...]) -> None:
    assert find_aliases(text, named(text, *names, label="ORG")) == []


@pytest.mark.parametrize(
    ("text", "name", "role", "former"),
    [
        ("Prime Minister Mustafa al-Kadhimi spoke.", "Mustafa al-Kadhimi", "Prime Minister", False),
        ("The then-prime minister, Adel Abdul Mahdi, was slow.", "Adel Abdul Mahdi", "then-prime minister", True),
        ("He met former oil minister Jabbar Luaibi.", "Jabbar Luaibi", "former oil minister", True),
        ("Ex-president Jalal Talabani died.", "Jalal Talabani", "Ex-president", True),
        ("Iraq's oil minister, Ihsan Ismail, left.", "Ihsan Ismail", "Iraq's oil minister", False),
        ("On Friday Kataib Hezbollah leader Ahmad Hamidawi spoke.", "Ahmad Hamidawi", "Kataib Hezbollah leader", False),
        ("General Yahya Rasool came.", "General Yahya Rasool", "General", False),
        ("Hadi Amiri, the leader of Badr, came.", "Hadi Amiri", "leader of Badr", False),
        ("Hadi Amiri, who is the leader of Badr, came.", "Hadi Amiri", "leader of Badr", False),
        ("Hadi Amiri was transport minister until 2014.", "Hadi Amiri", "transport minister", True),
        (
            "Rasool Karim, military spokesman for Prime Minister Kadhimi, said.",
            "Rasool Karim",
            "military spokesman for Prime Minister Kadhimi",
            False,
        ),
        (
            "It was said by Senior Under-Secretary of Iraq's Ministry of Foreign Affairs, Karim Hashem.",
            "Karim Hashem",
            "Senior Under-Secretary of Iraq's Ministry of Foreign Affairs",
            False,
        ),
    ],
)
def test_an_office_is_learned(text: str, name: str, role: str, former: bool) -> None:  # noqa: FBT001 - a column of the table
    found = [(said.role, said.former) for said, _, _ in find_roles(text, named(text, name))]

    assert (role, former) in found


def test_the_stretch_holds_office_and_name() -> None:
    text = "On Monday the then-prime minister, Adel Abdul Mahdi, was slow."
    ((_, start, end),) = find_roles(text, named(text, "Adel Abdul Mahdi"))

    assert text[start:end] == "then-prime minister, Adel Abdul Mahdi"


def test_the_office_of_the_next_person_is_not_this_ones() -> None:
    text = "Mike Pompeo, Defence Secretary Mark Esper and Ali Allawi, the finance minister, Barham Salih came."
    found = {
        (said.entity, said.role)
        for said, _, _ in find_roles(text, named(text, "Mike Pompeo", "Mark Esper", "Ali Allawi", "Barham Salih"))
    }

    assert found == {("mark-esper", "Defence Secretary"), ("ali-allawi", "finance minister")}


def test_of_a_spokesman_for_a_minister_the_minister_holds_his_own_office() -> None:
    text = "It was the military spokesman for Prime Minister Mustafa al-Kadhimi."
    ((said, _, _),) = find_roles(text, named(text, "Mustafa al-Kadhimi"))

    assert said.role == "Prime Minister"


def test_a_mention_without_entity_learns_nothing() -> None:
    text = "Oil Minister Somebody Else spoke."

    assert find_roles(text, [Mention(13, 27, "Somebody Else", "PERSON")]) == []


@pytest.mark.parametrize(
    "text",
    [
        "They belong to a little-known group called Sons of Marsh.",
        "Sons of Marsh, an armed group backed by Iran, fired.",
        "Sons of Marsh is a militia.",
        "Sons of Marsh, which is one of the smaller factions, fired.",
    ],
)
def test_a_sentence_that_says_what_it_is_describes_it(text: str) -> None:
    assert [entity for entity, _ in find_descriptions(text, named(text, "Sons of Marsh", label="ORG"))] == [
        "sons-of-marsh"
    ]


def test_a_sentence_that_says_what_it_does_does_not() -> None:
    text = "Sons of Marsh fired at a base."

    assert find_descriptions(text, named(text, "Sons of Marsh", label="ORG")) == []


def test_a_text_of_endless_hyphens_is_read_at_once() -> None:
    text = f"Karim Hashem, {'a-b-' * 400}minister of {'Ab ' * 200}Karim"
    start = time.perf_counter()
    find_roles(text, named(text, "Karim Hashem"))
    find_aliases(text, named(text, "Karim Hashem"))
    find_descriptions(text, named(text, "Karim Hashem"))

    assert time.perf_counter() - start < 1


def test_a_place_within_a_name_is_not_given_the_name_s_acronym() -> None:
    text = "Men of al-Hilal in Riverton (AHR) fled. AHR said so."
    town = Mention(text.index("Riverton"), text.index("Riverton") + 8, "Riverton", "GPE", EntityId("riverton"))
    group = Mention(text.index("al-Hilal"), text.index(" (AHR"), "al-Hilal in Riverton", "ORG", EntityId("al-hilal"))

    assert find_aliases(text, [town]) == []
    assert [(entity, alias) for entity, alias, _ in find_aliases(text, [group])] == [("al-hilal", "AHR")]


def test_a_name_in_its_own_script_is_learned_and_each_alias_once() -> None:
    text = "The Sea Army (Arabic: جيش البحر), also known as the SEA, sank."
    army = Mention(4, 12, "Sea Army", "ORG", EntityId("sea-army"))

    assert [alias for _, alias, _ in find_aliases(text, [army])] == ["SEA", "جيش البحر"]


def test_a_nationality_beside_a_name_is_no_alias() -> None:
    text = "Riverton, formerly Marshian, is large."
    seen = [Mention(0, 8, "Riverton", "GPE", EntityId("riverton")), Mention(19, 27, "Marshian", "NORP")]

    assert find_aliases(text, seen) == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("It went to the Guard, of which Sea Army is a member.", "Sea Army", "ORG"),
        ("They left Riverton south of Marsh City, the base near Salt Lake.", "Marsh City", "GPE"),
        ("Adam Roe, the Guard's chairman, said that the company lost.", "Adam Roe", "PERSON"),
        ("Marsh City, the minister said, has an army.", "Marsh City", "GPE"),
    ],
)
def test_what_is_told_of_something_else_is_no_description(text: str, name: str, label: str) -> None:
    start = text.index(name)
    mention = Mention(start, start + len(name), name, label, EntityId("somebody"))

    assert find_descriptions(text, [mention]) == []
