"""What a line is to a reader who was told before: new, developed, contradicted or unchanged."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from briefings.briefs.records import Told, key, keys_of
from briefings.developments.stories import likeness
from briefings.model import Development, Novelty

_NOT = re.compile(r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|unable)\b|n['’]t\b", re.IGNORECASE)
_HELD = frozenset({"stated", "reported", "alleged"})
_ALIKE = 0.3  #: share of words in common from which a "not" in one of two lines is about the same thing


def novelty(event: Told, told: Collection[str], latest: date | None) -> tuple[Novelty, Development | None]:
    """What an event is to its reader.

    Args:
        event: with all that tells it.
        told: keys of the sentences that the reader was told before; where there is none, the issues before the latest
            stand for them.
        latest: the date of the latest issue.

    Returns:
        The novelty, and for "contradicted" the earlier development that the newer ones contradict.
    """
    if told:
        fresh = [member for member in event.members if keys_of([member]) - set(told)]
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


def is_known(event: Told, told: Collection[str]) -> bool:
    """Whether every sentence of an event was told before."""
    return bool(told) and all(key(quote) in told for member in event.members for quote in member.evidence)
