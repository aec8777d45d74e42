"""What salience is learned from, how, and by what it is measured."""

from __future__ import annotations

import importlib.util
import json
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments import rank
from briefings.developments.training import figures, rouge, worth
from briefings.developments.training.learning import Table, folds, learn, squared
from briefings.model import Development

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "briefs"
WORDS = st.lists(st.sampled_from("abcde"), max_size=9)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("ponies", "poni"), ("caresses", "caress"), ("agreed", "agre"), ("feed", "feed"), ("plastered", "plaster"),
        ("motoring", "motor"), ("hopping", "hop"), ("falling", "fall"), ("filing", "file"), ("happy", "happi"),
        ("relational", "relat"), ("triplicate", "triplic"), ("hopeful", "hope"), ("adjustment", "adjust"),
        ("adoption", "adopt"), ("controlling", "control"), ("rate", "rate"), ("sized", "size"), ("syzygy", "syzygi"),
    ],
)  # fmt: skip
def test_stems_are_porters(word: str, stem: str) -> None:
    assert rouge.stem(word) == stem


def test_words_are_compared_by_stems_and_content_words_without_those_of_every_text() -> None:
    assert rouge.words("The Raids, said 2 men.") == ["the", "raid", "said", "2", "men"]
    assert rouge.words("The Raids, said 2 men.", content=True) == ["raid", "2", "men"]


def test_overlap_counts_each_run_as_often_as_both_have_it() -> None:
    assert rouge.overlap(["a", "a", "b"], ["a", "b", "c", "d"], 1) == pytest.approx((2 / 3, 0.5, 4 / 7))
    assert rouge.overlap(["a", "b"], ["a", "b", "c"], 2) == pytest.approx((1.0, 0.5, 2 / 3))
    assert rouge.overlap(["a"], ["a"], 2) == (0.0, 0.0, 0.0)


@given(WORDS, WORDS)
def test_the_longest_common_sequence_is_the_same_both_ways_and_no_longer_than_what_is_shared(
    a: list[str], b: list[str]
) -> None:
    precision, recall, f = rouge.longest_common(a, b)

    assert (recall, precision) == rouge.longest_common(b, a)[:2]
    assert f <= rouge.overlap(a, b, 1)[2] + 1e-9
    assert rouge.longest_common(a, a)[2] == (1.0 if a else 0.0)


def test_an_order_is_measured_by_what_comes_first() -> None:
    sentences = ["Rain fell.", "Acme bought Bolt.", "Bolt sells rope."]
    right = figures.key_sentences(sentences, [1, 2, 0], ["Acme bought Bolt"])
    wrong = figures.key_sentences(sentences, [0, 2, 1], ["Acme bought Bolt"])

    assert right["top1_R1"] == right["top1_R2"] == right["top1_RL"] == right["ndcg5"] == 1.0
    assert wrong["top1_R1"] == 0.0
    assert right["top3_R1"] == wrong["top3_R1"]
    assert wrong["ndcg5"] < 1.0


def test_the_earlier_of_two_equals_comes_first() -> None:
    assert figures.order_of([0.2, 0.5, 0.5, 0.1]) == [1, 2, 0, 3]


def test_what_tells_the_worth_gets_weight_and_what_does_not_gets_little() -> None:
    draw = random.Random(7)  # noqa: S311  # the same each time
    tables = []
    for number in range(20):
        found = [{"good": draw.random(), "bad": draw.random(), "noise": draw.random()} for _ in range(12)]
        tables.append(Table(str(number), found, squared([1 + one["good"] - one["bad"] for one in found])))

    weights = learn(tables, shrink=0.0005)
    kept = learn(tables, shrink=0.0005, positive=True)

    assert weights["good"] > 0.5 > abs(weights["noise"])
    assert weights["bad"] < -0.5
    assert kept["bad"] == 0.0 < kept["good"]
    assert learn(tables, shrink=0.0005) == weights


def test_parts_hold_whole_groups_and_are_of_one_size() -> None:
    parts = folds([f"story {number // 3}" for number in range(36)], 6)

    assert sorted(parts.values()) == sorted([*range(6)] * 2)


def test_worth_is_squared_beside_the_best() -> None:
    assert squared([1.0, 2.0, 0.0]) == [0.25, 1.0, 0.0]
    assert squared([0.0]) == [0.0]
    assert squared([]) == []


def test_an_event_is_worth_the_part_of_other_reports_that_tell_it() -> None:
    def a_report(name: str, *events: str) -> dict[str, Any]:
        marked = [{"tag": "ACTION_OCCURRENCE", "sent": 0, "text": event, "instance": event[:4]} for event in events]
        return {"id": name, "cluster": "one", "sentences": ["…"], "mentions": marked}

    documents = [a_report("a", "attacked", "fled"), a_report("b", "attack"), a_report("c", "attacks")]
    found = [
        Development(type="ASSAULT", statement="", sentence=0, trigger="attack"),
        Development(type="RETREAT", statement="", sentence=0, trigger="fled"),
        Development(type="AID", statement="", sentence=0, trigger="help"),
    ]

    assert worth.Reports(documents).shares(documents[0], found, [0]) == [1.0, 0.0, 0.0]


def test_only_genres_whose_licence_lets_weights_be_shipped_are_learned_from() -> None:
    assert {"news", "interview", "academic", "court"} == worth.OPEN_GENRES


def test_what_weighs_next_to_nothing_is_left_out() -> None:
    assert rank.weighed({"good": 1.0, "unknown": 1.0}, {"good": 2.0, rank.BIAS: -2.0}) == pytest.approx(
        0.5**0.5, abs=1e-4
    )
    assert rank.weighed({}, {rank.BIAS: -1e9}) == pytest.approx(0.0, abs=1e-6)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not (SHARED / "score.py").is_file():
        pytest.skip("the scorer is not beside this checkout: set DRAGOMAN_SHARED")
    spec = importlib.util.spec_from_file_location("score_of_briefs", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_figures_are_those_of_the_scorer(scorer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (SHARED / "a_gum.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [one for one in map(json.loads, lines) if one["genre"] in ("news", "interview", "speech")][:20]
    draw = random.Random(3)  # noqa: S311  # the same each time
    orders = [draw.sample(range(len(one["sentences"])), len(one["sentences"])) for one in documents]
    answers = [{"id": one["id"], "ranked": order} for one, order in zip(documents, orders, strict=True)]
    monkeypatch.setattr(scorer, "load", lambda _path: documents)
    theirs = scorer.keysent(str(SHARED), answers)["news+interview+speech"]

    ours = figures.mean(
        figures.key_sentences([s["text"] for s in one["sentences"]], order, [s["text"] for s in one["summaries"]])
        for one, order in zip(documents, orders, strict=True)
    )

    assert ours == pytest.approx(theirs)
