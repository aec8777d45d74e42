"""What a verb means where its helpers, its object or the clause around it decide: promised, threatened, received."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from briefings.developments import bidding, parties, roles, undergoing
from briefings.developments.lexicon import is_light, lexicon, noun_lemma, noun_type, verb_lemma, verb_type

#: What one may fall short of on purpose; to fall short of a sum is no refusal.
_YIELDING = frozenset((
    "give", "provide", "name", "set", "offer", "promise", "commit", "agree", "condemn", "accuse", "admit", "say",
    "endorse", "support", "accept", "apologise", "apologize", "call", "pledge", "announce", "specify",
    "recognise", "recognize",
))  # fmt: skip
_READY = frozenset({"be ready", "be willing", "be prepared"})
_GREETING = frozenset({"receive", "welcome", "address", "greet", "brief", "host", "tour"})
_HARM = frozenset({"kill", "injure", "wound", "hurt"})
_OWNED = frozenset(
    {"bank", "account", "asset", "crude", "cargo", "interest", "newspaper", "publication", "law", "line"}
)
_CHANGES = frozenset(
    {"increase", "rise", "cut", "drop", "fall", "decline", "jump", "hike", "reduction", "halt", "surge"}
)
#: Those whose gathering is a meeting; tourists and fans only come together.
_ENVOYS = frozenset((
    "envoy", "minister", "leader", "delegate", "diplomat", "president", "official", "negotiator", "ambassador", "head",
    "chief", "ally", "king", "representative", "premier", "delegation", "mediator", "general", "commander", "governor",
    "donor", "lawmaker", "foe", "rival", "faction", "party", "politician",
))  # fmt: skip
_BANNING = frozenset({"sanction", "sanctions", "black", "terror", "terrorist", "terrorism", "embargo"})
_THROWN = frozenset({"drone", "missile", "rocket"})
_WRECKED = frozenset({"capsize", "plunge", "overturn", "veer", "derail", "crash", "skid"})
#: Words of flights into space: a rocket that lands there hits nobody.
_SPACEFLIGHT = frozenset({"satellite", "space", "orbit", "capsule", "astronaut", "moon", "mars", "spacex", "launchpad"})
_SUSPECTING = frozenset({"suspect", "accuse", "allege"})
_POSITIVE = frozenset({"AID", "COOPERATE", "CONSULT", "RETREAT", "CONCEDE", "SUPPORT"})
_NEGATIVE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
_HARMFUL = _NEGATIVE - {"MOBILIZE", "PROTEST"}


def sense(verb: Token, kind: str | None, entry: str) -> str | None:
    """A verb's type where its object decides: one receives a guest, and falls short of doing, not of a sum."""
    if _tells_of_another(verb, entry):
        return None
    if entry == "protest" and any(child.dep_ == "ccomp" for child in verb.children):
        return "ACCUSE"
    if entry == "walk out" and not any(
        child.dep_ == "obl" and any(case.dep_ == "case" and case.lower_ == "of" for case in child.children)
        for child in verb.children
    ):
        return "PROTEST"
    if entry == "agree" and _sets_output(verb):
        return "ENERGY_POLICY"
    if entry in _GREETING:
        return _received(verb, kind, entry)
    return _by_thing(verb, kind, entry)


def _by_thing(verb: Token, kind: str | None, entry: str) -> str | None:
    """The type by what is given or thrown: a base is left, a missile into the sea a test, a blackout an outage."""
    if entry in ("hand over", "turn over"):
        kind = bidding.hands_over(verb)
        return None if entry == "turn over" and kind != "RETREAT" else kind
    if entry in ("launch missile", "fire missile", "launch rocket", "fire rocket") and _into_the_sea(verb):
        return "MOBILIZE"
    return _told_by_subject(verb, kind) if entry in ("hit", "strike") else kind


def _into_the_sea(verb: Token) -> bool:
    """Whether what is fired falls into a sea: that is a test and hits nobody."""
    return any(c.dep_ in ("obl", "nmod") and {"sea", "ocean"} & set(c.lower_.split()) for c in verb.children)


def _told_by_subject(verb: Token, kind: str | None) -> str | None:
    """What it is that hits a place: a blackout is an outage, and a storm is nobody's assault."""
    hitting = [child for child in verb.children if child.dep_ == "nsubj"]
    if any(noun_type(noun) == "ENERGY_OUTAGE" for noun in hitting):
        return "ENERGY_OUTAGE"
    return None if any(noun_lemma(noun) in lexicon().accidents for noun in hitting) else kind


def _has_no_price(verb: Token) -> bool:
    """Whether what surges or plunges is nothing that energy is traded at: "a bus plunges into a ravine"."""
    words = lexicon()
    told = roles.subjects(verb)
    energy = (noun_lemma(n) in words.priced | words.fuels or (noun_type(n) or "").startswith("ENERGY") for n in told)
    return bool(told) and not any(energy)


def _tells_of_another(verb: Token, entry: str) -> bool:
    """Whether a verb is no event, but may have one below: "is suspected of attacking", "is ready to attack"."""
    if entry == "fall short":
        return not any(t.tag_ == "VBG" and verb_lemma(t) in _YIELDING for t in verb.subtree)
    if entry in _SUSPECTING:
        return _only_suspected(verb)
    if verb_lemma(verb) in _HARM:
        return _by_accident(verb)
    if entry == "leave":  # "the attack left 19 dead"
        return any(noun_type(child) for child in verb.children if child.dep_ == "nsubj")
    return _is_of_another_kind(verb, entry) or (entry in _READY and _is_ready_for_harm(verb))


def _is_of_another_kind(verb: Token, entry: str) -> bool:
    """Whether what a verb governs makes it another: one joins a firm, reinforces a view, takes over a company."""
    labels = {child.dep_ for child in verb.children}
    if entry == "order":
        return bool(labels & {"xcomp", "ccomp"})  # whoever is told to act acts
    if entry in ("reinforce", "bolster"):
        return bool(labels & {"ccomp", "advcl"}) and "obj" not in labels
    if entry == "gather in":
        return "obj" in labels or not any(map(_is_envoy, roles.actors(roles.subjects(verb))))
    if entry in ("take control", "take over"):
        held = [t for t in verb.subtree if t.dep_ in ("obj", "nmod", "conj")]
        return not any(_is_held_place(t) for t in held if entry == "take control" or not t.ent_type_)
    return _is_another_move(verb, entry)


def _is_another_move(verb: Token, entry: str) -> bool:
    """Whether another entry below tells the event, or a verb of moving tells none."""
    if entry == "order leave":  # "orders its staff to leave"
        return any(undergoing.is_own(child) for child in verb.children if child.dep_ in ("obj", "iobj"))
    if entry in ("slump", "surge", "plunge"):
        return _has_no_price(verb)
    return _is_no_move(verb, entry)


def _is_no_move(verb: Token, entry: str) -> bool:
    """Whether one joins a firm, turns the back on an oven, puts a name on a list of honour, or lands on the moon."""
    if entry == "join for":
        return not any(noun_type(c) == "CONSULT" for c in verb.children if c.dep_ == "obl")
    if entry == "turn back":
        return not bidding.turns_away(verb)
    if entry in ("put list", "add list", "place list"):
        lists = [c for c in verb.children if c.dep_ == "obl" and noun_lemma(c) == "list"]
        return not any(noun_lemma(t) in _BANNING for noun in lists for t in noun.subtree)
    flies = entry.startswith("land <")
    return flies and any({t.lower_, noun_lemma(t)} & _SPACEFLIGHT for t in verb.sent)


def _is_envoy(noun: Token) -> bool:
    return noun.ent_type_ in ("GPE", "ORG", "PERSON") or noun_lemma(noun) in _ENVOYS


def _is_held_place(noun: Token) -> bool:
    """Whether a noun is a place or a building that force can take: a firm is taken over otherwise."""
    return noun.ent_type_ in ("GPE", "LOC", "FAC") or noun_lemma(noun) in lexicon().things - _OWNED


def _by_accident(verb: Token) -> bool:
    """Whether nobody harmed anybody: "a leak killed six", "were killed after a mine collapsed"."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and _crashes(verb.head):  # "a helicopter crashes, killing four"
        return True
    causes = [t for t in verb.subtree if t.dep_ in ("nsubj", "obl", "obl:agent", "advcl")]
    causes += [t for t in verb.subtree if t.dep_ == "acl" and t.head.dep_ == "obl"]  # "after a shaft collapsed"
    causes += roles.subjects(verb)
    if not {word for cause in causes for word in (noun_lemma(cause), verb_lemma(cause))} & lexicon().accidents:
        return False
    doers = roles.agents(verb) if roles.is_passive(verb) else roles.subjects(verb)
    return not any(parties.can_act(doer) and noun_lemma(doer) not in lexicon().accidents for doer in doers)


def _crashes(verb: Token) -> bool:
    """Whether a vehicle or a building comes to harm by itself: a missile that crashes into a house does not."""
    thrown = any(parties.is_weapon(s) and noun_lemma(s) in _THROWN for s in roles.subjects(verb))
    return not thrown and verb_lemma(verb) in lexicon().accidents | _WRECKED


def _received(verb: Token, kind: str | None, entry: str) -> str | None:
    """One receives a guest, but not a sum; who welcomes an event supports it."""
    objects = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    if not objects or any(parties.can_act(o) or o.pos_ == "PRON" for o in objects):
        return kind
    return "SUPPORT" if entry == "welcome" else None


def _only_suspected(verb: Token) -> bool:
    """Whether nobody is named who suspects, and what is suspected is an event of its own: "suspected of attacking"."""
    if not roles.is_passive(verb) or roles.agents(verb) or verb.dep_ in ("acl", "acl:relcl"):
        return False
    below = (c for c in verb.children if c.dep_ in ("advcl", "xcomp", "ccomp") and c.i > verb.i)
    return any(_carried_type(child) or verb_type(child)[0] for child in below)


def _is_ready_for_harm(adjective: Token) -> bool:
    below = (child for child in adjective.children if child.dep_ in ("xcomp", "advcl", "ccomp"))
    return any((_carried_type(child) or verb_type(child)[0]) in _HARMFUL for child in below)


def _sets_output(verb: Token) -> bool:
    """Whether what is agreed is how much to produce: "agreed to raise quotas"."""
    below = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl", "obl", "obj") and c.i > verb.i]
    about = [*below, *(c for clause in below for c in clause.children if c.dep_ == "obj")]
    return any(noun_type(word) == "ENERGY_POLICY" or noun_lemma(word) in ("output", "production") for word in about)


def meets(verb: Token, hit: Sequence[Token]) -> bool:
    """Whether a verb of meeting is about people or talks: one receives a guest, but not a salary."""
    objects = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    named = {token.i for token in hit}
    if verb_lemma(verb) in ("discuss", "debate") and any(parties.can_suffer(o) for o in objects):
        return True
    return not objects or any(o.i in named or parties.can_act(o) or noun_type(o) for o in objects)


def held_back(verb: Token) -> bool:
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


def carried(verb: Token) -> Token | None:
    """The event noun that a light verb carries: its object, or its subject in the passive."""
    if not is_light(verb):
        return None
    wanted = ("nsubj:pass",) if roles.is_passive(verb) else ("obj",)
    for child in verb.children:
        if child.dep_ in wanted:
            for noun in (child, *_of_which(child)):
                if noun_type(noun):
                    return noun
    return None


def _of_which(noun: Token) -> list[Token]:
    """What a noun is of: "a round of talks", "an increase in the price"."""
    words = ("of", "in", "to") if noun_lemma(noun) in _CHANGES else ("of",)
    return [c for c in noun.children if c.dep_ == "nmod" and roles.preposition(c) in words]


def _carried_type(verb: Token) -> str | None:
    event = carried(verb)
    return noun_type(event) if event is not None else None


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
    return "THREATEN" if kind in _HARMFUL and _is_prepared(verb) else kind


def _is_prepared(verb: Token) -> bool:
    """Whether somebody plans, or is ready, to do a thing: what harms is threatened by it (PLOVER)."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "advcl", "ccomp") or not any(c.lower_ == "to" for c in verb.children):
        return False
    return above.lower_ in ("ready", "prepared", "willing") or verb_lemma(above) in ("plan", "intend", "prepare")
