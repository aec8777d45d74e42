"""One plain line about a development, made from its own sentence by cutting alone.

Nothing is reworded: what is left out is a connective at the front, a clause that stands apart, or a part set off by
commas, and only while the rest keeps its negations, hedges, numbers and source. Each cut is proved by the gate; what
fails is not made. A sentence that cannot be cut stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Span, Token

from briefings.developments import gate, parties
from briefings.developments.coreference import set_off

_FEWEST = 5  #: words of a clause that stands for its sentence
_LEANS = frozenset(
    {"who", "which", "whose", "whom", "among", "including", "where"}
)  #: these lean on what is before them
_BACK = frozenset({"he", "she", "him", "his", "her"})  #: whoever these are may stand in the clause that goes
LIMIT = 160  #: characters a statement should not exceed
_CONNECTIVES = re.compile(
    r"^(?:However|Meanwhile|Moreover|Furthermore|Nevertheless|Nonetheless|In addition|Additionally|Also|Indeed|Still|"
    r"Instead|Then again|For its part|For their part|In turn|As a result|In fact|Separately|Elsewhere|Besides|"
    r"At the same time),?\s+|^(?:But|And|So|Yet|Or),?\s+"
)
_OPEN_CLAUSE = frozenset({"when", "after", "while", "as", "where", "since", "whereas", "because"})
_APART = frozenset(
    {"appos", "acl", "acl:relcl", "advcl", "parataxis", "obl", "nmod", "advmod", "obl:unmarked", "dislocated"}
)
_NO_NAMES: Mapping[int, str] = MappingProxyType({})
_KEEP = re.compile(
    r"\b(?:not|n[o’']t|never|no|none|without|unless|if|only|until|according|say|says|said|told|reported|reportedly|alleged|allegedly)\b",
    re.IGNORECASE,
)


def whole(sentence: Span, names: Mapping[int, str] = _NO_NAMES) -> str:
    """The sentence without a connective at its front, its first letter a capital.

    Args:
        sentence: what is cut.
        names: token of a pronoun → who it stands for; put in brackets where the pronoun opens the line.
    """
    return _named(_capital(_CONNECTIVES.sub("", _plain(sentence.text), count=1)), sentence, names)


def state(sentence: Span, verb: Token, word: Token, names: Mapping[int, str] = _NO_NAMES) -> str:
    """The shortest faithful line for the event that `verb` carries."""
    original = _plain(sentence.text)
    full = whole(sentence)
    clause = _clause(sentence, verb)
    if clause and _says_enough(clause, word) and not gate.check(clause, original):
        full = clause
    if len(full) > LIMIT:
        full = _shortened(full, sentence, word)
    return _named(full, sentence, names)


def _says_enough(clause: str, word: Token) -> bool:
    return word.text in clause and len(clause.split()) >= _FEWEST and _stands_alone(clause)


def _named(text: str, sentence: Span, names: Mapping[int, str]) -> str:
    """Put the name for a pronoun in front: "He promised …" is "[Al-Kadhimi] promised …"."""
    first, _, rest = text.partition(" ")
    if first.lower() == "the":
        return _explained(text, sentence, names)
    for token in sentence:
        if token.i in names and token.lower_ == first.lower() and rest:
            following = rest.split(" ", 1)[0].strip(",.;")
            if any(t.text == following for t in token.doc[token.i + 1 : token.i + 3]):
                return f"[{_capital(names[token.i])}] {rest}"
    return text


def _explained(text: str, sentence: Span, names: Mapping[int, str]) -> str:
    """Put the name behind a noun in front: "The group denied …" is "The group [Acme] denied …"."""
    noun, _, rest = text.removeprefix("The ").removeprefix("the ").partition(" ")
    for token in sentence:
        if token.i in names and token.text == noun and token.pos_ == "NOUN" and rest and names[token.i] not in text:
            return f"The {noun} [{names[token.i]}] {rest}"
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _ended(text: str) -> str:
    text = text.strip(" ,;:–—-")
    return text if text[-1:] in '.!?”"' else text + "."


def _stands_alone(text: str) -> bool:
    return not re.match(
        r"(?:he|she|it|they|this|that|these|those|who|which|both|another|some|his|her|their|its)\b", text, re.IGNORECASE
    )


def _clause(sentence: Span, verb: Token) -> str | None:
    """The clause around `verb` where it stands apart from the rest: relative, "after ...", or behind a semicolon."""
    head = verb
    while head.dep_ in ("xcomp", "conj", "ccomp", "aux") and head.head.i != head.i:
        if head.dep_ == "conj" and _own_subject(head) and head.head.dep_ == "ROOT":
            break
        head = head.head
    if head.dep_ == "acl:relcl":
        return _relative(head)
    marks = {c.lower_ for c in head.children if c.dep_ in ("mark", "advmod", "case") and c.i < head.i}
    if head.dep_ == "advcl" and marks & _OPEN_CLAUSE and _own_subject(head):
        first = next(c for c in head.children if c.lower_ in _OPEN_CLAUSE)
        return _text(sentence, first.i + 1, _clause_end(head))
    return _behind_semicolon(sentence, verb) or _strung(sentence, verb)


def _strung(sentence: Span, verb: Token) -> str | None:
    """One of several main clauses that "and" or "but" strings together, each with a subject of its own."""
    root = sentence.root
    clauses = [root, *(c for c in root.children if c.dep_ == "conj" and c.i > root.i and _own_subject(c))]
    if len(clauses) == 1 or any(token.text in '“”"' for token in sentence):
        return None
    starts = [sentence.start, *(clause.left_edge.i for clause in clauses[1:])]
    ends = [*(start - 1 for start in starts[1:]), sentence.end - 1]
    start, end = next(((s, e) for s, e in zip(starts, ends, strict=True) if s <= verb.i <= e), (0, -1))
    words = [token for token in sentence.doc[start : end + 1] if token.dep_ not in ("cc", "punct")]
    if not words or any(token.lower_ in _BACK for token in words):
        return None
    return _text(sentence, words[0].i, words[-1].i)


def _clause_end(head: Token) -> int:
    """The last token of a clause: where the parse ends it within running words, the next comma or full stop does."""
    last = head.right_edge.i
    end = head.sent.end - 1
    while last < end and head.doc[last].text not in ",;:.–—" and head.doc[last + 1].text not in ",;:.–—”":
        last += 1
    return last


def _own_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") and child.pos_ != "PRON" for child in verb.children)


def _behind_semicolon(sentence: Span, verb: Token) -> str | None:
    cuts = [t.i for t in sentence if t.text == ";"]
    if not cuts or any(t.text in '“”"' for t in sentence):
        return None
    first = max((i + 1 for i in cuts if i < verb.i), default=sentence.start)
    last = min((i - 1 for i in cuts if i > verb.i), default=sentence.end - 1)
    return _text(sentence, first, last)


def _relative(head: Token) -> str | None:
    """A relative clause as a sentence: the antecedent takes the pronoun's place, or "in which" falls away.

    A clause that singles out ("the members who were detained") is none: alone it would speak of all.
    """
    pronoun = next(
        (t for t in head.subtree if t.lower_ in ("which", "who", "that") and t.pos_ == "PRON" and t.i < head.i), None
    )
    if pronoun is None or pronoun.i - head.left_edge.i > 2:
        return None
    if pronoun.nbor(-1).pos_ == "ADP":  # "an operation in which ..."
        return _text(head.sent, pronoun.i + 1, _clause_end(head))
    noun = parties.antecedent(pronoun)
    if not pronoun.dep_.startswith("nsubj") or noun is None or noun.i > pronoun.i:
        return None
    named = any(child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in noun.children)
    last = _before_main_verb(head)
    if named or not set_off(head) or not _ends_at_punctuation(head, last):
        return None
    words = parties.phrase(noun)
    rest = _text(head.sent, pronoun.i + 1, last)
    return _capital(f"{head.doc.text[words[0].idx : words[-1].idx + len(words[-1])]} {rest[:1].lower()}{rest[1:]}")


def _before_main_verb(head: Token) -> int:
    """Where a relative clause ends at the latest.

    A comma with a finite verb behind it leads back to the main clause, and one with a participle may.
    """
    doc, end = head.doc, head.right_edge.i
    for i in range(head.i + 1, end):
        following = doc[i + 1]
        if doc[i].text == "," and following.pos_ in ("VERB", "AUX"):
            return i - 1
    return end


def _ends_at_punctuation(head: Token, last: int) -> bool:
    return head.doc[last].is_punct or last + 1 >= head.sent.end or head.doc[last + 1].is_punct


def _text(sentence: Span, first: int, last: int) -> str:
    doc = sentence.doc
    last = min(last, sentence.end - 1)
    if first > last:
        return ""
    return _ended(_capital(_CONNECTIVES.sub("", _plain(doc[first : last + 1].text), count=1)))


def _shortened(text: str, sentence: Span, word: Token) -> str:
    """Leave out parts set off by commas, the last first, until the line is short enough."""
    original = _plain(sentence.text)
    for part, closing in _parts(sentence, word):
        if len(text) <= LIMIT:
            break
        if text.count(part) != 1:
            continue
        before, _, after = text.partition(part)
        cut = _joined(before, after, keep_comma=closing)
        if not gate.check(cut, original):
            text = cut
    return text


def _joined(before: str, after: str, *, keep_comma: bool) -> str:
    """What is left when a part set off by commas goes; `part` carries its own first comma."""
    if not before:
        after = after.lstrip(", ")
    elif not keep_comma:
        after = after.removeprefix(",")
    joined = (before.rstrip(" ,") + (" " if after[:1].isalnum() else "") + after).strip()
    return _ended(_capital(re.sub(r"\s+", " ", joined)))


def _parts(sentence: Span, word: Token) -> Iterator[tuple[str, bool]]:
    """Parts between commas that may go: tails first, then insertions, then a part before the first comma.

    With each comes whether the comma behind it must stay: it goes only where the part stood between a subject and its
    verb.
    """
    quoted = any(token.text in '“"' for token in sentence)
    commas = [token.i for token in sentence if token.text == ","]
    edges = [sentence.start - 1, *commas, sentence.end - 1]
    pieces = [(edges[k], edges[k + 1]) for k in range(len(edges) - 1)]
    middle = [p for p in reversed(pieces) if p[0] >= sentence.start]
    tails = [(start, sentence.end - 1) for start, _ in middle]
    for start, end in [*reversed(tails), *middle, *pieces[:1]]:
        inside = sentence.doc[start + 1 : end]
        if not len(inside) or inside.start <= word.i < inside.end or (quoted and _touches_quote(inside)):
            continue
        if _is_leant_on(sentence, inside):
            continue
        if _apart(inside, word) and not _KEEP.search(inside.text):
            text = _plain(inside.text)
            yield f", {text}" if start >= sentence.start else f"{text},", not _goes_on(sentence, end)


def _is_leant_on(sentence: Span, inside: Span) -> bool:
    """Whether what stays would lean on a part that goes: a "who" behind it, the rest of its list."""
    behind = next((t for t in sentence.doc[inside.end : sentence.end] if not t.is_punct), None)
    if behind is not None and behind.lower_ in _LEANS:
        return True
    return any(
        inside.start <= t.head.i < inside.end
        for t in sentence
        if not inside.start <= t.i < inside.end and not t.is_punct
    )


def _goes_on(sentence: Span, comma: int) -> bool:
    """Whether the verb of what stands before goes on behind a comma."""
    if comma + 1 >= sentence.end:
        return False
    following = sentence.doc[comma + 1]
    return following.pos_ == "AUX" or "Fin" in following.morph.get("VerbForm", [])


def _touches_quote(span: Span) -> bool:
    before = span.doc[span.sent.start : span.start].text
    return any(mark in span.text for mark in '“”"') or before.count("“") > before.count("”")


def _apart(span: Span, word: Token) -> bool:
    """Whether a part hangs on the rest by one loose link, holds no date, and cuts no list."""
    if any(token.ent_type_ in ("DATE", "TIME", "PERSON") for token in span):
        return False
    after = span.doc[span.end + 1] if span.end + 1 < span.sent.end else None
    if span[0].dep_ == "cc" or (after is not None and after.dep_ == "cc" and span.end < span.sent.end - 1):
        return False
    if span[0].lower_ in ("including", "such", "making", "which", "who", "where", "whose"):
        return True
    roots = [token for token in span if not span.start <= token.head.i < span.end or token.head.i == token.i]
    roots = [token for token in roots if token.dep_ not in ("punct", "case")]
    lead = span.start == span.sent.start
    if len(roots) != 1:
        return False
    if lead:
        return roots[0].dep_ in ("obl", "advcl", "advmod")
    return roots[0].dep_ in _APART and not word.is_ancestor(roots[0].head)
