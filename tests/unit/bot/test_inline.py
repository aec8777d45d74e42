"""Inline mode over the wire: `@bot acme` in any chat."""

from __future__ import annotations

import threading

import pytest

from bot.sandbox import Person, Sandbox, actions
from bot.sandbox.state import InlineQuery, InlineResult
from briefings.errors import StorageError
from briefings.service import Services, cards
from briefings.service.cards import Cards
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue
from tests.unit.bot.support import Serving, ask, until

BOT = "dragoman_sandbox_bot"


def results(query: InlineQuery) -> tuple[InlineResult, ...]:
    assert query.results is not None
    return query.results


def titles(query: InlineQuery) -> list[str]:
    return [result.title for result in results(query)]


@pytest.fixture
def many(services: Services) -> Services:
    """Two dozen more things that Acme did, a day each, and each to something else."""
    things = (
        "mine port dam bank ship road farm mill fort well lamp sail bell coat drum hall kiln loom oven plot quay rail"
    )
    said = [f"Acme sold the {thing} of {thing.title()}ton." for thing in things.split()]
    acme = a_party("Acme", "acme")
    found = [
        a_development(
            text, type="AID", sentence=place, actors=(acme,), when=a_day(f"2020-06-{place + 1:02}"), salience=0.5
        )
        for place, text in enumerate(said)
    ]
    article = an_article(*said, names={"Acme": "acme"}, developments=tuple(found), headline="Acme opens plants")
    services.archive.add_issue(an_issue(article, number="27", file="weekly-27.pdf"), at=NOON)
    return services


@pytest.mark.usefixtures("bot")
async def test_a_name_brings_a_dossier_a_brief_and_the_latest_developments(ada: Person) -> None:
    query = await ada.inline("acme")

    assert titles(query)[:2] == ["Acme", "Brief: Acme"]
    assert titles(query)[2:] == ["Bolt accused Acme of fraud on 28 June 2020.", "Acme bought Bolt on 25 June 2020."]
    assert all("Weekly 26 · p. 3" in result.content.text for result in results(query))
    assert "last seen in Weekly 26 · p. 3" in results(query)[0].description
    assert query.next_offset == ""


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["acme bolt", "acme-bolt", "Acme – Bolt", "  acme   BOLT "])
async def test_two_names_bring_a_brief_on_what_is_between_them(ada: Person, text: str) -> None:
    query = await ada.inline(text)

    assert titles(query)[0] == "Brief: Acme – Bolt"
    assert len(titles(query)) == 3


@pytest.mark.usefixtures("bot")
async def test_nothing_asked_brings_what_came_last(ada: Person) -> None:
    query = await ada.inline("")

    assert titles(query)[0] == "Latest: Weekly 26"
    assert len(titles(query)) > 2


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("who is acme?", "Acme"),
        ("what’s new on acme-bolt?", "Brief: Acme – Bolt"),
        ("/who acme", "Acme"),
        ("/brief acme bolt", "Brief: Acme – Bolt"),
        ("latest", "Latest: Weekly 26"),
        ("news", "Latest: Weekly 26"),
    ],
)
async def test_a_question_may_be_put_as_in_a_chat(ada: Person, text: str, first: str) -> None:
    assert titles(await ada.inline(text))[0] == first


@pytest.mark.usefixtures("bot")
async def test_a_period_bounds_the_cards(ada: Person) -> None:
    query = await ada.inline("acme 28 june 2020")

    assert titles(query) == ["Brief: Acme, 28 June 2020", "Bolt accused Acme of fraud on 28 June 2020."]


@pytest.mark.usefixtures("bot")
async def test_words_bring_the_sentences_that_hold_them(ada: Person) -> None:
    assert "Bolt accused Acme of fraud on 28 June 2020." in titles(await ada.inline("fraud"))


@pytest.mark.usefixtures("bot")
async def test_a_half_typed_name_brings_those_that_begin_so(ada: Person) -> None:
    assert titles(await ada.inline("acm"))[0] == "Acme"


@pytest.mark.usefixtures("bot")
async def test_a_card_is_put_into_a_group_and_asks_nothing_there(
    sandbox: Sandbox, ada: Person, services: Services
) -> None:
    group = sandbox.group("Gulf desk", ada)
    group.add_bot(ada)
    query = await ada.inline("acme")
    posted = ada.choose(query, results(query)[0], to=group)
    ada.choose(query, results(query)[0])
    await ask(ada, "/help")

    assert posted.via_bot
    assert posted.inline_buttons[0].value == f"https://t.me/{BOT}?start=who_acme"
    await until(lambda: services.inbox.open() == [])
    assert [message.text for message in group.messages if message.from_bot] == []
    assert len(ada.answers) == 1


@pytest.mark.usefixtures("many", "bot")
async def test_cards_come_ten_at_a_time_and_none_twice(ada: Person) -> None:
    seen: list[str] = []
    offset, pages = "", 0
    while pages == 0 or offset:
        query = await ada.inline("acme", offset=offset)
        seen += [result.id for result in results(query)]
        assert len(results(query)) <= 10
        assert len(query.next_offset.encode()) <= 64
        offset, pages = query.next_offset, pages + 1

    assert pages >= 3
    assert len(set(seen)) == len(seen)


@pytest.mark.usefixtures("many", "bot")
@pytest.mark.parametrize("offset", ["999", "-1", "abc", "9" * 64, "٣", "<b>"])
async def test_an_offset_made_by_hand_hurts_nobody(ada: Person, offset: str) -> None:
    query = await ada.inline("acme", offset=offset)

    assert titles(query) == [] if offset == "999" else titles(query)[0] == "Acme"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("text", "hint", "start"),
    [
        ("zzyzx", "Nothing on “zzyzx”", "brief_zzyzx"),
        ("<b>&amp;</b>", "Nothing on “<b>&amp;</b>”", "start"),
        ("\u202eemca\u202c zzyzx", "Nothing on", "start"),
        ("z̷̢̛z̸y̷z̴x̶" * 5, "Nothing on", "start"),
        ("😀" * 256, "256 letters", "start"),
        ("x" * 256, "256 letters", "start"),
        ("acme from 3 june 2020 to 1 june 2020", "before it begins", "start"),
    ],
)
async def test_what_has_no_card_leads_into_a_private_chat(ada: Person, text: str, hint: str, start: str) -> None:
    query = await ada.inline(text)

    assert results(query) == ()
    assert query.button is not None
    assert hint in query.button[0]
    assert query.button[1] == start


async def test_an_empty_archive_says_so(serving: Serving, empty_services: Services, ada: Person) -> None:
    async with serving():
        for issue in empty_services.archive.issues():
            empty_services.archive.forget(issue.id)
        query = await ada.inline("")

    assert query.results == ()
    assert query.button == ("Nothing was read yet", "start")


async def test_a_query_that_telegram_gave_up_is_passed_over(
    serving: Serving, sandbox: Sandbox, ada: Person, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.world.updates.add(
        "inline_query",
        {
            "id": "42",
            "from": {"id": ada.id, "is_bot": False, "first_name": "Ada"},
            "query": "acme",
            "offset": "",
        },
    )
    async with serving():
        assert "Acme" in (await ask(ada, "/who acme")).text
        await until(lambda: services.inbox.open() == [])

    assert "inline" not in caplog.text


@pytest.mark.usefixtures("bot")
async def test_while_one_query_is_answered_only_the_newest_of_those_behind_it_counts(
    ada: Person, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, asked = threading.Event(), list[str]()

    def slow(_services: Services, about: str, **_more: object) -> Cards:
        asked.append(about)
        assert release.wait(5)
        return Cards(())

    monkeypatch.setattr(cards, "cards", slow)
    typed = [actions.ask_inline(ada.world, ada.user, ada.chat, "acme")]
    await until(lambda: bool(asked))
    typed += [actions.ask_inline(ada.world, ada.user, ada.chat, f"acme{end}") for end in (" b", " bo", " bolt")]
    await until(lambda: len(services.inbox.open()) == len(typed))
    answer = await ask(ada, "/who acme")  # what is typed holds up nothing in the chat
    release.set()
    await until(lambda: not services.inbox.open())

    assert answer.text.startswith("Acme")
    assert asked == ["acme", "acme bolt"]
    assert [query.results is not None for query in typed] == [True, False, False, True]


@pytest.mark.usefixtures("bot")
async def test_a_query_that_breaks_offers_a_word_and_no_card(
    ada: Person, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **_more: object) -> Cards:
        raise StorageError("the disk is full")

    with monkeypatch.context() as trouble:
        trouble.setattr(cards, "cards", broken)
        query = await ada.inline("acme")
        await until(lambda: not services.inbox.open())

    assert results(query) == ()
    assert query.button is not None
    assert "went wrong" in query.button[0]
    assert results(await ada.inline("acme"))
