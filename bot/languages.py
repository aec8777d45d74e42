"""In which language an update is answered.

A private chat is spoken to in the language that `/language` set, else in the one that Telegram says its person uses. A
group's people may use several: it has a setting of its own, English at first.
"""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.desk import Desk, is_private, thread_of
from briefings.errors import StorageError
from briefings.render import speech
from briefings.service import Services


async def language_of(desk: Desk, update: Update) -> str:
    """The language that the answer to an update is spoken in; what Telegram says is noted for digests."""
    code = code_of(update)
    chat, user = update.effective_chat, update.effective_user
    place = chat.id if chat is not None else user.id if user is not None else None
    if place is None:
        return speech.nearest(code)
    says = speech.nearest(code) if code else None
    try:
        return await asyncio.to_thread(_known, desk.services, place, thread_of(update.effective_message), says)
    except StorageError:  # the answer will tell of it, in the language at hand
        return speech.nearest(code)


def _known(services: Services, chat_id: int, thread_id: int | None, says: str | None) -> str:
    """The language of a chat; a forum topic that none was set for is spoken to as its group."""
    language = services.subscribers.language
    known = language(chat_id, thread_id, says=says)
    if known is None and thread_id is not None:
        known = language(chat_id, None, says=says)
    return known or says or speech.ENGLISH


def code_of(update: Update) -> str | None:
    """What Telegram says of the person's language, where the person alone is spoken to: there or in inline mode."""
    user = update.effective_user
    alone = is_private(update) or update.effective_chat is None
    return user.language_code if user is not None and alone else None
