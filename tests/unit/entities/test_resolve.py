"""Which entity each mention of an article is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex, Resolution, resolve
from briefings.model import Entity, EntityId, Mention


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_entities())


def mentions(text: str, **labels: str) -> list[Mention]:
    """Every place of each name; underscores stand for spaces, two for a hyphen."""
    found = []
    for name, label in labels.items():
        printed = name.replace("__", "-").replace("_", " ")
        found += [
            Mention(m.start(), m.end(), printed, label)
            for m in re.finditer(rf"(?<!\w){re.escape(printed)}(?!\w)", text)
        ]
    return found


def entities(result: Resolution) -> dict[str, str | None]:
    return {mention.text: mention.entity for mention in result.mentions}


def done(text: str, index: NameIndex, known: Sequence[Entity] = (), /, **labels: str) -> Resolution:
    return resolve(mentions(text, **labels), text, index, known=known)


def test_a_wrong_label_does_not_hide_a_name(index: NameIndex) -> None:
    result = done("Forces raided Khataib Hezbollah.", index, Khataib_Hezbollah="PERSON")

    assert entities(result) == {"Khataib Hezbollah": "kataib-hezbollah"}


def test_a_name_that_nobody_knows_is_learned(index: NameIndex) -> None:
    text = "General Yahya Rasool, the spokesman, said so. Rasool said more."
    result = done(text, index, General_Yahya_Rasool="PERSON", Rasool="PERSON")

    assert entities(result) == {"General Yahya Rasool": "yahya-rasool", "Rasool": "yahya-rasool"}
    assert [(one.id, one.kind, one.name, one.learned) for one in result.learned] == [
        ("yahya-rasool", "person", "Yahya Rasool", True)
    ]


def test_a_learned_entity_keeps_its_id(index: NameIndex) -> None:
    known = Entity(EntityId("yahya-rasool"), "person", "Yahya Rasool", learned=True)
    text = "Yahia Rasoul spoke."

    from_earlier_article = done(text, index, [known], Yahia_Rasoul="PERSON")
    from_earlier_issue = done(text, NameIndex([*load_entities(), known]), Yahia_Rasoul="PERSON")

    assert entities(from_earlier_article) == entities(from_earlier_issue) == {"Yahia Rasoul": "yahya-rasool"}
    assert from_earlier_article.learned == from_earlier_issue.learned == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Rasool", "PERSON"),
        ("The_14", "ORG"),
        ("Prime_Minister", "PERSON"),
        ("Oil_Minister", "PERSON"),
        ("Ministry", "ORG"),
        ("Parliament", "ORG"),
        ("the_group", "ORG"),
        ("Monday", "ORG"),
        ("Shiite", "NORP"),
        ("WEEK_TWENTY", "PERSON"),
    ],
)
def test_what_does_not_look_like_a_name_is_not_learned(index: NameIndex, name: str, label: str) -> None:
    text = f"Then {name.replace('_', ' ')} spoke."

    assert done(text, index, (), **{name: label}).learned == ()


def test_numbers_and_dates_pass_through(index: NameIndex) -> None:
    result = done("On Friday 14 men fled Iraq.", index, (), Friday="DATE", Iraq="GPE", **{"14": "CARDINAL"})

    assert entities(result) == {"Friday": None, "14": None, "Iraq": "iraq"}


def test_the_last_words_of_a_group_mean_that_group_in_its_article(index: NameIndex) -> None:
    text = "Iraqi forces raided Kataib Hezbollah. Hezbollah denied it."

    assert entities(done(text, index, Kataib_Hezbollah="ORG", Hezbollah="ORG"))["Hezbollah"] == "kataib-hezbollah"


@pytest.mark.parametrize("sign", ["Lebanese Hezbollah sent men.", "Lebanon said nothing."])
def test_a_sign_of_the_other_group_keeps_them_apart(index: NameIndex, sign: str) -> None:
    text = f"Forces raided Kataib Hezbollah. {sign} Then came Hezbollah."

    assert entities(done(text, index))["Hezbollah"] == "hezbollah"


def test_a_family_name_means_the_one_who_was_named_in_full(index: NameIndex) -> None:
    text = "Safaa al-Kadhimi came. Kadhimi left."
    result = done(text, index, Safaa_al__Kadhimi="PERSON", Kadhimi="PERSON")

    assert entities(result) == {"Safaa al-Kadhimi": "safaa-al-kadhimi", "Kadhimi": "safaa-al-kadhimi"}


def test_a_family_name_of_two_people_means_neither(index: NameIndex) -> None:
    text = "Karim Zangana met Nawzad Zangana. Zangana left."
    result = done(text, index, Karim_Zangana="PERSON", Nawzad_Zangana="PERSON", Zangana="PERSON")

    assert entities(result)["Zangana"] is None


def test_what_the_text_calls_one_is_one(index: NameIndex) -> None:
    text = "A group called Sons of the Marsh, or the Marsh Lions, fired. The Iraq Stock Exchange (ISX) fell; ISX rose."
    result = done(text, index, Sons_of_the_Marsh="ORG", Marsh_Lions="ORG", Iraq_Stock_Exchange="ORG", ISX="ORG")

    seen = entities(result)
    assert seen["Sons of the Marsh"] == seen["Marsh Lions"] == "sons-of-the-marsh"
    assert seen["Iraq Stock Exchange"] == seen["ISX"] == "iraq-stock-exchange"


def test_known_names_that_the_recogniser_missed_are_added(index: NameIndex) -> None:
    result = resolve([], "Saudi Aramco cut its price.", index)

    assert [(mention.text, mention.label, mention.entity) for mention in result.mentions] == [
        ("Saudi Aramco", "ORG", "saudi-aramco")
    ]


def test_no_two_mentions_overlap(index: NameIndex) -> None:
    text = "The Islamic Republic of Iran and Kataib Hezbollah in Basra Oil Company's yard."
    result = done(text, index, Islamic_Republic="GPE", Iran="GPE", Hezbollah="ORG", Basra="GPE")

    ends = [0, *(mention.end for mention in result.mentions)]
    assert all(mention.start >= end for mention, end in zip(result.mentions, ends, strict=False))
    assert entities(result) == {
        "Islamic Republic of Iran": "iran",
        "Kataib Hezbollah": "kataib-hezbollah",
        "Basra Oil Company": "basra-oil-company",
    }


def test_ids_are_small_ascii() -> None:
    text = "Şehmus Güneş spoke."
    result = done(text, NameIndex([]), Şehmus_Güneş="PERSON")

    assert [one.id for one in result.learned] == ["sehmus-gunes"]
