"""`dragoman evaluate` measures what is asked for on data that is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefings.commands import app

LEFT = ["The port of Nadira was", "closed on Monday after a", "storm."]
TEXT = "The port of Nadira was closed on Monday after a storm. Ships must use the harbour of Kalba until May."


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", *args])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One labelled page: its text with blanks, and its truth."""
    pages = tmp_path / "pages"
    pages.mkdir()
    lines = ["Page 3 - NAM Week 3", "", TEXT]
    (pages / "a.txt").write_text("\n".join(lines))
    flow = [["p", [TEXT]]]
    truth = {"flow": flow, "floats": [], "in_place": flow, "furniture": ["Page 3 - NAM Week 3"], "ignored": []}
    (pages / "a.json").write_text(json.dumps(truth))
    entry: dict[str, Any] = {"id": "a", "kind": "single", "columns": 1, "layout": "a.txt", "truth_blocks": "a.json"}
    (pages / "manifest.json").write_text(json.dumps([entry]))
    return tmp_path


def test_pages_are_measured_and_printed_as_one_document(data: Path) -> None:
    code, out, _ = run("pages", "--data", str(data), "--json")
    found = json.loads(out)["pages"]

    assert code == 0
    assert found["layout"]["pages"]["a"] == {
        "kind": "single",
        **dict.fromkeys(("sim", "strict", "sent", "sent95", "next", "bow"), 1.0),
        "furn": 0.0,
    }
    assert found["layout"]["mean"]["single"]["pages"] == 1
    assert found["pdf"] == {"pages": {}, "mean": {}, "pages_per_second": None}


def test_people_see_a_table(data: Path) -> None:
    code, out, _ = run("pages", "--data", str(data))

    assert code == 0
    assert "a single" in out
    assert "1.000" in out


def test_data_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    code, out, err = run("pages", "--data", str(tmp_path))

    assert (code, out) == (1, "")
    assert err.strip().endswith("manifest.json is not there: give the folder of labelled data with --data.")


def test_what_cannot_be_measured_is_a_sentence_with_what_can() -> None:
    code, _, err = run("luck")

    assert code == 2
    assert "'luck' cannot be measured: language, pages" in err
