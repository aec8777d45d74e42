"""What the bot says about itself: its commands by scope and language, its descriptions, its menu button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.model import ADMINISTRATORS, Chat, User
from bot.sandbox.params import Params

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")

Scope = tuple[str, int, int]  #: type, chat, user; 0 where the type has none
Command = tuple[str, str]


@dataclass(slots=True)
class Profile:
    """Texts by two-letter language; "" is for all others."""

    commands: dict[tuple[Scope, str], list[Command]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  #: by what it is and language
    menu_button: dict[int, dict[str, Any]] = field(default_factory=dict)  #: by chat; 0 is the default

    def commands_for(self, chat: Chat, person: User) -> list[Command]:
        """Return the command menu that a person sees in a chat: the narrowest scope that has one."""
        language = person.language[:2]
        for scope in _scopes(chat, person):
            for key in ((scope, language), (scope, "")):
                if key in self.commands:
                    return self.commands[key]
        return []


def read_scope(raw: dict[str, Any] | None) -> Scope:
    """Return the scope that a request names."""
    if not raw:
        return ("default", 0, 0)
    given = Params(raw)
    kind = given.text("type")
    if kind not in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"} | _OF_CHAT:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return (kind, given.number("chat_id"), given.number("user_id"))


def read_commands(raw: Any) -> list[Command]:
    """Return the commands of a request.

    Raises:
        ApiError: more than a hundred, a name or description out of bounds.
    """
    commands = [(str(item.get("command", "")).removeprefix("/"), str(item.get("description", ""))) for item in raw]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for name, description in commands:
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def checked_language(code: str) -> str:
    """Return a two-letter code, or "" for all."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


_OF_CHAT = {"chat", "chat_administrators", "chat_member"}


def _scopes(chat: Chat, person: User) -> Iterator[Scope]:
    if chat.private:
        yield ("chat", chat.id, 0)
        yield ("all_private_chats", 0, 0)
    else:
        yield ("chat_member", chat.id, person.id)
        if chat.members.get(person.id) in ADMINISTRATORS:
            yield ("chat_administrators", chat.id, 0)
        yield ("chat", chat.id, 0)
        if chat.members.get(person.id) in ADMINISTRATORS:
            yield ("all_chat_administrators", 0, 0)
        yield ("all_group_chats", 0, 0)
    yield ("default", 0, 0)
