"""When a told event happened: the expression of time that belongs to it, and to no other event of the sentence.

A time belongs to the nearest event or predicate above it in the parse. An event takes its own times first, then those
of what carries it (`carriers`). What was said on Friday did not happen on Friday, but what is announced on Friday, and
still to come, is told as of that day. Where the parse is odd, a time that stands directly at the event word is its
time. None rather than a guess.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span, Token

from briefings.developments.carriers import Carrier, Side, carriers, carrying_verb
from briefings.developments.lexicon import is_nominal, lexicon, noun_type, verb_lemma
from briefings.developments.timex import tense
from briefings.developments.timex.spans import days_told, tokens_of
from briefings.developments.timex.tense import ADVERBIAL, is_predicate
from briefings.model import DaySpan, TimeExpression

_NAMES_TIME = ("ADJ", "NOUN", "PROPN", "NUM")  #: what may stand between a time and the noun it describes
_AFTER = frozenset({"on", "in", "of", "during", "over", "from", "since", "last", "this", "late", "early", "at"})
_WHEN = frozenset({"on", "in", "at", "during", "over", "within", "throughout"})
_DESCRIBES = frozenset({"compound", "amod", "nummod", "nmod:poss", "nsubj", "nsubj:pass", "obj", "flat"})
_COMPARES = frozenset({"from", "than", "compared", "versus", "against"})
_UNIQUE = frozenset({"first", "only", "record"})
_SET_FOR = frozenset({"schedule", "set", "plan", "slate", "due", "book", "call"})


#: What sets a verb apart from a narrative: "has left", "had bombed", "now holds".
_APART = frozenset(
    {"has", "have", "had", "'ve", "’ve", "now", "currently", "previously", "formerly", "since", "already"}
)
_NO_DAYS = DaySpan(date.min, date.min, "")


@dataclass(frozen=True, slots=True)
class _Time:
    """An expression of the sentence with its days."""

    days: DaySpan
    top: Token  #: the head of its words
    first: int  #: its first and last token
    last: int
    over: bool  #: whether it is past by the issue's date


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
    for carrier in carriers(word):
        own = [time for time in found if _holder(time).i == carrier.word.i and _fits(time, carrier, word)]
        if own:
            return _nearest(word, own).days
    return None


def told_elsewhere(doc: Doc, times: Sequence[TimeExpression], event: int) -> bool:
    """Whether an undated event's own clause sets it apart from what was told right before.

    It may then take no days from there: "has now left", "had bombed", "until Friday", "two days later". A time that
    only says when something was said, or that describes a noun ("a 45-year-old"), sets nothing apart.

    Args:
        doc: the parsed text, Universal Dependencies.
        times: what `find_times` found in it, in its order.
        event: index of the event's token.
    """
    word = doc[event]
    verb = word if is_predicate(word) else carrying_verb(word) or word
    around = {child.lower_ for one in {word, verb} for child in one.children if child.dep_ in ("advmod", "aux", "obl")}
    return bool(around & _APART) or any(_is_left_over(doc, times[index], word) for index in _within(times, word.sent))


def _is_left_over(doc: Doc, time: TimeExpression, word: Token) -> bool:
    """Whether a time of the event's sentence tells of something that is not merely said."""
    span = tokens_of(doc, time)
    if not len(span):
        return False
    if span.start <= word.i < span.end or (time.type == "DURATION" and span.root.dep_ in _DESCRIBES):
        return False
    holder = _holder(_Time(_NO_DAYS, _top(span), span.start, span.end - 1, over=False))
    return holder.i == word.i or verb_lemma(holder) not in lexicon().saying


def _within(times: Sequence[TimeExpression], sentence: Span) -> range:
    """Which of the times, which are in the text's order, begin in a sentence."""
    start = bisect_left(times, sentence.start_char, key=_begin)
    return range(start, bisect_left(times, sentence.end_char, lo=start, key=_begin))


def _begin(time: TimeExpression) -> int:
    return time.start


def _times_of(doc: Doc, times: Sequence[TimeExpression], word: Token, issue_date: date | None) -> Iterator[_Time]:
    """The sentence's expressions that have days, the event word's own letters left out."""
    for index in _within(times, word.sent):
        time = times[index]
        if time.first is None:
            continue
        days, span = days_told(doc, times, index, issue_date), tokens_of(doc, time)
        if days is not None and not span.start <= word.i < span.end and _is_when(span, time):
            over = issue_date is not None and days.last <= issue_date
            yield _Time(days, _top(span), span.start, span.end - 1, over)


def _top(span: Span) -> Token:
    """The head of an expression; of several, as in a misread "early January Chad", the first that is no adjective."""
    tops = [token for token in span if token.head.i == token.i or not span.start <= token.head.i < span.end]
    return next((token for token in tops if token.pos_ not in ("ADJ", "ADV")), span.root)


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
        if not is_nominal(word):
            return False
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
    return not is_predicate(holder) or holder.i == word.i or holder == carrying_verb(word)


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
    headed = tense.headed(time.top.doc, time.first, time.last)
    if headed is not None:
        return headed
    root = time.top.sent.root
    apart = root if _is_fronted(time) else _last_clause(root) if _closes(time) else None
    return _sayer(time) or apart or _first_above(time)


def _first_above(time: _Time) -> Token:
    """The first event noun or predicate above a time.

    What describes a noun of another kind stays with it: "the June 1 deadline", "the events of today".
    """
    if time.last + 1 < len(time.top.doc) and _opens_before_subject(time):
        return time.top.sent.root
    bound = time.top.dep_ in _DESCRIBES or _is_origin(time)
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


def _is_origin(time: _Time) -> bool:
    """Whether a time says which thing is meant: "the events of May", "the deal from 2015"; not "from 2015 to 2018"."""
    cases = {child.lower_ for child in time.top.children if child.dep_ == "case"}
    return "of" in cases or ("from" in cases and time.top.dep_ == "nmod" and "/" not in time.days.value)


def _opens_before_subject(time: _Time) -> bool:
    """Whether a time opens its sentence and was taken for a part of the subject.

    "Yesterday Acme expelled …", "In early May Chad bombed …", "On Friday Oman attacked …".
    """
    doc, name = time.top.doc, time.top.head
    opening = all(token.pos_ == "ADP" for token in doc[time.top.sent.start : time.first])
    if not opening or time.top.dep_ != "compound" or not (name.ent_type_ or name.pos_ == "PROPN"):
        return False
    if name.dep_.startswith("nsubj"):
        return True
    return name.dep_ == "obl" and is_predicate(name.head) and not _has_subject(name.head)


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


def _fits(time: _Time, carrier: Carrier, word: Token) -> bool:
    """Whether a carrier's time stands where the event may take it."""
    match carrier.side:
        case Side.AHEAD:
            return _is_ahead(time, carrier.word, word)
        case Side.BEHIND:
            return _is_behind(time, carrier.word)
        case Side.OVER:
            return time.over and _is_behind(time, carrier.word)
        case _:
            return True


def _is_behind(time: _Time, carrier: Token) -> bool:
    """Whether a time stands behind a word as an adverbial does: "in May", "last week", but not "of May", "for May"."""
    cases = {child.lower_ for child in time.top.children if child.dep_ == "case"}
    return time.first > carrier.i and cases <= _WHEN


def _is_ahead(time: _Time, carrier: Token, word: Token) -> bool:
    """Whether a time stands before both the verb it is parsed with and the event, and so holds for both."""
    ahead = time.last < min(carrier.i, word.i)
    between = time.last + 1 == carrier.i and any(
        c.dep_.startswith("nsubj") and c.i < time.first for c in carrier.children
    )
    heads = tense.headed(time.top.doc, time.first, time.last) is not None
    return ahead and (time.top.dep_ in ADVERBIAL or between or heads or _is_fronted(time))
