"""The methods that change or take back what the bot has sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.sandbox.errors import bad_request
from bot.sandbox.formatted import read_text
from bot.sandbox.keyboards import Markup, read_markup
from bot.sandbox.methods.places import admit, own_message, writable_chat
from bot.sandbox.methods.sending import item_caption, item_file, read_captioned
from bot.sandbox.model import ADMINISTRATORS, Chat, Message
from bot.sandbox.params import Params
from bot.sandbox.state import World
from bot.sandbox.wire import Json, message_json

KEPT_SECONDS = 48 * 3600  #: after this long a bot cannot delete a message
MOST_DELETED = 100  #: messages at once
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> Json:
    """Put another text in place."""
    content = read_text(params.text("text"), params.text("parse_mode"), params.rows("entities"))
    chat, message = _found(world, params)
    if message.file:
        raise bad_request("there is no text in the message to edit")
    preview = params.table("link_preview_options")
    return _replace(
        world, chat, message, replace(message, content=content, preview=preview, markup=_markup(params, chat))
    )


def edit_message_caption(world: World, params: Params) -> Json:
    """Put another text under a picture or document."""
    content = read_captioned(params)
    chat, message = _found(world, params)
    if not message.file:
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, chat, message, replace(message, content=content, markup=_markup(params, chat)))


def edit_message_media(world: World, params: Params) -> Json:
    """Put another picture or document in place."""
    item = params.table("media") or {}
    file = item_file(world, params, item)
    content = item_caption(item)
    chat, message = _found(world, params)
    new = replace(message, file=world.add_file(file), content=content, markup=_markup(params, chat))
    return _replace(world, chat, message, new)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Put other buttons under a message, or none."""
    chat, message = _found(world, params)
    return _replace(world, chat, message, replace(message, markup=_markup(params, chat)))


def delete_message(world: World, params: Params) -> bool:
    """Take a message back; in private chats and as administrator also those of others."""
    chat = writable_chat(world, params)
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    may = message.from_bot or chat.private or chat.members.get(world.bot.id) in ADMINISTRATORS
    if not may or message.date < world.now() - KEPT_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, message.id)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Take several messages back; those that are gone are passed over."""
    chat = writable_chat(world, params)
    numbers = params.json("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_DELETED:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        named = Params({"chat_id": chat.id, "message_id": number})
        if named.number("message_id") in chat.messages:
            delete_message(world, named)
    return True


def _found(world: World, params: Params) -> tuple[Chat, Message]:
    if params.text("inline_message_id"):
        raise bad_request("message identifier is not specified")  # the sandbox gives out none
    chat = writable_chat(world, params)
    message = own_message(world, chat, params, "edit")
    admit(world, chat)
    return chat, message


def _markup(params: Params, chat: Chat) -> Markup | None:
    markup = read_markup(params.table("reply_markup"), private=chat.private)
    if markup and markup.kind != "inline":
        raise bad_request("inline keyboard expected")
    return markup


def _replace(world: World, chat: Chat, old: Message, new: Message) -> Json:
    if new == old:
        raise bad_request(_UNCHANGED)
    return message_json(world, world.replace_message(chat, new))


METHODS: dict[str, Callable[[World, Params], object]] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
}
