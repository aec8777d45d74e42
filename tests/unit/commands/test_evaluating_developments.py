"""Developments are measured on labelled sentences as the scorer beside the data measures them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefings.commands import app
from briefings.commands.measured.developments import first, most_salient, of_names, of_pairs, of_records
from briefings.model import AnnotatedSentence, Annotation, Development, Party

TEXT = "Chad bombed rebels near Goz on Monday. Ann Grey, a commander of the Lake Front, met officials in Oman."


def development(kind: str, actors: list[str], targets: list[str], salience: float = 0.5) -> Development:
    return Development(
        type=kind,
        statement="",
        sentence=0,
        actors=tuple(Party(name, name, None) for name in actors),
        targets=tuple(Party(name, name, None) for name in targets),
        salience=salience,
    )


def annotation(*developments: Development) -> Annotation:
    return Annotation((AnnotatedSentence(0, 1, 0.5),), (), (), (), (), developments)


def record(kind: str, sources: list[str], targets: list[str]) -> dict[str, object]:
    sides = {"source": sources, "target": targets}
    return {"event2021": kind, **{side: [{"actorText": name} for name in names] for side, names in sides.items()}}


def test_the_first_development_of_a_sentence_is_its_main_clause_s() -> None:
    found = annotation(development("STATEMENT", [], []), development("AGREE", [], []), development("AID", [], [], 0.9))

    assert getattr(first(found), "type", None) == "AGREE"
    assert getattr(most_salient(found), "type", None) == "AID"
    assert first(annotation()) is None


def test_a_name_is_found_where_half_of_the_shorter_one_is_there() -> None:
    assert of_names([(["the Chadian army"], ["Chadian army units"])])["F1"] == 1.0
    assert of_names([(["Chad"], ["Niger"])])["F1"] == 0.0
    assert of_names([(["Chad"], ["Chad", "Chad"])]) == {"P": 0.5, "R": 1.0, "F1": pytest.approx(2 / 3)}


def test_a_record_is_whole_where_class_and_both_sides_are_right() -> None:
    records = [record("AID", ["Oman"], ["Chad"]), record("AID", ["Oman"], []), record("REJECT", ["Mali"], ["France"])]
    made = [development("AID", ["Oman"], ["Chad"]), development("AID", ["Oman"], ["Niger"]), None]
    found = of_records(records, made)

    assert found["class"] == pytest.approx(2 / 3)
    assert found["whole"] == pytest.approx(2 / 3)  # a target that nobody asked for costs the pair, not the record
    assert found["source"] == pytest.approx(0.8)
    assert found["target"] == pytest.approx(0.5)
    assert found["macro"] == pytest.approx(0.5)


def test_a_pair_counts_in_either_direction_and_once() -> None:
    gold = [[((0, 4), (10, 14))]]

    assert of_pairs(gold, [[((10, 12), (3, 6)), ((0, 4), (10, 14))]]) == {
        "n": 1,
        "P": 0.5,
        "R": 1.0,
        "F1": pytest.approx(2 / 3),
    }


def test_developments_are_measured_and_printed(tmp_path: Path) -> None:
    sentence, other = TEXT.split(". ")
    row = {"id": "a", "text": f"{sentence}.", **record("ASSAULT", ["Chad"], ["rebels"])}
    (tmp_path / "d_plover.jsonl").write_text(json.dumps(row) + "\n")
    at = [TEXT.index(word) for word in ("Ann Grey", "Lake Front")]
    relation = {"type": "InChargeOf", "sb": at[0], "se": at[0] + 8, "tb": at[1], "te": at[1] + 10}
    (tmp_path / "d_re3d.jsonl").write_text(json.dumps({"id": "b", "text": TEXT, "relations": [relation]}) + "\n")
    done = CliRunner().invoke(app, ["evaluate", "developments", "--data", str(tmp_path), "--json"])
    found = json.loads(done.stdout)["developments"]

    assert other
    assert found["plover"]["first"]["whole"] == 1.0
    assert found["pairs"]["n"] == 1
