"""A line is its sentence, shorter: grammatical, true, and never longer than it must be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.developments import gate
from briefings.developments.statement import LIMIT
from briefings.model import Annotation

Read = Callable[[str], Annotation]


def line_of(read: Read, text: str, type_: str) -> str:
    """The statement of the first development of a type."""
    return next(d.statement for d in read(text).developments if d.type == type_)


def lines_of(read: Read, text: str) -> list[str]:
    """All statements of a text."""
    return [development.statement for development in read(text).developments]


@pytest.mark.parametrize(
    ("lead_in", "sentence"),
    [
        ("However, ", "The army attacked the port of Berbera on Monday."),
        ("But ", "The army attacked the port of Berbera on Monday."),
        ("But, meanwhile, ", "The army attacked the port of Berbera on Monday."),
        ("Nevertheless ", "The army attacked the port of Berbera on Monday."),
        ("In addition, ", "The army attacked the port of Berbera on Monday."),
    ],
)
def test_a_connective_at_the_front_goes(read: Read, lead_in: str, sentence: str) -> None:
    assert line_of(read, lead_in + sentence[0].lower() + sentence[1:], "ASSAULT") == sentence


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Salma Nouri met the envoy on Monday. On Tuesday, she signed an agreement with Acme in Oslo.",
            "On Tuesday, [Salma Nouri] signed an agreement with Acme in Oslo.",
        ),
        (
            "Salma Nouri met the envoy on Monday. After Acme left, she signed an agreement with Bolt in Oslo.",
            "After Acme left, she signed an agreement with Bolt in Oslo.",
        ),
    ],
)
def test_a_pronoun_behind_a_lead_that_names_nobody_has_its_name(read: Read, text: str, line: str) -> None:
    assert line_of(read, text, "AGREE") == line


RAIDED = "The army attacked the port of Berbera and two depots to the north of the old town at dawn on Monday with "
RAIDED += "several thousand men and forty ships of war"


def test_the_source_of_a_line_that_is_too_long_stands_in_front(read: Read) -> None:
    text = f"{RAIDED}, the defence ministry said in Hargeisa on Tuesday."

    assert line_of(read, text, "ASSAULT") == f"The defence ministry: {RAIDED}."


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked the port of Berbera at dawn, the defence ministry said in Hargeisa on Tuesday.",
        f"{RAIDED}, he said in Hargeisa on Tuesday.",
        f"{RAIDED}, the defence ministry did not say in Hargeisa on Tuesday.",
    ],
)
def test_no_source_stands_in_front_of_a_short_line_nor_one_that_tells_nobody(read: Read, text: str) -> None:
    assert all(not line.startswith(("The defence ministry:", "He:")) for line in lines_of(read, text))


@pytest.mark.parametrize(
    "text",
    [
        "In addition to the port, the army attacked the airfield at Berbera on Monday.",
        "Instead of waiting, the army attacked the port of Berbera on Monday.",
        "So far, the army has attacked the port of Berbera twice.",
        "Besides the port, the army attacked the airfield at Berbera on Monday.",
    ],
)
def test_a_word_that_only_looks_like_a_connective_stays(read: Read, text: str) -> None:
    assert text in lines_of(read, text)


def test_what_stands_in_brackets_goes_unless_it_takes_something_back(read: Read) -> None:
    assert line_of(read, "The army (12,000 men) attacked the port of Berbera.", "ASSAULT") == (
        "The army attacked the port of Berbera."
    )
    kept = "The army attacked the port (except its northern pier) on Monday."
    assert line_of(read, kept, "ASSAULT") == kept


LONG = (
    "Rebels attacked the port of Berbera on Monday, killing four sailors and setting fire to a warehouse, "
    "while the governor, who was on a visit to Djibouti with two of his ministers, asked the army for help."
)
APPOSED = (
    "Ann Grey, the chairwoman of the parliamentary committee for foreign affairs and a former ambassador to Kenya and "
    "Uganda, accused the army on Monday of having bombed the port of Berbera."
)
CONDITION = (
    "Unless the rebels, who hold the town and the two roads that lead to it from the north and from the coast, hand "
    "over the hostages by Friday, the army will attack the port of Berbera with all the ships that it has."
)


@pytest.mark.parametrize("text", [LONG, APPOSED])
def test_a_long_sentence_is_cut_where_parts_stand_apart(read: Read, text: str) -> None:
    found = lines_of(read, text)

    assert found
    assert all(len(line) <= LIMIT for line in found)
    assert all(gate.check(line, text) == [] for line in found)


def test_no_line_loses_its_condition(read: Read) -> None:
    assert all("Unless" in line for line in lines_of(read, CONDITION) if "will attack" in line)


def test_a_comma_between_subject_and_verb_goes_with_what_it_set_off(read: Read) -> None:
    found = line_of(read, APPOSED, "ACCUSE")

    assert found.startswith("Ann Grey accused the army")


def test_nothing_is_cut_out_of_a_quotation(read: Read) -> None:
    text = (
        '"The army, which has never won a war, attacked a port, a school, and a hospital, and it will have to answer '
        'for all of this before a court of law in the end," Ann Grey told reporters.'
    )

    assert all(gate.check(line, text) == [] for line in lines_of(read, text))
    assert any("which has never won a war, attacked a port" in line for line in lines_of(read, text))


def test_a_quotation_of_several_sentences_has_both_its_marks(read: Read) -> None:
    text = 'Ann Grey said: "The army attacked the port. We counted four dead sailors."'

    assert all(line.count('"') % 2 == 0 for line in lines_of(read, text))


def test_a_clause_of_a_sentence_that_only_may_come_is_no_line_of_its_own(read: Read) -> None:
    text = "The guards will fire when rebels attack the port of Berbera."

    assert all("will fire" in line for line in lines_of(read, text))


def test_a_clause_behind_and_keeps_who_says_it(read: Read) -> None:
    text = "State radio said three rebels died and soldiers attacked the port of Berbera."

    assert all("State radio said" in line for line in lines_of(read, text))


def test_a_clause_whose_they_may_be_others_is_no_line_of_its_own(read: Read) -> None:
    text = "The rebels fled the port and the army attacked their camp."

    assert any(line == text for line in lines_of(read, text))


def test_a_line_is_a_clause_of_its_own_with_its_relative_pronoun_put_back(read: Read) -> None:
    text = "The minister met the Acme Brigade, which is suspected of attacking the port of Berbera."

    assert "The Acme Brigade is suspected of attacking the port of Berbera." in lines_of(read, text)


def test_a_headline_gets_no_full_stop(read: Read) -> None:
    assert line_of(read, "Rebels attack port of Berbera", "ASSAULT") == "Rebels attack port of Berbera"


def test_a_list_keeps_its_end(read: Read) -> None:
    text = (
        "In April the army handed over a series of bases in the north of the country to the police, among them Berbera "
    )
    text += "on the border, Zeila south of Harar, the Odin base near Gabiley and Burao west of the river."

    assert all(line.endswith("west of the river.") for line in lines_of(read, text))


def test_a_clause_behind_in_which_that_names_nobody_is_no_line_of_its_own(read: Read) -> None:
    text = "Turkey answered with air strikes on two camps in Iran, in which at least 25 fighters were killed."

    assert "At least 25 fighters were killed." not in lines_of(read, text)


def test_what_two_had_done_is_not_told_of_one(read: Read) -> None:
    text = "Berbera and Zeila, which had been attacked by rebels in May, are still shut."

    assert lines_of(read, text)
    assert not any(line.startswith(("Berbera had", "Zeila had")) for line in lines_of(read, text))


def test_a_word_that_a_page_breaks_off_is_seen_to_be_broken_off(read: Read) -> None:
    assert lines_of(read, "Iran and Turkey will meet again in mid-") == ["Iran and Turkey will meet again in mid-…"]
