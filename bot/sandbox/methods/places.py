"""Where a call goes to: the chat, the topic, the message; and why the bot may not."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, bad_request, flood_wait, forbidden
from bot.sandbox.model import ADMINISTRATORS, PRESENT, Chat, Message
from bot.sandbox.params import Params
from bot.sandbox.state import World


def known_chat(world: World, params: Params) -> Chat:
    """Return the chat that a call names.

    Raises:
        ApiError: none named, none known.
    """
    name = params.text("chat_id").strip()
    if not name:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(_number(world, name))
    if chat is None or (chat.private and not chat.started and not _met_elsewhere(world, chat)):
        raise bad_request("chat not found")
    if not chat.private and world.bot.id not in chat.members:
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """Return the chat that a call names, if the bot may write there.

    Raises:
        ApiError: blocked, kicked, gone, upgraded; each in Telegram's words.
    """
    chat = known_chat(world, params)
    if chat.migrated_to:
        raise ApiError(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    if chat.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if not chat.private:
        _check_membership(world, chat)
    return chat


def thread(world: World, chat: Chat, params: Params) -> int | None:
    """Return the topic that a call names.

    Raises:
        ApiError: no such topic, or a closed one.
    """
    number = params.number("message_thread_id")
    if not number:
        return None
    topic = chat.topics.get(number)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and chat.members.get(world.bot.id) not in ADMINISTRATORS:
        raise bad_request("TOPIC_CLOSED")
    return number


def replied(chat: Chat, params: Params) -> int | None:
    """Return the message that a call replies to.

    Raises:
        ApiError: gone, and the call does not allow that.
    """
    given = Params(params.table("reply_parameters") or {})
    number = given.number("message_id") or params.number("reply_to_message_id")
    if not number or number in chat.messages:
        return number or None
    if given.flag("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def own_message(world: World, chat: Chat, params: Params, purpose: str) -> Message:
    """Return the bot's message that a call names.

    Raises:
        ApiError: none named, none there, not the bot's.
    """
    if "message_id" not in params.values:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if message.sender != world.bot:
        raise bad_request(f"message can't be {purpose}ed")
    return message


def admit(world: World, chat: Chat) -> None:
    """Count a message against the flood limits, where they are switched on.

    Raises:
        ApiError: 429.
    """
    if world.gate and (seconds := world.gate.admit(chat.id, world.monotonic())):
        raise flood_wait(seconds)


def _number(world: World, name: str) -> int:
    if name.startswith("@"):
        return next((person.id for person in world.people.values() if f"@{person.username}" == name), 0)
    try:
        return int(name)
    except ValueError:
        return 0


def _met_elsewhere(world: World, chat: Chat) -> bool:
    return any(world.bot.id in group.members and chat.id in group.members for group in world.chats.values())


def _check_membership(world: World, chat: Chat) -> None:
    status = chat.members.get(world.bot.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    if chat.kind == "channel" and status not in ADMINISTRATORS:
        raise bad_request("need administrator rights in the channel chat")
