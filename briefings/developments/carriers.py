"""Which words lend their time to an event: what carries it, causes it, announces it, and what it goes on from.

"An attack *was made* in May", "*authorised* in May the forces to raid", "*bombed* bases in May, killing 25",
"*announced* in July that it was reducing its troops", "signed an *agreement* in May", "was ordered to *leave* in June".
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from spacy.tokens import Token

from briefings.developments.lexicon import is_light, lexicon, noun_type, verb_lemma, verb_type
from briefings.developments.timex.tense import is_predicate, is_told_past

#: What an event does: happens, or harms; its verb's time is its own.
_HAPPEN = frozenset(
    {"happen", "occur", "take", "come", "hit", "target", "kill", "wound", "injure", "strike", "destroy", "damage",
     "claim", "leave", "erupt", "break", "begin", "start", "end", "last", "continue", "rock"}
)  # fmt: skip
HARM = frozenset({"kill", "wound", "injure", "destroy", "damage", "die", "hit", "hurt", "lose", "displace", "arrest"})
_LETS = frozenset({"help", "allow", "let", "force", "enable", "manage", "use"})
_PLANS = frozenset({"plan", "intend", "prepare", "seek", "hope", "call"})
_AT_ONCE = frozenset({"when", "as", "while", "by", "in"})  #: marks of a clause that tells of the same time
#: Whose day is the day of what is announced, decided or promised, while that is still to come or going on.
_ANNOUNCE = frozenset(
    {"announce", "declare", "vote", "decide", "agree", "pledge", "promise", "vow", "threaten", "offer", "commit",
     "resolve", "choose", "opt", "approve", "pass", "adopt"}
)  # fmt: skip
_LAUNCH = frozenset(
    {"approve", "back", "permit", "allow", "start", "launch", "end", "lift", "halt", "suspend", "resume"}
)
_WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
#: Types of nouns for things that stand, rather than happen: a time behind one is rather that of the verb before it.
_THINGS = frozenset(
    {"AGREE", "AID", "SUPPORT", "COOPERATE", "SANCTION", "ENERGY_CONTRACT", "ENERGY_PRODUCTION", "ENERGY_INVESTMENT",
     "ENERGY_TENDER", "ENERGY_PRICE", "ENERGY_EXPORT", "ENERGY_POLICY"}
)  # fmt: skip
#: What is done while its object goes on, or to make an end of it: the day told is that of the verb.
_MEETS = frozenset(
    {"skip", "miss", "boycott", "attend", "join", "survive", "lift", "end", "halt", "stop", "suspend", "resume",
     "renew", "extend", "cancel", "postpone", "delay", "break", "ease"}
)  # fmt: skip
_AT = frozenset({"in", "at", "during"})
_OUT_OF = frozenset({"of", "from", "out", "with"})
_OBJECTS = ("obj", "nsubj:pass")
_PARTICIPANT = frozenset({"ASSAULT", "CONSULT", "AGREE"})  #: done in the course of what it is done "in" or "at"
_DEEP = 6  #: clauses to climb at most


class Side(Enum):
    """Which times of a carrier an event takes."""

    ANY = "any"
    AHEAD = "before both words"
    BEHIND = "behind the carrier, as an adverbial"
    OVER = "the same, and over by the issue's date"


class Carrier(NamedTuple):
    """A word whose times are an event's too."""

    word: Token
    side: Side = Side.ANY


def carriers(word: Token) -> Iterator[Carrier]:
    """Whose times an event takes, nearest first, itself before all."""
    yield Carrier(word)
    if is_predicate(word):
        yield from _around_verb(word)
        return
    yield from (Carrier(child) for child in word.children if _tells_of_noun(child))
    verb = carrying_verb(word)
    if verb is not None:
        yield Carrier(verb)
        yield from _around_verb(verb)
    elif word.dep_ == "obj" and verb_lemma(word.head) in lexicon().causative | _LAUNCH:
        announcer = _announcer(word.head)
        if announcer is not None:
            yield Carrier(announcer)  # "voted in July to authorise the deployment"


def _around_verb(verb: Token) -> Iterator[Carrier]:
    """Below a verb what harms ("the response in March killed three"), its object, its order; then the clauses above."""
    if verb_lemma(verb) in HARM:
        yield from (Carrier(child) for child in verb.children if child.dep_ == "nsubj" and noun_type(child))
    yield from (Carrier(noun, Side.BEHIND) for noun in _shared_nouns(verb))
    if is_told_past(verb):
        yield from (Carrier(child, Side.OVER) for child in verb.children if _is_plain_infinitive(child))
    announcer = _announcer(verb)
    if announcer is not None:
        yield Carrier(announcer)
    yield from _above(verb)


# --- below a verb ---


def _shared_nouns(verb: Token) -> Iterator[Token]:
    """The event nouns below a verb behind which its own time may stand: "signed an *agreement* in May"."""
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield from (noun for noun in _noun_chain(child) if _shares_object(verb, noun))
        elif child.dep_ == "obl":
            yield from (noun for noun in _noun_chain(child) if _shares_oblique(verb, child, noun))


def _noun_chain(top: Token) -> Iterator[Token]:
    """The event nouns of a phrase: "the sale of a *stake*", "a *round* of *talks*"."""
    if noun_type(top) and not is_predicate(top):
        yield top
    for child in top.children:
        if child.dep_ == "nmod" and any(c.lower_ == "of" for c in child.children if c.dep_ == "case"):
            yield from _noun_chain(child)


def _shares_object(verb: Token, noun: Token) -> bool:
    kind, entry = verb_type(verb)
    if is_light(verb) or (" " in entry and kind) or verb_lemma(verb) in _MEETS:
        return True
    return noun_type(noun) in _THINGS and verb_lemma(verb) not in lexicon().saying


def _shares_oblique(verb: Token, top: Token, noun: Token) -> bool:
    """Whether a verb happens with the noun of its preposition: "killed in an attack", "pulled out of the agreement"."""
    kind, entry = verb_type(verb)
    cases = {child.lower_ for child in top.children if child.dep_ == "case"}
    if cases & _OUT_OF:
        return kind == "RETREAT" or bool(" " in entry and kind and noun_type(noun) in _THINGS)
    if "without" in cases:
        return True  # what did not happen has no day: "ended without agreement on Monday"
    return bool(cases & _AT) and (kind in _PARTICIPANT or verb_lemma(verb) in HARM)


def _is_plain_infinitive(clause: Token) -> bool:
    """Whether a clause is what its verb was to lead to: "ordered *to leave*", not "claimed to have left"."""
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "aux")}
    return clause.dep_ in ("xcomp", "ccomp", "advcl") and "to" in marks and "have" not in marks


# --- the verb of a noun ---


def _tells_of_noun(clause: Token) -> bool:
    """Whether a clause on an event noun tells that it happened: "a raid *carried out* in May", "which *took* place"."""
    if clause.dep_ == "acl":
        return is_light(clause) or clause.lemma_ in _HAPPEN
    return clause.dep_ == "acl:relcl" and clause.lemma_ in ("happen", "occur", "take")


def carrying_verb(noun: Token) -> Token | None:
    """The verb that tells that an event noun happened: a light one, or one of happening and harm."""
    top = noun
    while top.dep_ == "conj" or (
        top.dep_ == "nmod" and any(c.lower_ == "of" for c in top.children if c.dep_ == "case")
    ):
        top = top.head
    verb = top.head
    if verb.i == top.i or not is_predicate(verb):
        return None
    if top.dep_ in _OBJECTS and (is_light(verb) or verb_lemma(verb) in lexicon().raising):
        return verb
    if top.dep_ in ("nsubj", "nsubj:pass") and (verb_lemma(verb) in _HAPPEN or is_light(verb)):
        return verb
    return verb if top.dep_ == "obl" and verb_lemma(verb) in HARM else None


# --- above a verb ---


def _announcer(verb: Token) -> Token | None:
    """The verb that announces, decides or promises an event that is to come or goes on; None where it is over."""
    if not _is_pending(verb):
        return None
    above = _before_that(verb) or verb.head
    if above.i != verb.i and not is_predicate(above) and verb.dep_ == "acl":
        above = above.head  # "passed a resolution in January to expel troops"
    return above if above.i != verb.i and is_predicate(above) and verb_lemma(above) in _ANNOUNCE else None


def _is_pending(verb: Token) -> bool:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "aux:pass", "mark")}
    if helpers & {"have", "has", "had", "having"}:
        return False
    goes_on = verb.tag_ == "VBG" and any(
        child.dep_ == "aux" and child.lemma_.lower() == "be" for child in verb.children
    )
    return goes_on or bool(helpers & (_WILL | {"to"}))


def _before_that(verb: Token) -> Token | None:
    """The verb of announcing nearest before a clause's "that", whatever the parse makes of the two."""
    mark = next((child for child in verb.children if child.dep_ == "mark" and child.lower_ == "that"), None)
    if mark is None:
        return None
    before = reversed(verb.doc[max(verb.sent.start, mark.i - _DEEP) : mark.i])
    found = next((token for token in before if token.pos_ == "VERB"), None)
    return found if found is not None and verb_lemma(found) in _ANNOUNCE else None


def _above(verb: Token) -> Iterator[Carrier]:
    """The clauses whose time is an event's too, upwards."""
    ahead = False
    for _ in range(_DEEP):
        above = verb.head
        if above.i == verb.i or not _goes_on(verb, above):
            return
        ahead = ahead or verb.dep_ == "conj"
        yield Carrier(above, Side.AHEAD if ahead else Side.ANY)
        if verb.dep_.startswith("acl"):
            return
        verb = above


def _goes_on(verb: Token, above: Token) -> bool:
    """Whether what is told of `verb` happened at the time of the clause above it."""
    lemma = verb_lemma(above)
    if verb.dep_ == "conj":
        return is_predicate(above)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and lemma in lexicon().causative | _LETS:
        return True
    if verb.dep_ in ("xcomp", "ccomp"):
        return is_light(above) and lemma not in lexicon().saying | _PLANS
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod", "case")}
    if verb.dep_ == "advcl":
        own = any(child.dep_.startswith("nsubj") for child in verb.children)
        return bool(marks & _AT_ONCE) or (verb.tag_ == "VBG" and not own and not marks & {"before", "after", "since"})
    if verb.dep_ == "acl:relcl":
        return bool(noun_type(above))
    return False
