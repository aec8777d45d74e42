"""The index of names that is kept in the data directory between two runs."""

from __future__ import annotations

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefings.entities import NameIndex
from briefings.model import Entity, EntityId
from briefings.service import kept
from briefings.service.kept import kept_index

MANY = [Entity(EntityId(f"p{number}"), "person", f"Karim Zangana {number}") for number in range(kept.LEAST)]


def files_of(folder: Path) -> list[Path]:
    return sorted((folder / "names").glob("*")) if (folder / "names").is_dir() else []


def test_an_index_is_kept_and_then_read_instead_of_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_index(tmp_path, MANY, {})
    (file,) = files_of(tmp_path)
    packed: list[str] = []
    monkeypatch.setattr(NameIndex, "pack", lambda _, made_of: packed.append(made_of))

    assert len(kept_index(tmp_path, MANY, {})) == len(MANY)
    assert files_of(tmp_path) == [file]
    assert not packed


def test_a_kept_index_answers_as_the_built_one(tmp_path: Path) -> None:
    counts = {EntityId("p7"): 300}
    built, read = kept_index(tmp_path, MANY, counts), kept_index(tmp_path, MANY, counts)

    for query in ("zangana", "karim zangane 7", "Zangana 12"):
        assert read.look_up(query) == built.look_up(query)


def test_other_entities_have_an_index_of_their_own(tmp_path: Path) -> None:
    kept_index(tmp_path, MANY, {})
    other = [*MANY, Entity(EntityId("yahya-rasool"), "person", "Yahya Rasool")]

    assert kept_index(tmp_path, other, {}).look_up("rasul").candidates[0].entity.id == "yahya-rasool"
    assert kept_index(tmp_path, MANY, {}).get(EntityId("yahya-rasool")) is None


def test_only_the_newest_files_stay(tmp_path: Path) -> None:
    for number in range(5):
        kept_index(tmp_path, [*MANY, Entity(EntityId("one"), "person", f"Yahya Rasool {number}")], {})

    assert len(files_of(tmp_path)) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x00" * 5000, b"{}"])
def test_a_damaged_file_is_built_again(tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    kept_index(tmp_path, MANY, {})
    (file,) = files_of(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        index = kept_index(tmp_path, MANY, {})

    assert index.look_up("Karim Zangana 3").outcome == "found"
    assert file.read_bytes() == whole
    assert "damaged" in caplog.text


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_cut_short_or_with_a_changed_byte_is_built_again(tmp_path: Path, share: float) -> None:
    kept_index(tmp_path, MANY, {})
    (file,) = files_of(tmp_path)
    whole = file.read_bytes()
    at = int(len(whole) * share)
    for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
        file.write_bytes(broken)
        assert kept_index(tmp_path, MANY, {}).look_up("Karim Zangana 3").outcome == "found"
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, no folder", "utf-8")
    with caplog.at_level(logging.WARNING):
        index = kept_index(taken, MANY, {})

    assert index.look_up("Karim Zangana 3").outcome == "found"
    assert "cannot be kept" in caplog.text


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, _: object) -> Path:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    index = kept_index(tmp_path, MANY, {})

    assert index.look_up("Karim Zangana 3").outcome == "found"
    assert files_of(tmp_path) == []


def test_several_at_once_do_not_disturb_one_another(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: kept_index(tmp_path, MANY, {}).look_up("Karim Zangana 3").outcome, range(8)))

    assert found == ["found"] * 8
    assert [file.suffix for file in files_of(tmp_path)] == [".index"]


def test_what_a_stopped_process_left_is_taken_away(tmp_path: Path) -> None:
    left = tmp_path / "names" / ".old.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    kept_index(tmp_path, MANY, {})

    assert not left.exists()


def test_a_few_entities_are_not_kept(tmp_path: Path) -> None:
    kept_index(tmp_path, MANY[:3], {})

    assert files_of(tmp_path) == []
