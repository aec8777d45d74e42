"""How two entities stand to each other, as sentences and developments say."""

from __future__ import annotations

import pytest

from briefings.entities.relations import Together, how
from briefings.model import EntityId, EntityKind
from tests.builders import a_development, a_party

MINE, OTHER = EntityId("front"), EntityId("roe")
BODIES: tuple[EntityKind, EntityKind] = ("armed_group", "armed_group")


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Roe, leader of the Front, spoke.", "leads it"),
        ("The Front’s leader, Roe, spoke.", "leads it"),
        ("Front commander Roe spoke.", "leads it"),
        ("Roe leads the Front.", "leads it"),
        ("The Front, led by Roe, spoke.", "leads it"),
        ("Roe, a member of the Front, spoke.", "member of it"),
        ("The Front, part of the Roe, spoke.", "it is a member"),
        ("Roe-backed fighters of the Front spoke.", "backs it"),
        ("Roe, a spokesman for the Front, spoke.", "speaks for it"),
        ("Roe, a former leader of the Front, spoke.", None),
        ("Roe, no member of the Front, spoke.", None),
        ("Roe met the Front.", None),
    ],
)
def test_a_sentence_says_who_leads_or_belongs(sentence: str, stands: str | None) -> None:
    assert how(MINE, OTHER, BODIES, [Together(sentence, "Front", "Roe")], ()) == stands


@pytest.mark.parametrize(
    ("type_", "status", "stands"),
    [
        ("ASSAULT", "stated", "opponent"),
        ("AID", "stated", "ally"),
        ("CONSULT", "stated", "in talks"),
        ("ASSAULT", "denied", None),
        ("STATEMENT", "stated", None),
    ],
)
def test_what_one_does_to_the_other_says_on_which_side_it_is(type_: str, status: str, stands: str | None) -> None:
    done = a_development(type=type_, status=status, actors=(a_party("F", MINE),), targets=(a_party("R", OTHER),))

    assert how(MINE, OTHER, BODIES, (), [done]) == stands
    assert how(OTHER, MINE, BODIES, (), [done]) == stands


def test_who_attacks_together_is_allied() -> None:
    done = a_development(type="ASSAULT", actors=(a_party("F", MINE), a_party("R", OTHER)))

    assert how(MINE, OTHER, BODIES, (), [done]) == "ally"


def test_a_place_takes_no_side_and_a_country_has_no_members() -> None:
    done = a_development(type="ASSAULT", actors=(a_party("F", MINE),), targets=(a_party("R", OTHER),))

    assert how(MINE, OTHER, ("armed_group", "place"), (), [done]) is None
    faction = [Together("Roe’s strongest faction, the Front, spoke.", "Front", "Roe")]
    assert how(MINE, OTHER, ("armed_group", "government"), faction, ()) is None
