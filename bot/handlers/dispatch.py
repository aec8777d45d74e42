"""From an update to a command, and from its answer back into the chat."""

from __future__ import annotations

import asyncio
import difflib
import html
import time
from dataclasses import replace
from datetime import UTC, datetime

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot import replies
from bot.asked import Asked, Place, Wording, raw_words, read_command, read_mention, read_plain
from bot.desk import Desk, is_private, place_of, thread_of
from bot.handlers import places
from bot.handlers.commands import COMMANDS, Command
from bot.languages import code_of
from bot.replied import replied_to
from briefings.errors import QuestionError
from briefings.render.speech import gettext, told
from briefings.service import Answer, access, welcome

_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
_LIKE = 0.6  #: from which two commands' names may have been meant for each other


async def on_text(desk: Desk, update: Update) -> None:
    """Answer a command, in private chats plain words too, and in groups what names the bot at its beginning."""
    message, place = update.effective_message, place_of(update)
    if message is None or place is None:
        return
    wording = _wording(desk, update, message.text or message.caption or "")
    if wording is None or not _is_for(desk, wording):
        return
    command = COMMANDS.get(wording.command)
    if command is None and not (is_private(update) or wording.addressee):
        return
    if _too_fast(desk, update):
        return
    asked = _asked(desk, place, wording.words, update)
    async with desk.speaker.at_work(place):
        if command is not None:
            answer = await _answer(desk, update, command, asked)
        else:
            answer = await asked.call(welcome.unknown_command, wording.command, _meant(wording))
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
    if query is None or query.message is None:
        return
    wording = read_command(await desk.command_of(query.data or "", query.message.chat.id) or "")
    command = COMMANDS.get(wording.command) if wording else None
    if wording is None or command is None:
        await desk.speaker.toast(query.id, gettext(replies.OLD_BUTTON), alert=True)
    elif command.operators and not await _may_operate(desk, update, command.operators):
        await desk.speaker.toast(query.id, gettext(replies.OPERATORS_ONLY), alert=True)
    elif command.changes_with(wording.words) and not await _may_change(desk, update):
        await desk.speaker.toast(query.id, gettext(replies.ADMINISTRATORS_ONLY), alert=True)
    else:
        await desk.speaker.toast(query.id)
        await _carry_out(desk, update, query, command, wording)


async def _carry_out(desk: Desk, update: Update, query: CallbackQuery, command: Command, wording: Wording) -> None:
    message = query.message
    if message is None:
        return
    place = Place(message.chat.id, thread_of(message))
    async with desk.speaker.at_work(place):
        answer = await _run(command, _asked(desk, place, wording.words, update))
    if command.replaces and isinstance(message, Message):
        markup = await desk.markup(answer.choices, place.chat_id)
        await desk.speaker.edit(place, message.message_id, answer.html, markup)
    else:
        await _say(desk, place, answer)


async def _answer(desk: Desk, update: Update, command: Command, asked: Asked) -> Answer:
    if command.operators and not await _may_operate(desk, update, command.operators):
        return Answer(html.escape(gettext(replies.OPERATORS_ONLY), quote=False))
    if command.changes_with(asked.words) and not await _may_change(desk, update):
        return Answer(html.escape(gettext(replies.ADMINISTRATORS_ONLY), quote=False))
    return await _run(command, asked)


async def _run(command: Command, asked: Asked) -> Answer:
    try:
        return await command.run(asked)
    except QuestionError as error:
        return Answer(html.escape(told(error), quote=False))


async def _say(desk: Desk, place: Place, answer: Answer) -> None:
    markup = places.keyboard() if answer.asks_place else await desk.markup(answer.choices, place.chat_id)
    if answer.document is not None and not await desk.speaker.hand_over(place, answer.document):
        answer = Answer(html.escape(gettext(replies.FILE_NOT_SENT), quote=False))
    for text in answer.ahead:
        await desk.speaker.say(place, text)
    await desk.speaker.say(place, answer.html, markup, answer.picture)


# --- what was written ----------------------------------------------------------------------------------------------


def _wording(desk: Desk, update: Update, text: str) -> Wording | None:
    """What a text asks for; None where it is not meant for the bot."""
    if wording := read_command(text):
        return wording
    if is_private(update):
        return read_plain(text) if text.strip() else None
    said = read_mention(text, desk.bot.username)
    return (read_command(said) or read_plain(said)) if said else None


def _is_for(desk: Desk, wording: Wording) -> bool:
    return wording.addressee is None or wording.addressee.lower() == desk.bot.username.lower()


def _meant(wording: Wording) -> str | None:
    """The command that a mistyped one may have meant, with its words."""
    offered = [name for name, command in COMMANDS.items() if command.menu and not command.operators]
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
    user, chat = update.effective_user, update.effective_chat
    return user.id if user is not None else chat.id if chat is not None else 0


async def _may_change(desk: Desk, update: Update) -> bool:
    """Whether this person may change what the chat has set: in groups its administrators, anonymous ones too."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None:
        return False
    if chat.type in (ChatType.PRIVATE, ChatType.CHANNEL):
        return True
    if update.callback_query is None and isinstance(message, Message) and message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    if user is None:
        return False
    try:
        member = await desk.bot.get_chat_member(chat.id, user.id)
    except (BadRequest, Forbidden):
        return False
    return member.status in _ADMINISTRATORS


async def _may_operate(desk: Desk, update: Update, rank: access.Rank) -> bool:
    user = update.effective_user
    return await asyncio.to_thread(access.may_operate, desk.services, user.id if user is not None else None, rank)


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
