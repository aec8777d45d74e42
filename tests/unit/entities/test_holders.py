"""Who holds an office, asked for by words: "iraqi prime minister"."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex
from briefings.entities.holders import asked, held
from briefings.model import Entity, EntityId, Quote, Role


@pytest.fixture(scope="module")
def catalogue() -> NameIndex:
    return NameIndex(load_entities())


def a_person(name: str, said: str, country: str | None = None) -> Entity:
    return Entity(EntityId(name.lower().replace(" ", "-")), "person", name, description=said, country=country)


LAND = [
    a_person("Adam Arda", "Iraq's oil minister from May 2020 to October 2022; before that head of Acme Drilling."),
    a_person("Badr Bari", "Iraq's oil minister from October 2022."),
    a_person("Carim Celik", "Iraq's deputy oil minister from 2019."),
    a_person("Dara Dizayi", "President of the Kurdistan Region from June 2019."),
    a_person("Esin Eren", "Leader of the Reform Movement; killed in a raid in June 2021.", "iraq"),
    a_person("Faris Fadel", "Leader of the Reform Movement from 2010 until he resigned in 2015.", "iraq"),
    a_person("Goran Gul", "foreign minister from 2014 to 2016", "turkey"),
    a_person("Hana Hafez", "Libya's president from 2000 to 2008 and from 2012."),
]


@pytest.mark.parametrize(
    ("query", "outcome", "first"),
    [
        ("hamas leader", "ambiguous", "yahya-sinwar"),
        ("kurdish president", "found", "nechirvan-barzani"),
        ("iraqi prime minister", "found", "mohammed-shia-al-sudani"),
        ("prime minister of iraq", "found", "mohammed-shia-al-sudani"),
        ("saudi energy minister", "found", "abdulaziz-bin-salman"),
        ("opec secretary general", "found", "haitham-al-ghais"),
        ("OPEC secretary-general", "found", "haitham-al-ghais"),
        ("iranian foreign minister", "found", "abbas-araghchi"),
        ("head of the quds force", "found", "esmail-qaani"),
        ("us president", "found", "donald-trump"),
        ("hizbullah chief", "found", "naim-qassem"),
        ("aramco ceo", "found", "amin-nasser"),
        ("kdp leader", "found", "masoud-barzani"),
        ("who is the iraqi oil minister?", "found", "hayan-abdul-ghani"),
        ("former iraqi oil minister", "ambiguous", "ihsan-abdul-jabbar"),
        ("iraq finance minister", "ambiguous", "ali-allawi"),
        ("saudi crown prince", "found", "mohammed-bin-salman"),
    ],
)
def test_an_office_is_looked_up(catalogue: NameIndex, query: str, outcome: str, first: str) -> None:
    found = catalogue.look_up(query)

    assert (found.outcome, found.candidates[0].entity.id) == (outcome, first)


@pytest.mark.parametrize(
    "query",
    [
        "the militia",
        "leader",
        "the leader",
        "president",
        "prime minister",
        "president of atlantis",
        "leader of the militia",
        "iraqi leader",
        "king of iraq",
        "prime minister of nowhere",
        "minister",
    ],
)
def test_an_office_that_nobody_is_said_to_hold_is_nobodys(catalogue: NameIndex, query: str) -> None:
    assert catalogue.look_up(query).outcome == "none"


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("prime minister kadhimi", "mustafa-al-kadhimi"),
        ("president barham salih", "barham-salih"),
        ("quds force", "quds-force"),
        ("bin salman mohammed", "mohammed-bin-salman"),
        ("hezbollah kataib", "kataib-hezbollah"),
    ],
)
def test_a_name_with_a_title_or_turned_round_is_still_a_name(catalogue: NameIndex, query: str, entity: str) -> None:
    found = catalogue.look_up(query)

    assert (found.outcome, found.candidates[0].entity.id) == ("found", entity)


def test_the_holder_comes_before_those_who_held_it_and_a_deputy_never() -> None:
    found = NameIndex(LAND).look_up("iraqi oil minister")

    assert found.outcome == "found"
    assert [one.entity.name for one in found.candidates] == ["Badr Bari", "Adam Arda"]
    assert found.candidates[0].why == "said to be: Iraq's oil minister from October 2022"


def test_of_former_holders_the_last_comes_first() -> None:
    found = NameIndex(LAND).look_up("leader of the reform movement")

    assert (found.outcome, [one.entity.name for one in found.candidates]) == ("ambiguous", ["Esin Eren", "Faris Fadel"])


def test_only_former_holders_are_asked_for() -> None:
    assert NameIndex(LAND).look_up("former oil minister of iraq").candidates[0].entity.name == "Adam Arda"


def test_an_office_of_nothing_is_the_countrys() -> None:
    assert NameIndex(LAND).look_up("turkish foreign minister").candidates[0].entity.name == "Goran Gul"


def test_who_took_an_office_up_again_holds_it() -> None:
    (one,) = held("Libya's president from 2000 to 2008 and from 2012.")

    assert (one.office, one.of, one.start, one.end) == ("president", frozenset({"libya"}), (2012, 0), None)


def test_an_office_before_another_is_over() -> None:
    first, then = held("Iraq's prime minister from May 2020; before that head of the National Service from 2016.")

    assert first.end is None
    assert then.end is not None


def test_issues_say_who_holds_an_office_that_the_catalogue_does_not_know() -> None:
    evidence = Quote("Weekly", "12", date(2020, 6, 1), "3", "Oil", "Ihsan Said, the Libyan oil minister, spoke.")
    person = EntityId("ihsan-said")
    said = {person: (Role(person, "Libyan oil minister", former=False, evidence=evidence),)}
    index = NameIndex([*LAND, Entity(person, "person", "Ihsan Said", learned=True)], roles=lambda: said)

    assert index.look_up("oil minister of libya").candidates[0].entity.name == "Ihsan Said"


def test_what_issues_say_is_read_only_when_an_office_is_asked_for() -> None:
    calls: list[None] = []

    def said() -> dict[EntityId, tuple[Role, ...]]:
        calls.append(None)
        return {}

    index = NameIndex(LAND, roles=said)
    index.look_up("Badr Bari")
    assert not calls
    index.look_up("iraqi oil minister")
    index.look_up("kurdish president")
    assert len(calls) == 1


def test_more_people_may_come() -> None:
    index = NameIndex(LAND)
    index.look_up("mayor of erbil")
    index.add([a_person("Ivan Ismet", "Mayor of Erbil, elected in 2019.")])

    assert index.look_up("mayor of erbil").candidates[0].entity.name == "Ivan Ismet"


@pytest.mark.parametrize("query", ["", "president", "of", "deputy oil minister of iraq", "x" * 500, "the group leader"])
def test_what_asks_for_no_office_of_anything_is_none(query: str) -> None:
    assert asked(query) is None
