"""JSON lines to be annotated: a bad one is told by number, the others are answered, offsets are the text's own."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.analysis import Analyst
from briefings.catalogue import load_countries, load_entities
from briefings.commands.text_lines import read_lines
from briefings.language.pipeline import load_pipeline

DAY = date(2020, 7, 1)
PERSIAN = "وزیر امور خارجه ایران روز دوشنبه با وزیر خارجه عراق دیدار کرد."
PIECES = ["Chad seized a convoy", " on Monday", "😀", "\u0301", "\x00", "قال", ". ", "\n\n", "“", '"', " he said"]


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    entities = load_entities()
    return Analyst(load_pipeline(), entities, load_countries(entities=entities))


def test_a_line_is_a_text_with_an_id_and_a_day() -> None:
    lines = list(
        read_lines('{"id": "a", "text": "One.", "date": "2020-06-30", "more": [1]}\n\n{"id": 2, "text": ""}', "x", DAY)
    )

    assert [(line.number, line.id) for line in lines] == [(1, "a"), (3, 2)]
    assert [line.record.day for line in lines if line.record] == [date(2020, 6, 30), DAY]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "x line 1 is no JSON"),
        ("[" * 100_000, "x line 1 is no JSON"),
        ("[1]", "x line 1 is no object"),
        ('{"text": "One."}', "x line 1 has no id"),
        ('{"id": true, "text": "One."}', "x line 1 has no id"),
        ('{"id": {}, "text": "One."}', "x line 1 has no id"),
        ('{"id": "a"}', "x line 1 has no text"),
        ('{"id": "a", "text": 5}', "x line 1 has no text"),
        ('{"id": "a", "text": "One.", "date": "2020-06-31"}', "x line 1 has a date that is none, '2020-06-31'"),
        ('{"id": "a", "text": "One.", "date": "0000-01-01"}', "has a date that is none"),
        ('{"id": "a", "text": "One.", "date": "2101-01-01"}', "has a date that is none"),
        ('{"id": "a", "text": "One.", "date": "20200701"}', "has a date that is none"),
        ('{"id": "a", "text": "One.", "date": 7}', "has a date that is none"),
    ],
)
def test_a_line_that_is_no_record_says_why(line: str, says: str) -> None:
    (found,) = read_lines(line, "x", DAY)

    assert found.record is None
    assert says in found.error


def test_marks_that_end_lines_elsewhere_end_none_in_json() -> None:
    text = "One.\u2028Two.\x85Three."
    (found,) = read_lines(json.dumps({"id": "a", "text": text}, ensure_ascii=False), "x", None)

    assert found.record is not None
    assert found.record.text == text


def test_half_a_letter_is_replaced_and_characters_count_as_before() -> None:
    (found,) = read_lines('{"id": "\\ud800", "text": "a\\udfffb"}', "x", None)

    assert found.record is not None
    assert (found.id, found.record.text) == ("\N{REPLACEMENT CHARACTER}", "a\N{REPLACEMENT CHARACTER}b")


def test_a_paragraph_in_another_script_is_kept_and_not_read_as_english(analyst: Analyst) -> None:
    text = f"Oman met Iran on Monday.\n\n{PERSIAN}\n\nChad seized a convoy."
    found = analyst.annotate(text, DAY)

    assert PERSIAN in [text[s.start : s.end] for s in found.sentences]
    assert {text[found.sentences[d.sentence].start :][:4] for d in found.developments} == {"Oman", "Chad"}
    assert all(mention.entity for mention in found.mentions)


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "x" * 200_000, "🚀 😀", "\x00\x07\x1b[31m", "(" * 300, '"' * 300, "\ud800"]
)
def test_in_a_text_that_says_nothing_nothing_is_found(analyst: Analyst, text: str) -> None:
    found = analyst.annotate(text, DAY)

    assert (found.times, found.attributions, found.developments) == ((), (), ())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_offset_is_of_the_text_as_given(analyst: Analyst, text: str) -> None:
    found = analyst.annotate(text, DAY)
    stretches = [(one.start, one.end) for one in found.sentences] + [(one.start, one.end) for one in found.attributions]
    printed = [(one.start, one.end, one.text) for one in found.mentions]
    printed += [(one.start, one.end, one.text) for one in found.times]

    assert all(text[start:end] == words for start, end, words in printed)
    assert all(0 <= start <= end <= len(text) for start, end in stretches)
    assert all(0 <= start < end <= len(text) for pair in found.links for start, end in pair)
    assert all(0 <= d.sentence < len(found.sentences) for d in found.developments)
