"""Where a text itself says that two names are one: "a group called X, or the Y", "X (KH)", "X, also known as Y"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from briefings.entities import cues
from briefings.entities.index import initials, key
from briefings.entities.patterns import patterns
from briefings.entities.spotting import capitalised_runs
from briefings.entities.words import fold, words
from briefings.model import Mention

_REACH = 40
_SHORT = 6  #: letters of an acronym in another language


@dataclass(frozen=True, slots=True)
class Declared:
    """Two names of one entity, as the text says; spans are characters of the text."""

    name: tuple[int, int]
    alias: tuple[int, int]
    acronym: bool = False  #: the alias is the name's acronym
    bare: bool = False  #: it stands in brackets and nothing says so: where somebody belongs may stand there as well


#: After these words a name is not that of what was named before: "another rebel group, the X".
_ANOTHER = re.compile(
    r"\b(?:another|(?:a|one)\s+(?:second|third|rival|different|separate|new|similar))\s+(?:[\w-]+\s+){0,4}[\w-]+"
    r"(?:,|,?\s+(?:called|named|known\s+as|calling\s+itself))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)


_LAST = re.compile(r",\s+and\s+(?:the\s+)?$")


def is_another(text: str, start: int) -> bool:
    """Whether the text says before a name, at character `start`, that it is of something not named yet."""
    return _ANOTHER.search(text[max(0, start - _REACH * 2) : start]) is not None


def ends_with(mention: Mention, end: int) -> bool:
    """Whether a mention ends where a declared name does, a full stop ("Corp.") left aside."""
    return end in (mention.end, mention.end - len(mention.text) + len(mention.text.rstrip(".")))


def names_whole(mention: Mention, span: tuple[int, int], text: str) -> bool:
    """Whether a mention is what a declared name is of: the whole of it, or all but a title or nationality before it.

    The "Iraq" of "al-Qaeda in Iraq (AQI)" is not.
    """
    if not ends_with(mention, span[1]):
        return False
    return mention.start <= span[0] or cues.INNER.search(text[span[0] : mention.start]) is None


def declared(text: str) -> Iterator[Declared]:
    """All places where the text gives a second name, in its order; some of them `bare`, which `told` judges."""
    runs = [(_with_article(text, start), end) for start, end in capitalised_runs(text, least=1)]
    outside = _outside(text, runs)
    acronyms = {pair.alias: pair for pair in _acronyms(text, runs)}
    found = chain(acronyms.values(), _cued(text, outside, runs), _translated(text, outside))
    best: dict[tuple[int, int], Declared] = {}
    for pair in found:
        best.setdefault(pair.alias, pair)
    yield from sorted(best.values(), key=lambda pair: pair.name)


def told(text: str, labels: Mapping[tuple[int, int], str]) -> Iterator[Declared]:
    """Those that hold for names with such labels (by span): in bare brackets behind a body's name stands another of it.

    Behind that of a person or place it says where somebody belongs or something lies.
    """
    for pair in declared(text):
        if not pair.bare or _stands_for(key(text[slice(*pair.name)]), text[slice(*pair.alias)]):
            yield pair
            continue
        label = next((one for span, one in labels.items() if span[1] == pair.name[1]), None)
        other = next((one for span, one in labels.items() if span == pair.alias), "ORG")
        if label == other == "ORG":
            yield pair


def native_names(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Names with how they are written in another script behind them: "X (Arabic: …)"; spans of both."""
    for start, end in capitalised_runs(text, least=1):
        script = cues.IN_ITS_SCRIPT.match(text, end)
        written = cues.NATIVE.search(text, script.start(), script.end()) if script else None
        if written is not None and len(written.group()) > 2:  # one letter is a sign, no name
            yield (_with_article(text, start), end), written.span()


# --- how it is said -------------------------------------------------------------------------------------------------


def _acronyms(text: str, runs: Sequence[tuple[int, int]]) -> Iterator[Declared]:
    for start, end in runs:
        match = cues.ACRONYM.match(text, end)
        if match is None:
            continue
        group = 1 if match.group(1) else 2
        begun = _begun(text[start:end], key(match.group(group)))
        if begun is not None:
            yield Declared((_with_article(text, start + begun), end), match.span(group), acronym=True)


def _cued(text: str, names: Sequence[tuple[int, int]], runs: Sequence[tuple[int, int]]) -> Iterator[Declared]:
    starts = [start for start, _ in runs]
    for start, end in names:
        script = cues.IN_ITS_SCRIPT.match(text, end)
        cue = cues.CUE.match(text, script.end() if script else end)
        run = runs[bisect_right(starts, _past_article(text, cue.end())) - 1] if cue else (0, 0)
        if cue is None or not run[0] <= _past_article(text, cue.end()) < run[1]:
            continue
        alias = cue.end(), run[1] - _tail_length(text[cue.end() : run[1]])
        if _is_cue(text, cue, alias, text[start:end]):
            yield Declared((start, end), alias, bare=cue["bare"] is not None)


def _translated(text: str, runs: Sequence[tuple[int, int]]) -> Iterator[Declared]:
    """A translation in quotation marks beside a name in its own script: "X (Arabic: …, “Army of Y”)"."""
    for start, end in runs:
        script = cues.IN_ITS_SCRIPT.match(text, end)
        quoted = cues.TRANSLATED.search(text, script.start(), script.end()) if script else None
        if quoted is not None and quoted.group(1)[0].isupper():
            yield Declared((start, end), quoted.span(1))


def _with_article(text: str, start: int) -> int:
    """Where a name begins whose Arabic article is written small: "al-Qaeda"."""
    article = cues.ARTICLE.search(text, max(0, start - 4), start)
    return article.start() if article else start


def _past_article(text: str, at: int) -> int:
    """Where the capital of a name stands that may begin with an Arabic article."""
    small = cues.SMALL_ARTICLE.match(text, at)
    return small.end() if small else at


def _outside(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs that do not stand in brackets with a name in its own script."""
    brackets = [match.span() for match in cues.IN_ITS_SCRIPT.finditer(text)]
    return [run for run in runs if not any(start <= run[0] < end for start, end in brackets)]


def _tail_length(alias: str) -> int:
    """How much of a run is no part of a name: "Mishefa Reş in Kurdish"."""
    match = cues.LANGUAGE.search(alias)
    return len(match.group()) if match else 0


def _is_cue(text: str, cue: re.Match[str], alias: tuple[int, int], name: str) -> bool:
    """Whether what stands behind a cue is a name, and not an office, somebody's ("Iraq’s"), or the next thing told."""
    other, after = text[slice(*alias)], text[alias[1] : alias[1] + _REACH]
    if alias[1] - alias[0] < 2 or other.endswith(("'s", "’s")) or key(other) == key(name):
        return False
    if ("(" in cue.group() and not _in_brackets(after)) or _is_of_more(text, cue, name):
        return False
    if cue["or"] is not None:
        return " " in other and _closes(after)
    if cue["bare"] is not None:
        return _closes_brackets(after) and _is_bare(text, cue, other, name)
    if cue["once"] is not None:
        return cues.CLOSED.match(after) is not None and not _is_office(other) and not _says_where(other)
    return not _is_office(other) or cue.group()[-1] in "\"“‘'"


def _is_of_more(text: str, cue: re.Match[str], name: str) -> bool:
    """Whether a sentence says it of more than the name: "the assault on X was known as Y"."""
    before = text[max(0, cue.start() - len(name) - _REACH) : cue.start()].removesuffix(name)
    return cues.PREDICATE.match(cue.group()) is not None and cues.OBJECT.search(before) is not None


def _is_bare(text: str, cue: re.Match[str], other: str, name: str) -> bool:
    if _stands_for(key(name), other):
        return True
    return not _ends_list(text, cue, name) and _may_be_bare(name, other)


def _ends_list(text: str, cue: re.Match[str], name: str) -> bool:
    """Whether a name is the last of several, all of which the brackets behind it speak of: "X, Y, and Z (the P2)"."""
    before = text[max(0, cue.start() - len(name) - _REACH) : cue.start()].removesuffix(name)
    return _LAST.search(before) is not None


def _in_brackets(after: str) -> bool:
    """Whether the bracket that a cue opened closes soon."""
    return ")" in after and "(" not in after.split(")", maxsplit=1)[0]


def _closes_brackets(after: str) -> bool:
    return re.match(rf"(?:\s+in\s+{cues.TONGUES})?[\"”’']*\)", after) is not None


def _may_be_bare(name: str, other: str) -> bool:
    """Whether a name in bare brackets may be one of what stands before: of a body, in other words or letters."""
    if _is_office(other):
        return False
    if " " in other or "-" in other:
        return " " in name or "-" in name
    body = words().heads.get(fold(name.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]))
    return " " in name and body not in (None, "facility") and other.isupper() and len(other) <= _SHORT


def _closes(after: str) -> bool:
    """After "X, or the Y" the clause must close: "Iraq, or the United States would" names two."""
    return not after or after[0] in '.,;:)”"' or after.startswith((" and", " which", " who", "\n"))


@lru_cache(maxsize=1024)
def _is_office(text: str) -> bool:
    """Whether a name begins or ends with an office: "Prime Minister", "Head of Intelligence"."""
    return any(not match.start() or match.end() == len(text) for match in patterns().office.finditer(text))


def _says_where(text: str) -> bool:
    """Whether a lone word is a nationality or direction, or a word like any other: "formerly Italian"."""
    first, *rest = text.split()
    return not rest and fold(first) in words().common | words().directions | words().roles


def _begun(name: str, letters: str) -> int | None:
    """Where in a run of capitals the words begin that an acronym stands for, for more may stand before them."""
    starts = [0, *(match.end() for match in re.finditer(r"\s+", name))]
    named = [start for start in starts[:-1] if name[start].isupper() or cues.SMALL_ARTICLE.match(name, start)]
    return max((start for start in named if _stands_for(letters, name[start:])), default=None)


def _stands_for(letters: str, name: str) -> bool:
    """Whether an acronym is a name's, whose Arabic article may count though other small words do not: "AQI"."""
    return letters in initials(name) or letters == "".join(word[0] for word in cues.BIG.findall(name)).casefold()
