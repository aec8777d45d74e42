"""A pipeline of hand-made components with Universal Dependencies labels does the work; the doctor says which runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from briefings.analysis import Analyst
from briefings.catalogue import load_countries, load_entities
from briefings.commands import health
from briefings.errors import SettingsError
from briefings.language.pipeline import UD_LABELS, beside_entities, load_pipeline, model_path

WORDS = {"Chad": ("NNP", "PROPN"), "bombed": ("VBD", "VERB"), "Mali": ("NNP", "PROPN"), ".": (".", "PUNCT")}


@Language.component("hand_tags", assigns=["token.tag", "token.pos", "token.lemma"])
def hand_tags(doc: Doc) -> Doc:
    """Tags by a list."""
    for token in doc:
        token.tag_, token.pos_ = WORDS.get(token.text, ("NN", "NOUN"))
        token.lemma_ = "bomb" if token.text == "bombed" else token.text
    return doc


class _HandParser:
    """Hangs everything on the verb."""

    labels = tuple(UD_LABELS)

    def __call__(self, doc: Doc) -> Doc:
        verb = next((token for token in doc if token.pos_ == "VERB"), doc[0] if len(doc) else None)
        for token in doc:
            token.is_sent_start = token.i == 0
        for token in doc:
            token.head = verb or token
            token.dep_ = "ROOT" if verb is None or token.i == verb.i else "nsubj" if token.i < verb.i else "obj"
            token.dep_ = "punct" if token.is_punct else token.dep_
        return doc


@Language.factory("hand_parser", assigns=["token.dep", "token.head", "doc.sents"])
def make_hand_parser(nlp: Language, name: str) -> _HandParser:
    """A parser of one rule."""
    del nlp, name
    return _HandParser()


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    nlp = spacy.blank("en")
    nlp.add_pipe("hand_tags")
    nlp.add_pipe("hand_parser")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Chad"}, {"label": "GPE", "pattern": "Mali"}])
    nlp.meta["name"], nlp.meta["version"] = "by_hand", "1.2"
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_a_pipeline_of_other_components_reads_texts(by_hand: Path) -> None:
    entities = load_entities()
    nlp = load_pipeline(str(by_hand))
    found = Analyst(nlp, entities, load_countries(entities=entities)).annotate("Chad bombed Mali.", date(2020, 7, 1))

    assert [(d.type, d.actors[0].entity, d.targets[0].entity) for d in found.developments] == [
        ("ASSAULT", "chad", "mali")
    ]
    assert beside_entities(nlp) == ()  # nobody knows what a hand-made component needs


def test_of_the_shipped_pipeline_names_alone_are_read_first() -> None:
    nlp = load_pipeline()

    assert "parser" in beside_entities(nlp)
    assert "ner" not in beside_entities(nlp)


def test_a_hand_made_parser_with_other_labels_is_refused(by_hand: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_HandParser, "labels", ("nsubj", "dobj"))

    with pytest.raises(SettingsError, match="no Universal Dependencies labels"):
        load_pipeline(str(by_hand.rename(by_hand.with_name("other"))))


def test_the_doctor_says_which_pipeline_runs_and_how_well_it_measured(
    by_hand: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(tmp_path / "data"))
    shipped = health.checks()
    monkeypatch.setenv("DRAGOMAN_SPACY_MODEL", str(by_hand))
    other = health.checks()

    def says(found: health.Health) -> str:
        return next(check.says for check in found.checks if check.name == "language model")

    assert shipped.model == str(model_path())
    assert "LAS 0." in says(shipped)
    assert (other.model, says(other)) == (str(by_hand), "by_hand 1.2 (not measured)")
