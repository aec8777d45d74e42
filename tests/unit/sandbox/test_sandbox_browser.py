"""The chat page in a real browser, driven by WebDriver; skipped where there is no Chromium."""

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.sandbox import Person, Sandbox

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver")

PATIENCE = 8.0  #: seconds
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1200,800", "--lang=en-GB",
]  # fmt: skip
ENTER = "\ue007"


@dataclass
class Page:
    """One window of the browser."""

    http: aiohttp.ClientSession
    session: str  #: address of the WebDriver session

    async def command(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"{self.session}/{path}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer["value"]

    async def run(self, script: str) -> Any:
        """Return what a script returns."""
        return await self.command("execute/sync", script=script, args=[])

    async def until(self, condition: str) -> None:
        """Wait until an expression is true."""
        script = (
            "const done = arguments[0]; const look = () => { "
            f"if ({condition}) done(true); else setTimeout(look, 20); }}; look();"
        )
        await self.command("execute/async", script=script, args=[])

    async def click(self, css: str) -> None:
        found = await self.command("element", using="css selector", value=css)
        await self.command(f"element/{next(iter(found.values()))}/click")

    async def type(self, text: str) -> None:
        found = await self.command("element", using="css selector", value="#text")
        await self.command(f"element/{next(iter(found.values()))}/value", text=text)

    async def complaints(self) -> list[str]:
        """Return what stands in the console as an error."""
        return [
            entry["message"] for entry in await self.command("se/log", type="browser") if entry["level"] == "SEVERE"
        ]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the browser once; return the address of its WebDriver session."""
    assert DRIVER
    with subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as driver:
        port = _port(driver)
        options = {"binary": BROWSER, "args": [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        made = _ask(port, "POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        path = f"/session/{made['sessionId']}"
        try:
            yield f"http://127.0.0.1:{port}{path}"
        finally:
            _ask(port, "DELETE", path)
            driver.terminate()


def _port(driver: subprocess.Popen[str]) -> int:
    assert driver.stdout
    for line in driver.stdout:
        if match := re.search(r"started successfully on port (\d+)", line):
            return int(match[1])
    pytest.fail("chromedriver did not start")


def _ask(port: int, verb: str, path: str, body: object = None) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(verb, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
        return json.load(connection.getresponse())["value"]
    finally:
        connection.close()


@pytest.fixture
async def page(session: str, sandbox: Sandbox, http: aiohttp.ClientSession, ada: Person) -> AsyncIterator[Page]:
    shown = Page(http, session)
    await shown.command("timeouts", script=int(PATIENCE * 1000))
    await shown.command("url", url=f"{sandbox.page_url}#{ada.id}")
    await shown.until("document.querySelector('#chat-status').textContent === 'bot'")
    await shown.command("se/log", type="browser")
    yield shown
    await shown.command("url", url="about:blank")


def says(text: str) -> str:
    return f"document.querySelector('#log').textContent.includes({json.dumps(text)})"


async def test_a_message_is_sent_answered_pressed_and_edited(page: Page, bot: Bot, ada: Person) -> None:
    await page.type(f"/brief iraq{ENTER}")
    async with asyncio.timeout(PATIENCE):
        [update] = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.text == "/brief iraq"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    answer = await bot.send_message(ada.id, "<b>Iraq</b> in brief", parse_mode="HTML", reply_markup=markup)
    await page.until(says("Iraq in brief"))
    assert await page.run("return document.querySelector('#log strong').textContent") == "Iraq"

    await page.click(".buttons button")
    [pressed] = await bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert pressed.callback_query is not None
    await pressed.callback_query.answer("Here is more")
    await bot.edit_message_text("Iraq at length", ada.id, answer.id)
    await page.until(says("Iraq at length"))
    await page.until("document.querySelector('#toast').textContent === 'Here is more'")
    assert await page.run("return document.querySelectorAll('.buttons').length") == 0

    await bot.delete_message(ada.id, answer.id)
    await page.until(f"!{says('Iraq at length')}")
    assert await page.complaints() == []


async def test_commands_are_offered_as_they_are_typed(page: Page, bot: Bot, ada: Person) -> None:
    await bot.set_my_commands([("brief", "A brief"), ("who", "A dossier")])
    await page.type("/w")
    await page.until("document.querySelectorAll('#suggestions li').length === 1")
    await page.type(f"\ue015{ENTER}")

    async with asyncio.timeout(PATIENCE):
        [update] = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.text == "/who"
    assert ada.messages[-1].text == "/who"


def cards(*names: str) -> list[InlineQueryResultArticle]:
    return [InlineQueryResultArticle(name, name, InputTextMessageContent(f"{name} at length")) for name in names]


async def asked_inline(bot: Bot, offset: int = 0) -> tuple[InlineQuery, int]:
    """The next inline query, and the offset of the update after it."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for update in await bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                if update.inline_query is not None:
                    return update.inline_query, offset


async def test_cards_are_offered_page_by_page_and_one_is_posted(page: Page, bot: Bot, ada: Person) -> None:
    evil = "<img src=x onerror=alert(1)>"
    await page.type(f"@{bot.username} acme")
    query, offset = await asked_inline(bot)
    assert (query.query, query.offset) == ("acme", "")
    await bot.answer_inline_query(query.id, cards("Acme", evil), next_offset="2")
    await page.until("document.querySelectorAll('#suggestions li').length === 3")
    assert await page.run("return document.querySelector('#suggestions img')") is None

    await page.click("#suggestions li:last-child")
    query, offset = await asked_inline(bot, offset)
    assert (query.query, query.offset) == ("acme", "2")
    await bot.answer_inline_query(query.id, cards("Bolt"))
    await page.until("document.querySelectorAll('#suggestions li').length === 3")
    await page.until("document.querySelector('#suggestions [aria-selected=true]').textContent.startsWith('Bolt')")
    await page.type(ENTER)

    await page.until(says("Bolt at length"))
    assert ada.messages[-1].via_bot
    assert await page.complaints() == []


async def test_a_query_without_cards_leads_to_the_private_chat(page: Page, bot: Bot, ada: Person) -> None:
    await page.type(f"@{bot.username} zzyzx")
    query, _ = await asked_inline(bot)
    button = InlineQueryResultsButton("Nothing on zzyzx", start_parameter="brief_zzyzx")
    await bot.answer_inline_query(query.id, [], button=button)
    await page.until("document.querySelector('#suggestions li')?.textContent === 'Nothing on zzyzx'")
    await page.click("#suggestions li")

    await page.until(says("/start brief_zzyzx"))
    assert ada.messages[-1].text == "/start brief_zzyzx"


async def test_a_link_that_passes_another_on_shows_it(page: Page, bot: Bot, ada: Person) -> None:
    url = f"https://t.me/share/url?url=https%3A%2F%2Ft.me%2F{bot.username}%3Fstart%3Dwho_acme&text=Acme"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Share", url=url)]])
    await bot.send_message(ada.id, "Acme", reply_markup=markup)
    await page.until("document.querySelector('.buttons button')")
    await page.click(".buttons button")

    await page.until(
        f"document.querySelector('dialog[open]')?.textContent.includes('https://t.me/{bot.username}?start=who_acme')"
    )


async def test_a_moment_stands_in_the_readers_own_zone(page: Page, bot: Bot, ada: Person) -> None:
    text = 'Next: <b><tg-time unix="1593678600" format="wDt">Thursday, 07:30 (Asia/Baghdad)</tg-time></b>'
    await bot.send_message(ada.id, text, parse_mode="HTML")

    await page.until("document.querySelector('#log time')")
    assert await page.run("return document.querySelector('#log time').dateTime") == "2020-07-02T08:30:00.000Z"
    assert "July" in await page.run("return document.querySelector('#log time').textContent")


async def test_nothing_that_is_said_becomes_markup(page: Page, bot: Bot, sandbox: Sandbox, ada: Person) -> None:
    evil = '<img src=x onerror="window.evil = 1"><script>window.evil = 1</script>'
    sandbox.group(evil, sandbox.person(evil), ada)
    await bot.send_message(ada.id, evil)
    await bot.send_document(ada.id, b"x", filename='a"><b>.txt', caption=evil)

    await page.until(f"document.querySelector('#log').textContent.split({json.dumps(evil)}).length === 3")
    await page.until("document.querySelectorAll('.entry').length === 4")
    assert await page.run("return [window.evil, document.querySelector('img, #log b, #chats b, #log script')]") == [
        None,
        None,
    ]
    assert await page.complaints() == []


async def test_each_paragraph_runs_its_own_way(page: Page, bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "أعيد فتح الميناء")
    await bot.send_message(ada.id, "The port reopened")

    await page.until(says("The port reopened"))
    directions = "return [...document.querySelectorAll('.content')].map((text) => getComputedStyle(text).direction)"
    assert await page.run(directions) == ["rtl", "ltr"]


async def test_the_page_comes_back_when_the_sandbox_does(page: Page, sandbox: Sandbox, ada: Person) -> None:
    port = urlsplit(sandbox.page_url).port
    assert port
    await ada.send("before")
    await page.until(says("before"))
    await sandbox.stop()
    await page.until("document.querySelector('#chat-status').textContent === 'connecting…'")

    again = Sandbox()
    await again.person("Bea").send("after")
    await again.start(port=port)
    try:
        await page.until(says("after"))
        assert await page.run("return document.querySelector('#as').textContent") == "as Bea"
    finally:
        await again.stop()


async def test_a_narrow_window_shows_the_list_or_the_chat(page: Page, ada: Person) -> None:
    await page.command("window/rect", width=500, height=800)
    try:
        await page.run("document.querySelector('#back').click()")
        shown = "return ['#chats', '#log'].map((css) => document.querySelector(css).offsetWidth > 0)"
        assert await page.run(shown) == [True, False]
        await ada.send("hello")
        await page.click(".entry")
        assert await page.run(shown) == [False, True]
        assert await page.run("return document.documentElement.scrollWidth <= window.innerWidth")
    finally:
        await page.command("window/rect", width=1200, height=800)
