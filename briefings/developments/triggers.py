"""Which words of a sentence name events: verbs, nouns that light verbs carry, and nouns alone.

A clause below an event of its own ("agreed *to reduce*", "threatened *to close*") is none: the verb above carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from briefings.developments import parties, roles
from briefings.developments.lexicon import (
    ends,
    is_light,
    is_nominal,
    moves,
    noun_lemma,
    noun_type,
    suffers,
    verb_lemma,
    verb_type,
)

_POSITIVE = frozenset({"AID", "COOPERATE", "CONSULT", "RETREAT", "CONCEDE", "SUPPORT"})
_NEGATIVE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
#: What it is to end an event, by the event's type.
_ENDED = {
    "SANCTION": "CONCEDE",
    "COERCE": "CONCEDE",
    "THREATEN": "CONCEDE",
    "PROTEST": "CONCEDE",
    "ASSAULT": "RETREAT",
    "MOBILIZE": "RETREAT",
    "ENERGY_OUTAGE": "ENERGY_PRODUCTION",
}
_GOVERNED = ("xcomp", "ccomp", "advcl", "acl", "csubj", "obj")
#: Types whose verb asks or promises what stands behind its preposition: "called for the withdrawal".
#: What one may fall short of on purpose; to fall short of a sum is no refusal.
_YIELDING = frozenset((
    "give", "provide", "name", "set", "offer", "promise", "commit", "agree", "condemn", "accuse", "admit", "say",
    "endorse", "support", "accept", "apologise", "apologize", "call", "pledge", "announce", "specify",
    "recognise", "recognize",
))  # fmt: skip
_GREETING = frozenset({"receive", "welcome", "address", "greet", "brief", "host", "tour"})
_ASKING = frozenset({"REQUEST", "AGREE", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event."""

    word: Token  #: the event word itself
    verb: Token  #: the verb that carries it; the word itself where it is a verb
    type: str
    actors: tuple[Token, ...]
    targets: tuple[Token, ...]
    entry: str  #: what it is merged under: "raid", "pull out"


def is_clause(sentence: Span) -> bool:
    """Whether a sentence has a verb at all; headings and captions have none."""
    return any(token.pos_ in ("VERB", "AUX") for token in sentence)


def find_triggers(sentence: Span) -> list[Trigger]:
    """The events a sentence names, outermost first."""
    taken: set[int] = set()
    found: list[Trigger] = []
    for token in sorted(sentence, key=_depth):
        if token.i in taken:
            continue
        trigger = _nominal(token) if is_nominal(token) else _verbal(token)
        if trigger is None or _governed(token, found):
            continue
        taken.update({trigger.word.i, trigger.verb.i})
        found.append(trigger)
    return _without_echo(found)


def _depth(token: Token) -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i


def _governed(token: Token, found: Sequence[Trigger]) -> bool:
    """Whether a word stands in the complement of an event already found, or is a modifier of its own subject."""
    coded = {trigger.verb.i for trigger in found} | {trigger.word.i for trigger in found}
    asking = {trigger.verb.i for trigger in found if trigger.type in _ASKING}
    current = token
    while current.head.i != current.i:
        if current.head.i in coded and current.dep_ in _GOVERNED and not _free_clause(current):
            return True
        if current.head.i in asking and current.dep_ == "obl" and roles.preposition(current) in ("for", "to"):
            return True
        if current.dep_ in ("conj", "parataxis", "acl:relcl"):
            return False if current.dep_ != "conj" else _governed(current.head, found)
        current = current.head
    return False


def _free_clause(token: Token) -> bool:
    """An adverbial clause with a subject of its own tells something that happened: "after the US bombed bases"."""
    if token.dep_ != "advcl":
        return False
    marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod")}
    return not marks & {"to", "if", "unless"} and any(child.dep_.startswith("nsubj") for child in token.children)


def _verbal(verb: Token) -> Trigger | None:
    describes = verb.dep_ in ("amod", "case", "mark", "compound") and verb.pos_ == "VERB"
    if verb.pos_ not in ("VERB", "ADJ") or describes:
        return None
    ended = _ended(verb)
    if ended is not None:
        return _ending(verb, ended)
    kind, entry = verb_type(verb)
    kind = _sense(verb, kind, entry) if kind else moves(verb)
    event = None if " " in entry and kind else _carried(verb)
    if event is not None:
        return _carrying(verb, event)
    return None if kind is None or _held_back(verb) else _doing(verb, kind, entry)


def _carrying(verb: Token, event: Token) -> Trigger:
    """The event that a light verb's object names; it happens to the subject of "survive"."""
    kind = noun_type(event) or ""
    subjects = roles.actors(roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb))
    doers = subjects + roles.owners(event)
    hit = roles.targets_of_noun(event, kind) or _around(verb, kind)
    if suffers(verb):
        doers, hit = roles.owners(event), subjects or hit
    return Trigger(event, verb, projected(verb, kind), tuple(roles.unique(doers)), tuple(hit), noun_lemma(event))


def _doing(verb: Token, kind: str, entry: str) -> Trigger | None:
    """The event that a verb itself names."""
    kind = projected(verb, kind)
    subjects = roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb) + roles.agents(verb)
    doers = roles.actors(subjects)
    hit = roles.targets_of_verb(verb, kind) or roles.targets_of_complement(verb, kind)
    if not doers and not hit and not roles.subjects(verb) and not moves(verb):
        return None
    if kind == "CONSULT" and " " not in entry and not _meets(verb, hit):
        return None
    hit = [token for token in hit if token.i not in {doer.i for doer in doers}]
    return Trigger(verb, verb, kind, tuple(doers), tuple(hit), entry)


def _ended(verb: Token) -> Token | None:
    """The hostile event, or the outage, that a verb ends: its object, or its subject in the passive."""
    if not ends(verb):
        return None
    wanted = "nsubj:pass" if roles.is_passive(verb) else "obj"
    return next((c for c in verb.children if c.dep_ == wanted and noun_type(c) in _ENDED), None)


def _is_ended(noun: Token) -> bool:
    ended = _ended(noun.head)
    return ended is not None and ended.i == noun.i


def _ending(verb: Token, event: Token) -> Trigger:
    """Ending a hostile event is a concession or a retreat: "lifted sanctions", "halted its attacks"."""
    kind = noun_type(event) or ""
    subjects = roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb)
    hit = roles.targets_of_noun(event, kind) or _around(verb, kind)
    doers = roles.actors(subjects) or roles.owners(event)
    entry = f"{verb_lemma(verb)} {noun_lemma(event)}"
    return Trigger(verb, verb, projected(verb, _ENDED[kind]), tuple(doers), tuple(hit), entry)


def _sense(verb: Token, kind: str | None, entry: str) -> str | None:
    """A verb's type where its object decides: one receives a guest, and falls short of doing, not of a sum."""
    if entry == "fall short" and not any(t.tag_ == "VBG" and verb_lemma(t) in _YIELDING for t in verb.subtree):
        return None
    if entry not in _GREETING:
        return kind
    objects = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    if not objects or any(parties.can_act(o) or o.pos_ == "PRON" for o in objects):
        return kind
    return "SUPPORT" if entry == "welcome" and any(noun_type(o) for o in objects) else None


def _meets(verb: Token, hit: Sequence[Token]) -> bool:
    """Whether a verb of meeting is about people or talks: one receives a guest, but not a salary."""
    objects = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    named = {token.i for token in hit}
    return not objects or any(o.i in named or parties.can_act(o) or noun_type(o) for o in objects)


def _held_back(verb: Token) -> bool:
    """Whether an adjective above keeps the event from simply happening: "was slow to use force", "unable to export"."""
    above = verb.head
    return verb.dep_ in ("xcomp", "advcl", "ccomp") and above.lower_ in (
        "slow",
        "reluctant",
        "unable",
        "unwilling",
        "hesitant",
        "loath",
    )


def _carried(verb: Token) -> Token | None:
    """The event noun that a light verb carries: its object, or its subject in the passive."""
    if not is_light(verb):
        return None
    wanted = ("nsubj:pass",) if roles.is_passive(verb) else ("obj",)
    for child in verb.children:
        if child.dep_ in wanted:
            for noun in (child, *(c for c in child.children if c.dep_ == "nmod" and roles.preposition(c) == "of")):
                if noun_type(noun):
                    return noun
    return None


def _around(verb: Token, kind: str) -> list[Token]:
    for word in roles.OTHER_SIDE.get(kind, ("on", "against", "with")):
        for child in verb.children:
            if child.dep_ in ("obl", "nmod") and roles.preposition(child) == word and not parties.is_time(child):
                found = roles.suffering(child)
                if found:
                    return found
    return []


def _nominal(noun: Token) -> Trigger | None:
    """An event told by a noun alone: it needs a party or a date, and must not be what another event is about."""
    kind = noun_type(noun)
    if kind is None or noun.dep_ in ("compound", "amod") or _is_ended(noun) or noun.ent_type_ == "DATE":  # "3 March"
        return None
    hit = roles.targets_of_noun(noun, kind)
    doers = roles.owners(noun)
    dated = any(parties.is_time(child) and child.i < noun.i for child in noun.children)
    if not (hit or doers or dated) or kind in (
        "AGREE",
        "SUPPORT",
        "REQUEST",
        "REJECT",
        "ENERGY_PRICE",
        "COOPERATE",
        "AID",
    ):
        return None
    return Trigger(noun, noun, kind, tuple(doers), tuple(hit), noun_lemma(noun))


def projected(verb: Token, kind: str) -> str:
    """The type a modal verb makes of an event (PLOVER).

    What must be done is demanded, what will be done is promised or threatened.
    """
    modals = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if "must" in modals:
        return "REQUEST"
    if modals & {"will", "would", "’ll", "'ll"}:
        if kind in _POSITIVE:
            return "AGREE"
        if kind in _NEGATIVE:
            return "THREATEN"
    return kind


def _without_echo(triggers: list[Trigger]) -> list[Trigger]:
    """A noun that says again what its verb says ("bombed ... in the bombing") goes; the sentence has it once."""
    kept: list[Trigger] = []
    for trigger in triggers:
        if (
            trigger.word.pos_ == "NOUN"
            and trigger.word.i == trigger.verb.i
            and any(
                other.type == trigger.type
                and other.verb.is_ancestor(trigger.word)
                and same_clause(other.verb, trigger.word)
                for other in kept
            )
        ):
            continue
        kept.append(trigger)
    return kept


def same_clause(verb: Token, word: Token) -> bool:
    """Whether a word belongs to the clause of a verb above it."""
    current = word
    while current.i != verb.i:
        if current.dep_ in ("acl:relcl", "advcl", "ccomp", "parataxis"):
            return False
        current = current.head
    return True
