"""Wrong input gets a sentence that says what is wrong and what to do, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import Run, answer

DATED = ("--source", "Weekly", "--date", "2020-07-01")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.pdf", b" \n", "is empty"),
        ("letter.pdf", b"Dear reader, this is a letter and no PDF.", "is not a PDF"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "is a picture"),
        ("program.txt", bytes(range(256)) * 20, "not text"),
        ("latin.txt", "Москва заявила, что переговоры".encode("koi8-r") * 20, "UTF-8"),
        ("lines.jsonl", b'{"id": "1"}\n', "lacks the field"),
        ("lines.jsonl", b'{"id": "1", "source": "W", "date": "1 July", "text": "x"}\n', "YYYY-MM-DD"),
        ("lines.jsonl", b"not json\n", "line 1 is no JSON"),
    ],
)
def test_a_file_that_is_no_issue_is_named_and_nothing_is_stored(
    dragoman: Run, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = dragoman("ingest", tmp_path / name, *DATED)

    assert done.returncode == 1
    assert name in done.stdout
    assert says in done.stdout
    assert answer(dragoman("issues", "--json")) == []


def test_an_issue_without_a_date_asks_for_one(dragoman: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A heading\n\nThe minister met the ambassador. They spoke about oil.\n")
    done = dragoman("ingest", tmp_path / "note.txt", "--source", "Weekly")

    assert done.returncode == 1
    assert "--date YYYY-MM-DD" in done.stdout


@pytest.mark.parametrize("date", ["2020-13-01", "1 July 2020", "yesterday", ""])
def test_a_date_that_is_none_is_refused(dragoman: Run, tmp_path: Path, date: str) -> None:
    done = dragoman("ingest", tmp_path, "--date", date)

    assert done.returncode == 2
    assert "--date" in done.stderr


def test_a_path_that_is_not_there_is_named(dragoman: Run, tmp_path: Path) -> None:
    done = dragoman("ingest", tmp_path / "absent.pdf", *DATED)

    assert done.returncode == 1
    assert "absent.pdf is not there" in done.stderr


def test_one_bad_file_does_not_hold_up_the_others(dragoman: Run, tmp_path: Path) -> None:
    folder = tmp_path / "issues"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text("Oil talks\n\nThe minister met the ambassador on Monday. They spoke about oil.\n")
    done = dragoman("ingest", folder, *DATED)

    assert done.returncode == 1
    assert len(answer(dragoman("issues", "--json"))) == 1


@pytest.mark.parametrize("query", ["atlantis", "x" * 4000, "\u0000", "';DROP TABLE issues;--"])
def test_a_question_that_nothing_answers_gets_a_sentence(dragoman: Run, query: str) -> None:
    done = dragoman("brief", query.replace("\u0000", ""))

    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


def test_an_unknown_topic_names_those_there_are(dragoman: Run) -> None:
    done = dragoman("brief", "atlantis")

    assert done.returncode == 1
    assert "iraq-us" in done.stderr


def test_wrong_settings_are_all_named_at_once(tmp_path: Path, dragoman: Run) -> None:
    (tmp_path / ".env").write_text(
        "DRAGOMAN_PORT=99999\nDRAGOMAN_TIMEZONE=Mars/Olympus\nDRAGOMAN_TELEGRAM_TOKEN=oops\n"
    )
    done = dragoman("issues")

    assert done.returncode == 1
    for name in ("DRAGOMAN_PORT", "DRAGOMAN_TIMEZONE", "DRAGOMAN_TELEGRAM_TOKEN"):
        assert name in done.stderr
    assert "oops" not in done.stderr
