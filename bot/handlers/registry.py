"""The handlers as python-telegram-bot takes them: the first that fits has the update."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.desk import Desk
from bot.handlers.dispatch import on_button, on_other, on_text
from bot.handlers.gate import admitted
from bot.handlers.inline import on_inline
from bot.handlers.membership import on_membership, on_migration
from bot.handlers.places import Declines, on_declined, on_location
from bot.handlers.uploads import on_document, on_media, on_reply
from bot.languages import language_of
from briefings.render.speech import speaking

Handling = Callable[[Desk, Update], Awaitable[None]]


class _OurCard(filters.MessageFilter):
    """A card of ours that somebody put into a chat: it asks nothing."""

    def filter(self, message: Message) -> bool:
        return message.via_bot is not None and message.via_bot.id == message.get_bot().id


_NEW = (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST) & ~_OurCard()
_ALONE = filters.ChatType.PRIVATE
_ASKS_NOTHING = filters.StatusUpdate.ALL | filters.SUCCESSFUL_PAYMENT
_COPY = filters.IS_AUTOMATIC_FORWARD  #: of a channel's post in its group of comments; it was answered in the channel


def handlers(desk: Desk) -> list[BaseHandler[Update, Any, None]]:
    """All handlers, in the order in which they are tried."""
    return [
        MessageHandler(filters.StatusUpdate.MIGRATE, _with(desk, on_migration)),
        MessageHandler(_ALONE & filters.LOCATION & _NEW, _with(desk, on_location)),
        MessageHandler(_ALONE & Declines() & _NEW, _with(desk, on_declined)),
        MessageHandler(_ALONE & filters.REPLY & filters.TEXT & _NEW, _with(desk, on_reply)),
        MessageHandler(filters.TEXT & _NEW & ~_COPY, _with(desk, on_text)),
        MessageHandler(_ALONE & filters.Document.ALL & _NEW, _with(desk, on_document)),
        MessageHandler(_ALONE & (filters.PHOTO | filters.VIDEO) & _NEW, _with(desk, on_media)),
        MessageHandler(filters.ChatType.PRIVATE & _NEW & ~_ASKS_NOTHING, _with(desk, on_other)),
        CallbackQueryHandler(_with(desk, on_button)),
        InlineQueryHandler(_with(desk, on_inline)),
        ChatMemberHandler(_with(desk, on_membership), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def _with(desk: Desk, handling: Handling) -> Callable[[Update, Any], Any]:
    async def callback(update: Update, _context: Any) -> None:
        with speaking(await language_of(desk, update)):
            if await admitted(desk, update):
                await handling(desk, update)

    return callback
