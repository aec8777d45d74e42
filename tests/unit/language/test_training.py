"""The training command, from annotated data to an installed pipeline, on a handful of sentences of our own."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.util import load_config

from briefings.language.pipeline import check_pipeline
from briefings.language.training.__main__ import main
from briefings.language.training.corpus import build_corpora
from briefings.language.training.figures import BEGIN, END, write_figures
from briefings.language.training.package import assemble, install
from briefings.language.training.train import CONFIGS, run_training

#: word, lemma, part of speech, tag, head, label, name. Between them they have every label a pipeline must know.
BOUGHT = """
Acme Acme PROPN NNP 2 nsubj B-ORG
bought buy VERB VBD 0 root O
shares share NOUN NNS 2 obj O
of of ADP IN 5 case O
Bolt Bolt PROPN NNP 3 nmod B-ORG
in in ADP IN 7 case O
May May PROPN NNP 2 obl B-DATE
and and CCONJ CC 9 cc O
June June PROPN NNP 7 conj B-DATE
. . PUNCT . 2 punct O
"""
SAID = """
Ann Ann PROPN NNP 2 nsubj B-PERSON
said say VERB VBD 0 root O
that that SCONJ IN 6 mark O
deals deal NOUN NNS 6 nsubj:pass O
were be AUX VBD 6 aux:pass O
signed sign VERB VBN 2 ccomp O
. . PUNCT . 2 punct O
"""
FILES = ("ewt-train", "gum-train", "gumx-train", "ewt-dev", "gum-dev")
NAMES = ("docred-train", "crossner-train", "wikigold-train", "re3d-train", "docred-dev", "crossner-dev", "re3d-dev")


def conllu(sentence: str) -> str:
    rows = [line.split() for line in sentence.split("\n") if line]
    lines = [
        "\t".join((str(number), word, lemma, pos, tag, "_", head, dep, "_", "_" if name == "O" else f"NE={name}"))
        for number, (word, lemma, pos, tag, head, dep, name) in enumerate(rows, 1)
    ]
    return "\n".join(lines) + "\n\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    for folder in ("syntax", "ner", "gazetteer"):
        (root / folder).mkdir()
    for name in FILES:
        text = "# newdoc id = a\n" + (conllu(BOUGHT) + conllu(SAID)) * (12 if "train" in name else 2)
        (root / "syntax" / f"{name}.conllu").write_text(text, encoding="utf8")
    row = {"id": "x-1", "src": "own", "toks": ["Ann", "runs", "Acme"], "sp": [1, 1, 0], "unk": []}
    line = json.dumps({**row, "ents": [[0, 1, "PERSON"], [2, 3, "ORG"]]}) + "\n"
    for name in NAMES:
        (root / "ner" / f"{name}.jsonl").write_text(line, encoding="utf8")
    for name, listed in (("org", "Acme"), ("gpe-countries", "Chad"), ("gpe-places", "Abeche"), ("loc", "Lake Chad")):
        (root / "gazetteer" / f"{name}.txt").write_text(f"# names\n{listed}\n", encoding="utf8")
    return root


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the out folder of one short run of the command, and the folder it installed into."""
    out, target = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("lib") / "model"
    target.mkdir()
    (target / "README.md").write_text(f"Where it comes from.\n\n{BEGIN}\n{END}\n", encoding="utf8")
    (target / "stale").write_text("old", encoding="utf8")
    main(["--data", str(data), "--out", str(out), "--install", str(target), "--max-steps", "2"])
    return out, target


def test_one_command_makes_a_pipeline_that_is_accepted(trained: tuple[Path, Path]) -> None:
    nlp = spacy.load(trained[1])

    assert check_pipeline(nlp, "own") is nlp
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"]
    assert [token.text for token in nlp("Adel al-Mansour")] == ["Adel", "al", "-", "Mansour"]


def test_the_figures_and_the_licence_stand_in_its_description(trained: tuple[Path, Path]) -> None:
    meta = json.loads((trained[1] / "meta.json").read_text(encoding="utf8"))

    assert meta["license"] == "CC BY-SA 4.0"
    assert set(meta["performance"]["syntax"]) == {"ewt", "gum", "all", "own"}
    assert set(meta["performance"]["entities"]) == {"ewt", "gum", "docred", "crossner", "re3d", "all", "own"}
    assert meta["performance"]["megabytes"] > 1


def test_the_readme_stays_and_the_old_model_goes(trained: tuple[Path, Path]) -> None:
    assert (trained[1] / "README.md").read_text(encoding="utf8").startswith("Where it comes from.\n")
    assert not (trained[1] / "stale").exists()
    assert [path.name for path in trained[1].parent.iterdir()] == ["model"]


def test_the_figures_are_written_into_the_readme_whatever_stood_there(trained: tuple[Path, Path]) -> None:
    performance = json.loads((trained[1] / "meta.json").read_text(encoding="utf8"))["performance"]
    readme = trained[1] / "README.md"

    assert "| syntax | tokens F | TAG | POS | lemma | UAS | LAS | sentence F |" in readme.read_text(encoding="utf8")
    write_figures(readme, {**performance, "megabytes": 3.5})
    assert readme.read_text(encoding="utf8").count("words a second") == 1
    assert "; 3.5 MB." in readme.read_text(encoding="utf8")


def test_nothing_of_the_training_machine_stands_in_its_configuration(trained: tuple[Path, Path]) -> None:
    assert str(trained[0]) not in (trained[1] / "config.cfg").read_text(encoding="utf8")


def test_a_step_alone_builds_on_the_earlier_ones(trained: tuple[Path, Path], data: Path, tmp_path: Path) -> None:
    main(["--data", str(data), "--out", str(trained[0]), "--install", str(tmp_path / "other"), "--only", "package"])

    assert spacy.load(tmp_path / "other").pipe_names[-1] == "ner"


def test_a_failure_leaves_the_installed_pipeline_as_it_was(trained: tuple[Path, Path], tmp_path: Path) -> None:
    def measure(nlp: Language) -> Mapping[str, object]:
        raise FileNotFoundError(nlp.lang)

    target = tmp_path / "model"
    target.mkdir()
    (target / "meta.json").write_text("{}", encoding="utf8")

    nlp = assemble(trained[0] / "syntax" / "model-best", trained[0] / "ner" / "model-best")
    with pytest.raises(FileNotFoundError):
        install(nlp, target, measure=measure)

    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert [path.name for path in target.iterdir()] == ["meta.json"]


def test_corpora_are_the_same_every_time(data: Path, tmp_path: Path) -> None:
    random.seed(7)
    counts = build_corpora(data, tmp_path / "one")
    random.seed(8)

    assert build_corpora(data, tmp_path / "two") == counts
    assert counts["syntax-train"] > 3 * 3
    for name in counts:
        first, second = (tmp_path / run / f"{name}.spacy" for run in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()


def test_training_is_the_same_every_time(trained: tuple[Path, Path], tmp_path: Path) -> None:
    for run in ("one", "two"):
        run_training("ner", trained[0] / "corpora", tmp_path / run, max_steps=2)

    weights = [(tmp_path / run / "model-last" / "ner" / "model").read_bytes() for run in ("one", "two")]
    assert weights[0] == weights[1]


def test_static_vectors_reach_both_models(trained: tuple[Path, Path], tmp_path: Path) -> None:
    vectors = spacy.blank("en")
    row: Any = np.array([1.0, 0.0, 0.5], dtype="float32")
    vectors.vocab.set_vector("Acme", row)
    vectors.to_disk(tmp_path / "vectors")
    for name in ("syntax", "ner"):
        run_training(name, trained[0] / "corpora", tmp_path / name, max_steps=1, vectors=tmp_path / "vectors")

    nlp = assemble(tmp_path / "syntax" / "model-last", tmp_path / "ner" / "model-last")
    install(nlp, tmp_path / "model", measure=lambda _: {})

    whole = spacy.load(tmp_path / "model")
    assert whole.vocab["Acme"].has_vector
    assert whole("Acme bought shares.").has_annotation("DEP")


def test_vectors_without_their_package_are_refused_with_its_name(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "floret", None)

    with pytest.raises(SystemExit, match="need the package 'floret'"):
        main(["--data", str(data), "--out", str(tmp_path), "--only", "vectors"])


@pytest.mark.parametrize("name", ["syntax", "ner"])
def test_a_configuration_has_a_fixed_seed_and_ends_with_no_rate_left(name: str) -> None:
    config = load_config(CONFIGS / f"{name}.cfg", interpolate=True)

    assert config["training"]["seed"] == 0
    assert config["training"]["optimizer"]["learn_rate"]["total_steps"] == config["training"]["max_steps"]
