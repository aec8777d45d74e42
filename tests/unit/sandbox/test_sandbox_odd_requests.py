"""Whatever comes is answered as Telegram answers: with a result or a refusal, never with a crash."""

import json
from contextlib import suppress
from inspect import iscoroutine
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import Person, Sandbox
from bot.sandbox.errors import ApiError
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params, Upload

BOX = Sandbox()
ADA = BOX.person("Ada")
FORUM = BOX.group("Desk", ADA, forum=True)

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["", "a", "1", "<b>", "<b>a</b>", "HTML"])
)


def loosely(shape: Any) -> st.SearchStrategy[Any]:
    """Draw something like `shape`, with some parts missing and some replaced by anything."""
    if isinstance(shape, dict):
        exact: st.SearchStrategy[Any] = st.fixed_dictionaries({}, optional={k: loosely(v) for k, v in shape.items()})
    elif isinstance(shape, list):
        exact = st.lists(st.one_of([loosely(item) for item in shape]), max_size=3)
    else:
        exact = st.sampled_from([shape, shape, shape]) | LEAVES
    return exact | LEAVES


ENTITY = {"type": "text_link", "offset": 0, "length": 1, "url": "http://e.org", "user": {"id": 5}, "unix_time": 5}
CONTENT = {"message_text": "m", "parse_mode": "HTML", "entities": [ENTITY]}
ACTIONS = {"callback_data": "b", "url": "e.org", "web_app": {"url": "https://e.org"}, "copy_text": {"text": "t"}}
BUTTON = {"text": "a", "style": "primary", **ACTIONS}
MARKUP = {"inline_keyboard": [[BUTTON]], "keyboard": [["a", BUTTON]], "force_reply": True, "remove_keyboard": True}
SHAPES: dict[str, Any] = {
    "chat_id": ADA.id,
    "message_id": 1,
    "message_ids": [1],
    "message_thread_id": 1,
    "user_id": ADA.id,
    "text": "<b>a</b>",
    "parse_mode": "HTML",
    "entities": [ENTITY],
    "caption": "c",
    "caption_entities": [ENTITY],
    "reply_markup": MARKUP,
    "reply_parameters": {"message_id": 1, "allow_sending_without_reply": True},
    "document": "attach://f",
    "photo": "attach://f",
    "media": [{"type": "document", "media": "attach://f", "caption": "c", "caption_entities": [ENTITY]}],
    "results": [{"type": "article", "id": "1", "title": "t", "input_message_content": CONTENT, "reply_markup": MARKUP}],
    "scope": {"type": "chat", "chat_id": ADA.id, "user_id": 1},
    "commands": [{"command": "a", "description": "b"}],
    "menu_button": {"type": "commands"},
    "action": "typing",
    "language_code": "en",
    "allowed_updates": ["message"],
    "url": "https://e.org",
    "offset": 1,
    "limit": 1,
    "file_id": "x",
}  # fmt: skip
REQUESTS = st.fixed_dictionaries({}, optional={name: loosely(shape) for name, shape in SHAPES.items()})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(METHODS)), REQUESTS, st.booleans())
def test_any_request_has_a_result_or_is_refused(method: str, values: dict[str, Any], as_text: bool) -> None:  # noqa: FBT001 - drawn
    if as_text:
        values = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    with suppress(ApiError):
        result = METHODS[method](BOX.world, Params(values, {"f": Upload("f", b"x")}))
        if iscoroutine(result):
            result.close()
        else:
            json.dumps(result)
    for chat in BOX.world.chats.values():
        chat.members[BOX.world.bot.id] = "member"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b'{"chat_id": 1, "text": "\\ud800"}'),
        ("application/x-www-form-urlencoded", b"chat_id=1&text=%ff"),
        ("application/x-www-form-urlencoded", b'chat_id=1&text=a&entities=[{"type":"pre","language":"\\ud800"}]'),
        ("text/plain", b"\xff"),
    ],
)
async def test_bytes_that_are_no_request_are_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, ada: Person, kind: str, body: bytes
) -> None:
    url = f"{sandbox.api_url}{sandbox.token}/sendMessage"
    async with http.post(url, data=body, headers={"Content-Type": kind}) as response:
        answer = await response.json()

    assert (response.status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert ada.messages == []


async def test_the_query_string_serves_as_well(sandbox: Sandbox, http: aiohttp.ClientSession, ada: Person) -> None:
    url = f"{sandbox.api_url}{sandbox.token}/sendmessage"
    async with http.get(url, params={"chat_id": str(ada.id), "text": "hello"}) as response:
        assert (await response.json())["result"]["text"] == "hello"
