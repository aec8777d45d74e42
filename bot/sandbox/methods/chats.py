"""The methods that look at chats and leave them; and the bot's own card and files."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.actions import set_member
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.places import known_chat, writable_chat
from bot.sandbox.model import ADMINISTRATORS, PRESENT, Chat, User
from bot.sandbox.params import Params
from bot.sandbox.state import World
from bot.sandbox.wire import Json, file_json, full_chat_json, me_json, member_json

MOST_DOWNLOADED = 20 * 1024 * 1024


def get_me(world: World, _params: Params) -> Json:
    """Say who the bot is."""
    return me_json(world.bot)


def get_chat(world: World, params: Params) -> Json:
    """Describe a chat."""
    return full_chat_json(known_chat(world, params))


def get_chat_member(world: World, params: Params) -> Json:
    """Say what somebody is in a chat."""
    chat = known_chat(world, params)
    user = _user(world, params.number("user_id"))
    if chat.private:
        if user.id not in {chat.id, world.bot.id}:
            raise bad_request("member not found")
        return member_json(user, "member")
    return member_json(user, chat.members.get(user.id, "left"))


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """List the administrators of a group who are people."""
    chat = _group(world, params)
    return [
        member_json(world.people[number], status)
        for number, status in chat.members.items()
        if status in ADMINISTRATORS and number in world.people
    ]


def get_chat_member_count(world: World, params: Params) -> int:
    """Say how many are in a chat."""
    chat = known_chat(world, params)
    return 2 if chat.private else sum(status in PRESENT for status in chat.members.values())


def leave_chat(world: World, params: Params) -> bool:
    """Leave a group or channel."""
    chat = _group(world, params)
    writable_chat(world, params)
    set_member(world, chat, world.bot, "left", world.bot)
    return True


def get_file(world: World, params: Params) -> Json:
    """Say where a file is fetched from."""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > MOST_DOWNLOADED:
        raise bad_request("file is too big")
    return file_json(file)


def nothing_to_do(_world: World, _params: Params) -> bool:
    """Agree: `logOut` and `close` mean nothing here."""
    return True


def _group(world: World, params: Params) -> Chat:
    chat = known_chat(world, params)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def _user(world: World, number: int) -> User:
    user = world.bot if number == world.bot.id else world.people.get(number)
    if user is None:
        raise bad_request("invalid user_id specified" if number <= 0 else "user not found")
    return user


METHODS: dict[str, Callable[[World, Params], object]] = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "getfile": get_file,
    "logout": nothing_to_do,
    "close": nothing_to_do,
}
