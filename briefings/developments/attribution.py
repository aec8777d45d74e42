"""Who is named as the source of what: "…, X said", "X said that …", "according to X", "is said to have …".

Each attribution covers the words that are attributed, not the words that attribute. Where the parse lost the speaker
of a quotation, the words between the closing quotation mark and the verb of saying are the speaker; where it lost the
clause behind "said", the rest of the sentence is what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from briefings.developments import sources
from briefings.developments.lexicon import lexicon, verb_lemma
from briefings.developments.parties import can_act
from briefings.developments.quotations import Quotations
from briefings.developments.roles import is_passive, subjects
from briefings.model import Attribution

#: Verbs of saying that tell no event of their own, beside those of the list.
_SPEAKING = frozenset((
    "observe", "admit", "acknowledge", "concede", "recall", "quip", "joke", "post", "reply", "respond", "answer",
    "continue", "conclude", "read", "testify", "caution", "complain", "boast", "lament", "reckon", "disclose",
    "inform", "assure", "remind", "contend", "quote", "allege", "warn", "deny", "underline", "underscore", "elaborate",
    "theorise", "theorize", "reason", "speculate", "ask", "wonder", "vow", "pledge", "promise", "advise", "affirm",
    "proclaim", "signal", "recount", "attest", "dub", "retort", "counter", "charge", "hold", "reassure", "clarify",
    "profess",
))  # fmt: skip
#: Verbs of thinking and finding: what stands in a clause below them is somebody's, though nobody said it.
_HOLDING = frozenset((
    "find", "learn", "rule", "suspect", "fear", "hope", "expect", "doubt", "show", "indicate", "discover", "feel",
    "agree", "assume", "demonstrate", "imply", "project", "calculate", "hear", "imagine", "guess", "worry",
    "understand", "infer", "believe", "think", "suppose",
))  # fmt: skip
_TELLING = frozenset({"tell", "inform", "assure", "remind", "warn"})  #: what they say stands behind the hearer
#: Passives that report without naming who says so.
_HEARSAY = frozenset(
    {"say", "believe", "think", "report", "understand", "suspect", "allege", "rumour", "rumor", "claim", "presume",
     "expect"}
)  # fmt: skip
#: Of these, the rest of the sentence is what was said, whatever the parse.
_PLAIN = frozenset({"say", "claim", "argue", "insist", "explain", "admit", "allege", "state", "note"})
#: What they say may stand in an infinitive: "claims to own"; what one promises or asks for is no saying.
_OF_ONESELF = frozenset({"claim", "profess"})
#: They say something only with a quotation.
_QUOTING = frozenset({"continue", "dub", "read", "hold", "quote", "post", "counter", "signal"})
#: Whose infinitive is said after all: "went on to say".
_ONWARD = frozenset({"go", "continue", "proceed", "begin", "start", "use", "seem", "appear", "have"})
_CITING = frozenset({"quote", "cite"})
#: Adjectives of somebody who holds something: "are concerned that …".
_MINDED = frozenset(
    {"concerned", "confident", "convinced", "hopeful", "optimistic", "afraid", "worried", "sure", "certain", "adamant"}
)
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp", "csubj", "csubj:pass"})
_FIRST = frozenset({"i", "we"})
_CLOSING = "”\"»'’"
_SHORT = 8  #: letters that are too few for something said


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what is printed in it."""

    span: Span
    text: str
    quotations: Quotations

    @property
    def start(self) -> int:
        """Its first character in the text."""
        return self.span.start_char

    @property
    def end(self) -> int:
        """The character behind its last."""
        return self.span.end_char

    def between(self, start: int, end: int) -> str:
        """What stands between two characters of the text."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions of a text, in order of what they cover; `source` is "" where a passive hides it."""
    text = doc.text
    quotations = Quotations.of(text)
    found: list[Attribution] = []
    for sentence in doc.sents:
        line = _Line(sentence, text[sentence.start_char : sentence.end_char], quotations)
        here = list(_in_sentence(line)) or list(sources.credited(line.text, line.start))
        found += (_to_the_end(one, line) for one in _by_speaker(here))
    return tuple(sorted(found, key=lambda a: (a.start, a.end)))


def _in_sentence(line: _Line) -> Iterator[Attribution]:
    found = list(sources.according(line.text, line.start))
    told = lexicon().saying | _SPEAKING | _HOLDING | _HEARSAY
    for token in line.span:
        one = None
        if token.pos_ in ("VERB", "AUX") and verb_lemma(token) in told:
            one = _hearsay(line, token) if _passive(token) else _said(line, token)
        elif token.lower_ in _MINDED and any(child.dep_ in ("cop", "aux:pass") for child in token.children):
            one = _held(line, token)
        if one is not None:
            found.append(one)
    yield from found
    yield from _behind_colon(line, found)


def _passive(verb: Token) -> bool:
    """Whether a verb is in the passive, or shares the one of the verb before: "was detained and told that …"."""
    labels = {child.dep_ for child in verb.children}
    helped = "aux:pass" in labels
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and labels.isdisjoint({"aux", "aux:pass", "nsubj", "nsubj:pass"}):
        return _passive(verb.head)
    return is_passive(verb) and (helped or verb.dep_ in ("acl", "advcl"))


def _held(line: _Line, word: Token) -> Attribution | None:
    """What somebody is sure or afraid of."""
    said = _thought(word)
    source = _speaker(line, word) if said is not None else None
    if said is None or source is None or _is_nobody(line, source):
        return None
    return _made(line, said, source, word.text, voiced=False)


def _behind_colon(line: _Line, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """A quotation behind a colon is the subject's, whatever the verb: "Grey defended the plan: “We …”"."""
    for start, end in line.quotations.within(line.start, line.end):
        before = line.between(line.start, start).rstrip()
        if not before.endswith(":") or any(a.start < end and start < a.end and a.voiced for a in found):
            continue
        root = line.span.root
        source = _speaker(line, root) if root.pos_ == "VERB" and root.idx < start else None
        if source is not None and source[0] < start:
            yield _made(line, (start, min(end, line.end)), source, root.text)


def _to_the_end(one: Attribution, line: _Line) -> Attribution:
    """A quotation that its sentence begins and another ends is attributed to its end."""
    runs_on = [end for start, end in line.quotations.within(one.start, one.end) if start < one.end and line.end < end]
    reaches = one.end >= line.end - 2  # a full stop or a mark may stand behind
    return replace(one, end=runs_on[0]) if runs_on and reaches and one.voiced and one.source_end <= one.end else one


def _by_speaker(found: list[Attribution]) -> list[Attribution]:
    """An "I think" in somebody's words is the speaker's."""
    outer = [a for a in found if a.voiced and a.source and a.source.lower() not in _FIRST]
    done = []
    for one in found:
        around = [a for a in outer if a.start <= one.source_start < a.end]
        if one.source.lower() in _FIRST and around:
            speaker = min(around, key=lambda a: a.end - a.start)
            first, last = speaker.source_start, speaker.source_end
            one = replace(one, source=speaker.source, source_start=first, source_end=last, voiced=False)  # noqa: PLW2901
        done.append(one)
    return done


def _said(line: _Line, verb: Token) -> Attribution | None:
    lemma = verb_lemma(verb)
    saying = lemma in lexicon().saying or lemma in _SPEAKING
    if not _is_told(verb) or _names_a_thing(line, verb) or (not saying and lemma not in _HOLDING):
        return None
    if lemma in _QUOTING and not (_follows_quote(line, verb) or _leads_on(line.between(verb.idx, line.end))):
        return None
    said = (_content(line, verb) if saying else None) or (_thought(verb) if lemma in _HOLDING else None)
    if said is None or said[1] - said[0] < _SHORT:
        return None
    source = _speaker(line, verb)
    if source is None or _is_nobody(line, source):
        return None
    return _made(line, said, source, verb.text, voiced=saying)


def _is_told(verb: Token) -> bool:
    """Whether a verb tells that somebody says something, and not only that it may be said: "it is time to say"."""
    helped = any(child.dep_ == "aux" for child in verb.children)
    if helped or ("Inf" not in verb.morph.get("VerbForm", []) and not any(c.lower_ == "to" for c in verb.children)):
        return True
    return verb.dep_ == "xcomp" and verb_lemma(verb.head) in _ONWARD


def _names_a_thing(line: _Line, verb: Token) -> bool:
    """Whether a verb has a thing for its object, and nothing is said: "claimed the attack", "announced a truce"."""
    clause = any(c.dep_ in _CLAUSES and _is_clause(c) for c in verb.children)
    things = [c for c in verb.children if c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN") and c.i > verb.i]
    if line.text.rstrip().endswith(":"):
        return False
    return any(not can_act(thing) for thing in things) and not clause and not _follows_quote(line, verb)


def _is_nobody(line: _Line, source: tuple[int, int]) -> bool:
    return line.between(*source).lower().startswith(("no ", "nobody", "none"))


def _made(line: _Line, said: tuple[int, int], source: tuple[int, int], cue: str, *, voiced: bool = True) -> Attribution:
    return Attribution(said[0], said[1], " ".join(line.between(*source).split()), cue, *source, voiced=voiced)


def _content(line: _Line, verb: Token) -> tuple[int, int] | None:
    """What was said: the quotation, the clause below the verb, or the sentence around an inserted "X said"."""
    below = [c for c in verb.children if c.dep_ in _CLAUSES and _is_clause(c)]
    clause = next((c for c in below if c.dep_ != "xcomp" or verb_lemma(verb) in _OF_ONESELF), None)
    if clause is not None and clause.dep_ != "parataxis":
        return _edges(clause)
    if verb.dep_ == "parataxis" or clause is not None or _follows_quote(line, verb) or _is_aside(verb):
        return _rest(line, verb)
    if verb.head.dep_ == "acl:relcl" or verb.dep_ == "acl:relcl":
        return _relative(verb)
    return _to_whom(verb) or _behind(line, verb)


def _to_whom(verb: Token) -> tuple[int, int] | None:
    """What somebody was told, where it was read as a clause about the hearer: "told workers that troops had left"."""
    if verb_lemma(verb) not in _TELLING:
        return None
    for hearer in (child for child in verb.children if child.dep_ in ("iobj", "obj") and child.i > verb.i):
        for clause in (child for child in hearer.children if child.dep_ == "acl:relcl"):
            own = any(child.dep_.startswith("nsubj") and child.lower_ != "that" for child in clause.children)
            if own and clause.left_edge.lower_ == "that":
                return _edges(clause)
    return None


def _thought(verb: Token) -> tuple[int, int] | None:
    """The clause below a verb of thinking, which has a subject and a tense of its own."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and _has_tense(c)), None)
    if clause is None and verb.dep_ == "parataxis" and _has_tense(verb):  # "…, I think, …"
        clause = verb.head
    return _edges(clause) if clause is not None else None


def _has_tense(clause: Token) -> bool:
    words = [clause, *(c for c in clause.children if c.dep_.startswith("aux") or c.dep_ == "cop")]
    subject = any(c.dep_.startswith("nsubj") or c.dep_ == "expl" for c in clause.children)
    return subject and any("Fin" in word.morph.get("VerbForm", []) for word in words)


def _behind(line: _Line, verb: Token) -> tuple[int, int] | None:
    """The rest of the sentence behind a plain "X said", where a verb with a tense stands in it or a colon leads on."""
    rest = line.between(verb.idx + len(verb), line.end)
    if rest.rstrip().endswith(":") or _leads_on(rest):
        start = verb.idx + len(verb)
        return start, line.end
    later = [t for t in line.span if t.i > verb.i and "Fin" in t.morph.get("VerbForm", [])]
    if verb_lemma(verb) not in _PLAIN or not later:
        return None
    return verb.idx + len(verb), line.end


def _leads_on(rest: str) -> bool:
    """Whether a colon stands before what follows."""
    head, colon, tail = rest.partition(": ")
    return bool(colon) and len(tail) > _SHORT and len(head.split()) <= 12


def _is_aside(verb: Token) -> bool:
    """Whether a clause with "as" says who said the rest: "As Ann Grey told parliament, …"."""
    if verb.dep_ != "advcl" or not any(child.dep_.startswith("nsubj") for child in verb.children):
        return False
    return any(child.dep_ in ("mark", "advmod") and child.lower_ == "as" for child in verb.children)


def _is_clause(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "nsubj", "nsubj:pass", "aux") for c in token.children)


def _edges(token: Token) -> tuple[int, int]:
    first, last = token.left_edge, token.right_edge
    return first.idx, last.idx + len(last)


def _follows_quote(line: _Line, verb: Token) -> bool:
    """Whether a quotation ends before the verb or begins behind it, in its sentence."""
    return any(
        (end <= verb.idx or verb.idx < start) and _is_said(line.between(start, end))
        for start, end in line.quotations.within(line.start, line.end)
    )


def _is_said(quotation: str) -> bool:
    """Whether a quotation is more than a word in quotation marks."""
    inner = quotation.strip(" \"“”‘’'«»")
    return len(inner.split()) > 2 or inner[-1:] in tuple(",.?!")


def _rest(line: _Line, verb: Token) -> tuple[int, int] | None:
    """The sentence before "X said", or behind it where it stands first."""
    speaker = _speaker(line, verb)
    edge = min([verb.idx, *([speaker[0]] if speaker else [])])
    if len(line.between(line.start, edge).strip(' "“‘,')) > _SHORT and not _is_aside(verb):
        return line.start, edge
    start = max([verb.idx + len(verb), *([_edges(verb)[1]] if _is_aside(verb) else [])])
    return (start, line.end) if line.end - start > _SHORT else None


def _relative(verb: Token) -> tuple[int, int] | None:
    """What is said of a man in "one man the police said had been involved"."""
    inner = next((c for c in verb.children if _is_clause(c) and c.i > verb.i), None)
    if inner is not None:
        return _edges(inner)
    if verb.i < verb.head.i and verb.head.dep_ == "acl:relcl":
        return verb.idx + len(verb), _edges(verb.head)[1]
    return None


def _speaker(line: _Line, verb: Token) -> tuple[int, int] | None:
    """Characters of the speaker's phrase: the verb's subject, else what stands between a quotation and the verb."""
    own = [c for c in verb.children if c.dep_.startswith("nsubj")] or _cited(verb) or subjects(verb)
    between = _between_quotation(line, verb)
    if between is not None and (not own or own[0].idx < between[0]):
        return between
    if own and abs(own[0].i - verb.i) < 40 and _same_voice(line, own[0], verb):
        first, last = _phrase(own[0], verb), _phrase(own[-1], verb)
        beside = own[-1].i == own[0].i + 1 < verb.i  # "One diplomat said", each word read as a subject
        return (first[0], last[1]) if beside else first
    return None


def _cited(verb: Token) -> list[Token]:
    """Who is quoted: "quoted the minister as saying", "was quoted as saying"."""
    if verb.tag_ != "VBG" or verb_lemma(verb.head) not in _CITING:
        return []
    passive = [child for child in verb.head.children if child.dep_ == "nsubj:pass"]
    return passive or [child for child in verb.head.children if child.dep_ == "obj"]


def _between_quotation(line: _Line, verb: Token) -> tuple[int, int] | None:
    """What stands between a quotation's end and the verb."""
    ended = [end for _, end in line.quotations.within(line.start, verb.idx) if end <= verb.idx]
    if not ended:
        return None
    text = line.between(ended[-1], verb.idx)
    inner = text.strip(" ,")
    if not inner or inner.lower() in ("and", "but", "he", "she", "they") or len(inner) > 120:
        return None
    start = ended[-1] + len(text) - len(text.lstrip(" ,"))
    return start, start + len(inner)


def _same_voice(line: _Line, subject: Token, verb: Token) -> bool:
    """Whether a verb and its subject stand in the same quotation, or both in none."""
    return line.quotations.around(subject.idx) == line.quotations.around(verb.idx)


def _phrase(head: Token, verb: Token) -> tuple[int, int]:
    inside = [t for t in head.subtree if (t.i < verb.i) == (head.i < verb.i) and t.dep_ != "acl:relcl"]
    relative = [t for c in head.children if c.dep_ == "acl:relcl" for t in c.subtree]
    kept = [t for t in inside if t not in relative] or [head]
    while len(kept) > 1 and (kept[-1].is_punct or kept[-1].is_space):
        kept.pop()
    while len(kept) > 1 and (kept[0].is_punct or kept[0].is_space):
        kept.pop(0)
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _hearsay(line: _Line, verb: Token) -> Attribution | None:
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
    return _made(line, (start, end), _phrase(by, verb), verb.text)
