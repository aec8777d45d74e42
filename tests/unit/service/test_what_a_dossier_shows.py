"""Spellings and offices as a reader wants them: no line that says again what stands above it."""

from __future__ import annotations

from datetime import date

from briefings.model import EntityId, NameSeen, Quote, Role
from briefings.service.dossiers import one_of_a_case, told_once


def at(day: int) -> Quote:
    return Quote("Weekly", f"{day}", date(2020, 6, day), "1", None, "A sentence.")


def role(words: str, *, former: bool = False) -> Role:
    return Role(EntityId("roe"), words, former)


def test_spellings_that_differ_in_capitals_alone_are_one_from_the_first_place_to_the_last() -> None:
    seen = (NameSeen("Sea Army", at(3), at(4)), NameSeen("SEA Army", at(1), at(1)), NameSeen("See Army", at(9), at(9)))

    assert one_of_a_case(seen) == (NameSeen("Sea Army", at(1), at(4)), seen[2])


def test_an_office_in_other_words_is_told_once_and_the_latest_stands() -> None:
    roles = (role("NOC’s chairman"), role("chairman of the NOC"), role("then-minister", former=True))

    assert told_once((*roles, role("then minister", former=True))) == (roles[0], roles[2])


def test_a_rank_that_another_has_in_it_is_left_out_and_a_former_office_is_not_the_present_one() -> None:
    iranian, general = role("Iranian general"), role("General")
    was, is_ = role("former president", former=True), role("president")

    assert told_once((general, iranian)) == (iranian,)
    assert told_once((was, is_)) == (was, is_)
