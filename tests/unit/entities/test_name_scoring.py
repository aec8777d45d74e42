"""Figures of name work from answers and the truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.commands.measured import names
from briefings.commands.measured.made_up import bones, people
from briefings.entities.scoring import Asked, of_joins, of_look_ups, of_pairs

PARTS = {"given": ["Ali", "Omar", "Nasr"], "family": ["Zangana", "Rawi", "Tikriti", "Shafiq"]}


def test_pairs_told_apart_by_their_scores_have_full_figures() -> None:
    figures = of_pairs([True, True, False, False], [0.9, 0.7, 0.5, 0.1], 0.6)

    assert (figures["F1"], figures["AUC"], figures["AP"], figures["best_F1"]) == (1.0, 1.0, 1.0, 1.0)
    assert figures["best_at"] == 0.7


def test_a_wrong_pair_above_the_threshold_costs_precision_alone() -> None:
    figures = of_pairs([True, True, False, False], [0.9, 0.7, 0.8, 0.1], 0.6)

    assert [figures["P"], figures["R"]] == pytest.approx([2 / 3, 1.0])
    assert figures["AUC"] == 0.75


def test_scores_that_tie_tell_nothing_apart() -> None:
    assert of_pairs([True, False], [0.5, 0.5], 0.6)["AUC"] == 0.5


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])), max_size=20))
def test_figures_of_pairs_are_shares(rows: list[tuple[bool, float]]) -> None:
    figures = of_pairs([same for same, _ in rows], [score for _, score in rows], 0.6)

    assert all(0.0 <= figures[name] <= 1.0 for name in ("AUC", "AP", "F1", "P", "R", "best_F1"))
    assert figures["best_F1"] >= figures["F1"]


def test_look_ups_are_counted_by_what_was_asked() -> None:
    found = of_look_ups(
        [
            Asked(["a"], "typo", ["a", "b"], "found"),
            Asked(["a"], "typo", ["b", "a"], "found"),
            Asked(["a"], "script", [], "none"),
            Asked(["a", "b"], "ambiguous", ["a", "b"], "ambiguous"),
            Asked(["a", "b"], "ambiguous", ["a"], "found"),
            Asked([], "none", ["a"], "found"),
            Asked([], "none", ["a"], "none"),
        ]
    )

    assert found["one"] == pytest.approx(
        {"n": 3, "hit1": 1 / 3, "hit3": 2 / 3, "answered": 1 / 3, "wrong": 1 / 3, "refused": 1 / 3}
    )
    assert found["ambiguous"] == pytest.approx({"n": 2, "choose": 0.5, "cover": 0.75})
    assert found["none"] == pytest.approx({"n": 2, "false_accept": 0.5, "false_offer": 0.0})
    assert found["sorts"]["typo"] == {"n": 2, "hit1": 0.5}


def test_a_wrong_join_is_counted_for_each_pair_that_it_makes() -> None:
    figures = of_joins(["a", "a", "b"], ["x", "x", "x"])

    assert figures["wrong_joins"] == 2
    assert [figures["B3_R"], figures["B3_P"]] == pytest.approx([1.0, 5 / 9])


def test_mentions_left_apart_cost_recall_alone() -> None:
    figures = of_joins(["a", "a"], ["x", "y"])

    assert (figures["B3_P"], figures["B3_R"], figures["pair_P"], figures["pair_R"]) == (1.0, 0.5, 1.0, 0.0)


def test_made_up_people_are_the_same_each_time_and_sound_like_nobody_unknown() -> None:
    some = list(people(20, PARTS, ["Tikriti"]))

    assert some == list(people(20, PARTS, ["Tikriti"]))
    assert len({one.name for one in some}) == 20
    assert not [one.name for one in some if bones("Tikriti") in map(bones, one.name.split())]
    assert {one.prominence for one in some} == {0}


def test_labelled_names_are_measured_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "CROWD", 30)
    head = "pair_id\tlabel\tkind\tsource\tcategory\ta\tb\n"
    pairs = (
        head + "1\t1\tperson\thand\tpos\tKarim Zangana\tKareem Zangane\n2\t0\tperson\thand\tneg\tAli Rawi\tOmar Fuad\n"
    )
    for script in ("latin", "cross"):
        (tmp_path / f"pairs_{script}.tsv").write_text(pairs, "utf-8")
    entity: dict[str, object] = {
        "id": "kz",
        "type": "person",
        "name": "Karim Zangana",
        "aliases": [],
        "native": [],
        "country": "IQ",
    }
    rows: dict[str, list[dict[str, object]]] = {
        "catalogue": [entity],
        "queries": [{"q": "zangana", "accept": ["kz"], "cls": "partial"}, {"q": "Weld", "accept": [], "cls": "none"}],
        "mentions": [{"text": "Karim Zangana", "cluster": "1"}, {"text": "Kareem Zangana", "cluster": "1"}],
    }
    for name, some in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in some), "utf-8")
    (tmp_path / "distractor_tokens.json").write_text(json.dumps(PARTS), "utf-8")

    found = names.measure(tmp_path)

    assert found["pairs"]["latin"]["F1"] == 1.0
    assert found["look_up"]["catalogue"]["one"]["hit1"] == 1.0
    assert found["look_up"]["crowd"]["entities"] == 30
    assert found["join"]["B3_F1"] == 1.0
    assert "30 entities" in names.shown(found)


def test_without_labelled_names_the_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        names.measure(tmp_path)
    assert str(caught.value.filename).endswith("pairs_latin.tsv")
