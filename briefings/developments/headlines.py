"""The verb of a headline, which a parser takes for a noun: "Peru recalls ambassador", "Chad and Mali launch patrols".

Prose has articles and full stops that show where a verb stands; a headline has neither. A rule of `misread`.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from briefings.developments.lexicon import is_past_form, lexicon, noun_lemma, noun_type, verb_lemma
from briefings.developments.rehang import FINITE, NAMED, NOUNS, hang

_BEFORE = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM", "CCONJ"})
_BEHIND = frozenset({"ADP", "DET", "ADJ", "PROPN", "NOUN", "NUM", "SYM"})
_MISREAD = frozenset({"NNS", "NN", "NNPS", "NNP", "VBZ", "VBP", "VB", "JJ"})
_LOOSE = frozenset({"obl", "nmod", "advcl", "acl", "obl:unmarked", "punct", "parataxis"})


def headline(token: Token, sentence: Span) -> None:
    """A word that can be the only verb of its sentence, between a name and what it is done to."""
    if token.tag_ not in _MISREAD or not sentence.start < token.i < sentence.end - 1 or _has_verb(sentence, token):
        return
    before, behind = sentence[: token.i - sentence.start], token.nbor(1)
    if any(t.pos_ not in _BEFORE and t.text != "," for t in before) or behind.pos_ not in _BEHIND:
        return
    if not _can_be_verb(token, before[-1], behind):
        return
    _lead(token, sentence)


def _has_verb(sentence: Span, candidate: Token) -> bool:
    return any(
        t.i != candidate.i and (t.tag_ in FINITE or t.tag_ == "MD" or t.dep_ == "cop" or t.pos_ == "AUX")
        for t in sentence
    )


def _can_be_verb(word: Token, before: Token, behind: Token) -> bool:
    """Whether a word agrees with a noun before it as a verb of the list does, and is no noun with one behind it."""
    if word.ent_type_ or verb_lemma(word) not in lexicon().single or before.pos_ not in NOUNS:
        return False
    known = before.ent_type_ in NAMED or noun_lemma(before) in lexicon().people
    several = "Plur" in before.morph.get("Number", []) or any(c.dep_ == "cc" for c in before.children)
    agrees = is_past_form(word.lower_) or (word.lower_ == verb_lemma(word) if several else word.lower_.endswith("s"))
    if behind.pos_ == "ADP":  # "Chad and Mali call for talks"
        return known and several and agrees and f"{verb_lemma(word)} {behind.lower_}" in lexicon().verbs
    told = behind.pos_ in ("DET", "NUM", "SYM") or bool(behind.ent_type_) or noun_lemma(behind) in lexicon().people
    return known and agrees and (told or not noun_type(word))


def _lead(verb: Token, sentence: Span) -> None:
    """Make `verb` the main verb: what stands before it is its subject, and the noun phrase behind it its object."""
    before = [t for t in sentence if t.i < verb.i and (t.head.i >= verb.i or t.head.i == t.i)]
    behind = [t for t in sentence if t.i > verb.i and (t.head.i <= verb.i or t.head.i == t.i)]
    subject = next((t for t in before if t.pos_ in NOUNS), None)
    if subject is None:
        return
    verb.head, verb.dep_ = verb, "ROOT"
    for word in before:
        if word.i == subject.i:
            hang(word, verb, "nsubj")
        else:
            hang(word, subject, word.dep_)
    done = False
    for word in behind:
        cased = any(child.dep_ == "case" for child in word.children)
        if not done and word.pos_ in (*NOUNS, "NUM", "SYM") and not cased:
            hang(word, verb, "obj")
            done = True
        else:
            hang(word, verb, word.dep_ if word.dep_ in _LOOSE else "obl")
    verb.pos_, verb.tag_ = "VERB", "VBZ"
    verb.set_morph("Mood=Ind|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]  # spaCy has it, its stubs do not
