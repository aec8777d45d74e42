"""Who is told to do a thing, and who is given time for it: "tells soldiers to keep away", "gives the envoy a week".

Only where one of the two has a name: a guide who tells tourists to keep to the path is no news.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from briefings.developments import parties, roles
from briefings.developments.lexicon import lexicon, noun_lemma, noun_type, verb_lemma

_TELLING = frozenset({"tell", "order", "instruct", "direct", "command"})
_GIVING = frozenset({"give", "set", "allow"})
_GOING = frozenset({"leave", "go", "depart", "withdraw", "quit", "vacate", "evacuate", "pull", "exit"})
_ENVOYS = frozenset({"ambassador", "diplomat", "envoy", "attaché", "attache", "consul"})
_UNITS = frozenset({"hour", "day", "week", "month", "minute", "deadline"})
_OWN = frozenset({"its", "their", "his", "her"})


def bidden(verb: Token) -> tuple[str, list[Token], list[Token]] | None:
    """What somebody bids another: the type of it, who bids and who is bidden; None where nobody of note is.

    Whom a state orders may be its own, and then acts with it: only a foreigner who is ordered to go is bidden.
    """
    told = None if roles.is_passive(verb) else _told(verb)
    clause = _to(verb, told) if told is not None else None
    if told is None or clause is None:
        return None
    going = verb_lemma(clause) in _GOING
    doers = roles.actors(roles.subjects(verb))
    hit = [part for part in roles.suffering(told) if parties.can_act(part)]
    if not doers or not hit or not _is_news(verb, told, going=going) or not _is_known(verb, doers, hit):
        return None
    if going and noun_lemma(told) in _ENVOYS:
        return "SANCTION", doers, hit
    return ("THREATEN" if verb_lemma(verb) in _GIVING else "REQUEST"), doers, hit


def _told(verb: Token) -> Token | None:
    """Who is told a thing, or given time; not somebody's own people."""
    if verb_lemma(verb) not in _TELLING | _GIVING:
        return None
    told = next((c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i > verb.i and not _is_span(c)), None)
    own = told is not None and any(c.dep_ == "nmod:poss" and c.lower_ in _OWN for c in told.children)
    return None if own else told


def _is_news(verb: Token, told: Token, *, going: bool) -> bool:
    """Whether a verb of giving gives time, and one of ordering orders to go: who obeys another order acts with it."""
    lemma = verb_lemma(verb)
    if lemma in _GIVING:
        return any(_is_span(child) for child in verb.children if child.i > told.i)
    return going or lemma == "tell"


def _is_known(verb: Token, doers: Sequence[Token], hit: Sequence[Token]) -> bool:
    """Whether one of the two has a name; of an order, whoever gets it: "ordered French troops to leave"."""
    if verb_lemma(verb) in ("tell", *_GIVING):
        return any(map(parties.is_named, (*doers, *hit)))
    return all(map(parties.is_named, hit))


def _to(verb: Token, told: Token) -> Token | None:
    """The infinitive that tells what to do: of the verb, of the time that is given, or of whoever is told."""
    around = [verb, *(child for child in verb.children if child.i >= told.i)]
    return next(
        (
            clause
            for head in around
            for clause in head.children
            if clause.i > told.i
            and clause.dep_ in ("xcomp", "advcl", "acl", "ccomp")
            and any(child.dep_ == "mark" and child.lower_ == "to" for child in clause.children)
        ),
        None,
    )


def _is_span(noun: Token) -> bool:
    """Whether a noun is a time within which a thing is to be done: "a week", "until Friday"; "more time" is a grace."""
    if noun.dep_ == "obl" and roles.preposition(noun) in ("until", "till", "by"):
        return parties.is_time(noun)
    return noun.dep_ in ("obj", "obl", "obl:unmarked", "iobj") and noun_lemma(noun) in _UNITS and not _is_more(noun)


def _is_more(noun: Token) -> bool:
    return any(child.lower_ in ("more", "another", "extra") for child in noun.children)


def turns_away(verb: Token) -> bool:
    """Whether one turns its back on a party or a deal: "turned its back on the pact", not "on the oven"."""
    back = any(c.dep_ == "obj" and c.lower_ in ("back", "backs") and c.pos_ == "NOUN" for c in verb.children)
    left = [c for c in verb.children if c.dep_ == "obl" and roles.preposition(c) == "on"]
    left += [n for c in verb.children if c.dep_ == "obj" for n in c.children if roles.preposition(n) == "on"]
    return back and any(noun_type(c) or parties.can_suffer(c) for c in left)


def hands_over(verb: Token) -> str | None:
    """What it is to hand a thing over: a base is left, a man is delivered; a parcel is no news."""
    given = [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass")]
    given += [c for c in verb.children if c.dep_ == "obl" and c.i > verb.i and c.ent_type_ and not roles.preposition(c)]
    if any(c.ent_type_ in ("FAC", "GPE", "LOC") or noun_lemma(c) in lexicon().things for c in given):
        return "RETREAT"
    others = [*given, *(c for c in verb.children if c.dep_ == "obl")]
    others += roles.subjects(verb) if not roles.is_passive(verb) else roles.agents(verb)
    known = any(parties.is_named(c) or c.ent_type_ in ("GPE", "ORG", "NORP") for c in others)
    return "COOPERATE" if known or any(parties.can_act(c) for c in given) else None
