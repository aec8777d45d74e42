"""Chats that come and go, and groups that move."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Chat, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.asked import Place
from bot.desk import Desk
from bot.speaker import AnswerRefusedError

log = structlog.get_logger()

_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def on_membership(desk: Desk, update: Update) -> None:
    """Switch a chat off that blocked the bot or put it out, it comes back by writing; say hello to a new group."""
    change = update.my_chat_member
    if change is None:
        return
    if change.new_chat_member.status in _OUT:
        log.info("a chat is gone", reason=change.new_chat_member.status)
        await asyncio.to_thread(desk.services.subscribers.gone, change.chat.id)
    elif change.old_chat_member.status in _OUT and change.chat.type != ChatType.PRIVATE:
        await greet(desk, change.chat)


async def greet(desk: Desk, chat: Chat) -> None:
    """One short hello that says how a group follows; where the bot may not write, nothing is lost."""
    channel, forum = chat.type == ChatType.CHANNEL, bool(chat.is_forum)
    hello = await asyncio.to_thread(desk.services.renderer.html, "hello_group", channel=channel, forum=forum)
    try:
        await desk.speaker.say(Place(chat.id), hello)
    except AnswerRefusedError as error:
        log.info("a hello was not taken", reason=str(error))


async def on_migration(desk: Desk, update: Update) -> None:
    """Bring a group's subscriptions to the supergroup that it became; both chats tell of it."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        await asyncio.to_thread(desk.services.subscribers.moved, message.chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await asyncio.to_thread(desk.services.subscribers.moved, message.migrate_from_chat_id, message.chat_id)
