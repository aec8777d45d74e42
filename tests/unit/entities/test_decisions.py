"""What people decide about names is replayed over what was read, and leaving a decision out undoes it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefings.entities.decisions import canonical, decided, entity_of, read_as, standing, with_names
from briefings.entities.index import key
from briefings.model import Decision, EntityId
from tests.builders import NOON, an_entity

A, B, C = EntityId("a"), EntityId("b"), EntityId("c")
ENTITIES = {one: an_entity(one, name=name) for one, name in ((A, "Alpha Front"), (B, "Beta Front"), (C, "Gamma"))}
KEYS = {one: frozenset({key(entity.name)}) for one, entity in ENTITIES.items()}


def merged(kept: EntityId, gone: EntityId) -> Decision:
    return Decision("merge", kept, "Ada", NOON, other=gone, records=(ENTITIES[kept], ENTITIES[gone]))


def named(entity: EntityId, name: str) -> Decision:
    return Decision("alias", entity, "Ada", NOON, name=name)


def parted(entity: EntityId, name: str, to: EntityId) -> Decision:
    return Decision("split", entity, "Ada", NOON, name=name, other=to)


def test_a_merged_entity_lends_its_names_and_is_no_more() -> None:
    known = decided(ENTITIES, [merged(A, B)])

    assert B not in known
    assert known[A].aliases == ("Beta Front",)
    assert entity_of(B, "Beta Front", [merged(A, B)]) == A


def test_a_name_that_was_split_off_is_taken_away_and_given() -> None:
    known = decided({**ENTITIES, A: with_names(ENTITIES[A], ["AF"])}, [parted(A, "AF", C)])

    assert known[A].aliases == ()
    assert known[C].aliases == ("AF",)
    assert entity_of(A, "AF", [parted(A, "AF", C)]) == C
    assert entity_of(A, "Alpha Front", [parted(A, "AF", C)]) == A


def test_an_alias_names_what_the_text_alone_leaves_open_and_nothing_else() -> None:
    assert entity_of(None, "the Brigades", [named(A, "Brigades")]) == A
    assert entity_of(B, "the Brigades", [named(A, "Brigades")]) == B


def test_a_cycle_of_merges_leaves_one_entity() -> None:
    cycle = standing([merged(A, B), merged(B, C), merged(C, A)])

    known = decided(ENTITIES, cycle)

    assert list(known) == [A]
    assert set(known[A].aliases) == {"Beta Front", "Gamma"}
    assert {canonical(one, cycle) for one in (A, B, C)} == {A}
    assert {entity_of(one, "x", cycle) for one in (A, B, C)} == {A}


def test_an_entity_that_no_issue_teaches_any_more_stays_with_the_decision() -> None:
    known = decided({A: ENTITIES[A]}, [merged(A, B)])

    assert known[A].aliases == ("Beta Front",)


def test_an_undone_decision_does_not_stand() -> None:
    assert standing([replace(merged(A, B), undone_at=NOON), merged(A, C)]) == (merged(A, C),)


def test_what_a_decision_led_to_is_traced_back_by_the_name() -> None:
    assert read_as(A, "Beta Front", [merged(A, B)], KEYS) == B
    assert read_as(A, "Alpha Front", [merged(A, B)], KEYS) == A
    assert read_as(A, "the Brigades", [named(A, "Brigades")], KEYS) is None


@given(
    st.lists(st.sampled_from([merged(A, B), merged(B, C), parted(A, "AF", C), named(B, "x"), merged(C, A)])),
    st.sampled_from([A, B, C, None]),
    st.sampled_from(["AF", "x", "Alpha Front", ""]),
)
def test_every_mention_ends_at_an_entity_that_is_left(
    decisions: list[Decision], entity: EntityId | None, text: str
) -> None:
    stand = standing(decisions)
    known = decided(ENTITIES, stand)
    end = entity_of(entity, text, stand)

    assert end is None or end in known
