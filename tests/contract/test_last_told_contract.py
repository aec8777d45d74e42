"""When somebody was told last, and what stood in the archive then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefings.ports import Archive, Following, Subscribers
from briefings.storage import SqlFollowing
from briefings.storage.engine import Database
from tests.builders import NOON, a_development, an_article, an_issue

HOUR = timedelta(hours=1)


@pytest.fixture
def following(database: Database) -> Following:
    return SqlFollowing(database)


def test_the_latest_telling_of_some_sentences_is_known(subscribers: Subscribers) -> None:
    one = subscribers.get(5, None, zone="UTC", now=NOON)
    other = subscribers.get(6, None, zone="UTC", now=NOON)
    subscribers.note_told(one.id, ["a"], at=NOON)
    subscribers.note_told(one.id, ["a", "b"], at=NOON + HOUR)
    subscribers.note_told(other.id, ["a"], at=NOON + 2 * HOUR)

    assert subscribers.told_at(one.id, ["a"]) == NOON
    assert subscribers.told_at(one.id, {"a", "b", "c"}) == NOON + HOUR
    assert subscribers.told_at(one.id, ["c"]) is None
    assert subscribers.told_at(one.id, []) is None


def test_the_newest_development_of_an_instant_is_known(archive: Archive, following: Following) -> None:
    told = an_article(developments=(a_development(),))
    archive.add_issue(an_issue(told), at=NOON)
    first = following.newest()
    archive.add_issue(an_issue(an_article("Nothing happened."), number="27"), at=NOON + HOUR)
    archive.add_issue(an_issue(told, number="28"), at=NOON + 2 * HOUR)

    assert following.newest_at(NOON - HOUR) == 0
    assert following.newest_at(NOON) == first
    assert following.newest_at(NOON + HOUR) == first
    assert following.newest_at(NOON + 2 * HOUR) == following.newest() > first
