"""Commands about what is stored on a chat."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer
from briefings.service import mine as stored


async def export(asked: Asked) -> Answer:
    """`/export`: all of it, as a file."""
    return await asked.call(stored.export, asked.place.chat_id, at=asked.now)


async def forget(asked: Asked) -> Answer:
    """`/forget`: asks once, erases, confirms."""
    return await asked.call(stored.forget, asked.place.chat_id, asked.words)
