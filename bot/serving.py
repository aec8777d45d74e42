"""`dragoman serve` with a token: the real bot, until Ctrl-C or a signal ends it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog

from bot.application import build_application, run
from bot.desk import TURNS
from bot.lock import held
from briefings.errors import SettingsError
from briefings.service import Services, open_services
from briefings.service.warming import warm
from briefings.settings import Settings

log = structlog.get_logger()

_A_MOMENT = 3.0  #: seconds
_THREADS = TURNS + 16  #: every turn may be taken, and receiver, sender, schedule and what a turn waits for still work


def serve(settings: Settings) -> None:
    """Run the bot of the token.

    Raises:
        SettingsError: a setting cannot work, Telegram does not know the token, or a bot runs on this database already.
        StorageError: the database does not open.
    """
    if settings.telegram_token is None:
        raise SettingsError("DRAGOMAN_TELEGRAM_TOKEN is missing.")
    token = settings.telegram_token.get_secret_value()
    services = open_services(settings)
    try:
        with held(services.database.path) as mine:
            if not mine:
                raise SettingsError(in_use(services))
            until_stopped(lambda stop: _serve(services, token, stop))
    finally:
        services.close()


def in_use(services: Services) -> str:
    """The sentence for a database that another bot works on."""
    return (
        f"Dragoman runs already on {services.database.path}. End that one, or name another folder in DRAGOMAN_DATA_DIR."
    )


def until_stopped(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine that ends soon after the event given to it is set: by Ctrl-C or SIGTERM."""
    asyncio.run(_with_signals(work))


def check(settings: Settings) -> None:
    """Refuse what is not served.

    Raises:
        SettingsError: one sentence for each.
    """
    wrong = []
    if settings.access != "open" and settings.telegram_token is not None and not settings.owner:
        log.warning("nobody can let people in: DRAGOMAN_OWNER is empty", access=settings.access)
    if settings.webhook_url and settings.telegram_token is None:
        wrong.append("DRAGOMAN_WEBHOOK_URL: without DRAGOMAN_TELEGRAM_TOKEN nobody posts to it; set both or neither.")
    if wrong:
        raise SettingsError(" ".join(wrong))


async def _with_signals(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="dragoman"))
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in the loop; Ctrl-C interrupts there
            loop.add_signal_handler(number, stop.set)
    await work(stop)


async def _serve(services: Services, token: str, stop: asyncio.Event) -> None:
    base = services.settings.telegram_api_url
    files = f"{base.removesuffix('/bot')}/file/bot"
    log.info("serving", api=base, database=str(services.database.path))
    async with warming_up(services):
        await run(build_application(services, base_url=base, base_file_url=files, token=token), stop)
    log.info("stopped")


@asynccontextmanager
async def warming_up(services: Services) -> AsyncIterator[None]:
    """Load meanwhile what a first answer would have to wait for, once the bot has had a moment to start."""
    task = asyncio.create_task(_warm(services))
    try:
        yield
    finally:
        task.cancel()


async def _warm(services: Services) -> None:
    await asyncio.sleep(_A_MOMENT)
    await asyncio.to_thread(warm, services)
