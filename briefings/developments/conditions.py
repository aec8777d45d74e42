"""What a clause says of itself: that it is not so, that it is to come, that it hangs on something.

Several signs are read, so that no one label of the parse decides: the helping verbs, the words right before the verb,
a condition anywhere around it, and the order of words that English has for a condition or a question.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Span, Token

from briefings.developments import hedges
from briefings.developments.lexicon import verb_lemma
from briefings.developments.roles import is_passive
from briefings.model import Status

_HELPERS = ("aux", "advmod", "det", "cc:preconj")
_INVERTED = frozenset({"had", "were", "should"})
_ASKING = frozenset({"did", "do", "does", "has", "have", "had", "is", "are", "was", "were"})


def own_status(verb: Token) -> Status | None:
    """What a verb's own helpers, subject and condition say; None where nothing hedges it."""
    words = {child.lower_ for child in _helpers(verb)}
    if words & hedges.ADVERBS.keys():
        return hedges.ADVERBS[min(words & hedges.ADVERBS.keys())]
    if is_negated(verb) or _nobody(verb) or _nearly(verb):
        return "denied"
    if _is_condition(verb) or _hangs_on(verb) or _is_asked(verb):
        return "conditional"
    return _modal(words) or _before_to(verb) or _to_come(verb) or _alleged(verb) or _helped(verb)


def is_negated(verb: Token) -> bool:
    """Whether a "not" belongs to a verb; "not only", "not until" and "no fewer than" deny nothing."""
    if any(child.lower_ in hedges.NEGATIVES and not _undone(child) for child in _helpers(verb)):
        return True
    if any(child.lower_ == "nor" and child.i < verb.i for child in verb.children):
        return True
    first: Token = verb.sent[0]  # "Nor has the army left"
    return (
        first.lower_ in ("nor", "neither") and verb.dep_ == "ROOT" and first.i < verb.i and first.nbor(1).pos_ == "AUX"
    )


def _undone(negative: Token) -> bool:
    if negative.i + 1 >= negative.sent.end:
        return False
    behind = negative.nbor(1)
    return behind.lower_ in hedges.UNDENYING or (negative.lower_ == "not" and behind.lower_ in ("until", "before"))


def _helpers(verb: Token) -> Iterator[Token]:
    return (child for child in verb.children if child.dep_ in _HELPERS and not _is_month(child))


def _is_month(token: Token) -> bool:
    """Whether a parser took the month for the verb: "in May promising"."""
    return token.text == "May" and not token.is_sent_start


def _nobody(verb: Token) -> bool:
    """Whether the subject, or the object, is nobody: "None of the ships was seized", "No group claimed it"."""
    for child in verb.children:
        if child.dep_.startswith("nsubj") or (child.dep_ == "obj" and child.i > verb.i):
            if child.lower_ in hedges.NOBODY or (child.lower_ == "no" and child.pos_ == "DET"):
                return True
            if any(_is_no(inner) for inner in child.children) or _hardly_any(child) or _is_neither(child):
                return True
    return False


def _is_no(word: Token) -> bool:
    return word.lower_ in ("no", "neither") and word.dep_ in ("det", "advmod") and not _undone(word)


def _is_neither(noun: Token) -> bool:
    """Whether a noun is one of two that are both denied: "neither Acme nor Bolt"; "nor" alone may open a clause."""
    opens = any(child.lower_ == "neither" and child.i < noun.i for child in noun.children)
    return opens and any(token.lower_ == "nor" for token in noun.subtree)


def _hardly_any(subject: Token) -> bool:
    """Whether a subject begins with "hardly any"."""
    first = subject.left_edge
    return (
        first.lower_ in ("hardly", "scarcely", "barely") and first.i < subject.i + 1 and first.nbor(1).lower_ == "any"
    )


def _nearly(verb: Token) -> bool:
    """Whether "nearly" stands right before the verb: then it did not happen."""
    return verb.i > verb.sent.start and verb.pos_ == "VERB" and verb.nbor(-1).lower_ in hedges.NEARLY


def _modal(words: AbstractSet[str]) -> Status | None:
    if words & {"would"} and words & {"have"}:
        return "conditional"  # "would have attacked": it did not come to it
    if words & hedges.FUTURE:
        return "planned"
    return "conditional" if words & hedges.POSSIBLE else None


def _alleged(verb: Token) -> Status | None:
    """A verb of suspicion in the passive alleges: "is suspected of"."""
    if verb.pos_ == "VERB" and verb_lemma(verb) in hedges.ALLEGING and verb.dep_ != "amod" and is_passive(verb):
        return "alleged"
    return None


def _helped(verb: Token) -> Status | None:
    """A second verb shares the helpers of the first: "will withdraw and hand over"."""
    if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX") or has_own_subject(verb):
        return None
    if any(child.dep_ == "aux" for child in verb.children) or "Past" in _finite(verb):
        return None
    return _modal({child.lower_ for child in verb.head.children if child.dep_ == "aux"})


def _finite(verb: Token) -> list[str]:
    """The tense of a verb that has one of its own; a participle has none."""
    return verb.morph.get("Tense", []) if verb.tag_ == "VBD" and "Fin" in verb.morph.get("VerbForm", []) else []


def has_own_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_.startswith("nsubj") for child in verb.children)


# --- "to" ---


def _before_to(verb: Token) -> Status | None:
    """The word in front of "to" and the verb: "is due to", "has yet to"; helping verbs between are skipped."""
    at = to_before(verb)
    if at is None or at - 1 < verb.sent.start:
        return None
    word = verb.doc[at - 1]
    found = hedges.BEFORE_TO.get(word.lower_)
    if found is None or (word.lower_ == "set" and word.tag_ not in ("VBN", "JJ", "VBD")):
        return None
    negated = any(t.lower_ in ("not", "n't", "n’t") for t in verb.doc[max(verb.sent.start, at - 3) : at - 1])
    return "denied" if negated and found == "planned" else found


def to_before(verb: Token) -> int | None:
    """Where the "to" of an infinitive stands; helping verbs between are skipped."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ == "AUX":
        at -= 1
    return at if at >= verb.sent.start and at < verb.i and verb.doc[at].lower_ == "to" else None


def _to_come(verb: Token) -> Status | None:
    """An infinitive that is the main verb of its sentence: "Peru to expel envoys", "the minister is to visit Oslo"."""
    at = to_before(verb)
    if at is None or at == verb.sent.start or verb.tag_ not in ("VB", "VBN", "VBP"):
        return None
    before = verb.doc[at - 1]
    if before.lower_ in ("is", "are", "was", "were") and before.i in {c.i for c in (*verb.children, verb.head)}:
        return "planned" if verb.dep_ in ("ROOT", "ccomp", "conj", "parataxis", "acl:relcl", "advcl") else None
    heads = verb.dep_ == "ROOT" and any(c.dep_.startswith("nsubj") and c.i < at for c in verb.children)
    return "planned" if heads else None


# --- conditions ---


def _is_condition(verb: Token) -> bool:
    """Whether a clause is itself what another hangs on, or asks whether: "if Acme attacks", "should it collapse"."""
    marks = any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children)
    return (
        marks or any(child.lower_ == "should" and child.i == verb.sent.start for child in verb.children) or _had(verb)
    )


def _had(verb: Token) -> bool:
    """Whether a clause opens as a condition without "if": "Had Acme struck, Bolt would have answered"."""
    first: Token = verb.sent[0]
    asked = verb.sent[-1].text == "?"
    return (
        first.lower_ in _INVERTED
        and first.head.i == verb.i
        and not asked
        and any(child.dep_.startswith("nsubj") and first.i < child.i < verb.i for child in verb.children)
    )


def _hangs_on(verb: Token) -> bool:
    """Whether what has not happened yet has a condition: "would veto it if …", "threatened to strike unless …"."""
    if not _is_open(verb):
        return False
    over = [verb, verb.head] if verb.dep_ in ("xcomp", "ccomp", "obl", "conj") else [verb]
    if any(_is_if(clause) for above in over for clause in above.children):
        return True
    return _behind_inversion(verb)


def _is_open(verb: Token) -> bool:
    words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if verb.dep_ == "conj":
        words |= {child.lower_ for child in verb.head.children if child.dep_ == "aux"}
    return bool(words & (hedges.FUTURE | hedges.POSSIBLE)) or (to_before(verb) is not None and "have" not in words)


def _is_if(clause: Token) -> bool:
    """Whether a clause opens with "if" or "unless"; "as if" and "even if" set no condition."""
    if clause.dep_ not in ("advcl", "parataxis"):
        return False
    for mark in clause.children:
        if mark.i < clause.i and mark.lower_ in hedges.CONDITIONS and mark.dep_ in ("mark", "advmod", "case"):
            return mark.i == clause.sent.start or mark.nbor(-1).lower_ not in ("as", "even", "what")
    return False


def _behind_inversion(verb: Token) -> bool:
    """Whether the sentence opens as a condition without "if", and the verb stands behind it: "Had … , … would"."""
    sentence: Span = verb.sent
    if sentence[0].lower_ not in _INVERTED or sentence[-1].text == "?":
        return False
    return any(token.text == "," for token in verb.doc[sentence.start : verb.i])


def _is_asked(verb: Token) -> bool:
    """Whether a verb is what a question asks: "Did Acme attack?"."""
    sentence: Span = verb.sent
    if sentence[-1].text != "?" or verb.dep_ not in ("ROOT", "conj"):
        return False
    return sentence[0].lower_ in _ASKING | hedges.FUTURE | hedges.POSSIBLE
