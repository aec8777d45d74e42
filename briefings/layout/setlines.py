"""Printed lines as tokens: how wide they are set, and what each token looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from briefings.layout.wordmodel import WordModel, ends_sentence, normal

_Floats = npt.NDArray[np.float64]
_Ints = npt.NDArray[np.int64]

_MARKER = re.compile(r"^(?:[•▪●◦‣–—*]|\(?\d{1,2}[.)]|\d{1,2}\.\d{1,2}\.(?:\d{1,2}\.?)?|\([a-z]\)|[a-z]\))$")
_CAPTION = re.compile(r"^(?:Fig\.|Figure|Table|Box|Chart|Map|Plate) [A-Z]?\d{1,3}(?:[.-]\d{1,2})?[.:]$")
_CODE_OPENS = re.compile(r"^(?:/\*|//|#!?\w|--?\w|\}|\$$)")
_CODE_ENDS = re.compile(r"(?:\*/|\{|\};?|\);|\\)$")
_SMALL_CAPITALS = 0.8  #: how wide they are, by capitals: words with broken capitals (`iraQ`), and what follows (`IN`)
_KNOWN_SMALL = 60  #: a word seen so often in small letters says something when it stands with a capital

#: Widths of letters in units of the average small letter (by its frequency in English), each the mean of six families:
#: Times, Helvetica, Palatino, Century Schoolbook, Libertine and Computer Modern. On the development pages full lines
#: of a column vary hardly less under the family that fits a page best than under this mean.
_LETTER = {
    **dict.fromkeys("'", 0.45),
    **dict.fromkeys(",.:;j’‘", 0.55),
    **dict.fromkeys("!il|f", 0.6),
    **dict.fromkeys("-I[]t()/", 0.72),
    **dict.fromkeys('"`r\\{}', 0.82),
    **dict.fromkeys("s“”*Jc", 0.92),
    **dict.fromkeys("?ezéa•§", 1.02),
    **dict.fromkeys("^_bdkpq#Shnu~", 1.17),
    **dict.fromkeys("FLPZ", 1.3),
    **dict.fromkeys("+<=>ETBRY", 1.4),
    **dict.fromkeys("CVXAK", 1.53),
    **dict.fromkeys("&DGNOQUwH", 1.6),
    **dict.fromkeys("%@mM", 1.8),
    **dict.fromkeys("—W", 2.07),
}
_OTHER_LETTER = 1.1  #: of digits, g, o, v, x, y and all else
BLANK = 0.58  #: between words, the same


def set_width(token: str) -> float:
    """About how wide a token is set, in average small letters."""
    return sum(_LETTER.get(letter, _OTHER_LETTER) for letter in token)


class Line:
    """One printed line: its tokens and what is known of each."""

    def __init__(self, tokens: Sequence[str], model: WordModel) -> None:
        self.tokens = tokens
        self.words = [normal(token) for token in tokens]
        self.size = len(tokens)
        self.numbers = np.array([model.number(word) for word in self.words], dtype=np.int64)
        broken = [_is_damaged(token) for token in tokens]
        small = [
            here or (token.isupper() and before)
            for token, here, before in zip(tokens, broken, [False, *broken], strict=False)
        ]
        self.widths = np.array([set_width(token) for token in tokens]) * np.where(small, _SMALL_CAPITALS, 1.0)
        self.starts = np.concatenate(([0.0], np.cumsum(self.widths + BLANK)))
        self.stops = np.array([ends_sentence(token) for token in tokens], dtype=bool)
        self.cut = np.array([len(token) > 1 and token[-1] == "-" for token in tokens], dtype=bool)
        self.colons = np.array([token[-1] == ":" for token in tokens], dtype=bool)
        bare = [token.lstrip("\"'“‘([") for token in tokens]
        self.capital = np.array([word[:1].isupper() for word in bare], dtype=bool)
        self.small = np.array(
            [word[:1].islower() and not _is_damaged(token) for word, token in zip(bare, tokens, strict=True)],
            dtype=bool,
        )
        captions = (_CAPTION.match(" ".join(tokens[place : place + 2])) for place in range(self.size))
        self.marker = np.array(
            [bool(_MARKER.match(token) or caption) for token, caption in zip(tokens, captions, strict=True)], dtype=bool
        )
        self.code_opens = np.array([_CODE_OPENS.match(token) is not None for token in tokens], dtype=bool)
        self.code_ends = np.array([_CODE_ENDS.search(token) is not None for token in tokens], dtype=bool)
        self.surprise = np.array([_surprise(token, word, model) for token, word in zip(bare, self.words, strict=True)])

    def width(self, start: _Ints | int, end: _Ints | int) -> _Floats:
        """How wide tokens from `start` to `end` are set, in average small letters."""
        found: _Floats = np.maximum(self.starts[end] - self.starts[start] - BLANK, 0.0)
        return found


def _surprise(token: str, word: str, model: WordModel) -> float:
    """Logarithm, -3.5 to 0, of how often a word that stands with a capital has one inside sentences."""
    if token[:1].isupper() and token[1:2].islower() and model.count(word) > _KNOWN_SMALL:
        return max(-3.5, float(np.log(max(model.capital_share(word), 0.01))))
    return 0.0


def _is_damaged(token: str) -> bool:
    """Small letters where capitals belong, as broken small capitals leave them: `uS`, `iraQ`."""
    return any(letter.isupper() for letter in token[1:]) and token[:1].islower()
