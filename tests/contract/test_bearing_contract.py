"""What `Archive.bearing` promises: what a question is answered from, as looking through everything would choose it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection, Sequence
from datetime import date, timedelta

import pytest

from briefings.model import AnalysedArticle, Bounds, Development, EntityId
from briefings.ports import Archive
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue

NAMES = ("acme", "bolt", "cora", "dune", "eden")
ISSUES = 20  #: three weeks apart
NEVER_MET = "eden"  #: with acme, that is


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """A year of issues, each of two articles with four developments."""
    draw = random.Random(7)  # noqa: S311  # the same archive each time
    for number in range(ISSUES):
        issued = date(2019, 1, 6) + timedelta(weeks=3 * number)
        articles = [_article(draw, issued, f"{number}.{place}") for place in range(2)]
        archive.add_issue(an_issue(*articles, number=str(number), date=issued, digest=str(number)), at=NOON)
    return archive


def _article(draw: random.Random, issued: date, mark: str) -> AnalysedArticle:
    told, developments = [], []
    for place in range(4):
        one, other = draw.choice(NAMES[:3]), draw.choice(NAMES[1:4])
        if place == 3 and draw.random() < 0.1:
            one, other = NEVER_MET, "bolt"
        told.append(f"{one.title()} met {other.title()} on {draw.choice(('oil', 'gas', 'oil and gas'))} {mark}.")
        day = issued - timedelta(days=draw.randrange(20))
        developments.append(
            a_development(
                told[-1],
                type=draw.choice(("CONSULT", "ASSAULT")),
                sentence=place,
                when=a_day(day) if draw.random() < 0.7 else None,
                actors=(a_party(one, one),),
                targets=(a_party(other, other),),
            )
        )
    return an_article(*told, developments=tuple(developments))


def _ends(development: Development) -> tuple[date, int]:
    told = development.evidence[0].date
    assert told is not None
    assert development.id is not None
    return (development.when.last if development.when else told, development.id)


def _concerns(development: Development, side: Collection[str]) -> bool:
    return any(party.entity in side for party in (*development.actors, *development.targets))


def _sides(*sides: Sequence[str]) -> list[list[EntityId]]:
    return [[EntityId(one) for one in side] for side in sides]


def _latest(found: Sequence[Development], limit: int) -> list[int]:
    return sorted(one.id or 0 for one in sorted(found, key=_ends, reverse=True)[:limit])


def _ids(found: Sequence[Development]) -> list[int]:
    return sorted(one.id or 0 for one in found)


BOUNDS = [
    Bounds(),
    Bounds(since=date(2020, 1, 1)),
    Bounds(until=date(2019, 6, 30)),
    Bounds(since=date(2019, 6, 1), until=date(2019, 7, 1)),
    Bounds(issue_until=date(2019, 8, 1)),
    Bounds(types=("ASSAULT",)),
    Bounds(since=date(2019, 3, 1), issue_until=date(2019, 12, 1), types=("CONSULT",)),
]


@pytest.mark.parametrize(("bounds", "limit"), [*itertools.product(BOUNDS, (10, 1000))])
def test_the_latest_of_the_archive_or_of_some_entities_are_chosen(filled: Archive, bounds: Bounds, limit: int) -> None:
    within = _within(filled, bounds)

    assert _ids(filled.bearing((), (), bounds, limit=limit)) == _latest(within, limit)
    for side in (["acme"], ["dune", "eden"]):
        concerned = [one for one in within if _concerns(one, side)]
        assert _ids(filled.bearing(_sides(side), (), bounds, limit=limit)) == _latest(concerned, limit)


@pytest.mark.parametrize("bounds", BOUNDS)
def test_of_a_relation_what_concerns_both_sides_comes_with_the_rest_of_its_articles(
    filled: Archive, bounds: Bounds
) -> None:
    within = _within(filled, bounds)
    for left, right in ((["acme"], ["bolt", "dune"]), (["eden"], ["bolt"])):
        both = [one for one in within if _concerns(one, left) and _concerns(one, right)]
        articles = {one.evidence[0].article_id for one in both}
        beside = [one for one in within if one.evidence[0].article_id in articles]

        assert _ids(filled.bearing(_sides(left, right), (), bounds, limit=4000)) == _ids(beside)
        few = _ids(filled.bearing(_sides(left, right), (), bounds, limit=8))
        assert set(_latest(both, 8)) <= set(few)
        assert set(few) <= set(_ids(beside))


def test_two_who_never_met_have_nothing_between_them(filled: Archive) -> None:
    assert filled.bearing(_sides(["acme"], [NEVER_MET]), (), Bounds(), limit=10) == ()


def test_words_find_the_sentences_that_hold_them_all(filled: Archive) -> None:
    found = filled.bearing((), ("oil gas",), Bounds(), limit=1000)

    assert _ids(found) == _ids([one for one in filled.developments() if "oil and gas" in one.evidence[0].sentence])


def test_words_come_beside_entities(filled: Archive) -> None:
    found = filled.bearing(_sides([NEVER_MET]), ("oil gas",), Bounds(), limit=1000)

    assert {one.id for one in filled.bearing((), ("oil gas",), Bounds(), limit=1000)} <= {one.id for one in found}
    assert any(_concerns(one, [NEVER_MET]) for one in found)


def test_what_is_found_comes_in_the_order_of_the_archive(filled: Archive) -> None:
    found = filled.bearing(_sides(["acme"]), (), Bounds(), limit=50)
    order = [one.id for one in filled.developments()]

    assert [one.id for one in found] == [one for one in order if one in {two.id for two in found}]


def _within(archive: Archive, bounds: Bounds) -> list[Development]:
    whole = archive.developments(since=bounds.since, until=bounds.until, issue_until=bounds.issue_until)
    return [one for one in whole if not bounds.types or one.type in bounds.types]
