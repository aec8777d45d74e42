"""A broadcast under fire: the bot as a process of its own, killed again and again, against a server that misbehaves.

Everything random comes from one seed: which call meets which fault, whom the bot may not write to, when it is killed.
What the operating system does between two processes is not seeded, so a seed shows a fault again, not its very moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.sandbox import Group, Limits, Person, Sandbox
from bot.sandbox.faults import Fault
from bot.sandbox.limits import FloodGate
from briefings.model import AnswerLost
from briefings.service import Services, delivering, open_services
from briefings.settings import Settings
from briefings.storage.chat_tables import attempts
from tests.builders import ISSUE_DATE, NOON, a_development, a_party, an_article, an_issue
from tests.chaos.account import Account, account, first_line

ROOT = Path(__file__).parents[2]
EDITION = "chaos"
_HEAD, _NEAR = "Digest · ", 200  #: what a part begins with, though a word may stand before it
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
_LOG = "bot.log"
_NONE: Mapping[str, str] = {}
_SLEEP = 0.5
_BETWEEN = 0.036  #: seconds from one message of a broadcast to the next


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to whom."""

    readers: int = 2000
    groups: int = 10
    moving: int = 3  #: groups that become supergroups in the middle
    blocked: int = 20  #: readers who block the bot before
    kills: int = 3
    kill_at: Literal["any moment", "before", "after"] = "any moment"  #: "before" or "after" a message is taken
    cut: float = 0.0  #: share of messages that are taken, and whose answer is lost
    bad_gateway: float = 0.0  #: share of messages that meet a 502
    policy: Literal["resend", "skip"] = "skip"
    askers: int = 5  #: who ask `/help` all the while
    limits: bool = True
    seed: int = 1


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    account: Account
    answers: list[float] = field(default_factory=list)  #: seconds from question to answer, while the bot was up
    kills: int = 0
    cpu: float = 0.0  #: seconds that the bot's last process used

    @property
    def p95(self) -> float:
        """The time within which 95 of 100 answers came."""
        return sorted(self.answers)[int(len(self.answers) * 0.95)] if self.answers else 0.0


class CountingGate(FloodGate):
    """The server's flood limits, and how often they were met."""

    refused: int = 0

    def admit(self, chat_id: int, now: float) -> int:
        """As the gate does, counted."""
        seconds = super().admit(chat_id, now)
        type(self).refused += bool(seconds)
        return seconds


class Rig:
    """One run of a plan.

    Args:
        plan: what happens.
        folder: an empty one, for the bot's data.
        patience: seconds after which the run is given up.
        settings: of the bot, beside those of the plan.
    """

    def __init__(
        self, plan: Plan, folder: Path, *, patience: float = 280.0, settings: Mapping[str, str] = _NONE
    ) -> None:
        self.plan = plan
        self._folder = folder
        self._patience = patience
        self._settings = settings
        self._random = random.Random(plan.seed)  # noqa: S311  # nothing is kept secret with it
        self._sandbox = Sandbox()
        self._up = asyncio.Event()
        self._kill = asyncio.Event()
        self._begun = asyncio.Event()
        self._to_kill: set[int] = set()  #: at which messages the bot is killed
        self._moved: dict[int, int] = {}  #: groups' old ids → new
        self._sent = 0
        self._down_at = 0.0

    async def run(self) -> Outcome:
        """Play it to the end."""
        plan = self.plan
        async with self._sandbox:
            CountingGate.refused = 0
            self._sandbox.world.gate = CountingGate(Limits()) if plan.limits else None
            services = open_services(Settings(data_dir=self._folder, telegram_token=SecretStr(self._sandbox.token)))
            try:
                readers, groups = self._subscribed(services)
                owed = await asyncio.to_thread(_queued, services)
                messages = owed + 1
                self._to_kill = set(self._random.sample(range(messages // 10, messages * 9 // 10), plan.kills))
                self._sandbox.set_fault_hook(self._fault)
                outcome = Outcome(account([], [], [], doubtful=0, refused=0))
                async with asyncio.timeout(self._patience):
                    await self._play(services, groups, outcome)
                chats = [*(one.id for one in readers[plan.blocked :]), *(one.id for one in groups)]
                taken = [
                    replace(one, chat_id=self._moved.get(one.chat_id, one.chat_id)) for one in self._sandbox.accepted
                ]
                heads = {first_line(one.text) for one in taken} - {""}
                doubtful = _doubtful(services)
                outcome.account = account(taken, chats, heads, doubtful=doubtful, refused=CountingGate.refused)
                return outcome
            finally:
                services.close()

    def _subscribed(self, services: Services) -> tuple[list[Person], list[Group]]:
        """Readers and groups that follow a topic with news; the first readers block the bot."""
        plan, topic = self.plan, services.topics[0].id
        _fill(services)
        readers = [self._sandbox.person(f"R{number}") for number in range(plan.readers)]
        owner = self._sandbox.person("Owner")
        groups = [self._sandbox.group(f"G{number}", owner, kind="group") for number in range(plan.groups)]
        now = datetime.now(UTC)
        chats = [*(reader.id for reader in readers), *(group.id for group in groups)]
        for chat in chats:
            subscriber = services.subscribers.get(chat, None, zone="UTC", now=now)
            services.subscribers.subscribe(subscriber.id, topic, at=now)
        for reader in readers[: plan.blocked]:
            reader.block()
        return readers, groups

    async def _play(self, services: Services, groups: list[Group], outcome: Outcome) -> None:
        env = {**_environment(self._folder, self._sandbox, self.plan), **self._settings}
        askers = [self._sandbox.person(f"A{number}") for number in range(self.plan.askers)]
        asking = [asyncio.create_task(self._ask(asker, outcome)) for asker in askers]
        moving = asyncio.create_task(self._move(groups))
        try:
            while True:
                async with serving(env, self._folder) as process:
                    if await self._until_killed_or_done(process, services):
                        outcome.cpu = cpu_of(process.pid)
                        return
                    outcome.kills += 1
        finally:
            for task in (*asking, moving):
                task.cancel()
            await asyncio.gather(*asking, moving, return_exceptions=True)

    async def _until_killed_or_done(self, process: asyncio.subprocess.Process, services: Services) -> bool:
        """True once nothing is owed any more; False when the bot was killed."""
        self._kill.clear()
        looked = 0.0
        while True:
            if self._kill.is_set():
                process.kill()
                await process.wait()
                self._up.clear()
                self._down_at = time.monotonic()
                return False
            if process.returncode is not None:
                said = (self._folder / _LOG).read_text().splitlines()[-3:]
                raise RuntimeError(f"the bot ended by itself, with {process.returncode}: {said}")
            if time.monotonic() - looked > 1.0:
                looked = time.monotonic()
                counts = await asyncio.to_thread(services.outbox.counts)
                if not any(counts[state] for state in ("due", "waiting", "sending", "unknown")):
                    return True
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SLEEP):
                    await self._kill.wait()

    def _fault(self, method: str, values: Mapping[str, Any]) -> Fault | None:
        """What a call meets; kills are ordered here, so that they hit a message before or after it is taken."""
        if method == "getupdates":
            self._up.set()
        if method != "sendmessage" or _HEAD not in str(values.get("text", ""))[:_NEAR]:
            return None
        self._sent += 1
        self._begun.set()
        if self._sent in self._to_kill:
            return self._killing()
        drawn = self._random.random()
        if drawn < self.plan.cut:
            return Fault(cut_after_accept=True)
        return Fault(status=502) if drawn < self.plan.cut + self.plan.bad_gateway else None

    def _killing(self) -> Fault | None:
        """Kill the bot; at any moment is within the time in which it sends one message."""
        if self.plan.kill_at == "any moment":
            asyncio.get_running_loop().call_later(self._random.random() * _BETWEEN, self._kill.set)
            return None
        self._kill.set()
        return Fault(cut_before_accept=True) if self.plan.kill_at == "before" else Fault(cut_after_accept=True)

    async def _ask(self, asker: Person, outcome: Outcome) -> None:
        """Ask for help every other second, as fast as Telegram lets one chat be answered."""
        await asyncio.sleep(self._random.random() * 2)
        while True:
            await self._up.wait()
            asked = time.monotonic()
            await asker.send("/help")
            await asker.wait_for_answer(self._patience)
            if self._down_at < asked:
                outcome.answers.append(time.monotonic() - asked)
            await asyncio.sleep(2.0)

    async def _move(self, groups: list[Group]) -> None:
        """Upgrade some groups, one after the other, once the broadcast is under way."""
        for group in groups[: self.plan.moving]:
            await self._begun.wait()
            moved = groups[groups.index(group)] = group.migrate()
            self._moved[group.id] = moved.id
            await asyncio.sleep(0.5)


def _fill(services: Services) -> None:
    """An issue with as much news on the first topic as makes a digest of two parts."""
    one, other = (side[0] for side in services.topics[0].pair or ())
    alpha, beta = a_party("Alpha", one), a_party("Beta", other)
    sentences = [f"Alpha told Beta {_WORDS[place]} {'and again ' * 40}what it knew." for place in range(len(_WORDS))]
    told = tuple(
        a_development(
            sentence, sentence=place, actors=(alpha,), targets=(beta,), trigger=_WORDS[place], event=place, salience=0.5
        )
        for place, sentence in enumerate(sentences)
    )
    article = an_article(*sentences, names={"Alpha": one, "Beta": other}, developments=told)
    services.archive.add_issue(an_issue(article, date=ISSUE_DATE), at=NOON)


def _queued(services: Services) -> int:
    """Queue the edition; returns how many parts are owed."""
    delivering.queue_edition(services, EDITION, None, datetime.now(UTC))
    return services.outbox.counts()["due"]


def _doubtful(services: Services) -> int:
    """How many attempts ended without an answer, a crash among them."""
    lost = select(func.count()).select_from(attempts).where(attempts.c.outcome == AnswerLost.__name__)
    with services.database.reading() as connection:
        return int(connection.execute(lost).scalar_one())


def _environment(folder: Path, sandbox: Sandbox, plan: Plan) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "DRAGOMAN_DATA_DIR": str(folder),
        "DRAGOMAN_TELEGRAM_TOKEN": sandbox.token,
        "DRAGOMAN_TELEGRAM_API_URL": sandbox.api_url,
        "DRAGOMAN_IN_DOUBT": plan.policy,
    }


@asynccontextmanager
async def serving(env: Mapping[str, str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """`dragoman serve` as a process, killed at the end; what it says goes into a file of the folder."""
    with (folder / _LOG).open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", env=env, cwd=folder, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has used, its threads together (Linux: proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
