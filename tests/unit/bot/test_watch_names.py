"""Whom a watch means: `briefings.service.watching` on names that mean several, or that people decided about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.errors import QuestionError
from briefings.model import Decision, EntityId, Subscriber
from briefings.service import Services, watching
from tests.builders import NOON, an_entity


@pytest.fixture
def ada(services: Services) -> Subscriber:
    return services.subscribers.get(101, None, zone="UTC", now=NOON)


def test_a_name_that_means_several_asks_which(services: Services, ada: Subscriber) -> None:
    brigades = (
        an_entity("first-brigade", aliases=("The Brigade",)),
        an_entity("third-brigade", aliases=("The Brigade",)),
    )
    two = replace(services, entities=brigades)
    asked = watching.watch(two, ada, "the brigade", NOON)

    assert "Which one shall I watch?" in asked.html
    commands = {choice.command for choice in asked.choices}
    assert {"/watch first-brigade", "/watch third-brigade", "/watch words: the brigade"} <= commands
    assert services.following.watches(ada.id) == ()
    watching.watch(two, ada, "third-brigade", NOON)
    assert [one.entity for one in services.following.watches(ada.id)] == ["third-brigade"]


def test_an_id_that_was_merged_leads_on(services: Services, ada: Subscriber) -> None:
    acme, bolt = an_entity("acme"), an_entity("bolt")
    services.archive.decide(Decision("merge", acme.id, "Ada", NOON, other=bolt.id, name="Bolt", records=(acme, bolt)))

    assert "<b>Acme</b>" in watching.watch(services, ada, "bolt", NOON).html
    assert [one.entity for one in services.following.watches(ada.id)] == ["acme"]


def test_a_watch_whose_entity_is_no_more_keeps_its_name_and_can_be_dropped(services: Services, ada: Subscriber) -> None:
    services.following.watch(ada.id, "The Old Guard", entity=EntityId("old-guard"), at=NOON)

    (drop, _) = watching.watching(services, ada).choices
    assert drop.text == "✕ The Old Guard"
    watching.drop_watch(services, ada, drop.command.removeprefix("/watching "))
    assert services.following.watches(ada.id) == ()


def test_fifty_watches_are_enough(services: Services, ada: Subscriber) -> None:
    for number in range(50):
        services.following.watch(ada.id, f"word {number}", words=f"word {number}", at=NOON)

    with pytest.raises(QuestionError, match="50 names and words already"):
        watching.watch(services, ada, "bolt", NOON)
    assert "already" in watching.watch(services, ada, "words: word 7", NOON).html


@pytest.mark.parametrize("words", ["<b>oil</b> & gas", "نفت", "oil" + "\u202e" + "price", "🛢🛢 oil"])
def test_words_of_any_kind_are_watched_and_shown(services: Services, ada: Subscriber, words: str) -> None:
    shown = watching.watch(services, ada, f"words: {words}", NOON)

    assert "<b>oil" not in shown.html
    assert "\u202e" not in shown.html
    assert len(services.following.watches(ada.id)) == 1
    assert "<b>oil" not in watching.watching(services, ada).html
