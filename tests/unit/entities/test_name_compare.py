"""Comparing two names of any script."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefings.entities import compare

names = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            [
                "Mustafa",
                "al-Kadhimi",
                "bin",
                "Abd",
                "al-Rahman",
                "Kata'ib",
                "Hizballah",
                "كتائب",
                "حزب",
                "الله",
                "عبد",
                "الدين",
                "KH",
                "Oil",
                "Co.",
                "14",
                "Şahin",
            ]
        ),
        min_size=1,
        max_size=5,
    ).map(" ".join),
)


@given(names, names, st.sampled_from([None, "person", "org", "place", "token"]))
def test_the_order_of_two_names_does_not_matter(a: str, b: str, kind: str | None) -> None:
    assert compare(a, b, kind) == compare(b, a, kind)


@given(names)
def test_a_name_is_itself(name: str) -> None:
    assume(any(letter.isalnum() and letter.isascii() for letter in name))

    assert compare(name, name).score == 1.0


@given(names, names)
def test_a_score_lies_between_nought_and_one(a: str, b: str) -> None:
    assert 0.0 <= compare(a, b).score <= 1.0


@pytest.mark.parametrize("nothing", ["", "   ", "!!!", "()", "-"])
def test_nothing_is_no_name_not_even_itself(nothing: str) -> None:
    assert not compare(nothing, nothing).same
    assert not compare(nothing, "Baghdad").same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mustafa al-Kadhimi", "Mostafa Kazemi"),
        ("Mustafa al-Kadhimi", "مصطفى الكاظمي"),
        ("Kata'ib Hizballah", "Khataib Hezbollah"),
        ("Kataib Hezbollah", "كتائب حزب الله"),
        ("Abd al-Rahman", "Abdurrahman"),
        ("Abdul Karim", "عبدالكريم"),
        ("Safi al-Din", "Safieddine"),
        ("Salah al-Din", "صلاح‌الدین"),
        ("Nasrallah", "نصر الله"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Jamal", "Gamal"),
        ("Recep Tayyip Erdoğan", "رجب طيب أردوغان"),
        ("İlham Əliyev", "Ilham Aliyev"),
        ("Cemil Bayık", "Jamil Bayik"),
        ("Mesûd Barzanî", "Masoud Barzani"),
        ("General Yahya Rasool", "Yahya Rasul"),
        ("Basra Oil Company", "Basrah Oil Co."),
        ("Ali Hassan al-Majid", "علي حسن المجيد"),
        ("أحمد", "احمد"),
        ("فاطمة", "فاطمه"),
        ("Владимир Путин", "Vladimir Putin"),
    ],
)
def test_spellings_of_one_name_are_the_same(a: str, b: str) -> None:
    assert compare(a, b).same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mohammed Shia al-Sudani", "Sherif al-Sudani"),
        ("Hasan Rashid", "Husayn Rashid"),
        ("Saddam Hussein", "Fuad Hussein"),
        ("Nechirvan Barzani", "Masrour Barzani"),
        ("Ali Khamenei", "Ruhollah Khomeini"),
        ("Kuwait Oil Company", "Basra Oil Company"),
        ("Brigade 45", "Brigade 46"),
        ("محمد الحلبوسي", "محمد الصدر"),
        ("ناصر", "Nasr"),
    ],
)
def test_names_that_contradict_are_two(a: str, b: str) -> None:
    assert not compare(a, b).same


def test_father_and_son_do_not_change_places_around_bin() -> None:
    kept = compare("Salim bin Rashid", "Salem ibn Rasheed", "person")
    turned = compare("Salim bin Rashid", "Rashid bin Salim", "person")

    assert kept.same
    assert not turned.same


@pytest.mark.parametrize(("a", "b"), [("Hussein Kamel", "Kamel Hussein"), ("Jamal Nasser", "ناصر جمال")])
def test_given_names_alone_do_not_change_places(a: str, b: str) -> None:
    assert not compare(a, b, "person").same


def test_what_a_ministry_is_for_is_read_in_both_scripts() -> None:
    assert compare("Ministry of Health", "وزارة الصحة").same
    assert not compare("Ministry of Health", "وزارة الدفاع").same


def test_a_family_name_may_stand_first() -> None:
    assert compare("Khalifa Haftar", "حفتر خليفه", "person").same


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Kataib Hezbollah", "Khataib Hizbullah", "kataib = khataib (sound), hezbollah = hizbullah (sound)"),
        ("Yahya Rasool", "General Yahya Rasool Abdullah", "yahya, rasool; only in one: general abdullah"),
        ("Shia al-Sudani", "Sherif al-Sudani", "sudani; but sherif against shia"),
        ("Safi al-Din Karim", "Safieddine Karim", "safidin = safieddine (sound), karim"),
        ("Ministry of Health", "وزارة الصحة", "ministry = وزاره (meaning), health = الصحه (meaning)"),
        ("Mohammed Rasool", "Mehmet Rasool", "mehmet = mohammed (one name), rasool"),
        ("Baghdad", "Oslo", "no word in common"),
        ("Baghdad", "Baghdad", "the same"),
        ("!", "Baghdad", "nothing to compare"),
    ],
)
def test_a_reason_says_which_parts_matched_and_how(a: str, b: str, why: str) -> None:
    assert compare(a, b).why == why


def test_a_very_long_name_is_compared_at_once() -> None:
    assert not compare("a" * 100_000, "Kataib Hezbollah").same
