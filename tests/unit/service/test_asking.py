"""Two names, however they are put together, ask for what is between them; a name that holds two is one."""

from __future__ import annotations

import pytest

from briefings.service import Services, asking


@pytest.mark.parametrize(
    ("query", "pair"),
    [
        ("iran and saudi", ("iran", "saudi-arabia")),
        ("saudi vs iran", ("saudi-arabia", "iran")),
        ("saudi versus iran", ("saudi-arabia", "iran")),
        ("Saudi Arabia United Arab Emirates", ("saudi-arabia", "uae")),
        ("united arab emirates–qatar", ("uae", "qatar")),
        ("us/russia", ("united-states", "russia")),
        ("relations between Israel and Palestine", ("israel", "palestine")),
        ("egyptian-qatari ties", ("egypt", "qatar")),
        ("Recep Tayyip Erdogan and Benjamin Netanyahu", ("recep-tayyip-erdogan", "benjamin-netanyahu")),
        ("islamic state, syrian democratic forces", ("islamic-state", "syrian-democratic-forces")),
    ],
)
def test_two_names_are_a_relation(services: Services, query: str, pair: tuple[str, str]) -> None:
    topic = asking.question(services, query)

    assert topic.pair == ((pair[0],), (pair[1],))


@pytest.mark.parametrize("query", ["iraq us", "Iraq-US", "iraq–us", "america and iraq", "between iraq and the us"])
def test_two_sides_of_a_topic_ask_for_it(services: Services, query: str) -> None:
    assert asking.question(services, query).id == "iraq-us"


@pytest.mark.parametrize("query", ["kataib hezbollah", "asaib ahl al-haq", "al-shabaab", "Abu Mahdi al-Muhandis"])
def test_a_name_of_several_words_is_one(services: Services, query: str) -> None:
    topic = asking.question(services, query)

    assert topic.pair is None
    assert len(topic.entities) == 1


def test_an_id_asks_for_its_entity(services: Services) -> None:
    assert asking.question(services, "harakat-al-nujaba").entities == ("harakat-al-nujaba",)
