"""`dragoman tour`: a newcomer's first minutes, every step answered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import pacing, tour
from bot.__main__ import commands
from bot.tour import STEPS, play
from briefings.service import Services, open_services
from briefings.settings import Settings
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "SECOND", 0.001)


async def test_every_step_of_the_tour_is_answered(services: Services) -> None:
    said: list[str] = []
    missed = await play(services, said.append)
    text = "\n".join(said)

    assert missed == 0, text
    assert said[-1] == f"{len(STEPS)} steps, 0 without an answer."
    assert "Ada: /start\nDragoman:\n" in text
    assert "Ada presses [Acme – Bolt]\nDragoman:\n    Acme – Bolt" in text
    assert "(photo: " in text
    assert "Ada: /breif\nDragoman:\n    There is no command /breif" in text
    assert "▢ Brief: Acme – Bolt" in text
    assert "https://t.me/dragoman_sandbox_bot?start=brief_acme-bolt" in text
    order = [
        text.index(part) for part in ("Ada: /start", "[Sources]", "Ada: /subscribe", "Ada: /digest", "Ada: /share")
    ]
    assert order == sorted(order)


async def test_a_step_without_an_answer_is_counted_and_the_others_go_on(
    empty_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tour, "PATIENCE", 2.0)
    said: list[str] = []
    missed = await play(empty_services, said.append)

    assert missed > 0
    assert any(line.startswith("  !! no card on ") for line in said)
    assert "\nAda: /stop" in said


def read(settings: Settings) -> None:
    """An issue in the place of the sample, which takes a language model to read."""
    said = "Kataib Hezbollah accused the United States of delay on 28 June 2020."
    kataib, states = a_party("Kataib Hezbollah", "kataib-hezbollah"), a_party("United States", "united-states")
    found = a_development(said, type="ACCUSE", actors=(kataib,), targets=(states,), when=a_day("2020-06-28"))
    article = an_article(
        said, names={"Kataib Hezbollah": "kataib-hezbollah", "United States": "united-states"}, developments=(found,)
    )
    with closing(open_services(settings)) as services:
        services.archive.add_issue(an_issue(article), at=NOON)


def run_command(monkeypatch: pytest.MonkeyPatch, folder: Path, read_sample: Callable[[Settings], None]) -> Result:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(folder / "own"))
    monkeypatch.setenv("DRAGOMAN_TELEGRAM_TOKEN", "123456:not-to-be-used")
    monkeypatch.setattr(tour, "read_sample", read_sample)
    return CliRunner().invoke(commands(), ["tour"])


def test_the_command_prints_the_tour_and_leaves_the_operators_archive_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = run_command(monkeypatch, tmp_path, read)

    assert ran.exit_code == 0, ran.output
    assert "Ada: /start" in ran.stdout
    assert f"{len(STEPS)} steps, 0 without an answer." in ran.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_command_fails_where_a_step_got_no_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = run_command(monkeypatch, tmp_path, lambda _settings: None)

    assert ran.exit_code == 1
    assert "without an answer" in ran.stderr
