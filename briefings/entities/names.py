# ruff: noqa: RUF001 - letters and hyphens of other scripts are its data
"""A name taken apart: words with their sounds, weights and meanings, compounds joined, articles and fillers dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from briefings.entities.sounds import clean, is_arabic, is_turkish, sounds
from briefings.entities.words import common_names, fold, words

Part = Literal["plain", "given", "title", "kind", "patronymic", "initial", "number"]

#: How much a word of each part says about who is meant; a rare name is 1.
WEIGHTS: dict[Part, float] = {
    "plain": 1.0, "given": 0.62, "title": 0.2, "kind": 0.35, "patronymic": 0.0, "initial": 0.25, "number": 1.2,
}  # fmt: skip
_COMMONEST = 0.4
_LEGAL_FORM = 0.1
_LEGAL = frozenset({"company", "limited", "llc", "inc", "plc", "forms", "holding"})
_COMMONEST_NAMES = frozenset({"muhammad", "ahmad", "ali"})
#: Titles that stand behind a name.
_BEHIND = frozenset(
    {
        "khan",
        "bey",
        "bay",
        "pasha",
        "pasa",
        "shah",
        "agha",
        "aga",
        "akhund",
        "akhond",
        "mirza",
        "jr",
        "junior",
        "sr",
        "الابن",
        "اخوند",
        "اغا",
        "اقا",
        "بك",
        "باشا",
        "خان",
    }
)

_HYPHENS = "-‐‑–"
_SPELLED = re.compile(r"\b[A-Za-z](?:[. ]+[A-Za-z]\b)+\.?")
_PARENTHESES = re.compile(r"\([^)]*\)")
_PIECES = re.compile(r"[^\W_]+(?:[’'‘`´ʿʾʻʼ][^\W_]+)*[’'‘`´ʿʾʻʼ]?")
_ARTICLE = re.compile(r"(?:al|el|ul|il|ol|a[sdtrnz]|e[sdtrnz]|u[sdtrnz]|o[sdtrnz]|ash|esh|ush|osh|eş|aş|l)")
_PLAIN_ARTICLES = frozenset({"al", "el", "ul"})
_ABD = re.compile(r"[ae][bv]d(?:[aeou]{1,2}[lsrtdnz]?|i[lsrtdnz]|al)?")
_ABD_GLUED = re.compile(r"[ae][bv]d[aeiouü]{1,2}l?(.{3,})")
_ABD_ARABIC = re.compile(r"عبد(?:ال(?=..)|(?=...))(.+)")
_ABU_GLUED = re.compile(r"ab[uo]u?l?([bcdfghjklmnpqrstvwxyz].{3,})")
_ABU_ARABIC = re.compile(r"ابو(?:ال(?=..)|(?=...))(.+)")
_ABU = frozenset({"abu", "abou", "abo", "abul", "aboul", "ابو", "ابي", "ابا"})
_DIN = re.compile(r"(?:al|el|ul|ed|ud|ad|od)?d[aeiı]+ne?")
_DIN_ARABIC = frozenset({"الدين", "دين"})
_DIN_GLUED = re.compile(r"(.{3,}?)[aeiouü]+(?:dd|tt)[aeiı]+ne?")
_DIN_GLUED_ARABIC = re.compile(r"(.{2,})ال?دين")
_ALLAH = re.compile(r"(?:[aeou]?l)?l?[aeou]l{1,2}ah")
_ALLAH_ARABIC = frozenset({"الله", "اله", "لله"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, compounds such as "Abd al-Rahman" being one."""

    text: str  #: folded
    forms: tuple[str, ...]  #: sounds; more than one where an article may be glued to it
    part: Part
    weight: float
    meaning: str | None = None  #: of a kind word
    names: frozenset[str] = frozenset()  #: common names it may be
    prefix: str = ""  #: "abd", "abu"
    stem: str = ""  #: sounds without "al-Din" or "Allah"


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart."""

    text: str
    words: tuple[Word, ...]
    arabic: bool
    patronymic: bool  #: has "bin" or its like

    @property
    def weight(self) -> float:
        """All that its words say."""
        return sum(word.weight for word in self.words)


@dataclass(slots=True)
class _Piece:
    text: str  #: folded
    raw: str
    article: bool = False  #: an article stood before it


@lru_cache(maxsize=50_000)
def parse(text: str, kind: str | None = None) -> Name:
    """As `take_apart`, remembered."""
    return take_apart(text, kind)


def take_apart(text: str, kind: str | None = None) -> Name:
    """Take a name apart.

    Args:
        text: a name of any script; at most 200 characters of it are looked at.
        kind: "person", "place", "token" or None; anything else is an organisation.
    """
    text = clean(text[:200])
    turkish = is_turkish(text)
    pieces = _pieces(_without_aside(text, kind))
    found = tuple(_typed(list(_joined(pieces, turkish=turkish)), kind))
    return Name(text, found, is_arabic(text), any(word.part == "patronymic" for word in found))


def _without_aside(text: str, kind: str | None) -> str:
    outside = _PARENTHESES.sub(" ", text)
    text = outside if _PIECES.search(outside) else text
    if kind in ("person", "token"):
        return text
    return _SPELLED.sub(lambda match: re.sub(r"[^A-Za-z]", "", match.group()) + " ", text)


def _pieces(text: str) -> list[_Piece]:
    """Words without articles and fillers; when nothing else is there, the fillers."""
    every: list[_Piece] = []
    found: list[_Piece] = []
    article = False
    matches = list(_PIECES.finditer(text))
    for place, match in enumerate(matches):
        piece = _Piece(fold(match.group()), match.group(), article)
        if not piece.text:
            continue
        every.append(piece)
        following = matches[place + 1] if place + 1 < len(matches) else None
        article = (
            following is not None
            and not _is_acronym(piece.raw, text)
            and _is_article(piece.text, text[match.end() : following.start()], following.group())
        )
        if not article and piece.text not in words().fillers:
            found.append(piece)
    return found or every


def _is_acronym(raw: str, text: str) -> bool:
    """Whether a word is capitals in a text that is not: "US Senate" is no "ash-Shams"."""
    return len(raw) > 1 and raw.isupper() and raw.isascii() and not text.isupper()


def _is_article(text: str, gap: str, following: str) -> bool:
    if text in _PLAIN_ARTICLES:
        return True
    if not _ARTICLE.fullmatch(text):
        return False
    return any(mark in gap for mark in _HYPHENS) or text[-1] == fold(following)[:1]


def _joined(pieces: Sequence[_Piece], *, turkish: bool) -> Iterator[Word]:
    """Words, with "Abd" and "Abu" joined to what follows and "al-Din" and "Allah" to what stands before."""
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if following and (_ABD.fullmatch(piece.text) or piece.text in ("عبد", "عبدال")):
            yield _abd(following.text, turkish=turkish)
            place += 2
        elif following and piece.text in _ABU:
            yield replace(
                _word(following, turkish=turkish), text=piece.text + following.text, prefix="abu", names=frozenset()
            )
            place += 2
        elif following and _ends(following.text) and len(piece.text) > 1 and piece.text not in words().titles:
            yield _ended(piece, following.text, turkish=turkish)
            place += 2
        else:
            yield _word(piece, turkish=turkish)
            place += 1


def _ends(text: str) -> str:
    if text in _DIN_ARABIC or _DIN.fullmatch(text):
        return "din"
    return "alah" if text in _ALLAH_ARABIC or _ALLAH.fullmatch(text) else ""


def _ended(piece: _Piece, end: str, *, turkish: bool) -> Word:
    first = sounds(_bare(piece.text), turkish=turkish)
    ending = _ends(end)
    if is_arabic(piece.text):
        ending = "dYn" if ending == "din" else "lH"
    stem = "" if piece.text in words().kinds else first
    return Word(piece.text + end, (first + ending,), "plain", 1.0, stem=stem)


def _abd(rest: str, *, turkish: bool) -> Word:
    stem_text = _bare(rest)
    stem = sounds(stem_text, turkish=turkish)
    if rest in _ALLAH_ARABIC or _ALLAH.fullmatch(rest):
        return Word(
            "abd" + rest, ("bdlh" if is_arabic(rest) else "abdalah",), "given", 1.0, names=frozenset({"abdallah"})
        )
    return Word("abd" + rest, (stem,), "plain", 1.0, prefix="abd", names=common_names(stem_text, stem))


def _bare(text: str) -> str:
    """An Arabic word without its article."""
    if text.startswith(("ال", "لل")) and len(text) > 3 and text not in _ALLAH_ARABIC:
        return text[2:]
    return text


def _word(piece: _Piece, *, turkish: bool) -> Word:
    text = piece.text
    names = common_names(text, sounds(text, turkish=turkish)) or common_names(text, sounds(_bare(text)))
    if not names:
        glued = _ABD_GLUED.fullmatch(text) or _ABD_ARABIC.fullmatch(text)
        if glued:
            return _abd(glued.group(1), turkish=turkish)
        glued = _ABU_GLUED.fullmatch(text) or _ABU_ARABIC.fullmatch(text)
        if glued:
            return Word(text, (sounds(glued.group(1), turkish=turkish),), "plain", 1.0, prefix="abu")
        ended = _DIN_GLUED.fullmatch(text)
        if ended:
            stem = sounds(ended.group(1), turkish=turkish)
            return Word(text, (stem + "din",), "plain", 1.0, stem=stem)
        ended = _DIN_GLUED_ARABIC.fullmatch(text)
        if ended:
            stem = sounds(_bare(ended.group(1)))
            return Word(text, (stem + "dYn",), "plain", 1.0, stem=stem)
    raw = piece.raw if turkish else text
    return Word(text, _forms(text, sounds(clean(raw), turkish=turkish), turkish=turkish), "plain", 1.0, names=names)


def _forms(text: str, sound: str, *, turkish: bool) -> tuple[str, ...]:
    bare = _bare(text)
    if bare != text:
        return (sounds(bare), sound)
    if text.startswith(("al", "el")) and len(text) > 5 and text[2] not in "aeiou":
        return (sound, sounds(text[2:], turkish=turkish))
    other = sounds(text.replace("x", "kh")) if "x" in text[1:] else sounds(text)
    return (sound, other) if (turkish or "x" in text[1:]) and other != sound else (sound or text,)


def _typed(found: list[Word], kind: str | None) -> Iterator[Word]:
    """Each word with its part and weight."""
    lists = words()
    for place, word in enumerate(found):
        meaning = lists.kinds.get(word.text) or lists.kinds.get(_bare(word.text))
        if any(letter.isdigit() for letter in word.text):
            yield _with(word, "number")
        elif word.text in lists.patronymics and place + 1 < len(found) and place:
            yield _with(word, "patronymic")
        elif len(word.text) == 1:
            yield _with(word, "initial")
        elif meaning and kind not in ("person", "token"):
            yield replace(
                _with(word, "kind"), meaning=meaning, weight=_LEGAL_FORM if meaning in _LEGAL else WEIGHTS["kind"]
            )
        elif kind in ("person", None) and len(found) > 1 and _is_title(word, place, len(found)):
            yield _with(word, "title")
        elif word.names - lists.apart:
            commonest = word.names & _COMMONEST_NAMES
            yield replace(_with(word, "given"), weight=_COMMONEST if commonest else WEIGHTS["given"])
        else:
            yield _with(word, "plain")


def _is_title(word: Word, place: int, count: int) -> bool:
    if word.text not in words().titles:
        return False
    return place + 1 < count or word.text in _BEHIND


def _with(word: Word, part: Part) -> Word:
    return replace(word, part=part, weight=WEIGHTS[part])
