"""What two articles tell of one event is one story; what they tell of two stays two."""

from __future__ import annotations

from typing import Any

import pytest

from briefings.developments.stories import likeness, same_story
from briefings.model import Development
from tests.builders import a_day, a_development, a_party, a_quote, cited

ACME, BOLT, CARL = a_party("Acme", "acme"), a_party("Bolt", "bolt"), a_party("Carl", "carl")


def told(article: int, statement: str, **fields: Any) -> Development:
    return cited(a_development(statement, **fields), a_quote(statement, article_id=article), development_id=article)


def test_the_same_words_in_two_articles_are_one_story() -> None:
    one = told(1, "Acme raided the Basra offices of Bolt.")
    other = told(2, "The Basra offices of Bolt were raided by Acme.")

    assert same_story([one], [other])


def test_two_events_of_one_article_are_never_one() -> None:
    one, other = (told(1, "Acme raided the Basra offices of Bolt.") for _ in range(2))

    assert not same_story([one], [other])


@pytest.mark.parametrize(
    ("first", "second", "same"), [("2020-06-11", "2020-06-11", True), ("2020-06-11", "2020-06-15", False)]
)
def test_talks_of_the_same_parties_are_one_on_the_same_day_only(first: str, second: str, same: bool) -> None:  # noqa: FBT001
    opened = told(1, "Acme and Bolt opened talks.", type="CONSULT", actors=(ACME, BOLT), when=a_day(first))
    agreed = told(2, "Acme promised to lower its fees.", type="AGREE", actors=(ACME,), when=a_day(second))

    assert same_story([opened], [agreed]) is same


def test_talks_with_somebody_else_on_that_day_are_others() -> None:
    one = told(1, "Acme met Bolt.", type="CONSULT", actors=(ACME,), targets=(BOLT,), when=a_day("2020-06-11"))
    other = told(2, "Acme spoke to Carl.", type="CONSULT", actors=(ACME,), targets=(CARL,), when=a_day("2020-06-11"))

    assert not same_story([one], [other])


def test_likeness_is_the_share_of_words_in_common() -> None:
    assert likeness("Acme raided offices.", "Offices raided Acme") == 1.0
    assert likeness("Acme raided offices.", "Bolt sued Carl.") == 0.0
    assert likeness("", "") == 0.0
