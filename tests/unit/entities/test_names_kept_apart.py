"""Names that look alike and are not one: a list that grows with every wrong join found."""

from __future__ import annotations

from itertools import combinations

import pytest

from briefings.catalogue import load_entities
from briefings.entities import NameIndex, compare, join

KH = ("Kataib Hezbollah", "Kata'ib Hizballah", "Khataib Hezbollah", "كتائب حزب الله", "Hezbollah Brigades")
KSS = ("Kataib Sayyid al-Shuhada", "Kata'ib Sayyid al-Shuhadaa", "كتائب سيد الشهداء")
KATAEB = ("Kataeb Party", "حزب الكتائب")
HEZBOLLAH = ("Hezbollah", "Hizbullah", "حزب الله")
NUJABA = ("Harakat al-Nujaba", "Harakat an-Nujaba", "حركة النجباء")
GROUPS = (KH, KSS, KATAEB, HEZBOLLAH, NUJABA)


@pytest.mark.parametrize(("a", "b"), [(a, b) for one, other in combinations(GROUPS, 2) for a in one for b in other])
def test_two_groups_are_never_joined(a: str, b: str) -> None:
    labels = join([a, b])

    assert labels[0] != labels[1]


@pytest.mark.parametrize(
    ("a", "b"), [(a, b) for one, other in combinations((KH, KSS, KATAEB, NUJABA), 2) for a in one for b in other]
)
def test_two_groups_do_not_compare_as_one(a: str, b: str) -> None:
    assert not compare(a, b, "org").same


def test_every_spelling_of_a_group_is_linked_to_it() -> None:
    index = NameIndex(load_entities())

    for group in GROUPS:
        linked = [index.link(name) for name in group]
        assert len({one.entity.id for one in linked if one}) == 1
        assert all(linked)


def test_mentions_are_joined_by_entity() -> None:
    index = NameIndex(load_entities())
    texts = [
        "KH",
        "Kataib Hezbollah",
        "Hezbollah",
        "KSS",
        "Yahya Rasool",
        "General Yahya Rasool",
        "Rasool al-Tikriti",
        "Daesh",
        "Islamic State",
    ]

    labels = dict(zip(texts, join(texts, index), strict=True))

    assert labels["KH"] == labels["Kataib Hezbollah"] == "kataib-hezbollah"
    assert labels["Hezbollah"] == "hezbollah"
    assert labels["KSS"] == "kataib-sayyid-al-shuhada"
    assert labels["Yahya Rasool"] == labels["General Yahya Rasool"]
    assert labels["Rasool al-Tikriti"] != labels["Yahya Rasool"]
    assert labels["Daesh"] == labels["Islamic State"]


def test_a_short_form_that_fits_two_long_ones_stands_alone() -> None:
    labels = join(["Karim Zangana", "Nawzad Zangana", "Zangana"])

    assert len(set(labels)) == 3


def test_an_acronym_joins_the_name_it_shortens() -> None:
    labels = join(["Rapid Support Forces", "RSF", "SAF", "Sudanese Armed Forces"])

    assert labels[0] == labels[1] != labels[2] == labels[3]
