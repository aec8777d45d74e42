"""The handlers as python-telegram-bot takes them: the first that fits has the update."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from bot.desk import Desk
from bot.handlers.dispatch import on_button, on_other, on_text
from bot.handlers.membership import on_membership, on_migration

Handling = Callable[[Desk, Update], Awaitable[None]]

_NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
_ASKS_NOTHING = filters.StatusUpdate.ALL | filters.SUCCESSFUL_PAYMENT


def handlers(desk: Desk) -> list[BaseHandler[Update, Any, None]]:
    """All handlers, in the order in which they are tried."""
    return [
        MessageHandler(filters.StatusUpdate.MIGRATE, _with(desk, on_migration)),
        MessageHandler(filters.TEXT & _NEW, _with(desk, on_text)),
        MessageHandler(filters.ChatType.PRIVATE & _NEW & ~_ASKS_NOTHING, _with(desk, on_other)),
        CallbackQueryHandler(_with(desk, on_button)),
        ChatMemberHandler(_with(desk, on_membership), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def _with(desk: Desk, handling: Handling) -> Callable[[Update, Any], Any]:
    async def callback(update: Update, _context: Any) -> None:
        await handling(desk, update)

    return callback
