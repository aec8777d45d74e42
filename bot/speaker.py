"""Answers to what people asked: split, paced, and sent in order before any bulk.

An answer is sent at once and kept nowhere. Where it surely did not leave, `UnsentError` says so, and the question stays
open; where nobody can tell, it is not said again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import outcomes
from bot.asked import Place
from bot.budget import Budget
from briefings.model import AnswerLost, Blocked, FloodWait, Migrated, NotSent, Outcome, Refused, Sent, TopicClosed
from briefings.ports import Subscribers
from briefings.render.telegram_html import numbered, plain
from briefings.service import Document, Picture

log = structlog.get_logger()

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

_PATIENCE = 5.0  #: seconds that one answer may wait for Telegram before its question is put back
_CALLS = 16  #: answers being sent at once: no more of them are in doubt when the bot is killed
_MOMENT = 0.6  #: seconds after which an answer that is still being made shows that it is
_SHOWN = 4.5  #: seconds; core.telegram.org/bots/api#sendchataction shows it for five
_PAUSES = (0.5, 1.0, 2.0)  #: seconds between tries where no connection was made


class UnsentError(Exception):
    """Nothing of an answer left; try again after `seconds`."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


class AnswerRefusedError(Exception):
    """Telegram refused an answer, and its plain text too."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an answer."""

    place: Place
    text: str
    markup: Markup | None = None
    html: bool = True
    photo: bytes | None = None  #: then `text` is its caption
    file: Document | None = None  #: as well


class Speaker:
    """Says and edits answers within the bot's budget."""

    def __init__(self, bot: Bot, budget: Budget, subscribers: Subscribers) -> None:
        self._bot = bot
        self._budget = budget
        self._subscribers = subscribers
        self._calls = asyncio.Semaphore(_CALLS)

    async def say(self, place: Place, html: str, markup: Markup | None = None, picture: Picture | None = None) -> None:
        """Send an answer in as many parts as it needs, a picture first; buttons stand under the last.

        A picture that is refused (a group may forbid them) is left out.

        Raises:
            UnsentError: nothing of it was sent.
            AnswerRefusedError: Telegram does not take it.
        """
        texts = numbered(html)
        shown = picture is not None and await self._show(place, picture)
        for number, text in enumerate(texts, start=1):
            last = number == len(texts)
            try:
                place = await self._say_part(Part(place, text, markup if last else None))
            except UnsentError as error:
                if number == 1 and not shown:
                    raise
                log.warning("the rest of an answer was not sent", reason=str(error), part=number, parts=len(texts))
                return
            place = replace(place, reply_to=None)

    async def _show(self, place: Place, picture: Picture) -> bool:
        """Send a picture; False where Telegram does not take it here: a group may forbid them.

        Raises:
            UnsentError: it was not sent.
        """
        try:
            await self._say_part(Part(place, picture.caption, html=False, photo=picture.png))
        except AnswerRefusedError as error:
            log.warning("Telegram refused a picture; its words go alone", reason=str(error))
            return False
        return True

    async def edit(self, place: Place, message_id: int, html: str, markup: InlineKeyboardMarkup | None) -> None:
        """Put an answer in the place of an earlier one; as a new message where that is gone or the text too long."""
        texts = numbered(html)
        if len(texts) != 1:
            await self.say(place, html, markup)
            return
        await self._budget.answer_turn(place.chat_id)
        editing = self._bot.edit_message_text(texts[0], place.chat_id, message_id, reply_markup=markup)
        match await outcomes.outcome_of(editing):
            case Sent():
                return
            case AnswerLost(reason):
                log.warning("nobody knows whether an edit went through", reason=reason)
            case Blocked() as gone:
                await self._gone(place, gone)
            case Refused(reason) if outcomes.is_unchanged(reason):
                return
            case _:
                await self.say(place, html, markup)

    async def begin(self, place: Place, html: str) -> int | None:
        """Send a short message that will be edited; returns its id, None where nobody knows whether it went.

        Raises:
            UnsentError: it was not sent.
        """
        return await self._say_once(Part(place, html))

    async def amend(self, place: Place, message_id: int, html: str) -> float:
        """Edit a message if that is possible just now; returns the seconds that Telegram asks to wait before another.

        Nothing depends on such an edit: what is refused or lost is left.
        """
        await self._budget.answer_turn(place.chat_id)
        outcome = await outcomes.outcome_of(self._bot.edit_message_text(html, place.chat_id, message_id))
        if isinstance(outcome, FloodWait):
            self._budget.flood(outcome.seconds)
            return outcome.seconds
        return 0.0

    async def hand_over(self, place: Place, file: Document) -> bool:
        """Send a file; False where it did not surely arrive.

        Raises:
            UnsentError: it was not sent.
        """
        return await self._say_once(Part(place, file.caption, html=False, file=file)) is not None

    @asynccontextmanager
    async def at_work(self, place: Place) -> AsyncIterator[None]:
        """Show in the chat that an answer is being written, where it takes longer than a moment."""
        showing = asyncio.create_task(self._show_work(place))
        try:
            yield
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing

    async def _show_work(self, place: Place) -> None:
        """Say so again and again: Telegram shows it for five seconds. Where it is not taken, it is left."""
        await asyncio.sleep(_MOMENT)
        with suppress(TelegramError):
            while True:
                await self._bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id)
                await asyncio.sleep(_SHOWN)

    async def toast(self, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
        """Answer a pressed button; that it is too late, or the connection gone, hurts nobody."""
        try:
            await self._bot.answer_callback_query(query_id, text, show_alert=alert)
        except TelegramError as error:
            if not outcomes.is_late(error):
                log.info("a pressed button was not answered", reason=error.message)

    async def _say_once(self, part: Part) -> int | None:
        """Send a message, and nothing in its stead; returns its id, None where it did not surely arrive.

        Raises:
            UnsentError: it was not sent, and may be later.
        """
        match await self._send(part):
            case Sent(message_id):
                return message_id
            case FloodWait(seconds):
                self._budget.flood(seconds)
                raise UnsentError("flood wait", seconds)
            case NotSent(reason):
                raise UnsentError(reason, _PATIENCE)
            case Blocked() as gone:
                await self._gone(part.place, gone)
            case outcome:
                log.warning("a message was not sent", reason=getattr(outcome, "reason", type(outcome).__name__))
        return None

    async def _say_part(self, part: Part) -> Place:
        """Send one part; returns where it went, a group may have moved."""
        waited = 0.0
        pauses = iter(_PAUSES)
        while True:
            outcome = await self._send(part)
            match outcome:
                case Sent():
                    return part.place
                case FloodWait(seconds):
                    self._budget.flood(seconds)
                    pause = seconds
                case NotSent(reason):
                    pause = next(pauses, _PATIENCE)
                case _:
                    mended = await self._mended(part, outcome)
                    if mended is None:
                        return part.place
                    part, pause = mended, 0.0
            waited += pause
            if waited > _PATIENCE:
                reason = getattr(outcome, "reason", "flood wait")
                raise UnsentError(reason, max(pause, _PATIENCE))
            await asyncio.sleep(pause)

    async def _send(self, part: Part) -> Outcome:
        await self._budget.answer_turn(part.place.chat_id)
        async with self._calls:
            return await outcomes.outcome_of(self._call(part))

    def _call(self, part: Part) -> Coroutine[Any, Any, Message]:
        place = part.place
        reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
        more: dict[str, Any] = {"message_thread_id": place.thread_id, "reply_markup": part.markup}
        if not part.html:
            more["parse_mode"] = None
        if part.file is not None:
            return self._bot.send_document(
                place.chat_id, part.file.data, part.text, filename=part.file.name, reply_parameters=reply, **more
            )
        if part.photo is None:
            return self._bot.send_message(place.chat_id, part.text, reply_parameters=reply, **more)
        return self._bot.send_photo(place.chat_id, part.photo, caption=part.text, reply_parameters=reply, **more)

    async def _mended(self, part: Part, outcome: Outcome) -> Part | None:
        """What to send instead of what surely did not go; None where there is nothing more to do."""
        match outcome:
            case Migrated(chat_id):
                await asyncio.to_thread(self._subscribers.moved, part.place.chat_id, chat_id)
                return replace(part, place=Place(chat_id, part.place.thread_id))
            case TopicClosed() if part.place.thread_id is not None:
                return replace(part, place=replace(part.place, thread_id=None))
            case Blocked():
                await self._gone(part.place, outcome)
                return None
            case Refused(reason) if part.html:
                log.error("Telegram refused the HTML of an answer; sending it plain", reason=reason)
                return replace(part, text=plain(part.text), html=False)
            case AnswerLost(reason):
                log.warning("nobody knows whether an answer went", reason=reason)
                return None
            case _:
                raise AnswerRefusedError(getattr(outcome, "reason", type(outcome).__name__))

    async def _gone(self, place: Place, outcome: Blocked) -> None:
        log.info("a chat is gone", reason=outcome.reason)
        await asyncio.to_thread(self._subscribers.gone, place.chat_id)
