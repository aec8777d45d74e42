"""Whoever gave an archive of lines finds each article again in what commands print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefings.commands import app, shapes
from tests.builders import a_quote

RAID = "Iraqi forces raided a base of Kataib Hezbollah on 25 June 2020."
TALKS = "Iraq opened talks with Kataib Hezbollah on 27 June 2020."
LINES = [
    {"id": "wire/17", "source": "Weekly", "date": "2020-07-01", "text": RAID, "title": "A raid"},
    {"id": "wire/18", "source": "Weekly", "date": "2020-07-01", "text": TALKS},
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two lines."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "wire.jsonl").write_text("\n".join(map(json.dumps, LINES)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_DATA_DIR", str(folder))
        assert CliRunner().invoke(app, ["ingest", str(folder / "wire.jsonl")]).exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def _here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(archive))


def answer(*arguments: str) -> Any:
    done = CliRunner().invoke(app, [*arguments, "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def ids(developments: list[dict[str, Any]]) -> dict[str, set[str]]:
    return {one["statement"]: {quote["article"] for quote in one["evidence"]} for one in developments}


@pytest.mark.parametrize("command", ["brief", "timeline"])
def test_each_line_names_the_ids_of_its_articles(command: str) -> None:
    assert ids(answer(command, "kataib")["lines"]) == {RAID: {"wire/17"}, TALKS: {"wire/18"}}


def test_a_dossier_names_the_ids_of_its_articles() -> None:
    found = answer("who", "kataib")

    assert ids(found["developments"]) == {RAID: {"wire/17"}, TALKS: {"wire/18"}}
    assert {relation["evidence"]["article"] for relation in found["relations"]} <= {"wire/17", "wire/18"}
    assert found["names"][0]["first"]["article"] == "wire/17"


def test_evidence_of_a_page_has_its_headline() -> None:
    shape = shapes.quote(a_quote())

    assert shape["article"] == "Acme buys"
    assert shape.keys() == {"source", "number", "date", "page", "article", "sentence"}


def test_a_headline_of_an_archive_stands_beside_its_id() -> None:
    shape = shapes.quote(a_quote(key="wire/17"))

    assert (shape["article"], shape["headline"]) == ("wire/17", "Acme buys")
    assert "headline" not in shapes.quote(a_quote(key="wire/17", article=None))
