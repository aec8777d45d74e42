"""Who is named as the source of what: "…, X said", "X said that …", "according to X", "is said to have …".

Each attribution covers the words that are attributed, not the words that attribute. Where the parse lost the speaker
of a quotation, the words between the closing quotation mark and the verb of saying are the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import lexicon, verb_lemma
from briefings.developments.parties import can_act
from briefings.developments.roles import is_passive, subjects
from briefings.model import Attribution

_OPENING, _CLOSING = '“"«', '”"»'
_QUOTE = re.compile(r"[“\"«][^“”\"«»]*[”\"»]")
#: Passives that report without naming who says so.
_HEARSAY = frozenset(
    {"say", "believe", "think", "report", "understand", "suspect", "allege", "rumour", "rumor", "claim", "presume",
     "expect"}
)  # fmt: skip
_ACCORDING = re.compile(r"\b(?:according to|in the words of)\s+", re.IGNORECASE)
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp", "csubj", "csubj:pass"})


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions of a text, in order of what they cover; `source` is "" where a passive hides it."""
    found = [attribution for sentence in doc.sents for attribution in _in_sentence(sentence)]
    return tuple(sorted(found, key=lambda a: (a.start, a.end)))


def _in_sentence(sentence: Span) -> Iterator[Attribution]:
    yield from _according(sentence)
    for token in sentence:
        if token.pos_ not in ("VERB", "AUX") or verb_lemma(token) not in lexicon().saying | _HEARSAY:
            continue
        found = _hearsay(token) if is_passive(token) else _said(sentence, token)
        if found is not None:
            yield found


def _said(sentence: Span, verb: Token) -> Attribution | None:
    if verb_lemma(verb) not in lexicon().saying or _names_a_thing(sentence, verb):
        return None
    said = _content(sentence, verb)
    if said is None:
        return None
    source = _speaker(sentence, verb)
    if source is None or _is_nobody(sentence, source):
        return None
    return _made(sentence, said, source, verb.text)


def _names_a_thing(sentence: Span, verb: Token) -> bool:
    """Whether a verb has a thing for its object, and nothing is said: "claimed the attack", "announced a truce"."""
    clause = any(c.dep_ in _CLAUSES and _is_clause(c) for c in verb.children)
    things = [c for c in verb.children if c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN") and c.i > verb.i]
    return any(not can_act(thing) for thing in things) and not clause and not _follows_quote(sentence, verb)


def _is_nobody(sentence: Span, source: tuple[int, int]) -> bool:
    return sentence.doc.text[source[0] : source[1]].lower().startswith(("no ", "nobody", "none"))


def _made(sentence: Span, said: tuple[int, int], source: tuple[int, int], cue: str) -> Attribution:
    first, last = source
    text = " ".join(sentence.doc.text[first:last].split())
    return Attribution(said[0], said[1], text, cue, first, last)


def _content(sentence: Span, verb: Token) -> tuple[int, int] | None:
    """What was said: the quotation, the clause below the verb, or the sentence around an inserted "X said"."""
    clause = next((c for c in verb.children if c.dep_ in _CLAUSES and _is_clause(c) and c.i != verb.i), None)
    if clause is not None and clause.dep_ != "parataxis":
        return _edges(clause)
    if verb.dep_ == "parataxis" or clause is not None or _follows_quote(sentence, verb):
        return _rest(sentence, verb)
    if verb.head.dep_ == "acl:relcl" or verb.dep_ == "acl:relcl":
        return _relative(verb)
    return None


def _is_clause(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "nsubj", "nsubj:pass", "aux") for c in token.children)


def _edges(token: Token) -> tuple[int, int]:
    first, last = token.left_edge, token.right_edge
    return first.idx, last.idx + len(last)


def _follows_quote(sentence: Span, verb: Token) -> bool:
    before = sentence.doc.text[sentence.start_char : verb.idx]
    after = sentence.doc.text[verb.idx : sentence.end_char]
    return any(mark in before for mark in "”»") or before.count('"') > 1 or bool(_QUOTE.search(after))


def _rest(sentence: Span, verb: Token) -> tuple[int, int] | None:
    """The sentence before "X said", or behind it where it stands first."""
    speaker = _speaker(sentence, verb)
    edge = min([verb.idx, *([speaker[0]] if speaker else [])])
    if edge - sentence.start_char > 8:
        return sentence.start_char, edge
    start = verb.idx + len(verb)
    return (start, sentence.end_char) if sentence.end_char - start > 8 else None


def _relative(verb: Token) -> tuple[int, int] | None:
    """What is said of a man in "one man the police said had been involved"."""
    inner = next((c for c in verb.children if _is_clause(c) and c.i > verb.i), None)
    if inner is not None:
        return _edges(inner)
    if verb.i < verb.head.i and verb.head.dep_ == "acl:relcl":
        return verb.idx + len(verb), _edges(verb.head)[1]
    return None


def _speaker(sentence: Span, verb: Token) -> tuple[int, int] | None:
    """Characters of the speaker's phrase: the verb's subject, else what stands between a quotation and the verb."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer")] or subjects(verb)
    between = _between_quotation(sentence, verb)
    if between is not None and (not own or own[0].idx < between[0]):
        return between
    if own and abs(own[0].i - verb.i) < 40 and not _quoted(sentence, own[0]):
        return _phrase(own[0], verb)
    return None


def _between_quotation(sentence: Span, verb: Token) -> tuple[int, int] | None:
    """What stands between a quotation's end and the verb."""
    before = sentence.doc.text[sentence.start_char : verb.idx]
    cut = max(before.rfind(mark) for mark in _CLOSING)
    if cut < 0 or not before[cut + 1 :].strip(" ,"):
        return None
    start = sentence.start_char + cut + 1
    text = sentence.doc.text[start : verb.idx]
    return start + len(text) - len(text.lstrip(" ,")), start + len(text.rstrip(" ,"))


def _quoted(sentence: Span, token: Token) -> bool:
    text = sentence.text
    at = token.idx - sentence.start_char
    return any(match.start() < at < match.end() for match in _QUOTE.finditer(text))


def _phrase(head: Token, verb: Token) -> tuple[int, int]:
    inside = [t for t in head.subtree if (t.i < verb.i) == (head.i < verb.i) and t.dep_ != "acl:relcl"]
    relative = [t for c in head.children if c.dep_ == "acl:relcl" for t in c.subtree]
    kept = [t for t in inside if t not in relative] or [head]
    while len(kept) > 1 and (kept[-1].is_punct or kept[-1].is_space):
        kept.pop()
    while len(kept) > 1 and (kept[0].is_punct or kept[0].is_space):
        kept.pop(0)
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _hearsay(verb: Token) -> Attribution | None:
    """What nobody is named for: "are said to have softened", "is suspected of carrying out", "it is believed"."""
    if verb_lemma(verb) not in _HEARSAY:
        return None
    below = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl", "csubj:pass", "obl") and c.i > verb.i]
    clause = next((c for c in below if _is_clause(c) or c.pos_ == "VERB"), None)
    if clause is None:
        return None
    start, end = _edges(clause)
    by = next((c for c in verb.children if c.dep_ == "obl:agent"), None)
    if by is None:
        return Attribution(start, end, "", verb.text, verb.idx, verb.idx)
    first, last = _phrase(by, verb)
    return _made(verb.sent, (start, end), (first, last), verb.text)


def _according(sentence: Span) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(sentence.text):
        start = sentence.start_char + match.end()
        if start >= sentence.end_char:
            continue
        last = _source_end(sentence, start)
        text = sentence.doc.text[start:last].rstrip(" ,.;")
        cue = sentence.start_char + match.start()
        said = (sentence.start_char, cue) if cue - sentence.start_char > 8 else (last, sentence.end_char)
        yield Attribution(said[0], said[1], text, match[0].strip(), start, start + len(text))


def _source_end(sentence: Span, start: int) -> int:
    """Where the phrase behind "according to" ends: the next comma that no apposition or list runs over."""
    rest = sentence.doc.text[start : sentence.end_char]
    stop = re.search(
        r",\s(?!(?:the|a|an|who|which|head|chief|director|chairman|spokes\w+|minister|deputy)\b)|;|\.$", rest
    )
    return start + (stop.start() if stop else len(rest.rstrip()))
