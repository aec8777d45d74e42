"""Whose a learned entity is by its name, and who stands on the sides of a relation because of it."""

from __future__ import annotations

import pytest

from briefings.catalogue import load_countries, load_entities
from briefings.model import Entity, EntityId, Topic
from briefings.service import Services, bearing
from briefings.service.answering import brief
from briefings.service.whose import belonging, people_of
from tests.builders import NOON, a_development, a_party, an_article, an_issue

CATALOGUE = load_entities()
COUNTRIES = load_countries(entities=CATALOGUE)


def whose(name: str) -> str | None:
    learned = Entity(EntityId("it"), "organisation", name, learned=True)
    return belonging([learned], CATALOGUE, COUNTRIES).get(learned.id)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Russian Air Force", "russia"),
        ("Armed Forces of Ukraine", "ukraine"),
        ("the Saudi Arabian Army", "saudi-arabia"),
        ("Sanaa International Airport", "yemen"),
        ("Mount Sinjar", "iraq"),
        ("Iraqi", "iraq"),
    ],
)
def test_a_name_says_whose_it_is(name: str, country: str) -> None:
    assert whose(name) == country


@pytest.mark.parametrize(
    "name",
    ["American Psychological Association", "Free Syrian Army", "Bank of Ireland", "Mosul Dam Brewers", "Lanterns", ""],
)
def test_a_club_a_bank_and_rebels_do_not_act_for_the_country_in_their_name(name: str) -> None:
    assert whose(name) is None


def test_people_and_things_of_a_country_are_told_from_those_for_or_named_after_it() -> None:
    texts = ("three American citizens", "US-led forces", "pro-Russian rebels", "American Legion members", "a court")

    assert people_of(texts, COUNTRIES) == {texts[0]: "united-states", texts[1]: "united-states"}


def test_a_site_of_one_side_on_the_other_s_ground_stands_on_both(services: Services) -> None:
    topic = next(one for one in services.topics if one.id == "iraq-us")

    left, right = bearing.as_wide(services, topic).pair or ((), ())

    assert "us-embassy-baghdad" in left
    assert "us-embassy-baghdad" in right
    assert "kataib-hezbollah" not in right


def test_an_embassy_elsewhere_is_not_the_one_on_a_side_s_ground(services: Services) -> None:
    for number, town, entity in (("1", "Baghdad", "baghdad"), ("2", "Beirut", "beirut")):
        said = f"Rockets hit the US embassy in {town}."
        hit = a_development(said, type="ASSAULT", targets=(a_party("the US embassy", "us-embassy-baghdad"),))
        article = an_article(said, names={"US embassy": "us-embassy-baghdad", town: entity}, developments=(hit,))
        services.archive.add_issue(an_issue(article, number=number), at=NOON)

    assert [line.development.statement for line in brief(services, "iraq-us").lines] == [
        "Rockets hit the US embassy in Baghdad."
    ]


def test_who_is_of_a_country_by_name_alone_stands_on_its_side(services: Services) -> None:
    learned = Entity(EntityId("saudi-arabian-air-force"), "organisation", "Saudi Arabian Air Force", learned=True)
    said = "Saudi Arabian Air Force bombed Sanaa."
    bombed = a_development(said, type="ASSAULT", actors=(a_party(learned.name, learned.id),))
    article = an_article(said, names={learned.name: learned.id, "Sanaa": "sanaa"}, developments=(bombed,))
    services.archive.add_issue(an_issue(article, learned=(learned,)), at=NOON)

    assert [line.development.statement for line in brief(services, "saudi arabia and yemen").lines] == [said]
    assert bearing.sides_of(services, Topic("t", "T", entities=(EntityId("saudi-arabia"),)))[0] >= {learned.id}
