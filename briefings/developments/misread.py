"""Mending the parse where it cannot be English: a verb taken for an adjective, an aside for the main clause.

News prose misleads a parser in few ways, and each shows: a sentence that ends in a full stop and has no verb ("Acme
bombed Bolt." read as a heading), a past tense right behind a name that a preposition holds ("gunmen linked to Acme
attacked …"), a name behind "after" and in front of a past tense. Each rule names the shape that has only one reading,
and hangs the words anew; all other sentences are left as they are.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from briefings.developments.clauses import (
    calling,
    calling_aside,
    held_by_noun,
    home_to,
    infinitive,
    month_subject,
    named_subject,
    opened_clause,
    overthrown,
    participle,
    particle,
    short_of,
    subjunctive,
    time_before_participle,
    time_of_noun,
    told_by,
)
from briefings.developments.finite import (
    adverb_since,
    finite_subject,
    found_guilty,
    hyphened,
    own_back,
    small_letters,
    speaker,
    whole_name,
)
from briefings.developments.headlines import headline, second
from briefings.developments.lexicon import lexicon, noun_lemma, verb_lemma
from briefings.developments.mainclause import after_clause, aside, held_name, lost_clause, naming, purpose
from briefings.developments.rehang import (
    NAMED,
    NOUNS,
    OPENERS,
    PAST,
    as_verb,
    hang,
    has_aux,
    has_object,
    headless,
    is_past,
    replace,
)

#: Verbs whose "to" opens a clause: "threatened to close ports" has no "close ports" in it.
_WILLING = frozenset(
    {"threaten", "agree", "vow", "promise", "plan", "want", "decide", "offer", "refuse", "pledge", "fail"}
)
#: Verbs with a gerund behind them: "avoided attacking forces" has no "attacking forces" in it.
_GERUND = frozenset({"avoid", "stop", "deny", "consider", "resume", "begin", "start", "keep", "halt", "finish", "quit"})


def mend(doc: Doc) -> Doc:
    """Hang words anew where a sentence's parse has no reading; the Doc is changed in place and given back.

    Heads, labels and, for a verb that was none, part of speech are set; tokens and sentences stay. A second call
    changes nothing.
    """
    for sentence in list(doc.sents):
        for rule in (
            whole_name,
            small_letters,
            headline,
            second,
            hyphened,
            own_back,
            found_guilty,
            adverb_since,
            _word_class,
            subjunctive,
            _helper,
            _active,
            _plural,
            _adjective,
            naming,
            _perfect,
            _infinitive,
            infinitive,
            participle,
            _gerund,
            _held_gerund,
            held_name,
            after_clause,
            opened_clause,
            month_subject,
            time_before_participle,
            time_of_noun,
            told_by,
            home_to,
            particle,
            short_of,
            held_by_noun,
            overthrown,
            named_subject,
            calling,
            calling_aside,
            aside,
            purpose,
            lost_clause,
            finite_subject,
            speaker,
        ):
            for token in sentence:
                rule(token, sentence)
        for token in sentence:
            _far_apposition(token)
            _listed(token)
            _title(token)
            _apart(token)
            _plain_object(token)
    return doc


def _before(token: Token, sentence: Span) -> Token | None:
    """The word before, over a name in brackets: "Acme (AC) said"."""
    at = token.i - 1
    if at >= sentence.start and token.doc[at].text == ")":
        at = next((i - 1 for i in range(at, sentence.start, -1) if token.doc[i].text == "("), at)
    return token.doc[at] if at >= sentence.start else None


def _adjective(verb: Token, sentence: Span) -> None:
    """A past tense between a name and a noun, where the sentence has no other verb: "Acme bombed Bolt."."""
    noun = verb.head
    if verb.dep_ not in ("amod", "compound") or not is_past(verb) or noun.i <= verb.i or noun.pos_ == "VERB":
        return
    before = _before(verb, sentence)
    while before is not None and before.dep_.startswith("aux") and before.i > sentence.start:
        before = before.nbor(-1)
    if before is None or before.text in "-–":
        return
    subject = _subject_of(verb, noun, before, sentence)
    if subject is None:
        return
    _settle(verb, noun, subject)
    if _is_held(before, sentence) and before.i != subject.i:
        hang(before, subject, "nmod")
        hang(before.nbor(-1), before, "case")


def _settle(verb: Token, noun: Token, subject: Token) -> None:
    """Hang a subject and an object on their verb, and share out what hung on the object."""
    top = noun.head if subject.i == noun.head.i else noun
    left = [child for child in noun.children if child.i < verb.i]
    replace(top, verb)
    if verb.dep_ == "obj" and verb.head.pos_ == "VERB":
        verb.dep_ = "ccomp"
    hang(top, verb, "nsubj" if top.i == subject.i else "obj")
    hang(noun, verb, "obj")
    if top.i != subject.i:
        hang(subject, verb, "nsubj")
    as_verb(verb)
    for child in left:
        if child.i not in (subject.i, verb.i):
            _share_out(child, verb, subject)
    for child in [c for c in noun.children if c.i > noun.i]:
        loose = child.dep_ in ("punct", "advcl", "parataxis", "acl") or _is_clause(child)
        if loose or child.ent_type_ in ("DATE", "TIME"):
            hang(child, verb, "obl" if child.dep_ == "nmod" else child.dep_)


def _is_clause(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")


def _share_out(child: Token, verb: Token, subject: Token) -> None:
    """A word that stood before the verb belongs to its subject, or to the verb where it has a preposition or a date."""
    if child.ent_type_ in ("DATE", "TIME") or any(c.dep_ == "case" and c.i < child.i for c in child.children):
        hang(child, verb, "obl")
    elif child.dep_ in ("det", "amod", "compound", "nmod:poss", "nummod", "nmod", "appos") and child.i != subject.i:
        hang(child, subject, child.dep_)
    else:
        hang(child, verb, child.dep_)


def _subject_of(verb: Token, noun: Token, before: Token, sentence: Span) -> Token | None:
    """The subject that a verb read as an adjective would have; None where it may be an adjective after all."""
    own = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
    helped = any(child.dep_ == "aux" for child in verb.children)
    verbless = headless(noun, sentence)
    if own is not None and (verbless or own.i == before.i):
        return own
    if before.text == "," and verbless and noun.head.i != noun.i and noun.head.pos_ in NOUNS:
        return noun.head
    if before.pos_ not in NOUNS and not before.ent_type_:
        return None
    if _is_held(before, sentence):  # "thousands throughout the country staged protests"
        return noun.head if verbless and noun.head.i < before.i - 1 and noun.head.pos_ in NOUNS else None
    top = before
    while top.head.i not in (noun.i, verb.i, top.i) and not top.head.dep_.startswith("aux"):
        top = top.head
    under = top.head.i != top.i and (top.head.i in (noun.i, verb.i) or top.head.head.i == verb.i)
    beside = verbless and top.i == noun.head.i and noun.dep_ in ("appos", "parataxis", "conj")
    if beside or (under and top.i < verb.i and (verbless or helped)):
        return top
    return before if _behind_opener(before, sentence) else None


def _is_held(noun: Token, sentence: Span) -> bool:
    """Whether a preposition stands right before a noun; one that may open a clause ("after") does not count."""
    if noun.i == sentence.start:
        return False
    before = noun.nbor(-1)
    return before.pos_ == "ADP" and before.lower_ not in OPENERS


def _behind_opener(name: Token, sentence: Span) -> bool:
    start = name.i - 1
    while start >= sentence.start and name.doc[start].pos_ in ("DET", "ADJ", "PROPN", "NOUN"):
        start -= 1
    return start > sentence.start and name.pos_ == "PROPN" and name.doc[start].lower_ in OPENERS


def _perfect(verb: Token, sentence: Span) -> None:
    """A participle behind "had", read as an adjective: "had eased sanctions"."""
    del sentence
    noun, have = verb.head, verb.head.head
    if verb.dep_ != "amod" or verb.tag_ not in PAST or noun.dep_ != "obj" or have.i != verb.i - 1:
        return
    if verb_lemma(verb) not in lexicon().single or verb_lemma(have) != "have":
        return
    if any(child.dep_ == "det" for child in noun.children):
        return
    children = [child for child in have.children if child.i != noun.i]
    replace(have, verb)
    hang(have, verb, "aux")
    hang(noun, verb, "obj")
    for child in children:
        hang(child, verb, child.dep_)
    have.pos_ = "AUX"


def _infinitive(verb: Token, sentence: Span) -> None:
    """A verb behind "to", read as a part of its object: "agreed to host talks"."""
    noun, mark = verb.head, verb.nbor(-1) if verb.i > sentence.start else verb
    if verb.dep_ not in ("amod", "compound") or mark.lower_ != "to" or noun.i <= verb.i or noun.pos_ not in NOUNS:
        return
    above = noun.head
    if mark.head.i not in (noun.i, verb.i) or above.i >= mark.i or above.pos_ not in ("VERB", "ADJ"):
        return
    willing, known = verb_lemma(above) in _WILLING, verb.lower_ in lexicon().single
    if not (willing and known) and not (verb.tag_ == "VB" and (willing or known)):
        return
    hang(verb, above, "xcomp")
    hang(noun, verb, "obj")
    hang(mark, verb, "mark")
    mark.pos_ = "PART"
    verb.pos_, verb.tag_ = "VERB", "VB"
    verb.set_morph("VerbForm=Inf")  # type: ignore[attr-defined]  # spaCy has it, its stubs do not


def _gerund(verb: Token, sentence: Span) -> None:
    """A gerund read as an adjective: "avoided attacking forces"."""
    noun, above = verb.head, verb.head.head
    if verb.dep_ != "amod" or verb.tag_ != "VBG" or noun.dep_ != "obj" or verb.i == sentence.start:
        return
    if above.i != verb.i - 1 or verb_lemma(above) not in _GERUND or verb_lemma(verb) not in lexicon().single:
        return
    hang(verb, above, "xcomp")
    hang(noun, verb, "obj")


def _held_gerund(verb: Token, sentence: Span) -> None:
    """A gerund between a preposition and a name, read as a part of the name: "came close to bombing Acme"."""
    noun = verb.head
    bound = verb.dep_ in ("amod", "compound", "nmod:desc") and verb.lower_.endswith("ing")
    if not bound or verb.tag_ not in ("VBG", "NN") or noun.i != verb.i + 1 or verb.i == sentence.start:
        return
    case = verb.nbor(-1)
    named = noun.ent_type_ in NAMED
    if not named or case.dep_ != "case" or case.head.i != noun.i or verb_lemma(verb) not in lexicon().single:
        return
    above = noun.head
    others = [child for child in above.children if child.i > noun.i] if above.pos_ == "ADV" else []
    if above.pos_ == "ADV":
        above = above.head
    hang(verb, above, "advcl")
    hang(noun, verb, "obj")
    hang(case, verb, "mark")
    for child in others:
        hang(child, verb, child.dep_)


def _word_class(verb: Token, sentence: Span) -> None:
    """What has a subject and an object is a verb, whatever the tagger says: "Acme quit the market"."""
    if verb.pos_ not in ("ADJ", "NOUN") or any(child.dep_ == "cop" for child in verb.children):
        return
    subject = any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children)
    if subject and any(child.dep_ == "obj" and child.i > verb.i for child in verb.children) and verb.i > sentence.start:
        as_verb(verb)


def _helper(aux: Token, sentence: Span) -> None:
    """A helping verb is no subject: "forces had bombed"."""
    del sentence
    verb = aux.head
    if aux.pos_ == "AUX" and aux.dep_ == "nsubj" and verb.i == aux.i + 1:
        for child in list(aux.children):
            hang(child, verb, child.dep_)
        aux.dep_ = "aux"


def _active(verb: Token, sentence: Span) -> None:
    """A perfect without "been" is active: "has not intervened"."""
    del sentence
    helpers = {child.lemma_ for child in verb.children if child.dep_ == "aux"}
    if "have" in helpers and "be" not in helpers and not any(child.dep_ == "aux:pass" for child in verb.children):
        for child in verb.children:
            if child.dep_ == "nsubj:pass":
                child.dep_ = "nsubj"


def _plural(verb: Token, sentence: Span) -> None:
    """A plural read as a verb: "jets bombed forces", "bombed Acme positions"."""
    noun = verb.head
    if verb.dep_ != "amod" or verb.pos_ != "VERB" or noun.i <= verb.i or verb.i == sentence.start:
        return
    over = noun.head
    if over.tag_ not in ("VBZ", "VBP") or has_aux(over) or not _is_group(over):
        return
    if over.i == verb.i - 1 and noun.dep_ == "obj":
        left = [
            c for c in over.children if c.i < over.i and c.dep_ in ("compound", "amod", "det", "nummod", "nmod:poss")
        ]
        if not left:
            return
        others = [child for child in over.children if child.i != noun.i and child not in left]
        replace(over, verb)
        hang(over, verb, "nsubj")
        hang(noun, verb, "obj")
    elif over.i == noun.i + 1 and noun.dep_ == "nsubj" and verb.i == noun.i - 1:
        subject = next((c for c in verb.children if c.i == verb.i - 1 and c.pos_ in NOUNS), None)
        if subject is None:
            return
        left = [child for child in noun.children if child.i < subject.i]
        others = [child for child in over.children if child.i != noun.i]
        replace(over, verb)
        if verb.dep_ == "conj" and verb.head.pos_ in NOUNS and verb.head.head.pos_ == "VERB":
            verb.head = verb.head.head
        hang(over, verb, "obj")
        hang(noun, over, "compound")
        hang(subject, verb, "nsubj")
        for child in left:
            hang(child, subject, child.dep_)
    else:
        return
    over.pos_, over.tag_ = "NOUN", "NNS"
    as_verb(verb)
    for child in others:
        hang(child, verb, child.dep_)


def _is_group(token: Token) -> bool:
    words = lexicon()
    return bool({noun_lemma(token), token.lemma_.lower(), token.lower_} & (words.people | words.things | words.weapons))


def _far_apposition(token: Token) -> None:
    """A name behind a comma and a clause is no apposition to what stands before it: "backed by Acme, Bolt and Core"."""
    head, start = token.head, token.left_edge
    comma = start if start.text == "," else start.nbor(-1) if start.i > token.sent.start else start
    if token.dep_ != "appos" or token.i < head.i or comma.text != "," or comma.i == token.sent.start:
        return
    beside = comma.nbor(-1)
    between = any(c.dep_.startswith("acl") and head.i < c.i < token.i for c in head.children)
    if between and beside.pos_ in NOUNS and beside.i != head.i and token.ent_type_ and beside.ent_type_:
        hang(token, beside, "conj")


def _listed(token: Token) -> None:
    """The middle one of three names: "by Acme, Bolt and Core"."""
    head = token.head
    if token.dep_ != "nmod:unmarked" or token.i != head.i + 2 or token.i + 1 >= token.sent.end:
        return
    joined = token.nbor(-1).text == "," and token.nbor(1).dep_ == "cc" and any(c.dep_ == "conj" for c in head.children)
    if joined and token.ent_type_ == head.ent_type_ != "":
        hang(token, head, "conj")


def _title(token: Token) -> None:
    """A person's name right behind a word for people belongs to it: "spokesman Omar Faris said"."""
    named = token.ent_type_ == "PERSON" or (" " in token.text and not token.ent_type_)
    if not named or not token.dep_.startswith(("nsubj", "obl:agent")) or token.i == token.sent.start:
        return
    title = token.nbor(-1)
    plain = title.pos_ in NOUNS and not title.ent_type_ and not token.is_ancestor(title)
    if plain and noun_lemma(title) in lexicon().people:
        hang(token, title, "appos")


def _apart(token: Token) -> None:
    """A person set off by commas belongs to the title, not to the name in it: "the envoy to Acme, Ann Grey, said"."""
    commas = (
        token.i > token.sent.start and token.i + 1 < token.sent.end and token.nbor(-1).text == token.nbor(1).text == ","
    )
    if token.ent_type_ != "PERSON" or not commas or token.dep_ not in ("appos", "nmod:unmarked", "flat", "conj"):
        return
    title = token.head
    while title.dep_ == "nmod" and title.head.i < title.i and title.head.pos_ in NOUNS:
        title = title.head
    if title.i not in (token.head.i, token.i) and noun_lemma(title) in lexicon().people:
        hang(token, title, "appos")


def _plain_object(token: Token) -> None:
    """A name right behind an active verb without an object is its object: "bombed Bolt", "met Ann Grey"."""
    verb = token.head
    loose = token.dep_ == "obl" and not any(child.dep_ == "case" for child in token.children)
    if (
        (token.dep_ not in ("xcomp", "obl:unmarked") and not loose)
        or token.pos_ != "PROPN"
        or verb.i != token.i - 1
        or verb.pos_ != "VERB"
    ):
        return
    named = token.ent_type_ in NAMED
    if named and not has_object(verb) and not any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
        hang(token, verb, "obj")
