"""Items in an order are compared with their grades as the scorer beside the labelled data does it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefings.commands.measured.stream import FIGURES, compared, measured, ranked, shown
from briefings.model import Brief, BriefLine, ReadCount
from briefings.service import Services, open_services
from briefings.settings import Settings
from tests.builders import NOON, a_development, a_party, a_quote, an_article, an_issue, cited

GRADES = {"a": 3, "b": 2, "c": 2, "d": 1}


def test_all_items_in_the_order_of_their_grades_is_as_good_as_can_be() -> None:
    found = compared(["a", "b", "c"], {"a": 3, "b": 2, "c": 2})

    assert found == {"n_rel": 3, **dict.fromkeys(FIGURES[1:], 1.0)}


def test_no_item_is_as_bad_as_can_be() -> None:
    assert compared([], GRADES) == {"n_rel": 3, **dict.fromkeys(FIGURES[1:], 0.0)}


def test_a_key_item_counts_less_the_later_it_stands() -> None:
    first, last = compared(["a", "x", "y"], GRADES), compared(["x", "y", "a"], GRADES)

    assert first["ndcg20"] > last["ndcg20"] > 0
    assert first["r20_key"] == last["r20_key"] == 1


def test_items_stand_in_the_order_of_their_lines_weight_each_once() -> None:
    def line(rank: int, *keys: str) -> BriefLine:
        quotes = [replace(a_quote(key), key=key) for key in keys]
        return BriefLine(cited(a_development(), *quotes, development_id=rank), "new", rank)

    made = Brief("t", "T", None, (line(2, "b", "a"), line(1, "c", "a")), ReadCount(1, 1, 0))

    assert ranked(made) == ["c", "a", "b"]


def test_orders_are_compared_as_the_scorer_does_it(scorer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(6)  # noqa: S311  # the same orders every time
    items = [f"i{number}" for number in range(80)]
    grades = {f"t{number}": {item: chance.randint(1, 3) for item in chance.sample(items, 30)} for number in range(3)}
    orders = {topic: chance.sample(items, 60) for topic in grades}
    monkeypatch.setattr(scorer, "load", lambda _: [{"topic": t, "relevance": given} for t, given in grades.items()])
    theirs = scorer.stream("", [{"topic": topic, "ranked": order} for topic, order in orders.items()])

    for topic, given in grades.items():
        assert compared(orders[topic], given) == pytest.approx(theirs[topic])


def test_topics_are_asked_of_an_archive_of_the_items(tmp_path: Path) -> None:
    texts = {"1": ("libya", "Libya elected a parliament."), "2": ("egypt", "Egypt opened a museum.")}
    rows = [{"id": id_, "date": f"2015-01-0{id_}", "who": who, "text": text} for id_, (who, text) in texts.items()]
    topic = {"topic": "libya", "query": "Libya conflict", "relevance": {"1": 3}}
    (tmp_path / "b_stream_wcep.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "b_stream_wcep_topics.jsonl").write_text(json.dumps(topic), "utf-8")

    @contextmanager
    def archive(items: Sequence[Mapping[str, Any]]) -> Iterator[Services]:
        services = open_services(Settings(data_dir=tmp_path / "archive", database_url=None, telegram_token=None))
        try:
            for item in items:
                day = date.fromisoformat(item["date"])
                told = a_development(item["text"], actors=(a_party(item["text"].split()[0], item["who"]),))
                article = an_article(item["text"], key=item["id"], developments=(told,))
                services.archive.add_issue(an_issue(article, date=day, number=item["id"]), at=NOON)
            yield services
        finally:
            services.close()

    found = measured(tmp_path, archive)

    assert found["libya"] == {"n_rel": 1, **dict.fromkeys(FIGURES[1:], 1.0)}
    assert "libya" in shown(found)
