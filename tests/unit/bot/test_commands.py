"""What each command says, over the wire."""

from __future__ import annotations

import re

import pytest

from bot.handlers.commands import COMMANDS, MENU
from bot.sandbox import Person, Sandbox
from briefings.model import Person as Account
from briefings.service import Services
from tests.builders import NOON, an_update
from tests.unit.bot.support import ask, until, with_settings

pytestmark = pytest.mark.usefixtures("bot")


async def test_start_says_what_there_is_and_what_to_try(ada: Person) -> None:
    answer = await ask(ada, "/start")

    assert "1 issue" in answer.text
    assert "/brief acme-bolt" in answer.text
    assert "Acme – Bolt" in answer.buttons
    assert any(button.startswith("Who: ") for button in answer.buttons)


async def test_help_has_every_command(ada: Person) -> None:
    answer = await ask(ada, "/help")

    for name, _ in MENU:
        assert f"/{name}" in answer.text or name in ("help", "start")


async def test_a_brief_cites_issue_and_page(ada: Person) -> None:
    answer = await ask(ada, "/brief acme-bolt")

    assert "Acme bought Bolt" in answer.text
    assert "Weekly 26 · p. 3" in answer.text


async def test_a_dossier_answers_who(ada: Person) -> None:
    answer = await ask(ada, "/who acme")

    assert answer.text.startswith("Acme")
    assert "p. 3" in answer.text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/latest", "Latest: Weekly 26"),
        ("/search fraud", "accused Acme of fraud"),
        ("who is bolt?", "Bolt"),
        ("what's new on acme–bolt?", "Acme bought Bolt"),
        ("/brief “acme-bolt”", "Acme bought Bolt"),
        ("/brief@dragoman_sandbox_bot acme-bolt", "Acme bought Bolt"),
        ("/brief@bot acme-bolt", "Acme bought Bolt"),
        ("@dragoman_sandbox_bot who is bolt?", "Bolt"),
        ("acme-bolt", "Acme bought Bolt"),
        ("/who", "whom you mean"),
        ("/brief", "acme-bolt"),
        ("/search", "what to look for"),
    ],
)
async def test_a_question_is_answered_however_it_is_put(ada: Person, text: str, part: str) -> None:
    assert part in (await ask(ada, text)).text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("/digest 25:99", "no time of day"),
        ("/digest 07:30 caturday", "no day"),
        ("/timezone Mars/Phobos", "no time zone"),
        ("/subscribe mars", "no topic"),
        ("/unsubscribe mars", "no topic"),
        ("/unsubscribe acme-bolt", "do not follow"),
        ("/frobnicate", "There is no command /frobnicate"),
        ("/brief " + "x" * 4000, "4,000"),
        ("/who " + "x" * 4000, "4,000"),
        ("/search " + "x" * 4000, "4,000"),
        ("/subscribe " + "x" * 4000, "no topic"),
        ("x" * 4000, "4,000"),
        ("/brief zzyzx", "zzyzx"),
        ("/who <b>&amp;", "<b>&amp;"),
    ],
)
async def test_what_cannot_be_answered_says_why(ada: Person, text: str, part: str) -> None:
    answer = await ask(ada, text)

    assert part in answer.text
    assert len(answer.text) < 600


async def test_a_die_is_answered_in_words(sandbox: Sandbox, ada: Person) -> None:
    update = an_update(1, chat_id=ada.id)["message"]
    del update["text"]
    sandbox.world.updates.add("message", {**update, "dice": {"emoji": "🎲", "value": 6}})

    assert "words only" in (await ada.wait_for_answer()).text


async def test_following_gives_a_digest_at_the_usual_hour_and_says_so(ada: Person) -> None:
    answer = await ask(ada, "/subscribe acme-bolt")

    assert "You follow Acme – Bolt now" in answer.text
    assert "daily at 07:00. Next: " in answer.text
    assert "you set none" in answer.text


async def test_an_hour_of_ones_own_is_said_in_local_time(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe acme-bolt")
    await ask(ada, "/timezone baghdad")
    answer = await ask(ada, "/digest 07:30 weekdays")

    subscriber = services.subscribers.get(ada.id, None, zone="UTC", now=NOON)
    assert "on weekdays at 07:30. Next: " in answer.text
    assert ", 07:30 (Asia/Baghdad)." in answer.text
    assert subscriber.next_digest_at is not None
    assert (subscriber.next_digest_at.hour, subscriber.next_digest_at.minute) == (4, 30)


async def test_a_digest_is_switched_off_and_on_again(ada: Person) -> None:
    await ask(ada, "/subscribe acme-bolt")
    await ask(ada, "/digest 18:15")

    assert "is off" in (await ask(ada, "/digest off")).text
    assert "is off" in (await ask(ada, "/settings")).text
    assert "daily at 18:15" in (await ask(ada, "/digest on")).text


async def test_a_digest_without_a_topic_says_what_is_missing(ada: Person) -> None:
    assert "comes once you follow a topic" in (await ask(ada, "/digest 07:30")).text


async def test_stopping_follows_nothing_any_more(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe all")
    answer = await ask(ada, "/stop")

    subscriber = services.subscribers.get(ada.id, None, zone="UTC", now=NOON)
    assert "no digest comes" in answer.text
    assert "Follow Acme – Bolt again" in answer.buttons
    assert services.subscribers.topics(subscriber.id) == ()
    assert subscriber.next_digest_at is None


async def test_settings_show_everything_that_is_set(ada: Person) -> None:
    await ask(ada, "/subscribe acme-bolt")
    answer = await ask(ada, "/settings")

    assert "Acme – Bolt" in answer.text
    assert "Time zone: UTC" in answer.text
    assert answer.buttons == [
        "Topics", "Watches", "Digest", "Alerts: off", "Quiet hours", "Time zone", "Language", "Pause"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("payload", "part"),
    [("who_acme", "Acme"), ("brief_acme-bolt", "Acme bought Bolt"), ("sub_bolt", "You follow All of Bolt now")],
)
async def test_a_deep_link_asks_its_question(ada: Person, payload: str, part: str) -> None:
    assert part in (await ask(ada, f"/start {payload}")).text


async def test_a_deep_link_of_another_kind_is_a_plain_start(ada: Person) -> None:
    assert "Dragoman" in (await ask(ada, "/start ref_42")).text


async def test_the_command_menu_is_set(ada: Person, sandbox: Sandbox) -> None:
    await ask(ada, "/help")
    profile = sandbox.world.profile
    await until(lambda: bool(profile.menu_button))

    assert [name for name, _ in profile.commands_for(ada.chat, ada.user)] == [name for name, _ in MENU]
    assert profile.texts["description", ""]


@pytest.mark.usefixtures("bot")
async def test_an_empty_archive_says_that_nothing_was_read(ada: Person, services: Services) -> None:
    services.archive.forget(services.archive.issues()[0].id)

    assert "Nothing was read yet" in (await ask(ada, "/start")).text
    assert "Nothing was read yet" in (await ask(ada, "/latest")).text


@pytest.mark.parametrize("rank", [None, "editor", "owner"])
async def test_help_has_the_commands_of_who_asks_and_no_others(  # fixtures
    ada: Person, ben: Person, services: Services, rank: str | None
) -> None:
    with_settings(services, ada if rank == "owner" else ben)
    if rank == "editor":
        services.people.put(Account(ada.id, "Ada", "editor"), by="", at=NOON)
    answer = await ask(ada, "/help")

    known = set(re.findall(r"/[a-z]+", answer.text))
    theirs = {None: (None,), "editor": (None, "editor"), "owner": (None, "editor", "owner")}[rank]
    for command in COMMANDS.values():
        if command.menu and command.name not in {"help", "start"}:
            assert (f"/{command.name}" in known) == (command.operators in theirs), command.name


async def test_an_operator_who_mistypes_is_offered_a_command_of_operators(
    ada: Person, ben: Person, services: Services
) -> None:
    with_settings(services, ada)

    assert "/announce" in (await ask(ada, "/annuonce")).buttons
    assert "/announce" not in (await ask(ben, "/annuonce")).buttons


async def test_what_is_no_topic_may_be_watched(ada: Person) -> None:
    answer = await ask(ada, "/subscribe acme")
    ada.press(answer, "Watch")

    assert "There is no topic “acme”" in answer.text
    assert "You watch Acme now" in (await ada.wait_for_answer()).text
