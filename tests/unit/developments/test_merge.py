"""One event is told once: what speaks for it, and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefings.developments.merge import merge
from briefings.model import DaySpan, Development, Figure
from tests.builders import ISSUE_DATE, a_day, a_development, a_party

MILITIA, STATE = a_party("the militia", "militia"), a_party("security forces", "state")


def raid(sentence: int, **fields: Any) -> Development:
    return a_development(f"Line {sentence}.", type="COERCE", trigger="raid", sentence=sentence, **fields)


def test_the_same_word_with_the_same_target_is_one_event_and_shares_its_day() -> None:
    merged = merge([raid(0, targets=(MILITIA,)), raid(1, targets=(MILITIA,), when=a_day("2020-06-25"))], ISSUE_DATE)

    assert merged[0].event == merged[1].event
    assert merged[0].when == a_day("2020-06-25")


def test_raids_on_other_days_are_two_events() -> None:
    may = DaySpan(a_day("2020-05-01").first, a_day("2020-05-31").first, "2020-05")
    merged = merge([raid(0, targets=(MILITIA,), when=may), raid(1, targets=(MILITIA,), when=a_day("2020-06-25"))])

    assert merged[0].event != merged[1].event


def test_raids_on_other_groups_are_two_events_even_where_no_day_is_given() -> None:
    other = a_party("another group", "other-group")
    merged = merge([raid(0, targets=(MILITIA,)), raid(1, targets=(other,))])

    assert merged[0].event != merged[1].event


def test_other_words_need_both_sides_to_be_the_same() -> None:
    arrest = a_development("Arrest.", type="COERCE", trigger="detain", sentence=1, actors=(STATE,), targets=(MILITIA,))
    one = merge([raid(0, actors=(STATE,), targets=(MILITIA,)), arrest])
    two = merge([raid(0, targets=(MILITIA,)), arrest])

    assert one[0].event == one[1].event
    assert two[0].event != two[1].event


def test_what_points_back_joins_the_last_event_of_its_kind() -> None:
    opened = a_development("Opened.", type="CONSULT", trigger="open dialogue", when=a_day("2020-06-11"))
    agreed = a_development("Agreed.", type="AGREE", trigger="agree", sentence=3, refers=("CONSULT",))
    merged = merge([opened, agreed])

    assert merged[0].event == merged[1].event
    assert merged[1].when == a_day("2020-06-11")


def test_a_count_that_differs_keeps_events_apart() -> None:
    four, thirty = (Figure(f"{n} attacks", float(n), "attacks") for n in (4, 36))
    first = a_development("A.", type="ASSAULT", trigger="attack", targets=(STATE,), figures=(thirty,))
    second = a_development("B.", type="ASSAULT", trigger="attack", targets=(STATE,), figures=(four,), sentence=2)
    merged = merge([first, second])

    assert merged[0].event != merged[1].event


def test_a_statement_is_an_event_of_its_own() -> None:
    said = a_development("Said.", type="STATEMENT", trigger="say", actors=(STATE,), refers=("COERCE",), sentence=1)
    merged = merge([raid(0, actors=(STATE,)), said])

    assert merged[0].event != merged[1].event
    assert merged[1].when is None


def test_has_since_runs_from_what_was_told_before_to_the_issue() -> None:
    june = DaySpan(a_day("2020-06-01").first, a_day("2020-06-30").first, "2020-06")
    talks = a_development("Talks.", type="CONSULT", trigger="hold talks", when=june)
    left = a_development("The coalition has since left six bases.", type="RETREAT", trigger="leave", sentence=1)
    merged = merge([talks, left], ISSUE_DATE)

    assert merged[1].when is not None
    assert merged[1].when.value == "2020-06/2020-07-01"


def test_merging_keeps_order_and_numbers_events_from_zero() -> None:
    given = [raid(0, targets=(MILITIA,)), a_development("B.", type="AID", sentence=1), raid(2, targets=(MILITIA,))]
    merged = merge(given)

    assert [replace(d, event=-1, when=None) for d in merged] == [replace(d, event=-1, when=None) for d in given]
    assert [d.event for d in merged] == [0, 1, 0]
