"""Mending where a clause begins: what a preposition seems to hold, and a time that seems to be a participle's.

Each rule names a shape that has one reading only and hangs the words anew; it is called for each word of a sentence.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from briefings.developments.lexicon import is_past_form, lexicon, noun_type, verb_type
from briefings.developments.rehang import (
    FINITE,
    NOUNS,
    OPENERS,
    PAST,
    as_verb,
    hang,
    has_aux,
    has_subject,
    replace,
)
from briefings.developments.timex.words import MONTHS, WEEKDAYS

_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
_PREPOSITIONS = frozenset({"in", "on", "since", "by", "until", "during", "from"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_FREE = frozenset({"advcl", "acl"})
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being"})
_TIMES = frozenset({"obl:unmarked", "nmod:unmarked", "obl:tmod"})


def opened_clause(verb: Token, _sentence: Span) -> None:
    """A finite verb with its subject is no noun that "after" holds: "marched after the US bombed bases"."""
    if verb.tag_ not in FINITE or verb.dep_ not in ("obl", "nmod") or not has_subject(verb):
        return
    case = next((c for c in verb.children if c.dep_ == "case" and c.lower_ in OPENERS), None)
    if case is not None:
        hang(case, verb, "mark")
        hang(verb, verb.head, "advcl")


def month_subject(month: Token, _sentence: Span) -> None:
    """A month or weekday behind "in" promises nothing: in "took office in May promising a fresh start" it says when."""
    clause = month.head
    if month.dep_ != "nsubj" or month.lower_ not in _CALENDAR or clause.tag_ != "VBG" or clause.dep_ not in _FREE:
        return
    held = month.nbor(-1) if month.i > 0 else None
    if held is None or held.lower_ not in _PREPOSITIONS or held.head.i != clause.i:
        return
    hang(held, month, "case")
    hang(month, clause.head, "obl")


def time_before_participle(time: Token, _sentence: Span) -> None:
    """A time right before a participle is the verb's before it: "opened a dialogue this month aimed at a treaty"."""
    clause = time.head
    if time.dep_ not in _TIMES or clause.tag_ not in _PARTICIPLES or clause.dep_ not in _FREE:
        return
    if time.i + 1 == clause.i and clause.head.i < time.left_edge.i and clause.head.pos_ in ("VERB", "AUX", "NOUN"):
        above = clause.head if clause.head.pos_ != "NOUN" else clause.head.head
        if above.pos_ in ("VERB", "AUX") and above.i < time.i:
            hang(time, above, "obl:unmarked")


def home_to(noun: Token, _sentence: Span) -> None:
    """A bare noun between commas that "to" follows describes the name before it: "the Green Zone, home to …"."""
    if noun.dep_ != "conj" or noun.tag_ != "NN" or noun.i < 2 or noun.i + 1 >= len(noun.doc):
        return
    bare = not any(c.dep_ in ("det", "cc", "nmod:poss", "amod", "nummod") for c in noun.children)
    name = noun.head.pos_ == "PROPN" or bool(noun.head.ent_type_)
    if bare and name and noun.nbor(-1).text == "," and noun.nbor(1).lower_ == "to":
        hang(noun, noun.head, "appos")


def particle(word: Token, _sentence: Span) -> None:
    """A particle right behind its verb holds no object: "wrote off $300 million"."""
    if word.tag_ == "RP" and word.dep_ == "case" and word.i > 0 and word.head.head.i == word.i - 1:
        hang(word, word.head.head, "compound:prt")


def infinitive(verb: Token, _sentence: Span) -> None:
    """An infinitive is no noun: "wants Acme *to disarm*"."""
    if verb.tag_ == "VB" and verb.dep_ == "obl" and any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children):
        verb.dep_ = "xcomp"


def participle(verb: Token, _sentence: Span) -> None:
    """A bare participle is no subject: "*Newly appointed* Premier Grey has refused", which is what Grey did."""
    noun = next((child for child in verb.children if child.dep_ == "obj" and child.i > verb.i), None)
    if verb.dep_ != "csubj" or verb.tag_ not in PAST or noun is None or has_aux(verb) or has_subject(verb):
        return
    hang(noun, verb.head, "nsubj")
    hang(verb, noun, "amod")


def short_of(clause: Token, _sentence: Span) -> None:
    """What one stops "short of" hangs on the stopping: "stopped short of accusing Acme"."""
    short = clause.head
    if clause.tag_ == "VBG" and short.lower_ == "short" and short.head.pos_ == "VERB" and short.head.i < short.i:
        hang(clause, short.head, "advcl")
        hang(short, short.head, "advmod")


def held_by_noun(name: Token, _sentence: Span) -> None:
    """A name behind a preposition is no part of the verb behind it: "rumours of an attack on Sebha spread"."""
    verb = name.head
    if name.dep_ != "compound" or verb.tag_ not in FINITE or name.i + 1 != verb.i or name.i < name.sent.start + 2:
        return
    case, noun = name.nbor(-1), name.nbor(-2)
    if case.pos_ == "ADP" and case.head.i == name.i and noun.pos_ in NOUNS:
        hang(name, noun, "nmod")


def overthrown(word: Token, _sentence: Span) -> None:
    """A participle that was read as an adjective is a passive, where the lexicon knows the verb: "was overthrown"."""
    be = next((c for c in word.children if c.dep_ == "cop" and c.lower_ in _BE), None)
    if be is None or word.tag_ != "JJ" or not is_past_form(word.lower_):
        return
    word.pos_, word.tag_ = "VERB", "VBN"
    be.dep_ = "aux:pass"
    for child in word.children:
        if child.dep_ == "nsubj":
            child.dep_ = "nsubj:pass"


def named_subject(name: Token, sentence: Span) -> None:
    """A name that an apposition in commas explains is the subject of the verb behind it: "Total, the major, left"."""
    if name.head.i != name.i or name.pos_ in ("VERB", "AUX") or has_subject(name) or name.i + 1 >= sentence.end:
        return
    verb = next(
        (c for c in name.children if c.tag_ in FINITE and c.dep_ in ("conj", "parataxis") and c.nbor(-1).text == ","),
        None,
    )
    aside = any(c.dep_ == "appos" for c in name.children)
    if (
        verb is None
        or not aside
        or has_subject(verb)
        or name.nbor(1).text != ","
        or any(c.dep_ == "cc" for c in verb.children)
    ):
        return
    behind = [child for child in name.children if child.i > verb.i]
    replace(name, verb)
    hang(name, verb, "nsubj")
    for child in behind:
        hang(child, verb, child.dep_)


def calling(verb: Token, sentence: Span) -> None:
    """The main verb behind "calling itself Acme": a gerund without helper is none."""
    root = sentence.root
    subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    if root.tag_ != "VBG" or has_aux(root) or subject is None or verb.head.i != root.i or verb.i < root.i:
        return
    free = verb.dep_ in ("advcl", "conj", "parataxis", "ccomp") and not any(
        c.dep_ in ("mark", "cc") for c in verb.children
    )
    if verb.tag_ not in FINITE or has_subject(verb) or not free:
        return
    dots = [child for child in root.children if child.dep_ == "punct" and child.i > verb.i]
    replace(root, verb)
    hang(subject, verb, "nsubj")
    hang(root, subject, "acl")
    for dot in dots:
        hang(dot, verb, "punct")


def time_of_noun(time: Token, _sentence: Span) -> None:
    """A time right behind an event that a preposition holds is that event's: "losses after the blast on Monday"."""
    if time.dep_ != "obl" or time.head.pos_ != "VERB" or time.head.i > time.i or not _is_time(time):
        return
    noun = time.left_edge.nbor(-1) if time.left_edge.i > time.sent.start else time
    while noun.dep_ in ("nmod", "compound", "flat") and noun.head.i < noun.i and not noun_type(noun):
        noun = noun.head
    if noun.dep_ == "obl" and noun.head.i == time.head.i and noun.i > noun.head.i and noun_type(noun):
        hang(time, noun, "nmod")


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in _CALENDAR


def calling_aside(verb: Token, sentence: Span) -> None:
    """The main verb behind "a group calling itself Acme", where it was read as an adjective of its object."""
    noun, gerund = verb.head, verb.head.head
    top, name = gerund.head, verb.nbor(-1) if verb.i > sentence.start else verb
    if (
        verb.dep_ != "amod"
        or verb.tag_ not in PAST
        or gerund.tag_ != "VBG"
        or gerund.dep_ != "acl"
        or noun.dep_ != "obj"
    ):
        return
    if top.i != sentence.root.i or top.pos_ not in NOUNS or name.head.i != noun.i or name.dep_ != "compound":
        return
    dots = [child for child in top.children if child.dep_ == "punct" and child.i > verb.i]
    articles = [child for child in noun.children if child.i < name.i]
    replace(top, verb)
    hang(top, verb, "nsubj")
    hang(noun, verb, "obj")
    hang(name, gerund, "xcomp")
    as_verb(verb)
    for child in articles:
        hang(child, name, child.dep_)
    for dot in dots:
        hang(dot, verb, "punct")


def subjunctive(verb: Token, sentence: Span) -> None:
    """A bare verb behind "that" and a noun, read as a noun: "demanded that the government raise wages"."""
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    if verb.pos_ != "NOUN" or verb.i <= sentence.start or not marked or verb.dep_ not in ("ccomp", "acl", "advcl"):
        return
    subject = verb.nbor(-1)
    known = verb.lower_ in lexicon().single or any(child.dep_ == "obj" for child in verb.children)
    if not known or subject.head.i != verb.i or subject.dep_ not in ("compound", "amod", "nmod:desc"):
        return
    before = [c for c in verb.children if c.i < subject.i and c.dep_ in ("det", "amod", "compound", "nmod:poss")]
    hang(subject, verb, "nsubj")
    for child in before:
        hang(child, subject, child.dep_)
    verb.pos_, verb.tag_ = "VERB", "VB"
    verb.set_morph("Mood=Sub|VerbForm=Fin")  # type: ignore[attr-defined]  # spaCy has it, its stubs do not


def told_by(verb: Token, _sentence: Span) -> None:
    """A past tense read as a participle, where its subject would speak beside another: "Kurds marched, police said"."""
    noun, said = verb.head, verb.head.head
    if verb.dep_ != "acl" or verb.tag_ not in PAST or noun.dep_ != "nsubj" or said.i < verb.i or has_aux(verb):
        return
    speaks = any(c.dep_ == "nsubj" and verb.i < c.i < said.i for c in said.children)
    if not speaks or verb_type(verb)[0] not in ("PROTEST", "RETREAT", "CONSULT"):
        return
    hang(verb, said, "ccomp")
    hang(noun, verb, "nsubj")
    as_verb(verb)
