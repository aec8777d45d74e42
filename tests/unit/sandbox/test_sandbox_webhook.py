"""Updates posted to a webhook: in order, with the secret, again until they are taken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot

from bot.sandbox import Person
from bot.sandbox import webhook as posting


@dataclass
class Hook:
    """A server that takes updates, or does not."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)  #: what it answers first; 200 after that
    answer: dict[str, Any] | None = None
    secrets: list[str | None] = field(default_factory=list)
    came: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        status = self.statuses.pop(0) if self.statuses else 200
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.came.put_nowait(await request.json())
        return web.json_response(self.answer) if self.answer else web.Response(status=status)

    async def next_text(self) -> str:
        async with asyncio.timeout(5):
            return str((await self.came.get())["message"]["text"])


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_are_posted_in_order_with_the_secret(bot: Bot, ada: Person, hook: Hook) -> None:
    await ada.send("before")
    await bot.set_webhook(hook.url, secret_token="s3cret_")
    await ada.send("after")

    assert [await hook.next_text() for _ in range(2)] == ["before", "after"]
    assert hook.secrets == ["s3cret_"] * 2
    info = await bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (hook.url, None)


async def test_what_is_not_taken_comes_again(
    bot: Bot, ada: Person, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "FIRST_PAUSE", 0.01)
    hook.statuses = [200, 500, 500]
    await bot.set_webhook(hook.url)
    for text in ("taken", "hello"):
        await ada.send(text)

    assert [await hook.next_text() for _ in range(4)] == ["taken", *["hello"] * 3]
    error = (await bot.get_webhook_info()).last_error_message
    assert error is not None
    assert error.startswith("Wrong response from the webhook: 500")


async def test_a_method_in_the_answer_is_run(bot: Bot, ada: Person, hook: Hook) -> None:
    hook.answer = {"method": "sendMessage", "chat_id": ada.id, "text": "at once"}
    await bot.set_webhook(hook.url)
    await ada.send("hello")

    assert (await ada.wait_for_answer()).text == "at once"


async def test_a_deleted_webhook_gets_nothing_more(bot: Bot, ada: Person, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    await bot.delete_webhook()
    await ada.send("hello")

    assert len(await bot.get_updates()) == 1
    assert hook.came.empty()
    assert (await bot.get_webhook_info()).url == ""
