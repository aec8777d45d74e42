"""Chats that go and groups that move."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Update
from telegram.constants import ChatMemberStatus

from bot.desk import Desk

log = structlog.get_logger()

_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def on_membership(desk: Desk, update: Update) -> None:
    """Switch a chat off that blocked the bot or put it out; it comes back by writing."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in _OUT:
        log.info("a chat is gone", reason=change.new_chat_member.status)
        await asyncio.to_thread(desk.services.subscribers.gone, change.chat.id)


async def on_migration(desk: Desk, update: Update) -> None:
    """Bring a group's subscriptions to the supergroup that it became; both chats tell of it."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        await asyncio.to_thread(desk.services.subscribers.moved, message.chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await asyncio.to_thread(desk.services.subscribers.moved, message.migrate_from_chat_id, message.chat_id)
