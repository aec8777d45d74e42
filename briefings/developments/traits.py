"""What speaks for a sentence or against it: features, each between 0 and 1, that salience weighs.

One pass over the text, so that the time it takes grows with the number of sentences alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from briefings.model import Attribution, Development, Mention, TimeExpression

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
#: Words that say little of what a text is about.
_SIDE = frozenset(
    re.findall(r"\w+", "be have do say tell make get go come know think see take want new other such many more")
)
_OPEN, _CLOSE = frozenset('“"«'), frozenset('”"»')
_FULL_STOPS = (".", "!", "?", ":", ";", "…", "”", '"', "’")
_HEADING = 20  #: words of a heading, at most
_ADDING = frozenset({"but", "and", "however", "also", "still", "yet", "then", "or", "so", "meanwhile", "moreover"})
_ADDING_PHRASES = re.compile(
    r"\W*(?:in addition|for example|for instance|as well as|at the same time|on the other hand)", re.IGNORECASE
)
_EVEN = 25  #: words of a sentence as summaries have them
_LONG = 45


Traits = dict[str, float]  #: a feature by its name → 0 to 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what was found in it."""

    doc: Doc
    mentions: Sequence[Mention] = ()
    times: Sequence[TimeExpression] = ()
    attributions: Sequence[Attribution] = ()
    developments: Sequence[Development] = ()
    title: str = ""  #: where it is no part of the text


@dataclass(slots=True)
class _About:
    """What is known of the whole text when one of its sentences is looked at."""

    sentences: Sequence[Span]
    headings: Sequence[bool]
    words: Sequence[frozenset[str]]  #: content words, sentence by sentence
    spread: Counter[str]  #: in how many sentences a content word stands
    named: Sequence[frozenset[str]]  #: names, sentence by sentence
    often: Counter[str]  #: in how many sentences a name stands
    proper: list[int]  #: for each sentence, how many that are no headings stand before it
    head: frozenset[str]  #: content words of the title
    lead: frozenset[str]  #: content words of the first sentence that is no heading
    dated: frozenset[int]
    voiced: frozenset[int]
    told: dict[int, list[Development]]
    seen_names: set[str] = field(default_factory=set)
    seen_words: set[str] = field(default_factory=set)


def of_sentences(text: Text, weight_of: Callable[[str], float]) -> list[Traits]:
    """The features of each sentence.

    Args:
        text: a parsed text.
        weight_of: what the type of a development weighs.
    """
    about = _about(text)
    return [_features(index, about, weight_of) for index in range(len(about.sentences))]


def _about(text: Text) -> _About:
    sentences = list(text.doc.sents)
    headings = [_is_heading(sentence) for sentence in sentences]
    words = [frozenset(_content(sentence)) for sentence in sentences]
    starts = [sentence.start_char for sentence in sentences]
    named = _names(text.mentions, starts)
    proper, count = [], 0
    for heading in headings:
        proper.append(count)
        count += not heading
    first = next((i for i, heading in enumerate(headings) if not heading), 0)
    told: dict[int, list[Development]] = {}
    for development in text.developments:
        told.setdefault(development.sentence, []).append(development)
    return _About(
        sentences=sentences,
        headings=headings,
        words=words,
        spread=Counter(word for some in words for word in some),
        named=named,
        often=Counter(name for some in named for name in some),
        proper=proper,
        head=_titled(text) or (words[0] if sentences and headings[0] else frozenset()),
        lead=words[first] if sentences else frozenset(),
        dated=frozenset(bisect_right(starts, time.start) - 1 for time in text.times if time.first is not None),
        voiced=frozenset(bisect_right(starts, one.start) - 1 for one in text.attributions if one.voiced),
        told=told,
    )


def _features(index: int, about: _About, weight_of: Callable[[str], float]) -> Traits:
    sentence = about.sentences[index]
    size = sum(any(letter.isalnum() for letter in token.text) for token in sentence)
    found = {
        **_position(index, about),
        **_words(index, about),
        **_named(index, about),
        **_event(index, about, weight_of),
        **_form(sentence, size),
    }
    about.seen_names |= about.named[index]
    about.seen_words |= about.words[index]
    return found


def _position(index: int, about: _About) -> Traits:
    count, before = len(about.sentences), about.proper[index]
    heading = about.headings[index]
    return {
        "heading": float(heading),
        "title": float(heading and index == 0),
        "first": float(not heading and before == 0),
        "second": float(not heading and before in (1, 2)),
        "early": 0.0 if heading else 1 / (1 + before),
        "place": 1.0 - index / max(1, count),
        "opens": float(_opens_paragraph(about.sentences[index])),
    }


def _words(index: int, about: _About) -> Traits:
    words = about.words[index]
    if not words:
        return {"central": 0.0, "covers": 0.0, "titled": 0.0, "as_lead": 0.0, "fresh": 0.0}
    count = len(about.sentences)
    most = math.log1p(max(about.spread.values()))
    weights = [math.log1p(about.spread[word] - 1) / most for word in words]
    return {
        "central": sum(weights) / len(words),
        "covers": min(1.0, sum(weights) / 6),
        "titled": len(words & about.head) / max(1, len(about.head)),
        "as_lead": 0.0 if about.proper[index] == 0 else len(words & about.lead) / max(1, len(about.lead)),
        "fresh": len(words - about.seen_words) / len(words) if count > 1 else 0.0,
    }


def _named(index: int, about: _About) -> Traits:
    names = about.named[index]
    most = max(about.often.values(), default=1)
    return {
        "names": min(1.0, len(names) / 3),
        "main_name": max((about.often[name] / most for name in names), default=0.0) if most > 1 else 0.0,
        "introduces": min(1.0, sum(about.often[name] > 1 for name in names - about.seen_names) / 2),
        "named_subject": float(_has_named_subject(about.sentences[index])),
    }


def _event(index: int, about: _About, weight_of: Callable[[str], float]) -> Traits:
    sentence, told = about.sentences[index], about.told.get(index, [])
    events = [one for one in told if one.type != "STATEMENT"]
    return {
        "event": max((weight_of(one.type) for one in events), default=0.0),
        "parties": max((bool(one.actors) / 2 + bool(one.targets) / 2 for one in events), default=0.0),
        "said": float(index in about.voiced and not events),
        "dated": float(index in about.dated),
        "figure": float(any(token.pos_ == "NUM" for token in sentence)),
    }


def _form(sentence: Span, size: int) -> Traits:
    first = next((token.text.lower() for token in sentence if token.text.isalpha()), "")
    printed = sentence.text.strip()
    return {
        "length": min(1.0, size / _EVEN),
        "long": float(size > _LONG),
        "brief": float(size < 8),
        "quoted": _quoted(sentence),
        "adds": float(first in _ADDING or bool(_ADDING_PHRASES.match(printed))),
        "asks": float(printed.endswith("?")),
        "verbless": float(not any(token.pos_ in ("VERB", "AUX") for token in sentence)),
    }


# --- what the features ask -----------------------------------------------------------------------------------------


def _is_heading(sentence: Span) -> bool:
    """Whether a sentence is a line of its own that ends as headings and datelines do, without a full stop."""
    text = sentence.text.strip()
    return (
        len(text.split()) <= _HEADING
        and not text.endswith(_FULL_STOPS)
        and _opens_paragraph(sentence)
        and _closes_paragraph(sentence)
    )


def _opens_paragraph(sentence: Span) -> bool:
    before = sentence.doc[max(0, sentence.start - 1) : sentence.start].text_with_ws + _leading(sentence)
    return sentence.start == 0 or "\n" in before


def _leading(sentence: Span) -> str:
    text = sentence.text
    return text[: len(text) - len(text.lstrip())]


def _closes_paragraph(sentence: Span) -> bool:
    text, doc = sentence.text_with_ws, sentence.doc
    after = text[len(text.rstrip()) :] + doc[sentence.end : sentence.end + 1].text
    return sentence.end >= len(doc) or "\n" in after


def _content(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        lemma = token.lemma_.lower()
        if token.pos_ in _CONTENT and lemma not in _SIDE and len(lemma) > 1:
            yield lemma


def _titled(text: Text) -> frozenset[str]:
    """Content words of a title that the text has too, as its sentences have them."""
    wanted = {word.lower() for word in re.findall(r"\w+", text.title)}
    return frozenset(_content([token for token in text.doc if token.text.lower() in wanted])) if wanted else frozenset()


def _names(mentions: Sequence[Mention], starts: Sequence[int]) -> list[frozenset[str]]:
    """Names by sentence, each under its entity; a name that no entity has, under itself."""
    found: list[set[str]] = [set() for _ in starts]
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0:
            found[at].add(mention.entity or mention.text.lower())
    return [frozenset(names) for names in found]


def _has_named_subject(sentence: Span) -> bool:
    return any(_names_one(child) for child in sentence.root.children if child.dep_.startswith("nsubj"))


def _names_one(subject: Token) -> bool:
    return subject.pos_ == "PROPN" or any(child.pos_ == "PROPN" for child in subject.children)


def _quoted(sentence: Span) -> float:
    """The share of a sentence that stands between quotation marks; one mark alone opens or closes it all."""
    inside, quoted, words = False, 0, 0
    for token in sentence:
        if token.text in _OPEN | _CLOSE:
            inside = not inside if token.text == '"' else token.text in _OPEN
        elif not token.text.isspace():
            words += 1
            quoted += inside
    return quoted / max(1, words)
