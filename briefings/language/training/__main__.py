"""`python -m briefings.language.training --data FOLDER --out FOLDER`: from annotated data to the installed pipeline.

The steps, each of which `--only` runs alone on what the earlier ones left in the out folder:

- `corpora`: annotated files to DocBins;
- `vectors`: static vectors from the raw text, with `--static-vectors` (needs the `floret` package);
- `syntax`, `ner`: the two trainings, with static vectors if there are some in the out folder;
- `package`: both models made one, measured on the development files, and installed.

Seeds are fixed: the same data, packages and machine give the same model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings.language.evaluation import evaluate_language
from briefings.language.pipeline import check_pipeline, model_path
from briefings.language.training.corpus import build_corpora
from briefings.language.training.package import assemble, install
from briefings.language.training.train import run_training

STEPS = ("corpora", "vectors", "syntax", "ner", "package")


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a training run has its things."""

    data: Path  #: with syntax/, ner/, gazetteer/ and, for vectors, raw/
    out: Path  #: corpora, vectors and both models; may be thrown away afterwards
    target: Path  #: the folder of the installed pipeline
    max_steps: int | None  #: of each training; the configurations' own where it is None

    @property
    def vectors(self) -> Path:
        """Where the static vectors are, if there are any."""
        return self.out / "vectors"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and do the steps that it names."""
    options = _options(arguments)
    shop = Workshop(options.data, options.out, options.install, options.max_steps)
    steps: dict[str, Callable[[], object]] = {
        "corpora": lambda: build_corpora(shop.data, shop.out / "corpora"),
        "vectors": lambda: _vectors(shop),
        "syntax": lambda: _train(shop, "syntax"),
        "ner": lambda: _train(shop, "ner"),
        "package": lambda: _package(shop),
    }
    for name in STEPS:
        if options.only == name or (options.only is None and (name != "vectors" or options.static_vectors)):
            steps[name]()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m briefings.language.training", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="folder with syntax/, ner/, gazetteer/ and raw/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the corpora, vectors and both models")
    parser.add_argument("--only", choices=STEPS, help="one step alone")
    parser.add_argument("--static-vectors", action="store_true", help="train and use static vectors (needs floret)")
    parser.add_argument("--max-steps", type=int, default=None, help="of each training, for a trial")
    parser.add_argument("--install", type=Path, default=model_path(), help="folder of the pipeline to replace")
    return parser.parse_args(arguments)


def _vectors(shop: Workshop) -> None:
    try:
        from briefings.language.training import vectors  # noqa: PLC0415  # floret is there for this step alone
    except ModuleNotFoundError as error:
        sys.exit(f"Static vectors need the package {error.name!r}, which the program itself does not: pip install it.")
    vectors.write_text(shop.data, shop.out / "raw.txt")
    vectors.train_vectors(shop.out / "raw.txt", shop.vectors)


def _train(shop: Workshop, name: str) -> None:
    vectors = shop.vectors if shop.vectors.is_dir() else None
    run_training(name, shop.out / "corpora", shop.out / name, max_steps=shop.max_steps, vectors=vectors)


def _package(shop: Workshop) -> None:
    nlp = assemble(shop.out / "syntax" / "model-best", shop.out / "ner" / "model-best")
    check_pipeline(nlp, str(shop.target))
    figures = install(nlp, shop.target, measure=lambda installed: evaluate_language(shop.data, installed))
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
