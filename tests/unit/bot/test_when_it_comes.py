"""When digests and alerts come, and where somebody is, over the wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.sandbox import Group, Person, Sandbox
from briefings.model import Quiet, Schedule, Subscriber
from briefings.render.speech import LANGUAGES
from briefings.service import Services
from briefings.service.hours import EVERY_DAY
from tests.builders import NOON, a_schedule, an_outgoing
from tests.unit.bot.support import ask, until

pytestmark = pytest.mark.usefixtures("bot")


def of(services: Services, person: Person | Group, thread_id: int | None = None) -> Subscriber:
    return services.subscribers.get(person.id, thread_id, zone="UTC", now=NOON)


# --- how often -----------------------------------------------------------------------------------------------------


async def test_a_digest_comes_after_each_issue(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")

    assert "The digest comes after each new issue at 07:30." in (await ask(ada, "/digest 07:30 each issue")).text
    assert of(services, ada).schedule == Schedule(time(7, 30), "UTC", EVERY_DAY, each_issue=True)


async def test_a_digest_comes_once_a_week(ada: Person) -> None:
    await ask(ada, "/subscribe bolt")

    assert "on Friday at 07:30" in (await ask(ada, "/digest 07:30 weekly fri")).text


async def test_how_often_it_comes_is_chosen_by_buttons(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    panel = await ask(ada, "/digest")
    assert panel.buttons == [
        "06:00", "08:00", "18:00", "Weekdays only", "Weekly", "Each new issue", "Now", "Off", "← Settings"
    ]  # fmt: skip
    ada.press(panel, "Each new issue")
    edited = await ada.wait_for_answer()

    assert edited.id == panel.id
    assert "Daily" in edited.buttons
    assert "Each new issue" not in edited.buttons
    schedule = of(services, ada).schedule
    assert schedule is not None
    assert schedule.each_issue


@pytest.mark.parametrize("command", ["/digest now", "/now"])
async def test_a_digest_at_once_is_noted_as_told_and_leaves_the_schedule(
    ada: Person, services: Services, command: str
) -> None:
    await ask(ada, "/subscribe bolt")
    before = of(services, ada)
    digest = await ask(ada, command)

    assert digest.text.startswith("Digest · All of Bolt · ")
    assert "Acme bought Bolt" in digest.text
    assert digest.buttons == ["Sources", "Who’s who", "Mute a story", "Unsubscribe"]
    assert of(services, ada) == before
    assert "Nothing new since your last digest." in (await ask(ada, command)).text


async def test_a_digest_at_once_needs_a_topic(ada: Person) -> None:
    assert "You follow no topic yet" in (await ask(ada, "/digest now")).text


async def test_a_digest_has_a_button_that_ends_it(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    past = datetime.now(UTC) - timedelta(minutes=1)
    schedule = a_schedule(f"{past:%H:%M}", "UTC")
    services.subscribers.update(replace(of(services, ada), schedule=schedule, next_digest_at=past))
    digest = await ada.wait_for_answer()
    assert digest.buttons == ["Sources", "Who’s who", "Mute a story", "Unsubscribe"]
    ada.press(digest, "Unsubscribe")

    assert (await ada.wait_for_answer()).text.startswith("You follow All of Bolt no more")
    ada.press(digest, "Sources")
    assert "Acme bought Bolt" in (await ada.wait_for_answer()).text


async def test_of_several_topics_a_digest_asks_which_to_drop(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe all")
    digest = await ask(ada, "/now")
    ada.press(digest, "Unsubscribe")
    which = await ada.wait_for_answer()
    assert which.buttons == ["✕ Acme – Bolt", "✕ All of Bolt", "✕ All of them"]
    ada.press(which, "✕ All of them")

    await ada.wait_for_answer()
    assert services.subscribers.topics(of(services, ada).id) == ()


# --- quiet hours and pauses ------------------------------------------------------------------------------------------


async def test_quiet_hours_are_set_shown_and_taken_away(ada: Person, services: Services) -> None:
    assert "There are no quiet hours" in (await ask(ada, "/quiet")).text
    answer = await ask(ada, "/quiet 22:00-06:30")
    assert "Quiet hours: 22:00 to 06:30." in answer.text
    assert "your digest comes at its own hour all the same" in answer.text
    assert of(services, ada).quiet == Quiet(time(22), time(6, 30))
    ada.press(answer, "Off")

    assert "There are no quiet hours" in (await ada.wait_for_answer()).text
    assert of(services, ada).quiet is None


async def test_quiet_hours_that_are_none_are_refused(ada: Person) -> None:
    assert "From when until when?" in (await ask(ada, "/quiet at night")).text
    assert "quiet all day" in (await ask(ada, "/quiet 07:00-07:00")).text


async def test_an_alert_that_is_owed_waits_for_quiet_hours_that_began_meanwhile(
    ada: Person, services: Services
) -> None:
    now = datetime.now(UTC)
    around = Quiet((now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    services.subscribers.update(replace(of(services, ada), quiet=around))
    await ask(ada, "/watch bolt")
    services.outbox.add(an_outgoing("Alert", chat_id=ada.id, kind="alert", subscriber_id=of(services, ada).id), due=now)
    await until(lambda: services.outbox.counts()["waiting"] == 1)

    assert all("Alert" not in message.text for message in ada.answers)


async def test_a_pause_is_set_shown_and_ended(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    before = of(services, ada).next_digest_at
    answer = await ask(ada, "/pause 2w")
    assert answer.text.startswith("Paused. Nothing comes before ")
    assert "/resume ends the pause." in answer.text
    paused = of(services, ada)
    assert paused.paused_until is not None
    assert paused.next_digest_at is not None
    assert paused.next_digest_at >= paused.paused_until
    assert "Paused until" in (await ask(ada, "/settings")).text

    assert (await ask(ada, "/resume")).text.startswith("The pause is over.")
    assert of(services, ada).next_digest_at == before
    assert "Nothing is paused." in (await ask(ada, "/pause")).text


async def test_a_pause_is_chosen_and_ended_by_buttons(ada: Person, services: Services) -> None:
    panel = await ask(ada, "/pause")
    assert panel.buttons == ["1 day", "3 days", "1 week", "2 weeks", "← Settings"]
    ada.press(panel, "3 days")
    edited = await ada.wait_for_answer()
    assert edited.buttons == ["End the pause", "← Settings"]
    ada.press(edited, "← Settings")
    settings = await ada.wait_for_answer()
    ada.press(settings, "End the pause")

    assert "Pause" in (await ada.wait_for_answer()).buttons
    until = of(services, ada).paused_until
    assert until is not None
    assert until <= datetime.now(UTC)


@pytest.mark.parametrize("words", ["2y", "for a while", "until 31 february", "until yesterday"])
async def test_a_pause_that_is_none_is_refused(ada: Person, services: Services, words: str) -> None:
    await ask(ada, f"/pause {words}")

    assert of(services, ada).paused_until is None


@pytest.mark.parametrize(("words", "on"), [("on", True), ("off", False)])
async def test_alerts_are_set_by_a_command(ada: Person, services: Services, words: str, *, on: bool) -> None:
    assert "Set." in (await ask(ada, f"/alerts {words}")).text
    assert of(services, ada).alerts is on
    assert f"are {words}" in (await ask(ada, "/alerts")).text
    assert "Send /alerts on or /alerts off." in (await ask(ada, "/alerts perhaps")).text


# --- settings ------------------------------------------------------------------------------------------------------


async def test_everything_is_set_in_one_message(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    await ask(ada, "/watch bolt")
    await ask(ada, f"/mute {services.archive.stories()[0].story}")
    await ask(ada, "/quiet 22:00-06:30")
    panel = await ask(ada, "/settings")

    for said in (
        "You follow All of Bolt.",
        "You watch 1 name or word",
        "Alerts on your topics are off.",
        "Quiet hours: 22:00 to 06:30.",
        "1 story is muted.",
        "Time zone: UTC",
        "Language: English",
    ):
        assert said in panel.text
    for button in [text for text in panel.buttons if not text.startswith(("Alerts", "End"))]:
        ada.press(panel, button)
        edited = await ada.wait_for_answer()
        assert edited.id == panel.id
        assert "← Settings" in edited.buttons
        ada.press(edited, "← Settings")
        assert (await ada.wait_for_answer()).text == panel.text


async def test_settings_take_no_words_but_those_of_their_buttons(ada: Person) -> None:
    assert "/settings alone shows" in (await ask(ada, "/settings everything off")).text


# --- where ---------------------------------------------------------------------------------------------------------


async def test_a_shared_location_sets_the_time_zone(ada: Person, services: Services) -> None:
    panel = await ask(ada, "/timezone")
    ada.press(panel, "My location")
    asked = await ada.wait_for_answer()
    assert asked.markup is not None
    assert (asked.markup.kind, asked.markup.one_time) == ("keyboard", True)
    assert [button.action for row in asked.markup.rows for button in row] == ["request_location", "text"]

    await ada.send_location(33.31, 44.36)
    answer = await ada.wait_for_answer()
    assert answer.text.startswith("Set. Your time zone is Asia/Baghdad;")
    assert answer.markup is not None
    assert answer.markup.kind == "remove"
    assert of(services, ada).zone == "Asia/Baghdad"


async def test_at_sea_the_meridian_counts(ada: Person, services: Services) -> None:
    await ada.send_location(0.0, -150.0)

    assert "UTC-10" in (await ada.wait_for_answer()).text
    assert of(services, ada).zone == "Etc/GMT+10"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_would_rather_not_say_is_not_asked_again(sandbox: Sandbox, language: str) -> None:
    leyla = sandbox.person("Leyla", language=language)
    asked = await ask(leyla, "/location")
    assert asked.markup is not None
    answer = await ask(leyla, asked.markup.rows[1][0].text)

    assert answer.markup is not None
    assert answer.markup.kind == "remove"
    assert "/timezone baghdad" in answer.text


async def test_a_group_is_not_asked_where_it_is(sandbox: Sandbox, ada: Person) -> None:
    group = sandbox.group("Desk", ada)
    await ada.send("/timezone", to=group)
    assert "My location" not in (await ada.wait_for_answer(to=group)).buttons
    await ada.send("/location", to=group)
    answer = await ada.wait_for_answer(to=group)
    assert "in our private chat" in answer.text
    assert answer.markup is None


# --- the end -------------------------------------------------------------------------------------------------------


async def test_stop_ends_everything_and_says_how_to_come_back(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    await ask(ada, "/watch bolt")
    answer = await ask(ada, "/stop")

    assert answer.text.startswith("You follow All of Bolt and Bolt no more")
    assert "/topics begins again" in answer.text
    assert answer.buttons == ["Follow All of Bolt again", "Watch Bolt again"]
    one = of(services, ada)
    assert (services.subscribers.topics(one.id), services.following.watches(one.id)) == ((), ())
    assert one.next_digest_at is None
    ada.press(answer, "Watch Bolt again")
    assert (await ada.wait_for_answer()).text.startswith("You watch Bolt now")


async def test_who_blocked_the_bot_and_comes_back_has_everything_again(ada: Person, services: Services) -> None:
    await ask(ada, "/subscribe bolt")
    await ask(ada, "/watch bolt")
    ada.block()
    ada.unblock()

    assert (await ask(ada, "/watching")).buttons == ["✕ Bolt", "← Settings"]
    assert [one.chat_id for one in services.following.alerted()] == [ada.id]
