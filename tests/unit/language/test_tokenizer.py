"""Tokens are those of the treebanks: hyphens split names, prefixes stay on, ranks keep their full stop."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.language.tokenizer import ABBREVIATIONS, install_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    return install_tokenizer(spacy.blank("en"))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Adel al-Mansour", "Adel al - Mansour"),
        ("F-35 jets", "F - 35 jets"),
        ("the 2019–20 season", "the 2019 – 20 season"),
        ("non-aligned and re-elected", "non-aligned and re-elected"),
        ("Anti-government protests", "Anti-government protests"),
        ("a gas-rich region", "a gas - rich region"),
        ("oil/gas fields", "oil / gas fields"),
        ("400,000 b/d", "400,000 b/d"),
        ("Gen. Smith met Lt. Col. Jones.", "Gen. Smith met Lt. Col. Jones ."),
        ("U.S. troops", "U.S. troops"),
        ("Really?! *** Yes", "Really ?! *** Yes"),
        ("1,200-MW plant", "1,200 - MW plant"),
        ("peace--at last", "peace -- at last"),
        ("it can't be", "it ca n't be"),
        ("$40-a-barrel", "$ 40 - a - barrel"),
        ("Acme's share", "Acme 's share"),
    ],
)
def test_a_text_is_split_as_the_treebanks_split_it(nlp: Language, text: str, tokens: str) -> None:
    assert " ".join(token.text for token in nlp(text)) == tokens


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS)
def test_an_abbreviation_keeps_its_full_stop(nlp: Language, abbreviation: str) -> None:
    assert [token.text for token in nlp(f"see {abbreviation} X")] == ["see", abbreviation, "X"]


def test_the_rules_are_saved_with_the_pipeline(nlp: Language) -> None:
    copy = spacy.blank("en").from_bytes(nlp.to_bytes())

    assert [token.text for token in copy("al-Mansour, Maj. X")] == ["al", "-", "Mansour", ",", "Maj.", "X"]


def test_another_tokenizer_is_left_alone() -> None:
    def whole(text: str) -> Doc:
        return Doc(Vocab(), words=[text])

    nlp = spacy.blank("en")
    nlp.tokenizer = whole

    assert install_tokenizer(nlp).tokenizer is whole
