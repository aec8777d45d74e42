"""A true line passes; the same line with one fault put into it does not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.commands.measured.spoiled import KINDS, Around
from briefings.developments import gate

AROUND = Around(("Acme Brigade", "Berbera", "South Sudan", "Oslo"), ("14", "three", "2019"), random.Random(1))  # noqa: S311

#: A true line for each kind of fault to be put into.
TRUE = {
    "“not” dropped": "The army did not attack the port.",
    "“no” dropped": "The army attacked no ships in the port.",
    "suspicion dropped": "The army is suspected of shelling the port.",
    "“agreed to” dropped": "The army agreed to leave the port.",
    "“will”, “may” dropped": "The army may leave the port on Monday.",
    "“allegedly” dropped": "The army allegedly attacked the port.",
    "“at least” dropped": "The army seized at least 14 ships.",
    "unit dropped": "The army spent $5 million on ships.",
    "another number": "The army seized 14 ships.",
    "a number of the text": "The army seized 16 ships.",
    "numbers swapped": "The army seized 14 ships and lost 3 men.",
    "another name of the text": "The army left Berbera on Monday.",
    "names swapped": "The Acme Brigade left Berbera on Monday.",
    "half a name": "The army of South Sudan left the port.",
    "a name added": "The army left the port.",
    "another day": "The army left the port on Monday.",
    "condition dropped": "The army will leave the port if the rebels disarm.",
    "condition in front dropped": "If the rebels disarm, the army will leave the port.",
    "source at the end dropped": "The army left the port, officials said on Friday.",
    "source in front dropped": "Officials in Oslo said that the army left the port.",
    "source before a colon of another": "Officials in Oslo: The army left the port.",
    "“according to” dropped": "According to Oslo, the army left the port.",
    "denial dropped": "Officials in Oslo denied that the army left the port.",
    "quotation cut": 'Officials said the army "left the port at dawn in great haste".',
    "quotation mark lost": 'Officials said the army "left the port".',
    "words lost in a clause": "The army left the port of the old town at dawn with all its ships.",
}


def test_every_kind_of_fault_has_its_line() -> None:
    assert TRUE.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_passes_until_it_is_spoiled(kind: str) -> None:
    spoiled = KINDS[kind](TRUE[kind], AROUND)

    assert gate.check(TRUE[kind], TRUE[kind]) == []
    assert spoiled is not None
    assert gate.check(spoiled, TRUE[kind]), spoiled


@given(
    st.lists(st.sampled_from(sorted(TRUE.values())), min_size=1, max_size=3, unique=True),
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 1_000),
)
def test_no_fault_passes_whatever_stands_around_it(lines: list[str], kind: str, seed: int) -> None:
    around = Around(AROUND.names, AROUND.numbers, random.Random(seed))  # noqa: S311
    sentence = TRUE[kind]
    evidence = "; ".join([*(line.rstrip(".") for line in lines if line != sentence and '"' not in line), sentence])
    spoiled = KINDS[kind](sentence, around)

    if spoiled is not None and spoiled.strip(" .").lower() not in evidence.lower():
        assert gate.check(spoiled, sentence)
        assert gate.check(spoiled, evidence)


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_sentence_is_true_to_itself_whatever_stands_in_it(sentence: str, more: str) -> None:
    assert gate.check(sentence, sentence) == []
    assert isinstance(gate.check(more, sentence, context=sentence), list)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The army left the port.", "The army, which holds the town, left the port."),
        ("The army left the port.", "The army left the port, killing four rebels."),
        ("The army left the port.", "On Monday, the army left the port and the rebels came back."),
        ("The Acme Brigade denied it.", "He blamed the Acme Brigade, which denied it."),
        ("Rebels took the port.", "The army fled after rebels took the port."),
    ],
)
def test_what_stands_apart_may_be_left_out(statement: str, sentence: str) -> None:
    assert gate.check(statement, sentence) == []


@pytest.mark.parametrize(
    ("statement", "sentence", "complaint"),
    [
        ("The army attacked the port.", "The army fled before rebels attacked the port.", "order"),
        ("Rebels attack.", "Guards will fire when rebels attack.", "condition"),
        ("The army left the port.", "The army left the port, except for its pier.", "condition"),
        ("The army left the port.", "As Oslo said, the army left the port.", "attribution"),
        ("The army left the port.", "Reportedly, the army left the port.", "hedge"),
        ("Sudan left the union.", "South Sudan left the union.", "name"),
        ("England raised its rate.", "The Bank of England raised its rate.", "name"),
        ("[Ann Grey] [Oslo] left.", "She left.", "name"),
        ("The army lost between 14.", "The army lost between 14 and 20 ships.", "number"),
    ],
)
def test_what_binds_the_rest_may_not_be_left_out(statement: str, sentence: str, complaint: str) -> None:
    assert any(complaint in found for found in gate.check(statement, sentence)), gate.check(statement, sentence)


def test_a_name_in_brackets_must_stand_in_the_text_where_that_is_at_hand() -> None:
    assert gate.check("[Ann Grey] left.", "She left.", context="Ann Grey came. She left.") == []
    assert gate.check("[Bo Berg] left.", "She left.", context="Ann Grey came. She left.")


def test_long_texts_are_checked_in_time() -> None:
    many = "the army left the port and " * 2_000
    some = "the army left the port and " * 100

    assert gate.check(many, many) == []
    assert gate.check(many[5:], many)
    assert gate.check(some.replace("left", "sold", 1), some)
