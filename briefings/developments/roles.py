"""Who did it to whom: the heads of actors and targets around a word that names an event."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from briefings.developments import parties
from briefings.developments.lexicon import is_light, lexicon, noun_lemma, noun_type, verb_lemma
from briefings.developments.pronouns import BODIES

_SUBJECTS = ("nsubj", "csubj", "nsubj:outer")
_AGAINST = frozenset(
    {
        "on",
        "against",
        "at",
        "upon",
        "over",
        "toward",
        "towards",
        "with",
        "to",
        "from",
        "for",
        "in",
        "into",
        "of",
        "between",
        "among",
        "near",
    }
)
#: Prepositions that name the other side of a verb, by type; the first that fits counts.
OTHER_SIDE = {
    "AGREE": ("with", "to", "for"),
    "CONSULT": ("with", "to", "between"),
    "COOPERATE": ("with", "to", "in"),
    "RETREAT": ("from", "of", "out", "to", "in"),
    "REQUEST": ("on", "to", "from", "upon", "for"),
    "PROTEST": ("against", "on", "in", "outside", "at"),
    "MOBILIZE": ("against", "to", "near", "in", "into", "along"),
    "AID": ("to", "for", "in", "into"),
    "ACCUSE": ("against", "into", "with", "over", "in"),
    "THREATEN": ("to", "against", "with"),
    "ASSAULT": ("on", "against", "at", "with", "in", "near", "outside", "of"),
    "COERCE": ("on", "against", "in", "from", "at", "into"),
    "ENERGY_OUTAGE": ("at", "in", "on"),
    "SANCTION": ("on", "against", "from", "to", "in", "with"),
}
_NAMED = frozenset({"GPE", "ORG", "PERSON", "NORP"})
HOSTILE = frozenset({"ASSAULT", "COERCE"})
_HELPING = frozenset({"help", "assist", "support", "train", "equip", "arm"})  #: whom they help does it with them
_DONE = frozenset({"commit", "perpetrate", "inflict", "reach", "sign", "hold", "carry", "broker", "strike"})
#: Nouns whose infinitive is done by whoever has them: "its effort to isolate", "began a campaign to defeat".
_INTENT = frozenset((
    "effort", "campaign", "operation", "bid", "attempt", "fight", "push", "mission", "commitment", "move", "struggle",
    "drive", "offensive", "plan", "pledge", "promise", "battle", "decision", "offer", "advance", "mandate", "refusal",
))  # fmt: skip
#: What they tell of an event is its kind, and not whose it is.
_ABSENT = frozenset({"press", "media", "news", "terrorist", "partner", "market"})
_FLOWS = frozenset({"ENERGY_PRODUCTION", "ENERGY_EXPORT"})  #: "exports from Iraq" are Iraq's
_SHIPPING = frozenset({"from", "of", "in"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENERS = frozenset({"after", "when", "before", "while", "because", "until", "although", "though", ","})
_LETTING = frozenset({"let", "make", "see", "help", "have", "watch", "hear"})  #: their clause is no speech


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Subjects of an active verb, also where it shares or inherits them from the verb above."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS] or _name_before(verb)
    head = verb.head
    if own or depth > 6 or head.i == verb.i:
        return own
    if verb.dep_ == "conj":
        return subjects(head, depth + 1) or passive_subjects(head)
    if verb.dep_ == "acl" and any(child.dep_ == "cop" for child in head.children):
        return subjects(head, depth + 1)  # "is on the verge of striking"
    kept = _kept_from(verb) or _intending(verb, depth)
    if kept:
        return kept
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "parataxis") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        told = [child for child in head.children if child.dep_ in ("obj", "iobj")]
        above = subjects(head, depth + 1) or passive_subjects(head)
        return [*above, *told] if verb_lemma(head) in lexicon().causative | _HELPING else above
    active = verb.tag_ != "VBN" and "Past" not in verb.morph.get("Tense", [])
    return [head] if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN") and active else []


def _intending(verb: Token, depth: int) -> list[Token]:
    """Whose effort an infinitive fills: "began a campaign *to isolate*", "repeated its commitment *to support*"."""
    noun = verb.head
    to = any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)
    if verb.dep_ != "acl" or not to or noun_lemma(noun) not in _INTENT:
        return []
    owner = next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
    if owner is not None and owner.lower_ not in ("its", "their", "his", "her"):
        return [owner]
    above = noun
    while above.dep_ in ("nmod", "conj") and above.head.pos_ in ("NOUN", "PROPN"):
        above = above.head
    clause = above.head
    doing = above.dep_ in ("obj", "obl") and clause.pos_ in ("VERB", "ADJ") and not is_passive(clause)
    return subjects(clause, depth + 1) if doing and (owner is not None or above.dep_ == "obj") else []


def _kept_from(verb: Token) -> list[Token]:
    """Who is kept from doing a thing: "stopped the militia from shelling", "were prevented from voting"."""
    above = verb.head
    opened = any(child.lower_ == "from" and child.dep_ in ("mark", "case") for child in verb.children)
    if not opened or verb.tag_ != "VBG" or above.pos_ != "VERB":
        return []
    return [child for child in above.children if child.dep_ == "obj"] or passive_subjects(above)


def _name_before(verb: Token) -> list[Token]:
    """The noun right before a finite verb that has no subject, which a parser may have hung elsewhere.

    "after the United States bombed …" and "In the talks, Italian officials have agreed …" have only one reading. A
    noun that closes a list or a relative clause is none.
    """
    first = min([verb.i, *(child.i for child in verb.children if child.dep_.startswith("aux"))])
    finite = verb.tag_ in _FINITE or "Fin" in verb.doc[first].morph.get("VerbForm", [])
    if not finite or first == verb.sent.start:
        return []
    last = verb.doc[first - 1]
    if last.pos_ not in ("PROPN", "NOUN") or parties.is_time(last):
        return []
    start = last
    while start.i > verb.sent.start and _inside_phrase(start.nbor(-1)):
        start = start.nbor(-1)
    opener = start.nbor(-1).lower_ if start.i > verb.sent.start else ","
    if opener == "," and start.i > verb.sent.start and _closes(start, last, verb):
        return []
    return [last] if opener in _OPENERS and opener != last.lower_ else []


def _closes(start: Token, last: Token, verb: Token) -> bool:
    """Whether a noun phrase behind a comma ends a list or a clause of its own."""
    listed = any(token.lower_ in ("and", "or") for token in verb.doc[start.i : last.i])
    return listed or any(t.dep_.startswith("acl") for t in (last, *last.ancestors) if t.i < verb.i)


def _inside_phrase(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "DET", "ADJ", "NUM") or bool(token.ent_type_) or token.lower_ == "and"


def name_after(verb: Token) -> list[Token]:
    """The name right behind an active finite verb without object: "bombed Acme bases", "bases" read as a verb."""
    if verb.tag_ not in _FINITE or verb.i + 1 >= verb.sent.end:
        return []
    first = verb.nbor(1)
    if first.ent_type_ not in _NAMED or first.pos_ != "PROPN":
        return []
    last = first
    while last.i + 1 < verb.sent.end and last.nbor(1).ent_iob_ == "I":
        last = last.nbor(1)
    return [last]


def passive_subjects(verb: Token) -> list[Token]:
    """Subjects of a passive verb: they undergo."""
    own = [child for child in verb.children if child.dep_ in ("nsubj:pass", "csubj:pass")]
    if not own and verb.dep_ == "conj" and any(c.dep_ == "aux:pass" for c in verb.children):
        return passive_subjects(verb.head)
    if not own and verb.dep_ == "acl" and "Past" in verb.morph.get("Tense", []) and verb.head.pos_ in ("NOUN", "PROPN"):
        return [verb.head]
    return own


def agents(verb: Token) -> list[Token]:
    """Those named with "by"."""
    return [
        child
        for child in verb.children
        if child.dep_ == "obl:agent" or (child.dep_ in ("obl", "nmod") and preposition(child) == "by")
    ]


def preposition(noun: Token) -> str:
    """The preposition before a noun, "" where there is none."""
    return next((child.lower_ for child in noun.children if child.dep_ == "case" and child.i < noun.i), "")


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive."""
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not any(c.dep_ == "obj" for c in verb.children):
        return not any(child.dep_.startswith("aux") and child.dep_ != "aux:pass" for child in verb.children)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and any(child.dep_ == "obl:agent" for child in verb.children):
        return True  # "seen as backed by Acme"
    return any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children)


def actors(heads: Iterable[Token]) -> list[Token]:
    """The party nouns behind subjects: relative pronouns resolved, event nouns replaced by whose event it is."""
    found: list[Token] = []
    for raw in heads:
        said_by = speakers(raw)
        if said_by:
            found += [part for head in said_by for part in parties.conjuncts(head)]
            continue
        if raw.lower_ in parties.PERSONAL:
            found.append(raw)
            continue
        head = parties.resolve_relative(raw)
        if head is None:
            continue
        for part in parties.conjuncts(head):
            if parties.can_act(part):
                found.append(part)
            elif noun_type(part) or not parties.is_time(part):
                found += owners(part)
    return unique(found)


def speakers(pronoun: Token) -> list[Token]:
    """Who says what a pronoun is the subject of, where it agrees with them: "Iran said it would", "rebels say they"."""
    if pronoun.lower_ not in ("it", "they") or not pronoun.dep_.startswith("nsubj"):
        return []
    clause = pronoun.head
    while clause.dep_ in ("xcomp", "conj") and clause.head.i < clause.i:
        clause = clause.head
    above = clause.head
    if clause.dep_ not in ("ccomp", "advcl") or above.i == clause.i or verb_lemma(above) in _LETTING:
        return []
    if clause.dep_ == "advcl" and verb_lemma(above) not in lexicon().saying:
        return []
    found = [head for head in subjects(above) if head.pos_ in ("NOUN", "PROPN") and head.i < pronoun.i]
    agreeing = _is_several if pronoun.lower_ == "they" else _is_body
    return found if found and all(agreeing(head) and parties.can_act(head) for head in found) else []


def _is_several(head: Token) -> bool:
    plural = "Plur" in head.morph.get("Number", []) or any(child.dep_ == "conj" for child in head.children)
    return plural or head.ent_type_ == "ORG" or noun_lemma(head) in BODIES | {"police"}


def _is_body(head: Token) -> bool:
    single = "Plur" not in head.morph.get("Number", []) and not any(child.dep_ == "conj" for child in head.children)
    return head.ent_type_ in ("ORG", "GPE") or (single and noun_lemma(head) in BODIES)


def owners(event: Token) -> list[Token]:
    """Whose event a noun tells: "the US response", "Iran's attack", "the raid by police"."""
    found = []
    for child in event.children:
        named = child.dep_ in ("nmod:poss", "compound", "amod") and child.i < event.i and not parties.is_time(child)
        if named and (child.ent_type_ in _NAMED or _is_doer(child)):
            found.append(child)
        elif child.dep_ == "nmod" and preposition(child) in _SHIPPING and noun_type(event) in _FLOWS:
            found += [part for part in parties.conjuncts(child) if part.ent_type_ in ("GPE", "ORG")]
        elif child.dep_ == "nmod" and preposition(child) == "by":
            found += [part for part in parties.conjuncts(child) if parties.can_act(part)]
        elif child.dep_ == "nmod" and preposition(child) == "between":
            found += parties.conjuncts(child)
        elif _tells_of(child):
            found += [part for agent in agents(child) for part in parties.conjuncts(agent) if parties.can_act(part)]
            found += [part for side in _behind(child, "between") for part in parties.conjuncts(side)]
    return unique(found)


def _is_doer(noun: Token) -> bool:
    """Whether a noun before an event may say whose it is: a "press conference" is not the press's."""
    return noun.pos_ in ("NOUN", "PROPN") and noun.lower_ not in _ABSENT and parties.can_act(noun)


def _tells_of(clause: Token) -> bool:
    """Whether a participle only says that the event before it happened: "a deal *reached* between", "*made* by"."""
    return clause.dep_ == "acl" and clause.tag_ == "VBN" and (verb_lemma(clause) in _DONE or is_light(clause))


def _behind(word: Token, *held: str) -> list[Token]:
    """What hangs on a word behind one of some prepositions."""
    return [c for c in word.children if c.dep_ in ("obl", "nmod") and preposition(c) in held and c.i > word.i]


def targets_of_noun(event: Token, kind: str) -> list[Token]:
    """Against whom an event noun is: "raid on a base", "talks with Oman", "arrest of two men"."""
    found: list[Token] = []
    for child in event.children:
        if child.dep_ not in ("nmod", "obl", "obj") or preposition(child) not in _AGAINST or child.i < event.i:
            continue
        aside = ("in", "near", "between") if kind == "SUPPORT" else ("in", "near", "for", "between")
        if preposition(child) in aside or parties.is_time(child):
            continue
        if kind == "CONSULT" and preposition(child) not in ("with", "to", "of"):
            continue  # "talks on a border" name a subject, "talks at a base" a place
        found += suffering(child)
    if not found and kind in HOSTILE:
        told = [child for child in event.children if _tells_of(child)]
        found += [part for clause in told for side in _behind(clause, "against", "on") for part in suffering(side)]
    return unique(found) if kind else []


def enemies(verb: Token) -> list[Token]:
    """Whom "against" names in a verb's own clause, however deep: "made 15 strikes with drones *against* Acme"."""
    for word in verb.subtree:
        if word.lower_ != "against" or word.dep_ != "case" or word.i < verb.i:
            continue
        above = [token for token in word.head.ancestors if verb.is_ancestor(token)]
        if not any(token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "advcl", "xcomp") for token in above):
            return suffering(word.head)
    return []


def suffering(head: Token) -> list[Token]:
    """Party nouns of an object phrase and what is co-ordinated with it; an event noun gives its own targets."""
    resolved = parties.resolve_relative(head)
    if resolved is None:
        return []
    joined = [part for part in parties.conjuncts(resolved) if not _is_around(part, resolved)]
    return [part for part in joined if parties.can_suffer(part)]


def _is_around(place: Token, inner: Token) -> bool:
    """Whether a place behind a comma says where the one before it lies: "isolate Sebha, Libya"."""
    both = place.ent_type_ == inner.ent_type_ == "GPE"
    comma = place.i > inner.i and place.i - inner.i == 2 and place.nbor(-1).text == ","
    return both and comma and not any(child.dep_ == "cc" for word in (place, inner) for child in word.subtree)


def unique(tokens: Iterable[Token]) -> list[Token]:
    """Tokens once each, in order."""
    return list({token.i: token for token in tokens}.values())
