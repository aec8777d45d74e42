"""What the tests of the application share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from bot.application import AnyApplication
from bot.sandbox import Message, Person
from briefings.service import Services
from briefings.settings import Settings

Serving = Callable[[], AbstractAsyncContextManager[AnyApplication]]


async def ask(person: Person, text: str) -> Message:
    """Send a message and return the first answer."""
    await person.send(text)
    return await person.wait_for_answer()


async def until(reached: Callable[[], bool], *, seconds: float = 6.0) -> None:
    """Wait for what happens in another thread."""
    async with asyncio.timeout(seconds):
        while not reached():  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.01)


def with_settings(services: Services, owner: Person, access: str = "open", **more: Any) -> None:
    """Other settings for services that stand."""
    settings = Settings(data_dir=services.settings.data_dir, owner=frozenset({owner.id}), access=access, **more)
    object.__setattr__(services, "settings", settings)
