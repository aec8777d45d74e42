"""Alerts: each once, when it may come, whatever happened to the bot meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from briefings.model import AnalysedIssue, Decision, Delivery, EntityId, Quiet, Subscriber
from briefings.service import Services, alerts, delivering
from briefings.service.answers import choices_of_json
from tests.builders import NOON, a_development, a_party, a_schedule, an_article, an_entity, an_issue

SOLD = "Bolt sold its pipeline to a firm in the north."
CLOSED = "Acme closed its plant in the north for ever."
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Killed(BaseException):
    """The process dies here."""


@pytest.fixture
def ada(services: Services) -> Subscriber:
    """Watches Bolt, since before anything came in that she is told of."""
    alerts.queue_alerts(services, NOON)
    return watching(services, 101, bolt=EntityId("bolt"))


def watching(services: Services, chat_id: int, **entities: EntityId) -> Subscriber:
    one = services.subscribers.get(chat_id, None, zone="UTC", now=NOON)
    for name, entity in entities.items():
        services.following.watch(one.id, name.title(), entity=entity, at=NOON)
    return one


def of(services: Services, one: Subscriber) -> Subscriber:
    found = services.subscribers.by_id(one.id)
    assert found is not None
    return found


def change(services: Services, one: Subscriber, **fields: Any) -> None:
    services.subscribers.update(replace(of(services, one), **fields))


def telling(*sentences: str, number: int = 27, **fields: Any) -> AnalysedIssue:
    """An issue of Weekly, a week after the one before; each sentence is an article on the company it begins with."""
    articles = []
    for sentence in sentences:
        name = sentence.split(maxsplit=1)[0]
        one = a_development(sentence, type="ENERGY_CONTRACT", actors=(a_party(name, name.lower()),))
        articles.append(an_article(sentence, names={name: name.lower()}, developments=(one,), headline=sentence[:12]))
    given = {"number": str(number), "date": date(2020, 7, 1) + (number - 26) * 7 * DAY, **fields}
    return an_issue(*articles, **given)


def queued(services: Services, at: datetime) -> tuple[Delivery, ...]:
    return services.outbox.claim(at, lease=DAY, limit=1000)


def texts(services: Services, at: datetime = NOON + 30 * DAY) -> list[str]:
    return [delivery.text for delivery in queued(services, at)]


def look(services: Services, at: datetime = NOON) -> int:
    return alerts.queue_alerts(services, at) + alerts.queue_held(services, at)


@pytest.mark.usefixtures("ada")
def test_what_stood_in_the_archive_before_is_no_news(services: Services) -> None:
    assert look(services) == 0
    assert texts(services) == []


def test_an_issue_that_touches_a_watch_is_told_once(services: Services, ada: Subscriber) -> None:
    services.archive.add_issue(telling(SOLD, CLOSED), at=NOON)

    assert look(services) == 1
    assert look(services) == 0
    (delivery,) = queued(services, NOON)
    assert (delivery.kind, delivery.chat_id, delivery.subscriber_id) == ("alert", 101, ada.id)
    assert "Alert · Weekly 27, 8 July 2020" in delivery.text
    assert SOLD in delivery.text
    assert CLOSED not in delivery.text
    commands = [choice.command for choice in choices_of_json(delivery.markup)]
    assert commands[:2] == ["/brief bolt", "/who bolt"]
    assert commands[2].startswith("/mute ")
    assert commands[3].startswith("/unwatch ")


@pytest.mark.usefixtures("ada")
def test_each_issue_has_a_message_of_its_own(services: Services) -> None:
    services.archive.add_issue(telling(SOLD), at=NOON)
    services.archive.add_issue(telling("Bolt is for sale itself now.", number=28), at=NOON)

    assert look(services) == 2


def test_words_are_watched_too(services: Services, ada: Subscriber) -> None:
    services.following.watch(ada.id, "plant north", words="plant north", at=NOON)
    services.archive.add_issue(telling(CLOSED), at=NOON)
    look(services)

    (text,) = texts(services)
    assert "<b>“plant north”</b>" in text
    assert CLOSED in text


@pytest.mark.usefixtures("ada")
def test_topics_are_told_at_once_where_alerts_are_on(services: Services) -> None:
    ben = services.subscribers.get(102, None, zone="UTC", now=NOON)
    services.subscribers.subscribe(ben.id, "bolt", at=NOON)
    services.archive.add_issue(telling(SOLD), at=NOON)
    assert look(services) == 1
    change(services, ben, alerts=True)
    services.archive.add_issue(telling("Bolt is for sale itself now.", number=28), at=NOON)

    assert look(services) == 2
    assert sum("<b>All of Bolt</b>" in text for text in texts(services)) == 1


def test_what_an_alert_told_is_not_in_the_digest(services: Services, ada: Subscriber) -> None:
    services.subscribers.subscribe(ada.id, "bolt", at=NOON)
    change(services, ada, schedule=a_schedule("13:00", "UTC"), next_digest_at=NOON + HOUR)
    services.archive.add_issue(telling(SOLD), at=NOON)
    look(services)
    delivering.compose_due(services, NOON + HOUR)

    alert, digest = texts(services)
    assert SOLD in alert
    assert SOLD not in digest
    assert "Acme bought Bolt" in digest


def test_what_a_digest_told_is_not_in_an_alert(services: Services, ada: Subscriber) -> None:
    services.subscribers.subscribe(ada.id, "bolt", at=NOON)
    change(services, ada, schedule=a_schedule("13:00", "UTC"), next_digest_at=NOON)
    services.archive.add_issue(telling(SOLD), at=NOON)
    delivering.compose_due(services, NOON)

    assert look(services) == 0


@pytest.mark.usefixtures("ada")
def test_a_corrected_edition_tells_only_what_it_has_more(services: Services) -> None:
    services.archive.add_issue(telling(SOLD), at=NOON)
    look(services)
    services.archive.add_issue(telling(SOLD, digest="0" * 64), at=NOON)
    assert look(services) == 0
    services.archive.add_issue(telling(SOLD, "Bolt is for sale itself now.", digest="1" * 64), at=NOON)
    assert look(services) == 1

    second = texts(services)[1]
    assert "for sale itself" in second
    assert SOLD not in second


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("sentence", "news"),
    [
        ("Bolt sold its pipelines to a firm in the north.", False),
        ("Bolt sold its pipeline to a firm in the north, it said.", False),
        ("Bolt sold 3 pipelines to a firm in the north.", True),
        ("Bolt never sold its pipeline to a firm in the north.", True),
        ("Bolt is for sale itself now.", True),
    ],
)
def test_a_sentence_that_was_only_corrected_is_not_told_again(services: Services, sentence: str, *, news: bool) -> None:
    services.archive.add_issue(telling(SOLD), at=NOON)
    look(services)
    services.archive.add_issue(telling(sentence, digest="0" * 64), at=NOON)

    assert look(services) == news


def test_what_was_only_corrected_is_not_in_the_digest_either(services: Services, ada: Subscriber) -> None:
    services.subscribers.subscribe(ada.id, "bolt", at=NOON)
    services.archive.add_issue(telling(SOLD), at=NOON)
    look(services)
    services.archive.add_issue(telling(SOLD.replace("pipeline", "pipelines"), digest="0" * 64), at=NOON)
    look(services)
    change(services, ada, schedule=a_schedule("13:00", "UTC"), next_digest_at=NOON + HOUR)
    delivering.compose_due(services, NOON + HOUR)

    assert sum("pipeline" in text for text in texts(services)) == 1


def test_a_muted_story_is_left_out(services: Services, ada: Subscriber) -> None:
    services.archive.add_issue(telling(SOLD), at=NOON)
    story = next(one.story for one in services.archive.stories() if one.number == "27")
    services.following.mute(ada.id, story or 0, "Bolt sold", at=NOON)

    assert look(services) == 0


def test_a_muted_story_is_left_out_of_the_digest(services: Services, ada: Subscriber) -> None:
    services.archive.add_issue(telling(SOLD), at=NOON)
    story = next(one.story for one in services.archive.stories() if one.number == "26")
    services.following.mute(ada.id, story or 0, "Acme buys", at=NOON)
    services.subscribers.subscribe(ada.id, "bolt", at=NOON)
    change(services, ada, schedule=a_schedule("13:00", "UTC"), next_digest_at=NOON)
    delivering.compose_due(services, NOON)

    (text,) = texts(services)
    assert SOLD in text
    assert "Acme bought Bolt" not in text


@pytest.mark.usefixtures("ada")
def test_back_issues_are_no_news(services: Services) -> None:
    services.archive.add_issue(telling(SOLD, number=20), at=NOON)

    assert look(services) == 0


# --- when it may come ----------------------------------------------------------------------------------------------


def test_quiet_hours_hold_an_alert_until_they_end(services: Services, ada: Subscriber) -> None:
    change(services, ada, quiet=Quiet(time(22), time(6, 30)))
    night, morning = datetime(2020, 7, 8, 23, 0, tzinfo=UTC), datetime(2020, 7, 9, 6, 30, tzinfo=UTC)
    services.archive.add_issue(telling(SOLD), at=night)

    assert look(services, night) == 0
    assert look(services, morning - MINUTE) == 0
    assert look(services, morning) == 1
    assert look(services, morning + MINUTE) == 0
    assert SOLD in texts(services)[0]


def test_what_is_dropped_in_the_night_is_not_told_in_the_morning(services: Services, ada: Subscriber) -> None:
    change(services, ada, quiet=Quiet(time(22), time(6, 30)))
    night, morning = datetime(2020, 7, 8, 23, 0, tzinfo=UTC), datetime(2020, 7, 9, 6, 30, tzinfo=UTC)
    services.archive.add_issue(telling(SOLD), at=night)
    look(services, night)
    services.following.unwatch(ada.id, None)

    assert look(services, morning) == 0
    assert services.following.holds() == {}


def test_quiet_hours_that_are_taken_away_hold_nothing_any_more(services: Services, ada: Subscriber) -> None:
    change(services, ada, quiet=Quiet(time(22), time(6, 30)))
    night = datetime(2020, 7, 8, 23, 0, tzinfo=UTC)
    services.archive.add_issue(telling(SOLD), at=night)
    look(services, night)
    change(services, ada, quiet=None)

    assert look(services, night) == 1


def test_a_pause_ends_with_one_message_for_all_that_came(services: Services, ada: Subscriber) -> None:
    until = NOON + 20 * DAY
    change(services, ada, paused_until=until)
    for number, sentence in ((27, SOLD), (28, "Bolt is for sale itself now."), (29, "Bolt has a new chairman today.")):
        services.archive.add_issue(telling(sentence, number=number), at=NOON)
        assert look(services, NOON + (number - 26) * DAY) == 0

    assert look(services, until) == 1
    assert look(services, until + MINUTE) == 0
    (text,) = texts(services)
    assert "While you were away · 3 issues" in text
    assert SOLD in text
    assert "chairman" in text
    services.archive.add_issue(telling("Bolt bought a ship last night.", number=30), at=until)
    assert look(services, until + HOUR) == 1


def test_a_pause_that_nothing_came_in_leaves_later_nights_as_they_are(services: Services, ada: Subscriber) -> None:
    change(services, ada, paused_until=NOON + DAY, quiet=Quiet(time(22), time(6, 30)))
    night, morning = datetime(2020, 7, 8, 23, 0, tzinfo=UTC), datetime(2020, 7, 9, 6, 30, tzinfo=UTC)
    services.archive.add_issue(telling(SOLD), at=night)
    services.archive.add_issue(telling("Bolt is for sale itself now.", number=28), at=night)
    look(services, night)

    assert look(services, morning) == 2


@pytest.mark.usefixtures("ada")
def test_an_archive_that_is_read_in_is_told_in_a_few_messages(services: Services) -> None:
    sent = 0
    for number in range(27, 67):
        services.archive.add_issue(telling(f"Bolt opened shop number {number} today.", number=number), at=NOON)
        sent += look(services)
    later = look(services, NOON + 2 * HOUR)

    assert sent == 10
    assert later == 1
    assert "Alert · 30 issues" in texts(services)[-1]


def test_who_is_gone_is_owed_nothing(services: Services, ada: Subscriber) -> None:
    change(services, ada, quiet=Quiet(time(22), time(6, 30)))
    night, morning = datetime(2020, 7, 8, 23, 0, tzinfo=UTC), datetime(2020, 7, 9, 6, 30, tzinfo=UTC)
    services.archive.add_issue(telling(SOLD), at=night)
    look(services, night)
    services.subscribers.gone(101)

    assert look(services, morning) == 0
    assert services.following.holds() == {}


# --- kills ---------------------------------------------------------------------------------------------------------


def killed_at(steps: int, monkeypatch: pytest.MonkeyPatch, services: Services) -> Callable[[datetime], None]:
    """A look at the archive that dies after so many writes."""
    writing = services.database.writing
    left = [steps]

    def counted() -> Any:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return writing()

    def look_and_die(at: datetime) -> None:
        monkeypatch.setattr(services.database, "writing", counted)
        try:
            look(services, at)
        except Killed:
            pass
        finally:
            monkeypatch.setattr(services.database, "writing", writing)

    return look_and_die


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("steps", range(8))
def test_a_kill_at_any_moment_loses_nothing_and_tells_nothing_twice(
    services: Services, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    quiet, paused = watching(services, 102, bolt=EntityId("bolt")), watching(services, 103, bolt=EntityId("bolt"))
    change(services, quiet, quiet=Quiet(time(11), time(13)))
    change(services, paused, paused_until=NOON + DAY)
    services.archive.add_issue(telling(SOLD), at=NOON)
    die = killed_at(steps, monkeypatch, services)
    die(NOON)
    services.archive.add_issue(telling("Bolt is for sale itself now.", number=28), at=NOON)
    look(services, NOON)
    killed_at(steps, monkeypatch, services)(NOON + HOUR)
    look(services, NOON + HOUR)
    killed_at(steps, monkeypatch, services)(NOON + DAY)
    look(services, NOON + DAY)

    told = by_chat(queued(services, NOON + 2 * DAY))
    assert {chat: len(those) for chat, those in told.items()} == {101: 2, 102: 2, 103: 1}
    for those in told.values():
        assert sum(SOLD in text for text in those) == 1
        assert sum("for sale itself" in text for text in those) == 1


def by_chat(deliveries: Sequence[Delivery]) -> dict[int, list[str]]:
    told: dict[int, list[str]] = {}
    for one in deliveries:
        told.setdefault(one.chat_id, []).append(one.text)
    return told


@pytest.mark.usefixtures("ada")
def test_one_alert_that_cannot_be_composed_holds_up_no_other(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = watching(services, 102, bolt=EntityId("bolt"))
    queue = alerts._queue

    def fails_for_ben(services: Services, subscriber: Subscriber, *more: Any) -> int:
        if subscriber.id == ben.id:
            raise ZeroDivisionError
        return queue(services, subscriber, *more)

    services.archive.add_issue(telling(SOLD), at=NOON)
    monkeypatch.setattr(alerts, "_queue", fails_for_ben)
    with pytest.raises(ExceptionGroup):
        look(services)
    with pytest.raises(ExceptionGroup):
        alerts.queue_held(services, NOON)
    assert [one.chat_id for one in queued(services, NOON)] == [101]

    monkeypatch.setattr(alerts, "_queue", queue)
    assert look(services) == 1
    assert [one.chat_id for one in queued(services, NOON)] == [102]


@pytest.mark.usefixtures("ada")
def test_what_comes_between_a_kill_and_the_next_look_is_told_too(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused = watching(services, 103, bolt=EntityId("bolt"))
    change(services, paused, paused_until=NOON + DAY)
    for number, sentence in ((27, SOLD), (28, "Bolt is for sale itself now.")):
        services.archive.add_issue(telling(sentence, number=number), at=NOON)
    look(services)
    killed_at(1, monkeypatch, services)(NOON + DAY)  # the summary is queued, and still held
    services.archive.add_issue(telling("Bolt has a new chairman today.", number=29), at=NOON)
    look(services, NOON + DAY)

    first, second = by_chat(queued(services, NOON + 2 * DAY))[103]
    assert SOLD in first
    assert SOLD not in second
    assert "chairman" in second


# --- names that people decide about --------------------------------------------------------------------------------


@pytest.mark.usefixtures("ada")
def test_a_watch_survives_a_merge_and_its_undoing(services: Services) -> None:
    acme, bolt = an_entity("acme"), an_entity("bolt")
    merged = services.archive.decide(
        Decision("merge", acme.id, "Ada", NOON, other=bolt.id, name="Bolt", records=(acme, bolt))
    )
    services.archive.add_issue(telling(SOLD), at=NOON)
    assert look(services) == 1
    services.archive.undo(merged.id or 0, by="Ada", at=NOON)
    services.archive.add_issue(telling("Bolt is for sale itself now.", CLOSED, number=28), at=NOON)
    assert look(services) == 1

    first, second = texts(services)
    assert "<b>Acme</b>" in first
    assert "<b>Bolt</b>" in second
    assert CLOSED not in second


def test_two_watches_that_became_one_tell_a_thing_once(services: Services, ada: Subscriber) -> None:
    acme, bolt = an_entity("acme"), an_entity("bolt")
    services.following.watch(ada.id, "Acme", entity=acme.id, at=NOON)
    services.archive.decide(Decision("merge", acme.id, "Ada", NOON, other=bolt.id, name="Bolt", records=(acme, bolt)))
    services.archive.add_issue(telling(SOLD), at=NOON)
    look(services)

    (text,) = texts(services)
    assert text.count(SOLD) == 1
    assert text.count("<b>Acme</b>") == 1


@pytest.mark.usefixtures("ada")
def test_a_watch_follows_its_entity_when_a_name_is_split_off(services: Services) -> None:
    bolt, other = an_entity("bolt", aliases=("Bolt Works",)), an_entity("bolt-works")
    services.archive.decide(
        Decision("split", bolt.id, "Ada", NOON, other=other.id, name="Bolt Works", records=(bolt, other))
    )
    works = "Bolt Works is another firm altogether."
    one = a_development(works, actors=(a_party("Bolt Works", "bolt"),))
    article = an_article(works, names={"Bolt Works": "bolt"}, developments=(one,))
    services.archive.add_issue(an_issue(article, number="27", date=date(2020, 7, 8)), at=NOON)
    assert look(services) == 0
    services.archive.add_issue(telling(SOLD, number=28), at=NOON)

    assert look(services) == 1


# --- digests -------------------------------------------------------------------------------------------------------


def test_a_digest_after_each_issue_comes_only_after_one(services: Services, ada: Subscriber) -> None:
    services.subscribers.subscribe(ada.id, "bolt", at=NOON)
    change(services, ada, schedule=replace(a_schedule("12:00", "UTC"), each_issue=True), next_digest_at=NOON)

    assert delivering.compose_due(services, NOON) == 1
    assert delivering.compose_due(services, NOON + DAY) == 0
    assert of(services, ada).next_digest_at == NOON + 2 * DAY
    services.archive.add_issue(telling(SOLD), at=NOON)
    assert delivering.compose_due(services, NOON + 2 * DAY) == 1
    assert delivering.compose_due(services, NOON + 3 * DAY) == 0


def test_an_edition_on_one_topic_leaves_the_others_for_the_digest(services: Services, ada: Subscriber) -> None:
    for topic in ("bolt", "acme-bolt"):
        services.subscribers.subscribe(ada.id, topic, at=NOON)
    change(services, ada, schedule=a_schedule("12:00", "UTC"), next_digest_at=NOON + DAY)
    delivering.compose_due(services, NOON + DAY)
    services.archive.add_issue(telling(CLOSED), at=NOON + DAY)
    services.following.unwatch(ada.id, None)
    delivering.queue_edition(services, "Flash", "bolt", NOON + DAY)
    seen = services.following.mark(f"digest {ada.id}")

    assert seen is not None
    assert seen < services.following.newest()


def test_a_paused_digest_comes_after_the_pause(services: Services, ada: Subscriber) -> None:
    services.subscribers.subscribe(ada.id, "bolt", at=NOON)
    change(services, ada, schedule=a_schedule("12:00", "UTC"), next_digest_at=NOON, paused_until=NOON + 3 * DAY - HOUR)

    counts = [delivering.compose_due(services, NOON + n * DAY) for n in range(5)]
    assert counts == [0, 0, 0, 1, 1]
    assert delivering.queue_edition(services, "Flash", None, NOON) == 0
