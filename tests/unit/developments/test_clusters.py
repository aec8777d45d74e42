"""Articles of one story come together, whatever the order in which they are looked at; others stay apart."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments.clusters import ONE_STORY, cluster, likeness, nearest_story
from briefings.developments.likeness import forms, stem, words
from briefings.developments.sketches import Sketch, counted, sketch

DAY = date(2020, 7, 1)
FIRE = "A fire at the Nadira refinery killed four workers and stopped both distillation units."
FIRE_TOO = "Four workers died when fire broke out at the refinery of Nadira; both units were stopped."
VOTE = "The parliament of Kalba voted for a tax on imported cement after a long debate."
VOTE_TOO = "Lawmakers in Kalba approved the cement import tax in a vote after a debate of nine hours."
STRIKE = "Dockers at the port of Ostra began a strike over wages, and no ship was unloaded."


def drawn(text: str, day: date = DAY, days: tuple[date, ...] = ()) -> Sketch:
    return sketch(text, names=(), triggers=(), day=day, days=days)


def together(*texts: str) -> list[list[int]]:
    return cluster([drawn(text) for text in texts])


def test_reports_of_one_event_are_one_story_and_others_are_not() -> None:
    assert together(FIRE, VOTE, FIRE_TOO, STRIKE, VOTE_TOO) == [[0, 2], [1, 4], [3]]


@pytest.mark.parametrize("seed", range(5))
def test_stories_do_not_depend_on_how_articles_came(seed: int) -> None:
    texts = [FIRE, VOTE, FIRE_TOO, STRIKE, VOTE_TOO]
    random.Random(seed).shuffle(texts)  # noqa: S311  # an order each time the same

    found = {frozenset(texts[n] for n in story) for story in together(*texts)}

    assert found == {frozenset({FIRE, FIRE_TOO}), frozenset({VOTE, VOTE_TOO}), frozenset({STRIKE})}


def test_the_same_text_is_one_story_even_of_small_words_alone() -> None:
    assert together(FIRE, FIRE) == [[0, 1]]
    assert together("It is.", "It is.") == [[0, 1]]


def test_an_article_without_any_word_is_a_story_of_its_own() -> None:
    assert together("", "", FIRE) == [[0], [1], [2]]
    assert cluster([]) == []


def test_a_text_without_a_verb_is_compared_by_its_words() -> None:
    assert together("Nadira refinery fire: four dead", FIRE, STRIKE) == [[0, 1], [2]]


def test_a_short_text_of_another_day_tells_another_event() -> None:
    search = "Crews searched the ruins of the Nadira refinery for workers after the fire."

    assert cluster([drawn(FIRE), drawn(search)]) == [[0, 1]]
    assert cluster([drawn(FIRE), drawn(search, DAY + timedelta(days=3))]) == [[0], [1]]


def test_a_later_text_that_names_the_day_tells_the_same() -> None:
    search = "Crews searched the ruins of the Nadira refinery for workers after the fire on Wednesday."

    assert cluster([drawn(FIRE), drawn(search, DAY + timedelta(days=3), days=(DAY,))]) == [[0, 1]]


def test_days_long_past_do_not_tie_articles() -> None:
    then = DAY - timedelta(days=400)

    assert drawn(FIRE, days=(then,)).days == frozenset({DAY.toordinal()})


def test_names_and_verbs_of_events_count_for_more() -> None:
    plain = drawn(FIRE)
    marked = sketch(FIRE, names=("Nadira",), triggers=("kill",), day=DAY, days=())

    assert {w for w in plain.words if marked.words[w] > plain.words[w]} == {"nadira", "kill"}


def test_one_article_finds_its_story_or_none() -> None:
    stories = {7: [drawn(FIRE)], 9: [drawn(VOTE), drawn(VOTE_TOO)]}
    rarity = counted([*stories[7], *stories[9]])

    assert nearest_story(drawn(FIRE_TOO), stories, rarity) == 7
    assert nearest_story(drawn(STRIKE), stories, rarity) is None
    assert nearest_story(drawn(FIRE), {}, rarity) is None


def test_a_word_of_general_news_tells_little_in_a_small_archive() -> None:
    rarity = counted([drawn(FIRE)])

    assert rarity.of("polic") < rarity.of("nadira")


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_article_is_in_exactly_one_story(texts: list[str]) -> None:
    found = together(*texts)

    assert sorted(n for story in found for n in story) == list(range(len(texts)))


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    a, b = drawn(one), drawn(other)
    rarity = counted([a, b])

    assert likeness(a, b, rarity) == pytest.approx(likeness(b, a, rarity))
    assert not a.words or likeness(a, a, rarity) >= min(ONE_STORY, 0.9)


def test_forms_of_a_word_have_one_stem() -> None:
    for group in ("capture captured captures capturing", "announce announced announcement", "agreed agreement agree",
                  "companies company", "die died dead dying", "shot shoot shooting shootings"):  # fmt: skip
        assert len({stem(word) for word in group.split()}) == 1, group
    assert words("The 1,200 men of U.S. forces were said to have left.") == ["1200", "men", "forc", "left"]
    assert forms("Captured pirates; captures")["captur"] == "Captured"
