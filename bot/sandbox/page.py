"""The chat page: what it reads and what it may do. Its own markup, style and script lie in `static/`.

Texts go out as JSON with their entities; the page builds its elements from those and never parses a text as HTML.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from importlib import resources
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import wire
from bot.sandbox.model import PRESENT, Change, Chat, Message
from bot.sandbox.page_actions import ACTIONS, share_upload
from bot.sandbox.params import FORM_OVERHEAD, MOST_UPLOADED
from bot.sandbox.state import World

SHOWN_MESSAGES = 200
MOST_BEHIND = 2_000  #: changes that a page may lag; then it is dropped and asks for the state afresh
_STATIC = {"page.css": "text/css", "icon.svg": "image/svg+xml"}
_SCRIPTS = ("api", "composer", "dialogs", "log", "page", "render", "sidebar", "store", "suggestions")
_STATIC |= dict.fromkeys((f"{name}.js" for name in _SCRIPTS), "text/javascript")
_SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

Endpoint = Callable[[Request], Awaitable[Response]]


class Feed:
    """Passes every change on to the pages that are open."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages: set[asyncio.Queue[str | None]] = set()

    async def stream(self) -> AsyncGenerator[str, None]:
        """Yield changes as server-sent events until the page or the server goes."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(MOST_BEHIND)
        self._pages.add(queue)
        self._world.listeners.add(self._pass_on)
        try:
            yield "retry: 1000\n\n"
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._drop(queue)

    def close(self) -> None:
        """Send every page away: the server stops."""
        for queue in list(self._pages):
            self._drop(queue)

    def _pass_on(self, change: Change) -> None:
        event = f"data: {json.dumps(change_json(self._world, change))}\n\n"
        for queue in list(self._pages):
            try:
                queue.put_nowait(event)
            except asyncio.QueueFull:
                self._drop(queue)

    def _drop(self, queue: asyncio.Queue[str | None]) -> None:
        self._pages.discard(queue)
        with suppress(asyncio.QueueEmpty):
            queue.get_nowait()
        with suppress(asyncio.QueueFull):
            queue.put_nowait(None)
        if not self._pages:
            self._world.listeners.discard(self._pass_on)


def change_json(world: World, change: Change) -> dict[str, Any]:
    """Return a change as the page reads it."""
    shown: dict[str, Any] = {"kind": change.kind, "chat": change.chat_id, **change.detail}
    if change.message:
        shown["message"] = shown_message(world, change.message)
    return shown


def shown_message(world: World, message: Message) -> dict[str, Any]:
    """Return a message as the page reads it: the Bot API's form, with the keyboards that it leaves out."""
    shown = wire.message_json(world, message)
    shown["from"] = wire.user_json(message.sender)
    if message.markup and message.markup.kind != "inline":
        shown["reply_markup"] = message.markup.as_json()
    return shown


def state_json(world: World) -> dict[str, Any]:
    """Return all that a page shows when it opens."""
    return {
        "bot": wire.user_json(world.bot),
        "about": _about(world),
        "people": [wire.user_json(person) for person in world.people.values()],
        "chats": [_chat_json(world, chat) for chat in world.chats.values()],
    }


def application(world: World, feed: Feed) -> Starlette:
    """Return the page and what it calls."""

    async def state(_request: Request) -> Response:
        return JSONResponse(state_json(world), headers={"Cache-Control": "no-store"})

    async def events(_request: Request) -> Response:
        return StreamingResponse(feed.stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def act(request: Request) -> Response:
        return await _act(world, request)

    async def upload(request: Request) -> Response:
        return await _take_upload(world, request)

    async def stored(request: Request) -> Response:
        return _stored_file(world, request.path_params["file_id"])

    return Starlette(
        routes=[
            Route("/", _page),
            Route("/static/{name}", _static),
            Route("/sandbox/state", state),
            Route("/sandbox/events", events),
            Route("/sandbox/files/{file_id}", stored),
            Route("/sandbox/upload", upload, methods=["POST"]),
            Route("/sandbox/{action}", act, methods=["POST"]),
        ]
    )


def _chat_json(world: World, chat: Chat) -> dict[str, Any]:
    recent = list(chat.messages.values())[-SHOWN_MESSAGES:]
    return {
        **wire.chat_json(chat),
        "title": chat.title,
        "blocked": chat.blocked,
        "migrated_to": chat.migrated_to,
        "members": {number: status for number, status in chat.members.items() if status in PRESENT},
        "topics": [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()],
        "messages": [shown_message(world, message) for message in recent],
    }


async def _act(world: World, request: Request) -> Response:
    action = ACTIONS.get(request.path_params["action"])
    if action is None:
        return JSONResponse({"error": "no such action"}, 404)
    try:
        result = action(world, await request.json())
        return JSONResponse(await result if isinstance(result, Awaitable) else result)
    except (LookupError, TypeError, ValueError) as error:
        return _refused(error)


async def _take_upload(world: World, request: Request) -> Response:
    if int(request.headers.get("content-length") or 0) > MOST_UPLOADED + FORM_OVERHEAD:
        return JSONResponse({"error": "the file is larger than 50 MB"}, 413)
    async with request.form(max_part_size=MOST_UPLOADED) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            return JSONResponse({"error": "no file"}, 400)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        try:
            share_upload(world, fields, file.filename or "file", await file.read())
        except (LookupError, ValueError) as error:
            return _refused(error)
    return JSONResponse({})


def _refused(error: Exception) -> Response:
    """Answer 400: people's errors are sentences, the others say what was asked for and is not there."""
    reason = str(error) if isinstance(error, ValueError) else f"no such thing: {error}"
    return JSONResponse({"error": reason}, 400)


def _about(world: World) -> str:
    texts = world.profile.texts
    return texts.get(("description", "")) or texts.get(("short_description", "")) or ""


async def _page(_request: Request) -> Response:
    return _resource("page.html", "text/html")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    return _resource(name, _STATIC[name]) if name in _STATIC else Response(status_code=404)


def _resource(name: str, kind: str) -> Response:
    data = resources.files("bot.sandbox").joinpath("static", name).read_bytes()
    return Response(data, media_type=kind, headers={"Cache-Control": "no-cache"})


def _stored_file(world: World, file_id: str) -> Response:
    file = world.files.get(file_id)
    if file is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "private, max-age=3600"}
    if file.mime_type in _SHOWN_INLINE:
        return Response(file.data, media_type=file.mime_type, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(file.data, media_type="application/octet-stream", headers=headers)
