"""The verb of a headline, which a parser takes for a noun: "Peru recalls ambassador", "Chad and Mali launch patrols".

Prose has articles and full stops that show where a verb stands; a headline has neither. A rule of `misread`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from briefings.developments.lexicon import is_past_form, lexicon, noun_lemma, noun_type, verb_lemma
from briefings.developments.rehang import FINITE, NAMED, NOUNS, OPENERS, hang, has_subject

_BEFORE = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM", "CCONJ", "ADP"})
_BEHIND = frozenset({"ADP", "DET", "ADJ", "PROPN", "NOUN", "NUM", "SYM"})
_MISREAD = frozenset({"NNS", "NN", "NNPS", "NNP", "VBZ", "VBP", "VB", "JJ"})
_LOOSE = frozenset({"obl", "nmod", "advcl", "acl", "obl:unmarked", "punct", "parataxis"})
#: Words behind which a verb is that of a clause below: it leaves the sentence without a verb of its own.
_BELOW = OPENERS | {"which", "who", "that", "so", "to"}
_PARTICLES = frozenset({"over", "aside", "back", "down", "off", "out", "up", "away"})


def headline(token: Token, sentence: Span) -> None:
    """A word that can be the only verb of its sentence, between a name and what it is done to."""
    if token.tag_ not in _MISREAD or token.pos_ == "AUX" or not sentence.start < token.i < sentence.end - 1:
        return
    leads = token.dep_ == "ROOT" and token.tag_ in FINITE and has_subject(token)
    if leads or _has_verb(sentence, token):
        return
    before, behind = sentence[: token.i - sentence.start], token.nbor(1)
    if not all(_may_stand_before(t) for t in before) or not _may_stand_behind(token, behind):
        return
    subject = _subject(before)
    if subject is None or not _can_be_verb(token, subject, behind, before):
        return
    _lead(token, subject, sentence)
    _with_particle(token, behind)


def second(token: Token, sentence: Span) -> None:
    """The second of two verbs with one subject: "withdraws from the camp and *hands* it to the army"."""
    if token.dep_ != "conj" or token.tag_ not in ("NNS", "NN") or not sentence.start < token.i < sentence.end - 1:
        return
    first, behind = token.head, token.nbor(1)
    agrees = token.lower_.endswith("s") == first.lower_.endswith("s")
    if first.tag_ not in ("VBZ", "VBP") or not agrees or token.nbor(-1).lower_ not in ("and", "but"):
        return
    if behind.pos_ in ("PRON", "DET") and verb_lemma(token) in lexicon().single:
        _as_present(token)


def _may_stand_before(token: Token) -> bool:
    """Whether a word is part of a noun phrase, as a subject is: "the US-led coalition", "envoys from six nations"."""
    joins = token.text in (",", "-", "–") or token.tag_ == "POS"
    return token.pos_ in _BEFORE or joins or (token.dep_ == "amod" and token.tag_ == "VBN")


def _may_stand_behind(verb: Token, behind: Token) -> bool:
    paired = behind.pos_ in ("ADV", "PART") and f"{verb_lemma(verb)} {behind.lower_}" in lexicon().verbs
    last = behind.text == "." and behind.i == verb.sent.end - 1
    return behind.pos_ in _BEHIND or paired or last or behind.lower_ == "close"


def _has_verb(sentence: Span, candidate: Token) -> bool:
    """Whether a sentence has another verb; one behind a word that opens a clause below the candidate is none."""
    for token in sentence:
        if token.i > candidate.i and token.lower_ in _BELOW and token.dep_ != "case":
            return False
        finite = token.tag_ in FINITE or token.tag_ == "MD" or token.dep_ == "cop" or token.pos_ == "AUX"
        if token.i != candidate.i and finite and not _is_second(token, candidate):
            return True
    return False


def _is_second(verb: Token, candidate: Token) -> bool:
    """Whether a verb right behind "and" may share the candidate's subject: "boards a tanker and *takes* it"."""
    joined = verb.i > candidate.i + 1 and verb.nbor(-1).lower_ in ("and", "but")
    return joined and verb.tag_ == "VBZ" and candidate.lower_.endswith("s")


def _subject(before: Span) -> Token | None:
    """The head of the noun phrase before a verb: the last noun in front of its first preposition."""
    at = next((t.i for t in before if t.pos_ == "ADP" and t.i > before.start), before.end)
    head = before.doc[at - 1]
    return head if head.pos_ in NOUNS and before[-1].pos_ in NOUNS else None


def _is_several(subject: Token, before: Span) -> bool:
    """Whether a subject asks for a verb without -s; "Rockets" may be read as a name."""
    if any(c.dep_ == "cc" for c in (*subject.children, *before[-1].children) if c.i < before.end):
        return True
    lemma = noun_lemma(subject)
    flying = f"land <{subject.lower_.removesuffix('s')}" in lexicon().verbs
    plain = lemma != subject.lower_ and lemma in lexicon().common and subject.lower_.endswith("s")
    plain = plain or (flying and subject.lower_.endswith("s"))
    return plain or "Plur" in subject.morph.get("Number", [])


def _is_somebodys(thing: Token, before: Span) -> bool:
    """Whether a name before a thing says whose it is: "the UN mission", "a US drone strike"."""
    named = any(t.ent_type_ in NAMED for t in before[: thing.i - before.start])
    return named and (noun_lemma(thing) in lexicon().things | lexicon().members or bool(noun_type(thing)))


def _can_be_verb(word: Token, subject: Token, behind: Token, before: Span) -> bool:
    """Whether a word agrees with a noun before it as a verb of the list does, and is no noun with one behind it."""
    words, lemma, noun = lexicon(), verb_lemma(word), noun_lemma(subject)
    if word.ent_type_ or lemma not in words.single:
        return False
    flies = any(f"{lemma} <{name}" in words.verbs for name in (noun, subject.lower_.removesuffix("s")))
    if (
        {noun_lemma(word), word.lower_} & (words.people | words.members)
        and behind.pos_ in NOUNS
        and not behind.ent_type_
    ):
        return False  # "coalition *forces* hand over a base"
    known = subject.ent_type_ in NAMED or noun in words.people or flies or _is_somebodys(subject, before)
    several = _is_several(subject, before)
    agrees = is_past_form(word.lower_) or (word.lower_ == lemma if several else word.lower_.endswith("s"))
    if not (known and agrees):
        return False
    if (
        behind.pos_ in ("ADP", "ADV", "PART", "PUNCT") or behind.lower_ == "close"
    ):  # "Chad and Mali call for talks", "the army withdraws from a town"
        paired = f"{lemma} {behind.lower_}" in words.verbs and (several or not noun_type(word))
        prose = before.sent[-1].text == "." and not noun_type(word) and lemma in words.verbs
        return flies or paired or prose
    told = behind.pos_ in ("DET", "NUM", "SYM") or bool(behind.ent_type_) or noun_lemma(behind) in words.people
    return told or not noun_type(word)


def _lead(verb: Token, subject: Token, sentence: Span) -> None:
    """Make `verb` the main verb: what stands before it is its subject, and the noun phrase behind it its object."""
    before = [t for t in sentence if t.i < verb.i and (t.head.i >= verb.i or t.head.i == t.i)]
    behind = [t for t in sentence if t.i > verb.i and (t.head.i <= verb.i or t.head.i == t.i)]
    top = next((t for t in before if t.pos_ in NOUNS), subject)
    subject = top if top.i < subject.i and not _leads_to(subject, before) else subject
    verb.head, verb.dep_ = verb, "ROOT"
    hang(subject, verb, "nsubj")
    for word in before:
        if word.i == subject.i:
            continue
        held = next((t for t in sentence[word.i - sentence.start + 1 :] if t.pos_ in NOUNS), None)
        if word.pos_ in ("ADP", "DET") and word.i > subject.i and held is not None and held.i < verb.i:
            hang(word, held, "case" if word.pos_ == "ADP" else "det")
        else:
            hang(word, subject, "nmod" if word.i > subject.i and word.pos_ in NOUNS else word.dep_)
    done = False
    for word in behind:
        cased = any(child.dep_ == "case" for child in word.children)
        if not done and word.pos_ in (*NOUNS, "NUM", "SYM") and not cased:
            hang(word, verb, "obj")
            for other in [c for c in word.children if c.dep_ == "conj" and c.tag_ in FINITE]:
                hang(other, verb, "conj")
            done = True
        else:
            hang(word, verb, "xcomp" if _is_infinitive(word) else word.dep_ if word.dep_ in _LOOSE else "obl")
    _as_present(verb)


def _is_infinitive(word: Token) -> bool:
    """Whether a word is what its verb is to do: "votes not *to renew* the contract"."""
    return word.dep_ == "acl" and any(child.dep_ == "mark" and child.lower_ == "to" for child in word.children)


def _leads_to(subject: Token, before: Sequence[Token]) -> bool:
    """Whether a noun hangs on what stands behind it, as the head of a subject does."""
    return any(t.i == subject.i for t in before)


def _as_present(verb: Token) -> None:
    verb.pos_, verb.tag_ = "VERB", "VBZ"
    verb.set_morph("Mood=Ind|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]  # spaCy has it, its stubs do not


def _with_particle(verb: Token, particle: Token) -> None:
    """A particle read as a preposition: "hand *over* the base to the army", "brushes *aside* a plan"."""
    noun = particle.head
    if particle.dep_ != "case" or noun.i < particle.i or particle.lower_ not in _PARTICLES:
        return
    if f"{verb_lemma(verb)} {particle.lower_}" not in lexicon().verbs:
        return
    hang(particle, verb, "compound:prt")
    particle.pos_, particle.tag_ = "ADP", "RP"
    hang(noun, verb, "obj")
    given = [t for t in noun.subtree if t.dep_ == "nmod" and any(c.lower_ == "to" for c in t.children)]
    if given:
        hang(given[-1], verb, "obl")


def without_verb(name: Span) -> Span:
    """A name without the verb of a headline that a recogniser takes into it: "Basra Airport *kills*"."""
    last = name[-1]
    if len(name) < 2 or not last.text.islower() or not last.text.isalpha() or not name[-2].text[:1].isupper():
        return name
    verb = last.lower_.endswith(("s", "ed")) and verb_lemma(last) in lexicon().single
    plain = {last.lower_, noun_lemma(last)} & lexicon().common
    return name[:-1] if verb and not plain else name
