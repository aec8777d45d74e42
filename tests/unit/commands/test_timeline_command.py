"""`dragoman timeline` prints words or one JSON document, and draws where it is told to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefings.commands import app
from briefings.service import open_services
from briefings.settings import Settings
from tests.builders import NOON, a_day, a_development, a_party, an_article, an_issue

RAID = "Iraq raided a base of Kataib Hezbollah."
TALKS = "Iraq opened talks with Kataib Hezbollah."
NAMES = {"Iraq": "iraq", "Kataib Hezbollah": "kataib-hezbollah"}


@pytest.fixture(autouse=True)
def _here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(archive))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two dated developments."""
    folder = tmp_path_factory.mktemp("archive")
    parties: dict[str, Any] = {"actors": (a_party("Iraq", "iraq"),), "targets": (a_party("KH", "kataib-hezbollah"),)}
    raid = a_development(RAID, type="COERCE", when=a_day("2020-06-25"), event=0, **parties)
    talks = a_development(TALKS, type="CONSULT", sentence=1, when=a_day("2020-06-11"), event=1, **parties)
    services = open_services(Settings(data_dir=folder))
    services.archive.add_issue(an_issue(an_article(RAID, TALKS, names=NAMES, developments=(raid, talks))), at=NOON)
    services.close()
    return folder


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["timeline", *args])
    return done.exit_code, done.stdout, done.stderr


def test_json_has_the_lines_of_a_brief_by_date() -> None:
    code, out, _ = run("kataib", "--days", "2", "--lines", "1", "--json")
    found = json.loads(out)

    assert code == 0
    assert [(entry["from"], entry["to"]) for entry in found["entries"]] == [("2020-06-11",) * 2, ("2020-06-25",) * 2]
    assert [line["statement"] for line in found["lines"]] == [TALKS, RAID]
    line = found["entries"][1]["lines"][0]
    assert {"statement", "when", "type", "status", "actors", "targets", "place", "evidence", "novelty"} <= set(line)
    assert line["evidence"][0]["page"] == "3"
    assert found["topic"] == "kataib-hezbollah"
    assert found["as_of"] == "2020-07-01"
    assert found["read"] == {"issues": 1, "pages": 1, "unreadable": 0}


def test_dates_are_bounded_and_the_rest_counted() -> None:
    found = json.loads(run("--days", "1", "--json")[1])

    assert len(found["entries"]) == 1
    assert found["more"] == 1


def test_words_are_cited() -> None:
    code, out, _ = run("kataib june 2020")

    assert code == 0
    assert "25 June 2020" in out
    assert "(Weekly 26 · p. 3)" in out


def test_a_chart_is_drawn(archive: Path) -> None:
    code, out, _ = run("kataib", "--chart", str(archive / "chart.png"))

    assert code == 0
    assert "25 June 2020" in out
    assert (archive / "chart.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (("kataib", "--chart", "no/such/folder/chart.png"), 1, "cannot be written"),
        (("kataib", "--chart", "."), 1, "cannot be written"),
        (("kataib 2019", "--chart", "chart.png"), 1, "was not drawn"),
        (("philately",), 1, "no topic “philately”"),
        (("kataib from 3 june 2020 to 1 june 2020",), 1, "before it begins"),
        (("kataib", "--as-of", "soon"), 2, "is no date"),
        (("kataib", "--days", "0"), 2, "or equal to 1"),
    ],
)
def test_what_cannot_be_done_is_said(args: tuple[str, ...], code: int, part: str) -> None:
    ended, _, err = run(*args)

    assert ended == code
    assert part in err
    assert "Traceback" not in err


def test_a_period_without_anything_is_an_honest_no() -> None:
    code, out, _ = run("kataib 2019")

    assert code == 0
    assert "Nothing with a date was read" in out
