"""A pipeline component that tells the parser where no sentence begins.

The parser finds sentence starts from syntax alone and now and then begins one in the middle of a clause. Print says
better: none begins behind a comma, before a small letter that follows no full stop, or between a quotation that ends
in a comma and the verb that says who spoke. The component only forbids; where a sentence may begin, the parser decides.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

NAME = "dragoman_sentence_guard"

_ENDS = frozenset(".!?:;…")
_CLOSING = frozenset("”’\"')]»")
_CLOSED_TOGETHER = 8  #: marks that may close at one place, at most
_NEVER_BEFORE = frozenset({",", "(", "“", "‘"})  #: marks behind which no sentence begins


@Language.factory(NAME)
def make_sentence_guard(nlp: Language, name: str) -> SentenceGuard:
    """The component as spaCy makes it from a pipeline's configuration."""
    del nlp, name
    return SentenceGuard()


class SentenceGuard:
    """Sets `is_sent_start` to False where print forbids a start, before the parser looks."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the tokens of a Doc; those marked already are left alone."""
        speaking = False  # behind “…,” until the next mark: "“…,” Colonel Ada Grey said"
        for token in doc[1:]:
            before = token.nbor(-1)
            if before.is_punct or before.is_space:
                speaking = _ends_quotation(before)
            if token.is_sent_start is None and (speaking or forbids_start(token)):
                token.is_sent_start = False
        return doc


def forbids_start(token: Token) -> bool:
    """Whether no sentence can begin with this token; a line end before it always allows one."""
    before = token.nbor(-1)
    if before.is_space or token.is_space:
        return False
    mark = before
    for _ in range(_CLOSED_TOGETHER):
        if mark.i == 0 or mark.text not in _CLOSING or mark.nbor(-1).is_space:
            break
        mark = mark.nbor(-1)
    if mark.text in _NEVER_BEFORE:
        return True
    return token.text[0].islower() and mark.text[-1] not in _ENDS


def _ends_quotation(mark: Token) -> bool:
    return mark.text in _CLOSING and mark.i > 0 and mark.nbor(-1).text == ","
