"""The figures on dates: their formulas on small texts, and how labelled texts are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.commands.measured.dates import as_tei, measure, shown
from briefings.developments.timex.finder import find_times
from briefings.developments.timex.scoring import Timed, figures
from briefings.model import TimeExpression


def test_a_text_found_whole_scores_one() -> None:
    times = [Timed(0, 4, "2019", "DATE"), Timed(9, 17, "P2W", "DURATION")]

    found = figures([times], [times])

    assert {found[name] for name in ("value_f1", "relaxed_f1", "strict_f1", "type_f1")} == {1.0}
    assert (found["calendar_dates_resolved"], found["n_calendar"]) == (1.0, 1)


def test_missed_extra_and_wrong_ones_each_cost() -> None:
    gold = [Timed(0, 4, "2019", "DATE"), Timed(10, 16, "2020-06-25", "DATE"), Timed(20, 24, "2018", "DATE")]
    found = [Timed(0, 4, "2019", "DATE"), Timed(8, 16, "2020-06-25TNI", "TIME"), Timed(30, 34, "2017", "DATE")]

    scores = figures([gold], [found])

    assert scores["relaxed_f1"] == pytest.approx(2 / 3)
    assert scores["strict_f1"] == pytest.approx(1 / 3)
    assert scores["value_f1"] == pytest.approx(1 / 3)
    assert scores["type_f1"] == pytest.approx(1 / 3)
    assert scores["calendar_dates_resolved"] == pytest.approx(2 / 3)  # the night's day is right


def test_one_is_matched_with_one_and_only_in_its_sentence() -> None:
    gold = [Timed(0, 20, "P1Y"), Timed(0, 4, "2019", sentence=1)]
    found = [Timed(0, 8, "P1Y"), Timed(9, 20, "P1Y"), Timed(0, 4, "2019", sentence=2)]

    scores = figures([gold], [found])

    assert (scores["n_gold"], scores["n_sys"]) == (2, 3)
    assert scores["relaxed_p"] == pytest.approx(1 / 3)
    assert scores["relaxed_r"] == pytest.approx(1 / 2)


def test_nothing_annotated_and_nothing_found_is_zero_and_no_error() -> None:
    assert figures([[]], [[]])["value_f1"] == 0.0


@pytest.mark.parametrize(
    ("value", "first", "last", "expected"),
    [
        ("2020-06-25", date(2020, 6, 25), date(2020, 6, 25), "2020-06-25"),
        ("2020-06-25TNI", date(2020, 6, 25), date(2020, 6, 25), "2020-06-25"),
        ("2020-06-25T22:00", date(2020, 6, 25), date(2020, 6, 25), "2020-06-25T22:00:00"),
        ("2020-06", date(2020, 6, 1), date(2020, 6, 30), "2020-06"),
        ("2020-W26", date(2020, 6, 22), date(2020, 6, 28), "2020-06-22/2020-06-28"),
        ("P2W", date(2020, 6, 17), date(2020, 7, 1), None),
        ("PAST_REF", None, None, None),
    ],
)
def test_values_are_written_as_the_other_annotation_writes_them(
    value: str, first: date | None, last: date | None, expected: str | None
) -> None:
    assert as_tei(TimeExpression(0, 1, "x", "DATE", value, first, last)) == expected


def test_labelled_texts_are_read_with_their_dates(tmp_path: Path) -> None:
    text = "Oil fell on 25 June 2020 ."
    one = {"id": "a", "source": "S", "dct": "2020-07-01", "text": text,
           "timex": [{"begin": 12, "end": 24, "type": "DATE", "value": "2020-06-25"}]}  # fmt: skip
    two = {"id": "b", "genre": "news", "date": "2020-07-01", "sentences": [{"text": "Rain ."}, {"text": text}],
           "dates": [{"sent": 1, "begin": 12, "end": 24, "when": "2020-06-25"},
                     {"sent": 0, "begin": 0, "end": 4, "notBefore": "1999"}]}  # fmt: skip
    (tmp_path / "c_timex.jsonl").write_text(json.dumps(one) + "\n", encoding="utf-8")
    (tmp_path / "a_gum.jsonl").write_text(json.dumps(two) + "\n", encoding="utf-8")

    def read(texts: Sequence[tuple[str, date]]) -> Iterable[tuple[TimeExpression, ...]]:
        return [find_times(Doc(Vocab(), words=one.split(" ")), day) for one, day in texts]

    found = measure(tmp_path, read)

    assert found["timex"]["all"]["value_f1"] == 1.0
    assert found["timex"]["by_type"] == {"DATE": {"n_gold": 1, "found": 1.0, "value": 1.0, "type": 1.0}}
    assert found["gum"]["news"]["value_f1"] == 1.0
    assert found["gum"]["news"]["n_gold"] == 1
    assert "TimeBank" in shown(found)


def test_a_folder_without_labelled_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        measure(tmp_path, lambda _texts: [])
