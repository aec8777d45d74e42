"""Texts of any length and kind are read whole: pieces join to the text, and so does the Doc."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from briefings.language.pipeline import LONGEST_WORD, PIECE, load_pipeline, read_text, read_texts, split_text
from briefings.language.tokenizer import install_tokenizer

NEWS = "The minister met his counterpart in Basra on Monday. They signed an accord.\n\nExports rose in May. "
MARKS = st.text(st.sampled_from("ab. \n\t\r\u00a0\u2028-/'\"(]!é٣漢🛢\x00"), max_size=60)


@pytest.fixture(scope="module")
def blank() -> Language:
    return install_tokenizer(spacy.blank("en"))


@settings(max_examples=150)
@given(text=st.text(max_size=300) | MARKS, size=st.integers(1, 40))
def test_pieces_join_to_the_text_and_none_is_too_long_or_empty(text: str, size: int) -> None:
    pieces = split_text(text, size)

    assert "".join(pieces) == text
    assert all(0 < len(piece) <= size for piece in pieces)


def test_pieces_end_at_empty_lines_before_anything_else() -> None:
    assert split_text("One two.\n\nThree four. Five.\nSix.", 24) == ["One two.\n\n", "Three four. Five.\nSix."]
    assert split_text("Three four. Five.\nSix seven.", 20) == ["Three four. Five.\n", "Six seven."]
    assert split_text("Three four. Five six.", 15) == ["Three four. ", "Five six."]
    assert split_text("three four five six", 11) == ["three four ", "five six"]
    assert split_text("abcdefgh", 3) == ["abc", "def", "gh"]


def test_a_run_without_blank_is_cut() -> None:
    text = "x" * (2 * LONGEST_WORD + 5) + " end"

    assert [len(piece) for piece in split_text(text)] == [LONGEST_WORD, LONGEST_WORD, 9]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80) | MARKS, times=st.sampled_from((1, 400)))
def test_a_doc_has_exactly_the_text_that_was_read(blank: Language, text: str, times: int) -> None:
    assert read_text(blank, text * times).text == text * times


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=60) | MARKS)
def test_the_shipped_pipeline_reads_any_text_whole(text: str) -> None:
    doc = read_text(load_pipeline(), text)

    assert doc.text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_many_texts_come_back_in_their_order_each_as_one_doc(blank: Language) -> None:
    texts = ["", "One.", NEWS * (3 * PIECE // len(NEWS)), "", "Last."]

    assert [doc.text for doc in read_texts(blank, texts)] == texts
    assert list(read_texts(blank, [])) == []


def test_no_sentence_runs_over_the_pieces_of_a_long_text() -> None:
    text = NEWS * (PIECE // len(NEWS) + 2)
    starts = {len(piece) for piece in split_text(text)[:-1]}

    doc = read_text(load_pipeline(), text)

    assert doc.text == text
    assert starts <= {sentence.start_char for sentence in doc.sents}
    assert {entity.text for entity in doc.ents if entity.label_ == "DATE"} >= {"Monday"}
