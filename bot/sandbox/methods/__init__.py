"""The methods of the Bot API that the sandbox has, by their names in small letters."""

from __future__ import annotations

import inspect

from bot.sandbox.errors import ApiError
from bot.sandbox.methods import chats, editing, presentation, questions, receiving, sending
from bot.sandbox.params import Params
from bot.sandbox.state import World

METHODS = (
    sending.METHODS | editing.METHODS | questions.METHODS | chats.METHODS | presentation.METHODS | receiving.METHODS
)


async def call(world: World, method: str, params: Params) -> object:
    """Run a method and return its result.

    Raises:
        ApiError: what Telegram would answer; 404 for a method that is none.
    """
    handler = METHODS.get(method)
    if handler is None:
        raise ApiError(404, "Not Found")
    result = handler(world, params)
    return await result if inspect.isawaitable(result) else result
