"""Reading a text again with its names as single words.

A parser stumbles over names: it hangs their parts on one another in many ways, and a long one behind "Prime Minister"
may cost it the verb. Once names are known, each is one token, and the sentence around it is plain. On the development
pages this mends more than any longer training did.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from briefings.model import Mention

PIECE = 4_000  #: tokens read at a time, at most; memory grows with it
_BATCH = 16  #: pieces that each component reads together; more take memory and no less time
_RECOGNISERS = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler"})
_STOPS = frozenset(".!?…")


def read_with_names(nlp: Language, doc: Doc, mentions: Sequence[Mention]) -> Doc:
    """Analyse a text anew, each mention as one token of the mention's label.

    Args:
        nlp: the pipeline that read `doc`.
        doc: the text as read before; its other entities (dates, numbers) are kept.
        mentions: in the text's order, without overlaps; one that begins or ends inside a token takes the whole token.

    Returns:
        A Doc of the same text; characters count as before, tokens do not.
    """
    return next(read_all_with_names(nlp, [(doc, mentions)]))


def read_all_with_names(nlp: Language, texts: Iterable[tuple[Doc, Sequence[Mention]]]) -> Iterator[Doc]:
    """`read_with_names` for many texts, several at a time; a Doc for each, in their order."""
    waiting: deque[int] = deque()  # how many pieces each text has

    def pieces() -> Iterator[tuple[Doc, list[Span]]]:
        for doc, mentions in texts:
            whole = _with_whole_names(doc, mentions)
            bounds = list(_pieces(whole))
            waiting.append(len(bounds))
            yield from (_tokens(whole[start:end]) for start, end in bounds)

    recognisers = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory in _RECOGNISERS]
    read: list[Doc] = []
    for doc, named in nlp.pipe(pieces(), as_tuples=True, disable=recognisers, batch_size=_BATCH):
        doc.set_ents(named, default="outside")
        read.append(doc)
        if len(read) == waiting[0]:
            yield _joined(read)
            read = []
            waiting.popleft()


def _joined(pieces: Sequence[Doc]) -> Doc:
    joined = pieces[0] if len(pieces) == 1 else Doc.from_docs(list(pieces), ensure_whitespace=False)
    if joined is None:  # only of no Docs at all, and there are some
        raise AssertionError
    return joined


def _with_whole_names(doc: Doc, mentions: Sequence[Mention]) -> Doc:
    """A Doc of tokens alone, each name one of them."""
    bounds = _bounds(doc, mentions)
    words = [doc[start].text if end == start + 1 else doc[start:end].text for start, end in bounds]
    whole = Doc(doc.vocab, words=words, spaces=[bool(doc[end - 1].whitespace_) for _, end in bounds])
    named = [(m.start, m.end, m.label) for m in mentions] + [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    taken: list[Span] = []
    inside: set[int] = set()  # tokens of the spans taken
    for first, last, label in named:
        span = whole.char_span(first, last, label=label, alignment_mode="expand")
        if span is not None and inside.isdisjoint(range(span.start, span.end)):
            taken.append(span)
            inside.update(range(span.start, span.end))
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
    """Runs of at most `PIECE` tokens, cut at a line's end, else behind a full stop; a single one for an empty Doc."""
    start = 0
    while len(doc) - start > PIECE:
        end = _cut(doc, start, start + PIECE)
        yield start, end
        start = end
    yield start, len(doc)


def _cut(doc: Doc, start: int, limit: int) -> int:
    reach = range(limit, start, -1)
    line = next((i for i in reach if doc[i - 1].is_space and "\n" in doc[i - 1].text), None)
    return line or next((i for i in reach if doc[i - 1].text[-1] in _STOPS), limit)


def _tokens(span: Span) -> tuple[Doc, list[Span]]:
    """A Doc that nothing has read yet, and the entities that it takes over."""
    fresh = Doc(span.vocab, words=[t.text for t in span], spaces=[bool(t.whitespace_) for t in span])
    return fresh, [Span(fresh, e.start - span.start, e.end - span.start, label=e.label) for e in span.ents]
