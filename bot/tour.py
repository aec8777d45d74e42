"""`dragoman tour`: a newcomer's first five minutes with the bot, played against the sandbox and printed.

The application is the real one. Its archive is a folder that goes with the tour, with the sample periodical in it, so
nothing of the operator's is read or written.
"""

from __future__ import annotations

import asyncio
import tempfile
import textwrap
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.application import build_application, run
from bot.handlers.commands import COMMANDS
from bot.sandbox import Message, Person, Sandbox
from bot.sandbox.actions import NotPossibleError
from bot.sandboxed import read_sample
from briefings.service import Services, open_services
from briefings.settings import Settings

PATIENCE = 20.0  #: seconds that an answer may take on a busy machine
_BROKEN = "was not answered. It was noted"  #: what an answer says that is none; see `replies`
_WIDTH = 100
_MOMENT = 0.05  #: seconds after which a message that is on its way is looked for again

Say = Callable[[str], None]


def tour(settings: Settings, say: Say) -> int:
    """Play the tour; returns how many of its steps got no answer.

    Args:
        settings: of the operator; token, database and folder are the tour's own.
        say: prints a line.

    Raises:
        IngestError: the sample cannot be read.
        StorageError: the database does not open.
    """
    with tempfile.TemporaryDirectory(prefix="dragoman-tour-") as folder:
        own = {"data_dir": Path(folder), "database_url": None, "telegram_token": None, "webhook_url": None}
        settings = settings.model_copy(update={**own, "owner": frozenset(), "access": "open"})
        services = open_services(settings)
        try:
            if not services.archive.issues():
                read_sample(settings)
            return asyncio.run(play(services, say))
        finally:
            services.close()


async def play(services: Services, say: Say) -> int:
    """The tour over some services; returns how many steps got no answer."""
    async with Sandbox() as sandbox, _running(services, sandbox):
        visitor = Visitor(sandbox.person("Ada"), say, lambda: not services.inbox.open())
        say("A newcomer’s first five minutes. Telegram is played by the sandbox on this machine.")
        for step in STEPS:
            await visitor.take(step)
        say("")
        say(f"{visitor.steps} steps, {visitor.missed} without an answer.")
        return visitor.missed


@asynccontextmanager
async def _running(services: Services, sandbox: Sandbox) -> AsyncIterator[None]:
    urls = {"base_url": sandbox.api_url, "base_file_url": sandbox.file_url}
    application = build_application(services, **urls, token=sandbox.token)
    stop = asyncio.Event()
    serving = asyncio.create_task(run(application, stop))
    try:
        yield
    finally:
        stop.set()
        await serving


@dataclass
class Visitor:
    """A newcomer, what they have on their screen, and how often they waited in vain."""

    person: Person
    say: Say
    is_done: Callable[[], bool]  #: whether the bot has nothing in hand
    steps: int = 0
    missed: int = 0
    shown: Message | None = None  #: what came last
    topic: str = ""  #: of the first brief that was offered
    screen: list[Message] = field(default_factory=list)  #: the last message of each answer

    async def take(self, step: Step) -> None:
        """Take a step; one that the bot does not offer is left out."""
        self.steps += 1
        try:
            await step(self)
        except (TimeoutError, NotPossibleError) as error:
            self.missed += 1
            self.say(f"  !! {error}")

    async def write(self, text: str) -> None:
        """Write a message and read the answer."""
        self.say(f"\nAda: {text}")
        await self.person.send(text)
        await self.read()

    async def press(self, *begins: str, on: Message | None = None) -> None:
        """Press the first button that begins so, and read the answer."""
        message = on or self.shown
        if message is None:
            raise NotPossibleError("there is no message with buttons")
        chosen = next((text for start in begins for text in message.buttons if text.startswith(start)), None)
        if chosen is None:
            raise NotPossibleError(f"no button {' or '.join(begins)} among {message.buttons}")
        self.say(f"\nAda presses [{chosen}]")
        await self.person.press(message, chosen).answered(PATIENCE)
        await self.read()

    async def read(self) -> None:
        """Read an answer, all parts of it."""
        first = await self.person.wait_for_answer(PATIENCE)
        self.screen.append(first)
        message: Message | None = first
        while message is not None:
            self.show(message)
            self.shown = self.screen[-1] = message
            if _BROKEN in message.text:
                raise NotPossibleError("that is no answer")
            message = await self._next_part()

    async def _next_part(self) -> Message | None:
        """The next message of the answer; None where the bot is done with it."""
        while True:
            done = await asyncio.to_thread(self.is_done)
            try:
                return await self.person.wait_for_answer(_MOMENT)
            except TimeoutError:
                if done:
                    return None

    def show(self, message: Message) -> None:
        """Print a message as plain text, its picture and buttons in brackets."""
        self.say("Dragoman:")
        if message.file is not None:
            self.say(f"    ({message.file.kind}: {message.file.name or 'picture'}, {len(message.file.data):,} bytes)")
        for line in message.text.splitlines():
            self.say(textwrap.fill(line, _WIDTH, initial_indent="    ", subsequent_indent="    ") if line else "")
        if message.buttons:
            buttons = " ".join(f"[{text}]" for text in message.buttons)
            self.say(textwrap.fill(buttons, _WIDTH, initial_indent="    ", subsequent_indent="    "))


Step = Callable[[Visitor], Awaitable[None]]


# --- the steps -----------------------------------------------------------------------------------------------------


async def _start(visitor: Visitor) -> None:
    await visitor.write("/start")


async def _first_brief(visitor: Visitor) -> None:
    """The first topic that is offered."""
    begun = visitor.screen[0]
    briefs = [button for button in begun.inline_buttons if "/brief " in str(button.value)]
    if not briefs:
        raise NotPossibleError("no brief is offered to a newcomer")
    visitor.topic = str(briefs[0].value).partition("/brief ")[2]
    await visitor.press(briefs[0].text, on=begun)


async def _sources(visitor: Visitor) -> None:
    await visitor.press("Sources", on=_brief_of(visitor))


async def _who_is_who(visitor: Visitor) -> None:
    await visitor.press("Who’s who", on=_brief_of(visitor))


async def _timeline(visitor: Visitor) -> None:
    await visitor.press("Timeline", on=_brief_of(visitor))


def _brief_of(visitor: Visitor) -> Message:
    if len(visitor.screen) < 2:
        raise NotPossibleError("no brief was shown")
    return visitor.screen[1]


async def _who(visitor: Visitor) -> None:
    await visitor.press("Who: ", on=visitor.screen[0])


async def _plain_question(visitor: Visitor) -> None:
    await visitor.write(f"what’s new on {visitor.topic}?")


async def _subscribe(visitor: Visitor) -> None:
    await visitor.write(f"/subscribe {visitor.topic}")


async def _watch(visitor: Visitor) -> None:
    """Whom the first message offered to introduce."""
    name = next((text.partition(": ")[2] for text in visitor.screen[0].buttons if text.startswith("Who: ")), "")
    if "watch" in COMMANDS and name:
        await visitor.write(f"/watch {name}")


async def _inline(visitor: Visitor) -> None:
    """Cards for another chat, and one of them put there."""
    visitor.say(f"\nAda types in another chat: @{visitor.person.world.bot.username} {visitor.topic}")
    query = await visitor.person.inline(visitor.topic, PATIENCE)
    results = query.results or ()
    if not results:
        raise NotPossibleError(f"no card on {visitor.topic}")
    visitor.say("Cards:")
    for result in results:
        visitor.say(textwrap.shorten(f"    ▢ {result.title} — {result.description}", _WIDTH, placeholder="…"))
    visitor.say("\nAda chooses the first:")
    posted = visitor.person.choose(query, results[0])
    visitor.show(posted)


async def _unknown(visitor: Visitor) -> None:
    await visitor.write("/breif")


async def _share(visitor: Visitor) -> None:
    await visitor.write(f"/share {visitor.topic}")


async def _shared_link(visitor: Visitor) -> None:
    """What somebody sees who opens the link."""
    visitor.say("\nAda opens the link that was shared")
    await visitor.write(f"/start brief_{visitor.topic}")


async def _issue(visitor: Visitor) -> None:
    await visitor.write("/issue")
    await visitor.press("")


def _writing(text: str) -> Step:
    """A step that writes a command, where there is such a one."""

    async def step(visitor: Visitor) -> None:
        if text.removeprefix("/").split()[0] in COMMANDS:
            await visitor.write(text)

    return step


STEPS: Sequence[Step] = (
    _start,
    _first_brief,
    _sources,
    _who_is_who,
    _timeline,
    _who,
    _plain_question,
    _writing("/latest"),
    _issue,
    _subscribe,
    _writing("/digest 07:30 weekdays"),
    _writing("/timezone Asia/Baghdad"),
    _watch,
    _writing("/quiet 22:00-06:30"),
    _writing("/settings"),
    _unknown,
    _inline,
    _share,
    _shared_link,
    _writing("/language fa"),
    _writing("/language en"),
    _writing("/pause 2w"),
    _writing("/stop"),
)
