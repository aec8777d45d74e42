"""How an event is known: stated, reported, alleged, denied, planned or conditional.

Nothing hedged becomes fact. What stands under "is suspected of", "agreed to", "would", "if" or "not" is never stated,
wherever in the clauses above the event the hedge stands; the nearest one to the event decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from spacy.tokens import Token

from briefings.developments.lexicon import verb_lemma
from briefings.developments.roles import is_passive
from briefings.model import Attribution, Status

_ALLEGING = frozenset(
    {"suspect", "allege", "believe", "accuse", "claim", "presume", "blame", "suppose", "think", "charge"}
)
_HEARSAY = frozenset({"say", "report", "understand", "rumour", "rumor"})
_DENYING = frozenset({"deny", "reject", "refute", "dispute", "dismiss"})
_PLANNING = frozenset((
    "agree", "promise", "pledge", "plan", "intend", "vow", "want", "hope", "seek", "aim", "expect", "propose",
    "offer", "threaten", "order", "authorise", "authorize", "urge", "ask", "demand", "call", "decide",
    "prepare", "consider", "push", "request", "require", "schedule", "slate", "set", "try", "attempt", "commit",
    "undertake", "warn", "need", "tell", "instruct", "direct",
))  # fmt: skip
_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "should", "must"})
_POSSIBLE = frozenset({"could", "might", "may", "can"})
_NEGATIVES = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely"})
_FAILING = frozenset({"fail", "refuse", "decline"})
_ADVERBS: dict[str, Status] = {
    "allegedly": "alleged",
    "reportedly": "reported",
    "apparently": "reported",
    "purportedly": "alleged",
}
#: Whose infinitive has happened: "managed to", "began to", "was forced to"; that of any other verb may have not.
_IMPLICATIVE = frozenset((
    "manage", "begin", "start", "continue", "come", "help", "cease", "proceed", "force", "compel", "cause",
    "lead", "allow", "enable", "prove", "happen", "have", "use", "get", "go", "oblige", "serve", "prompt",
))  # fmt: skip
_ABOVE = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "obl", "obj", "nmod"})


def status_of(verb: Token, attributions: Sequence[Attribution]) -> Status:
    """The status of the event that `verb` carries."""
    own = _own(verb)
    if own is not None:
        return own
    above = _above(verb)
    if above is not None:
        return above
    return "reported" if any(a.start <= verb.idx < a.end for a in attributions) else "stated"


def _own(verb: Token) -> Status | None:
    """What the verb's own helpers say."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "advmod", "det", "cc:preconj")]
    words = {child.lower_ for child in helpers if not _is_month(child)}
    if words & _ADVERBS.keys():
        return _ADVERBS[min(words & _ADVERBS.keys())]
    if words & _NEGATIVES:
        return "denied"
    if _conditional(verb):
        return "conditional"
    return _modal(words) or _alleged(verb) or _helped(verb)


def _modal(words: AbstractSet[str]) -> Status | None:
    if words & _FUTURE:
        return "planned"
    return "conditional" if words & _POSSIBLE else None


def _alleged(verb: Token) -> Status | None:
    """A verb of suspicion in the passive alleges: "is suspected of"."""
    if verb.pos_ == "VERB" and verb_lemma(verb) in _ALLEGING and verb.dep_ != "amod" and is_passive(verb):
        return "alleged"
    return None


def _is_month(token: Token) -> bool:
    """Whether a parser took the month for the verb: "in May promising"."""
    return token.text == "May" and not token.is_sent_start


def _helped(verb: Token) -> Status | None:
    """A second verb shares the helpers of the first: "will withdraw and hand over"."""
    if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX") or _has_own_subject(verb):
        return None
    if any(child.dep_ == "aux" for child in verb.children):
        return None
    return _modal({child.lower_ for child in verb.head.children if child.dep_ == "aux"})


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _conditional(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children)


def _above(verb: Token) -> Status | None:
    """What the nearest hedging word above the event says."""
    current, bare = verb, _is_bare(verb)
    while current.head.i != current.i and current.dep_ in _ABOVE | {"conj"}:
        head = current.head
        if current.dep_ != "conj":
            found = _hedge(head, bare=bare, below=current)
            if found is not None:
                return found
            bare = bare and _is_bare(head)
        current = head
    return None


def _hedge(head: Token, *, bare: bool, below: Token) -> Status | None:
    """What a word above the event makes of it."""
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        promised = bare and below.dep_ == "acl" and _has_to(below) and not _singled_out(head)
        return "planned" if promised else None
    lemma, clause = verb_lemma(head), below.dep_ in ("xcomp", "ccomp")
    if lemma in _ALLEGING and (is_passive(head) or below.dep_ in ("ccomp", "advcl", "obl")):
        return "alleged"
    if lemma in _HEARSAY and is_passive(head):
        return "reported"
    if (lemma in _DENYING and (clause or below.dep_ == "obj")) or (lemma in _FAILING and below.dep_ == "xcomp"):
        return "denied"
    loose = below.dep_ in ("advcl", "acl")
    promised = bare and lemma in _PLANNING and (clause or loose)
    if promised or (_has_to(below) and (loose or (clause and lemma not in _IMPLICATIVE))):
        return "planned"
    above = _own(head) if clause else None
    return above if above in ("planned", "conditional") else None


def _singled_out(noun: Token) -> bool:
    """Whether what the infinitive tells has happened: "the first leader to move"."""
    return any(
        c.lower_ in ("first", "last", "only", "latest", "next") or c.morph.get("NumType", []) == ["Ord"]
        for c in noun.children
    )


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)


def _is_bare(verb: Token) -> bool:
    """An infinitive or a form with no tense of its own: "to reduce", "of carrying out"."""
    if _has_to(verb):
        return True
    return "Fin" not in verb.morph.get("VerbForm", []) and not any(
        child.dep_.startswith("aux") for child in verb.children
    )
