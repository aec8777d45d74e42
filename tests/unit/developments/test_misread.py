"""Mending a parse: what cannot be English is hung anew, once, and the sentence stays one tree."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from briefings.developments.headlines import without_verb
from briefings.developments.misread import mend
from briefings.developments.rehang import hang, replace


def a_doc(words: str, tags: str, heads: list[int], deps: str) -> Doc:
    parts = {
        "NNP": "PROPN",
        "NN": "NOUN",
        "NNS": "NOUN",
        "VBN": "VERB",
        "VBD": "VERB",
        "VB": "VERB",
        "IN": "ADP",
        ".": "PUNCT",
    }
    names = tags.split()
    return Doc(
        English().vocab,
        words=words.split(),
        tags=names,
        pos=[parts.get(tag, "X") for tag in names],
        heads=heads,
        deps=deps.split(),
    )


def tree(doc: Doc) -> list[tuple[str, str, str]]:
    return [(token.text, token.dep_, token.head.text) for token in doc]


def acme_bombed_bolt() -> Doc:
    return a_doc("Acme bombed Bolt .", "NNP VBN NNP .", [2, 2, 2, 2], "compound amod ROOT punct")


def test_a_sentence_without_a_verb_gets_the_one_it_has() -> None:
    doc = mend(acme_bombed_bolt())

    assert tree(doc) == [
        ("Acme", "nsubj", "bombed"),
        ("bombed", "ROOT", "bombed"),
        ("Bolt", "obj", "bombed"),
        (".", "punct", "bombed"),
    ]


def test_a_heading_is_left_alone() -> None:
    doc = a_doc("Acme backed militia", "NNP VBN NN", [2, 2, 2], "compound amod ROOT")
    before = tree(doc)

    assert tree(mend(doc)) == before


def test_a_participle_in_a_sentence_with_a_verb_is_left_alone() -> None:
    doc = a_doc(
        "Acme backed men attacked Bolt .",
        "NNP VBN NNS VBD NNP .",
        [2, 2, 3, 3, 3, 3],
        "compound amod nsubj ROOT obj punct",
    )
    before = tree(doc)

    assert tree(mend(doc)) == before


def test_a_name_that_a_preposition_holds_is_no_subject() -> None:
    doc = a_doc(
        "Men linked to Acme attacked Bolt .",
        "NNS VBD IN NNP VBD NNP .",
        [1, 1, 4, 4, 1, 4, 1],
        "nsubj ROOT mark nsubj advcl obj punct",
    )

    assert tree(mend(doc))[:5] == [
        ("Men", "nsubj", "attacked"),
        ("linked", "acl", "Men"),
        ("to", "case", "Acme"),
        ("Acme", "obl", "linked"),
        ("attacked", "ROOT", "attacked"),
    ]


def test_a_clause_with_a_word_of_its_own_before_it_stays_a_clause() -> None:
    doc = a_doc(
        "Jets buzzed Bolt as men of Acme marched .",
        "NNS VBD NNP IN NNS IN NNP VBD .",
        [1, 1, 1, 7, 7, 6, 4, 1, 1],
        "nsubj ROOT obj mark nsubj case nmod advcl punct",
    )
    before = tree(doc)

    assert tree(mend(doc)) == before


@pytest.mark.parametrize("doc", [acme_bombed_bolt()])
def test_mending_twice_changes_nothing_more_and_keeps_one_root(doc: Doc) -> None:
    once = tree(mend(doc))

    assert tree(mend(doc)) == once
    assert [token.dep_ for token in doc].count("ROOT") == 1
    assert len(list(doc.sents)) == 1


def test_a_past_tense_in_small_letters_is_no_name() -> None:
    doc = mend(
        a_doc("Omani jets bombed Salalah .", "JJ NNS NNP NNP .", [1, 1, 1, 1, 1], "amod ROOT amod vocative punct")
    )

    assert ("jets", "nsubj", "bombed") in tree(doc)
    assert ("Salalah", "obj", "bombed") in tree(doc)


def test_a_noun_in_small_letters_is_a_common_noun() -> None:
    doc = mend(a_doc("Acme backed the militia .", "NNP VBD DT NNP .", [1, 1, 3, 1, 1], "nsubj ROOT det obj punct"))

    assert (doc[3].pos_, doc[3].tag_) == ("NOUN", "NN")
    assert doc[0].pos_ == "PROPN"


def test_a_finite_verb_is_no_subject_of_an_infinitive() -> None:
    doc = mend(
        a_doc(
            "In May Grey authorised forces to raid Bolt .",
            "IN NNP NNP VBD NNS TO VB NNP .",
            [1, 6, 3, 6, 3, 6, 6, 6, 6],
            "case obl nsubj nsubj obj mark ROOT obj punct",
        )
    )

    assert ("authorised", "ROOT", "authorised") in tree(doc)
    assert ("raid", "xcomp", "authorised") in tree(doc)
    assert ("May", "obl", "authorised") in tree(doc)
    assert ("Bolt", "obj", "raid") in tree(doc)


def test_since_between_helper_and_verb_is_an_adverb() -> None:
    doc = mend(
        a_doc("Acme has since left Bolt .", "NNP VBZ IN VBN NNP .", [3, 3, 3, 3, 3, 3], "nsubj aux mark ROOT obj punct")
    )

    assert (doc[2].dep_, doc[2].pos_) == ("advmod", "ADV")


def test_who_stands_between_a_quotation_and_said_speaks() -> None:
    doc = mend(
        a_doc(
            "Talks failed , \u201d Grey , the spokesman , said .",
            "NNS VBD , \u201d NNP , DT NN , VBD .",
            [1, 9, 1, 1, 1, 7, 7, 1, 1, 9, 9],
            "nsubj ccomp punct punct obj punct det obj punct ROOT punct",
        )
    )

    assert ("Grey", "nsubj", "said") in tree(doc)
    assert ("spokesman", "appos", "Grey") in tree(doc)
    assert ("failed", "ccomp", "said") in tree(doc)


def test_mending_twice_changes_nothing_more() -> None:
    doc = mend(
        a_doc("Omani jets bombed Salalah .", "JJ NNS NNP NNP .", [1, 1, 1, 1, 1], "amod ROOT amod vocative punct")
    )
    once = tree(doc)

    assert tree(mend(doc)) == once


def test_a_word_is_never_hung_on_one_that_hangs_on_it() -> None:
    doc = acme_bombed_bolt()
    acme, bombed, bolt = doc[0], doc[1], doc[2]

    hang(bolt, acme, "nsubj")

    assert bolt.head.i == bolt.i
    replace(bombed, bolt)
    assert [token.i for token in bolt.ancestors] == []
    assert all(not any(above.i == token.i for above in token.ancestors) for token in doc)


def test_a_verb_that_a_recogniser_takes_into_a_name_is_left_out() -> None:
    doc = a_doc("near Basra Airport kills two", "IN NNP NNP NNS CD", [2, 2, 2, 2, 2], "case compound ROOT dep dep")

    assert without_verb(doc[1:4]).text == "Basra Airport"
    assert without_verb(doc[1:3]).text == "Basra Airport"


def test_an_own_back_is_a_noun_before_on() -> None:
    doc = a_doc(
        "Chad turned its back on Oman .",
        "NNP VBD PRP$ RB IN NNP .",
        [1, 1, 1, 1, 5, 1, 1],
        "nsubj ROOT nmod:poss advmod case obl punct",
    )

    assert ("back", "obj", "turned") in tree(mend(doc))
    assert ("its", "nmod:poss", "back") in tree(doc)
