# ruff: noqa: RUF001 - letters of other scripts are its data
"""One phonetic alphabet for names of every script, so that spellings are compared by how they sound.

Latin, Arabic, Persian, Kurdish, Urdu and Pashto letters are mapped here; every other script is first put into Latin by
anyascii. A sound is one ASCII character: small letters are themselves; `S` sh, `X` ch, `C` a bare Latin c (k, s or a
Turkish j), `x` kh, `G` gh, `T` th, `D` dh, `Z` zh; and wildcards of Arabic script, which writes one letter for several
sounds: `W` w, v, o, u; `Y` y, i, e; `V` any vowel; `A` a long a; `E` a or i; `H` a final h or -a.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

ARABIC = re.compile(r"[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF]")

_TURKISH = re.compile(r"[şŞğĞıİçÇəƏ]|(?<![A-Za-z])[öÖüÜ]|[öÖüÜ](?=[a-zşğç])")
_SPECIAL = {
    "ş": "S", "ç": "X", "ğ": "G", "ı": "i", "ö": "o", "ü": "u", "ə": "a", "š": "S", "č": "X", "ž": "Z", "ß": "s",
    "æ": "e", "ø": "o", "å": "o", "ł": "l", "đ": "D", "ð": "D", "þ": "T", "ħ": "h", "ḥ": "h", "ḫ": "x", "ġ": "G",
}  # fmt: skip
_DIGRAPHS = {
    "tch": "X", "sch": "S", "dsh": "dS", "kh": "x", "gh": "G", "sh": "S", "ch": "X", "th": "T", "dh": "D", "ph": "f",
    "dj": "j", "ck": "k", "ndz": "nz", "ou": "u", "oo": "u", "ee": "i", "gue": "ge", "gui": "gi", "c": "C",
}  # fmt: skip
#: Spellings of European languages, some only where they stand so in a word; an x within is not the kh of Kurdish.
_SPELLINGS = {
    "zh": "Z", "ght": "t", "gio": "jo", "gia": "ja", "x": "ks", "que": "k", "ques": "k", "tz": "ts", "tsch": "X",
    "c": "k", "oua": "wa", "oue": "we", "oui": "wi", "ouy": "wi",
}  # fmt: skip
_SPELT = re.compile(r"^(?:zh|oua|oue|oui|ouy)|(?<=.)(?:ght|x)|gio|gia|tz|tsch|(?<=[ci])ques?$|c(?=[lrtnsdm])")
_RULES = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_Y = re.compile(r"y(?![aeiou])")
_TWICE = re.compile(r"(.)\1+")

_LETTERS = {
    "ا": "A", "أ": "V", "إ": "V", "ٱ": "A", "آ": "A", "ب": "b", "پ": "p", "ت": "t", "ث": "T", "ج": "j", "چ": "X",
    "ح": "h", "خ": "x", "د": "d", "ذ": "D", "ر": "r", "ز": "z", "ژ": "Z", "س": "s", "ش": "S", "ص": "s", "ض": "D",
    "ط": "t", "ظ": "D", "ع": "'", "غ": "G", "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l",
    "م": "m", "ن": "n", "و": "W", "ؤ": "W", "ه": "h", "ھ": "h", "ہ": "h", "ۀ": "h", "ي": "Y", "ی": "Y", "ئ": "Y",
    "ى": "E",
    "ے": "Y", "ۓ": "Y", "ې": "Y", "ۍ": "Y", "ێ": "e", "ۆ": "o", "ە": "e", "ڕ": "r", "ڵ": "l", "ۇ": "u", "ۈ": "u",
    "ء": "'", "ة": "H", "ۃ": "H", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n",
    "ځ": "z", "څ": "s", "ښ": "S", "ږ": "Z", "ګ": "g", "ڭ": "n", "ݣ": "g", "ڨ": "g", "ڥ": "p", "ۋ": "v",
}  # fmt: skip
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0400-\u04FF])\w+")
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХІЈЅаеорсухіјѕк", "ABEKMHOPCTYXIJSaeopcyxijsk")
#: What ع and ء are until letters written twice are one: they have no sound of their own, and keep two letters apart.
_SILENT = "'"
_MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\ufeff]")


def is_arabic(text: str) -> bool:
    """Whether a text has letters of the Arabic script."""
    return ARABIC.search(text) is not None


def is_turkish(text: str) -> bool:
    """Whether a name shows letters that only Turkish or Azerbaijani has, so that its c is a j."""
    return _TURKISH.search(text) is not None


def clean(text: str) -> str:
    """A name without presentation forms, vowel marks, tatweel and direction marks; hamzas stay on their letters.

    NFKC comes first: decomposing would leave the hamza of "أ" behind as a mark of its own. In a word of two alphabets
    Cyrillic letters are the Latin ones that they look like.
    """
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return text if text.isascii() else _MIXED.sub(lambda word: word.group().translate(_LOOK_ALIKE), text)


@lru_cache(maxsize=200_000)
def sounds(word: str, *, turkish: bool = False) -> str:
    """The sounds of one word, at most 40 of them.

    Args:
        word: one word, cleaned by `clean`.
        turkish: whether the name it stands in is Turkish or Azerbaijani.
    """
    word = word[:40]
    return _arabic(word) if ARABIC.search(word) else _latin(word, turkish=turkish)


@lru_cache(maxsize=200_000)
def skeleton(sound: str) -> str:
    """The consonants of a sound string in coarse classes, for finding candidates: what is confused falls together."""
    return _TWICE.sub(r"\1", sound.removesuffix("h").translate(_COARSE))


_COARSE = str.maketrans(
    {
        **dict.fromkeys("aeiouAVEWYHwyv", ""),
        **dict.fromkeys("kqgGCx", "k"),
        **dict.fromkeys("jZ", "j"),
        **dict.fromkeys("sT", "s"),
        **dict.fromkeys("zD", "d"),
        **dict.fromkeys("SX", "S"),
        **dict.fromkeys("pb", "b"),
    }
)


def _arabic(word: str) -> str:
    word = word.replace("تش", "چ").replace("دج", "ج").replace("ندز", "نز")
    letters = [_LETTERS.get(letter, "") if ord(letter) > 127 else letter.lower() for letter in word]
    if word and word[0] in "اأإ":
        letters[0] = "V" if word[1:2] != "ي" else ""
    elif word[:1] == "ع":
        letters[0] = "V"
    text = "".join(letters)
    text = text[:-2] + "H" if text.endswith("AH") and len(text) > 3 else text
    if text.endswith("h") and len(text) > 2:
        text = text[:-1] + "H"
    return _TWICE.sub(r"\1", text).replace(_SILENT, "")


def _latin(word: str, *, turkish: bool) -> str:
    word = word.replace("I", "ı") if turkish else word
    word = word.replace("İ", "i").lower()
    plain = "".join(_SPECIAL.get(letter) or _ascii(letter) for letter in word)
    plain = plain.replace("c", "j") if turkish else plain
    plain = _SPELT.sub(lambda found: _SPELLINGS[found.group()], plain)
    plain = _RULES.sub(lambda found: _DIGRAPHS[found.group()], plain)
    plain = _TWICE.sub(r"\1", "".join(letter for letter in plain if letter.isalnum()))
    return _TWICE.sub(r"\1", _Y.sub("i", plain))


def _ascii(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() and base.isalnum() else anyascii(letter).lower().strip("'`\"ʻʼ‘’")
