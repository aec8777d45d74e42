"""`dragoman status` says how the bot is, for people and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefings.commands import app
from briefings.service import open_services
from briefings.settings import Settings
from tests.builders import NOON, an_article, an_issue

TOKEN = "123456:a-secret-of-the-bot"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DRAGOMAN_TELEGRAM_TOKEN", TOKEN)
    services = open_services(Settings())
    services.archive.add_issue(an_issue(an_article("Acme bought Bolt.")), at=NOON)
    services.subscribers.get(5, None, zone="UTC", now=NOON)
    services.health.started(NOON)
    services.health.note_error("0ab123")
    services.close()


def test_status_for_people() -> None:
    result = CliRunner().invoke(app, ["status"])

    assert result.exit_code == 0
    assert "Read: 1 issue" in result.stdout
    assert "1 active" in result.stdout
    assert "0ab123" in result.stdout
    assert "secret" not in result.stdout


def test_status_for_scripts() -> None:
    result = CliRunner().invoke(app, ["status", "--json"])
    found = json.loads(result.stdout)

    assert found["issues"] == 1
    assert found["latest"]["source"] == "Weekly"
    assert found["subscribers"] == {"active": 1, "paused": 0, "gone": 0}
    assert found["queue"]["due"] == 0
    assert found["errors"] == {"since": NOON.isoformat(), "count": 1, "last": "0ab123"}
    assert found["schema"] == "0004"
    assert found["disk_free"] > 0
    assert "secret" not in result.stdout
