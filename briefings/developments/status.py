"""How an event is known: stated, reported, alleged, denied, planned or conditional.

Nothing hedged becomes fact. What stands under "is suspected of", "agreed to", "would", "if" or "not" is never stated,
wherever in the clauses above the event the hedge stands; the nearest one to the event decides. An event told by a noun
("the raid") is hedged by its adjectives, by the noun above it ("fears of a raid") and by its verb ("foiled a raid").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from briefings.developments import hedges
from briefings.developments.conditions import is_negated, own_status, to_before
from briefings.developments.lexicon import noun_lemma, noun_type, verb_lemma
from briefings.developments.roles import is_passive, preposition
from briefings.model import Attribution, Status

_ABOVE = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "csubj:pass", "obl", "obj", "nmod"})
_RELATIVE = frozenset({"where", "which", "who", "whom", "whose"})
_SINGLE = frozenset({"first", "last", "only", "latest", "next", "second", "third", "few", "sole"})
_OPEN: tuple[Status, ...] = ("planned", "conditional")


def status_of(verb: Token, attributions: Sequence[Attribution]) -> Status:
    """The status of the event that `verb` carries."""
    own = own_status(verb) or _behind_denial(verb)
    if own == "planned" and _is_told_of(verb):  # "little chance that Acme will sign"
        return doubt if (doubt := _above(verb)) in ("denied", "conditional", "alleged") else own
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


def _behind_denial(word: Token) -> Status | None:
    """A word in "-ing" right behind "denies", "mulls" or "against", whatever the parse: "denies bombing camps"."""
    if not word.lower_.endswith("ing") or word.i <= word.sent.start:
        return None
    before = word.nbor(-1)
    if before.lower_ == "against" and before.i > word.sent.start:
        return "denied" if verb_lemma(before.nbor(-1)) in hedges.AGAINST and before.nbor(-1).pos_ == "VERB" else None
    if before.pos_ != "VERB" or is_negated(before):
        return None
    if verb_lemma(before) in hedges.WEIGHING:
        return "planned"
    return "denied" if verb_lemma(before) in hedges.DENYING else None


def _is_told_of(verb: Token) -> bool:
    """Whether a clause with a tense stands below a word that may take it back."""
    return verb.dep_ in ("ccomp", "csubj", "acl", "acl:relcl") and any(
        child.dep_ == "mark" and child.lower_ == "that" for child in verb.children
    )


def noun_status(noun: Token) -> Status | None:
    """What hedges an event that a noun tells: its own words, the noun above it, or the verb that it is argument of.

    Returns:
        None where nothing does: a definite noun ("the raid") then takes the event for granted, whoever is quoted.
    """
    own = (
        _behind_denial(noun)
        or _noun_words(noun)
        or (_noun_words(noun.head) if noun.dep_ == "nmod" and preposition(noun) == "of" else None)
    )
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
            if child.lower_ in hedges.MODIFIERS:
                return hedges.MODIFIERS[child.lower_]
    tried = any(c.i == noun.i + 1 and noun_lemma(c) in ("attempt", "plot", "threat", "plan") for c in noun.ancestors)
    return "planned" if tried and noun.dep_ == "compound" else None


def _holder(noun: Token) -> Token | None:
    """The noun that hedges this one: above it in the parse, or right before its preposition."""
    case = next((c for c in noun.children if c.dep_ == "case" and c.i < noun.i), None)
    if case is not None and case.i > noun.sent.start:
        before = case.nbor(-1)
        if before.pos_ == "NOUN" and noun_lemma(before) in hedges.OVER_NOUNS:
            return before
    above = noun.head
    return above if noun.dep_ == "nmod" and above.pos_ == "NOUN" and noun_lemma(above) in hedges.OVER_NOUNS else None


def _made_by(noun: Token) -> Status | None:
    """What a hedging noun makes of what it governs, in the light of its own "no" and its own verb."""
    status = hedges.NOUNS[noun_lemma(noun)]
    none = _is_none(noun)
    if noun_lemma(noun) in ("doubt", "question") and none:
        return None
    if none or _by_verb(noun) == "denied" or _is_called_false(noun) or (status == "planned" and _fell_flat(noun)):
        return "denied"
    return status


def _is_none(noun: Token) -> bool:
    """Whether there is none of what a noun names, or as good as none: "little chance"."""
    return any(child.lower_ in hedges.SCANT and child.i < noun.i for child in noun.children)


def _fell_flat(noun: Token) -> bool:
    """Whether the plan or attempt that a noun names came to nothing: "an attempt to free them failed"."""
    verb = noun.head
    return noun.dep_ == "nsubj" and verb_lemma(verb) in hedges.FALLING_FLAT and own_status(verb) is None


def _is_called_false(noun: Token) -> bool:
    """Whether there is nothing in a rumour: "reports … were untrue", "called the claims baseless", "false reports"."""
    if any(child.lower_ in hedges.FALSE for child in noun.children if child.dep_ == "amod"):
        return True
    if not noun.dep_.startswith(("nsubj", "obj")):
        return False
    words = [noun.head, *(c for c in noun.head.children if c.dep_ in ("xcomp", "obl", "advcl", "ccomp", "amod"))]
    return any(word.lower_ in hedges.FALSE and not is_negated(word) for word in words)


def _by_verb(noun: Token) -> Status | None:
    """What the verb that a noun is argument of makes of it: "foiled an attack", "a raid was planned"."""
    verb = noun.head
    while noun.dep_ == "conj" and verb.pos_ in ("NOUN", "PROPN"):
        noun, verb = verb, verb.head
    if verb.pos_ == "ADJ" and noun.dep_ == "nsubj":
        return "conditional" if verb.lower_ == "unlikely" else hedges.MODIFIERS.get(verb.lower_)
    if verb.pos_ != "VERB":
        return None
    if noun.dep_ == "nsubj" and verb_lemma(verb) in hedges.HAPPENING:
        return own_status(verb)
    return _undergone(noun, verb) if noun.dep_ in ("obj", "nsubj:pass", "obl", "nmod") else None


def _undergone(noun: Token, verb: Token) -> Status | None:
    """What a verb makes of the event that it is done to."""
    entries = set(_entries(verb, noun))
    barely = any(child.lower_ in hedges.BARELY for child in verb.children)
    if entries & (hedges.PREVENTING | (hedges.DENYING - {"reject"})) and (barely or not is_negated(verb)):
        return "denied"
    if entries & hedges.INTENDING and not ("approve" in entries and noun_type(noun) == "AID"):
        return "denied" if is_negated(verb) else "planned"
    if entries & hedges.ALLEGING and noun.dep_ != "obl":
        return "alleged"
    return None


def _entries(verb: Token, noun: Token) -> Iterator[str]:
    """A verb with its particle or with the preposition of its noun; alone only over an object."""
    lemma = verb_lemma(verb)
    particles = [child.lower_ for child in verb.children if child.dep_ in ("compound:prt", "advmod")]
    yield from (f"{lemma} {particle}" for particle in particles)
    if noun.dep_ in ("obl", "nmod"):
        yield f"{lemma} {preposition(noun)}"
    elif not any(f"{lemma} {particle}" in hedges.PREVENTING | hedges.INTENDING for particle in particles):
        yield lemma


def _above(verb: Token) -> Status | None:
    """What the nearest hedging word above the event says."""
    current, bare = verb, _is_bare(verb)
    while current.head.i != current.i and (current.dep_ in _ABOVE | {"conj"} or _fills(current)):
        head = current.head
        if current.dep_ == "conj":
            if _goes_its_own_way(current):
                head, bare = head.head, False
        elif _is_relative(current) or _came_first(current):
            return None
        elif _is_single(head, current):
            found = own_status(head)
            if found in _OPEN:
                return found
            bare = _is_bare(head) and _has_to(head)
        else:
            found = _hedge(head, bare=bare, below=current)
            if found is not None:
                return found
            if head.pos_ == "VERB" and _prevents(head, current):
                # what was to prevent it did not: it happened, or it may have
                return "conditional" if verb_lemma(head) in hedges.SWAYING else None
            bare = bare and _is_bare(head)
        current = head
    return None


def _goes_its_own_way(second: Token) -> bool:
    """Whether a past tense was read as joined to an infinitive, whose hedges it has not: "refused to sign and left"."""
    return second.tag_ == "VBD" and _has_to(second.head) and not any(c.dep_ == "aux" for c in second.children)


def _fills(verb: Token) -> bool:
    """Whether a clause read as relative says what its noun is about: "reports that Acme had signed"."""
    return (
        verb.dep_ == "acl:relcl"
        and noun_lemma(verb.head) in hedges.NOUNS
        and any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    )


def _came_first(verb: Token) -> bool:
    """Whether a clause only says when: "blamed Acme after rockets killed two" alleges no killing."""
    openers = (child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.i < verb.i)
    told = verb.tag_ == "VBD" or any(child.lower_ == "had" for child in verb.children if child.dep_ == "aux")
    return (
        verb.dep_ == "advcl" and told and any(word in ("after", "when", "while", "since", "once") for word in openers)
    )


def _is_relative(verb: Token) -> bool:
    """A clause with "where" or "which" tells something of its own, whatever the parser hung it on."""
    return any(child.lower_ in _RELATIVE and child.i < verb.i for child in verb.children) and verb.dep_ != "ccomp"


def _is_single(word: Token, below: Token) -> bool:
    """Whether what an infinitive tells has happened: "the first leader to move", "the youngest to win"."""
    if to_before(below) is None or below.i < word.i or word.pos_ == "VERB":
        return False
    return _singles_out(word) or any(_singles_out(c) for c in word.children if c.i < below.i)


def _singles_out(word: Token) -> bool:
    best = word.tag_ in ("JJS", "RBS") and word.lower_ not in ("least", "best", "most")
    return word.lower_ in _SINGLE or best or "Ord" in word.morph.get("NumType", [])


def _hedge(head: Token, *, bare: bool, below: Token) -> Status | None:
    """What a word above the event makes of it."""
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return "denied" if _far_from(below) else _by_noun(head, bare=bare, below=below)
    if head.pos_ == "ADJ" and head.lower_ in hedges.WILLING and to_before(below) is not None:
        return _willing(head)
    if head.pos_ == "ADJ" and below.dep_ in ("csubj", "ccomp", "csubj:pass") and to_before(below) is None:
        return _held_to_be(head)
    heard = _of_subject(head, below) or _heard(head, below)
    if heard is not None:
        return heard
    if _prevents(head, below):
        return None if _came_to_nothing(head) else "denied"
    return _promised(head, bare=bare, below=below) or _passed_on(head, below)


def _of_subject(head: Token, below: Token) -> Status | None:
    """What a noun makes of a clause that its verb parts from it: "no evidence was found that Acme struck"."""
    that = any(child.dep_ == "mark" and child.lower_ == "that" for child in below.children)
    if not that or below.dep_ != "ccomp" or not is_passive(head):
        return None
    subject = next((child for child in head.children if child.dep_ == "nsubj:pass"), None)
    return _made_by(subject) if subject is not None and noun_lemma(subject) in hedges.NOUNS else None


def _heard(head: Token, below: Token) -> Status | None:
    """What a verb of suspicion, hearsay, finding or admission makes of the clause below it."""
    lemma, clause = verb_lemma(head), below.dep_ in ("xcomp", "ccomp", "csubj:pass")
    heard: Status | None = None
    if lemma in hedges.ALLEGING and (is_passive(head) or below.dep_ in ("ccomp", "advcl", "obl")):
        heard = "alleged"
    elif lemma in hedges.TAKEN and below.dep_ in ("advcl", "obl", "acl") and _opens_with(below, "for", "over"):
        return "alleged"
    elif is_passive(head) and (lemma in hedges.HEARSAY or (lemma in hedges.TOLD and below.dep_ == "ccomp")):
        heard = "reported"
    if heard is not None:
        return "denied" if is_negated(head) and (clause or _opens_with(below, "of")) else heard
    if lemma in hedges.SEEMING and below.dep_ == "xcomp":
        return "denied" if is_negated(head) else "reported"
    held = lemma in hedges.HOLDING and below.dep_ == "ccomp" and not _is_bare(below)
    owned = lemma in hedges.ADMITTING and below.tag_ == "VBG"
    if held or owned or (lemma in ("claim", "profess") and clause and _is_perfect(below)):  # "claimed to have shot"
        return "reported"
    return None


def _promised(head: Token, *, bare: bool, below: Token) -> Status | None:
    """What one plans, or does something "to" bring about, has not happened yet."""
    lemma, clause = verb_lemma(head), below.dep_ in ("xcomp", "ccomp", "csubj:pass")
    if any(_is_single(word, below) for word in head.children if head.i < word.i < below.i and word.pos_ == "NOUN"):
        return None  # "became the second leader to sign"
    loose = below.dep_ in ("advcl", "acl")
    promised = bare and lemma in hedges.PLANNING and (clause or loose)
    open_ = (loose or (clause and lemma not in hedges.IMPLICATIVE)) and _has_to(below)
    if promised and is_negated(head) and lemma in ("want", "intend", "plan", "expect", "need", "agree"):
        return "denied"
    return "planned" if promised or open_ else None


def _passed_on(head: Token, below: Token) -> Status | None:
    """What hedges a verb hedges its complement too: "will begin to", "did not manage to"."""
    if below.dep_ not in ("xcomp", "ccomp", "csubj:pass") and not _opens_with(below, "in"):
        return None
    above = own_status(head)
    implied = below.dep_ == "xcomp" or verb_lemma(head) in hedges.IMPLICATIVE
    passes_on = (*_OPEN, "denied") if implied else _OPEN
    return above if above in passes_on else None


def _willing(adjective: Token) -> Status | None:
    """What an adjective makes of its infinitive: "was unable to"; "able" alone says that it happened."""
    found = hedges.WILLING[adjective.lower_]
    own = own_status(adjective)
    if own == "denied":
        return None if found == "denied" else "denied"
    return own if own in _OPEN and found is None else found


def _held_to_be(adjective: Token) -> Status | None:
    """What an adjective makes of its clause: "it is doubtful that", "it is not true that"."""
    word = adjective.lower_
    if is_negated(adjective):
        return hedges.HELD_TRUE.get(word)
    return "denied" if word in hedges.FALSE - {"wrong"} else hedges.HELD_TO_BE.get(word)


def _came_to_nothing(head: Token) -> bool:
    """Whether what was to prevent something did not: "did not refuse to", "failed to stop them from"."""
    if own_status(head) == "denied":
        return True
    return head.dep_ in ("xcomp", "ccomp", "advcl") and _above(head) == "denied"


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("have", "having") for child in verb.children)


def _prevents(head: Token, below: Token) -> bool:
    """Whether a verb says that what stands below it has not happened: "denied that", "kept them from"."""
    lemma = verb_lemma(head)
    if lemma in hedges.DENYING and below.dep_ in ("xcomp", "ccomp", "csubj:pass", "obj"):
        return True
    if lemma in hedges.FAILING and below.dep_ in ("xcomp", "advcl"):
        return True
    if head.pos_ == "ADJ" and below.dep_ in ("advcl", "xcomp", "acl") and to_before(below) is not None:
        return any(child.lower_ == "too" for child in head.children)  # "too weak to attack"
    if below.dep_ not in ("advcl", "acl", "obl", "xcomp") or below.tag_ not in ("VBG", "NN"):
        return False
    if lemma in hedges.CLEARING and _opens_with(below, "of"):
        return True
    kept = lemma in hedges.KEEPING and _opens_with(below, "from")
    ruled_out = lemma in hedges.AGAINST and _opens_with(below, "against")
    return kept or ruled_out or _opens_with(below, *hedges.UNDONE) or _falls_short(head, below) or _far_from(below)


def _far_from(below: Token) -> bool:
    """Whether "far from" opens a clause."""
    before = [*(child for child in below.children if child.i < below.i), below.head]
    return any(word.lower_ == "far" and word.i < below.i and word.nbor(1).lower_ == "from" for word in before)


def _opens_with(clause: Token, *words: str) -> bool:
    """Whether a preposition or conjunction of a clause is one of some words."""
    return any(
        child.lower_ in words and child.i < clause.i for child in clause.children if child.dep_ in ("mark", "case")
    )


def _falls_short(head: Token, below: Token) -> bool:
    return any((verb_lemma(head), word.lower_) in hedges.SHORT for word in head.doc[head.i + 1 : below.i])


def _by_noun(noun: Token, *, bare: bool, below: Token) -> Status | None:
    """What a noun above a clause makes of it: "a plan to strike", "no evidence that Acme struck"."""
    verb = noun.head
    if noun.dep_ in ("obj", "nsubj:pass") and verb_lemma(verb) in hedges.CLEARING and _opens_with(below, "of"):
        return "denied"
    if noun.dep_ in ("obj", "nsubj:pass") and verb_lemma(verb) in hedges.ACCUSING and _opens_with(below, "of", "with"):
        return "denied" if is_negated(verb) else "alleged"  # "accused its neighbour of burning"
    if noun.dep_ == "nmod" and noun_lemma(verb) in hedges.NOUNS and below.tag_ == "VBG" and preposition(noun) == "of":
        return _made_by(verb)  # "little chance of the parties signing"
    full = any(child.dep_ == "mark" and child.lower_ == "that" for child in below.children)
    if noun_lemma(noun) in hedges.NOUNS and below.dep_ in ("acl", "acl:relcl", "ccomp", "advcl") and (full or bare):
        return _made_by(noun)
    if not bare or below.dep_ not in ("acl", "advcl", "xcomp", "nmod") or not _has_to(below) or _is_perfect(below):
        return None
    return "denied" if _by_verb(noun) == "denied" or _fell_flat(noun) or _is_none(noun) else "planned"


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children) and verb.tag_ != "VBG"


def _is_bare(verb: Token) -> bool:
    """An infinitive or a form with no tense of its own: "to reduce", "of carrying out"."""
    if _has_to(verb):
        return True
    return "Fin" not in verb.morph.get("VerbForm", []) and not any(
        child.dep_.startswith("aux") for child in verb.children
    )
