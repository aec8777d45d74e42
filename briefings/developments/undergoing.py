"""Whom a verb is done to: its objects, the other side behind its preposition, or a party inside its complement.

What belongs to the one who acts ("its troops") is no other side: whoever is named beside it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from briefings.developments import parties
from briefings.developments.lexicon import noun_type, verb_lemma
from briefings.developments.rehang import NAMED
from briefings.developments.roles import (
    HOSTILE,
    OTHER_SIDE,
    enemies,
    is_passive,
    name_after,
    owners,
    passive_subjects,
    preposition,
    suffering,
    targets_of_noun,
    unique,
)

_AROUND = frozenset({"amid", "after", "before", "despite", "since", "without", "under"})
_TALKING = frozenset({"CONSULT"})
_LOOSING = frozenset({"fire", "launch", "test", "unveil", "drop", "land"})  #: what they loose is no target
_ABOUT = frozenset({"deny", "dismiss", "confirm"})  #: their object tells what was said, not whom it hits
_TOPICAL = frozenset({"discuss", "debate"})  #: their object is what is spoken of
_DEFAULT = ("on", "against", "to", "with", "from", "in")
_ANSWERS = frozenset({"REJECT", "AGREE", "SUPPORT", "ACCUSE"})  #: types that answer whoever made the offer or the call
_SIDES = frozenset({"AGREE", "COOPERATE"})
_MOVING = frozenset({"RETREAT", "COOPERATE"})  #: types whose unnamed object is moved: "withdrew 900 troops from Chad"
_GIVING = frozenset({"provide", "give", "grant", "lend", "supply", "donate", "deliver", "distribute", "contribute"})
_SENDING = frozenset({"send", "deploy", "dispatch", "withdraw", "pull", "provide", "move", "lend", "contribute"})
_OWN = frozenset({"its", "their", "his", "her", "own"})


def targets_of_verb(verb: Token, kind: str) -> list[Token]:
    """Objects, subjects of the passive, else the noun behind the preposition that suits the type."""
    if verb_lemma(verb) in _TOPICAL:
        return _behind(verb, ("with",))
    direct = [head for head in _objects(verb, kind) if not (verb_lemma(verb) in _LOOSING and parties.is_weapon(head))]
    found = unique(part for head in direct for part in suffering(head))
    if kind == "PROTEST":
        return protested(verb, found)
    others = [part for part in found if not is_own(part) and not (kind in _MOVING and not parties.is_named(part))]
    sure = (others if kind != "AID" else []) or _of_event(direct, kind)
    if sure:
        return sure
    behind = (enemies(verb) if kind in HOSTILE else []) or _behind(verb, OTHER_SIDE.get(kind, _DEFAULT), kind)
    if kind in _SIDES:
        behind = [part for part in behind if _is_side(part)]
    if behind or verb_lemma(verb) in _ABOUT:
        return behind if verb_lemma(verb) in _GIVING else unique([*behind, *others])
    if found:
        return unique(party for part in found if is_own(part) for party in _beside(part)) or found
    nested = [part for head in direct for part in parties.inner(head) if not (kind in _TALKING and is_place(part))]
    nested = [part for part in nested if kind not in _SIDES or _is_side(part)]
    return unique(part for part in parties.conjuncts(nested[0]) if parties.can_suffer(part)) if nested else []


def _is_side(noun: Token) -> bool:
    """Whether one may deal with it: what a deal is "for" is no side."""
    return noun.ent_type_ not in ("FAC", "LOC") and parties.can_act(noun)


def _of_event(direct: Sequence[Token], kind: str) -> list[Token]:
    """Whose offer is answered, or whom an event hits that is the object: "rejected a call by", "eased a ban on"."""
    if kind in _ANSWERS:
        return unique(party for head in direct for party in _authors(head))
    return unique(party for head in direct if noun_type(head) for party in targets_of_noun(head, kind))


def _authors(noun: Token) -> list[Token]:
    """Whose offer, call or ruling it is."""
    if noun_type(noun):
        return owners(noun)
    held = [c for c in noun.children if c.dep_ == "nmod" and preposition(c) in ("of", "by", "from")]
    return owners(noun) or [party for child in held for party in suffering(child) if parties.can_act(party)]


def is_own(noun: Token) -> bool:
    """Whether a noun is the actor's own: "its troops"."""
    return any(child.dep_ == "nmod:poss" and child.lower_ in _OWN for child in noun.children)


def _beside(noun: Token) -> list[Token]:
    """Named parties behind a thing: "its borders with Chad and Sudan"."""
    held = (
        c
        for c in noun.children
        if c.dep_ == "nmod" and c.i > noun.i and preposition(c) in ("with", "to", "from", "for")
    )
    return [party for child in held for party in suffering(child) if party.ent_type_]


def protested(verb: Token, direct: Sequence[Token]) -> list[Token]:
    """Against whom a protest is: named so, or in its demand, or the state where it takes place."""
    named = [part for part in direct if part.ent_type_ or any(child.ent_type_ in NAMED for child in part.children)]
    return (
        named
        or _behind(verb, ("against",))
        or [part for part in targets_of_complement(verb) if part.ent_type_ or parties.can_act(part)]
        or _behind(verb, ("outside", "at", "on"))
        or list(direct)
        or _behind(verb, ("in",))
    )


def _objects(verb: Token, kind: str) -> list[Token]:
    """What a verb is done to; whom one sends somewhere is no target."""
    if is_passive(verb):
        return passive_subjects(verb)
    if kind == "MOBILIZE":
        return []
    told = passive_subjects(verb) if verb.dep_ == "acl" else []
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj") and not parties.is_time(c)]
    return told + (objects or name_after(verb))


def _behind(verb: Token, words: Sequence[str], kind: str = "") -> list[Token]:
    """The other side behind the first preposition of some that has one."""
    if kind == "CONSULT" and verb_lemma(verb) == "arrive":
        words = (*words, "in")
    for word in words:
        for child in verb.children:
            if child.dep_ in ("obl", "nmod", "obl:arg") and preposition(child) == word and not parties.is_time(child):
                found = [part for part in suffering(child) if not is_own(part)]
                if found:
                    return found
    return []


def targets_of_complement(verb: Token, kind: str = "") -> list[Token]:
    """Parties inside what is agreed, demanded or threatened, where the verb itself names no other side."""
    if verb_lemma(verb) in _ABOUT | _TOPICAL:
        return []
    for child in verb.children:
        if (
            child.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "obj", "obl")
            or parties.is_time(child)
            or _is_aside(child)
        ):
            continue
        found = _inside(child, kind)
        for clause_subject in (c for c in child.children if c.dep_.startswith("nsubj")):
            if parties.can_act(clause_subject) and clause_subject.i > verb.i:
                found.insert(0, clause_subject)
        found = [t for t in found if not is_own(t) and not _is_moved(t)] or found
        if found:
            return unique(part for part in parties.conjuncts(found[0]) if parties.can_suffer(part))
    return []


def _is_moved(noun: Token) -> bool:
    """Whether somebody unnamed is only sent or withdrawn: "promised to send troops to Chad"."""
    moving = noun.dep_ == "obj" and verb_lemma(noun.head) in _SENDING
    return moving and not parties.is_named(noun)


def _is_aside(clause: Token) -> bool:
    """Whether a clause or phrase says when or despite what, rather than what is agreed."""
    if clause.dep_ == "advcl" and any(c.dep_.startswith("nsubj") for c in clause.children):
        return preposition_or_mark(clause) != "for"
    return preposition_or_mark(clause) in _AROUND


def preposition_or_mark(word: Token) -> str:
    """What opens a phrase or a clause, "" where nothing does."""
    return next((c.lower_ for c in word.children if c.dep_ in ("case", "mark") and c.i < word.i), "")


def _inside(child: Token, kind: str) -> list[Token]:
    """Parties in a complement, nearest first; a landscape is none, and talks are with nobody "in" a place."""
    found = [party for t in parties.inner(child) for party in _of_party(t) if not _is_held_aside(t, child)]
    if kind in _TALKING:
        return [] if is_place(child) else [t for t in found if not is_place(t)]
    return found


def _of_party(noun: Token) -> list[Token]:
    """A party, or whose a thing is: "for the United States' policies"."""
    if noun.ent_type_ == "LOC":
        return []
    if noun.ent_type_ or parties.can_act(noun):
        return [noun]
    return [c for c in noun.children if c.dep_ == "nmod:poss" and c.ent_type_ in ("GPE", "ORG", "PERSON")]


def is_place(noun: Token) -> bool:
    """Whether a noun stands behind a preposition of place: where talks are held is nobody's side."""
    return preposition(noun) in ("in", "at", "near", "outside", "on")


def _is_held_aside(party: Token, top: Token) -> bool:
    """Whether a party stands in an aside of a complement: "to resign without returning to Chad"."""
    for token in (party, *party.ancestors):
        if token.i == top.i:
            return False
        if preposition_or_mark(token) in _AROUND:
            return True
    return False
