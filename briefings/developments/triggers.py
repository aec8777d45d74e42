"""Which words of a sentence name events: verbs, nouns that light verbs carry, and nouns alone.

A clause below an event of its own ("agreed *to reduce*", "threatened *to close*") is none: the verb above carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from briefings.developments import bidding, parties, roles, senses, undergoing
from briefings.developments.lexicon import (
    ends,
    is_nominal,
    moves,
    noun_lemma,
    noun_type,
    suffers,
    verb_lemma,
    verb_type,
)

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
_SPOKEN = frozenset(
    {"REQUEST", "CONSULT"}
)  #: whose sides beside a subject are the other ones: "mediated talks between"
_FALLING = ("land <", "fall <", "hit <", "slam <", "crash <")  #: entries whose subject is no party but a weapon
_DYING = frozenset({"die", "dead"})
#: Types whose verb asks or promises what stands behind its preposition: "called for the withdrawal".
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
    demanded = _wanted(verb) or _demanded(verb) or _bidden(verb)
    if demanded is not None:
        return demanded
    kind, entry = verb_type(verb)
    kind = senses.sense(verb, kind, entry) if kind else moves(verb)
    event = None if " " in entry and kind else senses.carried(verb)
    if event is not None:
        return _carrying(verb, event)
    return None if kind is None or senses.held_back(verb) else _doing(verb, kind, entry)


def _bidden(verb: Token) -> Trigger | None:
    """What somebody tells another to do, or gives them time for: "tells soldiers to keep away from its bases"."""
    found = bidding.bidden(verb)
    if found is None:
        return None
    kind, doers, hit = found
    return Trigger(verb, verb, kind, tuple(doers), tuple(roles.unique(hit)), verb_lemma(verb))


def _wanted(verb: Token) -> Trigger | None:
    """What somebody wants another to do is asked of the other: "wants the premier to quit"."""
    if verb_lemma(verb) != "want" or roles.is_passive(verb):
        return None
    clause = next((child for child in verb.children if child.i > verb.i and child.tag_ in ("VB", "VBN")), None)
    if clause is None or not any(child.dep_ == "mark" and child.lower_ == "to" for child in clause.children):
        return None
    asked = [child for child in verb.children if child.dep_ == "obj" and child.i < clause.i]
    asked += [child for child in clause.children if child.dep_.startswith("nsubj")]
    doers = roles.actors(roles.subjects(verb))
    hit = [party for head in asked for party in roles.suffering(head) if parties.can_act(party)]
    return Trigger(verb, verb, "REQUEST", tuple(doers), tuple(roles.unique(hit)), "want") if doers and hit else None


def _demanded(verb: Token) -> Trigger | None:
    """What somebody says that another must do is demanded of the other: "reiterated that Libya must hand over"."""
    above = verb.head
    if verb.dep_ not in ("ccomp", "xcomp") or above.i == verb.i or roles.is_passive(above):
        return None
    if not any(child.dep_ == "aux" and child.lower_ == "must" for child in verb.children):
        return None
    doers = roles.actors(roles.subjects(above))
    asked = roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb)
    hit = [party for head in asked for party in roles.suffering(head) if party.i not in {doer.i for doer in doers}]
    if not doers or not hit:
        return None
    return Trigger(verb, above, "REQUEST", tuple(doers), tuple(roles.unique(hit)), f"must {verb_lemma(verb)}")


def _carrying(verb: Token, event: Token) -> Trigger:
    """The event that a light verb's object names; it happens to the subject of "survive"."""
    kind = noun_type(event) or ""
    subjects = roles.actors(roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb))
    doers = subjects + (roles.owners(event) if kind not in _SPOKEN or not subjects else [])
    hit = roles.targets_of_noun(event, kind) or _around(verb, kind) or _told(verb, event, kind)
    hit = (roles.enemies(verb) if kind in roles.HOSTILE else []) or hit
    if suffers(verb):
        doers, hit = roles.owners(event), subjects or hit
    return Trigger(event, verb, senses.projected(verb, kind), tuple(roles.unique(doers)), tuple(hit), noun_lemma(event))


def _told(verb: Token, event: Token, kind: str) -> list[Token]:
    """Parties inside what is demanded, agreed or threatened, whichever of the two words it hangs on."""
    if kind == "PROTEST":
        return undergoing.protested(verb, ())
    if kind not in _ASKING:
        return []
    return undergoing.targets_of_complement(verb, kind) or undergoing.targets_of_complement(event, kind)


def _doing(verb: Token, kind: str, entry: str) -> Trigger | None:
    """The event that a verb itself names."""
    kind = senses.projected(verb, kind)
    if verb_lemma(verb) in _DYING:
        return _dying(verb, kind, entry)
    subjects = roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb) + roles.agents(verb)
    doers = roles.actors(subjects)
    if entry.startswith(_FALLING):  # "bombs" that a recogniser takes for a name
        doers = [doer for doer in doers if not entry.endswith(f"<{doer.lower_.removesuffix('s')}")]
    if kind == "RETREAT" and not doers and roles.is_passive(verb):  # "the rebels were disarmed"
        doers = roles.actors(roles.passive_subjects(verb))
    hit = undergoing.targets_of_verb(verb, kind) or undergoing.targets_of_complement(verb, kind)
    if not doers and not hit and not roles.subjects(verb) and not moves(verb):
        return None
    if kind == "CONSULT" and " " not in entry and not senses.meets(verb, hit):
        return None
    hit = [token for token in hit if token.i not in {doer.i for doer in doers}]
    return Trigger(verb, verb, kind, tuple(doers), tuple(hit), entry)


def _dying(verb: Token, kind: str, entry: str) -> Trigger | None:
    """Those who die in an attack are whom it hits: "two are dead after a raid by gunmen"."""
    hit = [party for subject in roles.subjects(verb) for party in roles.suffering(subject)]
    events = [child for child in verb.children if child.dep_ == "obl" and noun_type(child) == kind]
    doers = [party for event in events for party in roles.owners(event)]
    return Trigger(verb, verb, kind, tuple(roles.unique(doers)), tuple(roles.unique(hit)), entry) if hit else None


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
    return Trigger(verb, verb, senses.projected(verb, _ENDED[kind]), tuple(doers), tuple(hit), entry)


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
    if kind == "CONSULT" and not doers and roles.preposition(noun) == "for":  # "is in Oslo for talks with"
        doers = roles.actors(roles.subjects(noun.head))
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
