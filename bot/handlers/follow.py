"""Commands that follow, and that set when the digest comes."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, following


async def subscribe(asked: Asked) -> Answer:
    """`/subscribe iraq-us`."""
    return await asked.call(following.subscribe, await asked.subscriber(), asked.words, asked.now)


async def unsubscribe(asked: Asked) -> Answer:
    """`/unsubscribe iraq-us`, or `all`."""
    return await asked.call(following.unsubscribe, await asked.subscriber(), asked.words, asked.now)


async def topics(asked: Asked) -> Answer:
    """`/topics`; its buttons send `/topics +iraq-us` and `/topics -iraq-us`."""
    if asked.words.startswith(("+", "-")):
        return await asked.call(following.switch_topic, await asked.subscriber(), asked.words, asked.now)
    return await asked.call(following.topics, await asked.subscriber())


async def digest(asked: Asked) -> Answer:
    """`/digest 07:30 weekdays`, or `off`."""
    return await asked.call(following.set_digest, await asked.subscriber(), asked.words, asked.now)


async def timezone(asked: Asked) -> Answer:
    """`/timezone Asia/Baghdad`."""
    return await asked.call(following.set_timezone, await asked.subscriber(), asked.words, asked.now)


async def settings(asked: Asked) -> Answer:
    """`/settings`."""
    return await asked.call(following.show_settings, await asked.subscriber(), asked.now)


async def stop(asked: Asked) -> Answer:
    """`/stop`: follow nothing any more."""
    return await asked.call(following.stop, await asked.subscriber(), asked.now)
