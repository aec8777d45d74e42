"""Updates posted to a webhook: stored before they are acknowledged, answered once, and only with the secret."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import pytest

from bot import pacing
from bot.application import build_application, run
from bot.sandbox import Person, Sandbox
from bot.webhook import secret_of
from briefings.errors import SettingsError, StorageError
from briefings.service import Services
from briefings.settings import Settings
from tests.builders import NOON
from tests.unit.bot.support import ask, until


@dataclass
class Posted:
    """The bot behind a webhook, and a way to post to it as Telegram does, or as a stranger."""

    url: str
    secret: str

    async def post(self, data: Any, *, secret: str | None = None, path: str = "", method: str = "POST") -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret if secret is None else secret}
        body = io.BytesIO(data) if isinstance(data, bytes) else None
        async with aiohttp.ClientSession() as session:
            sending = session.request(
                method, self.url + path, headers=headers, data=body, json=None if body is not None else data
            )
            async with sending as response:
                return response.status


def update(number: Any, person: Person, text: str) -> dict[str, Any]:
    chat = {"id": person.id, "type": "private", "first_name": "Ada"}
    sender = {"id": person.id, "is_bot": False, "first_name": "Ada"}
    return {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}}


@asynccontextmanager
async def behind_webhook(services: Services, sandbox: Sandbox) -> AsyncIterator[Posted]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/hook"
    settings = services.settings.model_copy(update={"webhook_url": url, "port": port})
    here = {"base_url": sandbox.api_url, "base_file_url": sandbox.file_url, "token": sandbox.token}
    application = build_application(replace(services, settings=settings), **here)
    stop = asyncio.Event()
    task = asyncio.create_task(run(application, stop))
    try:
        await until(lambda: sandbox.world.webhook is not None)
        yield Posted(url, secret_of(sandbox.token))
    finally:
        stop.set()
        await task


@pytest.fixture
async def posted(services: Services, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Posted]:
    monkeypatch.setattr(pacing, "SECOND", 0.001)
    async with behind_webhook(services, sandbox) as running:
        yield running


@pytest.mark.usefixtures("posted")
async def test_a_question_is_answered(ada: Person) -> None:
    assert (await ask(ada, "/who acme")).text.startswith("Acme")


async def test_the_same_update_posted_twice_is_answered_once(posted: Posted, ada: Person) -> None:
    await ask(ada, "/start")
    assert [await posted.post(update(900, ada, "/who acme")) for _ in range(2)] == [200, 200]
    assert (await ada.wait_for_answer()).text.startswith("Acme")

    assert (await ask(ada, "/who bolt")).text.startswith("Bolt")


@pytest.mark.parametrize("secret", ["", "wrong", "ü"])
async def test_who_does_not_know_the_secret_is_turned_away(
    posted: Posted, ada: Person, services: Services, secret: str
) -> None:
    assert await posted.post(update(900, ada, "/who acme"), secret=secret) == 403
    assert services.inbox.open() == []


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/other", "POST", 404), ("", "GET", 404), ("/../hook", "PUT", 404)]
)
async def test_there_is_nothing_else_at_the_address(posted: Posted, path: str, method: str, status: int) -> None:
    assert await posted.post({}, path=path, method=method) == status


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"update_id": "7"}', b'{"update_id": true}', b'{"update_id": 1e400}', b"\xff"]
)
async def test_what_is_no_update_is_passed_over(posted: Posted, ada: Person, body: bytes) -> None:
    assert await posted.post(body) == 200
    assert await posted.post(update(2**70, ada, "/who acme")) == 200

    assert (await ask(ada, "/who acme")).text.startswith("Acme")


async def test_a_body_without_end_is_refused(posted: Posted) -> None:
    assert await posted.post(b" " * (2 << 20)) == 413


async def test_what_could_not_be_stored_is_not_acknowledged(
    posted: Posted, ada: Person, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> list[dict[str, Any]]:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(type(services.inbox), "add", full)
        assert await posted.post(update(900, ada, "/who acme")) == 503
    assert await posted.post(update(900, ada, "/who acme")) == 200

    assert (await ada.wait_for_answer()).text.startswith("Acme")


async def test_what_came_while_the_bot_was_down_is_answered_when_it_is_back(
    services: Services, sandbox: Sandbox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "SECOND", 0.001)
    async with behind_webhook(services, sandbox):
        await ask(ada, "/start")
    services.inbox.add([update(900, ada, "/who acme")], NOON)

    async with behind_webhook(services, sandbox):
        assert (await ada.wait_for_answer()).text.startswith("Acme")


async def test_an_address_that_is_taken_is_said(services: Services, sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = services.settings.model_copy(
            update={"webhook_url": "https://bot.example.org/hook", "port": taken.getsockname()[1]}
        )
        here = {"base_url": sandbox.api_url, "base_file_url": sandbox.file_url, "token": sandbox.token}
        application = build_application(replace(services, settings=settings), **here)
        with pytest.raises(SettingsError, match="cannot be listened on"):
            await run(application, asyncio.Event())


@pytest.mark.parametrize("url", ["bot.example.org", "http://bot.example.org/x", "ftp://bot.example.org", "https:///x"])
def test_an_address_that_telegram_cannot_post_to_is_refused(url: str, settings: Settings) -> None:
    with pytest.raises(ValueError, match="public https address"):
        Settings(webhook_url=url, data_dir=settings.data_dir)


def test_the_secret_is_one_that_telegram_takes_and_holds_nothing_of_the_token() -> None:
    secret = secret_of("7:abcdef")

    assert secret.isascii()
    assert secret.isalnum()
    assert len(secret) <= 256
    assert "abcdef" not in secret
    assert secret != secret_of("7:abcdeg")
