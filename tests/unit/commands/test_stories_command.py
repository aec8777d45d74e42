"""`dragoman stories` prints a line an article, or stories for people; an archive file's own ids come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefings.analysis import Analyst
from briefings.catalogue import load_countries, load_entities
from briefings.commands import app
from briefings.commands.measured.stories import bcubed, of_reports, of_sentences, of_updates, shown
from briefings.language.pipeline import load_pipeline

FIRE = "A fire at the Nadira refinery killed four workers and stopped both distillation units."
FIRE_TOO = "Four workers died when fire broke out at the refinery of Nadira; both units were stopped."
VOTE = "The parliament of Kalba voted for a tax on imported cement after a long debate."


@pytest.fixture(autouse=True)
def _here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(archive))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with three articles of two sources, read from a file."""
    folder = tmp_path_factory.mktemp("archive")
    lines = [
        {"id": "x/1", "source": "Weekly", "date": "2020-07-01", "text": FIRE, "title": "Fire at Nadira"},
        {"id": "x/2", "source": "Weekly", "date": "2020-07-01", "text": VOTE},
        {"id": "y#1", "source": "Daily", "date": "2020-07-01", "text": FIRE_TOO},
    ]
    file = folder / "some.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_DATA_DIR", str(folder))
        assert CliRunner().invoke(app, ["ingest", str(file)]).exit_code == 0
    return folder


def run(*args: str) -> str:
    done = CliRunner().invoke(app, ["stories", *args])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_each_article_has_a_line_with_its_own_id() -> None:
    found = {row["id"]: row["story"] for row in map(json.loads, run("--json").splitlines())}

    assert found.keys() == {"x/1", "x/2", "y#1"}
    assert found["x/1"] == found["y#1"] != found["x/2"]


def test_people_see_the_largest_story_first() -> None:
    lines = run().splitlines()

    assert lines[0].endswith(": 2 articles, 2020-07-01")
    assert lines[1:3] == ["  2020-07-01  Weekly: Fire at Nadira", f"  2020-07-01  Daily: {FIRE_TOO}"]
    assert lines[3] == "1 more story of one article: --all shows them too."
    assert VOTE in run("--all")


def test_nothing_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(tmp_path))

    assert run() == "Nothing was read yet: dragoman ingest FILE.\n"
    assert run("--json") == ""


def test_clusters_are_measured_by_items() -> None:
    gold = {"a": 1, "b": 1, "c": 2}

    assert bcubed(gold, gold) == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert bcubed(gold, dict.fromkeys(gold, 0)) == pytest.approx({"p": 5 / 9, "r": 1.0, "f1": 10 / 14})
    assert bcubed(gold, {}) == pytest.approx({"p": 1.0, "r": 2 / 3, "f1": 0.8})


def test_reports_sentences_and_updates_are_measured_with_one_setting() -> None:
    entities = load_entities()
    analyst = Analyst(load_pipeline(), entities, load_countries(entities=entities))

    def told(*events: str) -> list[dict[str, object]]:
        return [{"tag": "ACTION_OCCURRENCE", "sent": n, "instance": one} for n, one in enumerate(events)]

    reports = [
        {"id": "a", "cluster": "fire", "sentences": [FIRE, VOTE], "mentions": told("f", "v")},
        {"id": "b", "cluster": "fire", "sentences": [FIRE_TOO], "mentions": told("f")},
    ]
    steps = [{"date": "2020-07-01", "updates": {"one": FIRE, "two": FIRE_TOO, "three": ""}}]
    found = {
        "reports": of_reports(reports, analyst),
        "sentences": of_sentences(reports, analyst),
        "updates": of_updates([{"event": "fire", "steps": steps}], analyst),
    }

    assert found["reports"]["f1"] == found["sentences"]["f1"] == found["updates"]["mean"]["f1"] == 1.0
    assert "sentences of ECB+" in shown(found)
