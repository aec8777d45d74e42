"""A second reading with names as single tokens keeps the text, to the letter, and the names whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.language import names
from briefings.language.names import read_with_names
from briefings.language.pipeline import load_pipeline, read_text
from briefings.model import Mention

TEXT = (
    "In May, after a month in office, Prime Minister Omar Haddad al-Rashid ordered a raid. He met Acme Oil on Friday."
)


def mention(name: str, label: str, text: str = TEXT) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, label)


def test_each_name_is_one_token_of_its_label() -> None:
    nlp = load_pipeline()
    named = [mention("Omar Haddad al-Rashid", "PERSON"), mention("Acme Oil", "ORG")]
    doc = read_with_names(nlp, read_text(nlp, TEXT), named)
    tokens = {token.text: token.ent_type_ for token in doc}

    assert doc.text == TEXT
    assert tokens["Omar Haddad al-Rashid"] == "PERSON"
    assert tokens["Acme Oil"] == "ORG"
    assert tokens["May"] == "DATE"


def test_a_long_name_does_not_cost_the_sentence_its_verb() -> None:
    nlp = load_pipeline()
    doc = read_with_names(nlp, read_text(nlp, TEXT), [mention("Omar Haddad al-Rashid", "PERSON")])
    ordered = next(token for token in doc if token.text == "ordered")

    assert ordered.dep_ == "ROOT"
    assert any(child.text == "Omar Haddad al-Rashid" and child.dep_ == "nsubj" for child in ordered.children)


def test_a_long_text_is_read_in_pieces_and_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "PIECE", 20)
    nlp = load_pipeline()
    text = " ".join([TEXT] * 4)

    assert read_with_names(nlp, read_text(nlp, text), []).text == text


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_any_text_and_any_span_come_through(text: str, start: int, end: int) -> None:
    nlp = load_pipeline()
    first, last = sorted((min(start, len(text)), min(end, len(text))))
    named = [Mention(first, last, text[first:last], "ORG")] if text[first:last].strip() else []

    assert read_with_names(nlp, read_text(nlp, text), named).text == text
