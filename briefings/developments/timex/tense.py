"""Which way a clause looks in time: what its verb says of a date that names no year and no week.

Reporting in the past tense looks back, a modal, a plan or a timetable's present looks ahead ("will meet", "is set to
resume", "expected to close", "opens on Monday"). What is said to have happened looks back, and so does what was
due: the day of a plan told in the past has come.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from briefings.developments.timex.words import MONTHS

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
_ABLE = frozenset({"able", "willing", "free", "possible"})  #: "was able to leave on Friday": he did, or might have
_DUE = frozenset({"due", "set", "about", "schedule", "slate", "suppose", "poise", "bind"})  #: plans that a day ends
DEEP = 30  #: clauses within clauses; deeper ones are a row of words, no sentence
_PUT_OFF = frozenset({"extend", "postpone", "delay", "adjourn", "defer", "suspend", "prolong"})
#: What the present tense says of a timetable; of others it tells what a picture shows ("protesters gather Friday").
_TIMETABLE = frozenset(
    {"open", "begin", "start", "meet", "end", "expire", "resume", "play", "face", "vote", "arrive", "leave", "return",
     "go", "hold", "take", "launch", "close", "fly", "visit", "host", "travel", "speak", "appear", "hear", "publish",
     "release", "decide", "elect", "come", "run", "convene", "reconvene", "conclude", "mark", "celebrate", "fall",
     "air", "lapse", "retire", "sit", "join", "head", "depart", "finish", "continue", "sing", "become", "get", "have",
     "be", "hit", "kick", "enter", "move", "shift", "step", "turn", "address", "sign", "unveil", "premiere", "debut"}
)  # fmt: skip
_HEADS = frozenset({":", "–", "—", "-", "--"})
_HEADING = 9  #: tokens that a heading has at most
_NAMING = frozenset({"call", "know", "name", "style", "dub", "term", "refer", "describe", "put", "see"})
ADVERBIAL = frozenset({"obl", "obl:tmod", "obl:unmarked", "obl:npmod", "nmod:unmarked", "nmod:tmod", "advmod"})
_STEP = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "ccomp", "parataxis", "conj", "csubj"})
_TELLING = frozenset({"tell", "inform", "notify", "warn", "advise"})


def direction(doc: Doc, first: int, last: int) -> int:
    """Which way the clause around tokens `first` to `last` looks: PAST, FUTURE, or OPEN where nothing says."""
    inside = range(first, last + 1)
    top = _top(doc, inside)
    verb = headed(doc, first, last) or _participle_before(doc, inside) or _verb_above(top, inside)
    if verb is None:
        return OPEN
    tense = tense_of(verb)
    if tense == PRESENT:
        timed = top.head.i == verb.i and top.dep_ in ADVERBIAL and verb.lemma_.lower() in _TIMETABLE
        return FUTURE if timed or _awaits(verb) else PAST
    return tense


def headed(doc: Doc, first: int, last: int) -> Token | None:
    """The verb of the clause that a date heads, whatever the parse makes of it; None where it heads none.

    "8 JANUARY: Iran *fires* missiles", "Oslo, 8 January (Acme Wire) – Bolt *moved*": before the colon or the dash stand
    only dates and a place.
    """
    if not doc.has_annotation("SENT_START"):
        return None
    sentence = doc[first].sent
    mark = next((token for token in doc[last + 1 : min(sentence.end, last + _HEADING)] if token.text in _HEADS), None)
    if mark is None or first - sentence.start > _HEADING or not _is_heading(doc[sentence.start : mark.i], first, last):
        return None
    root = sentence.root
    if root.i > mark.i:
        return root if is_predicate(root) else None
    return next((t for t in doc[mark.i + 1 : sentence.end] if is_predicate(t) and t.head.i <= mark.i), None)


def _is_heading(before: Span, first: int, last: int) -> bool:
    """Whether what stands before a mark is a place and a date, the date last but for further days and brackets."""
    words = [token for token in before if not (first <= token.i <= last or token.is_punct or token.is_space)]
    opening, following = [t for t in words if t.i < first], [t for t in words if t.i > last]
    if any(t.pos_ not in ("PROPN", "NUM", "ADP") and not t.is_title and not t.is_upper for t in opening):
        return False
    return not following or before[-1].text == ")" or all(t.like_num or t.text.lower() in MONTHS for t in following)


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


def noun_above(doc: Doc, first: int, last: int) -> Token | None:
    """The noun that tokens `first` to `last` hang on directly; None where that is a verb or nothing.

    What one is told "of", the time behind it is about: "told firms of a cut in supply in August".
    """
    top = _top(doc, range(first, last + 1))
    inside = first <= top.head.i <= last
    if not inside and top.head.lemma_ in _TELLING and top.head.i < first:
        return next((word for word in doc[top.head.i + 1 : first] if _is_told_of(word, top.head)), None)
    return None if inside or is_predicate(top.head) or top.head.pos_ not in ("NOUN", "PROPN") else top.head


def _is_told_of(word: Token, verb: Token) -> bool:
    held = any(child.dep_ == "case" and child.lower_ in ("of", "about") for child in word.children)
    return held and word.pos_ == "NOUN" and verb.i in (word.head.i, word.head.head.i)


def _top(doc: Doc, inside: range) -> Token:
    return next((doc[i] for i in inside if doc[i].head.i not in inside), doc[inside.start])


def _awaits(verb: Token) -> bool:
    """Whether a clause in the present says when something will be: "will lead when the country goes to the polls"."""
    return verb.dep_ == "advcl" and is_predicate(verb.head) and tense_of(verb.head) == FUTURE


def _participle_before(doc: Doc, inside: range) -> Token | None:
    """A participle right before a day that the parse hangs on the day: "the terms, announced Friday, are …"."""
    before = doc[inside.start - 1] if inside.start > 0 else None
    odd = before is not None and before.tag_ == "VBN" and before.head.i in inside
    return before if odd else None


def _verb_above(top: Token, inside: range) -> Token | None:
    return next((above for above in (top, *top.ancestors) if above.i not in inside and is_predicate(above)), None)


def is_unfinished(doc: Doc, first: int, last: int) -> bool:
    """Whether the clause around the tokens reaches the present: "has given them until Tuesday", "extended it"."""
    verb = next((token for token in (doc[first], *doc[last].ancestors) if is_predicate(token)), None)
    if verb is not None and verb.lemma_.lower() in _PUT_OFF:
        return True
    return verb is not None and any(
        child.dep_.startswith("aux") and child.tag_ in ("VBZ", "VBP") for child in verb.children
    )


def is_past(doc: Doc, first: int, last: int) -> bool:
    """Whether the clause around the tokens is told in a past tense, not in a report's present."""
    inside = range(first, last + 1)
    verb = _verb_above(_top(doc, inside), inside)
    return verb is not None and tense_of(verb) == PAST


def is_predicate(token: Token) -> bool:
    """Whether a word heads a clause: a verb, or what a copula is said of."""
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ not in ("amod", "compound", "case", "aux", "aux:pass", "cop")
    return any(child.dep_ == "cop" for child in token.children)


def tense_of(verb: Token, depth: int = 0) -> int:
    """Which way a predicate looks; `depth` is how many clauses below another one that asked for it."""
    words = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop") and child.pos_ != "PROPN"]
    lows = {word.lower_ for word in words}
    if lows & _MODALS:
        return PAST if "have" in lows and not lows & {"will", "shall", "'ll", "’ll", "must"} else FUTURE
    if _is_infinitive(verb):
        return _infinitive(verb, depth)
    if verb.lemma_.lower() in ("plan", "schedule", "slate", "expect") and not _looks_done(verb):
        return PAST if _is_as_said(verb) else FUTURE
    if verb.tag_ == "VB" and any(child.lower_ == "due" for child in verb.children):
        return PAST if is_told_past(verb) else FUTURE  # the parser's preposition "due to"
    finite = [word.tag_ for word in (*words, verb) if word.tag_ in ("VBD", "VBZ", "VBP")]
    if finite:
        return _finite(finite[0], verb, lows)
    return _bare(verb, depth)


def _looks_done(verb: Token) -> bool:
    return "had" in {child.lower_ for child in verb.children}


def _is_as_said(verb: Token) -> bool:
    """Whether something came as planned: "began as planned on Saturday"."""
    return any(child.lower_ == "as" for child in verb.children)


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


def _infinitive(verb: Token, depth: int) -> int:
    """An infinitive looks ahead after a plan ("planned to leave"), else where its own governor looks.

    After what was due, and in the perfect, it looks back: "was due to sign", "is believed to have attacked". What
    somebody said was due may still be.
    """
    above = verb.head
    if above.i == verb.i or depth > DEEP:
        return FUTURE
    if _is_perfect(verb):
        return FUTURE if above.lemma_.lower() in _WISHES else PAST
    if above.lower_ in _ABLE and is_told_past(above):
        return PAST
    if _looks_ahead(above):
        due = above.lemma_.lower() in _DUE or above.lower_ in _DUE
        return PAST if due and is_told_past(above) and above.dep_ != "ccomp" else FUTURE
    clause = next((token for token in (above, *above.ancestors) if is_predicate(token)), None)
    return PAST if clause is not None and tense_of(clause, depth + 1) == PAST else FUTURE


def _is_aside(verb: Token) -> bool:
    """Whether a clause only says what something is called: "…, as its foes call it, …"."""
    return verb.lemma_.lower() in _NAMING and any(
        child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.children
    )


def _bare(verb: Token, depth: int) -> int:
    """A participle without auxiliary looks where the clause above it looks; standing alone it looks back."""
    around = {child.dep_ for child in verb.children}
    if verb.tag_ == "VB" and verb.dep_ in ("ROOT", "conj") and "nsubj" in around and "aux" not in around:
        return PRESENT  # of many, taken for an infinitive: "ministers … meet on Thursday"
    if verb.lemma_.lower() in ("schedule", "slate", "plan", "expect"):
        return PAST if _is_as_said(verb) else FUTURE
    if verb.tag_ == "VBN" and verb.dep_.startswith("acl"):
        return PAST
    above = verb.head
    if above.i != verb.i and verb.dep_ in _STEP and depth <= DEEP:
        upper = next((token for token in (above, *above.ancestors) if is_predicate(token)), None)
        if upper is not None and not _is_aside(upper):
            return tense_of(upper, depth + 1)
    return PAST if verb.tag_ in ("VBN", "VBD") else OPEN
