"""The outbox over the wire: each part once, and every doubt decided."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import sender
from bot.application import AnyApplication, Parts, build_application, run
from bot.sandbox import Limits, Person, Sandbox
from briefings.model import Outgoing
from briefings.service import Services
from briefings.settings import Settings
from tests.builders import an_outgoing
from tests.unit.bot.support import Serving, until


def now() -> datetime:
    return datetime.now(UTC)


def owed(services: Services, person: Person, *parts: str, **fields: Any) -> Outgoing:
    """A digest queued for a person who is a subscriber."""
    subscriber = services.subscribers.get(person.id, None, zone="UTC", now=now())
    outgoing = an_outgoing(*parts, chat_id=person.id, subscriber_id=subscriber.id, **fields)
    assert services.outbox.add(outgoing, due=now())
    return outgoing


async def settled(services: Services, **counts: int) -> None:
    await until(lambda: counts.items() <= services.outbox.counts().items())


@pytest.fixture(autouse=True)
def _wide_awake(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "two_seconds" not in request.node.name:
        monkeypatch.setattr(sender, "_IDLE_SECONDS", 0.05)


@pytest.mark.usefixtures("bot")
async def test_what_another_process_queues_is_sent_within_two_seconds(ada: Person, services: Services) -> None:
    owed(
        services,
        ada,
        "<b>Digest</b> one",
        "two",
        markup='[["Go", "/help"]]',
    )

    assert (await ada.wait_for_answer(2.0)).text == "Digest one"
    second = await ada.wait_for_answer(2.5)
    assert (second.text, second.buttons) == ("two", ["Go"])
    await settled(services, sent=2)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("how", ["block", "deactivate"])
async def test_who_is_gone_is_switched_off(ada: Person, services: Services, how: str) -> None:
    subscriber = services.subscribers.get(ada.id, None, zone="UTC", now=now())
    services.subscribers.subscribe(subscriber.id, "bolt", at=now())
    getattr(ada, how)()
    owed(services, ada, "one", "two")

    await settled(services, refused=2)
    assert services.subscribers.following("bolt") == ()


@pytest.mark.usefixtures("bot")
async def test_a_flood_wait_pauses_all_bulk_and_loses_nothing(sandbox: Sandbox, services: Services) -> None:
    people = [sandbox.person(f"P{number}") for number in range(6)]
    sandbox.fail_next("sendMessage", retry_after=1)
    for person in people:
        owed(services, person, "digest")

    await settled(services, sent=6)
    times = sorted(accepted.at for accepted in sandbox.accepted)
    assert len(times) == 6


@pytest.mark.usefixtures("bot")
async def test_a_group_that_moved_gets_its_digest_in_the_supergroup(
    sandbox: Sandbox, ada: Person, services: Services
) -> None:
    group = sandbox.group("Small", ada, kind="group")
    subscriber = services.subscribers.get(group.id, None, zone="UTC", now=now())
    larger = group.migrate()
    sandbox.world.updates.forget(2**31)  # the bot does not hear of it
    services.outbox.add(an_outgoing("digest", chat_id=group.id, subscriber_id=subscriber.id), due=now())

    await settled(services, sent=1)
    assert [message.text for message in larger.messages if message.from_bot] == ["digest"]
    moved = services.subscribers.by_id(subscriber.id)
    assert moved is not None
    assert moved.chat_id == larger.id


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("how", ["close_topic", "delete_topic"])
async def test_a_forum_topic_that_is_closed_falls_back_to_the_group(
    sandbox: Sandbox, ada: Person, services: Services, how: str
) -> None:
    forum = sandbox.group("Forum", ada, forum=True)
    topic = forum.open_topic("Energy", ada)
    getattr(forum, how)(topic)
    services.outbox.add(an_outgoing("digest", chat_id=forum.id, thread_id=topic.id), due=now())

    await settled(services, sent=1)
    assert [(a.text, a.thread_id) for a in sandbox.accepted] == [("digest", None)]


@pytest.mark.usefixtures("bot")
async def test_html_that_telegram_refuses_is_given_up_and_holds_nothing_up(
    ada: Person, ben: Person, services: Services
) -> None:
    owed(services, ada, "<h1>no such tag</h1>")
    owed(services, ben, "digest")

    await settled(services, refused=1, sent=1)


@pytest.mark.parametrize("fault", [{"cut_after_accept": True}, {"cut_before_accept": True}, {"status": 502}])
async def test_a_digest_in_doubt_is_not_sent_again_unless_it_is_wished(
    sandbox: Sandbox, bot: AnyApplication, ada: Person, services: Services, fault: dict[str, Any]
) -> None:
    sandbox.fail_next("sendMessage", **fault)
    owed(services, ada, "one", "two")
    await settled(services, unknown=1, sent=1)

    parts: Parts = bot.bot_data["parts"]
    await parts.sender.decide_stale()

    await settled(services, unknown=0, refused=1, sent=1)
    assert [accepted.text for accepted in sandbox.accepted][-1] == "two"


async def test_an_alert_in_doubt_is_sent_again_and_says_that_it_may_repeat(
    sandbox: Sandbox, bot: AnyApplication, ada: Person, services: Services
) -> None:
    sandbox.fail_next("sendMessage", cut_after_accept=True)
    owed(services, ada, "alert", kind="alert")
    await settled(services, unknown=1)

    parts: Parts = bot.bot_data["parts"]
    await parts.sender.decide_stale()

    await settled(services, sent=1)
    first, again = (accepted.text for accepted in sandbox.accepted)
    assert first == "alert"
    assert again.startswith("This may be a repeat")


async def test_parts_that_a_crash_left_being_sent_are_decided_at_the_start(
    sandbox: Sandbox,
    services: Services,
    ada: Person,
    ben: Person,
    serving: Serving,
) -> None:
    owed(services, ada, "digest")
    assert services.outbox.claim(now(), lease=timedelta(minutes=2), limit=1)
    owed(services, ben, "digest")
    async with serving():
        await settled(services, sent=1, refused=1, sending=0)
    assert [accepted.chat_id for accepted in sandbox.accepted] == [ben.id]


async def test_a_broadcast_keeps_to_telegrams_limits_and_answers_go_ahead_of_it(
    sandbox: Sandbox, services: Services, settings: Settings
) -> None:
    sandbox.set_limits(Limits())
    people = [sandbox.person(f"P{number}") for number in range(45)]
    for person in people:
        owed(services, person, "digest")
    application = build_application(
        services, base_url=sandbox.api_url, base_file_url=sandbox.file_url, token=sandbox.token
    )
    stop = asyncio.Event()
    running = asyncio.create_task(run(application, stop))
    ada = sandbox.person("Ada")
    loop = asyncio.get_running_loop()

    await ada.send("/who acme")
    began = loop.time()
    await ada.wait_for_answer()
    waited = loop.time() - began
    await settled(services, sent=45)
    stop.set()
    await running

    times = [accepted.at for accepted in sandbox.accepted]
    assert waited < 1.0
    assert services.outbox.counts()["waiting"] == 0
    assert 45 / settings.bulk_rate - 0.5 < times[-1] - times[0] < 45 / settings.bulk_rate + 1.5
    assert max(sum(start <= at < start + 1 for at in times) for start in times) <= 30
