"""What `ports.People` promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from briefings.model import Invitation, Person, PersonRole
from briefings.ports import People, Subscribers
from briefings.storage import Database, SqlPeople
from tests.builders import NOON

WEEK = timedelta(days=7)


def an_invitation(code: str, role: PersonRole, uses: int) -> Invitation:
    return Invitation(code, role, uses, "Ola (1)", NOON, NOON + WEEK)


@pytest.fixture
def people(database: Database) -> People:
    return SqlPeople(database)


def test_nobody_has_a_row_before_somebody_writes_one(people: People) -> None:
    assert people.get(5) is None
    assert people.all() == ()


def test_a_row_is_put_in_the_place_of_an_earlier_one(people: People) -> None:
    people.put(Person(5, "Ada"), by="Ola (1)", at=NOON)
    people.put(Person(5, "Ada L.", "editor"), by="Ola (1)", at=NOON)

    assert people.all() == (Person(5, "Ada L.", "editor"),)


def test_a_row_is_dropped_unless_it_is_a_ban(people: People) -> None:
    people.put(Person(5, "Ada"), by="", at=NOON)
    people.put(Person(6, "Ben", banned=True), by="", at=NOON)
    for number in (5, 6, 7):
        people.drop(number)

    assert [person.user_id for person in people.all()] == [6]


def test_an_invitation_lets_in_its_number_and_no_more(people: People) -> None:
    people.invite(an_invitation("code", "reader", 2))

    assert [people.redeem("code", number, "N", at=NOON) for number in (5, 5, 6, 7)] == [
        "reader", "reader", "reader", None,
    ]  # fmt: skip


def test_two_who_press_at_once_do_not_overuse_an_invitation(people: People) -> None:
    people.invite(an_invitation("code", "reader", 3))
    with ThreadPoolExecutor(8) as threads:
        let_in = list(threads.map(lambda number: people.redeem("code", number, "N", at=NOON), range(10, 26)))

    assert let_in.count("reader") == 3
    assert len(people.all()) == 3


def test_an_invitation_that_ended_or_was_never_made_lets_nobody_in(people: People) -> None:
    people.invite(an_invitation("code", "reader", 2))

    assert people.redeem("code", 5, "Ada", at=NOON + WEEK) is None
    assert people.redeem("cod", 5, "Ada", at=NOON) is None
    assert people.all() == ()


def test_an_invitation_raises_a_reader_and_lowers_nobody(people: People) -> None:
    people.put(Person(5, "Ada"), by="", at=NOON)
    people.put(Person(6, "Ben", "editor"), by="", at=NOON)
    people.put(Person(7, "Eve", banned=True), by="", at=NOON)
    people.invite(an_invitation("up", "editor", 9))
    people.invite(an_invitation("in", "reader", 9))

    assert people.redeem("up", 5, "Ada", at=NOON) == "editor"
    assert people.redeem("in", 6, "Ben", at=NOON) == "editor"
    assert people.redeem("up", 7, "Eve", at=NOON) is None


def test_a_chat_is_turned_away_once_a_day(people: People) -> None:
    days = [NOON, NOON, NOON + timedelta(days=1), NOON + timedelta(days=1, hours=1)]

    assert [people.turn_away(5, at=at) for at in days] == [True, False, True, False]
    assert people.turn_away(55, at=NOON + timedelta(days=1))


def test_chats_that_nobody_let_in_are_found(people: People, subscribers: Subscribers) -> None:
    for chat in (1, 5, 6, 7):
        subscribers.get(chat, None, zone="UTC", now=NOON)
    people.put(Person(5, "Ada"), by="", at=NOON)
    people.put(Person(6, "Eve", banned=True), by="", at=NOON)

    assert people.uninvited([1]) == (6, 7)


def test_bots_do_not_see_each_others_people(database: Database) -> None:
    one, other = SqlPeople(database, 1), SqlPeople(database, 2)
    one.put(Person(5, "Ada"), by="", at=NOON)
    one.invite(an_invitation("code", "reader", 1))

    assert other.get(5) is None
    assert other.redeem("code", 6, "Ben", at=NOON) is None
