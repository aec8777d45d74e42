"""Which words name events: the list in `events.toml`, read once, and how a word of a sentence is looked up in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Token

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_ENERGY = (
    "PRODUCTION", "OUTAGE", "DISCOVERY", "CONTRACT", "INVESTMENT", "TENDER", "PRICE", "EXPORT", "PIPELINE",
    "POLICY",
)  # fmt: skip
ENERGY = tuple(f"ENERGY_{name}" for name in _ENERGY)
TYPES = (*PLOVER, "STATEMENT", *ENERGY)

#: Dependents that make one expression with their verb: "pull out", "set fire", "be willing", "march on".
_PARTNERS = frozenset({"compound:prt", "obj", "advmod", "xcomp", "obl", "acomp", "nsubj:pass", "obl:agent"})
#: Irregular past forms of verbs in the list, which the lemmatiser may leave as they are.
_IRREGULAR = {
    "fought": "fight", "froze": "freeze", "frozen": "freeze", "struck": "strike", "stricken": "strike",
    "drove": "drive", "driven": "drive", "sank": "sink", "sunk": "sink", "held": "hold", "sold": "sell",
    "bought": "buy", "met": "meet", "shot": "shoot", "told": "tell", "sent": "send", "built": "build", "lent": "lend",
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "took": "take", "taken": "take",
    "gave": "give", "given": "give", "blew": "blow", "blown": "blow", "overthrew": "overthrow",
    "overthrown": "overthrow", "withdrew": "withdraw", "withdrawn": "withdraw", "drew": "draw", "drawn": "draw",
    "broke": "break", "broken": "break", "slew": "slay", "slain": "slay", "beaten": "beat",
    "hung": "hang", "laid": "lay", "fed": "feed", "fled": "flee", "led": "lead", "left": "leave", "lost": "lose",
    "spent": "spend", "stood": "stand", "stole": "steal", "stolen": "steal", "swore": "swear", "sworn": "swear",
    "threw": "throw", "thrown": "throw", "won": "win", "went": "go", "gone": "go", "began": "begin", "begun": "begin",
    "came": "come", "made": "make", "kept": "keep", "brought": "bring", "wrote": "write", "written": "write",
    "ran": "run", "hit": "hit", "shut": "shut", "sought": "seek", "spoke": "speak", "spoken": "speak",
    "forgave": "forgive", "overran": "overrun",
    "retook": "retake", "retaken": "retake", "undertook": "undertake", "quit": "quit", "paid": "pay",
    "forbade": "forbid", "upheld": "uphold", "withheld": "withhold", "said": "say",
}  # fmt: skip
#: Those of them that can be nothing but a past tense.
_PAST_ONLY = frozenset(_IRREGULAR) - {"left", "bid", "led", "fell", "rose", "met", "ran", "driven", "fallen", "given"}
_QUANTITIES = frozenset({"ENERGY_PRODUCTION", "ENERGY_EXPORT", "ENERGY_PRICE"})
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("ing", ""), ("s", ""), ("d", ""), ("ing", "e"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verbs, nouns and helping classes; keys are lemmas in lower case."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    light: frozenset[str]
    raising: frozenset[str]
    causative: frozenset[str]
    ending: frozenset[str]
    suffering: frozenset[str]
    moving: frozenset[str]
    saying: frozenset[str]
    people: frozenset[str]
    things: frozenset[str]
    apart: frozenset[str]
    members: frozenset[str]
    weapons: frozenset[str]
    priced: frozenset[str]
    fuels: frozenset[str]
    idle: frozenset[str]
    accidents: frozenset[str]
    troops: frozenset[str]

    @property
    def common(self) -> frozenset[str]:
        """All nouns that are known, whatever for."""
        return _common()

    @property
    def single(self) -> frozenset[str]:
        """First words of all verb entries."""
        return _single()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    words = lexicon()
    return frozenset(words.nouns) | words.people | words.things | words.weapons | words.accidents


@lru_cache(maxsize=1)
def _single() -> frozenset[str]:
    words = lexicon()
    groups = (
        words.verbs, words.light, words.raising, words.causative, words.saying, words.ending, words.suffering,
        words.moving,
    )  # fmt: skip
    return frozenset(entry.split(" ")[0] for group in groups for entry in group)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The package's own list."""
    data = tomllib.loads(files(__package__).joinpath("events.toml").read_text("utf-8"))
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for kind in TYPES:
        for entry in data.get(kind, {}).get("verbs", ()):
            verbs.setdefault(entry, kind)
        for entry in data.get(kind, {}).get("nouns", ()):
            nouns.setdefault(entry, kind)
    words = data["words"]
    sets = {
        name: frozenset(data[name]["verbs"])
        for name in ("light", "raising", "causative", "saying", "ending", "suffering", "moving", "idle")
    }
    return Lexicon(
        verbs,
        nouns,
        **sets,
        **{
            name: frozenset(words[name])
            for name in ("people", "things", "apart", "members", "weapons", "priced", "fuels", "accidents", "troops")
        },
    )


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return lexicon().single


@lru_cache(maxsize=20_000)
def _verb_lemma(text: str, lemma: str) -> str:
    if text in _IRREGULAR:
        return _IRREGULAR[text]
    if lemma in _heads():
        return lemma
    for ending, put in _ENDINGS:
        stem = text.removesuffix(ending) + put
        if text.endswith(ending) and len(stem) > 2:
            if stem in _heads():
                return stem
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _heads():
                return stem[:-1]
    return lemma


def is_past_form(text: str) -> bool:
    """Whether a word in lower case is an irregular past tense and nothing else: "struck", "fought"."""
    return text in _PAST_ONLY


def verb_lemma(token: Token) -> str:
    """The lemma of a verb; irregular forms are known, and a regular ending is taken off where the lemma is unknown."""
    return _verb_lemma(token.lower_, token.lemma_.lower() or token.lower_)


def noun_lemma(token: Token) -> str:
    """The lemma of a noun, singular where a plain -s can be taken off."""
    nouns = lexicon().common
    if token.ent_type_ == "EVENT" and " " in token.text:
        return token.lower_.rsplit(" ", 1)[1]  # "the Geneva talks" in one token
    lemma = token.lemma_.lower() or token.lower_
    if token.lower_ in nouns:
        return token.lower_
    if token.lower_.endswith("men") and lemma == token.lower_:
        return f"{lemma[:-3]}man"
    if lemma in nouns:
        return lemma
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        if token.lower_.endswith(ending) and token.lower_.removesuffix(ending) + put in nouns:
            return token.lower_.removesuffix(ending) + put
    return lemma


def _partners(verb: Token) -> Iterator[str]:
    for child in verb.children:
        if child.dep_ == "nsubj":
            yield from (f"<{form}" for form in _numbers(child))
        ordered = child.dep_ == "advcl" and any(c.lower_ == "to" for c in child.children)
        if child.dep_ not in _PARTNERS and not ordered and not (child.dep_ == "cop" and verb.pos_ == "ADJ"):
            continue
        yield from _numbers(child)
        if child.dep_.startswith("obl"):
            if child.ent_type_ in ("DATE", "TIME"):
                continue
            yield from (case.lower_ for case in child.children if case.dep_ == "case")
            continue
        if child.dep_ == "xcomp":  # "voted not to join"
            yield from (inner.lower_ for inner in child.children if inner.lower_ == "not")
        for inner in child.children:
            if inner.dep_ in ("conj", "nmod", "compound", "amod"):
                yield from _numbers(inner)
            if inner.dep_ == "nmod":  # "drove them out of the town"
                yield from (case.lower_ for case in inner.children if case.lower_ == "out")


def _numbers(word: Token) -> tuple[str, ...]:
    """A word as it stands, and in the singular where its lemma or a plain -s gives one."""
    return word.lower_, noun_lemma(word), word.lemma_.lower(), word.lower_.removesuffix("s")


def verb_type(verb: Token) -> tuple[str | None, str]:
    """The type a verb names, or None, and the entry that fitted: two words before one, "strike @" over an object."""
    words = lexicon()
    lemma = verb_lemma(verb)
    for partner in _partners(verb):
        entry = f"{lemma} {partner}"
        if entry in words.idle:
            return None, lemma
        if entry in words.verbs:
            return words.verbs[entry], entry
    objects = [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass") and c.ent_type_ not in ("DATE", "TIME")]
    places = any(c.ent_type_ in ("GPE", "FAC", "LOC") for c in objects)
    body = any(c.ent_type_ == "ORG" for c in objects)
    kinds = (("@troops", any(map(is_military, objects))), ("@org", body), ("@place", places), ("@", bool(objects)))
    for entry in (f"{lemma} {kind}" for kind, given in kinds if given):
        if entry in words.verbs:
            return words.verbs[entry], lemma
    if verb.pos_ == "ADJ" and any(child.dep_ == "cop" for child in verb.children):
        entry = f"be {verb.lower_}"
        return words.verbs.get(entry), entry
    return (None if verb.pos_ == "ADJ" else words.verbs.get(lemma)), lemma


def is_military(noun: Token) -> bool:
    """Whether a noun is soldiers or craft that are sent somewhere: "900 soldiers", "military advisers"."""
    known = lexicon().troops
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    return bool({noun_lemma(noun), noun.lower_, f"{before} {noun_lemma(noun)}"} & known)


def is_light(verb: Token) -> bool:
    """Whether the event may be this verb's object: "carry out", "hold"."""
    return _is_one_of(verb, lexicon().light) or suffers(verb)


def suffers(verb: Token) -> bool:
    """Whether the event that is this verb's object happens to its subject: "survive", "come under"."""
    return _is_one_of(verb, lexicon().suffering)


def _is_one_of(verb: Token, entries: frozenset[str]) -> bool:
    lemma = verb_lemma(verb)
    return lemma in entries or any(f"{lemma} {child.lower_}" in entries for child in verb.children)


def ends(verb: Token) -> bool:
    """Whether a verb ends what its object names: "lift", "call off"."""
    return _is_one_of(verb, lexicon().ending)


def moves(verb: Token) -> str | None:
    """The type of the talks, flow or price that a verb says the course of: "exports fell", "the talks collapsed"."""
    if not _is_one_of(verb, lexicon().moving):
        return None
    if verb.dep_ == "acl:relcl":
        return None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:pass"):
            kind = "ENERGY_PRICE" if noun_lemma(child) in lexicon().priced else noun_type(child)
            if kind == "ENERGY_PRICE" and _of_other_goods(child):
                continue
            if kind == "CONSULT" or (kind in _QUANTITIES and (child.dep_ == "nsubj" or verb_lemma(verb) == "extend")):
                return kind
    return None


def _of_other_goods(price: Token) -> bool:
    """Whether a price is that of something else than energy: "land prices", "the price of bread"."""
    goods = [c for c in price.children if c.dep_ == "compound" and not c.ent_type_ and c.i == price.i - 1]
    goods += [c for c in price.children if c.dep_ == "nmod" and any(k.lower_ == "of" for k in c.children)]
    words = lexicon()
    sold = [c for c in goods if c.pos_ == "NOUN" and not c.ent_type_]
    return bool(sold) and not any({c.lower_, noun_lemma(c)} & (words.priced | words.fuels) for c in sold)


def noun_type(token: Token) -> str | None:
    """The type an event noun names, or None. Two-word nouns ("hunger strike") look at the word before."""
    nouns = lexicon().nouns
    lemma = noun_lemma(token)
    if token.i > token.sent.start and f"{token.nbor(-1).lower_} {lemma}" in nouns:
        return nouns[f"{token.nbor(-1).lower_} {lemma}"]
    if token.i > token.sent.start + 1 and token.nbor(-1).text == "-":
        joined = f"{token.nbor(-2).lower_}-{lemma}"  # "sit-in" in three tokens
        if joined in nouns:
            return nouns[joined]
    return nouns.get(lemma)


def is_nominal(token: Token) -> bool:
    """Whether a word stands as a noun, though a tagger may have called it a verb.

    "The night raid on" cannot be a clause: a singular subject does not go with a bare "raid".
    """
    if token.pos_ in ("NOUN", "PROPN"):
        return True
    if token.pos_ != "VERB":
        return False
    if token.dep_.startswith(("nsubj", "obj", "obl", "nmod", "compound")) and any(
        child.dep_ in ("det", "nmod:poss", "amod", "compound") for child in token.children
    ):
        return True
    if token.tag_ not in ("VB", "VBP", "NN") or not noun_type(token) or token.lower_ != noun_lemma(token):
        return False
    if any(child.dep_.startswith("aux") for child in token.children):
        return False
    return any(
        child.dep_ == "nsubj" and "Sing" in child.morph.get("Number", []) and child.i < token.i
        for child in token.children
    )
