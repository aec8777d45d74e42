"""Letters of a PDF page become words; runs in the child process alone (see `pdfchild`).

The file's own spaces count, and so do gaps that it left without one. A word that is printed twice to look bold is one,
letters that are set wide are one word, and those of scripts that run to the left come in the order of reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from briefings.sources.pdfletters import Letters, Style

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_BULLETS = {"\uf0b7", "\uf0a7", "\uf0d8", "\uf0a8", "\uf076", "\uf06e", "\uf02d"}  #: of Symbol and Wingdings fonts
_HYPHENS = "\x02\ufffe\u00ad"  #: how PDFium gives a hyphen at a line's end; the soft hyphen
_LONE_ACCENT = re.compile("([\u00a8\u00b4])(\\w)")
_ACCENTS = {"\u00a8": "\u0308", "\u00b4": "\u0301"}
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  #: Hebrew, Arabic and their neighbours
_SHAPES = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")  #: their letters as they are joined
_RIGHTWARD = re.compile("[0-9A-Za-z]+(?:[.,:/'-][0-9A-Za-z]+)*")
_RUN = re.compile(r"[^\s\x00]+")
_GUESSES = {" ", "\r\n"}  #: what PDFium puts in where it sees a gap
_WORD_GAP = 0.28  #: of the size; a wider step between letters is a space that the file left out
_GUESSED_GAP = 0.09  #: of the size; where PDFium guesses a space across less, two letters are only kerned apart
_KERNED = 0.12  #: of the size; letters that overlap more may be one letter printed twice
_SPACED = 4  #: single letters in a row that may be one word set wide
_LEVEL = 0.25  #: of the size; letters whose boxes differ more in height differ in size or stand raised
_SAME = 0.12  #: of the size; as far apart one letter or word may be printed again to look bold or to cast a shadow
_LOOK_BACK = 200  #: times that a word may have been printed elsewhere before it is printed again in one place
_SMALLEST = 0.7  #: points; smaller text cannot be seen


@dataclass(slots=True)
class Piece:
    """Letters of one word, in the page's own coordinates (points, origin at the bottom left)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    start: tuple[float, float]  #: origin of the first letter
    end: tuple[float, float]  #: where the next letter would stand
    style: Style

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        return self.left, self.bottom, self.right, self.top


def read_pieces(letters: Letters) -> list[Piece]:
    """The words of a page, in the file's order, with letter-spaced ones closed up and doubles taken out."""
    pieces: list[Piece] = []
    end, text, objects = 0, letters.text, letters.objects
    leftward = _LEFTWARD.search(text) is not None
    for found in _RUN.finditer(text):
        gap_from, (start, end) = end, found.span()
        if leftward and _LEFTWARD.search(text, start, end) and letters.style(start).turn == 0:
            pieces += _right_to_left(letters, start, end)
            continue
        whole = _whole(letters, start, end)
        runs = [whole] if whole else list(_letter_by_letter(letters, start, end))
        gap = text[gap_from:start]
        if pieces and gap in _GUESSES and objects[gap_from] is None:
            runs = _kerned_on(pieces[-1], runs, level=gap != " ")
        pieces += runs
    singles = "".join(["1" if len(piece.text) == 1 else "0" for piece in pieces])
    return list(_once(_close_spaced(pieces) if "1" * _SPACED in singles else pieces))


def _kerned_on(piece: Piece, runs: list[Piece], *, level: bool) -> list[Piece]:
    """What is left of the words after a space that PDFium guessed, if it is none and the first goes on `piece`.

    Args:
        piece: the word before.
        runs: those after.
        level: whether it must stand on one line with it: PDFium breaks lines between letters that are set one by one.
    """
    along, away = _step(piece, runs[0].start)
    size = max(piece.style.size, 1.0)
    if not goes_on(piece, runs[0].start, _GUESSED_GAP) or (
        level and (along < -_KERNED * size or abs(away) > 0.1 * size)
    ):
        return runs
    _join(piece, runs[0])
    return runs[1:]


def _whole(letters: Letters, start: int, end: int) -> Piece | None:
    """Letters with no white between them, of one size, as one word; None where they must be looked at one by one."""
    style = letters.style(start)
    if style.turn != 0:
        return None
    bottoms, tops = letters.bottom[start:end], letters.top[start:end]
    bottom, top, size = min(bottoms), max(tops), style.size
    if end - start > 1:
        steps = letters.steps[start : end - 1]
        if max(steps) >= _WORD_GAP * size or min(steps) <= -_KERNED * size:
            return None
        one_object = letters.objects[start] == letters.objects[end - 1]
        if not one_object and max(max(bottoms) - bottom, top - min(tops)) > _LEVEL * size:
            return None
    at, edge = letters.origin(start), letters.right[end - 1]
    return Piece(letters.text[start:end], letters.left[start], bottom, edge, top, at, (edge, at[1]), style)


def _right_to_left(letters: Letters, start: int, end: int) -> Iterator[Piece]:
    """Words of a script that runs to the left, by where their letters stand: files have them in either order."""
    singles = [_piece(letters, index) for index in range(start, end)]
    singles.sort(key=lambda piece: piece.start[0], reverse=True)
    word: list[Piece] = []
    for single in singles:
        if word and word[-1].left - single.right > _WORD_GAP * max(single.style.size, 1.0):
            yield _leftward_word(word)
            word = []
        word.append(single)
    yield _leftward_word(word)


def _leftward_word(singles: list[Piece]) -> Piece:
    text = "".join(single.text for single in singles)
    text = _RIGHTWARD.sub(lambda found: found[0][::-1], text)
    left, bottom = min(one.left for one in singles), min(one.bottom for one in singles)
    right, top = max(one.right for one in singles), max(one.top for one in singles)
    base = singles[0].start[1]
    return Piece(text, left, bottom, right, top, (left, base), (right, base), singles[0].style)


def _letter_by_letter(letters: Letters, start: int, end: int) -> Iterator[Piece]:
    piece = _piece(letters, start)
    for index in range(start + 1, end):
        at = letters.origin(index)
        if _is_double(letters, index, at):
            continue
        if _begins_anew(piece, letters.text[index], at) or not goes_on(piece, at, _WORD_GAP):
            yield piece
            piece = _piece(letters, index)
        else:
            _join(piece, _piece(letters, index, piece.style))
    yield piece


def _is_double(letters: Letters, index: int, at: tuple[float, float]) -> bool:
    """Whether a letter is printed over itself; letters that one ligature stands for share its origin, and no more."""
    before = index - 1
    if letters.text[index] != letters.text[before]:
        return False
    origin = letters.origin(before)
    if letters.objects[index] == letters.objects[before] and at == origin:
        return False
    return _near(at, origin, letters.style(index).size)


def _begins_anew(piece: Piece, letter: str, at: tuple[float, float]) -> bool:
    return len(piece.text) > 1 and letter == piece.text[0] and _near(at, piece.start, piece.style.size)


def _near(one: tuple[float, float], other: tuple[float, float], size: float) -> bool:
    return abs(one[0] - other[0]) < _SAME * size and abs(one[1] - other[1]) < _SAME * size


def _piece(letters: Letters, index: int, style: Style | None = None) -> Piece:
    """One letter, in a style of its own or that of the word that it goes on."""
    style = style or letters.style(index)
    left, bottom, right, top = letters.left[index], letters.bottom[index], letters.right[index], letters.top[index]
    at = letters.origin(index)
    end = ((right, at[1]), (at[0], top), (left, at[1]), (at[0], bottom))[style.turn]
    return Piece(letters.text[index], left, bottom, right, top, at, end, style)


def _join(piece: Piece, more: Piece) -> None:
    piece.text += more.text
    piece.left, piece.right = min(piece.left, more.left), max(piece.right, more.right)
    piece.bottom, piece.top = min(piece.bottom, more.bottom), max(piece.top, more.top)
    piece.end = more.end


def goes_on(piece: Piece, at: tuple[float, float], gap: float) -> bool:
    """Whether a letter at a point continues the word: close behind its last letter, at about its height."""
    along, away = _step(piece, at)
    size = max(piece.style.size, 1.0)
    return -1.1 * size < along < gap * size and abs(away) < 0.6 * size


def _step(piece: Piece, at: tuple[float, float]) -> tuple[float, float]:
    x, y = at[0] - piece.end[0], at[1] - piece.end[1]
    return ((x, y), (y, x), (-x, y), (-y, x))[piece.style.turn]


@dataclass(slots=True)
class _Spaced:
    """Single letters at even steps: a title that is set wide."""

    pieces: list[Piece] = field(default_factory=list)

    def takes(self, piece: Piece) -> bool:
        """Whether the piece stands behind the last one as letters of a wide title do."""
        last = self.pieces[-1]
        along, away = _step(last, piece.start)
        size = last.style.size
        return piece.style == last.style and abs(away) < 0.1 * size and 0 < along < 2.0 * size

    def words(self) -> Iterable[Piece]:
        """The pieces closed up, cut where the step is clearly wider than between letters."""
        gaps = [_step(left, right.start)[0] for left, right in pairwise(self.pieces)]
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        even = sum(abs(gap - usual) < 0.25 * usual + 0.3 for gap in gaps)
        if len(self.pieces) < _SPACED or usual > 1.0 * self.pieces[0].style.size or even < 0.6 * len(gaps):
            return self.pieces
        words = [self.pieces[0]]
        for piece, gap in zip(self.pieces[1:], gaps, strict=True):
            if gap > 1.6 * usual:
                words.append(piece)
            else:
                _join(words[-1], piece)
        return words


def _close_spaced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    run = _Spaced()
    for piece in pieces:
        single = len(piece.text) == 1 and piece.text.isalpha()
        if run.pieces and not (single and run.takes(piece)):
            yield from run.words()
            run = _Spaced()
        if single:
            run.pieces.append(piece)
        else:
            yield piece
    yield from run.words()


def _once(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Words that stand in one place only once: bold and shadows are often made by printing twice."""
    seen: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for piece in pieces:
        x, y = piece.start
        places = seen.setdefault((piece.text, piece.style.unseen), [])
        if places:
            reach = _SAME * piece.style.size
            if any(abs(x - left) < reach and abs(y - base) < reach for left, base in places[-_LOOK_BACK:]):
                continue
        places.append((x, y))
        yield piece


def clean(text: str) -> str:
    """Ligatures undone, hyphens at a line's end made plain, soft ones inside a word and letters with no use taken out.

    A lone accent is set on the letter that it stands before; the bullets of symbol fonts become "•".
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = "".join("•" if letter in _BULLETS else letter for letter in text.translate(_LIGATURES))
    if len(text) > 1 and text[-1] in _HYPHENS:
        text = text[:-1] + "-"
    text = "".join(letter for letter in text if letter not in _HYPHENS and unicodedata.category(letter) != "Cc")
    text = _LONE_ACCENT.sub(lambda found: found[2].replace("\u0131", "i") + _ACCENTS[found[1]], text)
    return unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode()


def most_turned(pieces: Iterable[Piece]) -> int | None:
    """The quarter turns in which most letters are set; None for no letters."""
    turns: Counter[int] = Counter()
    for piece in pieces:
        turns[piece.style.turn] += len(piece.text)
    return turns.most_common(1)[0][0] if turns else None


def is_seen_size(piece: Piece) -> bool:
    """Whether the word is large enough to be seen at all."""
    return piece.style.size >= _SMALLEST
