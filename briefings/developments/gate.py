"""Is a statement true to its evidence? Names, numbers, dates, negation, hedges, conditions and source, word for word.

A statement may leave things out, never add; and what it leaves out must stand apart: between commas, dashes or
brackets, behind "and", or before the "which" that begins it. It may not leave out what turns the rest into something
else: a "not", an "is suspected of", an "at least", an "if", the "said" of a claim, the first half of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefings.developments import hedges
from briefings.developments.figures import QUALIFIERS
from briefings.developments.inserted import PRONOUNS, taken_out
from briefings.developments.setapart import is_said, split
from briefings.model import Development

_WORD = re.compile(r"[\w$€£%]+(?:[-–.,/’'][\w%]+)*", re.UNICODE)
_NEGATION = frozenset((
    "not", "no", "never", "none", "nor", "neither", "without", "cannot", "nobody", "nothing", "hardly", "barely",
    "scarcely", "unable", "failed", "fails", "fail", "fell", "yet", "unlikely", "impossible", "refused", "declined",
))  # fmt: skip
_SURMISE = frozenset((
    "allegedly", "reportedly", "apparently", "likely", "may", "might", "could", "would", "should", "possibly",
    "probably", "purportedly", "if", "unless", "brink", "almost", "nearly", "ostensibly", "whether", "will", "shall",
    "must", "supposedly", "presumably", "perhaps", "maybe", "seemingly", "can", "attempted", "proposed", "planned",
    "then-prime", "former", "ex", "rumour", "rumor", "doubt", "unclear", "uncertain", "doubtful", "possible",
))  # fmt: skip
_ADVERBS = hedges.ADVERBS.keys() | {"probably", "maybe", "seemingly", "likely", "theoretically"}
_CUE = frozenset((
    "said", "says", "say", "saying", "told", "tells", "reported", "reports", "announced", "claimed", "claims", "stated",
    "added", "confirmed", "insisted", "insists", "argued", "warned", "alleged", "according", "wrote", "tweeted",
    "testified", "acknowledged", "admitted", "explained",
))  # fmt: skip
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = re.compile(rf"\b(?:{_MONTHS}|{_DAYS}|(?:1[89]|20)\d\d|yesterday|today|tomorrow|last|next|this)\b")
_MARK = re.compile(r"[,;:–—()“”\"\[\]…]|\s-+\s|--")
_RELATIVE = frozenset({"who", "which", "whose", "whom", "that", "where"})
_LINKS = frozenset({"and", "but", "as", "while", "whereas", "although", "though", "because", "since", "when", "after"})
_LEADS_OFF = _LINKS | {"or", "so", "yet", "also", "meanwhile", "nevertheless", "nonetheless", "which", "who", "where"}
_BREAKS_OFF = _LINKS | {"before", "or"}
#: What opens a condition or an exception; the rest is not true without it.
_TERMS = frozenset({"if", "unless", "until", "till", "except", "excluding", "provided", "providing", "pending", "lest",
                    "barring", "assuming", "whether"})  # fmt: skip
_TERMS_OF_TWO = frozenset((
    ("as", "long"), ("so", "long"), ("on", "condition"), ("in", "case"), ("subject", "to"), ("depending", "on"),
    ("other", "than"), ("apart", "from"), ("only", "if"), ("only", "when"), ("only", "after"), ("but", "only"),
    ("and", "if"), ("but", "if"), ("even", "if"), ("should", "the"),
))  # fmt: skip
#: Asides that take something back.
_RESERVES = frozenset(
    {("in", "theory"), ("in", "principle"), ("on", "paper"), ("at", "best"), ("at", "most"), ("at", "least")}
)
#: What opens a part of its own facts, whoever is cited in it.
_LOOSE = frozenset((
    "and", "but", "or", "with", "after", "before", "while", "when", "since", "because", "although", "though", "did",
    "does", "do", "has", "have", "had", "is", "was", "were", "are", "adding", "saying",
))  # fmt: skip
_PRONOUNS = PRONOUNS | {"the"}
_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "thirteen", "twenty", "thirty", "forty", "fifty", "dozen", "hundred", "thousand", "hundreds", "thousands"}
)  # fmt: skip
_PAIRED = frozenset({"between", "both", "either", "neither", "from"})
_SHORT = 4  #: words of an aside that is no clause
_LONGEST = 1_000  #: words; of a longer sentence only the whole is true to it
_FAR = 10**6  #: what a gap costs that nothing sets off
_INITIALS = re.compile(
    r"(?:[A-Z]\.)*[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Col|Sgt|Lt|Capt|Rep|Gov|Prof"
)  #: a stop behind ends nothing
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")
#: Words that have a capital only because they begin the sentence.
_OPENERS = frozenset((
    "a", "an", "the", "in", "on", "at", "by", "for", "from", "to", "of", "with", "after", "before", "since", "until",
    "when", "while", "as", "if", "unless", "although", "though", "because", "but", "and", "or", "so", "yet", "also",
    "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "both", "most", "many", "some", "all",
    "no", "another", "other", "several", "meanwhile", "however", "then", "now", "last", "under", "over", "despite",
    "during", "amid", "according", "like", "than", "i",
))  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text, numbers with their separators."""
    return _WORD.findall(text)


def proved(development: Development) -> Development | None:
    """A development with a line that its first evidence proves: its own, else the whole sentence; None without one."""
    sentence = development.evidence[0].sentence
    if not check(development.statement, sentence):
        return development
    return replace(development, statement=sentence) if sentence else None


def check(statement: str, sentence: str, source: str | None = None, *, context: str | None = None) -> list[str]:
    """What a statement has that its sentence has not, or has lost; empty where it is true to the sentence.

    Args:
        statement: the line; its source may stand in front, before a colon (`setapart`).
        sentence: its evidence, whole.
        source: who is named as the source beside the line; then the line itself may do without.
        context: the text around the sentence, where it is at hand: names put in brackets must stand there.

    Returns:
        Complaints, each a short phrase: "name: ...", "number: ...", "date: ...", "word: ...", "negation: ...",
        "hedge: ...", "condition: ...", "attribution: ...", "quotation: ...", "order: ...".
    """
    apart, statement = split(statement, sentence)
    original = statement
    statement, inserted = taken_out(statement, sentence)
    complaints = list(_unknown(inserted, context)) if context is not None else []
    said, whole = words(statement), words(sentence)
    complaints += _foreign(said, whole)
    complaints += _bare_numbers(statement, sentence)
    if original.split() != sentence.split():
        complaints += _quotations(statement, sentence)
    evidence = _Evidence(sentence, whole)
    place = evidence.place(said)
    if place is None:
        return [*complaints, *(["order: the words stand otherwise in the sentence"] if said else [])]
    end = [word.lower() for word in whole[place[-1] + 1 :]]
    if apart and not is_said(end, [word.lower() for word in words(apart)], _CUE):
        complaints.append(f"attribution: nothing that is left out says that {apart} says so")
    complaints += evidence.lost(place, source, apart or source, pronoun=bool(inserted))
    complaints += evidence.halved(place)
    return complaints


# --- what was added -------------------------------------------------------------------------------------------------


def _unknown(inserted: Sequence[str], context: str) -> Iterator[str]:
    have = {word.lower() for word in words(context)} | {"the"}
    for part in inserted:
        yield from (f"name: {word} is not in the text" for word in words(part) if word.lower() not in have)


def _foreign(said: Sequence[str], whole: Sequence[str]) -> list[str]:
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


def _quotations(statement: str, sentence: str) -> Iterator[str]:
    """Quotation marks without their other half, and quotations that are not the sentence's, word for word."""
    if statement.count('"') % 2 or statement.count("“") != statement.count("”"):
        yield "quotation: a mark has lost its other half"
        return
    running = f" {' '.join(words(sentence)).lower()} "
    for match in _QUOTED.finditer(statement):
        quoted = " ".join(words(match[1] or match[2] or "")).lower()
        if quoted and f" {quoted} " not in running:
            yield "quotation: it is not word for word"


# --- what was left out ----------------------------------------------------------------------------------------------


class _Evidence:
    """A sentence's words, and where marks stand between them."""

    def __init__(self, sentence: str, whole: Sequence[str]) -> None:
        self._words = list(whole)
        self._low = [word.lower() for word in whole]
        spans = [match.span() for match in _WORD.finditer(sentence)]
        links = [sentence[a[1] : b[0]] for a, b in pairwise(spans)]
        self._touching = [
            link.isspace() or (link.strip() == "." and _INITIALS.fullmatch(word) is not None)
            for link, word in zip(links, whole, strict=False)
        ]
        self._marked = [  # between a word and the next
            _MARK.search(link) is not None and not touching
            for link, touching in zip(links, self._touching, strict=True)
        ]

    def place(self, said: Sequence[str]) -> list[int] | None:
        """Where a statement's words stand in the sentence, in order, with as little as can be cut out of clauses."""
        if [word.lower() for word in said] == self._low:
            return list(range(len(said))) or None
        if len(self._low) > _LONGEST:
            return None
        at: dict[str, list[int]] = {}
        for index, word in enumerate(self._low):
            at.setdefault(word, []).append(index)
        rows = [at.get(word.lower(), []) for word in said]
        if not rows or not all(rows):
            return None
        costs = {index: float(self._lead(index)) for index in rows[0]}
        back: list[dict[int, int]] = []
        for row in rows[1:]:
            costs, steps = self._step(costs, row)
            if not costs:
                return None
            back.append(steps)
        last = min(costs, key=lambda index: (costs[index] + self._tail(index), index))
        found = [last]
        for steps in reversed(back):
            found.append(steps[found[-1]])
        return found[::-1]

    def _step(self, costs: dict[int, float], row: Sequence[int]) -> tuple[dict[int, float], dict[int, int]]:
        """The cheapest way to each place of the next word."""
        made: dict[int, float] = {}
        steps: dict[int, int] = {}
        known = sorted(costs)
        cheapest: int | None = None
        opened: int | None = None  # the cheapest behind which something may be left out
        done = 0
        for index in row:
            while done < len(known) and known[done] < index:
                one = known[done]
                done += 1
                cheapest = one if cheapest is None or costs[one] <= costs[cheapest] else cheapest
                if self._opens(one) and (opened is None or costs[one] <= costs[opened]):
                    opened = one
            ways = [] if cheapest is None else [(costs[cheapest] + _FAR, cheapest)]
            if index - 1 in costs:
                ways.append((costs[index - 1], index - 1))
            if opened is not None and self._closes(index):
                ways.append((costs[opened] + 1, opened))
            if ways:
                made[index], steps[index] = min(ways)
        return made, steps

    def _opens(self, before: int) -> bool:
        """Whether what stands behind a word may be left out in the middle of a sentence."""
        return before + 1 < len(self._low) and (self._marked[before] or self._low[before + 1] in _LINKS)

    def _closes(self, after: int) -> bool:
        """Whether what stands before a word may be left out in the middle of a sentence."""
        return self._marked[after - 1] or self._low[after - 1] in _RELATIVE

    def _lead(self, first: int) -> int:
        apart = first == 0 or self._marked[first - 1] or self._low[first - 1] in _LEADS_OFF
        return 0 if first == 0 else 1 if apart else _FAR - 1

    def _tail(self, last: int) -> int:
        if last == len(self._low) - 1:
            return 0
        return 1 if self._marked[last] or self._low[last + 1] in _BREAKS_OFF else _FAR

    def lost(self, place: Sequence[int], source: str | None, last: str | None, *, pronoun: bool) -> Iterator[str]:
        """What the parts that are left out took with them; `last` is the source of what goes at the end."""
        yield from self._before(place, source, pronoun=pronoun)
        for before, after in pairwise(place):
            if after - before > 1:
                gap = self._low[before + 1 : after]
                apart = self._opens(before) and self._closes(after)
                yield from self._missed(gap, source, apart=apart)
                if self._low[after] in _RELATIVE - {"that", "where"}:
                    yield f"order: “{self._low[after]}” follows another word"
        tail = self._low[place[-1] + 1 :]
        if tail:
            yield from self._missed(tail, last, apart=self._tail(place[-1]) < _FAR, ends=True)
            closing = tail[self._closing(place[-1] + 1) :]
            if last is None and len(closing) < len(tail) and _attributes(closing, ends=True):
                yield "attribution: the source is left out"
            if self._low[place[-1]] in _PAIRED or (tail[0] == "and" and "between" in self._low[place[-1] - 2 :][:2]):
                yield "number: one of two is left out"

    def _closing(self, first: int) -> int:
        """How many words from one on stand before the last mark: "…, which cost two million, | officials said"."""
        return next((at + 1 - first for at in range(len(self._marked) - 1, first - 1, -1) if self._marked[at]), 0)

    def _before(self, place: Sequence[int], source: str | None, *, pronoun: bool) -> Iterator[str]:
        gap = self._low[: place[0]]
        if not gap or (pronoun and gap[-1] in _PRONOUNS and len(gap) <= 2):
            return
        if pronoun and gap[-1] in _PRONOUNS:
            gap = gap[:-1]
        apart = self._lead(len(gap)) == 1
        yield from self._missed(gap, source, apart=apart or self._is_relative(place))
        if gap[-1] == "as" and len(gap) > 1 and gap[-2] in ("far", "long", "soon", "much"):
            yield f"condition: “as {gap[-2]} as” is left out"
        if gap[-1] in ("when", "as", "once", "where") and set(gap) & (hedges.FUTURE | hedges.POSSIBLE):
            yield "condition: what may come is left out"

    def _is_relative(self, place: Sequence[int]) -> bool:
        """Whether a line is a relative clause with its noun: "… blamed Acme, which denied it"."""
        gap = next(((a, b) for a, b in pairwise(place) if b - a > 1), None)
        return gap is not None and gap[1] - gap[0] == 2 and self._low[gap[0] + 1] in _RELATIVE and self._marked[gap[0]]

    def _missed(self, gap: Sequence[str], source: str | None, *, apart: bool, ends: bool = False) -> Iterator[str]:
        """What a gap took with it; one that is set apart may take facts, but no term, no hedge and no source."""
        if not apart:
            yield "order: words are left out of the middle of a clause"
            yield from _losses(gap, spoken=source is not None)
            return
        if gap[0] in _TERMS or tuple(gap[:2]) in _TERMS_OF_TWO or (len(gap) <= _SHORT and tuple(gap[:2]) in _RESERVES):
            yield f"condition: “{gap[0]} …” is left out"
        if len(gap) <= _SHORT and set(gap) & _ADVERBS:
            yield "hedge: " + ", ".join(sorted(set(gap) & _ADVERBS)) + " is left out"
        if source is None and _attributes(gap, ends=ends):
            yield "attribution: the source is left out"

    def halved(self, place: Sequence[int]) -> Iterator[str]:
        """Names and numbers of which only a part is left: "Sudan" of "South Sudan", "$5" of "$5 million"."""
        kept = set(place)
        for index in place:
            for other in self._belonging(index):
                if other not in kept:
                    kind = "name" if self._is_name(index) else "number"
                    yield f"{kind}: {self._words[index]} has lost “{self._words[other]}”"

    def _belonging(self, index: int) -> Iterator[int]:
        """The other words of a name, and the unit of a number."""
        before = index > 0 and self._touching[index - 1]
        behind = index + 1 < len(self._low) and self._touching[index]
        if self._is_name(index):
            if before and self._is_name(index - 1):
                yield index - 1
            if behind and self._is_name(index + 1):
                yield index + 1
            if index > 1 and before and self._low[index - 1] == "of" and self._touching[index - 2]:
                yield from (other for other in (index - 2,) if self._is_name(other))
        number = self._words[index][:1].isdigit() or self._words[index][:1] in "$€£"
        if number and behind and self._low[index + 1] not in _BREAKS_OFF:
            yield index + 1

    def _is_name(self, index: int) -> bool:
        word = self._words[index]
        if not word[0].isupper() or _DATE.fullmatch(word):
            return False
        return word.lower() not in _OPENERS and (index > 0 or word.lower() not in _LEADS_OFF)


def _attributes(gap: Sequence[str], *, ends: bool) -> bool:
    """Whether a part that stands apart says who says the rest: "officials said on Friday", "according to Acme"."""
    if gap[0] in _RELATIVE | _LOOSE or gap[0] in hedges.FUTURE | hedges.POSSIBLE:
        return False
    cue = next((place for place, word in enumerate(gap) if word in _CUE), None)
    if cue is None:
        return False
    return ends or cue >= len(gap) - _SHORT or gap[0] in ("according", "as")


def _forms() -> frozenset[str]:
    """The words of hedging in their forms: what is said, planned, denied, feared."""
    lemmas = hedges.ALLEGING | hedges.HEARSAY | hedges.DENYING | hedges.PLANNING | hedges.FAILING | hedges.KEEPING
    lemmas |= hedges.PREVENTING | hedges.INTENDING | hedges.SEEMING | hedges.NOUNS.keys()
    found = {"thought", "sought", "forgot", "forbore", "told", "held", "found", "heard", "kept", "forwent", "said"}
    for lemma in lemmas:
        if " " in lemma:
            continue
        stem = lemma.removesuffix("e")
        found |= {lemma, f"{lemma}s", f"{lemma}es", f"{stem}ed", f"{stem}ing", f"{lemma}{lemma[-1]}ed"}
        if lemma.endswith("y"):
            found |= {f"{lemma[:-1]}ied", f"{lemma[:-1]}ies"}
    return frozenset(found)


_HEDGES = _SURMISE | _forms()


def _losses(gap: Sequence[str], *, spoken: bool) -> Iterator[str]:
    parts = {piece for word in gap for piece in (word, *re.split(r"[-’']", word))}
    if parts & _NEGATION or any(word.endswith(("n't", "n’t")) for word in gap):
        yield "negation: a “not” is left out"
    hedged = parts & _HEDGES - (_CUE if spoken else frozenset())
    if hedged:
        yield "hedge: " + ", ".join(sorted(hedged)) + " is left out"
    if parts & _CUE and not spoken:
        yield "attribution: the source is left out"
