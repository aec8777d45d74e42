"""Cards for other chats: within Telegram's limits, every line cited, in the language of who asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.render.speech import LANGUAGES, speaking
from briefings.render.telegram_html import fits, plain
from briefings.service import Services, open_services
from briefings.service.cards import Card, cards
from briefings.settings import Settings
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_entity, an_issue

LEARNED = an_entity("zagros-petroleum", name="Zagros Petroleum Company", learned=True)
FAR = "Zagros Petroleum Company of the far and windy mountains of the north "


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder: Path = tmp_path_factory.mktemp("cards")
    opened = open_services(Settings(data_dir=folder))
    names = {"Zagros Petroleum Company": "zagros-petroleum", "Kataib Hezbollah": "kataib-hezbollah"}
    said = (
        "Zagros Petroleum Company sold a rig on 20 June 2020.",
        "Kataib Hezbollah <left> & “burned” the rig on 21 June 2020.",
        FAR + "and so on " * 450 + "sold a lamp.",
        "\u202eKataib Hezbollah\u202c met z̷̢̛a̸l̷g̴o̶ 😀 on 22 June 2020.",
    )
    zagros, kataib = a_party(LEARNED.name, LEARNED.id), a_party("Kataib Hezbollah", "kataib-hezbollah")
    actors = (zagros, kataib, zagros, kataib)
    found = [
        a_development(text, sentence=place, actors=(actors[place],), when=a_day(f"2020-06-{20 + place}"), salience=0.5)
        for place, text in enumerate(said)
    ]
    article = an_article(*said, names=names, developments=tuple(found))
    opened.archive.add_issue(an_issue(article, learned=(LEARNED,)), at=NOON)
    yield opened
    opened.close()


def offered(services: Services, query: str, after: int = 0) -> tuple[Card, ...]:
    return cards(services, query, after=after, now=NOON).cards


@pytest.mark.parametrize("query", ["", "zagros petroleum company", "kataib hezbollah", "rig", "iraq"])
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_cards_keep_within_limits_and_cite_every_line(services: Services, query: str, language: str) -> None:
    with speaking(language):
        found = offered(services, query)

    for card in found:
        assert 1 <= len(card.id.encode()) <= 64
        assert 1 <= len(card.title) <= 120
        assert len(card.description) <= 200
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", card.payload)
        assert fits(card.html)
        lines = [line for line in plain(card.html).splitlines() if line.lstrip("\u200e\u200f\u2068 ").startswith("•")]
        assert lines
        assert all("p. 3" in line for line in lines)
    assert len({card.id for card in found}) == len(found)


def test_a_half_typed_name_finds_those_that_the_issues_name(services: Services) -> None:
    assert offered(services, "zag")[0].title == LEARNED.name
    assert offered(services, "za") == ()
    assert offered(services, "zag", after=10) == ()


def test_markup_in_a_sentence_stays_text(services: Services) -> None:
    [card] = [card for card in offered(services, "kataib hezbollah") if "burned" in card.title]

    assert "&lt;left&gt; &amp; “burned”" in card.html
    assert "<left>" in card.title


def test_a_line_that_no_message_holds_becomes_no_card(services: Services) -> None:
    assert not [card for card in offered(services, "zagros petroleum company") if card.title.startswith(FAR.strip())]


def test_a_name_of_several_has_a_card_for_each(services: Services) -> None:
    ada, ben = (
        an_entity(name, kind="person", name=f"{name.title()} Rashidovic", learned=True) for name in ("ada", "ben")
    )
    said = ("Ada Rashidovic left on 3 June 2020.", "Ben Rashidovic stayed on 4 June 2020.")
    found = [
        a_development(text, sentence=place, actors=(a_party(one.name, one.id),), when=a_day(f"2020-06-0{3 + place}"))
        for place, (text, one) in enumerate(zip(said, (ada, ben), strict=True))
    ]
    article = an_article(*said, names={ada.name: "ada", ben.name: "ben"}, developments=tuple(found))
    stored = services.archive.add_issue(an_issue(article, number="28", learned=(ada, ben)), at=NOON)
    titles = [card.title for card in offered(services, "rashidovic")]
    services.archive.forget(stored.issue_id)

    assert {"Ada Rashidovic", "Ben Rashidovic"} <= set(titles)


def test_somebody_of_the_catalogue_whom_nothing_names_has_no_card(services: Services) -> None:
    found = cards(services, "qassem soleimani", after=0, now=NOON)

    assert found.cards == ()
    assert "qassem soleimani" in found.hint
