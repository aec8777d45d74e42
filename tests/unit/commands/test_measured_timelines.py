"""Timelines are compared as the scorer beside the labelled data does it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from briefings.commands.measured.timelines import compared, measured, shown
from briefings.service import Services, open_services
from briefings.settings import Settings
from tests.builders import NOON, a_day, a_development, an_article, an_issue

DAY = date(2020, 6, 25)


def test_the_same_timeline_is_as_near_as_can_be() -> None:
    one = {DAY: ["Rebels took the port."], DAY + timedelta(1): ["A truce began."]}

    assert set(compared(one, one).values()) == {1.0}


def test_nothing_is_as_far_as_can_be() -> None:
    assert set(compared({}, {DAY: ["Rebels took the port."]}).values()) == {0.0}


def test_a_day_off_counts_half() -> None:
    scores = compared({DAY: ["Rebels took the port."]}, {DAY + timedelta(1): ["Rebels took the port."]})

    assert scores["date_f1"] == 0
    assert scores["align_R1"] == pytest.approx(0.5)


def test_figures_are_those_of_the_scorer(scorer: ModuleType) -> None:
    words = ["rebels", "took", "ports", "said", "truces", "beginning", "the", "officials", "40", "Ankara's"]
    dice = random.Random(5)  # noqa: S311  # no secret
    for _ in range(30):
        ours, theirs = (
            {DAY + timedelta(dice.randrange(9)): [" ".join(dice.choices(words, k=8))] for _ in range(4)} for _ in "ab"
        )
        wanted = scorer.tl_scores({str(d): t for d, t in ours.items()}, {str(d): t for d, t in theirs.items()})
        made = compared(ours, theirs)

        assert made == pytest.approx({name: wanted[name] for name in made})


def test_each_collection_is_asked_for_at_the_length_that_people_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "briefs" / "b_timeline17"
    folder.mkdir(parents=True)
    wanted = [["2020-06-25", ["Rebels took the port."]], ["2020-06-27", ["A truce began.", "It held."]]]
    (folder / "gold.jsonl").write_text(json.dumps({"collection": "port", "timelines": [wanted]}) + "\n")
    with gzip.open(folder / "port.articles.jsonl.gz", "wt") as articles:
        articles.write(json.dumps({"id": "1", "date": "2020-07-01", "sentences": ["Rebels took the port."]}))

    @contextmanager
    def archive(path: Path) -> Iterator[Services]:
        assert path.exists()
        services = open_services(Settings(data_dir=tmp_path))
        taken = a_development("Rebels took the port.", when=a_day("2020-06-25"))
        services.archive.add_issue(an_issue(an_article(taken.statement, developments=(taken,))), at=NOON)
        yield services
        services.close()

    found = measured(tmp_path, archive)

    assert found["timelines"]["port"]["dates"] == 2
    assert found["timelines"]["port"]["lines"] == 2
    assert found["mean"]["date_p"] == 1.0
    assert found["mean"]["date_r"] == 0.5
    assert "port" in shown(found)


def test_labelled_timelines_that_are_not_there_are_missed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        measured(tmp_path, lambda _: pytest.fail("nothing to read"))
