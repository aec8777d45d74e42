"""Records for tests, each with defaults that make sense, so that a test names only what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from briefings.model import (
    AnalysedArticle,
    AnalysedIssue,
    Attempt,
    CitedSentence,
    DaySpan,
    Delivery,
    Development,
    Entity,
    EntityId,
    Mention,
    Outcome,
    Outgoing,
    PageRead,
    Party,
    Quote,
    Role,
    Schedule,
    Sent,
    Subscriber,
    Topic,
)

NOON = datetime(2020, 7, 1, 12, 0, tzinfo=UTC)
ISSUE_DATE = date(2020, 7, 1)


def a_day(day: date | str, last: date | str | None = None) -> DaySpan:
    """A day, or the days up to another."""
    first = date.fromisoformat(str(day))
    if last is None:
        return DaySpan(first, first, str(first))
    return DaySpan(first, date.fromisoformat(str(last)), f"{first}/{last}")


def a_quote(sentence: str = "Acme bought Bolt.", **fields: Any) -> Quote:
    """Evidence on page 3 of Weekly 26."""
    given = {"source": "Weekly", "number": "26", "date": ISSUE_DATE, "page": "3", "article": "Acme buys", **fields}
    return Quote(sentence=sentence, **given)


def a_party(name: str, entity: str | None = None) -> Party:
    """Somebody by the name printed; with an id where it is resolved."""
    return Party(name, name, None if entity is None else EntityId(entity))


def a_development(statement: str = "Acme bought Bolt.", **fields: Any) -> Development:
    """A development of the first sentence; give `evidence` and `id` where it is to be a stored one."""
    return Development(**{"type": "COOPERATE", "statement": statement, "sentence": 0, **fields})


def a_mention(name: str, entity: str | None, *, within: str, label: str = "ORG") -> Mention:
    """The first mention of a name within a text."""
    start = within.index(name)
    return Mention(start, start + len(name), name, label, None if entity is None else EntityId(entity))


def mentions_of(names: dict[str, str], *, within: str) -> tuple[Mention, ...]:
    """Every mention of names (each with its entity id) within a text, in order."""
    found = [
        Mention(start, start + len(name), name, "ORG", EntityId(entity))
        for name, entity in names.items()
        for start in range(len(within))
        if within.startswith(name, start)
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def an_article(*sentences: str, page: str = "3", names: dict[str, str] | None = None, **fields: Any) -> AnalysedArticle:
    """An article of these sentences on one page; `names` (name → entity id) become mentions."""
    told = sentences or ("Acme bought Bolt.",)
    cited, start = [], 0
    for sentence in told:
        cited.append(CitedSentence(start, start + len(sentence), sentence, page))
        start += len(sentence) + 1
    text = " ".join(told)
    given = {"headline": "Acme buys", "mentions": mentions_of(names or {}, within=text), **fields}
    return AnalysedArticle(text=text, sentences=tuple(cited), **given)


def an_issue(*articles: AnalysedArticle, **fields: Any) -> AnalysedIssue:
    """Weekly 26 of 1 July 2020, one page a hundred articles; its digest follows from what is in it."""
    given: dict[str, Any] = {
        "source": "Weekly",
        "number": "26",
        "date": ISSUE_DATE,
        "file": "weekly-26.pdf",
        "pages": (PageRead(1, "3"),),
        **fields,
    }
    whole = articles or (an_article(developments=(a_development(),)),)
    given.setdefault("digest", hashlib.sha256(repr((whole, sorted(given.items()))).encode()).hexdigest())
    return AnalysedIssue(articles=whole, **given)


def an_entity(entity: str = "acme", **fields: Any) -> Entity:
    """A company."""
    return Entity(**{"id": EntityId(entity), "kind": "company", "name": entity.replace("-", " ").title(), **fields})


def a_role(entity: str = "acme", role: str = "the buyer", *, former: bool = False) -> Role:
    """What a text says an entity is."""
    return Role(EntityId(entity), role, former)


def a_topic(topic: str = "acme-bolt", **fields: Any) -> Topic:
    """A topic of two companies."""
    pair = ((EntityId("acme"),), (EntityId("bolt"),))
    return Topic(**{"id": topic, "title": topic.replace("-", " ").title(), "pair": pair, **fields})


def a_schedule(at: str = "07:30", zone: str = "Asia/Baghdad", days: Sequence[int] = range(7)) -> Schedule:
    """A local time on days of the week (Monday is 0)."""
    return Schedule(time.fromisoformat(at), zone, frozenset(days))


def a_subscriber(subscriber_id: int = 1, **fields: Any) -> Subscriber:
    """An active one of chat 100 + id, without a schedule."""
    given = {"chat_id": 100 + subscriber_id, "thread_id": None, "schedule": None, "next_digest_at": None, **fields}
    return Subscriber(**{"id": subscriber_id, "active": True, **given})


def an_outgoing(*parts: str, **fields: Any) -> Outgoing:
    """A digest of 1 July 2020 to chat 101, to no subscriber."""
    given = {"chat_id": 101, "thread_id": None, "kind": "digest", "period": "2020-07-01", **fields}
    return Outgoing(parts=parts or ("Digest",), **given)


def a_delivery(delivery_id: int = 1, **fields: Any) -> Delivery:
    """One part being sent."""
    given: dict[str, Any] = {
        "id": delivery_id,
        "subscriber_id": None,
        "chat_id": 101,
        "thread_id": None,
        "kind": "digest",
        "period": "2020-07-01",
        "part": 1,
        "parts": 1,
        "text": "Digest",
        "markup": None,
        "state": "sending",
        "due": NOON,
        "attempts": 0,
    }
    return Delivery(**{**given, **fields})


def an_attempt(outcome: Outcome | None = None, *, number: int = 1, at: datetime = NOON) -> Attempt:
    """A try that went well, if nothing else is said."""
    return Attempt(number, at, outcome or Sent(message_id=7))


def an_update(update_id: int, text: str = "/brief iraq", chat_id: int = 101) -> dict[str, Any]:
    """What Telegram sends when somebody writes."""
    chat = {"id": chat_id, "type": "private", "first_name": "Ada"}
    who = {"id": chat_id, "is_bot": False, "first_name": "Ada"}
    message = {"message_id": update_id, "date": int(NOON.timestamp()), "chat": chat, "from": who, "text": text}
    return {"update_id": update_id, "message": message}


def cited(development: Development, *evidence: Quote, development_id: int = 1) -> Development:
    """A development as the archive returns it."""
    return replace(development, evidence=evidence or (a_quote(development.statement),), id=development_id)
