"""A statement may leave things out, never add, and never lose what turns the rest into something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments import gate

SENTENCE = (
    "The ministry has not agreed to reopen the field, which is suspected of leaking, but at least four rigs were "
    "moved in March, an official said."
)


def test_a_sentence_is_true_to_itself() -> None:
    assert gate.check(SENTENCE, SENTENCE) == []


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("The ministry has agreed to reopen the field.", "negation"),
        ("The field is leaking.", "hedge"),
        ("At least five rigs were moved in March, an official said.", "five is not in the sentence"),
        ("Four rigs were moved in March, an official said.", "lost “at least”"),
        ("At least four rigs were moved in April, an official said.", "date: April"),
        ("At least four rigs were moved to Basra in March, an official said.", "name: Basra"),
        ("An official moved at least four rigs.", "order"),
    ],
)
def test_what_was_added_lost_or_turned_round_is_named(statement: str, complaint: str) -> None:
    found = gate.check(statement, SENTENCE)

    assert any(complaint in item for item in found), found


def test_a_claim_without_its_source_is_refused_unless_the_source_stands_beside_it() -> None:
    sentence = "The pipeline was blown up on Friday, a company official said."
    statement = "The pipeline was blown up on Friday."

    assert any("attribution" in item for item in gate.check(statement, sentence))
    assert not any("attribution" in item for item in gate.check(statement, sentence, "a company official"))


SAID = "The pipeline was blown up on Friday, which cost two million, a company official told reporters in Oslo."


@pytest.mark.parametrize(
    "line",
    [
        "A company official: The pipeline was blown up on Friday, which cost two million.",
        "A company official: The pipeline was blown up on Friday.",
    ],
)
def test_a_source_may_stand_in_front_of_what_it_says(line: str) -> None:
    assert gate.check(line, SAID) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("The pipeline was blown up on Friday.", SAID),
        ("A minister: The pipeline was blown up on Friday.", SAID),
        ("Official: The pipeline was blown up on Saturday.", SAID),
        ("Bolt: Acme bought Core.", "Acme bought Core, a rival of Bolt."),
        ("Bolt: Acme bought Core.", "Acme bought Core, Bolt did not say."),
        ("Bolt: Acme bought Core.", "Acme bought Core, which Bolt denied, said Dune."),
        ("Acme: Core bought Bolt.", "Acme said that Core bought Bolt, Dune reported."),
    ],
)
def test_a_source_in_front_that_does_not_say_so_is_refused(line: str, sentence: str) -> None:
    assert gate.check(line, sentence)


def test_a_sentence_with_a_colon_of_its_own_is_true_to_itself() -> None:
    for sentence in ("Oslo: The port was shut.", "8 JANUARY: Acme bought Bolt, officials said.", "A: b: c"):
        assert gate.check(sentence, sentence) == []


def test_a_name_in_brackets_stands_for_a_pronoun() -> None:
    assert gate.check("[Salma Nouri] promised a new law.", "She promised a new law.") == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("In May [Salma Nouri] promised a law.", "But in May she promised a law, which passed."),
        ("On Tuesday, [the ministry] dropped the suit.", "On Tuesday, it dropped the suit."),
    ],
)
def test_a_name_in_brackets_stands_for_a_pronoun_behind_a_lead(line: str, sentence: str) -> None:
    assert gate.check(line, sentence, context="Salma Nouri met a ministry.") == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("In May [Salma Nouri] promised a law.", "In May Omar promised a law."),
        ("In May [Salma Nouri] promised a law.", "In April she promised a law."),
        ("In May [Salma Nouri] promised a law.", "In May, at last, she did not promise a law."),
    ],
)
def test_a_name_in_brackets_stands_for_nothing_else(line: str, sentence: str) -> None:
    assert gate.check(line, sentence)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_checked(statement: str, sentence: str) -> None:
    assert isinstance(gate.check(statement, sentence), list)


@given(
    st.lists(st.sampled_from(["the", "field", "was", "shut", "and", "two", "rigs", "burned"]), min_size=2, max_size=12)
)
def test_any_sentence_of_plain_words_is_true_to_itself(words: list[str]) -> None:
    sentence = " ".join(words) + "."

    assert gate.check(sentence, sentence) == []
