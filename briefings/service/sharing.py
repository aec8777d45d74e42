"""Links that ask: `t.me/bot?start=who_kataib-hezbollah`; and `/share`, which hands them out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote

from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Topic
from briefings.render.speech import gettext
from briefings.service import asking
from briefings.service.answering import unknown
from briefings.service.answers import Answer, Choice
from briefings.service.services import Services

Kind = Literal["who", "brief", "sub"]

LATEST = "latest"  #: the payload that asks for the latest issue
_COMMANDS: dict[str, str] = {"who": "/who ", "brief": "/brief ", "sub": "/subscribe "}
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  #: core.telegram.org/bots/features#deep-linking
_NUMBERED = re.compile(r"_(\d{1,15})-([0-9a-f]{16})", re.ASCII)
_ANYWHERE = 0  #: the chat of buttons that hold in every chat


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as links need it."""

    name: str  #: without the "@"
    inline: bool  #: whether it may be asked from other chats

    def link(self, payload: str = "", start: str = "start") -> str:
        """A link to the bot; `start` is "startgroup" for one that adds it to a group."""
        return f"https://t.me/{self.name}" + (f"?{start}={payload}" if payload else "")


@dataclass(frozen=True, slots=True)
class Link:
    """A link and what it does."""

    says: str
    url: str


# --- payloads ------------------------------------------------------------------------------------------------------


def payload(services: Services, kind: Kind, subject: str, *, now: datetime) -> str:
    """What a deep link carries; a subject that does not fit stands in the database, and the link has its number.

    Args:
        services: the parts.
        kind: what is asked.
        subject: of whom or what: an id, or a question's words.
        now: aware UTC.
    """
    short = fitting(kind, subject)
    if short is not None:
        return short
    command = _COMMANDS[kind] + subject
    return f"{kind}__{services.buttons.number(command, chat_id=_ANYWHERE, at=now)}-{_seal(command)}"


def fitting(kind: Kind, subject: str) -> str | None:
    """The payload that carries its whole subject; None where Telegram does not take it."""
    whole = f"{kind}_{subject}"
    return whole if subject and not subject.startswith("_") and _PAYLOAD.fullmatch(whole) else None


def subject_of(services: Services, kind: str, written: str) -> str | None:
    """The subject behind a payload's kind; None where its number stands for nothing (any more).

    Args:
        services: the parts.
        kind: what stands before the first "_".
        written: what stands behind it; it may have been made up by hand.
    """
    match = _NUMBERED.fullmatch(written)
    if match is None:
        return written
    command, begins = services.buttons.command(int(match[1]), chat_id=_ANYWHERE) or "", _COMMANDS[kind]
    return command.removeprefix(begins) if command.startswith(begins) and _seal(command) == match[2] else None


def _seal(command: str) -> str:
    """What a link has beside its number: who counts numbers through learns nothing of what others asked."""
    return hashlib.blake2b(command.encode(), digest_size=8).hexdigest()


def subject(services: Services, topic: Topic, query: str) -> str:
    """The shortest that asks for a topic again: its id, the query with strokes for blanks, or the query itself."""
    if topic.id in services.topic_titles or topic.entities == (topic.id,):
        return topic.id
    query = query.strip()
    joined = query.replace(" ", "-")
    return joined if fitting("brief", joined) and _asks_the_same(services, joined, query) else query


def _asks_the_same(services: Services, one: str, other: str) -> bool:
    try:
        (a, period), (b, same) = asking.asked(services, one, None), asking.asked(services, other, None)
    except QuestionError:
        return False
    return (a.pair, a.entities, a.words, period) == (b.pair, b.entities, b.words, same)


# --- the command -----------------------------------------------------------------------------------------------------


def share(services: Services, query: str, bot: Bot, *, now: datetime) -> Answer:
    """Links to what a query asks for, each with a button that passes it on; without a query those to the bot.

    Raises:
        QuestionError: the query is too long, or its period is none.
    """
    if not query.strip():
        return _answer(services, f"@{bot.name}", [Link(gettext("Ask me"), bot.link())], "", bot)
    try:
        topic, period = asking.asked(services, query, None)
    except UnknownTopicError:
        return unknown(services, query, "/share")
    plain = period.since is None and period.until is None
    short = subject(services, topic, query) if plain else query.strip()
    links = list(_links(services, topic, short, bot, now))
    return _answer(services, topic.title, links, short, bot)


def _links(services: Services, topic: Topic, short: str, bot: Bot, now: datetime) -> Iterator[Link]:
    if topic.entities == (short,):
        yield Link(gettext("Who it is"), bot.link(payload(services, "who", short, now=now)))
    yield Link(gettext("Brief"), bot.link(payload(services, "brief", short, now=now)))
    if topic.id in services.topic_titles and short == topic.id:
        follow = payload(services, "sub", short, now=now)
        yield Link(gettext("Follow"), bot.link(follow))
        yield Link(gettext("Follow in a group"), bot.link(follow, "startgroup"))


def _answer(services: Services, about: str, links: list[Link], query: str, bot: Bot) -> Answer:
    html = services.renderer.html("share", about=about, links=links, inline=bot.inline, bot=bot.name, query=query)
    buttons = [Choice(gettext("Share: %(what)s", what=link.says), _passed_on(link, about)) for link in links]
    if bot.inline:
        buttons.append(Choice(gettext("Put a card into a chat"), f"@ {query}"))
    return Answer(html, tuple(buttons))


def _passed_on(link: Link, about: str) -> str:
    return f"https://t.me/share/url?url={quote(link.url, safe='')}&text={quote(about[:100], safe='')}"
