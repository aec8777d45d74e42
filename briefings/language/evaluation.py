"""How well a pipeline reads: measured on annotated development data, from raw text.

The pipeline gets nothing but the text of whole documents, with a blank between paragraphs (no empty line helps it to
find sentences); its tokens are aligned to the annotated ones by spaCy's scorer, so a wrong token costs in every figure.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc, Token
from spacy.training import Example

from briefings.language.pipeline import read_texts
from briefings.language.tokenizer import install_tokenizer
from briefings.language.training.convert import Sentence, make_doc, read_sentences
from briefings.language.training.corpus import find
from briefings.language.training.exercises import read_marked

SYNTAX = {"ewt": "syntax/ewt-dev.conllu", "gum": "syntax/gum-dev.conllu"}
NAMES = {**SYNTAX, "docred": "ner/docred-dev.jsonl", "crossner": "ner/crossner-dev.jsonl", "re3d": "ner/re3d-dev.jsonl"}
APART = Path(__file__).parent / "training" / "apart"  #: sentences of our own that are never trained on
_FIGURES = {
    "token_f": "tokens F",
    "tag_acc": "TAG",
    "pos_acc": "POS",
    "lemma_acc": "lemma",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentence F",
}


def evaluate_language(data: Path, nlp: Language, *, apart: Path | None = APART) -> dict[str, Any]:
    """Measure a pipeline on the development files under `data` (or under `data`/nlp), and on sentences of our own.

    Args:
        data: the folder of the labelled data.
        nlp: the pipeline.
        apart: a folder with `trees.conllu` and `sentences.txt`, measured as "own" and not counted in "all".

    Returns:
        `read_from` ("raw text"); `syntax`, a set's name or "all" to `tokens F`, `TAG`, `POS`, `lemma`, `UAS`, `LAS` and
        `sentence F` (0 to 1); `entities`, a set's name or "all" to `P`, `R`, `F`; `types`, a label to the same over all
        sets but our own; `words_per_second` (the whole pipeline, this machine, one process); `megabytes` on disk, or
        None.

    Raises:
        FileNotFoundError: a development file is not there.
    """
    root = data / "nlp" if (data / "nlp").is_dir() else data
    gold = {name: _documents(nlp, find(root, file)) for name, file in NAMES.items()}
    examples, speed = _read(nlp, gold)
    syntax = {name: _syntax(examples[name]) for name in SYNTAX}
    syntax["all"] = _syntax([example for name in SYNTAX for example in examples[name]])
    overall = get_ner_prf([example for some in examples.values() for example in some])
    entities = {name: _rates(get_ner_prf(some)) for name, some in examples.items()}
    own_syntax, own_entities = _own(nlp, apart) if apart else ({}, {})
    return {
        "read_from": "raw text",
        "syntax": {**syntax, **own_syntax},
        "entities": {**entities, "all": _rates(overall), **own_entities},
        "types": {label: _rates(score) for label, score in sorted(overall["ents_per_type"].items())},
        "words_per_second": round(speed),
        "megabytes": _megabytes(nlp),
    }


def _own(nlp: Language, apart: Path) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Return the figures of our own sentences, each read alone: one row of syntax, one of entities."""
    tokenizer = install_tokenizer(spacy.blank("en")).tokenizer
    trees = list(read_sentences(apart / "trees.conllu"))
    named = read_marked(tokenizer, apart / "sentences.txt")
    gold = {name: [make_doc(nlp.vocab, [one]) for one in some] for name, some in (("trees", trees), ("names", named))}
    read, _ = _read(nlp, gold)
    return {"own": _syntax(read["trees"])}, {"own": _rates(get_ner_prf(read["names"]))}


def _documents(nlp: Language, path: Path) -> list[Doc]:
    runs = itertools.groupby(read_sentences(path), key=lambda sentence: sentence.document)
    return [make_doc(nlp.vocab, _spaced(list(run)), breaks=lambda: "") for _, run in runs]


def _spaced(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Put the blank after the last word of each paragraph that a paragraph's end stands for."""
    pairs = itertools.zip_longest(sentences, sentences[1:])
    return [
        replace(sentence, spaces=(*sentence.spaces[:-1], True))
        if following is None or following.paragraph != sentence.paragraph
        else sentence
        for sentence, following in pairs
    ]


def _read(nlp: Language, gold: Mapping[str, Sequence[Doc]]) -> tuple[dict[str, list[Example]], float]:
    """Let the pipeline read the documents' text; return the examples of each set, and words a second."""
    read: dict[str, list[Doc]] = {}
    started = time.perf_counter()
    for name, docs in gold.items():
        read[name] = list(read_texts(nlp, [doc.text for doc in docs]))
    took = time.perf_counter() - started
    words = sum(len(doc) for docs in read.values() for doc in docs)
    examples = {
        name: [Example(predicted, reference) for predicted, reference in zip(read[name], docs, strict=True)]
        for name, docs in gold.items()
    }
    return examples, words / took


def _syntax(examples: Sequence[Example]) -> dict[str, float]:
    scores = {
        **Scorer.score_tokenization(examples),
        **Scorer.score_token_attr(examples, "tag"),
        **Scorer.score_token_attr(examples, "pos"),
        **Scorer.score_token_attr(examples, "lemma"),
        **Scorer.score_deps(examples, "dep", getter=_dependency),
        **Scorer.score_spans(examples, "sents", has_annotation=_has_sentences),
    }
    return {figure: round(float(scores[key]), 4) for key, figure in _FIGURES.items()}


def _rates(score: Mapping[str, Any]) -> dict[str, float]:
    """Return precision, recall and F, which spaCy calls `ents_p` or `p` and so on."""
    return {letter.upper(): round(float(score.get(f"ents_{letter}", score.get(letter, 0.0))), 4) for letter in "prf"}


def _dependency(token: Token, attribute: str) -> str:
    """Return a token's label; punctuation counts too, as in the shared tasks of Universal Dependencies."""
    return str(token.vocab.strings[getattr(token, attribute)])


def _has_sentences(doc: Doc) -> bool:
    return doc.has_annotation("SENT_START")


def _megabytes(nlp: Language) -> float | None:
    if nlp.path is None:
        return None
    sizes = (file.stat().st_size for file in Path(nlp.path).rglob("*") if file.is_file())
    return round(sum(sizes) / 1e6, 1)
