"""What `dragoman read` shows of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.commands.read import as_text, read_document
from briefings.errors import IngestError
from tests.unit.layout.test_splitting_columns import FOOT, HEAD, LEFT, RIGHT
from tests.unit.layout.typesetting import column, splice


@pytest.fixture
def spliced(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    lines, _ = splice([column(LEFT, 41), column(RIGHT, 41)])
    path.write_text("\n".join([*HEAD, *lines, FOOT]), encoding="utf-8")
    return path


def test_a_spliced_page_is_shown_with_a_row_for_each_line(spliced: Path) -> None:
    shown = read_document(spliced, page=None)
    page = shown["pages"][0]

    assert shown["issue"]["source"] == "MEOG"
    assert shown["issue"]["date"] == "2020-08-05"
    assert {"number", "folio", "width", "height", "readable", "confidence", "blocks", "rows"} <= set(page)
    assert page["rows"][0] == {"line": 1, "kind": "full", "left": HEAD[0], "right": ""}
    assert page["rows"][4]["kind"] == "cols"
    assert page["rows"][4]["right"].startswith("Diplomats in Cairo")
    assert len(page["rows"]) == len(spliced.read_text(encoding="utf-8").splitlines())


def test_articles_are_shown_with_their_pages(spliced: Path) -> None:
    article = read_document(spliced, page=1)["articles"][0]

    assert article["headline"] == "Libya reopens eastern oil port"
    assert article["paragraphs"][0]["page"] == "7"


def test_the_text_is_in_reading_order_with_no_running_title(spliced: Path) -> None:
    text = as_text(read_document(spliced, page=None))

    assert text.index("Libya reopens") < text.index("Fragile truce") < text.index("Diplomats in Cairo")
    assert "NEWSBASE" not in text


def test_a_page_that_is_not_there_is_said(spliced: Path) -> None:
    with pytest.raises(IngestError, match="has 1 pages, and no page 2"):
        read_document(spliced, page=2)


def test_a_page_that_could_not_be_read_stands_with_its_reason() -> None:
    page = {"number": 1, "folio": "4", "readable": False, "reason": "It is a picture.", "blocks": []}

    assert as_text({"pages": [page]}) == "[page 4: It is a picture.]"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="cannot be read"):
        read_document(tmp_path / "none.txt", page=None)
