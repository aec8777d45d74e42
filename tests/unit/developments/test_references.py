"""Who "he", "the group" and "its" are, and where nobody can say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.developments.evaluation import by_sentence, of_links, passages, rates, read_passage
from briefings.model import Annotation

Read = Callable[[str], Annotation]


def pairs(read: Read, text: str) -> list[tuple[str, str]]:
    return [(text[slice(*earlier)], text[slice(*later)]) for earlier, later in read(text).links]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Oman said it would send troops in May.", ("Oman", "it")),
        ("Sudan recalled its envoy.", ("Sudan", "its")),
        ("General Omar Saleh resigned. He was ill.", ("Omar Saleh", "He")),
        ("General Omar Saleh resigned on Monday. The general was ill.", ("Omar Saleh", "The general")),
        ("The energy ministry closed a field. The ministry gave no reason.", ("The energy ministry", "The ministry")),
    ],
)
def test_what_stands_for_a_name_is_linked_to_it(read: Read, text: str, pair: tuple[str, str]) -> None:
    assert any(earlier.endswith(pair[0]) and later == pair[1] for earlier, later in pairs(read, text))


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that prices will rise.",
        "“He left,” Omar Saleh said.",
        "The army shelled Gao. The police stood by.",
        "Kenya and Iraqi officials met in Iraq.",
    ],
)
def test_where_nobody_can_say_there_is_no_link(read: Read, text: str) -> None:
    assert pairs(read, text) == []


def test_links_on_the_package_s_own_texts_are_right(read: Read) -> None:
    for some in passages().values():
        figures = of_links(some, [read(passage.text).links for passage in some])

        assert figures["P"] >= 0.85
        assert figures["R"] >= 0.6


def test_figures_are_counted_as_defined() -> None:
    passage = read_passage("{1 Ann Grey} met {2 Tom {3 Oak}}. {1 She} left.")
    name, she = (0, 8), passage.text.index("She")

    assert passage.text == "Ann Grey met Tom Oak. She left."
    assert of_links([passage], [[(name, (she, she + 3))]]) == {"n": 1, "links": 1, "P": 1.0, "R": 1.0}
    assert of_links([passage], [[((13, 20), (she, she + 3))]])["P"] == 0.0
    assert by_sentence([[1, 1, 3]], [[1, 3, 4]]) == {"n": 3, **rates(2, 3, 3)}
    assert rates(0, 0, 0) == {"P": 0.0, "R": 0.0, "F": 0.0}
