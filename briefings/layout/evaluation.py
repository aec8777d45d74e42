"""How well a page was rebuilt: its text, or the cuts of its lines, against the truth.

The formulas are those of `score.py` beside the labelled pages (`data/pages`); `dragoman evaluate pages` prints them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

Part = tuple[str, Sequence[str]]  #: kind of a block ("p", "h", "table" …) and its paragraphs
Record = Mapping[str, Any]  #: one line of a spliced page: "line", "kind", and "left" and "right", or "cols"

ORDER = ("sim", "strict", "sent", "sent95", "next", "bow", "furn")
SPLIT = ("lines", "both", "single", "full", "words")
_HYPHENS = "-\u2010\u2011\u00ad\ufffe\u0002"
_END_HYPHEN = re.compile(rf"(?<=[^\W_])[{_HYPHENS}][ \t]*\r?\n\s*(?=[^\W_])")
_INNER_HYPHEN = re.compile(rf"(?<=[^\W_])[{_HYPHENS}](?=[^\W_])")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)")
_STOP = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9À-Þ])")
_RUNNING = frozenset({"p", "h", "code", "table"})
_SHORTEST = 4  #: words of a sentence that is looked for
_REACH = 250  #: characters that may stand between two neighbouring sentences
_NEARLY = 95  #: per cent of a sentence's characters
_LONG = 20  #: characters of a sentence that may be found nearly


@dataclass(frozen=True, slots=True)
class PageTruth:
    """What a page says, by hand."""

    flow: tuple[Part, ...]  #: main text in reading order
    floats: tuple[Part, ...] = ()  #: pull quotes, captions, sidebars, notes
    in_place: tuple[Part, ...] = ()  #: both, in page order
    furniture: tuple[str, ...] = ()  #: running titles and folios, to be left out
    ignored: tuple[str, ...] = ()  #: labels inside figures: they may be there or not


def order_figures(truth: PageTruth, text: str) -> dict[str, float | None]:
    """How near a page's text is to the truth, 0.0 to 1.0.

    Returns:
        `sim`: similarity of words, floats allowed at three places and hyphens forgiven; `strict`: hyphens as the truth
        has them; `sent`: share of sentences found word for word; `sent95`: with 95 % of their characters; `next`: share
        of neighbouring sentences of the main text that run on; `bow`: words whatever their order; `furn`: share of
        furniture left in (lower is better). None where the page has nothing to count.
    """
    every = (*truth.flow, *truth.floats)
    places = (every, truth.in_place, (*truth.floats, *truth.flow))
    got = _without(lenient(text), [lenient(label) for label in truth.ignored], lenient(_text(every)))
    exact = strict(text)
    joined = f" {' '.join(got)} "
    return {
        "sim": max(Levenshtein.normalized_similarity(lenient(_text(parts)), got) for parts in places),
        "strict": max(Levenshtein.normalized_similarity(strict(_text(parts)), exact) for parts in places),
        **_sentences_found(_sentences(every), joined),
        "next": _runs_on(_sentences([part for part in truth.flow if part[0] in _RUNNING]), joined),
        "bow": _bag(lenient(_text(every)), got),
        "furn": _left_in(truth.furniture, joined),
    }


def split_counts(truth: Iterable[Record], found: Iterable[Record]) -> Counter[str]:
    """Count lines and words of a spliced page that were cut rightly.

    Returns:
        For each of `lines`, `both` (text in two or more columns), `single` (in one), `full` (not to be cut) and `words`
        their number, and under the same name with `_ok` how many are right; see `split_figures`.
    """
    by_line = {record["line"]: record for record in found}
    counts: Counter[str] = Counter()
    for record in truth:
        columns, mine = _columns(record), by_line.get(record["line"])
        got = _columns(mine) if mine is not None else []
        got += [""] * (len(columns) - len(got))
        whole = mine is not None and mine.get("kind") == "full"
        if record["kind"] == "full":
            kind = "full"
            right = mine is not None and (whole or sum(map(bool, got)) == 1)
        else:
            kind = "both" if sum(map(bool, columns)) > 1 else "single"
            right = not whole and got[: len(columns)] == columns
            counts.update(_words(columns, [] if whole else got))
        counts.update({"lines": 1, kind: 1, "lines_ok": right, f"{kind}_ok": right})
    return counts


def split_figures(counts: Mapping[str, int]) -> dict[str, float | None]:
    """Shares that are right of each kind of line and of words; None where there are none."""
    return {name: counts[f"{name}_ok"] / counts[name] if counts.get(name) else None for name in SPLIT}


def read_out(records: Iterable[Record]) -> str:
    """The text of a cut page in reading order; lines across the page part the columns."""
    out: list[str] = []
    stretch: list[list[str]] = []
    for record in sorted(records, key=lambda record: int(record["line"])):
        columns = _columns(record)
        if record.get("kind") == "full":
            out += [*_flat(stretch), " ".join(filter(None, columns))]
            stretch = []
            continue
        stretch += [[] for _ in range(len(columns) - len(stretch))]
        for column, text in enumerate(columns):
            stretch[column] += [text] if text else []
    return "\n".join([*out, *_flat(stretch)])


def lenient(text: str) -> list[str]:
    """Words, lower case, no hyphens or apostrophes inside them, those cut at line ends put together."""
    text = _END_HYPHEN.sub("", text.replace("\f", "\n"))
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[\u00ad\ufffe\u0002]", "", text)
    return re.findall(r"[^\W_]+", _INNER_HYPHEN.sub("", _APOSTROPHE.sub("", text)))


def strict(text: str) -> list[str]:
    """Words, lower case, with the hyphens that the text has."""
    text = unicodedata.normalize("NFKC", text.replace("\f", "\n")).casefold()
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*-?", _APOSTROPHE.sub("", text))


def _text(parts: Iterable[Part]) -> str:
    return "\n\n".join("\n".join(paragraphs) for _, paragraphs in parts if paragraphs)


def _sentences(parts: Iterable[Part]) -> list[str]:
    """Sentences of four words or more, their words with blanks between; a row of a table or of code is one."""
    found = []
    for kind, paragraphs in parts:
        for paragraph in paragraphs:
            pieces = [paragraph] if kind in {"table", "code"} else _STOP.split(paragraph)
            found += [words for piece in pieces if len(words := lenient(piece)) >= _SHORTEST]
    return [" ".join(words) for words in found]


def _sentences_found(sentences: Sequence[str], joined: str) -> dict[str, float | None]:
    if not sentences:
        return {"sent": None, "sent95": None}
    exactly = [f" {sentence} " in joined for sentence in sentences]
    nearly = [
        found or (len(sentence) >= _LONG and fuzz.partial_ratio(sentence, joined, score_cutoff=_NEARLY) >= _NEARLY)
        for found, sentence in zip(exactly, sentences, strict=True)
    ]
    return {"sent": sum(exactly) / len(sentences), "sent95": sum(nearly) / len(sentences)}


def _runs_on(sentences: Sequence[str], joined: str) -> float | None:
    places = [_places(f" {sentence} ", joined) for sentence in sentences]
    pairs = [
        any(0 <= second - (first + len(sentence) + 1) <= _REACH for first in here for second in there)
        for sentence, (here, there) in zip(sentences, pairwise(places), strict=False)
    ]
    return sum(pairs) / len(pairs) if pairs else None


def _places(sought: str, text: str) -> list[int]:
    places, at = [], text.find(sought)
    while at >= 0:
        places.append(at)
        at = text.find(sought, at + 1)
    return places


def _without(words: list[str], labels: Sequence[list[str]], truth: Sequence[str]) -> list[str]:
    """The words less one occurrence of each label that they have more often than the truth."""
    for label in sorted(labels, key=len, reverse=True):
        size = len(label)
        if size < 2:  # a word alone may be any word
            continue
        at = [place for place in range(len(words) - size + 1) if words[place : place + size] == label]
        if len(at) > sum(truth[place : place + size] == label for place in range(len(truth) - size + 1)):
            words = words[: at[-1]] + words[at[-1] + size :]
    return words


def _bag(truth: Sequence[str], got: Sequence[str]) -> float:
    wanted, found = Counter(truth), Counter(got)
    return 2 * sum((wanted & found).values()) / max(1, wanted.total() + found.total())


def _left_in(furniture: Iterable[str], joined: str) -> float | None:
    titles = [" ".join(words) for title in furniture if len(words := lenient(title)) >= 2]
    return sum(f" {title} " in joined for title in titles) / len(titles) if titles else None


def _columns(record: Record) -> list[str]:
    columns = record["cols"] if "cols" in record else [record.get("left", ""), record.get("right", "")]
    return [" ".join(column.split()) for column in columns]


def _words(truth: Sequence[str], got: Sequence[str]) -> dict[str, int]:
    """How many words stand in their column; none counts where a word is lost or the line was not cut."""
    wanted = [column for column, text in enumerate(truth) for _ in text.split()]
    found = [column for column, text in enumerate(got) for _ in text.split()]
    same = len(wanted) == len(found)
    right = sum(one == other for one, other in zip(wanted, found, strict=True)) if same else 0
    return {"words": len(wanted), "words_ok": right}


def _flat(columns: Iterable[Iterable[str]]) -> list[str]:
    return [text for column in columns for text in column]
