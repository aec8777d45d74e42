"""Commands that follow, and that set when the digest comes."""

from __future__ import annotations

import html
import re

from bot.asked import Asked, tidy
from briefings.errors import UnknownTopicError
from briefings.render.speech import gettext, told
from briefings.service import Answer, Choice, delivering, following, pausing
from briefings.service import watching as watches

_QUOTED = re.compile(r'["\u201c-\u201f«\uff02].+["\u201c-\u201f»\uff02]')


async def subscribe(asked: Asked) -> Answer:
    """`/subscribe iraq-us`; what is no topic may be watched."""
    try:
        return await asked.call(following.subscribe, await asked.subscriber(), asked.words, asked.now)
    except UnknownTopicError as error:
        ways_on = Choice(gettext("Watch"), f"/watch {asked.words}"), Choice(gettext("Topics"), "/topics")
        return Answer(html.escape(told(error), quote=False), ways_on)


async def unsubscribe(asked: Asked) -> Answer:
    """`/unsubscribe iraq-us`, or `all`."""
    return await asked.call(following.unsubscribe, await asked.subscriber(), asked.words, asked.now)


async def topics(asked: Asked) -> Answer:
    """`/topics`; its buttons send `/topics +iraq-us` and `/topics -iraq-us`."""
    if asked.words.startswith(("+", "-")):
        return await asked.call(following.switch_topic, await asked.subscriber(), asked.words, asked.now)
    return await asked.call(following.topics, await asked.subscriber())


async def digest(asked: Asked) -> Answer:
    """`/digest 07:30 weekdays`, or `off`; `/digest now` brings one at once."""
    if asked.words.lower() == "now":
        return await digest_now(asked)
    return await asked.call(following.set_digest, await asked.subscriber(), asked.words, asked.now)


async def timezone(asked: Asked) -> Answer:
    """`/timezone Asia/Baghdad`."""
    return await asked.call(following.set_timezone, await asked.subscriber(), asked.words, asked.now)


async def settings(asked: Asked) -> Answer:
    """`/settings`; its buttons send `/settings alerts on`."""
    if asked.words:
        return await asked.call(following.change_settings, await asked.subscriber(), asked.words.lower(), asked.now)
    return await asked.call(following.show_settings, await asked.subscriber(), asked.now)


async def stop(asked: Asked) -> Answer:
    """`/stop`: follow and watch nothing any more."""
    return await asked.call(following.stop, await asked.subscriber(), asked.now)


async def digest_now(asked: Asked) -> Answer:
    """A digest at once; the schedule stays."""
    return await asked.call(delivering.digest_now, await asked.subscriber(), asked.now)


async def watch(asked: Asked) -> Answer:
    """`/watch kataib hezbollah`, `/watch "pipeline repair"` or `/watch words: pipeline repair`."""
    said = asked.raw.strip()
    quoted = _QUOTED.fullmatch(said) is not None and tidy(said) == asked.words
    return await asked.call(watches.watch, await asked.subscriber(), asked.words, asked.now, quoted=quoted)


async def watching(asked: Asked) -> Answer:
    """`/watching`; its buttons send `/watching -12`."""
    if asked.words:
        return await asked.call(watches.drop_watch, await asked.subscriber(), asked.words)
    return await asked.call(watches.watching, await asked.subscriber())


async def unwatch(asked: Asked) -> Answer:
    """`/unwatch kataib hezbollah`, or `all`."""
    return await asked.call(watches.unwatch, await asked.subscriber(), asked.words)


async def mute(asked: Asked) -> Answer:
    """A button's `/mute 12`: leave a story out; without a number what is muted."""
    return await asked.call(watches.mute, await asked.subscriber(), asked.words, asked.now)


async def unmute(asked: Asked) -> Answer:
    """A button's `/unmute 12`, or `all`."""
    return await asked.call(watches.unmute, await asked.subscriber(), asked.words)


async def muted(asked: Asked) -> Answer:
    """`/muted`; its buttons send `/muted -12`."""
    if asked.words:
        return await asked.call(watches.drop_mute, await asked.subscriber(), asked.words)
    return await asked.call(watches.muted, await asked.subscriber())


async def alerts(asked: Asked) -> Answer:
    """`/alerts on`, or `off`."""
    return await asked.call(pausing.set_alerts, await asked.subscriber(), asked.words)


async def quiet(asked: Asked) -> Answer:
    """`/quiet 22:00-06:30`, or `off`."""
    return await asked.call(pausing.set_quiet, await asked.subscriber(), asked.words)


async def pause(asked: Asked) -> Answer:
    """`/pause 2w`, `until 3 december`, or `off`."""
    return await asked.call(pausing.set_pause, await asked.subscriber(), asked.words, asked.now)


async def resume(asked: Asked) -> Answer:
    """`/resume`: end the pause."""
    return await asked.call(pausing.set_pause, await asked.subscriber(), "off", asked.now)
