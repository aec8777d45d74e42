"""What `ports.Inbox` promises."""

from __future__ import annotations

from datetime import timedelta

from briefings.ports import Inbox
from tests.builders import NOON, an_update

HOUR = timedelta(hours=1)


def test_updates_are_kept_in_order_until_they_are_done(inbox: Inbox) -> None:
    updates = [an_update(12), an_update(10), an_update(11)]

    assert inbox.add(updates, NOON) == updates
    assert [update["update_id"] for update in inbox.open()] == [10, 11, 12]

    inbox.done(11, NOON)

    assert inbox.open() == [an_update(10), an_update(12)]


def test_a_repeated_update_is_not_answered_again(inbox: Inbox) -> None:
    inbox.add([an_update(10)], NOON)
    inbox.done(10, NOON)

    assert inbox.add([an_update(10), an_update(11), an_update(11)], NOON) == [an_update(11)]
    assert inbox.open() == [an_update(11)]


def test_done_updates_are_known_for_48_hours(inbox: Inbox) -> None:
    inbox.add([an_update(10)], NOON)
    inbox.done(10, NOON)
    inbox.add([], NOON + 49 * HOUR)

    assert inbox.add([an_update(10)], NOON + 49 * HOUR) == [an_update(10)]

    inbox.done(10, NOON + 50 * HOUR)

    assert inbox.add([an_update(10)], NOON + 97 * HOUR) == []


def test_an_open_update_is_kept_however_old(inbox: Inbox) -> None:
    inbox.add([an_update(10)], NOON)
    inbox.add([], NOON + 1000 * HOUR)

    assert inbox.open() == [an_update(10)]


def test_the_offset_is_one_above_the_highest_stored(inbox: Inbox) -> None:
    assert inbox.offset() == 0

    inbox.add([an_update(11), an_update(10)], NOON)
    inbox.done(11, NOON)

    assert inbox.offset() == 12


def test_what_is_no_text_is_kept_as_it_came(inbox: Inbox) -> None:
    """Half an emoji, a NUL and other scripts come back as Telegram sent them."""
    update = an_update(10, text="half \ud83d, zero \0, كتائب حزب الله")
    inbox.add([update], NOON)

    assert inbox.open() == [update]


def test_done_of_an_unknown_update_is_no_error(inbox: Inbox) -> None:
    inbox.done(99, NOON)

    assert inbox.offset() == 0
