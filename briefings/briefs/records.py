"""What a brief is made from, and the keys by which a reader's sentences are remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from briefings.developments.standing import leans
from briefings.developments.timex.glance import days_said
from briefings.model import BriefLine, DaySpan, Development, EntityId, Quote

#: Share of its relevance that an event has whatever its article makes of it.
_LEAST, _LEAST_OF_RELATION = 0.3, 0.7


@dataclass(frozen=True, slots=True)
class Material:
    """Developments of the archive with what their sentences name."""

    developments: Sequence[Development]  #: each with an id and evidence
    named: Mapping[int, frozenset[EntityId]]  #: development id → entities of its sentence
    with_words: frozenset[int] = frozenset()  #: ids whose sentence holds the topic's words
    country_of: Mapping[EntityId, EntityId] = field(default_factory=dict)  #: whose a person, group or company is
    bodies: frozenset[EntityId] = frozenset()  #: organisations, which act for their country: ministries, armies
    left_out: frozenset[int] = frozenset()  #: ids whose sentence holds words that the topic leaves out
    sides: frozenset[EntityId] = frozenset()  #: whom a relation is named after; none: whoever stands on its sides
    grounds: frozenset[EntityId] = frozenset()  #: towns, bases and the like: where things are done, who does them less
    people: Mapping[str, EntityId] = field(default_factory=dict)  #: party that is no entity → its country: "US troops"


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the archive tells it: its developments, the leading one first."""

    members: tuple[Development, ...]
    relevance: float
    kin: float = 0.0  #: what it gains by being told in the words of what surely bears on the topic

    @property
    def lead(self) -> Development:
        """The development whose statement stands for all."""
        return self.members[0]

    def score(self, *, of_relation: bool = False) -> float:
        """What decides whether it is shown, about 0 to 1.3.

        How much it bears on a relation says more than how much its article makes of it.
        """
        least = _LEAST_OF_RELATION if of_relation else _LEAST
        salience = max(member.salience for member in self.members)
        dated = 0.12 if self.when else 0.0
        often = min(0.15, 0.05 * (len(sentences_of(self.members)) - 1))
        return self.relevance * (least + (1 - least) * salience) + dated + often + self.kin - vague(self.lead)

    @property
    def issued(self) -> date:
        """The date of the latest issue that tells it."""
        return max((q.date for member in self.members for q in member.evidence if q.date), default=date.min)

    @property
    def when(self) -> DaySpan | None:
        """The lead's days, else the most exact of the others that its line does not speak against."""
        if self.lead.when:
            return self.lead.when
        named = _days_named(self.lead.statement, self.lead.evidence[0].date)
        spans = [member.when for member in self.members if member.when and _holds(member.when, named)]
        return min(spans, key=lambda span: (span.last - span.first).days, default=None)

    @property
    def place(self) -> tuple[date, date, int]:
        """Where it stands in time: its first day; an undated one on its issue's date."""
        issued = self.lead.evidence[0].date or date.max
        when = self.when
        return (when.first, when.last, self.lead.sentence) if when else (issued, issued, self.lead.sentence)


@lru_cache(maxsize=4096)
def _days_named(statement: str, issued: date | None) -> frozenset[date]:
    """The days that a line gives by number and month."""
    return frozenset(one.day for one in days_said(statement, issued) if one.by_date) if issued else frozenset()


def _holds(span: DaySpan, named: frozenset[date]) -> bool:
    return not named or any(span.first <= day <= span.last for day in named)


def key(quote: Quote) -> str:
    """A name for a sentence of an issue that stays when the issue is read again: 16 hexadecimal digits."""
    text = f"{quote.source}|{quote.number}|{quote.date}|{quote.sentence}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def keys_of(members: Iterable[Development]) -> set[str]:
    """The keys of all sentences that some developments rest on."""
    return {key(quote) for member in members for quote in member.evidence}


def line_keys(line: BriefLine) -> frozenset[str]:
    """The keys of all sentences that a line rests on."""
    return frozenset(keys_of([line.development]))


def sentences_of(members: Iterable[Development]) -> set[str]:
    """The sentences that some developments rest on."""
    return {quote.sentence for member in members for quote in member.evidence}


def vague(development: Development) -> float:
    """What a line loses that a reader cannot understand alone."""
    if leans(development.statement):
        return 0.25
    return 0.1 if development.statement.startswith("[") else 0.0
