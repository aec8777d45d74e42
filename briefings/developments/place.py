"""Where it happened, when the sentence says so beside the word that names the event."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.developments.parties import phrase

_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "off", "within"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def place_of(event: Token) -> str | None:
    """The place named with "in", "at", "near" under the event or its object, innermost named place; None otherwise."""
    return _place(event, 0)


def _place(token: Token, depth: int) -> str | None:
    for child in sorted(token.children, key=lambda c: c.i):
        if child.dep_ in ("obl", "nmod") and any(c.dep_ == "case" and c.lower_ in _WHERE for c in child.children):
            named = child if child.ent_type_ in _PLACES else _named_inside(child)
            if named is not None:
                words = phrase(named)
                return named.doc[words[0].i : words[-1].i + 1].text.removeprefix("the ")
    if depth > 1:
        return None
    for child in token.children:
        if child.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "nmod", "appos"):
            found = _place(child, depth + 1)
            if found:
                return found
    return None


def _named_inside(token: Token) -> Token | None:
    return next(
        (t for t in token.subtree if t.ent_type_ in _PLACES and t.dep_ in ("nmod", "appos", "flat", "compound")), None
    )
