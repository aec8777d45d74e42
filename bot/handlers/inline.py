"""Inline mode: `@bot kataib` in any chat offers cards to put there."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import TelegramError

from bot import outcomes
from bot.asked import read_command, read_plain, tidy
from bot.desk import Desk
from briefings.render.speech import gettext
from briefings.service import cards
from briefings.service.cards import Card
from briefings.service.sharing import Bot

log = structlog.get_logger()

_KEPT_SECONDS = 30  #: that Telegram may answer the same person's same query by itself
_OFFSET = re.compile(r"[0-9]{1,3}")
_ASKING = frozenset({"brief", "who", "timeline", "search"})  #: commands whose words are a subject
_NO_PAYLOAD = "start"


async def on_inline(desk: Desk, update: Update) -> None:
    """Offer cards for what is typed behind the bot's name."""
    query = update.inline_query
    if query is None:
        return
    after = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
    about = _subject(query.query)
    async with desk.turns:
        found = await asyncio.to_thread(cards.cards, desk.services, about, after=after, now=datetime.now(UTC))
    bot = Bot(desk.bot.username, inline=True)
    try:
        await desk.bot.answer_inline_query(
            query.id,
            [_article(bot, card) for card in found.cards],
            cache_time=_KEPT_SECONDS,
            is_personal=True,
            next_offset=str(found.more) if found.more is not None else None,
            button=InlineQueryResultsButton(found.hint, start_parameter=found.payload or _NO_PAYLOAD)
            if found.hint
            else None,
        )
    except TelegramError as error:
        if not outcomes.is_late(error):
            log.warning("an inline query was not answered", reason=error.message)


async def offer_nothing(desk: Desk, query_id: str, why: str, *, seconds: int) -> None:
    """Offer no card, and a button that says why; Telegram may say so again by itself for so many seconds."""
    button = InlineQueryResultsButton(why, start_parameter=_NO_PAYLOAD)
    try:
        await desk.bot.answer_inline_query(query_id, [], cache_time=seconds, is_personal=True, button=button)
    except TelegramError as error:
        if not outcomes.is_late(error):
            log.info("an inline query was not answered", reason=error.message)


def _subject(text: str) -> str:
    """What a query is about, however it is put: "who is kadhimi?", "/brief iraq-us", "latest"."""
    wording = read_command(text) or read_plain(text)
    if wording.command == "latest":
        return ""
    return wording.words if wording.command in _ASKING else tidy(text)


def _article(bot: Bot, card: Card) -> InlineQueryResultArticle:
    """A card as Telegram offers it; the link under its message leads into a private chat."""
    more = InlineKeyboardButton(gettext("Ask Dragoman"), url=bot.link(card.payload))
    return InlineQueryResultArticle(
        card.id,
        card.title,
        InputTextMessageContent(card.html),
        description=card.description,
        reply_markup=InlineKeyboardMarkup([[more]]),
    )
