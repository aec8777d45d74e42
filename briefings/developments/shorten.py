"""Shorter lines by leaving out what stands apart: the parts of a sentence that the rest is true without.

A line is a run of the sentence's tokens. Parentheses and "however" between commas go always; the rest goes only while
the line is too long, what tells least first: clauses with "who", appositions, participles, a part in front, a second
verb behind "and". Nothing goes that a condition, an exception or a source hangs on, and nothing out of a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import lexicon, verb_lemma

Line = tuple[int, ...]  #: tokens of a document, in the order of the line
Proof = Callable[[str], bool]  #: whether a line is true to its sentence

LIMIT = 160  #: characters a statement should not exceed
_FAR = 200  #: above so many, one of two things told goes
_DASHES = frozenset({"–", "—", "-", "--", "- -"})
_MARKS = frozenset({",", *_DASHES})
_ENDS = frozenset({",", ";", ":", ".", "!", "?", *_DASHES})
_INSERTED = frozenset({"however", "meanwhile", "moreover", "furthermore", "nevertheless", "nonetheless", "indeed"})
#: What the rest is not true without, wherever it stands apart.
_BINDING = frozenset((
    "if", "unless", "until", "till", "only", "except", "excluding", "barring", "provided", "providing", "whether",
    "according", "without", "lest", "theory", "principle", "paper", "best",
    "least", "extent", "otherwise", "so", "whoever", "whatever", "subject", "should",
    "allegedly", "reportedly", "apparently", "supposedly", "presumably", "perhaps", "possibly", "probably",
))  # fmt: skip
_NOT = frozenset({"not", "never", "nor", "neither", "no"})
_BESIDE = frozenset({"as", "while", "whereas", "although", "though"})
_CAUSES = frozenset({"after", "before", "because", "since", "when"})
_HELPING = frozenset({"will", "would", "shall", "should", "may", "might", "can", "could", "must", "to", "not", "n't"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "his", "her", "its", "their", "them"})
_CLOSING = frozenset({")", ",", ".", ";", ":", "”", "’", "!", "?", "%", "'s", "’s", "''"})
_RUNS = frozenset({"acl", "acl:relcl"})
_RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})


def render(doc: Doc, line: Sequence[int]) -> str:
    """A line as text: blanks as printed, and none before a mark where something was left out."""
    parts: list[str] = []
    for place, index in enumerate(line):
        token = doc[index]
        if place and index == line[place - 1] + 1:
            parts.append(" " if doc[index - 1].whitespace_ or doc[index - 1].is_space else "")
        elif place and token.text == "." and parts[-1].endswith("."):  # "Acme Inc., which …, left."
            continue
        elif place and token.text not in _CLOSING:
            parts.append(" ")
        parts.append(token.text)
    return " ".join("".join(parts).split())


def shorten(  # noqa: PLR0913  # a line, and what binds it
    sentence: Span,
    line: Line,
    guarded: Sequence[Token],
    proof: Proof,
    known: Collection[int] = frozenset(),
    *,
    before: int = 0,
) -> Line:
    """The line without what may go, until it is short enough.

    Args:
        sentence: what the line is cut from.
        line: its tokens.
        guarded: words that must stay, with all that governs them.
        proof: asked of every cut; one that fails is not made.
        known: pronouns whose name is put in; they lean on nothing.
        before: characters that stand in front of the line.
    """
    doc = sentence.doc
    kept_by = {token.i for word in guarded for token in (word, *word.ancestors)}
    quoted = _quoted(sentence)
    for limit, cuts in ((0, _marginal), (LIMIT, _apart), (_FAR, _causes), (_FAR, _seconds)):
        for out in list(cuts(sentence, line)):
            if before + len(render(doc, line)) <= limit:
                break
            gone = set(out) & set(line)
            if not gone or gone & kept_by or _cuts_quotation(gone, quoted):
                continue
            rest = tuple(index for index in line if index not in gone)
            if _leans(doc, rest, gone, known) or not proof(render(doc, rest)):
                continue
            line = rest
    return line


# --- what may go ----------------------------------------------------------------------------------------------------


def _marginal(sentence: Span, line: Line) -> Iterator[range]:
    """Parentheses, and "however" between commas."""
    doc = sentence.doc
    opened: int | None = None
    for token in sentence:
        if token.text == "(":
            opened = token.i
        elif token.text == ")" and opened is not None:
            inside = {t.lower_ for t in doc[opened + 1 : token.i]}
            if opened > line[0] and not inside & (_BINDING | {"and", "or"}):
                yield range(opened, token.i + 1)
            opened = None
        elif token.lower_ in _INSERTED and sentence.start < token.i < sentence.end - 1:
            before, after = doc[token.i - 1].text, doc[token.i + 1].text
            if before in (",", ";") and after == ",":
                yield _out(doc, token.i, token.i, before, keeps_comma=before == ";" or not _goes_on(doc, token.i + 2))


def _apart(sentence: Span, line: Line) -> Iterator[range]:
    """Parts that stand apart, what tells least first; within a kind the last first."""
    words = [sentence.doc[index] for index in sorted(line, reverse=True)]
    for kind in (_insertions, _twins, _leads, _circumstances):
        for word in words:
            yield from kind(word, min(line))


def _insertions(word: Token, first: int) -> Iterator[range]:
    """Relative clauses, participles, appositions and clauses between commas or dashes."""
    label = word.dep_
    if label not in (*_RUNS, "appos", "advcl", "parataxis", "obl", "nmod", "xcomp", "dislocated") or word.i <= first:
        return
    start, end = _core(word)
    if start <= word.head.i or not _is_set_off(word.doc, start, end, word.sent) or word.doc[start].like_num:
        return
    if label in ("advcl", "obl", "nmod", "xcomp", "dislocated", "parataxis") and not _is_free(word, start, end):
        return
    if label == "appos" and (not _describes(word) or _ends_list(word, start, end)):
        return
    if label == "parataxis" and (verb_lemma(word) in lexicon().saying or word.doc[start - 1].text == ","):
        return
    yield _out(word.doc, start, end, word.doc[start - 1].text, keeps_comma=_needs_comma(word, end))


def _twins(word: Token, first: int) -> Iterator[range]:
    """What a named subject is, where the parse gives the verb two: "Ann Grey, the envoy to Oslo, said"."""
    if word.pos_ != "NOUN" or not word.dep_.startswith(("nsubj", "obl", "obj")):
        return
    start, end = _core(word)
    doc = word.doc
    if start - 2 < first or doc[start - 1].text != "," or not doc[start - 2].ent_type_:
        return
    linked = any(child.i < word.i and child.dep_ in ("case", "cc") for child in word.children)
    if doc[start - 2].head.i != word.head.i or linked or end + 2 >= word.sent.end or doc[end + 1].text != ",":
        return
    if doc[end + 2].dep_ != "cc":
        yield _out(doc, start, end, ",", keeps_comma=not _goes_on(doc, end + 2))


def _leads(word: Token, first: int) -> Iterator[range]:
    """A circumstance in front of the subject, with its comma."""
    if word.dep_ not in ("obl", "advcl", "nmod", "obl:unmarked") or word.i > word.head.i:
        return
    start, end = _core(word)
    if start != first or end + 1 >= word.sent.end or word.doc[end + 1].text != ",":
        return
    dated = any(token.ent_type_ in ("DATE", "TIME") for token in word.doc[start : end + 1])
    if not dated and _is_free(word, start, end):
        yield range(start, end + 2)


def _seconds(sentence: Span, line: Line) -> Iterator[range]:
    """What a second verb behind "and" tells, to the end of the sentence, where the first is a plain fact."""
    for index in sorted(line, reverse=True):
        yield from _second(sentence.doc[index], min(line))


def _second(word: Token, first: int) -> Iterator[range]:
    if word.dep_ != "conj" or word.pos_ != "VERB" or word.head.pos_ != "VERB" or word.i <= first:
        return
    start, end = _core(word)
    joint = word.doc[start - 1 : start + 1]
    linked = any(token.lower_ == "and" for token in (*joint, *(c for c in word.children if c.dep_ == "cc")))
    if not linked or end < _last(word.sent) - 1 or not _is_fact(word.head):
        return
    if any(child.dep_ == "conj" and child.i < word.i for child in word.head.children):
        return
    while start > first and word.doc[start - 1].text in (",", "and"):
        start -= 1
    yield range(start, end + 1)


def _causes(sentence: Span, line: Line) -> Iterator[range]:
    """What came before or brought about a plain fact, at the end of its sentence."""
    for index in sorted(line, reverse=True):
        yield from _circumstances(sentence.doc[index], min(line), _CAUSES)


def _circumstances(word: Token, first: int, opening: Collection[str] = _BESIDE) -> Iterator[range]:
    """A clause at the end of a plain fact that says what else was so, though no comma sets it off."""
    if word.dep_ != "advcl" or word.i <= first or word.i < word.head.i or not _is_fact(word.head):
        return
    start, end = _core(word)
    if end < _last(word.sent) - 1 or word.doc[start].lower_ not in opening or not _has_subject(word):
        return
    if _is_free(word, start, end):
        yield range(start, end + 1)


def without_source(sentence: Span, line: Line) -> Line:
    """The line without the ", officials said on Friday" at its end, for where the source stands beside it."""
    doc, last = sentence.doc, _last(sentence)
    comma = next((i for i in reversed(line) if doc[i].text in (",", "”", '"')), line[0])
    behind = [doc[i] for i in line if i > comma]
    finite = [token for token in behind if "Fin" in token.morph.get("VerbForm", [])]
    says = [token for token in finite if verb_lemma(token) in lexicon().saying and _has_subject(token)]
    named = bool(behind) and behind[0].lower_ == "according" and not finite
    if comma == line[0] or line[-1] < last or not (named or (len(finite) == 1 and says == finite)):
        return line
    if any(comma in some and some.stop > comma + 1 for some in _quoted(sentence)):
        return line
    return tuple(i for i in line if i < comma or (i == comma and doc[i].text != ","))


# --- whether it may -------------------------------------------------------------------------------------------------


def _core(word: Token) -> tuple[int, int]:
    """First and last token of what hangs on a word, without marks at its edges."""
    start, end = word.left_edge.i, word.right_edge.i
    while start < word.i and (word.doc[start].text in _ENDS or word.doc[start].is_space):
        start += 1
    while end > word.i and (word.doc[end].text in _ENDS or word.doc[end].is_space):
        end -= 1
    return start, end


def _last(sentence: Span) -> int:
    """The last token that is no line break."""
    return next((token.i for token in reversed(list(sentence)) if not token.is_space), sentence.end - 1)


def _is_set_off(doc: Doc, start: int, end: int, sentence: Span) -> bool:
    """Whether marks stand on both sides, and no list goes on behind."""
    if start <= sentence.start or doc[start - 1].text not in _MARKS:
        return False
    if end + 1 >= sentence.end:
        return True
    if doc[end + 1].text not in _ENDS:
        return False
    if doc[end + 1].text != "," or end + 2 >= sentence.end:
        return True
    return not _is_listed(doc[end + 2])


def _is_listed(following: Token) -> bool:
    """Whether what stands behind a comma may go on a list, or describe what stands before: a noun, but no subject."""
    if following.dep_ == "cc":
        return True
    if following.pos_ not in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON") or following.lower_ in _RELATIVE:
        return False
    ahead = (one for one in (following, *following.ancestors) if one.i >= following.i)
    return not any(one.dep_.startswith(("nsubj", "expl")) for one in ahead)


def _is_free(word: Token, start: int, end: int) -> bool:
    """Whether the rest is true without a circumstance: it sets no condition, makes no exception, names no source."""
    inside = word.doc[start : end + 1]
    if any(token.lower_ in _BINDING for token in inside):
        return False
    if word.dep_ != "advcl" and any(token.lower_ in _NOT or token.lower_.endswith(("n't", "n’t")) for token in inside):
        return False
    if inside[0].lower_ in ("by", "for", "to", "of", "that", "but") or word.dep_ == "obl:agent":
        return False
    return verb_lemma(word) not in lexicon().saying or inside[0].lower_ not in ("as", "like")


def _describes(name: Token) -> bool:
    """Whether an apposition only says what its noun is, and does not name it."""
    head = name.head
    if name.ent_type_ in ("PERSON", "ORG", "GPE") and not head.ent_type_:
        return False
    return not any(child.dep_ in ("conj", "cc") for child in head.children)


def _ends_list(word: Token, start: int, end: int) -> bool:
    """Whether what seems an apposition is the end of a list, with its "and": "…, the port and two bases."."""
    described = word.doc[start].lower_ in ("a", "an")
    return not described and end >= _last(word.sent) - 1 and any(t.dep_ == "cc" for t in word.doc[start : end + 1])


def _is_fact(verb: Token) -> bool:
    """Whether a verb with a tense of its own tells a fact: no "not", no "will", no "to"."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "advmod", "mark", "aux:pass")}
    if words & _HELPING or any(child.dep_ == "advmod" and child.lower_ == "never" for child in verb.children):
        return False
    told = [verb, *(child for child in verb.children if child.dep_.startswith("aux"))]
    return any("Fin" in token.morph.get("VerbForm", []) for token in told) and verb_lemma(verb) not in lexicon().saying


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _leans(doc: Doc, rest: Line, gone: set[int], known: Collection[int]) -> bool:
    """Whether what stays would lean on what goes: a "who" behind it, words that hang on it, a pronoun for its name."""
    first, last = min(gone), max(gone)
    behind = next((i for i in rest if i > last and not doc[i].is_punct), None)
    if behind is not None and doc[behind].lower_ in _RELATIVE:
        return True
    if any(doc[i].head.i in gone and not doc[i].is_punct for i in rest):
        return True
    named = any(doc[i].pos_ in ("PROPN", "NOUN") for i in gone)
    before = [doc[i] for i in rest if i < first and doc[i].pos_ in ("PROPN", "NOUN")]
    for index in rest:
        if index > last and doc[index].pos_ in ("PROPN", "NOUN"):
            before.append(doc[index])
        if index > last and doc[index].lower_ in _PRONOUNS and index not in known and not before:
            return named
    return False


def _needs_comma(word: Token, end: int) -> bool:
    """Whether the comma behind an insertion stays: it also ends a part in front of the subject, or parts clauses."""
    doc = word.doc
    if end + 2 >= word.sent.end or doc[end + 1].text != ",":
        return True
    root = word.sent.root
    around = [one for one in word.ancestors if _core(one)[1] == end]
    if any(one.dep_ in ("appos", *_RUNS, "advcl") and doc[max(0, _core(one)[0] - 1)].text == "," for one in around):
        return True
    ends_lead = any(one.i != root.i and one.i < root.i and _core(one)[1] == end for one in word.ancestors)
    subject = any(
        one.dep_.startswith("nsubj") and _core(one)[1] == end for one in word.ancestors
    )  # the verb follows its subject
    return (ends_lead and not subject) or not (subject or _goes_on(doc, end + 2))


def _goes_on(doc: Doc, index: int) -> bool:
    """Whether a verb, or what belongs to it, goes on at a token."""
    while index < len(doc) - 1 and doc[index].pos_ == "ADV":
        index += 1
    following = doc[index]
    return following.pos_ in ("AUX", "ADP", "PART") or "Fin" in following.morph.get("VerbForm", [])


def _out(doc: Doc, start: int, end: int, mark: str, *, keeps_comma: bool) -> range:
    """The tokens that go with a part: one of its two marks, or both."""
    after = doc[end + 1].text if end + 1 < len(doc) else ""
    if mark == ";":
        return range(start, end + 2)
    if (mark in _DASHES and after in _DASHES) or (after == "," and mark == "," and not keeps_comma):
        return range(start - 1, end + 2)
    return range(start - 1, end + 1)


# --- quotations -----------------------------------------------------------------------------------------------------


def _quoted(sentence: Span) -> list[range]:
    """The quotations of a sentence, marks included; one that began before or ends behind reaches to its edge."""
    found: list[range] = []
    opened: int | None = None
    for token in sentence:
        if token.text in ("“", "``") or (token.text == '"' and opened is None and not _closes(token)):
            opened = token.i if opened is None else opened
        elif token.text in ("”", "''", '"'):
            found.append(range(sentence.start if opened is None else opened, token.i + 1))
            opened = None
    if opened is not None:
        found.append(range(opened, sentence.end))
    return found


def _closes(mark: Token) -> bool:
    """Whether a straight mark stands behind a word."""
    if mark.i == mark.sent.start or mark.nbor(-1).whitespace_:
        return False
    return re.search(r"[\w.,!?]", mark.nbor(-1).text) is not None


def _cuts_quotation(gone: set[int], quoted: Sequence[range]) -> bool:
    """Whether a quotation would lose a part of itself."""
    return any(0 < len(gone & set(some)) < len(some) for some in quoted)
