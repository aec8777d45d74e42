"""The first messages: `/start` with its deep links, `/help`."""

from __future__ import annotations

from dataclasses import replace

from bot.asked import Asked
from bot.handlers import follow, questions
from briefings.errors import QuestionError
from briefings.service import Answer, access, sharing
from briefings.service import welcome as saying

_INVITED = "inv"  #: the gate has let them in by then
_LINKS = {"who": questions.who, "brief": questions.brief, "sub": follow.subscribe}


async def start(asked: Asked) -> Answer:
    """`/start`; behind a link `t.me/bot?start=who_kataib-hezbollah` the question that it stands for."""
    kind, _, subject = asked.words.partition("_")
    if asked.words == sharing.LATEST:
        return await questions.latest(asked)
    if subject and kind in _LINKS:
        meant = await asked.call(sharing.subject_of, kind, subject)
        if meant is None:
            raise QuestionError("This link is too old. Ask anew, or send /help.")
        return await _LINKS[kind](replace(asked, words=meant))
    answer = await asked.call(saying.start)
    if kind == _INVITED and subject:
        answer = replace(answer, html=f"{await asked.call(access.greeting, asked.user_id)}\n\n{answer.html}")
    return answer


async def help_(asked: Asked) -> Answer:
    """`/help`: every command that who asks may use, with an example."""
    return await asked.call(saying.help_, await asked.call(access.rank_of, asked.user_id))
