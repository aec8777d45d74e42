"""Which events are told in the words of those that surely bear on a topic: of two that name both sides, one is of them.

What the surest events have in common ("troops", "air strikes", "embassy") is what the relation is about at the time;
a search engine calls it relevance feedback.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefings.briefs.records import Told, sentences_of
from briefings.briefs.relevance import ACTS
from briefings.developments.likeness import words

_FEWEST = 8  #: articles of sure events from which their words say anything: one has its words from its writer
_MOST = 0.2  #: what an event gains all of whose words the sure ones have


def with_kin(events: Sequence[Told]) -> list[Told]:
    """The events, each with what it gains by its words."""
    said = [frozenset(words(" ".join(sentences_of(event.members)))) for event in events]
    sure = [event.relevance >= ACTS for event in events]
    count = sum(sure)
    told = zip(events, sure, strict=True)
    articles = {member.evidence[0].article_id for event, is_sure in told if is_sure for member in event.members}
    if len(articles) < _FEWEST:
        return list(events)
    often = Counter(word for one, is_sure in zip(said, sure, strict=True) if is_sure for word in one)
    return [
        replace(event, kin=_MOST * _shared(one, often, count, itself=is_sure))
        for event, one, is_sure in zip(events, said, sure, strict=True)
    ]


def _shared(said: Iterable[str], often: Counter[str], count: int, *, itself: bool) -> float:
    """How many words an event shares with the sure ones, by their share in these; it is none of its own witnesses."""
    listed = list(said)
    others = max(1, count - itself)
    return sum((often[word] - itself) / others for word in listed) / math.sqrt(max(1, len(listed)))
