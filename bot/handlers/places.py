"""Where somebody is: a shared location sets the time zone.

Telegram asks for it by a button below the chat, in private chats alone; the answer takes that button away.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime

from telegram import KeyboardButton, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.ext import filters

from bot.asked import Asked
from bot.desk import Desk, place_of
from briefings.errors import QuestionError
from briefings.render.speech import LANGUAGES, gettext, speaking, told
from briefings.service import Answer, places


class Declines(filters.MessageFilter):
    """What the other button below the chat says, in any language: the person's may have changed since."""

    def filter(self, message: Message) -> bool:
        """Whether somebody would rather not say where they are."""
        return message.text in {_spoken(language) for language in LANGUAGES}


def keyboard() -> ReplyKeyboardMarkup:
    """The buttons below the chat: share the location, or do not."""
    share = KeyboardButton(gettext("Share my location"), request_location=True)
    return ReplyKeyboardMarkup([[share], [_declining()]], resize_keyboard=True, one_time_keyboard=True)


async def location(asked: Asked) -> Answer:
    """`/location`, a button of `/timezone`."""
    return await asked.call(places.ask_place, await asked.subscriber())


async def on_location(desk: Desk, update: Update) -> None:
    """Set the time zone of a place that was shared in a private chat."""
    message, place = update.effective_message, place_of(update)
    if message is None or place is None or not isinstance(message, Message) or message.location is None:
        return
    asked, where = Asked(desk.services, place, "", datetime.now(UTC)), message.location
    try:
        answer = await asked.call(
            places.set_place, await asked.subscriber(), where.latitude, where.longitude, asked.now
        )
        text = answer.html
    except QuestionError as error:
        text = html.escape(told(error), quote=False)
    await desk.speaker.say(place, text, ReplyKeyboardRemove())


async def on_declined(desk: Desk, update: Update) -> None:
    """Take the buttons below the chat away."""
    place = place_of(update)
    if place is not None:
        asked = Asked(desk.services, place, "", datetime.now(UTC))
        await desk.speaker.say(place, await asked.call(places.without_place), ReplyKeyboardRemove())


def _declining() -> str:
    return gettext("No, thank you")


def _spoken(language: str) -> str:
    with speaking(language):
        return _declining()
