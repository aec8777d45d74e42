"""Commands that hand on: the contents of an issue, and links to share."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, reading_issue, sharing


async def issue(asked: Asked) -> Answer:
    """`/issue 26`, `/issue 1 july 2020`: what stands in an issue; without words the last ones as buttons."""
    return await asked.call(reading_issue.issue_answer, asked.words)


async def share(asked: Asked) -> Answer:
    """`/share kataib`: links that ask for it; without a name those to the bot."""
    bot = sharing.Bot(asked.bot_name, inline=asked.inline)
    return await asked.call(sharing.share, asked.words, bot, now=asked.now)
