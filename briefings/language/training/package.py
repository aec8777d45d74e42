"""Join the syntax model and the name model to one pipeline, and put it where the program looks for it."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import spacy
from spacy.language import Language

from briefings.language.tokenizer import install_tokenizer
from briefings.language.training.figures import write_figures

VERSION = "0.1.0"
README = "README.md"
LICENCE = "CC BY-SA 4.0"


def assemble(syntax: Path, ner: Path) -> Language:
    """Return one pipeline of both parts, with our tokenizer; the name model keeps its own token vectors.

    Args:
        syntax: the folder of a pipeline with tok2vec, tagger, morphologizer, trainable_lemmatizer and parser.
        ner: the folder of a pipeline with `ner`; its static vectors, if any, come along.
    """
    nlp = spacy.load(syntax)
    names = spacy.load(ner)
    nlp.vocab.vectors = names.vocab.vectors
    nlp.add_pipe("ner", source=names)
    return install_tokenizer(nlp)


def install(
    nlp: Language,
    folder: Path,
    *,
    measure: Callable[[Language], Mapping[str, object]],
    keep: tuple[str, ...] = (README,),
) -> Mapping[str, object]:
    """Write a pipeline to `folder`, whole or not at all: beside it first, then by renaming.

    Args:
        nlp: what to write.
        folder: where it goes; an earlier model there is replaced.
        measure: says how well it reads; it gets the pipeline as a plain `spacy.load` of what was written gives it. What
            it returns stands in `meta.json` under "performance" and, as tables, between the marks of the README.
        keep: files of the earlier folder that stay.

    Returns:
        what `measure` returned.
    """
    fresh = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    try:
        _prepared(nlp).to_disk(fresh)
        figures = measure(spacy.load(fresh))
        _note(figures, fresh / "meta.json")
        for name in keep:
            if (folder / name).exists():
                shutil.copy2(folder / name, fresh / name)
        if figures and (fresh / README).exists():
            write_figures(fresh / README, figures)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return figures


def _prepared(nlp: Language) -> Language:
    """Give a pipeline its name, and forget the places of the machine that it was trained on."""
    nlp.meta.update(
        name="dragoman_news",
        version=VERSION,
        license=LICENCE,
        description="English news pipeline with Universal Dependencies labels, trained from nothing.",
        author="Dragoman",
    )
    nlp.config["paths"] = dict.fromkeys(nlp.config.get("paths", {}))
    nlp.config["corpora"] = {}
    nlp.config["initialize"]["before_init"] = None  # the tokenizer is in the folder as it is
    nlp.config["initialize"]["vectors"] = None
    return nlp


def _note(figures: Mapping[str, object], meta: Path) -> None:
    described = json.loads(meta.read_text(encoding="utf8"))
    described["performance"] = dict(figures)
    meta.write_text(json.dumps(described, indent=2) + "\n", encoding="utf8")


def _swap(fresh: Path, folder: Path) -> None:
    """Put `fresh` where `folder` is; the old one goes only when the new one is in its place."""
    old = folder.with_name(f".{folder.name}-old-{uuid.uuid4().hex[:8]}")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
