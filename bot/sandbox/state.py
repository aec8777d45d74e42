"""The sandbox's world: who is there, which chats they have, what was said. In memory; gone when it ends.

Nothing here waits or talks to a network. Two sides act on it: the bot through `methods`, people through `actions`.
"""

from __future__ import annotations

import itertools
import secrets
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.formatted import Formatted
from bot.sandbox.limits import FloodGate
from bot.sandbox.model import NOTHING, Accepted, Change, ChangeKind, Chat, ChatKind, Message, StoredFile, Topic, User
from bot.sandbox.profile import Profile
from bot.sandbox.updates import UpdateQueue

CALLBACK_SECONDS = 60.0  #: how long a pressed button waits for its answer; Telegram does not say how long it does

_SUPERGROUP = -1_000_000_000_000


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot answered to a pressed button."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True)
class Callback:
    """A pressed button."""

    id: str
    person: User
    chat_id: int
    message_id: int
    at: float
    answer: CallbackAnswer | None = None


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result of an inline query, ready to be posted."""

    id: str
    title: str
    description: str
    content: Formatted
    markup: Any = None


@dataclass(slots=True)
class InlineQuery:
    """What a person typed after the bot's name in some chat."""

    id: str
    person: User
    text: str
    results: tuple[InlineResult, ...] | None = None
    next_offset: str = ""
    button: tuple[str, str] | None = None  #: what stands above the results, and what it starts the bot with


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str = ""
    last_error: str = ""
    last_error_at: int = 0


@dataclass(slots=True)
class World:
    """Everything that the server knows."""

    bot: User
    clock: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    gate: FloodGate | None = None
    webhook: Webhook | None = None
    listeners: set[Callable[[Change], None]] = field(default_factory=set)
    closing: bool = False
    updates: UpdateQueue = field(init=False)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _queries: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(clock=self.clock, monotonic=self.monotonic)

    def now(self) -> int:
        """Return the unix time that messages carry."""
        return int(self.clock())

    def next_message_id(self, chat: Chat) -> int:
        """Number a message: private chats and plain groups share one sequence, the others have their own."""
        if chat.kind in {"private", "group"}:
            return next(self._ids)
        chat.last_own_id += 1
        return chat.last_own_id

    def next_query_id(self) -> str:
        """Number a pressed button or an inline query; never the same in another run."""
        return f"{secrets.randbits(40)}{next(self._queries):06d}"

    def add_person(self, name: str, *, language: str = "en", username: str = "", started: bool = True) -> User:
        """Add a person and their chat with the bot; the same name has the same id in every run."""
        number = _free(900_000_000 + zlib.crc32(name.encode()) % 90_000_000, self.chats, 1)
        person = User(number, name, username or _username(name), language)
        self.people[number] = person
        self.chats[number] = Chat(number, "private", name, person, started)
        self.tell(Change("chat", number))
        return person

    def change_person(self, person: User) -> None:
        """Put a person's new name or language in place."""
        self.people[person.id] = person
        self.chats[person.id].person = person
        self.tell(Change("chat", person.id))

    def add_group(self, title: str, kind: ChatKind, *, forum: bool = False) -> Chat:
        """Add an empty group, supergroup or channel; the same title has the same id in every run."""
        base = -(1_000_000 + zlib.crc32(title.encode()) % 900_000_000)
        number = _free(base if kind == "group" else _SUPERGROUP + base, self.chats, -1)
        chat = self.chats[number] = Chat(number, kind, title, forum=forum)
        self.tell(Change("chat", number))
        return chat

    def add_file(self, file: StoredFile) -> StoredFile:
        """Keep a file."""
        self.files[file.id] = file
        return file

    def post(self, chat: Chat, message: Message) -> Message:
        """Put a message into its chat."""
        chat.messages[message.id] = message
        return self._changed(chat, "new", message)

    def replace_message(self, chat: Chat, message: Message) -> Message:
        """Put an edited message in place of the old one."""
        edited = replace(message, edited=self.now())
        chat.messages[message.id] = edited
        return self._changed(chat, "edited", edited)

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message out of its chat."""
        message = chat.messages.pop(message_id)
        self._changed(chat, "deleted", message)

    def post_service(self, chat: Chat, by: User, **what: Any) -> Message:
        """Post a line such as "Ada joined"."""
        message = Message(self.next_message_id(chat), chat.id, self.now(), by, service=what)
        return self.post(chat, message)

    def open_topic(self, chat: Chat, name: str, by: User) -> Topic:
        """Open a forum topic."""
        detail = {"name": name, "icon_color": 0x6FB9F0}
        number = self.next_message_id(chat)
        chat.topics[number] = Topic(number, name)
        service = {"forum_topic_created": detail}
        self.post(chat, Message(number, chat.id, self.now(), by, thread_id=number, service=service))
        self.tell(Change("chat", chat.id))
        return chat.topics[number]

    def close(self) -> None:
        """Let those who wait for something go home without it: the server stops."""
        self.closing = True
        self.updates.close()
        self.notice("chat", 0)

    def tell(self, change: Change) -> None:
        """Let those who watch know."""
        for listener in tuple(self.listeners):
            listener(change)

    def notice(self, kind: ChangeKind, chat_id: int, detail: Mapping[str, Any] = NOTHING) -> None:
        """Let those who watch know of something that is no message."""
        self.tell(Change(kind, chat_id, detail=detail))

    def _changed(self, chat: Chat, kind: ChangeKind, message: Message) -> Message:
        change = Change(kind, chat.id, message)
        if kind != "deleted":
            chat.log.append(change)
        if self.listeners:
            self.tell(change)
        return message


def _free(number: int, taken: Mapping[int, Any], step: int) -> int:
    while number in taken:
        number += step
    return number


def _username(name: str) -> str:
    plain = "".join(char for char in name.lower() if char.isascii() and char.isalnum())
    return plain if len(plain) >= 3 else ""
