"""The chat page: what is served, to whom, and what it may ask for."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from importlib import resources
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyKeyboardMarkup,
)

from bot.sandbox import Person, Sandbox
from bot.sandbox.guard import check_loopback

Act = Callable[..., Coroutine[Any, Any, tuple[int, dict[str, Any]]]]
STATIC = resources.files("bot.sandbox").joinpath("static")


@pytest.fixture
def act(sandbox: Sandbox, http: aiohttp.ClientSession) -> Act:
    """Ask for something as the page does."""

    async def ask(action: str, **asked: Any) -> tuple[int, dict[str, Any]]:
        async with http.post(f"{sandbox.page_url}sandbox/{action}", json=asked) as response:
            return response.status, await response.json()

    return ask


@pytest.fixture
async def events(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> AsyncIterator[Callable[[], Coroutine[Any, Any, Any]]]:
    """Return a function that waits for the next change on the stream."""
    async with http.get(f"{sandbox.page_url}sandbox/events") as response:
        assert response.content_type == "text/event-stream"
        assert (await response.content.readline()).startswith(b"retry:")

        async def following() -> Any:
            async with asyncio.timeout(5):
                while not (line := await response.content.readline()).startswith(b"data: "):
                    assert line, "the stream ended"
            return json.loads(line.removeprefix(b"data: "))

        yield following


async def state(sandbox: Sandbox, http: aiohttp.ClientSession) -> Any:
    async with http.get(f"{sandbox.page_url}sandbox/state") as response:
        return await response.json()


async def test_the_page_and_all_that_it_loads_is_served(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(sandbox.page_url) as response:
        page = await response.text()
    wanted = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page))
    for script in STATIC.iterdir():
        wanted.add(script.name)
        wanted |= set(re.findall(r'from "\./([^"]+)"', script.read_text()))

    for name in wanted - {"page.html"}:
        async with http.get(f"{sandbox.page_url}static/{name}") as response:
            assert response.status == 200, name
            assert "javascript" in response.content_type or not name.endswith(".js")
    async with http.get(f"{sandbox.page_url}static/..%2Fserver.py") as response:
        assert response.status == 404


def test_the_page_loads_nothing_from_elsewhere_and_never_parses_a_text_as_html() -> None:
    for file in STATIC.iterdir():
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:src|href|url\(|import)\W{1,3}https?:", text), file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|(?<!-)\bstyle=", text), (
            file.name
        )


async def test_a_strict_policy_stands_over_everything_but_the_bots_own_calls(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    for path in ("", "static/page.js", "sandbox/state", "nothing"):
        async with http.get(f"{sandbox.page_url}{path}") as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_strangers_are_refused(sandbox: Sandbox, http: aiohttp.ClientSession, headers: dict[str, str]) -> None:
    for path in ("", "sandbox/state", f"bot{sandbox.token}/getMe"):
        async with http.get(f"{sandbox.page_url}{path}", headers=headers) as response:
            assert response.status == 403


def test_the_sandbox_stays_on_this_machine() -> None:
    for host in ("127.0.0.1", "::1", "localhost", "127.1.2.3"):
        check_loopback(host)
    for host in ("0.0.0.0", "::", "192.168.1.2", "example.org"):  # noqa: S104 - refused
        with pytest.raises(ValueError, match="loopback"):
            check_loopback(host)


async def test_the_state_has_people_chats_messages_and_what_the_bot_says_of_itself(
    sandbox: Sandbox, http: aiohttp.ClientSession, bot: Bot, ada: Person
) -> None:
    bea = sandbox.person("Bea", "fa")
    forum = sandbox.group("Desk", ada, bea, forum=True)
    topic = forum.open_topic("Iraq")
    await bot.set_my_description("Reads your periodicals.")
    await bot.send_message(ada.id, "<b>a</b>", parse_mode="HTML", reply_markup=ReplyKeyboardMarkup([["One"]]))

    shown = await state(sandbox, http)
    private, _, desk = shown["chats"]

    assert (shown["bot"]["first_name"], shown["about"]) == ("Dragoman", "Reads your periodicals.")
    assert [(person["first_name"], person["language_code"]) for person in shown["people"]] == [
        ("Ada", "en"), ("Bea", "fa"),
    ]  # fmt: skip
    assert private["messages"][0]["entities"][0]["type"] == "bold"
    assert private["messages"][0]["reply_markup"]["keyboard"] == [[{"text": "One"}]]
    assert desk["members"] == {str(ada.id): "creator", str(bea.id): "member", str(bot.id): "member"}
    assert desk["topics"] == [{"id": topic.id, "name": "Iraq", "closed": False}]


async def test_changes_are_streamed_as_they_happen(
    events: Callable[[], Coroutine[Any, Any, Any]], bot: Bot, ada: Person, act: Act
) -> None:
    assert (await events())["kind"] == "chat", "Ada came"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    sent = await bot.send_message(ada.id, "a", reply_markup=markup)
    assert (await events())["message"]["text"] == "a"
    await bot.edit_message_text("b", ada.id, sent.id, reply_markup=markup)
    edited = await events()
    assert (edited["kind"], edited["message"]["text"], "edit_date" in edited["message"]) == ("edited", "b", True)
    await bot.send_chat_action(ada.id, "typing")
    assert await events() == {"kind": "action", "chat": ada.id, "action": "typing"}

    status, pressed = await act("press", person=ada.id, chat=ada.id, message=sent.id, row=0, column=0)
    await bot.answer_callback_query(pressed["callback"], "Done", show_alert=True)
    answered = await events()
    assert (status, answered["callback"], answered["text"], answered["alert"]) == (
        200, pressed["callback"], "Done", True,
    )  # fmt: skip
    await bot.delete_message(ada.id, sent.id)
    deleted = await events()
    assert (deleted["kind"], deleted["message"]["message_id"]) == ("deleted", sent.id)


async def test_a_stream_ends_when_the_sandbox_stops(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{sandbox.page_url}sandbox/events") as response:
        await response.content.readline()
        async with asyncio.timeout(5):
            await sandbox.stop()


async def test_an_inline_question_that_nobody_answers_does_not_hold_the_sandbox(
    sandbox: Sandbox, bot: Bot, ada: Person, act: Act
) -> None:
    asking = asyncio.create_task(act("inline", person=ada.id, chat=ada.id, text="x"))
    await bot.get_updates(offset=-1, timeout=5)

    async with asyncio.timeout(1):
        await sandbox.stop()
        assert (await asking)[1]["results"] == []


async def test_a_page_that_does_not_read_is_dropped_and_the_others_go_on(sandbox: Sandbox, ada: Person) -> None:
    slow, quick = sandbox._feed.stream(), sandbox._feed.stream()
    for stream in (slow, quick):
        await anext(stream)
    for _ in range(2100):
        sandbox.world.notice("chat", ada.id)
        if len(sandbox._feed._pages) == 2:
            await anext(quick)

    assert len(sandbox._feed._pages) == 1
    await quick.aclose()
    await slow.aclose()
    assert not sandbox._feed._pages


async def test_people_write_reply_edit_and_press_by_the_page(bot: Bot, ada: Person, act: Act) -> None:
    sent = await bot.send_message(ada.id, "hello")
    assert await act("say", person=ada.id, chat=ada.id, text="/brief iraq", reply_to=sent.id) == (200, {})
    said = ada.messages[-1]
    assert (said.text, said.reply_to) == ("/brief iraq", sent.id)

    assert await act("edit", person=ada.id, chat=ada.id, message=said.id, text="/brief iran") == (200, {})
    assert ada.messages[-1].text == "/brief iran"
    assert await act("location", person=ada.id, chat=ada.id, latitude=33, longitude=44) == (200, {})
    assert ada.messages[-1].location == (33.0, 44.0)


async def test_people_groups_and_topics_are_added_by_the_page(
    sandbox: Sandbox, http: aiohttp.ClientSession, act: Act, ada: Person
) -> None:
    _, bea = await act("people", name=" Bea <b> ", language="fa")
    _, forum = await act("groups", title="Desk", kind="supergroup", forum=True, people=[bea["id"], ada.id])
    status, topic = await act("topics", person=bea["id"], chat=forum["id"], name="Iraq")
    assert status == 200
    assert await act("say", person=bea["id"], chat=forum["id"], text="hi", thread=topic["id"]) == (200, {})
    assert await act("language", person=bea["id"], language="de") == (200, {})

    shown = await state(sandbox, http)
    desk = shown["chats"][-1]
    assert shown["people"][-1]["first_name"] == "Bea <b>"
    assert shown["people"][-1]["language_code"] == "de"
    assert desk["members"][str(bea["id"])] == "creator"
    assert desk["messages"][-1]["message_thread_id"] == topic["id"]


async def test_the_menu_and_inline_results_come_to_the_page(bot: Bot, ada: Person, act: Act) -> None:
    await bot.set_my_commands([("brief", "A brief")])
    assert (await act("commands", person=ada.id, chat=ada.id))[1] == {
        "commands": [{"command": "brief", "description": "A brief"}]
    }

    asking = asyncio.create_task(act("inline", person=ada.id, chat=ada.id, text="x"))
    [update] = await bot.get_updates(offset=-1, timeout=5)
    assert update.inline_query is not None
    await update.inline_query.answer([InlineQueryResultArticle("1", "T", InputTextMessageContent("card"))])
    _, found = await asking
    assert [result["title"] for result in found["results"]] == ["T"]
    assert await act("choose", person=ada.id, chat=ada.id, query=found["query"], result="1") == (200, {})
    assert ada.messages[-1].via_bot


async def test_blocking_is_a_switch(ada: Person, act: Act) -> None:
    await act("block", person=ada.id, blocked=True)
    assert ada.chat.blocked
    status, refused = await act("say", person=ada.id, chat=ada.id, text="hi")
    assert (status, refused) == (400, {"error": "Ada has blocked the bot"})
    await act("block", person=ada.id, blocked=False)
    assert not ada.chat.blocked


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("say", {"text": ""}),
        ("say", {"text": "x" * 4097}),
        ("say", {}),
        ("say", {"text": "a", "thread": 5}),
        ("say", {"text": "a", "person": 5}),
        ("say", {"text": "a", "person": [1]}),
        ("press", {"message": 1, "row": 0, "column": 0}),
        ("press", {"message": 99, "row": 0, "column": 0}),
        ("edit", {"message": 99, "text": "a"}),
        ("edit", {"message": 1, "text": "a"}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("location", {"latitude": "x", "longitude": 0}),
        ("people", {"name": " "}),
        ("groups", {"title": "x", "people": []}),
        ("groups", {"title": "x", "people": [5]}),
        ("topics", {"name": "x"}),
        ("choose", {"query": "x", "result": "x"}),
    ],
)
async def test_what_cannot_be_is_refused_with_a_reason(
    bot: Bot, ada: Person, act: Act, action: str, asked: dict[str, Any]
) -> None:
    await bot.send_message(ada.id, "no buttons")

    status, answer = await act(action, **({"person": ada.id, "chat": ada.id} | asked))

    assert status == 400
    assert answer["error"]


async def test_a_press_on_a_button_that_is_not_there_is_refused(bot: Bot, ada: Person, act: Act) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    await bot.send_message(ada.id, "a", reply_markup=markup)

    assert (await act("press", person=ada.id, chat=ada.id, message=1, row=1, column=0))[0] == 400


async def test_other_shapes_and_actions_are_refused(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    for path, body, status in [("say", b"[1]", 400), ("say", b"no json", 400), ("dance", b"{}", 404)]:
        async with http.post(f"{sandbox.page_url}sandbox/{path}", data=body) as response:
            assert response.status == status


async def test_a_file_goes_to_the_bot_and_back_to_the_page(
    sandbox: Sandbox, http: aiohttp.ClientSession, bot: Bot, ada: Person
) -> None:
    form = aiohttp.FormData({"person": str(ada.id), "chat": str(ada.id), "as": "document", "caption": "Week 26"})
    form.add_field("file", b"<script>alert(1)</script>", filename="issue.html", content_type="text/html")
    async with http.post(f"{sandbox.page_url}sandbox/upload", data=form) as response:
        assert response.status == 200

    [update] = await bot.get_updates(offset=-1)
    assert update.message is not None
    assert update.message.document is not None
    assert (update.message.document.file_name, update.message.caption) == ("issue.html", "Week 26")
    async with http.get(f"{sandbox.page_url}sandbox/files/{update.message.document.file_id}") as response:
        assert await response.read() == b"<script>alert(1)</script>"
        assert response.content_type == "application/octet-stream", "what the page serves is never run"
        assert response.headers["Content-Disposition"].startswith("attachment")


async def test_an_upload_without_a_file_or_a_person_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, ada: Person
) -> None:
    nobody = aiohttp.FormData({"person": "5", "chat": str(ada.id)})
    nobody.add_field("file", b"a", filename="a.txt")
    for form in (aiohttp.FormData({"person": str(ada.id)}), nobody):
        async with http.post(f"{sandbox.page_url}sandbox/upload", data=form) as response:
            assert response.status == 400
    async with http.get(f"{sandbox.page_url}sandbox/files/none") as response:
        assert response.status == 404
