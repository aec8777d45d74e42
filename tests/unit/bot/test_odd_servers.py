"""Bot API servers that answer otherwise than Telegram documents: what they took was sent, and is not said again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot

from bot.connection import AiohttpRequest
from bot.outcomes import outcome_of
from bot.receiver import Receiver
from bot.sandbox import Person
from briefings.model import AnswerLost, Sent
from tests.unit.bot.support import Serving, ask

MILLISECONDS = {"message_id": 7, "date": 1_795_615_002_000, "chat": {"id": 5, "type": "private"}, "text": "hello"}


@pytest.fixture
async def server() -> AsyncIterator[dict[str, Any]]:
    """A server that answers every method with what the test puts under "answer"."""
    said: dict[str, Any] = {"calls": 0}

    async def answer(_request: web.Request) -> web.Response:
        said["calls"] += 1
        return web.json_response(said["answer"], status=said.get("status", 200))

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    said["url"] = f"{runner.addresses[0][0]}:{runner.addresses[0][1]}"
    yield said
    await runner.cleanup()


@pytest.fixture
async def a_bot(server: dict[str, Any]) -> AsyncIterator[Bot]:
    request = AiohttpRequest(2)
    await request.initialize()
    yield Bot("1:abc", base_url=f"http://{server['url']}/bot", request=request)
    await request.shutdown()


@pytest.mark.parametrize(
    ("result", "message_id"), [(MILLISECONDS, 7), (None, 0), ([], 0), ({"message_id": "x"}, 0), (True, 0)]
)
async def test_what_was_taken_is_sent_whatever_the_answer_says(
    a_bot: Bot, server: dict[str, Any], result: object, message_id: int
) -> None:
    server["answer"] = {"ok": True, "result": result}

    assert await outcome_of(a_bot.send_message(5, "hello")) == Sent(message_id)
    assert server["calls"] == 1


async def test_a_method_that_a_server_does_not_know_is_in_doubt(a_bot: Bot, server: dict[str, Any]) -> None:
    server |= {"answer": {"ok": False, "description": "not supported"}, "status": 500}

    assert isinstance(await outcome_of(a_bot.send_message(5, "hello")), AnswerLost)


async def test_what_cannot_be_sent_at_all_is_an_error_as_ever(a_bot: Bot, server: dict[str, Any]) -> None:
    server["answer"] = {"ok": True, "result": MILLISECONDS}

    async def broken() -> bool:
        raise TypeError("a bug before anything left")

    with pytest.raises(TypeError):
        await outcome_of(broken())
    await outcome_of(a_bot.send_message(5, "hello"))  # and a later answer is not taken for an earlier one's
    with pytest.raises(TypeError):
        await outcome_of(broken())


async def test_a_pressed_button_needs_no_chat_instance(serving: Serving, ada: Person) -> None:
    async with serving() as application:
        offered = await ask(ada, "/brief")
        pressed = {
            "update_id": 10**9,
            "callback_query": {
                "id": "1",
                "from": {"id": ada.id, "is_bot": False, "first_name": "Ada"},
                "message": {"message_id": offered.id, "date": 1, "chat": {"id": ada.id, "type": "private"}},
                "data": "c:/who acme",
            },
        }
        parts = application.bot_data["parts"]
        assert isinstance(parts.receiver, Receiver)
        parts.receiver.accept(pressed)

        assert (await ada.wait_for_answer()).text.startswith("Acme")
