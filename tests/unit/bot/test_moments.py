"""Times that each reader sees in their own zone, and servers that do not know them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.sandbox import Message, Person, Sandbox
from bot.sandbox.entities import Entity
from bot.sandbox.faults import Fault
from briefings.render.telegram_html import moment, plain, without_moments
from tests.builders import NOON
from tests.unit.bot.support import Serving, ask

REFUSAL = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 38'


def moments(message: Message) -> list[Entity]:
    return [entity for entity in message.content.entities if entity.type == "date_time"]


@pytest.mark.usefixtures("bot")
async def test_the_next_digest_is_a_moment_that_says_itself_in_words_too(ada: Person) -> None:
    await ask(ada, "/timezone Asia/Baghdad")
    await ask(ada, "/subscribe acme-bolt")
    answer = await ask(ada, "/digest 07:30")
    [entity] = moments(answer)

    assert entity.unix_time is not None
    assert entity.unix_time % 86_400 == (4 * 60 + 30) * 60
    assert entity.date_time_format == "wDt"
    assert answer.text[entity.offset : entity.offset + entity.length].endswith(", 07:30 (Asia/Baghdad)")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("language", ["ar", "fa", "fr", "ru"])
async def test_a_moment_stands_in_a_sentence_of_any_language(ada: Person, language: str) -> None:
    await ask(ada, "/subscribe acme-bolt")
    await ask(ada, f"/language {language}")
    [entity] = moments(await ask(ada, "/digest 07:30"))

    assert entity.unix_time is not None
    assert entity.unix_time % 86_400 == (7 * 60 + 30) * 60


async def test_a_server_that_does_not_know_moments_gets_words_and_the_rest_as_it_was(
    serving: Serving, sandbox: Sandbox, ada: Person, log: io.StringIO
) -> None:
    refused: list[str] = []

    def meet(_method: str, values: Mapping[str, Any]) -> Fault | None:
        text = str(values.get("text", ""))
        if "<tg-time" not in text:
            return None
        refused.append(text)
        return Fault(status=400, description=REFUSAL)

    sandbox.faults.hook = meet
    async with serving():
        await ask(ada, "/subscribe acme-bolt")
        first, second = await ask(ada, "/digest 07:30"), await ask(ada, "/settings")

    for answer in (first, second):
        assert moments(answer) == []
        assert ", 07:30 (UTC)" in answer.text
        assert any(entity.type == "bold" for entity in answer.content.entities)
    assert len(refused) == 1
    assert log.getvalue().count("own zone") == 1


async def test_another_refusal_teaches_nothing(serving: Serving, sandbox: Sandbox, ada: Person) -> None:
    faults = [Fault(status=400, description="Bad Request: can't parse entities: something else")] * 2

    def meet(method: str, values: Mapping[str, Any]) -> Fault | None:
        return faults.pop() if faults and method == "sendmessage" and "Set." in str(values) else None

    sandbox.faults.hook = meet
    async with serving():
        await ask(ada, "/subscribe acme-bolt")
        assert moments(await ask(ada, "/digest 07:30")) == []
        assert len(moments(await ask(ada, "/digest 08:30"))) == 1


def test_a_moment_is_escaped_and_taken_out_of_html_and_of_json() -> None:
    told = moment(NOON, "1 < 2 & “noon”")

    assert plain(told) == "1 < 2 & “noon”"
    assert without_moments(f"<b>{told}</b>") == "<b>1 &lt; 2 &amp; “noon”</b>"
    assert json.loads(without_moments(json.dumps([str(told)]))) == ["1 &lt; 2 &amp; “noon”"]
