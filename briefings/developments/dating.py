"""When a told event happened: the expression of time that belongs to it, and to no other event of the sentence.

A time belongs to the nearest event or predicate above it in the parse. An event takes its own times first, then those
of what carries it: the light verb of a noun ("an attack *was made* in May"), the verb that causes it ("*authorised* in
May the forces to raid"), the clause it goes on from ("*bombed* bases in May, killing 25"), and what stands before two
coordinated verbs. What was said on Friday did not happen on Friday. Where the parse is odd, a time that stands directly
at the event word is its time. None rather than a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import is_light, lexicon, noun_type, verb_lemma
from briefings.developments.timex.spans import days_told, tokens_of
from briefings.developments.timex.tense import ADVERBIAL, is_predicate
from briefings.model import DaySpan, TimeExpression

_NAMES_TIME = ("ADJ", "NOUN", "PROPN", "NUM")  #: what may stand between a time and the noun it describes
_AFTER = frozenset({"on", "in", "of", "during", "over", "from", "since", "last", "this", "late", "early", "at"})
#: What an event does: happens, or harms; its verb's time is its own.
_HAPPEN = frozenset(
    {"happen", "occur", "take", "come", "hit", "target", "kill", "wound", "injure", "strike", "destroy", "damage",
     "claim", "leave", "erupt", "break", "begin", "start", "end", "last", "continue", "rock"}
)  # fmt: skip
_HARM = frozenset({"kill", "wound", "injure", "destroy", "damage", "die", "hit", "hurt", "lose", "displace", "arrest"})
_DESCRIBES = frozenset({"compound", "amod", "nummod", "nmod:poss", "nsubj", "nsubj:pass", "obj", "flat"})
_COMPARES = frozenset({"from", "than", "compared", "versus", "against"})
_UNIQUE = frozenset({"first", "only", "record"})
_SET_FOR = frozenset({"schedule", "set", "plan", "slate", "due", "book", "call"})
_LETS = frozenset({"help", "allow", "let", "force", "enable", "manage", "use"})
_PLANS = frozenset({"plan", "intend", "prepare", "seek", "hope", "call"})
_AT_ONCE = frozenset({"when", "as", "while", "by", "in"})  #: marks of a clause that tells of the same time


@dataclass(frozen=True, slots=True)
class _Time:
    """An expression of the sentence with its days."""

    days: DaySpan
    top: Token  #: the head of its words
    first: int  #: its first and last token
    last: int


def when_of(doc: Doc, times: Sequence[TimeExpression], event: int, issue_date: date | None) -> DaySpan | None:
    """The days of the event that a word names; None where the text does not say.

    Args:
        doc: the parsed text, Universal Dependencies.
        times: what `find_times` found in it, in its order.
        event: index of the event's token.
        issue_date: the day to which what has gone on "since" a day goes on.
    """
    word = doc[event]
    found = list(_times_of(doc, times, word, issue_date))
    if not found:
        return None
    beside = [time for time in found if _stands_at(word, time) or _opens_when(word, time)]
    if beside:
        return _nearest(word, beside).days
    for carrier, ahead in _carriers(word):
        own = [time for time in found if _holder(time).i == carrier.i and (not ahead or _is_ahead(time, carrier, word))]
        if own:
            return _nearest(word, own).days
    return None


def _times_of(doc: Doc, times: Sequence[TimeExpression], word: Token, issue_date: date | None) -> Iterator[_Time]:
    """The sentence's expressions that have days, the event word's own letters left out."""
    sentence = word.sent
    for index, time in enumerate(times):
        if not sentence.start_char <= time.start < sentence.end_char or time.first is None:
            continue
        days, span = days_told(doc, times, index, issue_date), tokens_of(doc, time)
        if days is not None and not span.start <= word.i < span.end and _is_when(span, time):
            yield _Time(days, span.root, span.start, span.end - 1)


def _is_when(span: Span, time: TimeExpression) -> bool:
    """Whether a time can say when: not "the first loss since 1992", nor what something is for ("profits for 2009")."""
    doc, before = span.doc, span.doc[max(span.sent.start, span.start - 9) : span.start]
    last = before[-1].lower_ if len(before) else ""
    if last == "since":
        return not any("Sup" in token.morph.get("Degree", []) or token.lower_ in _UNIQUE for token in before)
    if last == "for" and time.type == "DATE":
        return any(token.lemma_ in _SET_FOR for token in doc[span.sent.start : span.start])
    compared = time.text.lower().endswith(("ago", "earlier")) and any(token.lower_ in _COMPARES for token in before)
    return last not in ("than", "with", "versus") and not compared


def _stands_at(word: Token, time: _Time) -> bool:
    """Whether a time is part of the event's own noun phrase, or stands directly behind the event word.

    "The Thursday night raid", "the January airstrikes", "the US response in March", "raided on Friday".
    """
    doc = word.doc
    if time.last < word.i:
        between = doc[time.last + 1 : word.i]
        close = len(between) <= 2 and all(token.pos_ in _NAMES_TIME for token in between)
        article = time.first > 0 and doc[time.first - 1].pos_ in ("DET", "PRON", "ADJ")
        return close and (article or doc[time.first].pos_ == "DET") and not _is_clause_time(time)
    between = doc[word.i + 1 : time.first]
    if len(between) > 1 or any(token.lower_ not in _AFTER and token.pos_ != "DET" for token in between):
        return False
    if time.top.dep_ in _DESCRIBES and time.top.head.i > time.last:
        return False  # "overruled a 1971 convention"
    holder = _holder(time)
    return not is_predicate(holder) or holder.i == word.i or holder == _carrying_verb(word)


def _opens_when(word: Token, time: _Time) -> bool:
    """Whether a time stands right before the event's "when": "was clear in *January* when gunmen marched"."""
    return any(child.lower_ == "when" and child.i == time.last + 1 for child in word.children)


def _is_clause_time(time: _Time) -> bool:
    """Whether the parse makes a time an adverbial of its own, so that it describes no noun."""
    return time.top.dep_ in ADVERBIAL or any(child.dep_ == "case" for child in time.top.children)


def _holder(time: _Time) -> Token:
    """The event noun or the predicate that a time belongs to.

    It is the verb of saying before it, the main clause where print sets it apart, or the first one above it.
    """
    root = time.top.sent.root
    apart = root if _is_fronted(time) else _last_clause(root) if _closes(time) else None
    return _sayer(time) or apart or _first_above(time)


def _first_above(time: _Time) -> Token:
    """The first event noun or predicate above a time.

    What describes a noun of another kind stays with it: "the June 1 deadline", "the events of today".
    """
    if time.last + 1 < len(time.top.doc) and _opens_before_subject(time):
        return time.top.sent.root
    bound = time.top.dep_ in _DESCRIBES or any(c.lower_ == "of" for c in time.top.children if c.dep_ == "case")
    for above in time.top.ancestors:
        if time.first <= above.i <= time.last:
            continue
        if bound and not is_predicate(above):
            return above
        if time.top.dep_ == "aux" and is_predicate(above.head):
            return above.head  # "took office in May promising": the parser's modal is a month
        if is_predicate(above) or (above.pos_ == "NOUN" and noun_type(above)):
            return above
    return time.top.sent.root


def _opens_before_subject(time: _Time) -> bool:
    """Whether a time opens its sentence and was taken for a part of the subject: "Yesterday Acme expelled …"."""
    start, name = time.top.sent.start, time.top.head
    return (
        time.first == start and time.top.dep_ == "compound" and name.dep_.startswith("nsubj") and bool(name.ent_type_)
    )


def _sayer(time: _Time) -> Token | None:
    """The verb of saying that a time stands directly behind: "…, the police *said* late on Friday"."""
    doc, i = time.top.doc, time.first - 1
    while i >= 0 and doc[i].lower_ in _AFTER:
        i -= 1
    said = i >= 0 and doc[i].pos_ == "VERB" and verb_lemma(doc[i]) in lexicon().saying
    return doc[i] if said and is_predicate(doc[i]) else None


def _is_fronted(time: _Time) -> bool:
    """Whether a time opens its sentence before a comma, though the parse hangs it on no verb: "Also Sunday, ..."."""
    doc, start = time.top.doc, time.top.sent.start
    comma = time.last + 1 < len(doc) and doc[time.last + 1].text == ","
    return comma and time.first - start <= 2 and not any(is_predicate(token) for token in doc[start : time.first])


def _last_clause(root: Token) -> Token:
    """The last of the main clauses that are strung together."""
    clauses = [child for child in root.children if child.dep_ == "conj" and child.i > root.i and is_predicate(child)]
    return _last_clause(clauses[-1]) if clauses and _has_subject(clauses[-1]) else root


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _closes(time: _Time) -> bool:
    """Whether a time ends its sentence behind a comma of its own: "…, run by Acme, in the past week"."""
    sentence, doc = time.top.sent, time.top.doc
    start = time.first
    while start > sentence.start and doc[start - 1].lower_ in (*_AFTER, "the", "past"):
        start -= 1
    ends = all(token.is_punct or token.is_space for token in doc[time.last + 1 : sentence.end])
    return ends and start > sentence.start and doc[start - 1].text == "," and is_predicate(sentence.root)


def _nearest(word: Token, times: Sequence[_Time]) -> _Time:
    """The nearest of several times, or a finer one that lies within it."""
    near = min(times, key=lambda time: abs(time.top.i - word.i))
    within = [time for time in times if near.days.first <= time.days.first and time.days.last <= near.days.last]
    return min(within, key=lambda time: (time.days.last - time.days.first).days)


def _is_ahead(time: _Time, carrier: Token, word: Token) -> bool:
    """Whether a time stands before both the verb it is parsed with and the event, and so holds for both."""
    ahead = time.last < min(carrier.i, word.i)
    between = time.last + 1 == carrier.i and any(
        c.dep_.startswith("nsubj") and c.i < time.first for c in carrier.children
    )
    return ahead and (time.top.dep_ in ADVERBIAL or between or _is_fronted(time))


def _carriers(word: Token) -> Iterator[tuple[Token, bool]]:
    """Whose times an event takes, nearest first; True where only what stands before both counts."""
    yield word, False
    if is_predicate(word):
        yield from _around_verb(word)
        return
    yield from ((child, False) for child in word.children if _tells_of_noun(child))
    verb = _carrying_verb(word)
    if verb is not None:
        yield verb, False
        yield from _around_verb(verb)


def _around_verb(verb: Token) -> Iterator[tuple[Token, bool]]:
    """What harms gives its time ("the response in March killed three"); else the clauses above."""
    if verb_lemma(verb) in _HARM:
        yield from ((child, False) for child in verb.children if child.dep_ == "nsubj" and noun_type(child))
    yield from _above(verb)


def _tells_of_noun(clause: Token) -> bool:
    """Whether a clause on an event noun tells that it happened: "a raid *carried out* in May", "which *took* place"."""
    if clause.dep_ == "acl":
        return is_light(clause) or clause.lemma_ in _HAPPEN
    return clause.dep_ == "acl:relcl" and clause.lemma_ in ("happen", "occur", "take")


def _carrying_verb(noun: Token) -> Token | None:
    """The verb that tells that an event noun happened: a light one, or one of happening and harm."""
    top = noun
    while top.dep_ == "conj" or (
        top.dep_ == "nmod" and any(c.lower_ == "of" for c in top.children if c.dep_ == "case")
    ):
        top = top.head
    verb = top.head
    if verb.i == top.i or not is_predicate(verb):
        return None
    if top.dep_ in ("obj", "nsubj:pass") and (is_light(verb) or verb_lemma(verb) in lexicon().raising):
        return verb
    if top.dep_ in ("nsubj", "nsubj:pass") and (verb_lemma(verb) in _HAPPEN or is_light(verb)):
        return verb
    return verb if top.dep_ == "obl" and verb_lemma(verb) in _HARM else None


def _above(verb: Token) -> Iterator[tuple[Token, bool]]:
    """The clauses whose time is an event's too, upwards."""
    ahead = False
    for _ in range(6):
        above = verb.head
        if above.i == verb.i or not _goes_on(verb, above):
            return
        ahead = ahead or verb.dep_ == "conj"
        yield above, ahead
        if verb.dep_.startswith("acl"):
            return
        verb = above


def _goes_on(verb: Token, above: Token) -> bool:
    """Whether what is told of `verb` happened at the time of the clause above it."""
    lemma = verb_lemma(above)
    if verb.dep_ == "conj":
        return is_predicate(above)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and lemma in lexicon().causative | _LETS:
        return True
    if verb.dep_ in ("xcomp", "ccomp"):
        return is_light(above) and lemma not in lexicon().saying | _PLANS
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod", "case")}
    if verb.dep_ == "advcl":
        own = any(child.dep_.startswith("nsubj") for child in verb.children)
        return bool(marks & _AT_ONCE) or (verb.tag_ == "VBG" and not own and not marks & {"before", "after", "since"})
    if verb.dep_ == "acl:relcl":
        return bool(noun_type(above))
    return False
