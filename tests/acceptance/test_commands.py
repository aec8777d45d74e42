"""The operator's commands print what others build on: the shapes of their JSON, and nothing else on standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.acceptance.conftest import Run, answer

TEXT = "Acme said on Friday that it had agreed to buy Bolt. Iraqi forces raided a base of Kataib Hezbollah in May."


def test_annotate_gives_a_line_for_each_line_and_offsets_of_its_text(dragoman: Run) -> None:
    lines: list[dict[str, Any]] = [
        {"id": 1, "text": TEXT, "date": "2020-07-01"},
        {"id": "b", "text": "Nothing happened."},
    ]
    done = dragoman("annotate", "-", given="\n".join(map(json.dumps, lines)))
    found = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr
    assert [shape["id"] for shape in found] == [1, "b"]
    for given, shape in zip(lines, found, strict=True):
        assert {"sentences", "entities", "dates", "attributions", "links", "developments"} <= set(shape)
        for entity in shape["entities"]:
            assert given["text"][entity["start"] : entity["end"]] == entity["text"]


def test_annotate_finds_who_did_what_when(dragoman: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT)
    shape = answer(dragoman("annotate", tmp_path / "note.txt", "--date", "2020-07-01", "--json"))
    raid = next(d for d in shape["developments"] if d["type"] == "COERCE")

    assert raid["when"] == {"value": "2020-05", "from": "2020-05-01", "to": "2020-05-31"}
    assert [actor["entity"] for actor in raid["actors"]] == ["iraq"]
    assert [target["entity"] for target in raid["targets"]] == ["kataib-hezbollah"]
    assert raid["status"] == "stated"
    assert shape["sentences"][raid["sentence"]]["start"] == TEXT.index("Iraqi")


def test_names_are_looked_up_compared_and_joined_line_by_line(dragoman: Run) -> None:
    found = dragoman("names", "look-up", "--queries", "-", given='{"id": 1, "query": "khataib hizbullah"}\n')
    alike = dragoman(
        "names", "compare", "--pairs", "-", given='{"id": 1, "a": "Mostafa Kazemi", "b": "Mustafa al-Kadhimi"}'
    )
    joined = dragoman(
        "names", "join", "--mentions", "-", given='{"id": 1, "text": "Acme Oil"}\n{"id": 2, "text": "Acme Oil"}'
    )

    assert answer(found)["candidates"][0]["entity"] == "kataib-hezbollah"
    assert answer(alike)["same"] is True
    assert len({json.loads(line)["cluster"] for line in joined.stdout.splitlines()}) == 1


def test_an_archive_of_articles_is_read_and_read_again(dragoman: Run, tmp_path: Path) -> None:
    record = {
        "id": "1",
        "source": "Weekly",
        "number": "26",
        "date": "2020-07-01",
        "title": "Talks",
        "text": TEXT,
        "page": "4",
    }
    (tmp_path / "old.jsonl").write_text(json.dumps(record) + "\n")
    for outcome in ("added", "unchanged"):
        assert json.loads(dragoman("ingest", tmp_path / "old.jsonl", "--json").stdout)["outcome"] == outcome
    lines = answer(dragoman("brief", "kataib", "--json"))["lines"]

    assert [line["evidence"][0]["page"] for line in lines] == ["4"]
    assert [(line["evidence"][0]["article"], line["evidence"][0]["headline"]) for line in lines] == [("1", "Talks")]


def test_a_corrected_issue_takes_the_place_of_the_old_one(dragoman: Run, tmp_path: Path) -> None:
    page = tmp_path / "issue.txt"
    for text in (
        "Oil talks\n\nActors met on Monday. Acme sued Bolt.\n",
        "Oil talks\n\nActors met on Tuesday. Acme sued Bolt.\n",
    ):
        page.write_text(text)
        assert dragoman("ingest", page, "--source", "Weekly", "--number", "26", "--date", "2020-07-01").returncode == 0

    assert len(answer(dragoman("issues", "--json"))) == 1
    assert answer(dragoman("search", "Monday", "--json")) == []
    assert len(answer(dragoman("search", "Tuesday", "--json"))) == 1


def test_an_issue_can_be_forgotten(dragoman: Run, tmp_path: Path) -> None:
    (tmp_path / "issue.txt").write_text("Oil talks\n\nThe minister met Acme on Monday. They spoke about oil.\n")
    dragoman("ingest", tmp_path / "issue.txt", "--source", "Weekly", "--date", "2020-07-01")
    number = answer(dragoman("issues", "--json"))[0]["id"]

    assert dragoman("forget", number).returncode == 0
    assert dragoman("forget", number).returncode == 1
    assert answer(dragoman("issues", "--json")) == []


def test_doctor_names_the_model_and_finds_everything_right(dragoman: Run) -> None:
    found = answer(dragoman("doctor", "--json"))

    assert Path(found["model"], "config.cfg").exists()
    assert all(check["right"] for check in found["checks"])


def test_topics_and_help_say_what_there_is(dragoman: Run) -> None:
    assert "iraq-us" in [topic["id"] for topic in answer(dragoman("topics", "--json"))]
    assert "ingest" in dragoman("--help").stdout


def test_an_edition_is_queued_once_a_name(dragoman: Run) -> None:
    assert "0 subscribers" in dragoman("digest", "--now", "--edition", "extra").stdout
    assert dragoman("digest").returncode == 2
    assert dragoman("digest", "--now", "--topic", "philately").returncode == 1


def test_a_line_has_no_day_of_what_it_tells_in_passing(dragoman: Run, tmp_path: Path) -> None:
    text = "Oman rejected a plan by OPEC, which Qatar left in 2019."
    record = {"id": "1", "source": "Weekly", "number": "26", "date": "2020-07-01", "text": text}
    (tmp_path / "archive.jsonl").write_text(json.dumps(record))
    done = dragoman("ingest", tmp_path / "archive.jsonl")
    lines = answer(dragoman("brief", "oman", "--json"))["lines"]

    assert done.returncode == 0, done.stderr
    assert [(line["statement"], line["when"]) for line in lines] == [(text, None)]
