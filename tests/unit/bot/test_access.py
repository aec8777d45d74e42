"""Who may ask and who may operate, over the wire: invitations, lists, bans, strangers."""

from __future__ import annotations

import re

import pytest

from bot.sandbox import Message, Person, Sandbox
from bot.sandbox.wire import user_json
from briefings.model import Person as Account
from briefings.service import Services, access
from tests.builders import NOON
from tests.unit.bot.support import Serving, ask, until, with_settings

OLA = "Ola"


@pytest.fixture
def ola(sandbox: Sandbox) -> Person:
    """The owner."""
    return sandbox.person(OLA)


def code_in(message: Message) -> str:
    match = re.search(r"start=(inv_[\w-]{22})", message.text)
    assert match is not None
    return match[1]


async def settled(ola: Person, services: Services) -> None:
    """Wait until everything that was sent before is answered."""
    await ask(ola, "/who acme")
    await until(lambda: not services.inbox.open())


async def test_a_stranger_is_told_once_and_learns_nothing(
    ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "invitation")
    async with serving():
        told = await ask(ada, "/brief acme-bolt")
        for text in ("/who acme", "/start who_acme", "/start", "what is new?", "/status", "/people", "/help"):
            await ada.send(text)
        await ada.send_document("a.txt", b"text")
        await settled(ola, services)

    assert "invited" in told.text
    assert "Acme" not in told.text
    assert len(ada.answers) == 1
    assert services.subscribers.following() == ()


async def test_a_stranger_learns_nothing_by_an_old_button_or_inline(
    ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola)
    async with serving():
        panel = await ask(ada, "/topics")
        assert services.subscribers.get(ada.id, None, zone="UTC", now=NOON).active
        object.__setattr__(services, "settings", services.settings.model_copy(update={"access": "list"}))
        before = len(ada.answers)
        pressed = await ada.press(panel, "All of Bolt").answered()
        await settled(ola, services)

    assert pressed.text == ""
    assert len(ada.answers) == before
    assert services.subscribers.following("bolt") == ()


async def test_an_invitation_lets_in_as_many_as_it_says(
    ada: Person, ben: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "invitation")
    async with serving():
        link = await ask(ola, "/invite")
        joined = await ask(ada, f"/start {code_in(link)}")
        answered = await ask(ada, "/who acme")
        refused = await ask(ben, f"/start {code_in(link)}")
        again = await ask(ada, f"/start {code_in(link)}")

    assert f"https://t.me/dragoman_sandbox_bot?start={code_in(link)}" in link.text
    assert joined.text.startswith("Welcome: you may ask me now")
    assert answered.text.startswith("Acme")
    assert "does not stand any more" in refused.text
    assert again.text.startswith("Welcome")


async def test_an_editor_operates_and_an_owner_makes_one(
    ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola)
    async with serving():
        link = await ask(ola, "/invite editor 2 3")
        assert "operator" in (await ask(ada, f"/start {code_in(link)}")).text
        merged = await ask(ada, "/merge acme = bolt")
        refused = await ask(ada, "/invite")
        people = await ask(ola, "/people")
        ola.press(people, "Ada (@ada): reader again")
        demoted = await ola.wait_for_answer()
        no_longer = await ask(ada, "/undo 1")

    assert "one with" in merged.text
    assert "Only operators" in refused.text
    assert "Ada (@ada) — " in people.text
    assert "· editor" in people.text
    assert "reader again" in demoted.text
    assert "Only operators" in no_longer.text


async def test_a_banned_person_hears_nothing_and_may_come_back(
    ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola)
    async with serving():
        await ask(ada, "/subscribe bolt")
        banned = await ask(ola, f"/ban {ada.id}")
        for text in ("/who acme", "/start", "hello"):
            await ada.send(text)
        await settled(ola, services)
        heard = len(ada.answers)
        followed = services.subscribers.following("bolt")
        ola.press(banned, "Unban")
        await ola.wait_for_answer()
        back = await ask(ada, "/who acme")

    assert "is banned" in banned.text
    assert heard == 1
    assert followed == ()
    assert back.text.startswith("Acme")


async def test_owners_are_not_banned(ola: Person, services: Services, serving: Serving) -> None:
    with_settings(services, ola)
    async with serving():
        assert "cannot be banned" in (await ask(ola, f"/ban {ola.id}")).text


async def test_a_person_is_let_in_and_banned_by_an_answer_to_their_message(
    sandbox: Sandbox, ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "list")
    async with serving():
        group = sandbox.group("Desk", ola, ada)
        said = await ada.send("/who acme", to=group)
        await ada.wait_for_answer(to=group)
        await ola.send("/allow", to=group, reply_to=said)
        assert "may ask me now" in (await ola.wait_for_answer(to=group)).text
        alone = await ask(ada, "/who acme")
        await ola.send("/ban", to=group, reply_to=said)
        await ola.wait_for_answer(to=group)
        await ada.send("/who acme", to=group)
        await settled(ola, services)

    assert alone.text.startswith("Acme")
    assert sum(message.from_bot for message in group.messages if not message.service) == 3


async def test_a_group_is_open_where_an_operator_puts_the_bot_in(
    sandbox: Sandbox, ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "invitation")
    async with serving():
        opened = sandbox.group("Ours", ola, ada)
        strange = sandbox.group("Theirs", ada, ola)
        await ada.send("/who acme", to=opened)
        answer = await ada.wait_for_answer(to=opened)
        told = await ola.wait_for_answer(to=strange)
        await ada.send("/who acme", to=strange)
        await ada.send("/latest", to=strange)
        await ola.send("/allow", to=strange)
        allowed = await ola.wait_for_answer(to=strange)
        await ada.send("/who acme", to=strange)
        after = await ada.wait_for_answer(to=strange)

    assert answer.text.startswith("Acme")
    assert "invited" in told.text
    assert "Theirs" in allowed.text
    assert after.text.startswith("Acme")
    assert not any("Bolt" in message.text for message in strange.messages if message.from_bot and message != after)


async def test_a_group_that_is_upgraded_stays_open_and_one_that_puts_the_bot_out_does_not(
    sandbox: Sandbox, ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "list")
    async with serving():
        group = sandbox.group("Small", ola, ada, kind="group")
        await ola.send("/who acme", to=group)
        await ola.wait_for_answer(to=group)
        larger = group.migrate()
        await ada.send("/who acme", to=larger)
        answer = await ada.wait_for_answer(to=larger)
        larger.remove_bot(ola)
        larger.add_bot(ada)
        refused = await ada.wait_for_answer(to=larger)

    assert answer.text.startswith("Acme")
    assert "invited" in refused.text


@pytest.mark.parametrize(
    "text",
    [
        "/invite everybody", "/invite 0", "/invite 5000", "/invite 1 900", "/invite 1 2 3", "/allow", "/allow zed",
        "/editor", "/editor nobody", "/ban", "/ban 99999999999999999999", "/unban", "/unban x", "/allow 0",
        "/editor -100123", "/ban \u202e<b>&\u0338", "/invite " + "9" * 400,
    ],
)  # fmt: skip
async def test_half_a_wish_says_what_is_missing(ola: Person, services: Services, serving: Serving, text: str) -> None:
    with_settings(services, ola)
    async with serving():
        answer = await ask(ola, text)

    assert answer.text
    assert "went wrong" not in answer.text
    assert services.people.all() == ()


async def test_who_followed_while_the_bot_was_open_gets_no_digest_once_it_is_closed(
    ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola)
    async with serving():
        await ask(ada, "/subscribe bolt")
        await ask(ola, "/subscribe bolt")
    with_settings(services, ola, "list")
    async with serving():
        await settled(ola, services)

    assert [subscriber.chat_id for subscriber in services.subscribers.following("bolt")] == [ola.id]


async def test_whose_message_an_owner_forwards_is_let_in(
    ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "list")
    async with serving():
        said = await ada.send("please let me in")
        await ada.wait_for_answer()
        forwarded = await ola.forward(said)
        await ola.send("/allow", reply_to=forwarded)
        allowed = await ola.wait_for_answer(where=lambda message: "may ask me now" in message.text)
        answer = await ask(ada, "/who acme")
        ola.press(allowed, "Ada (@ada): editor")
        await ola.wait_for_answer(where=lambda message: "is an editor now" in message.text)

    assert answer.text.startswith("Acme")
    person = services.people.get(ada.id)
    assert person is not None
    assert (person.name, person.role) == ("Ada (@ada)", "editor")


async def test_a_channel_is_open_where_it_was_let_in(
    sandbox: Sandbox, ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    with_settings(services, ola, "list")
    async with serving():
        ours = sandbox.group("Our news", ola, kind="channel")
        theirs = sandbox.group("Their news", ada, kind="channel")
        await ada.wait_for_answer(to=theirs)
        await ola.send("/who acme", to=ours)
        answer = await ola.wait_for_answer(to=ours)
        await ada.send("/who acme", to=theirs)
        await settled(ola, services)

    assert answer.text.startswith("Acme")
    assert not any("Bolt" in message.text for message in theirs.messages if message.from_bot)


async def test_strangers_and_banned_people_learn_nothing_in_inline_mode_or_by_buttons_made_up_by_hand(
    sandbox: Sandbox, ada: Person, ola: Person, services: Services, serving: Serving
) -> None:
    ben = sandbox.person("Ben")
    with_settings(services, ola, "list")
    services.people.put(Account(ben.id, "Ben", banned=True), by="", at=NOON)
    async with serving():
        await settled(ola, services)
        found = await ada.inline("acme")
        with pytest.raises(TimeoutError):
            await ben.inline("acme", timeout=0.5)
        for data in ("c:/who acme", "c:/status", "c:/people", "n:1", "", "c:/upload 1 yes", "x" * 64):
            body = {"id": "7", "from": user_json(ada.user), "chat_instance": "1", "data": data}
            message = {"message_id": 99, "date": 1, "chat": {"id": ada.id, "type": "private"}, "text": "old"}
            sandbox.world.updates.add("callback_query", {**body, "message": message})
        for kind in ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}}, {"text": "\u202e<b>" * 300}):
            chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
            post = {"message_id": 98, "date": 1, "chat": chat, "from": user_json(ada.user), **kind}
            sandbox.world.updates.add("message", post)
        await settled(ola, services)

    assert found.results == ()
    assert [("invited" in message.text, message.buttons) for message in ada.answers] == [(True, [])]
    assert ben.answers == []


@pytest.mark.usefixtures("bot")
async def test_a_voice_message_of_an_operator_gets_a_word(sandbox: Sandbox, ada: Person) -> None:
    await ada.send("/latest")
    await ada.wait_for_answer()
    post = {"message_id": 98, "date": 1, "chat": {"id": ada.id, "type": "private"}, "from": user_json(ada.user)}
    voice = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}}
    sandbox.world.updates.add("message", {**post, **voice})

    assert (await ada.wait_for_answer()).buttons


def test_a_migration_that_both_chats_tell_of_moves_what_a_group_may_once(services: Services) -> None:
    services.people.put(Account(-5, "Small"), by="", at=NOON)
    for time in range(2):
        access.moved(services, -5, -1005, at=NOON)
        assert services.people.get(-5) is None
        assert (services.people.get(-1005) is None) == bool(time)
        access.put_out(services, -1005)
