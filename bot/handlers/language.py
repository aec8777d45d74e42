"""The command that sets the language."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, languages


async def language(asked: Asked) -> Answer:
    """`/language fa`, or `auto`; without words the languages as buttons."""
    return await asked.call(languages.language, await asked.subscriber(), asked.words, asked.language_code)
