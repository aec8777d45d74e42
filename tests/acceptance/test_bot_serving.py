"""`dragoman serve` as a process: killed, interrupted, given what is wrong."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import Message, Person, Sandbox
from bot.sandbox.faults import Fault
from briefings.service import delivering, open_services
from briefings.settings import Settings

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  #: seconds for a process to start on a busy machine


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


def environment(folder: Path, **values: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
    return {**kept, "PYTHONPATH": str(ROOT), "DRAGOMAN_DATA_DIR": str(folder), **values}


def of_bot(sandbox: Sandbox, folder: Path, **values: str) -> dict[str, str]:
    given = {"DRAGOMAN_TELEGRAM_TOKEN": sandbox.token, "DRAGOMAN_TELEGRAM_API_URL": sandbox.api_url}
    return environment(folder, **given, **values)


@asynccontextmanager
async def serving(env: Mapping[str, str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "serve",
        env=env,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    async with asyncio.timeout(PATIENCE):
        out, error = await process.communicate()
    return process.returncode, out.decode(), error.decode()


async def test_no_question_is_lost_when_the_bot_is_killed(sandbox: Sandbox, tmp_path: Path) -> None:
    people = [sandbox.person(f"P{number}") for number in range(20)]
    slow = Fault(delay=0.3)
    sandbox.set_fault_hook(lambda method, _values: slow if method == "sendmessage" else None)
    env = of_bot(sandbox, tmp_path)
    async with serving(env, tmp_path) as process:
        await people[0].send("/help")
        await people[0].wait_for_answer(PATIENCE)
        for number, person in enumerate(people):
            await person.send(f"/search number {number}")
        await people[3].wait_for_answer(PATIENCE)
        process.kill()
        await process.wait()
    assert not all(person.answers for person in people)

    async with serving(env, tmp_path) as process:
        async with asyncio.timeout(PATIENCE):
            while not all(answered(person) for person in people):  # noqa: ASYNC110  # several chats are watched
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        await ended(process)

    twice = [person for person in people if len(person.answers) > 1 + (person is people[0])]
    assert len(twice) <= 16  # those in hand when the bot was killed, and no others


def answered(person: Person) -> bool:
    return any("number" in message.text for message in person.answers)


async def test_a_broadcast_that_is_killed_in_the_middle_reaches_everybody_once(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    people = [sandbox.person(f"P{number}") for number in range(40)]
    env = of_bot(sandbox, tmp_path)
    services = open_services(Settings(data_dir=tmp_path))
    now = datetime.now(UTC)
    for person in people:
        reader = services.subscribers.get(person.id, None, zone="UTC", now=now)
        services.subscribers.subscribe(reader.id, services.topics[0].id, at=now)
    async with serving(env, tmp_path) as process:
        assert await asyncio.to_thread(delivering.queue_edition, services, "Flash", None, now) == 40
        await people[12].wait_for_answer(PATIENCE)
        process.kill()
        await process.wait()
    async with serving(env, tmp_path), asyncio.timeout(PATIENCE):
        while any(services.outbox.counts()[state] for state in ("due", "waiting", "sending")):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    counts = services.outbox.counts()
    services.close()

    got = Counter(accepted.chat_id for accepted in sandbox.accepted)
    assert set(got.values()) == {1}
    assert 40 - len(got) <= counts["refused"] <= 8  # in doubt, and `skip` is the policy
    assert counts["sent"] + counts["refused"] == 40


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_bot_at_once_and_without_a_word_of_error(
    sandbox: Sandbox, tmp_path: Path, number: signal.Signals
) -> None:
    ada = sandbox.person("Ada")
    async with serving(of_bot(sandbox, tmp_path), tmp_path) as process:
        await ada.send("/help")
        await ada.wait_for_answer(PATIENCE)

        process.send_signal(number)
        began = time.monotonic()
        code, out, error = await ended(process)

    assert code == 0
    assert time.monotonic() - began < 4
    assert out == ""
    assert "Traceback" not in error
    assert sandbox.token not in error


async def test_a_wrong_token_is_told_in_a_sentence(sandbox: Sandbox, tmp_path: Path) -> None:
    env = of_bot(sandbox, tmp_path) | {"DRAGOMAN_TELEGRAM_TOKEN": "7000000001:some-other-token-than-the-one"}
    async with serving(env, tmp_path) as process:
        code, _, error = await ended(process)

    assert code == 1
    assert "Telegram does not know the token in DRAGOMAN_TELEGRAM_TOKEN" in error
    assert "some-other-token" not in error
    assert "Traceback" not in error


async def test_an_issue_whose_reading_was_killed_is_asked_about_and_leaves_nothing(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    ola = sandbox.person("Ola")
    env = of_bot(sandbox, tmp_path, DRAGOMAN_OWNER=str(ola.id))
    issue = ROOT / "briefings" / "sample" / "week27.pdf"
    async with serving(env, tmp_path) as process:
        await ola.send_document(issue.name, issue.read_bytes(), "Notes Week 27 2020-07-01")
        await ola.wait_for_answer(PATIENCE, where=lambda message: "its pages" in message.text)
        process.kill()
        await process.wait()
    async with serving(env, tmp_path):
        asked = await ola.wait_for_answer(PATIENCE, where=lambda message: "broke off" in message.text)
        status = await asked_for(ola, "/status")
        ola.press(asked, "Read it again")
        read = await ola.wait_for_answer(3 * PATIENCE, where=lambda message: "4 pages" in message.text)

    assert "Nothing was read yet" in status.text
    assert asked.id == read.id
    assert read.text.startswith("Notes Week 27 of 2020-07-01: read")


async def asked_for(person: Person, text: str) -> Message:
    await person.send(text)
    return await person.wait_for_answer(PATIENCE)


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ({"DRAGOMAN_ACCESS": "everybody"}, "DRAGOMAN_ACCESS: Input should be 'open', 'invitation' or 'list'"),
        ({"DRAGOMAN_WEBHOOK_URL": "http://example.org/hook"}, "DRAGOMAN_WEBHOOK_URL"),
        ({"DRAGOMAN_TIMEZONE": "Mars/Phobos"}, "no time zone"),
        ({"DRAGOMAN_DATABASE_URL": "postgresql://db/x"}, "DRAGOMAN_DATABASE_URL"),
    ],
)
async def test_settings_that_cannot_work_are_told_before_anything_starts(
    sandbox: Sandbox, tmp_path: Path, wrong: dict[str, str], part: str
) -> None:
    async with serving(of_bot(sandbox, tmp_path, **wrong), tmp_path) as process:
        code, _, error = await ended(process)

    assert code == 1
    assert part in error
    assert "Traceback" not in error


async def test_a_second_bot_on_the_same_database_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    ada = sandbox.person("Ada")
    env = of_bot(sandbox, tmp_path)
    async with serving(env, tmp_path):
        await ada.send("/help")
        await ada.wait_for_answer(PATIENCE)
        async with serving(env, tmp_path) as second:
            code, _, error = await ended(second)

    assert code == 1
    assert "Dragoman runs already on" in error


async def test_without_a_token_the_sample_is_played_on_the_next_free_port(tmp_path: Path) -> None:
    pytest.importorskip("briefings.sources.issues")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = environment(tmp_path, DRAGOMAN_PORT=str(port))
        async with serving(env, tmp_path) as process:
            assert process.stdout is not None
            async with asyncio.timeout(120):
                first, second = [(await process.stdout.readline()).decode() for _ in range(2)]
            process.send_signal(signal.SIGINT)
            code, _, error = await ended(process)

    assert first.startswith(f"Port {port} is taken, so the chat page is on {port + 1}")
    assert f"http://127.0.0.1:{port + 1}/" in second
    assert code == 0
    assert "Traceback" not in error
    assert _sources(tmp_path) == {"Sample"}
    assert _sources(tmp_path, token="123456:a-real-token") == set()


def _sources(folder: Path, token: str | None = None) -> set[str]:
    """The sources in an archive, as seen with no token or by a real bot."""
    services = open_services(Settings(data_dir=folder, telegram_token=token))
    try:
        return {issue.source for issue in services.archive.issues()}
    finally:
        services.close()
