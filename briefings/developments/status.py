"""How an event is known: stated, reported, alleged, denied, planned or conditional.

Nothing hedged becomes fact. What stands under "is suspected of", "agreed to", "would", "if" or "not" is never stated,
wherever in the clauses above the event the hedge stands; the nearest one to the event decides. An event told by a noun
("the raid") is hedged by its adjectives, by the noun above it ("fears of a raid") and by its verb ("foiled a raid").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from spacy.tokens import Token

from briefings.developments.lexicon import noun_lemma, noun_type, verb_lemma
from briefings.developments.roles import is_passive, preposition
from briefings.model import Attribution, Status

_ALLEGING = frozenset(
    {"suspect", "allege", "believe", "accuse", "claim", "presume", "blame", "suppose", "think", "charge"}
)
_HEARSAY = frozenset({"say", "report", "understand", "rumour", "rumor", "estimate", "know", "see"})
#: What stands in a clause with a tense below them is somebody's view or finding: "fear that", "the court ruled that".
_HOLDING = frozenset({"fear", "worry", "rule", "find", "conclude", "suggest", "indicate", "assume", "hear", "learn"})
_DENYING = frozenset({"deny", "reject", "refute", "dispute", "dismiss", "disprove"})
_PLANNING = frozenset((
    "agree", "promise", "pledge", "plan", "intend", "vow", "want", "hope", "seek", "aim", "expect", "propose",
    "offer", "threaten", "order", "authorise", "authorize", "urge", "ask", "demand", "call", "decide",
    "prepare", "consider", "push", "request", "require", "schedule", "slate", "set", "try", "attempt", "commit",
    "undertake", "warn", "need", "tell", "instruct", "direct", "discuss", "oblige", "vote", "contemplate",
))  # fmt: skip
_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "should", "must"})
_POSSIBLE = frozenset({"could", "might", "may", "can"})
_NEGATIVES = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely", "rarely", "seldom", "barely"}
)
_NOBODY = frozenset({"none", "nobody", "nothing", "neither", "no-one"})
_FAILING = frozenset({"fail", "refuse", "decline", "refrain", "avoid", "forbear", "abstain", "desist", "miss"})
#: A verb and its word that keep a gerund from happening: "stopped short of", "came close to".
_SHORT = frozenset({("stop", "short"), ("fall", "short"), ("come", "close"), ("come", "near"), ("hold", "back")})
_ADVERBS: dict[str, Status] = {
    "allegedly": "alleged",
    "reportedly": "reported",
    "apparently": "reported",
    "purportedly": "alleged",
    "supposedly": "alleged",
    "presumably": "alleged",
}
#: Words between a subject and "to": "is due to", "has yet to".
_BEFORE_TO: dict[str, Status] = {
    "yet": "denied",
    **dict.fromkeys(("due", "set", "about", "scheduled", "poised", "bound", "expected", "likely", "going"), "planned"),
    "unlikely": "conditional",
}
#: Whose infinitive has happened: "managed to", "began to", "was forced to"; that of any other verb may have not.
_IMPLICATIVE = frozenset((
    "manage", "begin", "start", "continue", "come", "help", "cease", "proceed", "force", "compel", "cause",
    "lead", "allow", "enable", "prove", "happen", "use", "get", "go", "serve", "prompt",
))  # fmt: skip
_ABOVE = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "csubj:pass", "obl", "obj", "nmod"})
_RELATIVE = frozenset({"where", "which", "who", "whom", "whose"})

#: What a noun makes of the event below it: "reports of a raid", "a plan to strike".
_NOUNS: Mapping[str, Status] = {
    **dict.fromkeys(("report", "news", "account"), "reported"),
    **dict.fromkeys(
        ("rumour", "rumor", "claim", "allegation", "suggestion", "suspicion", "accusation", "charge", "speculation",
         "evidence", "proof", "sign", "indication", "hint", "belief", "assertion"), "alleged"),
    **dict.fromkeys(
        ("doubt", "fear", "risk", "danger", "possibility", "prospect", "chance", "likelihood", "worry", "concern"),
        "conditional"),
    **dict.fromkeys(
        ("threat", "plan", "proposal", "intention", "intent", "vow", "offer", "bid", "effort", "attempt", "call",
         "demand", "hope",
         "brink", "verge", "warning", "preparation", "request", "appeal", "order", "need", "pressure",
         "readiness", "plot",
         "promise", "pledge", "decision", "resolution", "agreement", "deal", "talk", "push", "scheme", "mandate",
         "right", "permission", "deadline", "timeline", "timetable"),
        "planned"),
}  # fmt: skip
#: Of these, those that hedge an event noun behind them too, whatever stands between: "the threat of sanctions".
_OVER_NOUNS = _NOUNS.keys() - {
    "agreement", "deal", "talk", "decision", "resolution", "warning", "order", "news", "account", "concern",
    "charge", "accusation", "sign", "promise", "right", "pressure",
}  # fmt: skip
#: Adjectives of an event noun.
_MODIFIERS: Mapping[str, Status] = {
    **dict.fromkeys(("alleged", "suspected", "supposed", "purported", "claimed", "presumed"), "alleged"),
    **dict.fromkeys(("rumoured", "rumored", "reported"), "reported"),
    **dict.fromkeys(
        ("planned", "proposed", "threatened", "imminent", "impending", "looming", "future", "upcoming", "intended",
         "scheduled", "attempted", "forthcoming", "expected", "promised"), "planned"),
    **dict.fromkeys(("possible", "potential", "likely", "hypothetical", "feared"), "conditional"),
    **dict.fromkeys(("failed", "foiled", "abortive", "thwarted", "cancelled", "canceled", "aborted"), "denied"),
}  # fmt: skip
#: Verbs that keep what their object names from happening, or say that it has not.
_PREVENTING = frozenset((
    "cancel", "call off", "foil", "thwart", "avert", "prevent", "deny", "avoid", "abort", "shelve", "scrap",
    "forestall", "rule out", "drop", "abandon", "stop short", "preempt", "pre-empt", "reject",
))  # fmt: skip
_INTENDING = frozenset((
    "plan", "consider", "authorise", "authorize", "order", "threaten", "call for", "demand", "propose", "seek",
    "prepare", "prepare for", "urge", "request", "plot", "contemplate", "push for", "warn of", "fear",
    "expect", "approve", "draw up", "postpone", "delay", "mull", "weigh", "await", "press for", "schedule",
))  # fmt: skip


def status_of(verb: Token, attributions: Sequence[Attribution]) -> Status:
    """The status of the event that `verb` carries."""
    own = _own(verb)
    if own is not None:
        return own
    if verb_lemma(verb) == "schedule" or (verb_lemma(verb) == "cancel" and is_passive(verb)):
        return "planned" if verb_lemma(verb) == "schedule" else "denied"  # "the talks were cancelled"
    if verb_lemma(verb) == "claim" and any(child.lower_ == "responsibility" for child in verb.children):
        return "reported"
    above = _above(verb)
    if above is not None:
        return above
    return "reported" if any(a.start <= verb.idx < a.end for a in attributions) else "stated"


def noun_status(noun: Token) -> Status | None:
    """What hedges an event that a noun tells: its own words, the noun above it, or the verb that it is argument of.

    Returns:
        None where nothing does: a definite noun ("the raid") then takes the event for granted, whoever is quoted.
    """
    own = _noun_words(noun) or (_noun_words(noun.head) if noun.dep_ == "nmod" and preposition(noun) == "of" else None)
    if own is not None:
        return own
    holder = _holder(noun)
    if holder is not None:
        return _made_by(holder)
    return _by_verb(noun)


def _noun_words(noun: Token) -> Status | None:
    for child in noun.children:
        if child.i < noun.i and child.dep_ in ("det", "amod", "compound", "advmod"):
            if child.lower_ == "no":
                return "denied"
            if child.lower_ in _MODIFIERS:
                return _MODIFIERS[child.lower_]
    tried = any(c.i == noun.i + 1 and noun_lemma(c) in ("attempt", "plot", "threat", "plan") for c in noun.ancestors)
    return "planned" if tried and noun.dep_ == "compound" else None


def _holder(noun: Token) -> Token | None:
    """The noun that hedges this one: above it in the parse, or right before its preposition."""
    case = next((c for c in noun.children if c.dep_ == "case" and c.i < noun.i), None)
    if case is not None and case.i > noun.sent.start:
        before = case.nbor(-1)
        if before.pos_ == "NOUN" and noun_lemma(before) in _OVER_NOUNS:
            return before
    above = noun.head
    return above if noun.dep_ == "nmod" and above.pos_ == "NOUN" and noun_lemma(above) in _OVER_NOUNS else None


def _made_by(noun: Token) -> Status | None:
    """What a hedging noun makes of what it governs, in the light of its own "no" and its own verb."""
    status = _NOUNS[noun_lemma(noun)]
    none = any(child.lower_ == "no" for child in noun.children)
    if noun_lemma(noun) in ("doubt", "question") and none:
        return None
    if none or _by_verb(noun) == "denied":
        return "denied"
    return status


def _by_verb(noun: Token) -> Status | None:
    """What the verb that a noun is argument of makes of it: "foiled an attack", "a raid was planned"."""
    verb = noun.head
    while noun.dep_ == "conj" and verb.pos_ in ("NOUN", "PROPN"):
        noun, verb = verb, verb.head
    if verb.pos_ == "ADJ" and noun.dep_ == "nsubj":
        return "conditional" if verb.lower_ == "unlikely" else _MODIFIERS.get(verb.lower_)
    if verb.pos_ != "VERB" or noun.dep_ not in ("obj", "nsubj:pass", "obl", "nmod"):
        return None
    entries = set(_entries(verb, noun))
    if entries & (_PREVENTING | (_DENYING - {"reject"})) and not _is_negated(verb):
        return "denied"
    if entries & _INTENDING and not ("approve" in entries and noun_type(noun) == "AID"):
        return "denied" if _is_negated(verb) else "planned"
    if entries & _ALLEGING and noun.dep_ != "obl":
        return "alleged"
    return None


def _is_negated(verb: Token) -> bool:
    return any(child.lower_ in _NEGATIVES for child in verb.children if child.dep_ in ("advmod", "det"))


def _entries(verb: Token, noun: Token) -> Iterator[str]:
    """A verb with its particle or with the preposition of its noun; alone only over an object."""
    lemma = verb_lemma(verb)
    particles = [child.lower_ for child in verb.children if child.dep_ in ("compound:prt", "advmod")]
    yield from (f"{lemma} {particle}" for particle in particles)
    if noun.dep_ in ("obl", "nmod"):
        yield f"{lemma} {preposition(noun)}"
    elif not any(f"{lemma} {particle}" in _PREVENTING | _INTENDING for particle in particles):
        yield lemma


def _own(verb: Token) -> Status | None:
    """What the verb's own helpers say."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "advmod", "det", "cc:preconj")]
    words = {child.lower_ for child in helpers if not _is_month(child)}
    if words & _ADVERBS.keys():
        return _ADVERBS[min(words & _ADVERBS.keys())]
    if words & _NEGATIVES or _nobody(verb):
        return "denied"
    if _conditional(verb):
        return "conditional"
    return _modal(words) or _before_to(verb) or _alleged(verb) or _helped(verb)


def _nobody(verb: Token) -> bool:
    """Whether the subject, or the object, is nobody: "None of the ships was seized", "No group claimed it"."""
    for child in verb.children:
        if child.dep_.startswith("nsubj") or (child.dep_ == "obj" and child.i > verb.i):
            if child.lower_ in _NOBODY or (child.lower_ == "no" and child.pos_ == "DET"):
                return True
            if any(inner.lower_ in ("no", "neither") and inner.dep_ in ("det", "advmod") for inner in child.children):
                return True
    return False


def _before_to(verb: Token) -> Status | None:
    """The word in front of "to" and the verb: "is due to", "has yet to"; adverbs between are skipped."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ == "AUX":
        at -= 1
    if at <= verb.sent.start or verb.doc[at].lower_ != "to":
        return None
    word = verb.doc[at - 1]
    found = _BEFORE_TO.get(word.lower_)
    if found is None or (word.lower_ == "set" and word.tag_ not in ("VBN", "JJ", "VBD")):
        return None
    negated = any(t.lower_ in ("not", "n't", "n’t") for t in verb.doc[max(verb.sent.start, at - 3) : at - 1])
    return "denied" if negated and found == "planned" else found


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
    marks = any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children)
    return marks or any(c.lower_ == "should" and c.i == verb.sent.start for c in verb.children)


def _above(verb: Token) -> Status | None:
    """What the nearest hedging word above the event says."""
    current, bare = verb, _is_bare(verb)
    while current.head.i != current.i and (current.dep_ in _ABOVE | {"conj"} or _fills(current)):
        head = current.head
        if current.dep_ != "conj":
            if _is_relative(current):
                return None
            found = _hedge(head, bare=bare, below=current)
            if found is not None:
                return found
            bare = bare and _is_bare(head)
        current = head
    return None


def _fills(verb: Token) -> bool:
    """Whether a clause read as relative says what its noun is about: "reports that Acme had signed"."""
    return (
        verb.dep_ == "acl:relcl"
        and noun_lemma(verb.head) in _NOUNS
        and any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    )


def _is_relative(verb: Token) -> bool:
    """A clause with "where" or "which" tells something of its own, whatever the parser hung it on."""
    return any(child.lower_ in _RELATIVE and child.i < verb.i for child in verb.children) and verb.dep_ != "ccomp"


def _hedge(head: Token, *, bare: bool, below: Token) -> Status | None:
    """What a word above the event makes of it."""
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return _by_noun(head, bare=bare, below=below)
    lemma, clause = verb_lemma(head), below.dep_ in ("xcomp", "ccomp", "csubj:pass")
    heard: Status | None = None
    if lemma in _ALLEGING and (is_passive(head) or below.dep_ in ("ccomp", "advcl", "obl")):
        heard = "alleged"
    elif lemma in _HEARSAY and is_passive(head):
        heard = "reported"
    if heard is not None:
        return "denied" if _is_negated(head) and clause else heard
    if _prevents(head, below):
        return "denied"
    loose = below.dep_ in ("advcl", "acl")
    held = lemma in _HOLDING and below.dep_ == "ccomp" and not bare
    if held or (lemma in ("claim", "profess") and clause and _is_perfect(below)):  # "claimed to have shot"
        return "reported"
    promised = bare and lemma in _PLANNING and (clause or loose)
    if promised or (_has_to(below) and (loose or (clause and lemma not in _IMPLICATIVE))):
        return "planned"
    above = _own(head) if clause else None
    passes_on = ("planned", "conditional", "denied") if below.dep_ == "xcomp" else ("planned", "conditional")
    return above if above in passes_on else None


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("have", "having") for child in verb.children)


def _prevents(head: Token, below: Token) -> bool:
    """Whether a verb says that what stands below it has not happened: "denied that", "stopped short of"."""
    lemma = verb_lemma(head)
    if lemma in _DENYING and below.dep_ in ("xcomp", "ccomp", "csubj:pass", "obj"):
        return True
    if lemma in _FAILING and below.dep_ in ("xcomp", "advcl"):
        return True
    return below.dep_ in ("advcl", "acl") and below.tag_ == "VBG" and _falls_short(head, below)


def _falls_short(head: Token, below: Token) -> bool:
    return any((verb_lemma(head), word.lower_) in _SHORT for word in head.doc[head.i + 1 : below.i])


def _by_noun(noun: Token, *, bare: bool, below: Token) -> Status | None:
    """What a noun above a clause makes of it: "a plan to strike", "no evidence that Acme struck"."""
    full = any(child.dep_ == "mark" and child.lower_ == "that" for child in below.children)
    if noun_lemma(noun) in _NOUNS and below.dep_ in ("acl", "acl:relcl", "ccomp", "advcl") and (full or bare):
        return _made_by(noun)
    return "planned" if bare and below.dep_ == "acl" and _has_to(below) and not _singled_out(noun) else None


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
