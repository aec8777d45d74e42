"""The JSON lines of `dragoman names …`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.commands import names
from briefings.errors import CatalogueError, QuestionError


@pytest.fixture
def plain_list(tmp_path: Path) -> Path:
    """Names in the plain form: `type`, `native`, `role`, two-letter countries, ids with underscores."""
    rows = [
        {
            "id": "marsh_k",
            "type": "person",
            "name": "Karim Marsh",
            "aliases": [],
            "native": ["كريم مرش"],
            "country": "BH",
            "role": "king",
            "prominence": 2,
        },
        {
            "id": "d1",
            "type": "org",
            "name": "Marsh Oil",
            "aliases": ["MOC"],
            "native": [],
            "country": "XX",
            "role": "",
            "prominence": 0,
        },
    ]
    path = tmp_path / "names.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_look_up_answers_a_row_for_each_row(plain_list: Path) -> None:
    answers = list(
        names.look_up(
            [{"id": 1, "query": "كريم مرش"}, {"id": 2, "query": "nobody"}, {"id": 3, "query": "king karim bahrain"}],
            plain_list,
        )
    )

    assert [(row["id"], row["outcome"]) for row in answers] == [(1, "found"), (2, "none"), (3, "found")]
    assert set(answers[0]["candidates"][0]) == {"entity", "name", "score", "why"}
    assert answers[0]["candidates"][0]["entity"] == "marsh_k"


def test_look_up_knows_the_packaged_catalogue() -> None:
    (answer,) = names.look_up([{"id": "a", "query": "khataib hizbullah"}])

    assert (answer["outcome"], answer["candidates"][0]["entity"]) == ("found", "kataib-hezbollah")


def test_compare_answers_score_same_and_why() -> None:
    (answer,) = names.compare([{"id": "x", "a": "Jamal", "b": "Gamal", "kind": "person"}])

    assert set(answer) == {"id", "score", "same", "why"}
    assert answer["same"] is True


def test_join_gives_equal_clusters_to_one_entity(plain_list: Path) -> None:
    rows = [{"id": n, "text": text} for n, text in enumerate(["MOC", "Yahya Rasool", "Marsh Oil", "Gen. Yahya Rasool"])]
    clusters = [row["cluster"] for row in names.join(rows, plain_list)]

    assert clusters[0] == clusters[2] == "d1"
    assert clusters[1] == clusters[3] != "d1"


def test_answers_are_json(plain_list: Path) -> None:
    for answer in names.look_up([{"id": None, "query": "marsh"}], plain_list):
        assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("row", [{}, {"query": 3}, {"text": "x"}])
def test_a_row_without_its_field_is_named(row: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match="line 1: field 'query'"):
        list(names.look_up([row]))


def test_a_catalogue_row_without_a_name_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a", "name": "A"}\n{"id": "b"}\n', "utf-8")

    with pytest.raises(CatalogueError, match=r"bad\.jsonl, line 2: field 'name'"):
        names.load_index(path)
