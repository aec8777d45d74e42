"""Salience is measured and learned on documents of our own, read without the pipeline."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.commands import training
from briefings.commands.evaluating import measures
from briefings.commands.measured import mainnames, salience
from briefings.commands.measured.sources import running_text
from briefings.developments import rank, traits
from briefings.developments.traits import Traits
from briefings.model import AnnotatedSentence, Annotation, Development, EntityId, Mention

NEWS = ("Acme buys Bolt", "Acme bought its rival Bolt on Monday.", "It rained.", "Bolt sold rope.")
SUMMARY = "Acme bought its rival Bolt."


def a_document(name: str, genre: str, sentences: Sequence[str] = NEWS, summary: str = SUMMARY) -> dict[str, Any]:
    return {
        "id": name,
        "genre": genre,
        "date": "2020-06-25",
        "sentences": [{"text": text, "block": "p" if at < 2 else ""} for at, text in enumerate(sentences)],
        "summaries": [{"by": "human1", "text": summary}],
    }


def found_in(document: dict[str, Any], weights: Sequence[float]) -> Annotation:
    """The sentences of a document as they are, each with a weight."""
    text, starts = running_text(document)
    ends = [start + len(sentence["text"]) for start, sentence in zip(starts, document["sentences"], strict=True)]
    sentences = [AnnotatedSentence(*one) for one in zip(starts, ends, weights, strict=True)]
    assert text[ends[0] : starts[1]] == "\n\n"
    return Annotation(tuple(sentences), (), (), (), (), ())


def test_the_sentence_that_weighs_most_is_compared_with_what_people_wrote() -> None:
    documents = [a_document("a", "news"), a_document("b", "bio")]
    right, wrong = (found_in(documents[0], weights) for weights in ((0.2, 0.9, 0.1, 0.3), (0.2, 0.1, 0.9, 0.3)))
    found = salience.of_documents(documents, [right, wrong])

    assert [found[name]["n"] for name in ("news", "news+interview+speech", "all")] == [1, 1, 2]
    assert found["news"]["top1_R1"] > 0.7 > found["all"]["top1_R1"] > 0.3
    assert "news+interview+speech" in salience.shown({"sentences": found, "names": {}})


def test_a_labelled_sentence_weighs_what_the_sentence_does_that_shares_most_with_it() -> None:
    document = a_document("a", "news")
    text, starts = running_text(document)
    cut = (
        AnnotatedSentence(0, starts[1] + 5, 0.2),  # the heading and a word of what follows
        AnnotatedSentence(starts[1] + 5, starts[2] - 1, 0.9),
        AnnotatedSentence(starts[2], len(text), 0.4),  # two sentences in one
    )

    assert salience.in_place(document, Annotation(cut, (), (), (), (), ()), [0.2, 0.9, 0.4]) == [0.2, 0.9, 0.4, 0.4]
    assert salience.in_place(document, Annotation((), (), (), (), (), ()), []) == [0.0] * 4


def test_names_that_stand_early_and_often_come_first_and_each_once() -> None:
    document = a_document("a", "news")
    text, _ = running_text(document)
    acme, bolt = EntityId("acme"), EntityId("bolt")
    at = [(0, 4, acme), (10, 14, bolt), (16, 20, acme), (text.rindex("Bolt"), text.rindex("Bolt") + 4, None)]
    mentions = tuple(Mention(start, end, text[start:end], "ORG", entity) for start, end, entity in at)
    found = Annotation(found_in(document, [0.1] * 4).sentences, mentions, (), (), (), ())

    assert mainnames.main_names(found) == ["Acme", "Bolt"]


def test_names_are_found_among_as_many_as_are_marked() -> None:
    def marked(name: str, type_: str = "organization", summaries: int = 3) -> dict[str, Any]:
        return {"type": type_, "salience": summaries, "mentions": ["it", name]}

    entities = [marked("the Acme Company"), marked("Bolt"), marked("rope", "object"), marked("Nadira", "place", 1)]

    assert mainnames.recall({"entities": entities}, ["Acme", "Nadira", "Bolt"]) == 0.5
    assert mainnames.recall({"entities": entities}, ["Bolt", "Company of Acme"]) == 1.0
    assert mainnames.recall({"entities": entities}, []) == 0.0
    assert mainnames.recall({"entities": entities[2:]}, ["Acme"]) is None


def test_salience_is_one_of_the_measures_and_says_when_its_data_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        measures()["salience"].of(tmp_path)


def test_training_writes_weights_that_rank_reads_and_prints_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summarised = [a_document(f"n{number}", "news") for number in range(8)] + [a_document("s", "speech")]
    report = {"cluster": "one", "sentences": NEWS}
    mention = {"tag": "ACTION_OCCURRENCE", "sent": 1, "text": "bought", "instance": "buying"}
    reports = [{**report, "id": name, "mentions": [mention]} for name in ("x", "y")]
    (tmp_path / "a_gum.jsonl").write_text("\n".join(map(json.dumps, summarised)))
    (tmp_path / "e_ecb.jsonl").write_text("\n".join(map(json.dumps, reports)))

    training.train(tmp_path, tmp_path / "weights.toml", _read)

    written = tomllib.loads((tmp_path / "weights.toml").read_text(encoding="utf-8"))
    assert written["types"] == dict(rank.load_weights().types)
    assert written["sentence"]["first"] > 0.0
    assert written["development"]["sentence"] > 0.0
    printed = capsys.readouterr().out
    assert [line.split()[:2] for line in printed.splitlines() if line.startswith(("news ", "speech "))] == [
        ["news", "8"],
        ["speech", "1"],
    ]
    assert "reports of one story" in printed


def _read(texts: Sequence[tuple[str, date | None]]) -> Iterator[tuple[Annotation, list[Traits]]]:
    """Texts of the four sentences above, the second of which is first in everything."""
    for text, _ in texts:
        starts = [text.index(sentence) for sentence in NEWS]
        sentences = tuple(AnnotatedSentence(s, s + len(one)) for s, one in zip(starts, NEWS, strict=True))
        developments = tuple(
            Development(type="AGREE", statement=NEWS[at], sentence=at, trigger=word)
            for at, word in ((1, "bought"), (2, "rained"), (3, "sold"))
        )
        names = _names()
        found = [dict.fromkeys(names, 0.0) | {"first": float(at == 1)} for at in range(len(NEWS))]
        yield Annotation(sentences, (), (), (), (), developments), found


def _names() -> list[str]:
    doc = Doc(Vocab(), words=["rope"], lemmas=["rope"], pos=["NOUN"], sent_starts=[True])
    return list(traits.of_sentences(traits.Text(doc), lambda _: 0.0)[0])
