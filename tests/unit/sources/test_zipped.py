"""Zip archives are read within bounds, whatever they say of themselves."""

from __future__ import annotations

import io
import zipfile

import pytest

from briefings.errors import DamagedIssueError
from briefings.sources import zipped
from briefings.sources.zipped import is_zip, unpacked


def packed(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def test_issues_come_by_name_without_folders_and_all_else_stays() -> None:
    data = packed({
        "2020/week27.pdf": b"b", "2020/week26.txt": b"a", "../../up.jsonl": b"c", "logo.png": b"x",
        "__MACOSX/week27.pdf": b"x", ".hidden/a.txt": b"x", "2020/": b"",
    })  # fmt: skip

    assert is_zip(data)
    assert unpacked(data, "a.zip") == [("up.jsonl", b"c"), ("week26.txt", b"a"), ("week27.pdf", b"b")]


def test_what_unpacks_to_too_much_is_refused_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_BYTES", 1000)

    with pytest.raises(DamagedIssueError, match="unpacks to more than"):
        unpacked(packed({"a.txt": b"a" * 600, "b.txt": b"b" * 600}), "a.zip")


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_FILES", 2)
    with pytest.raises(DamagedIssueError, match="holds 3 files"):
        unpacked(packed({f"{n}.txt": b"a" for n in range(3)}), "a.zip")


def test_what_holds_nothing_is_locked_or_torn_says_so() -> None:
    whole = packed({"a.txt": b"text" * 50})
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    flipped = bytearray(whole)
    flipped[45] ^= 0xFF

    for data, words in (
        (packed({"a.png": b"x"}), "holds no issue"),
        (packed({"[Content_Types].xml": b"x", "word/a.txt": b"x"}), "save it as PDF"),
        (bytes(locked), "password"),
        (whole[:40], "damaged"),
        (bytes(flipped), "damaged"),
        (b"PK\x03\x04" + b"\xff" * 90, "damaged"),
    ):
        with pytest.raises(DamagedIssueError, match=words):
            unpacked(data, "a.zip")
