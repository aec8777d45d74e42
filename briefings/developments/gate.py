"""Is a statement true to its evidence? Names, numbers, dates, negation, hedges and source are compared word for word.

A statement may leave things out, never add, and may not leave out what turns the rest into something else: a "not", an
"is suspected of", an "at least", the "said" of a claim.
"""

from __future__ import annotations

import re
from itertools import pairwise

from briefings.developments.figures import QUALIFIERS

_WORD = re.compile(r"[\w$€£%]+(?:[-–.,/’'][\w%]+)*", re.UNICODE)
_INSERTED = re.compile(r"\[[^\[\]]*\]")  #: a name in brackets stands for a pronoun of the sentence
_NEGATION = frozenset((
    "not", "no", "never", "none", "nor", "neither", "without", "cannot", "nobody", "nothing", "hardly", "barely",
    "scarcely", "unable", "failed", "fails", "fail", "fell",
))  # fmt: skip
_HEDGES = frozenset((
    "suspected", "alleged", "allegedly", "reportedly", "apparently", "believed", "thought", "said", "accused",
    "expected", "likely", "may", "might", "could", "would", "should", "possibly", "probably", "planned",
    "plans", "intended", "supposed", "purportedly", "claimed", "claims", "agreed", "promised", "pledged",
    "vowed", "threatened", "denied", "rumoured", "rumored", "if", "unless", "brink", "almost", "nearly",
    "attempted", "tried", "seeking", "considering", "proposed", "ostensibly", "rumour", "hoped", "whether",
    "deny", "denies", "doubt", "doubted", "estimated", "suspect", "suspects", "will", "shall", "must",
    "then-prime", "former", "ex",
))  # fmt: skip
_CUES = re.compile(
    r"\b(?:said|says|told|according to|reported|announced|claimed|stated|added|confirmed)\b", re.IGNORECASE
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = re.compile(rf"\b(?:{_MONTHS}|{_DAYS}|(?:1[89]|20)\d\d|yesterday|today|tomorrow|last|next|this)\b")
_BOUNDARY = frozenset(
    {"when", "after", "which", "who", "that", "while", "where", "as", "and", "but", "whereas", "because", "since"}
)


def words(text: str) -> list[str]:
    """The words of a text, numbers with their separators."""
    return _WORD.findall(text)


def check(statement: str, sentence: str, source: str | None = None) -> list[str]:
    """What a statement has that its sentence has not, or has lost; empty where it is true to the sentence.

    Args:
        statement: the line.
        sentence: its evidence, whole.
        source: who is named as the source beside the line; then the line itself may do without.

    Returns:
        Complaints, each a short phrase: "name: ...", "number: ...", "negation", "hedge", "attribution", "order".
    """
    statement = _INSERTED.sub(" ", statement)
    said, whole = words(statement), words(sentence)
    complaints = _foreign(said, whole)
    complaints += _bare_numbers(statement, sentence)
    place = _aligned(said, whole)
    if place is None:
        return [*complaints, "order: the words stand otherwise in the sentence"]
    complaints += _lost(place, whole, sentence)
    complaints += _moved(place, whole)
    if source is None and _CUES.search(sentence) and not _CUES.search(statement) and _claim(statement, sentence):
        complaints.append("attribution: the source is left out")
    return complaints


def _foreign(said: list[str], whole: list[str]) -> list[str]:
    have = {word.lower() for word in whole}
    complaints = []
    for word in said:
        if word.lower() in have:
            continue
        kind = (
            "number" if word[0].isdigit() else "date" if _DATE.match(word) else "name" if word[0].isupper() else "word"
        )
        complaints.append(f"{kind}: {word} is not in the sentence")
    return complaints


def _bare_numbers(statement: str, sentence: str) -> list[str]:
    """Qualifiers that stand before a number in the sentence and no more in the statement."""
    complaints = []
    pattern = "|".join(sorted(map(re.escape, QUALIFIERS), key=len, reverse=True))
    for match in re.finditer(rf"\b({pattern})\s+((?:US)?[$€£]?\w[\w.,]*)", sentence, re.IGNORECASE):
        qualifier, number = match[1], match[2].rstrip(".,")
        if not (number[-1:].isdigit() or number[:1].isdigit() or number.lower() in _NUMBERS):
            continue
        stands = re.search(rf"(?<![\w.,]){re.escape(number)}(?![\w])", statement, re.IGNORECASE)
        if stands and not re.search(rf"\b{re.escape(qualifier)}\s+{re.escape(number)}", statement, re.IGNORECASE):
            complaints.append(f"number: {number} has lost “{qualifier}”")
    return complaints


_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "thirteen", "twenty", "thirty", "forty", "fifty", "dozen", "hundred", "thousand", "hundreds", "thousands"}
)  # fmt: skip


def _aligned(said: list[str], whole: list[str]) -> list[int] | None:
    """Where the statement's words stand in the sentence, in order; None where they do not.

    The latest possible start is taken for the first word, so that a clause is found where it is, not scattered.
    """
    low = [word.lower() for word in whole]
    target = [word.lower() for word in said]
    best: list[int] | None = None
    for start in (i for i, word in enumerate(low) if target and word == target[0]):
        found = [start]
        for word in target[1:]:
            position = next((i for i in range(found[-1] + 1, len(low)) if low[i] == word), None)
            if position is None:
                break
            found.append(position)
        if len(found) == len(target) and (best is None or found[-1] - found[0] < best[-1] - best[0]):
            best = found
    return best


def _lost(place: list[int], whole: list[str], sentence: str) -> list[str]:
    """Negations and hedges that were cut out of the middle of a clause, or from right before it."""
    spans = [match.span() for match in _WORD.finditer(sentence)]
    complaints = []
    edges = [(-1, place[0])] + [(a, b) for a, b in pairwise(place) if b - a > 1]
    for before, after in edges:
        gap = [word.lower() for word in whole[before + 1 : after]]
        if not gap:
            continue
        ahead = sentence[spans[after - 1][1] : spans[after][0]]
        behind = sentence[spans[before][1] : spans[before + 1][0]] if before >= 0 else ","
        closed = any(mark in ahead for mark in ",;:–—(") or gap[-1] in _BOUNDARY - {"that"}
        if closed and (any(mark in behind for mark in ",;:–—)") or before < 0):
            continue
        if before >= 0 and gap[0] in _BOUNDARY and closed:
            continue
        complaints += _losses(gap)
    tail = [word.lower() for word in whole[place[-1] + 1 :]]
    if tail:
        link = sentence[spans[place[-1]][1] : spans[place[-1] + 1][0]]
        if not any(mark in link for mark in ",;:–—.") and tail[0] not in _BOUNDARY:
            complaints += _losses(tail)
    return complaints


def _moved(place: list[int], whole: list[str]) -> list[str]:
    """A "who" or "which" says something of the word before it, and of no other."""
    return [
        f"order: “{whole[here]}” follows another word"
        for before, here in pairwise(place)
        if whole[here].lower() in ("who", "which", "whose", "whom") and here - before > 1
    ]


def _losses(gap: list[str]) -> list[str]:
    parts = {piece for word in gap for piece in (word, *re.split(r"[-’']", word))}
    lost = []
    if parts & _NEGATION or any(word.endswith(("n't", "n’t")) for word in gap):
        lost.append("negation: a “not” is left out")
    if parts & _HEDGES:
        lost.append("hedge: " + ", ".join(sorted(parts & _HEDGES)) + " is left out")
    return lost


def _claim(statement: str, sentence: str) -> bool:
    """Whether what was said is the statement itself: the cue stands at the end, or directly before it."""
    cue = list(_CUES.finditer(sentence))[-1]
    body = statement.rstrip('.”"')[-25:].lower()
    at = sentence.lower().find(body)
    start = sentence.lower().find(statement[:25].lower())
    tail = at >= 0 and cue.start() > at and sentence[at + len(body) : cue.start()].count(".") == 0
    return tail or (0 <= cue.end() < start and start - cue.end() < 8)
