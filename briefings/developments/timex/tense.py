"""Which way a clause looks in time: what its verb says of a date that names no year and no week.

Reporting in the past tense looks back, a modal, a plan or a timetable's present looks ahead ("will meet", "is set to
resume", "expected to close", "opens on Monday").
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

PAST, OPEN, FUTURE = -1, 0, 1
PRESENT = 2  #: of a main verb: a timetable ("opens on Monday") or a report ("follows Tuesday's raid")

_MODALS = frozenset(
    {"will", "shall", "would", "'ll", "’ll", "wo", "may", "might", "could", "should", "must", "can", "ca"}
)  # fmt: skip
_AHEAD = frozenset(
    {"plan", "expect", "schedule", "set", "due", "intend", "hope", "want", "agree", "aim", "prepare", "slate",
     "propose", "promise", "pledge", "vow", "threaten", "anticipate", "forecast", "likely", "ready", "poise", "bind",
     "seek", "wait", "need", "have", "about", "tentatively", "invite", "decide", "urge", "order", "ask", "call",
     "head", "go", "wish", "suppose", "start", "deadline", "agreement", "decision", "proposal", "bid", "effort",
     "deal", "offer", "talk", "request", "intention", "chance", "warn", "willing", "able", "free", "possible"}
)  # fmt: skip
ADVERBIAL = frozenset({"obl", "obl:tmod", "obl:unmarked", "obl:npmod", "nmod:unmarked", "nmod:tmod", "advmod"})
_STEP = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "ccomp", "parataxis", "conj", "csubj"})


def direction(doc: Doc, first: int, last: int) -> int:
    """Which way the clause around tokens `first` to `last` looks: PAST, FUTURE, or OPEN where nothing says."""
    inside = range(first, last + 1)
    top = next((doc[i] for i in inside if doc[i].head.i not in inside), doc[first])
    verb = next((above for above in (top, *top.ancestors) if above.i not in inside and is_predicate(above)), None)
    if verb is None:
        return OPEN
    tense = tense_of(verb)
    if tense == PRESENT:
        return FUTURE if top.head.i == verb.i and top.dep_ in ADVERBIAL else PAST
    return tense


def is_unfinished(doc: Doc, first: int, last: int) -> bool:
    """Whether the clause around the tokens reaches the present: "has given them until Tuesday"."""
    verb = next((token for token in (doc[first], *doc[last].ancestors) if is_predicate(token)), None)
    return verb is not None and any(
        child.dep_.startswith("aux") and child.tag_ in ("VBZ", "VBP") for child in verb.children
    )


def is_predicate(token: Token) -> bool:
    """Whether a word heads a clause: a verb, or what a copula is said of."""
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ not in ("amod", "compound", "case", "aux", "aux:pass", "cop")
    return any(child.dep_ == "cop" for child in token.children)


def tense_of(verb: Token) -> int:
    """Which way a predicate looks."""
    words = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop") and child.pos_ != "PROPN"]
    lows = {word.lower_ for word in words}
    if lows & _MODALS:
        return PAST if "have" in lows and not lows & {"will", "shall", "'ll", "’ll", "must"} else FUTURE
    if _is_infinitive(verb):
        return _infinitive(verb)
    if verb.lemma_.lower() in ("plan", "schedule", "slate", "expect") and not _looks_done(verb):
        return FUTURE
    finite = [word.tag_ for word in (*words, verb) if word.tag_ in ("VBD", "VBZ", "VBP")]
    if finite:
        return _finite(finite[0], verb, lows)
    return _bare(verb)


def _looks_done(verb: Token) -> bool:
    return "had" in {child.lower_ for child in verb.children}


def _finite(tag: str, verb: Token, lows: set[str]) -> int:
    if tag == "VBD" or lows & {"has", "have", "'ve", "’ve", "had"}:
        return PAST
    if verb.tag_ == "VBG":
        return FUTURE
    if verb.pos_ == "VERB" and verb.tag_ in ("VBZ", "VBP"):
        return PRESENT if verb.lemma_ not in ("say", "have", "be") else OPEN
    return OPEN


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)


def _infinitive(verb: Token) -> int:
    """An infinitive looks ahead after a plan ("planned to leave"), else where its own governor looks."""
    above = verb.head
    if above.i == verb.i:
        return FUTURE
    if above.lemma_.lower() in _AHEAD or above.lower_ in _AHEAD:
        return FUTURE
    clause = next((token for token in (above, *above.ancestors) if is_predicate(token)), None)
    return PAST if clause is not None and tense_of(clause) == PAST else FUTURE


def _bare(verb: Token) -> int:
    """A participle without auxiliary looks where the clause above it looks; standing alone it looks back."""
    if verb.lemma_.lower() in ("schedule", "slate", "plan", "expect"):
        return FUTURE
    if verb.tag_ == "VBN" and verb.dep_.startswith("acl"):
        return PAST
    above = verb.head
    if above.i != verb.i and verb.dep_ in _STEP:
        upper = next((token for token in (above, *above.ancestors) if is_predicate(token)), None)
        if upper is not None:
            return tense_of(upper)
    return PAST if verb.tag_ in ("VBN", "VBD") else OPEN
