"""The sandbox's records: people, chats, messages, files. Messages never change; an edit puts a new one in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from bot.sandbox.formatted import Formatted
from bot.sandbox.keyboards import Button, Markup

ChatKind = Literal["private", "group", "supergroup", "channel"]
MemberStatus = Literal["creator", "administrator", "member", "left", "kicked"]
ChangeKind = Literal["new", "edited", "deleted", "chat", "answered", "action", "commands"]

PRESENT: frozenset[MemberStatus] = frozenset({"creator", "administrator", "member"})
ADMINISTRATORS: frozenset[MemberStatus] = frozenset({"creator", "administrator"})
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot."""

    id: int
    name: str
    username: str = ""
    language: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A picture or document that somebody sent."""

    id: str
    unique_id: str
    kind: Literal["photo", "document"]
    name: str
    mime_type: str
    data: bytes
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        """Where it is fetched from, below the file address."""
        suffix = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{self.kind}s/{self.unique_id}.{suffix}"


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its chat shows it."""

    id: int
    chat_id: int
    date: int  #: unix time
    sender: User
    content: Formatted = field(default_factory=Formatted)  #: the text, or what stands under a file
    file: StoredFile | None = None
    location: tuple[float, float] | None = None  #: latitude, longitude
    markup: Markup | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    edited: int | None = None  #: unix time
    via_bot: bool = False
    silent: bool = False
    protected: bool = False
    album: str | None = None
    preview: Mapping[str, Any] | None = None
    service: Mapping[str, Any] = field(default_factory=dict)  #: "new_chat_members" and the like

    @property
    def text(self) -> str:
        """What it says."""
        return self.content.text

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender.is_bot

    @property
    def inline_buttons(self) -> list[Button]:
        """The buttons under it, row by row."""
        if self.markup is None or self.markup.kind != "inline":
            return []
        return [button for row in self.markup.rows for button in row]

    @property
    def buttons(self) -> list[str]:
        """What the buttons under it say."""
        return [button.text for button in self.inline_buttons]


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is that of the message which opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Something that readers of a chat notice."""

    kind: ChangeKind
    chat_id: int
    message: Message | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Chat:
    """A private chat with the bot, a group, a forum or a channel."""

    id: int
    kind: ChatKind
    title: str
    person: User | None = None  #: of a private chat
    started: bool = True  #: whether the bot may write first
    blocked: bool = False
    deactivated: bool = False
    forum: bool = False
    members: dict[int, MemberStatus] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    log: list[Change] = field(default_factory=list)  #: what was posted and edited, in order
    migrated_to: int | None = None
    last_own_id: int = 0  #: supergroups and channels number their messages themselves

    @property
    def private(self) -> bool:
        """Whether it is a person's chat with the bot."""
        return self.kind == "private"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message that the server took from the bot: the account that deliveries are held against."""

    at: float  #: seconds of the server's monotonic clock
    method: str
    chat_id: int
    thread_id: int | None
    message_id: int
    text: str
    answered: bool  #: False where the connection was cut after the message was taken
