"""What two articles tell of one event is one story; what they tell of two stays two."""

from __future__ import annotations

from datetime import date
from time import process_time
from typing import Any

import pytest

from briefings.developments.stories import group_stories, likeness
from briefings.model import Development
from tests.builders import a_day, a_development, a_party, a_quote, cited

ACME, BOLT, CARL = a_party("Acme", "acme"), a_party("Bolt", "bolt"), a_party("Carl", "carl")


def told(article: int, statement: str, **fields: Any) -> Development:
    return cited(a_development(statement, **fields), a_quote(statement, article_id=article), development_id=article)


def told_on(day: str, statement: str, article: int, **fields: Any) -> Development:
    """What an issue of a day tells, without saying when it happened."""
    quote = a_quote(statement, article_id=article, date=date.fromisoformat(day))
    return cited(a_development(statement, **fields), quote, development_id=article)


def are_one(a: Development, b: Development) -> bool:
    return group_stories([[a], [b]]) == [[0, 1]]


def test_the_same_words_in_two_articles_are_one_story() -> None:
    one = told(1, "Acme raided the Basra offices of Bolt.")
    other = told(2, "The Basra offices of Bolt were raided by Acme.")

    assert are_one(one, other)


def test_two_events_of_one_article_are_never_one() -> None:
    one, other = (told(1, "Acme raided the Basra offices of Bolt.") for _ in range(2))

    assert not are_one(one, other)


@pytest.mark.parametrize(
    ("first", "second", "same"), [("2020-06-11", "2020-06-11", True), ("2020-06-11", "2020-06-15", False)]
)
def test_talks_of_the_same_parties_are_one_on_the_same_day_only(first: str, second: str, same: bool) -> None:  # noqa: FBT001
    opened = told(1, "Acme and Bolt opened talks.", type="CONSULT", actors=(ACME, BOLT), when=a_day(first))
    agreed = told(2, "Acme promised to lower its fees.", type="AGREE", actors=(ACME,), when=a_day(second))

    assert are_one(opened, agreed) is same


def test_talks_with_somebody_else_on_that_day_are_others() -> None:
    one = told(1, "Acme met Bolt.", type="CONSULT", actors=(ACME,), targets=(BOLT,), when=a_day("2020-06-11"))
    other = told(2, "Acme spoke to Carl.", type="CONSULT", actors=(ACME,), targets=(CARL,), when=a_day("2020-06-11"))

    assert not are_one(one, other)


TOWNS = ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Iris", "Juniper")


def captured(town: str, article: int, *, day: str) -> Development:
    party = a_party(town, town.lower())
    line = f"Ruritanian forces recapture control of the town of {town} from the rebels of Acme."
    return told_on(day, line, article, type="ASSAULT", trigger="recapture", actors=(ACME,), targets=(party,))


def test_towns_that_are_taken_one_after_another_are_as_many_events() -> None:
    events = [[captured(town, n, day=f"2020-06-{n + 1:02}")] for n, town in enumerate(TOWNS)]

    assert len(group_stories(events)) == len(TOWNS)


def test_one_town_taken_is_one_event_in_two_papers() -> None:
    assert are_one(captured("Alder", 1, day="2020-06-11"), captured("Alder", 2, day="2020-06-12"))


def test_sentences_alike_but_for_a_name_tell_of_two_events() -> None:
    one = told_on("2020-06-11", "A bomb near the market of Alder killed nine people.", 1, type="ASSAULT")
    other = told_on("2020-06-11", "A bomb near the market of Birch killed nine people.", 2, type="ASSAULT")

    assert not are_one(one, other)


def test_a_name_spelt_otherwise_is_no_other_name() -> None:
    one = told_on("2020-06-11", "A bomb near the market of Alderi killed nine people.", 1, type="ASSAULT")
    other = told_on("2020-06-11", "A bomb near the market of Aldere killed nine people.", 2, type="ASSAULT")

    assert are_one(one, other)


def test_a_sentence_that_names_nothing_joins_none_that_does() -> None:
    bare = told_on("2020-06-11", "At least nine people are killed.", 1, type="ASSAULT")
    named = told_on("2020-06-11", "At least seven people are killed by a storm in Alder.", 2, type="ASSAULT")

    assert not are_one(bare, named)


@pytest.mark.parametrize(("day", "same"), [("2020-06-18", True), ("2020-09-11", False)])
def test_what_is_told_without_a_day_is_another_event_months_later(day: str, same: bool) -> None:  # noqa: FBT001
    one = told_on("2020-06-11", "Acme raided the Basra offices of Bolt.", 1)
    other = told_on(day, "The Basra offices of Bolt were raided by Acme.", 2)

    assert are_one(one, other) is same


def test_a_chain_of_days_does_not_make_one_event_of_them() -> None:
    days = [f"2020-{month:02}-01" for month in range(1, 10)]
    events = [[told_on(day, "Acme fired at the Basra offices of Bolt.", n)] for n, day in enumerate(days)]

    spans = [(story[0], story[-1]) for story in group_stories(events)]
    assert max(last - first for first, last in spans) <= 1


def test_a_place_named_more_exactly_is_the_same_place() -> None:
    one = told(1, "A bomb killed nine people at a Bolt shop in Alder.", place="Alder", type="ASSAULT")
    other = told(
        2, "Nine people died when a bomb hit a Bolt shop in central Alder.", place="central Alder", type="ASSAULT"
    )

    assert are_one(one, other)


def test_likeness_is_the_share_of_words_in_common() -> None:
    assert likeness("Acme raided offices.", "Offices raided Acme") == 1.0
    assert likeness("Acme raided offices.", "Bolt sued Carl.") == 0.0
    assert likeness("", "") == 0.0


# --- many events -----------------------------------------------------------------------------------------------------


def raid(article: int, place: str, day: str = "2020-06-11") -> Development:
    return told(article, f"Acme raided the {place} offices of Bolt.", type="COERCE", actors=(ACME,), when=a_day(day))


def test_events_of_many_articles_are_put_together() -> None:
    events = [[raid(1, "Basra")], [told(1, "Carl resigned.")], [raid(2, "Basra")], [told(3, "Carl has resigned.")]]

    assert group_stories(events) == [[0, 2], [1, 3]]


def test_two_events_of_one_article_stay_apart_though_a_third_is_like_both() -> None:
    assert group_stories([[raid(1, "Basra")], [raid(1, "Basra")], [raid(2, "Basra")]]) == [[0, 2], [1]]


def test_no_events_are_no_stories() -> None:
    assert group_stories([]) == []
    assert group_stories([[told(1, "")], [told(2, "")]]) == [[0], [1]]


def test_events_on_days_apart_stay_apart() -> None:
    assert group_stories([[raid(1, "Basra")], [raid(2, "Basra", "2020-06-20")]]) == [[0], [1]]


def test_another_kind_of_thing_with_other_parties_in_like_words_is_another() -> None:
    one = told(1, "Acme shut the plant in Basra over a leak.", type="COERCE", actors=(ACME,), place="Basra")
    other = told(2, "Carl shut the mill in Mosul over a strike.", type="PROTEST", actors=(CARL,), place="Mosul")

    assert not are_one(one, other)


def test_five_hundred_developments_on_one_day_take_no_time() -> None:
    names = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in ("ra", "lo", "ti", "mu", "sen", "dor", "vik")]
    events = [[raid(n, f"{names[n % 250]} {names[(7 * n) % 250].title()}x")] for n in range(500)]
    begun = process_time()
    found = group_stories(events)

    assert process_time() - begun < 1.0
    assert sorted(n for story in found for n in story) == list(range(500))


def test_one_event_in_five_hundred_articles_is_one_story() -> None:
    assert len(group_stories([[raid(n, "Basra")] for n in range(500)])) == 1
