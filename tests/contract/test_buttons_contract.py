"""What is promised of commands behind buttons."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefings.ports import Buttons
from briefings.storage.buttons import KEPT, SqlButtons
from briefings.storage.engine import Database
from tests.builders import NOON


@pytest.fixture
def buttons(database: Database) -> Buttons:
    return SqlButtons(database)


def test_a_command_keeps_its_number(buttons: Buttons) -> None:
    number = buttons.number("/sources 1 2 3", chat_id=5, at=NOON)

    assert buttons.number("/sources 1 2 3", chat_id=5, at=NOON + timedelta(days=3)) == number
    assert buttons.number("/sources 1 2", chat_id=5, at=NOON) != number
    assert buttons.command(number, chat_id=5) == "/sources 1 2 3"


def test_a_number_that_was_never_given_has_no_command(buttons: Buttons) -> None:
    assert buttons.command(17, chat_id=5) is None


def test_what_another_chat_asked_stays_its_own(buttons: Buttons) -> None:
    theirs = buttons.number("/search my own words", chat_id=5, at=NOON)

    assert buttons.command(theirs, chat_id=6) is None
    assert buttons.number("/search my own words", chat_id=6, at=NOON) != theirs


def test_a_button_for_any_chat_works_in_each(buttons: Buttons) -> None:
    number = buttons.number("/who somebody", chat_id=0, at=NOON)

    assert buttons.command(number, chat_id=6) == "/who somebody"


def test_old_commands_are_tidied_away_and_their_numbers_given_to_none(buttons: Buttons) -> None:
    first = buttons.number("/sources 0", chat_id=5, at=NOON)
    later = NOON + KEPT + timedelta(days=1)
    numbers = [buttons.number(f"/sources {number}", chat_id=5, at=later) for number in range(1, 501)]

    assert buttons.command(first, chat_id=5) is None
    assert buttons.command(numbers[-1], chat_id=5) == "/sources 500"
    assert len({first, *numbers}) == 501
