"""What `ports.Following` promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import update

from briefings.model import EntityId, Quiet, Watch
from briefings.ports import Archive, Following, Outbox, Subscribers
from briefings.storage import muting
from briefings.storage.engine import Database
from briefings.storage.following import SqlFollowing
from briefings.storage.tables import articles
from tests.builders import NOON, a_development, a_schedule, an_article, an_issue, an_outgoing

ACME = EntityId("acme")
HOUR = timedelta(hours=1)


def one_of(subscribers: Subscribers, chat_id: int = 101) -> int:
    return subscribers.get(chat_id, None, zone="UTC", now=NOON).id


def test_entities_and_words_are_watched_once(subscribers: Subscribers, following: Following) -> None:
    ada, ben = one_of(subscribers), one_of(subscribers, 102)
    acme = following.watch(ada, "Acme", entity=ACME, at=NOON)
    words = following.watch(ada, "oil price", words="oil price", at=NOON)

    assert acme is not None
    assert words is not None
    assert following.watch(ada, "Acme", entity=ACME, at=NOON) is None
    assert following.watch(ada, "oil price", words="oil price", at=NOON) is None
    assert following.watches(ada) == (
        Watch(acme.id, "Acme", entity=ACME),
        Watch(words.id, "oil price", words="oil price"),
    )
    assert following.watches(ben) == ()


def test_watches_are_dropped_one_or_all_and_only_ones_own(subscribers: Subscribers, following: Following) -> None:
    ada, ben = one_of(subscribers), one_of(subscribers, 102)
    made = [following.watch(ada, name, words=name, at=NOON) for name in ("a b", "c d", "e f")]
    second = made[1]
    assert second is not None

    assert following.unwatch(ben, second.id) == ()
    assert following.unwatch(ada, second.id) == (second,)
    assert following.unwatch(ada, second.id) == ()
    assert [one.name for one in following.unwatch(ada, None)] == ["a b", "e f"]
    assert following.watches(ada) == ()


def test_the_developments_of_muted_stories_are_known(
    archive: Archive, subscribers: Subscribers, following: Following
) -> None:
    ada = one_of(subscribers)
    archive.add_issue(an_issue(), at=NOON)
    (article,) = archive.stories()
    assert article.story is not None

    assert following.muted_developments(ada) == ()
    assert following.mute(ada, article.story, "Acme buys", at=NOON)
    assert not following.mute(ada, article.story, "Acme buys", at=NOON)
    assert following.muted_developments(ada) == tuple(one.id for one in archive.developments())
    assert [one.title for one in following.mutes(ada)] == ["Acme buys"]
    assert [one.story for one in following.unmute(ada, None)] == [article.story]
    assert following.muted_developments(ada) == ()


def test_a_muted_story_stays_muted_when_its_issue_is_read_again_and_stories_are_settled(
    archive: Archive, subscribers: Subscribers, following: Following
) -> None:
    ada = one_of(subscribers)
    archive.add_issue(an_issue(), at=NOON)
    following.mute(ada, archive.stories()[0].story or 0, "Acme buys", at=NOON)
    archive.add_issue(an_issue(digest="0" * 64), at=NOON + HOUR)
    archive.settle_stories(at=NOON + HOUR)

    assert len(following.muted_developments(ada)) == 1


def test_a_story_that_goes_up_in_another_stays_muted(
    archive: Archive, database: Database, subscribers: Subscribers, following: Following
) -> None:
    ada, ben = one_of(subscribers), one_of(subscribers, 102)
    texts = ("Acme bought Bolt.", "Rain fell in the north all week.", "The minister resigned on Sunday.")
    told = [an_article(text, headline=text, developments=(a_development(text),)) for text in texts]
    archive.add_issue(an_issue(*told), at=NOON)
    one, other, third = (article.story or 0 for article in archive.stories())
    for subscriber, story in ((ada, one), (ada, third), (ben, one), (ben, other)):
        following.mute(subscriber, story, "muted", at=NOON)
    with database.writing() as connection:
        connection.execute(update(articles).where(articles.c.story == one).values(story=other))
        muting.follow(connection, [(one, other), (None, third)])

    assert sorted(mute.story for mute in following.mutes(ada)) == [other, third]
    assert [mute.story for mute in following.mutes(ben)] == [other]


def test_a_story_is_called_as_its_latest_article(archive: Archive, following: Following) -> None:
    archive.add_issue(an_issue(), at=NOON)
    story = archive.stories()[0].story or 0

    assert following.story_title(story) == "Acme buys"
    assert following.story_title(story + 1) is None


def test_those_to_be_told_at_once_watch_something_or_have_alerts_on_their_topics(
    subscribers: Subscribers, following: Following
) -> None:
    watching, alerted, digest_only, follows_nothing, gone = (
        subscribers.get(chat, None, zone="UTC", now=NOON) for chat in range(1, 6)
    )
    for one in (watching, gone):
        following.watch(one.id, "Acme", entity=ACME, at=NOON)
    for one in (alerted, digest_only):
        subscribers.subscribe(one.id, "energy", at=NOON)
    for one in (alerted, follows_nothing):
        subscribers.update(replace(one, alerts=True))
    subscribers.gone(5)

    assert [one.chat_id for one in following.alerted()] == [1, 2]


def test_places_in_the_archive_grow_with_issues_and_with_their_new_editions(
    archive: Archive, following: Following
) -> None:
    assert following.newest() == 0
    archive.add_issue(an_issue(), at=NOON)
    first = following.newest()
    archive.add_issue(an_issue(number="27", date=date(2020, 7, 8)), at=NOON)
    second = following.newest()
    archive.add_issue(an_issue(digest="0" * 64), at=NOON + HOUR)
    last = following.newest()

    assert 0 < first < second < last
    assert [(one.label, one.day, one.newest) for one in following.arrivals(first, last)] == [
        ("Weekly 27", date(2020, 7, 8), None),
        ("Weekly 26", date(2020, 7, 1), date(2020, 7, 8)),
    ]
    assert following.arrivals(last, last) == ()


def test_an_arrival_is_known_by_its_first_development(archive: Archive, following: Following) -> None:
    archive.add_issue(an_issue(), at=NOON)
    before = following.newest()
    two = an_article("One.", "Two.", developments=(a_development("One."), a_development("Two.", sentence=1)))
    archive.add_issue(an_issue(two, number="27"), at=NOON)

    (arrival,) = following.arrivals(before, following.newest())
    assert arrival.first == before + 1
    assert following.newest() == before + 2


def test_marks_are_kept_for_each_bot(database: Database, following: Following) -> None:
    other = SqlFollowing(database, bot=7)

    assert following.mark("alerts") is None
    following.set_mark("alerts", 3)
    following.set_mark("alerts", 5)
    following.set_mark("alerts", 4)
    other.set_mark("alerts", 1)
    assert (following.mark("alerts"), other.mark("alerts")) == (5, 1)


def test_what_is_held_is_held_from_the_first_place_on(subscribers: Subscribers, following: Following) -> None:
    ada, ben = one_of(subscribers), one_of(subscribers, 102)
    following.hold(ada, 3)
    following.hold(ada, 5)
    following.hold(ben, 5)

    assert following.holds() == {ada: 3, ben: 5}
    following.release(ada)
    following.release(ada)
    assert following.holds() == {ben: 5}


def test_alerts_are_counted_by_message(subscribers: Subscribers, following: Following, outbox: Outbox) -> None:
    ada = one_of(subscribers)
    for period, kind, at in (("a", "alert", NOON), ("b", "alert", NOON - HOUR), ("c", "digest", NOON)):
        outbox.add(an_outgoing("one", "two", kind=kind, period=period, subscriber_id=ada), due=at)

    assert following.alerts_since(ada, NOON) == 1
    assert following.alerts_since(ada, NOON - HOUR) == 2


def test_alerts_on_an_issue_are_found_whatever_its_edition(
    subscribers: Subscribers, following: Following, outbox: Outbox
) -> None:
    ada, ben = one_of(subscribers), one_of(subscribers, 102)
    for one, text, period in ((ada, "a", "issue:7:1"), (ada, "b", "issue:7:9"), (ada, "c", "issue:77:5")):
        outbox.add(an_outgoing(text, kind="alert", period=period, subscriber_id=one), due=NOON)

    assert following.alerts_on(ada, 7) == ("a", "b")
    assert following.alerts_on(ben, 7) == ()


def test_a_message_and_the_mark_of_what_it_saw_are_kept_together(
    subscribers: Subscribers, following: Following, outbox: Outbox
) -> None:
    ada = one_of(subscribers)
    one = an_outgoing(subscriber_id=ada, mark=("digest 1", 7))

    assert outbox.add(one, due=NOON)
    assert not outbox.add(replace(one, mark=("digest 1", 9)), due=NOON)
    assert following.mark("digest 1") == 7


def test_a_group_that_moves_takes_all_along(subscribers: Subscribers, following: Following) -> None:
    old, new = (subscribers.get(chat, None, zone="UTC", now=NOON) for chat in (-5, -1005))
    for one, names in ((old, ("a b", "c d")), (new, ("c d", "e f"))):
        for name in names:
            following.watch(one.id, name, words=name, at=NOON)
    following.watch(old.id, "Acme", entity=ACME, at=NOON)
    following.watch(new.id, "Acme", entity=ACME, at=NOON)
    following.mute(old.id, 1, "one", at=NOON)
    following.mute(new.id, 1, "one", at=NOON)
    following.mute(old.id, 2, "two", at=NOON)
    night = Quiet(a_schedule("22:00").at, a_schedule("06:30").at)
    subscribers.update(
        replace(old, schedule=replace(a_schedule(), each_issue=True), alerts=True, quiet=night, paused_until=NOON)
    )
    following.hold(old.id, 3)
    following.hold(new.id, 5)
    following.set_mark(f"digest {old.id}", 2)
    subscribers.moved(-5, -1005)

    moved = subscribers.by_id(new.id)
    assert subscribers.by_id(old.id) is None
    assert moved is not None
    assert sorted(one.name for one in following.watches(new.id)) == ["Acme", "a b", "c d", "e f"]
    assert sorted(one.story for one in following.mutes(new.id)) == [1, 2]
    assert (moved.alerts, moved.quiet, moved.paused_until) == (True, night, NOON)
    assert moved.schedule == replace(a_schedule(), each_issue=True)
    assert following.holds() == {new.id: 3}
    assert (following.mark(f"digest {old.id}"), following.mark(f"digest {new.id}")) == (None, 2)
