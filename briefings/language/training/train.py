"""Run one training: a configuration, two DocBins, a folder for the result."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model_from_config, registry
from thinc.api import use_ops

from briefings.language.tokenizer import install_tokenizer

CONFIGS = Path(__file__).parent
_EMBED = {"syntax": "tok2vec.model", "ner": "ner.model.tok2vec"}  #: where each configuration has its embedding


def news_tokenizer() -> Callable[[Language], Language]:
    """Return the callback that the configurations name: it installs our tokenizer before training begins."""
    return install_tokenizer


registry.callbacks.register("dragoman.news_tokenizer.v1", func=news_tokenizer)


def run_training(name: str, corpus: Path, out: Path, *, max_steps: int | None, vectors: Path | None = None) -> Language:
    """Train the part `name` ("syntax" or "ner") and leave spaCy's `model-best` and `model-last` in `out`.

    Args:
        name: the configuration beside this module, without its ending.
        corpus: a folder with `{name}-train.spacy` and `{name}-dev.spacy`.
        out: where the model goes.
        max_steps: how long to train; the configuration's own number where none is given.
        vectors: a folder with static vectors, where the configuration is to use them.
    """
    overrides: dict[str, object] = {
        "paths.train": str(corpus / f"{name}-train.spacy"),
        "paths.dev": str(corpus / f"{name}-dev.spacy"),
    }
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    if vectors is not None:
        overrides["paths.vectors"] = str(vectors)
        overrides[f"components.{_EMBED[name]}.embed.include_static_vectors"] = True
    config = load_config(CONFIGS / f"{name}.cfg", overrides=overrides, interpolate=True)
    out.mkdir(parents=True, exist_ok=True)
    with use_ops("numpy", use_blis=False):  # BLIS is slow on processors that it does not know (41 GFlop/s, not 125)
        nlp = init_nlp(load_model_from_config(config, auto_fill=True, validate=False).config)
        nlp, _ = train(nlp, out, stdout=sys.stdout, stderr=sys.stderr)
    return nlp
