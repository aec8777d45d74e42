"""The language of a chat: what Telegram says of its person until one was chosen."""

from __future__ import annotations

from dataclasses import replace

from briefings.ports import Subscribers
from tests.builders import NOON


def test_a_chat_that_is_not_known_has_no_language(subscribers: Subscribers) -> None:
    assert subscribers.language(101, None, says="fa") is None
    assert subscribers.language(101, None, says=None) is None


def test_a_new_chat_is_stored_with_its_language(subscribers: Subscribers) -> None:
    assert subscribers.get(101, None, zone="UTC", now=NOON, language="ar").language == "ar"
    assert subscribers.get(101, None, zone="UTC", now=NOON).language == "ar"
    assert subscribers.get(102, None, zone="UTC", now=NOON).language == "en"


def test_what_a_person_is_said_to_use_is_noted(subscribers: Subscribers) -> None:
    subscribers.get(101, None, zone="UTC", now=NOON, language="ar")

    assert subscribers.language(101, None, says="fr") == "fr"
    assert subscribers.language(101, None, says=None) == "fr"
    assert subscribers.get(101, None, zone="UTC", now=NOON).language == "fr"


def test_a_chosen_language_stands(subscribers: Subscribers) -> None:
    made = subscribers.get(101, None, zone="UTC", now=NOON)
    subscribers.update(replace(made, language="ru", language_chosen=True))

    assert subscribers.language(101, None, says="fr") == "ru"
    assert subscribers.get(101, None, zone="UTC", now=NOON).language == "ru"


def test_each_forum_topic_has_its_own(subscribers: Subscribers) -> None:
    subscribers.get(-100, None, zone="UTC", now=NOON, language="ru")
    subscribers.get(-100, 7, zone="UTC", now=NOON, language="fa")

    assert subscribers.language(-100, None, says=None) == "ru"
    assert subscribers.language(-100, 7, says=None) == "fa"
    assert subscribers.language(-100, 8, says=None) is None
