"""Where a clause begins, mended: the shapes that have one reading, each parsed wrong by hand."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from briefings.developments.misread import mend

_PARTS = {
    "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBN": "VERB", "VBD": "VERB", "VBG": "VERB", "IN": "ADP", "RP": "ADP",
    "DT": "DET", "JJ": "ADJ", "RB": "ADV", ".": "PUNCT", ",": "PUNCT", "CD": "NUM", "PRP": "PRON",
}  # fmt: skip


def mended(sentence: str) -> dict[str, tuple[str, str]]:
    """Word → label and head after mending; a sentence is given as "word/TAG/label>head's index" a word."""
    rows = [cell.rsplit("/", 2) for cell in sentence.split()]
    tags = [tag for _, tag, _ in rows]
    doc = Doc(
        English().vocab,
        words=[word for word, _, _ in rows],
        tags=tags,
        pos=["AUX" if word in ("was", "has") else _PARTS[tag] for word, tag, _ in rows],
        heads=[int(rest.partition(">")[2]) for *_, rest in rows],
        deps=[rest.partition(">")[0] for *_, rest in rows],
    )
    mend(doc)
    again = [(t.dep_, t.head.i) for t in doc]
    assert [(t.dep_, t.head.i) for t in mend(doc)] == again, "a second call changes nothing"
    return {token.text: (token.dep_, token.head.text) for token in doc}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "Crowds/NNS/nsubj>1 marched/VBD/ROOT>1 after/IN/case>4 "
                "Acme/NNP/nsubj>4 bombed/VBD/obl>1 bases/NNS/obj>4 ././punct>1"
            ),
            {"bombed": ("advcl", "marched"), "after": ("mark", "bombed")},
        ),
        (
            (
                "Haddad/NNP/nsubj>1 took/VBD/ROOT>1 office/NN/obj>1 in/IN/mark>5 "
                "May/NNP/nsubj>5 promising/VBG/advcl>1 reform/NN/obj>5 ././punct>1"
            ),
            {"May": ("obl", "took"), "in": ("case", "May")},
        ),
        (
            (
                "He/PRP/nsubj>1 opened/VBD/ROOT>1 talks/NNS/obj>1 this/DT/det>4 "
                "month/NN/obl:unmarked>5 aimed/VBN/advcl>1 at/IN/case>7 peace/NN/obl>5 ././punct>1"
            ),
            {"month": ("obl:unmarked", "opened")},
        ),
        (
            "Acme/NNP/nsubj>1 wrote/VBD/ROOT>1 off/RP/case>3 millions/NNS/obj>1 ././punct>1",
            {"off": ("compound:prt", "wrote")},
        ),
        (
            (
                "Acme/NNP/nsubj>1 stopped/VBD/ROOT>1 short/RB/xcomp>1 "
                "of/IN/mark>4 accusing/VBG/advcl>2 Bolt/NNP/obj>4 ././punct>1"
            ),
            {"accusing": ("advcl", "stopped"), "short": ("advmod", "stopped")},
        ),
        (
            "Keita/NNP/nsubj>2 was/VBD/cop>2 overthrown/JJ/ROOT>2 in/IN/case>4 August/NNP/obl>2 ././punct>2",
            {"was": ("aux:pass", "overthrown"), "Keita": ("nsubj:pass", "overthrown")},
        ),
        (
            "Total/NNP/ROOT>0 ,/,/punct>3 the/DT/det>3 major/NN/appos>0 ,/,/punct>5 left/VBD/parataxis>0 ././punct>0",
            {"left": ("ROOT", "left"), "Total": ("nsubj", "left"), "major": ("appos", "Total")},
        ),
        (
            (
                "A/DT/det>1 group/NN/nsubj>2 calling/VBG/ROOT>2 itself/PRP/obj>2 "
                "Acme/NNP/xcomp>2 claimed/VBD/advcl>2 blame/NN/obj>5 ././punct>2"
            ),
            {"claimed": ("ROOT", "claimed"), "group": ("nsubj", "claimed"), "calling": ("acl", "group")},
        ),
        (
            (
                "Acme/NNP/nsubj>1 resigned/VBD/ROOT>1 after/IN/case>4 the/DT/det>4 "
                "blast/NN/obl>1 on/IN/case>6 Monday/NNP/obl>1 ././punct>1"
            ),
            {"Monday": ("nmod", "blast")},
        ),
    ],
)
def test_a_clause_begins_where_english_has_it_begin(sentence: str, expected: dict[str, tuple[str, str]]) -> None:
    tree = mended(sentence)

    assert {word: tree[word] for word in expected} == expected
    assert sum(dep == "ROOT" for dep, _ in tree.values()) == 1
