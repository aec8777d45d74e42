"""What `ports.Uploads`, `Announcements`, `Records` and `Health` promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from briefings.model import Attempt, Person, Sent, Upload, UploadState
from briefings.ports import Announcements, Health, Outbox, Records, Subscribers, Uploads
from briefings.storage import Database, SqlAnnouncements, SqlHealth, SqlPeople, SqlRecords, SqlUploads
from tests.builders import NOON, an_outgoing

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def uploads(database: Database) -> Uploads:
    return SqlUploads(database)


@pytest.fixture
def announcements(database: Database) -> Announcements:
    return SqlAnnouncements(database)


@pytest.fixture
def records(database: Database) -> Records:
    return SqlRecords(database)


@pytest.fixture
def health(database: Database) -> Health:
    return SqlHealth(database)


@pytest.fixture
def sent(uploads: Uploads) -> Callable[..., Upload]:
    def add(state: UploadState = "waiting", chat_id: int = 5, message_id: int | None = None) -> Upload:
        upload = Upload(0, chat_id, "a.pdf", "uploads/1", state, f"Ada ({chat_id})", NOON, "Week 1", message_id)
        return uploads.add(upload)

    return add


# --- uploads ---


def test_files_are_read_in_the_order_in_which_they_came_and_decided_ones_first(
    uploads: Uploads, sent: Callable[..., Upload]
) -> None:
    first, second, third = sent(), sent(), sent("agreed")

    assert [uploads.begin() for _ in range(4)] == [
        (replace(third, state="reading"), True),
        (replace(first, state="reading"), False),
        (replace(second, state="reading"), False),
        None,
    ]


def test_a_file_is_decided_once(uploads: Uploads, sent: Callable[..., Upload]) -> None:
    upload = sent("asked")

    assert uploads.turn(upload.id, "agreed", of="asked")
    assert not uploads.turn(upload.id, "dropped", of="asked")
    assert uploads.get(upload.id) == replace(upload, state="agreed")
    assert uploads.get(99) is None


def test_another_caption_is_told_of_anew(uploads: Uploads, sent: Callable[..., Upload]) -> None:
    upload = sent("asked", message_id=7)

    assert uploads.answered(5, 7) == upload
    assert uploads.answered(6, 7) is None
    uploads.turn(upload.id, "waiting", of="asked", caption="Week 2")
    assert uploads.get(upload.id) == replace(upload, state="waiting", caption="Week 2", message_id=None)
    uploads.shown(upload.id, 9)
    assert uploads.answered(5, 9) is not None


def test_what_was_being_read_waits_for_a_word(uploads: Uploads, sent: Callable[..., Upload]) -> None:
    upload = sent("reading")
    sent("taken")

    assert uploads.interrupted() == (replace(upload, state="asked"),)
    assert uploads.interrupted() == ()


def test_a_question_about_a_file_is_dropped_when_nobody_answers(uploads: Uploads, sent: Callable[..., Upload]) -> None:
    asked, waiting = sent("asked"), sent("waiting")
    sent("taken")

    assert uploads.standing(since=NOON) == (asked, waiting)
    assert uploads.standing(since=LATER) == (waiting,)
    assert uploads.get(asked.id) == replace(asked, state="dropped")


# --- announcements ---


def test_a_draft_is_sent_or_dropped_once(announcements: Announcements) -> None:
    one = announcements.write("Hello", by="Ola (1)", at=NOON)
    other = announcements.write("Bye", by="Ola (1)", at=NOON)

    assert announcements.sent(one, at=LATER)
    assert not announcements.sent(one, at=LATER)
    assert not announcements.drop(one)
    assert announcements.drop(other)
    assert announcements.get(other) is None
    found = announcements.get(one)
    assert found is not None
    assert (found.text, found.sent_at) == ("Hello", LATER)


def test_each_active_chat_hears_once_in_its_main_topic_where_it_has_one(
    announcements: Announcements, subscribers: Subscribers
) -> None:
    topic = subscribers.get(-5, 9, zone="UTC", now=NOON)
    main = subscribers.get(-5, None, zone="UTC", now=NOON)
    lone = subscribers.get(-6, 3, zone="UTC", now=NOON)
    subscribers.get(7, None, zone="UTC", now=NOON)
    subscribers.gone(7)

    assert announcements.audience() == ((main.id, -5, None), (lone.id, -6, 3))
    assert topic.id < main.id


# --- records ---


def test_erasing_leaves_no_row_and_touches_no_other_chat(
    records: Records, subscribers: Subscribers, outbox: Outbox, sent: Callable[..., Upload]
) -> None:
    before = records.of_chat(5)
    for chat in (5, 6):
        subscriber = subscribers.get(chat, None, zone="UTC", now=NOON)
        subscribers.subscribe(subscriber.id, "bolt", at=NOON)
        outbox.add(replace(an_outgoing("text"), chat_id=chat, subscriber_id=subscriber.id), due=NOON)
        sent(chat_id=chat)
    other = records.of_chat(6)
    erased = records.erase(5)

    assert erased.files == ("uploads/1",)
    assert not erased.ban_stands
    assert records.of_chat(5) == before
    assert records.of_chat(6) == other
    assert other["deliveries"][0]["text"] == "text"


def test_of_a_ban_the_number_alone_stays(records: Records, database: Database) -> None:
    people = SqlPeople(database)
    people.put(Person(5, "Eve", "editor", banned=True), by="Ola (1)", at=NOON)

    assert records.erase(5).ban_stands
    assert people.get(5) == Person(5, "", "reader", banned=True)


def test_what_an_operator_did_stays_without_their_name(
    records: Records, announcements: Announcements, database: Database
) -> None:
    SqlPeople(database).put(Person(7, "Ben"), by="Ada (5)", at=NOON)
    mine = announcements.write("Hello", by="Ada (5)", at=NOON)
    theirs = announcements.write("Hello", by="Ola (55)", at=NOON)
    records.erase(5)

    assert [announcements.get(number).written_by for number in (mine, theirs)] == ["", "Ola (55)"]  # type: ignore[union-attr]


# --- health ---


def test_subscribers_are_counted(health: Health, subscribers: Subscribers) -> None:
    for chat in (5, 6, 7):
        subscribers.get(chat, None, zone="UTC", now=NOON)
    subscribers.gone(7)
    paused = subscribers.get(6, None, zone="UTC", now=NOON)
    subscribers.update(replace(paused, paused_until=LATER))

    assert health.chats(NOON) == (2, 1, 1)
    assert health.chats(LATER) == (2, 0, 1)
    assert health.schema() == "0004"


def test_the_last_message_of_a_kind_is_known(health: Health, outbox: Outbox) -> None:
    assert health.last_sent("digest") is None
    outbox.add(an_outgoing("text"), due=NOON)
    (delivery,) = outbox.claim(NOON, lease=timedelta(minutes=1), limit=1)
    outbox.record(delivery, Attempt(1, LATER, Sent(3)), retry_at=None, gave_up=False)

    assert health.last_sent("digest") == LATER
    assert health.last_sent("alert") is None


def test_errors_are_counted_from_the_start_of_a_run(health: Health) -> None:
    assert health.troubles().since is None
    health.started(NOON)
    health.note_error("00ab01")
    health.note_error("00ab02")
    troubles = health.troubles()

    assert (troubles.since, troubles.errors, troubles.last) == (NOON, 2, "00ab02")
    health.started(LATER)
    assert health.troubles().errors == 0
    assert health.troubles().last is None
