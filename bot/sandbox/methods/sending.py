"""The methods that put messages into chats."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from bot.sandbox.actions import make_file
from bot.sandbox.errors import bad_request
from bot.sandbox.formatted import Formatted, read_caption, read_text
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods.places import admit, replied, thread, writable_chat
from bot.sandbox.model import Chat, Message, StoredFile
from bot.sandbox.params import Params, Upload
from bot.sandbox.state import World
from bot.sandbox.wire import Json, message_json

MOST_IN_PHOTO = 10 * 1024 * 1024
_ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
_ACTIONS |= {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    content = read_text(params.text("text"), params.text("parse_mode"), params.rows("entities"))
    return _send(world, params, content, None)


def send_photo(world: World, params: Params) -> Json:
    """Send a picture."""
    content = read_captioned(params)
    return _send(world, params, content, find_file(world, params, "photo", "photo"))


def send_document(world: World, params: Params) -> Json:
    """Send a document."""
    content = read_captioned(params)
    return _send(world, params, content, find_file(world, params, "document", "document"))


def send_media_group(world: World, params: Params) -> list[Json]:
    """Send two to ten pictures or documents as an album."""
    items = params.rows("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("wrong number of media in the album: expected 2 to 10")
    contents = [(item_caption(item), item_file(world, params, item)) for item in items]
    chat = writable_chat(world, params)
    album = str(secrets.randbits(60))
    draft = replace(_draft(world, params, chat, Formatted()), album=album)
    sent = []
    for content, file in contents:
        admit(world, chat)
        message = replace(draft, id=world.next_message_id(chat), content=content, file=world.add_file(file))
        sent.append(message_json(world, world.post(chat, message)))
    return sent


def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is typing, or the like."""
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(world, params)
    thread(world, chat, params)
    world.notice("action", chat.id, {"action": params.text("action")})
    return True


def find_file(world: World, params: Params, name: str, kind: Literal["photo", "document"]) -> StoredFile:
    """Return the file of a call: uploaded, or known by its id.

    Raises:
        ApiError: none given, none known, or no picture where one is needed.
    """
    given = params.upload(name)
    if isinstance(given, Upload):
        return _uploaded(given, kind)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = world.files.get(given)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return known


def item_file(world: World, params: Params, item: Json) -> StoredFile:
    """Return the file of one item of an album."""
    kind: Literal["photo", "document"] = "photo" if item.get("type") == "photo" else "document"
    return find_file(world, Params({kind: item.get("media", "")}, params.files), kind, kind)


def item_caption(item: Json) -> Formatted:
    """Return what stands under one item of an album."""
    return read_captioned(Params(item))


def read_captioned(params: Params) -> Formatted:
    """Return the caption of a call or of an object in it."""
    return read_caption(params.text("caption"), params.text("parse_mode"), params.rows("caption_entities"))


def _uploaded(upload: Upload, kind: Literal["photo", "document"]) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    file = make_file(upload.name, upload.data, as_photo=kind == "photo")
    if file.kind != kind:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if kind == "photo":
        _check_photo(file)
    return file


def _check_photo(file: StoredFile) -> None:
    if len(file.data) > MOST_IN_PHOTO:
        raise bad_request("file is too big")
    short, long = sorted((file.width, file.height))
    if short + long > 10_000 or long > 20 * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _send(world: World, params: Params, content: Formatted, file: StoredFile | None) -> Json:
    chat = writable_chat(world, params)
    message = _draft(world, params, chat, content)
    admit(world, chat)
    if file:
        message = replace(message, file=world.add_file(file))
    return message_json(world, world.post(chat, replace(message, id=world.next_message_id(chat))))


def _draft(world: World, params: Params, chat: Chat, content: Formatted) -> Message:
    """Return the message without its number: what is refused takes none."""
    return Message(
        0,
        chat.id,
        world.now(),
        world.bot,
        content,
        markup=read_markup(params.table("reply_markup"), private=chat.private),
        thread_id=thread(world, chat, params),
        reply_to=replied(chat, params),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
        preview=params.table("link_preview_options"),
    )


METHODS: dict[str, Callable[[World, Params], object]] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendmediagroup": send_media_group,
    "sendchataction": send_chat_action,
}
