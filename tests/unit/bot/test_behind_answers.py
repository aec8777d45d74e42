"""Buttons that lead behind an answer: its sources, who is in it, its stories."""

from __future__ import annotations

import pytest

from bot.sandbox import Person
from briefings.service import Services
from tests.builders import NOON, an_article, an_issue
from tests.unit.bot.support import Serving, ask


@pytest.mark.usefixtures("bot")
async def test_sources_quote_the_sentences_with_issue_and_page(ada: Person) -> None:
    brief = await ask(ada, "/brief acme-bolt")

    ada.press(brief, "Sources")
    sources = await ada.wait_for_answer()

    assert "“Acme bought Bolt on 25 June 2020.” — Weekly 26 · p. 3" in sources.text
    assert "“Bolt accused Acme of fraud on 28 June 2020.” — Weekly 26 · p. 3" in sources.text
    assert {entity.type for entity in sources.content.entities} >= {"expandable_blockquote"}


@pytest.mark.usefixtures("bot")
async def test_who_is_who_introduces_the_parties_and_leads_to_each(ada: Person) -> None:
    brief = await ask(ada, "/brief acme-bolt")

    ada.press(brief, "Who’s who")
    people = await ada.wait_for_answer()
    assert {"Acme", "Bolt"} <= set(people.buttons)

    ada.press(people, "Bolt")
    assert (await ada.wait_for_answer()).text.startswith("Bolt")


@pytest.mark.usefixtures("bot")
async def test_a_brief_on_what_is_followed_offers_to_follow_it_no_more(ada: Person) -> None:
    before = await ask(ada, "/brief acme-bolt")
    ada.press(before, "Follow")
    assert "You follow" in (await ada.wait_for_answer()).text

    after = await ask(ada, "/brief acme-bolt")

    assert "Unfollow" in after.buttons
    assert "Follow" not in after.buttons


async def test_sources_of_an_issue_that_was_read_again_say_so(
    ada: Person, serving: Serving, services: Services
) -> None:
    async with serving():
        brief = await ask(ada, "/brief acme-bolt")
        services.archive.add_issue(an_issue(an_article("Acme closed."), digest="another"), at=NOON)

        ada.press(brief, "Sources")

        assert "read again" in (await ada.wait_for_answer()).text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["", " x", " 1,2", " -1", " " + "9" * 200, " 1" * 200, " 99999"])
@pytest.mark.parametrize("command", ["sources", "names", "stories"])
async def test_what_no_button_says_is_answered_in_words(ada: Person, command: str, words: str) -> None:
    answer = await ask(ada, f"/{command}{words}")

    assert "/brief" in answer.text or "read again" in answer.text


@pytest.mark.usefixtures("bot")
async def test_a_dossier_offers_to_watch_whom_it_tells_of(ada: Person) -> None:
    dossier = await ask(ada, "/who acme")

    ada.press(dossier, "Watch")

    assert "Acme" in (await ada.wait_for_answer()).text
    assert "Acme" in (await ask(ada, "/watching")).text
