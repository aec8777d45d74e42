"""What operators say to everybody: shown as it will look, then queued once for each chat."""

from __future__ import annotations

import re
from datetime import datetime

from briefings.errors import QuestionError
from briefings.model import Announcement, Outgoing
from briefings.render.speech import gettext
from briefings.render.telegram_html import numbered
from briefings.service.answers import Answer, Choice
from briefings.service.services import Services

_MOST_LETTERS = 20_000  #: five full messages; more is an issue, not an announcement


def announce(services: Services, text: str, *, by: str, at: datetime) -> Answer:
    """`/announce TEXT`, or as an answer to a message: what it will look like, and whether to send it.

    Args:
        services: the parts.
        text: as typed: plain, with its line ends; addresses in it become links by themselves.
        by: who says it.
        at: when.

    Raises:
        QuestionError: there is nothing to say, too much, or nobody who hears it.
    """
    if not text.strip():
        raise QuestionError("Write /announce and what you want to say, or answer a message with /announce.")
    if len(text) > _MOST_LETTERS:
        raise QuestionError(
            "That is %(count)s characters; an announcement has at most %(most)s.", count=len(text), most=_MOST_LETTERS
        )
    chats = len(services.announcements.audience())
    if not chats:
        raise QuestionError("Nobody would hear it: no chat is active yet.")
    number = services.announcements.write(text.strip(), by=by, at=at)
    parts = _parts(services, text.strip())
    question = services.renderer.html("announcement_check", chats=chats, messages=len(parts))
    send = Choice(gettext("Send it"), f"/announcing {number} send")
    return Answer(question, (send, Choice(gettext("Cancel"), f"/announcing {number} cancel")), ahead=parts)


def decide(services: Services, words: str, *, at: datetime) -> Answer:
    """A button's `/announcing 3 send`, or `cancel`; pressed twice it is sent once.

    Raises:
        QuestionError: there is no such draft any more.
    """
    number, _, said = words.partition(" ")
    draft = services.announcements.get(int(number)) if re.fullmatch(r"[0-9]{1,15}", number) else None
    if draft is None or said not in {"send", "cancel"}:
        raise QuestionError("There is no such announcement any more. Write it again: /announce")
    if draft.sent_at is not None:
        raise QuestionError("This announcement was sent already.")
    if said == "cancel":
        services.announcements.drop(draft.id)
        return Answer(services.renderer.html("announced", chats=0, cancelled=True))
    return Answer(services.renderer.html("announced", chats=_queue(services, draft, at), cancelled=False))


def _queue(services: Services, draft: Announcement, at: datetime) -> int:
    """Queue it for every active chat, each once however often this is tried; returns how many chats have it."""
    parts = _parts(services, draft.text)
    audience = services.announcements.audience()
    for subscriber_id, chat_id, thread_id in audience:
        outgoing = Outgoing(
            chat_id, thread_id, "announcement", f"announcement:{draft.id}", parts, subscriber_id=subscriber_id
        )
        services.outbox.add(outgoing, due=at)
    services.announcements.sent(draft.id, at=at)
    return len(audience)


def _parts(services: Services, text: str) -> tuple[str, ...]:
    return tuple(numbered(services.renderer.html("announcement", text=text)))
