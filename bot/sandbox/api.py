"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Plain ASGI rather than routes and request objects: the proofs of delivery run over it, several hundred calls a second.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.methods import call
from bot.sandbox.model import Accepted
from bot.sandbox.params import read_params
from bot.sandbox.state import World

_SENDING = frozenset({"sendmessage", "sendphoto", "senddocument", "sendmediagroup"})
_PROXY_STATUSES = frozenset({502, 503, 504})
_PROXY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"
_NO_FAULT = Fault()

Address = tuple[str, int]
CutConnection = Callable[[Address], None]


class BotApi:
    """Answers the bot's calls.

    Args:
        world: what the calls act on.
        faults: what goes wrong on order.
        token: the one token that is known here.
        cut: drops the connection from an address without an answer.
    """

    def __init__(self, world: World, faults: Faults, token: str, cut: CutConnection) -> None:
        self._world = world
        self._faults = faults
        self._token = token
        self._cut = cut

    async def methods(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer `/bot<token>/<method>`."""
        token, _, method = scope["path"].removeprefix("/bot").partition("/")
        try:
            self._check_token(token)
            fault, result = await self._call(method.lower(), Request(scope, receive))
        except ApiError as error:
            await _refuse(send, error)
            return
        if fault.cut_before_accept or fault.cut_after_accept:
            await self._drop(scope, receive)
        elif fault.status in _PROXY_STATUSES:
            await _answer(send, fault.status, _PROXY_PAGE, b"text/html")
        else:
            await _answer(send, 200, json.dumps({"ok": True, "result": result}).encode())

    async def files(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer `/file/bot<token>/<path>`."""
        token, _, path = scope["path"].removeprefix("/file/bot").partition("/")
        try:
            self._check_token(token)
        except ApiError as error:
            await _refuse(send, error)
            return
        file = next((file for file in self._world.files.values() if file.path == unquote(path)), None)
        if file is None:
            await _refuse(send, ApiError(404, "Not Found"))
        else:
            await _answer(send, 200, file.data, b"application/octet-stream")

    def _check_token(self, token: str) -> None:
        if token != self._token:
            raise ApiError(401, "Unauthorized") if ":" in token else ApiError(404, "Not Found")

    async def _call(self, method: str, request: Request) -> tuple[Fault, object]:
        params = await read_params(request)
        fault = self._faults.meet(method, params.values) or _NO_FAULT
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.cut_before_accept or (fault.status in _PROXY_STATUSES and not fault.cut_after_accept):
            return fault, None
        if not fault.cut_after_accept and (error := fault.error()):
            raise error
        result = await call(self._world, method, params)
        if method in _SENDING:
            self._account(method, result, answered=not fault.cut_after_accept)
        return fault, result

    def _account(self, method: str, result: Any, *, answered: bool) -> None:
        now = self._world.monotonic()
        for shown in result if isinstance(result, list) else [result]:
            text = shown.get("text") or shown.get("caption", "")
            thread = shown.get("message_thread_id")
            accepted = Accepted(now, method, shown["chat"]["id"], thread, shown["message_id"], text, answered)
            self._world.accepted.append(accepted)

    async def _drop(self, scope: Scope, receive: Receive) -> None:
        self._cut(tuple(scope["client"]))
        while (await receive())["type"] != "http.disconnect":
            pass


async def _refuse(send: Send, error: ApiError) -> None:
    headers = [(b"retry-after", b"%d" % wait)] if (wait := error.parameters.get("retry_after")) else []
    await _answer(send, error.code, json.dumps(error.as_json()).encode(), extra=headers)


async def _answer(
    send: Send,
    status: int,
    body: bytes,
    kind: bytes = b"application/json",
    extra: list[tuple[bytes, bytes]] | None = None,
) -> None:
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body)), *(extra or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
