"""Annotated files become sentences and Docs without loss: spacing, entities, unknown tokens, heads, paragraphs."""

from __future__ import annotations

import json
import lzma
import random
from pathlib import Path

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

from briefings.language.training.convert import (
    LONGEST_GROUP,
    Sentence,
    group_sentences,
    make_doc,
    paragraph_break,
    read_conllu,
    read_jsonl,
    read_sentences,
    write_docs,
)

CONLLU = """\
# newdoc id = one
# newpar
# text = Ann doesn't know Bolt.
1\tAnn\tAnn\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNE=B-PERSON
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tknow\tknow\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
5\tBolt\tBolt\tPROPN\tNNP\t_\t4\tobj\t_\tNE=?|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# text = New York
1\tNew\tNew\tPROPN\tNNP\t_\t0\troot\t_\tNE=B-GPE
1.1\tmissing\t_\t_\t_\t_\t_\t_\t_\t_
2\tYork\t_\tPROPN\tNNP\t_\t1\tflat\t_\tNE=I-GPE

# newdoc id = two
# newpar
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_
"""
VOCAB = spacy.blank("en").vocab


def seeded(seed: int = 0) -> random.Random:
    return random.Random(seed)  # noqa: S311  # repeatable on purpose


def sentences() -> list[Sentence]:
    return list(read_conllu(CONLLU.splitlines(keepends=True)))


def test_conllu_gives_words_spacing_entities_and_what_is_unknown() -> None:
    first, second, third = sentences()

    assert first.words == ("Ann", "does", "n't", "know", "Bolt", ".")
    assert first.spaces == (True, False, True, True, False, True)
    assert first.ents == ((0, 1, "PERSON"),)
    assert first.unknown == {4}
    assert second.ents == ((0, 2, "GPE"),)
    assert (first.document, first.paragraph) != (second.document, second.paragraph)
    assert first.document == second.document != third.document


def test_conllu_gives_syntax_with_heads_from_zero() -> None:
    first, second, _ = sentences()

    assert first.syntax is not None
    assert second.syntax is not None
    assert first.syntax.heads == (3, 3, 3, 3, 3, 3)
    assert first.syntax.deps == ("nsubj", "aux", "advmod", "ROOT", "obj", "punct")
    assert first.syntax.lemmas == ("Ann", "do", "not", "know", "Bolt", ".")
    assert first.syntax.morphs[3:5] == ("VerbForm=Inf", "")
    assert second.syntax.lemmas == ("New", "York")


def test_a_doc_of_several_sentences_has_their_text_syntax_and_entities() -> None:
    doc = make_doc(VOCAB, sentences()[:2])

    assert doc.text == "Ann doesn't know Bolt.\n\nNew York "
    assert [sentence.text.strip() for sentence in doc.sents] == ["Ann doesn't know Bolt.", "New York"]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Ann", "PERSON"), ("New York", "GPE")]
    assert [token.text for token in doc if token.ent_iob_ == ""] == ["Bolt"]
    assert doc[4].head.text == "know"
    assert doc[8].head.text == "New"


def test_a_blank_may_stand_for_a_paragraph_break() -> None:
    assert make_doc(VOCAB, sentences()[:2], breaks=lambda: "").text == "Ann doesn't know Bolt. New York "


def test_json_lines_of_one_source_document_belong_together() -> None:
    left = {"id": "redocred-7-0", "src": "redocred", "toks": ["Ann", "left"], "sp": [1, 0], "unk": []}
    why = {"id": "redocred-7-1", "src": "redocred", "toks": ["Why", "?"], "sp": [0, 0], "ents": [], "unk": [1]}
    alone = {"id": "wikigold-1", "src": "wikigold", "toks": ["So"], "sp": [0], "ents": [], "unk": []}
    rows = [{**left, "ents": [[0, 1, "PERSON"]]}, why, alone]
    first, second, third = read_jsonl([json.dumps(row) for row in rows])

    assert first.document == second.document != third.document
    assert (first.words, first.spaces, first.ents) == (("Ann", "left"), (True, False), ((0, 1, "PERSON"),))
    assert second.unknown == {1}
    assert first.syntax is None
    assert make_doc(VOCAB, [first, second]).text == "Ann left Why?"


def test_a_packed_file_reads_as_a_plain_one(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(CONLLU, encoding="utf8")
    with lzma.open(tmp_path / "a.conllu.xz", "wt", encoding="utf8") as packed:
        packed.write(CONLLU)

    assert list(read_sentences(tmp_path / "a.conllu.xz")) == list(read_sentences(tmp_path / "a.conllu")) == sentences()


@given(lengths=st.lists(st.integers(1, 20), max_size=6), seed=st.integers(0, 99))
def test_every_sentence_is_in_one_group_of_one_document_and_in_its_place(lengths: list[int], seed: int) -> None:
    template = sentences()[2]
    given_sentences = [
        Sentence(template.words, template.spaces, (), frozenset(), str(document), number)
        for document, length in enumerate(lengths)
        for number in range(length)
    ]

    groups = list(group_sentences(given_sentences, seeded(seed)))

    assert [sentence for group in groups for sentence in group] == given_sentences
    assert all(len({sentence.document for sentence in group}) == 1 for group in groups)
    assert all(1 <= len(group) <= LONGEST_GROUP for group in groups)


def test_docs_come_back_from_a_file_as_they_were(tmp_path: Path) -> None:
    doc = make_doc(VOCAB, sentences()[:2], paragraph_break(seeded()))

    assert write_docs([doc], tmp_path / "folder" / "docs.spacy") == 1
    (back,) = DocBin().from_disk(tmp_path / "folder" / "docs.spacy").get_docs(VOCAB)
    assert back.to_json() == doc.to_json()
