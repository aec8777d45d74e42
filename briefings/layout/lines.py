"""Words to rows (one baseline across the page) and rows to lines (one baseline within a column)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from briefings.layout.geometry import Line, Word, overlap
from briefings.layout.wordmodel import WordModel, normal

_SAME_BASELINE = 0.3  #: of the size: lines of two columns off each other's grid stay apart, lowered letters do not
_DROP_CAP = 1.7  #: times the body's size
_MOST_CAPITALS = 40  #: on a page: more large letters than that are something else
_HANGS = 0.3  #: of a drop capital's size: its last line may stand that much below it
_CLOSE = 0.3
_BRIDGE = 0.6  #: of the size: a wider gap may be a gutter, a narrower one is a space


def group_rows(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into rows by their baselines.

    Returns:
        Rows from top to bottom, words from left to right; every word is in exactly one row. A row's tolerance is
        measured from its first word, so that a skewed scan cannot chain two lines.
    """
    rows: list[list[Word]] = []
    small: list[Word] = []
    ordered = sorted(words, key=lambda word: (word.baseline, word.x0))
    usual = median([word.size for word in ordered]) if ordered else 0.0
    for word in ordered:
        if word.size < 0.8 * usual:
            small.append(word)
        elif rows and word.baseline - rows[-1][0].baseline <= _SAME_BASELINE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = _with_small(rows, small)
    return sorted((sorted(row, key=lambda word: word.x0) for row in rows), key=lambda row: row[0].baseline)


def _with_small(rows: list[list[Word]], small: Sequence[Word]) -> list[list[Word]]:
    """Small words (notes, raised figures) join the row beside which they stand, or make rows of their own."""
    own: list[list[Word]] = []
    for word in small:
        beside = next((row for row in rows if _stands_beside(word, row)), None)
        if beside is not None:
            beside.append(word)
        elif own and word.baseline - own[-1][0].baseline <= _SAME_BASELINE * word.size:
            own[-1].append(word)
        else:
            own.append([word])
    return rows + own


def _stands_beside(word: Word, row: Sequence[Word]) -> bool:
    first = row[0]
    if overlap((word.y0, word.y1), (first.y0, first.y1)) < 0.6 * (word.y1 - word.y0):
        return False
    return any(
        -1.0 < max(word.x0 - other.x1, other.x0 - word.x1) < 0.35 * other.size
        and overlap((word.y0, word.y1), (other.y0, other.y1)) > 0.5 * (word.y1 - word.y0)
        for other in row
    )


def spans(row: Sequence[Word]) -> list[Line]:
    """Cut a row at every gap that is too wide for a space between two words."""
    pieces: list[list[Word]] = []
    edge = 0.0
    for word in row:
        if pieces and word.x0 - edge < _BRIDGE * max(word.size, pieces[-1][-1].size):
            pieces[-1].append(word)
            edge = max(edge, word.x1)
        else:
            pieces.append([word])
            edge = word.x1
    return [Line(tuple(piece)) for piece in pieces]


def set_drop_capitals(words: Sequence[Word], body: float, model: WordModel) -> list[Word]:
    """Put each drop capital before the first word of the line at its upper edge.

    It becomes part of that word ("I" and "n" are "In") unless the two are words only apart ("A" and "man").
    """
    capitals = [word for word in words if _is_drop_capital(word, body)]
    if len(capitals) > _MOST_CAPITALS:
        return list(words)
    rest = [word for word in words if not _is_drop_capital(word, body)]
    for capital in capitals:
        at = _first_beside(rest, capital)
        if at is None:
            rest.append(capital)
            continue
        word = rest[at]
        if _stand_apart(capital.text, word.text, model):
            rest.insert(at, replace(word, text=capital.text, x0=word.x0 - 1.0, x1=word.x0))
        else:
            rest[at] = replace(word, text=capital.text + word.text)
    return rest


def _is_drop_capital(word: Word, body: float) -> bool:
    return word.size >= _DROP_CAP * body and len(word.text.strip("\"'“”‘’")) == 1 and word.text[-1].isupper()


def _first_beside(words: Sequence[Word], capital: Word) -> int | None:
    """The index of the first word of the topmost line that the capital's box touches on its right side.

    Beside a single line it is the capital of a word only if that goes right on behind it.
    """
    over = {
        round(word.baseline)
        for word in words
        if word.x1 <= capital.x1 + 1 and word.x1 > capital.x0 and word.size < capital.size / 1.4
    }
    near = [
        (round(word.baseline), word.x0, index)
        for index, word in enumerate(words)
        if word.size < capital.size / 1.4
        and -0.3 * capital.size < word.x0 - capital.x1 < 0.6 * capital.size
        and -1.1 * capital.size < word.baseline - capital.baseline <= _HANGS * capital.size
        and round(word.baseline) not in over
    ]
    if not near:
        return None
    first = words[min(near)[2]]
    goes_on = first.text[:1].islower() and first.x0 - capital.x1 < _CLOSE * capital.size
    return min(near)[2] if goes_on or len({baseline for baseline, _, _ in near}) > 1 else None


def _stand_apart(capital: str, word: str, model: WordModel) -> bool:
    letter = capital[-1]
    whole = model.count(normal(letter + word))
    return letter in "AI" and model.count(normal(word)) > max(20, 5 * whole)
