"""Commands that ask."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, answering, dossiers, shown, timelines
from briefings.service import latest as latest_issue


async def brief(asked: Asked) -> Answer:
    """`/brief iraq-us`: what happened, cited."""
    subscriber = await asked.subscriber()
    return await asked.call(answering.brief_answer, asked.words, subscriber=subscriber, now=asked.now)


async def who(asked: Asked) -> Answer:
    """`/who kataib`: one entity under all its names."""
    return await asked.call(dossiers.who_answer, asked.words)


async def timeline(asked: Asked) -> Answer:
    """`/timeline iraq-us 30d`: what happened date by date, and a picture of it."""
    return await asked.call(timelines.timeline_answer, asked.words)


async def sources(asked: Asked) -> Answer:
    """A button's `/sources 12 15`: the sentences behind the lines of an answer."""
    return await asked.call(shown.sources_answer, asked.words)


async def names(asked: Asked) -> Answer:
    """A button's `/names 12 15`: who is in an answer."""
    return await asked.call(shown.names_answer, asked.words)


async def stories(asked: Asked) -> Answer:
    """A button's `/stories 12 15`: what an answer tells, to be muted."""
    return await asked.call(shown.stories_answer, asked.words)


async def latest(asked: Asked) -> Answer:
    """`/latest`: what the latest issue brings."""
    return await asked.call(latest_issue.latest_answer)


async def search(asked: Asked) -> Answer:
    """`/search pipeline`: sentences with all the words."""
    return await asked.call(answering.search_answer, asked.words)
