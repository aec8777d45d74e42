"""From an update to a command, and from its answer back into the chat."""

from __future__ import annotations

import html
from datetime import UTC, datetime

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot import replies
from bot.asked import Asked, Place, Wording, read_command, read_plain
from bot.desk import Desk, is_private, place_of, thread_of
from bot.handlers.commands import COMMANDS, Command
from bot.keyboards import command_of, keyboard
from briefings.errors import QuestionError
from briefings.service import Answer, welcome

_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def on_text(desk: Desk, update: Update) -> None:
    """Answer a command, and in private chats plain words too."""
    message, place = update.effective_message, place_of(update)
    if message is None or place is None or not message.text:
        return
    wording = read_command(message.text)
    if wording is None and is_private(update):
        wording = read_plain(message.text)
    if wording is None or not _is_for(desk, wording):
        return
    command = COMMANDS.get(wording.command)
    if command is not None:
        await _say(desk, place, await _answer(desk, update, command, _asked(desk, place, wording.words, update)))
    elif is_private(update) or wording.addressee:
        asked = _asked(desk, place, "", update)
        await _say(desk, place, await asked.call(welcome.unknown_command, wording.command))


async def on_other(desk: Desk, update: Update) -> None:
    """Say in a private chat that only words are read."""
    place = place_of(update)
    if place is not None:
        await _say(desk, place, await _asked(desk, place, "", update).call(welcome.not_words))


async def on_button(desk: Desk, update: Update) -> None:
    """Carry out the command that a button stands for."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    wording = read_command(command_of(query.data or "") or "")
    command = COMMANDS.get(wording.command) if wording else None
    if wording is None or command is None:
        await desk.speaker.toast(query.id, replies.OLD_BUTTON, alert=True)
    elif command.operators and not _is_operator(desk, update):
        await desk.speaker.toast(query.id, replies.OPERATORS_ONLY, alert=True)
    elif command.changes_with(wording.words) and not await _may_change(desk, update):
        await desk.speaker.toast(query.id, replies.ADMINISTRATORS_ONLY, alert=True)
    else:
        await desk.speaker.toast(query.id)
        await _carry_out(desk, update, query, command, wording)


async def _carry_out(desk: Desk, update: Update, query: CallbackQuery, command: Command, wording: Wording) -> None:
    message = query.message
    if message is None:
        return
    place = Place(message.chat.id, thread_of(message))
    answer = await _run(command, _asked(desk, place, wording.words, update))
    if command.replaces and isinstance(message, Message):
        await desk.speaker.edit(place, message.message_id, answer.html, keyboard(answer.choices))
    else:
        await _say(desk, place, answer)


async def _answer(desk: Desk, update: Update, command: Command, asked: Asked) -> Answer:
    if command.operators and not _is_operator(desk, update):
        return Answer(html.escape(replies.OPERATORS_ONLY, quote=False))
    if command.changes_with(asked.words) and not await _may_change(desk, update):
        return Answer(html.escape(replies.ADMINISTRATORS_ONLY, quote=False))
    return await _run(command, asked)


async def _run(command: Command, asked: Asked) -> Answer:
    try:
        return await command.run(asked)
    except QuestionError as error:
        return Answer(html.escape(str(error), quote=False))


async def _say(desk: Desk, place: Place, answer: Answer) -> None:
    await desk.speaker.say(place, answer.html, keyboard(answer.choices), answer.picture)


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


def _is_operator(desk: Desk, update: Update) -> bool:
    """Whether an operator asks; in the sandbox everybody is one where none is named."""
    settings, user = desk.services.settings, update.effective_user
    if not settings.owner:
        return settings.telegram_token is None
    return user is not None and user.id in settings.owner


def _is_for(desk: Desk, wording: Wording) -> bool:
    return wording.addressee is None or wording.addressee.lower() == desk.bot.username.lower()


def _asked(desk: Desk, place: Place, words: str, update: Update) -> Asked:
    user = update.effective_user
    person = f"{user.full_name} ({user.id})" if user is not None else ""
    return Asked(desk.services, place, words, datetime.now(UTC), person)
