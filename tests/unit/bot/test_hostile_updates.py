"""Whatever people, servers and forged buttons send: nothing breaks, nothing is answered that Telegram does not take.

The updates are drawn from one seed; `DRAGOMAN_FUZZ=N` draws so many.
"""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from bot import pacing, throttle
from bot.handlers.commands import COMMANDS
from bot.sandbox import Group, Person, Sandbox
from briefings.service import Services
from tests.builders import NOON
from tests.unit.bot.support import Serving, ask, until

RUNS = int(os.environ.get("DRAGOMAN_FUZZ", "400"))
SEED = 20_200_701
PIECES = (
    "acme", "bolt", "acme-bolt", "<b>", "</b>", "<script>alert(1)</script>", "&lt;", "&#0;", "*_`[", "](x)",
    "\u202e", "\u2066\u2067", "\u0000", "\ud83d", "e\u0301" + "\u0323" * 40, "😀" * 60, "كتائب حزب الله", "кадими",
    "{{ 7*7 }}", "{% x %}", "' OR 1=1 --", '"', "%s %d %n", "\\", "../../etc/passwd", "all", "off", "-1",
    "99999999999999999999", "0", "07:30", "22:00-06:30", "2w", "june 2020", "wk 99", "since", "+99", "=", "= =",
    "who_acme", "sub_", "inv_x", "fa", "\n\n\n", "\t", "x" * 300, "a b " * 500, "/brief", "@dragoman_sandbox_bot",
    "http://127.0.0.1/", "tg://user?id=1", "1 2 3", "yes", "12 yes",
)  # fmt: skip
NAMES = ("Ada", "", "<i>", "\u202eadA", "x" * 64)


class Drawn:
    """Updates drawn one after the other.

    Args:
        seed: of all that is random.
        person: who writes.
        groups: where they write as well.
    """

    def __init__(self, seed: int, person: Person, groups: list[Group]) -> None:
        self._random = random.Random(seed)  # noqa: S311  # nothing is kept secret with it
        self._person = person
        self._groups = groups

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number in range(RUNS):
            make = self._random.choice((self._text, self._text, self._button, self._button, self._inline, self._thing))
            yield {"update_id": 10**6 + number, **make()}

    def words(self) -> str:
        """A few pieces, glued as they come."""
        count = self._random.choice((0, 1, 1, 2, 3))
        return self._random.choice((" ", "", "\n")).join(self._random.choice(PIECES) for _ in range(count))

    def _command(self) -> str:
        name = self._random.choice([*COMMANDS, "nosuch", "BRIEF", "a" * 64])
        bot = self._random.choice(("", "", "@dragoman_sandbox_bot", "@another_bot"))
        return f"/{name}{bot} {self.words()}"

    def _sender(self) -> dict[str, Any]:
        sender = {"id": self._person.id, "is_bot": False, "first_name": self._random.choice(NAMES)}
        if self._random.random() < 0.5:
            sender |= {"username": "ada", "language_code": self._random.choice(("en", "fa", "ru", "xx-YY", ""))}
        return sender

    def _message(self) -> dict[str, Any]:
        chat: dict[str, Any] = {"id": self._person.id, "type": "private", "first_name": "Ada"}
        message: dict[str, Any] = {"message_id": self._random.randrange(1, 9), "date": 1, "from": self._sender()}
        if self._random.random() < 0.3:
            group = self._random.choice(self._groups)
            chat = {"id": group.id, "type": group.chat.kind, "title": group.chat.title}
            if self._random.random() < 0.3:
                message |= {"sender_chat": chat, "message_thread_id": 99, "is_topic_message": True}
        return {**message, "chat": chat}

    def _text(self) -> dict[str, Any]:
        text = self._random.choice((self._command, self.words))() or "x"
        message = {**self._message(), "text": text[:4096]}
        if self._random.random() < 0.2:
            message["forward_origin"] = {"type": "hidden_user", "date": 1, "sender_user_name": "?"}
        kind = self._random.choice(("message", "message", "message", "edited_message", "channel_post"))
        if kind == "channel_post":
            message.pop("from")
        return {kind: message}

    def _button(self) -> dict[str, Any]:
        data = self._random.choice((
            f"c:{self._command()}", f"n:{self._random.randrange(-2, 40)}", f"n:{self.words()}", self.words(), "c:", "",
        ))  # fmt: skip
        query: dict[str, Any] = {"id": str(self._random.random()), "from": self._sender(), "chat_instance": "1"}
        if self._random.random() < 0.8:
            query["message"] = {**self._message(), "text": "x"}
        else:
            query["inline_message_id"] = "x"
        return {"callback_query": {**query, "data": data}}

    def _inline(self) -> dict[str, Any]:
        query = {"id": str(self._random.random()), "from": self._sender(), "query": self.words()[:256]}
        return {"inline_query": {**query, "offset": self._random.choice(("", "10", "-1", "x", "9" * 64))}}

    def _thing(self) -> dict[str, Any]:
        file = {"file_id": "nosuch", "file_unique_id": "1", "duration": 1, "width": 9, "height": 9}
        thing = self._random.choice((
            {"sticker": {**file, "type": "regular", "is_animated": False, "is_video": False}},
            {"voice": file},
            {"photo": [file], "caption": self._command()[:1024]},
            {"document": {**file, "file_name": self.words()}, "caption": self.words()[:1024]},
            {"location": {"latitude": self._random.uniform(-90, 90), "longitude": self._random.uniform(-180, 180)}},
            {"contact": {"phone_number": "1", "first_name": self.words() or "x"}},
            {"dice": {"emoji": "🎲", "value": 1}},
            {"new_chat_title": "x"},
            {"left_chat_member": self._sender()},
            {},
        ))  # fmt: skip
        return {"message": {**self._message(), **thing}}


async def test_nothing_that_is_sent_breaks_the_bot_or_its_manners(  # noqa: PLR0917  # fixtures
    sandbox: Sandbox,
    serving: Serving,
    services: Services,
    ada: Person,
    ben: Person,
    log: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(throttle, "MOST", 10**6)
    monkeypatch.setattr(pacing, "GROUP_A_MINUTE", 10**6)
    group, channel = sandbox.group("Desk", ada, ben), sandbox.group("News", ada, kind="channel")
    async with serving() as application:
        receiver = application.bot_data["parts"].receiver
        await ask(ben, "/start")
        for update in Drawn(SEED, ada, [group, channel]):
            services.inbox.add([update], NOON)
            receiver.accept(update)
        await until(lambda: not services.inbox.open(), seconds=240)
        alive = await ask(ben, "/help")

    assert "/brief" in alive.text
    said = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line for line in said if line["event"] in {"update failed", "an answer was refused"}] == []
    assert [line for line in said if "refused the HTML" in line["event"]] == []
