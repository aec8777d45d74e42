"""Who may have which command where."""

from __future__ import annotations

import asyncio

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot import replies
from bot.desk import Desk, is_private
from bot.handlers.commands import Command
from briefings.service import access

_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def refusal_of(desk: Desk, update: Update, command: Command, words: str) -> str | None:
    """Why somebody may not have a command here; None where they may.

    Args:
        desk: where they ask.
        update: the message, or the button that was pressed.
        command: what it stands for.
        words: those behind the command.
    """
    pressed, chat, message = update.callback_query is not None, update.effective_chat, update.message
    if command.operators and not await may_operate(desk, update, command.operators):
        return replies.OPERATORS_ONLY
    if command.alone and not is_private(update):
        return replies.ALONE_ONLY
    if pressed and chat is not None and chat.type == ChatType.CHANNEL:
        return None if await _may_change(desk, update) else replies.CHANNEL_READERS
    turns_panel = pressed and command.replaces and command.changes != "nothing"
    if not turns_panel and not command.changes_with(words):
        return None
    if not await _may_change(desk, update):
        return replies.ADMINISTRATORS_ONLY
    return replies.FORWARDED if message is not None and message.forward_origin is not None else None


async def may_operate(desk: Desk, update: Update, rank: access.Rank) -> bool:
    """Whether who writes or presses is an operator of a rank."""
    user = update.effective_user
    return await asyncio.to_thread(access.may_operate, desk.services, user.id if user is not None else None, rank)


async def _may_change(desk: Desk, update: Update) -> bool:
    """Whether they may change what the chat has set: in groups its administrators, anonymous ones too."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None:
        return False
    if update.channel_post is not None:
        return True  # a channel's posts are its administrators'
    if update.callback_query is None and isinstance(message, Message) and message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    if user is None or chat.type == ChatType.PRIVATE:
        return user is not None and user.id == chat.id
    try:
        member = await desk.bot.get_chat_member(chat.id, user.id)
    except (BadRequest, Forbidden):
        return False
    return member.status in _ADMINISTRATORS
