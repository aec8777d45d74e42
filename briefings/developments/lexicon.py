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
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("ing", ""), ("s", ""), ("d", ""), ("ing", "e"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verbs, nouns and helping classes; keys are lemmas in lower case."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    light: frozenset[str]
    raising: frozenset[str]
    causative: frozenset[str]
    saying: frozenset[str]
    people: frozenset[str]
    things: frozenset[str]
    apart: frozenset[str]
    members: frozenset[str]

    @property
    def single(self) -> frozenset[str]:
        """First words of all verb entries."""
        groups = (self.verbs, self.light, self.raising, self.causative, self.saying)
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
    sets = {name: frozenset(data[name]["verbs"]) for name in ("light", "raising", "causative", "saying")}
    return Lexicon(
        verbs, nouns, **sets, **{name: frozenset(words[name]) for name in ("people", "things", "apart", "members")}
    )


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return lexicon().single


@lru_cache(maxsize=20_000)
def _verb_lemma(text: str, lemma: str) -> str:
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


def verb_lemma(token: Token) -> str:
    """The lemma of a verb; where the lemmatiser's is unknown, a regular ending is taken off."""
    return _verb_lemma(token.lower_, token.lemma_.lower() or token.lower_)


def noun_lemma(token: Token) -> str:
    """The lemma of a noun, singular where a plain -s can be taken off."""
    lemma = token.lemma_.lower() or token.lower_
    nouns = lexicon().nouns
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
        if child.dep_ not in _PARTNERS and not (child.dep_ == "cop" and verb.pos_ == "ADJ"):
            continue
        yield child.lower_
        yield noun_lemma(child)
        if child.dep_.startswith("obl"):
            yield from (case.lower_ for case in child.children if case.dep_ == "case")
            continue
        yield from (noun_lemma(inner) for inner in child.children if inner.dep_ in ("conj", "nmod", "compound"))


def verb_type(verb: Token) -> tuple[str | None, str]:
    """The type a verb names, or None, and the entry that fitted: two words before one."""
    words = lexicon()
    lemma = verb_lemma(verb)
    for partner in _partners(verb):
        entry = f"{lemma} {partner}"
        if entry in words.verbs:
            return words.verbs[entry], entry
    if verb.pos_ == "ADJ" and any(child.dep_ == "cop" for child in verb.children):
        entry = f"be {verb.lower_}"
        return words.verbs.get(entry), entry
    return words.verbs.get(lemma), lemma


def is_light(verb: Token) -> bool:
    """Whether the event may be this verb's object: "carry out", "hold"."""
    lemma = verb_lemma(verb)
    light = lexicon().light
    return lemma in light or any(f"{lemma} {child.lower_}" in light for child in verb.children)


def noun_type(token: Token) -> str | None:
    """The type an event noun names, or None. Two-word nouns ("hunger strike") look at the word before."""
    nouns = lexicon().nouns
    lemma = noun_lemma(token)
    if token.i > token.sent.start and f"{token.nbor(-1).lower_} {lemma}" in nouns:
        return nouns[f"{token.nbor(-1).lower_} {lemma}"]
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
    if token.lower_ != noun_lemma(token) or any(child.dep_.startswith("aux") for child in token.children):
        return False
    return any(
        child.dep_ == "nsubj" and "Sing" in child.morph.get("Number", []) and child.i < token.i
        for child in token.children
    )
