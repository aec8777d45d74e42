"""Who says so, and what only looks like saying."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.model import Annotation

Read = Callable[[str], Annotation]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Spokesman Omar Saleh said the rebels had fired a missile.", "Spokesman Omar Saleh"),
        ("The rebels had fired a missile, the army said.", "the army"),
        ("The UK announced in July that it was reducing its troops in Mali.", "The UK"),
        ("Chad seized a convoy, according to local officials.", "local officials"),
    ],
)
def test_a_claim_has_its_source(read: Read, sentence: str, source: str) -> None:
    found = read(sentence)

    assert [attribution.source for attribution in found.attributions] == [source]
    assert [d.status for d in found.developments if d.source == source and d.type != "STATEMENT"] == ["reported"]


@pytest.mark.parametrize(
    "sentence",
    [
        "No group claimed the attack.",
        "Rockets landed at the base on Monday; no group claimed the attack.",
        "Chad announced a truce on Monday.",
        "Gunmen believed to be close to Sudan attacked a village.",
    ],
)
def test_a_verb_of_saying_that_says_nothing_has_no_source(read: Read, sentence: str) -> None:
    assert [attribution.source for attribution in read(sentence).attributions if attribution.source] == []


def test_the_person_speaks_and_not_the_country_in_the_title(read: Read) -> None:
    found = read("US Secretary of State Colin Marsh said the attack was an act of war.").developments

    assert [party.name for d in found if d.type == "STATEMENT" for party in d.actors] != ["United States"]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("“We will not yield,” said Omar Saleh.", "Omar Saleh"),
        ('"We will not yield", the rebels\' spokesman told reporters.', "the rebels' spokesman"),
        ("As Omar Saleh told parliament, the army had left the town.", "Omar Saleh"),
        ("Reuters quoted the minister as saying that the army had left.", "the minister"),
        ("The court ruled that the minister had broken the law.", "The court"),
        ("Officials were concerned that the army would return.", "Officials"),
        ("Omar Saleh defended the raid: “We had no choice at all.”", "Omar Saleh"),
        ("Figures show that output fell in May.", "Figures"),
        ("Photo: Acme News", "Acme News"),
        ("The army is said to have left the town.", ""),
        ("One diplomat said the talks had failed.", "One diplomat"),
    ],
)
def test_sources_of_many_kinds_are_found(read: Read, sentence: str, source: str) -> None:
    assert source in [attribution.source for attribution in read(sentence).attributions]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry asked companies to cut output.",
        "It is time to say goodbye.",
        "Washington has pledged to reduce its troops.",
        "The rain will continue, and the “green” zone will flood.",
    ],
)
def test_what_is_asked_promised_or_yet_to_be_said_has_no_source(read: Read, sentence: str) -> None:
    assert read(sentence).attributions == ()


def test_an_i_think_in_somebody_s_words_is_the_speaker_s(read: Read) -> None:
    found = read("“I think the army has left,” Omar Saleh said.").attributions

    assert {one.source for one in found} == {"Omar Saleh"}
