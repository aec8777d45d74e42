"""The first messages: `/start` with its deep links, `/help`."""

from __future__ import annotations

from dataclasses import replace

from bot.asked import Asked
from bot.handlers import follow, questions
from briefings.service import Answer
from briefings.service import welcome as saying

_LINKS = {"who": questions.who, "brief": questions.brief, "sub": follow.subscribe}


async def start(asked: Asked) -> Answer:
    """`/start`; behind a link `t.me/bot?start=who_kataib-hezbollah` the question that it stands for."""
    kind, _, subject = asked.words.partition("_")
    if subject and kind in _LINKS:
        return await _LINKS[kind](replace(asked, words=subject))
    return await asked.call(saying.start)


async def help_(asked: Asked) -> Answer:
    """`/help`: every command with an example."""
    return await asked.call(saying.help_)
