"""What `ports.Archive` promises of stories: they stand as soon as an issue does, and stay while others come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest

from briefings.model import AnalysedArticle, StoryArticle
from briefings.ports import Archive
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue

FIRE = "A fire at the Nadira refinery killed four workers and stopped both distillation units."
FIRE_TOO = "Four workers died when fire broke out at the refinery of Nadira; both units were stopped."
FIRE_AGAIN = "The fire that killed four workers at the Nadira refinery stopped its distillation units."
VOTE = "The parliament of Kalba voted for a tax on imported cement after a long debate."
VOTE_TOO = "Lawmakers in Kalba approved the cement import tax in a vote after a debate of nine hours."
STRIKE = "Dockers at the port of Ostra began a strike over wages, and no ship was unloaded."
ALL = (FIRE, VOTE, FIRE_TOO, STRIKE, VOTE_TOO, FIRE_AGAIN)


def an_item(text: str, key: str | None = None) -> AnalysedArticle:
    return an_article(text, headline=None, key=key or text)


def read(archive: Archive, *texts: str, source: str = "Weekly", number: str = "26") -> int:
    articles = [an_item(text) for text in texts]
    return archive.add_issue(an_issue(*articles, source=source, number=number), at=NOON).issue_id


def together(found: Sequence[StoryArticle]) -> set[frozenset[str]]:
    stories = defaultdict(set)
    for one in found:
        stories[one.story].add(one.id)
    return {frozenset(story) for story in stories.values()}


def story_of(archive: Archive) -> dict[str, int | None]:
    return {one.id: one.story for one in archive.stories()}


def test_an_empty_archive_has_no_stories(archive: Archive) -> None:
    archive.settle_stories(at=NOON)

    assert archive.stories() == ()


def test_articles_keep_the_ids_of_their_lines(archive: Archive) -> None:
    archive.add_issue(an_issue(an_item(FIRE, "a1"), an_item(VOTE, "b|2#é")), at=NOON)

    assert [one.id for one in archive.stories()] == ["a1", "b|2#é"]


def test_an_article_of_an_issue_is_named_by_its_place(archive: Archive) -> None:
    archive.add_issue(an_issue(an_article(FIRE), an_article(VOTE)), at=NOON)
    archive.add_issue(an_issue(an_article(STRIKE), number=None, source="Daily"), at=NOON)

    assert {one.id for one in archive.stories()} == {"Weekly 26 1", "Weekly 26 2", "Daily 2020-07-01 1"}


def test_articles_of_one_issue_come_together_at_once(archive: Archive) -> None:
    read(archive, *ALL)

    assert together(archive.stories()) == {
        frozenset({FIRE, FIRE_TOO, FIRE_AGAIN}), frozenset({VOTE, VOTE_TOO}), frozenset({STRIKE})
    }  # fmt: skip


def test_a_later_article_joins_the_story_that_stands(archive: Archive) -> None:
    read(archive, FIRE, VOTE, STRIKE)
    before = story_of(archive)
    read(archive, VOTE_TOO, source="Daily")
    after = story_of(archive)

    assert after[VOTE_TOO] == before[VOTE]
    assert {text: after[text] for text in before} == before


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_settled_stories_do_not_depend_on_the_order(archive: Archive, order: tuple[int, ...]) -> None:
    pairs = ((FIRE, "26"), (FIRE_TOO, "27"), (VOTE, "28"), (VOTE_TOO, "29"))
    for text, number in (pairs[n] for n in order):
        read(archive, text, number=number)
    archive.settle_stories(at=NOON)

    assert together(archive.stories()) == {frozenset({FIRE, FIRE_TOO}), frozenset({VOTE, VOTE_TOO})}


def test_settling_twice_changes_nothing_and_says_so(archive: Archive) -> None:
    read(archive, FIRE, VOTE)
    read(archive, FIRE_TOO, source="Daily")
    archive.settle_stories(at=NOON)
    before = story_of(archive)

    assert not archive.settle_stories(at=NOON)
    assert story_of(archive) == before


def test_a_new_edition_leaves_its_stories_their_numbers(archive: Archive) -> None:
    read(archive, FIRE, VOTE, STRIKE)
    read(archive, FIRE_TOO, source="Daily")
    before = story_of(archive)
    corrected = [an_item(text + " Correction.", key=text) for text in (FIRE, VOTE, STRIKE)]
    stored = archive.add_issue(an_issue(*corrected), at=NOON)

    assert stored.outcome == "replaced"
    assert story_of(archive) == before


def test_a_forgotten_issue_leaves_the_others_theirs(archive: Archive) -> None:
    first = read(archive, FIRE, VOTE)
    read(archive, FIRE_TOO, STRIKE, source="Daily")
    before = story_of(archive)
    archive.forget(first)
    archive.settle_stories(at=NOON)

    assert story_of(archive) == {text: before[text] for text in (FIRE_TOO, STRIKE)}


def test_a_number_is_never_given_twice(archive: Archive) -> None:
    first = read(archive, FIRE)
    (before,) = story_of(archive).values()
    archive.forget(first)
    read(archive, VOTE)

    assert before not in story_of(archive).values()


def test_the_same_article_in_two_sources_is_one_story(archive: Archive) -> None:
    read(archive, FIRE, FIRE)
    read(archive, FIRE, source="Daily")

    assert len({one.story for one in archive.stories()}) == 1


def test_articles_of_another_script_have_stories_too(archive: Archive) -> None:
    read(archive, "اندلع حريق في مصفاة ناديرا وقتل أربعة عمال.", FIRE)
    read(archive, "حريق في مصفاة ناديرا يقتل أربعة عمال.", source="Daily")

    assert all(one.story is not None for one in archive.stories())


# --- events ----------------------------------------------------------------------------------------------------------

RAID = "Acme raided the Basra offices of Bolt."
SIDES = {"actors": (a_party("Acme", "acme"),), "targets": (a_party("Bolt", "bolt"),)}


def tell(archive: Archive, number: str, statement: str, day: date | str) -> int:
    one = a_development(statement, type="COERCE", when=a_day(day), **SIDES)
    article = an_article(statement, names={"Acme": "acme", "Bolt": "bolt"}, developments=(one,))
    return archive.add_issue(an_issue(article, number=number), at=NOON).issue_id


def test_developments_of_two_issues_that_tell_one_event_have_one_number(archive: Archive) -> None:
    tell(archive, "26", RAID, "2020-06-11")
    tell(archive, "27", "Bolt said Acme had searched its rooms.", "2020-06-11")
    tell(archive, "28", RAID, "2020-06-25")
    first, second, later = archive.developments()

    assert first.story == second.story == first.id
    assert later.story == later.id


def test_an_event_keeps_its_number_when_who_told_it_first_is_forgotten(archive: Archive) -> None:
    first = tell(archive, "26", RAID, "2020-06-11")
    tell(archive, "27", RAID, "2020-06-11")
    number = archive.developments()[0].story
    archive.forget(first)
    tell(archive, "28", RAID, "2020-06-11")

    assert {one.story for one in archive.developments()} == {number}
