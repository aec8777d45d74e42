"""Keeps the loopback server to this machine's own browser and bot.

A page from elsewhere can make a browser call 127.0.0.1, and a name can be made to point there (DNS rebinding). So the
`Host` must be a loopback name, and what a browser sends on behalf of another site is refused.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_FRIENDLY = frozenset({"same-origin", "none"})  #: of Sec-Fetch-Site; absent where no browser asks
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


def check_loopback(host: str) -> None:
    """Refuse an address that other machines reach.

    Raises:
        ValueError: not a loopback address.
    """
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(f"the sandbox has no passwords and stays on this machine; {host} is no loopback address")


class Guard:
    """ASGI middleware: refuses strangers, adds the headers that keep the page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a welcome request on."""
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        if not _welcome(headers):
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        from_bot = scope["path"].startswith(("/bot", "/file/"))
        await self._app(scope, receive, send if from_bot else send_guarded)


def _welcome(headers: dict[bytes, bytes]) -> bool:
    host = headers.get(b"host", b"").decode("latin-1")
    if urlsplit(f"//{host}").hostname not in _NAMES:
        return False
    origin = headers.get(b"origin")
    if origin is not None and origin.decode("latin-1") != f"http://{host}":
        return False
    return headers.get(b"sec-fetch-site", b"none").decode("latin-1") in _FRIENDLY
