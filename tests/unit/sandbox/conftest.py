"""A sandbox on loopback, the real `telegram.Bot` on it, and the bare HTTP beneath."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.connection import AiohttpRequest
from bot.sandbox import Person, Sandbox

Answer = dict[str, Any]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
def ada(sandbox: Sandbox) -> Person:
    return sandbox.person("Ada")


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    made = Bot(
        sandbox.token,
        base_url=sandbox.api_url,
        base_file_url=sandbox.file_url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )
    async with made:
        yield made


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Callable[..., Coroutine[Any, Any, Answer]]:
    """Call a method with JSON parameters and return the whole answer, refusals too."""

    async def ask(method: str, **params: Any) -> Answer:
        async with http.post(f"{sandbox.api_url}{sandbox.token}/{method}", json=params) as response:
            answer: Answer = await response.json()
            assert answer["ok"] is (response.status == 200)
            return answer

    return ask


@pytest.fixture
def refusal(call: Callable[..., Coroutine[Any, Any, Answer]]) -> Callable[..., Coroutine[Any, Any, str]]:
    """Call a method that must be refused, and return the sentence."""

    async def ask(method: str, **params: Any) -> str:
        answer = await call(method, **params)
        assert not answer["ok"], answer
        assert answer["description"].startswith({400: "Bad Request: ", 403: "Forbidden: "}[answer["error_code"]])
        return str(answer["description"].partition(": ")[2])

    return ask
