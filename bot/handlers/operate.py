"""Commands of operators about people, and about the bot itself."""

from __future__ import annotations

from bot.asked import Asked
from briefings.service import Answer, access, announcing, uploading, wellbeing


async def invite(asked: Asked) -> Answer:
    """`/invite editor 5 30`: a link that lets people in."""
    return await asked.call(access.invite, asked.words, asked.bot_name, by=asked.person, at=asked.now)


async def allow(asked: Asked) -> Answer:
    """`/allow 12345`, or as a reply; in a group without words the group."""
    return await asked.call(access.allow, _who(asked, group=True), by=asked.person, at=asked.now)


async def editor(asked: Asked) -> Answer:
    """`/editor NAME`: make an editor of somebody, or a reader again."""
    return await asked.call(access.editor, _who(asked), by=asked.person, at=asked.now)


async def ban(asked: Asked) -> Answer:
    """`/ban NAME`: answer somebody no more."""
    return await asked.call(access.ban, _who(asked), by=asked.person, at=asked.now)


async def unban(asked: Asked) -> Answer:
    """`/unban NAME`; without a name those who are banned, as buttons."""
    return await asked.call(access.unban, _who(asked), by=asked.person, at=asked.now)


async def people(asked: Asked) -> Answer:
    """`/people`: who was let in."""
    return await asked.call(access.people)


async def upload(asked: Asked) -> Answer:
    """A button's `/upload 12 yes`: what becomes of a file that was sent."""
    return await asked.call(uploading.decide, asked.words, asked.place.chat_id)


async def status(asked: Asked) -> Answer:
    """`/status`: how the bot is."""
    subscriber = await asked.subscriber()
    return await asked.call(wellbeing.status, subscriber.zone, asked.now)


async def announce(asked: Asked) -> Answer:
    """`/announce TEXT`, or as an answer to a message: shown first."""
    text = asked.raw or asked.replied.text
    return await asked.call(announcing.announce, text, by=asked.person, at=asked.now)


async def announcement(asked: Asked) -> Answer:
    """A button's `/announcing 3 send`: what becomes of an announcement."""
    return await asked.call(announcing.decide, asked.words, at=asked.now)


def _who(asked: Asked, *, group: bool = False) -> access.Named | str:
    """Whom a command is about: by its words, or by the message that it answers."""
    if asked.words.strip():
        return asked.words
    if asked.replied.user_id:
        return access.Named(asked.replied.user_id, asked.replied.name)
    if group and asked.place.chat_id < 0:
        return access.Named(asked.place.chat_id, asked.chat_title or str(asked.place.chat_id))
    return ""
