# ruff: noqa: RUF001 - letters of other scripts are its data
"""Words that names are made of: the lists of `words.toml`, looked up as written or by sound."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from briefings.entities.sounds import clean, is_arabic, sounds

_SAME = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ؤ": "و",
        "ئ": "ي",
    }
)
_DROPPED = str.maketrans("", "", "'’‘`´ʿʾʻʼ\"“”")


@dataclass(frozen=True, slots=True)
class Words:
    """`names` by script and sound: which common names, countries or directions a word may be; the others as folded."""

    names: Mapping[tuple[bool, str], frozenset[str]]
    apart: frozenset[str]  #: those of `names` that are countries and directions
    kinds: Mapping[str, str]
    titles: frozenset[str]
    patronymics: frozenset[str]
    fillers: frozenset[str]
    common: frozenset[str]  #: words that make no name
    directions: frozenset[str]
    states: frozenset[str]  #: of the United States
    roles: frozenset[str]  #: words of offices and rank
    offices: tuple[str, ...]  #: patterns
    sorts: tuple[str, ...]  #: patterns
    heads: Mapping[str, str]  #: what kind of entity a name with this head is
    holders: frozenset[str]  #: words before an office that look like verbs
    hedges: frozenset[str]  #: words that no name begins with
    held: Mapping[str, str]  #: an office as it is written → the office
    held_too: Mapping[str, frozenset[str]]  #: an office that is asked for → those that are meant
    one_word: Mapping[str, str]  #: a country or body of several words → its one word


def fold(text: str) -> str:
    """A name in small letters without accents, apostrophes, hamzas and the other marks that people leave out."""
    plain = clean(text).translate(_SAME).translate(_DROPPED).casefold().replace("ı", "i")
    if plain.isascii():
        return plain
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def common_names(word: str, sound: str) -> frozenset[str]:
    """Which common names a word may be, by how it sounds in its script; empty for a rare one."""
    return words().names.get((is_arabic(word), sound), frozenset())


@lru_cache(maxsize=1)
def words() -> Words:
    """The package's own lists."""
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return Words(
        names=_names({**data["names"], **data["apart"]}),
        apart=frozenset(data["apart"]),
        kinds={fold(word): meaning for meaning, spellings in data["kinds"].items() for word in spellings},
        titles=_folded(data["titles"]["words"]),
        patronymics=_folded(data["patronymics"]["words"]),
        fillers=_folded(data["fillers"]["words"]),
        common=_folded(data["common"]["words"]),
        directions=_folded(data["directions"]["words"]),
        states=_folded(data["states"]["words"]),
        roles=_folded(data["roles"]["words"]),
        offices=tuple(data["offices"]["words"]),
        sorts=tuple(data["sorts"]["words"]),
        heads={fold(word): kind for kind, spellings in data["heads"].items() for word in spellings},
        holders=_folded(data["holders"]["words"]),
        hedges=_folded(data["hedges"]["words"]),
        held=_written(data["held"]),
        held_too={office: frozenset(others) for office, others in data["held_too"].items()},
        one_word=_written(data["one_word"]),
    )


def _names(table: Mapping[str, list[str]]) -> dict[tuple[bool, str], frozenset[str]]:
    found: dict[tuple[bool, str], frozenset[str]] = {}
    for name, spellings in table.items():
        for spelling in spellings:
            key = is_arabic(spelling), sounds(clean(spelling).replace(" ", ""))
            found[key] = found.get(key, frozenset()) | {name}
    return found


def _written(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {fold(text).replace("-", " "): meaning for meaning, spellings in table.items() for text in spellings}


def _folded(spellings: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(spelling) for spelling in spellings)
