"""Updates: stored before they are acknowledged, answered in order, whatever goes wrong."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from telegram import Message as TelegramMessage

from bot import application as wiring
from bot import outcomes, pacing, receiver, speaker
from bot.application import build_application, run
from bot.desk import TURNS
from bot.sandbox import Person, Sandbox
from briefings.errors import SettingsError
from briefings.model import NotSent, Outcome
from briefings.service import Answer, Services, answering
from tests.builders import NOON, an_update
from tests.unit.bot.support import Serving, until


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "_PAUSES", (0.01,) * 5)
    monkeypatch.setattr(wiring, "_PAUSES", (0.01,) * 5)


async def test_a_question_left_open_by_a_crash_is_answered_at_the_next_start(
    sandbox: Sandbox, services: Services, serving: Serving
) -> None:
    ada = sandbox.person("Ada")
    services.inbox.add([an_update(number, "/who acme", ada.id) for number in (7, 8)], NOON)
    async with serving():
        assert (await ada.wait_for_answer()).text.startswith("Acme")
        assert (await ada.wait_for_answer()).text.startswith("Acme")
        await until(lambda: not services.inbox.open())


@pytest.mark.usefixtures("bot")
async def test_a_slow_answer_holds_nobody_else_up(ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def slow(_services: Services, query: str, **_more: object) -> Answer:
        if query == "slow":
            release.wait(5)
        return Answer(f"on {query}")

    monkeypatch.setattr(answering, "brief_answer", slow)
    await ada.send("/brief slow")
    await ada.send("/brief second")
    await ben.send("/brief quick")

    assert (await ben.wait_for_answer()).text == "on quick"
    assert ada.answers == []
    release.set()
    await ada.wait_for_answer(where=lambda message: message.text == "on second")
    assert [message.text for message in ada.answers] == ["on slow", "on second"]


@pytest.mark.usefixtures("bot")
async def test_a_question_that_breaks_gets_a_reference_that_the_log_has_and_nothing_else(
    ada: Person, services: Services, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    def broken(_services: Services, query: str, **_more: object) -> Answer:
        raise KeyError(query)

    monkeypatch.setattr(answering, "brief_answer", broken)
    await ada.send("/brief sekrit")
    answer = await ada.wait_for_answer()
    await until(lambda: not services.inbox.open())

    reference = answer.text.split()[-1].rstrip(".")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["error"] for line in lines if line.get("ref") == reference] == ["KeyError"]
    assert any("broken" in place for line in lines for place in line.get("at", []))
    assert "sekrit" not in log.getvalue()
    assert "Traceback" not in answer.text


async def test_no_token_reaches_the_log(log: io.StringIO) -> None:
    token = "7000000001:sandbox-token-that-opens-nothing"  # the sandbox's own

    logging.getLogger("aiohttp").warning("GET https://api.telegram.org/bot%s/getMe", token)

    assert "getMe" in log.getvalue()
    assert token not in log.getvalue()


async def test_an_update_that_cannot_be_read_is_passed_over(
    sandbox: Sandbox, services: Services, log: io.StringIO, serving: Serving
) -> None:
    ada = sandbox.person("Ada")
    broken: dict[str, Any] = {"update_id": 7, "message": {"chat": {"id": ada.id}, "text": "sekrit"}}
    services.inbox.add([broken, an_update(8, "/who acme", ada.id)], NOON)
    async with serving():
        assert (await ada.wait_for_answer()).text.startswith("Acme")
        await until(lambda: not services.inbox.open())
    assert "cannot be read" in log.getvalue()
    assert "sekrit" not in log.getvalue()


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 409},
        {"status": 500},
        {"status": 502},
        {"retry_after": 1},
        {"cut_before_accept": True},
        {"status": 409, "description": "Conflict: can't use getUpdates method while webhook is active"},
    ],
)
@pytest.mark.usefixtures("bot")
async def test_receiving_goes_on_after_any_trouble(sandbox: Sandbox, ada: Person, fault: dict[str, Any]) -> None:
    sandbox.fail_next("getUpdates", **fault)
    await ada.send("/who acme")
    await ada.wait_for_answer()
    await ada.send("/who bolt")

    assert (await ada.wait_for_answer()).text.startswith("Bolt")


async def test_a_webhook_that_was_set_before_is_taken_away(sandbox: Sandbox, ada: Person, serving: Serving) -> None:
    sandbox.world.updates.webhook_set = True
    async with serving():
        await ada.send("/who acme")

        assert (await ada.wait_for_answer()).text.startswith("Acme")


async def test_a_wrong_token_ends_with_a_sentence(sandbox: Sandbox, services: Services) -> None:
    wrong = "7000000001:another-token-than-the-sandbox-has"
    application = build_application(services, base_url=sandbox.api_url, base_file_url=sandbox.file_url, token=wrong)

    with pytest.raises(SettingsError, match="does not know the token") as refused:
        await run(application, asyncio.Event())

    assert wrong not in str(refused.value)


async def test_a_token_that_is_revoked_ends_with_a_sentence(sandbox: Sandbox, services: Services) -> None:
    application = build_application(
        services, base_url=sandbox.api_url, base_file_url=sandbox.file_url, token=sandbox.token
    )
    sandbox.fail_next("getUpdates", 401)

    with pytest.raises(SettingsError, match="does not know the token"):
        await run(application, asyncio.Event())


async def test_a_server_that_is_away_at_the_start_is_waited_for(
    sandbox: Sandbox, ada: Person, serving: Serving
) -> None:
    sandbox.fail_next("getMe", 502, times=3)
    async with serving():
        await ada.send("/who acme")

        assert (await ada.wait_for_answer()).text.startswith("Acme")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", [{"cut_after_accept": True}, {"cut_before_accept": True}, {"status": 502}])
async def test_an_answer_in_doubt_is_not_said_twice(
    sandbox: Sandbox, ada: Person, services: Services, fault: dict[str, Any]
) -> None:
    sandbox.fail_next("sendMessage", **fault)
    await ada.send("/who acme")
    await ada.send("/who bolt")

    await ada.wait_for_answer(where=lambda message: message.text.startswith("Bolt"))
    await until(lambda: not services.inbox.open())
    assert len(ada.answers) == 1 + ("cut_after_accept" in fault)


@pytest.mark.usefixtures("bot")
async def test_an_answer_that_meets_a_flood_wait_is_said_after_it(sandbox: Sandbox, ada: Person) -> None:
    sandbox.fail_next("sendMessage", retry_after=1)
    await ada.send("/who acme")

    assert (await ada.wait_for_answer()).text.startswith("Acme")


@pytest.mark.usefixtures("bot")
async def test_html_that_telegram_refuses_is_said_plain(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "brief_answer", lambda _services, _query, **_more: Answer("<h1>A &amp; B</h1>"))
    await ada.send("/brief x")

    assert (await ada.wait_for_answer()).text == "A & B"


@pytest.mark.usefixtures("bot")
async def test_an_answer_longer_than_a_message_comes_in_parts(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "\n\n".join(f"<b>{number}</b> {'word ' * 100}" for number in range(20))
    monkeypatch.setattr(answering, "brief_answer", lambda _services, _query, **_more: Answer(long))
    await ada.send("/brief x")
    await ada.wait_for_answer(where=lambda message: "19 word" in message.text)

    assert len(ada.answers) == 3


async def test_an_answer_that_surely_did_not_leave_is_given_when_the_connection_is_back(
    ada: Person, services: Services, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = no_connection(monkeypatch, times=4)
    async with serving():
        await ada.send("/who acme")

        assert (await ada.wait_for_answer()).text.startswith("Acme")
        await until(lambda: not services.inbox.open())
    assert len(tries) == 5
    assert len(ada.answers) == 1


async def test_an_answer_that_surely_did_not_leave_stays_owed_when_the_bot_is_stopped(
    ada: Person, services: Services, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = no_connection(monkeypatch, times=1000)
    async with serving():
        await ada.send("/who acme")
        await until(lambda: len(tries) > 1)

    assert len(services.inbox.open()) == 1
    assert ada.answers == []


def no_connection(monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[int]:
    """The next messages find no connection; returns the tries made."""
    tries: list[int] = []
    real = outcomes.outcome_of

    async def outcome_of(sending: Coroutine[Any, Any, TelegramMessage]) -> Outcome:
        tries.append(len(tries))
        if len(tries) > times:
            return await real(sending)
        sending.close()
        return NotSent("no connection (ClientConnectorError)")

    monkeypatch.setattr(outcomes, "outcome_of", outcome_of)
    monkeypatch.setattr(speaker, "_PAUSES", (0.01,))
    monkeypatch.setattr(speaker, "_PATIENCE", 0.05)
    return tries


@pytest.mark.usefixtures("bot")
async def test_who_comes_when_every_turn_is_taken_sees_at_once_that_it_is_worked_on(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(TURNS + 8))
    release, typing = threading.Event(), set[int]()
    sandbox.world.listeners.add(lambda change: typing.add(change.chat_id) if change.detail.get("action") else None)
    monkeypatch.setattr(speaker, "_MOMENT", 0.05)

    def slow(_services: Services, query: str, **_more: object) -> Answer:
        assert release.wait(5)
        return Answer(query)

    monkeypatch.setattr(answering, "brief_answer", slow)
    people = [sandbox.person(f"P{number}") for number in range(TURNS + 4)]
    for person in people:
        await person.send("/brief acme")

    await until(lambda: typing == {person.id for person in people})
    release.set()
    for person in people:
        assert (await person.wait_for_answer()).text == "acme"


@pytest.mark.usefixtures("bot")
async def test_groups_that_have_had_their_twenty_a_minute_take_nobodys_turn(
    sandbox: Sandbox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing.Pace, "wait_for_chat", lambda _pace, chat, _now, **_more: 60.0 if chat < 0 else 0.0)
    for number in range(TURNS + 4):
        group = sandbox.group(f"Desk {number}", ada)
        group.add_bot(ada, "administrator")
        await ada.send("/who acme", to=group)
    await ada.send("/who bolt")

    assert (await ada.wait_for_answer()).text.startswith("Bolt")
