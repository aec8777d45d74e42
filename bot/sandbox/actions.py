"""What people do: write, press, upload, block, join. Each changes the world and queues the update that says so."""

from __future__ import annotations

import mimetypes
import secrets
from dataclasses import dataclass, replace

from bot.sandbox import wire
from bot.sandbox.formatted import MOST_IN_TEXT, Formatted, typed
from bot.sandbox.images import image_size
from bot.sandbox.keyboards import Button
from bot.sandbox.model import ADMINISTRATORS, PRESENT, Chat, MemberStatus, Message, StoredFile, User
from bot.sandbox.state import Callback, InlineQuery, InlineResult, World


class NotPossibleError(ValueError):
    """A person tried what Telegram's own app would not offer."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who writes, and where."""

    person: User
    chat: Chat
    thread_id: int | None = None
    reply_to: int | None = None


def say(world: World, seat: Seat, text: str) -> Message:
    """Write a message."""
    return _post(world, seat.chat, _draft(world, seat, _said(text)))


def share_file(world: World, seat: Seat, file: StoredFile, caption: str = "") -> Message:
    """Send a picture or a document."""
    draft = _draft(world, seat, typed(caption))
    return _post(world, seat.chat, replace(draft, file=world.add_file(file)))


def forward(world: World, seat: Seat, message: Message) -> Message:
    """Forward somebody's message, with their name on it."""
    origin = {"type": "user", "date": message.date, "sender_user": wire.user_json(message.sender)}
    draft = _draft(world, seat, message.content)
    return _post(world, seat.chat, replace(draft, file=message.file, service={"forward_origin": origin}))


def share_location(world: World, seat: Seat, latitude: float, longitude: float) -> Message:
    """Share where one is."""
    draft = replace(_draft(world, seat, Formatted()), location=(latitude, longitude))
    return _post(world, seat.chat, draft)


def edit_own(world: World, person: User, chat: Chat, message_id: int, text: str) -> Message:
    """Edit a message of one's own."""
    message = chat.messages[message_id]
    if message.sender.id != person.id:
        raise NotPossibleError("only one's own messages can be edited")
    edited = world.replace_message(chat, replace(message, content=_said(text)))
    _deliver(world, chat, edited, "edited_")
    return edited


def press(world: World, person: User, chat: Chat, message_id: int, button: Button) -> Callback:
    """Press a button that calls the bot back."""
    message = chat.messages.get(message_id)
    if message is None or button not in message.inline_buttons:
        raise NotPossibleError(f"no such button: {button.text}")
    if button.action != "callback_data":
        raise NotPossibleError(f"the button {button.text!r} does not call the bot: {button.action}")
    callback = Callback(world.next_query_id(), person, chat.id, message_id, world.monotonic())
    world.callbacks[callback.id] = callback
    body = {
        "id": callback.id,
        "from": wire.user_json(person),
        "message": wire.message_json(world, message),
        "chat_instance": str(chat.id),
        "data": button.value,
    }
    world.updates.add("callback_query", body)
    return callback


def ask_inline(world: World, person: User, chat: Chat, text: str, offset: str = "") -> InlineQuery:
    """Type something after the bot's name."""
    query = InlineQuery(world.next_query_id(), person, text[:256])
    world.inline_queries[query.id] = query
    own = chat.private and chat.id == person.id
    body = {
        "id": query.id,
        "from": wire.user_json(person),
        "query": query.text,
        "offset": offset,
        "chat_type": "sender" if own else chat.kind,
    }
    world.updates.add("inline_query", body)
    return query


def choose(world: World, query: InlineQuery, result: InlineResult, chat: Chat, thread_id: int | None = None) -> Message:
    """Post a result of an inline query."""
    draft = _draft(world, Seat(query.person, chat, thread_id), result.content)
    return _post(world, chat, replace(draft, via_bot=True, markup=result.markup))


def set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    """Block the bot, or let it in again."""
    if chat.person is None or chat.blocked == blocked:
        return
    chat.blocked = blocked
    statuses: tuple[MemberStatus, MemberStatus] = ("member", "kicked") if blocked else ("kicked", "member")
    world.updates.add("my_chat_member", _membership(world, chat, world.bot, chat.person, statuses))
    world.notice("chat", chat.id)


def set_member(world: World, chat: Chat, user: User, status: MemberStatus, by: User) -> None:
    """Let somebody join, leave, rise or go; the bot hears of it as Telegram would tell it."""
    old = chat.members.get(user.id, "left")
    if old == status:
        return
    chat.members[user.id] = status
    change = _membership(world, chat, user, by, (old, status))
    world.updates.add("my_chat_member" if user.is_bot else "chat_member", change)
    if (old in PRESENT) != (status in PRESENT) and chat.kind != "channel":
        card = wire.user_json(user)
        what: wire.Json = {"new_chat_members": [card]} if status in PRESENT else {"left_chat_member": card}
        message = world.post_service(chat, by, **what)
        if _bot_is_there(world, chat):
            world.updates.add("message", wire.message_json(world, message))
    world.notice("chat", chat.id)


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup; the old id goes on answering with where it went."""
    if chat.kind != "group":
        raise NotPossibleError("only a plain group can be upgraded")
    new = world.add_group(chat.title, "supergroup")
    new.members = dict(chat.members)
    owner = next((user for user in map(world.people.get, chat.members) if user), world.bot)
    left = world.post_service(chat, owner, migrate_to_chat_id=new.id)
    came = world.post_service(new, owner, migrate_from_chat_id=chat.id)
    chat.migrated_to = new.id
    for message in (left, came):
        world.updates.add("message", wire.message_json(world, message))
    world.notice("chat", chat.id)
    return new


def make_file(name: str, data: bytes, *, as_photo: bool = False) -> StoredFile:
    """Return a file as Telegram keeps it; a picture that is none becomes a document."""
    size = image_size(data)
    unique = secrets.token_hex(8)
    if as_photo and size:
        return StoredFile(f"AgAC{unique}", unique, "photo", name, *_photo_fields(data, size))
    mime_type = mimetypes.guess_type(name)[0] or (size[0] if size else "application/octet-stream")
    return StoredFile(f"BQAC{unique}", unique, "document", name, mime_type, data)


def _photo_fields(data: bytes, size: tuple[str, int, int]) -> tuple[str, bytes, int, int]:
    mime_type, width, height = size
    return mime_type, data, width, height


def _said(text: str) -> Formatted:
    content = typed(text)
    if not content.text:
        raise NotPossibleError("an empty message cannot be sent")
    if len(content.text) > MOST_IN_TEXT:
        raise NotPossibleError(f"a message has at most {MOST_IN_TEXT} characters")
    return content


def _draft(world: World, seat: Seat, content: Formatted) -> Message:
    _check_may_write(seat)
    return Message(
        world.next_message_id(seat.chat),
        seat.chat.id,
        world.now(),
        seat.person,
        content,
        thread_id=seat.thread_id,
        reply_to=seat.reply_to,
    )


def _check_may_write(seat: Seat) -> None:
    chat, person, thread_id = seat.chat, seat.person, seat.thread_id
    if chat.blocked:
        raise NotPossibleError(f"{person.name} has blocked the bot")
    if chat.migrated_to:
        raise NotPossibleError("the group has become a supergroup; write there")
    if chat.private and chat.id != person.id:
        raise NotPossibleError("a private chat has one person in it")
    status = chat.members.get(person.id)
    if not chat.private and status not in PRESENT:
        raise NotPossibleError(f"{person.name} is not in {chat.title}")
    if chat.kind == "channel" and status not in ADMINISTRATORS:
        raise NotPossibleError("only administrators write in a channel")
    if thread_id is not None and (thread_id not in chat.topics or chat.topics[thread_id].closed):
        raise NotPossibleError("there is no such open topic")


def _post(world: World, chat: Chat, message: Message) -> Message:
    if not chat.started:
        chat.started = True
        world.notice("chat", chat.id)
    world.post(chat, message)
    _deliver(world, chat, message)
    return message


def _deliver(world: World, chat: Chat, message: Message, prefix: str = "") -> None:
    if _bot_sees(world, chat, message):
        kind = "channel_post" if chat.kind == "channel" else "message"
        world.updates.add(prefix + kind, wire.message_json(world, message))


def _bot_is_there(world: World, chat: Chat) -> bool:
    return chat.private or chat.members.get(world.bot.id) in PRESENT


def _bot_sees(world: World, chat: Chat, message: Message) -> bool:
    """Apply privacy mode: in groups a bot that is no administrator gets commands, replies to it and its own cards."""
    if chat.private or chat.kind == "channel" or chat.members.get(world.bot.id) in ADMINISTRATORS:
        return _bot_is_there(world, chat)
    if not _bot_is_there(world, chat):
        return False
    replied = chat.messages.get(message.reply_to or 0)
    if message.via_bot or (replied is not None and replied.from_bot):
        return True
    command, at, name = message.text.split(maxsplit=1)[0].partition("@") if message.text else ("", "", "")
    return command.startswith("/") and (not at or name.lower() == world.bot.username.lower())


def _membership(
    world: World, chat: Chat, user: User, by: User, statuses: tuple[MemberStatus, MemberStatus]
) -> wire.Json:
    return {
        "chat": wire.chat_json(chat),
        "from": wire.user_json(by),
        "date": world.now(),
        "old_chat_member": wire.member_json(user, statuses[0]),
        "new_chat_member": wire.member_json(user, statuses[1]),
    }
