"""/alias, /merge, /split and /undo in the chat, with their buttons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox import Person
from briefings.service import Services
from briefings.settings import Settings
from tests.unit.bot.support import Serving, ask


@pytest.mark.usefixtures("bot")
async def test_a_merge_answers_with_an_undo_button_that_works(ada: Person, services: Services) -> None:
    merged = await ask(ada, "/merge acme = bolt; one house")

    assert "Bolt is one with Acme" in merged.text
    assert services.archive.decisions()[0].why == "one house"
    assert services.archive.decisions()[0].by.startswith("Ada")
    assert (await ask(ada, "/who bolt")).text.startswith("Acme")

    ada.press(merged, "Undo")

    assert "is undone" in (await ada.wait_for_answer()).text
    assert (await ask(ada, "/who bolt")).text.startswith("Bolt")


@pytest.mark.usefixtures("bot")
async def test_an_alias_is_asked_for_at_once(ada: Person) -> None:
    await ask(ada, "/alias acme = the anvil people")

    assert (await ask(ada, "/who anvil people")).text.startswith("Acme")


@pytest.mark.usefixtures("bot")
async def test_a_split_offers_the_names(ada: Person) -> None:
    await ask(ada, "/alias acme = anvil people")
    offered = await ask(ada, "/split acme")

    ada.press(offered, "anvil people")

    assert "no name of Acme" in (await ada.wait_for_answer()).text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["/alias", "/merge acme", "/split", "/alias = ", "/merge acme = zzzzy", "/undo abc"])
async def test_half_a_decision_says_what_is_missing(ada: Person, text: str, services: Services) -> None:
    answer = await ask(ada, text)

    assert answer.text
    assert "went wrong" not in answer.text
    assert services.archive.decisions() == ()


async def test_only_operators_decide_where_some_are_named(
    ada: Person, ben: Person, services: Services, serving: Serving
) -> None:
    owned = Settings(data_dir=services.settings.data_dir, owner=frozenset({ben.id}))
    object.__setattr__(services, "settings", owned)
    async with serving():
        refused = await ask(ada, "/merge acme = bolt")
        done = await ask(ben, "/merge acme = bolt")

    assert "Only operators" in refused.text
    assert "one with" in done.text
    assert replace(services, settings=owned).archive.decisions()[0].by.startswith("Ben")
