"""Print says where no sentence begins, whatever the parser thinks."""

from __future__ import annotations

import pytest
import spacy

from briefings.language.pipeline import load_pipeline
from briefings.language.sentences import NAME, forbids_start


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He was, Ada said, the first.", "Ada"),
        ("In April the minister Omar Haddad ordered police to leave.", "ordered"),
        ("“They will not stay,” Colonel Haddad said.", "Colonel"),
    ],
)
def test_no_sentence_begins_there(text: str, word: str) -> None:
    doc = spacy.blank("en")(text)

    assert forbids_start(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [("He left. Ada stayed.", "Ada"), ("A heading\n\nthe text", "the"), ("“They left.” Ada stayed.", "Ada")],
)
def test_a_sentence_may_begin_there(text: str, word: str) -> None:
    doc = spacy.blank("en")(text)

    assert not forbids_start(next(token for token in doc if token.text == word))


def test_who_spoke_stays_with_what_was_said() -> None:
    text = "The raid was meant “to show that the state is there,” Colonel Omar Haddad, a spokesman, said on Monday."
    doc = load_pipeline()(text)

    assert NAME in load_pipeline().pipe_names
    assert len(list(doc.sents)) == 1
