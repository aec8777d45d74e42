"""One plain line about a development, made from its own sentence by cutting alone.

Nothing is reworded: what is left out is a connective at the front, a clause that stands apart, or a part set off by
commas, and only while the rest keeps its negations, hedges, numbers and source. Each cut is proved by the gate; what
fails is not made. A sentence that cannot be cut stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from briefings.developments import gate, parties
from briefings.developments.coreference import set_off
from briefings.developments.inserted import PRONOUNS
from briefings.developments.lexicon import lexicon, verb_lemma
from briefings.developments.setapart import heading
from briefings.developments.shorten import LIMIT, Line, render, shorten, without_source

__all__ = ["LIMIT", "state", "whole"]

_FEWEST = 5  #: words of a clause that stands for its sentence
_SINGULAR = frozenset(
    {"he", "she", "him", "his", "her", "it", "its"}
)  #: whoever these are may stand in the other clause
_WORTH = 4  #: characters that setting a source apart must save
_PLURAL = frozenset({"they", "them", "their", "these", "those", "both"})
_COMMA = (
    "however", "meanwhile", "moreover", "furthermore", "nevertheless", "nonetheless", "in addition", "additionally",
    "also", "indeed", "still", "instead", "then again", "for its part", "for their part", "for his part",
    "for her part", "in turn", "as a result", "in fact", "separately", "elsewhere", "besides", "at the same time",
    "on the other hand", "of course", "after all", "for example", "for instance", "by contrast", "in contrast",
    "similarly", "likewise", "consequently", "therefore", "thus", "hence", "accordingly", "finally", "lastly",
    "even so", "what is more", "that said", "in other words", "all in all", "well", "so", "yet", "and", "but", "or",
    "plus", "again", "in short", "to be sure", "not surprisingly", "unsurprisingly",
)  # fmt: skip
#: Connectives at the front that nothing is lost with: with a comma, or without one where they can be nothing else.
_CONNECTIVES = re.compile(
    r"(?:(?:" + "|".join(sorted(_COMMA, key=len, reverse=True)) + r"),\s+"
    r"|(?:and|but|meanwhile|nevertheless|nonetheless)\s+"
    r"|or\s+(?!else\b)"
    r"|(?:so|yet|also)\s+(?=(?:the|an?|he|she|it|they|we|this|these|those|his|her|its|their)\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_TIMES = frozenset({"when", "after", "while", "as", "where", "since"})
_REASONS = frozenset({"whereas", "because"})
_DEGREES = frozenset({"far", "long", "soon", "much", "such", "just", "so", "well", "insofar"})
_HELPING = frozenset({"will", "would", "may", "might", "can", "could", "should", "must", "shall"})
_NO_NAMES: Mapping[int, str] = MappingProxyType({})
_BROKEN = re.compile(r"\w-$")  #: a word that a page or a table breaks off
_DANGLING = re.compile(r"[\s,;:–—-]+([.!?]?)$")  #: marks that nothing follows


def whole(sentence: Span, names: Mapping[int, str] = _NO_NAMES) -> str:
    """The sentence without a connective at its front, its first letter a capital, shortened where it is too long.

    Args:
        sentence: what is cut.
        names: token of a pronoun → who it stands for; put in brackets where the pronoun opens the line.
    """
    saying = [token for token in sentence if _says(token)]
    return _line(sentence, _all(sentence), [sentence.root, *saying], names)


def state(
    sentence: Span, verb: Token, word: Token, names: Mapping[int, str] = _NO_NAMES, *, source: str | None = None
) -> str:
    """The shortest faithful line for the event that `verb` carries.

    Args:
        sentence: what is cut.
        verb: the verb of the event's clause.
        word: the word that names the event.
        names: token of a pronoun → who it stands for; put in brackets where the pronoun opens the line.
        source: who says so; where a line is too long that ends in "…, officials said on Friday", they stand in front.
    """
    original = _plain(sentence.text)
    clause = _clause(sentence, verb)
    line = _all(sentence)
    if clause and word.i in clause and len(clause) >= _FEWEST:
        text = _finished(sentence.doc, clause)
        if _stands_alone(text) and not gate.check(text, original):
            line = clause
    return _line(sentence, line, [verb, word], names, source)


def _line(sentence: Span, line: Line, guarded: list[Token], names: Mapping[int, str], source: str | None = None) -> str:
    line = _without_lead_in(sentence.doc, line)
    made = _shortened(sentence, line, guarded, names, "")
    front = heading(source) if len(made) > LIMIT else ""
    alone = without_source(sentence, line) if front else line
    if alone == line or not {token.i for token in guarded} <= set(alone):
        return made
    if not _is_true(_plain(sentence.text), front, render(sentence.doc, alone)):
        return made
    other = _shortened(sentence, alone, guarded, names, front)
    return other if len(other) <= len(made) - _WORTH else made


def _shortened(sentence: Span, line: Line, guarded: list[Token], names: Mapping[int, str], front: str) -> str:
    """A line as text, as short as it may be, behind what stands in front of it."""
    proof = partial(_is_true, _plain(sentence.text), front)
    short = shorten(sentence, line, guarded, proof, names, before=len(front))
    return front + _named(_finished(sentence.doc, short), sentence, names)


def _is_true(original: str, front: str, line: str) -> bool:
    return not gate.check(front + _paired(_ended(_capital(line))), original)


def _all(sentence: Span) -> Line:
    return tuple(range(sentence.start, sentence.end))


def _says(token: Token) -> bool:
    if token.pos_ == "VERB" and verb_lemma(token) in lexicon().saying:
        return any(child.dep_.startswith("nsubj") for child in token.children)
    return token.lower_ == "according"


def _without_lead_in(doc: Doc, line: Line) -> Line:
    """A line without the connectives at its front; at least one word with a verb stays."""
    for _ in range(2):
        match = _CONNECTIVES.match(render(doc, line))
        if match is None or match.end() >= len(render(doc, line)):
            break
        dropped = len(match[0].split())
        rest, words = line, 0
        while rest and words < dropped:
            words += not (doc[rest[0]].is_space or doc[rest[0]].is_punct) and len(doc[rest[0]].text.split())
            rest = rest[1:]
        while rest and doc[rest[0]].text == ",":
            rest = rest[1:]
        line = rest or line
    return line


def _finished(doc: Doc, line: Line) -> str:
    """A line as text, with a capital, a full stop where it lost its own, and each quotation mark with its other."""
    text = _capital(render(doc, line))
    last = doc[line[-1]]
    return _paired(text if last.i >= _last_word(last.sent).i and not _DANGLING.search(text) else _ended(text))


def _last_word(sentence: Span) -> Token:
    return next((token for token in reversed(list(sentence)) if not token.is_space), sentence[-1])


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
    return _named_later(text, sentence, names)


def _named_later(text: str, sentence: Span, names: Mapping[int, str]) -> str:
    """Put the name for a pronoun behind a lead that names nobody: "In May he left" is "In May [Al-Kadhimi] left"."""
    for token in sentence:
        if token.i in names and token.lower_ in PRONOUNS and token.dep_.startswith("nsubj"):
            lead = _capital(_plain(sentence.doc[sentence.start : token.i].text))
            front = f"{lead} {token.text} "
            return f"{lead} [{names[token.i]}] {text.removeprefix(front)}" if text.startswith(front) else text
        if token.pos_ in ("PROPN", "NOUN") and token.ent_type_ not in ("DATE", "TIME", "CARDINAL"):
            return text
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
    """The first letter a capital, unless the word has one of its own ("eBay") or a quotation mark stands before it."""
    text = text.lstrip(" ,;:–—-")
    if not text[:1].islower() or re.match(r"[a-z]+[A-Z]", text):
        return text
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    if _BROKEN.search(text):
        return f"{text}…"
    text = _DANGLING.sub(r"\1", text).strip(" ,;:–—-")
    return text if text[-1:] in '.!?”"…' else text + "."


def _paired(text: str) -> str:
    """A quotation that other sentences begin or end, with a mark of its own at that edge."""
    if text.count("“") > text.count("”"):
        return f"{text}”"
    if text.count("”") > text.count("“"):
        return f"“{text}"
    if text.count('"') % 2 and not re.search(r"\d\"", text):
        last = text.rfind('"')
        opens = last + 1 < len(text) and (last == 0 or text[last - 1].isspace()) and not text[last + 1].isspace()
        return f'{text}"' if opens else f'"{text}'
    return text


def _stands_alone(text: str) -> bool:
    return not re.match(
        r"(?:he|she|it|they|this|that|these|those|who|which|both|another|some|his|her|their|its)\b", text, re.IGNORECASE
    )


# --- a clause for its sentence --------------------------------------------------------------------------------------


def _clause(sentence: Span, verb: Token) -> Line | None:
    """The clause around `verb` where it stands apart from the rest: relative, "after ...", or behind a semicolon."""
    head = verb
    while head.dep_ in ("xcomp", "conj", "ccomp", "aux") and head.head.i != head.i:
        if head.dep_ == "conj" and _own_subject(head) and head.head.dep_ == "ROOT":
            break
        head = head.head
    if head.dep_ == "acl:relcl":
        return _relative(head)
    opener = next((c for c in head.children if c.lower_ in _TIMES | _REASONS and c.i < head.i), None)
    if head.dep_ == "advcl" and opener is not None and _own_subject(head):
        return _of_time(head, opener)
    return _behind_semicolon(sentence, verb) or _strung(sentence, verb)


def _of_time(head: Token, opener: Token) -> Line | None:
    """What stands behind "after" or "when", where it tells what happened and not what may ("when it rains")."""
    if opener.lower_ == "as" and opener.i > head.sent.start and opener.nbor(-1).lower_ in _DEGREES:
        return None  # "as far as the rules allow"
    past = any("Past" in t.morph.get("Tense", []) for t in (head, *head.children) if t.pos_ in ("VERB", "AUX"))
    if not past and (opener.lower_ == "when" or _is_open(head.head)):
        return None
    end = _clause_end(head)
    return None if end is None else _run(head.sent, opener.i + 1, end)


def _is_open(verb: Token) -> bool:
    """Whether a main clause tells of what may or will be."""
    words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return bool(words & (_HELPING | {"to"})) or "Imp" in verb.morph.get("Mood", [])


def _strung(sentence: Span, verb: Token) -> Line | None:
    """One of several main clauses that "and" or "but" strings together, each with a subject of its own."""
    root = sentence.root
    clauses = [root, *(c for c in root.children if c.dep_ == "conj" and c.i > root.i and _own_subject(c))]
    if len(clauses) == 1 or any(token.text in '“”"' for token in sentence):
        return None
    starts = [sentence.start, *(clause.left_edge.i for clause in clauses[1:])]
    ends = [*(start - 1 for start in starts[1:]), sentence.end - 1]
    start, end = next(((s, e) for s, e in zip(starts, ends, strict=True) if s <= verb.i <= e), (0, -1))
    words = [token for token in sentence.doc[start : end + 1] if token.dep_ not in ("cc", "punct")]
    if not words or _points_out(words) or (start > sentence.start and _may_be_said(root, start)):
        return None
    return _run(sentence, words[0].i, words[-1].i)


def _may_be_said(root: Token, start: int) -> bool:
    """Whether a clause behind "and" may be part of what the first one says: "X said three died and 49 were hurt"."""
    told = verb_lemma(root) in lexicon().saying or any(c.dep_ in ("ccomp", "parataxis") for c in root.children)
    before = root.doc[start - 1]
    before = before.nbor(-1) if before.dep_ == "cc" else before
    return told and before.text not in (";", ",")


def _points_out(words: list[Token]) -> bool:
    """Whether a pronoun of a clause may mean somebody outside it: nobody before it in the clause fits."""
    named = False
    several = False
    for token in words:
        if token.lower_ in ("he", "she", "him", "his", "her"):
            return True
        if (token.lower_ in _SINGULAR and not named) or (token.lower_ in _PLURAL and not several):
            return token.dep_ != "expl"
        if token.pos_ in ("NOUN", "PROPN"):
            named = True
            several = (
                several or "Plur" in token.morph.get("Number", []) or any(c.dep_ == "conj" for c in token.children)
            )
    return False


def _clause_end(head: Token) -> int | None:
    """The last token of a clause, which a mark or the end of the sentence follows.

    Where the parse ends it within running words, the next mark does, if no other verb with a tense stands between.
    """
    last = head.right_edge.i
    end = head.sent.end - 1
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while last < end and doc[last + 1].text not in ",;:.–—”":
        last += 1
        if "Fin" in doc[last].morph.get("VerbForm", []):
            return None
    return last


def _own_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") and child.pos_ != "PRON" for child in verb.children)


def _behind_semicolon(sentence: Span, verb: Token) -> Line | None:
    cuts = [t.i for t in sentence if t.text == ";"]
    if not cuts or any(t.text in '“”"' for t in sentence):
        return None
    first = max((i + 1 for i in cuts if i < verb.i), default=sentence.start)
    last = min((i - 1 for i in cuts if i > verb.i), default=sentence.end - 1)
    return _run(sentence, first, last)


def _relative(head: Token) -> Line | None:
    """A relative clause as a sentence: the antecedent takes the pronoun's place, or "in which" falls away.

    A clause that singles out ("the members who were detained") is none: alone it would speak of all. Nor is one
    behind "in which" that names nobody: "at least four died" does not say in what.
    """
    pronoun = next(
        (t for t in head.subtree if t.lower_ in ("which", "who", "that") and t.pos_ == "PRON" and t.i < head.i), None
    )
    if pronoun is None or pronoun.i - head.left_edge.i > 2:
        return None
    if pronoun.nbor(-1).pos_ == "ADP":  # "an operation in which ..."
        end = _clause_end(head)
        clause = None if end is None or not _own_subject(head) else _run(head.sent, pronoun.i + 1, end)
        return clause if clause and any(head.doc[i].pos_ == "PROPN" for i in clause) else None
    noun = parties.antecedent(pronoun)
    if not pronoun.dep_.startswith("nsubj") or noun is None or noun.i > pronoun.i or _is_one_of_several(noun, pronoun):
        return None
    named = any(child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in noun.children)
    last = _before_main_verb(head)
    if named or not set_off(head) or not _ends_at_punctuation(head, last):
        return None
    words = tuple(token.i for token in parties.phrase(noun))
    return (*words, *_run(head.sent, pronoun.i + 1, last))


def _is_one_of_several(noun: Token, pronoun: Token) -> bool:
    """Whether "which" may mean others beside the noun: "Acme and Bolt, which had closed"."""
    joined = [noun.head] if noun.dep_ == "conj" else []
    joined += [child for child in noun.children if child.dep_ == "conj" and child.i < pronoun.i]
    return any(other.pos_ in ("NOUN", "PROPN") for other in joined)


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


def _run(sentence: Span, first: int, last: int) -> Line:
    """The tokens from one to another, within their sentence."""
    return tuple(range(first, min(last, sentence.end - 1) + 1))
