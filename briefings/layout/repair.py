"""Lines become running text again: ends joined, hyphens undone.

Evidence comes from the issue itself first (`Lexicon`), then from the shipped word model. What stands in doubt stays as
it was printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefings.layout.lexicon import HYPHENS, Lexicon, normal_case
from briefings.layout.wordmodel import normal

_BRITISH = (
    "programme",
    "defence",
    "centre",
    "labour",
    "metres",
    "kilometres",
    "organisation",
    "favour",
    "neighbouring",
)
_AMERICAN = ("program", "defense", "center", "labor", "meters", "kilometers", "organization", "favor", "neighboring")
_SUSPENDED = {"and", "or", "to", "nor"}  #: "pre- and post-war"
_SECOND_PART = 80  #: counts of the word model; below it stand syllables of names, above it "-affiliated"
_A_WORD, _A_SHORT_WORD = 12, 400  #: counts from which a part stands alone, of four letters and more and of fewer
_A_NAME = 30
_COMMON_PART = 50
#: Prefixes that modern usage sets with a hyphen before a word that has no form of its own without one, and those that
#: it does not (Chicago Manual of Style 7.89; New Hart's Rules 3.3.3).
_APART = frozenset(
    {
        "self",
        "ex",
        "non",
        "anti",
        "pro",
        "eco",
        "pseudo",
        "quasi",
        "half",
        "all",
        "well",
        "ill",
        "cross",
        "mid",
        "vice",
        "neo",
        "pan",
        "post",
    }
)
_CLOSED = frozenset({"un", "re", "mis", "dis", "over", "under", "trans", "be", "inter", "sub", "super", "fore", "im"})
_LINKS = frozenset(
    {"of", "on", "in", "to", "by", "and", "the", "for", "at", "up", "upon", "out", "de", "la"}
)  #: "Stratford-" "upon-Avon"
_NAME_LINKS = frozenset(
    {"e", "i", "o", "al", "el", "ul", "ol", "ud", "ur", "us", "bin", "ibn"}
)  #: "Lashkar-" "e-Taiba"
#: What stands behind the hyphen of new compounds.
_SECONDS = frozenset(
    {"style", "based", "led", "backed", "like", "wide", "free", "type", "sized", "made", "born", "bred", "owned", "run"}
    | {"era", "old", "long", "level", "friendly", "proof", "related", "ridden", "wing", "scale", "elect"}
)
_ENDINGS = frozenset(
    {"less", "able", "ible", "ful", "ness", "ship", "hood", "ment", "wards", "per", "ism", "ist"}
)  #: no words here
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_NAMED = 0.55  #: share of capitals, inside sentences, from which a word is a name


def join_lines(lines: Sequence[str], lexicon: Lexicon) -> str:
    """The lines of one paragraph as running text."""
    text = ""
    for line in lines:
        text = join_two(text, " ".join(line.split()), lexicon)
    return text


def join_two(text: str, line: str, lexicon: Lexicon) -> str:
    """`line` set behind `text`, a hyphen between the two undone where it only cut a word."""
    if not text or not line:
        return text or line
    first, (second, _, rest) = text.rsplit(None, 1)[-1], line.partition(" ")
    if len(first) < 2 or first[-1] not in HYPHENS or not first[-2].isalnum():
        return text + (line if _cut_address(first, second) else " " + line)
    joined = undo_hyphen(first, second, lexicon)
    return text[: len(text) - len(first)] + joined + (" " + rest if rest else "")


def _cut_address(first: str, second: str) -> bool:
    """A web address runs on without a blank."""
    return (
        first.startswith(("http://", "https://", "www."))
        and first[-1] in "/-_=&?."
        and second[:1].islower()
        and ("/" in second or "." in second.rstrip("."))
    )


def undo_hyphen(first: str, second: str, lexicon: Lexicon) -> str:
    """Join a token that ends in a hyphen to the next line's first.

    Returns:
        One word ("lim-", "ited"), a compound that keeps its hyphen ("long-", "term"), or the two with a blank between
        them ("pre-", "and").
    """
    if normal(second) in _SUSPENDED and not lexicon.model.knows(normal(first[:-1] + second)):
        return f"{first} {second}"
    return first[:-1] + second if _is_one_word(first, second, lexicon) else first + second


def _is_one_word(first: str, second: str, lexicon: Lexicon) -> bool:
    """Ask the issue first, then the model, and where neither has the word or the compound, their parts."""
    head, tail = normal_case(first[:-1]), normal_case(second)
    if not head[-1:].isalpha() or not tail[:1].isalpha():
        return False
    last, start = re.split(rf"[{HYPHENS}]", head)[-1], re.split(rf"[{HYPHENS}]|['’]s$", tail)[0]
    wholes, compounds = _forms(lexicon.counts, head + tail, last + start), _forms(lexicon.counts, f"{head}-{tail}")
    if wholes != compounds:
        return wholes > compounds
    if (compass := _compass(last, start, lexicon)) is not None:
        return compass
    if tail[0].isupper():
        return (last.isupper() and tail.isupper()) or last in {"Mc", "Mac"}
    whole = max(lexicon.model.count(normal(head + tail)), lexicon.model.count(normal(last + start)))
    compound = max(lexicon.model.count(normal(f"{head}-{tail}")), lexicon.model.count(normal(f"{last}-{start}")))
    if whole or compound:
        return whole >= compound
    linked = start != tail and (
        _links(last, start, lexicon) or (start in _LINKS and tail[len(start) + 1 :][:1].isupper())
    )
    return not linked and _is_cut(last, start, lexicon)


def _compass(last: str, start: str, lexicon: Lexicon) -> bool | None:
    """Whether "north-" and "east" are one word: as the issue has such words elsewhere, else as its spelling has them.

    British usage keeps the hyphen, American has one word. None of any other parts.
    """
    if last.lower() not in {"north", "south"} or not re.match(
        r"(?:east|west)(?:ern|erly|wards?)?$", start, re.IGNORECASE
    ):
        return None
    ends = [f"{side}{rest}" for side in ("east", "west") for rest in ("", "ern", "erly", "ward", "wards")]
    counts = lexicon.counts
    closed = sum(counts[f"{pole}{end}"] for pole in ("north", "south") for end in ends)
    hyphens = sum(counts[f"{pole}-{end}"] for pole in ("north", "south") for end in ends)
    if closed != hyphens:
        return closed > hyphens
    return sum(counts[word] for word in _AMERICAN) >= sum(counts[word] for word in _BRITISH)


def _links(last: str, start: str, lexicon: Lexicon) -> bool:
    """Whether what begins the second half, before a hyphen of its own, is a word there: "Eleven-" "year-old"."""
    if start in _NAME_LINKS:
        return True
    return (start in _LINKS or _stands_alone(start, lexicon)) and _stands_alone(last, lexicon)


def _is_cut(last: str, start: str, lexicon: Lexicon) -> bool:
    """Whether two parts that nothing knows together are pieces of one word, told from each alone."""
    seen, prefix = lexicon.model.count(normal(start)), last.lower()
    if (
        (last.isupper() and len(last) > 1)
        or start in _SECONDS
        or (prefix in _APART and (seen >= _A_WORD or prefix == "self"))
    ):
        return False
    if prefix in _CLOSED or start in _ENDINGS:
        return True
    if _PARTICIPLE.match(start) and seen >= _A_WORD and lexicon.model.count(prefix) > _COMMON_PART:
        return False
    if last[0].isupper():
        named = lexicon.model.capital_share(prefix) >= _NAMED and lexicon.model.count(prefix) >= _A_NAME
        return not named or seen < _SECOND_PART  # "San-" and "alla" are a name; "Iran-" and "backed" are not
    return not (_stands_alone(last, lexicon) and _stands_alone(start, lexicon))


def _forms(counts: Counter[str], *words: str) -> int:
    return max(counts[normal(word)] for word in words)


def _stands_alone(word: str, lexicon: Lexicon) -> bool:
    """Whether it is a word by itself: long enough not to be a syllable, or a very common one."""
    seen = lexicon.model.count(normal(word)) + 5 * lexicon.counts[normal(word)]
    return seen >= (_A_WORD if len(word) > 3 else _A_SHORT_WORD)
