"""`dragoman serve` without a token: where it listens and where it keeps its archive."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot import sandboxed
from bot.lock import held
from bot.sandbox import Sandbox
from briefings.errors import SettingsError
from briefings.settings import Settings


def test_a_database_is_held_by_one_bot_at_a_time(tmp_path: Path) -> None:
    database = tmp_path / "new" / "dragoman.sqlite3"

    with held(database) as first, held(database, patience=0.0) as second:
        assert first
        assert not second
    with held(database, patience=0.0) as again:
        assert again


def test_the_sandbox_asks_the_operators_own_archive_and_is_alone_on_it(settings: Settings) -> None:
    with sandboxed._own_services(settings) as services:
        assert services.database.path == settings.data_dir / "dragoman.sqlite3"
        with pytest.raises(SettingsError, match="runs already on"), sandboxed._own_services(settings):
            pytest.fail("held twice")


def test_the_chats_of_the_sandbox_are_its_own_bots(settings: Settings) -> None:
    assert Sandbox().world.bot.id == settings.bot


def test_a_database_named_by_the_operator_is_not_shared(settings: Settings) -> None:
    named = settings.model_copy(update={"database_url": f"sqlite:///{settings.data_dir / 'mine.sqlite3'}"})

    with (
        sandboxed._own_services(named),
        pytest.raises(SettingsError, match="runs already on"),
        sandboxed._own_services(named),
    ):
        pytest.fail("held twice")


async def test_a_taken_port_is_passed_over_with_a_sentence(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox = Sandbox()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        await sandboxed._listen(sandbox, settings.model_copy(update={"port": port}))
    await sandbox.stop()

    assert sandbox.page_url != f"http://127.0.0.1:{port}/"
    assert capsys.readouterr().out.startswith(f"Port {port} is taken, so the chat page is on ")


async def test_an_address_that_other_machines_reach_is_refused(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="DRAGOMAN_HOST"):
        await sandboxed._listen(Sandbox(), settings.model_copy(update={"host": "0.0.0.0"}))  # noqa: S104  # refused
