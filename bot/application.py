"""The Telegram application: put together from the services, run until it is told to stop.

python-telegram-bot's own updater acknowledges updates before they are answered, so there is none here: `Receiver` and
`Sender` do what has to outlive a crash, the library does the rest.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, Defaults

from bot.budget import Budget
from bot.connection import AiohttpRequest
from bot.desk import Desk
from bot.handlers import handlers
from bot.logs import log_lost
from bot.menus import Menus
from bot.outcomes import flood_seconds
from bot.pacing import WHOLE_BOT, Pace
from bot.reading import Reading
from bot.receiver import Receiver
from bot.reporting import report
from bot.schedule import Schedule
from bot.sender import Sender
from bot.speaker import Speaker
from bot.webhook import Webhook
from briefings.errors import SettingsError
from briefings.service import Services

log = structlog.get_logger()

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

_PARTS = "parts"
_GRACE_SECONDS = 2.0  #: for answers in hand when the bot is stopped
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class Parts:
    """What runs beside the application."""

    receiver: Receiver
    webhook: Webhook | None  #: None where updates are polled
    sender: Sender
    schedule: Schedule
    reading: Reading
    menus: Menus


def build_application(services: Services, *, base_url: str, base_file_url: str, token: str) -> AnyApplication:
    """Put handlers, jobs, receiver, sender and error handler together.

    Args:
        services: what answers are made with.
        base_url: of the Bot API, up to and with `/bot`.
        base_file_url: of files, up to and with `/file/bot`.
        token: the bot's.
    """
    proxied = base_url.startswith("https://")
    polling = AiohttpRequest(2, through_proxy=proxied)
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(base_file_url)
        .request(AiohttpRequest(32, through_proxy=proxied))
        .get_updates_request(polling)
        .defaults(Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .updater(None)
        .build()
    )
    budget = _budget(services)
    desk = Desk(services, application.bot, Speaker(application.bot, budget, services.subscribers))
    sender = Sender(application.bot, services, budget)
    schedule = Schedule(services, sender)
    receiver = Receiver(application.bot, services.inbox, polling, application.process_update, desk.postponed)
    application.add_handlers(handlers(desk))
    application.add_error_handler(_reporting(desk))
    if application.job_queue is not None:
        schedule.add_to(application.job_queue)
    webhook = Webhook(application.bot, receiver, services.settings) if services.settings.webhook_url else None
    application.bot_data[_PARTS] = Parts(receiver, webhook, sender, schedule, Reading(desk), Menus(desk))
    return application


async def run(application: AnyApplication, stop: asyncio.Event) -> None:
    """Connect, answer and send until `stop` is set; then let what is in hand finish, for two seconds at most.

    Raises:
        SettingsError: Telegram does not know the token.
        StorageError: inbox or outbox cannot be read.
    """
    asyncio.get_running_loop().set_exception_handler(log_lost)
    try:
        if not await _connected(application, stop):
            return
        await application.start()
        try:
            await _work(application, stop)
        finally:
            await application.stop()
    except InvalidToken:
        raise SettingsError(
            "Telegram does not know the token in DRAGOMAN_TELEGRAM_TOKEN: copy it again from @BotFather."
        ) from None
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # where the application never got ready, its connections are open still


def _budget(services: Services) -> Budget:
    settings = services.settings
    whole = max(WHOLE_BOT, round(settings.bulk_rate) + 1) if settings.paid_broadcast else WHOLE_BOT
    return Budget(Pace(bulk_rate=settings.bulk_rate, whole=whole))


def _reporting(desk: Desk) -> Any:
    async def on_error(update: object, context: Any) -> None:
        await report(desk, update, context.error)

    return on_error


async def _connected(application: AnyApplication, stop: asyncio.Event) -> bool:
    """Reach Telegram, however long it takes; False where the bot was stopped meanwhile."""
    failures = 0
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            pause = flood_seconds(error) if isinstance(error, RetryAfter) else _PAUSES[min(failures, len(_PAUSES) - 1)]
            log.warning("Telegram cannot be reached; trying again", reason=error.message, seconds=pause)
            failures += 1
            await _stopped_within(stop, pause)
        else:
            return True
    return False


async def _work(application: AnyApplication, stop: asyncio.Event) -> None:
    """Receive and send until stopped, or until one of them fails."""
    parts: Parts = application.bot_data[_PARTS]
    await parts.reading.opened()
    introducing = asyncio.create_task(parts.menus.run())
    receiving = asyncio.create_task((parts.webhook or parts.receiver).run())
    sending = asyncio.create_task(parts.sender.run())
    stopping = asyncio.create_task(stop.wait())
    reading = asyncio.create_task(parts.reading.run())
    await asyncio.wait({receiving, sending, stopping}, return_when=asyncio.FIRST_COMPLETED)
    parts.schedule.stop()
    parts.sender.stop()
    for task in (introducing, receiving, stopping, reading):
        task.cancel()
    ended = await asyncio.gather(
        receiving, sending, parts.receiver.stop(_GRACE_SECONDS), introducing, stopping, reading, return_exceptions=True
    )
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def _stopped_within(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
