"""An index of names kept between two runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.catalogue import load_entities
from briefings.commands.names import load_index, look_up
from briefings.entities import NameIndex
from briefings.entities.tables import fingerprint
from briefings.model import Entity, EntityId

QUERIES = ["kataib", "KH", "كتائب حزب الله", "barzani", "mostafa kazemi", "Omar Sharif", "basrah oil", "Путин", ""]


def test_a_kept_index_answers_as_the_one_that_was_kept() -> None:
    index = NameIndex(load_entities(), {EntityId("hezbollah"): 20})
    back = NameIndex.unpack(index.pack("these"), "these", {EntityId("hezbollah"): 20})

    assert back is not None
    assert len(back) == len(index)
    assert [back.look_up(query) for query in QUERIES] == [index.look_up(query) for query in QUERIES]
    assert [back.link(query) for query in QUERIES] == [index.link(query) for query in QUERIES]


def test_a_kept_index_takes_in_more_entities() -> None:
    back = NameIndex.unpack(NameIndex(load_entities()).pack(""), "")
    assert back is not None
    back.add([Entity(EntityId("zangana"), "person", "Karim Zangana"), Entity(EntityId("iraq"), "government", "Uruk")])

    assert back.look_up("zangane").candidates[0].entity.id == "zangana"
    assert back.look_up("uruk").candidates[0].entity.id == "iraq"
    assert back.get(EntityId("iraq")) == next(one for one in load_entities() if one.id == "iraq")


@pytest.mark.parametrize("data", [b"", b"{", b"null", b"[]", b'[1, "others"]', b"\xff\xfe"])
def test_what_is_no_index_of_these_entities_is_not_read(data: bytes) -> None:
    assert NameIndex.unpack(data, "these") is None


def test_the_index_of_a_catalogue_is_built_once_and_anew_when_the_catalogue_changes(tmp_path: Path) -> None:
    catalogue, kept = tmp_path / "all.jsonl", tmp_path / "names.index"
    catalogue.write_text(json.dumps({"id": "a", "kind": "person", "name": "Karim Zangana"}) + "\n", "utf-8")
    (first,) = look_up([{"id": 1, "query": "zangana"}], catalogue, kept)
    packed = kept.read_bytes()

    assert first["candidates"][0]["entity"] == "a"
    assert load_index(catalogue, kept).get(EntityId("a")) is not None
    assert kept.read_bytes() == packed
    catalogue.write_text(json.dumps({"id": "b", "kind": "person", "name": "Yahya Rasool"}) + "\n", "utf-8")
    assert load_index(catalogue, kept).get(EntityId("b")) is not None
    assert kept.read_bytes() != packed


def test_a_fingerprint_tells_catalogues_apart() -> None:
    assert fingerprint(b"a") != fingerprint(b"b")
