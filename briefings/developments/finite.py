"""Words that can only be read in one way: finite verbs, small letters, and who speaks behind a quotation.

Rules of `misread`, each of which takes a word and its sentence.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from briefings.developments.lexicon import is_past_form, lexicon, verb_lemma
from briefings.developments.rehang import FINITE, NOUNS, as_verb, hang, has_aux, has_subject, replace

_CLOSING = frozenset('”"’»')
_NOMINAL = frozenset({"obj", "obl", "nsubj", "nmod", "appos", "iobj", "nsubj:pass", "obl:unmarked", "conj"})
_PROPER = {"NNP": "NN", "NNPS": "NNS"}


def small_letters(token: Token, sentence: Span) -> None:
    """A word in small letters that is no name is no proper noun; a past tense between two names is a verb.

    "The militia" and "after Acme bombed Bolt bases", whatever the tagger says.
    """
    if token.tag_ not in _PROPER or token.ent_type_ or not (token.text.isalpha() and token.text.islower()):
        return
    if _stands_as_verb(token, sentence) and _is_event_verb(token):
        _take_place(token)
    else:
        token.pos_, token.tag_ = "NOUN", _PROPER[token.tag_]


def whole_name(token: Token, sentence: Span) -> None:
    """A name of one word is a proper noun: "*Total*, the French major, pulled out"."""
    alone = token.ent_iob_ == "B" and (token.i + 1 >= sentence.end or token.nbor(1).ent_iob_ != "I")
    if alone and token.ent_type_ in ("ORG", "PERSON") and token.pos_ == "ADJ" and token.text[:1].isupper():
        token.pos_, token.tag_ = "PROPN", "NNP"


def _stands_as_verb(token: Token, sentence: Span) -> bool:
    """Whether a word has a noun before it and a noun phrase behind it, as a verb has."""
    if not sentence.start < token.i < sentence.end - 1:
        return False
    before, behind = token.nbor(-1), token.nbor(1)
    return before.pos_ in NOUNS and (behind.pos_ in NOUNS or behind.pos_ in ("DET", "NUM") or behind.tag_ == "PRP$")


def _is_event_verb(token: Token) -> bool:
    ending = token.lower_.endswith("ed") or is_past_form(token.lower_)
    return ending and verb_lemma(token) in lexicon().single


def _take_place(verb: Token) -> None:
    """Make a word that was hung on a noun a verb: over the noun behind it, or beside the noun before it."""
    noun = verb.head
    as_verb(verb)
    if noun.i > verb.i and noun.pos_ in NOUNS:
        replace(noun, verb)
        hang(noun, verb, "obj")
        if verb.dep_ in _NOMINAL:
            verb.dep_ = "parataxis"
    elif noun.i < verb.i:
        verb.dep_ = "acl"
        for child in list(noun.children):
            if child.i > verb.i and child.dep_ in ("vocative", "appos", "flat", "nmod:unmarked"):
                hang(child, verb, "obj")


def finite_subject(verb: Token, sentence: Span) -> None:
    """A finite verb is no subject of an infinitive: "the premier *authorised* forces to *carry* out a raid"."""
    del sentence
    below = verb.head
    if verb.tag_ not in FINITE or verb.pos_ != "VERB" or verb.dep_ != "nsubj" or below.i <= verb.i:
        return
    if not has_subject(verb) or not any(c.dep_ == "mark" and c.lower_ == "to" and c.i > verb.i for c in below.children):
        return
    outer = [c for c in below.children if c.i != verb.i and (c.i < verb.i or (c.dep_ == "punct" and c.i > below.i))]
    replace(below, verb)
    hang(below, verb, "xcomp")
    for child in outer:
        hang(child, verb, child.dep_)


def adverb_since(since: Token, sentence: Span) -> None:
    """Between a helping verb and its verb, "since" is no conjunction: "has *since* pulled out"."""
    if since.lower_ != "since" or since.dep_ != "mark" or since.i == sentence.start:
        return
    before = since.nbor(-1)
    if before.dep_.startswith("aux") and before.head.i == since.head.i > since.i:
        since.dep_, since.pos_, since.tag_ = "advmod", "ADV", "RB"


def speaker(verb: Token, sentence: Span) -> None:
    """A name between a closing quotation mark and "said" speaks: "…,” General Ann Grey, the spokesman, *said*"."""
    if verb.tag_ not in FINITE or has_subject(verb) or has_aux(verb) or verb_lemma(verb) not in lexicon().saying:
        return
    doc = verb.doc
    mark = next((i for i in range(verb.i - 1, sentence.start, -1) if doc[i].text in _CLOSING), None)
    if mark is None or not doc[mark + 1 : verb.i] or any(t.pos_ in ("VERB", "AUX") for t in doc[mark + 1 : verb.i]):
        return
    comma = next((i for i in range(mark + 1, verb.i) if doc[i].text == ","), verb.i)
    names = [t for t in doc[mark + 1 : comma] if t.pos_ in NOUNS]
    if not names or names[-1].i != comma - 1:
        return
    said = names[-1]
    above = said.head
    while mark < above.i < verb.i and above.i != above.head.i:
        said, above = above, above.head
    strays = [t for t in doc[mark + 1 : verb.i] if t.i != said.i and t.head.i <= mark]
    if above.i > mark:
        return
    hang(said, verb, "nsubj")
    for stray in strays:
        if stray.is_punct:
            hang(stray, verb, "punct")
        elif stray.i > comma and stray.nbor(-1).pos_ in NOUNS:
            hang(stray, stray.nbor(-1), "flat")
        else:
            hang(stray, said, "appos" if stray.pos_ in NOUNS and stray.i > comma else stray.dep_)


def hyphened(token: Token, sentence: Span) -> None:
    """The last part of an event noun that a tokenizer takes apart is a noun: "their sit-*in*"."""
    if token.pos_ in NOUNS or token.i < sentence.start + 2 or token.nbor(-1).text != "-":
        return
    joined = not token.nbor(-1).whitespace_ and not token.nbor(-2).whitespace_
    if joined and f"{token.nbor(-2).lower_}-{token.lower_}" in lexicon().nouns and token.dep_ not in ("amod", "ROOT"):
        token.pos_, token.tag_ = "NOUN", "NN"


def own_back(token: Token, sentence: Span) -> None:
    """Behind "its" and before "on" a back is a noun: "turned its *back* on the pact"."""
    if token.lower_ not in ("back", "backs") or not sentence.start < token.i < sentence.end - 1:
        return
    if token.nbor(-1).tag_ == "PRP$" and token.nbor(1).lower_ == "on" and token.head.pos_ == "VERB":
        token.pos_, token.tag_ = "NOUN", "NN"
        hang(token, token.head, "obj")
        hang(token.nbor(-1), token, "nmod:poss")


def found_guilty(guilty: Token, sentence: Span) -> None:
    """Behind "finds" and a noun, "guilty" tells of the noun: "a court finds a *journalist* guilty of treason"."""
    verb = guilty.head
    if guilty.lower_ != "guilty" or guilty.dep_ != "obj" or guilty.i < sentence.start + 2 or verb_lemma(verb) != "find":
        return
    found = guilty.nbor(-1)
    if found.head.i != guilty.i or found.i <= verb.i:
        return
    before = [child for child in guilty.children if child.i < found.i]
    hang(found, verb, "obj")
    for child in before:
        hang(child, found, child.dep_)
    hang(guilty, verb, "xcomp")
    found.pos_, found.tag_ = ("PROPN", "NNP") if found.ent_type_ else ("NOUN", "NN")
    guilty.pos_, guilty.tag_ = "ADJ", "JJ"
