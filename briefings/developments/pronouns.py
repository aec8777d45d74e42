"""Whom "he", "she", "it" and "they" stand for: by grammar first, then by who is left.

A possessive is the subject's of its clause ("Acme shut its plant"); the subject of a clause below "said" is the sayer.
Else a pronoun is the only one in its sentence and the one before whom it fits, or the subject of the sentence before.
In a quotation only the quotation counts, for nobody calls himself "he".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import lexicon, noun_lemma, verb_lemma
from briefings.developments.parties import phrase
from briefings.developments.quotations import Quotations
from briefings.model import Mention

Stretch = tuple[int, int]  #: characters of the text
_PERSON = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_THING = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "them", "their"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_MALE = frozenset(
    {"mr", "mr.", "sir", "sheikh", "king", "prince", "sultan", "emir", "father", "lord", "pope", "ayatollah"}
)
_FEMALE = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "madame", "lady", "queen", "princess", "dame", "sister"})
_CROWDS = frozenset({"police", "people", "militiamen", "gunmen"})
#: Nouns for what may do or own something and is no person.
BODIES = frozenset((
    "company", "firm", "group", "militia", "party", "ministry", "government", "bank", "agency", "council", "court",
    "army", "union", "organisation", "organization", "movement", "parliament", "commission", "committee", "operator",
    "airline", "authority", "body", "club", "country", "state", "kingdom", "navy", "consortium", "refiner", "producer",
))  # fmt: skip
#: Nouns for one human being.
_HUMAN = frozenset((
    "man", "woman", "boy", "girl", "minister", "president", "premier", "spokesman", "spokeswoman", "leader", "general",
    "colonel", "major", "captain", "commander", "governor", "mayor", "judge", "prosecutor", "lawyer", "officer",
    "soldier", "official", "diplomat", "ambassador", "envoy", "king", "queen", "prince", "princess", "sheikh",
    "chairman", "chairwoman", "director", "manager", "executive", "banker", "analyst", "economist", "journalist",
    "reporter", "teacher", "doctor", "engineer", "worker", "farmer", "driver", "student", "lawmaker", "deputy",
    "senator", "candidate", "politician", "activist", "author", "witness", "suspect", "defendant", "prisoner", "father",
    "mother", "son", "daughter", "brother", "sister", "wife", "husband", "widow", "successor", "predecessor", "adviser",
    "secretary", "chief", "founder", "owner", "resident", "coach", "player", "cleric", "bishop", "imam", "professor",
))  # fmt: skip
#: "It" that stands for nothing: "it is clear that", "it seems".
_EMPTY = frozenset({"seem", "appear", "rain", "snow", "happen", "turn", "take", "matter", "remain"})
_REACH = 1  #: sentences back that a pronoun may look


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody or something that a pronoun may stand for."""

    head: Token
    key: str  #: the entity, else the last word of the name
    sort: str  #: "person", "body" or "several"
    gender: str = ""


def stretch(head: Token) -> Stretch:
    """The characters of a noun phrase."""
    words = phrase(head)
    return words[0].idx, words[-1].idx + len(words[-1])


def of_pronouns(doc: Doc, named: Sequence[Mention]) -> Iterator[tuple[Stretch, Stretch]]:
    """Pairs of what a pronoun stands for and the pronoun; only where grammar, or the want of another, decides.

    Args:
        doc: the parsed text, names as single words.
        named: its names, in order.
    """
    stands: dict[int, _Candidate] = {}
    genders: dict[str, str] = {}
    quotations = Quotations.of(doc.text)
    sentences: list[list[_Candidate]] = []
    subject: _Candidate | None = None  # of the sentence before
    inside = {m.start: m for m in named}
    for sentence in doc.sents:
        here = [replace(one, gender=one.gender or genders.get(one.key, "")) for one in _candidates(sentence, inside)]
        for token in sentence:
            sort = _sort_of(token)
            if sort is None or _is_empty(token) or _looks_ahead(token):
                continue
            quoted = quotations.around(token.idx)
            near = [c for c in here if quotations.around(c.head.idx) == quoted]
            chosen = _by_grammar(token, sort, near, stands)
            if chosen is None and quoted is None:
                chosen = _left(token, sort, near, sentences, subject)
            if chosen is not None and quotations.around(chosen.head.idx) != quoted:
                chosen = None
            if chosen is not None:
                stands[token.i] = chosen
                if sort == "person":
                    genders.setdefault(chosen.key, _PERSON[token.lower_])
                    here = [replace(c, gender=genders[c.key]) if c.key == chosen.key else c for c in here]
                yield _span_of(chosen, inside), (token.idx, token.idx + len(token))
        subject = _subject(sentence, here, stands)
        spoken = (stands[t.i] for t in sentence if t.i in stands)
        open_ = [c for c in (*here, *spoken) if quotations.around(c.head.idx) is None]
        sentences.append([replace(c, gender=c.gender or genders.get(c.key, "")) for c in open_])


def _looks_ahead(token: Token) -> bool:
    """Whether a pronoun stands before its sentence's subject and may mean that: "Leaving his house, Grey …"."""
    root = token.sent.root
    subject = next((c for c in root.children if c.dep_.startswith("nsubj")), None)
    return subject is not None and subject.i > token.i and not subject.is_ancestor(token)


def _sort_of(token: Token) -> str | None:
    word = token.lower_
    if token.pos_ not in ("PRON", "DET"):
        return None
    return "person" if word in _PERSON else "body" if word in _THING else "several" if word in _PLURAL else None


def _is_empty(token: Token) -> bool:
    if token.lower_ != "it":
        return False
    verb = token.head
    if verb_lemma(verb) in _EMPTY:
        return True
    adjective = verb.pos_ == "ADJ" or (verb.pos_ in ("NOUN", "ADV") and any(c.dep_ == "cop" for c in verb.children))
    clause = any(
        c.dep_ in ("csubj", "ccomp", "xcomp", "advcl", "csubj:pass", "acl", "acl:relcl") for c in verb.children
    )
    return (adjective and clause) or token.dep_ == "nsubj:pass"


def _candidates(sentence: Span, named: Mapping[int, Mention]) -> Iterator[_Candidate]:
    for token in sentence:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        plural = "Plur" in token.morph.get("Number", []) or any(c.dep_ == "conj" for c in token.children)
        mention = named.get(token.idx)
        plural = plural or token.lower_ in _CROWDS
        person = token.ent_type_ == "PERSON" or (mention is not None and mention.label == "PERSON")
        lemma = noun_lemma(token)
        if person:
            yield _Candidate(token, _key(token, mention), "person", _gender(token))
        elif plural and token.ent_type_ not in ("DATE", "TIME", "MONEY", "QUANTITY", "PERCENT"):
            people = any(noun_lemma(t) in lexicon().people or t.ent_type_ for t in (token, *_joined(token)))
            yield _Candidate(token, lemma, "several", "p" if people else "")
        elif token.ent_type_ in ("ORG", "GPE") and token.dep_ not in ("compound", "amod", "nmod:poss"):
            yield _Candidate(token, _key(token, mention), "body")
        elif lemma in BODIES and not any(c.ent_type_ == "PERSON" and c.dep_ == "appos" for c in token.children):
            yield _Candidate(token, lemma, "body")
        elif lemma in _HUMAN and token.dep_ not in ("compound", "nmod:desc", "flat", "appos"):
            if any(c.ent_type_ == "PERSON" and c.dep_ in ("appos", "flat") for c in token.children):
                continue
            yield _Candidate(token, lemma, "person", "f" if lemma.endswith("woman") else "")


def _joined(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ == "conj"]


def _key(token: Token, mention: Mention | None) -> str:
    return (mention.entity if mention is not None else None) or token.text.rsplit(" ", 1)[-1]


def _gender(name: Token) -> str:
    words = {word.lower() for word in name.text.split()} | {child.lower_ for child in name.children}
    if name.dep_ in ("flat", "appos"):
        words |= {name.head.lower_}
    return "m" if words & _MALE else "f" if words & _FEMALE or any(w.endswith("woman") for w in words) else ""


def _fits(token: Token, sort: str, one: _Candidate) -> bool:
    if one.sort != sort or (sort == "person" and one.gender and one.gender != _PERSON[token.lower_]):
        return False
    return one.head.i < token.i and not _contains(one.head, token)


def _contains(head: Token, token: Token) -> bool:
    """Whether a phrase holds a pronoun: "his deputy, Ann Grey" is none of whom "his" may mean."""
    return (
        token.i != head.i and head.is_ancestor(token) and abs(head.i - token.i) < 12 and head.pos_ in ("NOUN", "PROPN")
    )


def _by_grammar(
    token: Token, sort: str, here: Sequence[_Candidate], stands: Mapping[int, _Candidate]
) -> _Candidate | None:
    """The subject of the clause for a possessive; the subject of the clause above for a subject."""
    clause = _clause(token)
    tried = 0
    start = clause if token.lower_ in _POSSESSIVE else _above(clause)
    while start is not None and tried < 4:
        for subject in (c for c in start.children if c.dep_.startswith("nsubj") and c.i < token.i):
            if subject.i in stands:
                one: _Candidate | None = stands[subject.i]
            else:
                one = next((c for c in here if c.head.i in {subject.i, *_apposed(subject)}), None)
            if one is None or (one.sort != sort and not (sort == "several" and one.gender == "p")):
                return None
            rivals = {c.key for c in here if c.sort == sort and c.head.i < token.i} - {one.key}
            if sort == "person" and one.gender and one.gender != _PERSON[token.lower_]:
                return None
            return one if not rivals or token.lower_ in _POSSESSIVE or _is_saying(start) else None
        start = _above(start)
        tried += 1
    return None


def _apposed(subject: Token) -> set[int]:
    return {c.i for c in subject.children if c.dep_ in ("appos", "flat")}


def _is_saying(verb: Token) -> bool:
    return verb_lemma(verb) in lexicon().saying


def _clause(token: Token) -> Token:
    current = token
    while current.head.i != current.i and current.pos_ not in ("VERB", "AUX") and not _has_copula(current):
        current = current.head
    return current


def _has_copula(token: Token) -> bool:
    return any(child.dep_ == "cop" for child in token.children)


def _has_subject(clause: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in clause.children)


def _above(clause: Token) -> Token | None:
    if clause.head.i == clause.i or (clause.dep_ == "conj" and _has_subject(clause)):
        return None
    return _clause(clause.head)


def _left(
    token: Token,
    sort: str,
    here: Sequence[_Candidate],
    before: Sequence[Sequence[_Candidate]],
    subject: _Candidate | None,
) -> _Candidate | None:
    """The only one in the sentence and the one before; else the subject of the one before, for a subject."""
    earlier = [c for c in here if _fits(token, sort, c)]
    reach = [*(c for some in before[-_REACH:] for c in some if _fits(token, sort, c)), *earlier]
    if sort == "several":
        reach = [c for c in reach if c.gender == "p"]
    if len({c.key for c in reach}) == 1 and (sort == "person" or _is_led_by(token, reach[-1], subject)):
        return reach[-1]
    leads = _is_subject(token) and not earlier and token.i - token.sent.start < 8
    fits = subject is not None and _fits(token, sort, subject) and (sort != "several" or subject.gender == "p")
    return subject if leads and fits else None


def _is_led_by(token: Token, one: _Candidate, subject: _Candidate | None) -> bool:
    """Whether the only thing in reach is also the subject, of this sentence or of the one before."""
    return one.head.dep_.startswith("nsubj") or (_is_subject(token) and subject is not None and subject.key == one.key)


def _is_subject(token: Token) -> bool:
    return token.dep_.startswith(("nsubj", "expl")) or (
        token.lower_ in _POSSESSIVE and token.head.dep_.startswith("nsubj")
    )


def _subject(sentence: Span, here: Sequence[_Candidate], stands: Mapping[int, _Candidate]) -> _Candidate | None:
    root = sentence.root
    for child in root.children:
        if child.dep_.startswith("nsubj"):
            if child.i in stands:
                return stands[child.i]
            return next((c for c in here if c.head.i in {child.i, *_apposed(child)}), None)
    return None


def _span_of(one: _Candidate, named: Mapping[int, Mention]) -> Stretch:
    mention = named.get(one.head.idx)
    return (mention.start, mention.end) if mention is not None else stretch(one.head)
