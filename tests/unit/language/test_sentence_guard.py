"""Print says where a sentence begins and where none does, whatever the parser thinks."""

from __future__ import annotations

import pytest
import spacy

from briefings.language.pipeline import load_pipeline
from briefings.language.scripts import is_foreign
from briefings.language.sentences import NAME, demands_start, forbids_start
from briefings.language.tokenizer import install_tokenizer


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He was, Ada said, the first.", "Ada"),
        ("In April the minister Omar Haddad ordered police to leave.", "ordered"),
        ("“They will not stay,” Colonel Haddad said.", "Colonel"),
        ("They met Gen. Omar Haddad.", "Omar"),
        ("They met Omar F. Haddad.", "Haddad"),
        ("MONDAY 29 JUNE: Ada left.", "JUNE"),
        ("The minister said النفط العراقي again.", "العراقي"),
    ],
)
def test_no_sentence_begins_there(text: str, word: str) -> None:
    doc = spacy.blank("en")(text)

    assert forbids_start(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He left. Ada stayed.", "Ada"),
        ("A heading\n\nthe text", "the"),
        ("“They left.” Ada stayed.", "Ada"),
        ("It sold 45 May Ada stay.", "May"),
    ],
)
def test_a_sentence_may_begin_there(text: str, word: str) -> None:
    doc = spacy.blank("en")(text)

    assert not forbids_start(next(token for token in doc if token.text == word))


def test_who_spoke_stays_with_what_was_said() -> None:
    text = "The raid was meant “to show that the state is there,” Colonel Omar Haddad, a spokesman, said on Monday."
    doc = load_pipeline()(text)

    assert NAME in load_pipeline().pipe_names
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize(
    ("text", "word", "begins"),
    [
        ("It sells at $40 per bbl. Analysts expect more.", "Analysts", True),
        ("He works for the U.S. It is big.", "It", True),
        ("He works for the U.S. Navy.", "Navy", False),
        ("He is at Acme Corp. They sell oil.", "They", True),
        ("It begins at 5 p.m. Monday.", "Monday", False),
        ("They chose plan B. The rest is known.", "The", False),
        ("Mr. Haddad left.", "Haddad", False),
    ],
)
def test_a_sentence_must_begin_behind_an_abbreviation_that_ends_one(text: str, word: str, begins: bool) -> None:  # noqa: FBT001  # a row of the table
    doc = install_tokenizer(spacy.blank("en"))(text)

    assert demands_start(next(token for token in doc if token.text == word)) is begins


def test_an_arabic_paragraph_is_cut_at_its_marks_alone_and_has_no_english_names() -> None:
    arabic = "أعلنت وزارة النفط يوم الثلاثاء أن الصادرات ارتفعت. وقال الوزير إن الإنتاج مستقر."
    doc = load_pipeline()(f"The ministry spoke.\n\n{arabic}\n\nRussia agreed.")

    assert [sentence.text.strip() for sentence in doc.sents][1:-1] == [
        f"{part.strip(' .')}." for part in arabic.split(". ")
    ]
    assert [entity.text for entity in doc.ents] == ["Russia"]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [("نفط", True), ("нефть", True), ("Hizballāh", False), ("Việt", False), ("2020", False), ("X نفط", False)],
)
def test_other_scripts_are_told_from_latin_letters_with_marks(text: str, foreign: bool) -> None:  # noqa: FBT001  # as above
    assert is_foreign(text) is foreign
