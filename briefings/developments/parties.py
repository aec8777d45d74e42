"""Who acts and who is acted on: noun phrases of the parse made into `Party` records.

A party is an entity that the text names there, or a group in the text's own words. Events ("three dozen attacks"),
times and abstract things are none. A pronoun is none either, unless it is a relative one, whose antecedent is sure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from briefings.developments.lexicon import lexicon, noun_lemma, noun_type, verb_lemma
from briefings.developments.rehang import NAMED
from briefings.model import EntityId, Mention, Party

#: What belongs to a noun phrase as it is printed.
_INSIDE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "flat",
        "nmod:poss",
        "nmod:desc",
        "advmod",
        "det:predet",
        "nmod",
        "punct",
        "case",
        "fixed",
        "obl",
        "nmod:unmarked",
        "goeswith",
    }
)
_TIMES = frozenset({"time", "times", "case", "cases", "way", "part"})  #: "both times", "in part": no parties
PERSONAL = frozenset({"he", "she", "they"})  #: pronouns that may stand for an actor
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BESIDE = frozenset({"appos", "flat", "vocative", "nmod:desc", "nmod:unmarked"})
#: A month behind "in" is a time, even where no recogniser says so.
_MONTHS = frozenset((
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
))  # fmt: skip
_CROWDS = frozenset((
    "tens", "dozens", "scores", "hundreds", "thousands", "millions", "third", "half", "quarter", "most", "majority",
    "number", "handful", "crowd", "crowds", "patch", "batch", "convoy", "all", "some", "many", "several",
))  # fmt: skip
_ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit", "absolve", "clear"})  #: their "of" tells the charge


@dataclass(frozen=True, slots=True)
class Cast:
    """What a text is known to name, and who stands behind its adjectives, capitals, pronouns and "the group"."""

    mentions: Sequence[Mention]
    nationality: Callable[[str], EntityId | None]  #: "Iraqi" → the country
    metonym: Callable[[str], EntityId | None] = lambda _name: None  #: "Baghdad" → the government that sits there
    pronouns: Mapping[int, Token] = field(default_factory=dict)  #: token → head of its antecedent
    nouns: Mapping[int, EntityId] = field(default_factory=dict)  #: token of "the militia" → entity

    starts: Sequence[int] = field(init=False, repr=False)  #: of the mentions, which are in the text's order

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [mention.start for mention in self.mentions])

    def at(self, first: int, last: int) -> list[Mention]:
        """Mentions that lie wholly within characters `first` to `last`, in order."""
        begin, end = bisect_left(self.starts, first), bisect_left(self.starts, last)
        return [mention for mention in self.mentions[begin:end] if mention.end <= last]

    def over(self, place: int) -> Mention | None:
        """The mention of an entity that lies over a character; mentions do not overlap."""
        at = bisect_right(self.starts, place) - 1
        found = self.mentions[at] if at >= 0 else None
        return found if found is not None and found.entity and place < found.end else None

    def parties(self, head: Token, *, governs: bool = False) -> list[Party]:
        """The parties a noun phrase stands for: none, one, or one for each country of "US and Iraqi officials".

        Args:
            head: the head of the phrase; a pronoun stands for its antecedent.
            governs: whether a capital may stand for its government here ("Baghdad agreed").
        """
        if head.pos_ == "PRON":
            antecedent_ = self.pronouns.get(head.i)
            if antecedent_ is None or not can_act(antecedent_):
                return []
            return self.parties(antecedent_, governs=governs)
        if is_time(head) or _is_vague(head):
            return []
        tokens = phrase(head)
        first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        text = " ".join(head.doc[tokens[0].i : tokens[-1].i + 1].text.strip(" ,;“”\"'").split()).removeprefix("and ")
        several = self._countries(head)
        if len(several) > 1:
            return [Party(text=text, name=text, entity=entity) for entity in several]
        entity, name = self._entity(head, first, last)
        if governs and (seat := self.metonym(text)):
            entity = seat
        return [Party(text=text, name=name or bare(text), entity=entity)]

    def _entity(self, head: Token, first: int, last: int) -> tuple[EntityId | None, str | None]:
        """The entity of a phrase, and the name it goes by where that is not the phrase itself."""
        here = [m.entity for m in self.at(first, last) if m.entity and m.start <= head.idx < m.end]
        sure = here[0] if here else self.nouns.get(head.i) or self.nationality(head.text)
        if sure:
            return sure, None
        apposed = self._apposed(head)
        if apposed:
            return apposed.entity, apposed.text
        words = lexicon()
        holds = {noun_lemma(head), head.lower_} & (words.members | words.things)
        body = self._body(head) if holds else None
        if body:
            return body, None
        countries = self._countries(head)
        return (countries[0] if countries else None), None

    def _apposed(self, head: Token) -> Mention | None:
        """A name beside a noun: "the minister, Ann Grey,", "Secretary of State Ann Grey"."""
        beside = [child for child in head.children if child.dep_ in _BESIDE]
        beside += [
            flat for child in head.children if child.dep_ == "nmod" for flat in child.children if flat.dep_ == "flat"
        ]
        places = [child.idx for child in beside if child.dep_ == "appos" or child.ent_type_ == "PERSON"]
        return next((found for at in places if (found := self.over(at))), None)

    def _body(self, head: Token) -> EntityId | None:
        """Whose members, forces or bases these are."""
        for child in head.children:
            if child.dep_ not in ("nmod", "compound", "nmod:poss", "flat") or is_time(child):
                continue
            if child.dep_ == "nmod" and not any(
                c.dep_ == "case" and c.lower_ in ("of", "from") for c in child.children
            ):
                continue
            found, _ = self._entity(child, *_bounds(child))
            if found and not self.nationality(child.text):
                return found
        return None

    def _countries(self, head: Token) -> list[EntityId]:
        """Countries of the adjectives before a noun: "US and Iraqi officials" has two."""
        if noun_lemma(head) in lexicon().apart or head.lower_ in lexicon().apart:
            return []
        found: dict[EntityId, None] = {}
        for child in head.children:
            if child.dep_ not in ("amod", "compound", "nmod:poss") or child.i > head.i:
                continue
            words = [child, *(c for c in child.children if c.dep_ == "conj" or _leads(c))]
            for word in words:
                country = self.nationality(word.text) or self._named_at(word)
                if country and (not _hyphened(word) or _leads(word)):
                    found[country] = None
            if found and child.dep_ == "nmod:poss":  # "Chad's Zaghawa leader" is Chad's alone
                break
        return list(found)

    def _named_at(self, token: Token) -> EntityId | None:
        found = self.over(token.idx)
        return found.entity if found else None


def _is_vague(head: Token) -> bool:
    """Whether only the reader knows who is meant: "the countries", "both sides"; "opposition parties" says who."""
    plural = "Plur" in head.morph.get("Number", [])
    told = any(c.dep_ in ("compound", "amod") and c.lower_ not in ("other", "such") for c in head.children)
    return plural and not told and noun_lemma(head) in ("country", "side", "neighbour", "other", "nation", "party")


def _hyphened(token: Token) -> bool:
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return "-" in token.text or bool(after is not None and after.text in "-–" and not token.whitespace_)


def _leads(token: Token) -> bool:
    """Whether a country leads what the noun names: "the US-led coalition"; "Iran-backed" is another thing."""
    return token.i + 2 < len(token.doc) and token.nbor(1).text in "-–" and token.nbor(2).lower_ == "led"


def _bounds(head: Token) -> tuple[int, int]:
    tokens = phrase(head)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def phrase(head: Token) -> list[Token]:
    """The words of the noun phrase around `head`, without clauses, co-ordinated parts and loose appositions."""
    tokens = [head]
    for child in head.children:
        if child.dep_ == "appos" and child.i > head.i and not _comma_between(head, child):
            tokens += phrase(child)
        elif child.dep_ in ("amod", "compound", "conj") and child.i < head.i and child.dep_ != "conj":
            tokens += list(child.subtree)
        elif child.dep_ == "nmod" and child.i > head.i and not (noun_type(child) and head.ent_type_):
            if is_time(child) or _is_charge(child, head):
                continue
            case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
            if case in ("of", "") or (case in ("in", "from", "at") and child.i - head.i < 4):
                tokens += [c for c in child.children if c.dep_ == "case"] + phrase(child)
        elif child.dep_ in _INSIDE and child.dep_ not in ("punct", "nmod", "case", "obl") and not is_time(child):
            tokens += list(child.subtree)
    chosen = {token.i: token for token in tokens if not token.is_space}
    first = last = head.i
    while last + 1 in chosen or (last + 1 < len(head.doc) and last + 2 in chosen and head.doc[last + 1].text in "-–’'"):
        last += 1
    while first - 1 in chosen or (first > 1 and first - 2 in chosen and head.doc[first - 1].text in "-–’',"):
        first -= 1
    return [head.doc[i] for i in range(first, last + 1)]


def _is_charge(noun: Token, head: Token) -> bool:
    """Whether "of …" tells the charge and not whose: "accused the government of corruption"."""
    if verb_lemma(head.head) not in _ACCUSING or noun.ent_type_ or noun_lemma(noun) in lexicon().people:
        return False
    return any(child.dep_ == "case" and child.lower_ == "of" for child in noun.children)


def _comma_between(a: Token, b: Token) -> bool:
    return any(token.text in ",;:–" for token in a.doc[a.i : b.left_edge.i])


def bare(text: str) -> str:
    """A phrase without its article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text


def is_time(token: Token) -> bool:
    """Whether a word is a date or a time: the entity recogniser says so, or it is a month behind "in"."""
    if token.ent_type_ in ("DATE", "TIME"):
        return True
    return token.text in _MONTHS and any(c.dep_ == "case" and c.lower_ in ("in", "since", "by") for c in token.children)


def conjuncts(head: Token) -> list[Token]:
    """The head of a noun phrase and those co-ordinated with it."""
    found = [head]
    if _is_described(head):
        return found
    for child in head.children:
        if (
            child.dep_ == "conj"
            and child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
            and (not _cased(child) or _cased(head))
        ):
            found += conjuncts(child)
    return found


def _is_described(name: Token) -> bool:
    """Whether what a comma joins to a person is an office: "Ann Grey, commander, Acme Fleet, met"."""
    joined = [child for child in name.children if child.dep_ == "conj"]
    if name.ent_type_ != "PERSON" or any(c.dep_ == "cc" for word in (name, *joined) for c in word.subtree):
        return False
    return any(word.tag_ == "NN" and word.is_lower and noun_lemma(word) in lexicon().people for word in joined)


def _cased(token: Token) -> bool:
    return token.left_edge.pos_ == "ADP" or any(c.dep_ == "case" and c.i < token.i for c in token.children)


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    clause = pronoun
    while clause.dep_ not in ("acl:relcl", "ROOT") and clause.head.i != clause.i:
        clause = clause.head
    noun = clause.head
    if clause.dep_ != "acl:relcl" or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if pronoun.lower_ == "who" and noun.dep_ == "nmod" and noun_lemma(noun.head) in lexicon().people:
        return noun.head  # "the members of the militia who were detained": who is said of people
    return noun


def can_act(head: Token) -> bool:
    """Whether a noun phrase may be an actor."""
    if head.pos_ == "PRON" or is_time(head):
        return False
    words = lexicon()
    if _counts(head) or is_weapon(head):
        return _acts_for_others(head)
    if noun_lemma(head) in words.people or head.lower_ in words.people:
        return not _is_condition(head)
    if head.lower_ in words.priced:
        return False
    if (noun_type(head) and not _is_body_name(head)) or (
        head.is_lower and head.pos_ in ("ADJ", "VERB", "ADV") and head.ent_type_ != "NORP"
    ):
        return False
    return (
        head.ent_type_ in NAMED
        or head.pos_ == "PROPN"
        or _is_named_body(head)
        or (" " in head.text and head.text[:1].isupper())  # a name in one token
        or (head.pos_ in ("NUM", "ADJ") and any(child.dep_ == "nmod" and can_act(child) for child in head.children))
    )


def _is_body_name(noun: Token) -> bool:
    """Whether a capital makes a word for an event a name: "*Amnesty* urges Chad to free him"."""
    alone = noun.ent_iob_ == "B" and noun.text[:1].isupper() and not any(c.dep_ == "compound" for c in noun.children)
    return alone and noun.ent_type_ in ("ORG", "PERSON") and noun.pos_ == "PROPN"


def _is_condition(noun: Token) -> bool:
    """Whether a state is no country: "a state of emergency"."""
    return noun.lower_ == "state" and any(c.dep_ == "nmod" and not c.ent_type_ for c in noun.children if c.i > noun.i)


def _acts_for_others(head: Token) -> bool:
    """Whether those act whom a noun only counts, or whose weapon it is."""
    if _counts(head):
        return any(child.dep_ == "nmod" and (can_act(child) or _counts(child)) for child in head.children)
    return any(c.i < head.i and not _hyphened(c) and _owns(c) for c in head.children)


def _counts(noun: Token) -> bool:
    """Whether a noun only counts those behind it: "thousands of Kurds", "a third of the rebels"."""
    return noun.lower_ in _CROWDS and any(
        child.dep_ == "nmod" and any(c.lower_ == "of" for c in child.children) for child in noun.children
    )


def _is_named_body(noun: Token) -> bool:
    """Whether an organisation's name stands before a noun and nothing tells that it is a thing: "the APEC forum"."""
    if noun.pos_ != "NOUN" or noun_lemma(noun) in lexicon().things:
        return False
    return any(c.dep_ == "compound" and c.ent_type_ == "ORG" and c.i == noun.i - 1 for c in noun.children)


def is_named(noun: Token) -> bool:
    """Whether a noun is a name, or says by a name before it who is meant."""
    if noun.ent_type_ in NAMED:
        return True
    return any(c.ent_type_ in NAMED and c.dep_ in ("amod", "compound", "nmod:poss", "flat") for c in noun.children)


def is_weapon(noun: Token) -> bool:
    """Whether a noun is a weapon or a craft: it is hit, and acts only for those whose it is."""
    return bool({noun_lemma(noun), noun.lower_.removesuffix("s")} & lexicon().weapons)


def _owns(word: Token) -> bool:
    """Whether a word before a weapon says whose it is: "Omani jets", "army bulldozers"."""
    return word.ent_type_ in ("NORP", "GPE") or noun_lemma(word) in lexicon().people


def can_suffer(head: Token) -> bool:
    """Whether a noun phrase may be a target."""
    words = lexicon()
    if can_act(head):
        return True
    if head.pos_ == "PRON" or is_time(head) or noun_type(head) or head.lower_ in _TIMES:
        return False
    return (
        noun_lemma(head) in words.things
        or head.lower_ in words.things
        or is_weapon(head)
        or any(
            child.ent_type_ in NAMED
            and not child.text[:1].isdigit()
            and child.dep_ in ("compound", "amod", "nmod:poss", "flat")
            for child in head.children
        )
    )


def inner(head: Token) -> Iterator[Token]:
    """Party nouns inside a phrase that is none itself, nearest first: "a demonstration in Baku" → Baku."""
    for child in sorted(head.children, key=lambda c: c.i):
        if child.dep_ in (
            "nmod",
            "nmod:poss",
            "obl",
            "compound",
            "amod",
            "obj",
            "conj",
            "xcomp",
            "acl",
            "ccomp",
            "advcl",
        ):
            before = child.dep_ in ("compound", "amod")
            if (before and (not child.ent_type_ or _hyphened(child))) or child.lower_ in _TIMES:
                continue
            if child.dep_ == "advcl" and any(c.dep_.startswith("nsubj") for c in child.children):
                continue
            if child.dep_ not in ("xcomp", "acl", "ccomp", "advcl") and (can_suffer(child)):
                yield child
            else:
                yield from inner(child)


def resolve_relative(head: Token) -> Token | None:
    """The noun itself, or the antecedent of a relative pronoun; None for other pronouns."""
    if head.pos_ == "PRON" or head.lower_ in _RELATIVE:
        return antecedent(head) if head.lower_ in _RELATIVE else None
    return head
