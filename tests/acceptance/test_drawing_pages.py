"""`dragoman read FILE --page N --png OUT.png`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from briefings.sample import sample_issues
from tests.acceptance.conftest import Run


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    found = next(issue for issue in sample_issues() if issue.name.endswith(".pdf"))
    (tmp_path / found.name).write_bytes(found.data)
    return tmp_path / found.name


def test_a_page_of_a_pdf_is_drawn_and_printed(dragoman: Run, issue: Path, tmp_path: Path) -> None:
    done = dragoman("read", issue, "--page", "2", "--png", tmp_path / "page.png", "--json")

    assert done.returncode == 0, done.stderr
    assert [page["number"] for page in json.loads(done.stdout)["pages"]] == [2]
    with Image.open(tmp_path / "page.png") as image:
        assert image.format == "PNG"
        assert image.height > image.width > 600


def test_a_file_of_one_page_needs_no_number(dragoman: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "Oil talks\n\nThe minister met the ambassador on Monday. They spoke about oil.\n"
    )

    assert dragoman("read", tmp_path / "note.txt", "--png", tmp_path / "note.png").returncode == 0
    assert (tmp_path / "note.png").read_bytes().startswith(b"\x89PNG")


def test_a_longer_file_asks_which_page(dragoman: Run, issue: Path, tmp_path: Path) -> None:
    done = dragoman("read", issue, "--png", tmp_path / "page.png")

    assert done.returncode == 1
    assert "say with --page N which one to draw" in done.stderr


def test_a_page_that_is_not_there_is_named(dragoman: Run, issue: Path, tmp_path: Path) -> None:
    done = dragoman("read", issue, "--page", "99", "--png", tmp_path / "page.png")

    assert done.returncode == 1
    assert "no page 99" in done.stderr


@pytest.mark.parametrize("where", ["absent/page.png", "."])
def test_a_picture_that_cannot_be_written_names_its_file(
    dragoman: Run, issue: Path, tmp_path: Path, where: str
) -> None:
    done = dragoman("read", issue, "--page", "1", "--png", tmp_path / where)

    assert done.returncode == 1
    assert f"{tmp_path / where} cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told(dragoman: Run, issue: Path) -> None:
    done = dragoman("read", issue, "--page", "1", "--png", "/dev/full")

    assert done.returncode == 1
    assert "/dev/full cannot be written (No space left on device)" in done.stderr
