"""Reading a text again with its names as single words.

A parser stumbles over names: it hangs their parts on one another in many ways, and a long one behind "Prime Minister"
may cost it the verb. Once names are known, each is one token, and the sentence around it is plain. On the development
pages this mends more than any longer training did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from briefings.model import Mention

PIECE = 4_000  #: tokens read at a time, about; memory grows with it
_RECOGNISERS = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler"})


def read_with_names(nlp: Language, doc: Doc, mentions: Sequence[Mention]) -> Doc:
    """Analyse a text anew, each mention as one token of the mention's label.

    Args:
        nlp: the pipeline that read `doc`.
        doc: the text as read before; its other entities (dates, numbers) are kept.
        mentions: in the text's order, without overlaps; one that begins or ends inside a token takes the whole token.

    Returns:
        A Doc of the same text; characters count as before, tokens do not.
    """
    whole = _with_whole_names(doc, mentions)
    pieces = [_read(nlp, whole[start:end]) for start, end in _pieces(whole)]
    if len(pieces) == 1:
        return pieces[0]
    joined = Doc.from_docs(pieces, ensure_whitespace=False)
    return joined if joined is not None else whole


def _with_whole_names(doc: Doc, mentions: Sequence[Mention]) -> Doc:
    """A Doc of tokens alone, each name one of them; sentence starts inside names are none."""
    bounds = _bounds(doc, mentions)
    spans = [doc[start:end] for start, end in bounds]
    starts: list[bool | int | None] = [bool(span[0].is_sent_start) for span in spans]
    words = [span.text for span in spans]
    spaces = [bool(span[-1].whitespace_) for span in spans]
    whole = Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts)
    named = [(m.start, m.end, m.label) for m in mentions] + [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    taken: list[Span] = []
    for first, last, label in named:
        span = whole.char_span(first, last, label=label, alignment_mode="expand")
        if span is not None and not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
    whole.set_ents(taken, default="outside")
    return whole


def _bounds(doc: Doc, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """First token and token after the last of each token to be; a name that runs over a line's end stays apart."""
    bounds: list[tuple[int, int]] = []
    at = 0
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or span.start < at or any(token.is_space for token in span):
            continue
        bounds += [(i, i + 1) for i in range(at, span.start)]
        bounds.append((span.start, span.end))
        at = span.end
    return [*bounds, *((i, i + 1) for i in range(at, len(doc)))]


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of sentences of about `PIECE` tokens; a single one for an empty Doc."""
    start = 0
    for sentence in doc.sents:
        if sentence.end - start >= PIECE:
            yield start, sentence.end
            start = sentence.end
    if start < len(doc) or not len(doc):
        yield start, len(doc)


def _read(nlp: Language, span: Span) -> Doc:
    """Run the pipeline over ready tokens; entities are taken over, not recognised again."""
    fresh = Doc(nlp.vocab, words=[t.text for t in span], spaces=[bool(t.whitespace_) for t in span])
    named = [Span(fresh, e.start - span.start, e.end - span.start, label=e.label) for e in span.ents]
    for name, pipe in nlp.pipeline:
        if nlp.get_pipe_meta(name).factory not in _RECOGNISERS:
            fresh = pipe(fresh)
    fresh.set_ents(named, default="outside")
    return fresh
