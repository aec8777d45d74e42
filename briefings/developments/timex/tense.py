"""Which way a clause looks in time: what its verb says of a date that names no year and no week.

Reporting in the past tense looks back, a modal, a plan or a timetable's present looks ahead ("will meet", "is set to
resume", "expected to close", "opens on Monday"). What is said to have happened looks back, and so does what was
due: the day of a plan told in the past has come.
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
#: Who hopes or wants to have done something looks ahead; what is believed or said to have been done is past.
_WISHES = frozenset(
    {"hope", "want", "aim", "plan", "intend", "need", "wish", "promise", "pledge", "vow", "have", "seek"}
)
_DUE = frozenset({"due", "set", "about", "schedule", "slate", "suppose", "poise", "bind"})  #: plans that a day ends
_NAMING = frozenset({"call", "know", "name", "style", "dub", "term", "refer", "describe", "put", "see"})
ADVERBIAL = frozenset({"obl", "obl:tmod", "obl:unmarked", "obl:npmod", "nmod:unmarked", "nmod:tmod", "advmod"})
_STEP = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "ccomp", "parataxis", "conj", "csubj"})


def direction(doc: Doc, first: int, last: int) -> int:
    """Which way the clause around tokens `first` to `last` looks: PAST, FUTURE, or OPEN where nothing says."""
    inside = range(first, last + 1)
    top = _top(doc, inside)
    verb = _verb_above(top, inside)
    if verb is None:
        return OPEN
    tense = tense_of(verb)
    if tense == PRESENT:
        return FUTURE if top.head.i == verb.i and top.dep_ in ADVERBIAL else PAST
    return tense


def is_old_plan(doc: Doc, first: int, last: int) -> bool:
    """Whether the clause around the tokens is what somebody planned in the past: "was due to sign", "agreed to buy"."""
    inside = range(first, last + 1)
    verb = _verb_above(_top(doc, inside), inside)
    if verb is None or not _is_infinitive(verb) or _is_perfect(verb) or verb.head.i == verb.i:
        return False
    return _looks_ahead(verb.head) and is_told_past(verb.head)


def is_done(doc: Doc, first: int, last: int) -> bool:
    """Whether the tokens say when something was done, in a verb's own past tense: "attacked on 14 September"."""
    inside = range(first, last + 1)
    top = _top(doc, inside)
    verb = top.head
    return top.dep_ in ADVERBIAL and verb.i not in inside and verb.tag_ == "VBD" and is_predicate(verb)


def _top(doc: Doc, inside: range) -> Token:
    return next((doc[i] for i in inside if doc[i].head.i not in inside), doc[inside.start])


def _verb_above(top: Token, inside: range) -> Token | None:
    return next((above for above in (top, *top.ancestors) if above.i not in inside and is_predicate(above)), None)


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
    if verb.tag_ == "VB" and any(child.lower_ == "due" for child in verb.children):
        return PAST if is_told_past(verb) else FUTURE  # the parser's preposition "due to"
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
    if verb.lemma_.lower() in _DUE:
        return FUTURE  # "is due on Monday", "is set for May"
    if verb.pos_ == "VERB" and verb.tag_ in ("VBZ", "VBP"):
        return PRESENT if verb.lemma_ not in ("say", "have", "be") else OPEN
    return OPEN


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("have", "having") for child in verb.children)


def _looks_ahead(word: Token) -> bool:
    return word.lemma_.lower() in _AHEAD or word.lower_ in _AHEAD


def is_told_past(word: Token) -> bool:
    """Whether a word that governs an infinitive stands in the past tense: "were ordered", "was due", "had been set"."""
    around = (word, *(child for child in word.children if child.dep_ in ("aux", "aux:pass", "cop")))
    return any(token.tag_ == "VBD" for token in around)


def _infinitive(verb: Token) -> int:
    """An infinitive looks ahead after a plan ("planned to leave"), else where its own governor looks.

    After what was due, and in the perfect, it looks back: "was due to sign", "is believed to have attacked". What
    somebody said was due may still be.
    """
    above = verb.head
    if above.i == verb.i:
        return FUTURE
    if _is_perfect(verb):
        return FUTURE if above.lemma_.lower() in _WISHES else PAST
    if _looks_ahead(above):
        due = above.lemma_.lower() in _DUE or above.lower_ in _DUE
        return PAST if due and is_told_past(above) and above.dep_ != "ccomp" else FUTURE
    clause = next((token for token in (above, *above.ancestors) if is_predicate(token)), None)
    return PAST if clause is not None and tense_of(clause) == PAST else FUTURE


def _is_aside(verb: Token) -> bool:
    """Whether a clause only says what something is called: "…, as its foes call it, …"."""
    return verb.lemma_.lower() in _NAMING and any(
        child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.children
    )


def _bare(verb: Token) -> int:
    """A participle without auxiliary looks where the clause above it looks; standing alone it looks back."""
    if verb.lemma_.lower() in ("schedule", "slate", "plan", "expect"):
        return FUTURE
    if verb.tag_ == "VBN" and verb.dep_.startswith("acl"):
        return PAST
    above = verb.head
    if above.i != verb.i and verb.dep_ in _STEP:
        upper = next((token for token in (above, *above.ancestors) if is_predicate(token)), None)
        if upper is not None and not _is_aside(upper):
            return tense_of(upper)
    return PAST if verb.tag_ in ("VBN", "VBD") else OPEN
