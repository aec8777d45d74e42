"""The sandbox: a Bot API server on loopback with a chat page, so that the bot runs with no token.

sandbox = Sandbox()
await sandbox.start()
application = ApplicationBuilder().token(sandbox.token).base_url(sandbox.api_url).base_file_url(sandbox.file_url)
ada = sandbox.person("Ada")
await ada.send("/brief iraq-us")
answer = await ada.wait_for_answer()
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.api import Address, BotApi
from bot.sandbox.faults import Fault, FaultHook, Faults
from bot.sandbox.guard import Guard, check_loopback
from bot.sandbox.limits import FloodGate, Limits
from bot.sandbox.model import Accepted, ChatKind, User
from bot.sandbox.page import Feed, application
from bot.sandbox.people import Group, Person
from bot.sandbox.state import World
from bot.sandbox.webhook import post_updates
from briefings.settings import SANDBOX_BOT

TOKEN = f"{SANDBOX_BOT}:sandbox-token-that-opens-nothing"
GRACE_SECONDS = 2.0


class Sandbox:
    """A Bot API of its own, its people, and a record of what it accepted.

    Args:
        name: what the bot is called on the page.
        username: the bot's name after the @.
        token: what the bot's calls must carry.
        limits: Telegram's flood limits; None switches them off.
    """

    def __init__(
        self,
        *,
        name: str = "Dragoman",
        username: str = "dragoman_sandbox_bot",
        token: str = TOKEN,
        limits: Limits | None = None,
    ) -> None:
        self.token = token
        self.world = World(User(int(token.partition(":")[0]), name, username, is_bot=True))
        self.faults = Faults()
        self._address: Address | None = None
        self._server: uvicorn.Server | None = None
        self._webhook: asyncio.Task[None] | None = None
        self._feed = Feed(self.world)
        self._connections: dict[Address, asyncio.Transport] = {}
        self._api = BotApi(self.world, self.faults, self.token, self._cut)
        self._page = application(self.world, self._feed)
        self.set_limits(limits)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        """The base up to `/bot`; the token follows."""
        return f"{self.page_url}bot"

    @property
    def file_url(self) -> str:
        """The base of file addresses up to `/bot`; the token follows."""
        return f"{self.page_url}file/bot"

    @property
    def page_url(self) -> str:
        """Where the chat page is."""
        if self._address is None:
            raise RuntimeError("the sandbox has not been started")
        host, port = self._address
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    @property
    def accepted(self) -> list[Accepted]:
        """Every message that was taken from the bot, in order."""
        return self.world.accepted

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on a loopback address; port 0 takes a free one.

        Raises:
            ValueError: not a loopback address.
            OSError: the port is taken.
        """
        check_loopback(host)
        listener = _listener(host, port)
        self._address = (host, listener.getsockname()[1])
        config = uvicorn.Config(
            Guard(self._route),
            http=self._protocol(),
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="error",
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[listener])
        self._webhook = asyncio.create_task(post_updates(self.world))

    async def stop(self) -> None:
        """Let long polls and the page go, and close."""
        server, self._server = self._server, None
        if server is None:
            return
        self._feed.close()
        self.world.close()
        for listening in server.servers:
            listening.close()
        for connection in list(server.server_state.connections):
            connection.shutdown()
        if server.server_state.tasks:
            await asyncio.wait(set(server.server_state.tasks), timeout=GRACE_SECONDS)
        for transport in list(self._connections.values()):
            transport.abort()
        if self._webhook:
            self._webhook.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._webhook
        await asyncio.sleep(0)  # lets the closed connections say goodbye

    def person(self, name: str, language: str = "en", *, username: str = "", started: bool = True) -> Person:
        """Add somebody who talks to the bot; `started=False` leaves them unknown to it until they write."""
        user = self.world.add_person(name, language=language, username=username, started=started)
        return Person(self.world, user)

    def group(
        self, title: str, *people: Person, kind: ChatKind = "supergroup", forum: bool = False, bot: bool = True
    ) -> Group:
        """Add a group, or a channel; the first person is its owner, and the bot is put in."""
        group = Group(self.world, self.world.add_group(title, kind, forum=forum))
        for index, person in enumerate(people):
            group.add(person, "creator" if index == 0 else "member", by=people[0])
        if bot:
            group.add_bot(people[0] if people else None)
        return group

    def set_limits(self, limits: Limits | None) -> None:
        """Switch Telegram's flood limits on or off."""
        self.world.gate = FloodGate(limits) if limits else None

    def fail_next(self, method: str = "*", status: int = 0, *, times: int = 1, **fault: Any) -> None:
        """Let the next calls of a method go wrong; see `Fault` for how.

        With `cut_after_accept=True` the message is taken and then the connection drops: the answer is lost.
        """
        self.faults.order(method, Fault(status=status, **fault), times)

    def set_fault_hook(self, hook: FaultHook | None) -> None:
        """Let a function decide about every call that no ordered fault meets."""
        self.faults.hook = hook

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/bot"):
            await self._api.methods(scope, receive, send)
        elif path.startswith("/file/bot"):
            await self._api.files(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    def _cut(self, address: Address) -> None:
        transport = self._connections.get(address)
        if transport:
            transport.abort()

    def _protocol(self) -> type[H11Protocol]:
        """Return uvicorn's protocol, keeping hold of the transports, so that a connection can be cut."""
        connections = self._connections

        class Held(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                connections[tuple(transport.get_extra_info("peername")[:2])] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                connections.pop(tuple(self.transport.get_extra_info("peername")[:2]), None)
                super().connection_lost(exc)

        return Held


def _listener(host: str, port: int) -> socket.socket:
    """Return a bound socket; its protocol is named, because asyncio sets TCP_NODELAY only then (40 ms an answer)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
