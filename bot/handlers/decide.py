"""Commands of operators that decide about names."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, deciding


async def alias(asked: Asked) -> Answer:
    """`/alias kataib = the brigades`."""
    return await asked.call(deciding.alias_answer, asked.words, _author(asked))


async def merge(asked: Asked) -> Answer:
    """`/merge kataib hezbollah = khataib hizbollah`."""
    return await asked.call(deciding.merge_answer, asked.words, _author(asked))


async def split(asked: Asked) -> Answer:
    """`/split kataib = KH`; without a name its names as buttons."""
    return await asked.call(deciding.split_answer, asked.words, _author(asked))


async def undo(asked: Asked) -> Answer:
    """`/undo 12`; without a number the last decisions."""
    return await asked.call(deciding.undo_answer, asked.words, _author(asked))


def _author(asked: Asked) -> deciding.Author:
    return deciding.Author(asked.person, asked.now)
