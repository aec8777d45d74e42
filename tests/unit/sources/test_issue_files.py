"""Files are told by their bytes, folders are walked, archives are checked line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fpdf import FPDF

from briefings.errors import DamagedIssueError, IngestError
from briefings.sources.archive import read_archive
from briefings.sources.issues import issue_files, read_issue
from briefings.sources.text import read_text_pages

LINES = b"Storm closes the port of Nadira\n\nThe port was closed on Monday. It opens in May.\n"


def pdf() -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=10)
    made.text(20, 20, "Nadira")
    return bytes(made.output())


def test_the_bytes_say_that_a_file_is_a_pdf_whatever_its_name() -> None:
    assert read_issue(pdf(), "issue.txt").pages[0].width is not None
    assert read_issue(LINES, "issue").articles[0].headline == "Storm closes the port of Nadira"


def test_bytes_that_are_neither_are_refused_by_the_name_they_have() -> None:
    with pytest.raises(DamagedIssueError, match=r"issue\.pdf is not a PDF"):
        read_issue(LINES, "issue.pdf")
    with pytest.raises(DamagedIssueError, match=r"issue\.txt"):
        read_issue(bytes(range(256)) * 8, "issue.txt")
    with pytest.raises(DamagedIssueError, match=r"issue\.pdf is empty"):
        read_issue(b"", "issue.pdf")


def test_folders_are_walked_in_order_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b/2.pdf", "b/1.txt", "a.JSONL", "c.docx", ".hidden/3.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()

    found = issue_files([tmp_path, tmp_path / "b" / "1.txt"])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.JSONL", "b/1.txt", "b/2.pdf"]


def test_a_folder_inside_a_hidden_one_is_read_when_it_is_named(tmp_path: Path) -> None:
    folder = tmp_path / ".local" / "issues"
    folder.mkdir(parents=True)
    (folder / "1.txt").touch()

    assert issue_files([folder]) == [folder / "1.txt"]


def test_a_missing_path_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="is not there"):
        issue_files([tmp_path / "none.pdf"])
    with pytest.raises(IngestError, match="holds no issue"):
        issue_files([tmp_path])


def test_an_archive_is_read_line_by_line() -> None:
    line = '{"id": 7, "source": "Survey", "date": "2021-03-12", "text": "It rained.", "number": 14, "page": 3}'

    record = next(read_archive(line.encode(), "year.jsonl"))

    assert (record.id, record.number, record.page) == ("7", "14", "3")
    assert record.date == date(2021, 3, 12)


def test_a_line_of_an_archive_without_text_is_no_reason_to_refuse_the_others() -> None:
    lines = [
        f'{{"id": "a", "source": "S", "date": "2021-03-12", "text": "{text}"}}' for text in ("It rained.", " ", "")
    ]

    assert [record.text for record in read_archive("\n".join(lines).encode(), "year.jsonl")] == ["It rained.", "", ""]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "year.jsonl line 2 is no JSON"),
        ("[1]", "year.jsonl line 2 is no object"),
        ('{"id": "a", "source": "S", "date": "2021-03-12"}', "line 2 lacks the field text"),
        ('{"id": "a", "source": "S", "date": "12 March", "text": "x"}', "line 2: the date '12 March'"),
        ('{"id": "a", "source": ["S"], "date": "2021-03-12", "text": "x"}', "line 2: the field source must be a text"),
    ],
)
def test_a_broken_line_of_an_archive_is_named_with_its_field(line: str, said: str) -> None:
    good = '{"id": "a", "source": "S", "date": "2021-03-12", "text": "x"}'

    with pytest.raises(DamagedIssueError) as caught:
        list(read_archive(f"{good}\n{line}\n".encode(), "year.jsonl"))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"PK\x03\x04 rest", "is a ZIP archive"),
        (b"ab\x00\x00\x00", "is not text"),
        ("ab\u4e2d\u6587".encode("gb18030") * 40, "is neither UTF-8 nor Windows-1252"),
        (b"\xff\xfea", "is damaged at byte"),
    ],
)
def test_text_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DamagedIssueError) as caught:
        read_text_pages(data, "week.txt")
    assert "week.txt" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_encodings_that_exports_use(encoding: str) -> None:
    assert read_text_pages("Café in “Nadira”\nis open".encode(encoding), "w.txt") == [["Café in “Nadira”", "is open"]]


def test_form_feeds_and_numbered_headers_part_pages() -> None:
    assert len(read_text_pages(b"one\fTwo\f", "w.txt")) == 2
    assert len(read_text_pages(b"Page 3 - NAM Week 2\nmore text\nPage 4 - NAM Week 2\nand more\n", "w.txt")) == 2
