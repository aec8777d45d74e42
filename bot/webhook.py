"""Updates that Telegram posts: the same inbox as long polling, filled before Telegram is told that we have them.

The address is public, so whoever does not know the secret learns nothing, and nobody can send more than an update has.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import socket
from typing import Any
from urllib.parse import urlsplit

import structlog
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.outcomes import flood_seconds
from bot.receiver import ALLOWED_UPDATES, AT_ONCE, Receiver
from briefings.errors import SettingsError, StorageError
from briefings.settings import Settings

log = structlog.get_logger()

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_MOST_BYTES = 1 << 20  #: of one update; a message of 4,096 signs with all its entities has some 100 kB
_IDS = 1 << 63  #: more than any update's number
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
_GRACE_SECONDS = 2.0


class Webhook:
    """Listens on `DRAGOMAN_HOST` and `DRAGOMAN_PORT` for what Telegram posts to `DRAGOMAN_WEBHOOK_URL`.

    Args:
        bot: whose updates they are.
        receiver: stores and answers them.
        settings: with a webhook's address.
    """

    def __init__(self, bot: Bot, receiver: Receiver, settings: Settings) -> None:
        self._bot = bot
        self._receiver = receiver
        self._settings = settings
        self._url = settings.webhook_url or ""
        self._path = urlsplit(self._url).path or "/"
        self._secret = secret_of(bot.token)

    async def run(self) -> None:
        """Answer what an earlier run left open, listen, tell Telegram where, and go on until cancelled.

        The webhook stays set: what Telegram cannot post while nobody listens it keeps for a day and posts again.

        Raises:
            InvalidToken: Telegram does not know the token.
            SettingsError: the address cannot be listened on.
            StorageError: the inbox cannot be read at the start.
        """
        await self._receiver.resume()
        server = await self._listening()
        try:
            await self._set()
            await asyncio.Event().wait()
        finally:
            await _ended(server)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http":
            await (await self._answer(Request(scope, receive)))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.url.path != self._path or request.method != "POST":
            return Response(status_code=404)
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), self._secret.encode()):
            return Response(status_code=403)
        body = await _bounded(request)
        if body is None:
            return Response(status_code=413)
        try:
            await self._receiver.take([_update(body)])
        except ValueError:
            log.warning("Telegram posted what is no update; it is passed over", bytes=len(body))
        except StorageError:
            log.exception("an update could not be stored; Telegram posts it again")
            return Response(status_code=503)
        return Response()

    async def _set(self) -> None:
        """Tell Telegram where to post, however long it takes."""
        failures = 0
        while True:
            try:
                await self._bot.set_webhook(
                    self._url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES, max_connections=AT_ONCE
                )
            except InvalidToken:
                raise
            except TelegramError as error:
                flood = flood_seconds(error) if isinstance(error, RetryAfter) else 0.0
                pause = max(flood, _PAUSES[min(failures, len(_PAUSES) - 1)])
                log.warning("the webhook was not set; trying again", reason=error.message, seconds=pause)
                failures += 1
                await asyncio.sleep(pause)
            else:
                log.info("webhook set", listening=f"{self._settings.host}:{self._settings.port}", path=self._path)
                return

    async def _listening(self) -> uvicorn.Server:
        host, port = self._settings.host, self._settings.port
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            listener = socket.create_server((host, port), family=family, backlog=128)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(
                f"DRAGOMAN_HOST, DRAGOMAN_PORT: {host}:{port} cannot be listened on: {reason}."
            ) from error
        config = uvicorn.Config(self, ws="none", lifespan="off", access_log=False, log_config=None, server_header=False)
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listener])
        return server


def secret_of(token: str) -> str:
    """What Telegram has to say with each update: the same in every process, and no way back to the token."""
    return hmac.new(token.encode(), b"dragoman webhook", hashlib.sha256).hexdigest()


async def _bounded(request: Request) -> bytes | None:
    """The body; None where it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any]:
    """The update in a body.

    Raises:
        ValueError: there is none.
    """
    update: dict[str, Any] = json.loads(body)
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number < _IDS:
        raise ValueError("no update")
    return update


async def _ended(server: uvicorn.Server) -> None:
    """Close, after what is being answered was answered."""
    for listening in server.servers:
        listening.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    if server.server_state.tasks:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_SECONDS):
                await asyncio.wait(set(server.server_state.tasks))
