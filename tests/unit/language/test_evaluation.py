"""The figures of a pipeline: read from raw text, counted on tokens, and right for a reader whose mistakes are known."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from briefings.language.evaluation import APART, evaluate_language
from briefings.language.training.convert import read_sentences
from briefings.language.training.corpus import read_trees
from briefings.language.training.exercises import read_marked

#: One document of two paragraphs, without an empty line to help: "Ann left Oslo. Bob fell."
CONLLU = """\
# newdoc id = d
# newpar
1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tnsubj\t_\tNE=B-PERSON
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\tOslo\tOslo\tPROPN\tNNP\t_\t2\tobj\t_\tNE=B-GPE|SpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No

# newpar
1\tBob\tBob\tPROPN\tNNP\t_\t2\tnsubj\t_\tNE=B-PERSON
2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
NAMES = {"id": "x-1", "src": "own", "toks": ["Ann", "met", "Bob"], "sp": [1, 1, 0], "unk": []}
NUMBERS = itertools.count()
ATTRIBUTES: list[int | str] = ["TAG", "POS", "LEMMA", "HEAD", "DEP", "SENT_START"]
RIGHT_HEADS = (1, 1, 1, 1, 5, 5, 5)
RIGHT_DEPS = ("nsubj", "ROOT", "obj", "punct", "nsubj", "ROOT", "punct")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder, name in (("syntax", "ewt"), ("syntax", "gum")):
        path = tmp_path / "nlp" / folder / f"{name}-dev.conllu"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONLLU, encoding="utf8")
    for name in ("docred", "crossner", "re3d"):
        path = tmp_path / "nlp" / "ner" / f"{name}-dev.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**NAMES, "ents": [[0, 1, "PERSON"], [2, 3, "PERSON"]]}) + "\n", encoding="utf8")
    return tmp_path


def analysed(nlp: Language, heads: Sequence[int], deps: Sequence[str]) -> Doc:
    """Return the document as this reader sees it: the tags of one word are wrong, the rest is as given."""
    return Doc(
        nlp.vocab,
        words=["Ann", "left", "Oslo", ".", "Bob", "fell", "."],
        spaces=[True, True, False, True, True, False, True],
        heads=list(heads),
        deps=list(deps),
        tags=["NNP", "VBD", "NNP", ".", "NNP", "VBN", "."],
        pos=["PROPN", "VERB", "PROPN", "PUNCT", "PROPN", "VERB", "PUNCT"],
        lemmas=["Ann", "leave", "Oslo", ".", "Bob", "fall", "."],
    )


def reader(
    heads: Sequence[int] = RIGHT_HEADS, deps: Sequence[str] = RIGHT_DEPS, entities: Sequence[tuple[int, str]] = ()
) -> Language:
    """Return a pipeline that says the same about every text of seven tokens, and that one-token names are there."""
    nlp = spacy.blank("en")

    def say(doc: Doc) -> Doc:
        if len(doc) == 7:
            values: Any = analysed(nlp, heads, deps).to_array(ATTRIBUTES)
            doc.from_array(ATTRIBUTES, values)
        doc.set_ents([Span(doc, index, index + 1, label=label) for index, label in entities if index < len(doc)])
        return doc

    name = f"reader-{next(NUMBERS)}"  # spaCy keeps the first of a name
    Language.component(name, func=say)
    nlp.add_pipe(name)
    return nlp


def test_a_reader_without_mistakes_in_syntax_gets_full_marks_but_for_its_tag(data: Path) -> None:
    figures = evaluate_language(data, reader(), apart=None)

    assert figures["read_from"] == "raw text"
    assert figures["syntax"]["all"] == {
        "tokens F": 1.0, "TAG": 0.8571, "POS": 1.0, "lemma": 1.0, "UAS": 1.0, "LAS": 1.0, "sentence F": 1.0,
    }  # fmt: skip
    assert figures["syntax"]["ewt"] == figures["syntax"]["gum"] == figures["syntax"]["all"]


def test_a_wrong_label_costs_las_alone_and_a_wrong_head_both(data: Path) -> None:
    label = evaluate_language(data, reader(deps=("obj", *RIGHT_DEPS[1:])), apart=None)["syntax"]["all"]
    head = evaluate_language(data, reader(heads=(1, 1, 1, 2, *RIGHT_HEADS[4:])), apart=None)["syntax"]["all"]

    assert (label["UAS"], label["LAS"]) == (1.0, 0.8571)
    assert (head["UAS"], head["LAS"]) == (0.8571, 0.8571)


def test_a_boundary_that_is_not_seen_costs_both_sentences(data: Path) -> None:
    figures = evaluate_language(data, reader(heads=(1, 1, 1, 1, 5, 1, 5)), apart=None)["syntax"]["all"]

    assert figures["sentence F"] == 0.0


def test_entities_are_counted_by_set_and_by_type(data: Path) -> None:
    figures = evaluate_language(data, reader(entities=[(0, "PERSON"), (2, "ORG")]), apart=None)

    assert figures["entities"]["gum"] == {"P": 0.5, "R": 0.3333, "F": 0.4}
    assert figures["entities"]["re3d"] == {"P": 0.5, "R": 0.5, "F": 0.5}
    assert figures["types"]["PERSON"] == {"P": 1.0, "R": 0.5, "F": 0.6667}
    assert figures["types"]["ORG"] == {"P": 0.0, "R": 0.0, "F": 0.0}


def test_speed_and_size_are_told(data: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    assert evaluate_language(data, reader(), apart=None)["megabytes"] is None
    nlp.to_disk(tmp_path / "model")

    figures = evaluate_language(data, spacy.load(tmp_path / "model"), apart=None)

    assert figures["megabytes"] > 0
    assert figures["words_per_second"] > 0


def test_sentences_of_our_own_are_a_row_of_their_own(data: Path, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    (apart / "trees.conllu").write_text(CONLLU, encoding="utf8")
    (apart / "sentences.txt").write_text("[Ann|PERSON] met [Bob|PERSON].\n", encoding="utf8")

    figures = evaluate_language(data, reader(entities=[(0, "PERSON")]), apart=apart)

    assert figures["syntax"]["own"]["tokens F"] == 1.0
    assert figures["entities"]["own"] == {"P": 1.0, "R": 0.5, "F": 0.6667}
    assert (
        figures["entities"]["all"]
        == evaluate_language(data, reader(entities=[(0, "PERSON")]), apart=None)["entities"]["all"]
    )


def test_no_sentence_that_is_measured_on_is_trained_on() -> None:
    tokenizer = spacy.blank("en").tokenizer
    trees = {sentence.words for sentence in read_sentences(APART / "trees.conllu")}
    names = {sentence.words for sentence in read_marked(tokenizer, APART / "sentences.txt")}

    assert trees
    assert names
    assert trees.isdisjoint(sentence.words for sentence in read_trees())
    assert names.isdisjoint(sentence.words for sentence in read_marked(tokenizer))


def test_missing_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        evaluate_language(tmp_path, spacy.blank("en"))
