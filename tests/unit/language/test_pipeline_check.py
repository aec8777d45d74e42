"""Which pipelines are accepted by name, and with which sentence others are refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from briefings.errors import SettingsError
from briefings.language.pipeline import UD_LABELS, check_pipeline, load_pipeline, model_path
from briefings.language.scripts import NAME as SCRIPT_GUARD
from briefings.language.sentences import NAME as GUARD

CLEAR_LABELS = ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "mark", "conj", "case", "ROOT")
ALL = ("tagger", "parser", "lemmatizer", "ner")


def pipeline(components: Sequence[str] = ALL, labels: Sequence[str] = tuple(UD_LABELS)) -> Language:
    """Return an untrained pipeline whose parser has these labels."""
    nlp = spacy.blank("en")
    for name in components:
        pipe: Any = nlp.add_pipe(name)
        for label in labels if name == "parser" else ():
            pipe.add_label(label)
    return nlp


def test_a_pipeline_with_universal_dependencies_labels_is_accepted() -> None:
    nlp = pipeline()

    assert check_pipeline(nlp, "theirs") is nlp


def test_components_may_have_other_names_and_kinds() -> None:
    nlp = spacy.blank("en")
    parser: Any = nlp.add_pipe("parser", name="syntax")
    for label in UD_LABELS:
        parser.add_label(label)
    nlp.add_pipe("tagger", name="tags")
    nlp.add_pipe("trainable_lemmatizer", name="lemmas")
    nlp.add_pipe("beam_ner", name="names")

    assert check_pipeline(nlp, "theirs") is nlp


def test_labels_of_spacys_own_english_pipelines_are_refused_with_the_way_out() -> None:
    with pytest.raises(SettingsError) as refused:
        check_pipeline(pipeline(labels=CLEAR_LABELS), "en_core_web_sm")

    assert "'en_core_web_sm' has no Universal Dependencies labels" in str(refused.value)
    assert "dobj, nsubjpass, pobj, prep" in str(refused.value)
    assert str(refused.value).endswith("Leave DRAGOMAN_SPACY_MODEL empty for the shipped one.")


def test_both_kinds_of_label_together_are_refused() -> None:
    with pytest.raises(SettingsError, match="but dobj"):
        check_pipeline(pipeline(labels=[*UD_LABELS, "dobj"]), "mixed")


def test_a_parser_without_labels_is_refused() -> None:
    with pytest.raises(SettingsError, match="no Universal Dependencies labels"):
        check_pipeline(pipeline(labels=()), "untaught")


@pytest.mark.parametrize(
    ("components", "lacking"),
    [
        (("tagger", "lemmatizer", "ner"), "a parser"),
        (("tagger", "parser", "lemmatizer"), "entities (ner)"),
        (("parser", "lemmatizer", "ner"), "a tagger"),
        (("tagger", "parser", "ner"), "lemmas"),
        ((), "a parser, a tagger, entities (ner), lemmas"),
    ],
)
def test_what_a_pipeline_lacks_is_named(components: Sequence[str], lacking: str) -> None:
    with pytest.raises(SettingsError) as refused:
        check_pipeline(pipeline(components), "theirs")

    assert f"'theirs' lacks {lacking}: it needs" in str(refused.value)


def test_a_missing_pipeline_is_refused() -> None:
    with pytest.raises(SettingsError, match="'no_such_pipeline' does not load: it must be an installed package"):
        load_pipeline("no_such_pipeline")


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="does not load"):
        load_pipeline(str(tmp_path))


def test_a_damaged_pipeline_is_refused(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path / "model")
    (tmp_path / "model" / "config.cfg").write_text("[nlp]\nlang = 3\n", encoding="utf8")

    with pytest.raises(SettingsError, match="does not load"):
        load_pipeline(str(tmp_path / "model"))


def test_a_pipeline_is_loaded_once() -> None:
    assert load_pipeline(str(model_path())) is load_pipeline()


def test_the_shipped_pipeline_loads_plainly_and_is_the_default() -> None:
    plain = spacy.load(model_path())
    guarded = load_pipeline().pipe_names

    assert check_pipeline(plain, "shipped").pipe_names == [n for n in guarded if n not in {GUARD, SCRIPT_GUARD}]
    assert load_pipeline(None) is load_pipeline("")
