"""Mending the parse where it cannot be English: a verb taken for an adjective, an aside for the main clause.

News prose misleads a parser in few ways, and each shows: a sentence that ends in a full stop and has no verb ("Acme
bombed Bolt." read as a heading), a past tense right behind a name that a preposition holds ("gunmen linked to Acme
attacked …"), a name behind "after" and in front of a past tense. Each rule names the shape that has only one reading,
and hangs the words anew; all other sentences are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import is_past_form, lexicon, noun_lemma, verb_lemma

_NOUNS = frozenset({"NOUN", "PROPN"})
_PAST = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENERS = frozenset({"after", "when", "before", "while", "because", "until", "although", "though", "since", "as"})
_HOLDING = frozenset({"to", "by", "of", "in", "with", "from", "near", "at"})  #: what they hold is no subject
_RELATIVE = frozenset({"who", "whose", "which"})
_CLAUSES = frozenset({"advcl", "conj", "parataxis", "xcomp", "ccomp", "acl"})
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
        for rule in (_active, _plural, _adjective, _naming, _perfect, _infinitive, _gerund, _held_name, _after_clause, _aside, _purpose,
                     _lost_clause):
            for token in sentence:
                rule(token, sentence)
        for token in sentence:
            _far_apposition(token)
            _title(token)
            _apart(token)
            _plain_object(token)
    return doc


def _hang(token: Token, head: Token, dep: str) -> None:
    if token.i != head.i:
        token.head = head
    token.dep_ = dep


def _replace(old: Token, new: Token) -> None:
    """Put `new` where `old` hangs; what becomes of `old` is for the caller to say."""
    root = old.head.i == old.i
    dep, above = old.dep_, old.head
    new.head = new if root else above
    new.dep_ = dep


def _as_verb(token: Token) -> None:
    token.pos_, token.tag_ = "VERB", "VBD"
    token.set_morph("Mood=Ind|Tense=Past|VerbForm=Fin")


def _before(token: Token, sentence: Span) -> Token | None:
    """The word before, over a name in brackets: "Acme (AC) said"."""
    at = token.i - 1
    if at >= sentence.start and token.doc[at].text == ")":
        at = next((i - 1 for i in range(at, sentence.start, -1) if token.doc[i].text == "("), at)
    return token.doc[at] if at >= sentence.start else None


def _is_past(token: Token) -> bool:
    return token.tag_ in _PAST or (token.tag_ in ("NN", "JJ") and is_past_form(token.lower_))


def _adjective(verb: Token, sentence: Span) -> None:
    """A past tense between a name and a noun, where the sentence has no other verb: "Acme bombed Bolt."."""
    noun = verb.head
    if verb.dep_ not in ("amod", "compound") or not _is_past(verb) or noun.i <= verb.i or noun.pos_ == "VERB":
        return
    before = _before(verb, sentence)
    while before is not None and before.dep_.startswith("aux") and before.i > sentence.start:
        before = before.nbor(-1)
    if before is None or before.text in "-–":
        return
    subject = _subject_of(verb, noun, before, sentence)
    if subject is None:
        return
    top = noun.head if subject.i == noun.head.i else noun
    left = [child for child in noun.children if child.i < verb.i]
    _replace(top, verb)
    if verb.dep_ == "obj" and verb.head.pos_ == "VERB":
        verb.dep_ = "ccomp"
    _hang(top, verb, "nsubj" if top.i == subject.i else "obj")
    _hang(noun, verb, "obj")
    if top.i != subject.i:
        _hang(subject, verb, "nsubj")
    _as_verb(verb)
    for child in left:
        if child.i not in (subject.i, verb.i):
            _share_out(child, verb, subject)
    for child in [c for c in noun.children if c.i > noun.i]:
        if (
            child.dep_ in ("punct", "advcl", "parataxis", "acl")
            or child.ent_type_ in ("DATE", "TIME")
            or _is_clause(child)
        ):
            _hang(child, verb, "obl" if child.dep_ == "nmod" else child.dep_)


def _is_clause(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")


def _share_out(child: Token, verb: Token, subject: Token) -> None:
    """A word that stood before the verb belongs to its subject, or to the verb where it has a preposition or a date."""
    if child.ent_type_ in ("DATE", "TIME") or any(c.dep_ == "case" and c.i < child.i for c in child.children):
        _hang(child, verb, "obl")
    elif child.dep_ in ("det", "amod", "compound", "nmod:poss", "nummod", "nmod", "appos") and child.i != subject.i:
        _hang(child, subject, child.dep_)
    else:
        _hang(child, verb, child.dep_)


def _subject_of(verb: Token, noun: Token, before: Token, sentence: Span) -> Token | None:
    """The subject that a verb read as an adjective would have; None where it may be an adjective after all."""
    own = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
    helped = any(child.dep_ == "aux" for child in verb.children)
    headless = _headless(noun, sentence)
    if own is not None and (headless or own.i == before.i):
        return own
    if before.text == "," and headless and noun.head.i != noun.i and noun.head.pos_ in _NOUNS:
        return noun.head
    if before.pos_ not in _NOUNS and not before.ent_type_:
        return None
    top = before
    while top.head.i not in (noun.i, verb.i, top.i):
        top = top.head
    if top.head.i in (noun.i, verb.i) and top.i < verb.i and (headless or helped):
        return top
    if headless and top.i == noun.head.i and noun.dep_ in ("appos", "parataxis", "conj"):
        return top
    return before if _behind_opener(before, sentence) else None


def _headless(noun: Token, sentence: Span) -> bool:
    """Whether a whole sentence hangs on a noun: it has a full stop and no verb of its own."""
    root = sentence.root
    if root.pos_ not in _NOUNS or sentence[-1].text not in '.”"' or root.i not in (noun.i, noun.head.i):
        return False
    return not any(c.dep_ == "cop" or (c.dep_.startswith("nsubj") and c.i != noun.i) for c in root.children)


def _behind_opener(name: Token, sentence: Span) -> bool:
    start = name.i - 1
    while start >= sentence.start and name.doc[start].pos_ in ("DET", "ADJ", "PROPN", "NOUN"):
        start -= 1
    return start > sentence.start and name.pos_ == "PROPN" and name.doc[start].lower_ in _OPENERS


def _naming(verb: Token, sentence: Span) -> None:
    """A main verb behind an aside with a gerund: "a group calling itself Acme claimed responsibility"."""
    root, noun = sentence.root, verb.head
    if verb.dep_ != "amod" or verb.tag_ != "VBD" or noun.dep_ != "obj" or noun.head.i != root.i or root.i > verb.i:
        return
    subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    if root.tag_ != "VBG" or _has_aux(root) or subject is None or verb.nbor(-1).pos_ not in _NOUNS:
        return
    _hang(verb, root, "conj")
    _hang(noun, verb, "obj")
    _lead(verb, root, subject)
    root.tag_ = "VBG"


def _perfect(verb: Token, sentence: Span) -> None:
    """A participle behind "had", read as an adjective: "had eased sanctions"."""
    del sentence
    noun, have = verb.head, verb.head.head
    if verb.dep_ != "amod" or verb.tag_ not in _PAST or noun.dep_ != "obj" or have.i != verb.i - 1:
        return
    if verb_lemma(have) != "have" or any(child.dep_ == "det" for child in noun.children):
        return
    children = [child for child in have.children if child.i != noun.i]
    _replace(have, verb)
    _hang(have, verb, "aux")
    _hang(noun, verb, "obj")
    for child in children:
        _hang(child, verb, child.dep_)
    have.pos_ = "AUX"


def _infinitive(verb: Token, sentence: Span) -> None:
    """A verb behind "to", read as a part of its object: "agreed to host talks"."""
    noun, mark = verb.head, verb.nbor(-1) if verb.i > sentence.start else verb
    if verb.dep_ not in ("amod", "compound") or mark.lower_ != "to" or noun.i <= verb.i or noun.pos_ not in _NOUNS:
        return
    above = noun.head
    if mark.head.i not in (noun.i, verb.i) or above.i >= mark.i or above.pos_ not in ("VERB", "ADJ"):
        return
    if verb.tag_ != "VB" and not (verb_lemma(above) in _WILLING and verb.lower_ in lexicon().single):
        return
    _hang(verb, above, "xcomp")
    _hang(noun, verb, "obj")
    _hang(mark, verb, "mark")
    mark.pos_ = "PART"
    verb.pos_, verb.tag_ = "VERB", "VB"
    verb.set_morph("VerbForm=Inf")


def _gerund(verb: Token, sentence: Span) -> None:
    """A gerund read as an adjective: "avoided attacking forces"."""
    noun, above = verb.head, verb.head.head
    if verb.dep_ != "amod" or verb.tag_ != "VBG" or noun.dep_ != "obj" or verb.i == sentence.start:
        return
    if above.i != verb.i - 1 or verb_lemma(above) not in _GERUND or verb_lemma(verb) not in lexicon().single:
        return
    _hang(verb, above, "xcomp")
    _hang(noun, verb, "obj")


def _held_name(verb: Token, sentence: Span) -> None:
    """A past tense right behind a name that a preposition holds: "gunmen linked to Acme attacked a base"."""
    root = sentence.root
    if verb.tag_ != "VBD" or root.i >= verb.i - 2 or root.tag_ not in _PAST or not _below(verb, root):
        return
    name, hold = verb.nbor(-1), verb.nbor(-2)
    if name.pos_ not in _NOUNS or name.ent_type_ in ("DATE", "TIME") or hold.lower_ not in _HOLDING:
        return
    subject = next((c for c in root.children if c.dep_.startswith("nsubj") and c.i < root.i), None)
    if subject is None or any(t.text in ",;" for t in verb.doc[subject.i : verb.i]) or _has_aux(root) or _has_aux(verb):
        return
    anchor = max((t for t in root.subtree if t.i < hold.i and t.pos_ in ("VERB", "ADJ", "NOUN")), key=lambda t: t.i)
    _lead(verb, root, subject)
    _hang(name, anchor, "obl")
    _hang(hold, name, "case")


def _below(token: Token, root: Token) -> bool:
    """Whether clauses alone lie between a verb and the root."""
    current = token
    while current.i != root.i:
        if current.dep_ not in _CLAUSES or any(c.dep_ in ("cc", "punct") and c.i < token.i for c in current.children):
            return False
        current = current.head
    return token.i != root.i


def _has_aux(verb: Token) -> bool:
    return any(child.dep_.startswith("aux") for child in verb.children)


def _lead(verb: Token, root: Token, subject: Token) -> None:
    """Make `verb` the main verb, and the root an aside of the subject."""
    behind = [child for child in root.children if child.i > verb.i and child.i != subject.i]
    passive = subject.dep_ == "nsubj:pass" and any(child.dep_ == "aux:pass" for child in verb.children)
    relative = any(t.lower_ in _RELATIVE | {"as"} for t in verb.doc[subject.i : root.i])
    _replace(root, verb)
    _hang(root, verb, "dep")  # keeps the sentence one tree while it is rehung
    _hang(subject, verb, "nsubj:pass" if passive else "nsubj")
    _hang(root, subject, "acl:relcl" if relative else "acl")
    for child in behind:
        _hang(child, verb, child.dep_)
    if not relative:
        root.tag_ = "VBN"


def _after_clause(verb: Token, sentence: Span) -> None:
    """A name behind "after" and in front of a past tense is its subject: "resigned after Acme threatened him"."""
    if verb.tag_ not in _FINITE or verb.pos_ != "VERB" or verb.i <= sentence.start + 1:
        return
    name = verb.nbor(-1)
    mark = next((c for c in name.children if c.dep_ == "case" and c.lower_ in _OPENERS), None)
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
        _hang(verb, above, "advcl")
        _hang(old, above, "nsubj")
        for child in (*early, *dot):
            _hang(child, above, child.dep_)
    elif old is not None and verb.head.pos_ == "VERB" and verb.head.i < old.i < mark.i:
        _hang(old, verb.head, "obj")
        _hang(verb, verb.head, "advcl")
    else:
        return
    _hang(name, verb, "nsubj")
    _hang(mark, verb, "mark")


def _aside(verb: Token, sentence: Span) -> None:
    """The main verb behind an aside that was taken for it: "Acme, suspected of fraud, denied it"."""
    root = sentence.root
    if (
        verb.tag_ not in _FINITE | _PAST
        or verb.head.i != root.i
        or verb.dep_ not in _CLAUSES
        or verb.i < sentence.start + 4
    ):
        return
    if verb.nbor(-1).text != "," or _has_subject(verb) or root.i > verb.i:
        return
    subject = next((c for c in root.children if c.pos_ in _NOUNS and c.i < root.i), None)
    if subject is None or root.pos_ != "VERB":
        return
    comma = next((t for t in verb.doc[subject.i : root.i] if t.text == ","), None)
    if comma is None:
        return
    opens = comma.nbor(1)
    if (opens.i == root.i and root.tag_ in _PAST and not _has_aux(root)) or opens.lower_ in _RELATIVE | {"as"}:
        _lead(verb, root, subject)


def _purpose(verb: Token, sentence: Span) -> None:
    """An infinitive is no main verb: "Plans to raise output were shelved"."""
    root = sentence.root
    if verb.head.i != root.i or verb.dep_ not in _CLAUSES or verb.i < root.i or _has_subject(verb):
        return
    if not any(c.dep_ == "mark" and c.lower_ == "to" for c in root.children) or not (_has_aux(verb) or verb.tag_ in _FINITE):
        return
    subject = next((c for c in root.children if c.pos_ in _NOUNS and c.dep_.startswith("nsubj") and c.i < root.i), None)
    joined = any(c.dep_ == "cc" for c in verb.children)
    if subject is None or joined or any(c.dep_ in ("mark",) for c in verb.children):
        return
    tag, passive = root.tag_, any(child.dep_ == "aux:pass" for child in verb.children)
    _lead(verb, root, subject)
    root.tag_ = tag
    if passive:
        subject.dep_ = "nsubj:pass"


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _lost_clause(verb: Token, sentence: Span) -> None:
    """A noun for a root and its verb below it: "The chief, Ann Grey, resigned", "The talks collapsed"."""
    root = sentence.root
    if verb.head.i != root.i or verb.dep_ not in ("acl", "parataxis", "advcl") or root.pos_ not in _NOUNS:
        return
    late = verb.i > root.i + 2 and verb.nbor(-1).text == "," and verb.tag_ in ("VBD", "VBZ")
    close = verb.i == root.i + 1 and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _is_full(verb)))
    if verb.pos_ != "VERB" or _has_subject(verb) or not (late or close) or not _headless(root, sentence):
        return
    behind = [child for child in root.children if child.i > verb.i or child.dep_ in ("advmod", "obl")]
    _replace(root, verb)
    _hang(root, verb, "nsubj")
    _as_verb(verb)
    for child in behind:
        said = child.dep_.startswith("acl") and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        _hang(child, verb, "ccomp" if said else child.dep_)


def _is_full(verb: Token) -> bool:
    """Whether a participle is a verb after all: it has an object, or tells a movement."""
    return _has_object(verb) or verb_lemma(verb) in lexicon().moving


def _active(verb: Token, sentence: Span) -> None:
    """A perfect without "been" is active: "has not intervened"."""
    del sentence
    helpers = {child.lemma_ for child in verb.children if child.dep_ == "aux"}
    if "have" in helpers and not any(child.dep_ == "aux:pass" for child in verb.children):
        for child in verb.children:
            if child.dep_ == "nsubj:pass":
                child.dep_ = "nsubj"


def _plural(verb: Token, sentence: Span) -> None:
    """A plural read as a verb: "jets bombed forces", "bombed Acme positions"."""
    noun = verb.head
    if verb.dep_ != "amod" or verb.pos_ != "VERB" or noun.i <= verb.i or verb.i == sentence.start:
        return
    over = noun.head
    if over.tag_ not in ("VBZ", "VBP") or _has_aux(over) or not _is_group(over):
        return
    if over.i == verb.i - 1 and noun.dep_ == "obj":
        left = [c for c in over.children if c.i < over.i and c.dep_ in ("compound", "amod", "det", "nummod", "nmod:poss")]
        if not left:
            return
        others = [child for child in over.children if child.i != noun.i and child not in left]
        _replace(over, verb)
        _hang(over, verb, "nsubj")
        _hang(noun, verb, "obj")
    elif over.i == noun.i + 1 and noun.dep_ == "nsubj" and verb.i == noun.i - 1:
        subject = next((c for c in verb.children if c.i == verb.i - 1 and c.pos_ in _NOUNS), None)
        if subject is None:
            return
        left = [child for child in noun.children if child.i < subject.i]
        others = [child for child in over.children if child.i != noun.i]
        _replace(over, verb)
        if verb.dep_ == "conj" and verb.head.pos_ in _NOUNS and verb.head.head.pos_ == "VERB":
            verb.head = verb.head.head
        _hang(over, verb, "obj")
        _hang(noun, over, "compound")
        _hang(subject, verb, "nsubj")
        for child in left:
            _hang(child, subject, child.dep_)
    else:
        return
    over.pos_, over.tag_ = "NOUN", "NNS"
    _as_verb(verb)
    for child in others:
        _hang(child, verb, child.dep_)


def _is_group(token: Token) -> bool:
    words = lexicon()
    return bool({noun_lemma(token), token.lemma_.lower(), token.lower_} & (words.people | words.things | words.weapons))


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "obj" for child in verb.children)


def _far_apposition(token: Token) -> None:
    """A name behind a comma and a clause is no apposition to what stands before it: "backed by Acme, Bolt and Core"."""
    head = token.head
    if token.dep_ != "appos" or token.i < head.i or token.left_edge.i < 2 or token.left_edge.nbor(-1).text != ",":
        return
    beside = token.left_edge.nbor(-2)
    between = any(c.dep_.startswith("acl") and head.i < c.i < token.i for c in head.children)
    if between and beside.pos_ in _NOUNS and beside.i != head.i and token.ent_type_ and beside.ent_type_:
        _hang(token, beside, "conj")


def _title(token: Token) -> None:
    """A person's name right behind a word for people belongs to it: "spokesman Omar Faris said"."""
    if token.ent_type_ != "PERSON" or not token.dep_.startswith("nsubj") or token.i == token.sent.start:
        return
    title = token.nbor(-1)
    if (
        title.pos_ in _NOUNS
        and not title.ent_type_
        and noun_lemma(title) in lexicon().people
        and not _inside(token, title)
    ):
        _hang(token, title, "appos")


def _apart(token: Token) -> None:
    """A person set off by commas belongs to the title, not to the name in it: "the envoy to Acme, Ann Grey, said"."""
    commas = token.i > token.sent.start and token.i + 1 < token.sent.end and token.nbor(-1).text == token.nbor(1).text == ","
    if token.ent_type_ != "PERSON" or not commas or token.dep_ not in ("appos", "nmod:unmarked", "flat"):
        return
    title = token.head
    while title.dep_ == "nmod" and title.head.i < title.i and title.head.pos_ in _NOUNS:
        title = title.head
    if title.i not in (token.head.i, token.i) and noun_lemma(title) in lexicon().people:
        _hang(token, title, "appos")


def _plain_object(token: Token) -> None:
    """A name right behind an active verb without an object is its object: "bombed Bolt", "met Ann Grey"."""
    verb = token.head
    if token.dep_ not in ("xcomp", "obl:unmarked") or token.pos_ != "PROPN" or verb.i != token.i - 1 or verb.pos_ != "VERB":
        return
    named = token.ent_type_ in ("GPE", "ORG", "PERSON", "NORP", "FAC", "LOC")
    if named and not _has_object(verb) and not any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
        _hang(token, verb, "obj")


def _inside(head: Token, token: Token) -> bool:
    return token.i in _indices(head.subtree)


def _indices(tokens: Iterable[Token]) -> set[int]:
    return {token.i for token in tokens}
