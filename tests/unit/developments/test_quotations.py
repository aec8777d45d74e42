"""Where a text quotes, and whose the rest of a long quotation is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.developments.quotations import Quotations, carried
from briefings.model import Annotation

Read = Callable[[str], Annotation]


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in Quotations.of(text).spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won. We left," she said.', ['"We won. We left,"']),
        ("« Nous partons », he said.", ["« Nous partons »"]),
        ("'We won,' she said. It is Grey's.", ["'We won,'"]),
        ("Grey's men and the workers' party", []),
        ("“He called it ‘a farce’ twice.”", ["“He called it ‘a farce’ twice.”"]),
        ("“One.\n\n“Two,” she said.", ["“One.\n\n", "“Two,”"]),
        ("a lone “ mark", []),
    ],
)
def test_marks_are_paired_and_apostrophes_are_none(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@given(st.text(alphabet="a'\"“”«»‘’ .\n", max_size=80))
def test_quotations_do_not_overlap_and_lie_in_the_text(text: str) -> None:
    spans = Quotations.of(text).spans

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_quotation_of_several_sentences_is_its_speaker_s_to_the_end(read: Read) -> None:
    text = "“The army bombed the port. We lost six ships,” General Omar Saleh said."
    found = read(text)

    assert [one.source for one in carried(text, found.attributions)] == ["General Omar Saleh"]
    assert {d.status for d in found.developments if d.type == "ASSAULT"} == {"reported"}


def test_a_quotation_that_runs_on_behind_its_speaker_is_attributed_to_its_end(read: Read) -> None:
    text = "General Omar Saleh said: “The army bombed the port. We lost six ships.”"
    said = read(text).attributions[0]

    assert text[said.start : said.end].endswith("six ships.”")
