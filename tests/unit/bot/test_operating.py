"""/status, /announce, /export and /forget, over the wire."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox import Message, Person, Sandbox
from briefings.service import Services
from tests.unit.bot.support import Serving, ask, until, with_settings


async def document_of(person: Person, text: str) -> tuple[Message, dict[str, Any]]:
    await person.send(text)
    answer = await person.wait_for_answer(where=lambda message: message.file is not None)
    assert answer.file is not None
    return answer, json.loads(answer.file.data)


# --- /status ---


@pytest.mark.usefixtures("bot")
async def test_status_says_what_was_read_who_follows_and_nothing_that_is_secret(ada: Person, ben: Person) -> None:
    await ask(ada, "/subscribe bolt")
    status = await ask(ada, "/status")

    assert "Read: 1 issue" in status.text
    assert "1 active, of these 0 paused" in status.text
    assert "No error since" in status.text
    assert "sandbox-token" not in status.text
    await ask(ben, "/subscribe bolt")
    ada.press(status, "Again")
    again = await ada.wait_for_answer()
    assert again.id == status.id
    assert "2 active" in again.text


async def test_status_counts_errors_with_the_last_reference(
    ada: Person, services: Services, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    async with serving():
        monkeypatch.setattr(type(services.archive), "search", broken)
        failed = await ask(ada, "/search pipeline")
        monkeypatch.undo()
        reference = services.health.troubles().last
        status = await ask(ada, "/status")

    assert reference is not None
    assert reference in failed.text
    assert reference in status.text
    assert "1 error since" in status.text


async def test_status_is_for_operators(ada: Person, ben: Person, services: Services, serving: Serving) -> None:
    with_settings(services, ben)
    async with serving():
        assert "Only operators" in (await ask(ada, "/status")).text


# --- /announce ---


@pytest.fixture
async def listeners(sandbox: Sandbox, bot: object, ada: Person, ben: Person) -> list[Person]:
    """Three people, of whom the last blocked the bot."""
    assert bot is not None
    eve = sandbox.person("Eve")
    for person in (ada, ben, eve):
        await ask(person, "/subscribe bolt")
    eve.block()
    return [ada, ben, eve]


async def test_an_announcement_is_shown_as_it_will_look_and_sent_once_to_each_active_chat(
    listeners: list[Person], services: Services
) -> None:
    ada, ben, eve = listeners
    await until(lambda: len(services.announcements.audience()) == 2)
    preview = await ask(ada, "/announce Tomorrow: <b>no</b> issue & no digest\n\n\u2022 see https://example.org")
    check = await ada.wait_for_answer()
    heard = len(eve.answers)
    ada.press(check, "Send it")
    sent = await ada.wait_for_answer(where=lambda message: "on its way" in message.text)
    ada_heard = await ada.wait_for_answer(where=lambda message: "Tomorrow" in message.text)
    ben_heard = await ben.wait_for_answer()
    again = await ask(ada, "/announcing 1 send")

    assert preview.text == "Tomorrow: <b>no</b> issue & no digest\n\n\u2022 see https://example.org"
    assert "2 chats" in check.text
    assert "2 chats" in sent.text
    assert preview.text == ada_heard.text == ben_heard.text
    assert "sent already" in again.text
    assert len(eve.answers) == heard
    assert sum("Tomorrow" in message.text for message in ben.answers) == 1


async def test_an_announcement_may_be_an_answer_to_a_message_and_may_be_cancelled(
    listeners: list[Person], services: Services
) -> None:
    ada, ben, _ = listeners
    said = await ada.send("latest")
    await ada.wait_for_answer()
    heard = len(ben.answers)
    await ada.send("/announce", reply_to=said)
    assert (await ada.wait_for_answer()).text == "latest"
    ada.press(await ada.wait_for_answer(), "Cancel")

    assert "Nothing is sent" in (await ada.wait_for_answer()).text
    assert "no such announcement" in (await ask(ada, "/announcing 1 send")).text
    assert len(ben.answers) == heard
    assert services.outbox.counts()["due"] == 0


async def test_a_long_announcement_is_split(listeners: list[Person]) -> None:
    ada, ben, _ = listeners
    await ask(ada, "/announce " + "\U0001f6a2\n" * 2_000)  # Telegram counts letters, and takes that in one message
    check = await ada.wait_for_answer(where=lambda message: bool(message.buttons))
    ada.press(check, "Send it")
    first = await ben.wait_for_answer()
    second = await ben.wait_for_answer()

    assert first.text.startswith("1/2")
    assert second.text.startswith("2/2")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "text", ["/announce", "/announce " + "x" * 30_000, "/announcing", "/announcing 7 send", "/announcing x y"]
)
async def test_half_an_announcement_says_what_is_missing(ada: Person, text: str) -> None:
    answer = await ask(ada, text[:4000])

    assert answer.text
    assert "went wrong" not in answer.text


# --- /export, /forget ---


@pytest.mark.usefixtures("bot")
async def test_an_export_holds_what_is_stored_on_the_chat_and_on_nobody_else(ada: Person, ben: Person) -> None:
    await ask(ada, "/subscribe bolt")
    await ask(ben, "/subscribe acme-bolt")
    await ask(ada, "/brief acme-bolt")
    await ask(ada, "/digest 07:30 weekdays")
    await ask(ada, "/alias acme = anvil people")
    answer, stored = await document_of(ada, "/export")
    mine = stored["subscribers"][0]

    assert answer.file is not None
    assert answer.file.name == "dragoman-export.json"
    assert "/forget erases it" in answer.text
    assert len(ada.answers) == 5  # nothing is said beside the file
    assert [topic["topic"] for topic in mine["topics"]] == ["bolt"]
    assert mine["digest_at"] == "07:30:00"
    assert mine["told"]
    assert stored["signed"]["decisions"][0]["name"] == "anvil people"
    assert str(ben.id) not in json.dumps(stored)
    assert "Ben" not in json.dumps(stored)


@pytest.mark.usefixtures("bot")
async def test_an_export_that_did_not_arrive_is_said_so(sandbox: Sandbox, ada: Person) -> None:
    sandbox.fail_next("sendDocument", 500)

    assert "could not be sent" in (await ask(ada, "/export")).text


async def test_forgetting_asks_once_erases_everything_and_begins_anew(
    ada: Person, ben: Person, services: Services, serving: Serving
) -> None:
    async with serving():
        await ask(ben, "/subscribe bolt")
        await ask(ada, "/subscribe bolt")
        await ask(ada, "/brief acme-bolt")
        await ask(ada, "/alias acme = anvil people")
        question = await ask(ada, "/forget")
        assert services.subscribers.following("bolt")[1].chat_id == ada.id
        ada.press(question, "Erase everything")
        erased = await ada.wait_for_answer()
        await until(lambda: not services.inbox.open())
        stored = services.records.of_chat(ada.id)
        with services.database.reading() as connection:
            dump = " ".join(
                str(row)
                for row in connection.connection.dbapi_connection.iterdump()  # type: ignore[union-attr]
            )
        fresh = await ask(ada, "/brief acme-bolt")

    assert erased.id == question.id
    assert "All of it is erased" in erased.text
    assert not any(stored[name] for name in stored if name != "signed")
    assert not any(stored["signed"].values())
    assert str(ada.id) not in dump
    assert "Acme bought Bolt" in fresh.text
    assert [subscriber.chat_id for subscriber in services.subscribers.following("bolt")] == [ben.id]
    assert services.archive.decisions()[0].by == ""


async def test_in_groups_only_administrators_export_and_forget(
    sandbox: Sandbox, ada: Person, ben: Person, services: Services, serving: Serving
) -> None:
    async with serving():
        group = sandbox.group("Desk", ada, ben)
        await ada.send("/subscribe bolt", to=group)
        await ada.wait_for_answer(to=group)
        for text in ("/export", "/forget", "/forget yes"):
            await ben.send(text, to=group)
            assert "only its administrators" in (await ben.wait_for_answer(to=group)).text
        await ada.send("/forget yes", to=group)
        assert "erased" in (await ada.wait_for_answer(to=group)).text

    assert services.subscribers.following("bolt") == ()
    assert services.records.of_chat(group.id)["subscribers"] == []


async def test_who_is_forgotten_where_the_bot_is_closed_needs_a_new_invitation(
    ada: Person, ben: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ben, "list")
    async with serving():
        await ask(ben, f"/allow {ada.id}")
        question = await ask(ada, "/forget")
        await ask(ada, "/forget yes")
        stranger = await ask(ada, "/who acme")

    assert "what I sent you? To ask me again, a new invitation is needed.\n" in question.text
    assert "invited" in stranger.text
    assert services.people.get(ada.id) is None
