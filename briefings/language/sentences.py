"""A pipeline component that tells the parser what print says of sentence starts.

The parser finds them from syntax alone and now and then begins a sentence in the middle of a clause. Print says better:
none begins behind a comma, a title or an initial, before a small letter that follows no full stop, between a day and
its month, within words of another script, or between a quotation that ends in a comma and the verb that says who spoke.
One does begin where an abbreviation that may end a sentence ("bbl.", "U.S.") stands before "The". Elsewhere the parser
decides.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from briefings.language.scripts import is_foreign

NAME = "dragoman_sentence_guard"

_ENDS = frozenset(".!?:;…")
_CLOSING = frozenset("”’\"')]»")
_CLOSED_TOGETHER = 8  #: marks that may close at one place, at most
_NEVER_BEFORE = frozenset({",", "(", "“", "‘"})  #: marks behind which no sentence begins

_FOREIGN_ENDS = _ENDS | frozenset(
    "\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{ARABIC SEMICOLON}\N{IDEOGRAPHIC FULL STOP}"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Abbreviations that a name follows, and such as a number follows; "No." is also a sentence.
_TITLES = _words(
    "Mr. Mrs. Ms. Dr. Prof. Gen. Gens. Lt. Col. Maj. Capt. Cmdr. Sgt. Brig. Adm. Gov. Govs. Sen. Sens. Rep. Reps. Rev. "
    "Hon. Amb. Pres. Supt. St. Mt. Ft. vs."
)
_COUNTED = _words("No. Nos. Fig. Art. Vol. pp.")
#: Measures: a capital after them begins a sentence. Of the others only a word that is in no name does.
_MEASURES = _words("bbl. bbls. boe. mcf. bcf. tcf. lb. lbs. oz. cu. etc.")
_MAY_END = _MEASURES | _words(
    "U.S. U.K. U.N. U.A.E. E.U. U.S.A. Inc. Corp. Co. Ltd. Bros. Jr. Sr. a.m. p.m. D.C. Ph.D."
)
_OPENERS = _words(
    "The This That These Those It He She They We There His Her Their Its Our In On At But And If When As After Before "
    "While Although However Since For By With From Under What Who How Why Some Many Most Both Each Meanwhile An"
)


@Language.factory(NAME)
def make_sentence_guard(nlp: Language, name: str) -> SentenceGuard:
    """The component as spaCy makes it from a pipeline's configuration."""
    del nlp, name
    return SentenceGuard()


class SentenceGuard:
    """Sets `is_sent_start` where print forbids or demands a start, before the parser looks."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the tokens of a Doc; those marked already are left alone."""
        speaking = False  # behind “…,” until the next mark: "“…,” Colonel Ada Grey said"
        for token in doc[1:]:
            before = token.nbor(-1)
            if before.is_punct or before.is_space:
                speaking = _ends_quotation(before)
            if token.is_sent_start is not None:
                continue
            if speaking or forbids_start(token):
                token.is_sent_start = False
            elif demands_start(token):
                token.is_sent_start = True
        return doc


_MONTHS = _words("january february march april may june july august september october november december")
_LAST_DAY = 31  #: of a month


def forbids_start(token: Token) -> bool:
    """Whether no sentence can begin with this token; a line end before it always allows one."""
    before = token.nbor(-1)
    if before.is_space or token.is_space:
        return False
    if is_foreign(token.text):
        return before.text[-1] not in _FOREIGN_ENDS
    counted = before.text in _COUNTED and token.text[0].isdigit()
    if before.text in _TITLES or counted or (token.lower_ in _MONTHS and _is_day(before.text)):
        return True
    if _is_initial(before) and token.text not in _OPENERS:
        return True
    mark = before
    for _ in range(_CLOSED_TOGETHER):
        if mark.i == 0 or mark.text not in _CLOSING or mark.nbor(-1).is_space:
            break
        mark = mark.nbor(-1)
    if mark.text in _NEVER_BEFORE:
        return True
    return token.text[0].islower() and mark.text[-1] not in _ENDS


def _is_day(text: str) -> bool:
    """Whether a word may be the day of a month, which the month goes on from: "MONDAY 29 JUNE"."""
    return text.isascii() and text.isdecimal() and 1 <= int(text[:3]) <= _LAST_DAY


def demands_start(token: Token) -> bool:
    """Whether a sentence must begin with this token, because an abbreviation before it ends one."""
    before, text = token.nbor(-1).text, token.text
    if before not in _MAY_END or not token.nbor(-1).whitespace_:
        return False
    return text in _OPENERS or (before in _MEASURES and text.istitle())


def _is_initial(token: Token) -> bool:
    """Whether this is a letter of somebody's name: "Kenneth F. McKenzie"."""
    letter, dot = token.text[:-1], token.text[-1:]
    if not (len(letter) == 1 and letter.isupper() and dot == "."):
        return False
    return token.i == 0 or token.nbor(-1).text[0].isupper()


def _ends_quotation(mark: Token) -> bool:
    return mark.text in _CLOSING and mark.i > 0 and mark.nbor(-1).text == ","
