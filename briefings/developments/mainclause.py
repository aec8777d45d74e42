"""Finding the main clause that a parser lost behind an aside: "Acme, suspected of fraud, denied it".

Each rule takes a word and its sentence, and hangs the sentence anew where the word is the main verb for certain.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from briefings.developments.lexicon import lexicon, verb_lemma
from briefings.developments.rehang import (
    CLAUSES,
    FINITE,
    NOUNS,
    OPENERS,
    PAST,
    as_verb,
    hang,
    has_aux,
    has_object,
    has_subject,
    headless,
    replace,
)

_HOLDING = frozenset({"to", "by", "of", "in", "with", "from", "near", "at"})  #: what they hold is no subject
_RELATIVE = frozenset({"who", "whose", "which"})


def naming(verb: Token, sentence: Span) -> None:
    """A main verb behind an aside with a gerund: "a group calling itself Acme claimed responsibility"."""
    root, noun = sentence.root, verb.head
    if verb.dep_ != "amod" or verb.tag_ != "VBD" or noun.dep_ != "obj" or noun.head.i != root.i or root.i > verb.i:
        return
    subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    if root.tag_ != "VBG" or has_aux(root) or subject is None or verb.nbor(-1).pos_ not in NOUNS:
        return
    hang(verb, root, "conj")
    hang(noun, verb, "obj")
    _lead(verb, root, subject)
    root.tag_ = "VBG"


def held_name(verb: Token, sentence: Span) -> None:
    """A past tense right behind a name that a preposition holds: "gunmen linked to Acme attacked a base"."""
    root = sentence.root
    if verb.tag_ != "VBD" or root.i >= verb.i - 2 or root.tag_ not in PAST or not _below(verb, root):
        return
    name, hold = verb.nbor(-1), verb.nbor(-2)
    if name.pos_ not in NOUNS or name.ent_type_ in ("DATE", "TIME") or hold.lower_ not in _HOLDING:
        return
    subject = next((c for c in root.children if c.dep_.startswith("nsubj") and c.i < root.i), None)
    between = verb.doc[root.i : verb.i]
    if subject is None or any(t.text in ",;" or t.lower_ in OPENERS | {"that", "and", "but"} for t in between):
        return
    if has_aux(root) or has_aux(verb) or any(t.text in ",;" for t in verb.doc[subject.i : root.i]):
        return
    anchor = max((t for t in root.subtree if t.i < hold.i and t.pos_ in ("VERB", "ADJ", "NOUN")), key=lambda t: t.i)
    _lead(verb, root, subject)
    hang(name, anchor, "obl")
    hang(hold, name, "case")


def _below(token: Token, root: Token) -> bool:
    """Whether clauses alone lie between a verb and the root."""
    current = token
    while current.i != root.i:
        if current.dep_ not in CLAUSES | {"obl"} or any(
            c.dep_ in ("cc", "punct") and c.i < token.i for c in current.children
        ):
            return False
        current = current.head
    return token.i != root.i


def _lead(verb: Token, root: Token, subject: Token) -> None:
    """Make `verb` the main verb, and the root an aside of the subject."""
    behind = [child for child in root.children if child.i > verb.i and child.i != subject.i]
    passive = subject.dep_ == "nsubj:pass" and any(child.dep_ == "aux:pass" for child in verb.children)
    relative = any(t.lower_ in _RELATIVE | {"as"} for t in verb.doc[subject.i : root.i])
    replace(root, verb)
    hang(root, verb, "dep")  # keeps the sentence one tree while it is rehung
    hang(subject, verb, "nsubj:pass" if passive else "nsubj")
    hang(root, subject, "acl:relcl" if relative else "acl")
    for child in behind:
        hang(child, verb, child.dep_)
    if not relative:
        root.tag_ = "VBN"


def after_clause(verb: Token, sentence: Span) -> None:
    """A name behind "after" and in front of a past tense is its subject: "resigned after Acme threatened him"."""
    if verb.tag_ not in FINITE or verb.pos_ != "VERB" or verb.i <= sentence.start + 1:
        return
    name = verb.nbor(-1)
    mark = next((c for c in name.children if c.dep_ == "case" and c.lower_ in OPENERS), None)
    if mark is None or name.dep_ not in ("obl", "nmod") or verb.head.i == name.i:
        return
    old = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.head.i == verb.i:
        above = name.head
        while above.pos_ != "VERB" and above.head.i not in (above.i, verb.i):
            above = above.head
        if old is None or above.pos_ != "VERB" or above.i in (verb.i, old.i) or not old.i < above.i < mark.i:
            return
        early = [child for child in verb.children if child.i < above.i and child.i != old.i]
        dot = [child for child in verb.children if child.dep_ == "punct" and child.i > verb.i]
        above.head, above.dep_ = above, "ROOT"
        hang(verb, above, "advcl")
        hang(old, above, "nsubj")
        for child in (*early, *dot):
            hang(child, above, child.dep_)
    elif old is not None and verb.head.pos_ == "VERB" and verb.head.i < old.i < mark.i:
        hang(old, verb.head, "obj")
        hang(verb, verb.head, "advcl")
    else:
        return
    hang(name, verb, "nsubj")
    hang(mark, verb, "mark")


def aside(verb: Token, sentence: Span) -> None:
    """The main verb behind an aside that was taken for it: "Acme, suspected of fraud, denied it"."""
    root = sentence.root
    if (
        verb.tag_ not in FINITE | PAST
        or verb.head.i != root.i
        or verb.dep_ not in CLAUSES
        or verb.i < sentence.start + 4
    ):
        return
    if verb.nbor(-1).text != "," or has_subject(verb) or root.i > verb.i:
        return
    subject = next((c for c in root.children if c.pos_ in NOUNS and c.i < root.i), None)
    if subject is None or root.pos_ != "VERB":
        return
    comma = next((t for t in verb.doc[subject.i : root.i] if t.text == ","), None)
    if comma is None:
        return
    opens = comma.nbor(1)
    if (opens.i == root.i and root.tag_ in PAST and not has_aux(root)) or opens.lower_ in _RELATIVE | {"as"}:
        _lead(verb, root, subject)


def purpose(verb: Token, sentence: Span) -> None:
    """An infinitive is no main verb: "Plans to raise output were shelved"."""
    root = sentence.root
    if verb.head.i != root.i or verb.dep_ not in CLAUSES or verb.i < root.i or has_subject(verb):
        return
    if not any(c.dep_ == "mark" and c.lower_ == "to" for c in root.children) or not (
        has_aux(verb) or verb.tag_ in FINITE
    ):
        return
    subject = next((c for c in root.children if c.pos_ in NOUNS and c.dep_.startswith("nsubj") and c.i < root.i), None)
    joined = any(c.dep_ == "cc" for c in verb.children)
    if subject is None or joined or any(c.dep_ == "mark" for c in verb.children):
        return
    tag, passive = root.tag_, any(child.dep_ == "aux:pass" for child in verb.children)
    _lead(verb, root, subject)
    root.tag_ = tag
    if passive:
        subject.dep_ = "nsubj:pass"


def lost_clause(verb: Token, sentence: Span) -> None:
    """A noun for a root and its verb below it: "The chief, Ann Grey, resigned", "The talks collapsed"."""
    root = sentence.root
    if root.pos_ not in NOUNS or verb.i <= root.i or not headless(root, sentence):
        return
    if verb.head.i != root.i:
        _behind_aside(verb, root)
        return
    if verb.dep_ not in ("acl", "parataxis", "advcl", "appos"):
        return
    late = verb.i > root.i + 2 and verb.nbor(-1).text == "," and verb.tag_ in ("VBD", "VBZ")
    close = verb.i == root.i + 1 and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _is_full(verb)))
    if verb.pos_ != "VERB" or has_subject(verb) or not (late or close):
        return
    behind = [child for child in root.children if child.i > verb.i or child.dep_ in ("advmod", "obl")]
    replace(root, verb)
    hang(root, verb, "nsubj")
    as_verb(verb)
    for child in behind:
        said = child.dep_.startswith("acl") and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        named = child.i == verb.i + 1 and child.dep_ == "appos"
        hang(child, verb, "ccomp" if said else "obj" if named else child.dep_)


def _behind_aside(verb: Token, root: Token) -> None:
    """The main verb below an aside, where only the subject is left above: "Acme, as it is known, released"."""
    aside = verb.head
    if aside.head.i != root.i or verb.nbor(-1).text != "," or has_subject(verb) or verb.dep_ not in CLAUSES:
        return
    opens = root.nbor(1).text == "," and root.nbor(2).lower_ in _RELATIVE | {"as"}
    if not opens or verb.tag_ not in PAST | FINITE or any(child.dep_ == "cc" for child in verb.children):
        return
    behind = [child for child in root.children if child.i > verb.i]
    verb.head, verb.dep_ = verb, "ROOT"
    hang(root, verb, "nsubj")
    aside.dep_ = "acl:relcl"
    as_verb(verb)
    for child in behind:
        hang(child, verb, child.dep_)


def _is_full(verb: Token) -> bool:
    """Whether a participle is a verb after all: it has an object, or a name right behind it, or tells a movement."""
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else verb
    if after.dep_ == "appos" and after.head.i == verb.head.i and after.pos_ == "PROPN":
        return True
    return has_object(verb) or verb_lemma(verb) in lexicon().moving
