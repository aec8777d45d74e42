"""From an update to a command, and from its answer back into the chat."""

from __future__ import annotations

import difflib
import html
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from telegram import CallbackQuery, Message, Update

from bot import replies
from bot.asked import Asked, Place, Wording, raw_words, read_command, read_mention, read_plain
from bot.desk import Desk, is_private, place_of, thread_of
from bot.handlers import places
from bot.handlers.commands import COMMANDS, Command
from bot.handlers.rights import may_operate, refusal_of
from bot.languages import code_of
from bot.replied import replied_to
from briefings.errors import QuestionError
from briefings.render.speech import gettext, told
from briefings.service import Answer, access, welcome

_LIKE = 0.6  #: from which two commands' names may have been meant for each other


async def on_text(desk: Desk, update: Update) -> None:
    """Answer a command, in private chats plain words too, and in groups what names the bot at its beginning."""
    message, place = update.effective_message, place_of(update)
    if message is None or place is None:
        return
    wording = _wording(desk, update, message.text or message.caption or "")
    if wording is None or not _is_for(desk, update, wording):
        return
    command = COMMANDS.get(wording.command)
    if not (is_private(update) or wording.addressee) and not await _is_ours(desk, update, command):
        return
    if _too_fast(desk, update):
        return
    asked = _asked(desk, place, wording.words, update)
    async with desk.speaker.at_work(place):
        if command is not None:
            answer = await _answer(desk, update, command, asked)
        else:
            answer = await asked.call(welcome.unknown_command, wording.command, await _meant(desk, update, wording))
    await _say(desk, place, _with_a_word(desk, update, answer))


async def on_other(desk: Desk, update: Update) -> None:
    """Say in a private chat that only words are read; a command as a caption is answered."""
    message, place = update.effective_message, place_of(update)
    if message is not None and message.caption and read_command(message.caption) is not None:
        await on_text(desk, update)
    elif place is not None and not _too_fast(desk, update):
        await _say(desk, place, await _asked(desk, place, "", update).call(welcome.not_words))


async def on_button(desk: Desk, update: Update) -> None:
    """Carry out the command that a button stands for."""
    query = update.callback_query
    if query is None:
        return
    if query.message is None:  # no card has such a button: somebody made it up
        await desk.speaker.toast(query.id, gettext(replies.OLD_BUTTON), alert=True)
        return
    wording = read_command(await desk.command_of(query.data or "", query.message.chat.id) or "")
    command = COMMANDS.get(wording.command) if wording else None
    if wording is None or command is None:
        await desk.speaker.toast(query.id, gettext(replies.OLD_BUTTON), alert=True)
    elif refusal := await refusal_of(desk, update, command, wording.words):
        await desk.speaker.toast(query.id, gettext(refusal), alert=True)
    else:
        await desk.speaker.toast(query.id)
        await _carry_out(desk, update, query, command, wording)


async def _carry_out(desk: Desk, update: Update, query: CallbackQuery, command: Command, wording: Wording) -> None:
    message = query.message
    if message is None:
        return
    place = Place(message.chat.id, thread_of(message))
    async with desk.speaker.at_work(place):
        answer = await _run(desk, command, _asked(desk, place, wording.words, update))
    if command.replaces and isinstance(message, Message):
        markup = await desk.markup(answer.choices, place.chat_id)
        await desk.speaker.edit(place, message.message_id, answer.html, markup)
    else:
        await _say(desk, place, answer)


async def _answer(desk: Desk, update: Update, command: Command, asked: Asked) -> Answer:
    refusal = await refusal_of(desk, update, command, asked.words)
    if refusal is not None:
        return Answer(html.escape(gettext(refusal), quote=False))
    return await _run(desk, command, asked)


async def _run(desk: Desk, command: Command, asked: Asked) -> Answer:
    async with desk.turns:
        try:
            answer = await command.run(asked)
        except QuestionError as error:
            return Answer(html.escape(told(error), quote=False))
    owner_begins = command.name == "start" and asked.user_id in desk.services.settings.owner
    if command.operators == "owner" or command.name == "forget" or owner_begins:
        desk.ranks.set()
    return answer


async def _say(desk: Desk, place: Place, answer: Answer) -> None:
    markup = places.keyboard() if answer.asks_place else await desk.markup(answer.choices, place.chat_id)
    if answer.document is not None and not await desk.speaker.hand_over(place, answer.document):
        answer = Answer(html.escape(gettext(replies.FILE_NOT_SENT), quote=False))
    for text in answer.ahead:
        await desk.speaker.say(place, text)
    if answer.html or answer.document is None:
        await desk.speaker.say(place, answer.html, markup, answer.picture)


# --- what was written ----------------------------------------------------------------------------------------------


def _wording(desk: Desk, update: Update, text: str) -> Wording | None:
    """What a text asks for; None where it is not meant for the bot."""
    if wording := read_command(text):
        return wording
    said = read_mention(text, desk.bot.username) or (text if is_private(update) else "")
    return (read_command(said) or read_plain(said)) if said.strip() else None


async def _is_ours(desk: Desk, update: Update, command: Command | None) -> bool:
    """Whether a command in a group that names no bot is this one's: other bots have a /ban, too."""
    if command is None or command.operators is None:
        return command is not None
    return await may_operate(desk, update, command.operators)


def _is_for(desk: Desk, update: Update, wording: Wording) -> bool:
    """Whether a command is meant for this bot: in a private chat nobody else could answer it."""
    if is_private(update):
        return True
    return wording.addressee is None or wording.addressee.lower() == desk.bot.username.lower()


async def _meant(desk: Desk, update: Update, wording: Wording) -> str | None:
    """The command that a mistyped one may have meant, with its words; one of operators for them alone."""
    ranks = {rank for rank in (None, *get_args(access.Rank)) if rank is None or await may_operate(desk, update, rank)}
    offered = [name for name, command in COMMANDS.items() if command.menu and command.operators in ranks]
    near = difflib.get_close_matches(wording.command, offered, n=1, cutoff=_LIKE)
    return f"/{near[0]} {wording.words}".rstrip() if near else None


# --- who writes ----------------------------------------------------------------------------------------------------


def _too_fast(desk: Desk, update: Update) -> bool:
    """Whether somebody writes so fast that this message has to wait; it is asked again then."""
    wait = desk.throttle.wait(_writer(update), update.update_id, time.monotonic())
    if wait:
        desk.postponed[update.update_id] = wait
    return wait > 0


def _with_a_word(desk: Desk, update: Update, answer: Answer) -> Answer:
    """The answer, and to somebody who is slowed a word about it, once."""
    if not desk.throttle.word_due(_writer(update)):
        return answer
    return replace(answer, html=f"<i>{html.escape(gettext(replies.SLOWED), quote=False)}</i>\n\n{answer.html}")


def _writer(update: Update) -> int:
    """Whoever wrote; those who write as a group or channel are told apart by it, they share one user of Telegram's."""
    sender = update.effective_sender or update.effective_chat
    return sender.id if sender is not None else 0


def _asked(desk: Desk, place: Place, words: str, update: Update) -> Asked:
    user = update.effective_user
    person = f"{user.full_name} ({user.id})" if user is not None else ""
    message, chat = update.message, update.effective_chat
    return Asked(
        desk.services,
        place,
        words,
        datetime.now(UTC),
        person,
        code_of(update),
        user_id=user.id if user is not None else None,
        raw=raw_words(message.text or message.caption or "") if message is not None else words,
        replied=replied_to(update),
        bot_name=desk.bot.username,
        chat_title=(chat.title or "") if chat is not None else "",
        inline=bool(desk.bot.supports_inline_queries),
    )
