"""Who "he", "they" and "the militia" are, where that is sure.

Only the plainest cases are decided, for a wrong antecedent makes a false sentence: a pronoun that is the subject of its
sentence stands for the subject of the sentence before, if kind and number agree and nobody else comes into question;
"the group" stands for the one group that was named last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import noun_lemma
from briefings.developments.parties import phrase
from briefings.model import EntityId, EntityKind, Mention

_HE = frozenset({"he", "she"})
_THEY = frozenset({"they"})
#: Common nouns that may stand for an entity named before, and the kinds they fit.
_NOUNS: Mapping[str, frozenset[EntityKind]] = {
    **dict.fromkeys(
        ("militia", "group", "outfit", "faction", "movement", "brigade", "battalion"), frozenset({"armed_group"})
    ),
    **dict.fromkeys(("company", "firm", "operator", "producer", "major"), frozenset({"company"})),
    **dict.fromkeys(("party", "bloc"), frozenset({"party"})),
    **dict.fromkeys(("organisation", "organization", "body", "ministry", "agency"), frozenset({"organisation"})),
}
#: Parts of a state that a text calls by their bare noun after it has said whose they are.
_BODIES = frozenset(
    {"force", "troop", "soldier", "police", "army", "authority", "government", "ministry", "parliament"}
)
_REACH = 3  #: sentences back that "the militia" may look for its name


def antecedents(doc: Doc) -> dict[int, Token]:
    """Token index of a personal pronoun → the head of the noun phrase that it stands for; only sure ones."""
    found: dict[int, Token] = {}
    before: Token | None = None
    for sentence in doc.sents:
        subject = _subject(sentence)
        for pronoun in _pronouns(sentence):
            stands = _within(pronoun, subject) or _across(pronoun, subject, before)
            if stands is not None:
                found[pronoun.i] = found.get(stands.i, stands)
        if subject is not None:
            before = found.get(subject.i, subject if subject.pos_ in ("NOUN", "PROPN") else None)
        elif any(token.pos_ in ("VERB", "AUX") for token in sentence):
            before = None
    return {index: head for index, head in found.items() if head.pos_ in ("NOUN", "PROPN")}


def _pronouns(sentence: Span) -> Iterator[Token]:
    return (t for t in sentence if t.lower_ in _HE | _THEY and t.dep_.startswith("nsubj") and not _in_quotation(t))


def _in_quotation(token: Token) -> bool:
    before = token.doc[token.sent.start : token.i].text
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _subject(sentence: Span) -> Token | None:
    """The subject of the sentence's main clause; none where a "whose" before it may have misled the parse."""
    subject = next((c for c in sentence.root.children if c.dep_.startswith("nsubj")), None)
    if subject is None or any(t.lower_ == "whose" for t in sentence.doc[sentence.start : subject.i]):
        return None
    return subject


def _within(pronoun: Token, subject: Token | None) -> Token | None:
    """A pronoun in a lower clause behind its sentence's subject: "the premier was slow …, until he promised"."""
    if subject is None or subject.i >= pronoun.i or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    if pronoun.lower_ in _HE and _is_person(subject) and not _other_person(pronoun.sent, subject, pronoun):
        return subject
    return None


def _across(pronoun: Token, subject: Token | None, before: Token | None) -> Token | None:
    """The sentence before had one subject, and this pronoun is its own sentence's subject."""
    if before is None or subject is None or subject.i != pronoun.i:
        return None
    if pronoun.lower_ in _HE:
        return before if _is_person(before) else None
    plural = "Plur" in before.morph.get("Number", []) or any(child.dep_ == "conj" for child in before.children)
    return before if plural and before.pos_ == "NOUN" else None


def _is_person(head: Token) -> bool:
    if head.ent_type_ == "PERSON":
        return True
    return any(child.ent_type_ == "PERSON" for child in head.children if child.dep_ in ("appos", "flat", "compound"))


def _other_person(sentence: Span, subject: Token, pronoun: Token) -> bool:
    inside = {token.i for token in subject.subtree}
    before = sentence.doc[sentence.start : pronoun.i]
    return any(token.ent_type_ == "PERSON" and token.i not in inside for token in before)


def named_by_noun(
    doc: Doc, mentions: Sequence[Mention], kind_of: Callable[[EntityId], EntityKind | None]
) -> dict[int, EntityId]:
    """Token index of a definite noun such as "the militia" → the entity of that kind named last, if only one fits."""
    sentences = list(doc.sents)
    found: dict[int, EntityId] = {}
    for index, sentence in enumerate(sentences):
        for token in sentence:
            kinds = _NOUNS.get(noun_lemma(token)) if token.pos_ == "NOUN" else None
            if kinds is None or not _definite(token):
                continue
            beside = _name_beside(token, mentions)
            if beside is not None:
                if beside.entity:
                    found[token.i] = beside.entity
                continue
            if _named_itself(token, mentions):
                continue
            reach = sentences[max(0, index - _REACH) : index + 1]
            entity = _last_named(reach, token, mentions, partial(_is_of_kind, kinds, kind_of))
            if entity is not None:
                found[token.i] = entity
    return found


def repeated_bodies(doc: Doc, nationality: Callable[[str], EntityId | None]) -> dict[int, EntityId]:
    """Token of a bare "the forces" → the country whose forces were named last, in one of the sentences just before."""
    found: dict[int, EntityId] = {}
    seen: dict[str, tuple[int, EntityId]] = {}
    for index, sentence in enumerate(doc.sents):
        for token in sentence:
            lemma = noun_lemma(token)
            if token.pos_ != "NOUN" or lemma not in _BODIES:
                continue
            country = next((nationality(c.text) for c in token.children if c.i < token.i and nationality(c.text)), None)
            if country:
                seen[lemma] = (index, country)
            elif lemma in seen and index - seen[lemma][0] <= 1 and _is_bare_definite(token):
                found[token.i] = seen[lemma][1]
                seen[lemma] = (index, seen[lemma][1])
    return found


def _is_bare_definite(token: Token) -> bool:
    described = any(
        child.dep_ in ("amod", "compound", "nmod", "nmod:poss", "acl:relcl", "nummod") for child in token.children
    )
    return _has_article(token) and not described


def _definite(token: Token) -> bool:
    """Singular with an article of its own, or the first part of "the militia members"; no clause may define it."""
    if "Plur" in token.morph.get("Number", []) or any(child.dep_ == "nummod" for child in token.children):
        return False
    if any(child.dep_ == "acl:relcl" and not set_off(child) and not _of_people(child) for child in token.children):
        return False
    if any(_unnames(child) for child in token.children):
        return False
    return _has_article(token) or (token.dep_ == "compound" and _has_article(token.head))


def _unnames(clause: Token) -> bool:
    """Whether a clause says that a noun's name was left open: "the company, which was not named"."""
    withheld = clause.lemma_ in ("name", "identify") and any(child.dep_ == "aux:pass" for child in clause.children)
    return clause.dep_ == "acl:relcl" and withheld and any(child.lower_ == "not" for child in clause.children)


def _of_people(clause: Token) -> bool:
    """Whether a clause with "who" stands behind "members of the militia": it singles out the members."""
    noun = clause.head
    return noun.dep_ == "nmod" and any(t.lower_ == "who" and t.head.i == clause.i for t in clause.children)


def set_off(clause: Token) -> bool:
    """Whether a relative clause stands behind a comma: then it adds, and does not single out."""
    first = clause.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def _has_article(token: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in token.children)


def _is_of_kind(
    kinds: frozenset[EntityKind], kind_of: Callable[[EntityId], EntityKind | None], entity: EntityId
) -> bool | None:
    """Whether an entity is of one of some kinds; None where nobody knows its kind."""
    kind = kind_of(entity)
    return None if kind is None else kind in kinds


def _name_beside(token: Token, mentions: Sequence[Mention]) -> Mention | None:
    """The name right behind a noun: "the group Acme"."""
    start = token.idx + len(token) + len(token.whitespace_)
    return next((m for m in mentions if m.start == start and m.label != "NORP"), None)


def _named_itself(token: Token, mentions: Sequence[Mention]) -> bool:
    words = phrase(token)
    first, last = words[0].idx, words[-1].idx + len(words[-1])
    return any(first <= m.start < last and m.entity and m.start > token.idx for m in mentions)


def _last_named(
    reach: Sequence[Span], token: Token, mentions: Sequence[Mention], fits: Callable[[EntityId], bool | None]
) -> EntityId | None:
    """The entity that fits in the nearest sentence that names one.

    None where that sentence names two, or names a body nearer by of which nobody knows what it is.
    """
    for sentence in reversed(reach):
        end = min(sentence.end_char, token.idx)
        here = [m for m in mentions if sentence.start_char <= m.start < end]
        named = {m.entity for m in here if m.entity and fits(m.entity)}
        unknown = any(m.label == "ORG" and (m.entity is None or fits(m.entity) is None) for m in here)
        if len(named) == 1 and not unknown:
            return named.pop()
        if named or unknown:
            return None
    return None
