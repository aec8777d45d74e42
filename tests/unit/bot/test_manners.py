"""Manners over the wire: one answer to one message, a sign of work, a word to who is too fast, the nearest command."""

from __future__ import annotations

import io
import threading

import pytest
from PIL import Image

from bot import speaker, throttle
from bot.sandbox import Person, Sandbox, actions
from bot.sandbox.wire import user_json
from briefings.service import Answer, Services, answering
from tests.unit.bot.support import ask, until, with_settings

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/breif acme-bolt", "/brief acme-bolt"),
        ("/subcribe acme-bolt", "/subscribe acme-bolt"),
        ("/hlep", "/help"),
        ("/time zone", "/timezone zone"),
    ],
)
async def test_a_mistyped_command_offers_the_nearest_and_its_button_asks_it(
    ada: Person, typed: str, meant: str
) -> None:
    answer = await ask(ada, typed)

    assert f"Did you mean {meant}?" in answer.text
    assert meant in answer.buttons


async def test_an_edited_command_is_answered_once(ada: Person) -> None:
    asked = await ada.send("/who acme")
    await ada.wait_for_answer()

    await ada.edit(asked, "/who bolt")
    await ada.send("/help")

    assert "/brief" in (await ada.wait_for_answer()).text
    assert len(ada.answers) == 2


async def test_a_command_under_a_picture_is_answered(ada: Person) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")

    await ada.send_photo(picture.getvalue(), "/who acme")

    assert (await ada.wait_for_answer()).text.startswith("Acme")


async def test_a_question_that_names_the_bot_in_a_group_is_answered(sandbox: Sandbox, ada: Person) -> None:
    group = sandbox.group("Gulf desk", ada)
    group.add_bot(ada, "administrator")

    await ada.send("@someone_else who is acme?", to=group)
    await ada.send("@Dragoman_sandbox_bot, who is acme?", to=group)

    assert (await ada.wait_for_answer(to=group)).text.startswith("Acme")


async def test_who_writes_too_fast_is_slowed_with_one_word_and_every_question_answered_once(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "APART", 0.05)
    many = throttle.MOST + 4

    for _ in range(many):
        await ada.send("/settings")
    answers = [await ada.wait_for_answer() for _ in range(many)]

    assert len(ada.answers) == many
    words = [place for place, answer in enumerate(answers) if "You ask very fast" in answer.text]
    assert words == [throttle.MOST]
    assert (await ask(ben, "/who acme")).text.startswith("Acme")


async def test_a_slow_answer_shows_that_it_is_being_made(
    sandbox: Sandbox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaker, "_MOMENT", 0.01)
    typing = threading.Event()
    sandbox.world.listeners.add(lambda change: typing.set() if change.detail.get("action") == "typing" else None)

    def slow(_services: Services, query: str, **_: object) -> Answer:
        assert typing.wait(5)
        return Answer(query)

    monkeypatch.setattr(answering, "brief_answer", slow)

    assert (await ask(ada, "/brief acme")).text == "acme"


async def test_where_the_sign_of_work_is_not_taken_the_answer_comes_all_the_same(
    sandbox: Sandbox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaker, "_MOMENT", 0.0)
    sandbox.fail_next("sendChatAction", 500, times=10)

    assert "Acme bought Bolt" in (await ask(ada, "/brief acme-bolt")).text


async def test_a_forwarded_command_is_answered_but_changes_nothing(ada: Person, ben: Person) -> None:
    await ask(ada, "/subscribe bolt")
    group = ada.world.chats[ben.id]
    asked, stop = [actions.say(ben.world, actions.Seat(ben.user, group), text) for text in ("/who acme", "/stop")]

    await ada.forward(asked)
    assert (await ada.wait_for_answer()).text.startswith("Acme")
    await ada.forward(stop)
    assert "forwarded" in (await ada.wait_for_answer()).text
    assert "✓ All of Bolt" in (await ask(ada, "/topics")).buttons


async def test_what_another_bot_put_into_the_chat_is_answered_and_a_card_of_ours_is_not(
    ada: Person, sandbox: Sandbox
) -> None:
    query = await ada.inline("acme")
    ada.choose(query, (query.results or ())[0])
    chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
    file = {"file_id": "x", "file_unique_id": "1", "duration": 1, "width": 9, "height": 9}
    other = {"id": 5, "is_bot": True, "first_name": "gif", "username": "gif"}
    message = {"message_id": 900, "date": 1, "chat": chat, "from": user_json(ada.user), "animation": file}
    sandbox.world.updates.add("message", {**message, "via_bot": other})

    assert "words only" in (await ada.wait_for_answer()).text
    assert [answer.text[:12] for answer in ada.answers] == ["I can read w"]


async def test_a_button_that_names_another_persons_things_does_nothing_to_them(
    ada: Person, ben: Person, sandbox: Sandbox, services: Services
) -> None:
    with_settings(services, sandbox.person("Ola"))
    await ask(ada, "/watch acme")
    mine = await ask(ada, "/watching")
    for data in ("c:/watching -1", "c:/unwatch 1", "c:/upload 1 yes", "c:/announcing 1 send", "c:/people", "n:1"):
        chat = {"id": ben.id, "type": "private", "first_name": "Ben"}
        message = {"message_id": 1, "date": 1, "chat": chat, "text": "x"}
        forged = {"id": "9", "from": user_json(ben.user), "chat_instance": "1", "message": message, "data": data}
        sandbox.world.updates.add("callback_query", forged)
    theirs = {**forged, "message": {**message, "chat": {**chat, "id": ada.id}}, "data": "c:/forget yes"}
    sandbox.world.updates.add("callback_query", theirs)
    await ask(ben, "/who acme")
    await until(lambda: not services.inbox.open())

    assert (await ask(ada, "/watching")).text == mine.text
    assert not any("Ada" in answer.text for answer in ben.answers)
