"""Hanging the words of a parsed sentence anew, and what a rule must know before it does."""

from __future__ import annotations

from spacy.tokens import Span, Token

from briefings.developments.lexicon import is_past_form

NOUNS = frozenset({"NOUN", "PROPN"})
PAST = frozenset({"VBD", "VBN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OPENERS = frozenset({"after", "when", "before", "while", "because", "until", "although", "though", "since", "as"})
CLAUSES = frozenset({"advcl", "conj", "parataxis", "xcomp", "ccomp", "acl"})
NAMED = frozenset({"GPE", "ORG", "PERSON", "NORP", "FAC", "LOC"})  #: labels of what has a name and may act


def hang(token: Token, head: Token, dep: str) -> None:
    """Hang a word on another with a label; never on one that hangs on it: a ring has no way up and no end."""
    if token.i != head.i and not _hangs_on(head, token):
        token.head = head
    token.dep_ = dep


def replace(old: Token, new: Token) -> None:
    """Put `new` where `old` hangs; what becomes of `old` is for the caller to say."""
    root = old.head.i == old.i
    dep, above = old.dep_, old.head
    if root:
        new.head = new
    elif not _hangs_on(above, new):
        new.head = above
    new.dep_ = dep


def _hangs_on(token: Token, other: Token) -> bool:
    return any(above.i == other.i for above in token.ancestors)


def as_verb(token: Token) -> None:
    """Make a word a verb in the past tense."""
    token.pos_, token.tag_ = "VERB", "VBD"
    token.set_morph("Mood=Ind|Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]  # spaCy has it, its stubs do not


def is_past(token: Token) -> bool:
    """Whether a word is a past tense, or an irregular one that a tagger took for another word."""
    return token.tag_ in PAST or (token.tag_ in ("NN", "JJ") and is_past_form(token.lower_))


def headless(noun: Token, sentence: Span) -> bool:
    """Whether a whole sentence hangs on a noun: it has a full stop and no verb of its own."""
    root = sentence.root
    if root.pos_ not in NOUNS or sentence[-1].text not in '.”"' or root.i not in (noun.i, noun.head.i):
        return False
    return not any(c.dep_ == "cop" or (c.dep_.startswith("nsubj") and c.i != noun.i) for c in root.children)


def has_aux(verb: Token) -> bool:
    """Whether a verb has a helping verb."""
    return any(child.dep_.startswith("aux") for child in verb.children)


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def has_object(verb: Token) -> bool:
    """Whether a verb has an object."""
    return any(child.dep_ == "obj" for child in verb.children)
