"""Posts updates to the bot's webhook: one after the other, again with growing pauses until it says 2xx."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp

from bot.sandbox.errors import ApiError
from bot.sandbox.methods import METHODS, call
from bot.sandbox.params import Params
from bot.sandbox.state import Webhook, World

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0


async def post_updates(world: World) -> None:
    """Post updates while a webhook is set; runs until it is cancelled."""
    pause = FIRST_PAUSE
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        while True:
            await world.updates.arrived.wait()
            update = world.updates.oldest()
            if update is None or world.webhook is None:
                world.updates.arrived.clear()
                continue
            error = await _post(session, world, world.webhook, update)
            if error is None:
                world.updates.forget(update["update_id"] + 1)
                pause = FIRST_PAUSE
            else:
                world.webhook = replace(world.webhook, last_error=error, last_error_at=world.now())
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


async def _post(
    session: aiohttp.ClientSession, world: World, webhook: Webhook, update: dict[str, object]
) -> str | None:
    """Post one update; return what went wrong, or None."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
    try:
        async with session.post(webhook.url, json=update, headers=headers, allow_redirects=False) as response:
            if not 200 <= response.status < 300:
                return f"Wrong response from the webhook: {response.status} {response.reason}"
            if response.content_type == "application/json":
                await _run(world, await response.json())
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return f"Connection failed: {error}"
    return None


async def _run(world: World, answer: object) -> None:
    """Run the method that an answer may name; the bot never learns what came of it."""
    if not isinstance(answer, dict) or str(answer.get("method", "")).lower() not in METHODS:
        return
    try:
        await call(world, str(answer["method"]).lower(), Params(answer))
    except ApiError:
        return
