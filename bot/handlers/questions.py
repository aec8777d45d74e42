"""Commands that ask."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, answering, dossiers


async def brief(asked: Asked) -> Answer:
    """`/brief iraq-us`: what happened, cited."""
    return await asked.call(answering.brief_answer, asked.words)


async def who(asked: Asked) -> Answer:
    """`/who kataib`: one entity under all its names."""
    return await asked.call(dossiers.who_answer, asked.words)


async def latest(asked: Asked) -> Answer:
    """`/latest`: what the latest issue brings."""
    return await asked.call(answering.latest_answer)


async def search(asked: Asked) -> Answer:
    """`/search pipeline`: sentences with all the words."""
    return await asked.call(answering.search_answer, asked.words)
