"""The bot over the wire: messages a second and CPU a message, beside the same calls made with nothing behind them.

The limits are off and the rate is set free, so what is measured is the bot's own work: rows, commits, rendering, HTTP.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from telegram import Bot

from bot.connection import AiohttpRequest
from bot.sandbox import Person, Sandbox
from tests.chaos.rig import Plan, Rig, cpu_of, serving

_READERS = 1500
_ASKERS, _EACH = 400, 3  #: as many questions of one chat as Telegram lets be answered in a burst
_FREE = {"DRAGOMAN_BULK_RATE": "1000", "DRAGOMAN_PAID_BROADCAST": "true", "DRAGOMAN_IN_FLIGHT": "32"}
_PATIENCE = 120.0


def run() -> None:
    """Print messages of a broadcast and answers, a second and of CPU, each beside the bare calls."""
    bare = asyncio.run(_bare())
    print(f"sendMessage with nothing behind it: {bare:,.0f} a second", flush=True)
    rate, cpu = asyncio.run(_broadcast())
    print(f"broadcast: {rate:,.0f} messages a second ({rate / bare:.2f} of that), {cpu:.2f} ms of CPU each", flush=True)
    rate, cpu = asyncio.run(_questions())
    print(f"/help: {rate:,.0f} answers a second ({rate / bare:.2f} of that), {cpu:.2f} ms of CPU each", flush=True)


async def _bare() -> float:
    """Calls a second of the same client, as many at once as the broadcast has in flight."""
    async with Sandbox() as sandbox:
        people = [sandbox.person(f"P{number}") for number in range(_READERS)]
        request = AiohttpRequest(32)
        await request.initialize()
        bot, slots = Bot(sandbox.token, base_url=sandbox.api_url, request=request), asyncio.Semaphore(32)

        async def send(person: Person) -> None:
            async with slots:
                await bot.send_message(person.id, "Digest")

        began = time.monotonic()
        await asyncio.gather(*(send(person) for person in people))
        seconds = time.monotonic() - began
        await request.shutdown()
    return len(people) / seconds


async def _broadcast() -> tuple[float, float]:
    """Messages a second from the first to the last, and ms of CPU of the bot's process each."""
    plan = Plan(readers=_READERS, groups=0, moving=0, blocked=0, kills=0, askers=0, limits=False)
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(plan, Path(folder), patience=_PATIENCE, settings=_FREE)
        outcome = await rig.run()
    return outcome.account.rate, outcome.cpu * 1000 / max(1, outcome.account.owed)


async def _questions() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox() as sandbox:
            people = [sandbox.person(f"P{number}") for number in range(_ASKERS)]
            env = {
                **{name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")},
                "DRAGOMAN_DATA_DIR": folder,
                "DRAGOMAN_TELEGRAM_TOKEN": sandbox.token,
                "DRAGOMAN_TELEGRAM_API_URL": sandbox.api_url,
                **_FREE,
            }
            async with serving(env, Path(folder)) as process:
                await people[0].send("/help")
                await people[0].wait_for_answer(_PATIENCE)
                cpu, began, before = cpu_of(process.pid), time.monotonic(), len(sandbox.accepted)
                for _ in range(_EACH):
                    for person in people:
                        await person.send("/help")
                wanted = before + _ASKERS * _EACH
                await _until(lambda: len(sandbox.accepted) >= wanted)
                seconds, used = time.monotonic() - began, cpu_of(process.pid) - cpu
    return _ASKERS * _EACH / seconds, used * 1000 / (_ASKERS * _EACH)


async def _until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not reached():  # noqa: ASYNC110  # the server's record tells nobody
            await asyncio.sleep(0.02)
