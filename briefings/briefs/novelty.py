"""What a line is to a reader who was told before: new, developed, contradicted or unchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from briefings.briefs.records import Told, keys_of
from briefings.developments.stories import likeness
from briefings.model import Development, Novelty

_NOT = re.compile(r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|unable)\b|n['’]t\b", re.IGNORECASE)
_HELD = frozenset({"stated", "reported", "alleged"})
_ALIKE = 0.3  #: share of words in common from which a "not" in one of two lines is about the same thing


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody knows who was told before."""

    told: frozenset[str] = frozenset()  #: keys of the sentences that they were told
    seen: int | None = None
    """The newest development that there was when they were told last: what stood then is no news, shown or not. None
    where nobody knows: then what they were not told is."""

    @property
    def knows(self) -> bool:
        """Whether they were told anything."""
        return bool(self.told) or self.seen is not None

    def is_news(self, development: Development) -> bool:
        """Whether a development came in since, and no sentence of it was told."""
        if self.seen is not None and development.id is not None and development.id <= self.seen:
            return False
        return bool(keys_of([development]) - self.told)


def novelty(event: Told, reader: Reader, latest: date | None) -> tuple[Novelty, Development | None]:
    """What an event is to its reader.

    Args:
        event: with all that tells it.
        reader: what they know; where they were told nothing, the issues before the latest stand for it.
        latest: the date of the latest issue.

    Returns:
        The novelty, and for "contradicted" the earlier development that the newer ones contradict.
    """
    if reader.knows:
        fresh = [member for member in event.members if reader.is_news(member)]
    else:
        fresh = [member for member in event.members if _issued(member) == latest]
    known = [member for member in event.members if member not in fresh]
    if not fresh:
        return "unchanged", None
    if not known:
        return "new", None
    clash = next((old for new in fresh for old in known if contradict(new, old)), None)
    return ("contradicted", clash) if clash is not None else ("developed", None)


def contradict(a: Development, b: Development) -> bool:
    """Whether two developments of one event cannot both stand: one is denied, or has a "not" that the other lacks."""
    statuses = {a.status, b.status}
    if "denied" in statuses and statuses & _HELD:
        return True
    if not statuses <= _HELD or a.trigger != b.trigger:
        return False
    negated = bool(_NOT.search(a.statement)) != bool(_NOT.search(b.statement))
    return negated and likeness(a.statement, b.statement) >= _ALIKE


def _issued(development: Development) -> date | None:
    return max((quote.date for quote in development.evidence if quote.date), default=None)


def is_known(event: Told, reader: Reader) -> bool:
    """Whether nothing of an event is news to its reader."""
    return reader.knows and not any(reader.is_news(member) for member in event.members)
