"""The figures of name work on the development set, by its own scorer; skipped where the data is not there."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefings.catalogue.reading import json_lines
from briefings.commands.measured import aliases, names
from briefings.commands.names import entity_of
from briefings.entities import NameIndex, compare, find_synonyms, join
from briefings.entities.compare import SAME

_SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[4] / "shared"))
_DATA = _SHARED / "data" / "names"

pytestmark = pytest.mark.skipif(not (_DATA / "score.py").exists(), reason="the development set of names is not here")


class Resolver:
    """What the scorer drives."""

    pair_threshold = SAME

    def __init__(self) -> None:
        self.index = NameIndex([])

    def pair(self, a: str, b: str, kind: str) -> float:
        return compare(a, b, kind).score

    def load(self, rows: list[dict[str, Any]]) -> None:
        self.index = NameIndex(entity_of("row", row) for row in rows)

    def lookup(self, query: str) -> dict[str, Any]:
        found = self.index.look_up(query)
        decision = {"found": "match", "ambiguous": "choose", "none": "none"}[found.outcome]
        return {"hits": [(one.entity.id, one.score) for one in found.candidates], "decision": decision}

    def cluster(self, mentions: list[str], rows: list[dict[str, Any]]) -> list[str]:
        self.load(rows)
        return join(mentions, self.index)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names_score", _DATA / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("part", "least"), [("latin", 0.95), ("cross", 0.95)])
def test_pairs_are_told_apart_at_one_threshold(score: ModuleType, part: str, least: float) -> None:
    assert score.pairs(Resolver(), str(_DATA / f"pairs_{part}.tsv"), 0)["f1"] >= least


def test_queries_are_answered(score: ModuleType) -> None:
    figures = score.lookup(Resolver(), str(_DATA), 0, bare=False, nerr=0)

    assert figures["hit1"] >= 0.96
    assert figures["wrong_answer"] <= 0.01
    assert figures["false_accept"] == 0
    assert figures["amb_choose"] >= 0.9


def test_mentions_are_joined_and_none_wrongly(score: ModuleType) -> None:
    figures = score.join(Resolver(), str(_DATA), 0)

    assert figures["b3_f1"] >= 0.97
    assert figures["wrong_joins"] == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the scorer leaves a file open
def test_our_figures_are_those_of_the_scorer(score: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "CROWD", 1000)
    ours = names.measure(_SHARED / "data")
    theirs = score.lookup(Resolver(), str(_DATA), 1000, bare=False, nerr=0)

    for part in ("latin", "cross"):
        figures = score.pairs(Resolver(), str(_DATA / f"pairs_{part}.tsv"), 0)
        for name, key in {"F1": "f1", "P": "p", "R": "r", "AUC": "auc", "AP": "ap", "best_F1": "best_f1"}.items():
            assert ours["pairs"][part][name] == pytest.approx(figures[key], abs=5e-4)
    crowd = ours["look_up"]["crowd"]
    for name, key in {"hit1": "hit1", "hit3": "hit3", "answered": "answered", "wrong": "wrong_answer"}.items():
        assert crowd["one"][name] == pytest.approx(theirs[key], abs=5e-4)
    assert crowd["ambiguous"]["choose"] == pytest.approx(theirs["amb_choose"], abs=5e-4)
    assert crowd["ambiguous"]["cover"] == pytest.approx(theirs["amb_cover"], abs=5e-4)
    assert crowd["none"]["false_accept"] == pytest.approx(theirs["false_accept"], abs=5e-4)
    joins = score.join(Resolver(), str(_DATA), 0)
    for name, key in {"B3_P": "b3_p", "B3_R": "b3_r", "B3_F1": "b3_f1", "wrong_joins": "wrong_joins"}.items():
        assert ours["join"][name] == pytest.approx(joins[key], abs=5e-4)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the scorer leaves a file open
def test_aliases_from_text_are_counted_as_the_scorer_counts_them() -> None:
    folder = _SHARED / "data" / "briefs"
    if not (folder / "d_re3d.jsonl").exists():
        pytest.skip("the labelled texts are not here")
    spec = importlib.util.spec_from_file_location("briefs_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = [row for _, row in json_lines(folder / "d_re3d.jsonl")]
    made = [find_synonyms(row["text"], ()) for row in rows]
    gold = [aliases.labelled(row["relations"]) for row in rows]
    relation = {"type": "IsSynonymOf"}
    theirs = scorer.re3d(
        str(folder),
        [
            {
                "id": row["id"],
                "relations": [{**relation, "sb": a, "se": b, "tb": c, "te": d} for (a, b), (c, d) in pairs],
            }
            for row, pairs in zip(rows, made, strict=True)
        ],
    )["aliases"]
    ours = aliases.compared(gold, made)

    assert {name: ours[name] for name in ("P", "R", "F1")} == pytest.approx(
        {"P": theirs["p"], "R": theirs["r"], "F1": theirs["f1"]}, abs=5e-4
    )
