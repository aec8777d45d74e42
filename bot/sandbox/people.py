"""People as tests and the tour drive them: they write, press, wait for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.sandbox import actions
from bot.sandbox.keyboards import Button
from bot.sandbox.model import Change, Chat, MemberStatus, Message, Topic, User
from bot.sandbox.state import Callback, CallbackAnswer, InlineQuery, InlineResult, World

PATIENCE = 5.0  #: seconds


@dataclass(slots=True)
class Group:
    """A group, forum or channel."""

    world: World
    chat: Chat

    @property
    def id(self) -> int:
        """Its chat id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """What it shows, oldest first."""
        return list(self.chat.messages.values())

    def add(self, person: Person, status: MemberStatus = "member", *, by: Person | None = None) -> None:
        """Let somebody in, or change what they are."""
        actions.set_member(self.world, self.chat, person.user, status, (by or person).user)

    def remove(self, person: Person) -> None:
        """Let somebody go."""
        actions.set_member(self.world, self.chat, person.user, "left", person.user)

    def add_bot(self, by: Person | None = None, status: MemberStatus | None = None) -> None:
        """Put the bot in; a channel takes it as an administrator."""
        chosen = status or ("administrator" if self.chat.kind == "channel" else "member")
        actions.set_member(self.world, self.chat, self.world.bot, chosen, self._actor(by))

    def remove_bot(self, by: Person | None = None) -> None:
        """Kick the bot out."""
        actions.set_member(self.world, self.chat, self.world.bot, "kicked", self._actor(by))

    def open_topic(self, name: str, by: Person | None = None) -> Topic:
        """Open a forum topic."""
        return self.world.open_topic(self.chat, name, self._actor(by))

    def close_topic(self, topic: Topic) -> None:
        """Close a forum topic."""
        topic.closed = True
        self.world.notice("chat", self.id)

    def delete_topic(self, topic: Topic) -> None:
        """Take a forum topic away."""
        del self.chat.topics[topic.id]
        self.world.notice("chat", self.id)

    def migrate(self) -> Group:
        """Upgrade a plain group; sending to the old id is answered with the new one."""
        return Group(self.world, actions.migrate(self.world, self.chat))

    def _actor(self, by: Person | None) -> User:
        if by:
            return by.user
        return next((user for user in map(self.world.people.get, self.chat.members) if user), self.world.bot)


@dataclass(slots=True)
class Pressed:
    """A pressed button that the bot may answer."""

    world: World
    callback: Callback

    async def answered(self, timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109 - as wait_for_answer
        """Wait for the bot's answer to the press itself."""
        await _until(
            self.world, lambda: self.callback.answer is not None, timeout, "the pressed button was not answered"
        )
        return self.callback.answer or CallbackAnswer()


@dataclass(slots=True)
class Person:
    """Somebody who talks to the bot, in private and in groups."""

    world: World
    user: User
    _read: dict[int, int] = field(default_factory=dict)  #: by chat, how much of its log was looked at

    @property
    def id(self) -> int:
        """Their user id, which is that of their chat with the bot, too."""
        return self.user.id

    @property
    def chat(self) -> Chat:
        """Their chat with the bot."""
        return self.world.chats[self.user.id]

    @property
    def messages(self) -> list[Message]:
        """What their chat with the bot shows, oldest first."""
        return list(self.chat.messages.values())

    @property
    def answers(self) -> list[Message]:
        """What the bot wrote in it, oldest first."""
        return [message for message in self.messages if message.from_bot]

    async def send(
        self, text: str, *, to: Group | None = None, topic: Topic | None = None, reply_to: Message | None = None
    ) -> Message:
        """Write a message; answers are waited for from here on."""
        return actions.say(self.world, self._seat(to, topic, reply_to), text)

    async def send_document(
        self, name: str, data: bytes, caption: str = "", *, to: Group | None = None, topic: Topic | None = None
    ) -> Message:
        """Send a document."""
        return actions.share_file(self.world, self._seat(to, topic), actions.make_file(name, data), caption)

    async def send_photo(self, data: bytes, caption: str = "", *, to: Group | None = None) -> Message:
        """Send a picture."""
        file = actions.make_file("photo.jpg", data, as_photo=True)
        return actions.share_file(self.world, self._seat(to), file, caption)

    async def send_location(self, latitude: float, longitude: float, *, to: Group | None = None) -> Message:
        """Share where one is."""
        return actions.share_location(self.world, self._seat(to), latitude, longitude)

    async def forward(self, message: Message, *, to: Group | None = None) -> Message:
        """Forward a message that somebody wrote."""
        return actions.forward(self.world, self._seat(to), message)

    async def edit(self, message: Message, text: str) -> Message:
        """Edit a message of one's own."""
        return actions.edit_own(self.world, self.user, self.world.chats[message.chat_id], message.id, text)

    def press(self, message: Message, text: str) -> Pressed:
        """Press the button that says `text`, or begins with it."""
        chat = self.world.chats[message.chat_id]
        current = chat.messages.get(message.id, message)
        button = _button(current, text)
        self._read[chat.id] = len(chat.log)
        return Pressed(self.world, actions.press(self.world, self.user, chat, message.id, button))

    async def inline(self, text: str, timeout: float = PATIENCE, *, offset: str = "") -> InlineQuery:  # noqa: ASYNC109
        """Type something after the bot's name and wait for the results; `offset` asks for those that follow."""
        query = actions.ask_inline(self.world, self.user, self.chat, text, offset)
        await _until(self.world, lambda: query.results is not None, timeout, f"no results for {text!r}")
        return query

    def choose(self, query: InlineQuery, result: InlineResult, *, to: Group | None = None) -> Message:
        """Post a result of an inline query."""
        return actions.choose(self.world, query, result, self._turn_to(to))

    async def wait_for_answer(
        self,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - a number reads better in a test than a context manager
        *,
        where: Callable[[Message], bool] | None = None,
        to: Group | None = None,
    ) -> Message:
        """Wait for the next message of the bot, new or edited, that was not returned yet.

        Raises:
            TimeoutError: none came in time.
        """
        chat = to.chat if to else self.chat
        found: list[Message] = []

        def came() -> bool:
            found.extend(self._next_answer(chat, where))
            return bool(found)

        await _until(self.world, came, timeout, f"no answer to {self.user.name} in {chat.title}")
        return found[0]

    def block(self) -> None:
        """Block the bot."""
        actions.set_blocked(self.world, self.chat, blocked=True)

    def unblock(self) -> None:
        """Let the bot in again."""
        actions.set_blocked(self.world, self.chat, blocked=False)

    def deactivate(self) -> None:
        """Delete one's account."""
        self.chat.deactivated = True

    def _seat(self, group: Group | None, topic: Topic | None = None, reply_to: Message | None = None) -> actions.Seat:
        chat = self._turn_to(group)
        return actions.Seat(self.user, chat, topic.id if topic else None, reply_to.id if reply_to else None)

    def _turn_to(self, group: Group | None) -> Chat:
        chat = group.chat if group else self.chat
        self._read[chat.id] = len(chat.log)
        return chat

    def _next_answer(self, chat: Chat, where: Callable[[Message], bool] | None) -> Iterator[Message]:
        at = self._read.get(chat.id, 0)
        while at < len(chat.log):
            message = chat.log[at].message
            at += 1
            self._read[chat.id] = at
            if message and message.from_bot and not message.service and (where is None or where(message)):
                yield message
                return


def _button(message: Message, text: str) -> Button:
    exact = [button for button in message.inline_buttons if button.text == text]
    close = [button for button in message.inline_buttons if button.text.startswith(text)]
    if not exact and not close:
        raise actions.NotPossibleError(f"no button {text!r} among {message.buttons}")
    return (exact or close)[0]


async def _until(world: World, reached: Callable[[], bool], seconds: float, complaint: str) -> None:
    """Look again at every change until it is so."""
    with _changes(world) as changed:
        try:
            async with asyncio.timeout(seconds):
                while not reached():
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            raise TimeoutError(f"{complaint} within {seconds:g} s") from None


@contextmanager
def _changes(world: World) -> Iterator[asyncio.Event]:
    changed = asyncio.Event()

    def listen(_change: Change) -> None:
        changed.set()

    world.listeners.add(listen)
    try:
        yield changed
    finally:
        world.listeners.discard(listen)
