"""Who gets no answer: strangers, where the bot is not open, and banned people.

Every update passes here before any handler sees it, so nothing leaks by another way in: a button, an inline query, a
deep link, a group.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import structlog
from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus

from bot.asked import Place
from bot.desk import Desk, is_private, place_of
from bot.handlers.inline import offer_nothing
from bot.replied import name_of
from bot.speaker import AnswerRefusedError
from briefings.render.speech import gettext
from briefings.service import access

log = structlog.get_logger()

_INVITATION = re.compile(rf"/start(?:@\w+)?\s+{access.LINK}([\w-]{{1,60}})\s*", re.ASCII)
_OPENING = re.compile(r"/allow(?:@\w+)?\s*", re.ASCII)
_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def admitted(desk: Desk, update: Update) -> bool:
    """Whether an update may be handled; who may not ask is told so, politely, once a day.

    Raises:
        StorageError: the database refused.
        UnsentError: the word did not leave.
    """
    if update.my_chat_member is not None:
        return await _membership(desk, update.my_chat_member)
    message = update.effective_message
    if message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id):
        old, new = message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id
        await asyncio.to_thread(access.moved, desk.services, old, new, at=datetime.now(UTC))
        return True
    code = _code(update)
    user, now = update.effective_user, datetime.now(UTC)
    if code is not None and user is not None:
        joined = await asyncio.to_thread(access.redeem, desk.services, code, user.id, name_of(user), at=now)
        if joined:
            desk.ranks.set()
    found = await _admission(desk, update)
    if found == "closed" and message is not None and _OPENING.fullmatch(message.text or ""):
        return True
    if found in {"closed", "stranger"}:
        why = "group" if found == "closed" else "invitation" if code is not None else "stranger"
        await _turn_away(desk, update, why, now)
    return found == "in"


async def _admission(desk: Desk, update: Update) -> access.Admission:
    user, chat = update.effective_user, update.effective_chat
    if chat is None:
        if user is None:
            return "banned"  # no answer could go anywhere
        return await asyncio.to_thread(access.admission, desk.services, user.id, user.id)
    return await asyncio.to_thread(access.admission, desk.services, user.id if user is not None else None, chat.id)


def _code(update: Update) -> str | None:
    """The code of the invitation that somebody opened."""
    message = update.message
    match = _INVITATION.fullmatch(message.text or "") if message is not None and is_private(update) else None
    return match[1] if match else None


async def _turn_away(desk: Desk, update: Update, why: str, now: datetime) -> None:
    """One polite line a day; a button is answered with nothing, an inline query with no result."""
    if update.callback_query is not None:
        await desk.speaker.toast(update.callback_query.id)
        return
    if update.inline_query is not None:
        said = gettext("This bot answers people who were let in")
        await offer_nothing(desk, update.inline_query.id, said, seconds=60)
        return
    place = place_of(update)
    if place is not None and await _is_meant(desk, update):
        await _say_once(desk, place, why, now)


async def _is_meant(desk: Desk, update: Update) -> bool:
    """Whether a message speaks to the bot: in groups others talk, too, and are left alone."""
    message = update.effective_message
    if message is None or (update.message is None and update.channel_post is None):
        return False
    if is_private(update):
        return True
    text = (message.text or message.caption or "").lower()
    command, _, addressee = text.split(maxsplit=1)[0].partition("@") if text.strip() else ("", "", "")
    mine = desk.bot.username.lower()
    return (command.startswith("/") and addressee in {"", mine}) or text.startswith(f"@{mine}")


async def _say_once(desk: Desk, place: Place, why: str, now: datetime) -> None:
    if not await asyncio.to_thread(desk.services.people.turn_away, place.chat_id, at=now):
        return
    try:
        await desk.speaker.say(place, desk.services.renderer.html("stranger", why=why))
    except AnswerRefusedError as error:  # a group may let its administrators alone write
        log.info("a stranger could not be told", reason=str(error))


async def _membership(desk: Desk, change: ChatMemberUpdated) -> bool:
    """Let a group in that an operator puts the bot into; who is put out or blocked is always heard."""
    if change.new_chat_member.status in _OUT:
        await asyncio.to_thread(access.put_out, desk.services, change.chat.id)
        return True
    actor, chat, now = change.from_user, change.chat, datetime.now(UTC)
    if chat.id > 0:
        return await asyncio.to_thread(access.admission, desk.services, actor.id, chat.id) == "in"
    if desk.services.settings.access != "open" and await asyncio.to_thread(access.may_operate, desk.services, actor.id):
        title = chat.title or str(chat.id)
        by = f"{actor.full_name} ({actor.id})"
        await asyncio.to_thread(access.let_in, desk.services, chat.id, title, by=by, at=now)
    found = await asyncio.to_thread(access.admission, desk.services, actor.id, chat.id)
    if found == "stranger" and change.old_chat_member.status in _OUT:
        await _say_once(desk, Place(chat.id), "stranger", now)
    return found == "in"
